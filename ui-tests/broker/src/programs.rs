//! The programs: the fixtures that can run, each in a process of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::brokers::Running;
use crate::recorder::{Record, Recorder};

/// The longest that a program runs.
const DEADLINE: Duration = Duration::from_secs(8);
/// When the network is lost, where that is asked for.
const LOST: Duration = Duration::from_millis(700);
/// How long a program goes on after the first overlap, so that the broker is seen to act.
const AFTERWARDS: Duration = Duration::from_millis(400);

/// A fixture that can run.
#[derive(Clone, Debug)]
pub struct Program {
    /// The fixture's name.
    pub name: String,
    /// Its file.
    pub file: PathBuf,
    /// The file's text.
    pub text: String,
    /// The lines that tell when they run.
    pub telling: BTreeSet<usize>,
    /// The binary that runs it.
    binary: PathBuf,
}

/// Builds the programs of all packages, and lists them by name. `PACKAGES=rumqttc,paho` narrows them down.
///
/// # Panics
/// If they do not build.
#[must_use]
pub fn build(workspace: &Path) -> Vec<Program> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["build", "--quiet"]);
    match std::env::var("PACKAGES") {
        Ok(packages) => command.args(
            packages
                .split(',')
                .flat_map(|name| ["--package".to_owned(), format!("fixtures-{name}")]),
        ),
        Err(_) => command.args(["--workspace", "--exclude", "surface-probe"]),
    };
    let output = command
        .args(["--bins", "--message-format", "json-render-diagnostics"])
        .current_dir(workspace)
        .stderr(Stdio::inherit())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "the programs do not build");
    let mut programs = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let name = message["target"]["name"].as_str().unwrap_or_default();
        let Some(binary) = message["executable"].as_str().filter(|_| name.starts_with("run-")) else {
            continue;
        };
        let manifest = Path::new(message["manifest_path"].as_str().unwrap_or_default());
        let listed = std::fs::read_to_string(manifest).expect("a manifest");
        let listing = Command::new(binary).arg("--list").output().expect("the program starts");
        for line in String::from_utf8_lossy(&listing.stdout).lines() {
            let (name, telling) = line.split_once(' ').unwrap_or((line, ""));
            let file = listed
                .lines()
                .filter_map(|line| line.strip_prefix("path = \"../../")?.strip_suffix('"'))
                .find(|path| path.ends_with(&format!("/{name}.rs")))
                .expect("a listed fixture");
            let file = workspace.join(file);
            programs.push(Program {
                name: name.to_owned(),
                text: std::fs::read_to_string(&file).expect("a fixture"),
                file,
                telling: telling.split(' ').filter_map(|line| line.parse().ok()).collect(),
                binary: PathBuf::from(binary),
            });
        }
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

impl Program {
    /// Whether it speaks AMQP 1.0, and not MQTT.
    #[must_use]
    pub fn speaks_amqp(&self) -> bool {
        self.text.contains("amqp://")
    }

    /// Runs it against a broker until it ends or its time is over; with MQTT, where an overlap can go on for ever, until it
    /// has shown one. If it is to be cut, its first connection is lost after a moment.
    #[must_use]
    pub fn run(&self, broker: &Running, is_cut: bool) -> Record {
        let recorder = Recorder::start(broker, is_cut.then_some(LOST));
        let mut process = Command::new(&self.binary)
            .arg(&self.name)
            .env("BROKER_PORT", recorder.port.to_string())
            .env("LINES_PORT", recorder.lines.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut end = Instant::now() + DEADLINE;
        let mut overlapped = false;
        while Instant::now() < end && !matches!(process.try_wait(), Ok(Some(_)) | Err(_)) {
            if !self.speaks_amqp() && !overlapped && !recorder.seen().overlaps.is_empty() {
                overlapped = true;
                end = end.min(Instant::now() + AFTERWARDS);
            }
            thread::sleep(Duration::from_millis(10));
        }
        // What the program has sent before its end is seen before it is gone.
        thread::sleep(Duration::from_millis(50));
        let record = recorder.seen();
        let _ = (process.kill(), process.wait());
        record
    }
}
