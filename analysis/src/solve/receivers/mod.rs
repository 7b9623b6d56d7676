//! What declarations alone tell of the types of a body's locals: enough to know for many method calls whose method it
//! can only be, before anything is solved. What is not certain is `Unknown`.

mod known;
mod shape;

use double_connect_clients::{ClientSet, ModelId};
use rustc_hash::FxHashMap;

use crate::ir::{
    AggregateKind, Body, Callee, CaptureMode, Index, Lit, Local, Operand, Path, Place, PlaceRoot,
    Proj, Rvalue, Stmt, Terminator,
};
use crate::names::{AdtId, AdtKind, BodyId, BodyOwner, Ctx, FnId, Program, RTy, Res};

use shape::{argument, closed, element, future, item, last_name, merge, output, reference};

/// How often all assignments are looked at: what one is made of is mostly assigned before it.
const MAX_PASSES: usize = 4;
/// How many `*` a receiver follows.
const MAX_DEREF: usize = 16;

/// Methods that give what an `Option` or `Result` holds.
const PAYLOAD: &[&str] = &[
    "expect",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
];
/// Methods of `Option` that give one of the same content, but for references.
const SAME_OPTION: &[&str] = &["as_mut", "as_ref", "cloned", "copied", "take"];

/// Types as declarations tell them.
pub(super) struct Types<'p> {
    pub(super) program: &'p Program,
    pub(super) clients: &'p ClientSet,
    models: &'p [Option<ModelId>],
}

/// The types of the locals of a body.
pub(super) type Locals = Vec<RTy>;

impl<'p> Types<'p> {
    pub(super) fn new(
        program: &'p Program,
        clients: &'p ClientSet,
        models: &'p [Option<ModelId>],
    ) -> Self {
        Types {
            program,
            clients,
            models,
        }
    }

    /// The types of a body's locals; `parent`: those of the body around it.
    pub(super) fn locals(&self, ctx: &Ctx, id: BodyId, parent: &[RTy]) -> Locals {
        let def = &self.program[id];
        let body = &def.body;
        let mut types: Vec<Option<RTy>> = vec![None; body.locals.len()];
        let mut set = |local: Local, ty: RTy| {
            if let Some(slot) = types.get_mut(local.0 as usize) {
                *slot = Some(ty);
            }
        };
        // What comes from outside has the type that it has there, whatever is assigned to it.
        for param in &body.params {
            set(*param, RTy::Unknown);
        }
        for (i, decl) in body.locals.iter().enumerate() {
            if let Some(ty) = &decl.ty {
                set(Local(i as u32), self.program.resolve_ty(ctx, ty));
            }
        }
        if let (None, BodyOwner::Fn(f)) = (def.parent, def.owner) {
            for (i, param) in body.params.iter().enumerate() {
                set(*param, self.program.fn_param_ty(f, i));
            }
        }
        for capture in &body.captures {
            let ty = self.place(ctx, parent, &capture.place);
            let ty = match capture.mode {
                CaptureMode::Value => ty,
                CaptureMode::Ref => reference(ty),
            };
            set(capture.local, ty);
        }
        self.assigned(ctx, body, types)
    }

    /// Adds the types of locals of which none is said, and that are only ever given values of one known type.
    fn assigned(&self, ctx: &Ctx, body: &Body, said: Vec<Option<RTy>>) -> Locals {
        let known: Vec<bool> = said.iter().map(Option::is_some).collect();
        let mut types: Locals = said
            .into_iter()
            .map(|ty| ty.unwrap_or(RTy::Unknown))
            .collect();
        for _ in 0..MAX_PASSES {
            let mut given: FxHashMap<u32, RTy> = FxHashMap::default();
            let mut give = |local: Local, ty: RTy| {
                let merged = match given.remove(&local.0) {
                    Some(other) => merge(other, ty),
                    None => ty,
                };
                given.insert(local.0, merged);
            };
            let mut changed = false;
            for block in &body.blocks {
                for stmt in &block.stmts {
                    let Stmt::Assign { place, value, .. } = stmt else {
                        continue;
                    };
                    if let (PlaceRoot::Local(local), []) = (&place.root, &place.proj[..])
                        && !known.get(local.0 as usize).copied().unwrap_or(true)
                    {
                        give(*local, self.rvalue(ctx, &types, value));
                    }
                }
                match &block.term {
                    Terminator::Next { iter, dest, .. } => {
                        give(
                            *dest,
                            item(types.get(iter.0 as usize).unwrap_or(&RTy::Unknown)),
                        );
                    }
                    Terminator::Select { arms, .. } => {
                        for arm in arms {
                            let future = types.get(arm.future.0 as usize).unwrap_or(&RTy::Unknown);
                            give(arm.dest, output(future));
                        }
                    }
                    _ => {}
                }
            }
            for (local, ty) in given {
                if let Some(slot) = types.get_mut(local as usize)
                    && !known.get(local as usize).copied().unwrap_or(true)
                    && *slot != ty
                {
                    *slot = ty;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
        types
    }

    /// The type of what a place holds.
    pub(super) fn place(&self, ctx: &Ctx, types: &[RTy], place: &Place) -> RTy {
        let root = match &place.root {
            PlaceRoot::Local(local) => types.get(local.0 as usize).cloned(),
            PlaceRoot::Item(path) => match self.program.resolve_value(ctx, path) {
                Res::Const(id) => Some(self.program.const_ty(id)),
                _ => None,
            },
        };
        place
            .proj
            .iter()
            .fold(root.unwrap_or(RTy::Unknown), |ty, proj| match proj {
                Proj::Deref => self.program.deref(ctx, &ty).unwrap_or(RTy::Unknown),
                Proj::Field(name) => self.field(ctx, ty, name),
                Proj::Variant(path, name) => self.payload(ctx, &ty, path, name),
                Proj::Elem(Index::Front(_) | Index::Back(_) | Index::By(_)) => element(&ty),
                Proj::Elem(Index::Between(..)) => RTy::Unknown,
            })
    }

    fn field(&self, ctx: &Ctx, mut ty: RTy, name: &str) -> RTy {
        for _ in 0..MAX_DEREF {
            match &ty {
                RTy::Adt(id, args) => {
                    let def = &self.program[*id];
                    if def.fields(None).iter().any(|f| f.name == name) {
                        return self.program.field_ty(*id, None, name, args);
                    }
                }
                RTy::Tuple(parts) => {
                    let at = name.parse::<usize>().ok();
                    return at
                        .and_then(|at| parts.get(at).cloned())
                        .unwrap_or(RTy::Unknown);
                }
                _ => {}
            }
            match self.program.deref(ctx, &ty) {
                Some(inner) => ty = inner,
                None => break,
            }
        }
        RTy::Unknown
    }

    fn payload(&self, ctx: &Ctx, ty: &RTy, path: &Path, name: &str) -> RTy {
        match ty.without_refs() {
            RTy::Adt(id, args) => match self.program[*id].variant(path.last()) {
                Some(variant) => self.program.field_ty(*id, Some(variant), name, args),
                None => self.field(ctx, ty.clone(), name),
            },
            RTy::External { .. } => match path.last() {
                "Some" | "Ok" => argument(ty, &["Option", "Result"], 0),
                "Err" => argument(ty, &["Result"], 1),
                _ => RTy::Unknown,
            },
            _ => RTy::Unknown,
        }
    }

    fn operand(&self, ctx: &Ctx, types: &[RTy], op: &Operand) -> RTy {
        match op {
            Operand::Use(place) => self.place(ctx, types, place),
            Operand::Lit(Lit::Str(_)) => reference(RTy::Prim("str".to_owned())),
            Operand::Lit(Lit::Bool(_)) => RTy::Prim("bool".to_owned()),
            Operand::Lit(Lit::Unit) => RTy::unit(),
            Operand::Lit(_) => RTy::Unknown,
            Operand::Item(path) => match self.program.resolve_value(ctx, path) {
                Res::Const(id) => self.program.const_ty(id),
                Res::Variant(id, _) => self.any_of(id),
                Res::Adt(id) if matches!(&self.program[id].kind, AdtKind::Struct { fields, .. } if fields.is_empty()) => {
                    self.any_of(id)
                }
                _ => RTy::Unknown,
            },
        }
    }

    fn rvalue(&self, ctx: &Ctx, types: &[RTy], value: &Rvalue) -> RTy {
        match value {
            Rvalue::Use(op) => self.operand(ctx, types, op),
            Rvalue::Ref { place, .. } => reference(self.place(ctx, types, place)),
            Rvalue::Bind(place) => self.place(ctx, types, place),
            Rvalue::Await(op) => output(&self.operand(ctx, types, op)),
            Rvalue::TryPayload(place) => {
                argument(&self.place(ctx, types, place), &["Option", "Result"], 0)
            }
            Rvalue::Format(_) => self.program.std_ty(&["string", "String"], Vec::new()),
            Rvalue::Call(call) => match &call.callee {
                Callee::Path(path) => self.called(ctx, path),
                Callee::Method { receiver, name, .. } => {
                    let receiver = self.place(ctx, types, receiver);
                    self.returned(ctx, &receiver, name)
                }
                Callee::Value(_) => RTy::Unknown,
            },
            Rvalue::Aggregate { kind, fields, .. } => match kind {
                AggregateKind::Tuple => {
                    let parts = fields.iter().map(|(_, op)| self.operand(ctx, types, op));
                    RTy::Tuple(parts.collect())
                }
                AggregateKind::Array { vec: true, .. } => {
                    self.program.std_ty(&["vec", "Vec"], vec![RTy::Unknown])
                }
                AggregateKind::Array { .. } => RTy::Array(Box::new(RTy::Unknown)),
                AggregateKind::Struct(path) => match self.program.resolve_value(ctx, path) {
                    Res::Adt(id) | Res::Variant(id, _) => self.any_of(id),
                    _ => RTy::Unknown,
                },
            },
            _ => RTy::Unknown,
        }
    }

    /// What a call of a path gives.
    fn called(&self, ctx: &Ctx, path: &Path) -> RTy {
        match self.program.resolve_value(ctx, path) {
            Res::Fn(id) => self.result(id, self.program.fn_ret_ty(id)),
            Res::Adt(id) | Res::Variant(id, _) => self.any_of(id),
            Res::External { krate, path } => match path.split_last() {
                // What makes a new value of a type is called so in all of `std`.
                Some((last, ty))
                    if matches!(last.as_str(), "new" | "with_capacity")
                        && ty.last().is_some_and(|n| n.starts_with(char::is_uppercase))
                        && self.program[krate].is_std =>
                {
                    RTy::External {
                        krate,
                        path: ty.to_vec(),
                        args: vec![RTy::Unknown; 2],
                    }
                }
                _ => RTy::Unknown,
            },
            _ => RTy::Unknown,
        }
    }

    /// What a method call gives.
    fn returned(&self, ctx: &Ctx, receiver: &RTy, name: &str) -> RTy {
        if let Some(fns) = self.methods(ctx, receiver, name)
            && let Some((first, rest)) = fns.split_first()
        {
            let ret = |id: &FnId| {
                let bindings = self.program.fn_bindings(ctx, *id, receiver);
                self.result(
                    *id,
                    self.program
                        .substitute(&self.program.fn_ret_ty(*id), &bindings),
                )
            };
            return rest.iter().fold(ret(first), |ty, id| merge(ty, ret(id)));
        }
        match name {
            _ if PAYLOAD.contains(&name) => argument(receiver, &["Option", "Result"], 0),
            _ if SAME_OPTION.contains(&name) && last_name(receiver) == "Option" => {
                receiver.without_refs().clone()
            }
            "clone" if matches!(receiver.without_refs(), RTy::External { .. } | RTy::Adt(..)) => {
                receiver.without_refs().clone()
            }
            _ => RTy::Unknown,
        }
    }

    /// The result of a function of this return type; its type parameters mean nothing to the caller.
    fn result(&self, id: FnId, ret: RTy) -> RTy {
        let ret = closed(&ret);
        if self.program[id].ir.is_async {
            future(ret)
        } else {
            ret
        }
    }

    fn any_of(&self, id: AdtId) -> RTy {
        RTy::Adt(id, vec![RTy::Unknown; self.program[id].generics.len()])
    }
}
