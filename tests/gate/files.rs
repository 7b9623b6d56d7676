//! Reports in files: whole or not there, whatever happens.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::formats::formats;
use crate::project::{MAIN, device};
use crate::support::{Run, Tree};

/// The files of a folder, hidden ones too.
fn names(tree: &Tree) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(&tree.0)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn several_files_are_written_beside_the_usual_report() {
    let tree = device();
    let run = tree.run(&["-o", "sarif=a.sarif", "--output", "short=b.txt", "-q"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.stderr.contains("  --> src/link.rs"), "{run:?}");
    assert_eq!(names(&tree), ["Cargo.toml", "a.sarif", "b.txt", "src"]);
    let short = fs::read_to_string(tree.0.join("b.txt")).unwrap();
    assert!(
        short.ends_with("error: 2 double connects found in 2 files (1 package)\n"),
        "{short}"
    );
}

#[test]
fn an_old_report_gives_way_and_a_link_stays_one() {
    let tree = device();
    fs::write(tree.0.join("real.txt"), "old").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("real.txt", tree.0.join("link.txt")).unwrap();
    #[cfg(not(unix))]
    fs::write(tree.0.join("link.txt"), "old").unwrap();
    assert_eq!(tree.run(&["-o", "short=link.txt"]).code, Some(1));
    let text = fs::read_to_string(tree.0.join("link.txt")).unwrap();
    assert!(text.starts_with("src/link.rs"), "{text}");
    #[cfg(unix)]
    assert_eq!(fs::read_to_string(tree.0.join("real.txt")).unwrap(), text);
}

#[test]
fn what_cannot_be_written_is_an_error_and_leaves_nothing() {
    let tree = device();
    let before = names(&tree);
    for file in ["no/such/folder/a.sarif", "src", "src/link.rs/a.sarif"] {
        let run = tree.run(&["-o", &format!("sarif={file}")]);
        run.fails_with(2, "the report cannot be written: ");
        assert!(run.stderr.contains(&format!("`{file}`")), "{run:?}");
    }
    assert_eq!(names(&tree), before);
}

#[test]
fn a_run_that_fails_early_writes_no_file() {
    let tree = device();
    let before = names(&tree);
    assert_eq!(
        tree.run(&["-o", "sarif=a.sarif", "-p", "nobody"]).code,
        Some(2)
    );
    assert_eq!(names(&tree), before);
    tree.run(&["-o", "sarf=a"])
        .fails_with(2, "did you mean `sarif`?");
    tree.run(&["-o", "sarif=-"])
        .fails_with(2, "--message-format sarif");
    tree.run(&["-o", "sarif"]).fails_with(2, "FORMAT=FILE");
}

/// What a full disk is said with, whoever writes.
#[cfg(target_os = "linux")]
const FULL: &str = " cannot be written: ";

#[cfg(target_os = "linux")]
fn full() -> fs::File {
    fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let tree = device();
    for format in formats() {
        let run = tree.run(&["-o", &format!("{format}=/dev/full")]);
        run.fails_with(2, "the report cannot be written: `/dev/full`: ");
        let mut command = tree.command(&["--message-format", &format]);
        let run = if ["human", "short"].contains(&format.as_str()) {
            // Nobody is left to tell, but the exit code tells.
            let run = Run::of(command.stderr(full()).output().unwrap());
            assert_eq!(run.code, Some(2), "{format}: {run:?}");
            continue;
        } else {
            Run::of(command.stdout(full()).output().unwrap())
        };
        run.fails_with(2, FULL);
    }
}

/// A disk that fills up in the middle: nothing stands under the report's name, nor beside it.
#[cfg(target_os = "linux")]
#[test]
fn a_report_that_does_not_fit_is_not_there() {
    let tree = device();
    fs::write(tree.0.join("old.sarif"), "old").unwrap();
    let before = names(&tree);
    for file in ["a.sarif", "old.sarif"] {
        let mut command = std::process::Command::new("sh");
        command
            .current_dir(&tree.0)
            .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$@\"", "sh"])
            .arg(env!("CARGO_BIN_EXE_cargo-double-connect"))
            .args(["double-connect", "-o", &format!("sarif={file}")]);
        let run = Run::of(command.output().unwrap());
        run.fails_with(2, &format!("the report cannot be written: `{file}`: "));
        assert_eq!(names(&tree), before);
    }
    assert_eq!(fs::read_to_string(tree.0.join("old.sarif")).unwrap(), "old");
}

/// What is printed on stdout besides reports.
#[cfg(unix)]
const PAGES: [&[&str]; 12] = [
    &["--help"],
    &["--version"],
    &["--list"],
    &["--explain", "connect_while_open"],
    &["--explain-finding", "src/link.rs:23"],
    &["--print-config-schema"],
    &["--print-man"],
    &["--print-completions", "bash"],
    &["clients"],
    &["clients", "schema"],
    &["--dump", "flow=main", "-W", "all"],
    &["--fix", "--unsafe-fixes", "--diff"],
];

/// A project in which every page has something to say.
#[cfg(unix)]
fn mendable() -> Tree {
    let tree = device();
    let unused = format!("// double-connect: allow(kept_while_open) -- once\n{MAIN}");
    fs::write(tree.0.join("src/main.rs"), unused).unwrap();
    tree
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_for_pages_too() {
    let tree = mendable();
    for arguments in PAGES {
        let mut command = tree.command(arguments);
        let run = Run::of(command.stdout(full()).output().unwrap());
        assert!(
            run.code == Some(2) && run.stderr.contains(FULL),
            "{arguments:?}: {run:?}"
        );
    }
}

/// Runs the tool with a stdout or stderr that nobody reads; what it says on the other one.
#[cfg(unix)]
fn with_closed(tree: &Tree, arguments: &[&str], stderr: bool) -> (Option<i32>, String) {
    let mut command = tree.command(arguments);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = String::new();
    if stderr {
        drop(child.stderr.take());
        let mut other = child.stdout.take().unwrap();
        other.read_to_string(&mut said).unwrap();
    } else {
        drop(child.stdout.take());
        let mut other = child.stderr.take().unwrap();
        other.read_to_string(&mut said).unwrap();
    }
    (child.wait().unwrap().code(), said)
}

/// Whoever reads may go away: that is no failure, and changes no exit code.
#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let tree = device();
    for format in formats() {
        let on_stderr = ["human", "short"].contains(&format.as_str());
        let (code, said) = with_closed(&tree, &["--message-format", &format, "-q"], on_stderr);
        assert_eq!(
            (code, said.as_str()),
            (Some(1), ""),
            "{format}: no more is said than the exit code"
        );
    }
    let tree = mendable();
    for arguments in PAGES {
        let (code, said) = with_closed(&tree, arguments, false);
        assert_eq!(code, Some(0), "{arguments:?}: {said}");
        assert!(!said.contains("written"), "{arguments:?}: {said}");
    }
}

/// Ctrl-C, while the first of two reports waits for its reader: no part of the second one is there.
#[cfg(target_os = "linux")]
#[test]
fn an_end_from_outside_leaves_no_part_of_a_report() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::Command;
    use std::time::{Duration, Instant};

    let tree = device();
    let made = Command::new("mkfifo").arg(tree.0.join("pipe")).status();
    assert!(made.unwrap().success());
    let mut child = tree
        .command(&["-q", "-o", "sarif=pipe", "-o", "gitlab=b.json"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The findings are on stderr before files are written; then it waits for somebody to open the pipe.
    let mut said = [0; 1];
    child
        .stderr
        .as_mut()
        .unwrap()
        .read_exact(&mut said)
        .unwrap();
    let pid = child.id().to_string();
    // Not an interrupt: what a shell has started in the background ignores that.
    assert!(
        Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .unwrap()
            .success()
    );
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        assert!(start.elapsed() < Duration::from_secs(60), "it does not end");
        std::thread::sleep(Duration::from_millis(10));
    };
    assert_eq!(status.signal(), Some(15));
    assert_eq!(names(&tree), ["Cargo.toml", "pipe", "src"]);
}
