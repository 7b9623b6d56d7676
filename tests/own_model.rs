//! Models of a project's own clients say what they say, and no more.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use support::Tree;

const MODEL: &str = r#"
[client]
package = "own-client"
versions = ">=0"
sources = ["src/lib.rs"]

[[type]]
paths = ["Client"]
role = "owner"
drop = "closes"

[[type]]
paths = ["Options"]
role = "options"

[[open]]
call = ["Client::connect"]
options = "Argument[0]"
returns = { "ReturnValue" = "Client" }

[[identity]]
field = "Options.id"
identity = "Argument[0]"

[[identity]]
field = "Options.host"
endpoint = ["Argument[0]"]
"#;

/// Exit code and errors for two clients with these options.
fn two(first: &str, second: &str) -> (Option<i32>, String) {
    let main = format!(
        "use own_client::{{Client, Options}};\nfn main() {{\n    let a = Client::connect(Options {{ {first} }});\n    let b = \
         Client::connect(Options {{ {second} }});\n    a.ping(&b);\n}}\n"
    );
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"device\"\nedition = \"2024\"\n[dependencies]\nown-client = \"0.1\"\n",
        ),
        ("double-connect.toml", "clients = [\"own.toml\"]\n"),
        ("own.toml", MODEL),
        ("src/main.rs", &main),
    ]);
    let run = tree.run(&["--message-format", "short"]);
    (run.code, run.stderr)
}

#[test]
fn a_field_that_names_the_broker_is_no_identity() {
    let same = two(r#"id: "pump", host: "a""#, r#"id: "pump", host: "a""#);
    assert_eq!(same.0, Some(1), "{}", same.1);
    let other_id = two(r#"id: "pump", host: "a""#, r#"id: "valve", host: "a""#);
    assert_eq!(other_id.0, Some(0), "{}", other_id.1);
    let other_broker = two(r#"id: "pump", host: "a""#, r#"id: "pump", host: "b""#);
    assert_eq!(other_broker.0, Some(0), "{}", other_broker.1);
}

/// Exit code and errors for an API that fills a slot with a client that does, or does not, come back by itself.
fn slot(reconnects: &str, others: &str) -> (Option<i32>, String) {
    let model = MODEL.replace(
        "drop = \"closes\"",
        &format!("drop = \"closes\"\nreconnects = \"{reconnects}\""),
    );
    let lib = format!(
        "use own_client::{{Client, Options}};\n#[derive(Default)]\npub struct Link {{ client: Option<Client> }}\nimpl Link \
         {{\n    pub fn connect(&mut self) {{\n        self.client = Some(Client::connect(Options {{ id: \"pump\", host: \
         \"a\" }}));\n    }}\n    {others}\n}}\n"
    );
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[package]\nname = \"device\"\nedition = \"2024\"\n[dependencies]\nown-client = \"0.1\"\n",
        ),
        ("double-connect.toml", "clients = [\"own.toml\"]\n"),
        ("own.toml", &model),
        ("src/lib.rs", &lib),
    ]);
    let run = tree.run(&["--message-format", "short"]);
    (run.code, run.stderr)
}

#[test]
fn an_api_that_fills_a_slot_twice_is_likely_to_overlap() {
    let (code, text) = slot("in-background", "");
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("may open again"), "{text}");
    // By the second call it may be lost: the caller knows.
    let (code, text) = slot("never", "");
    assert_eq!(code, Some(0), "{text}");
    // The caller sees to it that both are called in turn.
    let (code, text) = slot(
        "in-background",
        "pub fn disconnect(&mut self) { self.client = None; }",
    );
    assert_eq!(code, Some(0), "{text}");
}
