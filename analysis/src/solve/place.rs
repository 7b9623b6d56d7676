//! Places and operands: what they denote in a state, and taking a value out of them.

use super::Frame;
use crate::domain::{Loc, Root, State, Type, Val};
use crate::ir::{self, PlaceRoot, Proj};
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
                Res::Const(id) if self.solver.program[id].is_static => Loc {
                    root: Root::Static(id),
                    path: Vec::new(),
                },
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
                    let index = match (index, self.solver.read(s, &loc)) {
                        (Some(i), _) => *i as usize,
                        (None, Val::Coll(c))
                            if c.elems.len() == 1 && !c.open_ended && c.base.is_none() =>
                        {
                            0
                        }
                        (None, _) => return Target::Value(s.opaque(self.elem_type(s, &loc))),
                    };
                    loc = loc.field(&format!("#{index}"));
                }
            }
        }
        Target::Loc(loc)
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

/// The value of a literal.
pub(crate) fn literal(lit: &ir::Lit) -> Val {
    match lit {
        ir::Lit::Bool(b) => Val::Bool(*b),
        ir::Lit::Str(text) | ir::Lit::Int(text) | ir::Lit::Other(text) => Val::text(text),
        ir::Lit::Char(c) => Val::text(&c.to_string()),
        ir::Lit::Unit => Val::unit(),
    }
}
