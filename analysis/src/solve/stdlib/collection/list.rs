//! Elements by position: vectors, arrays, queues; and sets, of whose elements none is asked for by position.

use std::rc::Rc;

use super::OnColl;
use crate::domain::elements::{MAX_ELEMS, append, push, taken};
use crate::domain::question::Question;
use crate::domain::state::Shape;
use crate::domain::value::CollVal;
use crate::domain::{Expr, State, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::memory::assume;

impl Frame<'_, '_> {
    /// A method that fills, empties or looks at a collection by position.
    pub(super) fn list_method(&mut self, s: &mut State, on: &OnColl<'_>) -> Option<Values> {
        let mut c = on.coll.clone();
        let one = |s: &State, v: Val| Some(vec![(s.clone(), v)]);
        match (on.name, on.args) {
            ("push" | "push_back" | "add" | "insert", [elem]) => {
                push(s, &mut c, None, elem.clone());
                self.store(s, on, c);
                let v = if on.name == "insert" {
                    s.opaque(Type::Bool)
                } else {
                    Val::unit()
                };
                one(s, v)
            }
            ("push_front", [elem]) => {
                c.elems.insert(0, (None, elem.clone()));
                c.elems.truncate(MAX_ELEMS);
                c.open_ended |= c.elems.len() < on.coll.elems.len() + 1;
                self.store(s, on, c);
                one(s, Val::unit())
            }
            ("insert", [index, elem]) => {
                match self.position(s, &c, index) {
                    Some(at) if c.elems.len() < MAX_ELEMS => {
                        c.elems.insert(at, (None, elem.clone()));
                    }
                    _ => {
                        push(s, &mut c, None, elem.clone());
                        c.open_ended = true;
                    }
                }
                self.store(s, on, c);
                one(s, Val::unit())
            }
            ("pop" | "pop_back" | "pop_last" | "pop_front" | "pop_first", []) => {
                let front = matches!(on.name, "pop_front" | "pop_first");
                // Elements that are not known come before the known ones.
                let known = !c.elems.is_empty() && (!front || c.begins_as_known());
                if !known {
                    let mut out: Values = self.when_empty(s, on);
                    if !c.is_exact() {
                        // One of those that are not known is gone: it is no longer what it came as.
                        let mut s = s.clone();
                        c.forget_base();
                        self.store(&mut s, on, c);
                        let elem = s.opaque(on.elem.clone());
                        out.push((s, Val::some(elem)));
                    }
                    return Some(out);
                }
                let at = if front { 0 } else { c.elems.len() - 1 };
                let mut out = Values::new();
                if !front && c.gap == Some(c.elems.len()) {
                    let mut s = s.clone();
                    let elem = s.opaque(on.elem.clone());
                    out.push((s, Val::some(elem)));
                }
                for (mut s, rest, elem) in taken(s, &c, at) {
                    self.store(&mut s, on, rest);
                    out.push((s, Val::some(elem)));
                }
                Some(out)
            }
            ("remove" | "swap_remove", [index]) => Some(self.removed(s, on, index)),
            ("clear" | "abort_all", []) => {
                let elems = std::mem::take(&mut c.elems);
                self.store(
                    s,
                    on,
                    CollVal {
                        keyed: c.keyed,
                        ..CollVal::default()
                    },
                );
                let states = self.drop_all(s.clone(), elems.into_iter().map(|(_, v)| v));
                Some(states.into_iter().map(|s| (s, Val::unit())).collect())
            }
            ("truncate" | "split_off", [index]) => Some(self.cut(s, on, index)),
            ("drain", _) => {
                let range = on
                    .args
                    .first()
                    .map(|range| self.solver.look_through(s, range).0);
                let taken = self.drained(s, &mut c, range.as_ref());
                self.store(s, on, c);
                one(s, Val::Coll(Rc::new(taken)))
            }
            ("retain" | "retain_mut", [f]) => Some(self.retain(s, on, f)),
            ("append" | "extend", [other]) => {
                let (other_v, other_loc) = self.solver.look_through(s, other);
                let is_known = self.is_collection(&other_v);
                let other_c = self.explicit(&other_v);
                c.open_ended |= !is_known || !other_c.is_complete();
                append(s, &mut c, other_c);
                if let (Some(l), "append") = (other_loc, on.name) {
                    self.solver.write(s, &l, Val::Coll(Rc::default()));
                }
                self.store(s, on, c);
                one(s, Val::unit())
            }
            ("swap", [a, b]) => {
                let (a, b) = (self.position(s, &c, a), self.position(s, &c, b));
                match (a, b) {
                    (Some(a), Some(b)) if a.max(b) < c.elems.len() => c.elems.swap(a, b),
                    _ => {
                        c.elems.clear();
                        c.open_ended = true;
                    }
                }
                self.store(s, on, c);
                one(s, Val::unit())
            }
            ("reverse", []) if c.is_exact() => {
                c.elems.reverse();
                self.store(s, on, c);
                one(s, Val::unit())
            }
            ("get" | "get_mut", [index]) => {
                let index = self.solver.look_through(s, index).0;
                match self.position(s, &c, &index) {
                    Some(at) if at < c.elems.len() => one(s, Val::some(on.reference(at))),
                    Some(_) => one(s, Val::none()),
                    None => {
                        let mut out = self.unknown_element(s, on);
                        let known = (0..c.elems.len()).map(|i| Val::some(on.reference(i)));
                        out.extend(known.map(|v| (s.clone(), v)));
                        Some(out)
                    }
                }
            }
            ("first" | "first_mut" | "front" | "front_mut" | "peek", []) => match c.elems.first() {
                Some(_) if c.begins_as_known() => one(s, Val::some(on.reference(0))),
                _ if c.is_exact() => one(s, Val::none()),
                _ => Some(vec![self.some_element(s, on, 0), (s.clone(), Val::none())]),
            },
            ("last" | "last_mut" | "back" | "back_mut", []) => match c.elems.len().checked_sub(1) {
                Some(at) => {
                    let mut out = vec![(s.clone(), Val::some(on.reference(at)))];
                    if c.gap == Some(c.elems.len()) {
                        out.push(self.some_element(s, on, at + 1));
                    }
                    Some(out)
                }
                None if c.is_exact() => one(s, Val::none()),
                None => Some(vec![self.some_element(s, on, 0), (s.clone(), Val::none())]),
            },
            ("is_empty", []) => {
                let empty = self.when_empty(s, on);
                let mut out: Values = empty
                    .into_iter()
                    .map(|(s, _)| (s, Val::Bool(true)))
                    .collect();
                out.extend(self.when_not_empty(s, on).map(|s| (s, Val::Bool(false))));
                Some(out)
            }
            ("len", []) if c.is_exact() => one(s, Val::text(&c.elems.len().to_string())),
            _ => None,
        }
    }

    /// A reference to an element of which nothing is known, or none.
    fn unknown_element(&self, s: &State, on: &OnColl<'_>) -> Values {
        let mut some = s.clone();
        let elem = some.opaque(Type::Ref(Rc::new(on.elem.clone())));
        vec![(some, Val::some(elem)), (s.clone(), Val::none())]
    }

    /// A reference to an element of which nothing is known, at a position next to those that are known. It is known from
    /// then on, so that what is put there goes with the collection.
    fn some_element(&self, s: &State, on: &OnColl<'_>, at: usize) -> (State, Val) {
        let mut s = s.clone();
        let mut c = on.coll.clone();
        if c.base.is_some() {
            let elem = s.opaque(Type::Ref(Rc::new(on.elem.clone())));
            return (s, Val::some(elem));
        }
        let elem = s.opaque(on.elem.clone());
        // Of those at an open beginning it is the first; more of them can only be behind it then.
        if std::mem::take(&mut c.open_ended) {
            c.forget_behind(1);
        }
        c.elems.insert(at, (None, elem));
        self.store(&mut s, on, c);
        (s, Val::some(on.reference(at)))
    }

    /// The state in which a collection has no elements, if it can be so, with the `None` of a method that asks for one.
    fn when_empty(&self, s: &State, on: &OnColl<'_>) -> Values {
        let mut s = s.clone();
        let can_be = match &on.coll.base {
            _ if !on.coll.elems.is_empty() => false,
            Some(base) => assume(&mut s, &Question::Empty(base).expr(), Shape::Bool(true)),
            None => true,
        };
        if !can_be {
            return Values::new();
        }
        let empty = CollVal {
            keyed: on.coll.keyed,
            ..CollVal::default()
        };
        self.store(&mut s, on, empty);
        vec![(s, Val::none())]
    }

    /// The state in which a collection has elements, if it can have any.
    fn when_not_empty(&self, s: &State, on: &OnColl<'_>) -> Option<State> {
        let mut s = s.clone();
        let can_be = match &on.coll.base {
            _ if !on.coll.elems.is_empty() => true,
            // Of a changed collection the elements need not be those that it came with.
            Some(base) => {
                let as_it_came = matches!(self.solver.read(&s, on.loc), Val::Sym(..));
                !as_it_came || assume(&mut s, &Question::Empty(base).expr(), Shape::Bool(false))
            }
            None => !on.coll.is_exact(),
        };
        can_be.then_some(s)
    }

    /// A position that is known, in a collection whose positions are.
    fn position(&self, s: &State, c: &CollVal, index: &Val) -> Option<usize> {
        self.number(s, index).filter(|_| c.is_exact())
    }

    /// A number that is known.
    pub(super) fn number(&self, s: &State, v: &Val) -> Option<usize> {
        match self.solver.data(s, v)? {
            Expr::Const(text) => text.parse().ok(),
            _ => None,
        }
    }
}
