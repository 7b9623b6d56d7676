//! What a program is about: a family of constructs that it has more of than others, so that all of them meet often.

use super::Gen;
use super::rng::Rng;
use super::types::Ty;

/// The families: name, the statement that works on it, further constructs that are wanted more.
const ALL: &[(&str, &str, &[&str])] = &[
    ("options", "option_stmt", &["from_option", "match_option"]),
    (
        "boxes",
        "option_stmt",
        &["as_deref", "as_deref_mut", "pointer_stmt", "box_assign"],
    ),
    (
        "results",
        "result_stmt",
        &["for_values", "for_result", "question", "from_result"],
    ),
    (
        "vecs",
        "collection_stmt",
        &[
            "vec_value",
            "vec_remove",
            "for_values",
            "for_vec",
            "vec_pop_value",
            "from_collection",
            "vec_into_iter_next",
            "pop",
        ],
    ),
    (
        "clients",
        "collection_stmt",
        &[
            "recursive_drain",
            "recursive_fill",
            "generic_stmt",
            "macro_repeat",
        ],
    ),
    (
        "maps",
        "collection_stmt",
        &["for_values", "for_map", "from_collection"],
    ),
    (
        "slots",
        "slot_stmt",
        &[
            "slot_value",
            "lock_take_value",
            "mutex_into_inner",
            "from_pointer",
            "match_lock",
        ],
    ),
    (
        "cells",
        "slot_stmt",
        &[
            "slot_value",
            "cell_replace",
            "cell_take",
            "cell_into_inner",
            "from_pointer",
            "pointer_stmt",
        ],
    ),
    (
        "counted",
        "pointer_stmt",
        &[
            "pointer_value",
            "rc_try_unwrap",
            "from_pointer",
            "clone",
            "rc_get_mut",
            "rc_match_unwrap",
            "rc_unwrap_or_clone",
        ],
    ),
    (
        "shared",
        "option_stmt",
        &["clone", "cloned", "option_iter", "in_shared"],
    ),
    (
        "held",
        "pointer_stmt",
        &[
            "from_pointer",
            "held_into_inner",
            "held_ping",
            "manually_drop",
        ],
    ),
    (
        "events",
        "events_stmt",
        &["poll_is_ok", "in_events", "poll_value"],
    ),
    (
        "polled",
        "events_stmt",
        &["poll_question", "poll_is_ok", "in_events", "method_stmt"],
    ),
    ("traits", "trait_stmt", &["ty_implementor", "ty_dyn"]),
    (
        "structs",
        "method_stmt",
        &["partial_move", "let_struct", "pattern_stmt"],
    ),
    ("enums", "match_enum", &["or_pattern", "pattern_stmt"]),
    (
        "closures",
        "closure_section",
        &[
            "move_closure",
            "closure_value",
            "thunk_call",
            "thunk_value",
            "ty_thunk",
        ],
    ),
    ("generics", "generic_stmt", &["generic_value"]),
    ("functions", "call_stmt", &["call", "return"]),
    (
        "patterns",
        "pattern_stmt",
        &[
            "for_values",
            "for_array",
            "let_tuple",
            "ty_tuple",
            "ty_array",
        ],
    ),
    ("macros", "macro_stmt", &["macro_value", "macro_ty"]),
    (
        "flags",
        "remember",
        &["flag_guard", "flag", "branch_move", "branch_take"],
    ),
    (
        "loops",
        "loop",
        &[
            "while_let",
            "for_values",
            "break",
            "continue",
            "loop_value",
            "labelled_value",
        ],
    ),
];

/// Of programs with channels only.
const CHANNELS: (&str, &str, &[&str]) = ("channels", "channel_stmt", &["drop", "bind_move"]);

/// A family.
#[derive(Clone, Copy, Debug)]
pub(super) struct Theme(&'static (&'static str, &'static str, &'static [&'static str]));

impl Theme {
    /// One of them.
    pub(super) fn new(rng: &mut Rng) -> Theme {
        Theme(rng.pick(ALL).unwrap_or(&ALL[0]))
    }

    /// That of channels.
    pub(super) fn channels() -> Theme {
        Theme(&CHANNELS)
    }

    /// Whether it is the family of this name.
    pub(super) fn is(self, name: &str) -> bool {
        self.0.0 == name
    }

    /// Whether it wants a construct more often.
    pub(super) fn wants(self, construct: &str) -> bool {
        self.0.1 == construct || self.0.2.contains(&construct)
    }

    /// The statement that works on it.
    pub(super) fn statement(self) -> &'static str {
        self.0.1
    }

    /// Whether that statement has others in it.
    pub(super) fn nests(self) -> bool {
        [
            "closure_section",
            "loop",
            "match_enum",
            "pattern_stmt",
            "remember",
        ]
        .contains(&self.0.1)
    }
}

impl Gen<'_> {
    /// A type that the program's theme works on.
    pub(super) fn theme_ty(&mut self) -> Option<Ty> {
        let handle = self.handle_ty();
        let boxed = |ty: Ty| Box::new(ty);
        Some(match self.theme.0.0 {
            "boxes" if self.rng.percent(50) => Ty::Boxed(boxed(handle)),
            "boxes" => Ty::Boxed(boxed(handle)).opt(),
            "results" => handle.res(),
            "vecs" => Ty::Many(boxed(handle)),
            "clients" => Ty::Many(boxed(Ty::Client)),
            "maps" => Ty::Map(boxed(handle)),
            "slots" => Ty::Slot,
            "cells" => Ty::Cell,
            "counted" if self.rng.percent(30) => Ty::Counted(boxed(Ty::Shared)),
            "counted" => Ty::Counted(boxed(handle)),
            "shared" => Ty::Shared.opt(),
            "held" => Ty::Held(boxed(handle)),
            "events" | "polled" => Ty::Events,
            "traits" => match self.rng.below(3) {
                0 => Ty::Wire,
                1 => Ty::Radio,
                _ if self.trait_is_object => Ty::Dyn,
                _ => Ty::Wire,
            },
            "structs" => Ty::Struct(self.rng.below(self.structs.len())),
            "enums" => Ty::Enum(self.rng.below(self.enums.len())),
            "patterns" if self.rng.percent(50) => Ty::Tuple(vec![handle.clone(), handle.opt()]),
            "patterns" => Ty::Pair(boxed(handle.opt())),
            "macros" => Ty::Client.opt(),
            "closures" if self.rng.percent(40) => Ty::Thunk(boxed(handle)),
            _ if self.rng.percent(30) => handle,
            _ => handle.opt(),
        })
    }
}
