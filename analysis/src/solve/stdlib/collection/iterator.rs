//! Iterators, which are collections here, and their adapters.

use std::rc::Rc;

use super::OnColl;
use crate::domain::value::CollVal;
use crate::domain::{State, Type, Val};
use crate::facts::HolderKind;
use crate::solve::Frame;
use crate::solve::body::Values;

/// How many states a closure over elements makes at most; further ones are dropped.
const MAX_PARTIAL: usize = 16;

impl Frame<'_, '_> {
    /// A method that makes an iterator or asks one.
    pub(super) fn iterator_method(&mut self, s: &mut State, on: &OnColl<'_>) -> Option<Values> {
        let c = &on.coll;
        let one = |s: &State, v: Val| Some(vec![(s.clone(), v)]);
        match (on.name, on.args) {
            ("iter" | "iter_mut" | "values" | "values_mut", []) => {
                if c.base.is_some() && on.elem != Type::Unknown {
                    return one(s, Val::Ref(on.loc.clone()));
                }
                let elems = (0..c.elems.len()).map(|i| on.reference(i));
                let iter = CollVal {
                    open_ended: !c.is_exact(),
                    ..CollVal::of(elems)
                };
                one(s, Val::Coll(Rc::new(iter)))
            }
            (
                "into_iter" | "into_values" | "peekable" | "fuse" | "into_boxed_slice" | "to_vec"
                | "collect" | "as_slice" | "as_mut_slice" | "into_vec" | "by_ref",
                [],
            ) => {
                let v = if on.name.starts_with("as_") || on.name == "by_ref" {
                    Val::Ref(on.loc.clone())
                } else {
                    self.take(s, on.loc)
                };
                one(s, v)
            }
            ("rev", []) => {
                let mut c = c.clone();
                self.take(s, on.loc);
                c.elems.reverse();
                one(s, Val::Coll(Rc::new(c)))
            }
            ("next" | "next_back", []) => {
                if on.name == "next_back" && c.is_exact() {
                    let mut c = c.clone();
                    let v = c.elems.pop().map_or_else(Val::none, |(_, v)| Val::some(v));
                    self.store(s, on, c);
                    return one(s, v);
                }
                let items = self.next_item(s.clone(), on.loc);
                Some(
                    items
                        .into_iter()
                        .map(|(s, v)| (s, v.map_or_else(Val::none, Val::some)))
                        .collect(),
                )
            }
            ("map" | "for_each" | "filter_map" | "flat_map" | "try_for_each", [f]) => {
                Some(self.each(s, on, f))
            }
            ("clone" | "to_owned", []) => {
                let v = self.cloned(s, &Val::Coll(Rc::new(c.clone())));
                one(s, v)
            }
            _ => None,
        }
    }

    /// The closure runs for each known element and, where there can be others, for two unknown ones.
    fn each(&mut self, s: &mut State, on: &OnColl<'_>, f: &Val) -> Values {
        let mut items: Vec<Val> = on.coll.elems.iter().map(|(_, v)| v.clone()).collect();
        if !on.coll.is_exact() {
            items.push(s.opaque(on.elem.clone()));
            items.push(s.opaque(on.elem.clone()));
        }
        self.take(s, on.loc);
        let mut partial: Vec<(State, Vec<Val>)> = vec![(s.clone(), Vec::new())];
        for item in items {
            let mut next = Vec::new();
            for (mut s, done) in partial {
                s.in_call.push(crate::solve::future::held_meanwhile(
                    HolderKind::Collection,
                    done.clone(),
                    on.call.span,
                ));
                for (mut s, v) in self.call_value(s, f, vec![item.clone()], on.call.span) {
                    s.in_call.pop();
                    let mut done = done.clone();
                    if on.name != "for_each" {
                        done.push(v);
                    }
                    next.push((s, done));
                }
            }
            next.truncate(MAX_PARTIAL);
            partial = next;
        }
        partial
            .into_iter()
            .map(|(s, done)| (s, Val::Coll(Rc::new(CollVal::of(done)))))
            .collect()
    }
}
