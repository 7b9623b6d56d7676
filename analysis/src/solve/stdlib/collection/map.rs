//! Elements by key.

use super::{OnColl, candidates};
use crate::domain::elements::push;
use crate::domain::{State, Type, Val};
use crate::facts::Slot;
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// A method of a map, or of a set or other collection whose elements have keys here.
    pub(super) fn map_method(&mut self, s: &mut State, on: &OnColl<'_>) -> Option<Values> {
        if let ("contains_key" | "contains", [key]) = (on.name, on.args) {
            let key = self.solver.data(s, key);
            let v = match candidates(&on.coll, key.as_ref()) {
                (Some(_), _) => Val::Bool(true),
                (None, possible) if possible.is_empty() && on.coll.is_exact() => Val::Bool(false),
                _ => s.opaque(Type::Bool),
            };
            return Some(vec![(s.clone(), v)]);
        }
        if !on.coll.keyed {
            return None;
        }
        match (on.name, on.args) {
            ("insert", [key, elem]) => Some(self.insert_under(s, on, key, elem)),
            ("remove" | "remove_entry" | "get" | "get_mut", [key]) => {
                let key_data = self.solver.data(s, key);
                let (certain, possible) = candidates(&on.coll, key_data.as_ref());
                let mut out = Values::new();
                for at in certain.into_iter().chain(possible.iter().copied()) {
                    let mut s = s.clone();
                    if on.name.starts_with("get") {
                        out.push((s, Val::some(on.reference(at))));
                        continue;
                    }
                    let mut c = on.coll.clone();
                    let (_, elem) = c.elems.remove(at);
                    self.store(&mut s, on, c);
                    let v = if on.name == "remove_entry" {
                        Val::tuple(vec![key.clone(), elem])
                    } else {
                        elem
                    };
                    out.push((s, Val::some(v)));
                }
                if certain.is_none() {
                    if !on.coll.is_exact() {
                        let mut s = s.clone();
                        let ty = if on.name.starts_with("get") {
                            Type::Ref(on.elem.clone().into())
                        } else {
                            on.elem.clone()
                        };
                        let v = s.opaque(ty);
                        out.push((s, Val::some(v)));
                    }
                    out.push((s.clone(), Val::none()));
                }
                Some(out)
            }
            ("entry", [key]) => Some(self.entry(s, on, key)),
            _ => None,
        }
    }

    /// Puts an element under a key; gives the one that was there.
    fn insert_under(&mut self, s: &mut State, on: &OnColl<'_>, key: &Val, elem: &Val) -> Values {
        let key = self.solver.data(s, key);
        let mut c = on.coll.clone();
        let (certain, possible) = candidates(&c, key.as_ref());
        if let Some(at) = certain {
            let old = std::mem::replace(&mut c.elems[at].1, elem.clone());
            let slot = Slot {
                name: self.slot(on.loc, on.call).name,
                span: on.call.span,
            };
            self.note_overwrite(s, &old, elem, &slot);
            self.store(s, on, c);
            return vec![(s.clone(), Val::some(old))];
        }
        let nothing_there = possible.is_empty() && c.is_exact();
        push(s, &mut c, key, elem.clone());
        self.store(s, on, c);
        let old = if nothing_there {
            Val::none()
        } else {
            s.opaque(Type::Option(on.elem.clone().into()))
        };
        vec![(s.clone(), old)]
    }
}
