//! What functions call or name.

use std::collections::BTreeSet;

use double_connect_clients::ModelId;

use crate::ir::{AggregateKind, Callee, Operand, Path, Rvalue, Stmt};
use crate::names::{BodyId, Ctx, FnId, Program, RTy, Res, TraitId};
use crate::solve::receivers::Types;

/// What the bodies of a function call or name.
#[derive(Default)]
pub(super) struct Uses<'p> {
    /// A call of which a client's model knows.
    pub(super) modelled: bool,
    /// Methods of handles, by name.
    pub(super) of_clients: BTreeSet<(ModelId, &'p str)>,
    /// Functions by path, and methods of types that are known.
    pub(super) fns: BTreeSet<FnId>,
    /// Functions as values.
    pub(super) values: BTreeSet<FnId>,
    /// Methods of what is not known, by name and number of arguments with the receiver.
    pub(super) unknown: BTreeSet<(&'p str, usize)>,
    /// Trait functions called by path.
    pub(super) trait_fns: BTreeSet<(TraitId, String)>,
}

impl<'p> Uses<'p> {
    /// Adds what a body uses, and those inside it; `parent`: the types of the locals of the body around it.
    pub(super) fn collect(&mut self, types: &Types<'p>, id: BodyId, parent: &[RTy]) {
        let program = types.program;
        let def = &program[id];
        let ctx = program.body_ctx(id);
        let locals = types.locals(&ctx, id, parent);
        for block in &def.body.blocks {
            for stmt in &block.stmts {
                let Stmt::Assign { value, .. } = stmt else {
                    continue;
                };
                match value {
                    Rvalue::Call(call) => {
                        match &call.callee {
                            Callee::Path(p) => self.path(types, &ctx, p, false),
                            Callee::Method { receiver, name, .. } => {
                                let receiver = types.place(&ctx, &locals, receiver);
                                self.method(types, &ctx, &receiver, name, call.args.len() + 1);
                            }
                            Callee::Value(_) => {}
                        }
                        for arg in &call.args {
                            self.operand(types, &ctx, arg);
                        }
                    }
                    Rvalue::Use(op) => self.operand(types, &ctx, op),
                    Rvalue::Aggregate { kind, fields, .. } => {
                        if let AggregateKind::Struct(path) = kind {
                            self.made(program, program.resolve_type(&ctx, path));
                        }
                        for (_, op) in fields {
                            self.operand(types, &ctx, op);
                        }
                    }
                    _ => {}
                }
            }
        }
        for child in &def.children {
            self.collect(types, *child, &locals);
        }
    }

    fn operand(&mut self, types: &Types<'p>, ctx: &Ctx, op: &Operand) {
        if let Operand::Item(path) = op {
            self.path(types, ctx, path, true);
        }
    }

    fn path(&mut self, types: &Types<'p>, ctx: &Ctx, path: &Path, as_value: bool) {
        match types.program.resolve_value(ctx, path) {
            Res::Fn(f) => {
                self.fns.insert(f);
                if as_value {
                    self.values.insert(f);
                }
            }
            Res::TraitFn(tr, name) => {
                self.trait_fns.insert((tr, name));
            }
            Res::External { krate, path } => {
                if let Some(model) = types.client_of(krate) {
                    let call = types.clients.model(model).call(&path.join("::"));
                    self.modelled |= !call.is_empty();
                }
            }
            res => self.made(types.program, res),
        }
    }

    /// A value of a type of the program is made: what its `Drop` does is done here or by whom it is given to.
    fn made(&mut self, program: &Program, res: Res) {
        if let Res::Adt(id) | Res::Variant(id, _) = res {
            self.fns.extend(program.drop_impl(id));
        }
    }

    fn method(&mut self, types: &Types<'p>, ctx: &Ctx, receiver: &RTy, name: &'p str, args: usize) {
        let handle = types.handle(ctx, receiver);
        if let Some(Some(model)) = handle {
            self.of_clients.insert((model, name));
        }
        match types
            .methods(ctx, receiver, name)
            .filter(|_| handle.is_some())
        {
            Some(fns) => self.fns.extend(fns),
            None => {
                self.unknown.insert((name, args));
            }
        }
    }
}
