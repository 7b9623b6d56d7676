//! Wording of what seems to say that a connection is gone.

use double_connect_analysis::facts::{Doubt, DoubtKind};

use super::Words;

/// What it says, as a label at its place.
pub(super) fn seems(doubt: Doubt, words: Words) -> String {
    let thing = words.thing;
    match (doubt.why, doubt.comes_back) {
        (DoubtKind::Failed, true) => format!(
            "the second {} follows where this operation has failed; the first {thing} comes back by itself",
            words.act
        ),
        (DoubtKind::Failed, false) => format!(
            "the second {} follows where this operation has failed, which does not prove that the first {thing} is gone",
            words.act
        ),
        (DoubtKind::Interrupted, true) => {
            format!("this says that the first {thing} is interrupted; it comes back by itself")
        }
        (DoubtKind::TimedOut, _) => {
            format!("this gives up waiting, and the first {} goes on", words.act)
        }
        (DoubtKind::Interrupted, false) => format!(
            "this says that the first {thing} is interrupted, which does not prove that it is gone"
        ),
    }
}
