//! `--new-since`: what another revision has is left out.

use std::fs;
use std::process::Command;

use crate::project::{LINK, MAIN, MANIFEST, device};
use crate::support::Tree;

fn git(tree: &Tree, arguments: &[&str]) {
    let status = Command::new("git")
        .current_dir(&tree.0)
        .args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
        ])
        .args(arguments)
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "git {arguments:?}");
}

fn commit(tree: &Tree) {
    git(tree, &["init", "-q"]);
    git(tree, &["add", "."]);
    git(tree, &["commit", "-q", "-m", "one"]);
}

const MORE: &str = "\nfn more() -> paho_mqtt::Result<()> {\n    let a = link::connect_as(\"valve-3\")?;\n    \
    let b = link::connect_as(\"valve-3\")?;\n    println!(\"{} {}\", a.is_connected(), b.is_connected());\n    Ok(())\n}\n";

#[test]
fn only_what_the_revision_does_not_have_is_reported() {
    let tree = device();
    commit(&tree);
    let since = ["--new-since", "HEAD", "--message-format", "short"];
    let run = tree.run(&since);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stderr.contains("2 known findings left out"), "{run:?}");

    let main = MAIN.replacen("device.reconnect()?;", "", 1);
    fs::write(
        tree.0.join("src/main.rs"),
        format!("// moved\n{main}{MORE}"),
    )
    .unwrap();
    let run = tree.run(&since);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.stderr.matches("error[").count(), 1, "{run:?}");
    assert!(run.stderr.contains("`valve-3`"), "{run:?}");

    // From a folder below, with the paths named otherwise, and against a commit by its hash.
    git(&tree, &["commit", "-q", "-a", "-m", "two"]);
    for more in [&[][..], &["--manifest-path", "../Cargo.toml"], &[".."]] {
        let mut command = tree.command(&["--new-since", "HEAD~1", "-q"]);
        let command = command.args(more).current_dir(tree.0.join("src"));
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said.matches("error[").count(), 1, "{more:?}: {said}");
    }
}

#[test]
fn nothing_in_the_work_tree_is_touched() {
    let tree = device();
    commit(&tree);
    fs::write(tree.0.join("src/main.rs"), MAIN.replace("fan-2", "fan-9")).unwrap();
    let state = |tree: &Tree| {
        let output = Command::new("git")
            .current_dir(&tree.0)
            .args(["status", "--porcelain"])
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let before = state(&tree);
    tree.run(&["--new-since", "HEAD"]);
    assert_eq!(state(&tree), before);
}

#[test]
fn what_was_not_there_is_new() {
    let tree = Tree::new(&[("README.md", "nothing yet")]);
    commit(&tree);
    for (path, text) in [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", MAIN),
        ("src/link.rs", LINK),
    ] {
        let path = tree.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let run = tree.run(&["--new-since", "HEAD"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.stderr.contains("error: 2 double connects found"),
        "{run:?}"
    );
}

#[test]
fn new_packages_and_features_are_no_error() {
    let tree = device();
    commit(&tree);
    let manifest = MANIFEST.replace("\"device\"", "\"renamed\"") + "\n[features]\nfast = []\n";
    fs::write(tree.0.join("Cargo.toml"), manifest).unwrap();
    let run = tree.run(&["--new-since", "HEAD", "--features", "fast"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    // Under its old name the package was another one.
    let run = tree.run(&["--new-since", "HEAD", "-p", "renamed"]);
    assert_eq!(run.code, Some(1), "{run:?}");
}

#[test]
fn a_suppression_that_is_taken_out_makes_its_finding_new() {
    let odd = MAIN.replacen(
        "    let second",
        "    // double-connect: allow(connect_while_open) -- a bench\n    let second",
        1,
    );
    let tree = Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", &odd),
        ("src/link.rs", LINK),
    ]);
    commit(&tree);
    assert_eq!(tree.run(&["--new-since", "HEAD"]).code, Some(0));
    fs::write(tree.0.join("src/main.rs"), MAIN).unwrap();
    assert_eq!(tree.run(&["--new-since", "HEAD"]).code, Some(1));
}

#[test]
fn revisions_that_cannot_be_read_are_errors() {
    let tree = device();
    commit(&tree);
    tree.run(&["--new-since", "nowhere"]).fails_with(
        2,
        "there is no revision `nowhere` here; in a shallow clone, fetch it first",
    );
    tree.run(&["--new-since=--output=x"])
        .fails_with(2, "there is no revision `--output=x`");
    fs::write(tree.0.join("Cargo.toml"), "[package\n").unwrap();
    git(&tree, &["commit", "-q", "-a", "-m", "broken"]);
    fs::write(tree.0.join("Cargo.toml"), MANIFEST).unwrap();
    tree.run(&["--new-since", "HEAD"])
        .fails_with(2, "--new-since: `HEAD` cannot be analysed: Cargo.toml:1: ");
    let bare = std::env::temp_dir().join(format!("double-connect-none-{}", std::process::id()));
    fs::create_dir_all(bare.join("src")).unwrap();
    fs::write(bare.join("Cargo.toml"), MANIFEST).unwrap();
    let mut command = tree.command(&["--new-since", "HEAD"]);
    let output = command.current_dir(&bare).output().unwrap();
    fs::remove_dir_all(&bare).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("--new-since: fatal: not a git repository"),
        "{said}"
    );
}
