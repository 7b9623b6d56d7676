//! Telling tasks to end: what is done at the outside end of a channel, flag or token that a task holds.

use super::Frame;
use crate::domain::hold::half;
use crate::domain::state::TaskEnd;
use crate::domain::{State, Val};

/// Methods that only look at, or copy, the sending end of a channel.
const LOOKS: &[&str] = &[
    "clone",
    "is_closed",
    "subscribe",
    "capacity",
    "len",
    "is_empty",
    "closed",
    "child_token",
    "is_cancelled",
    "cancelled",
];

/// Methods by which tokens, notifiers and shutdown handles of all crates tell.
const TELLS: &[&str] = &[
    "cancel",
    "abort",
    "stop",
    "shutdown",
    "close",
    "notify",
    "notify_one",
    "notify_waiters",
    "notify_all",
    "trigger",
    "send",
    "set",
    "store",
    "swap",
];

impl Frame<'_, '_> {
    /// A method was called on a value of which nothing is known. Tasks that could be told to end by it may have ended.
    pub(crate) fn tell(&self, s: &mut State, v: &Val, method: &str) {
        let Val::Sym(e, _) = v else { return };
        let sends = match half(e) {
            Some((pair, false)) if !LOOKS.contains(&method) => Some(pair),
            _ => None,
        };
        let tells = TELLS.contains(&method);
        if sends.is_none() && !tells {
            return;
        }
        for task in s.tasks.values_mut() {
            let mut told = false;
            for held in &task.holds {
                held.walk(&mut |held| {
                    if let Val::Sym(held, _) = held {
                        told |= tells && held == e;
                        told |= sends.is_some_and(|pair| half(held) == Some((pair, true)));
                    }
                });
            }
            if told && task.end == TaskEnd::WhenTold {
                task.end = TaskEnd::Sometime;
            }
        }
    }
}
