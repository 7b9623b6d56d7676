//! Version requirements as intervals: which versions a model is for, and which one a manifest asks for.

use semver::{Comparator, Op, Version, VersionReq};

/// The versions from `from` to before `to`. Pre-releases count as the release that they lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) from: Version,
    /// No bound if not given.
    pub(crate) to: Option<Version>,
}

impl Interval {
    /// What a requirement allows.
    pub(crate) fn of(requirement: &VersionReq) -> Interval {
        let mut whole = Interval {
            from: Version::new(0, 0, 0),
            to: None,
        };
        for comparator in &requirement.comparators {
            whole = whole.meet(&Interval::of_comparator(comparator));
        }
        whole
    }

    fn of_comparator(c: &Comparator) -> Interval {
        let least = Version::new(c.major, c.minor.unwrap_or(0), c.patch.unwrap_or(0));
        // The first version after those that the written part stands for: `1.2` stands for all of `1.2.*`.
        let after = match (c.minor, c.patch) {
            (None, _) => next_major(c.major),
            (Some(minor), None) => next_minor(c.major, minor),
            (Some(minor), Some(patch)) => Version::new(c.major, minor, patch.saturating_add(1)),
        };
        let (from, to) = match c.op {
            Op::Greater => (after, None),
            Op::GreaterEq => (least, None),
            Op::Less => (Version::new(0, 0, 0), Some(least)),
            Op::LessEq => (Version::new(0, 0, 0), Some(after)),
            Op::Tilde => (
                least,
                Some(
                    c.minor
                        .map_or(next_major(c.major), |minor| next_minor(c.major, minor)),
                ),
            ),
            Op::Caret => {
                let to = match (c.major, c.minor, c.patch) {
                    (0, Some(0), Some(_)) => after,
                    (0, Some(minor), _) => next_minor(0, minor),
                    (major, _, _) => next_major(major),
                };
                (least, Some(to))
            }
            // `=1.2`, `1.2.*`
            _ => (least, Some(after)),
        };
        Interval { from, to }
    }

    fn meet(&self, other: &Interval) -> Interval {
        let to = match (&self.to, &other.to) {
            (Some(a), Some(b)) => Some(a.min(b).clone()),
            (a, b) => a.as_ref().or(b.as_ref()).cloned(),
        };
        Interval {
            from: self.from.clone().max(other.from.clone()),
            to,
        }
    }

    pub(crate) fn contains(&self, version: &Version) -> bool {
        self.from <= *version && self.to.as_ref().is_none_or(|to| version < to)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.to.as_ref().is_some_and(|to| *to <= self.from)
    }

    pub(crate) fn meets(&self, other: &Interval) -> bool {
        !self.meet(other).is_empty()
    }
}

fn next_major(major: u64) -> Version {
    Version::new(major.saturating_add(1), 0, 0)
}

fn next_minor(major: u64, minor: u64) -> Version {
    Version::new(major, minor.saturating_add(1), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(text: &str) -> String {
        let interval = Interval::of(&text.parse().expect(text));
        match interval.to {
            Some(to) => format!("{}..{to}", interval.from),
            None => format!("{}..", interval.from),
        }
    }

    #[test]
    fn a_requirement_is_the_interval_that_cargo_documents() {
        for (requirement, expected) in [
            ("*", "0.0.0.."),
            ("0.24", "0.24.0..0.25.0"),
            ("^0.25.1", "0.25.1..0.26.0"),
            ("^0.0.3", "0.0.3..0.0.4"),
            ("0.0", "0.0.0..0.1.0"),
            ("0", "0.0.0..1.0.0"),
            ("1", "1.0.0..2.0.0"),
            ("~1.2.3", "1.2.3..1.3.0"),
            ("~1", "1.0.0..2.0.0"),
            ("=1.0.0", "1.0.0..1.0.1"),
            ("=1.2", "1.2.0..1.3.0"),
            ("1.2.*", "1.2.0..1.3.0"),
            (">=0.20, <0.23", "0.20.0..0.23.0"),
            (">1.2, <=1.4", "1.3.0..1.5.0"),
            ("1.0.0-beta.1", "1.0.0..2.0.0"),
        ] {
            assert_eq!(interval(requirement), expected, "{requirement}");
        }
    }

    #[test]
    fn the_greatest_numbers_do_not_overflow() {
        interval("18446744073709551615.18446744073709551615.18446744073709551615");
    }
}
