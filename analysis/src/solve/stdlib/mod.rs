//! The standard library's semantics, as far as ownership and data flow go: a method for each family of types.
//!
//! Wrapper types that are looked through (see `types_of`) have their accessors here too; the same names mean the same in
//! `std`, tokio, `parking_lot` and the like.

mod collection;
mod data;
mod mem;
mod option;

use super::Frame;
use super::body::Values;
use crate::domain::{Loc, Root, State, Type, Val};
use crate::ir::Call;

impl Frame<'_, '_> {
    /// A function or constructor of a crate from outside, by its path.
    pub(crate) fn std_path(
        &mut self,
        mut s: State,
        path: &[&str],
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
                let v = Val::variant(name, args.pop());
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
            ("Rc" | "Arc", "try_unwrap" | "into_inner") if args.len() == 1 => {
                return self.unwrap_shared(s, &args[0], name);
            }
            ("Rc" | "Arc", "downgrade" | "strong_count" | "weak_count" | "ptr_eq" | "as_ptr") => {
                let v = s.opaque(Type::Unknown);
                return vec![(s, v)];
            }
            (
                "Box" | "Mutex" | "RwLock" | "RefCell" | "Cell" | "UnsafeCell" | "Pin"
                | "AtomicBool" | "Cow" | "Lazy" | "ReentrantMutex" | "FairMutex"
                | "AssertUnwindSafe" | "Reverse" | "Wrapping" | "Cursor" | "ArcSwap",
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

    /// What `Default::default()` of a type gives; of an unknown type a struct of which nothing is known.
    pub(crate) fn default_of(&self, s: &mut State, ty: &Type) -> Val {
        self.default_within(s, ty, 4)
    }

    fn default_within(&self, s: &mut State, ty: &Type, depth: u32) -> Val {
        use crate::domain::value::{AdtVal, OptsVal};
        use double_connect_clients::model::Role;
        if depth == 0 {
            return s.opaque(ty.clone());
        }
        match ty {
            Type::Option(_) => Val::none(),
            Type::Coll(_) => Val::Coll(Default::default()),
            Type::Bool => Val::Bool(false),
            Type::Data => Val::text(""),
            Type::Tuple(parts) => Val::tuple(
                parts
                    .iter()
                    .map(|p| self.default_within(s, p, depth - 1))
                    .collect(),
            ),
            Type::Shared(inner) => {
                let v = self.default_within(s, inner, depth - 1);
                Val::Shared(s.add_cell(v, None))
            }
            Type::Handle(id) => match self.solver.type_model(*id).role {
                Role::Options => Val::Opts(std::rc::Rc::new(OptsVal {
                    ty: *id,
                    identity: None,
                    endpoint: None,
                    reconnects: false,
                })),
                Role::TaskSet => Val::TaskSet(Default::default(), *id),
                _ => s.opaque(ty.clone()),
            },
            Type::Adt(id, args) => {
                let def = &self.solver.program[*id];
                let derived = def.derives.iter().any(|d| d == "Default");
                let crate::names::AdtKind::Struct { fields, .. } = &def.kind else {
                    return s.opaque(ty.clone());
                };
                if !derived {
                    return s.opaque(ty.clone());
                }
                let fields = fields
                    .iter()
                    .map(|f| {
                        let field = self
                            .solver
                            .type_of(&self.solver.program.field_ty(*id, None, &f.name, args));
                        (
                            f.name.as_str().into(),
                            self.default_within(s, &field, depth - 1),
                        )
                    })
                    .collect();
                Val::Adt(std::rc::Rc::new(AdtVal {
                    ty: ty.clone(),
                    variant: None,
                    fields,
                    base: None,
                }))
            }
            Type::Unknown => Val::Adt(std::rc::Rc::new(AdtVal {
                ty: Type::Unknown,
                variant: None,
                fields: Default::default(),
                base: None,
            })),
            _ => s.opaque(ty.clone()),
        }
    }

    /// What one reference points to; a counted pointer is not looked into.
    fn pointee_of(&self, s: &mut State, v: &Val) -> Val {
        match v {
            Val::Ref(loc) => {
                let inner = self.solver.read(s, loc);
                if matches!(inner, Val::Ref(_)) {
                    self.pointee_of(s, &inner)
                } else {
                    self.cloned(s, &inner)
                }
            }
            Val::Sym(e, ty) => match &**ty {
                Type::Ref(inner) => {
                    s.pointers
                        .entry(e.clone())
                        .or_insert_with(|| (**inner).clone());
                    self.solver.read(
                        s,
                        &Loc {
                            root: Root::Mem(e.clone()),
                            path: Vec::new(),
                        },
                    )
                }
                _ => v.clone(),
            },
            _ => v.clone(),
        }
    }

    /// What `clone()` of a value gives: counted pointers and shared handles are the same thing again.
    pub(crate) fn cloned(&self, s: &mut State, v: &Val) -> Val {
        use double_connect_clients::model::CloneEffect;
        let solver = self.solver;
        let mut fresh = Vec::new();
        v.walk(&mut |v| {
            if let Val::Obj(_, ty) = v
                && solver.type_model(*ty).clone == CloneEffect::None
            {
                fresh.push(*ty);
            }
        });
        if fresh.is_empty() {
            v.clone()
        } else {
            s.opaque(Type::Unknown)
        }
    }

    /// `Arc::try_unwrap`, `Arc::into_inner`: the content, if this is the last pointer.
    fn unwrap_shared(&mut self, mut s: State, v: &Val, name: &str) -> Values {
        let (good, bad) = if name == "into_inner" {
            ("Some", Val::none())
        } else {
            ("Ok", Val::err(v.clone()))
        };
        let Val::Shared(cell) = v else {
            let inner = s.opaque(Type::Unknown);
            return vec![(s.clone(), Val::variant(good, Some(inner))), (s, bad)];
        };
        let mut others = 0;
        let mut count = |v: &Val| {
            v.walk(&mut |v| others += usize::from(matches!(v, Val::Shared(c) if c == cell)))
        };
        s.locals.values().for_each(&mut count);
        s.mem.values().for_each(&mut count);
        s.statics.values().for_each(&mut count);
        s.cells.values().for_each(|c| count(&c.val));
        s.tasks
            .values()
            .for_each(|t| t.holds.iter().for_each(&mut count));
        if others > 0 {
            return vec![(s, bad)];
        }
        let content = s.cells.remove(cell).map_or(Val::Moved, |c| c.val);
        vec![(s, Val::variant(good, Some(content)))]
    }

    /// Methods of pointers themselves, found before what they point to is looked at.
    pub(crate) fn std_pointer_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
        _args: &[Val],
        _call: &Call,
    ) -> Option<Values> {
        match (v, name) {
            (Val::Shared(_), "clone") => Some(vec![(s.clone(), v.clone())]),
            (Val::Sym(_, ty), "clone") if matches!(**ty, Type::Shared(_)) => {
                Some(vec![(s.clone(), v.clone())])
            }
            (Val::Guard(to), "unwrap" | "expect" | "unwrap_or_else" | "await") => {
                Some(vec![(s.clone(), Val::Ref(to.clone()))])
            }
            (
                Val::Guard(to),
                "map_err" | "ok" | "map" | "ok_or" | "ok_or_else" | "context" | "with_context"
                | "into_inner",
            ) => Some(vec![(s.clone(), Val::Guard(to.clone()))]),
            (Val::Guard(to), "is_ok") => {
                Some(vec![(s.clone(), Val::Bool(matches!(to, Loc { .. })))])
            }
            (Val::Fun(_) | Val::Future(_), "clone") => {
                Some(vec![(s.clone(), self.solver.read(s, loc))])
            }
            _ => None,
        }
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
        if self.is_option(v)
            && let Some(done) = self.option_method(s, loc, v, name, args, call)
        {
            return Some(done);
        }
        if self.is_collection(v)
            && let Some(done) = self.collection_method(s, loc, v, name, args, call)
        {
            return Some(done);
        }
        // Accessors of locks and cells: the wrapper is not there, what it holds is.
        let pointer = matches!(v, Val::Ref(_) | Val::Guard(_) | Val::Shared(_))
            || matches!(v, Val::Sym(_, ty) if matches!(**ty, Type::Ref(_) | Type::Shared(_)));
        if pointer {
            return None;
        }
        let one = |s: &State, v: Val| Some(vec![(s.clone(), v)]);
        match (name, args) {
            (
                "lock" | "write" | "read" | "lock_owned" | "read_owned" | "write_owned"
                | "upgradable_read",
                [],
            ) => one(s, Val::Guard(loc.clone())),
            (
                "borrow" | "borrow_mut" | "as_ref" | "as_mut" | "deref" | "deref_mut" | "get_mut"
                | "as_deref" | "as_deref_mut" | "by_ref" | "load" | "load_full",
                [],
            ) if !self.is_data(v) => one(s, Val::Ref(loc.clone())),
            (
                "try_lock" | "try_read" | "try_write" | "try_borrow" | "try_borrow_mut"
                | "try_lock_owned",
                [],
            ) => {
                let mut bad = s.clone();
                let err = Val::err(bad.opaque(Type::Unknown));
                Some(vec![
                    (s.clone(), Val::ok(Val::Ref(loc.clone()))),
                    (bad, err),
                ])
            }
            ("lock", [f]) => {
                // A critical section: the closure gets what is locked.
                Some(self.call_value(s.clone(), f, vec![Val::Ref(loc.clone())], call.span))
            }
            ("into_inner" | "into" | "into_pin" | "into_boxed", []) if !self.is_data(v) => {
                let v = self.take(s, loc);
                one(s, v)
            }
            ("set" | "store", [new, ..]) if !self.is_collection(v) => {
                let old = self.solver.read(s, loc);
                let slot = crate::facts::Slot {
                    name: "the cell".to_owned(),
                    span: call.span,
                };
                self.note_overwrite(s, &old, new, &slot);
                self.solver.write(s, loc, new.clone());
                one(s, Val::unit())
            }
            ("then_some" | "then", [value]) => {
                let mut out = Vec::new();
                for (s, yes) in self.split_bool(s.clone(), v) {
                    if !yes {
                        out.push((s, Val::none()));
                    } else if name == "then_some" {
                        out.push((s, Val::some(value.clone())));
                    } else {
                        let made = self.call_value(s, value, Vec::new(), call.span);
                        out.extend(made.into_iter().map(|(s, v)| (s, Val::some(v))));
                    }
                }
                Some(out)
            }
            ("get", []) if matches!(v, Val::Bool(_) | Val::Sym(..)) && !self.is_option(v) => {
                one(s, v.clone())
            }
            ("swap", [new, ..])
                if matches!(v, Val::Bool(_))
                    || matches!(v, Val::Sym(_, t) if **t == Type::Bool) =>
            {
                let old = v.clone();
                self.solver.write(s, loc, new.clone());
                one(s, old)
            }
            ("compare_exchange" | "compare_exchange_weak", [old, new, ..]) => {
                Some(self.compare_exchange(s.clone(), loc, v, old, new))
            }
            ("replace", [new]) => {
                let old = self.solver.read(s, loc);
                let slot = crate::facts::Slot {
                    name: "the cell".to_owned(),
                    span: call.span,
                };
                self.note_overwrite(s, &old, new, &slot);
                self.solver.write(s, loc, new.clone());
                one(s, old)
            }
            ("clone" | "to_owned" | "cloned" | "copied", []) if !self.is_data(v) => {
                let v = self.cloned(s, v);
                one(s, v)
            }
            _ => None,
        }
    }

    /// `flag.compare_exchange(old, new, ..)`.
    fn compare_exchange(&mut self, s: State, loc: &Loc, v: &Val, old: &Val, new: &Val) -> Values {
        let mut out = Vec::new();
        for (mut s, value) in self.split_bool(s, v) {
            let hit = matches!(old, Val::Bool(b) if *b == value);
            if hit {
                self.solver.write(&mut s, loc, new.clone());
                out.push((s, Val::ok(Val::Bool(value))));
            } else {
                self.solver.write(&mut s, loc, Val::Bool(value));
                out.push((s, Val::err(Val::Bool(value))));
            }
        }
        out
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
            if let Some(done) = self.collection_method(&mut s, loc, &items, name, &args, call) {
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
        if matches!(
            name,
            "unwrap" | "expect" | "context" | "with_context" | "map_err"
        ) {
            return self
                .option_method(&mut s, loc, &v, name, &args, call)
                .unwrap_or_default();
        }
        let ty = match (name, &v) {
            ("is_some" | "is_none" | "is_ok" | "is_err" | "is_empty", _) => Type::Bool,
            _ => Type::Unknown,
        };
        self.call_unknown(s, args, ty, call.span)
    }
}

/// Whether a method is one of locks and cells, not of what they hold.
pub(crate) fn is_accessor(name: &str) -> bool {
    matches!(
        name,
        "lock"
            | "try_lock"
            | "read"
            | "write"
            | "try_read"
            | "try_write"
            | "borrow"
            | "borrow_mut"
            | "try_borrow"
            | "try_borrow_mut"
            | "lock_owned"
            | "read_owned"
            | "write_owned"
            | "into_inner"
            | "get_mut"
            | "as_ref"
            | "as_mut"
            | "deref"
            | "deref_mut"
            | "replace"
            | "into"
            | "set"
            | "by_ref"
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
