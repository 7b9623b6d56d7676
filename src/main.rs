//! The cargo subcommand `cargo double-connect`.

mod args;
mod baseline;
mod cache;
mod cache_command;
mod clients_command;
mod config;
mod findings;
mod fix;
mod git;
mod globs;
mod output;
mod pages;
mod pipeline;
mod progress;
mod project;
mod report;
mod run;
mod session;
mod settings;
mod since;
mod sought;
mod stdout;
mod suggest;
mod suppressions;
mod survey;
mod timings;

use std::io::ErrorKind;
use std::process::ExitCode;

use args::Args;
use double_connect_analysis::lower::BIG_STACK;
use run::Outcome;

// The analysis makes and drops many small values; the system's allocators take a third of its time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let args = match Args::parse_from_env() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too.
            let printed = error.print();
            return match printed {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                    stdout::failure(&format!("the output cannot be written: {error}"));
                    Outcome::Failed.into()
                }
                _ if error.use_stderr() => Outcome::Failed.into(),
                _ => ExitCode::SUCCESS,
            };
        }
    };
    // Ordinary code nests deeply enough to need more stack than threads have by default. Where there are no such threads
    // to be had, deep code gets threads of its own.
    let threads = rayon::ThreadPoolBuilder::new().stack_size(BIG_STACK);
    let _ = threads.build_global();
    run::run(&args).into()
}
