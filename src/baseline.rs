//! Baselines: findings that are known, in a file that stands beside the code.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use double_connect_analysis::source::SourceMap;
use double_connect_lints::Diagnostic;
use serde::{Deserialize, Serialize};

use crate::output::file;
use crate::session::read_text;

/// The form of the file.
const VERSION: u32 = 1;

/// A finding in a baseline. Only the fingerprint counts; all else is for those who read the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Known {
    #[serde(default)]
    file: String,
    #[serde(default)]
    lint: String,
    #[serde(default)]
    message: String,
    fingerprint: String,
}

impl Known {
    /// What is written of a finding.
    pub(crate) fn new(diagnostic: &Diagnostic, sources: &SourceMap) -> Self {
        let file = diagnostic
            .primary()
            .map(|place| sources.path(place.file).display().to_string());
        Self {
            file: file.unwrap_or_default().replace('\\', "/"),
            lint: diagnostic.lint.to_owned(),
            message: diagnostic.message.clone(),
            fingerprint: diagnostic.fingerprint.clone(),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct File {
    version: u32,
    findings: Vec<Known>,
}

/// A baseline that is being made.
#[derive(Debug)]
pub(crate) struct Baseline {
    path: PathBuf,
    findings: Vec<Known>,
}

impl Baseline {
    /// An empty one, to be written to a file.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self {
            path,
            findings: Vec::new(),
        }
    }

    /// Adds a finding.
    pub(crate) fn add(&mut self, finding: Known) {
        self.findings.push(finding);
    }

    /// Writes the file; what was done.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub(crate) fn write(mut self) -> Result<String, String> {
        self.findings.sort();
        let count = self.findings.len();
        // A line a finding: two branches that add some merge without help.
        let lines: Result<Vec<String>, _> =
            self.findings.iter().map(serde_json::to_string).collect();
        let shown = self.path.display();
        let lines = lines.map_err(|error| format!("the baseline cannot be made: {error}"))?;
        let body: Vec<String> = lines.iter().map(|line| format!("\n    {line}")).collect();
        let end = if count == 0 { "" } else { "\n  " };
        let text = format!(
            "{{\n  \"version\": {VERSION},\n  \"findings\": [{}{end}]\n}}\n",
            body.join(",")
        );
        file::write(&self.path, text.as_bytes())
            .map_err(|error| format!("the baseline `{shown}` cannot be written: {error}"))?;
        let findings = if count == 1 { "finding" } else { "findings" };
        Ok(format!("{count} {findings} written to `{shown}`"))
    }
}

/// Reads a baseline: how often each fingerprint is in it.
///
/// # Errors
/// Why it cannot be read.
pub(crate) fn read(path: &Path) -> Result<BTreeMap<String, u32>, String> {
    let shown = path.display();
    let text = read_text(path).map_err(|reason| {
        let help = if path.exists() {
            ""
        } else {
            "; `--write-baseline` makes it"
        };
        format!("the baseline `{shown}` {reason}{help}")
    })?;
    let file: File = serde_json::from_str(&text)
        .map_err(|error| format!("the baseline `{shown}` cannot be read: {error}"))?;
    if file.version != VERSION {
        return Err(format!(
            "the baseline `{shown}` has version {}, and this program knows version {VERSION}; `--write-baseline` makes \
             it anew",
            file.version
        ));
    }
    let mut counts = BTreeMap::new();
    for finding in file.findings {
        *counts.entry(finding.fingerprint).or_default() += 1;
    }
    Ok(counts)
}
