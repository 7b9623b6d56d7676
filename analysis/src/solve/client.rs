//! Modelled calls: what a client's model says is done to the state.

use std::rc::Rc;

use double_connect_clients::access::{AccessPath, Root as AccessRoot, Step};
use double_connect_clients::model::{
    Again, Close, CloseEffect, Create, DefaultIdentity, Gives, Identity, Keeps, Open, OpenResult,
    Reconnects, Role, ValueKind, ValueSource, When,
};
use double_connect_clients::{CallModel, ModelId, TypeId};

use super::Frame;
use super::body::Values;
use crate::domain::expr::Expr;
use crate::domain::state::{Aside, Site, Status};
use crate::domain::value::{AdtVal, FutVal, OptsVal};
use crate::domain::{Loc, Obj, ObjId, Root, State, Type, Val};
use crate::facts::AttemptKind;
use crate::names::ExternId;
use crate::source::Span;

/// A modelled call with its arguments.
pub(crate) struct ModelCall<'m> {
    /// The model.
    pub(crate) model: ModelId,
    /// The call's path, relative to the crate.
    pub(crate) path: &'m str,
    /// Where the receiver lies, and its type.
    pub(crate) receiver: Option<(Loc, TypeId)>,
    /// The arguments without the receiver.
    pub(crate) args: Vec<Val>,
    /// The call.
    pub(crate) span: Span,
}

impl Frame<'_, '_> {
    /// A call that a model knows (or a method of a type that it knows).
    pub(crate) fn model_call(
        &mut self,
        mut s: State,
        model: ModelId,
        path: &str,
        receiver: Option<(Loc, TypeId)>,
        mut args: Vec<Val>,
        span: Span,
    ) -> Values {
        let clients = self.solver.clients;
        let known = clients.model(model).call(path);
        let mut receiver = receiver;
        if receiver.is_none() && takes_receiver(&known) && !args.is_empty() {
            // `Type::method(&handle)`: the first argument is the receiver.
            let v = args.remove(0);
            let ty = path
                .rsplit_once("::")
                .and_then(|(ty, _)| clients.model(model).type_index(ty));
            let (v, loc) = self.solver.look_through(&mut s, &v);
            let loc = loc.unwrap_or_else(|| Loc {
                root: Root::Cell(s.add_cell(v, None)),
                path: Vec::new(),
            });
            receiver = ty.map(|index| (loc, TypeId { model, index }));
        }
        let call = ModelCall {
            model,
            path,
            receiver,
            args,
            span,
        };
        let deferred = known
            .open
            .is_some_and(|o| o.when == When::Await || o.lost.iter().any(is_element))
            || known.close.is_some_and(|c| c.when == When::Await)
            || known.create.is_some_and(|c| c.when == When::Await)
            || known.gives.is_some_and(|g| g.when == When::Await)
            || known.task.is_some_and(|t| t.when == When::Await);
        if deferred {
            return self.deferred(s, call, &known);
        }
        self.act(s, call, &known)
    }

    /// A call that acts when its future is awaited: gives the future.
    fn deferred(&mut self, mut s: State, call: ModelCall<'_>, known: &CallModel<'_>) -> Values {
        if let Some(close) = known.close
            && let Some(id) = self.handle(&mut s, &close.handle, &call)
        {
            match close.unawaited {
                Some(effect) => self.close_by(&mut s, id, effect, close.reopens, call.span),
                None => Self::attempt(&mut s, id, call.span, AttemptKind::NotAwaited),
            }
        }
        let consumes = known.open.is_some_and(|o| o.consumes);
        let receiver = call.receiver.map(|(loc, _)| {
            if consumes {
                self.take(&mut s, &loc)
            } else {
                Val::Ref(loc)
            }
        });
        let args = std::iter::once(receiver.unwrap_or(Val::Moved))
            .chain(call.args)
            .collect();
        let fut = FutVal::Model {
            call: call.path.into(),
            model: call.model,
            args,
            span: call.span,
        };
        vec![(s, Val::Future(Rc::new(fut)))]
    }

    /// Runs a deferred call.
    pub(crate) fn run_model(
        &mut self,
        mut s: State,
        model: ModelId,
        path: &str,
        args: &[Val],
        span: Span,
    ) -> Values {
        let clients = self.solver.clients;
        let known = clients.model(model).call(path);
        let receiver = match args.first() {
            Some(Val::Moved) | None => None,
            Some(v) => {
                let (v, loc) = self.solver.look_through(&mut s, v);
                let loc = match loc {
                    Some(loc) => loc,
                    // A handle that the call took by value lives in the future until it ends.
                    None => Loc {
                        root: Root::Cell(s.add_cell(v, None)),
                        path: Vec::new(),
                    },
                };
                let ty = path
                    .rsplit_once("::")
                    .and_then(|(ty, _)| clients.model(model).type_index(ty));
                ty.map(|index| (loc, TypeId { model, index }))
            }
        };
        if let (Some(_), Some((loc, _))) = (known.close, &receiver) {
            let v = self.solver.read(&s, loc);
            if let Some(id) = self.obj_of(&mut s, &v, Some(loc))
                && let Some(obj) = s.objs.get_mut(&id)
            {
                obj.attempts
                    .0
                    .retain(|a| !(a.span == span && a.why == AttemptKind::NotAwaited));
            }
        }
        let call = ModelCall {
            model,
            path,
            receiver,
            args: args.iter().skip(1).cloned().collect(),
            span,
        };
        self.act(s, call, &known)
    }

    /// Does what the model says.
    fn act(&mut self, mut s: State, call: ModelCall<'_>, known: &CallModel<'_>) -> Values {
        if let Some(create) = known.create {
            return self.create(s, create, &call);
        }
        if let Some(open) = known.open {
            return self.open(s, open, &call);
        }
        if let Some(close) = known.close {
            return self.close(s, close, &call);
        }
        if let Some(identity) = known.identity {
            return self.set_identity(s, identity, &call, known.gives);
        }
        if let Some(keeps) = known.keeps {
            return self.keeps(s, keeps, &call);
        }
        if let Some(spawn) = known.spawn {
            return self.spawn(s, spawn, &call);
        }
        if let Some(task) = known.task {
            return self.task_call(s, task, &call);
        }
        if let Some(run) = known.run {
            return self.run(s, run, &call);
        }
        if let Some(gives) = known.gives {
            return self.gives(s, gives, &call);
        }
        if let Some(evidence) = known.evidence {
            return self.evidence(s, evidence, &call);
        }
        if let Some(value) = known.value {
            let v = self.source(&mut s, value, &call);
            return vec![(s, v)];
        }
        self.other_method(s, call)
    }

    /// A method of a modelled type of which the model says nothing.
    fn other_method(&mut self, mut s: State, call: ModelCall<'_>) -> Values {
        let Some((loc, ty)) = call.receiver.clone() else {
            return self.call_unknown(s, call.args, Type::Unknown, call.span);
        };
        let name = call.path.rsplit("::").next().unwrap_or_default();
        let model = self.solver.type_model(ty);
        let v = self.solver.read(&s, &loc);
        if name == "clone" {
            return vec![(s, v)];
        }
        if matches!(v, Val::Task(..)) && name == "is_finished" {
            let v = s.opaque(Type::Bool);
            return vec![(s, v)];
        }
        if let Some(done) = self.token_call(&s, &v, ty, call.path) {
            return done;
        }
        if model.builder {
            let v = if self.is_variable(&loc) {
                Val::Ref(loc)
            } else {
                v
            };
            return vec![(s, v)];
        }
        if matches!(model.role, Role::Owner | Role::Sender) {
            s.endless |= self.in_endless_loop();
        }
        self.call_unknown(s, call.args, Type::Unknown, call.span)
    }

    /// Whether a location lies in a variable (not in a temporary, which is gone at the end of its statement).
    fn is_variable(&self, loc: &Loc) -> bool {
        use crate::domain::hold::HoldContext;
        match &loc.root {
            Root::Local(l) => self.local(*l).is_some_and(|d| d.name.is_some()),
            Root::Mem(_) | Root::Static(_) => true,
            Root::Cell(_) => false,
        }
    }

    /// The value at an access path of the call's arguments.
    fn argument(&self, s: &mut State, path: &AccessPath, call: &ModelCall<'_>) -> Option<Val> {
        let root = match path.root {
            AccessRoot::Receiver => Val::Ref(call.receiver.as_ref()?.0.clone()),
            AccessRoot::Argument(n) => call.args.get(n as usize)?.clone(),
            AccessRoot::Return => return None,
        };
        let mut v = root;
        for step in &path.steps {
            let name = match step {
                Step::Payload(name) => format!("{name}.0"),
                Step::Tuple(n) => n.to_string(),
                Step::Field(name) => name.clone(),
                _ => return None,
            };
            v = self.solver.look_through(s, &v).0;
            // A path that leads through a tuple or variant means nothing on a value that is none.
            match (&v, step) {
                (Val::Adt(_), _) => {}
                (Val::Sym(_, ty), Step::Tuple(_)) if matches!(**ty, Type::Tuple(_)) => {}
                (Val::Sym(..), Step::Payload(_) | Step::Field(_)) => {}
                _ => return None,
            }
            v = self.solver.select(&v, &name);
        }
        Some(v)
    }

    /// The connection at an access path.
    fn handle(&mut self, s: &mut State, path: &AccessPath, call: &ModelCall<'_>) -> Option<ObjId> {
        let v = self.argument(s, path, call)?;
        let (v, loc) = self.solver.look_through(s, &v);
        self.obj_of(s, &v, loc.as_ref())
    }

    /// The connection of a handle value; one that came from the caller gets its place in the state now.
    pub(crate) fn obj_of(&mut self, s: &mut State, v: &Val, loc: Option<&Loc>) -> Option<ObjId> {
        match v {
            Val::Obj(id, _) => Some(*id),
            Val::Sym(e, ty) => {
                let Type::Handle(ty) = **ty else { return None };
                if !matches!(
                    self.solver.type_model(ty).role,
                    Role::Owner | Role::Sender | Role::Keeper
                ) {
                    return None;
                }
                let known = s
                    .objs
                    .iter()
                    .find(|(_, o)| o.input.as_deref() == Some(&**e))
                    .map(|(id, _)| *id);
                let id = known.unwrap_or_else(|| {
                    s.add_obj(Obj {
                        ty,
                        created: Site::here(self.body().span),
                        opened: None,
                        status: Status::Unknown,
                        queued: false,
                        reopens: false,
                        identity: Some(e.field("identity")),
                        endpoint: Some(e.field("endpoint")),
                        reconnects: matches!(
                            self.solver.type_model(ty).reconnects,
                            Reconnects::OnUse | Reconnects::InBackground
                        ),
                        input: e.is_input().then(|| e.clone()),
                        kept: Vec::new(),
                        attempts: Aside::default(),
                        clone_dropped: Aside::default(),
                    })
                });
                if let Some(loc) = loc {
                    self.solver.write(s, loc, Val::Obj(id, ty));
                }
                Some(id)
            }
            _ => None,
        }
    }

    /// Identity, broker and reconnection that a call gets by its options or directly.
    fn options(
        &mut self,
        s: &mut State,
        options: Option<&AccessPath>,
        identity: Option<&AccessPath>,
        endpoint: &[AccessPath],
        call: &ModelCall<'_>,
    ) -> (Option<Expr>, Option<Expr>, bool) {
        let mut out = (None, None, false);
        if let Some(v) = options.and_then(|p| self.argument(s, p, call)) {
            let v = self.solver.look_through(s, &v).0;
            match &v {
                Val::Opts(o) => {
                    let default = match self.solver.type_model(o.ty).default_identity {
                        DefaultIdentity::Unknown => None,
                        DefaultIdentity::Fresh => Some(Expr::Fresh),
                        DefaultIdentity::Device => Some(Expr::text("this device")),
                    };
                    out = (
                        o.identity.clone().or(default),
                        o.endpoint.clone(),
                        o.reconnects,
                    );
                }
                Val::Sym(e, ty) if matches!(**ty, Type::Handle(_)) => {
                    out = (Some(e.field("identity")), Some(e.field("endpoint")), false);
                }
                Val::Adt(adt) if adt.variant.as_deref().is_none() && adt.base.is_some() => {
                    if let Some(base) = &adt.base {
                        out = (
                            Some(base.field("identity")),
                            Some(base.field("endpoint")),
                            false,
                        );
                    }
                }
                _ => {}
            }
        }
        if let Some(v) = identity.and_then(|p| self.argument(s, p, call)) {
            out.0 = self.solver.data(s, &v).or(out.0);
        }
        let parts: Vec<Expr> = endpoint
            .iter()
            .filter_map(|p| {
                let v = self.argument(s, p, call)?;
                self.solver.data(s, &v)
            })
            .collect();
        if !parts.is_empty() && parts.len() == endpoint.len() {
            out.1 = Some(Expr::tuple(parts));
        }
        out
    }

    /// A call that makes a handle.
    fn create(&mut self, mut s: State, create: &Create, call: &ModelCall<'_>) -> Values {
        let (identity, endpoint, reconnects) = self.options(
            &mut s,
            create.options.as_ref(),
            create.identity.as_ref(),
            &create.endpoint,
            call,
        );
        let id = self.new_obj(
            &mut s,
            &create.returns,
            identity,
            endpoint,
            reconnects,
            call,
        );
        self.results(s, &create.returns, Some(id), call.model)
    }

    fn new_obj(
        &mut self,
        s: &mut State,
        returns: &std::collections::BTreeMap<AccessPath, String>,
        identity: Option<Expr>,
        endpoint: Option<Expr>,
        reconnects: bool,
        call: &ModelCall<'_>,
    ) -> ObjId {
        let model = self.solver.clients.model(call.model);
        let types: Vec<u32> = returns
            .values()
            .filter_map(|name| model.type_index(name))
            .collect();
        let main = types
            .iter()
            .copied()
            .find(|t| model.ty(*t).role == Role::Owner)
            .or(types.first().copied())
            .unwrap_or(0);
        let ty = TypeId {
            model: call.model,
            index: main,
        };
        let reconnects = match model.ty(main).reconnects {
            Reconnects::Never => false,
            Reconnects::OnUse | Reconnects::InBackground => true,
            Reconnects::IfConfigured => reconnects,
        };
        s.add_obj(Obj {
            ty,
            created: Site::here(call.span),
            opened: None,
            status: Status::Closed,
            queued: false,
            reopens: false,
            identity,
            endpoint,
            reconnects,
            input: None,
            kept: Vec::new(),
            attempts: Aside::default(),
            clone_dropped: Aside::default(),
        })
    }

    /// The result of a call by what its model says is found in it; where a part lies in `Ok` or `Some`, the call can
    /// also fail. Handles among the parts are those of `obj`.
    fn results(
        &mut self,
        s: State,
        returns: &std::collections::BTreeMap<AccessPath, String>,
        obj: Option<ObjId>,
        model: ModelId,
    ) -> Values {
        self.results_like(s, returns, obj, None, model)
    }

    /// As [`Frame::results`]; options and task handles among the parts are like the value `of`.
    fn results_like(
        &mut self,
        s: State,
        returns: &std::collections::BTreeMap<AccessPath, String>,
        obj: Option<ObjId>,
        of: Option<&Val>,
        model: ModelId,
    ) -> Values {
        let mut good = s.clone();
        let v = self.result_value(&mut good, returns, obj, of, model);
        let failure = returns.keys().find_map(|p| match p.steps.first() {
            Some(Step::Payload(name)) if name == "Ok" => Some("Err"),
            Some(Step::Payload(name)) if name == "Some" => Some("None"),
            _ => None,
        });
        let mut out = vec![(good, v)];
        if let Some(failure) = failure {
            let mut bad = s;
            let v = if failure == "Err" {
                Val::err(bad.opaque(Type::Unknown))
            } else {
                Val::none()
            };
            out.push((bad, v));
        }
        out
    }

    fn result_value(
        &mut self,
        s: &mut State,
        returns: &std::collections::BTreeMap<AccessPath, String>,
        obj: Option<ObjId>,
        of: Option<&Val>,
        model: ModelId,
    ) -> Val {
        let known = self.solver.clients.model(model);
        let parts: Vec<(Vec<Step>, Val)> = returns
            .iter()
            .filter_map(|(path, name)| {
                let index = known.type_index(name)?;
                let ty = TypeId { model, index };
                let v = match (known.ty(index).role, obj) {
                    (Role::Owner | Role::Sender | Role::Keeper, Some(id)) => Val::Obj(id, ty),
                    (Role::Options, _) => Val::Opts(Rc::new(match of {
                        Some(Val::Opts(old)) => OptsVal {
                            ty,
                            ..(**old).clone()
                        },
                        Some(Val::Sym(e, _)) => OptsVal {
                            ty,
                            identity: Some(e.field("identity")),
                            endpoint: Some(e.field("endpoint")),
                            reconnects: false,
                        },
                        _ => OptsVal {
                            ty,
                            identity: None,
                            endpoint: None,
                            reconnects: false,
                        },
                    })),
                    (Role::Task, _) if matches!(of, Some(Val::Task(..))) => match of {
                        Some(Val::Task(id, _)) => Val::Task(*id, ty),
                        _ => Val::Moved,
                    },
                    (Role::TaskSet, _) => Val::TaskSet(Rc::new(Vec::new()), ty),
                    _ => s.opaque(Type::Handle(ty)),
                };
                Some((path.steps.clone(), v))
            })
            .collect();
        build(s, parts)
    }

    /// A call that opens a connection.
    fn open(&mut self, mut s: State, open: &Open, call: &ModelCall<'_>) -> Values {
        let (identity, endpoint, reconnects) = self.options(
            &mut s,
            open.options.as_ref(),
            open.identity.as_ref(),
            &open.endpoint,
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
        let is_open = s.objs.get(&id).is_some_and(|o| o.status == Status::Open);
        if is_open && open.again != Again::SecondConnection {
            match open.again {
                Again::Hangs | Again::Error => {
                    let v = Val::err(s.opaque(Type::Unknown));
                    return vec![(s, v)];
                }
                _ => return self.opened(s, open, id, call),
            }
        }
        self.begin_open(&mut s, id, call.span);
        self.check_open(&s, id, None);
        self.opening(&s, id);
        self.opened(s, open, id, call)
    }

    /// The connection of a handle opens.
    pub(crate) fn begin_open(&self, s: &mut State, id: ObjId, span: Span) {
        if let Some(obj) = s.objs.get_mut(&id) {
            obj.status = Status::Open;
            obj.opened = Some(Site::here(span));
            obj.queued = false;
        }
    }

    /// What matching a variant of a client's event says: if one connection of that client is known here, it is that
    /// one's.
    pub(crate) fn event_evidence(&self, s: &mut State, krate: ExternId, path: &[String]) {
        use double_connect_clients::model::Proof;
        let Some(model) = self.solver.model_of(krate) else {
            return;
        };
        let Some(evidence) = self.solver.clients.model(model).variant(&path.join("::")) else {
            return;
        };
        let mut open = s
            .objs
            .iter()
            .filter(|(_, o)| o.ty.model == model && o.status == Status::Open);
        if let (Proof::Gone, Some((id, obj)), None) = (evidence.proves, open.next(), open.next()) {
            let id = *id;
            if !obj.reconnects {
                lose(s, id);
            }
        }
    }

    /// What an open gives once the connection is open (or was already).
    fn opened(&mut self, s: State, open: &Open, id: ObjId, call: &ModelCall<'_>) -> Values {
        let mut s = s;
        s.lost = Some(false);
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
                lose(&mut bad, id);
                let err = Val::err(bad.opaque(Type::Unknown));
                vec![(good, v), (bad, err)]
            }
            OpenResult::Unproven => {
                let mut lost = s.clone();
                lose(&mut lost, id);
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
                lose(&mut good, id);
                let v = good.opaque(Type::Unknown);
                vec![(good, v)]
            }
            _ if returns_result => {
                let mut bad = s;
                lose(&mut bad, id);
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
    ) -> Option<Values> {
        let Val::Obj(id, _) = v else { return None };
        let model = self.solver.clients.model(ty.model);
        let name = &self.solver.type_model(ty).paths;
        let awaited = path.ends_with("::await");
        let open = model.file.open.iter().find(|o| {
            o.returns.values().any(|t| name.contains(t))
                && (awaited || o.awaited_by.iter().any(|c| c == path))
        })?;
        let mut good = s.clone();
        let mut bad = s.clone();
        if open.result == OpenResult::Result {
            lose(&mut bad, *id);
        }
        let ok = Val::ok(good.opaque(Type::Unknown));
        let err = Val::err(bad.opaque(Type::Unknown));
        Some(vec![(good, ok), (bad, err)])
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
                lose(&mut bad, id);
            }
            let ok = Val::ok(good.opaque(Type::Unknown));
            let err = Val::err(bad.opaque(Type::Unknown));
            out.push((good, ok));
            out.push((bad, err));
        }
        out
    }

    /// A call that closes, or seems to.
    fn close(&mut self, mut s: State, close: &Close, call: &ModelCall<'_>) -> Values {
        if let Some(id) = self.handle(&mut s, &close.handle, call) {
            self.close_by(&mut s, id, close.effect, close.reopens, call.span);
        }
        if close.returns.is_empty() {
            let ok = s.opaque(Type::Unknown);
            return vec![(s, ok)];
        }
        self.results(s, &close.returns, None, call.model)
    }

    fn close_by(
        &mut self,
        s: &mut State,
        id: ObjId,
        effect: CloseEffect,
        reopens: bool,
        span: Span,
    ) {
        if matches!(effect, CloseEffect::Closes | CloseEffect::Requests) {
            self.note_close(s, id, span);
        }
        match effect {
            CloseEffect::Closes => lose(s, id),
            CloseEffect::Requests => {
                if let Some(obj) = s.objs.get_mut(&id) {
                    obj.status = Status::Closing;
                }
            }
            CloseEffect::Queues => {
                if let Some(obj) = s.objs.get_mut(&id) {
                    obj.queued = true;
                    obj.reopens |= reopens;
                }
                Self::attempt(s, id, span, AttemptKind::QueuedUnpolled);
            }
            CloseEffect::None => Self::attempt(s, id, span, AttemptKind::NoEffect),
        }
    }

    /// A call that puts an identity into options.
    fn set_identity(
        &mut self,
        mut s: State,
        identity: &Identity,
        call: &ModelCall<'_>,
        gives: Option<&Gives>,
    ) -> Values {
        let mut taken_over = None;
        let id = identity
            .identity
            .as_ref()
            .and_then(|p| self.argument(&mut s, p, call))
            .and_then(|v| {
                let v = self.solver.look_through(&mut s, &v).0;
                match &v {
                    Val::Opts(o) => {
                        taken_over = o.endpoint.clone();
                        o.identity.clone()
                    }
                    Val::Sym(e, ty) if matches!(**ty, Type::Handle(_)) => {
                        taken_over = Some(e.field("endpoint"));
                        Some(e.field("identity"))
                    }
                    _ => self.solver.data(&s, &v),
                }
            });
        let id = match (&identity.part, id) {
            (Some(part), Some(e)) => Some(part_of(part, e)),
            (_, id) => id,
        };
        let endpoint: Vec<Expr> = identity
            .endpoint
            .iter()
            .filter_map(|p| {
                let v = self.argument(&mut s, p, call)?;
                Some(self.solver.data(&s, &v).unwrap_or_else(|| s.symbol()))
            })
            .collect();
        let endpoint = if endpoint.is_empty() {
            taken_over
        } else {
            Some(Expr::tuple(endpoint))
        };
        let set = |o: &mut OptsVal| {
            if id.is_some() || identity.identity.is_some() {
                o.identity = id.clone();
            }
            if endpoint.is_some() {
                o.endpoint = endpoint.clone();
            }
            o.reconnects |= identity.reconnects;
        };
        let fallible =
            |p: &AccessPath| matches!(p.steps.first(), Some(Step::Payload(n)) if n == "Ok");
        match &identity.options {
            Some(path) if path.root == AccessRoot::Return => {
                let model = self.solver.clients.model(call.model);
                let index = call
                    .path
                    .rsplit_once("::")
                    .and_then(|(ty, _)| model.type_index(ty));
                let index = gives
                    .and_then(|g| g.returns.values().next())
                    .and_then(|name| model.type_index(name))
                    .or(index)
                    .unwrap_or(0);
                let ty = TypeId {
                    model: call.model,
                    index,
                };
                let mut o = OptsVal {
                    ty,
                    identity: None,
                    endpoint: None,
                    reconnects: false,
                };
                set(&mut o);
                let v = Val::Opts(Rc::new(o));
                if fallible(path) {
                    let mut bad = s.clone();
                    let err = Val::err(bad.opaque(Type::Unknown));
                    return vec![(s, Val::ok(v)), (bad, err)];
                }
                vec![(s, v)]
            }
            Some(path) => {
                let Some(target) = self.argument(&mut s, path, call) else {
                    let v = s.opaque(Type::Unknown);
                    return vec![(s, v)];
                };
                let (v, loc) = self.solver.look_through(&mut s, &target);
                let mut o = match v {
                    Val::Opts(o) => (*o).clone(),
                    Val::Sym(e, ty) => match &*ty {
                        Type::Handle(ty) => OptsVal {
                            ty: *ty,
                            identity: Some(e.field("identity")),
                            endpoint: Some(e.field("endpoint")),
                            reconnects: false,
                        },
                        _ => {
                            let v = s.opaque(Type::Unknown);
                            return vec![(s, v)];
                        }
                    },
                    _ => {
                        let v = s.opaque(Type::Unknown);
                        return vec![(s, v)];
                    }
                };
                set(&mut o);
                let v = Val::Opts(Rc::new(o));
                if let Some(loc) = loc {
                    self.solver.write(&mut s, &loc, v.clone());
                    if self.is_variable(&loc) {
                        return vec![(s, Val::Ref(loc))];
                    }
                }
                vec![(s, v)]
            }
            None => {
                let v = s.opaque(Type::Unknown);
                vec![(s, v)]
            }
        }
    }

    /// Options of a client written as a struct expression.
    pub(crate) fn options_literal(
        &mut self,
        s: &mut State,
        krate: ExternId,
        path: &[String],
        values: &[(Rc<str>, Val)],
        base: Option<&Val>,
    ) -> Option<Val> {
        let model = self.solver.model_of(krate)?;
        let known = self.solver.clients.model(model);
        let index = known.type_index(&path.join("::"))?;
        if known.ty(index).role != Role::Options {
            return None;
        }
        let mut o = match base {
            Some(Val::Opts(o)) => (**o).clone(),
            _ => OptsVal {
                ty: TypeId { model, index },
                identity: None,
                endpoint: None,
                reconnects: false,
            },
        };
        for (name, v) in values {
            let Some(identity) = known.field_identity(index, name) else {
                continue;
            };
            let v = self.solver.look_through(s, v).0;
            if matches!(&v, Val::Adt(a) if a.variant.as_deref() == Some("None")) {
                continue;
            }
            if let Some(e) = self.solver.data(s, &v) {
                let e = match &identity.part {
                    Some(part) => part_of(part, e),
                    None => e,
                };
                o.identity = Some(e);
            }
        }
        Some(Val::Opts(Rc::new(o)))
    }

    /// A handle keeps a value for as long as it lives.
    fn keeps(&mut self, mut s: State, keeps: &Keeps, call: &ModelCall<'_>) -> Values {
        let v = self.argument(&mut s, &keeps.value, call);
        if let (Some(id), Some(v)) = (self.handle(&mut s, &keeps.handle, call), v) {
            // The callback may be called, with the handle itself.
            let _ = self.call_unknown(s.clone(), vec![v.clone()], Type::Unknown, call.span);
            if let Some(obj) = s.objs.get_mut(&id) {
                let mut holds = false;
                v.walk(&mut |v| {
                    holds |= matches!(v, Val::Obj(..) | Val::Shared(_) | Val::Task(..))
                });
                if holds && !obj.kept.contains(&v) {
                    obj.kept.push(v);
                }
            }
        }
        let v = s.opaque(Type::Unknown);
        vec![(s, v)]
    }

    /// A call that only gives values of known types. Those made of another value share its connection, its identity
    /// or its task.
    fn gives(&mut self, mut s: State, gives: &Gives, call: &ModelCall<'_>) -> Values {
        let of = gives
            .of
            .as_ref()
            .and_then(|p| self.argument(&mut s, p, call));
        let of = of.map(|v| self.solver.look_through(&mut s, &v));
        let shared = match &of {
            Some((v, loc)) => self.obj_of(&mut s, v, loc.as_ref()),
            None => None,
        };
        let of = of.map(|(v, _)| v);
        self.results_like(s, &gives.returns, shared, of.as_ref(), call.model)
    }

    /// A call whose answer says something of the connection.
    fn evidence(
        &mut self,
        mut s: State,
        evidence: &double_connect_clients::model::Evidence,
        call: &ModelCall<'_>,
    ) -> Values {
        use double_connect_clients::model::Proof;
        let id = self.handle(&mut s, &AccessPath::self_argument(), call);
        let Some(is) = evidence.is else {
            let v = s.opaque(Type::Unknown);
            return vec![(s, v)];
        };
        let mut out = Vec::new();
        for (value, proof) in [(is, evidence.proves), (!is, evidence.otherwise)] {
            let mut s = s.clone();
            if let Some(id) = id {
                let reconnects = s.objs.get(&id).is_some_and(|o| o.reconnects);
                match proof {
                    Proof::Gone if !reconnects => lose(&mut s, id),
                    Proof::Gone | Proof::Interrupted => {
                        // For the moment only: it can be open again by the next line.
                    }
                    Proof::Open if s.objs.get(&id).is_some_and(|o| o.status == Status::Closed) => {
                        continue;
                    }
                    _ => {}
                }
            }
            out.push((s, Val::Bool(value)));
        }
        out
    }

    /// A source of values.
    fn source(&mut self, s: &mut State, value: &ValueSource, call: &ModelCall<'_>) -> Val {
        match value.gives {
            ValueKind::Fresh => s.opaque(Type::Data),
            _ => {
                let args = call
                    .args
                    .iter()
                    .map(|v| self.solver.data(s, v).unwrap_or_else(|| s.symbol()))
                    .collect();
                Val::sym(Expr::Op(call.path.into(), args), Type::Data)
            }
        }
    }
}

/// The connection is closed.
pub(crate) fn lose(s: &mut State, id: ObjId) {
    s.lost = Some(true);
    if let Some(obj) = s.objs.get_mut(&id) {
        obj.status = Status::Closed;
        obj.queued = false;
        obj.opened = None;
        obj.attempts.0.clear();
    }
}

fn is_element(path: &AccessPath) -> bool {
    path.steps
        .iter()
        .any(|s| !matches!(s, Step::Payload(_) | Step::Tuple(_) | Step::Field(_)))
}

/// Whether a call speaks of a receiver.
fn takes_receiver(known: &CallModel<'_>) -> bool {
    let receiver = |p: &AccessPath| p.root == AccessRoot::Receiver;
    known
        .open
        .is_some_and(|o| o.handle.as_ref().is_some_and(receiver))
        || known.close.is_some_and(|c| receiver(&c.handle))
        || known
            .identity
            .is_some_and(|i| i.options.as_ref().is_some_and(receiver))
        || known.keeps.is_some_and(|k| receiver(&k.handle))
        || known
            .create
            .is_some_and(|c| c.options.as_ref().is_some_and(receiver))
        || known.task.is_some()
        || known
            .spawn
            .is_some_and(|s| s.set.as_ref().is_some_and(receiver))
        || known
            .gives
            .is_some_and(|g| g.of.as_ref().is_some_and(receiver))
}

/// A component of a string: `query:client_id` of a URL, `key:DeviceId` of a connection string.
fn part_of(part: &str, e: Expr) -> Expr {
    let Expr::Const(text) = &e else {
        return Expr::Op(part.into(), vec![e]);
    };
    let (kind, name) = part.split_once(':').unwrap_or(("", part));
    let separators: &[char] = if kind == "query" { &['?', '&'] } else { &[';'] };
    text.split(separators)
        .filter_map(|piece| piece.split_once('='))
        .find(|(key, _)| *key == name)
        .map_or(Expr::Op(part.into(), vec![e.clone()]), |(_, value)| {
            Expr::text(value)
        })
}

/// A value put together of the parts found at access paths.
fn build(s: &mut State, parts: Vec<(Vec<Step>, Val)>) -> Val {
    if parts.is_empty() {
        return s.opaque(Type::Unknown);
    }
    if let [(steps, v)] = parts.as_slice()
        && steps.is_empty()
    {
        return v.clone();
    }
    let first = parts.iter().find_map(|(steps, _)| steps.first().cloned());
    let inner = |want: &Step| -> Vec<(Vec<Step>, Val)> {
        parts
            .iter()
            .filter(|(steps, _)| steps.first() == Some(want))
            .map(|(steps, v)| (steps[1..].to_vec(), v.clone()))
            .collect()
    };
    match first {
        Some(Step::Payload(name)) => {
            let v = build(s, inner(&Step::Payload(name.clone())));
            Val::variant(&name, Some(v))
        }
        Some(Step::Tuple(_)) => {
            let size = parts
                .iter()
                .filter_map(|(steps, _)| match steps.first() {
                    Some(Step::Tuple(n)) => Some(n + 1),
                    _ => None,
                })
                .max()
                .unwrap_or(0);
            let values = (0..size)
                .map(|n| build(s, inner(&Step::Tuple(n))))
                .collect();
            Val::tuple(values)
        }
        Some(Step::Field(_)) => {
            let mut fields = std::collections::BTreeMap::new();
            for (steps, _) in &parts {
                if let Some(Step::Field(name)) = steps.first() {
                    let v = build(s, inner(&Step::Field(name.clone())));
                    fields.insert(name.as_str().into(), v);
                }
            }
            Val::Adt(Rc::new(AdtVal {
                ty: Type::Unknown,
                variant: None,
                fields,
                base: None,
            }))
        }
        _ => s.opaque(Type::Unknown),
    }
}
