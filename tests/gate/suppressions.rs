//! Suppression comments in a project of several files.

use crate::project::{LINK, MAIN, MANIFEST, device};
use crate::support::Tree;

#[test]
fn without_one_everything_is_reported() {
    let run = device().run(&["--message-format", "short"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(
        run.stderr.matches("error[double_connect::").count(),
        2,
        "{run:?}"
    );
    let list = device().run(&["--list-suppressions"]);
    assert_eq!(
        (list.code, list.stdout.as_str(), list.stderr.as_str()),
        (Some(0), "", "")
    );
}

#[test]
fn one_above_a_module_means_its_files() {
    let all =
        "// double-connect: allow(overwrite_while_open, connect_while_open) -- a bench\nmod link;";
    let tree = Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", &MAIN.replacen("mod link;", all, 1)),
        ("src/link.rs", LINK),
    ]);
    let run = tree.run(&["-D", "warnings"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let list = tree.run(&["--list-suppressions"]);
    assert_eq!(
        list.stdout,
        "src/main.rs:1:1: allow(overwrite_while_open, connect_while_open) -- a bench (2 findings)\n"
    );
    assert_eq!(list.code, Some(0));
    let list = tree.run(&["--list-suppressions", "--message-format", "json"]);
    let line: serde_json::Value =
        serde_json::from_str(list.stdout.lines().next().unwrap()).unwrap();
    assert_eq!(line["lints"][0]["findings"], 1);
    assert_eq!(line["justification"], "a bench");
}

#[test]
fn an_unused_one_warns_and_fails_where_warnings_do() {
    let odd = MAIN.replacen(
        "    let first",
        "    // double-connect: allow(kept_while_open) -- once\n    let first",
        1,
    );
    let tree = Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", &odd),
        ("src/link.rs", LINK),
    ]);
    let levels = ["-A", "connect_while_open", "-A", "overwrite_while_open"];
    let run = tree.run(&levels);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("[double_connect::unused_suppression]"),
        "{run:?}"
    );
    let run = tree.run(&[&levels[..], &["-D", "warnings"]].concat());
    assert_eq!(run.code, Some(1), "{run:?}");
}
