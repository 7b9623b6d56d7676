//! What is taken out of a collection by position or by choice: `remove`, `truncate`, `drain`, `retain`.

use std::rc::Rc;

use super::OnColl;
use crate::domain::elements::taken;
use crate::domain::value::CollVal;
use crate::domain::{Expr, State, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// Takes out the element at a position: of those that are known each that it can be, or one that is not known.
    pub(super) fn removed(&self, s: &State, on: &OnColl<'_>, index: &Val) -> Values {
        let index = self.solver.look_through(&mut s.clone(), index).0;
        let number = self.number(s, &index);
        let known = on.coll.elems.len();
        let exact = on.coll.is_exact();
        let is_known = number.is_some_and(|n| n < on.coll.known_from_start());
        let candidates = match number {
            // Behind the end it panics.
            Some(n) if exact => n..(n + 1).min(known),
            Some(n) if is_known => n..n + 1,
            // Elements that are not known come before the known ones.
            Some(n) => 0..(n + 1).min(known),
            None => 0..known,
        };
        let mut out = Values::new();
        for at in candidates {
            let each = if on.name == "swap_remove" && exact {
                let mut c = on.coll.clone();
                let elem = c.elems.swap_remove(at).1;
                vec![(s.clone(), c, elem)]
            } else {
                taken(s, &on.coll, at)
            };
            for (mut s, c, elem) in each {
                self.store(&mut s, on, c);
                out.push((s, elem));
            }
        }
        if !(on.coll.is_complete() || is_known) {
            let mut s = s.clone();
            let mut c = on.coll.clone();
            c.forget_base();
            self.store(&mut s, on, c);
            let v = s.opaque(on.elem.clone());
            out.push((s, v));
        }
        out
    }

    /// Cuts a collection in two at a position, or at each at which it can be; the tail is given or dropped.
    pub(super) fn cut(&mut self, s: &State, on: &OnColl<'_>, index: &Val) -> Values {
        let number = self.number(s, index);
        let known = on.coll.elems.len();
        let exact = on.coll.is_exact();
        let candidates = match number {
            Some(n) if exact => n.min(known)..n.min(known) + 1,
            // The first one stays where it is known which it is.
            Some(n) => n.min(known).min(usize::from(on.coll.begins_as_known()))..n.min(known) + 1,
            None => 0..known + 1,
        };
        let mut out = Values::new();
        for at in candidates {
            let (mut s, mut head) = (s.clone(), on.coll.clone());
            let elems = head.elems.split_off(at).into_iter().map(|(_, v)| v);
            let mut tail = CollVal::of(elems);
            // There is room for no others in a head that is full.
            let full = number == Some(at);
            tail.open_ended = !exact && (at == 0 || full);
            if full {
                head = CollVal::of(head.elems.into_iter().map(|(_, v)| v));
            } else if tail.open_ended {
                head.forget_base();
            }
            if let Some(gap) = head.gap {
                head.forget_behind(gap.min(at));
            }
            self.store(&mut s, on, head);
            if on.name == "split_off" {
                out.push((s, Val::Coll(Rc::new(tail))));
            } else {
                let states = self.drop_all(s, tail.elems.into_iter().map(|(_, v)| v));
                out.extend(states.into_iter().map(|s| (s, Val::unit())));
            }
        }
        out
    }

    /// Takes the elements of a range out of a collection.
    pub(super) fn drained(&self, s: &State, c: &mut CollVal, range: Option<&Val>) -> CollVal {
        let bounds = match range {
            Some(Val::Coll(numbers)) if c.is_exact() => {
                let first = numbers.elems.first().and_then(|(_, v)| self.number(s, v));
                let count = if numbers.is_exact() {
                    numbers.elems.len()
                } else {
                    c.elems.len()
                };
                match (first, numbers.elems.is_empty()) {
                    (Some(first), _) => {
                        let first = first.min(c.elems.len());
                        Some((first, (first + count).min(c.elems.len())))
                    }
                    (None, true) => Some((0, 0)),
                    (None, false) => None,
                }
            }
            // All of them: `..`, or a queue's `drain()`.
            _ => Some((0, c.elems.len())),
        };
        let keyed = c.keyed;
        let open_ended = !c.is_exact();
        let elems = match bounds {
            Some((start, end)) => c.elems.drain(start..end).collect(),
            None => std::mem::take(&mut c.elems),
        };
        if bounds.is_none() {
            c.open_ended = true;
        } else if range.is_none_or(|v| !matches!(v, Val::Coll(_))) {
            *c = CollVal {
                keyed,
                ..CollVal::default()
            };
        }
        CollVal {
            elems,
            open_ended: open_ended || bounds.is_none(),
            keyed,
            ..CollVal::default()
        }
    }

    /// Keeps the elements of which a closure says so.
    pub(super) fn retain(&mut self, s: &State, on: &OnColl<'_>, f: &Val) -> Values {
        let mut states = vec![(s.clone(), Vec::new())];
        for (index, (key, _)) in on.coll.elems.iter().enumerate() {
            let mut args = vec![on.reference(index)];
            if on.coll.keyed {
                let key = key.clone().unwrap_or(Expr::Fresh);
                args.insert(0, Val::sym(key, Type::Data));
            }
            let mut next = Vec::new();
            for (s, kept) in states {
                for (s, answer) in self.call_value(s, f, args.clone(), on.call.span) {
                    for (mut s, keep) in self.split_bool(s, &answer) {
                        let mut kept: Vec<usize> = kept.clone();
                        if keep {
                            kept.push(index);
                            next.push((s, kept));
                            continue;
                        }
                        let gone = self.take(&mut s, &on.at(index));
                        let states = self.dropped(s, gone, None);
                        next.extend(states.into_iter().map(|s| (s, kept.clone())));
                    }
                }
            }
            states = next;
        }
        let mut out = Values::new();
        for (mut s, kept) in states {
            let v = self.solver.read(&s, on.loc);
            let mut c = self.explicit(&v);
            let mut at = 0;
            c.elems.retain(|_| {
                at += 1;
                kept.contains(&(at - 1))
            });
            if let Some(gap) = c.gap {
                c.forget_behind(kept.iter().filter(|index| **index < gap).count());
            }
            self.store(&mut s, on, c);
            out.push((s, Val::unit()));
        }
        out
    }
}
