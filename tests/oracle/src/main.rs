//! A long campaign: `cargo run -p double-connect-oracle -- --programs 20000 --seed 1`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::Ordering;
use std::time::Instant;

use clap::Parser;

use double_connect_oracle::campaign::{self, Tally};
use double_connect_oracle::generate::{self, Weights};
use double_connect_oracle::judge::{Judge, Kind};
use double_connect_oracle::program::{Edition, Place, Program};
use double_connect_oracle::shrink;
use double_connect_oracle::workshop::{Outcome, Workshop};

/// Generated programs, compiled, run and analysed: the analyser and the runs must agree on every connect.
#[derive(Parser)]
struct Arguments {
    /// How many programs.
    #[arg(long, default_value_t = 1000)]
    programs: u64,
    /// The first program's seed; the next ones follow.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// These seeds instead.
    #[arg(long, value_delimiter = ',')]
    seeds: Vec<u64>,
    /// A construct's weight; 0 switches it off.
    #[arg(long = "weight", value_name = "CONSTRUCT=N", value_parser = weight)]
    weights: Vec<(String, u32)>,
    /// Prints the program of the seed, and nothing else.
    #[arg(long)]
    print: bool,
    /// Compiles, runs and analyses these programs instead, and prints what the runs and the analyser say.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    check: Vec<PathBuf>,
    /// Prints for every construct how many programs had it and how many of them disagreed.
    #[arg(long)]
    coverage: bool,
    /// Shrinks so many of the programs that disagree, and writes them into the directory as candidates for ui-tests.
    #[arg(long, default_value_t = 0)]
    shrink: usize,
    /// Where shrunk programs are written.
    #[arg(long, value_name = "DIRECTORY")]
    out: Option<PathBuf>,
    /// Where batches are built.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/oracle"))]
    dir: PathBuf,
}

/// Reads `construct=weight`.
fn weight(text: &str) -> Result<(String, u32), String> {
    let (name, number) = text.split_once('=').ok_or("it is written CONSTRUCT=N")?;
    let number = number
        .parse()
        .map_err(|_| format!("`{number}` is no weight"))?;
    Ok((name.to_owned(), number))
}

#[allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is the command line"
)]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut weights = Weights::default();
    for (name, number) in &arguments.weights {
        weights.set(name, *number);
    }
    match run(&arguments, &weights) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

#[allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is the command line"
)]
fn run(arguments: &Arguments, weights: &Weights) -> Result<bool, String> {
    if arguments.print {
        let program = generate::program(arguments.seed, weights)?;
        let constructs: Vec<&str> = program.constructs.iter().copied().collect();
        println!("// Edition {}", program.edition.text());
        println!("// {}", constructs.join(" "));
        println!("{}", program.text);
        return Ok(true);
    }
    let workshop = Workshop::new(&arguments.dir).map_err(|error| error.to_string())?;
    let judge = Judge::new()?;
    if !arguments.check.is_empty() {
        return check(&arguments.check, &workshop, &judge).map_err(|error| error.to_string());
    }
    let seeds: Vec<u64> = if arguments.seeds.is_empty() {
        (arguments.seed..)
            .take(arguments.programs as usize)
            .collect()
    } else {
        arguments.seeds.clone()
    };
    let since = Instant::now();
    let progress = |done| eprintln!("{done} of {}", seeds.len());
    let tally = campaign::run(&workshop, &judge, weights, &seeds, &progress)
        .map_err(|error| error.to_string())?;
    print(&tally, arguments.coverage);
    let [compiling, running, analysing] = [
        &workshop.times.compiling,
        &workshop.times.running,
        &workshop.times.analysing,
    ]
    .map(|time| time.load(Ordering::Relaxed) as f64 / 1000.0);
    eprintln!(
        "{:.1} s; of two threads: compiling {compiling:.1} s, running {running:.1} s, analysing {analysing:.1} s",
        since.elapsed().as_secs_f64()
    );
    if arguments.shrink > 0 {
        let out = arguments
            .out
            .clone()
            .unwrap_or_else(|| arguments.dir.join("candidates"));
        shrink(&tally, &workshop, &judge, arguments.shrink, &out)
            .map_err(|error| error.to_string())?;
    }
    Ok(tally.disagreeing.is_empty())
}

/// Tries programs that were written before; a comment `Edition 2021` makes them of that edition.
#[allow(clippy::print_stdout, reason = "this is the command line")]
fn check(files: &[PathBuf], workshop: &Workshop, judge: &Judge) -> std::io::Result<bool> {
    let mut agree = true;
    for edition in [Edition::E2021, Edition::E2024] {
        let mut programs = Vec::new();
        let mut names = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(file)?;
            if text.contains("Edition 2021") == (edition == Edition::E2021) {
                names.push(file);
                programs.push(Program {
                    seed: 0,
                    edition,
                    text,
                    constructs: BTreeSet::new(),
                });
            }
        }
        for (n, trial) in campaign::try_all(workshop, judge, "check", &programs)?
            .into_iter()
            .enumerate()
        {
            let name = names[n].display();
            match trial.outcome {
                Outcome::Ran(runs) => {
                    let reported = judge
                        .reported(&workshop.file("check", n), edition)
                        .unwrap_or_default();
                    let places = |of: Vec<Place>| {
                        of.iter()
                            .map(|p| format!("{}:{}", p.line, p.column))
                            .collect::<Vec<_>>()
                            .join(" ")
                    };
                    let over = runs
                        .connects
                        .keys()
                        .filter(|place| runs.overlapped(**place))
                        .copied()
                        .collect();
                    println!(
                        "{name}: overlapped {}; reported {}",
                        places(over),
                        places(reported.into_iter().collect())
                    );
                }
                other => println!("{name}: {other:?}"),
            }
            for d in &trial.disagreements {
                agree = false;
                println!("    {} {}:{}", d.kind.text(), d.place.line, d.place.column);
            }
        }
    }
    Ok(agree)
}

/// Shrinks disagreements and writes them out.
#[allow(clippy::print_stderr, reason = "this is the command line")]
fn shrink(
    tally: &Tally,
    workshop: &Workshop,
    judge: &Judge,
    most: usize,
    out: &Path,
) -> std::io::Result<()> {
    std::fs::create_dir_all(out)?;
    let mut cases: Vec<(Program, Kind)> = Vec::new();
    for trial in &tally.disagreeing {
        let kinds: BTreeSet<Kind> = trial.disagreements.iter().map(|d| d.kind).collect();
        cases.extend(kinds.into_iter().map(|kind| (trial.program.clone(), kind)));
    }
    // Small ones first: they are the cheapest.
    cases.sort_by_key(|(program, kind)| (program.text.len(), program.seed, *kind));
    cases.truncate(most);
    cases.sort_by_key(|(program, kind)| (program.edition, program.seed, *kind));
    let mut seen = BTreeSet::new();
    for same in cases.chunk_by(|a, b| a.0.edition == b.0.edition) {
        for group in same.chunks(8) {
            let shrunk = shrink::shrink(workshop, judge, "shrink", group.to_vec())?;
            for (program, (_, kind)) in shrunk.into_iter().zip(group) {
                eprintln!(
                    "seed {} {}: {} bytes",
                    program.seed,
                    kind.text(),
                    program.text.len()
                );
                if seen.insert(shrink::shape(&program.text)) {
                    let text = shrink::candidate(judge, workshop, &program)?;
                    let name = format!("{}_{}.rs", kind.text().to_lowercase(), program.seed);
                    std::fs::write(out.join(name), text)?;
                }
            }
        }
    }
    Ok(())
}

#[allow(clippy::print_stdout, reason = "this is the command line")]
fn print(tally: &Tally, coverage: bool) {
    for (seed, why) in &tally.rejected {
        println!("rejected {seed}: {why}");
    }
    for seed in &tally.hung {
        println!("hung {seed}");
    }
    for trial in tally.disagreeing.iter().chain(&tally.beyond) {
        let words: Vec<String> = trial
            .disagreements
            .iter()
            .map(|d| format!("{} {}:{}", d.kind.text(), d.place.line, d.place.column))
            .collect();
        println!(
            "seed {} ({}): {}",
            trial.program.seed,
            trial.program.edition.text(),
            words.join(", ")
        );
    }
    if coverage {
        println!("{:26} {:>8} {:>8}", "construct", "programs", "disagree");
        for (group, constructs) in generate::groups() {
            println!("{group}");
            for construct in constructs {
                let (programs, differ) = tally.coverage.get(construct).copied().unwrap_or_default();
                println!("  {construct:24} {programs:8} {differ:8}");
            }
        }
    }
    println!(
        "{} programs, {} rejected, {} hung, {} runs, {} connects of which {} overlapped, {} programs disagree, {} beyond the bounds",
        tally.programs,
        tally.rejected.len(),
        tally.hung.len(),
        tally.runs,
        tally.connects.0,
        tally.connects.1,
        tally.disagreeing.len(),
        tally.beyond.len()
    );
}
