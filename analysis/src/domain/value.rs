//! Abstract values.

use std::collections::BTreeMap;
use std::rc::Rc;

use double_connect_clients::TypeId;

use super::expr::Expr;
use super::place::Loc;
use super::state::{CellId, ObjId, TaskId};
use super::types::{Code, FunType, Type, Wrap};
use crate::source::Span;

/// An abstract value. Owned values form a tree; [`Val::Ref`] and [`Val::Shared`] are the only edges across.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Val {
    /// Not initialised, or moved away.
    Moved,
    /// Used by value: moved away, or, if its type is `Copy` after all, still this symbolic value. Holds nothing.
    Gone(Rc<Expr>, Rc<Type>),
    /// A symbolic value with what is known of its type.
    Sym(Rc<Expr>, Rc<Type>),
    /// A boolean.
    Bool(bool),
    /// A tuple, struct, enum variant; or a struct of which only some fields are known.
    Adt(Rc<AdtVal>),
    /// A part of a client: the handle itself, a sender, a token.
    Obj(ObjId, TypeId),
    /// Options of a client, with the identity they carry.
    Opts(Rc<OptsVal>),
    /// A handle of a task.
    Task(TaskId, TypeId),
    /// A set of tasks.
    TaskSet(Rc<Vec<TaskId>>, TypeId),
    /// A reference.
    Ref(Loc),
    /// What `lock()` gives: a reference once it is unwrapped or awaited.
    Guard(Loc),
    /// A counted pointer to a cell.
    Shared(CellId),
    /// A vector, array, map, set or iterator: what is known to be in it.
    Coll(Rc<CollVal>),
    /// A function, a closure.
    Fun(Rc<FunVal>),
    /// A future.
    Future(Rc<FutVal>),
}

/// A structured value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct AdtVal {
    /// Its type, if it is of the project.
    pub(crate) ty: Type,
    /// Its variant's name, for enums.
    pub(crate) variant: Option<Rc<str>>,
    /// Its fields; those that are missing are components of `base`, or unknown.
    pub(crate) fields: BTreeMap<Rc<str>, Val>,
    /// The symbolic value of which it is a changed version.
    pub(crate) base: Option<Rc<Expr>>,
}

/// Options of a client.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct OptsVal {
    /// Their type.
    pub(crate) ty: TypeId,
    /// The identity.
    pub(crate) identity: Option<Expr>,
    /// Host, port, URL.
    pub(crate) endpoint: Option<Expr>,
    /// Whether they turn automatic reconnection on.
    pub(crate) reconnects: bool,
}

/// A collection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct CollVal {
    /// Known elements with their keys, in order of insertion.
    pub(crate) elems: Vec<(Option<Expr>, Val)>,
    /// Whether there can be others of which nothing is known, beside those of the base.
    pub(crate) open_ended: bool,
    /// Elements have been forgotten, all of them behind so many of the known ones: one at least.
    pub(crate) gap: Option<usize>,
    /// The known element, as an index, that stands for itself and any number of others like it that come right after it.
    pub(crate) repeat: Option<usize>,
    /// The symbolic collection of which it is a grown version.
    pub(crate) base: Option<Rc<Expr>>,
    /// Whether it is a map.
    pub(crate) keyed: bool,
}

/// A function value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FunVal {
    /// What it runs.
    pub(crate) code: Code,
    /// What it captured.
    pub(crate) captures: Vec<Val>,
}

/// A future.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FutVal {
    /// Runs a body on arguments.
    Run(FunVal),
    /// A modelled call that acts when awaited.
    Model {
        /// The path of the call relative to its crate.
        call: Rc<str>,
        /// The model.
        model: double_connect_clients::ModelId,
        /// The arguments, the receiver first.
        args: Vec<Val>,
        /// The call.
        span: Span,
    },
    /// Runs the inner future to its end or drops it half-way.
    Timeout(Val),
    /// A value that is already there.
    Ready(Val),
    /// All of these.
    Join(Vec<Val>, Joins),
    /// All of these until one is through, whose output is given.
    Race(Vec<Val>, Rc<Race>),
}

/// What a race of futures gives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Race {
    /// The variants in which the output of the first one, the second, … is given; none: as it is.
    pub(crate) variants: Vec<Rc<str>>,
    /// Whether the future that is not through is given too, and not dropped.
    pub(crate) rest: bool,
}

/// How several futures are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Joins {
    /// Whether the first error ends it.
    pub(crate) try_: bool,
    /// Whether a collection is given, and not a tuple.
    pub(crate) list: bool,
}

impl CollVal {
    /// A collection of just these elements.
    pub(crate) fn of(elems: impl IntoIterator<Item = Val>) -> CollVal {
        CollVal {
            elems: elems.into_iter().map(|v| (None, v)).collect(),
            ..CollVal::default()
        }
    }

    /// Whether it has the known elements and no others.
    pub(crate) fn is_exact(&self) -> bool {
        self.is_complete() && self.repeat.is_none()
    }

    /// Whether all its elements are known or like known ones.
    pub(crate) fn is_complete(&self) -> bool {
        self.begins_as_known() && self.gap.is_none()
    }

    /// Whether its known elements begin with its first one, if it has any.
    pub(crate) fn begins_as_known(&self) -> bool {
        !self.open_ended && self.base.is_none()
    }

    /// It no longer has all elements of the collection of which it is a grown version.
    pub(crate) fn forget_base(&mut self) {
        self.open_ended |= self.base.take().is_some();
    }

    /// Forgets that others are like a known element: what is done to that one is not done to them.
    pub(crate) fn tell_apart(&mut self) {
        if let Some(repeat) = self.repeat.take() {
            self.forget_behind(repeat + 1);
        }
    }

    /// There are elements of which nothing is known, all of them behind so many of the known ones.
    pub(crate) fn forget_behind(&mut self, known: usize) {
        let known = self.gap.take().map_or(known, |gap| gap.min(known));
        match known {
            0 => self.open_ended = true,
            _ => self.gap = Some(known),
        }
    }

    /// How many elements are known that have the position that they have here.
    pub(crate) fn known_from_start(&self) -> usize {
        if !self.begins_as_known() {
            return 0;
        }
        let known = self.elems.len().min(self.gap.unwrap_or(usize::MAX));
        self.repeat.map_or(known, |repeat| known.min(repeat + 1))
    }

    /// All but its first element, if it has any.
    pub(crate) fn without_first(&self) -> CollVal {
        let mut rest = self.clone();
        if !rest.begins_as_known() || rest.repeat == Some(0) {
            rest.forget_base();
            rest.open_ended = true;
        } else if !rest.elems.is_empty() {
            rest.take(0);
        }
        rest
    }

    /// Takes a known element out, the last of those like it.
    pub(crate) fn take(&mut self, at: usize) -> Val {
        if let Some(gap) = self.gap.filter(|gap| at < *gap) {
            self.forget_behind(gap - 1);
        }
        self.repeat = match self.repeat {
            Some(repeat) if repeat > at => Some(repeat - 1),
            Some(repeat) if repeat < at => Some(repeat),
            _ => None,
        };
        self.elems.remove(at).1
    }
}

impl Val {
    /// A symbolic value.
    pub(crate) fn sym(expr: Expr, ty: Type) -> Val {
        Val::Sym(Rc::new(expr), Rc::new(ty))
    }

    /// A wrapper around a value.
    pub(crate) fn wrapped(wrap: Wrap, v: Val) -> Val {
        Val::Adt(Rc::new(AdtVal {
            ty: Type::Wrap(wrap, Rc::new(Type::Unknown)),
            variant: None,
            fields: [(wrap.inside().into(), v)].into(),
            base: None,
        }))
    }

    /// Which wrapper it is.
    pub(crate) fn wrap(&self) -> Option<Wrap> {
        let ty = match self {
            Val::Adt(a) => &a.ty,
            Val::Sym(_, ty) => &**ty,
            _ => return None,
        };
        match ty {
            Type::Wrap(wrap, _) => Some(*wrap),
            _ => None,
        }
    }

    /// The unit value.
    pub(crate) fn unit() -> Val {
        Val::tuple(Vec::new())
    }

    /// The value that a use finds: what is gone can only be used again if it was copied.
    pub(crate) fn revive(self) -> Val {
        match self {
            Val::Gone(e, ty) => Val::Sym(e, ty),
            other => other,
        }
    }

    /// A constant.
    pub(crate) fn text(text: &str) -> Val {
        Val::sym(Expr::text(text), Type::Data)
    }

    /// A tuple.
    pub(crate) fn tuple(parts: Vec<Val>) -> Val {
        let fields = parts
            .into_iter()
            .enumerate()
            .map(|(i, v)| (i.to_string().into(), v))
            .collect();
        Val::Adt(Rc::new(AdtVal {
            ty: Type::Tuple(Rc::new([])),
            variant: None,
            fields,
            base: None,
        }))
    }

    /// A variant of a standard enum (`Some`, `None`, `Ok`, `Err`).
    pub(crate) fn variant(name: &str, payload: Option<Val>) -> Val {
        let fields = payload.into_iter().map(|v| ("0".into(), v)).collect();
        Val::Adt(Rc::new(AdtVal {
            ty: Type::Unknown,
            variant: Some(name.into()),
            fields,
            base: None,
        }))
    }

    /// A structured value as one whose fields can be set: of a symbolic value a changed version of which nothing has changed
    /// yet. `None` of any other value.
    pub(crate) fn structured(&self) -> Option<AdtVal> {
        match self {
            Val::Adt(adt) => Some((**adt).clone()),
            Val::Sym(e, ty) => Some(AdtVal {
                ty: (**ty).clone(),
                variant: None,
                fields: BTreeMap::new(),
                base: Some(e.clone()),
            }),
            _ => None,
        }
    }

    /// `Some(v)`.
    pub(crate) fn some(v: Val) -> Val {
        Val::variant("Some", Some(v))
    }

    /// `None`.
    pub(crate) fn none() -> Val {
        Val::variant("None", None)
    }

    /// `Ok(v)`.
    pub(crate) fn ok(v: Val) -> Val {
        Val::variant("Ok", Some(v))
    }

    /// `Err(v)`.
    pub(crate) fn err(v: Val) -> Val {
        Val::variant("Err", Some(v))
    }

    /// Calls `f` on every value directly inside this one (not behind references or counted pointers).
    pub(crate) fn children(&self, f: &mut dyn FnMut(&Val)) {
        match self {
            Val::Adt(a) => a.fields.values().for_each(f),
            Val::Coll(c) => c.elems.iter().for_each(|(_, v)| f(v)),
            Val::Fun(fun) => fun.captures.iter().for_each(f),
            Val::Future(fut) => match &**fut {
                FutVal::Run(fun) => fun.captures.iter().for_each(f),
                FutVal::Model { args, .. } => args.iter().for_each(f),
                FutVal::Timeout(v) | FutVal::Ready(v) => f(v),
                FutVal::Join(vs, _) | FutVal::Race(vs, _) => vs.iter().for_each(f),
            },
            _ => {}
        }
    }

    /// The symbol that this value is, or is a changed version of.
    pub(crate) fn came_as(&self) -> Option<&Expr> {
        match self {
            Val::Sym(e, _) => Some(e),
            Val::Adt(adt) => adt.base.as_deref(),
            Val::Coll(coll) => coll.base.as_deref(),
            _ => None,
        }
    }

    /// Calls `f` on this value and on every value inside it.
    pub(crate) fn walk(&self, f: &mut dyn FnMut(&Val)) {
        f(self);
        self.children(&mut |v| v.walk(f));
    }

    /// Whether any value in this one, itself included, satisfies the predicate.
    pub(crate) fn any(&self, mut f: impl FnMut(&Val) -> bool) -> bool {
        let mut found = false;
        self.walk(&mut |v| found = found || f(v));
        found
    }

    /// Whether it has a part of this connection, by its handle.
    pub(crate) fn has_obj(&self, id: ObjId) -> bool {
        self.any(|v| matches!(v, Val::Obj(obj, _) if *obj == id))
    }

    /// Whether two values are the same because they share what they are made of: cheap, and `false` says nothing.
    fn is(&self, other: &Val) -> bool {
        match (self, other) {
            (Val::Moved, Val::Moved) => true,
            (Val::Bool(a), Val::Bool(b)) => a == b,
            (Val::Sym(a, x), Val::Sym(b, y)) | (Val::Gone(a, x), Val::Gone(b, y)) => {
                Rc::ptr_eq(a, b) && Rc::ptr_eq(x, y)
            }
            (Val::Adt(a), Val::Adt(b)) => Rc::ptr_eq(a, b),
            (Val::Obj(a, x), Val::Obj(b, y)) => a == b && x == y,
            (Val::Task(a, x), Val::Task(b, y)) => a == b && x == y,
            (Val::Shared(a), Val::Shared(b)) => a == b,
            (Val::Ref(a), Val::Ref(b)) | (Val::Guard(a), Val::Guard(b)) => a == b,
            _ => false,
        }
    }

    /// This value with each leaf replaced by what `f` makes of it. `f` sees leaves only: symbols, handles, references,
    /// tasks; expressions inside options and keys are mapped by `g`.
    pub(crate) fn map(
        &self,
        f: &mut dyn FnMut(&Val) -> Val,
        g: &mut dyn FnMut(&Expr) -> Expr,
    ) -> Val {
        match self {
            Val::Adt(a) => {
                let parts: Vec<Val> = a.fields.values().map(|v| v.map(f, g)).collect();
                let base = a.base.as_ref().map(|b| (g(b), b));
                let kept = base.as_ref().is_none_or(|(new, old)| *new == ***old)
                    && parts
                        .iter()
                        .zip(a.fields.values())
                        .all(|(new, old)| new.is(old));
                if kept {
                    return self.clone();
                }
                let mut fields = a.fields.clone();
                for (field, part) in fields.values_mut().zip(parts) {
                    *field = part;
                }
                Val::Adt(Rc::new(AdtVal {
                    ty: a.ty.clone(),
                    variant: a.variant.clone(),
                    fields,
                    base: base.map(|(new, _)| Rc::new(new)),
                }))
            }
            Val::Coll(c) => {
                let elems = c
                    .elems
                    .iter()
                    .map(|(k, v)| (k.as_ref().map(&mut *g), v.map(f, g)))
                    .collect();
                let base = c.base.as_ref().map(|b| Rc::new(g(b)));
                Val::Coll(Rc::new(CollVal { elems, base, ..**c }))
            }
            Val::Fun(fun) => Val::Fun(Rc::new(fun.map(f, g))),
            Val::Future(fut) => Val::Future(Rc::new(match &**fut {
                FutVal::Run(fun) => FutVal::Run(fun.map(f, g)),
                FutVal::Model {
                    call,
                    model,
                    args,
                    span,
                } => FutVal::Model {
                    call: call.clone(),
                    model: *model,
                    args: args.iter().map(|v| v.map(f, g)).collect(),
                    span: *span,
                },
                FutVal::Timeout(v) => FutVal::Timeout(v.map(f, g)),
                FutVal::Ready(v) => FutVal::Ready(v.map(f, g)),
                FutVal::Join(vs, t) => FutVal::Join(vs.iter().map(|v| v.map(f, g)).collect(), *t),
                FutVal::Race(vs, t) => {
                    FutVal::Race(vs.iter().map(|v| v.map(f, g)).collect(), t.clone())
                }
            })),
            Val::Opts(o) => Val::Opts(Rc::new(OptsVal {
                identity: o.identity.as_ref().map(&mut *g),
                endpoint: o.endpoint.as_ref().map(&mut *g),
                ..(**o).clone()
            })),
            Val::Moved | Val::Bool(_) => self.clone(),
            leaf => f(leaf),
        }
    }
}

/// What a function that is known by its type alone has captured.
pub(crate) fn captures_of(symbol: &Expr, fun: &FunType) -> Vec<Val> {
    let each = fun.captures.iter().enumerate();
    each.map(|(i, ty)| Val::sym(symbol.field(&capture_name(i)), ty.clone()))
        .collect()
}

/// The name of what a function has captured as its n-th, as a component of it.
pub(crate) fn capture_name(index: usize) -> String {
    format!("cap{index}")
}

impl FunVal {
    fn map(&self, f: &mut dyn FnMut(&Val) -> Val, g: &mut dyn FnMut(&Expr) -> Expr) -> FunVal {
        FunVal {
            code: self.code,
            captures: self.captures.iter().map(|v| v.map(f, g)).collect(),
        }
    }
}
