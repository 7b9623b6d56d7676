//! From resolved types to the domain's types, and the types of components.

use std::collections::BTreeMap;
use std::rc::Rc;

use double_connect_clients::TypeId;
use double_connect_clients::model::Role;

use super::Solver;
use super::key::refine;
use crate::domain::Type;
use crate::domain::channel::{Content, channel};
use crate::domain::types::{AdtType, CollType, ElemType, FunType, Wrap};
use crate::domain::value::capture_name;
use crate::domain::{Expr, State, Val};
use crate::names::AdtId;
use crate::names::{AdtKind, RTy};

/// Types that hold one value and are looked through, by their last name. All are found in several crates under one
/// name (`std`, tokio, `parking_lot`, `async_lock`, futures, embassy, `critical_section`) and mean the same in each;
/// the value is the last type argument (the first ones are raw mutexes).
const WRAPPERS: &[&str] = &[
    "Pin",
    "ReentrantMutex",
    "FairMutex",
    "UnsafeCell",
    "SyncUnsafeCell",
    "LazyLock",
    "LazyCell",
    "Lazy",
    "Cow",
    "MaybeUninit",
    "CriticalSectionRawMutex",
    "AssertUnwindSafe",
    "ArcSwap",
    "StaticCell",
];

/// Locks.
const LOCKS: &[&str] = &["Mutex", "RwLock"];

/// Counted pointers.
const SHARED: &[&str] = &["Rc", "Arc"];

/// Options, and cells that are set once.
const OPTIONS: &[&str] = &["Option", "OnceCell", "OnceLock", "AtomicCell"];

/// What lock calls give.
const GUARDS: &[&str] = &[
    "MutexGuard",
    "OwnedMutexGuard",
    "RwLockReadGuard",
    "RwLockWriteGuard",
    "MappedMutexGuard",
    "Ref",
    "RefMut",
];

/// Collections; maps have the value as their second argument.
const COLLECTIONS: &[&str] = &[
    "Vec",
    "VecDeque",
    "HashSet",
    "BTreeSet",
    "LinkedList",
    "BinaryHeap",
    "IndexSet",
    "SmallVec",
];

const MAPS: &[&str] = &["HashMap", "BTreeMap", "IndexMap", "DashMap", "FxHashMap"];

impl Solver<'_> {
    /// The domain's type for a resolved one.
    pub(crate) fn type_of(&self, ty: &RTy) -> Type {
        match ty {
            RTy::Adt(id, args) => adt(*id, args.clone()),
            RTy::Ref { inner, .. } => Type::Ref(Rc::new(self.type_of(inner))),
            RTy::Tuple(parts) => Type::Tuple(parts.iter().map(|p| self.type_of(p)).collect()),
            RTy::Array(inner) | RTy::Slice(inner) => {
                Type::Coll(Rc::new(CollType::list(self.type_of(inner))))
            }
            RTy::Prim(name) if name == "bool" => Type::Bool,
            RTy::Prim(_) => Type::Data,
            RTy::External { krate, path, args } => {
                if let Some(model) = self.model_of(*krate)
                    && let Some(index) = self.clients.model(model).type_index(&path.join("::"))
                {
                    let id = TypeId { model, index };
                    let elem = || args.first().map_or(Type::Unknown, |a| self.type_of(a));
                    return match self.type_model(id).role {
                        Role::SendingEnd | Role::ReceivingEnd => Type::End(id, Rc::new(elem())),
                        _ => Type::Handle(id),
                    };
                }
                let name = path.last().map_or("", String::as_str);
                let arg = |i: usize| args.get(i).map_or(Type::Unknown, |a| self.type_of(a));
                let last = || args.last().map_or(Type::Unknown, |a| self.type_of(a));
                match name {
                    _ if WRAPPERS.contains(&name) => last(),
                    "RefCell" | "Cell" => Type::Wrap(Wrap::Cell, Rc::new(arg(0))),
                    "Box" => Type::Wrap(Wrap::Box, Rc::new(arg(0))),
                    _ if LOCKS.contains(&name) => {
                        let poisons = self.program[*krate].is_std;
                        Type::Wrap(Wrap::Lock { poisons }, Rc::new(last()))
                    }
                    _ if SHARED.contains(&name) => Type::Shared(Rc::new(arg(0))),
                    _ if OPTIONS.contains(&name) => Type::Option(Rc::new(arg(0))),
                    _ if GUARDS.contains(&name) => Type::Ref(Rc::new(last())),
                    _ if COLLECTIONS.contains(&name) => Type::Coll(Rc::new(CollType::list(arg(0)))),
                    _ if MAPS.contains(&name) => Type::Coll(Rc::new(CollType::map(arg(1)))),
                    "Result" => Type::Result(Rc::new(arg(0)), Rc::new(arg(1))),
                    "AtomicBool" => Type::Bool,
                    "String" | "PathBuf" | "OsString" | "Duration" => Type::Data,
                    _ => Type::Other(Rc::new(ty.clone())),
                }
            }
            RTy::Unknown => Type::Unknown,
            other => Type::Other(Rc::new(other.clone())),
        }
    }

    /// The type of a component of a value of type `ty`; `*` is what a pointer points to, `Some.0` a variant's field.
    pub(crate) fn component(&self, ty: &Type, name: &str) -> Type {
        let payload = |variant: &str| name.strip_prefix(variant).is_some_and(|rest| rest == ".0");
        match ty {
            Type::Ref(inner) | Type::Shared(inner) if name == "*" => (**inner).clone(),
            Type::Ref(inner) | Type::Shared(inner) => self.component(inner, name),
            Type::Tuple(parts) => name
                .parse()
                .ok()
                .and_then(|i: usize| parts.get(i).cloned())
                .unwrap_or(Type::Unknown),
            Type::Option(inner) if payload("Some") => (**inner).clone(),
            Type::Result(ok, _) if payload("Ok") => (**ok).clone(),
            Type::Result(_, err) if payload("Err") => (**err).clone(),
            Type::Wrap(wrap, inner) if name == wrap.inside() => (**inner).clone(),
            Type::Wrap(_, inner) => self.component(inner, name),
            Type::Coll(ty) if name.starts_with('#') => {
                let index = name[1..].parse().ok();
                let known = index.and_then(|i: usize| ty.elems.as_ref()?.get(i));
                known.map_or_else(|| ty.elem.clone(), |elem| elem.ty.clone())
            }
            Type::Adt(ty) => {
                if let Some(known) = ty.known.get(name) {
                    return known.clone();
                }
                let def = &self.program[ty.id];
                let (variant, field) = match (&def.kind, name.split_once('.')) {
                    (AdtKind::Enum { .. }, Some((variant, field))) => (def.variant(variant), field),
                    _ => (None, name),
                };
                self.type_of(&self.program.field_ty(ty.id, variant, field, &ty.args))
            }
            Type::Fun(fun) | Type::Future(fun) => name
                .strip_prefix("cap")
                .and_then(|n| n.parse().ok())
                .and_then(|n: usize| fun.captures.get(n).cloned())
                .unwrap_or(Type::Unknown),
            Type::Handle(_) if matches!(name, "identity" | "endpoint") => Type::Data,
            _ => Type::Unknown,
        }
    }

    /// How many components a tuple, a struct or a variant has.
    pub(crate) fn width(&self, ty: &Type, variant: Option<&str>) -> Option<usize> {
        match ty {
            Type::Tuple(parts) => Some(parts.len()),
            Type::Adt(ty) => {
                let def = &self.program[ty.id];
                let variant = variant.and_then(|name| def.variant(name));
                (variant.is_some() || def.is_struct()).then(|| def.fields(variant).len())
            }
            _ => None,
        }
    }

    /// The type of a struct or enum, its arguments unknown.
    pub(crate) fn adt_type(&self, id: AdtId) -> Type {
        let args = vec![RTy::Unknown; self.program[id].generics.len()];
        adt(id, args)
    }

    /// The type of a value, for analysing what it is passed to.
    pub(crate) fn value_type(&self, s: &State, v: &Val) -> Type {
        self.value_type_within(s, v, 6)
    }

    fn value_type_within(&self, s: &State, v: &Val, depth: u32) -> Type {
        if depth == 0 {
            return Type::Unknown;
        }
        let of = |v: &Val| self.value_type_within(s, v, depth - 1);
        match v {
            Val::Moved => Type::Unknown,
            Val::Sym(e, ty) => match &**ty {
                // What lies in it tells what goes through it.
                Type::End(end, elem) => {
                    let content = Content::of(s, &channel(e));
                    let known = content.waiting().next().map_or(Type::Unknown, of);
                    Type::End(*end, Rc::new(refine((**elem).clone(), &known)))
                }
                _ if !s.mem.is_empty() => self.symbol_type(s, e, ty, depth),
                ty => ty.clone(),
            },
            Val::Gone(_, ty) => (**ty).clone(),
            Val::Bool(_) => Type::Bool,
            Val::Obj(_, ty) | Val::Task(_, ty) | Val::TaskSet(_, ty) => Type::Handle(*ty),
            Val::Opts(o) => Type::Handle(o.ty),
            Val::Ref(loc) | Val::Guard(loc) => Type::Ref(Rc::new(of(&self.read(s, loc)))),
            Val::Shared(cell) => Type::Shared(Rc::new(
                s.cells.get(cell).map_or(Type::Unknown, |c| of(&c.val)),
            )),
            Val::Coll(c) => {
                // An element whose key is no constant cannot be found again in a symbolic map.
                let elem = |(key, v): &(Option<Expr>, Val)| match key {
                    _ if !c.keyed => Some(ElemType {
                        key: None,
                        ty: of(v),
                    }),
                    Some(Expr::Const(key)) => Some(ElemType {
                        key: Some(key.clone()),
                        ty: of(v),
                    }),
                    _ => None,
                };
                let mut types = c.elems.iter().map(|(_, v)| of(v));
                let first = types.next().unwrap_or(Type::Unknown);
                Type::Coll(Rc::new(CollType {
                    elem: if types.all(|ty| ty == first) {
                        first
                    } else {
                        Type::Unknown
                    },
                    elems: c
                        .is_exact()
                        .then(|| c.elems.iter().map(elem).collect())
                        .flatten(),
                    keyed: c.keyed,
                }))
            }
            Val::Fun(f) => Type::Fun(Rc::new(FunType {
                code: f.code,
                captures: f.captures.iter().map(of).collect(),
            })),
            Val::Future(f) => match &**f {
                crate::domain::value::FutVal::Run(f) => Type::Future(Rc::new(FunType {
                    code: f.code,
                    captures: f.captures.iter().map(of).collect(),
                })),
                _ => Type::Unknown,
            },
            Val::Adt(a) => match (&a.ty, a.variant.as_deref()) {
                (Type::Unknown, Some(variant)) => {
                    let inside = a.fields.get("0").map_or(Type::Unknown, of);
                    Type::of_variant(variant, inside)
                }
                (Type::Wrap(wrap, inner), _) => {
                    let known = a.fields.get(wrap.inside()).map(of);
                    Type::Wrap(*wrap, known.map_or_else(|| inner.clone(), Rc::new))
                }
                (Type::Tuple(_), _) => Type::Tuple(a.fields.values().map(of).collect()),
                (Type::Adt(ty), variant) => {
                    let mut ty = (**ty).clone();
                    for (field, v) in &a.fields {
                        let name: Rc<str> = match variant {
                            Some(variant) => format!("{variant}.{field}").into(),
                            None => field.clone(),
                        };
                        ty.known.remove(&name);
                        let declared = self.component(&adt(ty.id, ty.args.clone()), &name);
                        let known = refine(declared.clone(), &of(v));
                        if known != declared {
                            ty.known.insert(name, known);
                        }
                    }
                    Type::Adt(Rc::new(ty))
                }
                (ty, _) => ty.clone(),
            },
        }
    }

    /// The type of a value that came in. What pointers in it point to may have changed since.
    fn symbol_type(&self, s: &State, e: &Rc<Expr>, ty: &Type, depth: u32) -> Type {
        let Some(less) = depth.checked_sub(1) else {
            return ty.clone();
        };
        let part = |name: &str, ty: &Type| self.symbol_type(s, &Rc::new(e.field(name)), ty, less);
        let behind = |declared: &Rc<Type>| match s.mem.get(e) {
            Some(v) => known_or(Rc::new(self.value_type_within(s, v, less)), declared),
            None => Rc::new(part("*", declared)),
        };
        match ty {
            Type::Ref(declared) => Type::Ref(behind(declared)),
            Type::Shared(declared) => Type::Shared(behind(declared)),
            Type::Fun(f) => Type::Fun(Rc::new(FunType {
                code: f.code,
                captures: f
                    .captures
                    .iter()
                    .enumerate()
                    .map(|(i, ty)| part(&capture_name(i), ty))
                    .collect(),
            })),
            Type::Adt(adt) if !adt.known.is_empty() => Type::Adt(Rc::new(AdtType {
                known: adt
                    .known
                    .iter()
                    .map(|(name, ty)| (name.clone(), part(name, ty)))
                    .collect(),
                ..(**adt).clone()
            })),
            other => other.clone(),
        }
    }
}

/// A struct or enum of which no more is known than its declaration says.
fn adt(id: AdtId, args: Vec<RTy>) -> Type {
    Type::Adt(Rc::new(AdtType {
        id,
        args,
        known: BTreeMap::new(),
    }))
}

/// A type, or the declared one if nothing is known.
fn known_or(ty: Rc<Type>, declared: &Rc<Type>) -> Rc<Type> {
    match *ty {
        Type::Unknown => declared.clone(),
        _ => ty,
    }
}
