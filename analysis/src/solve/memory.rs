//! Reading and writing abstract memory.

use std::rc::Rc;

use super::Solver;
use crate::domain::channel::BEHIND_FIRST;
use crate::domain::expr::Expr;
use crate::domain::state::Shape;
use crate::domain::types::Wrap;
use crate::domain::value::AdtVal;
use crate::domain::{Loc, Root, State, Type, Val};

/// How many pointers a single access follows; bounds cycles of references.
const MAX_POINTERS: usize = 16;

/// Where a pointer points; `None` for a value that is no pointer. Of a symbolic pointer the type of what it points to is
/// noted in the state.
pub(crate) fn pointee(s: &mut State, v: &Val) -> Option<Loc> {
    let root = match v {
        Val::Ref(to) | Val::Guard(to) => return Some(to.clone()),
        Val::Shared(cell) => Root::Cell(*cell),
        Val::Sym(e, ty) => match &**ty {
            Type::Ref(inner) | Type::Shared(inner) => {
                s.pointers
                    .entry(e.clone())
                    .or_insert_with(|| (**inner).clone());
                Root::Mem(e.clone())
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(Loc {
        root,
        path: Vec::new(),
    })
}

impl Solver<'_> {
    /// The content of a location.
    pub(crate) fn read(&self, s: &State, loc: &Loc) -> Val {
        let root = match &loc.root {
            Root::Local(l) => s.locals.get(l).cloned().unwrap_or(Val::Moved),
            Root::Static(id) => s
                .statics
                .get(id)
                .cloned()
                .unwrap_or_else(|| self.static_value(*id)),
            Root::Cell(c) => s.cells.get(c).map_or(Val::Moved, |c| c.val.clone()),
            Root::Mem(e) => match s.mem.get(e) {
                Some(v) => v.clone(),
                None => Val::sym(e.field("*"), self.pointee(s, e)),
            },
        };
        loc.path
            .iter()
            .fold(root, |v, name| self.select(&v, name))
            .revive()
    }

    /// The type of what a symbolic pointer points to.
    fn pointee(&self, s: &State, e: &Rc<Expr>) -> Type {
        s.pointers.get(e).cloned().unwrap_or(Type::Unknown)
    }

    /// A component of a value.
    pub(crate) fn select(&self, v: &Val, name: &str) -> Val {
        match v {
            Val::Adt(adt) => {
                let key = match (&adt.variant, name.split_once('.')) {
                    (Some(variant), Some((v, field))) if **variant == *v => field,
                    (Some(_), Some(_)) => return Val::sym(Expr::Fresh, Type::Unknown),
                    _ => name,
                };
                if let Some(field) = adt.fields.get(key) {
                    return field.clone();
                }
                match &adt.base {
                    Some(base) => Val::sym(base.field(name), self.component(&adt.ty, name)),
                    None => Val::sym(Expr::Fresh, self.component(&adt.ty, name)),
                }
            }
            Val::Sym(e, ty) | Val::Gone(e, ty) => Val::sym(e.field(name), self.component(ty, name)),
            Val::Opts(o) => {
                let part = match name {
                    "identity" => &o.identity,
                    "endpoint" => &o.endpoint,
                    _ => &None,
                };
                Val::sym(part.clone().unwrap_or(Expr::Fresh), Type::Data)
            }
            Val::Coll(c) if name == BEHIND_FIRST => Val::Coll(Rc::new(c.without_first())),
            Val::Coll(c) => {
                let index: Option<usize> = name.strip_prefix('#').and_then(|n| n.parse().ok());
                index
                    .and_then(|i| c.elems.get(i))
                    .map_or_else(|| Val::sym(Expr::Fresh, Type::Unknown), |(_, v)| v.clone())
            }
            Val::Fun(f) => capture(&f.captures, name),
            Val::Future(fut) => match &**fut {
                crate::domain::value::FutVal::Run(f) => capture(&f.captures, name),
                _ => Val::sym(Expr::Fresh, Type::Unknown),
            },
            Val::Moved => Val::Moved,
            _ => Val::sym(Expr::Fresh, Type::Unknown),
        }
    }

    /// Puts a value into a location.
    pub(crate) fn write(&self, s: &mut State, loc: &Loc, val: Val) {
        let mut root = self.read(
            s,
            &Loc {
                root: loc.root.clone(),
                path: Vec::new(),
            },
        );
        if self.assign(&mut root, &loc.path, val) {
            match &loc.root {
                Root::Local(l) => {
                    s.locals.insert(*l, root);
                }
                Root::Static(id) => {
                    s.statics.insert(*id, root);
                }
                Root::Cell(c) => {
                    if let Some(cell) = s.cells.get_mut(c) {
                        cell.val = root;
                    }
                }
                Root::Mem(e) => {
                    s.mem.insert(e.clone(), root);
                }
            }
        }
    }

    /// Puts a value into a component of a value.
    pub(crate) fn put(&self, target: &mut Val, path: &[Rc<str>], val: Val) {
        self.assign(target, path, val);
    }

    /// Puts a value into a component; false if the value has no such component that could be tracked.
    fn assign(&self, target: &mut Val, path: &[Rc<str>], val: Val) -> bool {
        let Some((name, rest)) = path.split_first() else {
            *target = val;
            return true;
        };
        match target {
            Val::Adt(adt) => {
                let adt = Rc::make_mut(adt);
                let key: Rc<str> = match (&adt.variant, name.split_once('.')) {
                    (Some(variant), Some((v, field))) if **variant == *v => field.into(),
                    (_, Some((v, field))) if adt.variant.is_none() && adt.base.is_some() => {
                        adt.variant = Some(v.into());
                        field.into()
                    }
                    _ => name.clone(),
                };
                let mut field = self.select(&Val::Adt(Rc::new(adt.clone())), name);
                if matches!(field, Val::Moved) && !rest.is_empty() {
                    field = Val::tuple(Vec::new());
                }
                let done = self.assign(&mut field, rest, val);
                adt.fields.insert(key, field);
                done
            }
            // Which of its elements that is, only the caller knows.
            Val::Sym(_, ty) if matches!(**ty, Type::Coll(_)) => false,
            Val::Sym(e, ty) => {
                let variant = name.split_once('.').map(|(v, _)| v.into());
                let adt = AdtVal {
                    ty: (**ty).clone(),
                    variant,
                    fields: Default::default(),
                    base: Some(e.clone()),
                };
                *target = Val::Adt(Rc::new(adt));
                self.assign(target, path, val)
            }
            Val::Moved => {
                *target = Val::tuple(Vec::new());
                self.assign(target, path, val)
            }
            Val::Coll(c) => {
                let index: Option<usize> = name.strip_prefix('#').and_then(|n| n.parse().ok());
                let c = Rc::make_mut(c);
                c.tell_apart();
                match index.and_then(|i| c.elems.get_mut(i)) {
                    Some((_, elem)) => self.assign(elem, rest, val),
                    None => false,
                }
            }
            Val::Fun(f) => match name
                .strip_prefix("cap")
                .and_then(|n| n.parse::<usize>().ok())
            {
                Some(i) => Rc::make_mut(f)
                    .captures
                    .get_mut(i)
                    .is_some_and(|c| self.assign(c, rest, val)),
                None => false,
            },
            _ => false,
        }
    }

    /// One step through a pointer: the location that the content of `loc` points to.
    pub(crate) fn step(&self, s: &mut State, loc: &Loc) -> Option<Loc> {
        let pointer = self.read(s, loc);
        if let Some(wrap) = pointer.wrap() {
            return Some(loc.field(wrap.inside()));
        }
        pointee(s, &pointer)
    }

    /// Follows pointers as far as they go: the location of a value that is no pointer.
    pub(crate) fn deref_all(&self, s: &mut State, mut loc: Loc) -> Loc {
        for _ in 0..MAX_POINTERS {
            match self.step(s, &loc) {
                Some(next) if next != loc => loc = next,
                _ => break,
            }
        }
        loc
    }

    /// Follows pointers, but leaves a lock call's result as it is.
    pub(crate) fn deref_all_but_guard(&self, s: &mut State, mut loc: Loc) -> Loc {
        for _ in 0..MAX_POINTERS {
            if matches!(self.read(s, &loc), Val::Guard(_)) {
                return loc;
            }
            match self.step(s, &loc) {
                Some(next) if next != loc => loc = next,
                _ => return loc,
            }
        }
        loc
    }

    /// Follows pointers up to a wrapper of a kind; none if there is none on the way.
    pub(crate) fn deref_to(&self, s: &mut State, mut loc: Loc, inside: &str) -> Option<Loc> {
        for _ in 0..MAX_POINTERS {
            if is_around(&self.read(s, &loc), inside) {
                return Some(loc);
            }
            loc = self.step(s, &loc)?;
        }
        None
    }

    /// A value with all pointers around it followed, and where it lies if it lies anywhere.
    pub(crate) fn look_through(&self, s: &mut State, v: &Val) -> (Val, Option<Loc>) {
        let Some(to) = pointee(s, v) else {
            return (self.through(s, v), None);
        };
        let loc = self.deref_all(s, to);
        (self.read(s, &loc), Some(loc))
    }

    /// As [`Solver::look_through`], without noting anything in the state.
    pub(crate) fn through(&self, s: &State, v: &Val) -> Val {
        self.through_to(s, v, None)
    }

    /// As [`Solver::through`], but no further than to the wrapper that owns a component of this name.
    pub(crate) fn through_to(&self, s: &State, v: &Val, inside: Option<&str>) -> Val {
        let mut v = v.clone();
        for _ in 0..MAX_POINTERS {
            if inside.is_some_and(|inside| is_around(&v, inside)) {
                return v;
            }
            v = match &v {
                Val::Adt(_) | Val::Sym(..) if v.wrap().is_some() => {
                    let wrap = v.wrap().map_or("", Wrap::inside);
                    self.select(&v, wrap)
                }
                _ => match self.behind(s, &v) {
                    Some(behind) => behind,
                    None => return v,
                },
            };
        }
        v
    }

    /// What lies behind a pointer.
    pub(crate) fn behind(&self, s: &State, v: &Val) -> Option<Val> {
        match v {
            Val::Ref(loc) | Val::Guard(loc) => Some(self.read(s, loc)),
            Val::Shared(cell) => Some(s.cells.get(cell).map_or(Val::Moved, |c| c.val.clone())),
            Val::Sym(e, ty) => match &**ty {
                Type::Ref(inner) | Type::Shared(inner) => Some(match s.mem.get(e) {
                    Some(v) => v.clone(),
                    None => Val::sym(e.field("*"), (**inner).clone()),
                }),
                _ => None,
            },
            _ => None,
        }
    }

    /// What a value is as data, for identities and conditions. Options, references and the like are looked through.
    pub(crate) fn data(&self, s: &State, v: &Val) -> Option<Expr> {
        match self.through(s, v) {
            Val::Sym(e, ty) if !matches!(&*ty, Type::Handle(_)) => Some((*e).clone()),
            Val::Bool(b) => Some(Expr::text(if b { "true" } else { "false" })),
            Val::Adt(adt) => match (adt.variant.as_deref(), &adt.base) {
                (Some("Some" | "Ok"), _) => {
                    let inner = self.select(
                        &Val::Adt(adt.clone()),
                        &format!("{}.0", adt.variant.as_deref().unwrap_or("")),
                    );
                    self.data(s, &inner)
                }
                (None, _) if matches!(&adt.ty, Type::Tuple(_)) => {
                    let parts: Vec<Val> = adt.fields.values().cloned().collect();
                    let parts = parts
                        .iter()
                        .map(|p| self.data(s, p))
                        .collect::<Option<Vec<_>>>()?;
                    Some(Expr::tuple(parts))
                }
                (None, Some(base)) => Some((**base).clone()),
                // A struct of another crate, written out.
                (None, None) if adt.ty == Type::Unknown && !adt.fields.is_empty() => {
                    let mut parts = Vec::new();
                    for (name, v) in &adt.fields {
                        parts.push(Expr::text(name));
                        parts.push(self.data(s, v)?);
                    }
                    Some(Expr::Op("struct".into(), parts))
                }
                _ => None,
            },
            _ => None,
        }
    }
}

/// Whether a value is the wrapper that owns a component of this name.
fn is_around(v: &Val, inside: &str) -> bool {
    v.wrap().is_some_and(|wrap| wrap.inside() == inside)
}

fn capture(captures: &[Val], name: &str) -> Val {
    name.strip_prefix("cap")
        .and_then(|n| n.parse::<usize>().ok())
        .and_then(|n| captures.get(n).cloned())
        .unwrap_or_else(|| Val::sym(Expr::Fresh, Type::Unknown))
}

/// Notes that a symbolic value has a shape; false if that contradicts what is known.
pub(crate) fn assume(s: &mut State, e: &Expr, shape: Shape) -> bool {
    match (s.shapes.get_mut(e), shape) {
        (None, shape) => {
            s.shapes.insert(e.clone(), shape);
            true
        }
        (Some(Shape::Bool(known)), Shape::Bool(new)) => *known == new,
        (Some(Shape::Variant(known)), Shape::Variant(new)) => *known == new,
        (Some(Shape::Variant(known)), Shape::NotVariants(not)) => !not.contains(known),
        (Some(Shape::NotVariants(not)), Shape::Variant(new)) => {
            let fits = !not.contains(&new);
            s.shapes.insert(e.clone(), Shape::Variant(new));
            fits
        }
        (Some(Shape::NotVariants(known)), Shape::NotVariants(new)) => {
            known.extend(new);
            !(known.contains("Some") && known.contains("None")
                || known.contains("Ok") && known.contains("Err"))
        }
        _ => true,
    }
}
