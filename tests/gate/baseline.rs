//! Baselines: old findings are left out, new ones are not.

use std::fs;

use crate::project::{LINK, MAIN, device};

const MORE: &str = "\nfn more() -> paho_mqtt::Result<()> {\n    let a = link::connect_as(\"valve-3\")?;\n    \
    let b = link::connect_as(\"valve-3\")?;\n    println!(\"{} {}\", a.is_connected(), b.is_connected());\n    Ok(())\n}\n";

#[test]
fn what_is_written_is_left_out_until_there_is_more() {
    let tree = device();
    let baseline = ["--baseline", "known.json"];
    let run = tree.run(&[&baseline[..], &["--write-baseline"]].concat());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.stderr.contains("2 findings written to `known.json`"),
        "{run:?}"
    );
    let written = fs::read_to_string(tree.0.join("known.json")).unwrap();
    assert_eq!(
        written
            .lines()
            .filter(|line| line.contains("fingerprint"))
            .count(),
        2
    );

    let run = tree.run(&baseline);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert_eq!(
        run.stderr,
        "no new double connect found: 2 opens in 2 files (1 package); 2 known findings left out\n"
    );

    // The same findings on other lines, in a file of another name.
    fs::remove_file(tree.0.join("src/link.rs")).unwrap();
    fs::write(tree.0.join("src/wire.rs"), format!("// moved\n\n{LINK}")).unwrap();
    let main = MAIN
        .replace("mod link;", "mod wire;")
        .replace("link::", "wire::");
    fs::write(tree.0.join("src/main.rs"), &main).unwrap();
    assert_eq!(tree.run(&baseline).code, Some(0));

    // One more.
    fs::write(tree.0.join("src/wire.rs"), LINK).unwrap();
    let more = MAIN.replacen("device.reconnect()?;", "", 1);
    let more = format!("{more}{MORE}")
        .replace("mod link;", "mod wire;")
        .replace("link::", "wire::");
    fs::write(tree.0.join("src/main.rs"), more).unwrap();
    let run = tree.run(&[&baseline[..], &["--message-format", "short"]].concat());
    assert_eq!(run.code, Some(1), "{run:?}");
    assert_eq!(run.stderr.matches("error[").count(), 1, "{run:?}");
    assert!(run.stderr.contains("`valve-3`"), "{run:?}");
    assert!(
        run.stderr.contains("error: 1 new double connect found"),
        "{run:?}"
    );

    // Written again, it is the same to the byte whatever the order of the day.
    tree.run(&[&baseline[..], &["--write-baseline"]].concat());
    let first = fs::read(tree.0.join("known.json")).unwrap();
    tree.run(&[&baseline[..], &["--write-baseline"]].concat());
    assert_eq!(fs::read(tree.0.join("known.json")).unwrap(), first);
}

#[test]
fn all_formats_leave_out_the_same() {
    let tree = device();
    tree.run(&["--baseline", "known.json", "--write-baseline"]);
    let run = tree.run(&["--baseline", "known.json", "--message-format", "gitlab"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "[]\n"));
}

#[test]
fn a_baseline_that_cannot_be_used_is_an_error() {
    let tree = device();
    tree.run(&["--baseline", "no.json"]).fails_with(
        2,
        "the baseline `no.json` does not exist; `--write-baseline` makes it",
    );
    fs::write(tree.0.join("bad.json"), "{").unwrap();
    tree.run(&["--baseline", "bad.json"])
        .fails_with(2, "the baseline `bad.json` cannot be read: ");
    fs::write(
        tree.0.join("new.json"),
        "{\"version\": 99, \"findings\": []}",
    )
    .unwrap();
    tree.run(&["--baseline", "new.json"])
        .fails_with(2, "version 99");
    tree.run(&["--write-baseline"]).fails_with(2, "--baseline");
    tree.run(&["--baseline", "no/folder/a.json", "--write-baseline"])
        .fails_with(2, "cannot be written");
}
