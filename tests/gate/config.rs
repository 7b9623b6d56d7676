//! Levels, groups and confidence: from the file, from manifests, from flags.

use std::fs;

use serde_json::Value;

use crate::project::{LINK, MAIN, MANIFEST, device};
use crate::support::Tree;

/// The levels of the two findings, as a run reports them: `error`, `warning` or nothing.
fn levels(tree: &Tree, arguments: &[&str]) -> [Option<String>; 2] {
    let run = tree.run(&[&["--message-format", "short"][..], arguments].concat());
    assert!(run.code <= Some(1), "{run:?}");
    ["overwrite_while_open", "connect_while_open"].map(|lint| {
        let code = format!("[double_connect::{lint}]");
        let line = run.stderr.lines().find(|line| line.contains(&code))?;
        let (before, _) = line.split_once('[')?;
        Some(before.rsplit(' ').next()?.to_owned())
    })
}

fn wanted(overwrite: &str, connect: &str) -> [Option<String>; 2] {
    [overwrite, connect].map(|level| (!level.is_empty()).then(|| level.to_owned()))
}

#[test]
fn the_file_gives_way_to_metadata_and_all_to_flags() {
    let tree = device();
    let manifest = |metadata: &str| {
        fs::write(tree.0.join("Cargo.toml"), format!("{MANIFEST}{metadata}")).unwrap();
    };
    assert_eq!(levels(&tree, &[]), wanted("error", "error"));
    fs::write(
        tree.0.join("double-connect.toml"),
        "[lints]\nall = \"allow\"\nconnect_while_open = \"warn\"\n",
    )
    .unwrap();
    assert_eq!(levels(&tree, &[]), wanted("", "warning"));
    manifest(
        "\n[workspace.metadata.double-connect.lints]\noverwrite-while-open = \"warn\"\n[workspace]\n",
    );
    assert_eq!(levels(&tree, &[]), wanted("warning", "warning"));
    manifest(
        "\n[workspace.metadata.double-connect.lints]\noverwrite-while-open = \"warn\"\n[workspace]\n\
         [package.metadata.double-connect.lints]\ndouble_connects = \"deny\"\n",
    );
    assert_eq!(levels(&tree, &[]), wanted("error", "error"));
    assert_eq!(levels(&tree, &["-A", "double-connects"]), wanted("", ""));
    assert_eq!(
        levels(&tree, &["-A", "all", "-W", "connect_while_open"]),
        wanted("", "warning")
    );
    assert_eq!(
        levels(&tree, &["-W", "all", "-D", "warnings"]),
        wanted("error", "error")
    );
}

#[test]
fn mistakes_have_a_place_and_a_question() {
    for (text, place, said) in [
        (
            "[lints]\nconect_while_open = \"warn\"\n",
            "2:1",
            "did you mean `connect_while_open`?",
        ),
        (
            "[lints]\ndouble_conects = \"warn\"\n",
            "2:1",
            "did you mean `double_connects`?",
        ),
        ("[lints]\nall = \"wran\"\n", "2:7", "did you mean `warn`?"),
        (
            "confidence = \"sertain\"\n",
            "1:14",
            "did you mean `certain`?",
        ),
        (
            "confidense = \"certain\"\n",
            "1:1",
            "did you mean `confidence`?",
        ),
        ("exclude = \"a\"\n", "1:11", "must be an array of strings"),
        ("exclude = [\n", "1:", "cannot be read"),
    ] {
        let tree = device();
        fs::write(tree.0.join("double-connect.toml"), text).unwrap();
        let run = tree.run(&[]);
        run.fails_with(2, said);
        run.fails_with(2, &format!("double-connect.toml:{place}"));
    }
    let tree = device();
    tree.run(&["-D", "double_conects"])
        .fails_with(2, "did you mean `double_connects`?");
    tree.run(&["--confidence", "sertain"])
        .fails_with(2, "certain");
}

#[test]
fn what_the_code_shows_is_certain() {
    let tree = device();
    assert_eq!(
        levels(&tree, &["--confidence", "certain"]),
        wanted("error", "error")
    );
    fs::write(
        tree.0.join("double-connect.toml"),
        "confidence = \"certain\"\n",
    )
    .unwrap();
    assert_eq!(levels(&tree, &[]), wanted("error", "error"));
}

#[test]
fn the_schema_knows_all_lints_and_groups() {
    let tree = Tree::new(&[("empty", "")]);
    let run = tree.run(&["--print-config-schema"]);
    assert_eq!(run.code, Some(0));
    let schema: Value = serde_json::from_str(&run.stdout).unwrap();
    let known = &schema["properties"]["lints"]["properties"];
    let list = tree.run(&["--list"]).stdout;
    let names = list
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| !["lint", "group"].contains(name)) {
        assert!(known[name].is_object(), "{name}");
    }
}

#[test]
fn an_unreadable_configuration_is_an_error() {
    let tree = Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", MAIN),
        ("src/link.rs", LINK),
    ]);
    tree.run(&["--config", "no.toml"])
        .fails_with(2, "`no.toml` does not exist");
    fs::create_dir(tree.0.join("double-connect.toml")).unwrap();
    tree.run(&[]).fails_with(2, "is not a regular file");
    fs::remove_dir(tree.0.join("double-connect.toml")).unwrap();
    fs::write(tree.0.join("double-connect.toml"), [0xff, 0xfe]).unwrap();
    tree.run(&[]).fails_with(2, "is not UTF-8");
}
