//! Ratios, measured side by side: all commands in turn, several times, so that they share what else the machine does.

use std::fs;
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
    /// A Rust file to which comments are added, to see what one changed file costs; it is as before afterwards. In trees
    /// that are made it is one of a package that uses a client
    #[arg(long, value_name = "FILE")]
    change: Option<PathBuf>,
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
    /// To be changed after that.
    change: Option<Changed>,
    costs: Vec<Cost>,
}

/// A file that is changed again and again, and gets its old text back in the end.
struct Changed {
    path: PathBuf,
    text: String,
    times: usize,
}

impl Changed {
    fn new(path: PathBuf) -> Result<Self, String> {
        let text =
            fs::read_to_string(&path).map_err(|error| format!("`{}`: {error}", path.display()))?;
        Ok(Self {
            path,
            text,
            times: 0,
        })
    }

    fn again(&mut self) -> Result<(), String> {
        self.times += 1;
        let text = format!("{}\n// Changed {} times.\n", self.text, self.times);
        fs::write(&self.path, text).map_err(|error| error.to_string())
    }
}

impl Drop for Changed {
    fn drop(&mut self) {
        if let Err(error) = fs::write(&self.path, &self.text) {
            eprintln!("`{}` could not be put back: {error}", self.path.display());
        }
    }
}

/// Measures, and prints a table a tree.
///
/// # Errors
/// What could not be run.
pub(crate) fn run(args: &BenchArgs) -> Result<(), String> {
    let failed = |error: std::io::Error| error.to_string();
    let temporary = tempfile::tempdir().map_err(failed)?;
    let mut trees: Vec<(String, PathBuf, Option<PathBuf>)> = args
        .paths
        .iter()
        .map(|path| {
            (
                path.display().to_string(),
                path.clone(),
                args.change.clone(),
            )
        })
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
            let change = pass::a_device(&dir).map(|device| device.join("src/service.rs"));
            trees.push((name, dir, change));
        }
    }
    for (name, dir, change) in trees {
        let mut entries = entries(args, &dir, change, temporary.path())?;
        for _ in 0..args.rounds.max(1) {
            for entry in &mut entries {
                if let Some(before) = &mut entry.before {
                    cost(before)?;
                }
                if let Some(change) = &mut entry.change {
                    change.again()?;
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

fn entries(
    args: &BenchArgs,
    dir: &Path,
    change: Option<PathBuf>,
    temporary: &Path,
) -> Result<Vec<Entry>, String> {
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
        // As one works in a workspace; in other trees all below is looked for.
        if dir.join("Cargo.toml").is_file() {
            command.current_dir(dir);
        } else {
            command.arg(dir);
        }
        command.env("RAYON_NUM_THREADS", &threads);
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
        change: None,
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
    if let Some(path) = change {
        let changed = Changed::new(path)?;
        entries.insert(
            2,
            Entry {
                change: Some(changed),
                ..entry("ours, one file changed", ours(&[]), Some(ours(&[])))
            },
        );
    }
    if let Some(ast_grep) = &args.ast_grep {
        let mut command = Command::new(ast_grep);
        command.args(["run", "--lang", "rust", "--pattern", "$CLIENT.connect($$$)"]);
        command.args(["--threads", &threads]).arg(dir);
        entries.push(entry("ast-grep, one pattern", command, None));
    }
    Ok(entries)
}

fn print(entries: &[Entry]) {
    println!("| | wall | processor | peak memory | processor, cold = 1 (least … most) |");
    println!("| --- | --: | --: | --: | --: |");
    let Some(first) = entries.first() else { return };
    for entry in entries {
        let of = |part: fn(&Cost) -> f64| median(entry.costs.iter().map(part).collect());
        // Processor time, of which other work on the machine takes less than of the time that passes.
        // Round by round, so that both sides had the same machine.
        let mut ratios: Vec<f64> = entry
            .costs
            .iter()
            .zip(&first.costs)
            .map(|(a, b)| a.cpu / b.cpu)
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
