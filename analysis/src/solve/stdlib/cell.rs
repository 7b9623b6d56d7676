//! Accessors of locks, cells and atomics: the wrapper is not there, what it holds is.

use crate::domain::types::Wrap;
use crate::domain::{Loc, Root, State, Type, Val};
use crate::ir::Call;
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::memory::pointee;

impl Frame<'_, '_> {
    /// An accessor of a lock, cell or atomic around a value.
    pub(super) fn cell_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        let one = |s: &State, v: Val| Some(vec![(s.clone(), v)]);
        match v.wrap() {
            Some(Wrap::Box) => return self.box_method(s, loc, name, args),
            Some(Wrap::Cell) => return self.std_cell_method(s, loc, name, args, call),
            _ => {}
        }
        match (name, args) {
            (
                "lock" | "write" | "read" | "lock_owned" | "read_owned" | "write_owned"
                | "upgradable_read",
                [],
            ) => {
                s.pass_time();
                one(s, Val::Guard(loc.clone()))
            }
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

    /// A method of a static of `thread_local!`, whose key is not there: what is asked of it hands out what it holds.
    pub(super) fn local_key_method(
        &mut self,
        s: &State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        if !matches!(loc.root, Root::Static(_)) || !loc.path.is_empty() {
            return None;
        }
        let inside = match (name, v.wrap()) {
            ("with" | "try_with", _) => loc.clone(),
            ("with_borrow" | "with_borrow_mut", Some(wrap @ Wrap::Cell)) => {
                loc.field(wrap.inside())
            }
            _ => return None,
        };
        let [f] = args else { return None };
        let given = self.call_value(s.clone(), f, vec![Val::Ref(inside)], call.span);
        let result = |(s, v)| (s, if name == "try_with" { Val::ok(v) } else { v });
        Some(given.into_iter().map(result).collect())
    }

    /// A method of a `RefCell` or `Cell` itself.
    fn std_cell_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        let inside = loc.field(Wrap::Cell.inside());
        let one = |s: &State, v: Val| Some(vec![(s.clone(), v)]);
        match (name, args) {
            ("borrow" | "borrow_mut" | "get_mut", []) => one(s, Val::Ref(inside)),
            ("try_borrow" | "try_borrow_mut", []) => {
                let mut bad = s.clone();
                let err = Val::err(bad.opaque(Type::Unknown));
                Some(vec![(s.clone(), Val::ok(Val::Ref(inside))), (bad, err)])
            }
            ("into_inner", []) => {
                let v = self.take(s, &inside);
                one(s, v)
            }
            ("get", []) => {
                let v = self.solver.read(s, &inside);
                one(s, v)
            }
            ("clone", []) => {
                let v = self.solver.read(s, &inside);
                let v = self.cloned(s, &v);
                one(s, Val::wrapped(Wrap::Cell, v))
            }
            ("take", []) => self.mem_path(s, "mem", "take", &[Val::Ref(inside)], call),
            ("replace" | "set", [new]) => {
                let slot = Val::Ref(inside);
                let replaced = self.mem_path(s, "mem", "replace", &[slot, new.clone()], call)?;
                if name == "replace" {
                    return Some(replaced);
                }
                let mut out = Values::new();
                for (s, old) in replaced {
                    let states = self.dropped(s, old, None);
                    out.extend(states.into_iter().map(|s| (s, Val::unit())));
                }
                Some(out)
            }
            ("swap", [other]) => {
                let to = pointee(s, other)?;
                let theirs = self.solver.deref_to(s, to, Wrap::Cell.inside())?;
                let places = [
                    Val::Ref(inside),
                    Val::Ref(theirs.field(Wrap::Cell.inside())),
                ];
                self.mem_path(s, "mem", "swap", &places, call)
            }
            _ => None,
        }
    }

    /// A method of a box itself; all others are those of what is in it.
    fn box_method(&self, s: &mut State, loc: &Loc, name: &str, args: &[Val]) -> Option<Values> {
        let inside = loc.field(Wrap::Box.inside());
        let v = match (name, args) {
            (
                "as_ref" | "as_mut" | "deref" | "deref_mut" | "borrow" | "borrow_mut" | "leak",
                [],
            ) => Val::Ref(inside),
            ("into_inner" | "into_pin", []) => self.take(s, &inside),
            ("clone", []) => {
                let v = self.solver.read(s, &inside);
                Val::wrapped(Wrap::Box, self.cloned(s, &v))
            }
            _ => return None,
        };
        Some(vec![(s.clone(), v)])
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
