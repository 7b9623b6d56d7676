//! Joining disjuncts where nothing is lost: two states that differ in one boolean only become one in which it is
//! unknown. Correlations between two or more flags are kept.

use crate::domain::state::Shape;
use crate::domain::{State, Type, Val};

/// Joins as long as any pair can be joined.
pub(crate) fn join(mut states: Vec<State>) -> Vec<State> {
    let mut i = 0;
    while i < states.len() {
        let mut j = i + 1;
        let mut joined = None;
        while j < states.len() {
            if states[i] == states[j] {
                states.remove(j);
                continue;
            }
            if let Some(both) = pair(&states[i], &states[j]) {
                joined = Some((j, both));
                break;
            }
            j += 1;
        }
        match joined {
            Some((j, both)) => {
                states.remove(j);
                states[i] = both;
            }
            None => i += 1,
        }
    }
    states
}

/// The join of two states that differ in one boolean local or in one assumption and its opposite.
fn pair(a: &State, b: &State) -> Option<State> {
    if a.objs != b.objs || a.cells != b.cells || a.tasks != b.tasks || a.mem != b.mem || a.statics != b.statics {
        return None;
    }
    if a.shapes.len() == b.shapes.len() && a.locals == b.locals {
        let mut differing = a.shapes.iter().zip(&b.shapes).filter(|(x, y)| x != y);
        let (Some(((ka, va), (kb, vb))), None) = (differing.next(), differing.next()) else { return None };
        if ka == kb && opposite(va, vb) {
            let mut joined = a.clone();
            joined.shapes.remove(ka);
            let mut other = b.clone();
            other.shapes.remove(ka);
            return (joined == other).then_some(joined);
        }
        return None;
    }
    if a.locals.len() != b.locals.len() || a.shapes != b.shapes {
        return None;
    }
    let mut differing = a.locals.iter().zip(&b.locals).filter(|(x, y)| x != y);
    let (Some(((la, va), (lb, vb))), None) = (differing.next(), differing.next()) else { return None };
    if la != lb || !matches!((va, vb), (Val::Bool(_), Val::Bool(_))) {
        return None;
    }
    let mut joined = a.clone();
    let mut other = b.clone();
    joined.locals.remove(la);
    other.locals.remove(la);
    if joined != other {
        return None;
    }
    let unknown = joined.opaque(Type::Bool);
    joined.locals.insert(*la, unknown);
    Some(joined)
}

fn opposite(a: &Shape, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Bool(a), Shape::Bool(b)) => a != b,
        (Shape::Variant(v), Shape::NotVariants(not)) | (Shape::NotVariants(not), Shape::Variant(v)) => {
            not.len() == 1 && not.contains(v)
        }
        _ => false,
    }
}
