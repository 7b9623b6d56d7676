//! The command line.

mod cache;
mod clients;
mod format;
mod selection;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, ValueEnum};
use double_connect_analysis::facts::Confidence;
use double_connect_lints::Level;

pub(crate) use cache::{CacheArgs, CacheCommand};
pub(crate) use clients::{ClientsArgs, ClientsCommand, Command};
pub(crate) use format::{MessageFormat, OutputFile};
pub(crate) use selection::{CargoArgs, FeatureArgs, PackageArgs, TargetArgs};

/// What the user asked for.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "cargo-double-connect",
    bin_name = "cargo double-connect",
    version,
    about = "Finds connect calls that can be reached while a client handle of the same identity is still open",
    after_help = "Exit status: 0 nothing found (or warnings only), 1 findings at level deny, 2 the work could not be \
                  done, 3 nothing was analysed."
)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// Analyse every workspace found under these folders, and these files
    #[arg(value_name = "PATH", conflicts_with = "manifest_path")]
    pub(crate) paths: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) packages: PackageArgs,

    #[command(flatten)]
    pub(crate) targets: TargetArgs,

    #[command(flatten)]
    pub(crate) features: FeatureArgs,

    /// How to report: human and short go to stderr, all others to stdout
    #[arg(
        long,
        value_name = "FORMAT",
        default_value = "human",
        help_heading = "Output"
    )]
    pub(crate) message_format: MessageFormat,

    /// Write a report in FORMAT to FILE as well; may be given several times
    #[arg(
        short,
        long,
        value_name = "FORMAT=FILE",
        value_parser = format::parse_output,
        help_heading = "Output"
    )]
    pub(crate) output: Vec<OutputFile>,

    /// Whether to use colour
    #[arg(long, value_name = "WHEN", help_heading = "Output", global = true)]
    pub(crate) color: Option<Color>,

    /// Print findings only
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    pub(crate) quiet: bool,

    /// Say what is read and what is left out
    #[arg(short, long, help_heading = "Output")]
    pub(crate) verbose: bool,

    /// Do not report LINT or a group (`all`, `warnings`, …; see --list)
    #[arg(
        short = 'A',
        long = "allow",
        value_name = "LINT",
        help_heading = "Lints"
    )]
    allow: Vec<String>,

    /// Report LINT
    #[arg(
        short = 'W',
        long = "warn",
        value_name = "LINT",
        help_heading = "Lints"
    )]
    warn: Vec<String>,

    /// Report LINT and fail
    #[arg(
        short = 'D',
        long = "deny",
        value_name = "LINT",
        help_heading = "Lints"
    )]
    deny: Vec<String>,

    /// How sure a finding must be at least to be reported
    #[arg(long, value_name = "HOW", help_heading = "Lints")]
    pub(crate) confidence: Option<LeastConfidence>,

    /// Print the page of LINT
    #[arg(long, value_name = "LINT", help_heading = "Lints")]
    pub(crate) explain: Option<String>,

    /// Print a table of all lints
    #[arg(long, help_heading = "Lints")]
    pub(crate) list: bool,

    /// Print all suppression comments, with their reasons and how often each is used
    #[arg(long, help_heading = "Lints")]
    pub(crate) list_suppressions: bool,

    /// Read the configuration from FILE instead of double-connect.toml at the workspace's root
    #[arg(
        long,
        value_name = "FILE",
        help_heading = "Configuration",
        global = true
    )]
    pub(crate) config: Option<PathBuf>,

    /// Print the JSON schema of double-connect.toml
    #[arg(long, help_heading = "Configuration")]
    pub(crate) print_config_schema: bool,

    /// Print what the analysis sees (`flow=FUNCTION`), or which functions it followed only in part (`widened`)
    #[arg(long, value_name = "WHAT", value_parser = parse_dump, help_heading = "Output")]
    pub(crate) dump: Option<Dump>,

    /// Leave out findings that are in FILE
    #[arg(long, value_name = "FILE", help_heading = "Only what is new")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write the findings to the baseline instead of reporting them
    #[arg(long, requires = "baseline", help_heading = "Only what is new")]
    pub(crate) write_baseline: bool,

    /// Leave out findings that are in the git revision REV too; runs git to read it
    #[arg(
        long,
        value_name = "REV",
        conflicts_with = "write_baseline",
        help_heading = "Only what is new"
    )]
    pub(crate) new_since: Option<String>,

    /// Say at the end where the time went
    #[arg(long, help_heading = "Output")]
    pub(crate) timings: bool,

    /// Tell the story of one finding: by FILE:LINE, or the beginning of its fingerprint
    #[arg(
        long,
        value_name = "FINDING",
        conflicts_with_all = ["message_format", "output", "list_suppressions"],
        help_heading = "Output"
    )]
    pub(crate) explain_finding: Option<String>,

    /// Mend what can be mended without a look, and report the rest
    #[arg(
        long,
        conflicts_with_all = ["baseline", "new_since", "list_suppressions", "explain_finding"],
        help_heading = "Mending"
    )]
    pub(crate) fix: bool,

    /// With --fix: what should be looked at, too
    #[arg(long, help_heading = "Mending")]
    pub(crate) unsafe_fixes: bool,

    /// Print what --fix would change, and change nothing
    #[arg(long, help_heading = "Mending")]
    pub(crate) diff: bool,

    /// With --fix: even if the work tree has changes
    #[arg(long, help_heading = "Mending")]
    pub(crate) allow_dirty: bool,

    /// With --fix: even if there is no git repository
    #[arg(long, help_heading = "Mending")]
    pub(crate) allow_no_vcs: bool,

    /// Print a script that completes command lines
    #[arg(long, value_name = "SHELL", help_heading = "Shells and man")]
    pub(crate) print_completions: Option<clap_complete::Shell>,

    /// Print the manual page
    #[arg(long, help_heading = "Shells and man")]
    pub(crate) print_man: bool,

    #[command(flatten)]
    pub(crate) cache: CacheArgs,

    #[command(flatten)]
    _cargo: CargoArgs,

    #[arg(skip)]
    levels: Vec<(String, Level)>,
}

/// How sure a finding must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LeastConfidence {
    /// The analysed code shows it
    Certain,
    /// It needs an order of calls that the API allows but the code does not show
    Likely,
}

impl From<LeastConfidence> for Confidence {
    fn from(least: LeastConfidence) -> Self {
        match least {
            LeastConfidence::Certain => Self::Certain,
            LeastConfidence::Likely => Self::Likely,
        }
    }
}

/// When to use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to print of the analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Dump {
    /// The flow graph of the functions of this name.
    Flow(String),
    /// The functions of which paths were given up.
    Widened,
}

fn parse_dump(text: &str) -> Result<Dump, String> {
    match text.split_once('=') {
        Some(("flow", name)) if !name.is_empty() => Ok(Dump::Flow(name.to_owned())),
        None if text == "widened" => Ok(Dump::Widened),
        _ => Err("expected `flow=FUNCTION` or `widened`".to_owned()),
    }
}

impl Args {
    /// Reads the command line. Cargo passes the subcommand's own name as the first argument; it is left out.
    pub(crate) fn parse_from_env() -> Result<Self, clap::Error> {
        let mut raw: Vec<OsString> = std::env::args_os().collect();
        if raw.get(1).is_some_and(|arg| arg == "double-connect") {
            raw.remove(1);
        }
        let matches = Self::command().try_get_matches_from(raw)?;
        let mut args = Self::from_arg_matches(&matches)?;
        args.levels = levels_in_order(&matches, &args);
        Ok(args)
    }

    /// The levels given by `-A`, `-W` and `-D`, in the order of the command line.
    pub(crate) fn levels(&self) -> &[(String, Level)] {
        &self.levels
    }
}

/// The three flags' values, merged by their places: of two settings of one lint the later one wins.
fn levels_in_order(matches: &ArgMatches, args: &Args) -> Vec<(String, Level)> {
    let mut found = Vec::new();
    for (id, level, values) in [
        ("allow", Level::Allow, &args.allow),
        ("warn", Level::Warn, &args.warn),
        ("deny", Level::Deny, &args.deny),
    ] {
        if let Some(indices) = matches.indices_of(id) {
            found.extend(
                indices
                    .zip(values)
                    .map(|(index, name)| (index, name.clone(), level)),
            );
        }
    }
    found.sort_by_key(|(index, ..)| *index);
    found
        .into_iter()
        .map(|(_, name, level)| (name, level))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Args, CommandFactory};

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }
}
