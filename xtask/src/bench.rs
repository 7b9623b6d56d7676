//! Ratios, measured side by side: all commands in turn, several times, so that they share what else the machine does.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::Args;

use crate::measure::{Cost, median, run as cost};
use crate::pass::{self, Pass};
use crate::synth;

/// What is measured.
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// Trees with workspaces; without any, two that are made for it
    paths: Vec<PathBuf>,
    /// The tool; by default the one beside this program
    #[arg(long)]
    tool: Option<PathBuf>,
    /// How often each command is run
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// On how many threads
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// The lines of the trees that are made
    #[arg(long, default_value_t = 100_000)]
    lines: usize,
    /// A pattern tool, to be run on the same trees with a rule that finds every call of a method `connect`
    #[arg(long, value_name = "AST-GREP")]
    ast_grep: Option<PathBuf>,
}

/// A command and what it cost in each round.
struct Entry {
    name: &'static str,
    command: Command,
    /// To be done before each run, not measured.
    before: Option<Command>,
    costs: Vec<Cost>,
}

/// Measures, and prints a table a tree.
///
/// # Errors
/// What could not be run.
pub(crate) fn run(args: &BenchArgs) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    let temporary = tempfile::tempdir().map_err(failed)?;
    let mut trees: Vec<(String, PathBuf)> = args
        .paths
        .iter()
        .map(|path| (path.display().to_string(), path.clone()))
        .collect();
    if trees.is_empty() {
        for one_in in [1, 50] {
            let dir = temporary.path().join(format!("one-in-{one_in}"));
            let shape = synth::Shape {
                lines: args.lines,
                one_in,
                seed: 1,
            };
            let made = synth::make(&dir, shape).map_err(failed)?;
            let name = format!(
                "made: {} packages, 1 in {one_in} uses a client",
                made.packages
            );
            trees.push((name, dir));
        }
    }
    for (name, dir) in trees {
        let mut entries = entries(args, &dir, temporary.path())?;
        for _ in 0..args.rounds.max(1) {
            for entry in &mut entries {
                if let Some(before) = &mut entry.before {
                    cost(before)?;
                }
                entry.costs.push(cost(&mut entry.command)?);
            }
        }
        println!("## {name}\n");
        println!(
            "{} lines, {} threads, {} rounds\n",
            pass::run(Pass::Read, &dir),
            args.threads,
            args.rounds
        );
        print(&entries);
    }
    Ok(())
}

fn entries(args: &BenchArgs, dir: &Path, temporary: &Path) -> Result<Vec<Entry>, String> {
    let me = std::env::current_exe().map_err(|error| error.to_string())?;
    let tool = match &args.tool {
        Some(tool) => tool.clone(),
        None => me.with_file_name("cargo-double-connect"),
    };
    let tool = tool
        .canonicalize()
        .map_err(|error| format!("the tool `{}`: {error}", tool.display()))?;
    let threads = args.threads.to_string();
    let ours = |cache: &[&str]| {
        let mut command = Command::new(&tool);
        command.args(["double-connect", "--quiet"]).args(cache);
        command.args(["--cache-dir"]).arg(temporary.join("cache"));
        command.arg(dir).env("RAYON_NUM_THREADS", &threads);
        command
    };
    let pass = |what: &str| {
        let mut command = Command::new(&me);
        command
            .args(["pass", what])
            .arg(dir)
            .env("RAYON_NUM_THREADS", &threads);
        command
    };
    let entry = |name, command, before| Entry {
        name,
        command,
        before,
        costs: Vec::new(),
    };
    let mut entries = vec![
        entry("ours, cold", ours(&["--no-cache"]), None),
        entry("ours, warm", ours(&[]), Some(ours(&[]))),
        entry("syn parses all files", pass("parse"), None),
        entry("all files are lexed", pass("lex"), None),
        entry("all files are read", pass("read"), None),
        entry(
            "manifests read, device packages lexed",
            pass("devices"),
            None,
        ),
    ];
    if let Some(ast_grep) = &args.ast_grep {
        let mut command = Command::new(ast_grep);
        command.args(["run", "--lang", "rust", "--pattern", "$CLIENT.connect($$$)"]);
        command.args(["--threads", &threads]).arg(dir);
        entries.push(entry("ast-grep, one pattern", command, None));
    }
    Ok(entries)
}

fn print(entries: &[Entry]) {
    println!("| | wall | processor | peak memory | wall, cold = 1 (least … most) |");
    println!("| --- | --: | --: | --: | --: |");
    let Some(first) = entries.first() else { return };
    for entry in entries {
        let of = |part: fn(&Cost) -> f64| median(entry.costs.iter().map(part).collect());
        // Round by round, so that both sides had the same machine.
        let mut ratios: Vec<f64> = entry
            .costs
            .iter()
            .zip(&first.costs)
            .map(|(a, b)| a.wall / b.wall)
            .collect();
        ratios.sort_by(f64::total_cmp);
        let (least, most) = (ratios.first().copied(), ratios.last().copied());
        println!(
            "| {} | {:.3} s | {:.3} s | {:.1} MB | {:.3} ({:.3} … {:.3}) |",
            entry.name,
            of(|cost| cost.wall),
            of(|cost| cost.cpu),
            of(|cost| cost.peak as f64) / 1e6,
            median(ratios.clone()),
            least.unwrap_or(f64::NAN),
            most.unwrap_or(f64::NAN),
        );
    }
    println!();
}
