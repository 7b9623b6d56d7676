//! Method calls: whose method it is.

use double_connect_clients::TypeId;

use super::Frame;
use super::body::Values;
use crate::domain::{Loc, State, Type, Val};
use crate::ir::Call;
use crate::names::RTy;

impl Frame<'_, '_> {
    /// A method call on the content of a location.
    pub(super) fn call_method(
        &mut self,
        mut s: State,
        receiver: Loc,
        name: &str,
        args: Vec<Val>,
        call: &Call,
    ) -> Values {
        // Rust looks for the method at each step of dereferencing.
        let mut loc = receiver;
        for _ in 0..8 {
            let v = self.solver.read(&s, &loc);
            if let Some(done) = self.method_here(&mut s, &loc, &v, name, &args, call) {
                return done;
            }
            match self.solver.step(&mut s, &loc) {
                Some(next) if next != loc => loc = next,
                _ => break,
            }
        }
        self.std_fallback(s, &loc, name, args, call)
    }

    /// The method of the value at this step of dereferencing, if it has it.
    fn method_here(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        let program = self.solver.program;
        if let Some(done) = self.std_pointer_method(s, loc, v, name) {
            return Some(done);
        }
        if let Some(done) = self.iterator_call(s, loc, v, name, args, call) {
            return Some(done);
        }
        let handle = match v {
            Val::Obj(_, ty) | Val::Task(_, ty) | Val::TaskSet(_, ty) => Some(*ty),
            Val::Opts(o) => Some(o.ty),
            Val::Sym(_, ty) => match **ty {
                Type::Handle(ty) => Some(ty),
                Type::End(ty, _) if self.is_channel_call(ty, name) => Some(ty),
                _ => None,
            },
            _ => None,
        };
        if let Some(ty) = handle {
            let path = self.solver.method_path(ty, name);
            let known = self.solver.clients.model(ty.model).call(&path);
            if known.is_empty() && super::stdlib::is_accessor(name) {
                // The method of a lock or cell around the handle.
                if let Some(done) = self.std_method(s, loc, v, name, args, call) {
                    return Some(done);
                }
            }
            return Some(self.model_call(
                s.clone(),
                ty.model,
                &path,
                Some((loc.clone(), ty)),
                args.to_vec(),
                call.span,
            ));
        }
        if let Val::Future(_) = v
            && let Some(done) = self.future_method(s, loc, v, name, call.span)
        {
            return Some(done);
        }
        let ty = match v {
            Val::Adt(adt) => &adt.ty,
            Val::Sym(_, ty) => &**ty,
            _ => &Type::Unknown,
        };
        if let Type::Adt(..) | Type::Other(_) = ty {
            let rty = self.rust_type(ty);
            let fns = program.methods(&self.ctx, &rty, name);
            if !fns.is_empty() {
                let mut out = Vec::new();
                for f in fns.into_iter().take(12) {
                    let mut s = s.clone();
                    let by_ref = matches!(program.fn_param_ty(f, 0), RTy::Ref { .. });
                    let receiver = if by_ref {
                        Val::Ref(loc.clone())
                    } else {
                        self.take(&mut s, loc)
                    };
                    let all = std::iter::once(receiver)
                        .chain(args.iter().cloned())
                        .collect();
                    out.extend(self.call_fn(s, f, all, call.span));
                }
                return Some(out);
            }
        }
        self.std_method(s, loc, v, name, args, call)
    }

    fn is_channel_call(&self, ty: TypeId, name: &str) -> bool {
        let path = self.solver.method_path(ty, name);
        let known = self.solver.clients.model(ty.model).call(&path);
        known.send.is_some() || known.receive.is_some() || known.gives.is_some()
    }

    /// The resolved type for a type of the domain, as far as methods are looked up by it.
    pub(crate) fn rust_type(&self, ty: &Type) -> RTy {
        match ty {
            Type::Adt(ty) => RTy::Adt(ty.id, ty.args.clone()),
            Type::Other(ty) => (**ty).clone(),
            Type::Ref(inner) => RTy::Ref {
                inner: Box::new(self.rust_type(inner)),
                mutable: false,
            },
            _ => RTy::Unknown,
        }
    }
}
