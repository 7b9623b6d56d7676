//! The real binary on small projects: exit codes, what goes where, what is read.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;
use std::process::{Command, Stdio};

use support::{Run, Tree};

const DEVICE: &str = "\
[package]
name = \"device\"
version = \"0.1.0\"
edition = \"2021\"

[dependencies]
rumqttc = \"0.24\"
";

const MAIN: &str = "fn main() {}\n";

fn device() -> Tree {
    Tree::new(&[("Cargo.toml", DEVICE), ("src/main.rs", MAIN)])
}

#[test]
fn a_clean_project_is_silent_on_stdout() {
    let run = device().run(&[]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.starts_with("no double connect found: "),
        "{run:?}"
    );
}

#[test]
fn quiet_says_nothing() {
    let run = device().run(&["-q"]);
    assert_eq!(
        (run.code, run.stdout.as_str(), run.stderr.as_str()),
        (Some(0), "", "")
    );
}

#[test]
fn json_is_lines_and_nothing_else() {
    let run = device().run(&["--message-format", "json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    for line in run.stdout.lines() {
        let _: serde_json::Value = serde_json::from_str(line).unwrap();
    }
    assert_eq!(
        run.stdout.lines().last(),
        Some(r#"{"reason":"build-finished","success":true}"#)
    );
    assert_eq!(run.stderr, "");
}

#[test]
fn usage_errors_are_2() {
    let tree = device();
    tree.run(&["--no-such-flag"])
        .fails_with(2, "--no-such-flag");
    tree.run(&["--message-format", "yaml"])
        .fails_with(2, "yaml");
    tree.run(&["-D", "conect_while_open"])
        .fails_with(2, "did you mean `connect_while_open`?");
    tree.run(&["-p", "devise"])
        .fails_with(2, "did you mean `device`?");
    tree.run(&["--bin", "devise"])
        .fails_with(2, "did you mean `device`?");
    tree.run(&["--features", "nothing"])
        .fails_with(2, "`nothing`");
    tree.run(&["no/such/path"]).fails_with(2, "no/such/path");
    tree.run(&["--manifest-path", "other/Cargo.toml"])
        .fails_with(2, "does not exist");
    tree.run(&["--dump", "flaw=main"])
        .fails_with(2, "`flow=FUNCTION` or `widened`");
    tree.run(&["--explain", "conect_while_open"])
        .fails_with(2, "did you mean `connect_while_open`?");
}

#[test]
fn functions_with_too_many_paths_are_named() {
    let client = |id: usize| {
        format!(
            "let _c{id} = if arg({id}) {{ \
             Some(rumqttc::AsyncClient::new(rumqttc::MqttOptions::new(\"id-{id}\", \"hub\", 1883), 1)) }} else {{ None }};\n"
        )
    };
    let many: String = (0..12).map(client).collect();
    let main = format!(
        "fn arg(n: usize) -> bool {{ std::env::args().nth(n).is_some() }}\n\
         fn many() {{ {many} }}\nfn few() {{ {} }}\nfn main() {{ many(); few(); }}\n",
        client(0)
    );
    let tree = Tree::new(&[("Cargo.toml", DEVICE), ("src/main.rs", &main)]);
    let run = tree.run(&["--dump", "widened"]);
    assert!(run.stdout.contains("device::many\n"), "{run:?}");
    assert!(!run.stdout.contains("few"), "{run:?}");
}

#[test]
fn help_and_version_are_on_stdout() {
    let tree = device();
    let help = tree.run(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(
        help.stdout.contains("Usage: cargo double-connect "),
        "{help:?}"
    );
    let version = tree.run(&["--version"]);
    assert_eq!((version.code, version.stderr.as_str()), (Some(0), ""));
}

#[test]
fn lints_are_listed_and_explained() {
    let tree = Tree::new(&[("empty", "")]);
    let list = tree.run(&["--list"]);
    assert_eq!(list.code, Some(0));
    let mut names = list
        .stdout
        .lines()
        .skip(1)
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| *word != "group")
        .peekable();
    assert!(names.peek().is_some(), "{list:?}");
    for name in names {
        let page = tree.run(&["--explain", name]);
        assert_eq!(page.code, Some(0));
        assert!(page.stdout.contains(name), "{page:?}");
    }
}

#[test]
fn without_a_client_crate_nothing_is_analysed() {
    let manifest =
        "[package]\nname = \"plain\"\nversion = \"0.1.0\"\n[dependencies]\ntokio = \"1\"\n";
    let tree = Tree::new(&[("Cargo.toml", manifest), ("src/main.rs", MAIN)]);
    tree.run(&[]).fails_with(3, "nothing was analysed: ");
    let run = tree.run(&["--message-format=json"]);
    assert_eq!(run.code, Some(3));
    assert_eq!(
        run.stdout,
        "{\"reason\":\"build-finished\",\"success\":false}\n"
    );
}

#[test]
fn without_a_manifest_the_way_out_is_named() {
    let dir = std::env::temp_dir().join(format!("double-connect-{}", std::process::id()));
    fs::create_dir_all(&dir).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-double-connect"));
    let run = Run::of(command.current_dir(&dir).output().unwrap());
    fs::remove_dir_all(&dir).unwrap();
    run.fails_with(2, "no Cargo.toml in ");
}

#[test]
fn a_broken_manifest_has_a_place_and_the_rest_is_read() {
    let root = "[workspace]\nmembers = [\"good\", \"bad\", \"missing\"]\n";
    let tree = Tree::new(&[
        ("Cargo.toml", root),
        ("good/Cargo.toml", DEVICE),
        ("good/src/main.rs", MAIN),
        (
            "bad/Cargo.toml",
            "[package]\nname = \"bad\nversion = \"1.0.0\"\n",
        ),
    ]);
    let run = tree.run(&["-v"]);
    run.fails_with(2, "bad/Cargo.toml:2:");
    run.fails_with(2, "workspace member `missing` has no Cargo.toml");
    run.fails_with(2, "Cargo.toml:2:27");
    run.fails_with(2, "reading `device`: bin device");
    let json = tree.run(&["--message-format=json"]);
    assert_eq!(json.code, Some(2));
    assert_eq!(
        json.stdout
            .matches("\"reason\":\"compiler-message\"")
            .count(),
        2,
        "{json:?}"
    );
    assert!(
        json.stdout
            .ends_with("{\"reason\":\"build-finished\",\"success\":false}\n"),
        "{json:?}"
    );
}

#[test]
fn unknown_keys_in_the_configuration_are_errors_with_a_place() {
    let tree = device();
    fs::write(
        tree.0.join("double-connect.toml"),
        "[lint]\nconnect_while_open = \"warn\"\n",
    )
    .unwrap();
    let run = tree.run(&[]);
    run.fails_with(2, "double-connect.toml:1:2");
    run.fails_with(2, "help: did you mean `lints`?");
    let text = "[lints]\nconnect_while_opn = \"warn\"\nkept_while_open = \"wrn\"\n";
    fs::write(tree.0.join("double-connect.toml"), text).unwrap();
    let run = tree.run(&[]);
    run.fails_with(2, "unknown lint `connect_while_opn`");
    run.fails_with(2, "did you mean `connect_while_open`?");
    run.fails_with(2, "did you mean `warn`?");
}

#[test]
fn metadata_is_checked_like_the_file() {
    let manifest = format!("{DEVICE}\n[package.metadata.double-connect]\nexlude = []\n");
    let tree = Tree::new(&[("Cargo.toml", &manifest), ("src/main.rs", MAIN)]);
    tree.run(&[]).fails_with(2, "did you mean `exclude`?");
}

#[test]
fn a_wrong_model_is_shown_in_its_file() {
    let tree = device();
    fs::write(
        tree.0.join("double-connect.toml"),
        "clients = [\"clients/*.toml\"]\n",
    )
    .unwrap();
    tree.run(&[]).fails_with(2, "no file matches");
    fs::create_dir(tree.0.join("clients")).unwrap();
    fs::write(
        tree.0.join("clients/own.toml"),
        "[client]\npakage = \"own\"\n",
    )
    .unwrap();
    tree.run(&[]).fails_with(2, "clients/own.toml:2:1");
}

#[test]
fn excluded_paths_are_not_read() {
    let tree = device();
    fs::write(
        tree.0.join("double-connect.toml"),
        "exclude = [\"src/**\"]\n",
    )
    .unwrap();
    tree.run(&[]).fails_with(3, "nothing was analysed");
}

#[test]
fn escapes_in_manifests_do_not_reach_the_terminal() {
    let tree = Tree::new(&[
        ("Cargo.toml", "[package]\nname = \"\u{1b}[31mred\n"),
        ("src/main.rs", MAIN),
    ]);
    let run = tree.run(&[]);
    assert_eq!(run.code, Some(2));
    assert!(!run.stderr.contains('\u{1b}'), "{run:?}");
    let colored = tree.run(&["--color", "always"]);
    assert!(colored.stderr.contains("\u{1b}["), "{colored:?}");
    assert!(!colored.stderr.contains("\u{1b}[31mred"), "{colored:?}");
}

#[test]
fn paths_find_nested_workspaces_and_loose_files() {
    let tree = Tree::new(&[
        ("firmware/device/Cargo.toml", DEVICE),
        ("firmware/device/src/main.rs", MAIN),
        ("firmware/device/target/copy/Cargo.toml", DEVICE),
        ("tools/one.rs", MAIN),
        ("tools/two.rs", "mod part;\nfn main() {}\n"),
        ("tools/part.rs", ""),
        (".hidden/Cargo.toml", DEVICE),
    ]);
    let run = tree.run(&["-v", "."]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let read: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.starts_with("reading"))
        .collect();
    assert_eq!(
        read,
        [
            "reading `device`: bin device",
            "reading `one`: file one",
            "reading `two`: file two"
        ]
    );
}

#[test]
fn the_default_is_the_package_here_and_at_the_root_all() {
    let member = |name: &str| DEVICE.replace("\"device\"", &format!("\"{name}\""));
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/c\"]\n",
        ),
        ("crates/a/Cargo.toml", &member("a")),
        ("crates/a/src/main.rs", MAIN),
        ("crates/b/Cargo.toml", &member("b")),
        ("crates/b/src/lib.rs", ""),
        ("crates/b/examples/show.rs", MAIN),
        ("crates/c/Cargo.toml", &member("c")),
        ("crates/c/src/lib.rs", ""),
    ]);
    let reads = |args: &[&str]| {
        let run = tree.run(args);
        let lines = run
            .stderr
            .lines()
            .filter_map(|line| line.strip_prefix("reading "));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(reads(&["-v"]), ["`a`: bin a", "`b`: lib b"]);
    assert_eq!(
        reads(&["-v", "--manifest-path", "crates/b/Cargo.toml"]),
        ["`b`: lib b"]
    );
    assert_eq!(
        reads(&[
            "-v",
            "--manifest-path",
            "crates/b/Cargo.toml",
            "--workspace"
        ]),
        ["`a`: bin a", "`b`: lib b"]
    );
    assert_eq!(reads(&["-v", "--exclude", "a"]), ["`b`: lib b"]);
    assert_eq!(reads(&["-v", "-p", "[ac]"]), ["`a`: bin a"]);
    assert_eq!(reads(&["-v", "--examples"]), ["`b`: lib b, example show"]);
    assert_eq!(reads(&["-v", "crates/c"]), ["`c`: lib c"]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly_and_a_full_device_does_not() {
    let tree = device();
    let mut child = tree
        .command(&["--list"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        let output = tree
            .command(&["--message-format=json"])
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2));
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_tree_are_not_followed() {
    let outside = device();
    let tree = Tree::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"linked\", \"../*\", \"good\"]\n",
        ),
        ("good/Cargo.toml", DEVICE),
        ("good/src/main.rs", MAIN),
    ]);
    std::os::unix::fs::symlink(&outside.0, tree.0.join("linked")).unwrap();
    let run = tree.run(&["-v"]);
    run.fails_with(
        2,
        "workspace member `linked` lies outside the workspace and is not read",
    );
    run.fails_with(2, "leads out of its folder");
    assert_eq!(run.stderr.matches("reading `device`").count(), 1, "{run:?}");
}

#[test]
fn a_workspace_elsewhere_is_not_read_and_said_once() {
    let manifest = DEVICE.replace("[package]", "[package]\nworkspace = \"../other\"");
    let tree = Tree::new(&[
        ("device/Cargo.toml", &manifest),
        ("device/src/main.rs", MAIN),
        (
            "other/Cargo.toml",
            "[workspace]\nmembers = [\"../device\"]\n",
        ),
    ]);
    let run = tree.run(&["device"]);
    run.fails_with(2, "device/Cargo.toml:2:13");
    assert_eq!(run.stderr.matches("no folder above").count(), 1, "{run:?}");
}

#[test]
fn a_client_crates_examples_are_read_and_its_library_is_not() {
    let manifest = "[package]\nname = \"paho-mqtt\"\nversion = \"0.13.1\"\nedition = \"2021\"\n";
    let example = "\
use paho_mqtt as mqtt;

fn connect() -> mqtt::Client {
    let options = mqtt::CreateOptionsBuilder::new().client_id(\"device-1\").finalize();
    let client = mqtt::Client::new(options).unwrap();
    client.connect(None).unwrap();
    client
}

fn main() {
    let first = connect();
    let second = connect();
    second.publish(mqtt::Message::new(\"a\", \"b\", 0)).unwrap();
    first.publish(mqtt::Message::new(\"a\", \"b\", 0)).unwrap();
}
";
    let tree = Tree::new(&[
        ("Cargo.toml", manifest),
        ("src/lib.rs", "pub struct Client;\n"),
        ("examples/twice.rs", example),
    ]);
    tree.run(&[]).fails_with(
        3,
        "its examples and tests were not selected: try --all-targets",
    );
    let run = tree.run(&["--all-targets", "-v", "--message-format=short"]);
    run.fails_with(1, "reading `paho-mqtt`: example twice");
    run.fails_with(1, "examples/twice.rs:");
}

#[test]
fn nothing_but_unreadable_source_is_nothing_analysed() {
    let tree = Tree::new(&[("only.rs", "fn f( { ")]);
    let run = tree.run(&["only.rs"]);
    assert_eq!(run.code, Some(3), "{run:?}");
    assert!(run.stderr.contains("only.rs:1:"), "{run:?}");
    assert!(
        run.stderr.contains("could be understood"),
        "the reason is said: {run:?}"
    );
}

#[test]
fn an_unreadable_file_among_others_is_said_and_the_rest_analysed() {
    let found = "use rumqttc::{AsyncClient, MqttOptions};\n\
        async fn up() -> (AsyncClient, rumqttc::EventLoop) {\n\
            let (client, mut eventloop) = AsyncClient::new(MqttOptions::new(\"a\", \"b\", 1883), 1);\n\
            let _ = eventloop.poll().await;\n\
            (client, eventloop)\n\
        }\n\
        pub async fn twice() {\n\
            let (_c, _e) = up().await;\n\
            let (_c, _e) = up().await;\n\
        }\n";
    let deep = format!(
        "fn f() {{ {}1{} }}",
        "(".repeat(100_000),
        ")".repeat(100_000)
    );
    let tree = Tree::new(&[
        ("good.rs", found),
        ("broken.rs", "fn ("),
        ("deep.rs", &deep),
    ]);
    let run = tree.run(&["good.rs", "broken.rs", "deep.rs"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("broken.rs:1:"), "{run:?}");
    assert!(run.stderr.contains("deep.rs:1:"), "{run:?}");
    assert!(run.stderr.contains("good.rs:4:"), "{run:?}");
}
