//! Options of a client: what is read from them when a connection is made, and the calls and struct expressions that
//! put an identity into them.

use std::rc::Rc;

use double_connect_clients::TypeId;
use double_connect_clients::access::{AccessPath, Root as AccessRoot, Step};
use double_connect_clients::model::{DefaultIdentity, Gives, Identity, Role};

use super::ModelCall;
use crate::domain::expr::Expr;
use crate::domain::value::OptsVal;
use crate::domain::{State, Type, Val};
use crate::names::ExternId;
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// Identity, broker and reconnection that a call gets by its options or directly.
    pub(super) fn options(
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

    /// A call that puts an identity into options.
    pub(super) fn set_identity(
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
                let mut v = Val::Opts(Rc::new(o));
                if let Some(loc) = loc {
                    self.solver.write(&mut s, &loc, v.clone());
                    if self.is_variable(&loc) {
                        v = Val::Ref(loc);
                    }
                }
                // A setter that can fail gives the options back in a `Result`.
                if gives.is_some_and(|g| g.returns.keys().any(fallible)) {
                    let mut bad = s.clone();
                    let err = Val::err(bad.opaque(Type::Unknown));
                    return vec![(s, Val::ok(v)), (bad, err)];
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
                let is_endpoint = !identity.endpoint.is_empty();
                if is_endpoint {
                    o.endpoint = Some(e.clone());
                }
                if !is_endpoint || identity.identity.is_some() {
                    o.identity = Some(e);
                }
            }
        }
        Some(Val::Opts(Rc::new(o)))
    }
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
