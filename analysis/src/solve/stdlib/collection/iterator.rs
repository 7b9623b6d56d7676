//! Iterators: what makes one of a collection. Their items come one by one (`solve/iterate.rs`).

use std::rc::Rc;

use super::OnColl;
use crate::domain::value::CollVal;
use crate::domain::{State, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// A method that makes an iterator of a collection, or another collection.
    pub(super) fn iterator_method(&mut self, s: &mut State, on: &OnColl<'_>) -> Option<Values> {
        let c = &on.coll;
        let v = match (on.name, on.args) {
            ("iter" | "iter_mut" | "values" | "values_mut", []) => {
                if c.base.is_some() && on.elem != Type::Unknown {
                    Val::Ref(on.loc.clone())
                } else {
                    let elems = (0..c.elems.len()).map(|i| on.reference(i));
                    Val::Coll(Rc::new(CollVal {
                        open_ended: !c.is_exact(),
                        ..CollVal::of(elems)
                    }))
                }
            }
            ("as_slice" | "as_mut_slice" | "as_ref" | "as_mut" | "by_ref", []) => {
                Val::Ref(on.loc.clone())
            }
            (
                "into_iter" | "into_values" | "into_boxed_slice" | "to_vec" | "into_vec"
                | "peekable" | "fuse",
                [],
            ) => self.take(s, on.loc),
            ("rev", []) => {
                let mut c = c.clone();
                self.take(s, on.loc);
                c.elems.reverse();
                c.gap = c.gap.map(|_| 1);
                Val::Coll(Rc::new(c))
            }
            ("next_back", []) if c.is_exact() => {
                let mut c = c.clone();
                let last = c.elems.pop().map(|(_, v)| v);
                self.store(s, on, c);
                last.map_or_else(Val::none, Val::some)
            }
            ("clone" | "to_owned", []) => self.cloned(s, &Val::Coll(Rc::new(c.clone()))),
            _ => return None,
        };
        Some(vec![(s.clone(), v)])
    }
}
