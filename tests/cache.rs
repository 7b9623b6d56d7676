//! What earlier runs found is used where nothing has changed, and nowhere else; and nothing that happens to it changes
//! a report.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{Run, Tree};

const MANIFEST: &str = "\
[package]
name = \"device\"
version = \"0.1.0\"
edition = \"2021\"

[dependencies]
paho-mqtt = \"0.13\"
";

const MAIN: &str = "mod link;\nfn main() { link::twice().unwrap() }\n";

const LINK: &str = "\
use paho_mqtt::{Client, ConnectOptions, CreateOptionsBuilder};

fn connect() -> paho_mqtt::Result<Client> {
    let options = CreateOptionsBuilder::new().client_id(\"valve-1\").finalize();
    let client = Client::new(options)?;
    client.connect(ConnectOptions::new())?;
    Ok(client)
}

pub fn twice() -> paho_mqtt::Result<()> {
    let first = connect()?;
    let second = connect()?;
    drop((first, second));
    Ok(())
}
";

fn device() -> Tree {
    Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", MAIN),
        ("src/link.rs", LINK),
    ])
}

/// Runs the tool with a cache in the tree, and tells whether it had seen the same before.
fn run(tree: &Tree, args: &[&str]) -> (Run, bool) {
    let cache = tree.0.join("cache");
    let mut all = vec!["--timings", "--cache-dir", cache.to_str().unwrap()];
    all.extend(args);
    let mut run = tree.run(&all);
    let at = run.stderr.rfind("time: ").unwrap();
    let known = run.stderr[at..].contains("; 1 workspace as in an earlier run");
    // Times differ from run to run.
    let end = run.stderr[at..].find('\n').unwrap();
    run.stderr.replace_range(at..at + end + 1, "");
    (run, known)
}

fn same(a: &Run, b: &Run) {
    assert_eq!(
        (a.code, &a.stdout, &a.stderr),
        (b.code, &b.stdout, &b.stderr)
    );
}

fn entries(cache: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(cache).unwrap();
    let files = files.map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|e| e == "facts"))
        .collect()
}

#[test]
fn an_unchanged_project_is_known_and_its_report_is_the_same() {
    let tree = device();
    for format in ["human", "json", "sarif", "short"] {
        let args = ["--message-format", format];
        let (fresh, known) = run(&tree, &[&args[..], &["--no-cache"]].concat());
        assert!(!known && fresh.code == Some(1), "{fresh:?}");
        run(&tree, &args);
        let (again, known) = run(&tree, &args);
        assert!(known, "{again:?}");
        same(&fresh, &again);
    }
    assert_eq!(entries(&tree.0.join("cache")).len(), 1);
}

#[test]
fn levels_and_suppressions_come_after_it() {
    let tree = device();
    run(&tree, &[]);
    let (allowed, known) = run(&tree, &["-A", "all"]);
    assert!(known && allowed.code == Some(0), "{allowed:?}");
}

/// Each change to the tree, made after a first run, must be seen by the second.
fn is_seen(change: impl FnOnce(&Path), code: i32) {
    let tree = device();
    let (before, _) = run(&tree, &[]);
    assert_eq!(before.code, Some(1), "{before:?}");
    change(&tree.0);
    let (after, known) = run(&tree, &[]);
    let (fresh, _) = run(&tree, &["--no-cache"]);
    assert!(!known, "{after:?}");
    assert_eq!(after.code, Some(code), "{after:?}");
    same(&after, &fresh);
}

#[test]
fn a_changed_file_is_seen() {
    let mended = LINK.replace("    let second", "    drop(first);\n    let second");
    let mended = mended.replace("drop((first, second))", "drop(second)");
    is_seen(
        |root| fs::write(root.join("src/link.rs"), mended).unwrap(),
        0,
    );
}

#[test]
fn a_change_that_keeps_length_and_date_is_seen() {
    is_seen(
        |root| {
            let path = root.join("src/link.rs");
            let date = fs::metadata(&path).unwrap().modified().unwrap();
            let text = LINK.replace("let first = connect()?;", "let first = 12345678_0;");
            assert_eq!(text.len(), LINK.len());
            fs::write(&path, text).unwrap();
            let file = fs::File::options().append(true).open(&path).unwrap();
            file.set_modified(date).unwrap();
        },
        0,
    );
}

#[test]
fn a_file_that_takes_the_place_of_another_is_seen() {
    // Both names are looked for; now there is a file under the first one.
    let tree = Tree::new(&[
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", MAIN),
        ("src/link/mod.rs", LINK),
    ]);
    let (before, _) = run(&tree, &[]);
    assert_eq!(before.code, Some(1), "{before:?}");
    let harmless = "pub fn twice() -> Result<(), ()> { Ok(()) }\n";
    fs::write(tree.0.join("src/link.rs"), harmless).unwrap();
    let (after, known) = run(&tree, &[]);
    assert!(!known && after.code == Some(0), "{after:?}");
}

#[test]
fn a_file_that_is_gone_is_seen_and_so_is_its_return() {
    let tree = device();
    let (before, _) = run(&tree, &[]);
    let path = tree.0.join("src/link.rs");
    fs::remove_file(&path).unwrap();
    let (without, known) = run(&tree, &[]);
    assert!(
        !known && without.stderr.contains("not found"),
        "{without:?}"
    );
    let (without, known) = run(&tree, &[]);
    assert!(known && without.stderr.contains("not found"), "{without:?}");
    fs::write(&path, LINK).unwrap();
    let (after, _) = run(&tree, &[]);
    same(&before, &after);
}

#[test]
fn a_changed_manifest_is_seen() {
    is_seen(
        |root| {
            let text = MANIFEST.replace("0.13", "0.12");
            fs::write(root.join("Cargo.toml"), text).unwrap();
        },
        1,
    );
}

#[test]
fn another_target_is_seen() {
    let tree = device();
    run(&tree, &[]);
    let (_, known) = run(&tree, &["--target", "x86_64-pc-windows-msvc"]);
    assert!(!known);
}

#[test]
fn a_changed_model_is_seen() {
    let model = |versions: &str| {
        format!(
            "[client]\npackage = \"in-house\"\nversions = \"{versions}\"\nsources = [\"in-house 2.1.0 src/lib.rs\"]\n\n\
             [[type]]\npaths = [\"Link\"]\nrole = \"owner\"\ndrop = \"closes\"\n"
        )
    };
    let tree = device();
    let config = "clients = [\"in-house.toml\"]\n";
    fs::write(tree.0.join("double-connect.toml"), config).unwrap();
    fs::write(tree.0.join("in-house.toml"), model(">=1, <2")).unwrap();
    let (first, _) = run(&tree, &[]);
    let (_, known) = run(&tree, &[]);
    fs::write(tree.0.join("in-house.toml"), model(">=2, <3")).unwrap();
    let (_, after) = run(&tree, &[]);
    // A model that is wrong would end both runs before they look for anything.
    assert_ne!(first.code, Some(2), "{first:?}");
    assert!(known && !after);
}

#[test]
fn what_lies_outside_the_project_is_looked_for_anew() {
    let tree = device();
    let main = "#[path = \"../../outside.rs\"]\nmod outside;\nfn main() {}\n";
    fs::write(tree.0.join("src/main.rs"), main).unwrap();
    let outside = tree.0.parent().unwrap().join("outside.rs");
    fs::write(&outside, "").unwrap();
    let (first, _) = run(&tree, &[]);
    let (second, known) = run(&tree, &[]);
    assert!(
        !known && first.stderr.contains("outside the project"),
        "{first:?}"
    );
    same(&first, &second);
}

#[test]
fn a_broken_entry_is_none_and_is_written_anew() {
    let tree = device();
    let (fresh, _) = run(&tree, &[]);
    let entries = entries(&tree.0.join("cache"));
    let whole = fs::read(&entries[0]).unwrap();
    let mut changed = whole.clone();
    *changed.last_mut().unwrap() ^= 1;
    for broken in [&whole[..whole.len() / 2], &[], &changed, &[0; 1000]] {
        fs::write(&entries[0], broken).unwrap();
        let (run, known) = self::run(&tree, &[]);
        assert!(!known, "{run:?}");
        same(&fresh, &run);
        assert_eq!(fs::read(&entries[0]).unwrap(), whole);
    }
}

#[test]
fn without_a_place_for_it_all_goes_on_as_ever() {
    let tree = device();
    let (fresh, _) = run(&tree, &["--no-cache"]);
    fs::write(tree.0.join("cache"), "a file, not a folder").unwrap();
    for _ in 0..2 {
        let (run, known) = run(&tree, &[]);
        assert!(!known);
        same(&fresh, &run);
    }
    // A folder in which nothing can be written. (Who may do everything can write there too.)
    fs::remove_file(tree.0.join("cache")).unwrap();
    fs::create_dir(tree.0.join("cache")).unwrap();
    let mut rights = fs::metadata(tree.0.join("cache")).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(tree.0.join("cache"), rights).unwrap();
    let (run, _) = run(&tree, &[]);
    same(&fresh, &run);
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let tree = device();
    let (fresh, _) = run(&tree, &["--no-cache"]);
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6).map(|_| scope.spawn(|| run(&tree, &[]).0)).collect();
        for run in runs {
            same(&fresh, &run.join().unwrap());
        }
    });
    let files = fs::read_dir(tree.0.join("cache")).unwrap();
    let names = files.map(|f| f.unwrap().file_name());
    let names: Vec<_> = names
        .filter(|name| !name.to_string_lossy().ends_with(".project"))
        .collect();
    assert_eq!(names.len(), 2, "an entry and the tag: {names:?}");
    assert!(run(&tree, &[]).1);
}

#[test]
fn the_cache_can_be_found_and_cleaned() {
    let tree = device();
    let cache = tree.0.join("cache");
    let dir = cache.to_str().unwrap();
    run(&tree, &[]);
    let shown = tree.run(&["cache", "dir", "--cache-dir", dir]);
    assert_eq!((shown.code, shown.stdout), (Some(0), format!("{dir}\n")));
    let cleaned = tree.run(&["cache", "clean", "--cache-dir", dir]);
    assert_eq!(cleaned.code, Some(0), "{cleaned:?}");
    assert!(
        cleaned.stdout.starts_with("removed 1 file ("),
        "{cleaned:?}"
    );
    assert!(!cache.exists());
    let again = tree.run(&["cache", "clean", "--cache-dir", dir]);
    assert_eq!(
        (again.code, again.stdout.as_str()),
        (Some(0), "nothing was kept\n")
    );
    assert!(!run(&tree, &[]).1);
}

#[test]
fn the_environment_says_where_it_is() {
    let tree = device();
    let mut command = tree.command(&["cache", "dir"]);
    command.env("CARGO_DOUBLE_CONNECT_CACHE_DIR", "/some/where");
    let run = Run::of(command.output().unwrap());
    assert_eq!(run.stdout, "/some/where\n");
}

/// Over all projects of the repository: on one thread and on several, kept and recalled. `cargo xtask compare` does the
/// same with checkouts of others.
#[test]
fn threads_and_cache_change_no_byte() {
    let tree = Tree::new(&[("empty", "")]);
    for (project, least, packages) in [("ui-tests", 50, 2), ("examples/device-gateway", 1, 1)] {
        let cache = tree.0.join("cache").join(project);
        let run = |threads: &str, no_cache: bool| {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(project);
            let mut command =
                tree.command(&["--all-targets", "--message-format", "json", "-W", "all"]);
            command.arg("--manifest-path").arg(root.join("Cargo.toml"));
            command.arg("--cache-dir").arg(&cache);
            command.args(no_cache.then_some("--no-cache"));
            command.env("RAYON_NUM_THREADS", threads);
            Run::of(command.output().unwrap())
        };
        let one = run("1", true);
        assert!(one.stdout.lines().count() > least, "{one:?}");
        same(&one, &run("3", false));
        let kept = entries(&cache).len();
        assert!(kept >= packages, "packages that are apart");
        same(&one, &run("2", false));
        assert_eq!(entries(&cache).len(), kept);
    }
}

/// Two packages that have nothing to do with each other but the identity that both connect with.
fn two_programs() -> Tree {
    let manifest = |name: &str| MANIFEST.replace("\"device\"", &format!("\"{name}\""));
    let options = "CreateOptionsBuilder::new().client_id(\"valve-1\")";
    let link = LINK.replace(
        options,
        &format!("{options}.server_uri(\"tcp://hub:1883\")"),
    );
    let link = link.replace(
        "    let second = connect()?;\n    drop((first, second));",
        "    drop(first);",
    );
    Tree::new(&[
        (
            "Cargo.toml",
            "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"3\"\n",
        ),
        ("a/Cargo.toml", &manifest("a")),
        ("a/src/main.rs", MAIN),
        ("a/src/link.rs", &link),
        ("b/Cargo.toml", &manifest("b")),
        ("b/src/main.rs", MAIN),
        ("b/src/link.rs", &link),
    ])
}

#[test]
fn of_packages_apart_only_what_has_changed_is_analysed_again() {
    let tree = two_programs();
    let cache = tree.0.join("cache");
    let args = ["--timings", "--cache-dir", cache.to_str().unwrap()];
    let (fresh, known) = run(&tree, &[]);
    assert!(!known);
    assert!(fresh.stderr.contains("duplicate_identity"), "{fresh:?}");
    assert_eq!(entries(&tree.0.join("cache")).len(), 2);

    let path = tree.0.join("b/src/link.rs");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("// Changed.\n{text}")).unwrap();
    let timed = tree.run(&args);
    assert!(
        timed
            .stderr
            .contains("; 1 of 2 groups of packages as in an earlier run"),
        "{timed:?}"
    );
    let (known_now, known) = run(&tree, &[]);
    assert!(known);
    let (fresh, _) = run(&tree, &["--no-cache"]);
    same(&known_now, &fresh);
    assert!(fresh.stderr.contains("--> b/src/link.rs:7:5"), "{fresh:?}");

    // Another identity for one of them: the other's is known, and the finding is gone.
    fs::write(&path, text.replace("valve-1", "valve-2")).unwrap();
    let (other, known) = run(&tree, &[]);
    assert!(!known);
    let (fresh, _) = run(&tree, &["--no-cache"]);
    same(&other, &fresh);
    assert!(!fresh.stderr.contains("duplicate_identity"), "{fresh:?}");
}
