//! The values that modelled calls give, put together of the parts that the model names.

use std::rc::Rc;

use double_connect_clients::access::{AccessPath, Step};
use double_connect_clients::model::{DropEffect, Gives, Role};
use double_connect_clients::{ModelId, TypeId};

use super::ModelCall;
use crate::domain::channel::Content;
use crate::domain::value::{AdtVal, OptsVal};
use crate::domain::{Expr, ObjId, State, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// A call that only gives values of known types. Those made of another value share its connection, its identity
    /// or its task.
    pub(in crate::solve) fn gives(
        &mut self,
        mut s: State,
        gives: &Gives,
        call: &ModelCall<'_>,
    ) -> Values {
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
        let sends = gives.sends.as_ref();
        let first = sends.and_then(|path| self.argument(&mut s, path, call));
        let mut out = self.results_like(s, &gives.returns, shared, of.as_ref(), call.model);
        if let Some(first) = first {
            for (s, ends) in &mut out {
                self.put_first(s, ends, first.clone());
            }
        }
        out
    }

    /// The result of a call by what its model says is found in it; where a part lies in `Ok` or `Some`, the call can
    /// also fail. Handles among the parts are those of `obj`.
    pub(super) fn results(
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

    pub(super) fn result_value(
        &mut self,
        s: &mut State,
        returns: &std::collections::BTreeMap<AccessPath, String>,
        obj: Option<ObjId>,
        of: Option<&Val>,
        model: ModelId,
    ) -> Val {
        let known = self.solver.clients.model(model);
        let mut pair: Option<Expr> = None;
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
                        Some(Val::Task(id, _)) => {
                            let aborts = known.ty(index).drop == DropEffect::Closes;
                            if let Some(task) = s.tasks.get_mut(id).filter(|_| aborts) {
                                task.aborts_on_drop = true;
                            }
                            Val::Task(*id, ty)
                        }
                        _ => Val::Moved,
                    },
                    (role @ (Role::SendingEnd | Role::ReceivingEnd), _)
                        if matches!(of, Some(Val::Sym(_, ty)) if matches!(**ty, Type::End(..))) =>
                    {
                        of.map_or(Val::Moved, |of| self.end_like(s, of, role, ty))
                    }
                    (role @ (Role::SendingEnd | Role::ReceivingEnd), _) => {
                        let pair = pair.get_or_insert_with(|| new_channel(s));
                        self.end_of_channel(pair, role, ty)
                    }
                    (Role::TaskSet, _) => Val::TaskSet(Rc::new(Vec::new()), ty),
                    _ => s.opaque(Type::Handle(ty)),
                };
                Some((path.steps.clone(), v))
            })
            .collect();
        build(s, parts)
    }
}

/// A value put together of the parts found at access paths.
pub(crate) fn build(s: &mut State, parts: Vec<(Vec<Step>, Val)>) -> Val {
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

/// A symbol for the pair of ends of a channel in which nothing lies.
fn new_channel(s: &mut State) -> Expr {
    let pair = s.symbol();
    Content::empty().put(s, &pair);
    pair
}
