//! Where messages go: to the terminal or a pipe as they come, or all together at the end; and to files.

mod color;
mod totals;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use codespan_reporting::term::termcolor::{
    BufferedStandardStream, ColorChoice, NoColor, WriteColor,
};
use double_connect_analysis::facts::Facts;
use double_connect_analysis::input::TargetKind;
use double_connect_analysis::source::SourceMap;

use crate::args::{Args, MessageFormat, OutputFile};
use crate::findings::Finding;
use crate::output::{
    Document, End, Entry, Message, Origin, Repository, Section, Severity, file, format, human,
    story,
};
use crate::project::Project;
use crate::run::{Outcome, Stop, failure};
use crate::session::Session;
use crate::settings::Settings;

pub(crate) use totals::Totals;
use totals::count;

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

/// What came of one workspace.
pub(crate) struct Batch<'a> {
    /// The workspace or files.
    pub(crate) project: &'a Project,
    /// What is known of it.
    pub(crate) facts: Facts,
    /// The findings that are new.
    pub(crate) findings: &'a [Finding],
    /// What is skipped.
    pub(crate) settings: &'a Settings,
}

/// The report of a run.
pub(crate) struct Report {
    /// What the run came to.
    pub(crate) totals: Totals,
    format: MessageFormat,
    outputs: Vec<OutputFile>,
    color: ColorChoice,
    /// Whether stderr is a terminal that shows links.
    links: bool,
    quiet: bool,
    verbose: bool,
    repository: Repository,
    /// Whoever read stdout or stderr has gone away: no more is written there, but the run goes on, for its files and its
    /// exit code.
    closed_stdout: Cell<bool>,
    closed_stderr: Cell<bool>,
    /// What was shown, where it is needed once more at the end.
    sections: Vec<Section>,
}

impl Report {
    /// A report as the command line wants it; `dir` is the current directory, to which shown paths are relative.
    pub(crate) fn new(args: &Args, dir: &Path) -> Self {
        Self {
            totals: Totals::default(),
            format: args.message_format,
            outputs: args.output.clone(),
            color: color::color(args.color),
            links: color::links(args.color),
            quiet: args.quiet || args.list_suppressions || args.explain_finding.is_some(),
            verbose: args.verbose,
            repository: Repository::around(dir),
            closed_stdout: Cell::new(false),
            closed_stderr: Cell::new(false),
            sections: Vec::new(),
        }
    }

    /// Shows the findings in a workspace, and what was not understood there.
    pub(crate) fn batch(&mut self, batch: Batch<'_>) -> io::Result<()> {
        let Facts {
            sources, problems, ..
        } = batch.facts;
        let path = |message: &Message| {
            message
                .primary()
                .map(|span| batch.project.input.shown_from.join(sources.path(span.file)))
        };
        let mut said = BTreeSet::new();
        let problems = problems
            .iter()
            .filter(|problem| said.insert((problem.span, &problem.message)));
        let problems = problems
            .map(Message::from)
            .filter(|message| !path(message).is_some_and(|path| batch.settings.excludes(&path)));
        let findings = batch.findings.iter().map(|finding| Message {
            ordinal: finding.ordinal,
            ..Message::from(&finding.diagnostic)
        });
        let entries = problems
            .chain(findings)
            .map(|message| {
                let path = path(&message);
                let path = path.as_deref().unwrap_or(&batch.project.input.root);
                Entry {
                    origin: batch.project.origin(path),
                    message,
                }
            })
            .collect();
        self.show(Section { sources, entries })
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
        let entries = session
            .messages
            .iter()
            .map(|message| Entry {
                origin: origin(message),
                message: message.clone(),
            })
            .collect();
        self.show(Section {
            sources: session.sources.clone(),
            entries,
        })
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
                let text = format!("reading `{}`: {}", package.name, targets.join(", "));
                human::summary(out, None, &text)?;
            }
            for package in &project.skipped {
                let text = format!("not reading `{}`: {}", package.name, package.reason.text());
                human::summary(out, None, &text)?;
            }
            Ok(())
        })
    }

    /// Prints a flow graph: on stdout, or on stderr where stdout carries a report.
    pub(crate) fn dump(&mut self, text: &str) -> io::Result<()> {
        if self.format.is_on_stdout() {
            return self.to_stderr(|out| out.write_all(text.as_bytes()));
        }
        self.to_stdout(|out| out.write_all(text.as_bytes()))
    }

    /// Tells the stories of findings on stdout.
    pub(crate) fn stories(
        &mut self,
        findings: &[Finding],
        sources: &SourceMap,
    ) -> Result<(), Stop> {
        for finding in findings {
            let message = Message {
                ordinal: finding.ordinal,
                ..Message::from(&finding.diagnostic)
            };
            self.to_stdout(|out| story::write(out, &message, sources))?;
        }
        Ok(())
    }

    /// Says what was done besides the report.
    pub(crate) fn say(&mut self, text: &str) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        self.say_anyway(text)
    }

    /// Says what was mended, or shows how it would be.
    pub(crate) fn mended(&mut self, text: &str, diff: Option<&str>) -> io::Result<()> {
        if let Some(diff) = diff {
            self.to_stdout(|out| out.write_all(diff.as_bytes()))?;
        }
        self.say(text)
    }

    /// Says what was asked for by a flag of its own.
    pub(crate) fn say_anyway(&mut self, text: &str) -> io::Result<()> {
        self.to_stderr(|out| human::summary(out, None, text))
    }

    /// Says why nothing was analysed.
    pub(crate) fn nothing(&mut self, reason: &str) -> io::Result<()> {
        let text = format!("nothing was analysed: {reason}");
        self.to_stderr(|out| human::summary(out, Some(Severity::Error), &text))
    }

    /// Says why the run could not be done, and closes the report. No file is written then.
    pub(crate) fn failure(&mut self, text: &str) -> io::Result<()> {
        let message = failure(text);
        self.to_stderr(|out| human::summary(out, Some(message.severity), &message.text))?;
        if self.format == MessageFormat::Json {
            self.end(&End::default())?;
        }
        Ok(())
    }

    /// Closes the report: the last line, reports that are made as a whole, and files.
    pub(crate) fn finish(&mut self, outcome: Outcome) -> io::Result<()> {
        let (mut severity, mut text) = self.totals.summary();
        if outcome == Outcome::Failed {
            severity = Some(Severity::Error);
            text = match self.totals.packages {
                0 => "nothing could be analysed".to_owned(),
                _ => format!("not everything could be read; {text}"),
            };
        }
        if self.verbose {
            let functions = count(self.totals.functions, "function");
            text.push_str(&format!("; {functions} analysed"));
        }
        // Why nothing was analysed was said already.
        let summary = (outcome != Outcome::Nothing).then_some((severity, text));
        let end = End {
            success: outcome == Outcome::Clean,
            complete: matches!(outcome, Outcome::Clean | Outcome::Found),
            summary,
        };
        let on_stderr = end.summary.as_ref().filter(|_| !self.quiet);
        if let (true, Some((severity, text))) = (self.format.summarises(), on_stderr) {
            self.to_stderr(|out| human::summary(out, *severity, text))?;
        }
        self.end(&end)?;
        for output in &self.outputs {
            let mut out = NoColor::new(Vec::new());
            format::write(
                output.format,
                &mut out,
                &self.document(&self.sections, Some(&end)),
            )?;
            file::write(&output.path, &out.into_inner()).map_err(|error| {
                io::Error::new(
                    error.kind(),
                    format!("`{}`: {error}", output.path.display()),
                )
            })?;
        }
        Ok(())
    }

    /// Writes what comes last: the closing line, or all of a report that is made as a whole.
    fn end(&self, end: &End) -> io::Result<()> {
        if !self.format.is_on_stdout() {
            return Ok(());
        }
        let sections: &[Section] = if self.format.is_whole() {
            &self.sections
        } else {
            &[]
        };
        self.to_stdout(|out| format::write(self.format, out, &self.document(sections, Some(end))))
    }

    fn show(&mut self, section: Section) -> io::Result<()> {
        if !self.format.is_whole() {
            let document = self.document(std::slice::from_ref(&section), None);
            let write = |out: &mut dyn WriteColor| format::write(self.format, out, &document);
            if self.format.is_on_stdout() {
                self.to_stdout(|out| write(out))?;
            } else {
                self.to_stderr(|out| write(out))?;
            }
        }
        if self.format.is_whole() || !self.outputs.is_empty() {
            self.sections.push(section);
        }
        Ok(())
    }

    fn document<'a>(&'a self, sections: &'a [Section], end: Option<&'a End>) -> Document<'a> {
        Document {
            sections,
            repository: &self.repository,
            links: end.is_none() && self.links,
            end,
        }
    }

    /// Writes to stdout, without colour.
    pub(crate) fn to_stdout(
        &self,
        write: impl FnOnce(&mut BufferedStandardStream) -> io::Result<()>,
    ) -> io::Result<()> {
        let out = BufferedStandardStream::stdout(ColorChoice::Never);
        write_to(out, &self.closed_stdout, write)
    }

    fn to_stderr(
        &self,
        write: impl FnOnce(&mut BufferedStandardStream) -> io::Result<()>,
    ) -> io::Result<()> {
        let out = BufferedStandardStream::stderr(self.color);
        write_to(out, &self.closed_stderr, write)
    }
}

fn write_to(
    mut out: BufferedStandardStream,
    closed: &Cell<bool>,
    write: impl FnOnce(&mut BufferedStandardStream) -> io::Result<()>,
) -> io::Result<()> {
    if closed.get() {
        return Ok(());
    }
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
            closed.set(true);
            Ok(())
        }
        other => other,
    }
}
