//! Where messages go: human and short to stderr, JSON to stdout.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use codespan_reporting::term::termcolor::{BufferedStandardStream, ColorChoice};
use double_connect_analysis::facts::Facts;
use double_connect_analysis::input::TargetKind;
use double_connect_analysis::source::SourceMap;
use double_connect_lints::Diagnostic;

use crate::args::{Args, Color, MessageFormat};
use crate::output::json::Origin;
use crate::output::{Message, Severity, human, json, short};
use crate::project::Project;
use crate::run::{Outcome, failure};
use crate::session::Session;
use crate::settings::{Settings, fails};

/// What a run came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    /// Findings that fail the run.
    pub(crate) errors: usize,
    /// Findings that do not.
    pub(crate) warnings: usize,
    /// Packages read.
    pub(crate) packages: usize,
    files: usize,
    opens: usize,
    functions: usize,
    problems: usize,
}

impl Totals {
    /// Whether nothing at all was understood of what was read.
    pub(crate) fn nothing_understood(&self) -> bool {
        self.functions == 0 && self.problems > 0
    }

    /// Adds what came of one workspace.
    pub(crate) fn add(&mut self, project: &Project, facts: &Facts, diagnostics: &[Diagnostic]) {
        let errors = diagnostics
            .iter()
            .filter(|diagnostic| fails(diagnostic.level))
            .count();
        self.errors += errors;
        self.warnings += diagnostics.len() - errors;
        self.packages += project.input.packages.len();
        self.files += facts.sources.files().count();
        self.opens += facts.opens.len();
        self.functions += facts.functions;
        self.problems += facts.problems.len();
    }

    fn summary(&self) -> (Option<Severity>, String) {
        let read = format!(
            "{} ({})",
            count(self.files, "file"),
            count(self.packages, "package")
        );
        let more = if self.warnings > 0 {
            format!("; {}", count(self.warnings, "warning"))
        } else {
            String::new()
        };
        match (self.errors, self.warnings) {
            (0, 0) => (
                None,
                format!(
                    "no double connect found: {} in {read}",
                    count(self.opens, "open")
                ),
            ),
            (0, warnings) => (
                Some(Severity::Warning),
                format!(
                    "{} found in {read}",
                    count(warnings, "possible double connect")
                ),
            ),
            (errors, _) => (
                Some(Severity::Error),
                format!("{} found in {read}{more}", count(errors, "double connect")),
            ),
        }
    }
}

fn kind(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Lib => "lib",
        TargetKind::Bin => "bin",
        TargetKind::Example => "example",
        TargetKind::Test => "test",
        TargetKind::Bench => "bench",
        TargetKind::File => "file",
    }
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// What came of one workspace.
pub(crate) struct Batch<'a> {
    /// The workspace or files.
    pub(crate) project: &'a Project,
    /// What is known of it.
    pub(crate) facts: &'a Facts,
    /// The findings.
    pub(crate) diagnostics: &'a [Diagnostic],
    /// What is skipped.
    pub(crate) settings: &'a Settings,
}

/// The report of a run.
pub(crate) struct Report {
    /// What the run came to.
    pub(crate) totals: Totals,
    format: MessageFormat,
    color: ColorChoice,
    quiet: bool,
    verbose: bool,
}

impl Report {
    /// A report as the command line wants it.
    pub(crate) fn new(args: &Args) -> Self {
        Self {
            totals: Totals::default(),
            format: args.message_format,
            color: color(args.color),
            quiet: args.quiet || args.list_suppressions,
            verbose: args.verbose,
        }
    }

    /// Shows the findings in a workspace, and what was not understood there.
    pub(crate) fn batch(&mut self, batch: &Batch<'_>) -> io::Result<()> {
        let sources = &batch.facts.sources;
        let path = |message: &Message| {
            message
                .primary()
                .map(|span| batch.project.input.shown_from.join(sources.path(span.file)))
        };
        let mut said = BTreeSet::new();
        let problems = batch
            .facts
            .problems
            .iter()
            .filter(|problem| said.insert((problem.span, &problem.message)));
        let problems = problems.map(Message::from);
        let problems = problems
            .filter(|message| !path(message).is_some_and(|path| batch.settings.excludes(&path)));
        let messages: Vec<Message> = problems
            .chain(batch.diagnostics.iter().map(Message::from))
            .collect();
        let origin = |message: &Message| match path(message) {
            Some(path) => batch.project.origin(&path),
            None => batch.project.origin(&batch.project.input.root),
        };
        self.show(&messages, sources, origin)
    }

    /// Shows what is wrong with manifests and configuration.
    pub(crate) fn session(&mut self, session: &Session) -> io::Result<()> {
        let origin = |message: &Message| {
            let Some(span) = message.primary() else {
                return Origin::default();
            };
            let path = session.shown_from.join(session.sources.path(span.file));
            let dir = path.parent().unwrap_or(Path::new("")).display();
            Origin {
                package_id: format!("path+file://{dir}"),
                manifest_path: path.display().to_string(),
                ..Origin::default()
            }
        };
        self.show(&session.messages, &session.sources, origin)
    }

    /// With `-v`, says which packages are read and which are not.
    pub(crate) fn skipped(&mut self, project: &Project) -> io::Result<()> {
        if !self.verbose {
            return Ok(());
        }
        self.to_stderr(|out| {
            for package in &project.input.packages {
                let targets: Vec<String> = package
                    .targets
                    .iter()
                    .map(|target| format!("{} {}", kind(target.kind), target.name))
                    .collect();
                human::summary(
                    out,
                    None,
                    &format!("reading `{}`: {}", package.name, targets.join(", ")),
                )?;
            }
            for package in &project.skipped {
                let text = format!("not reading `{}`: {}", package.name, package.reason.text());
                human::summary(out, None, &text)?;
            }
            Ok(())
        })
    }

    /// Prints a flow graph: on stdout, or on stderr where stdout carries JSON.
    pub(crate) fn dump(&mut self, text: &str) -> io::Result<()> {
        if self.format == MessageFormat::Json {
            return self.to_stderr(|out| out.write_all(text.as_bytes()));
        }
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Says why nothing was analysed.
    pub(crate) fn nothing(&mut self, reason: &str) -> io::Result<()> {
        let text = format!("nothing was analysed: {reason}");
        self.to_stderr(|out| human::summary(out, Some(Severity::Error), &text))
    }

    /// Says why the run could not be done, and closes the report.
    pub(crate) fn failure(&mut self, text: &str) -> io::Result<()> {
        let message = failure(text);
        self.to_stderr(|out| human::summary(out, Some(message.severity), &message.text))?;
        self.close(false)
    }

    /// Closes the report.
    pub(crate) fn finish(&mut self, outcome: Outcome) -> io::Result<()> {
        if self.format != MessageFormat::Json && !self.quiet && outcome != Outcome::Nothing {
            let (mut severity, mut text) = self.totals.summary();
            if outcome == Outcome::Failed {
                severity = Some(Severity::Error);
                text = match self.totals.packages {
                    0 => "nothing could be analysed".to_owned(),
                    _ => format!("not everything could be read; {text}"),
                };
            }
            if self.verbose {
                text.push_str(&format!(
                    "; {} analysed",
                    count(self.totals.functions, "function")
                ));
            }
            self.to_stderr(|out| human::summary(out, severity, &text))?;
        }
        self.close(outcome == Outcome::Clean)
    }

    /// The outcome by what was found until now.
    pub(crate) fn outcome_so_far(&self) -> Outcome {
        if self.totals.errors > 0 {
            Outcome::Found
        } else {
            Outcome::Clean
        }
    }

    fn close(&mut self, success: bool) -> io::Result<()> {
        if self.format != MessageFormat::Json {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        json::finish(&mut out, success)?;
        out.flush()
    }

    fn show(
        &mut self,
        messages: &[Message],
        sources: &SourceMap,
        origin: impl Fn(&Message) -> Origin,
    ) -> io::Result<()> {
        match self.format {
            MessageFormat::Human => self.to_stderr(|out| human::render(out, messages, sources)),
            MessageFormat::Short => self.to_stderr(|out| short::render(out, messages, sources)),
            MessageFormat::Json => {
                let mut out = io::BufWriter::new(io::stdout().lock());
                json::render(&mut out, messages, sources, origin)?;
                out.flush()
            }
        }
    }

    fn to_stderr(
        &self,
        write: impl FnOnce(&mut BufferedStandardStream) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut out = BufferedStandardStream::stderr(self.color);
        write(&mut out)?;
        out.flush()
    }
}

/// Whether stderr gets colours: by the flag, else by the environment, else if it is a terminal.
fn color(flag: Option<Color>) -> ColorChoice {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let automatic = || {
        let plain = set("NO_COLOR").is_some() || set("TERM").is_some_and(|term| term == "dumb");
        if !plain && io::stderr().is_terminal() {
            ColorChoice::Always
        } else {
            ColorChoice::Never
        }
    };
    match flag {
        Some(Color::Always) => ColorChoice::Always,
        Some(Color::Never) => ColorChoice::Never,
        Some(Color::Auto) => automatic(),
        None => match set("CARGO_TERM_COLOR") {
            Some(value) if value == "always" && set("NO_COLOR").is_none() => ColorChoice::Always,
            Some(value) if value == "never" => ColorChoice::Never,
            _ => automatic(),
        },
    }
}
