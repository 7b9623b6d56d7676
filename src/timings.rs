//! `--timings`: where the time went.

use std::time::{Duration, Instant};

/// The phases of a run.
#[derive(Debug)]
pub(crate) struct Timings {
    start: Instant,
    /// Whether the manifests were as in an earlier run.
    pub(crate) manifests_known: bool,
    /// How many workspaces were as in an earlier run.
    known: usize,
    /// Of the other workspaces: how many groups of packages they have, and how many of these were as in an earlier run.
    groups: (usize, usize),
    /// Sources: read, parsed, names resolved.
    sources: Duration,
    /// The analysis itself.
    analysis: Duration,
    /// Lints and suppressions.
    pub(crate) lints: Duration,
}

/// What the groups of a workspace took.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct GroupTimes {
    /// Sources: read, parsed, names resolved.
    pub(crate) sources: Duration,
    /// The analysis itself.
    pub(crate) analysis: Duration,
    /// How many groups were as in an earlier run.
    pub(crate) known: usize,
}

impl GroupTimes {
    /// Adds those of another group.
    pub(crate) fn add(&mut self, other: &Self) {
        self.sources += other.sources;
        self.analysis += other.analysis;
        self.known += other.known;
    }
}

impl Timings {
    /// Begins to count.
    pub(crate) fn start() -> Self {
        Self {
            start: Instant::now(),
            manifests_known: false,
            known: 0,
            groups: (0, 0),
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

    /// A workspace of so many groups of packages was analysed in this time, several groups at once: it is divided as what
    /// the groups took all together.
    pub(crate) fn analysed(&mut self, time: Duration, times: &GroupTimes, groups: usize) {
        let all = (times.sources + times.analysis).as_secs_f64();
        let part = if all > 0.0 {
            times.sources.as_secs_f64() / all
        } else {
            1.0
        };
        let sources = time.mul_f64(part.clamp(0.0, 1.0));
        self.sources += sources;
        self.analysis += time.saturating_sub(sources);
        if times.known == groups {
            self.known += 1;
        } else {
            self.groups.0 += groups;
            self.groups.1 += times.known;
        }
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
        let groups = match self.groups {
            (_, 0) => String::new(),
            (all, known) => format!("; {known} of {all} groups of packages as in an earlier run"),
        };
        let manifests = match self.manifests_known {
            true => "; manifests as in an earlier run",
            false => "",
        };
        format!(
            "time: {} in all: {} sources, {} analysis, {} lints, {} manifests and report{known}{groups}{manifests}",
            seconds(all),
            seconds(self.sources),
            seconds(self.analysis),
            seconds(self.lints),
            seconds(rest)
        )
    }
}
