//! `--fix` and `--diff`: what is mended is gone, and what is not is as it was.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use crate::project::{LINK, MAIN, MANIFEST, device};
use crate::support::Tree;

/// A local variable that is overwritten, and a comment that suppresses nothing.
const OVERWRITTEN: &str = "\
mod link;

fn main() -> paho_mqtt::Result<()> {
    // double-connect: allow(kept_while_open) -- once
    let mut client = link::connect()?;
    println!(\"{}\", client.is_connected());
    client = link::connect()?;
    println!(\"{}\", client.is_connected());
    Ok(())
}
";

const MENDED: &str = "\
mod link;

fn main() -> paho_mqtt::Result<()> {
    let mut client = link::connect()?;
    println!(\"{}\", client.is_connected());
    drop(client);
    client = link::connect()?;
    println!(\"{}\", client.is_connected());
    Ok(())
}
";

fn project(main: &str) -> Tree {
    Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", main),
        ("src/link.rs", LINK),
    ])
}

fn main_of(tree: &Tree) -> String {
    fs::read_to_string(tree.0.join("src/main.rs")).unwrap()
}

fn git(tree: &Tree, arguments: &[&str]) {
    let mut command = Command::new("git");
    command
        .current_dir(&tree.0)
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"]);
    let status = command.args(arguments).stdout(Stdio::null()).status();
    assert!(status.unwrap().success(), "git {arguments:?}");
}

#[test]
fn what_is_plain_is_mended_and_gone() {
    let tree = project(OVERWRITTEN);
    let run = tree.run(&["--fix", "--allow-dirty"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr
            .starts_with("2 findings mended in 1 file\nno double connect found"),
        "{run:?}"
    );
    assert_eq!(main_of(&tree), MENDED);
    let run = tree.run(&["--fix", "--allow-dirty"]);
    assert!(run.stderr.starts_with("0 findings mended"), "{run:?}");
}

#[test]
fn what_is_to_be_looked_at_needs_another_word() {
    let consumed = OVERWRITTEN.replacen("client.is_connected()", "client.tokens(|t| t)", 1);
    let tree = project(&consumed);
    let run = tree.run(&["--fix", "--allow-dirty"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.starts_with("1 finding mended"), "{run:?}");
    assert!(!main_of(&tree).contains("drop"));
    let run = tree.run(&["--fix", "--unsafe-fixes", "--allow-dirty"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(main_of(&tree).contains("    drop(client);\n    client = "));
}

/// One program before and after `--fix`, with or without `--unsafe-fixes`.
fn becomes(before: &str, after: &str, flags: &[&str]) {
    let tree = project(before);
    let run = tree.run(&[&["--fix", "--allow-dirty"], flags].concat());
    assert_eq!(main_of(&tree), after, "{run:?}");
}

#[test]
fn a_slot_is_emptied_first() {
    let before = "\
mod link;

#[derive(Default)]
struct Device {
    client: Option<paho_mqtt::Client>,
}

impl Device {
    fn renew(&mut self) {
        self.client = Some(link::connect().unwrap());
    }
}

fn main() {
    let mut device = Device::default();
    device.renew();
    device.renew();
}
";
    let line = "        self.client = Some(link";
    let after = before.replacen(line, &format!("        self.client = None;\n{line}"), 1);
    becomes(before, &after, &[]);
    // Where the connect may fail, the slot is left empty: that is to be looked at.
    let [before, after] = [before, &after].map(|text| {
        text.replacen("unwrap()", "ok()?", 1)
            .replacen("(&mut self)", "(&mut self) -> Option<()>", 1)
            .replacen("ok()?);\n", "ok()?);\n        Some(())\n", 1)
    });
    becomes(&before, &before, &[]);
    becomes(&before, &after, &["--unsafe-fixes"]);
}

#[test]
fn a_shadowed_client_is_dropped_before_the_next_one() {
    let before = "\
mod link;

fn main() -> paho_mqtt::Result<()> {
    let client = link::connect()?;
    client.is_connected();
    let client = link::connect()?;
    client.is_connected();
    Ok(())
}
";
    let after = before.replacen("();\n    let", "();\n    drop(client);\n    let", 1);
    becomes(before, &after, &[]);
    // What was made of the first one may borrow it.
    let before = before.replacen("    client.is", "    let seen = client.is", 1);
    becomes(&before, &before, &[]);
}

#[test]
fn a_change_that_does_not_mend_is_taken_back_and_the_others_stay() {
    // One connect, overwritten twice: the finding is there as long as one of the two is.
    let before = "\
mod link;

fn main() -> paho_mqtt::Result<()> {
    // double-connect: allow(kept_while_open) -- once
    let mut client = link::connect()?;
    client = link::connect()?;
    client = link::connect()?;
    client.is_connected();
    Ok(())
}
";
    let tree = project(before);
    let run = tree.run(&["--fix", "--allow-dirty"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    let said = "1 finding mended in 1 file; 1 finding is left: the change did not mend it\n";
    assert!(run.stderr.starts_with(said), "{run:?}");
    let line = "    // double-connect: allow(kept_while_open) -- once\n";
    assert_eq!(main_of(&tree), before.replacen(line, "", 1));
}

#[test]
fn what_cannot_be_mended_is_reported_and_left_alone() {
    let tree = device();
    let run = tree.run(&["--fix", "--unsafe-fixes", "--allow-dirty"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(main_of(&tree), MAIN);
}

#[test]
fn a_tree_with_changes_is_refused() {
    let tree = project(OVERWRITTEN);
    git(&tree, &["init", "-q"]);
    tree.run(&["--fix"]).fails_with(2, "`--allow-dirty`");
    git(&tree, &["add", "."]);
    git(&tree, &["commit", "-q", "-m", "one"]);
    let run = tree.run(&["--fix", "--unsafe-fixes"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(main_of(&tree), MENDED);
    tree.run(&["--fix"]).fails_with(2, "not committed");
}

#[test]
fn a_diff_changes_nothing_and_can_be_applied() {
    let tree = project(OVERWRITTEN);
    git(&tree, &["init", "-q"]);
    let run = tree.run(&["--fix", "--unsafe-fixes", "--diff"]);
    assert_eq!(
        (run.code, run.stderr.as_str()),
        (Some(0), "2 findings would be mended\n")
    );
    assert_eq!(main_of(&tree), OVERWRITTEN);
    assert!(
        run.stdout
            .starts_with("--- a/src/main.rs\n+++ b/src/main.rs\n@@ "),
        "{run:?}"
    );
    let mut child = Command::new("git")
        .current_dir(&tree.0)
        .arg("apply")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(run.stdout.as_bytes())
        .unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(main_of(&tree), MENDED);
}
