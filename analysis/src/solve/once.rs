//! Closures that can be called only once: those that move something out of what they captured. What such a closure
//! captured by value belongs to the call and dies at its end.
//!
//! Whether a method takes its receiver by value, whether what a `*` is applied to is a box, and whether a part that is used by
//! value is moved or copied, lowering cannot know. So a capture that it takes for a reference holds a value all the same if
//! a method of its type takes it, by its declaration or its model, or if something is moved out of it ([`Solver::takes_captured`]).

use super::{Frame, Solver};
use crate::domain::types::{Code, Wrap};
use crate::domain::value::capture_name;
use crate::domain::{State, Type, Val};
use crate::ir::{
    Body, BodyIndex, BodyKind, Callee, CaptureMode, Local, Operand, Place, PlaceRoot, Proj, Rvalue,
    Stmt, takes_option,
};
use crate::names::{BodyId, FnId, RTy};

/// How a body uses a place.
enum Use<'c> {
    /// By value.
    Value,
    /// As the receiver of this method, called with so many arguments beside it.
    Receiver(&'c str, usize),
    /// It is called.
    Called,
}

impl Solver<'_> {
    /// Whether a closure with captures of these types moves something out of them.
    pub(super) fn is_once(&self, id: BodyId, captures: &[Type]) -> bool {
        let body = &self.program[id].body;
        let moved = |(index, ty): (usize, &Type)| {
            let capture = body.captures.get(index);
            capture.is_some_and(|c| {
                let owned = c.mode == CaptureMode::Value || !matches!(ty, Type::Ref(_));
                owned && self.by_value(id, c.local, &|place, by| self.is_moved(id, ty, place, by))
            })
        };
        body.kind == BodyKind::Closure && captures.iter().enumerate().any(moved)
    }

    /// Whether a closure or async block takes a variable of this type along because it calls a method on it that takes its
    /// receiver by value, or moves a part of it, or something out of the box that it is.
    pub(super) fn takes_captured(&self, id: BodyId, local: Local, ty: &Type) -> bool {
        let is_unknown =
            |place: &Place, by: &Use<'_>| matches!(by, Use::Receiver(..)) || !place.proj.is_empty();
        !matches!(ty, Type::Ref(_))
            && self.may_hold(ty)
            && self.by_value(id, local, &|place, by| {
                is_unknown(place, by) && self.is_moved(id, ty, place, by)
            })
    }

    /// Whether a body uses a place below a local by value that satisfies the predicate.
    fn by_value(
        &self,
        id: BodyId,
        local: Local,
        is_moved: &dyn Fn(&Place, &Use<'_>) -> bool,
    ) -> bool {
        let used = |p: &Place, by: &Use<'_>| p.root == PlaceRoot::Local(local) && is_moved(p, by);
        let moved = |p: &Place| used(p, &Use::Value);
        let operand = |op: &Operand| matches!(op, Operand::Use(p) if moved(p));
        let inner = |index: BodyIndex| {
            let inner = self.program[id].children.get(index.0 as usize);
            inner.is_some_and(|inner| {
                let mut captures = self.program[*inner].body.captures.iter();
                captures.any(|c| match c.mode {
                    CaptureMode::Value => moved(&c.place),
                    CaptureMode::Ref => {
                        c.place == Place::local(local) && self.by_value(*inner, c.local, is_moved)
                    }
                })
            })
        };
        let mut stmts = self.program[id].body.blocks.iter().flat_map(|b| &b.stmts);
        stmts.any(|stmt| match stmt {
            Stmt::Drop(op, _) => operand(op),
            Stmt::Assign { value, .. } => match value {
                Rvalue::Use(op) | Rvalue::Await(op) => operand(op),
                Rvalue::Bind(p) | Rvalue::TryPayload(p) | Rvalue::TryResidual(p) => moved(p),
                Rvalue::Join { futures, .. } => futures.iter().any(operand),
                Rvalue::Closure(index) => inner(*index),
                Rvalue::Call(call) => {
                    let receiver = match &call.callee {
                        Callee::Method { receiver, name, .. } => {
                            used(receiver, &Use::Receiver(name, call.args.len()))
                        }
                        Callee::Value(called) => used(called, &Use::Called),
                        Callee::Path(_) => false,
                    };
                    receiver || call.args.iter().any(operand)
                }
                Rvalue::Aggregate { fields, .. } => fields.iter().any(|(_, op)| operand(op)),
                _ => false,
            },
            Stmt::StorageDead(..) => false,
        })
    }

    /// Whether a use of a place below a value of type `ty` is a move. Of a part of which nothing is known it is not said.
    fn is_moved(&self, id: BodyId, ty: &Type, place: &Place, by: &Use<'_>) -> bool {
        let mut part = ty.clone();
        for step in &place.proj {
            let name = match step {
                Proj::Field(name) => name.clone(),
                Proj::Variant(path, field) => match &part {
                    Type::Adt(adt) if self.program[adt.id].is_struct() => field.clone(),
                    _ => format!("{}.{field}", path.last()),
                },
                Proj::Deref => match part {
                    Type::Wrap(Wrap::Box, inner) => {
                        part = (*inner).clone();
                        continue;
                    }
                    _ => return false,
                },
                Proj::Elem(_) => return false,
            };
            part = self.component(&part, &name);
            if part == Type::Unknown {
                return false;
            }
        }
        let copied = matches!(part, Type::Bool | Type::Data | Type::Ref(_));
        !copied
            && match by {
                Use::Value => true,
                Use::Called => self.is_called_once(&part),
                Use::Receiver(name, 0) if name.starts_with("into_") => true,
                Use::Receiver(name, args) => match &part {
                    Type::Option(_) | Type::Result(..) => takes_option(name, *args),
                    Type::Adt(adt) => {
                        let ty = RTy::Adt(adt.id, adt.args.clone());
                        let fns = self.program.methods(&self.program.body_ctx(id), &ty, name);
                        let owned =
                            |f: &FnId| !matches!(self.program.fn_param_ty(*f, 0), RTy::Ref { .. });
                        !fns.is_empty() && fns.iter().all(owned)
                    }
                    Type::Handle(ty) => {
                        let path = self.method_path(*ty, name);
                        self.clients.model(ty.model).call(&path).consumes()
                    }
                    _ => false,
                },
            }
    }

    /// Whether a call of a value of this type takes the value: it is a closure, or a box with one, that moves something out of
    /// what it captured.
    fn is_called_once(&self, ty: &Type) -> bool {
        match ty {
            Type::Wrap(Wrap::Box, inner) => self.is_called_once(inner),
            Type::Fun(fun) => match fun.code {
                Code::Body(id) => self.is_once(id, &fun.captures),
                Code::Fn(_) => false,
            },
            _ => false,
        }
    }

    /// The captures of a closure, as indices and locals. Those by reference are copied, and their drop does nothing.
    fn all_captures(body: &Body) -> impl Iterator<Item = (usize, Local)> {
        let captures = body.captures.iter().enumerate();
        captures.map(|(index, c)| (index, c.local))
    }
}

impl Frame<'_, '_> {
    /// A closure that is called once takes along what it captured by value: nothing of that is left at its place.
    pub(super) fn consume_captures(&self, s: &mut State, place: &Place, f: &Val) {
        let (code, types) = match f {
            Val::Fun(fun) => {
                let types = fun.captures.iter().map(|v| self.solver.value_type(s, v));
                (fun.code, types.collect())
            }
            Val::Sym(_, ty) => match &**ty {
                Type::Fun(fun) => (fun.code, fun.captures.clone()),
                _ => return,
            },
            _ => return,
        };
        let Code::Body(id) = code else { return };
        if !self.solver.is_once(id, &types) {
            return;
        }
        let super::place::Target::Loc(loc) = self.place(s, place) else {
            return;
        };
        let loc = self.solver.deref_all(s, loc);
        for (index, _) in Solver::all_captures(&self.solver.program[id].body) {
            let capture = loc.field(&capture_name(index));
            if !super::place::is_copied(&self.solver.read(s, &capture)) {
                self.solver.write(s, &capture, Val::Moved);
            }
        }
    }

    /// At the end of a closure that is called once: the states in which what it captured by value is gone.
    pub(super) fn dropped_captures(&mut self, s: State) -> Vec<State> {
        if !self.once {
            return vec![s];
        }
        let owned = Solver::all_captures(self.body()).map(|(_, local)| local);
        owned.fold(vec![s], |states, local| {
            self.each(states, |frame, mut s| match s.locals.remove(&local) {
                Some(v) => frame.dropped(s, v, None),
                None => vec![s],
            })
        })
    }
}
