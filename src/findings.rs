//! Which findings are new: not in a baseline, and not in another revision.

use std::collections::BTreeMap;
use std::path::Path;

use double_connect_analysis::source::SourceMap;
use double_connect_lints::Diagnostic;

use crate::args::Args;
use crate::baseline::{self, Baseline, Known};
use crate::since;

/// A finding to be reported.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// What it is.
    pub(crate) diagnostic: Diagnostic,
    /// Which one of those with its fingerprint it is, 1-based.
    pub(crate) ordinal: u32,
}

/// What is known of earlier findings, and what is written down for later runs.
#[derive(Debug)]
pub(crate) struct Findings {
    /// How many there were of each fingerprint.
    ordinals: BTreeMap<String, u32>,
    /// How many of each fingerprint are not to be reported.
    old: BTreeMap<String, u32>,
    known: usize,
    /// The baseline that is being written.
    baseline: Option<Baseline>,
}

impl Findings {
    /// Reads the baseline, or looks at the revision, that the command line names; `dir` is the current directory.
    ///
    /// # Errors
    /// Why that cannot be done.
    pub(crate) fn new(args: &Args, dir: &Path) -> Result<Self, String> {
        let mut old: BTreeMap<String, u32> = BTreeMap::new();
        let mut written = None;
        match &args.baseline {
            Some(path) if args.write_baseline => written = Some(Baseline::new(path.clone())),
            Some(path) => {
                for (fingerprint, count) in baseline::read(path)? {
                    *old.entry(fingerprint).or_default() += count;
                }
            }
            None => {}
        }
        if let Some(revision) = &args.new_since {
            for (fingerprint, count) in since::fingerprints(args, dir, revision)? {
                let known = old.entry(fingerprint).or_default();
                *known = count.max(*known);
            }
        }
        Ok(Self {
            ordinals: BTreeMap::new(),
            old,
            known: 0,
            baseline: written,
        })
    }

    /// Those of some findings that are to be reported, in their order.
    pub(crate) fn new_ones(
        &mut self,
        diagnostics: Vec<Diagnostic>,
        sources: &SourceMap,
    ) -> Vec<Finding> {
        let mut found = Vec::new();
        for diagnostic in diagnostics {
            let ordinal = self
                .ordinals
                .entry(diagnostic.fingerprint.clone())
                .or_default();
            *ordinal += 1;
            let old = self.old.get(&diagnostic.fingerprint);
            if let Some(baseline) = &mut self.baseline {
                baseline.add(Known::new(&diagnostic, sources));
                self.known += 1;
            } else if old.is_some_and(|count| *ordinal <= *count) {
                self.known += 1;
            } else {
                found.push(Finding {
                    diagnostic,
                    ordinal: *ordinal,
                });
            }
        }
        found
    }

    /// How many were left out because they are known.
    pub(crate) fn known(&self) -> usize {
        self.known
    }

    /// Writes the baseline, if one is to be written; what was done, for the user.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub(crate) fn finish(self) -> Result<Option<String>, String> {
        self.baseline.map(Baseline::write).transpose()
    }
}
