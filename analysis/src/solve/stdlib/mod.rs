//! The standard library's semantics, as far as ownership and data flow go: a method for each family of types.
//!
//! Wrapper types that are looked through (see `types_of`) have their accessors here too; the same names mean the same in
//! `std`, tokio, `parking_lot` and the like.

mod cell;
mod collection;
mod combine;
mod data;
mod default;
mod lock;
mod mem;
mod option;
mod pointer;

use crate::domain::types::Wrap;
use crate::domain::{Loc, State, Task, Type, Val};
use crate::ir::{Call, Callee};
use crate::solve::Frame;
use crate::solve::body::Values;

pub(crate) use cell::is_accessor;
pub(crate) use pointer::{pointers_to, same_pointer};

impl Frame<'_, '_> {
    /// A function or constructor of a crate from outside, by its path.
    pub(crate) fn std_path(
        &mut self,
        mut s: State,
        path: &[&str],
        is_std: bool,
        mut args: Vec<Val>,
        call: &Call,
    ) -> Values {
        let (ty, name) = match path {
            [.., ty, name] => (*ty, *name),
            [name] => ("", *name),
            [] => ("", ""),
        };
        if let Some(done) = self.mem_path(&s, ty, name, &args, call) {
            return done;
        }
        match (ty, name) {
            (_, "default") if args.is_empty() => {
                let ty = call_self(self, call);
                let v = self.default_of(&mut s, &ty);
                return vec![(s, v)];
            }
            (_, "Some" | "Ok" | "Err") if args.len() == 1 => {
                let v = match (&call.callee, name) {
                    (Callee::Path(path), "Err") => self.without_payload(path, args.pop()),
                    _ => Val::variant(name, args.pop()),
                };
                return vec![(s, v)];
            }
            ("Rc" | "Arc", "new") if args.len() == 1 => {
                let cell = s.add_cell(args.remove(0), None);
                return vec![(s, Val::Shared(cell))];
            }
            ("Rc" | "Arc" | "Clone", "clone") if args.len() == 1 => {
                let v = self.pointee_of(&mut s, &args[0]);
                return vec![(s, v)];
            }
            ("Rc" | "Arc", "get_mut" | "make_mut" | "unwrap_or_clone") if args.len() == 1 => {
                return self.unshared(s, &args[0], name);
            }
            ("Rc" | "Arc", "try_unwrap" | "into_inner") if args.len() == 1 => {
                return self.unwrap_shared(s, &args[0], name);
            }
            ("Rc" | "Arc", "ptr_eq") if args.len() == 2 => {
                let v = self.same_pointer(&mut s, &args[0], &args[1]);
                return vec![(s, v)];
            }
            ("Rc" | "Arc", "downgrade" | "strong_count" | "weak_count" | "as_ptr") => {
                let v = s.opaque(Type::Unknown);
                return vec![(s, v)];
            }
            ("Mutex" | "RwLock", "new" | "from" | "const_new") if args.len() == 1 => {
                let wrap = Wrap::Lock { poisons: is_std };
                let v = Val::wrapped(wrap, args.remove(0));
                return vec![(s, v)];
            }
            ("RefCell" | "Cell", "new" | "from") if args.len() == 1 => {
                return vec![(s, Val::wrapped(Wrap::Cell, args.remove(0)))];
            }
            ("Box", "new" | "from") if args.len() == 1 => {
                return vec![(s, Val::wrapped(Wrap::Box, args.remove(0)))];
            }
            ("Box", "pin" | "into_pin" | "into_inner") if args.len() == 1 => {
                let v = args.remove(0);
                let v = match v.wrap() {
                    Some(wrap @ Wrap::Box) => self.solver.select(&v, wrap.inside()),
                    _ => v,
                };
                return vec![(s, v)];
            }
            ("Mutex" | "RwLock", "into_inner" | "get_mut") if args.len() == 1 => {
                let (loc, v) = match args.remove(0) {
                    Val::Ref(loc) => (loc.clone(), self.solver.read(&s, &loc)),
                    v => {
                        let cell = s.add_cell(v.clone(), None);
                        let root = crate::domain::Root::Cell(cell);
                        let path = Vec::new();
                        (Loc { root, path }, v)
                    }
                };
                if let Some(done) = self.lock_method(&s, &loc, &v, name, &args, call) {
                    return done;
                }
            }
            (
                "UnsafeCell" | "Pin" | "AtomicBool" | "Cow" | "Lazy" | "ReentrantMutex"
                | "FairMutex" | "AssertUnwindSafe" | "Reverse" | "Wrapping" | "Cursor" | "ArcSwap",
                "new" | "pin" | "from" | "const_new" | "new_unchecked" | "Borrowed" | "Owned"
                | "into_inner" | "from_pointee",
            ) if args.len() == 1 => return vec![(s, args.remove(0))],
            ("LazyLock" | "LazyCell" | "OnceCell" | "OnceLock" | "Mutex" | "Lazy", "new")
                if args.is_empty() =>
            {
                return vec![(s, Val::none())];
            }
            ("LazyLock" | "LazyCell", "new") if args.len() == 1 => {
                let f = args.remove(0);
                return self.call_value(s, &f, Vec::new(), call.span);
            }
            ("future" | "", "ready") if args.len() == 1 => {
                let fut = crate::domain::value::FutVal::Ready(args.remove(0));
                return vec![(s, Val::Future(std::rc::Rc::new(fut)))];
            }
            _ => {}
        }
        if let Some(done) = self.collection_path(&mut s, ty, name, &args) {
            return vec![(s, done)];
        }
        if let Some(v) = self.data_path(&mut s, path, &args) {
            return vec![(s, v)];
        }
        // `Option::take(&mut slot)`: the method, written as a function.
        if ty.starts_with(char::is_uppercase)
            && !args.is_empty()
            && matches!(args[0], Val::Ref(_))
            && let Val::Ref(loc) = args[0].clone()
        {
            let loc = self.solver.deref_all_but_guard(&mut s, loc);
            let v = self.solver.read(&s, &loc);
            let rest = args[1..].to_vec();
            if let Some(done) = self.std_method(&mut s, &loc, &v, name, &rest, call) {
                return done;
            }
        }
        if matches!(
            path,
            ["process", "exit" | "abort"] | ["std", "process", "exit" | "abort"]
        ) {
            return Vec::new();
        }
        self.call_unknown(s, args, Type::Unknown, call.span)
    }

    /// A method of a value of the standard library's types, if it is one.
    pub(crate) fn std_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        if let Some(done) = self.local_key_method(s, loc, v, name, args, call) {
            return Some(done);
        }
        if name != "clone" {
            s.look_at(loc, v);
        }
        if let Some(done) = self.lock_method(s, loc, v, name, args, call) {
            return Some(done);
        }
        if self.is_option(v)
            && let Some(done) = self.option_method(s, loc, v, name, args, call)
        {
            return Some(done);
        }
        if self.is_collection(v)
            && let Some(mut done) = self.collection_method(s, loc, v, name, args, call)
        {
            // What is taken out one by one ends some time.
            for (s, _) in &mut done {
                s.recent.forget_failure();
            }
            return Some(done);
        }
        if let Some(done) = self.entry_method(s, v, name, args, call) {
            return Some(done);
        }
        let pointer = matches!(v, Val::Ref(_) | Val::Guard(_) | Val::Shared(_))
            || matches!(v, Val::Sym(_, ty) if matches!(**ty, Type::Ref(_) | Type::Shared(_)));
        if pointer {
            return None;
        }
        self.cell_method(s, loc, v, name, args, call)
    }

    /// A method of which nothing is known. On data it is a function of the data; else its result is unknown.
    pub(crate) fn std_fallback(
        &mut self,
        mut s: State,
        loc: &Loc,
        name: &str,
        args: Vec<Val>,
        call: &Call,
    ) -> Values {
        let v = self.solver.read(&s, loc);
        self.tell(&mut s, &v, name);
        if name == "clone" || name == "to_owned" {
            return vec![(s, v)];
        }
        if !is_instant(name) {
            s.pass_time();
        }

        // An iterator of unknown items.
        let callable = |v: &Val| {
            matches!(v, Val::Fun(_)) || matches!(v, Val::Sym(_, t) if matches!(**t, Type::Fun(_)))
        };
        if matches!(
            name,
            "map" | "for_each" | "filter_map" | "flat_map" | "try_for_each"
        ) && args.iter().any(callable)
        {
            let items = Val::Coll(std::rc::Rc::new(crate::domain::value::CollVal {
                open_ended: true,
                ..Default::default()
            }));
            let cell = Loc {
                root: crate::domain::Root::Cell(s.add_cell(items.clone(), None)),
                path: Vec::new(),
            };
            if let Some(done) = self.iterator_call(&mut s, &cell, &items, name, &args, call) {
                return done;
            }
        }
        if matches!(&v, Val::Adt(a) if a.variant.is_none())
            && matches!(name, "context" | "with_context")
        {
            return vec![(s, v)];
        }
        if let Some(done) = self.data_method(&mut s, &v, name, &args) {
            return vec![(s, done)];
        }
        // Success or failure may be asked of any value.
        let answer = s.answer_of(&v);
        if answer.is_some() && crate::ir::is_of_result(name)
            || matches!(
                name,
                "unwrap" | "expect" | "context" | "with_context" | "map_err"
            )
        {
            return self
                .option_method(&mut s, loc, &v, name, &args, call)
                .unwrap_or_default();
        }
        let ty = match (name, &v) {
            ("is_some" | "is_none" | "is_ok" | "is_err" | "is_empty", _) => Type::Bool,
            _ => Type::Unknown,
        };
        if is_instant(name) && args.is_empty() {
            s.go_on();
            let v = s.opaque(ty);
            return vec![(s, v)];
        }
        if name == "recv_timeout" {
            return self.receive_in_time(s, &v, call.span);
        }
        let sent = self.sent(&s, &v, name, &args);
        let mut out = self.call_unknown(s, args, ty, call.span);
        for (s, result) in &mut out {
            if let Some(answer) = answer {
                // A token that is waited for, an error put into words.
                s.answers(result, answer);
            }
            if let Some(sent) = &sent {
                s.add_task(Task {
                    output: result.clone(),
                    ..sent.clone()
                });
            }
        }
        out
    }
}

/// Whether a method takes no time, whatever has it: one that asks, or changes the form.
fn is_instant(name: &str) -> bool {
    name.starts_with("as_")
        || name.starts_with("is_")
        || name.starts_with("to_") && name != "to_socket_addrs"
        || matches!(
            name,
            "into"
                | "unwrap"
                | "expect"
                | "kind"
                | "map_err"
                | "context"
                | "with_context"
                | "ok"
                | "err"
                | "len"
                | "store"
        )
}

/// The type on which an associated function is called: `Link` of `Link::default()`; unknown for `Default::default()`.
fn call_self(frame: &Frame<'_, '_>, call: &Call) -> Type {
    let crate::ir::Callee::Path(path) = &call.callee else {
        return Type::Unknown;
    };
    let Some((_, ty)) = path.segments.split_last() else {
        return Type::Unknown;
    };
    if ty.is_empty() {
        return Type::Unknown;
    }
    let ty = crate::ir::Path {
        segments: ty.to_vec(),
        ..path.clone()
    };
    match frame.solver.type_of(
        &frame
            .solver
            .program
            .resolve_ty(&frame.ctx, &crate::ir::Ty::Path(ty)),
    ) {
        // The trait itself.
        Type::Other(_) => Type::Unknown,
        ty => ty,
    }
}
