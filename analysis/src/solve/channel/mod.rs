//! What goes into a channel and comes out of it.
//!
//! A value that is sent lies in the channel, and so belongs to whoever has the receiving end. Where that is a task, its body
//! tells what becomes of it: one in which, wherever it waits, what was received last is still there keeps it until it
//! receives another one (`kept.rs`). Of any other one it is only known that it has it for a moment.

mod deliver;
mod ends;
mod kept;
mod send;
mod stays;
mod take;
mod told;
mod wake;

use std::rc::Rc;

use double_connect_clients::TypeId;
use double_connect_clients::access::Step;
use double_connect_clients::model::{Receive, Role, When};

pub(super) use ends::Ends;

use super::body::Values;
use super::client::{ModelCall, build};
use super::{Frame, Solver};
use crate::domain::channel::{Content, is_message};
use crate::domain::hold::{half, has_half};
use crate::domain::state::TaskEnd;
use crate::domain::{Expr, Root, State, Task, Type, Val};
use crate::source::Span;

/// How deep messages, and what calls are given, are looked into.
const MAX_NESTING: usize = 6;

impl Solver<'_> {
    /// Whether a value of the type may have a pointer to something that others can have too, with a connection in it.
    fn points_to_connection(&self, ty: &Type, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let points = |ty: &Type| self.points_to_connection(ty, depth);
        match ty {
            Type::Shared(inner) | Type::Ref(inner) => self.may_hold(inner),
            Type::Option(inner) | Type::Wrap(_, inner) => points(inner),
            Type::Result(ok, err) => points(ok) || points(err),
            Type::Tuple(parts) => parts.iter().any(points),
            Type::Coll(coll) => points(&coll.elem),
            Type::Adt(adt) => self.program[adt.id].any_field(|variant, name| {
                let ty = self.program.field_ty(adt.id, variant, name, &adt.args);
                points(&self.type_of(&ty))
            }),
            _ => false,
        }
    }
}

impl Frame<'_, '_> {
    /// The two ends of a channel as a model's call gives them: components of one symbol.
    pub(crate) fn end_of_channel(&self, pair: &Expr, role: Role, ty: TypeId) -> Val {
        Val::sym(
            pair.field(end_name(role)),
            Type::End(ty, Rc::new(Type::Unknown)),
        )
    }

    /// An end of the channel that another end belongs to: one more of the same kind, or the opposite one.
    pub(crate) fn end_like(&self, s: &mut State, of: &Val, role: Role, ty: TypeId) -> Val {
        let Val::Sym(e, end) = of else {
            return Val::Moved;
        };
        let (was, elem) = match &**end {
            Type::End(was, elem) => (*was, elem.clone()),
            _ => (ty, Rc::new(Type::Unknown)),
        };
        match half(e) {
            Some((pair, _)) => Val::sym(Expr::Sym(pair).field(end_name(role)), Type::End(ty, elem)),
            None if self.solver.type_model(was).role == role => {
                Val::Sym(e.clone(), Rc::new(Type::End(ty, elem)))
            }
            // Of an end that came in the opposite one is not known.
            None => s.opaque(Type::End(ty, elem)),
        }
    }

    /// Something is received.
    pub(crate) fn receive(
        &mut self,
        mut s: State,
        receive: &Receive,
        call: &ModelCall<'_>,
    ) -> Values {
        let end = call.receiver.as_ref();
        let Some(Val::Sym(e, ty)) = end.map(|(loc, _)| self.solver.read(&s, loc)) else {
            return self.call_unknown(s, call.args.clone(), Type::Unknown, call.span);
        };
        s.pass_time();
        if receive.stays {
            return self.look_into(s, &e, receive);
        }
        let late = receive.timed.then(|| s.clone());
        let steps = &receive.item.steps;
        let before = steps.split_last().map_or(&[][..], |(_, before)| before);
        let mut out = Values::new();
        let waits = match (receive.tries, receive.when) {
            (true, _) => Waits::No,
            (_, When::Call) => Waits::Blocking,
            (_, When::Await) => Waits::Awaiting,
        };
        for (mut s, v) in self.messages(s, (&e, &ty), waits, call.span) {
            let v = match (v, steps.last()) {
                (Some(v), _) => build(&mut s, vec![(steps.clone(), v)]),
                (None, Some(Step::Payload(name))) => {
                    let nothing = match name.as_str() {
                        "Some" => Val::none(),
                        _ => Val::err(s.opaque(Type::Unknown)),
                    };
                    build(&mut s, vec![(before.to_vec(), nothing)])
                }
                (None, _) => continue,
            };
            out.push((s, v));
        }
        if let Some(mut late) = late {
            late.give_up_receiving(&Val::Sym(e, ty), call.span);
            let error = Val::err(late.opaque(Type::Unknown));
            let v = build(&mut late, vec![(before.to_vec(), error)]);
            out.push((late, v));
        }
        out
    }

    /// The next item of a receiving end that a loop goes through: it ends when nobody can send any more.
    pub(crate) fn each_message(
        &mut self,
        mut s: State,
        end: &Expr,
        ty: &Type,
    ) -> Vec<(State, Option<Val>)> {
        s.fed = s.fed || self.carries_connections(&s, end, ty);
        let waits = match ty {
            Type::End(of, _) if self.solver.type_model(*of).tries => Waits::No,
            _ => Waits::Blocking,
        };
        self.messages(s, (end, ty), waits, self.body().span)
    }

    /// Whether something that goes through a channel may be a part of a connection, as far as is known.
    fn carries_connections(&self, s: &State, end: &Expr, ty: &Type) -> bool {
        let content = Content::of(s, &self.channel_of(end));
        matches!(ty, Type::End(_, elem) if self.solver.may_hold(elem))
            || content.next().is_some_and(super::frame::may_hold)
    }

    /// What comes next out of a channel; or nothing, since nobody has its other end any more.
    fn messages(
        &mut self,
        mut s: State,
        (end, ty): (&Expr, &Type),
        waits: Waits,
        span: Span,
    ) -> Vec<(State, Option<Val>)> {
        self.watch_channels(&s);
        // Of what ends with other channels nothing is asked, and states should not differ in it.
        let carries = self.carries_connections(&s, end, ty);
        s.fed |= carries && self.in_endless_loop();
        let copies = matches!(ty, Type::End(of, _) if self.solver.type_model(*of).copies);
        let place = self.channel_of(end);
        let elem = match ty {
            Type::End(_, elem) => (**elem).clone(),
            _ => Type::Unknown,
        };
        let mut out = Vec::new();
        for (s, through) in self.sent_by_task(s, &place, span) {
            let mut nothing = s.clone();
            nothing.cut |= carries && s.fed;
            let content = Content::of(&s, &place);
            if through && content.is_empty() {
                out.push((s, None));
                continue;
            }
            if content.is_certainly_empty() && content.is_all {
                match waits {
                    Waits::No => out.push((nothing, None)),
                    _ => self.parked(&s),
                }
                continue;
            }
            let senders = match copies {
                true => Ends::Unknown,
                false => Ends::of(&s, &place, false),
            };
            // Nobody sends anything while this one waits.
            let alone = senders == Ends::InSight && waits != Waits::Awaiting;
            if !content.is_certainly_empty() || senders != Ends::Gone && !alone {
                let taken = self.take_out(s, &place, &elem);
                out.extend(taken.into_iter().map(|(s, v)| (s, Some(v))));
            }
            let blocked = alone && waits == Waits::Blocking;
            if !blocked && take::may_end(&mut nothing, &place, &content, waits) {
                out.push((nothing, None));
            }
        }
        out
    }

    /// The states in which a task that ends by itself has sent what it sends, if nothing lies in the channel and only that
    /// task can send anything; with whether it is through.
    fn sent_by_task(&mut self, s: State, place: &Expr, span: Span) -> Vec<(State, bool)> {
        let Expr::Sym(pair) = place else {
            return vec![(s, false)];
        };
        let sends = |v: &Val| has_half(v, *pair, false);
        let senders = s.tasks.iter();
        let mut senders = senders.filter(|(_, t)| t.holds.iter().chain([&t.output]).any(sends));
        let (Some((id, task)), None) = (senders.next(), senders.next()) else {
            return vec![(s, false)];
        };
        let empty = Content::of(&s, place).is_empty();
        let mut others = s.locals.values().chain(s.in_call.iter().map(|(v, _)| v));
        if !empty || !task.deferred || task.end == TaskEnd::WhenDriven || others.any(sends) {
            return vec![(s, false)];
        }
        let (id, task) = (*id, task.clone());
        let mut before = s;
        before.tasks.remove(&id);
        let done = self.run_deferred(before, &[task], span);
        done.into_iter().map(|(s, _)| (s, true)).collect()
    }

    /// Whether a method is called on something that came out of a channel: who has sent it, and how often, is not known.
    pub(super) fn is_of_message(&self, s: &State, receiver: &Val) -> bool {
        if let Val::Ref(loc) = receiver
            && let Root::Mem(e) = &loc.root
        {
            return is_message(e);
        }
        match self.solver.through(s, receiver) {
            Val::Sym(e, _) => is_message(&e),
            Val::Adt(adt) => adt.base.as_ref().is_some_and(|e| is_message(e)),
            _ => false,
        }
    }
}

/// How somebody waits for what comes out of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waits {
    /// Not at all.
    No,
    /// Nothing else happens here meanwhile.
    Blocking,
    /// Others go on beside it.
    Awaiting,
}

/// The component of a pair that an end is.
fn end_name(role: Role) -> &'static str {
    match role {
        Role::SendingEnd => "0",
        _ => "1",
    }
}

/// Whether a task has the receiving end of a channel.
fn receives(task: &Task, place: &Expr) -> bool {
    matches!(place, Expr::Sym(pair) if task.receives(*pair))
}
