//! `cfg` predicates, with what is known about a build: features, whether it is a test, and the target if it is said.

use std::collections::BTreeSet;

use cfg_expr::targets::{TargetInfo, get_builtin_target_by_triple};
use cfg_expr::{Expression, Predicate};

use crate::input::TargetKind;

/// What is known of the configuration for which a crate is built.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cfg {
    /// Whether `cfg(test)` holds.
    test: bool,
    /// The features that are on; `None` where nothing is known of any.
    features: Option<BTreeSet<String>>,
    /// The target; `None` where nothing is known of it.
    target: Option<&'static TargetInfo>,
}

impl Cfg {
    /// The configuration of a target: tests and benches are built with the test harness.
    pub(crate) fn new(kind: TargetKind, features: Option<&BTreeSet<String>>) -> Self {
        Cfg {
            test: matches!(kind, TargetKind::Test | TargetKind::Bench),
            features: features.cloned(),
            target: None,
        }
    }

    /// The same for a target triple; one that is not known says nothing.
    pub(crate) fn for_target(mut self, triple: Option<&str>) -> Self {
        self.target = triple.and_then(get_builtin_target_by_triple);
        self
    }

    /// Whether an item with these predicates is read: unless one of them is known to be false.
    pub(crate) fn keeps(&self, predicates: &[String]) -> bool {
        predicates.iter().all(|p| self.eval(p) != Some(false))
    }

    /// Whether all of these predicates are known to hold.
    pub(crate) fn requires_nothing_more(&self, predicates: &[String]) -> bool {
        predicates.iter().all(|p| self.eval(p) == Some(true))
    }

    /// `None`: not known, or not understood.
    fn eval(&self, predicate: &str) -> Option<bool> {
        // What stands in `cfg(...)` is at least one character; the parser is only asked about something.
        if predicate.trim().is_empty() {
            return None;
        }
        let expression = Expression::parse(predicate).ok()?;
        expression.eval(|p| match p {
            Predicate::Test => Some(self.test),
            Predicate::Feature(name) => self.features.as_ref().map(|on| on.contains(*name)),
            Predicate::Target(target) => self.target.map(|known| target.matches(known)),
            Predicate::Flag("true") => Some(true),
            Predicate::Flag("false" | "doc" | "doctest" | "miri") => Some(false),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text() {
        let words = [
            "all",
            "(",
            ")",
            "any",
            "not",
            ",",
            "=",
            "\"",
            "unix",
            "feature",
            "target_os",
            "\"x\"",
            "é",
            "\\",
            "r#",
            " ",
        ];
        let cfg = Cfg::new(TargetKind::Lib, None);
        let mut state = 1_u64;
        for _ in 0..20_000 {
            let mut text = String::new();
            for _ in 0..state % 9 {
                state = state
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                text += words[(state >> 33) as usize % words.len()];
            }
            state = state.wrapping_add(1);
            cfg.keeps(&[text]);
        }
        cfg.keeps(&["not(".repeat(100_000)]);
    }

    #[test]
    fn three_valued() {
        let on = BTreeSet::from(["tls".to_owned()]);
        let lib = Cfg::new(TargetKind::Lib, Some(&on));
        let loose = Cfg::new(TargetKind::File, None);
        let test = Cfg::new(TargetKind::Test, None);
        let esp = Cfg::new(TargetKind::Bin, None).for_target(Some("xtensa-esp32-espidf"));
        let own = Cfg::new(TargetKind::Bin, None).for_target(Some("my-own.json"));
        for (cfg, text, expected) in [
            (&lib, "test", Some(false)),
            (&test, "test", Some(true)),
            (&lib, "feature = \"tls\"", Some(true)),
            (&lib, "feature=\"ws\"", Some(false)),
            (&lib, "not (feature = \"ws\")", Some(true)),
            (&loose, "feature = \"ws\"", None),
            (&lib, "target_os = \"espidf\"", None),
            (&lib, "all(test, target_os = \"espidf\")", Some(false)),
            (&lib, "any(unix, feature = \"tls\")", Some(true)),
            (&lib, "not(unix)", None),
            (&esp, "target_os = \"espidf\"", Some(true)),
            (&esp, "not(target_os = \"espidf\")", Some(false)),
            (
                &esp,
                "any(target_os = \"linux\", target_arch = \"arm\")",
                Some(false),
            ),
            (&esp, "windows", Some(false)),
            (&own, "windows", None),
            (&lib, "false", Some(false)),
            (&lib, "something_own", None),
            (&lib, "own = \"x\"", None),
            (&lib, "", None),
            (&lib, "all(", None),
            (&lib, ")(,=\"", None),
            (&lib, "all()", Some(true)),
            (&lib, "any()", Some(false)),
        ] {
            assert_eq!(cfg.eval(text), expected, "{text}");
        }
    }
}
