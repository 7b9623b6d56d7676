//! The cargo subcommand `cargo double-connect`.

mod args;
mod baseline;
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
mod suggest;
mod suppressions;
mod survey;
mod timings;

use std::process::ExitCode;

use args::Args;
use run::Outcome;

fn main() -> ExitCode {
    let args = match Args::parse_from_env() {
        Ok(args) => args,
        Err(error) => {
            // Help and version come this way too. Nobody is left to hear of a failure to print.
            let _ = error.print();
            return if error.use_stderr() {
                Outcome::Failed.into()
            } else {
                ExitCode::SUCCESS
            };
        }
    };
    run::run(&args).into()
}
