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
