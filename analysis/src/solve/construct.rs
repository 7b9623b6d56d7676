//! Right sides that make a value: bindings, structs, closures, operations on data.

use std::rc::Rc;

use super::Frame;
use super::place::Target;
use crate::domain::expr::Expr;
use crate::domain::value::{AdtVal, CollVal, FunVal, FutVal};
use crate::domain::{Loc, State, Type, Val};
use crate::ir::{self, AggregateKind, BodyKind, CaptureMode, Operand};
use crate::names::{BodyId, Res};

/// How many numbers of a range are known one by one.
const MAX_RANGE: i128 = 3;

impl Frame<'_, '_> {
    /// A binding of a pattern: a borrow if the pattern looked through a reference, else a move.
    pub(super) fn bind(&mut self, s: &mut State, place: &ir::Place) -> Val {
        let through = place.proj.iter().any(|p| !matches!(p, ir::Proj::Deref))
            && self.behind_pointer(s, place);
        match self.place(s, place) {
            Target::Value(Val::Coll(rest)) if !through => {
                let elems = rest.elems.iter().map(|(key, v)| match v {
                    Val::Ref(loc) => (key.clone(), self.take(s, loc)),
                    v => (key.clone(), v.clone()),
                });
                Val::Coll(Rc::new(CollVal {
                    elems: elems.collect(),
                    ..(*rest).clone()
                }))
            }
            Target::Loc(loc) if through => match self.solver.read(s, &loc) {
                // A reference to a reference or to data is as good as the thing itself.
                v @ (Val::Ref(_) | Val::Bool(_)) => v,
                v @ Val::Sym(..) if matches!(&v, Val::Sym(_, t) if matches!(**t, Type::Data | Type::Bool | Type::Ref(_))) => {
                    v
                }
                _ => Val::Ref(loc),
            },
            Target::Loc(loc) => self.take(s, &loc),
            Target::Value(v) => v,
        }
    }

    /// Whether a pattern's place is reached through a pointer that is not dereferenced in writing.
    fn behind_pointer(&mut self, s: &mut State, place: &ir::Place) -> bool {
        let mut prefix = ir::Place {
            root: place.root.clone(),
            proj: Vec::new(),
        };
        for proj in &place.proj {
            if !matches!(proj, ir::Proj::Deref) {
                let Target::Loc(loc) = self.place(s, &prefix) else {
                    return false;
                };
                if self.solver.step(s, &loc).is_some() {
                    return true;
                }
            }
            prefix.proj.push(proj.clone());
        }
        false
    }

    /// A tuple, array, struct or variant.
    pub(super) fn aggregate(
        &mut self,
        s: &mut State,
        kind: &AggregateKind,
        fields: &[(String, Operand)],
        base: Option<&Operand>,
    ) -> Val {
        let values: Vec<(Rc<str>, Val)> = fields
            .iter()
            .map(|(name, op)| (name.as_str().into(), self.operand(s, op)))
            .collect();
        match kind {
            AggregateKind::Tuple => Val::tuple(values.into_iter().map(|(_, v)| v).collect()),
            AggregateKind::Array { repeat, .. } => Val::Coll(Rc::new(CollVal {
                open_ended: *repeat,
                ..CollVal::of(values.into_iter().map(|(_, v)| v))
            })),
            AggregateKind::Struct(path) => {
                let named: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
                let base = base.map(|b| self.rest_of(s, b, &named));
                self.construct(s, path, values, base)
            }
        }
    }

    /// What a struct's literal takes of `..base`: the fields that it does not name; the others stay where they are.
    fn rest_of(&mut self, s: &mut State, base: &Operand, named: &[&str]) -> Val {
        match base {
            Operand::Use(place) => match self.place(s, place) {
                Target::Loc(loc) => self.all_but(s, &loc, named),
                Target::Value(v) => v,
            },
            base => self.operand(s, base),
        }
    }

    /// Takes the fields of a struct but for those that are named; all of a value whose fields are not known.
    fn all_but(&mut self, s: &mut State, loc: &Loc, named: &[&str]) -> Val {
        let whole = self.solver.read(s, loc);
        let Type::Adt(ty) = self.solver.value_type(s, &whole) else {
            return self.take(s, loc);
        };
        let Some(mut adt) = whole.structured() else {
            return self.take(s, loc);
        };
        for field in self.solver.program[ty.id].fields(None) {
            let v = match named.contains(&&*field.name) {
                true => Val::Moved,
                false => self.take(s, &loc.field(&field.name)),
            };
            adt.fields.insert(field.name.as_str().into(), v);
        }
        Val::Adt(Rc::new(adt))
    }

    /// A value of a struct or variant, of the project or of a client's options.
    pub(crate) fn construct(
        &mut self,
        s: &mut State,
        path: &ir::Path,
        values: Vec<(Rc<str>, Val)>,
        base: Option<Val>,
    ) -> Val {
        let program = self.solver.program;
        let res = match program.resolve_value(&self.ctx, path) {
            Res::Unknown => program.resolve_type(&self.ctx, path),
            res => res,
        };
        let (ty, variant): (Type, Option<Rc<str>>) = match &res {
            Res::Adt(id) => (self.solver.adt_type(*id), None),
            Res::Variant(id, _) => (self.solver.adt_type(*id), Some(path.last().into())),
            Res::External {
                krate,
                path: inside,
            } => {
                if let Some(v) = self.options_literal(s, *krate, inside, &values, base.as_ref()) {
                    return v;
                }
                let variant = matches!(path.last(), "Some" | "Ok" | "Err" | "None")
                    .then(|| path.last().into());
                (Type::Unknown, variant)
            }
            _ => (Type::Unknown, None),
        };
        let from_default =
            matches!(&base, Some(Val::Adt(b)) if b.ty == Type::Unknown && b.fields.is_empty());
        let mut adt = base.and_then(|b| b.structured()).unwrap_or(AdtVal {
            ty: ty.clone(),
            variant: None,
            fields: Default::default(),
            base: None,
        });
        if from_default && let Val::Adt(default) = self.default_of(s, &ty) {
            adt = (*default).clone();
        }
        adt.ty = ty;
        adt.variant = variant;
        adt.fields.extend(values);
        Val::Adt(Rc::new(adt))
    }

    /// `None` or `Err(…)`, with the type of the payload that it does not have if the path says it (`None::<T>`,
    /// `Err::<T, E>`, `Option::<T>::None`): that is what `unwrap_or_default` gives.
    pub(crate) fn without_payload(&self, path: &ir::Path, payload: Option<Val>) -> Val {
        let written = path.segments.iter().rev().take(2);
        let args = written.map(|s| &s.args[..]).find(|args| !args.is_empty());
        let of = |ty| {
            let ty = self.solver.program.resolve_ty(&self.ctx, ty);
            self.solver.type_of(&ty)
        };
        // Of others nothing is gained by it, and each is as good as one that was emptied.
        let has_default = |ty: &Type| {
            matches!(
                ty,
                Type::Option(_) | Type::Coll(_) | Type::Bool | Type::Data
            )
        };
        let ty = match (path.last(), args) {
            ("None", Some([some])) => Some(of(some))
                .filter(has_default)
                .map(|some| Type::Option(Rc::new(some))),
            ("Err", Some([ok, err])) => Some(of(ok))
                .filter(has_default)
                .map(|ok| Type::Result(Rc::new(ok), Rc::new(of(err)))),
            _ => None,
        };
        Val::Adt(Rc::new(AdtVal {
            ty: ty.unwrap_or(Type::Unknown),
            variant: Some(path.last().into()),
            fields: payload.into_iter().map(|v| ("0".into(), v)).collect(),
            base: None,
        }))
    }

    /// A closure or async block with what it captures.
    pub(super) fn closure(&mut self, s: &mut State, index: ir::BodyIndex) -> Val {
        let program = self.solver.program;
        let Some(id) = program[self.body].children.get(index.0 as usize).copied() else {
            return s.opaque(Type::Unknown);
        };
        let body = &program[id].body;
        let captures = body
            .captures
            .iter()
            .map(|c| match c.mode {
                CaptureMode::Value => {
                    let named: Vec<&str> = c.without.iter().map(String::as_str).collect();
                    match self.place(s, &c.place) {
                        Target::Loc(loc) if named.is_empty() => self.take(s, &loc),
                        Target::Loc(loc) => self.all_but(s, &loc, &named),
                        Target::Value(v) => v,
                    }
                }
                CaptureMode::Ref => match self.place(s, &c.place) {
                    Target::Loc(loc) => match self.solver.read(s, &loc) {
                        v if c.place.proj.iter().all(is_field)
                            && self.takes_captured(s, id, c.local, &v) =>
                        {
                            self.take(s, &loc)
                        }
                        // Data is copied: it does not change under the closure's hands.
                        Val::Sym(e, ty) if *ty == Type::Data => Val::Sym(e, ty),
                        _ => Val::Ref(loc),
                    },
                    Target::Value(v) => v,
                },
            })
            .collect();
        let fun = FunVal {
            code: crate::domain::types::Code::Body(id),
            captures,
        };
        match body.kind {
            BodyKind::AsyncBlock => Val::Future(Rc::new(FutVal::Run(fun))),
            _ => Val::Fun(Rc::new(fun)),
        }
    }

    /// Whether a closure or async block takes a value along that it seems to borrow.
    fn takes_captured(&self, s: &State, id: BodyId, local: ir::Local, v: &Val) -> bool {
        let owns = matches!(v, Val::Adt(_) | Val::Obj(..) | Val::Sym(..));
        owns && self
            .solver
            .takes_captured(id, local, &self.solver.value_type(s, v))
    }

    /// A range: the numbers in it as far as they are few and known.
    pub(super) fn range(
        &mut self,
        s: &mut State,
        start: Option<Val>,
        end: Option<Val>,
        inclusive: bool,
    ) -> Val {
        let number = |v: Option<Val>| match self.solver.data(s, &v?)? {
            Expr::Const(text) => text.parse::<i128>().ok(),
            _ => None,
        };
        let has_end = end.is_some();
        let (Some(first), last) = (number(start), number(end)) else {
            return s.opaque(Type::Unknown);
        };
        let count = match last {
            Some(last) => (last - first + i128::from(inclusive)).max(0),
            // `n..` has no end, `n..m` an unknown one.
            None if has_end => return s.opaque(Type::Unknown),
            None => i128::MAX,
        };
        let known = count.min(MAX_RANGE) as usize;
        let mut numbers = CollVal::of(
            (first..)
                .take(known)
                .map(|number| Val::text(&number.to_string())),
        );
        numbers.open_ended = count > MAX_RANGE;
        Val::Coll(Rc::new(numbers))
    }

    /// A comparison or another operation on data.
    pub(super) fn binary(&mut self, s: &mut State, op: &str, a: &Val, b: &Val) -> Val {
        let comparison = matches!(op, "==" | "!=" | "<" | ">" | "<=" | ">=");
        let ty = if comparison { Type::Bool } else { Type::Data };
        let (Some(a), Some(b)) = (self.solver.data(s, a), self.solver.data(s, b)) else {
            return s.opaque(ty);
        };
        match (op, &a, &b) {
            ("==", Expr::Const(x), Expr::Const(y)) => return Val::Bool(x == y),
            ("!=", Expr::Const(x), Expr::Const(y)) => return Val::Bool(x != y),
            ("+", _, _) => return Val::sym(Expr::concat([a, b]), ty),
            ("!=", _, _) => {
                return Val::sym(
                    Expr::Op("!".into(), vec![Expr::Op("==".into(), vec![a, b])]),
                    ty,
                );
            }
            _ => {}
        }
        Val::sym(Expr::Op(op.into(), vec![a, b]), ty)
    }
}

/// Whether the step stays within the value.
fn is_field(step: &ir::Proj) -> bool {
    matches!(step, ir::Proj::Field(_) | ir::Proj::Variant(..))
}
