//! Abstract locations: where a reference points.

use std::rc::Rc;

use super::expr::Expr;
use super::state::CellId;
use crate::ir::Local;
use crate::names::ConstId;

/// Where a location starts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Root {
    /// A local of the body in progress.
    Local(Local),
    /// What the pointer with this symbolic value points to.
    Mem(Rc<Expr>),
    /// A static.
    Static(ConstId),
    /// A counted or leaked cell.
    Cell(CellId),
}

/// A location: a root and the fields selected from it. A field of a variant is `Some.0`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Loc {
    /// Where it starts.
    pub(crate) root: Root,
    /// The fields.
    pub(crate) path: Vec<Rc<str>>,
}

impl Loc {
    /// The location of a whole local.
    pub(crate) fn local(local: Local) -> Loc {
        Loc {
            root: Root::Local(local),
            path: Vec::new(),
        }
    }

    /// The location of the whole content of a cell.
    pub(crate) fn cell(cell: CellId) -> Loc {
        Loc {
            root: Root::Cell(cell),
            path: Vec::new(),
        }
    }

    /// The field `name` of it.
    pub(crate) fn field(&self, name: &str) -> Loc {
        let mut path = self.path.clone();
        path.push(name.into());
        Loc {
            root: self.root.clone(),
            path,
        }
    }
}
