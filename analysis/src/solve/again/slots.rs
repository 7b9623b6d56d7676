//! Where the connections of a state lie when a call has returned.

use std::collections::BTreeSet;

use crate::domain::expr::Expr;
use crate::domain::state::{CellId, Status};
use crate::domain::{ObjId, State, Val};

/// The connections that a call has opened and left open.
pub(super) fn left_open(s: &State) -> Vec<ObjId> {
    let open = s
        .objs
        .iter()
        .filter(|(_, o)| o.status == Status::Open && o.input.is_none() && o.opened.is_some());
    open.map(|(id, _)| *id).collect()
}

/// Whether some handle of a connection lies in memory that outlives the call.
pub(super) fn is_in_memory(s: &State, id: ObjId) -> bool {
    let mut cells = BTreeSet::new();
    s.mem
        .values()
        .chain(s.statics.values())
        .any(|v| finds(s, v, id, false, &mut cells))
}

/// Whether a handle of a connection lies where a handle must have lain before: in a field behind an argument that is
/// neither optional nor a collection.
pub(super) fn is_in_place_of_another(s: &State, id: ObjId) -> bool {
    let mut cells = BTreeSet::new();
    s.mem
        .iter()
        .any(|(at, v)| at.is_input() && !is_optional(at) && finds(s, v, id, true, &mut cells))
}

/// Whether a place lies in a variant.
fn is_optional(at: &Expr) -> bool {
    at.any(&mut |e| matches!(e, Expr::Field(_, name) if name.contains('.')))
}

/// Whether a handle of a connection is in a value, or (`plain`) is in it in any case.
fn finds(s: &State, v: &Val, id: ObjId, plain: bool, cells: &mut BTreeSet<CellId>) -> bool {
    match v {
        Val::Obj(known, _) => *known == id,
        Val::Shared(cell) => {
            cells.insert(*cell)
                && s.cells
                    .get(cell)
                    .is_some_and(|cell| finds(s, &cell.val, id, plain, cells))
        }
        Val::Adt(adt) if plain => {
            adt.variant.is_none()
                && adt
                    .fields
                    .iter()
                    .any(|(name, f)| !name.contains('.') && finds(s, f, id, plain, cells))
        }
        Val::Coll(_) | Val::Fun(_) | Val::Future(_) if plain => false,
        other => {
            let mut found = false;
            other.children(&mut |c| found |= finds(s, c, id, plain, cells));
            found
        }
    }
}
