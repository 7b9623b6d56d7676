//! Tasks that wait for something to be sent before they open anything.

use std::collections::BTreeSet;

use super::{MAX_NESTING, receives};
use crate::domain::channel::{Content, any_message, is_content};
use crate::domain::hold::{half, has_half};
use crate::domain::value::CollVal;
use crate::domain::{Expr, State, Task, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::frame::may_hold;
use crate::solve::subst::Subst;
use crate::solve::summary::Outcome;

impl Frame<'_, '_> {
    /// Whether a task opens something only after it has received something from a channel into which nobody has sent
    /// anything yet.
    pub(in crate::solve) fn waits_for_message(
        &self,
        s: &State,
        opening: &Outcome,
        captures: &[Val],
    ) -> bool {
        opening.state.mem.iter().any(|(place, content)| {
            if !is_content(content) || Content::of(&opening.state, place).taken.is_none() {
                return false;
            }
            let there = Subst::new(self.solver, captures, s).input(place);
            let Val::Sym(there, _) = there else {
                return false;
            };
            let Expr::Sym(pair) = *there else {
                return false;
            };
            let sends = |v: &Val| has_half(v, pair, false);
            let empty = Content::of(s, &there).is_empty();
            let is_at_hand = s.locals.values().chain(s.cells.values().map(|c| &c.val));
            let others = s.tasks.values().flat_map(|t| &t.holds);
            empty && is_at_hand.into_iter().any(sends) && !others.into_iter().any(sends)
        })
    }

    /// Something is called, or started, with these values: it may send something to tasks that wait for that.
    pub(crate) fn wake_by(&mut self, s: State, values: &[Val]) -> Vec<State> {
        if !anybody_waits(&s) {
            return vec![s];
        }
        let mut sending = BTreeSet::new();
        for v in values {
            self.each_end(&s, v, MAX_NESTING, &mut |end| {
                if let Some((pair, false)) = half(end) {
                    sending.insert(pair);
                }
            });
        }
        sending.into_iter().fold(vec![s], |states, pair| {
            let place = Expr::Sym(pair);
            let each = states.into_iter();
            each.flat_map(|mut s| {
                let v = any_message(&mut s, Type::Unknown);
                self.wake(s, &place, v)
            })
            .collect()
        })
    }

    /// Does something with these values in each state that [`Frame::wake_by`] makes.
    pub(crate) fn with_woken(
        &mut self,
        s: State,
        values: Vec<Val>,
        mut then: impl FnMut(&mut Self, State, Vec<Val>) -> Values,
    ) -> Values {
        // Most calls: nothing is copied.
        if !anybody_waits(&s) {
            return then(self, s, values);
        }
        let woken = self.wake_by(s, &values).into_iter();
        woken.flat_map(|s| then(self, s, values.clone())).collect()
    }

    /// Something is sent to a task that waits for it: it does now what it does then.
    pub(super) fn wake(&mut self, mut s: State, place: &Expr, v: Val) -> Vec<State> {
        let waits = |t: &Task| t.waits && receives(t, place);
        let Some((id, task)) = s.tasks.iter().find(|(_, t)| waits(t)) else {
            return vec![s];
        };
        let (id, task) = (*id, task.clone());
        if !may_hold(&v) {
            return match self.tell_task(&s, place, &v) {
                Some(told) => told,
                None => {
                    // What it does next is not followed.
                    s.tasks.insert(
                        id,
                        Task {
                            waits: false,
                            ..task
                        },
                    );
                    vec![s]
                }
            };
        }
        let before = Content::of(&s, place);
        s.tasks.remove(&id);
        let sent = Content {
            sent: CollVal::of([v]),
            ..before.clone()
        };
        sent.put(&mut s, place);
        let started = self.start(s, &task.body, (task.thread, true), task.site.span);
        let started = started.into_iter().map(|run| {
            let (mut s, running) = run.resumed(&task);
            s.tasks.insert(id, running);
            before.clone().put(&mut s, place);
            s
        });
        started.collect()
    }
}

/// Whether any task waits for something that is sent.
fn anybody_waits(s: &State) -> bool {
    s.tasks.values().any(|t| t.waits)
}
