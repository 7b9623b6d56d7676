//! Which finding `--explain-finding` means.

use std::path::Path;

use double_connect_analysis::source::SourceMap;

use crate::findings::Finding;

/// Fewest digits of a fingerprint that name a finding.
const FEWEST_DIGITS: usize = 6;
/// Most findings that are named where none is meant.
const MOST_NAMED: usize = 20;

/// A finding that is looked for, and the findings that it is not.
#[derive(Debug)]
pub(crate) struct Sought<'a> {
    name: &'a str,
    found: bool,
    others: Vec<String>,
}

impl<'a> Sought<'a> {
    /// By `FILE:LINE`, or the beginning of a fingerprint.
    pub(crate) fn new(name: &'a str) -> Self {
        Self {
            name,
            found: false,
            others: Vec::new(),
        }
    }

    /// Those of some findings that are meant.
    pub(crate) fn among(&mut self, findings: &[Finding], sources: &SourceMap) -> Vec<Finding> {
        let mut meant = Vec::new();
        for finding in findings {
            let place = finding.diagnostic.primary().map(|span| {
                let path = sources.path(span.file).display().to_string();
                (path, sources.start(span).line)
            });
            if self.is_meant(finding, place.as_ref()) {
                self.found = true;
                meant.push(finding.clone());
            } else if let Some((path, line)) = place {
                let fingerprint = &finding.diagnostic.fingerprint[..FEWEST_DIGITS * 2];
                self.others.push(format!("{path}:{line} ({fingerprint})"));
            }
        }
        meant
    }

    fn is_meant(&self, finding: &Finding, place: Option<&(String, u32)>) -> bool {
        let fingerprint = &finding.diagnostic.fingerprint;
        let digits = self.name.split(':').next().unwrap_or_default();
        let by_digits = digits.len() >= FEWEST_DIGITS && fingerprint.starts_with(digits);
        let ordinal = self.name.strip_prefix(fingerprint.as_str());
        let ordinal = ordinal.and_then(|rest| rest.strip_prefix(':'));
        if by_digits {
            return ordinal.is_none_or(|ordinal| ordinal == finding.ordinal.to_string());
        }
        let Some((path, line)) = place else {
            return false;
        };
        // `FILE:LINE` or `FILE:LINE:COLUMN`, as reports have it.
        let mut parts = self.name.rsplitn(3, ':');
        let (last, middle, rest) = (parts.next(), parts.next(), parts.next());
        let line = line.to_string();
        let same = |file: &str| Path::new(path).ends_with(file);
        match (rest, middle, last) {
            (Some(file), Some(at), Some(_)) => same(file) && at == line,
            (None, Some(file), Some(at)) => same(file) && at == line,
            _ => false,
        }
    }

    /// # Errors
    /// None was meant.
    pub(crate) fn finish(self) -> Result<(), String> {
        if self.found {
            return Ok(());
        }
        let name = self.name;
        if self.others.is_empty() {
            return Err(format!(
                "--explain-finding: there is no finding `{name}`, nor any other"
            ));
        }
        let more = self.others.len().saturating_sub(MOST_NAMED);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let others: Vec<String> = self.others.into_iter().take(MOST_NAMED).collect();
        Err(format!(
            "--explain-finding: there is no finding `{name}`; there are {}{more}",
            others.join(", ")
        ))
    }
}
