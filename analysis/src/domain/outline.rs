//! Outlines: what of a state is told apart last, when states are too many to keep all.

use std::collections::BTreeSet;

use double_connect_clients::TypeId;

use super::expr::Expr;
use super::place::Root;
use super::state::{CellId, State, Status};
use super::value::Val;

/// Which connections are there, and what holds each: a root of the state, or nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Outline(BTreeSet<(Option<Root>, Kind)>);

/// What tells two connections apart.
type Kind = (TypeId, Status, Option<Expr>);

/// The outline of a state; `returned` is a value that is there beside it.
pub(crate) fn outline(s: &State, returned: Option<&Val>) -> Outline {
    let mut walk = Walk {
        state: s,
        found: BTreeSet::new(),
        reached: BTreeSet::new(),
    };
    for (local, v) in &s.locals {
        walk.root(&Root::Local(*local), v);
    }
    for (e, v) in &s.mem {
        walk.root(&Root::Mem(e.clone()), v);
    }
    for (id, v) in &s.statics {
        walk.root(&Root::Static(*id), v);
    }
    if let Some(v) = returned {
        walk.root(&Root::Local(crate::ir::RETURN), v);
    }
    for (id, obj) in &s.objs {
        if !walk.reached.contains(id) {
            let kind = (obj.ty, obj.status, obj.identity.clone());
            walk.found.insert((None, kind));
        }
    }
    Outline(walk.found)
}

struct Walk<'s> {
    state: &'s State,
    found: BTreeSet<(Option<Root>, Kind)>,
    reached: BTreeSet<super::ObjId>,
}

impl Walk<'_> {
    fn root(&mut self, root: &Root, v: &Val) {
        self.val(root, v, &mut BTreeSet::new());
    }

    fn val(&mut self, root: &Root, v: &Val, cells: &mut BTreeSet<CellId>) {
        match v {
            Val::Obj(id, ty) => {
                if let Some(obj) = self.state.objs.get(id) {
                    self.reached.insert(*id);
                    let kind = (*ty, obj.status, obj.identity.clone());
                    self.found.insert((Some(root.clone()), kind));
                }
            }
            Val::Shared(cell) => {
                if cells.insert(*cell)
                    && let Some(content) = self.state.cells.get(cell)
                {
                    self.val(root, &content.val, cells);
                }
            }
            other => other.children(&mut |child| self.val(root, child, cells)),
        }
    }
}
