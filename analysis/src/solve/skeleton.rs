//! Skeletons: states and values without data, and what stands for two with the same skeleton.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Solver;
use crate::domain::channel::is_message;
use crate::domain::question::Question;
use crate::domain::recent::Recent;
use crate::domain::state::{Shape, Site};
use crate::domain::value::{AdtVal, CollVal, FunVal, FutVal};
use crate::domain::{Expr, State, Type, Val};
use crate::source::{FileId, Span};

/// A state without data: what it says of connections, tasks and the slots that can hold them. `args` are the types of
/// what came in; without them, it does not say which variant a slot was then.
pub(super) fn skeleton(solver: &Solver<'_>, args: &[Type], s: &State) -> State {
    let mut out = s.clone();
    // A caller knows which variant a slot of its own was, and what lies in its channels.
    out.shapes.retain(|e, shape| match shape {
        Shape::Variant(_) => is_slot(solver, args, e),
        _ => is_of_channel(e),
    });
    out.pointers.clear();
    out.answers.clear();
    out.locals = s
        .locals
        .iter()
        .map(|(l, v)| (*l, bone(solver, v)))
        .filter(|(_, v)| *v != Val::Moved)
        .collect();
    out.mem = s
        .mem
        .iter()
        .filter_map(|(e, v)| {
            let bone = match bone(solver, v) {
                Val::Moved if can_hold(solver, s, e) => emptied(v)?,
                Val::Moved => return None,
                bone => bone,
            };
            Some((e.clone(), bone))
        })
        .collect();
    for v in out.statics.values_mut() {
        *v = bone(solver, v);
    }
    for cell in out.cells.values_mut() {
        cell.val = bone(solver, &cell.val);
    }
    for task in out.tasks.values_mut() {
        task.holds = task.holds.iter().map(|v| bone(solver, v)).collect();
    }
    for (v, _) in &mut out.in_call {
        *v = bone(solver, v);
    }
    out
}

/// Whether this is a question about a channel that came in.
fn is_of_channel(e: &Expr) -> bool {
    match Question::of(e) {
        Some(Question::Cut(_) | Question::Unheard(_)) => true,
        Some(Question::Empty(collection)) => is_message(collection),
        _ => false,
    }
}

/// Whether this is what something that can hold a connection was on entry.
fn is_slot(solver: &Solver<'_>, args: &[Type], e: &Expr) -> bool {
    e.is_input() && is_slot_type(solver, &input_type(solver, args, e))
}

fn is_slot_type(solver: &Solver<'_>, ty: &Type) -> bool {
    match ty {
        Type::Ref(inner) | Type::Shared(inner) => is_slot_type(solver, inner),
        // A `None` does not say of what.
        Type::Option(inner) => **inner == Type::Unknown || is_slot_type(solver, inner),
        ty => solver.may_hold(ty),
    }
}

/// The type of an argument or a part of one.
fn input_type(solver: &Solver<'_>, args: &[Type], e: &Expr) -> Type {
    match e {
        Expr::Arg(n) => args.get(*n as usize).cloned().unwrap_or(Type::Unknown),
        Expr::Field(base, name) => solver.component(&input_type(solver, args, base), name),
        _ => Type::Unknown,
    }
}

/// Whether what a pointer of the caller points to can hold a connection, as far as is known.
fn can_hold(solver: &Solver<'_>, s: &State, pointer: &Rc<Expr>) -> bool {
    let ty = s.pointers.get(pointer);
    ty.is_none_or(|ty| *ty == Type::Unknown || solver.may_hold(ty))
}

/// A slot of the caller that holds nothing any more is not one that was not touched.
fn emptied(v: &Val) -> Option<Val> {
    Some(match v {
        Val::Adt(a) => Val::Adt(Rc::new(AdtVal {
            ty: Type::Unknown,
            variant: a.variant.clone(),
            fields: BTreeMap::new(),
            base: None,
        })),
        Val::Coll(_) => Val::Coll(Rc::default()),
        Val::Moved | Val::Gone(..) => Val::Moved,
        _ => return None,
    })
}

/// A state that does not say where connections and tasks came from.
pub(super) fn without_history(mut s: State) -> State {
    let nowhere = Site::here(Span {
        file: FileId(0),
        start: 0,
        end: 0,
    });
    for obj in s.objs.values_mut() {
        obj.created = nowhere.clone();
        obj.opened = obj.opened.as_ref().map(|_| nowhere.clone());
        if let Some(doubt) = &mut obj.doubt {
            doubt.span = nowhere.span;
        }
    }
    for task in s.tasks.values_mut() {
        task.site = nowhere.clone();
    }
    s.recent = Recent::default();
    s
}

/// A value with its data erased. Structs of which no field can hold anything but data are data.
pub(super) fn bone(solver: &Solver<'_>, v: &Val) -> Val {
    match v {
        Val::Bool(_) | Val::Gone(..) => Val::Moved,
        Val::Sym(e, _) if may_identify(e) => v.clone(),
        // Which channel it belongs to is no data.
        Val::Sym(_, ty) if matches!(**ty, Type::End(..)) => v.clone(),
        Val::Sym(_, ty) if !solver.may_hold(ty) => Val::Moved,
        Val::Adt(a) => {
            let is_data = |v: &Val| *v == Val::Moved;
            let fields: BTreeMap<_, _> = a
                .fields
                .iter()
                .map(|(k, v)| (k.clone(), bone(solver, v)))
                .collect();
            match &a.ty {
                Type::Adt(..) if !solver.may_hold(&a.ty) => Val::Moved,
                // Of a struct's slots, an empty one says as much as a full one.
                Type::Adt(..) => {
                    let slot = |k: &str| {
                        let name = a
                            .variant
                            .as_ref()
                            .map_or_else(|| k.to_owned(), |v| format!("{v}.{k}"));
                        solver.may_hold(&solver.component(&a.ty, &name))
                    };
                    let fields = fields
                        .into_iter()
                        .filter_map(|(k, v)| match a.fields.get(&k) {
                            Some(inner @ (Val::Adt(_) | Val::Coll(_)))
                                if is_data(&v) && slot(&k) =>
                            {
                                Some((k, inner.clone()))
                            }
                            _ if is_data(&v) => None,
                            _ => Some((k, v)),
                        })
                        .collect();
                    Val::Adt(Rc::new(AdtVal {
                        fields,
                        ..(**a).clone()
                    }))
                }
                // Of what came from a caller the parts that are not named here can hold something.
                ty if fields.values().all(is_data)
                    && (a.base.is_none() || !solver.may_hold(ty)) =>
                {
                    Val::Moved
                }
                _ => Val::Adt(Rc::new(AdtVal {
                    fields,
                    ..(**a).clone()
                })),
            }
        }
        Val::Coll(c) => {
            let elems: Vec<_> = c
                .elems
                .iter()
                .map(|(_, v)| (None, bone(solver, v)))
                .collect();
            if c.base.is_none() && elems.iter().all(|(_, v)| *v == Val::Moved) {
                Val::Moved
            } else {
                Val::Coll(Rc::new(CollVal {
                    elems,
                    ..(**c).clone()
                }))
            }
        }
        Val::Fun(f) => Val::Fun(Rc::new(bare(solver, f))),
        Val::Future(f) => match &**f {
            FutVal::Ready(v) if bone(solver, v) == Val::Moved => Val::Moved,
            FutVal::Run(f) => Val::Future(Rc::new(FutVal::Run(bare(solver, f)))),
            _ => v.clone(),
        },
        other => other.clone(),
    }
}

/// Whether a piece of data may be an identity of which it is known which one. Numbers count turns and amounts.
fn may_identify(e: &Expr) -> bool {
    matches!(e, Expr::Const(text) if text.parse::<f64>().is_err())
}

fn bare(solver: &Solver<'_>, f: &FunVal) -> FunVal {
    FunVal {
        code: f.code,
        captures: f.captures.iter().map(|v| bone(solver, v)).collect(),
    }
}
