//! `--timings`: where the time went.

use std::time::{Duration, Instant};

/// The phases of a run.
#[derive(Debug)]
pub(crate) struct Timings {
    start: Instant,
    /// How many workspaces were as in an earlier run.
    pub(crate) known: usize,
    /// Sources: read, parsed, names resolved.
    pub(crate) sources: Duration,
    /// The analysis itself.
    pub(crate) analysis: Duration,
    /// Lints and suppressions.
    pub(crate) lints: Duration,
}

impl Timings {
    /// Begins to count.
    pub(crate) fn start() -> Self {
        Self {
            start: Instant::now(),
            known: 0,
            sources: Duration::ZERO,
            analysis: Duration::ZERO,
            lints: Duration::ZERO,
        }
    }

    /// Runs something and adds its time.
    pub(crate) fn measure<T>(total: &mut Duration, run: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let result = run();
        *total += start.elapsed();
        result
    }

    /// One line for all; what is left over is manifests, configuration and the report.
    pub(crate) fn text(&self) -> String {
        let all = self.start.elapsed();
        let rest = all.saturating_sub(self.sources + self.analysis + self.lints);
        let seconds = |time: Duration| format!("{:.3}s", time.as_secs_f64());
        let known = match self.known {
            0 => String::new(),
            1 => "; 1 workspace as in an earlier run".to_owned(),
            known => format!("; {known} workspaces as in earlier runs"),
        };
        format!(
            "time: {} in all: {} sources, {} analysis, {} lints, {} manifests and report{known}",
            seconds(all),
            seconds(self.sources),
            seconds(self.analysis),
            seconds(self.lints),
            seconds(rest)
        )
    }
}
