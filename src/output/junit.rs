//! JUnit's XML: a suite a file, a test case a message.
//!
//! Findings that fail the run are failures, what could not be done is an error. Warnings are skipped cases with the
//! finding as the reason: so they are seen, and a test report does not turn red where the run does not.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::xml::escape;
use super::{Document, Severity, text};

/// The cases of one file, and how many of them are what.
#[derive(Default)]
struct Suite {
    cases: Vec<String>,
    failures: usize,
    errors: usize,
    skipped: usize,
}

/// Writes all suites; where there is nothing to say, one with one case that passes.
pub(crate) fn write(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
    let mut suites: BTreeMap<String, Suite> = BTreeMap::new();
    for (message, sources) in document.messages() {
        let (path, line) = match message.primary() {
            Some(span) => (
                document.repository.relative(sources.path(span.file)),
                sources.start(span).line,
            ),
            None => (document.repository.relative("Cargo.toml".as_ref()), 1),
        };
        let code = message
            .code()
            .unwrap_or_else(|| "double_connect".to_owned());
        let suite = suites.entry(path.clone()).or_default();
        let (tag, count) = match (message.severity, message.lint) {
            (Severity::Error, Some(_)) => ("failure", &mut suite.failures),
            (Severity::Error, None) => ("error", &mut suite.errors),
            (Severity::Warning, _) => ("skipped", &mut suite.skipped),
        };
        *count += 1;
        let path = escape(&path);
        let headline = escape(&text::headline(message));
        let body = escape(&text::body(message, sources, document.repository));
        // Only failures and errors may have a type.
        let kind = if tag == "skipped" {
            String::new()
        } else {
            format!(" type=\"{code}\"")
        };
        suite.cases.push(format!(
            "<testcase name=\"{code} at {path}:{line}\" classname=\"{path}\" time=\"0\">\n      \
             <{tag} message=\"{headline}\"{kind}>{body}</{tag}>\n    </testcase>"
        ));
    }
    if suites.is_empty() {
        let case = r#"<testcase name="no double connect" classname="double-connect" time="0"/>"#;
        let suite = suites.entry("double-connect".to_owned()).or_default();
        suite.cases.push(case.to_owned());
    }
    let sum = |count: fn(&Suite) -> usize| suites.values().map(count).sum::<usize>();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        "<testsuites name=\"double-connect\" tests=\"{}\" failures=\"{}\" errors=\"{}\" time=\"0\">",
        sum(|suite| suite.cases.len()),
        sum(|suite| suite.failures),
        sum(|suite| suite.errors),
    )?;
    for (path, suite) in &suites {
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\">",
            escape(path),
            suite.cases.len(),
            suite.failures,
            suite.errors,
            suite.skipped,
        )?;
        for case in &suite.cases {
            writeln!(out, "    {case}")?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}
