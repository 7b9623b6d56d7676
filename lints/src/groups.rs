//! Groups of lints: one name for several, wherever a level is set.

use crate::levels::Levels;

/// A group.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its name, to be read after `allow`.
    pub name: &'static str,
    /// What its lints have in common, in one line without a full stop.
    pub summary: &'static str,
    /// Their names.
    pub lints: &'static [&'static str],
}

/// All groups but [`Group::ALL`] and [`Levels::WARNINGS`]. Every lint is in one of them.
pub static GROUPS: &[Group] = &[
    Group {
        name: "double_connects",
        summary: "two connections of one identity, or two links of one name, are open at once",
        lints: &[
            "close_without_effect",
            "task_left_running",
            "kept_while_open",
            "overwrite_while_open",
            "shadowed_while_open",
            "connect_while_open",
            "duplicate_identity",
            "link_attached_twice",
            "drop_then_connect",
            "attempt_outlives_timeout",
            "reconnect_beside_auto_reconnect",
            "reconnect_without_evidence",
        ],
    },
    Group {
        name: "retries",
        summary: "failed connects that are tried again too hard",
        lints: &["reconnect_without_backoff"],
    },
    Group {
        name: "suppressions",
        summary: "comments that do not do what they say",
        lints: &["malformed_suppression", "unused_suppression"],
    },
];

impl Group {
    /// The name of the group of all lints.
    pub const ALL: &'static str = "all";

    /// The group of a name.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Group> {
        GROUPS.iter().find(|group| group.name == name)
    }

    /// The names of all groups, those that are made of levels among them.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let own = GROUPS.iter().map(|group| group.name);
        own.chain([Self::ALL, Levels::WARNINGS])
    }
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, Group};
    use crate::LINTS;

    #[test]
    fn every_lint_is_in_one_group_and_every_name_is_a_lints() {
        let mut grouped: Vec<&str> = GROUPS.iter().flat_map(|g| g.lints).copied().collect();
        grouped.sort_unstable();
        let mut lints: Vec<&str> = LINTS.iter().map(|lint| lint.name).collect();
        lints.sort_unstable();
        assert_eq!(grouped, lints);
    }

    #[test]
    fn no_group_has_a_lints_name() {
        for name in Group::names() {
            assert!(LINTS.iter().all(|lint| lint.name != name), "{name}");
        }
    }
}
