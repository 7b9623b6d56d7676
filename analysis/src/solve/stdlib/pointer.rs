//! Pointers themselves, not what they point to: `Rc`, `Arc`, guards, and what `clone()` makes of them.

use std::rc::Rc;

use crate::domain::question::Question;
use crate::domain::state::Shape;
use crate::domain::{Expr, Loc, Root, State, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::memory::{assume, pointee};

impl Frame<'_, '_> {
    /// Methods of pointers themselves, found before what they point to is looked at.
    pub(crate) fn std_pointer_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
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
            // Of a lock or cell around a pointer: the pointer.
            (Val::Ref(_) | Val::Shared(_), "into_inner") => {
                let v = self.take(s, loc);
                Some(vec![(s.clone(), v)])
            }
            (Val::Guard(_), "is_ok") => Some(vec![(s.clone(), Val::Bool(true))]),
            (Val::Fun(_) | Val::Future(_), "clone") => {
                Some(vec![(s.clone(), self.solver.read(s, loc))])
            }
            _ => None,
        }
    }

    /// What one reference points to; a counted pointer is not looked into.
    pub(super) fn pointee_of(&self, s: &mut State, v: &Val) -> Val {
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
    pub(super) fn unwrap_shared(&mut self, mut s: State, v: &Val, name: &str) -> Values {
        let (good, bad) = if name == "into_inner" {
            ("Some", Val::none())
        } else {
            ("Ok", Val::err(v.clone()))
        };
        let Val::Shared(cell) = v else {
            // Whether it is the last one the caller may know; what it holds is what it points to.
            let mut out = Values::new();
            for (mut s, sole) in split_sole(s, v, 0) {
                if !sole {
                    out.push((s, bad.clone()));
                    continue;
                }
                let inner = match pointee(&mut s, v) {
                    Some(place) => self.take(&mut s, &place),
                    None => s.opaque(Type::Unknown),
                };
                out.push((s, Val::variant(good, Some(inner))));
            }
            return out;
        };
        let others = pointers_to(&s, v);
        if others > 0 {
            return vec![(s, bad)];
        }
        let content = s.cells.remove(cell).map_or(Val::Moved, |c| c.val);
        vec![(s, Val::variant(good, Some(content)))]
    }

    /// The cell of a counted pointer, behind any references.
    pub(super) fn counted_pointer(&self, s: &State, v: &Val) -> Option<crate::domain::CellId> {
        match v {
            Val::Shared(cell) => Some(*cell),
            Val::Ref(loc) => self.counted_pointer(s, &self.solver.read(s, loc)),
            _ => None,
        }
    }

    /// A counted pointer from the caller, behind any references.
    fn symbolic_pointer(&self, s: &mut State, v: &Val) -> Option<Val> {
        let to = match v {
            Val::Sym(_, ty) if matches!(**ty, Type::Shared(_)) => return Some(v.clone()),
            Val::Sym(_, ty) if matches!(**ty, Type::Ref(_)) => pointee(s, v)?,
            Val::Ref(loc) => loc.clone(),
            _ => return None,
        };
        let v = self.solver.read(s, &to);
        self.symbolic_pointer(s, &v)
    }

    /// Counted pointers of the caller in a value that is dropped, as far as they point to connections that are known.
    pub(crate) fn released(&self, s: &State, v: &Val) -> Vec<Val> {
        let mut out = Vec::new();
        v.walk(&mut |v| {
            let Val::Sym(e, ty) = v else { return };
            let Some(content) = s.mem.get(e).filter(|_| matches!(**ty, Type::Shared(_))) else {
                return;
            };
            if has_connection(content) && !out.contains(v) {
                out.push(v.clone());
            }
        });
        out
    }

    /// The states after a call of which `ret` is what it gives, without what only counted pointers pointed to that the call has
    /// dropped, or put others in the places of.
    pub(crate) fn without_gone(
        &mut self,
        (before, args): (&State, &[Val]),
        after: State,
        ret: &Val,
    ) -> Vec<State> {
        let gone = gone_pointers((before, args), (&after, ret));
        gone.iter().fold(vec![after], |states, pointer| {
            self.each(states, |frame, s| frame.release(s, pointer))
        })
    }

    /// One of them is gone: what it points to too if it was the last one, which the caller may know.
    pub(crate) fn release(&mut self, s: State, pointer: &Val) -> Vec<State> {
        let mut out = Vec::new();
        for (mut s, last) in split_sole(s, pointer, 0) {
            match pointee(&mut s, pointer) {
                Some(place) if last => {
                    let content = self.take(&mut s, &place);
                    out.extend(self.dropped(s, content, None));
                }
                _ => out.push(s),
            }
        }
        out
    }

    /// `Rc::ptr_eq`.
    pub(super) fn same_pointer(&self, s: &mut State, a: &Val, b: &Val) -> Val {
        let cells = [a, b].map(|v| self.counted_pointer(s, v));
        if let [Some(a), Some(b)] = cells {
            return Val::Bool(a == b);
        }
        let symbols = [a, b].map(|v| self.symbolic_pointer(s, v));
        // What was made here is not what came in.
        let [made_a, made_b] = cells.map(|cell| cell.is_some());
        let is_input = |v: &Option<Val>| matches!(v, Some(Val::Sym(e, _)) if e.is_input());
        let [input_a, input_b] = [is_input(&symbols[0]), is_input(&symbols[1])];
        if made_a && input_b || input_a && made_b {
            return Val::Bool(false);
        }
        match symbols {
            [Some(Val::Sym(a, _)), Some(Val::Sym(b, _))] if a == b => Val::Bool(true),
            [Some(Val::Sym(a, _)), Some(Val::Sym(b, _))] => {
                Val::sym(Question::SamePointer(&a, &b).expr(), Type::Bool)
            }
            _ => s.opaque(Type::Bool),
        }
    }

    /// `Rc::unwrap_or_clone` of a pointer from the caller, which may know whether it is the last one.
    fn unwrapped_or_cloned(&mut self, s: State, pointer: &Val) -> Values {
        let split = split_sole(s, pointer, 0).into_iter();
        split
            .map(|(mut s, sole)| {
                let v = match pointee(&mut s, pointer) {
                    Some(place) if sole => self.take(&mut s, &place),
                    Some(place) => {
                        let content = self.solver.read(&s, &place);
                        self.cloned(&mut s, &content)
                    }
                    None => s.opaque(Type::Unknown),
                };
                (s, v)
            })
            .collect()
    }

    /// `Rc::get_mut`, `Rc::make_mut`: the content in place, if this is the only pointer; `Rc::unwrap_or_clone`.
    pub(super) fn unshared(&mut self, mut s: State, v: &Val, name: &str) -> Values {
        let Some(cell) = self.counted_pointer(&s, v) else {
            let pointer = self.symbolic_pointer(&mut s, v);
            if name == "unwrap_or_clone" {
                return self.unwrapped_or_cloned(s, pointer.as_ref().unwrap_or(v));
            }
            let inner = match pointer.as_ref().and_then(|p| pointee(&mut s, p)) {
                Some(place) => Val::Ref(place),
                None => s.opaque(Type::Unknown),
            };
            if name != "get_mut" {
                return vec![(s, inner)];
            }
            let split = split_sole(s, pointer.as_ref().unwrap_or(v), 1).into_iter();
            return split
                .map(|(s, sole)| {
                    let v = if sole {
                        Val::some(inner.clone())
                    } else {
                        Val::none()
                    };
                    (s, v)
                })
                .collect();
        };
        let place = Loc::cell(cell);
        // The pointer itself is one, or it is on its way into this call.
        let others = pointers_to(&s, &Val::Shared(cell))
            .saturating_sub(u32::from(name != "unwrap_or_clone"));
        let v = match (name, others) {
            ("get_mut", 0) => Val::some(Val::Ref(place)),
            ("get_mut", _) => Val::none(),
            ("make_mut", 0) => Val::Ref(place),
            ("unwrap_or_clone", 0) => self.take(&mut s, &place),
            (_, _) => {
                let content = self.solver.read(&s, &place);
                self.cloned(&mut s, &content)
            }
        };
        vec![(s, v)]
    }
}

/// The states in which a counted pointer from the caller is the only one, and in which it is not. `itself` is how often
/// it lies in the state itself: one that was moved into a call does not.
fn split_sole(s: State, pointer: &Val, itself: u32) -> Vec<(State, bool)> {
    let Val::Sym(e, _) = pointer else {
        return vec![(s.clone(), true), (s, false)];
    };
    if pointers_to(&s, pointer) > itself {
        return vec![(s, false)];
    }
    let known = [true, false].into_iter().filter_map(|sole| {
        let mut s = s.clone();
        let fits = assume(&mut s, &Question::SolePointer(e).expr(), Shape::Bool(sole));
        fits.then_some((s, sole))
    });
    known.collect()
}

/// Whether a value of the caller still lies behind a reference that came in: what was looked at or changed there stands in
/// the state.
fn lies_untouched(s: &State, e: &Expr) -> bool {
    match e {
        Expr::Field(base, name) if &**name == "*" => !s.mem.contains_key(base),
        Expr::Field(base, _) => lies_untouched(s, base),
        _ => false,
    }
}

/// Counted pointers of the caller, as far as they point to connections that are known, that a call with these arguments got
/// at and of which nothing is left after it.
fn gone_pointers((before, args): (&State, &[Val]), (after, ret): (&State, &Val)) -> Vec<Val> {
    let mut out = Vec::new();
    for (e, content) in &after.mem {
        if !has_connection(content) {
            continue;
        }
        let pointer = Val::sym((**e).clone(), Type::Shared(Rc::new(Type::Unknown)));
        let counts = |v: &Val| v.any(|v| is_counted(v, &pointer));
        let was_there = args.iter().any(counts) || lies_in_reference(before, e) || {
            let mut found = false;
            before.each_value(&mut |v| found |= is_counted(v, &pointer));
            found
        };
        let is_left = counts(ret) || pointers_to(after, &pointer) > 0;
        if was_there && !is_left {
            out.push(pointer);
        }
    }
    out
}

/// Whether a value has the handle of any connection.
fn has_connection(v: &Val) -> bool {
    v.any(|v| matches!(v, Val::Obj(..)))
}

/// Whether it is the same pointer, and a counted one.
fn is_counted(v: &Val, pointer: &Val) -> bool {
    same_pointer(v, pointer) && matches!(v, Val::Sym(_, ty) if matches!(**ty, Type::Shared(_)))
}

/// Whether a counted pointer of the caller still lies behind a reference that came in.
fn lies_in_reference(s: &State, e: &Expr) -> bool {
    let Expr::Field(base, name) = e else {
        return false;
    };
    let counted = || matches!(s.pointers.get(base), Some(Type::Shared(_)));
    &**name == "*" && counted() && lies_untouched(s, e)
}

/// How many counted pointers a state has to what this one points to. One that comes from the caller is there as often as
/// it was copied here.
pub(crate) fn pointers_to(s: &State, pointer: &Val) -> u32 {
    let mut pointers = match pointer {
        Val::Sym(e, _) => u32::from(lies_untouched(s, e)),
        _ => 0,
    };
    s.each_value(&mut |v| pointers += u32::from(same_pointer(v, pointer)));
    pointers
}

/// Whether two values are counted pointers to the same.
pub(crate) fn same_pointer(a: &Val, b: &Val) -> bool {
    match (a, b) {
        (Val::Shared(a), Val::Shared(b)) => a == b,
        (Val::Sym(a, _), Val::Sym(b, _)) => a == b,
        _ => false,
    }
}
