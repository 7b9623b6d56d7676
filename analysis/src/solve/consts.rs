//! The values of consts and statics.

use super::Solver;
use super::summary::Key;
use crate::domain::expr::Expr;
use crate::domain::types::Code;
use crate::domain::{Type, Val};
use crate::names::ConstId;

impl Solver<'_> {
    /// The value of a const: what its initialiser gives, if that does not depend on anything.
    pub(crate) fn const_value(&self, id: ConstId) -> Val {
        if let Some(v) = self.consts.borrow().get(&id) {
            return v.clone();
        }
        let def = &self.program[id];
        let ty = self.type_of(&self.program.const_ty(id));
        let unknown = Val::sym(
            Expr::Op(format!("const {}", def.path).into(), Vec::new()),
            ty,
        );
        self.consts.borrow_mut().insert(id, unknown.clone());
        let Some(body) = def.body else { return unknown };
        let key = Key {
            code: Code::Body(body),
            args: Vec::new(),
            generics: Vec::new(),
            aliases: Vec::new(),
            told: Vec::new(),
        };
        self.const_keys.borrow_mut().push(key.clone());
        let summary = self.summary(key);
        let mut returns = summary.returns();
        let v = match (returns.next(), returns.next()) {
            (Some(o), None)
                if o.state.objs.is_empty() && o.state.tasks.is_empty() && !has_symbols(&o.ret) =>
            {
                o.ret.clone()
            }
            _ => unknown,
        };
        self.consts.borrow_mut().insert(id, v.clone());
        v
    }

    /// What a static holds before anybody has changed it on the path at hand: its initialiser's value at the start of
    /// the program, so nothing certain.
    pub(crate) fn static_value(&self, id: ConstId) -> Val {
        let ty = self.type_of(&self.program.const_ty(id));
        match ty {
            Type::Data => self.const_value(id),
            Type::Ref(inner) if *inner == Type::Data => self.const_value(id),
            ty => Val::sym(Expr::Static(id), ty),
        }
    }
}

/// Whether a value has parts that mean something only in the state it came from.
fn has_symbols(v: &Val) -> bool {
    let mut found = false;
    v.walk(&mut |v| match v {
        Val::Sym(e, _) | Val::Gone(e, _) => {
            found |= e.any(&mut |e| matches!(e, Expr::Sym(_) | Expr::Arg(_) | Expr::Static(_)))
        }
        Val::Opts(o) => {
            let symbol = |e: &Option<Expr>| {
                e.as_ref().is_some_and(|e| {
                    e.any(&mut |e| matches!(e, Expr::Sym(_) | Expr::Arg(_) | Expr::Static(_)))
                })
            };
            found |= symbol(&o.identity) || symbol(&o.endpoint);
        }
        Val::Ref(_) | Val::Guard(_) | Val::Shared(_) | Val::Obj(..) | Val::Task(..) => found = true,
        _ => {}
    });
    found
}
