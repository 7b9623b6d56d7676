//! Exit codes: the same in every format.

use crate::formats::formats;
use crate::project::{MANIFEST, device};
use crate::support::Tree;

#[test]
fn no_format_changes_an_exit_code() {
    let found = device();
    let clean = Tree::new(&[("Cargo.toml", MANIFEST), ("src/main.rs", "fn main() {}\n")]);
    let plain = MANIFEST.replace("paho-mqtt = \"0.13\"\n", "");
    let nothing = Tree::new(&[("Cargo.toml", &plain), ("src/main.rs", "fn main() {}\n")]);
    let broken = Tree::new(&[
        ("Cargo.toml", "[package\n"),
        ("src/main.rs", "fn main() {}\n"),
    ]);
    for format in formats() {
        for (tree, arguments, code) in [
            (&clean, &[][..], 0),
            (&found, &["-W", "all"][..], 0),
            (&found, &[][..], 1),
            (&found, &["-W", "all", "-D", "warnings"][..], 1),
            (&found, &["-p", "nobody"][..], 2),
            (&broken, &[][..], 2),
            (&nothing, &[][..], 3),
        ] {
            let run = tree.run(&[&["--message-format", &format][..], arguments].concat());
            assert_eq!(run.code, Some(code), "{format} {arguments:?}: {run:?}");
            // What goes wrong is always said, to people or (cargo's JSON) to programs.
            let said = format!("{}{}", run.stderr, run.stdout);
            assert!(code < 2 || said.contains("error"), "{format}: {run:?}");
        }
    }
}
