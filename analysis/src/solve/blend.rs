//! What stands for two states, and for two values, with the same skeleton.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::domain::recent::Recent;
use crate::domain::shared::Shared;
use crate::domain::state::Shape;
use crate::domain::value::{AdtVal, CollVal, FunVal, FutVal};
use crate::domain::{Expr, State, Type, Val};

/// Two states that are being made one: the first, which changes, and the second.
pub(super) struct Merge<'s> {
    state: &'s mut State,
    other: &'s State,
    /// What was known of the first one's symbols.
    shapes: Shared<BTreeMap<Expr, Shape>>,
    /// What stands for a symbol of the first and one of the second.
    made: FxHashMap<(Rc<Expr>, Rc<Expr>), Val>,
}

/// Makes a state hold for another one with the same skeleton too. The values that come with them are blended by what is
/// given.
pub(super) fn merge<'s>(state: &'s mut State, other: &'s State) -> Merge<'s> {
    let shapes = state.shapes.clone();
    let mut merge = Merge {
        state,
        other,
        shapes,
        made: FxHashMap::default(),
    };
    merge.states();
    merge
}

impl Merge<'_> {
    fn states(&mut self) {
        let other = self.other;
        // What is forgotten may be a bound on the number of attempts.
        self.state.recent.forget_failure();
        if self.state.recent != other.recent {
            self.state.recent = Recent::default();
        }
        self.state
            .shapes
            .retain(|e, shape| other.shapes.get(e) == Some(shape));
        self.state
            .answers
            .retain(|symbol, answer| other.answers.get(symbol) == Some(answer));
        let mut locals = std::mem::take(&mut self.state.locals);
        locals.retain(|l, _| other.locals.contains_key(l));
        for (l, x) in &mut locals {
            self.replace(x, other.locals.get(l));
        }
        self.state.locals = locals;
        let mut mem = std::mem::take(&mut self.state.mem);
        for (e, x) in &mut mem {
            self.replace(x, other.mem.get(e));
        }
        self.state.mem = mem;
        let mut cells = std::mem::take(&mut self.state.cells);
        for (c, x) in &mut cells {
            self.replace(&mut x.val, other.cells.get(c).map(|c| &c.val));
        }
        self.state.cells = cells;
        let mut statics = std::mem::take(&mut self.state.statics);
        for (id, x) in &mut statics {
            self.replace(x, other.statics.get(id));
        }
        self.state.statics = statics;
    }

    fn replace(&mut self, x: &mut Val, y: Option<&Val>) {
        if let Some(y) = y
            && x != y
        {
            *x = self.blend(x, y);
        }
    }

    /// A value that stands for one of the first state and one of the second; they have the same bone.
    pub(super) fn blend(&mut self, x: &Val, y: &Val) -> Val {
        match (x, y) {
            _ if x == y => x.clone(),
            (Val::Adt(a), Val::Adt(b))
                if a.variant == b.variant && a.ty == b.ty && a.base == b.base =>
            {
                let mut fields = a.fields.clone();
                for (k, v) in &mut fields {
                    *v = match b.fields.get(k) {
                        Some(w) => self.blend(v, w),
                        None => self.state.opaque(type_of(v)),
                    };
                }
                for (k, v) in &b.fields {
                    if !fields.contains_key(k) {
                        let v = self.state.opaque(type_of(v));
                        fields.insert(k.clone(), v);
                    }
                }
                Val::Adt(Rc::new(AdtVal {
                    fields,
                    ..(**a).clone()
                }))
            }
            (Val::Fun(a), Val::Fun(b))
                if a.code == b.code && a.captures.len() == b.captures.len() =>
            {
                Val::Fun(Rc::new(self.functions(a, b)))
            }
            (Val::Future(a), Val::Future(b)) => match (&**a, &**b) {
                (FutVal::Run(a), FutVal::Run(b))
                    if a.code == b.code && a.captures.len() == b.captures.len() =>
                {
                    Val::Future(Rc::new(FutVal::Run(self.functions(a, b))))
                }
                _ => x.clone(),
            },
            (Val::Coll(a), Val::Coll(b)) if a.elems.len() == b.elems.len() => {
                let pairs = a.elems.iter().zip(&b.elems);
                let elems = pairs
                    .map(|((k, v), (_, w))| (k.clone(), self.blend(v, w)))
                    .collect();
                let mut both = CollVal {
                    elems,
                    open_ended: a.open_ended || b.open_ended,
                    gap: a.gap,
                    repeat: a.repeat.filter(|_| a.repeat == b.repeat),
                    base: a.base.clone(),
                    keyed: a.keyed,
                };
                let repeats = [a.repeat, b.repeat].into_iter().flatten();
                let behind = repeats.filter(|_| a.repeat != b.repeat).map(|at| at + 1);
                for gap in b.gap.into_iter().chain(behind) {
                    both.forget_behind(gap);
                }
                Val::Coll(Rc::new(both))
            }
            (Val::Coll(c), _) | (_, Val::Coll(c)) => Val::Coll(Rc::new(CollVal {
                open_ended: true,
                keyed: c.keyed,
                ..CollVal::default()
            })),
            (Val::Sym(e, ty), Val::Sym(f, _)) => self.symbols(e, f, ty),
            _ => self.state.opaque(either_type(type_of(x), &type_of(y))),
        }
    }

    fn functions(&mut self, a: &FunVal, b: &FunVal) -> FunVal {
        let pairs = a.captures.iter().zip(&b.captures);
        FunVal {
            code: a.code,
            captures: pairs.map(|(v, w)| self.blend(v, w)).collect(),
        }
    }

    /// A symbol for one of each state: what was known of both is known of it.
    fn symbols(&mut self, e: &Rc<Expr>, f: &Rc<Expr>, ty: &Rc<Type>) -> Val {
        let pair = (e.clone(), f.clone());
        if let Some(v) = self.made.get(&pair) {
            return v.clone();
        }
        let shape = self.shapes.get(&**e);
        let shape = shape.filter(|shape| self.other.shapes.get(&**f) == Some(shape));
        let shape = shape.cloned();
        let v = self.state.opaque((**ty).clone());
        if let (Val::Sym(symbol, _), Some(shape)) = (&v, shape) {
            self.state.shapes.insert((**symbol).clone(), shape);
        }
        self.made.insert(pair, v.clone());
        v
    }
}

/// What is known of a type from two values that have it.
fn either_type(x: Type, y: &Type) -> Type {
    let inner = |x: &Type, y: &Type| Rc::new(either_type(x.clone(), y));
    match (&x, y) {
        (Type::Unknown, _) => y.clone(),
        (Type::Option(x), Type::Option(y)) => Type::Option(inner(x, y)),
        (Type::Result(ok, err), Type::Result(other_ok, other_err)) => {
            Type::Result(inner(ok, other_ok), inner(err, other_err))
        }
        _ => x,
    }
}

fn type_of(v: &Val) -> Type {
    match v {
        Val::Bool(_) => Type::Bool,
        Val::Sym(_, ty) | Val::Gone(_, ty) => (**ty).clone(),
        Val::Adt(a) => match (&a.ty, a.variant.as_deref()) {
            (Type::Unknown, Some(variant)) => {
                let inside = a.fields.get("0").map_or(Type::Unknown, type_of);
                Type::of_variant(variant, inside)
            }
            (ty, _) => ty.clone(),
        },
        _ => Type::Unknown,
    }
}
