//! Telling tasks to end: what is done at the outside end of a channel, flag or token that a task holds.

use super::Frame;
use super::body::Values;
use crate::domain::hold::{half, has_half};
use crate::domain::state::TaskEnd;
use crate::domain::{State, Task, TaskId, Type, Val};
use crate::source::Span;

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

impl State {
    /// Somebody has given up waiting for something from a channel: who has its other end has not sent it.
    pub(crate) fn give_up_receiving(&mut self, v: &Val, span: Span) {
        let Val::Sym(e, _) = v else { return };
        let Some((pair, true)) = half(e) else { return };
        let sends = |held: &Val| has_half(held, pair, false);
        let tasks = self.tasks.iter();
        let left = tasks.filter(|(_, t)| t.holds.iter().chain([&t.output]).any(sends));
        let left: Vec<TaskId> = left.map(|(id, _)| *id).collect();
        self.leave(&left, span);
    }
}

impl Frame<'_, '_> {
    /// What comes out of a channel within some time: something, or nothing.
    pub(crate) fn receive_in_time(&self, mut s: State, v: &Val, span: Span) -> Values {
        let mut late = s.clone();
        late.give_up_receiving(v, span);
        let ok = Val::ok(s.opaque(Type::Unknown));
        let err = Val::err(late.opaque(Type::Unknown));
        vec![(s, ok), (late, err)]
    }

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
        let to = s.tasks.values().find(|task| task.receives(pair))?;
        Some(to.for_a_moment(args.to_vec()))
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
            let is_told = |held: &Val| {
                let itself = |held: &Val| matches!(held, Val::Sym(held, _) if held == e);
                tells && held.any(itself) || sends.is_some_and(|pair| has_half(held, pair, true))
            };
            let told = task.holds.iter().any(is_told);
            if told && task.end == TaskEnd::WhenTold {
                task.end = TaskEnd::Sometime;
            }
        }
    }
}
