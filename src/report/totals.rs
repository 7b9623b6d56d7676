//! What a run came to, in numbers and in one line.

use double_connect_analysis::facts::Facts;

use crate::findings::Finding;
use crate::output::Severity;
use crate::project::Project;
use crate::settings::fails;

/// What a run came to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    /// Findings that fail the run.
    pub(crate) errors: usize,
    /// Findings that do not.
    pub(crate) warnings: usize,
    /// Findings that are left out because they are known.
    pub(crate) known: usize,
    /// Packages read.
    pub(crate) packages: usize,
    files: usize,
    opens: usize,
    /// Functions analysed.
    pub(crate) functions: usize,
    problems: usize,
}

impl Totals {
    /// Whether nothing at all was understood of what was read.
    pub(crate) fn nothing_understood(&self) -> bool {
        self.functions == 0 && self.problems > 0
    }

    /// Adds what came of one workspace.
    pub(crate) fn add(&mut self, project: &Project, facts: &Facts, findings: &[Finding]) {
        let errors = findings
            .iter()
            .filter(|finding| fails(finding.diagnostic.level))
            .count();
        self.errors += errors;
        self.warnings += findings.len() - errors;
        self.packages += project.input.packages.len();
        self.files += facts.sources.files().count();
        self.opens += facts.opens.len();
        self.functions += facts.functions;
        self.problems += facts.problems.len();
    }

    /// The last line of a report: how grave, and what.
    pub(super) fn summary(&self) -> (Option<Severity>, String) {
        let read = format!(
            "{} ({})",
            count(self.files, "file"),
            count(self.packages, "package")
        );
        let mut more = String::new();
        if self.warnings > 0 && self.errors > 0 {
            more.push_str(&format!("; {}", count(self.warnings, "warning")));
        }
        let new = if self.known > 0 {
            more.push_str(&format!(
                "; {} left out",
                count(self.known, "known finding")
            ));
            "new "
        } else {
            ""
        };
        match (self.errors, self.warnings) {
            (0, 0) => (
                None,
                format!(
                    "no {new}double connect found: {} in {read}{more}",
                    count(self.opens, "open")
                ),
            ),
            (0, warnings) => (
                Some(Severity::Warning),
                format!(
                    "{} found in {read}{more}",
                    count(warnings, &format!("{new}possible double connect"))
                ),
            ),
            (errors, _) => (
                Some(Severity::Error),
                format!(
                    "{} found in {read}{more}",
                    count(errors, &format!("{new}double connect"))
                ),
            ),
        }
    }
}

/// A number and what it counts.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
