//! Manifests that an earlier run has read are not read again as long as the disk is as it was, and a report never tells
//! the difference.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;
use std::path::Path;
use std::time::Duration;

use support::{Run, Tree};

const DEVICE: &str = "\
use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().client_id(\"valve-1\").finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

fn main() {
    let first = connect();
    let second = connect();
    drop((first, second));
}
";

fn manifest(name: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\npaho-mqtt = \"0.13\"\n"
    )
}

fn workspace() -> Tree {
    Tree::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"parts/*\", \"more/deep/one\"]\nresolver = \"2\"\n",
        ),
        ("parts/device/Cargo.toml", &manifest("device")),
        ("parts/device/src/main.rs", DEVICE),
        ("parts/empty/note.txt", ""),
        ("more/deep/one/Cargo.toml", &manifest("one")),
        ("more/deep/one/src/lib.rs", ""),
        ("elsewhere/Cargo.toml", &manifest("two")),
        ("elsewhere/src/lib.rs", ""),
    ])
}

/// Runs the tool, and tells whether it had read the manifests before.
fn run(tree: &Tree, args: &[&str]) -> (Run, bool) {
    let cache = tree.0.join("elsewhere/cache");
    let mut all = vec![
        "--timings",
        "--bins",
        "--lib",
        "--cache-dir",
        cache.to_str().unwrap(),
    ];
    all.extend(args);
    let mut run = tree.run(&all);
    let at = run.stderr.rfind("time: ").unwrap();
    let known = run.stderr[at..].contains("; manifests as in an earlier run");
    let end = run.stderr[at..].find('\n').unwrap();
    run.stderr.replace_range(at..at + end + 1, "");
    (run, known)
}

#[track_caller]
fn same(a: &Run, b: &Run) {
    assert_eq!(
        (a.code, &a.stdout, &a.stderr),
        (b.code, &b.stdout, &b.stderr)
    );
}

type Change = fn(&Path);

/// Changes of the tree after which its manifests, or where there are some, have to be looked at again.
const CHANGES: &[(&str, Change)] = &[
    ("a new member", |root| {
        fs::create_dir_all(root.join("parts/new/src")).unwrap();
        fs::write(root.join("parts/new/Cargo.toml"), manifest("new")).unwrap();
        fs::write(root.join("parts/new/src/main.rs"), DEVICE).unwrap();
    }),
    ("a folder becomes a member", |root| {
        fs::create_dir_all(root.join("parts/empty/src")).unwrap();
        fs::write(root.join("parts/empty/src/main.rs"), DEVICE).unwrap();
        fs::write(root.join("parts/empty/Cargo.toml"), manifest("empty")).unwrap();
    }),
    ("a member is gone", |root| {
        fs::remove_dir_all(root.join("parts/device")).unwrap();
    }),
    ("a member has moved", |root| {
        fs::rename(root.join("parts/device"), root.join("parts/other")).unwrap();
    }),
    ("a manifest of the same length and date", |root| {
        let path = root.join("parts/device/Cargo.toml");
        let date = fs::metadata(&path).unwrap().modified().unwrap();
        let text = manifest("device").replace("paho-mqtt", "paho-mqtx");
        fs::write(&path, text).unwrap();
        let file = fs::File::options().append(true).open(&path).unwrap();
        file.set_modified(date).unwrap();
    }),
    ("levels in a manifest", |root| {
        let path = root.join("parts/device/Cargo.toml");
        let levels = "[package.metadata.double-connect.lints]\nall = \"allow\"\n";
        fs::write(path, manifest("device") + levels).unwrap();
    }),
    ("the root", |root| {
        let text = "[workspace]\nmembers = [\"more/deep/one\"]\nresolver = \"2\"\n";
        fs::write(root.join("Cargo.toml"), text).unwrap();
    }),
    ("a broken manifest", |root| {
        fs::write(root.join("more/deep/one/Cargo.toml"), "[package").unwrap();
    }),
    #[cfg(unix)]
    ("a folder on the way is a link that leads out", |root| {
        let out = root
            .parent()
            .unwrap()
            .join(format!("{}-out", root.file_name().unwrap().display()));
        fs::rename(root.join("more"), &out).unwrap();
        std::os::unix::fs::symlink(&out, root.join("more")).unwrap();
    }),
];

/// Changes that need no manifest to be looked at again: which targets there are is asked each time.
const TARGETS: &[(&str, Change)] = &[
    ("a new target", |root| {
        fs::create_dir_all(root.join("more/deep/one/src/bin")).unwrap();
        fs::write(root.join("more/deep/one/src/bin/x.rs"), DEVICE).unwrap();
    }),
    ("a new binary", |root| {
        fs::write(root.join("more/deep/one/src/main.rs"), DEVICE).unwrap();
    }),
    ("a target is gone", |root| {
        fs::remove_file(root.join("parts/device/src/main.rs")).unwrap();
    }),
];

/// Changes that have nothing to do with manifests.
const OTHERS: &[(&str, Change)] = &[
    ("a file is written anew", |root| {
        let path = root.join("parts/device/src/main.rs");
        let text = DEVICE.replace("    let second", "    drop(first);\n    let second");
        let text = text.replace("drop((first, second))", "drop(second)");
        fs::write(root.join("parts/device/src/main.rs~"), text).unwrap();
        fs::rename(root.join("parts/device/src/main.rs~"), path).unwrap();
    }),
    ("a configuration", |root| {
        fs::write(
            root.join("double-connect.toml"),
            "lints = { all = \"allow\" }\n",
        )
        .unwrap();
    }),
    ("a lock file", |root| {
        let entry = "[[package]]\nname = \"paho-mqtt\"\nversion = \"0.13.3\"\n";
        fs::write(root.join("Cargo.lock"), entry).unwrap();
    }),
    ("a date", |root| {
        let path = root.join("parts/device/Cargo.toml");
        let file = fs::File::options().append(true).open(path).unwrap();
        file.set_modified(std::time::SystemTime::now()).unwrap();
    }),
];

#[test]
#[cfg(unix)]
fn changes_are_seen_and_nothing_else_is() {
    // Whether the manifests are known afterwards, and whether there has to be another report.
    let cases = CHANGES.iter().map(|case| (case, false, true));
    let cases = cases.chain(TARGETS.iter().map(|case| (case, true, true)));
    let cases: Vec<_> = cases
        .chain(OTHERS.iter().map(|case| (case, true, false)))
        .collect();
    let trees: Vec<Tree> = cases.iter().map(|_| workspace()).collect();
    // What has changed just now could change again without a new time: it is not kept.
    let (_, known) = run(&trees[0], &[]);
    assert!(!known);
    assert!(!run(&trees[0], &[]).1);
    std::thread::sleep(Duration::from_millis(3_100));
    for (((name, change), stays, differs), tree) in cases.iter().zip(&trees) {
        let (first, _) = run(tree, &[]);
        assert_eq!(first.code, Some(1), "{name}: {first:?}");
        let (again, known) = run(tree, &[]);
        assert!(known, "{name}: {again:?}");
        same(&first, &again);
        change(&tree.0);
        let (now, known) = run(tree, &[]);
        assert_eq!(known, *stays, "{name}: {now:?}");
        let (fresh, _) = run(tree, &["--no-cache"]);
        same(&now, &fresh);
        if *differs {
            assert!(
                now.stderr != first.stderr || now.code != first.code,
                "{name}: {now:?}"
            );
        }
    }
}

#[test]
#[cfg(unix)]
fn where_links_lead_is_asked_each_time() {
    let tree = workspace();
    fs::rename(tree.0.join("parts/device"), tree.0.join("device")).unwrap();
    std::os::unix::fs::symlink("../device", tree.0.join("parts/device")).unwrap();
    std::thread::sleep(Duration::from_millis(3_100));
    let (first, _) = run(&tree, &[]);
    let (second, known) = run(&tree, &[]);
    assert!(!known, "{second:?}");
    same(&first, &second);
}
