//! Reports in files: whole or not there, whatever happens.

use std::fs;
use std::io::Read;
use std::process::Stdio;

use crate::project::device;
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

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let tree = device();
    tree.run(&["-o", "sarif=/dev/full"])
        .fails_with(2, "the report cannot be written: `/dev/full`: ");
    for format in ["json", "sarif", "github", "junit"] {
        let full = fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let mut command = tree.command(&["--message-format", format]);
        let run = Run::of(command.stdout(full).output().unwrap());
        run.fails_with(2, "the report cannot be written: ");
    }
}

/// Whoever reads may go away: that is no failure, and changes no exit code.
#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() {
    let tree = device();
    for format in ["json", "sarif", "github", "gitlab"] {
        let mut command = tree.command(&["--message-format", format, "-q"]);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1), "{format}: {said}");
        assert_eq!(said, "", "{format}");
    }
}

/// Ctrl-C, while the first of two reports waits for its reader: no part of the second one is there.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_leaves_no_part_of_a_report() {
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
    assert!(
        Command::new("kill")
            .args(["-INT", &pid])
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
    assert_eq!(status.signal(), Some(2));
    assert_eq!(names(&tree), ["Cargo.toml", "pipe", "src"]);
}
