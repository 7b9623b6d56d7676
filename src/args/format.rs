//! `--message-format` and `--output`.

use std::path::PathBuf;

use clap::ValueEnum;

/// A report's format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// Source excerpts, as rustc prints them
    Human,
    /// One line a finding
    Short,
    /// Cargo's JSON lines
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// GitHub's workflow commands, for annotations
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML, for test reports
    Junit,
    /// Checkstyle's XML
    Checkstyle,
    /// Reviewdog's diagnostic format
    Rdjson,
    /// One page, with the timelines of both connections
    Html,
}

impl MessageFormat {
    /// Whether a report can only be made as a whole, and not one workspace after the other.
    pub(crate) fn is_whole(self) -> bool {
        !matches!(self, Self::Human | Self::Short | Self::Json | Self::Github)
    }

    /// Whether it goes to stdout, for programs; the others go to stderr, for people.
    pub(crate) fn is_on_stdout(self) -> bool {
        !matches!(self, Self::Human | Self::Short)
    }

    /// Whether a line on stderr says at the end what was found. Cargo's readers take stderr for errors.
    pub(crate) fn summarises(self) -> bool {
        self != Self::Json
    }
}

/// A report to be written to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutputFile {
    /// Its format.
    pub(crate) format: MessageFormat,
    /// Where to; relative to the current directory.
    pub(crate) path: PathBuf,
}

/// Reads `FORMAT=FILE`.
pub(super) fn parse_output(text: &str) -> Result<OutputFile, String> {
    let (name, path) = text
        .split_once('=')
        .ok_or("expected `FORMAT=FILE`, for example `sarif=report.sarif`")?;
    let format = MessageFormat::from_str(name, false).map_err(|_| {
        let known = MessageFormat::value_variants().iter();
        let known: Vec<String> = known
            .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
            .collect();
        let question = crate::suggest::question(name, known.iter().map(String::as_str));
        format!(
            "no format `{name}`{question} (formats: {})",
            known.join(", ")
        )
    })?;
    match path {
        "" => Err("the file's name is missing".to_owned()),
        "-" => Err(format!("to write to stdout, use `--message-format {name}`")),
        path => Ok(OutputFile {
            format,
            path: path.into(),
        }),
    }
}
