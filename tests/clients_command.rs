//! `cargo double-connect clients`: the list of models, the check of a model file, the schema.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use support::Tree;

const DEVICE: &str = "\
[package]
name = \"device\"
version = \"0.1.0\"
edition = \"2021\"

[dependencies]
mqtt = { package = \"rumqttc\", version = \"0.24\" }
lapin = \"4\"
plant-link = \"2\"
tokio = \"1\"
serde = \"1\"

[dev-dependencies]
paho-mqtt = \"0.20\"
";

const MODEL: &str = "\
[client]
package = \"plant-link\"
versions = \">=2, <3\"
sources = [\"plant-link 2.1.0 src/lib.rs\"]

[[type]]
paths = [\"Link\"]
role = \"owner\"
drop = \"closes\"

[[open]]
call = [\"Link::connect\"]
when = \"await\"
identity = \"Argument[0]\"
returns = { \"ReturnValue.Ok\" = \"Link\" }
";

const CONFIG: &str = "clients = [\"clients/*.toml\"]\n";

fn device() -> Tree {
    Tree::new(&[
        ("Cargo.toml", DEVICE),
        ("src/main.rs", "fn main() {}\n"),
        ("double-connect.toml", CONFIG),
        ("clients/plant-link.toml", MODEL),
    ])
}

#[test]
fn the_list_says_which_model_counts_and_why() {
    let run = device().run(&["clients"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let expected = "\
lapin ^4: model lapin.toml (built in), for >=2, <5; its connections live side by side, so nothing is reported of them
  `device` depends on it
paho-mqtt ^0.20: model paho-mqtt.toml (built in), the nearest: it was checked for >=0.9, <0.15
  `device` depends on it for tests and examples
plant-link ^2: model clients/plant-link.toml (of this project), for >=2, <3
  `device` depends on it
rumqttc ^0.24: model rumqttc.toml (built in), for >=0.10, <0.26
  `device` depends on it as `mqtt`

runtimes and helpers
  tokio ^1: model tokio.toml (built in), for >=0.2, <2
    `device` depends on it
";
    assert_eq!(run.stdout, expected);
}

#[test]
fn a_workspace_without_clients_is_3() {
    let manifest = "[package]\nname = \"calculator\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";
    let tree = Tree::new(&[("Cargo.toml", manifest), ("src/main.rs", "fn main() {}\n")]);
    let run = tree.run(&["clients"]);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert_eq!(run.stdout, "no dependency of this workspace has a model\n");
}

#[test]
fn a_broken_configuration_is_2() {
    let tree = device();
    tree.run(&["clients", "--config", "other.toml"])
        .fails_with(2, "other.toml");
    tree.run(&["clients", "--manifest-path", "other/Cargo.toml"])
        .fails_with(2, "does not exist");
    tree.run(&["clients", "chek"]).fails_with(2, "chek");
}

#[test]
fn a_right_model_is_told_what_it_says() {
    let run = device().run(&["clients", "check", "clients/plant-link.toml"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(
        run.stdout,
        "clients/plant-link.toml: a model of plant-link >=2, <3, with 1 type and 1 call that opens\n"
    );
}

#[test]
fn mistakes_are_told_with_their_places() {
    let wrong = MODEL
        .replace("\"await\"", "\"awaits\"")
        .replace("role", "roll");
    let tree = Tree::new(&[("wrong.toml", &wrong)]);
    let run = tree.run(&["clients", "check", "wrong.toml"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{run:?}");
    for words in [
        "wrong.toml:8:1",
        "did you mean `role`?",
        "wrong.toml:13:8",
        "did you mean `await`?",
    ] {
        assert!(run.stderr.contains(words), "{words}: {run:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_2() {
    let run = device().run(&[
        "clients",
        "check",
        "clients/plant-link.toml",
        "clients/other.toml",
    ]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(
        run.stderr.contains("`clients/other.toml` does not exist"),
        "{run:?}"
    );
    assert!(
        run.stdout.starts_with("clients/plant-link.toml: "),
        "{run:?}"
    );
}

#[test]
fn the_schema_is_json() {
    let run = device().run(&["clients", "schema"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let schema: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(schema["properties"]["open"].is_object());
}
