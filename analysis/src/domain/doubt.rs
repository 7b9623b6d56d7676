//! Doubts: what seems to say that a connection is gone, and proves nothing.
//!
//! A program that connects again because an operation has failed takes that for a proof. Whether a path to a connect
//! leads through such a failure is part of the state, so that what is also reached without it is told apart.

use super::expr::Expr;
use super::state::{Obj, ObjId, State, Status, TaskEnd};
use super::value::Val;
use crate::facts::DoubtKind;
use crate::source::Span;

/// What seems to say that a connection is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Doubt {
    /// Where.
    pub(crate) span: Span,
    /// What.
    pub(crate) why: DoubtKind,
    /// Whether a sender has failed, which cannot get rid of anything once the owner is gone.
    pub(crate) sender: bool,
    /// Whether it is a proof, should the client not come back by itself: of a handle that came from the caller, only the
    /// caller knows.
    pub(crate) gone: bool,
}

/// An answer of an operation of which nothing is known: should it turn out to be an `Err`, there is doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Answer {
    /// Whose operation it is.
    pub(crate) obj: ObjId,
    /// The operation.
    pub(crate) span: Span,
    /// Whether it was asked of a sender.
    pub(crate) sender: bool,
}

impl Doubt {
    /// Something seems to say so, and is no proof whatever its client does.
    pub(crate) fn of(span: Span, why: DoubtKind) -> Self {
        Doubt {
            span,
            why,
            sender: false,
            gone: false,
        }
    }
}

impl State {
    /// A value is the answer of an operation.
    pub(crate) fn answers(&mut self, v: &Val, answer: Answer) {
        if let Val::Sym(e, _) = v
            && let Expr::Sym(n) = **e
        {
            self.answers.insert(n, answer);
        }
    }

    /// Of which operation a value is the answer.
    pub(crate) fn answer_of(&self, v: &Val) -> Option<Answer> {
        match v {
            Val::Sym(e, _) => match **e {
                Expr::Sym(n) => self.answers.get(&n).copied(),
                _ => None,
            },
            _ => None,
        }
    }

    /// It is known whether an answer is an `Ok`.
    pub(crate) fn answered(&mut self, e: &Expr, ok: bool) {
        let Expr::Sym(n) = e else { return };
        let Some(answer) = self.answers.remove(n) else {
            return;
        };
        if ok {
            self.trust(answer.obj);
        } else {
            self.fails(answer);
        }
    }

    /// An operation has failed.
    pub(crate) fn fails(&mut self, answer: Answer) {
        let Answer { obj, span, sender } = answer;
        let doubt = Doubt::of(span, DoubtKind::Failed);
        self.doubt(obj, Doubt { sender, ..doubt });
    }

    /// Something seems to say that a connection is gone.
    pub(crate) fn doubt(&mut self, id: ObjId, doubt: Doubt) {
        let known = self.objs.get_mut(&id);
        let alive = |o: &&mut Obj| matches!(o.status, Status::Open | Status::Unknown);
        let Some(obj) = known.filter(alive) else {
            return;
        };
        obj.doubt = Some(doubt);
        if doubt.sender {
            // The task that owns the connection may have ended, if it can.
            for task in self.tasks.values_mut() {
                let ends = matches!(task.end, TaskEnd::OnLoss | TaskEnd::WhenTold);
                if ends && task.holds.iter().any(|v| v.has_obj(id)) {
                    task.end = TaskEnd::Sometime;
                }
            }
        }
    }

    /// Something says that a connection is there.
    pub(crate) fn trust(&mut self, id: ObjId) {
        if let Some(obj) = self.objs.get_mut(&id) {
            obj.doubt = None;
        }
    }

    /// The same state without doubts, if it has any: what can be reached from that one can be reached without them.
    pub(crate) fn without_doubts(&self) -> Option<State> {
        if self.objs.values().all(|o| o.doubt.is_none()) {
            return None;
        }
        let mut s = self.clone();
        for obj in s.objs.values_mut() {
            obj.doubt = None;
        }
        Some(s)
    }
}
