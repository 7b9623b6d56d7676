// Checkstyle's XML, read by a plugin of Danger that comments on pull requests. Usage: checkstyle.mjs FILE; prints what
// was found, as list.mjs does.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { xml2js } = require("xml-js");
const { parseCheckstyle } = require("danger-plugin-lint-report/dist/parse/checkstyle_parser");

const report = xml2js(readFileSync(process.argv[2], "utf8"));
// It looks for the end of a path in a root; in one that does not exist, paths stay as they are.
const violations = parseCheckstyle(report, "/nowhere");
// It does not read which check an error comes from.
const errors = report.elements[0].elements.flatMap((file) => file.elements ?? []);
if (violations.length !== errors.length) throw new Error(`${violations.length} read of ${errors.length}`);
const found = [];
for (const [index, { file, line, column, severity, message }] of violations.entries()) {
    const { source } = errors[index].attributes;
    if (!source.startsWith("double_connect::")) continue;
    if (!["error", "warning"].includes(severity) || !message || !(line > 0) || !(column > 0)) {
        throw new Error(`not read as it was meant: ${JSON.stringify(violations[index])}`);
    }
    found.push(`${source.slice("double_connect::".length)} ${file}:${line}`);
}
for (const line of found.sort()) console.log(line);
