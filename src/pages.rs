//! `--list`, `--explain` and `--print-config-schema`: on stdout, for reading.

use clap::CommandFactory;
use double_connect_lints::{GROUPS, Group, Level, Levels, Lint};

use crate::args::Args;
use crate::config::schema;
use crate::pipeline;
use crate::run::Outcome;
use crate::stdout;

/// Whether a page is asked for, and no analysis.
pub(crate) fn is_asked_for(args: &Args) -> bool {
    args.list
        || args.explain.is_some()
        || args.print_config_schema
        || args.print_completions.is_some()
        || args.print_man
}

/// Prints what is asked for.
pub(crate) fn show(args: &Args) -> Outcome {
    let lints = pipeline::lints();
    let text = match &args.explain {
        Some(name) if Levels::is_group(name) => group_page(name),
        Some(name) => match pipeline::default_levels().resolve(name) {
            Ok(name) => lints
                .iter()
                .find(|lint| lint.name == name)
                .map(|lint| page(lint))
                .unwrap_or_default(),
            Err(unknown) => {
                let question = unknown
                    .suggestion
                    .map(|name| format!("; did you mean `{name}`?"))
                    .unwrap_or_default();
                stdout::failure(&format!("{unknown}{question}"));
                return Outcome::Failed;
            }
        },
        None if args.print_config_schema => schema::text(),
        None if args.print_man => manual(),
        None if args.print_completions.is_some() => completions(args),
        None => table(lints),
    };
    match stdout::print(&text) {
        Ok(()) => Outcome::Clean,
        Err(reason) => {
            stdout::failure(&reason);
            Outcome::Failed
        }
    }
}

/// The manual page, for man.
fn manual() -> String {
    let mut page = Vec::new();
    // Writing to memory does not fail.
    let _ = clap_mangen::Man::new(Args::command()).render(&mut page);
    String::from_utf8_lossy(&page).into_owned()
}

/// The script that completes command lines in a shell.
fn completions(args: &Args) -> String {
    let mut script = Vec::new();
    if let Some(shell) = args.print_completions {
        clap_complete::generate(
            shell,
            &mut Args::command(),
            "cargo-double-connect",
            &mut script,
        );
    }
    String::from_utf8_lossy(&script).into_owned()
}

fn page(lint: &Lint) -> String {
    let Lint {
        name,
        summary,
        explanation,
        ..
    } = lint;
    let level = level_name(lint.level);
    format!(
        "# double_connect::{name}\n\nLevel {level}: {summary}.\n\n{}\n",
        explanation.trim_end()
    )
}

/// What a group has, by its name as users write it.
fn group_page(name: &str) -> String {
    let plain = name.trim().replace('-', "_");
    let plain = plain.strip_prefix("double_connect::").unwrap_or(&plain);
    let (summary, lints) = match Group::find(plain) {
        Some(group) => (group.summary, group.lints.to_vec()),
        None if plain == Group::ALL => (
            "all lints",
            pipeline::lints().iter().map(|l| l.name).collect(),
        ),
        None => ("all lints that end up at level warn", Vec::new()),
    };
    let lints: String = lints.iter().map(|name| format!("- {name}\n")).collect();
    format!("# Group {plain}\n\n{summary}\n\n{lints}")
}

fn table(lints: &[&Lint]) -> String {
    let width = lints
        .iter()
        .map(|lint| lint.name.len())
        .max()
        .unwrap_or(0)
        .max("lint".len());
    let mut text = format!("{:width$}  level  summary\n", "lint");
    for lint in lints {
        let level = level_name(lint.level);
        text.push_str(&format!(
            "{:width$}  {level:5}  {}\n",
            lint.name, lint.summary
        ));
    }
    text.push_str(&format!("\n{:width$}         lints\n", "group"));
    for group in GROUPS {
        let lints = group.lints.join(", ");
        text.push_str(&format!("{:width$}         {lints}\n", group.name));
    }
    for (name, lints) in [
        (Group::ALL, "all lints"),
        (Levels::WARNINGS, "all lints that end up at level warn"),
    ] {
        text.push_str(&format!("{name:width$}         {lints}\n"));
    }
    text
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Allow => "allow",
        Level::Warn => "warn",
        Level::Deny => "deny",
    }
}
