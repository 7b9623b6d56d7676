//! Keys that need each other or exclude each other.

use super::{At, Checker};
use crate::error::ModelErrorKind;
use crate::index::Part;
use crate::model::Again;

impl Checker<'_, '_> {
    /// Keys that need each other or exclude each other.
    pub(super) fn combinations(&mut self) {
        use ModelErrorKind::{Contradiction, Missing};
        let file = self.file;
        for part in Part::ALL {
            if matches!(part, Part::Identity | Part::Evidence) {
                continue;
            }
            for (i, calls) in part.calls(file).into_iter().enumerate() {
                if calls.is_empty() {
                    self.entry(
                        part.table(),
                        i,
                        "call",
                        Missing,
                        "`call` is empty: it names at least one call",
                    );
                }
            }
        }
        for (i, e) in file.gives.iter().enumerate() {
            if e.returns.is_empty() {
                self.entry(
                    "gives",
                    i,
                    "returns",
                    Missing,
                    "`returns` is empty: it says what the call gives",
                );
            }
        }
        for (i, e) in file.create.iter().enumerate() {
            if e.returns.is_empty() {
                self.entry(
                    "create",
                    i,
                    "returns",
                    Missing,
                    "`returns` is empty: it says where the handle is found",
                );
            }
        }
        for (i, e) in file.open.iter().enumerate() {
            if e.handle.is_none() && e.returns.is_empty() {
                let message = "an open has a `handle` whose connection opens, or `returns` that say where the new one is";
                self.entry("open", i, "call", Missing, message);
            }
            if e.handle.is_none() && e.consumes {
                self.entry(
                    "open",
                    i,
                    "consumes",
                    Missing,
                    "`consumes` needs a `handle`: what does the call consume?",
                );
            }
            if e.handle.is_none() && e.needs_open {
                self.entry(
                    "open",
                    i,
                    "needs-open",
                    Missing,
                    "`needs-open` needs a `handle`: what is to be open?",
                );
            }
            if e.handle.is_none() && e.again != Again::default() {
                self.entry(
                    "open",
                    i,
                    "again",
                    Missing,
                    "`again` needs a `handle`: on what is it called again?",
                );
            }
        }
        for (i, e) in file.identity.iter().enumerate() {
            match (e.call.is_empty(), e.field.is_none()) {
                (true, true) => {
                    self.entry(
                        "identity",
                        i,
                        "call",
                        Missing,
                        "an identity is set by `call` or by `field`",
                    );
                }
                (false, false) => {
                    self.entry(
                        "identity",
                        i,
                        "field",
                        Contradiction,
                        "`call` and `field` exclude each other",
                    );
                }
                (false, true) if e.options.is_none() => {
                    let message = "`options` is missing: which options get the identity, `ReturnValue` or `Argument[self]`?";
                    self.entry("identity", i, "call", Missing, message);
                }
                (false, true) if e.identity.is_none() && e.endpoint.is_empty() && !e.reconnects => {
                    let message = "it sets nothing: give `identity`, `endpoint` or `reconnects`";
                    self.entry("identity", i, "call", Missing, message);
                }
                _ => {}
            }
            let form = |part: &str| matches!(part.split_once(':'), Some(("query" | "key", name)) if !name.is_empty());
            if e.part.as_deref().is_some_and(|part| !form(part)) {
                let message =
                    "`part` is `query:NAME` (of a URL) or `key:NAME` (of a connection string)";
                self.entry("identity", i, "part", ModelErrorKind::UnknownValue, message);
            }
        }
        for (i, e) in file.evidence.iter().enumerate() {
            match (e.call.is_empty(), e.variant.is_none()) {
                (true, true) => {
                    self.entry(
                        "evidence",
                        i,
                        "proves",
                        Missing,
                        "evidence is a `variant` or a `call`",
                    );
                }
                (false, false) => {
                    self.entry(
                        "evidence",
                        i,
                        "variant",
                        Contradiction,
                        "`call` and `variant` exclude each other",
                    );
                }
                (false, true) if e.is.is_none() => {
                    let message =
                        "`is` is missing: which value of the call proves it, `true` or `false`?";
                    self.entry("evidence", i, "call", Missing, message);
                }
                (true, false) if e.is.is_some() => {
                    self.entry(
                        "evidence",
                        i,
                        "is",
                        Contradiction,
                        "`is` is for the value of a `call`",
                    );
                }
                _ => {}
            }
        }
    }

    fn entry(&mut self, table: &str, index: usize, key: &str, kind: ModelErrorKind, message: &str) {
        let place = self.place(table, index, &[At::Key(key)]);
        self.tell(kind, place, message.to_owned());
    }
}
