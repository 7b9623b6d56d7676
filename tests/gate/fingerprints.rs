//! Fingerprints of real code outlive what does not change the bug: moved lines, renamed files, another format.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::project::{LINK, MAIN, MANIFEST};
use crate::support::Tree;

/// The files of the example in this repository, which has one bug that leads through three files.
fn gateway() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/device-gateway");
    let mut files = vec!["Cargo.toml".to_owned(), "Cargo.lock".to_owned()];
    for entry in fs::read_dir(root.join("src")).unwrap() {
        files.push(format!(
            "src/{}",
            entry.unwrap().file_name().to_string_lossy()
        ));
    }
    let read = |path: String| {
        let text = fs::read_to_string(root.join(&path)).unwrap();
        (path, text)
    };
    files.into_iter().map(read).collect()
}

fn small() -> Vec<(String, String)> {
    [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", MAIN),
        ("src/link.rs", LINK),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .to_vec()
}

/// The fingerprints of all findings, and their places.
fn fingerprints(files: &[(String, String)]) -> (BTreeSet<String>, BTreeSet<String>) {
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(p, t)| (p.as_str(), t.as_str()))
        .collect();
    let tree = Tree::new(&files);
    let run = tree.run(&["--message-format", "sarif"]);
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap().clone();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let prints = results
        .iter()
        .map(|r| text(&r["partialFingerprints"]["doubleConnect/v1"]));
    let places = results
        .iter()
        .map(|r| r["locations"][0]["physicalLocation"].to_string());
    (prints.collect(), places.collect())
}

fn changed(
    files: &[(String, String)],
    change: impl Fn(&str, &str) -> (String, String),
) -> Vec<(String, String)> {
    let is_source = |path: &str| path.ends_with(".rs");
    files
        .iter()
        .map(|(path, text)| {
            if is_source(path) {
                change(path, text)
            } else {
                (path.clone(), text.clone())
            }
        })
        .collect()
}

/// Checks that findings lie elsewhere and are known again.
#[track_caller]
fn assert_known_again(files: &[(String, String)], changed: &[(String, String)]) {
    let (prints, places) = fingerprints(files);
    let (new_prints, new_places) = fingerprints(changed);
    assert_eq!(new_prints, prints);
    assert!(new_places.is_disjoint(&places), "{new_places:?} {places:?}");
}

fn moved(path: &str, text: &str) -> (String, String) {
    let lines = "// A line more, and then some.\nconst _: () = {\n};\n\n".repeat(9);
    // Documentation of the file itself stays at its top.
    let top: usize = text
        .split_inclusive('\n')
        .take_while(|line| line.starts_with("//!"))
        .map(str::len)
        .sum();
    let (top, rest) = text.split_at(top);
    (path.to_owned(), format!("{top}\n{lines}{rest}"))
}

fn renamed(path: &str, text: &str) -> (String, String) {
    let text = text
        .replace("mod link;", "mod uplink;")
        .replace("link::", "uplink::");
    (path.replace("link.rs", "uplink.rs"), text)
}

/// Prints the code anew from its syntax tree, then with every line broken and indented otherwise where that is allowed.
fn formatted(path: &str, text: &str) -> (String, String) {
    let text = prettyplease::unparse(&syn::parse_file(text).unwrap());
    let text = text
        .replace('(', "(\n                ")
        .replace(".await", "\n            .await");
    (path.to_owned(), text)
}

#[test]
fn moved_lines_are_known_again() {
    for files in [gateway(), small()] {
        assert_known_again(&files, &changed(&files, moved));
    }
}

#[test]
fn renamed_files_are_known_again() {
    for files in [gateway(), small()] {
        assert_known_again(&files, &changed(&files, renamed));
    }
}

#[test]
fn formatted_code_is_known_again() {
    for files in [gateway(), small()] {
        assert_known_again(&files, &changed(&files, formatted));
    }
}

#[test]
fn all_of_it_at_once_is_known_again() {
    let all = |path: &str, text: &str| {
        let (path, text) = renamed(path, text);
        let (path, text) = formatted(&path, &text);
        moved(&path, &text)
    };
    for files in [gateway(), small()] {
        assert_known_again(&files, &changed(&files, all));
    }
}

#[test]
fn a_copy_of_a_bug_is_another_bug() {
    let files = small();
    let (prints, _) = fingerprints(&files);
    // The same function once more, in another module.
    let more = changed(&files, |path, text| {
        let text = if path.ends_with("main.rs") {
            format!("mod other;\n{text}\nfn more() -> paho_mqtt::Result<()> {{ other::twice() }}")
        } else {
            text.to_owned()
        };
        (path.to_owned(), text)
    });
    let twice = "use crate::link;\npub fn twice() -> paho_mqtt::Result<()> {\n    let a = one()?;\n    \
                 let b = one()?;\n    println!(\"{} {}\", a.is_connected(), b.is_connected());\n    Ok(())\n}\n";
    let one = &LINK[LINK.find("pub fn connect()").unwrap()..LINK.find("impl Device").unwrap()];
    let one = one.replace("pub fn connect()", "fn one()");
    let head = "use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};\n";
    let mut more = more;
    more.push(("src/other.rs".to_owned(), format!("{head}{twice}{one}")));
    let (more_prints, _) = fingerprints(&more);
    assert!(more_prints.is_superset(&prints) && more_prints.len() == prints.len() + 1);
}
