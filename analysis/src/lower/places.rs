//! All places that a body names, with how it uses them.

use crate::ir::{
    BlockData, Body, Callee, CaptureMode, FormatPart, Operand, Place, Rvalue, Stmt, Terminator,
    takes_option,
};

/// How a place is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PlaceUse {
    /// Its content is moved or copied out.
    Value,
    /// It is the base of a struct's literal (`..base`): its fields are moved or copied out, but for these.
    Base(Vec<String>),
    /// It is looked at, borrowed, tested or assigned to.
    Look,
    /// It is called: a `Box<dyn FnOnce()>` by value.
    Called,
    /// A method is called on it which takes it by value if it is an `Option` or `Result`.
    TakenIfOption,
    /// A method is called on it that by its name takes it by value unless it is a reference: `into_iter`.
    TakenUnlessReference,
}

/// Calls back for every place in blocks, and for those that nested bodies capture where they are made, in order.
pub(super) fn each_place_in(
    blocks: &mut [BlockData],
    bodies: &mut [Body],
    f: &mut dyn FnMut(&mut Place, PlaceUse),
) {
    for block in blocks {
        for stmt in &mut block.stmts {
            each_in_stmt(stmt, bodies, f);
        }
        each_in_term(&mut block.term, f);
    }
}

type Visit<'v> = dyn FnMut(&mut Place, PlaceUse) + 'v;

fn operand(operand: &mut Operand, how: PlaceUse, f: &mut Visit<'_>) {
    if let Operand::Use(place) = operand {
        f(place, how);
    }
}

fn each_in_stmt(stmt: &mut Stmt, bodies: &mut [Body], f: &mut Visit<'_>) {
    match stmt {
        Stmt::Assign { place, value, .. } => {
            each_in_rvalue(value, bodies, f);
            f(place, PlaceUse::Look);
        }
        Stmt::Drop(value, _) => operand(value, PlaceUse::Value, f),
        Stmt::StorageDead(..) => {}
    }
}

fn each_in_rvalue(value: &mut Rvalue, bodies: &mut [Body], f: &mut Visit<'_>) {
    match value {
        Rvalue::Use(value) | Rvalue::Await(value) => operand(value, PlaceUse::Value, f),
        Rvalue::Ref { place, .. } => f(place, PlaceUse::Look),
        Rvalue::Bind(place) | Rvalue::TryPayload(place) | Rvalue::TryResidual(place) => {
            f(place, PlaceUse::Value)
        }
        Rvalue::Call(call) => {
            match &mut call.callee {
                Callee::Value(place) => f(place, PlaceUse::Called),
                Callee::Method { receiver, name, .. } => {
                    let how = match call.args.len() {
                        0 if name.starts_with("into_") => PlaceUse::TakenUnlessReference,
                        n if takes_option(name, n) => PlaceUse::TakenIfOption,
                        _ => PlaceUse::Look,
                    };
                    f(receiver, how);
                }
                Callee::Path(_) => {}
            }
            for arg in &mut call.args {
                operand(arg, PlaceUse::Value, f);
            }
        }
        Rvalue::Aggregate { fields, base, .. } => {
            for (_, value) in fields.iter_mut() {
                operand(value, PlaceUse::Value, f);
            }
            if let Some(base) = base {
                let named = fields.iter().map(|(name, _)| name.clone()).collect();
                operand(base, PlaceUse::Base(named), f);
            }
        }
        Rvalue::Closure(index) => {
            let captures = bodies.get_mut(index.0 as usize).map(|b| &mut b.captures);
            for capture in captures.into_iter().flatten() {
                let how = match capture.mode {
                    CaptureMode::Value if capture.without.is_empty() => PlaceUse::Value,
                    CaptureMode::Value => PlaceUse::Base(capture.without.clone()),
                    CaptureMode::Ref => PlaceUse::Look,
                };
                f(&mut capture.place, how);
            }
        }
        Rvalue::Range { start, end, .. } => {
            for value in start.iter_mut().chain(end) {
                operand(value, PlaceUse::Look, f);
            }
        }
        Rvalue::Not(value) => operand(value, PlaceUse::Look, f),
        Rvalue::Binary(_, a, b) => {
            operand(a, PlaceUse::Look, f);
            operand(b, PlaceUse::Look, f);
        }
        Rvalue::Format(parts) => {
            for part in parts {
                if let FormatPart::Arg(value) = part {
                    operand(value, PlaceUse::Look, f);
                }
            }
        }
        Rvalue::Join { futures, .. } => {
            for future in futures {
                operand(future, PlaceUse::Value, f);
            }
        }
        Rvalue::Opaque(values) | Rvalue::Unknown(values) => {
            for value in values {
                operand(value, PlaceUse::Look, f);
            }
        }
    }
}

fn each_in_term(term: &mut Terminator, f: &mut Visit<'_>) {
    match term {
        Terminator::If { cond, .. } => operand(cond, PlaceUse::Look, f),
        Terminator::Test { place, .. } => f(place, PlaceUse::Look),
        Terminator::Try { place, .. } => f(place, PlaceUse::Value),
        Terminator::Select { arms, .. } => {
            for arm in arms {
                if let Some(cond) = &mut arm.enabled {
                    operand(cond, PlaceUse::Look, f);
                }
            }
        }
        Terminator::Goto(_)
        | Terminator::Next { .. }
        | Terminator::Nondet(_)
        | Terminator::Return
        | Terminator::Unreachable => {}
    }
}
