//! What is not read because it has nothing to do with a client changes no finding.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::path::Path;
use std::process::Command;

use support::Tree;

/// The findings of a run, as they are written, and whether the run went well.
fn findings(manifest: &Path, args: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-double-connect"))
        .args(["double-connect", "--no-cache", "--all-targets"])
        .args(["--message-format", "json", "--manifest-path"])
        .arg(manifest)
        .args(args)
        .output()
        .unwrap();
    assert!(matches!(output.status.code(), Some(0 | 1)), "{output:?}");
    let lines = String::from_utf8(output.stdout).unwrap();
    let finding = |line: &&str| line.contains("\"code\":{") && line.contains("double_connect::");
    lines.lines().filter(finding).map(str::to_owned).collect()
}

fn same(manifest: &Path) -> Vec<String> {
    let with = findings(manifest, &[]);
    assert_eq!(with, findings(manifest, &["--no-prefilter"]));
    with
}

#[test]
fn fixtures_and_example() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fixtures = same(&root.join("ui-tests/Cargo.toml"));
    assert!(fixtures.len() > 100, "{}", fixtures.len());
    let example = same(&root.join("examples/device-gateway/Cargo.toml"));
    assert_eq!(example.len(), 1);
}

/// A device, a library that gives it its identity and keeps its client, and one that it has nothing to do with.
#[test]
fn what_a_device_depends_on_is_read() {
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"device\", \"common\", \"other\"]\nresolver = \"2\"\n",
        ),
        (
            "device/Cargo.toml",
            "[package]\nname = \"device\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
             [dependencies]\npaho-mqtt = \"0.13\"\ncommon = { path = \"../common\" }\n",
        ),
        (
            "device/src/main.rs",
            "use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};\n\
             fn connect() -> paho_mqtt::Result<Client> {\n\
                 let options = CreateOptionsBuilder::new().client_id(common::id(\"valve\")).finalize();\n\
                 let client = Client::new(options)?;\n\
                 client.connect(ConnectOptions::new())?;\n\
                 Ok(client)\n\
             }\n\
             fn main() {\n\
                 let first = common::Kept::new(connect().unwrap());\n\
                 let second = common::Kept::new(connect().unwrap());\n\
                 drop((first, second));\n\
             }\n",
        ),
        (
            "common/Cargo.toml",
            "[package]\nname = \"common\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        ),
        (
            "common/src/lib.rs",
            "pub fn id(name: &str) -> String { format!(\"{name}-1\") }\n\
             pub struct Kept<T> { inner: T }\n\
             impl<T> Kept<T> { pub fn new(inner: T) -> Self { Kept { inner } } }\n",
        ),
        (
            "other/Cargo.toml",
            "[package]\nname = \"other\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
        ),
        ("other/src/lib.rs", "pub fn connect() {}\n"),
    ]);
    let found = same(&tree.0.join("Cargo.toml"));
    assert_eq!(found.len(), 1, "{found:?}");
}

/// What a run says of a file in which a function has a mistake in its body.
fn with_mistake(body: &str, args: &[&str]) -> support::Run {
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"device\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\
             [dependencies]\npaho-mqtt = \"0.13\"\n",
        ),
        (
            "src/main.rs",
            &format!(
                "use paho_mqtt::{{Client, ConnectOptions, CreateOptionsBuilder}};\n\
                 fn connect() -> paho_mqtt::Result<Client> {{\n\
                     let options = CreateOptionsBuilder::new().client_id(\"valve\").finalize();\n\
                     let client = Client::new(options)?;\n\
                     client.connect(ConnectOptions::new())?;\n\
                     Ok(client)\n\
                 }}\n\
                 fn mistaken() {{ {body} }}\n\
                 fn main() {{\n\
                     let first = connect();\n\
                     let second = connect();\n\
                     drop((first, second));\n\
                 }}\n"
            ),
        ),
    ]);
    let all = [&["--no-cache", "--message-format", "short"], args].concat();
    tree.run(&all)
}

/// An error of syntax in a body that nobody asks for is seen only by who reads all bodies; the rest of the file counts.
#[test]
fn a_mistake_in_a_body_costs_that_body() {
    let unread = with_mistake("let x = ;", &[]);
    assert_eq!(unread.code, Some(1), "{unread:?}");
    assert!(!unread.stderr.contains("cannot parse"), "{unread:?}");
    // It contains a word that matters, and so is read.
    let read = with_mistake("connect() let", &[]);
    assert_eq!(read.code, Some(1), "{read:?}");
    let said =
        "src/main.rs:8:27: warning: cannot parse this function: unexpected token, expected `;`";
    assert!(read.stderr.contains(said), "{read:?}");
    for body in ["let x = ;", "connect() let"] {
        let whole = with_mistake(body, &["--no-prefilter"]);
        assert_eq!(whole.code, Some(3), "{whole:?}");
        assert!(whole.stderr.contains("cannot parse this file"), "{whole:?}");
    }
}
