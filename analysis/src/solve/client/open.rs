//! Calls that open a connection, and what tells how the open went: a pending token, an iterator over events.

use double_connect_clients::access::Step;
use double_connect_clients::model::{Again, Open, OpenResult};
use double_connect_clients::{ModelId, TypeId};

use super::ModelCall;
use crate::domain::doubt::Doubt;
use crate::domain::state::{Site, Status};
use crate::domain::value::FutVal;
use crate::domain::{Obj, ObjId, State, Type, Val};
use crate::facts::{DoubtKind, HolderKind};
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::future::held_meanwhile;
use crate::source::Span;

impl Frame<'_, '_> {
    /// A call that opens a connection.
    pub(super) fn open(&mut self, mut s: State, open: &Open, call: &ModelCall<'_>) -> Values {
        let (identity, mut endpoint, reconnects) = self.options(
            &mut s,
            open.options.as_ref(),
            open.identity.as_ref(),
            &open.endpoint,
            call,
        );
        let on = self.opened_on(
            &mut s,
            open.on.as_ref(),
            (&open.endpoint, &mut endpoint),
            call,
        );
        let id = match &open.handle {
            Some(path) => match self.handle(&mut s, path, call) {
                Some(id) => {
                    if let Some(obj) = s.objs.get_mut(&id) {
                        obj.identity = identity.or(obj.identity.take());
                        obj.endpoint = endpoint.or(obj.endpoint.take());
                        obj.reconnects |= reconnects;
                    }
                    id
                }
                None => return self.call_unknown(s, call.args.clone(), Type::Unknown, call.span),
            },
            None => self.new_obj(&mut s, &open.returns, identity, endpoint, reconnects, call),
        };
        if let Some(obj) = s.objs.get_mut(&id) {
            obj.on = on.or(obj.on);
        }
        let status = s.objs.get(&id).map(|o| o.status);
        if open.needs_open {
            s.pass_time();
        }
        if open.needs_open && status != Some(Status::Open) {
            if status == Some(Status::Closed) {
                let v = Val::err(s.opaque(Type::Unknown));
                return vec![(s, v)];
            }
            return self.opened(s, open, id, call);
        }
        let is_open = status == Some(Status::Open);
        if is_open && open.again != Again::SecondConnection {
            match open.again {
                Again::Hangs | Again::Error => {
                    let v = Val::err(s.opaque(Type::Unknown));
                    return vec![(s, v)];
                }
                _ => {
                    let mut out = self.opened(s, open, id, call);
                    out.iter_mut().for_each(|(s, _)| s.pass_time());
                    return out;
                }
            }
        }
        if is_open {
            self.open_beside_itself(&s, id, call.span);
        }
        self.begin_open(&mut s, id, call.span);
        self.check_open(&s, id, None);
        if open.consumes {
            // The call itself holds what it took while it runs.
            let mut taken = call.args.clone();
            taken.extend(
                call.receiver
                    .as_ref()
                    .map(|(loc, _)| self.solver.read(&s, loc)),
            );
            s.in_call
                .push(held_meanwhile(HolderKind::Temporary, taken, call.span));
            self.opening(&s, id);
            s.in_call.pop();
        } else {
            self.opening(&s, id);
        }
        let by_itself = s.objs.get(&id).is_none_or(|o| o.reconnects);
        let mut out = self.opened(s, open, id, call);
        let tells = open.result == OpenResult::Result && !by_itself;
        let is_pending = !open.awaited_by.is_empty();
        for (s, v) in &mut out {
            let failed = matches!(v, Val::Adt(a) if a.variant.as_deref() == Some("Err"));
            if failed && tells && !self.lives_on_another(s, id) {
                s.recent.fail(Site::here(call.span), 1);
            } else if is_pending && tells {
                s.recent.asked.clear();
            } else {
                s.pass_time();
            }
        }
        out
    }

    /// The connection of a handle opens.
    pub(crate) fn begin_open(&self, s: &mut State, id: ObjId, span: Span) {
        if let Some(obj) = s.objs.get_mut(&id) {
            let gone = obj.status == Status::Closed || obj.doubt.is_some_and(|d| d.gone);
            obj.anew |= obj.input.is_some() && gone;
            obj.status = Status::Open;
            obj.opened = Some(Site::here(span));
            obj.queued = false;
            obj.doubt = None;
        }
    }

    /// What an open gives once the connection is open (or was already).
    fn opened(&mut self, s: State, open: &Open, id: ObjId, call: &ModelCall<'_>) -> Values {
        let mut s = s;
        if !self.lives_on_another(&s, id) {
            s.lost = Some(false);
        }
        s.endless |= self.in_endless_loop();
        let returns_result = open
            .returns
            .keys()
            .any(|p| matches!(p.steps.first(), Some(Step::Payload(_))));
        let mut good = s.clone();
        let mut v = self.result_value(&mut good, &open.returns, Some(id), None, call.model);
        let token = !open.awaited_by.is_empty();
        match open.result {
            OpenResult::Result if !token => {
                let mut bad = s;
                if !returns_result {
                    v = Val::ok(v);
                }
                self.lose(&mut bad, id);
                let err = Val::err(bad.opaque(Type::Unknown));
                vec![(good, v), (bad, err)]
            }
            OpenResult::Unproven => {
                let mut lost = s.clone();
                self.lose(&mut lost, id);
                let mut out = Vec::new();
                if open.lost.iter().any(|p| matches!(p.steps.as_slice(), [Step::Payload(a), Step::Payload(b)] if a == "Ok" && b == "Err")) {
                    let inner = good.opaque(Type::Unknown);
                    out.push((good.clone(), Val::ok(Val::ok(inner))));
                    let inner = lost.opaque(Type::Unknown);
                    out.push((lost, Val::ok(Val::err(inner))));
                } else {
                    let ok = if returns_result { v } else { Val::ok(v) };
                    out.push((good.clone(), ok));
                }
                let err = Val::err(good.opaque(Type::Unknown));
                out.push((good, err));
                out
            }
            OpenResult::Over => {
                self.lose(&mut good, id);
                let v = good.opaque(Type::Unknown);
                vec![(good, v)]
            }
            _ if returns_result => {
                let mut bad = s;
                self.lose(&mut bad, id);
                let err = Val::err(bad.opaque(Type::Unknown));
                vec![(good, v), (bad, err)]
            }
            _ => vec![(good, v)],
        }
    }

    /// A call on a pending token, or its `.await`: says how the open went.
    pub(crate) fn token_call(
        &mut self,
        s: &State,
        v: &Val,
        ty: TypeId,
        path: &str,
        span: Span,
    ) -> Option<Values> {
        let Val::Obj(id, _) = v else { return None };
        let awaited = path.ends_with("::await");
        let open = self
            .opens_of_token(ty)
            .find(|o| awaited || o.awaited_by.iter().chain(&o.timed_by).any(|c| c == path))?;
        let timed = !awaited && open.timed_by.iter().any(|c| c == path);
        let mut good = s.clone();
        good.pass_time();
        let mut bad = good.clone();
        if timed && open.survives_cancel {
            bad.doubt(*id, timed_out(span));
        } else if open.result == OpenResult::Result {
            let attempt = s.objs.get(id).filter(|o| !o.reconnects);
            if let Some(site) = attempt.and_then(|o| o.opened.clone()) {
                bad.recent = s.recent.clone();
                bad.recent.fail(site, 1);
            }
            self.lose(&mut bad, *id);
        }
        let ok = Val::ok(good.opaque(Type::Unknown));
        let err = Val::err(bad.opaque(Type::Unknown));
        Some(vec![(good, ok), (bad, err)])
    }

    /// The opens that give tokens of a type.
    fn opens_of_token(&self, ty: TypeId) -> impl Iterator<Item = &Open> {
        let names = &self.solver.type_model(ty).paths;
        let opens = self.solver.clients.model(ty.model).file.open.iter();
        opens.filter(|o| o.returns.values().any(|t| names.contains(t)))
    }

    /// Somebody has given up waiting for a value: a connect that goes on by itself, or a task's end.
    pub(crate) fn give_up(&self, s: &mut State, v: &Val, span: Span) {
        match v {
            Val::Ref(loc) => {
                let inner = self.solver.read(s, loc);
                if !matches!(inner, Val::Ref(_)) {
                    self.give_up(s, &inner, span);
                }
            }
            Val::Task(id, _) => s.leave(&[*id], span),
            Val::Obj(id, ty) => {
                if self.opens_of_token(*ty).any(|o| o.survives_cancel) {
                    s.doubt(*id, timed_out(span));
                }
            }
            Val::Future(fut) => {
                let FutVal::Model {
                    call,
                    model,
                    span: at,
                    args,
                } = &**fut
                else {
                    return;
                };
                let known = self.solver.clients.model(*model).call(call);
                let open = known.open;
                if known.receive.is_some()
                    && let Some(end) = args.first()
                {
                    let end = self.solver.through(s, end);
                    s.give_up_receiving(&end, span);
                }
                if open.is_some_and(|o| o.survives_cancel) {
                    let begun = |o: &Obj| {
                        o.opened
                            .as_ref()
                            .is_some_and(|site| *site == Site::here(*at))
                    };
                    let begun = s.objs.iter().filter(|(_, o)| begun(o)).map(|(id, _)| *id);
                    for id in begun.collect::<Vec<_>>() {
                        s.doubt(id, timed_out(span));
                    }
                }
            }
            _ => s.give_up_receiving(v, span),
        }
    }

    /// The next item of an iterator that opens and holds a connection.
    pub(crate) fn next_event(
        &mut self,
        s: State,
        model: ModelId,
        path: &str,
        args: &[Val],
        span: Span,
    ) -> Values {
        let mut out = Vec::new();
        for (mut good, _) in self.run_model(s, model, path, args, span) {
            let handle = args.first().cloned().unwrap_or(Val::Moved);
            let (v, loc) = self.solver.look_through(&mut good, &handle);
            let mut bad = good.clone();
            if let Some(id) = self.obj_of(&mut bad, &v, loc.as_ref()) {
                self.lose(&mut bad, id);
            }
            let ok = Val::ok(good.opaque(Type::Unknown));
            let err = Val::err(bad.opaque(Type::Unknown));
            out.push((good, ok));
            out.push((bad, err));
        }
        out
    }
}

fn timed_out(span: Span) -> Doubt {
    Doubt::of(span, DoubtKind::TimedOut)
}
