// GitLab's code quality report: prints TypeScript that compiles if the report has the published types, and fails where
// it lacks what GitLab's documentation asks for beyond those. Usage: gitlab.mjs FILE
import { readFileSync } from "node:fs";

const report = readFileSync(process.argv[2], "utf8");
const issues = JSON.parse(report);
const wrong = issues.filter(
    ({ severity, location }) =>
        !["info", "minor", "major", "critical", "blocker"].includes(severity) ||
        location.path.startsWith("/") ||
        location.path.startsWith("./"),
);
const fingerprints = new Set(issues.map((issue) => issue.fingerprint));
if (wrong.length > 0 || fingerprints.size !== issues.length) {
    console.error("not what GitLab reads:", wrong, `${fingerprints.size} fingerprints of ${issues.length} issues`);
    process.exit(1);
}
console.log('import { Issue } from "codeclimate-types";');
console.log(`export const report: (Issue & { fingerprint: string; severity: string })[] = ${report};`);
