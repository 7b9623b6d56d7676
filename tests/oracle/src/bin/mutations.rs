//! Breaks one rule of the analyser at a time, in a copy of the workspace, and runs a campaign: it must notice.
//! `cargo run --release -p double-connect-oracle --bin mutations`.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use clap::Parser;

use double_connect_oracle::mutations::{self, Mutation};

/// What of the workspace is not copied: what is built, and what no package of it needs.
const NOT_COPIED: &[&str] = &["target", ".git", ".ci", "docs", "examples", "ui-tests"];

/// Breaks one rule at a time and counts the disagreements that it brings.
#[derive(Parser)]
struct Arguments {
    /// How many programs each campaign has.
    #[arg(long, default_value_t = 600)]
    programs: u64,
    /// The first program's seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only the rules whose names contain this.
    #[arg(long, default_value = "")]
    rule: String,
    /// Where the copy is made and built.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/mutations"))]
    dir: PathBuf,
}

#[allow(clippy::print_stderr, reason = "this is the command line")]
fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

#[allow(clippy::print_stdout, reason = "this is the command line")]
fn run(arguments: &Arguments) -> io::Result<bool> {
    let root = arguments.dir.join("workspace");
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    fs::create_dir_all(&root)?;
    for entry in fs::read_dir(mutations::workspace())? {
        let name = entry?.file_name();
        if !NOT_COPIED.iter().any(|not| name == *not) {
            copy(&mutations::workspace().join(&name), &root.join(&name))?;
        }
    }
    let list = mutations::list().map_err(io::Error::other)?;
    let baseline = campaign(arguments, &root)?;
    println!("{:24} {:>6} disagreements", "as it is", baseline.len());
    let mut all = true;
    for mutation in list.iter().filter(|m| m.rule.contains(&arguments.rule)) {
        let brought = try_one(arguments, &root, mutation, &baseline)?;
        all &= brought > 0;
        let mark = if brought > 0 { "" } else { "  NOT NOTICED" };
        println!(
            "{:24} {brought:>6} more{mark}: {}",
            mutation.rule, mutation.breaks
        );
    }
    Ok(all)
}

/// How many disagreements a broken rule brings.
fn try_one(
    arguments: &Arguments,
    root: &Path,
    mutation: &Mutation,
    baseline: &BTreeSet<String>,
) -> io::Result<usize> {
    let before = mutation.make(root)?;
    let found = campaign(arguments, root);
    fs::write(root.join(&mutation.file), before)?;
    Ok(found?.difference(baseline).count())
}

/// Builds the copy and runs a campaign: every disagreement as `SEED: KIND LINE:COLUMN`.
fn campaign(arguments: &Arguments, root: &Path) -> io::Result<BTreeSet<String>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args([
            "run",
            "--quiet",
            "--release",
            "--package",
            "double-connect-oracle",
        ])
        .args(["--bin", "double-connect-oracle", "--", "--programs"])
        .arg(arguments.programs.to_string())
        .arg("--seed")
        .arg(arguments.seed.to_string())
        .arg("--dir")
        .arg(arguments.dir.join("programs"))
        .env("CARGO_TARGET_DIR", arguments.dir.join("target"))
        .current_dir(root)
        .stdin(Stdio::null())
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    // 0: all agree; 1: some do not.
    if !matches!(output.status.code(), Some(0 | 1)) || !text.contains(" programs, ") {
        let why = String::from_utf8_lossy(&output.stderr);
        return Err(io::Error::other(format!("the campaign fails:\n{why}")));
    }
    let mut found = BTreeSet::new();
    for line in text.lines() {
        let Some((seed, places)) = line
            .strip_prefix("seed ")
            .and_then(|line| line.split_once("): "))
        else {
            continue;
        };
        found.extend(places.split(", ").map(|place| format!("{seed}): {place}")));
    }
    Ok(found)
}

/// Copies a file or a folder.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            copy(&from.join(&name), &to.join(&name))?;
        }
        return Ok(());
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::copy(from, to).map(|_| ())
}
