//! What users of cargo expect of a subcommand.

use std::fs;

use crate::project::{LINK, MANIFEST, device};
use crate::support::{Run, Tree};

#[test]
fn cargos_flags_are_taken_and_mean_nothing() {
    for flag in ["--locked", "--offline", "--frozen"] {
        assert_eq!(device().run(&[flag, "-q"]).code, Some(1), "{flag}");
    }
}

#[test]
fn the_code_of_a_target_is_read() {
    let main = "\
mod link;
fn main() -> paho_mqtt::Result<()> {
    let first = link::connect()?;
    println!(\"{}\", first.is_connected());
    again(first)
}
#[cfg(not(target_os = \"espidf\"))]
fn again(first: paho_mqtt::Client) -> paho_mqtt::Result<()> {
    let second = link::connect()?;
    println!(\"{} {}\", first.is_connected(), second.is_connected());
    Ok(())
}
#[cfg(target_os = \"espidf\")]
fn again(first: paho_mqtt::Client) -> paho_mqtt::Result<()> {
    println!(\"{}\", first.is_connected());
    Ok(())
}
";
    let tree = Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", main),
        ("src/link.rs", LINK),
    ]);
    assert_eq!(tree.run(&[]).code, Some(1));
    assert_eq!(
        tree.run(&["--target", "x86_64-unknown-linux-gnu"]).code,
        Some(1)
    );
    assert_eq!(tree.run(&["--target", "xtensa-esp32-espidf"]).code, Some(0));
    assert_eq!(tree.run(&["--target", "my-board.json"]).code, Some(1));
    tree.run(&["--target", "x86_64-unknown-linux-gun"])
        .fails_with(2, "did you mean `x86_64-unknown-linux-gnu`?");
}

#[test]
fn one_finding_tells_its_story() {
    let tree = device();
    let run = tree.run(&["--explain-finding", "src/link.rs:23"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    let expected = "\
double_connect::connect_while_open: connection of `fan-2` opens again while the first is still open
finding FINGERPRINT:1

 first  second
                   src/main.rs:4   the first connect is reached through this call
                   src/link.rs:22  the client is made here, anew each time
   \u{25cf}               src/link.rs:23  first connection opens here
   \u{2503}               src/main.rs:4   `first` keeps it open until the end of its scope
   \u{2503}               src/main.rs:9   the second connect is reached through this call
   \u{2503}      \u{25cf}        src/link.rs:23  second connection of `fan-2` opens here, reached again at the second call  <-- both are open
   \u{2715}      \u{2503}        src/main.rs:12  `first` drops only here
";
    let fingerprint = run
        .stdout
        .split("finding ")
        .nth(1)
        .unwrap()
        .split(':')
        .next()
        .unwrap();
    let text = run.stdout.replace(fingerprint, "FINGERPRINT");
    let lines = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    };
    assert_eq!(lines(&text)[..lines(expected).len()], lines(expected));
    for name in [
        &fingerprint[..8],
        &format!("{fingerprint}:1"),
        "link.rs:23:5",
    ] {
        assert_eq!(
            tree.run(&["--explain-finding", name]).stdout,
            run.stdout,
            "{name}"
        );
    }
    tree.run(&["--explain-finding", "src/link.rs:1"])
        .fails_with(
            2,
            "there is no finding `src/link.rs:1`; there are src/link.rs:13 (",
        );
    tree.run(&["--explain-finding", &format!("{fingerprint}:2")])
        .fails_with(2, "there is no finding");
}

#[test]
fn shells_and_man_get_their_pages() {
    let tree = Tree::new(&[("empty", "")]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = tree.run(&["--print-completions", shell]);
        assert_eq!(run.code, Some(0));
        assert!(run.stdout.contains("message-format"), "{shell}");
    }
    let run = tree.run(&["--print-man"]);
    assert!(
        run.stdout.contains(".TH cargo-double-connect") && run.stdout.contains("baseline"),
        "{run:?}"
    );
}

#[test]
fn time_is_said_only_when_asked_for() {
    assert!(!device().run(&[]).stderr.contains("time: "));
    assert!(device().run(&["--timings"]).stderr.contains("time: "));
}

#[test]
fn colours_and_links_are_for_terminals() {
    let tree = device();
    let run = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = tree.command(arguments);
        command.envs(variables.iter().copied());
        Run::of(command.output().unwrap()).stderr
    };
    assert!(!run(&[], &[]).contains('\u{1b}'));
    let colour = run(&[], &["--color", "always"]);
    assert!(colour.contains("\u{1b}["));
    assert!(!run(&[("NO_COLOR", "1"), ("CARGO_TERM_COLOR", "always")], &[]).contains('\u{1b}'));
    let linked = run(&[("CARGO_TERM_HYPERLINKS", "true")], &["--color", "always"]);
    assert!(linked.contains("\u{1b}]8;;https://"), "{linked:?}");
    let plain = run(
        &[("CARGO_TERM_HYPERLINKS", "false")],
        &["--color", "always"],
    );
    assert!(!plain.contains("\u{1b}]8;;"), "{plain:?}");
    // Neither ever comes into a file.
    run(
        &[("CARGO_TERM_HYPERLINKS", "true")],
        &["--color", "always", "-o", "human=a.txt"],
    );
    assert!(
        !fs::read_to_string(tree.0.join("a.txt"))
            .unwrap()
            .contains('\u{1b}')
    );
}
