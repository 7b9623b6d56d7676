//! Calls: who is called, with what, and what comes of it.

use std::rc::Rc;

use super::Frame;
use super::body::Values;
use super::place::Target;
use super::summary::{Exit, Key};
use crate::domain::types::Code;
use crate::domain::value::{FunVal, FutVal, captures_of};
use crate::domain::{Loc, State, Type, Val};
use crate::ir::{self, Call, Callee};
use crate::names::{FnId, RTy, Res};
use crate::source::Span;

impl Frame<'_, '_> {
    /// A call expression.
    pub(crate) fn call(&mut self, mut s: State, call: &Call) -> Values {
        match &call.callee {
            Callee::Path(path) => {
                let args: Vec<Val> = call.args.iter().map(|a| self.operand(&mut s, a)).collect();
                self.call_path(s, path, args, call)
            }
            Callee::Value(place) => {
                let f = self.peek(&mut s, place);
                let f = self.solver.look_through(&mut s, &f).0;
                self.consume_captures(&mut s, place, &f);
                let args = call.args.iter().map(|a| self.operand(&mut s, a)).collect();
                self.call_value(s, &f, args, call.span)
            }
            Callee::Method { receiver, name, .. } => {
                let receiver = match self.place(&mut s, receiver) {
                    Target::Loc(loc) => loc,
                    Target::Value(v) => {
                        // A const as receiver: a temporary of its value.
                        let cell = s.add_cell(v, None);
                        Loc::cell(cell)
                    }
                };
                let args: Vec<Val> = call.args.iter().map(|a| self.operand(&mut s, a)).collect();
                self.call_method(s, receiver, name, args, call)
            }
        }
    }

    /// A call of a path.
    fn call_path(&mut self, mut s: State, path: &ir::Path, args: Vec<Val>, call: &Call) -> Values {
        let program = self.solver.program;
        let full = program.resolve_value_full(&self.ctx, path);
        match full.res {
            Res::Fn(id) => {
                let generics = self.generics(&s, id, &full.args, &args);
                self.call_generic(s, id, args, generics, call.span)
            }
            Res::TraitFn(tr, name) => {
                let ty = match full
                    .self_ty
                    .filter(|t| !matches!(t, RTy::Param(_) | RTy::Unknown))
                {
                    Some(ty) => ty,
                    None => args.first().map_or(RTy::Unknown, |v| {
                        let v = self.solver.look_through(&mut s, v).0;
                        self.rust_type(&self.solver.value_type(&s, &v))
                    }),
                };
                let fns = program.trait_fns(&self.ctx, tr, &name, &ty);
                self.call_any(s, &fns, args, call.span)
            }
            Res::Adt(_) | Res::Variant(..) => {
                let fields = args
                    .into_iter()
                    .enumerate()
                    .map(|(i, v)| (i.to_string().into(), v))
                    .collect();
                let v = self.construct(&mut s, path, fields, None);
                vec![(s, v)]
            }
            Res::External {
                krate,
                path: inside,
            } => {
                let model = self.solver.model_of(krate);
                if let Some(model) = model {
                    let name = inside.join("::");
                    if !self.solver.clients.model(model).call(&name).is_empty() {
                        let values = self.model_call(s, model, &name, None, args, call.span);
                        return self.with_element(values, full.args.first());
                    }
                }
                let path: Vec<&str> = inside.iter().map(String::as_str).collect();
                self.std_path(s, &path, program[krate].is_std, args, call)
            }
            Res::Const(id) => {
                let f = self.solver.const_value(id);
                self.call_value(s, &f, args, call.span)
            }
            _ => {
                let path: Vec<&str> = path.segments.iter().map(|s| s.name.as_str()).collect();
                self.std_path(s, &path, true, args, call)
            }
        }
    }

    /// A call of a function value.
    pub(crate) fn call_value(
        &mut self,
        mut s: State,
        f: &Val,
        args: Vec<Val>,
        span: Span,
    ) -> Values {
        let f = self.solver.look_through(&mut s, f).0;
        match &f {
            Val::Fun(fun) => {
                let captures = fun.captures.clone();
                self.call_code(s, fun.code, captures, args, span)
            }
            Val::Sym(e, ty) => match &**ty {
                Type::Fun(fun) => {
                    let captures = captures_of(e, fun);
                    self.call_code(s, fun.code, captures, args, span)
                }
                _ => self.call_unknown(s, args, Type::Unknown, span),
            },
            // A constructor as a function: `map(Some)`.
            Val::Adt(adt) if adt.fields.is_empty() && adt.base.is_none() => {
                let mut adt = (**adt).clone();
                let fields = args.into_iter().enumerate();
                adt.fields
                    .extend(fields.map(|(i, v)| (i.to_string().into(), v)));
                vec![(s, Val::Adt(Rc::new(adt)))]
            }
            _ => self.call_unknown(s, args, Type::Unknown, span),
        }
    }

    /// Runs a closure or function on arguments; one that is `async` gives a future.
    fn call_code(
        &mut self,
        s: State,
        code: Code,
        captures: Vec<Val>,
        args: Vec<Val>,
        span: Span,
    ) -> Values {
        match code {
            Code::Fn(id) => self.call_fn(s, id, captures.into_iter().chain(args).collect(), span),
            Code::Body(id) => {
                let all: Vec<Val> = captures.into_iter().chain(args).collect();
                if self.solver.program[id].body.kind == ir::BodyKind::AsyncClosure {
                    let fut = FutVal::Run(FunVal {
                        code,
                        captures: all,
                    });
                    return vec![(s, Val::Future(Rc::new(fut)))];
                }
                self.run_code(s, code, all, span)
            }
        }
    }

    /// A call of any of several functions.
    pub(crate) fn call_any(
        &mut self,
        mut s: State,
        fns: &[FnId],
        args: Vec<Val>,
        span: Span,
    ) -> Values {
        match fns {
            [] => self.call_unknown(s, args, Type::Unknown, span),
            fns => {
                if fns.len() > 1 {
                    // One that takes no time may be there for tests alone.
                    s.pass_time();
                }
                fns.iter()
                    .take(12)
                    .flat_map(|f| self.call_fn(s.clone(), *f, args.clone(), span))
                    .collect()
            }
        }
    }

    /// A call of a function of the project.
    pub(crate) fn call_fn(&mut self, s: State, id: FnId, args: Vec<Val>, span: Span) -> Values {
        self.call_generic(s, id, args, Vec::new(), span)
    }

    /// A call of a function of the project, with types for its type parameters.
    fn call_generic(
        &mut self,
        s: State,
        id: FnId,
        args: Vec<Val>,
        generics: Vec<(String, RTy)>,
        span: Span,
    ) -> Values {
        let def = &self.solver.program[id];
        if def.body.is_none() {
            let ty = self.solver.type_of(&self.solver.program.fn_ret_ty(id));
            return self.call_unknown(s, args, ty, span);
        }
        if self.solver.can_skip(&s, id, &args) {
            let ty = self.solver.type_of(&self.solver.program.fn_ret_ty(id));
            return self.call_skipped(s, args, ty, def.ir.is_async, span);
        }
        if def.ir.is_async {
            let fut = FutVal::Run(FunVal {
                code: Code::Fn(id),
                captures: args,
            });
            return vec![(s, Val::Future(Rc::new(fut)))];
        }
        let key = Key {
            generics,
            ..self.key_for(&s, Code::Fn(id), &args)
        };
        self.run_key(s, key, args, span)
    }

    /// Runs a piece of code on arguments (captures first) to its end.
    pub(crate) fn run_code(&mut self, s: State, code: Code, args: Vec<Val>, span: Span) -> Values {
        let key = self.key_for(&s, code, &args);
        self.run_key(s, key, args, span)
    }

    fn run_key(&mut self, s: State, key: Key, args: Vec<Val>, span: Span) -> Values {
        self.with_woken(s, args, |frame, s, args| {
            frame.run_awake(s, key.clone(), args, span)
        })
    }

    fn run_awake(&mut self, s: State, key: Key, args: Vec<Val>, span: Span) -> Values {
        let code = key.code;
        let outside = self.from_outside;
        self.from_outside |= args.first().is_some_and(|v| self.is_of_message(&s, v));
        let summary = self.summary(key.clone());
        self.from_outside = outside;
        if summary.opaque {
            if self.is_future(code) {
                self.waits(&s);
            }
            return match code {
                Code::Fn(id) if self.solver.is_for_result(&key) => {
                    let ty = self.solver.type_of(&self.solver.program.fn_ret_ty(id));
                    self.call_skipped(s, args, ty, false, span)
                }
                _ => self.call_unknown(s, args, Type::Unknown, span),
            };
        }
        let is_future = self.is_future(code);
        self.watched_by_callee(&s, &summary, &args);
        let mut out = Vec::new();
        for applied in self.apply(&s, &summary, &args, span) {
            match applied.exit {
                Exit::Return => {
                    let states = self.without_gone((&s, &args), applied.state, &applied.ret);
                    out.extend(states.into_iter().map(|s| (s, applied.ret.clone())));
                }
                Exit::Cancelled if is_future => self.waits(&applied.state),
                Exit::Suspended if is_future => self.suspended(&applied.state),
                Exit::Parked => self.parked(&applied.state),
                _ => {}
            }
        }
        out
    }

    /// Whether a piece of code runs as a future.
    fn is_future(&self, code: Code) -> bool {
        self.solver.body_of(code).is_some_and(|b| {
            use ir::BodyKind::{AsyncBlock, AsyncClosure, AsyncFn};
            matches!(
                self.solver.program[b].body.kind,
                AsyncFn | AsyncBlock | AsyncClosure
            )
        })
    }

    /// A call of a function that cannot matter: only its result's type is of interest.
    fn call_skipped(
        &mut self,
        s: State,
        args: Vec<Val>,
        ty: Type,
        is_async: bool,
        span: Span,
    ) -> Values {
        self.with_woken(s, args, |frame, s, args| {
            frame.skip(s, args, ty.clone(), is_async, span)
        })
    }

    fn skip(
        &mut self,
        mut s: State,
        args: Vec<Val>,
        ty: Type,
        is_async: bool,
        span: Span,
    ) -> Values {
        let callable = |v: &Val| {
            matches!(v, Val::Fun(_)) || matches!(v, Val::Sym(_, t) if matches!(**t, Type::Fun(_)))
        };
        if !is_async && args.iter().any(callable) {
            return self.call_unknown(s, args, ty, span);
        }
        s.pass_time();
        // What it changes by `&mut` is then not known.
        for arg in &args {
            if let (Val::Ref(loc), Type::Ref(inner)) = (arg, self.solver.value_type(&s, arg))
                && matches!(*inner, Type::Data | Type::Bool)
            {
                let v = s.opaque((*inner).clone());
                self.solver.write(&mut s, loc, v);
            }
        }
        let v = s.opaque(ty);
        let v = if is_async {
            Val::Future(Rc::new(FutVal::Ready(v)))
        } else {
            v
        };
        vec![(s, v)]
    }

    /// A call of something of which nothing is known: what goes into it by value is out of sight; functions that go
    /// into it may be called.
    pub(crate) fn call_unknown(
        &mut self,
        mut s: State,
        args: Vec<Val>,
        ty: Type,
        span: Span,
    ) -> Values {
        s.pass_time();
        self.out_of_sight(&mut s, &args);
        let mut states = self.wake_by(s.clone(), &args);
        for arg in &args {
            let f = self.solver.look_through(&mut s, arg).0;
            let callable = match &f {
                Val::Fun(_) => true,
                Val::Sym(_, ty) => matches!(&**ty, Type::Fun(_)),
                _ => false,
            };
            if callable {
                let mut after = Vec::new();
                self.from_outside = true;
                for (called, _) in self.call_value(s.clone(), &f, Vec::new(), span) {
                    after.push(called);
                }
                self.from_outside = false;
                states.extend(after);
            }
        }
        states
            .into_iter()
            .map(|mut s| {
                let v = s.opaque(ty.clone());
                (s, v)
            })
            .collect()
    }

    /// The value of an item named in an expression.
    pub(crate) fn item_value(&self, s: &mut State, path: &ir::Path) -> Val {
        let program = self.solver.program;
        let full = program.resolve_value_full(&self.ctx, path);
        match full.res {
            Res::Fn(id) => Val::Fun(Rc::new(FunVal {
                code: Code::Fn(id),
                captures: Vec::new(),
            })),
            Res::Const(id) if program[id].is_static => {
                self.solver.go_public(s, id);
                let loc = Loc {
                    root: crate::domain::Root::Static(id),
                    path: Vec::new(),
                };
                self.solver.read(s, &loc)
            }
            Res::Const(id) => self.solver.const_value(id),
            Res::Adt(id) => Val::Adt(Rc::new(crate::domain::value::AdtVal {
                ty: self.solver.adt_type(id),
                variant: None,
                fields: Default::default(),
                base: None,
            })),
            Res::Variant(id, _) => Val::Adt(Rc::new(crate::domain::value::AdtVal {
                ty: self.solver.adt_type(id),
                variant: Some(path.last().into()),
                fields: Default::default(),
                base: None,
            })),
            Res::External { .. } if path.last() == "None" => self.without_payload(path, None),
            Res::External { .. } | Res::Unknown if matches!(path.last(), "Some" | "Ok" | "Err") => {
                Val::variant(path.last(), None)
            }
            Res::External { krate, path } => {
                // An item of another crate: not known, but always the same.
                let name = format!("{}::{}", program[krate].import, path.join("::"));
                Val::sym(
                    crate::domain::Expr::Op(name.into(), Vec::new()),
                    Type::Unknown,
                )
            }
            _ if path.last() == "None" => Val::none(),
            _ => s.opaque(Type::Unknown),
        }
    }
}
