//! Something is sent into a channel.

use double_connect_clients::model::Send;

use super::ends::Ends;
use super::receives;
use crate::domain::channel::Content;
use crate::domain::elements;
use crate::domain::hold::has_half;
use crate::domain::question::Question;
use crate::domain::state::Shape;
use crate::domain::value::CollVal;
use crate::domain::{Expr, State, TaskId, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::client::{ModelCall, build};
use crate::solve::memory::assume;

impl Frame<'_, '_> {
    /// Something is sent.
    pub(crate) fn send(&mut self, mut s: State, send: &Send, call: &ModelCall<'_>) -> Values {
        let end = call.receiver.as_ref();
        let end = end.map(|(loc, _)| self.solver.read(&s, loc));
        let v = self.argument(&mut s, &send.value, call);
        let (Some(end), Some(v)) = (end, v) else {
            return self.call_unknown(s, call.args.clone(), Type::Unknown, call.span);
        };
        self.tell(&mut s, &end, "send");
        let woken = match &end {
            Val::Sym(e, _) => self.wake(s, &self.channel_of(e), v.clone()),
            _ => vec![s],
        };
        let sent = |s| self.sent_to(s, &end, &v, (send, call));
        woken.into_iter().flat_map(sent).collect()
    }

    fn sent_to(
        &mut self,
        mut s: State,
        end: &Val,
        v: &Val,
        (send, call): (&Send, &ModelCall<'_>),
    ) -> Values {
        let replaces = send.replaces;
        if !(crate::solve::frame::may_hold(v)
            || self.lies_in(&s, end)
            || self.carries(end)
            || is_of_any_type(&self.solver.value_type(&s, v)))
        {
            // What comes out is not what was sent of connections any more.
            self.out_of_sight(&mut s, std::slice::from_ref(end));
            return self.call_unknown(s, call.args.clone(), Type::Unknown, call.span);
        }
        match send.never_waits || send.may_be_full {
            true => s.go_on(),
            false => s.pass_time(),
        }
        let Val::Sym(e, _) = end else {
            let error = Val::err(s.opaque(Type::Unknown));
            return vec![(s.clone(), Val::ok(Val::unit())), (s, error)];
        };
        let place = self.channel_of(e);
        let receiving = Ends::of(&s, &place, true);
        if receiving == Ends::Gone {
            return vec![not_sent(s, v, send)];
        }
        let mut failed = s.clone();
        // What has to wait for room may not be sent after all; what takes another one's place need not wait.
        let fails = match receiving {
            Ends::InSight => send.may_be_full,
            _ => !replaces || !is_at_hand(&s, &place),
        };
        let sent = self.put_in(s, &place, v, replaces).into_iter();
        let mut out: Values = sent.map(|s| (s, Val::ok(Val::unit()))).collect();
        let unheard = Question::Unheard(&place).expr();
        let may_fail = |failed: &mut State| {
            send.may_be_full || !place.is_input() || assume(failed, &unheard, Shape::Bool(true))
        };
        if fails && may_fail(&mut failed) {
            nobody_receives(&mut failed, &place);
            let error = Val::err(failed.opaque(Type::Unknown));
            out.push((failed, error));
        }
        out
    }

    /// Whether a channel is one for something that may hold a connection.
    fn carries(&self, end: &Val) -> bool {
        let Val::Sym(_, ty) = end else { return false };
        matches!(&**ty, Type::End(_, elem) if **elem != Type::Unknown && self.solver.may_hold(elem))
    }

    /// Something lies in a channel now, behind what was sent before, or in its place.
    fn put_in(&mut self, mut s: State, place: &Expr, v: &Val, replaces: bool) -> Vec<State> {
        let mut content = Content::of(&s, place);
        let replaced = match replaces {
            true => std::mem::take(&mut content.sent),
            false => CollVal::default(),
        };
        elements::push(&s, &mut content.sent, None, v.clone());
        content.stays = replaces;
        content.put(&mut s, place);
        self.deliver(&mut s, place);
        self.drop_all(s, replaced.elems.into_iter().map(|(_, v)| v))
    }
}

/// Whether a value without a payload may be one of a type that can have a connection in it: of what is a `None`?
fn is_of_any_type(ty: &Type) -> bool {
    matches!(ty, Type::Option(inner) if **inner == Type::Unknown)
}

/// Nobody receives: the error gives back what could not be sent, where the model says so.
fn not_sent(mut s: State, v: &Val, send: &Send) -> (State, Val) {
    let error = match &send.gives_back {
        Some(back) => build(&mut s, vec![(back.steps.clone(), v.clone())]),
        None => Val::err(s.opaque(Type::Unknown)),
    };
    (s, error)
}

/// Sending has failed: the tasks that had the receiving end have ended.
fn nobody_receives(s: &mut State, place: &Expr) {
    let tasks = s.tasks.iter();
    let takers = tasks.filter(|(_, t)| receives(t, place));
    let takers: Vec<TaskId> = takers.map(|(id, _)| *id).collect();
    for id in takers {
        s.end_task(id);
    }
}

/// Whether the receiving end of a channel is certainly there.
fn is_at_hand(s: &State, place: &Expr) -> bool {
    let Expr::Sym(pair) = place else { return false };
    let called = s.in_call.iter().map(|(v, _)| v);
    let mut at_hand = s.locals.values().chain(called);
    at_hand.any(|v| has_half(v, *pair, true))
}
