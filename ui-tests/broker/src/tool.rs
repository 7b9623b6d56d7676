//! What the tool says of the fixtures, and what their marks say.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// File -> the lines with a finding.
pub type Findings = BTreeMap<PathBuf, BTreeSet<usize>>;

/// Runs the tool of this repository over the workspace with the fixtures, with a configuration of its own or without.
///
/// # Panics
/// If it cannot do its work.
#[must_use]
pub fn findings(workspace: &Path, config: Option<&Path>) -> Findings {
    let root = workspace.parent().expect("the repository");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--package", "cargo-double-connect", "--", "double-connect"])
        .args(["--manifest-path", "ui-tests/Cargo.toml", "--all-targets", "--message-format", "json"])
        .args(config.into_iter().flat_map(|file| [OsStr::new("--config"), file.as_os_str()]))
        .current_dir(root)
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(matches!(output.status.code(), Some(0 | 1)), "the tool ended with {}", output.status);
    let mut findings = Findings::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let message = &message["message"];
        if !message["code"]["code"].as_str().is_some_and(|code| code.starts_with("double_connect::")) {
            continue;
        }
        for span in message["spans"].as_array().into_iter().flatten() {
            let (Some(file), Some(line)) = (span["file_name"].as_str(), span["line_start"].as_u64()) else {
                continue;
            };
            if span["is_primary"] == true {
                let line = usize::try_from(line).unwrap_or_default();
                findings.entry(root.join(file)).or_default().insert(line);
            }
        }
    }
    findings
}

/// Lints about what need not show in a run: which of two things is first, or how often something is tried.
const UNSEEN: [&str; 2] = ["drop_then_connect", "reconnect_without_backoff"];

/// What a fixture's marks say.
#[derive(Debug, Default)]
pub struct Marks {
    /// Lines on which the tool has to report a bug.
    pub found: BTreeSet<usize>,
    /// Lines on which it has to report what a broker need not see.
    pub unseen: BTreeSet<usize>,
    /// Lines with a bug that it is known to miss.
    pub missed: BTreeSet<usize>,
    /// Lines with a report that is known to be wrong.
    pub wrong: BTreeSet<usize>,
    /// Lines that it has to report for a peer that excludes connections of one container.
    pub exclusive: BTreeSet<usize>,
    /// Lines of which it is known not to report them even then.
    pub exclusive_missed: BTreeSet<usize>,
}

impl Marks {
    /// Reads the marks of a text.
    #[must_use]
    pub fn of(text: &str) -> Marks {
        let mut marks = Marks::default();
        for (number, line) in (1..).zip(text.lines()) {
            for mark in line.split("//~").skip(1).map(str::trim_start) {
                let missed = mark.strip_prefix("MISSING:").map(str::trim_start);
                if UNSEEN.iter().any(|lint| missed.is_some_and(|mark| mark.starts_with(lint))) {
                    continue;
                }
                if UNSEEN.iter().any(|lint| mark.starts_with(lint)) {
                    marks.unseen.insert(number);
                } else if mark.starts_with("MISSING:") {
                    marks.missed.insert(number);
                } else if mark.starts_with("WRONG:") {
                    marks.wrong.insert(number);
                } else if mark.starts_with("EXCLUSIVE MISSING:") {
                    marks.exclusive_missed.insert(number);
                } else if mark.starts_with("EXCLUSIVE:") {
                    marks.exclusive.insert(number);
                } else {
                    marks.found.insert(number);
                }
            }
        }
        marks
    }

    /// The lines on which a broker has to see an overlap.
    #[must_use]
    pub fn bugs(&self) -> BTreeSet<usize> {
        self.found.union(&self.missed).copied().collect()
    }

    /// The lines on which a container connects a second time.
    #[must_use]
    pub fn connects(&self) -> BTreeSet<usize> {
        self.exclusive.union(&self.exclusive_missed).copied().collect()
    }

    /// The lines on which the tool says something.
    #[must_use]
    pub fn reported(&self) -> BTreeSet<usize> {
        let said = self.found.iter().chain(&self.wrong);
        said.chain(&self.unseen).copied().collect()
    }
}
