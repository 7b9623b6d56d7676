//! Places and operands: what they denote in a state, and taking a value out of them.

use std::rc::Rc;

use super::Frame;
use crate::domain::value::CollVal;
use crate::domain::{Expr, Loc, Root, State, Type, Val};
use crate::ir::{self, Index, PlaceRoot, Proj};
use crate::names::Res;

/// What a place expression denotes.
pub(crate) enum Target {
    /// A location.
    Loc(Loc),
    /// A value without a location: a const.
    Value(Val),
}

impl Frame<'_, '_> {
    /// Whether a local stands for a variable of the enclosing body that this closure borrows.
    fn captured_by_ref(&self, local: ir::Local) -> bool {
        let captures = &self.body().captures;
        captures
            .iter()
            .any(|c| c.local == local && c.mode == ir::CaptureMode::Ref)
    }

    /// What a place expression denotes, with pointers followed where Rust follows them.
    pub(crate) fn place(&self, s: &mut State, place: &ir::Place) -> Target {
        let mut loc = match &place.root {
            // A variable captured by reference is the variable itself.
            PlaceRoot::Local(l) if self.captured_by_ref(*l) => {
                let capture = Loc::local(*l);
                self.solver.step(s, &capture).unwrap_or(capture)
            }
            PlaceRoot::Local(l) => Loc::local(*l),
            PlaceRoot::Item(path) => match self.solver.program.resolve_value(&self.ctx, path) {
                Res::Const(id) if self.solver.program[id].is_static => {
                    self.solver.go_public(s, id);
                    Loc {
                        root: Root::Static(id),
                        path: Vec::new(),
                    }
                }
                _ => {
                    let v = self.item_value(s, path);
                    let v = place.proj.iter().fold(v, |v, p| match p {
                        Proj::Field(name) => self.solver.select(&v, name),
                        _ => v,
                    });
                    return Target::Value(v);
                }
            },
        };
        for proj in &place.proj {
            match proj {
                Proj::Field(name) => loc = self.solver.deref_all(s, loc).field(name),
                Proj::Variant(path, field) => {
                    loc = self.solver.deref_all(s, loc);
                    loc = match self.pattern_variant(path) {
                        Some(variant) => loc.field(&format!("{variant}.{field}")),
                        None => loc.field(field),
                    };
                }
                Proj::Deref => {
                    if let Some(next) = self.solver.step(s, &loc) {
                        loc = next;
                    }
                }
                Proj::Elem(index) => {
                    loc = self.solver.deref_all(s, loc);
                    match self.elem(s, &loc, *index) {
                        Target::Loc(elem) => loc = elem,
                        value => return value,
                    }
                }
            }
        }
        Target::Loc(loc)
    }

    /// An element of the collection, or a component of the tuple, at a location.
    fn elem(&self, s: &mut State, loc: &Loc, index: Index) -> Target {
        self.open_up(s, loc);
        self.tell_apart(s, loc);
        let v = self.solver.read(s, loc);
        let field = |name: &dyn std::fmt::Display| Target::Loc(loc.field(&format!("{name}")));
        let at = |i: usize| field(&format_args!("#{i}"));
        match (index, &v) {
            (Index::Front(i), Val::Coll(c)) if (i as usize) < c.elems.len() => at(i as usize),
            (Index::Front(i), Val::Sym(..)) => at(i as usize),
            // An index beyond the end; a pattern that asks for as many does not get here.
            (Index::Front(_), Val::Coll(c)) if c.is_exact() && !c.keyed => {
                s.panics.0 = true;
                Target::Value(s.opaque(Type::Unknown))
            }
            (Index::Back(i), Val::Coll(c)) if c.is_exact() && (i as usize) < c.elems.len() => {
                at(c.elems.len() - 1 - i as usize)
            }
            (Index::Back(i), v) if !self.is_collection(v) => match self.width(v) {
                Some(width) if (i as usize) < width => match self.variant_prefix(v) {
                    Some(variant) => field(&format_args!("{variant}.{}", width - 1 - i as usize)),
                    None => field(&(width - 1 - i as usize)),
                },
                _ => Target::Value(s.opaque(Type::Unknown)),
            },
            (Index::By(local), v) => {
                let key = self.solver.read(s, &Loc::local(local));
                match self.elem_of_key(s, v, &key) {
                    Some(i) => at(i),
                    None => {
                        s.panics.0 |= self.is_without(s, v, &key);
                        Target::Value(s.opaque(self.elem_type(s, loc)))
                    }
                }
            }
            (Index::Between(front, back), Val::Coll(c)) if c.is_exact() => {
                let end = c.elems.len().saturating_sub(back as usize);
                let rest = (front as usize..end).map(|i| Val::Ref(loc.field(&format!("#{i}"))));
                Target::Value(Val::Coll(Rc::new(CollVal::of(rest))))
            }
            (Index::Between(..), v) => {
                let ty = self.solver.value_type(s, v);
                Target::Value(s.opaque(ty))
            }
            _ => Target::Value(s.opaque(self.elem_type(s, loc))),
        }
    }

    /// Which known element of a collection an index or a key means, if that is certain.
    fn elem_of_key(&self, s: &State, collection: &Val, key: &Val) -> Option<usize> {
        let Val::Coll(c) = collection else {
            return None;
        };
        let key = self.solver.data(s, key)?;
        if let Some(i) = c.elems.iter().position(|(k, _)| k.as_ref() == Some(&key)) {
            return Some(i);
        }
        let keyed = c.elems.iter().any(|(k, _)| k.is_some());
        let index = match key {
            Expr::Const(text) if !keyed => text.parse().ok(),
            // A vector of one: no other index gets here.
            _ if !keyed && c.is_exact() && c.elems.len() == 1 => Some(0),
            _ => None,
        };
        index.filter(|i| *i < c.elems.len())
    }

    /// Whether a collection certainly has no element of an index.
    fn is_without(&self, s: &State, collection: &Val, index: &Val) -> bool {
        let Val::Coll(c) = collection else {
            return false;
        };
        let beyond = || match self.solver.data(s, index)? {
            Expr::Const(text) => Some(text.parse::<usize>().ok()? >= c.elems.len()),
            _ => None,
        };
        c.is_exact() && !c.keyed && (c.elems.is_empty() || beyond() == Some(true))
    }

    /// How many components a tuple or tuple struct has.
    fn width(&self, v: &Val) -> Option<usize> {
        match v {
            Val::Adt(a) if a.base.is_none() => Some(a.fields.len()),
            Val::Adt(a) => self.solver.width(&a.ty, a.variant.as_deref()),
            Val::Sym(_, ty) => self.solver.width(ty, None),
            _ => None,
        }
    }

    /// The variant before a component's name, where a value has one.
    fn variant_prefix(&self, v: &Val) -> Option<Rc<str>> {
        match v {
            Val::Adt(a) => a.variant.clone(),
            _ => None,
        }
    }

    /// The type of an element of the collection at a location.
    fn elem_type(&self, s: &State, loc: &Loc) -> Type {
        match self.solver.read(s, loc) {
            Val::Sym(_, ty) => self.solver.component(&ty, "#0"),
            _ => Type::Unknown,
        }
    }

    /// The variant that a pattern's path names; `None` for structs, whose pattern cannot fail.
    pub(crate) fn pattern_variant(&self, path: &ir::Path) -> Option<String> {
        match self.solver.program.resolve_value(&self.ctx, path) {
            Res::Adt(_) => None,
            Res::Unknown
                if matches!(
                    self.solver.program.resolve_type(&self.ctx, path),
                    Res::Adt(_)
                ) =>
            {
                None
            }
            _ => Some(path.last().to_owned()),
        }
    }

    /// Reads a place without moving out of it.
    pub(crate) fn peek(&self, s: &mut State, place: &ir::Place) -> Val {
        match self.place(s, place) {
            Target::Loc(loc) => self.solver.read(s, &loc),
            Target::Value(v) => v,
        }
    }

    /// Moves (or copies) the content of a location out of it.
    pub(crate) fn take(&self, s: &mut State, loc: &Loc) -> Val {
        let v = self.solver.read(s, loc);
        match &v {
            // A closure is copied if all that it has captured is.
            Val::Fun(f) if f.captures.iter().all(is_copied) => {}
            Val::Sym(e, ty) if !matches!(&**ty, Type::Bool | Type::Data | Type::Ref(_)) => {
                self.solver.write(s, loc, Val::Gone(e.clone(), ty.clone()));
            }
            Val::Sym(..) | Val::Ref(_) | Val::Bool(_) => {}
            _ => self.solver.write(s, loc, Val::Moved),
        }
        v
    }

    /// Evaluates an operand.
    pub(crate) fn operand(&self, s: &mut State, op: &ir::Operand) -> Val {
        match op {
            ir::Operand::Use(place) => match self.place(s, place) {
                Target::Loc(loc) => self.take(s, &loc),
                Target::Value(v) => v,
            },
            ir::Operand::Lit(lit) => literal(lit),
            ir::Operand::Item(path) => self.item_value(s, path),
        }
    }

    /// Evaluates an operand that is only looked at.
    pub(crate) fn look(&self, s: &mut State, op: &ir::Operand) -> Val {
        match op {
            ir::Operand::Use(place) => self.peek(s, place),
            other => self.operand(s, other),
        }
    }
}

/// Whether a value is copied, not moved, by its use (or cannot be used again for another reason).
pub(crate) fn is_copied(v: &Val) -> bool {
    match v {
        Val::Ref(_) | Val::Bool(_) => true,
        Val::Sym(_, ty) => matches!(**ty, Type::Bool | Type::Data | Type::Ref(_)),
        _ => false,
    }
}

/// The value of a literal.
pub(crate) fn literal(lit: &ir::Lit) -> Val {
    match lit {
        ir::Lit::Bool(b) => Val::Bool(*b),
        ir::Lit::Str(text) | ir::Lit::Int(text) | ir::Lit::Other(text) => Val::text(text),
        ir::Lit::Char(c) => Val::text(&c.to_string()),
        ir::Lit::Unit => Val::unit(),
    }
}
