//! How often each construct is chosen where it can be.

use std::collections::BTreeMap;

/// The weight of a construct that has none of its own.
const DEFAULT: u32 = 10;

/// Constructs that are wanted more or less often than others.
const OWN: &[(&str, u32)] = &[
    // Statements.
    ("let", 25),
    ("theme", 70),
    ("let_underscore", 3),
    ("let_unused", 4),
    ("let_tuple", 8),
    ("expression", 6),
    ("assign", 30),
    ("option_stmt", 60),
    ("pattern_stmt", 25),
    ("vec_value", 20),
    ("pointer_value", 20),
    ("slot_value", 15),
    ("pointer_stmt", 12),
    ("result_stmt", 15),
    ("generic_stmt", 15),
    ("match_option", 20),
    ("if_let", 20),
    ("slot_stmt", 18),
    ("collection_stmt", 22),
    ("events_stmt", 25),
    ("call_stmt", 15),
    ("method_stmt", 20),
    ("trait_stmt", 12),
    ("macro_stmt", 5),
    ("mem_swap", 25),
    ("ok_or_else", 25),
    ("cell_swap", 25),
    ("vec_append", 35),
    ("poll_value", 40),
    ("poll_question", 30),
    ("if", 25),
    ("future_stmt", 60),
    ("static_stmt", 150),
    ("thread_stmt", 80),
    ("channel_stmt", 120),
    ("channel_new", 20),
    ("channel_send", 25),
    ("channel_clone", 4),
    ("channel_drop", 6),
    ("task_keeps", 40),
    ("task_commands", 40),
    ("thread_sends", 20),
    ("thread_receives", 20),
    ("thread_commands", 20),
    ("spawn_set", 30),
    ("spawn_told", 30),
    ("future_value", 30),
    ("return", 4),
    ("forget", 2),
    ("leak", 2),
    // Values.
    ("make", 45),
    ("move", 60),
    ("method", 20),
    ("call", 20),
    ("some", 40),
    ("none", 15),
    ("try_connect", 12),
    ("macro_value", 3),
    ("macro_ty", 3),
    // Types.
    ("ty_option", 30),
    ("ty_client", 20),
    ("ty_bool", 5),
    ("ty_id", 5),
    ("ty_sender", 4),
    ("in_client", 60),
    ("in_shared", 16),
    ("in_events", 16),
    ("in_sender", 3),
    // Conditions.
    ("cond", 60),
    ("id_literal", 20),
    ("id_copied", 3),
];

/// Weights by construct.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    set: BTreeMap<String, u32>,
}

impl Weights {
    /// Sets a construct's weight; 0 switches it off.
    pub fn set(&mut self, construct: &str, weight: u32) {
        self.set.insert(construct.to_owned(), weight);
    }

    /// How large programs are, in percent of the usual: the weight of `size`.
    #[must_use]
    pub(crate) fn size(&self) -> i32 {
        self.set
            .get("size")
            .map_or(100, |size| i32::try_from(*size).unwrap_or(100))
    }

    /// How many of a hundred programs have futures: the weight of `futures`.
    #[must_use]
    pub(crate) fn futures(&self) -> u32 {
        self.set.get("futures").copied().unwrap_or(30)
    }

    /// How many of a hundred programs have statics: the weight of `statics`.
    #[must_use]
    pub(crate) fn statics(&self) -> u32 {
        self.set.get("statics").copied().unwrap_or(15)
    }

    /// How many of a hundred programs have threads and sets of tasks: the weight of `threads`.
    #[must_use]
    pub(crate) fn threads(&self) -> u32 {
        self.set.get("threads").copied().unwrap_or(15)
    }

    /// How many of a hundred programs have channels: the weight of `channels`.
    #[must_use]
    pub(crate) fn channels(&self) -> u32 {
        self.set.get("channels").copied().unwrap_or(15)
    }

    /// A construct's weight.
    #[must_use]
    pub fn of(&self, construct: &str) -> u32 {
        let own = || {
            OWN.iter()
                .find(|(name, _)| *name == construct)
                .map_or(DEFAULT, |(_, w)| *w)
        };
        self.set.get(construct).copied().unwrap_or_else(own)
    }
}
