//! Branches: the states in which a test holds and in which it does not.

use std::rc::Rc;

use super::Frame;
use super::memory::assume;
use super::place::Target;
use crate::domain::expr::Expr;
use crate::domain::state::Shape;
use crate::domain::value::AdtVal;
use crate::domain::{Loc, State, Type, Val};
use crate::ir::{self, Block, Lit, Operand, Test};
use crate::names::Res;

impl Frame<'_, '_> {
    /// Branches on a boolean operand.
    pub(super) fn branch(
        &mut self,
        mut s: State,
        cond: &Operand,
        then: Block,
        els: Block,
    ) -> Vec<(Block, State)> {
        let v = self.look(&mut s, cond);
        let v = self.solver.look_through(&mut s, &v).0;
        self.split_bool(s, &v)
            .into_iter()
            .map(|(s, yes)| (if yes { then } else { els }, s))
            .collect()
    }

    /// Branches on a pattern's test.
    pub(super) fn test(
        &mut self,
        mut s: State,
        place: &ir::Place,
        test: &Test,
        yes: Block,
        no: Block,
    ) -> Vec<(Block, State)> {
        let both = |s: State| vec![(yes, s.clone()), (no, s)];
        match test {
            Test::Variant(path) => {
                let program = self.solver.program;
                match program.resolve_value(&self.ctx, path) {
                    Res::Const(_) => return both(s),
                    Res::Adt(_) => return vec![(yes, s)],
                    _ => {}
                }
                let name = path.last().to_owned();
                let loc = match self.place(&mut s, place) {
                    Target::Loc(loc) => self.solver.deref_all_but_guard(&mut s, loc),
                    Target::Value(v) => match v {
                        Val::Adt(a) if a.variant.is_some() => {
                            let hit = a.variant.as_deref() == Some(&name);
                            return vec![(if hit { yes } else { no }, s)];
                        }
                        _ => return both(s),
                    },
                };
                let external = match program.resolve_value(&self.ctx, path) {
                    Res::External { krate, path } => Some((krate, path)),
                    _ => None,
                };
                let mut out = Vec::new();
                for (mut s, hit) in self.split_variant(s, &loc, &name) {
                    if let (true, Some((krate, external))) = (hit, &external) {
                        self.event_evidence(&mut s, *krate, external, path.span);
                    }
                    out.push((if hit { yes } else { no }, s));
                }
                out
            }
            Test::Lit(lit) => {
                let v = self.peek(&mut s, place);
                let v = self.solver.look_through(&mut s, &v).0;
                if let Lit::Bool(b) = lit {
                    return self
                        .split_bool(s, &v)
                        .into_iter()
                        .map(|(s, value)| (if value == *b { yes } else { no }, s))
                        .collect();
                }
                s.recent.forget_failure();
                let lit = super::place::literal(lit);
                let cond = self.binary(&mut s, "==", &v, &lit);
                self.split_bool(s, &cond)
                    .into_iter()
                    .map(|(s, hit)| (if hit { yes } else { no }, s))
                    .collect()
            }
            Test::Len { len, more } => {
                s.recent.forget_failure();
                let v = self.peek(&mut s, place);
                match self.solver.look_through(&mut s, &v).0 {
                    Val::Coll(c) if c.is_exact() => {
                        let (have, len) = (c.elems.len(), *len as usize);
                        let hit = have == len || *more && have > len;
                        vec![(if hit { yes } else { no }, s)]
                    }
                    _ => both(s),
                }
            }
            // A range, which can be a bound.
            Test::Other => {
                s.recent.forget_failure();
                both(s)
            }
        }
    }

    /// The states in which a value is true and in which it is false.
    pub(crate) fn split_bool(&self, s: State, v: &Val) -> Vec<(State, bool)> {
        match v {
            Val::Bool(b) => vec![(s, *b)],
            Val::Sym(e, _) => {
                let (e, flip) = match &**e {
                    Expr::Op(op, args) if &**op == "!" && args.len() == 1 => (&args[0], true),
                    e => (e, false),
                };
                match e {
                    Expr::Const(text) if &**text == "true" => return vec![(s, !flip)],
                    Expr::Const(text) if &**text == "false" => return vec![(s, flip)],
                    _ => {}
                }
                [true, false]
                    .into_iter()
                    .filter_map(|value| {
                        let mut s = s.clone();
                        assume(&mut s, e, Shape::Bool(value)).then_some((s, value != flip))
                    })
                    .collect()
            }
            _ => vec![(s.clone(), true), (s, false)],
        }
    }

    /// The states in which the content of a location is the variant `name` and in which it is not; in the first ones
    /// the location holds the variant with its fields.
    pub(crate) fn split_variant(&self, mut s: State, loc: &Loc, name: &str) -> Vec<(State, bool)> {
        match self.solver.read(&s, loc) {
            Val::Adt(adt) if adt.variant.is_some() => {
                let hit = adt.variant.as_deref() == Some(name);
                vec![(s, hit)]
            }
            Val::Adt(_) => vec![(s.clone(), true), (s, false)],
            // A lock call's result: locked.
            Val::Guard(to) => {
                if name == "Ok" || name == "Some" {
                    self.solver
                        .write(&mut s, loc, Val::variant(name, Some(Val::Ref(to))));
                    vec![(s, true)]
                } else {
                    vec![(s, false)]
                }
            }
            Val::Sym(e, ty) => {
                let mut out = Vec::new();
                let mut hit = s.clone();
                if assume(&mut hit, &e, Shape::Variant(name.into())) {
                    let adt = AdtVal {
                        ty: (*ty).clone(),
                        variant: Some(name.into()),
                        fields: Default::default(),
                        base: Some(e.clone()),
                    };
                    self.solver.write(&mut hit, loc, Val::Adt(Rc::new(adt)));
                    if let Some(ok) = is_ok(name) {
                        hit.answered(&e, ok);
                    }
                    out.push((hit, true));
                }
                if assume(&mut s, &e, Shape::NotVariants([name.into()].into())) {
                    if let Some(ok) = is_ok(name) {
                        s.answered(&e, !ok);
                    }
                    if let Some(other) = other_variant(name, &ty) {
                        let adt = AdtVal {
                            ty: (*ty).clone(),
                            variant: Some(other.into()),
                            fields: Default::default(),
                            base: Some(e),
                        };
                        self.solver.write(&mut s, loc, Val::Adt(Rc::new(adt)));
                    }
                    out.push((s, false));
                }
                out
            }
            _ => vec![(s.clone(), true), (s, false)],
        }
    }

    /// The states in which an `Option` or `Result` is `Some`/`Ok` and in which it is not.
    pub(crate) fn split_success(&mut self, mut s: State, place: &ir::Place) -> Vec<(State, bool)> {
        match self.place(&mut s, place) {
            Target::Loc(loc) => self.split_success_at(s, &loc),
            // A const, or `None` itself.
            Target::Value(v) => match known_success(&v) {
                Some(good) => vec![(s, good)],
                None => vec![(s.clone(), true), (s, false)],
            },
        }
    }

    /// As [`Frame::split_success`], for a location.
    pub(crate) fn split_success_at(&self, s: State, loc: &Loc) -> Vec<(State, bool)> {
        let v = self.solver.read(&s, loc);
        if let Some(good) = known_success(&v) {
            return vec![(s, good)];
        }
        match v {
            Val::Sym(_, ty) => match &*ty {
                Type::Option(_) => self.split_variant(s, loc, "Some"),
                _ => self.split_variant(s, loc, "Ok"),
            },
            Val::Guard(_) => vec![(s, true)],
            _ => vec![(s.clone(), true), (s, false)],
        }
    }
}

/// Whether a value is `Some` or `Ok`, where its variant is known.
fn known_success(v: &Val) -> Option<bool> {
    match v {
        Val::Adt(adt) => adt.variant.as_deref().map(|v| matches!(v, "Some" | "Ok")),
        _ => None,
    }
}

/// Whether a variant of `Result` is the good one.
fn is_ok(variant: &str) -> Option<bool> {
    match variant {
        "Ok" => Some(true),
        "Err" => Some(false),
        _ => None,
    }
}

/// The variant that is left when one of two is ruled out.
fn other_variant(name: &str, ty: &Type) -> Option<&'static str> {
    Some(match name {
        "Some" => "None",
        "None" => "Some",
        "Ok" => "Err",
        "Err" => "Ok",
        _ => return None,
    })
    .filter(|_| !matches!(ty, Type::Adt(..)))
}
