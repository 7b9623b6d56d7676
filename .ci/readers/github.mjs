// Workflow commands: GitHub's own library, given what ours say, writes the same bytes. What ours say is read as the
// runner does: `::command property=value,…::message`, with `%25`, `%0D` and `%0A` for three characters everywhere and
// `%3A` and `%2C` for two more in properties. Usage: github.mjs FILE; prints what was found, as list.mjs does.
import { readFileSync } from "node:fs";
import * as core from "@actions/core";

const escapes = { "%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": "," };
const unescape = (text, names) => text.replace(new RegExp(names.join("|"), "g"), (name) => escapes[name]);
const message = (text) => unescape(text, ["%25", "%0D", "%0A"]);
const property = (text) => unescape(text, Object.keys(escapes));
const numbers = { line: "startLine", endLine: "endLine", col: "startColumn", endColumn: "endColumn" };

// The library writes to stdout; so do we, at the end.
const written = [];
const print = process.stdout.write.bind(process.stdout);
process.stdout.write = (text) => written.push(text);
const sorted = (properties) => properties.split(",").sort().join(",");
const parts = (line) => {
    const [, command, properties, text] = line.match(/^::(\w+) (.*?)::(.*)$/);
    return { command, properties, text };
};

const found = [];
for (const line of readFileSync(process.argv[2], "utf8").trimEnd().split("\n")) {
    const ours = parts(line);
    const given = Object.fromEntries(
        ours.properties.split(",").map((pair) => {
            const [, name, value] = pair.match(/^(\w+)=(.*)$/);
            return numbers[name] ? [numbers[name], Number(value)] : [name, property(value)];
        }),
    );
    written.length = 0;
    core[ours.command](message(ours.text), given);
    const theirs = parts(written.join("").trimEnd());
    if (
        theirs.command !== ours.command ||
        theirs.text !== ours.text ||
        sorted(theirs.properties) !== sorted(ours.properties)
    ) {
        console.error("GitHub's library writes\n", theirs, "\nand we wrote\n", ours);
        process.exit(1);
    }
    if (given.title.startsWith("double_connect::")) {
        found.push(`${given.title.slice("double_connect::".length)} ${given.file}:${given.startLine}`);
    }
}
for (const line of found.sort()) print(`${line}\n`);
