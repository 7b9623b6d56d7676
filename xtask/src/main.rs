//! What is done to this repository now and then, and by hand: `cargo xtask --help`.
//!
//! `bench` compares the tool with the least that any tool has to do (read, lex, parse), side by side in one run. `scale`
//! runs it on made-up workspaces of growing size and draws what it finds. `synth` only makes such a workspace.

mod bench;
mod compare;
mod instructions;
mod measure;
mod pass;
mod plot;
mod scale;
mod synth;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Ratios of times: the tool, cold and warm, and reading, lexing and parsing the same files on the same threads
    Bench(bench::BenchArgs),
    /// Whether reports are the same bytes on one thread and several, with and without cache, and with nothing left unread
    Compare(compare::CompareArgs),
    /// Instructions of the tool on workspaces that are made, as valgrind counts them
    Instructions(instructions::InstructionsArgs),
    /// Time, memory and instructions against lines, as a table and a picture
    Scale(scale::ScaleArgs),
    /// Make a workspace
    Synth {
        /// Where
        dir: PathBuf,
        /// About how many lines
        #[arg(long, default_value_t = 100_000)]
        lines: usize,
        /// One in so many packages uses a client
        #[arg(long, default_value_t = 50)]
        one_in: usize,
        /// Another one gives another workspace
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// One pass over files, to be measured from outside
    #[command(hide = true)]
    Pass {
        /// Which
        what: pass::Pass,
        /// Over what
        dir: PathBuf,
    },
}

fn main() -> ExitCode {
    let result = match Args::parse().task {
        Task::Bench(args) => bench::run(&args),
        Task::Compare(args) => compare::run(&args),
        Task::Instructions(args) => instructions::run(&args),
        Task::Scale(args) => scale::run(&args),
        Task::Synth {
            dir,
            lines,
            one_in,
            seed,
        } => synth::make(
            &dir,
            synth::Shape {
                lines,
                one_in,
                seed,
            },
        )
        .map(|made| println!("{} lines in {} packages", made.lines, made.packages))
        .map_err(|error| format!("`{}` cannot be made: {error}", dir.display())),
        Task::Pass { what, dir } => {
            println!("{}", pass::run(what, &dir));
            Ok(())
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("error: {reason}");
            ExitCode::FAILURE
        }
    }
}
