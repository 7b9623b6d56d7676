// What a report shows, a finding a line: `lint path:line`, sorted. Usage: list.mjs FORMAT FILE
import { readFileSync } from "node:fs";

const [format, file] = process.argv.slice(2);
const text = readFileSync(file, "utf8");
const found = [];
const add = (code, path, line) => {
    if (code?.startsWith("double_connect::")) found.push(`${code.slice("double_connect::".length)} ${path}:${line}`);
};

const readers = {
    json() {
        for (const line of text.trim().split("\n").map(JSON.parse)) {
            const { code, spans } = line.message ?? {};
            const place = spans?.find((span) => span.is_primary);
            add(code?.code, place?.file_name, place?.line_start);
        }
    },
    sarif() {
        for (const { ruleId, locations } of JSON.parse(text).runs.flatMap((run) => run.results)) {
            const { artifactLocation, region } = locations[0].physicalLocation;
            add(ruleId, decodeURIComponent(artifactLocation.uri), region.startLine);
        }
    },
    gitlab() {
        for (const { check_name, location } of JSON.parse(text)) add(check_name, location.path, location.lines.begin);
    },
    rdjson() {
        for (const { code, location } of JSON.parse(text).diagnostics) {
            add(code?.value, location.path, location.range?.start.line);
        }
    },
    // `path:line:column: severity[code]: text`, as compilers have it.
    short() {
        for (const [, path, line, code] of text.matchAll(/^(.+?):(\d+):\d+: (?:error|warning)\[(.+?)\]: /gm)) {
            add(code, path, line);
        }
    },
    // The matcher that editors use for rustc: a headline, then the next arrow.
    human() {
        for (const [, code, path, line] of text.matchAll(
            /^(?:error|warning)\[(.+?)\]: .*\n\s*-->\s+(.+?):(\d+):\d+$/gm,
        )) {
            add(code, path, line);
        }
    },
    // The page's table of contents has the places, its articles the lints.
    html() {
        const entity = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
        const plain = (html) => html.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => entity[name]);
        const places = [...text.matchAll(/<li class="\w+"><a href="#finding-(\d+)">.*?<\/a> <code>([^<]*)<\/code><\/li>/gs)];
        for (const [, number, place] of places) {
            const article = text.split(`<article id="finding-${number}"`)[1].split("</article>")[0];
            const code = article.match(/<a class="code"[^>]*>(.*?)<\/a>/)?.[1];
            const [, path, line] = plain(place).match(/^(.*):(\d+)$/);
            add(code, path, line);
        }
    },
};

readers[format]();
for (const line of found.sort()) console.log(line);
