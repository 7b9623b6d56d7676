//! Which analysis of a piece of code fits a call: what the call tells of the types that come in.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::summary::Key;
use super::{Frame, Solver};
use crate::domain::types::{AdtType, Code, CollType, ElemType};
use crate::domain::{State, Type, Val};
use crate::ir;
use crate::names::{FnId, RTy};

impl Frame<'_, '_> {
    /// What a call tells of a function's type parameters: as written (`f::<Wire>`), or by an argument's type.
    pub(super) fn generics(
        &self,
        s: &State,
        id: FnId,
        written: &[RTy],
        args: &[Val],
    ) -> Vec<(String, RTy)> {
        let program = self.solver.program;
        let params = &program[id].ir.generics;
        let by_argument = |name: &str| {
            (0..program[id].ir.params.len()).find_map(|i| {
                match program.fn_param_ty(id, i).without_refs() {
                    RTy::Param(param) if param == name => {}
                    _ => return None,
                }
                let v = self.solver.through(s, args.get(i)?);
                Some(self.rust_type(&self.solver.value_type(s, &v)))
            })
        };
        let bound = params.iter().enumerate().filter_map(|(i, param)| {
            let ty = match written.get(i) {
                Some(RTy::Param(outer)) => self.ctx.param(outer),
                Some(RTy::Unknown) | None => by_argument(&param.name)?,
                Some(ty) => ty.clone(),
            };
            matches!(ty, RTy::Adt(..)).then(|| (param.name.clone(), ty))
        });
        bound.collect()
    }

    /// Which analysis of a piece of code fits these arguments.
    pub(crate) fn key_for(&self, s: &State, code: Code, passed: &[Val]) -> Key {
        let actual = passed.iter().map(|v| self.solver.value_type(s, v));
        let declared: Vec<Type> = match code {
            Code::Fn(id) => self.solver.declared_args(id),
            Code::Body(id) => {
                let body = &self.solver.program[id].body;
                let ctx = self.solver.program.body_ctx(id);
                let declared = |local: ir::Local| {
                    let ty = body.locals.get(local.0 as usize)?.ty.as_ref()?;
                    Some(
                        self.solver
                            .type_of(&self.solver.program.resolve_ty(&ctx, ty)),
                    )
                };
                // The declared type of a captured variable is that of the variable, not of a reference to it.
                let captures = body.captures.iter().enumerate().map(|(i, c)| match c.mode {
                    ir::CaptureMode::Value => declared(c.local),
                    // Taken along after all: `Solver::takes_captured`.
                    ir::CaptureMode::Ref if passed.get(i).is_some_and(is_owned) => {
                        declared(c.local)
                    }
                    ir::CaptureMode::Ref => declared(c.local).map(|ty| Type::Ref(Rc::new(ty))),
                });
                let params = body.params.iter().map(|l| declared(*l));
                captures
                    .chain(params)
                    .map(|ty| ty.unwrap_or(Type::Unknown))
                    .collect()
            }
        };
        let actual = actual.chain(std::iter::repeat(Type::Unknown));
        let args: Vec<Type> = declared
            .into_iter()
            .zip(actual)
            .map(|(declared, actual)| refine(declared, &actual))
            .collect();
        let aliases = self.aliases(s, passed, &args);
        let told = self.told(s, passed);
        let telling = |elements| Key {
            code,
            args: args
                .iter()
                .map(|ty| self.solver.concise(ty, elements))
                .collect(),
            generics: Vec::new(),
            aliases: aliases.clone(),
            told: told.clone(),
        };
        let key = telling(Elements::All);
        // A recursion that makes a vector longer at each turn would be analysed for each length.
        if self.solver.is_recursion_without_end(&key) {
            telling(Elements::None)
        } else {
            key
        }
    }
}

/// Whether a value is a structured one itself, or a symbol for one, and no reference.
fn is_owned(v: &Val) -> bool {
    match v {
        Val::Adt(_) | Val::Obj(..) => true,
        Val::Sym(_, ty) => matches!(
            **ty,
            Type::Adt(_) | Type::Handle(_) | Type::Option(_) | Type::Result(..)
        ),
        _ => false,
    }
}

/// The declared type of a parameter, with what only the value that comes in knows: which closure, what stands for a type
/// parameter, how many elements, in a struct's fields too.
pub(super) fn refine(declared: Type, actual: &Type) -> Type {
    let both = |d: &Type, a: &Type| Rc::new(refine(d.clone(), a));
    match (&declared, actual) {
        (_, Type::Unknown) => declared,
        (Type::Unknown | Type::Other(_) | Type::Fun(_) | Type::Future(_), _) => actual.clone(),
        (Type::Ref(d), Type::Ref(a)) => Type::Ref(both(d, a)),
        (Type::Shared(d), Type::Shared(a)) => Type::Shared(both(d, a)),
        (Type::Wrap(wrap, d), Type::Wrap(_, a)) => Type::Wrap(*wrap, both(d, a)),
        (Type::Option(d), Type::Option(a)) => Type::Option(both(d, a)),
        (Type::End(ty, d), Type::End(_, a)) => Type::End(*ty, both(d, a)),
        (Type::Result(d, e), Type::Result(a, f)) => Type::Result(both(d, a), both(e, f)),
        (Type::Coll(d), Type::Coll(a)) => Type::Coll(Rc::new(CollType {
            elem: refine(d.elem.clone(), &a.elem),
            elems: a
                .elems
                .as_ref()
                .filter(|_| a.keyed == d.keyed)
                .map(|elems| {
                    let known = elems.iter();
                    known
                        .map(|elem| ElemType {
                            key: elem.key.clone(),
                            ty: refine(d.elem.clone(), &elem.ty),
                        })
                        .collect()
                }),
            keyed: d.keyed,
        })),
        (Type::Tuple(d), Type::Tuple(a)) if d.len() == a.len() => Type::Tuple(
            d.iter()
                .zip(&**a)
                .map(|(d, a)| refine(d.clone(), a))
                .collect(),
        ),
        (Type::Adt(d), Type::Adt(a)) if d.id == a.id => Type::Adt(Rc::new(AdtType {
            id: d.id,
            args: if d.args.is_empty() {
                Vec::new()
            } else {
                a.args.clone()
            },
            known: a.known.clone(),
        })),
        _ => declared,
    }
}

/// Whether a type is a trait object, or points to one: only the caller knows whose methods it has.
fn is_trait_object(ty: &Type) -> bool {
    match ty {
        Type::Ref(inner) | Type::Shared(inner) | Type::Wrap(_, inner) => is_trait_object(inner),
        Type::Other(ty) => matches!(**ty, RTy::Dyn(_)),
        _ => false,
    }
}

/// Of which collections a key says what elements they have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Elements {
    /// Of those that can hold connections, and of those of plain data or trait objects.
    All,
    /// Of those that can hold connections.
    Holding,
    /// Of none.
    None,
}

impl Solver<'_> {
    /// A type without what makes no difference to what a function does with connections: a code base has many tables,
    /// and a function would be analysed for each filling of each.
    fn concise(&self, ty: &Type, elements: Elements) -> Type {
        let within = |ty: &Type, elements| self.concise(ty, elements);
        let inner = |ty: &Rc<Type>| Rc::new(within(ty, elements));
        match ty {
            Type::Ref(t) => Type::Ref(inner(t)),
            Type::Shared(t) => Type::Shared(inner(t)),
            Type::Wrap(wrap, t) => Type::Wrap(*wrap, inner(t)),
            Type::Option(t) => Type::Option(inner(t)),
            Type::End(ty, t) => Type::End(*ty, inner(t)),
            Type::Result(t, e) => Type::Result(inner(t), inner(e)),
            Type::Tuple(parts) => Type::Tuple(parts.iter().map(|t| within(t, elements)).collect()),
            Type::Coll(coll) => {
                let plain = matches!(coll.elem, Type::Data | Type::Bool | Type::Unknown)
                    || is_trait_object(&coll.elem);
                let says = |known: &&Rc<[ElemType]>| match elements {
                    Elements::None => false,
                    Elements::All if plain => true,
                    _ => self.may_hold(&coll.elem) || known.iter().any(|e| self.may_hold(&e.ty)),
                };
                let known = coll.elems.as_ref().filter(says);
                Type::Coll(Rc::new(CollType {
                    elem: within(&coll.elem, elements),
                    elems: known.map(|known| {
                        let known = known.iter().map(|e| ElemType {
                            key: e.key.clone(),
                            ty: within(&e.ty, elements),
                        });
                        known.collect()
                    }),
                    keyed: coll.keyed,
                }))
            }
            Type::Adt(adt) if !adt.known.is_empty() => {
                let elements = match elements {
                    Elements::All => Elements::Holding,
                    other => other,
                };
                let declared = Type::Adt(Rc::new(AdtType {
                    known: BTreeMap::new(),
                    ..(**adt).clone()
                }));
                let known = adt.known.iter().filter_map(|(name, ty)| {
                    let ty = within(ty, elements);
                    (ty != self.component(&declared, name)).then(|| (name.clone(), ty))
                });
                Type::Adt(Rc::new(AdtType {
                    known: known.collect(),
                    ..(**adt).clone()
                }))
            }
            other => other.clone(),
        }
    }
}
