//! Instructions, counted by valgrind: the same from run to run but for a few in a thousand, on any machine, so that a
//! build that needs more than the one before can be told in a pipeline.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

use crate::measure::under;
use crate::synth;

/// What is counted.
#[derive(Debug, Args)]
pub(crate) struct InstructionsArgs {
    /// The tool; by default the one beside this program
    #[arg(long)]
    tool: Option<PathBuf>,
    /// The lines of the trees that are made
    #[arg(long, default_value_t = 10_000)]
    lines: usize,
    /// An older build of the tool, to be compared with
    #[arg(long, value_name = "TOOL")]
    before: Option<PathBuf>,
    /// Fail if there are more instructions than so many hundredths of those of the older build
    #[arg(long, value_name = "PERCENT", requires = "before")]
    at_most: Option<u64>,
}

/// Counts, and prints a table.
///
/// # Errors
/// What could not be run, or what has become too slow.
pub(crate) fn run(args: &InstructionsArgs) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    let temporary = tempfile::tempdir().map_err(failed)?;
    let me = std::env::current_exe().map_err(failed)?;
    let tool = match &args.tool {
        Some(tool) => tool.clone(),
        None => me.with_file_name("cargo-double-connect"),
    };
    let mut worse = Vec::new();
    println!("| | instructions | before | of before |");
    println!("| --- | --: | --: | --: |");
    for one_in in [1, 10] {
        let dir = temporary.path().join(format!("one-in-{one_in}"));
        let shape = synth::Shape {
            lines: args.lines,
            one_in,
            seed: 1,
        };
        synth::make(&dir, shape).map_err(failed)?;
        for (name, cached) in [("cold", false), ("warm", true)] {
            let count = |tool: &Path, cache: &str| {
                let cache = cached.then(|| temporary.path().join(cache));
                if cache.is_some() {
                    // Once to fill the cache.
                    let filled = command(tool, &dir, cache.as_deref()).status();
                    filled.map_err(|error| format!("`{}`: {error}", tool.display()))?;
                }
                instructions(&command(tool, &dir, cache.as_deref()))
            };
            let now = count(&tool, "cache")?;
            let before = args.before.as_deref();
            let before = before.map(|tool| count(tool, "cache-before")).transpose()?;
            let what = format!("1 package in {one_in} a device, {name}");
            let Some(before) = before else {
                println!("| {what} | {now} | | |");
                continue;
            };
            let ratio = now as f64 / before as f64;
            println!("| {what} | {now} | {before} | {ratio:.3} |");
            let most = args
                .at_most
                .map(|percent| before.saturating_mul(percent) / 100);
            if most.is_some_and(|most| now > most) {
                worse.push(what);
            }
        }
    }
    if worse.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "more instructions than are allowed: {}",
            worse.join("; ")
        ))
    }
}

/// The tool on a tree, on one thread.
fn command(tool: &Path, dir: &Path, cache: Option<&Path>) -> Command {
    let mut command = Command::new(tool);
    command.args(["double-connect", "--quiet"]);
    match cache {
        Some(cache) => command.arg("--cache-dir").arg(cache),
        None => command.arg("--no-cache"),
    };
    command
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.env("RAYON_NUM_THREADS", "1");
    command
}

/// How many instructions a command executes.
fn instructions(command: &Command) -> Result<u64, String> {
    let args = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
    let output = under("valgrind", &args, command)
        .output()
        .map_err(|error| format!("`valgrind` cannot be run: {error}"))?;
    let text = String::from_utf8_lossy(&output.stderr);
    collected(&text).ok_or_else(|| format!("valgrind says no count:\n{text}"))
}

/// The count in what valgrind says.
fn collected(text: &str) -> Option<u64> {
    let line = text.lines().find(|line| line.contains("Collected : "))?;
    line.rsplit(':').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::collected;

    #[test]
    fn the_count_is_found_in_what_valgrind_says() {
        let text = "==7== Events    : Ir\n==7== Collected : 62053012\n==7==\n";
        assert_eq!(collected(text), Some(62_053_012));
        assert_eq!(collected("==7== nothing"), None);
    }
}
