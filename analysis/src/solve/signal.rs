//! Telling tasks to end: what is done at the outside end of a channel, flag or token that a task holds.

use super::Frame;
use super::body::Values;
use crate::domain::hold::half;
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
        let sends = |held: &Val| {
            let mut found = false;
            held.walk(&mut |held| {
                found |= matches!(held, Val::Sym(e, _) if half(e) == Some((pair, false)));
            });
            found
        };
        let tasks = self.tasks.iter();
        let left = tasks.filter(|(_, t)| t.holds.iter().chain([&t.output]).any(sends));
        let left: Vec<TaskId> = left.map(|(id, _)| *id).collect();
        self.leave(&left, span);
    }
}

impl Frame<'_, '_> {
    /// What comes out of a channel within some time: something, or nothing.
    pub(crate) fn receive_in_time(&self, s: State, v: &Val, span: Span) -> Values {
        let mut late = s.clone();
        late.give_up_receiving(v, span);
        let mut out = Values::new();
        for (mut s, in_time) in [(s, true), (late, false)] {
            let inner = s.opaque(Type::Unknown);
            out.push((
                s,
                if in_time {
                    Val::ok(inner)
                } else {
                    Val::err(inner)
                },
            ));
        }
        out
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
            left: None,
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
