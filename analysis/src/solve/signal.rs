//! Telling tasks to end: what is done at the outside end of a channel, flag or token that a task holds.

use super::Frame;
use crate::domain::hold::half;
use crate::domain::state::TaskEnd;
use crate::domain::{State, Task, Val};

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
    /// What is sent into a channel to a task that holds its other end: the task has it then, but only until something has
    /// been done during which it may have dropped it.
    pub(crate) fn sent(&self, s: &State, v: &Val, method: &str, args: &[Val]) -> Option<Task> {
        let Val::Sym(e, _) = v else { return None };
        let (pair, false) = half(e)? else {
            return None;
        };
        if LOOKS.contains(&method) || !args.iter().any(super::frame::may_hold) {
            return None;
        }
        let takes = |task: &&Task| {
            let mut found = false;
            for held in &task.holds {
                held.walk(&mut |held| {
                    found |= matches!(held, Val::Sym(e, _) if half(e) == Some((pair, true)));
                });
            }
            found
        };
        let to = s.tasks.values().find(takes)?;
        Some(Task {
            holds: args.to_vec(),
            end: TaskEnd::NotYet,
            deferred: false,
            tells: true,
            aborts_on_drop: false,
            ..to.clone()
        })
    }

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
