//! All formats of one real run: each as recorded, each well formed, none with less than another.
//!
//! `BLESS=1 cargo test --test gate` records them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::project::{LINK, MAIN, MANIFEST, device};
use crate::shown::{Place, findings};
use crate::support::Tree;

/// All formats: those that `--help` names.
pub(crate) fn formats() -> Vec<String> {
    let help = device().run(&["--output", "nothing=file"]).stderr;
    let list = help.split("(formats: ").nth(1).unwrap();
    let list = list.split(')').next().unwrap();
    list.split(", ").map(str::to_owned).collect()
}

/// A run that writes every format to a file; the files' texts by format, without what differs from run to run.
fn reports(tree: &Tree, arguments: &[&str]) -> BTreeMap<String, String> {
    let formats = formats();
    let outputs: Vec<String> = formats
        .iter()
        .map(|f| format!("--output={f}=out.{f}"))
        .collect();
    let mut all: Vec<&str> = outputs.iter().map(String::as_str).collect();
    all.extend(arguments);
    let run = tree.run(&all);
    let root = tree.0.display().to_string();
    let read = |format: &String| {
        let text = fs::read_to_string(tree.0.join(format!("out.{format}")))
            .unwrap_or_else(|error| panic!("{format}: {error} {run:?}"));
        text.replace(&root, "$ROOT")
            .replace(env!("CARGO_PKG_VERSION"), "$VERSION")
    };
    formats
        .iter()
        .map(|format| (format.clone(), read(format)))
        .collect()
}

/// The project, in a repository of its own, with a finding more at level warn, and a file that cannot be read.
fn project() -> Tree {
    let main = MAIN.replacen(
        "mod link;",
        "mod broken;\n// double-connect: allow(kept_while_open) -- once\nmod link;",
        1,
    );
    Tree::new(&[
        (".git/HEAD", "ref: refs/heads/main\n"),
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", &main),
        ("src/link.rs", LINK),
        ("src/broken.rs", "fn broken( {\n"),
    ])
}

/// What all formats have to show of [`project`]: lint, file and line.
const FINDINGS: [(&str, &str, u32); 3] = [
    ("overwrite_while_open", "src/link.rs", 13),
    ("connect_while_open", "src/link.rs", 23),
    ("unused_suppression", "src/main.rs", 2),
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn every_format_is_as_recorded() {
    let bless = std::env::var_os("BLESS").is_some_and(|value| value != "0");
    let mut wrong = Vec::new();
    for (format, text) in reports(&project(), &[]) {
        // The lints' pages are recorded where they are written.
        let text = if format == "sarif" {
            let mut log = json(&text);
            log["runs"][0]["tool"]["driver"]["rules"] = Value::Null;
            for result in log["runs"][0]["results"].as_array_mut().unwrap() {
                result["ruleIndex"] = Value::Null;
            }
            format!("{}\n", serde_json::to_string_pretty(&log).unwrap())
        } else {
            text
        };
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/gate/recorded/{format}"));
        if bless {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            wrong.push(format!("{} is not\n{text}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn no_format_loses_a_finding() {
    let wanted: Vec<Place> = FINDINGS
        .map(|(lint, file, line)| (lint.to_owned(), file.to_owned(), line))
        .into();
    for (format, text) in reports(&project(), &[]) {
        let mut shown = findings(&format, &text);
        shown.sort_by_key(|(_, file, line)| (file.clone(), *line));
        assert_eq!(shown, wanted, "{format}: {text}");
        assert!(
            text.contains("cannot parse this file"),
            "{format} does not say what was not read: {text}"
        );
    }
}

#[test]
fn stdout_and_file_carry_the_same() {
    let tree = project();
    let files = reports(&tree, &[]);
    let root = tree.0.display().to_string();
    for format in formats() {
        let run = tree.run(&["--message-format", &format]);
        assert_eq!(run.code, Some(1), "{format}: {run:?}");
        if format == "human" || format == "short" {
            assert_eq!(
                (run.stdout.as_str(), &run.stderr),
                ("", &files[&format]),
                "{format}"
            );
        } else {
            let stdout = run.stdout.replace(&root, "$ROOT");
            let stdout = stdout.replace(env!("CARGO_PKG_VERSION"), "$VERSION");
            assert_eq!(stdout, files[&format], "{format}");
        }
    }
}

#[test]
fn xml_is_well_formed_and_counts_what_it_has() {
    for (_, text) in reports(&project(), &[])
        .iter()
        .filter(|(format, _)| ["junit", "checkstyle"].contains(&format.as_str()))
    {
        let document = roxmltree::Document::parse(text).unwrap();
        for node in document
            .descendants()
            .filter(|node| node.has_attribute("tests"))
        {
            let within = |tag: &str| {
                node.descendants()
                    .filter(|n| n.has_tag_name(tag))
                    .count()
                    .to_string()
            };
            for (attribute, tag) in [
                ("tests", "testcase"),
                ("failures", "failure"),
                ("errors", "error"),
                ("skipped", "skipped"),
            ] {
                if let Some(count) = node.attribute(attribute) {
                    assert_eq!(count, within(tag), "{attribute} in {text}");
                }
            }
        }
        let lines: Vec<_> = document
            .descendants()
            .filter_map(|node| node.attribute("line"))
            .collect();
        assert!(lines.iter().all(|line| line.parse::<u32>().is_ok()));
    }
}

#[test]
fn a_clean_run_gives_whole_and_empty_reports() {
    let tree = Tree::new(&[
        (".git/HEAD", ""),
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", "fn main() {}\n"),
    ]);
    let reports = reports(&tree, &[]);
    assert_eq!(json(&reports["sarif"])["runs"][0]["results"], json("[]"));
    assert_eq!(reports["gitlab"], "[]\n");
    assert_eq!(json(&reports["rdjson"])["diagnostics"], json("[]"));
    assert_eq!(reports["github"], "");
    let document = roxmltree::Document::parse(&reports["junit"]).unwrap();
    let cases = document
        .descendants()
        .filter(|n| n.has_tag_name("testcase"));
    assert_eq!(cases.count(), 1);
    assert_eq!(
        roxmltree::Document::parse(&reports["checkstyle"])
            .unwrap()
            .descendants()
            .filter(|n| n.has_tag_name("error"))
            .count(),
        0
    );
}

#[test]
fn paths_are_those_of_the_repository_wherever_the_tool_runs() {
    let tree = Tree::new(&[
        (".git/HEAD", ""),
        ("fleet/device/Cargo.toml", MANIFEST),
        ("fleet/device/src/main.rs", MAIN),
        ("fleet/device/src/link.rs", LINK),
    ]);
    for (format, wanted) in [
        ("sarif", "\"uri\": \"fleet/device/src/link.rs\""),
        ("github", "::error file=fleet/device/src/link.rs,"),
        ("gitlab", "\"path\": \"fleet/device/src/link.rs\""),
        ("checkstyle", "name=\"fleet/device/src/link.rs\""),
        ("rdjson", "\"path\": \"fleet/device/src/link.rs\""),
    ] {
        for dir in ["", "fleet/device", "fleet/device/src"] {
            let mut command = tree.command(&["--message-format", format, "--manifest-path"]);
            command.arg(tree.0.join("fleet/device/Cargo.toml"));
            let output = command.current_dir(tree.0.join(dir)).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(text.contains(wanted), "{format} from {dir:?}: {text}");
        }
    }
}

#[test]
fn a_run_that_fails_says_so_in_the_reports() {
    let tree = Tree::new(&[
        (".git/HEAD", ""),
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"device\", \"bad\"]\n",
        ),
        ("device/Cargo.toml", MANIFEST),
        ("device/src/main.rs", MAIN),
        ("device/src/link.rs", LINK),
        ("bad/Cargo.toml", "[package\n"),
    ]);
    let reports = reports(&tree, &[]);
    let run = &json(&reports["sarif"])["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    assert_eq!(run["results"].as_array().unwrap().len(), 2);
    for (format, text) in &reports {
        assert!(text.contains("bad/Cargo.toml"), "{format}: {text}");
    }
}

#[test]
fn the_page_is_whole_and_stands_alone() {
    let reports = reports(&project(), &[]);
    let options = roxmltree::ParsingOptions {
        allow_dtd: true,
        ..Default::default()
    };
    let page = roxmltree::Document::parse_with_options(&reports["html"], options).unwrap();
    let nodes = || page.descendants().filter(roxmltree::Node::is_element);
    let attributes = |name| nodes().filter_map(move |node| node.attribute(name));
    for forbidden in ["script", "link", "img", "iframe", "object"] {
        assert!(!nodes().any(|n| n.has_tag_name(forbidden)), "{forbidden}");
    }
    assert_eq!(attributes("src").count() + attributes("onclick").count(), 0);
    let mut ids: Vec<&str> = attributes("id").collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "two elements have one id");
    let inner = attributes("href").filter_map(|href| href.strip_prefix('#'));
    for target in inner {
        assert!(
            ids.binary_search(&target).is_ok(),
            "nothing has the id {target}"
        );
    }
    assert_eq!(nodes().filter(|n| n.has_tag_name("article")).count(), 4);
    // The two that are about connections have lanes: each opens two, and for some time both are open.
    let lanes: Vec<_> = nodes()
        .filter(|n| n.attribute("class") == Some("timeline"))
        .collect();
    assert_eq!(lanes.len(), 2);
    for lane in lanes {
        let with = |class: &str| {
            let own = lane.descendants().filter_map(|n| n.attribute("class"));
            own.filter(|c| c.split(' ').any(|c| c == class)).count()
        };
        assert_eq!(with("opens"), 2);
        assert!(with("both") >= 1);
    }
    assert!(reports["html"].contains("prefers-color-scheme: dark"));
    assert!(reports["html"].contains("@media print"));
}
