//! Who has the ends of a channel, as far as that can be seen.

use std::collections::BTreeSet;

use std::rc::Rc;

use super::MAX_NESTING;
use crate::domain::channel::Content;
use crate::domain::hold::{half, halves, has_half};
use crate::domain::value::CollVal;
use crate::domain::{Expr, State, Task, Type, Val};
use crate::names::RTy;
use crate::solve::Frame;
use crate::solve::body::Values;

/// What is known of who has the sending, or the receiving, ends of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::solve) enum Ends {
    /// Somebody has one, and nobody else can do anything with it meanwhile.
    InSight,
    /// Nobody has any more.
    Gone,
    /// Somebody may have one that is out of sight.
    Unknown,
}

impl Ends {
    /// Those of a channel that receive, or those that send.
    pub(in crate::solve) fn of(s: &State, place: &Expr, receiving: bool) -> Ends {
        let Expr::Sym(pair) = place else {
            return Ends::Unknown;
        };
        if Content::of(s, place).unseen {
            return Ends::Unknown;
        }
        let mut found = false;
        let kept = s.objs.values().flat_map(|o| &o.kept);
        found = found || kept.into_iter().any(|v| has_half(v, *pair, receiving));
        s.each_value(&mut |v| found = found || half_of(v) == Some((*pair, receiving)));
        match found {
            true => Ends::InSight,
            false => Ends::Gone,
        }
    }
}

impl State {
    /// A task is run now that may have sent something before: where nobody else can have, what it sends is all there is.
    pub(in crate::solve) fn only_sender(&mut self, task: &Task) {
        let mut pairs = BTreeSet::new();
        let holds = task.holds.iter().chain([&task.output]);
        holds.for_each(|v| {
            halves(v, &mut |pair, receiving| {
                pairs.extend((!receiving).then_some(pair))
            })
        });
        for pair in pairs {
            let place = Expr::Sym(pair);
            let sends = |v: &Val| has_half(v, pair, false);
            let others = self.tasks.values().filter(|t| *t != task);
            let others = others.flat_map(|t| t.holds.iter().chain([&t.output]));
            let here = self
                .locals
                .values()
                .chain(self.in_call.iter().map(|(v, _)| v));
            let sent_by_others = others.chain(here).any(sends);
            let content = Content::of(self, &place);
            if content.is_empty() && !sent_by_others {
                let nothing_else = Content {
                    sent: CollVal::default(),
                    unseen: false,
                    ..content
                };
                nothing_else.put(self, &place);
            }
        }
    }
}

/// The half that a value itself is.
fn half_of(v: &Val) -> Option<(u32, bool)> {
    match v {
        Val::Sym(e, _) => half(e),
        _ => None,
    }
}

impl Frame<'_, '_> {
    /// These values go to somewhere that is not followed, or to a task: of the channels whose ends they have nobody knows who
    /// sends and receives, from now on.
    pub(crate) fn out_of_sight(&self, s: &mut State, values: &[Val]) {
        let mut found = BTreeSet::new();
        for v in values {
            self.each_end(s, v, MAX_NESTING, &mut |end| {
                found.insert(self.channel_of(end));
            });
        }
        for place in found {
            let mut content = Content::of(s, &place);
            if !content.unseen {
                content.unseen = true;
                content.put(s, &place);
            }
        }
    }

    /// The ends of channels that a value has, also behind pointers.
    pub(super) fn each_end(&self, s: &State, v: &Val, depth: usize, f: &mut dyn FnMut(&Expr)) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        v.walk(&mut |v| match v {
            Val::Sym(e, ty) if matches!(**ty, Type::End(..)) => f(e),
            Val::Ref(_) | Val::Guard(_) | Val::Shared(_) => {
                if let Some(behind) = self.solver.behind(s, v) {
                    self.each_end(s, &behind, depth, f);
                }
            }
            _ => {}
        });
    }

    /// Values of a call whose path says what goes through the channel that it makes: `channel::<T>()`.
    pub(in crate::solve) fn with_element(&self, values: Values, written: Option<&RTy>) -> Values {
        let Some(written) = written.filter(|ty| **ty != RTy::Unknown) else {
            return values;
        };
        let elem = Rc::new(self.solver.type_of(written));
        let typed = |leaf: &Val| match leaf {
            Val::Sym(e, ty) => match &**ty {
                Type::End(id, was) if **was == Type::Unknown => {
                    Val::Sym(e.clone(), Rc::new(Type::End(*id, elem.clone())))
                }
                _ => leaf.clone(),
            },
            _ => leaf.clone(),
        };
        let each = values.into_iter();
        each.map(|(s, v)| (s, v.map(&mut { typed }, &mut Expr::clone)))
            .collect()
    }

    /// What a channel's only receiving end lets go of when it is dropped.
    pub(crate) fn left_in_channel(&self, s: &State, v: &Val) -> Vec<Val> {
        let Val::Sym(e, _) = v else { return Vec::new() };
        match half(e) {
            Some((_, true)) => Content::of(s, &self.channel_of(e))
                .waiting()
                .cloned()
                .collect(),
            _ => Vec::new(),
        }
    }

    /// A receiving end is gone: what was sent and nobody receives any more is dropped.
    pub(crate) fn receiver_dropped(&mut self, mut s: State, v: &Val) -> Vec<State> {
        let left = self.left_in_channel(&s, v);
        let Val::Sym(e, _) = v else { return vec![s] };
        let place = self.channel_of(e);
        if left.is_empty() || Ends::of(&s, &place, true) != Ends::Gone {
            return vec![s];
        }
        let mut content = Content::of(&s, &place);
        content.sent = CollVal::default();
        content.put(&mut s, &place);
        self.drop_all(s, left)
    }
}
