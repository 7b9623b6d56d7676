//! Vectors, maps, sets, arrays and iterators.

use std::rc::Rc;

use crate::domain::value::CollVal;
use crate::domain::{Expr, Loc, State, Type, Val};
use crate::facts::{HolderKind, Slot};
use crate::ir::Call;
use crate::solve::Frame;
use crate::solve::body::Values;

/// How many known elements a collection has; older ones are then forgotten, which can only miss a finding.
const MAX_ELEMS: usize = 4;

const NAMES: &[&str] = &[
    "Vec",
    "VecDeque",
    "HashMap",
    "BTreeMap",
    "HashSet",
    "BTreeSet",
    "LinkedList",
    "BinaryHeap",
    "IndexMap",
    "FxHashMap",
    "DashMap",
    "SmallVec",
    "FuturesUnordered",
];

impl Frame<'_, '_> {
    /// Whether a value is a collection.
    pub(crate) fn is_collection(&self, v: &Val) -> bool {
        match v {
            Val::Coll(_) => true,
            Val::Sym(_, ty) => matches!(**ty, Type::Coll(_)),
            _ => false,
        }
    }

    /// Constructors.
    pub(crate) fn collection_path(
        &mut self,
        _s: &mut State,
        ty: &str,
        name: &str,
        args: &[Val],
    ) -> Option<Val> {
        if !NAMES.contains(&ty) {
            return None;
        }
        match (name, args) {
            (
                "new" | "default" | "with_capacity" | "with_hasher" | "with_capacity_and_hasher",
                _,
            ) => Some(Val::Coll(Rc::default())),
            ("from" | "from_iter", [v @ Val::Coll(_)]) => Some(v.clone()),
            _ => None,
        }
    }

    /// The collection at a location, made explicit.
    fn explicit(&self, v: &Val) -> CollVal {
        match v {
            Val::Coll(c) => (**c).clone(),
            Val::Sym(e, _) => CollVal {
                elems: Vec::new(),
                open_ended: true,
                base: Some(e.clone()),
            },
            _ => CollVal::default(),
        }
    }

    /// A method of a collection or iterator.
    pub(crate) fn collection_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        let mut c = self.explicit(v);
        let elem_ty = match v {
            Val::Sym(_, ty) => self.solver.component(ty, "#0"),
            _ => Type::Unknown,
        };
        let one = |s: &State, v: Val| Some(vec![(s.clone(), v)]);
        match (name, args) {
            ("push" | "push_back" | "push_front" | "add", [elem]) => {
                push(&mut c, None, elem.clone());
                self.solver.write(s, loc, Val::Coll(Rc::new(c)));
                one(s, Val::unit())
            }
            ("insert", [elem]) => {
                push(&mut c, None, elem.clone());
                self.solver.write(s, loc, Val::Coll(Rc::new(c)));
                let v = s.opaque(Type::Bool);
                one(s, v)
            }
            ("insert", [key, elem]) => {
                let key = self.solver.data(s, key);
                let old = self.put_elem(s, &mut c, key, elem.clone(), loc, call);
                self.solver.write(s, loc, Val::Coll(Rc::new(c)));
                let v = match old {
                    Some(old) => Val::some(old),
                    None => s.opaque(Type::Option(Rc::new(elem_ty))),
                };
                one(s, v)
            }
            ("pop" | "pop_front" | "pop_back" | "pop_first" | "pop_last", []) => {
                let mut out = Vec::new();
                let taken = if name == "pop_front" && !c.elems.is_empty() {
                    Some(c.elems.remove(0))
                } else {
                    c.elems.pop()
                };
                match taken {
                    Some((_, elem)) => {
                        self.solver.write(s, loc, Val::Coll(Rc::new(c)));
                        out.push((s.clone(), Val::some(elem)));
                    }
                    None => {
                        if c.open_ended || c.base.is_some() {
                            let elem = s.opaque(elem_ty);
                            out.push((s.clone(), Val::some(elem)));
                        }
                        out.push((s.clone(), Val::none()));
                    }
                }
                Some(out)
            }
            ("remove" | "swap_remove" | "remove_entry", [key]) => {
                let key = self.solver.data(s, key);
                let position = c.elems.iter().position(|(k, _)| k.is_some() && *k == key);
                let indexed = c.elems.iter().all(|(k, _)| k.is_none()) && !c.elems.is_empty();
                let at = position.or((indexed && c.elems.len() == 1).then_some(0));
                let mut out = Vec::new();
                if let Some(at) = at {
                    let (k, elem) = c.elems.remove(at);
                    self.solver.write(s, loc, Val::Coll(Rc::new(c)));
                    let v = if k.is_some() { Val::some(elem) } else { elem };
                    out.push((s.clone(), v));
                } else {
                    // Which element goes is not known: all known ones may be the one.
                    c.elems.clear();
                    c.open_ended = true;
                    self.solver.write(s, loc, Val::Coll(Rc::new(c)));
                    let v = s.opaque(Type::Unknown);
                    out.push((s.clone(), v));
                }
                Some(out)
            }
            ("clear" | "abort_all", []) => {
                let old = self.solver.read(s, loc);
                self.solver.write(s, loc, Val::Coll(Rc::default()));
                let out = self.dropped(s.clone(), old, None);
                Some(out.into_iter().map(|s| (s, Val::unit())).collect())
            }
            ("truncate" | "retain" | "retain_mut" | "drain" | "split_off" | "extract_if", _) => {
                let whole = name == "drain";
                let taken = Val::Coll(Rc::new(c));
                self.solver.write(
                    s,
                    loc,
                    Val::Coll(Rc::new(CollVal {
                        open_ended: !whole,
                        ..CollVal::default()
                    })),
                );
                one(s, if whole { taken } else { Val::unit() })
            }
            ("append" | "extend", [other]) => {
                let (other_v, other_loc) = self.solver.look_through(s, other);
                let other_c = self.explicit(&other_v);
                c.open_ended |=
                    other_c.open_ended || other_c.base.is_some() || !self.is_collection(&other_v);
                for (k, v) in other_c.elems {
                    push(&mut c, k, v);
                }
                if let (Some(l), "append") = (other_loc, name) {
                    self.solver.write(s, &l, Val::Coll(Rc::default()));
                }
                self.solver.write(s, loc, Val::Coll(Rc::new(c)));
                one(s, Val::unit())
            }
            ("iter" | "iter_mut" | "values" | "values_mut", []) => {
                let elems = (0..c.elems.len())
                    .map(|i| (None, Val::Ref(loc.field(&format!("#{i}")))))
                    .collect();
                let open_ended = c.open_ended || c.base.is_some();
                if elem_ty != Type::Unknown {
                    return one(s, Val::Ref(loc.clone()));
                }
                one(
                    s,
                    Val::Coll(Rc::new(CollVal {
                        elems,
                        open_ended,
                        base: None,
                    })),
                )
            }
            (
                "into_iter" | "into_values" | "rev" | "peekable" | "fuse" | "into_boxed_slice"
                | "to_vec" | "collect" | "as_slice",
                [],
            ) => {
                let v = self.take(s, loc);
                one(s, v)
            }
            ("get" | "get_mut" | "entry", [key]) if name != "entry" => {
                let key = self.solver.data(s, key);
                let found = c.elems.iter().position(|(k, _)| k.is_some() && *k == key);
                match found {
                    Some(i) => one(s, Val::some(Val::Ref(loc.field(&format!("#{i}"))))),
                    None if !c.open_ended && c.base.is_none() && c.elems.is_empty() => {
                        one(s, Val::none())
                    }
                    None => {
                        let mut out = Vec::new();
                        for i in 0..c.elems.len() {
                            out.push((s.clone(), Val::some(Val::Ref(loc.field(&format!("#{i}"))))));
                        }
                        if c.open_ended || c.base.is_some() {
                            let elem = s.opaque(Type::Ref(Rc::new(elem_ty)));
                            out.push((s.clone(), Val::some(elem)));
                        }
                        out.push((s.clone(), Val::none()));
                        Some(out)
                    }
                }
            }
            (
                "first" | "last" | "first_mut" | "last_mut" | "front" | "back" | "peek" | "next"
                | "next_back",
                [],
            ) => {
                if matches!(name, "next" | "next_back") {
                    let items = self.next_item(s.clone(), loc);
                    return Some(
                        items
                            .into_iter()
                            .map(|(s, v)| (s, v.map_or_else(Val::none, Val::some)))
                            .collect(),
                    );
                }
                let at = if matches!(name, "last" | "last_mut" | "back") {
                    c.elems.len().checked_sub(1)
                } else {
                    Some(0)
                };
                match at.filter(|i| *i < c.elems.len()) {
                    Some(i) => one(s, Val::some(Val::Ref(loc.field(&format!("#{i}"))))),
                    None if !c.open_ended && c.base.is_none() => one(s, Val::none()),
                    None => {
                        let elem = s.opaque(Type::Ref(Rc::new(elem_ty)));
                        Some(vec![(s.clone(), Val::some(elem)), (s.clone(), Val::none())])
                    }
                }
            }
            ("is_empty", []) => {
                if !c.elems.is_empty() {
                    one(s, Val::Bool(false))
                } else if !c.open_ended && c.base.is_none() {
                    one(s, Val::Bool(true))
                } else {
                    let v = s.opaque(Type::Bool);
                    one(s, v)
                }
            }
            ("contains_key" | "contains", [key]) => {
                let key = self.solver.data(s, key);
                if c.elems.iter().any(|(k, _)| k.is_some() && *k == key) {
                    one(s, Val::Bool(true))
                } else if c.elems.is_empty() && !c.open_ended && c.base.is_none() {
                    one(s, Val::Bool(false))
                } else {
                    let v = s.opaque(Type::Bool);
                    one(s, v)
                }
            }
            ("map" | "for_each" | "filter_map" | "flat_map" | "try_for_each", [f]) => {
                // The closure runs for each known element and, where there can be others, for two unknown ones.
                let mut items: Vec<Val> = c.elems.into_iter().map(|(_, v)| v).collect();
                if c.open_ended || c.base.is_some() {
                    items.push(s.opaque(elem_ty.clone()));
                    items.push(s.opaque(elem_ty));
                }
                let mut partial: Vec<(State, Vec<Val>)> = vec![(s.clone(), Vec::new())];
                for item in items {
                    let mut next = Vec::new();
                    for (mut s, done) in partial {
                        s.in_call.push(crate::solve::future::held_meanwhile(
                            HolderKind::Collection,
                            done.clone(),
                            call.span,
                        ));
                        for (mut s, v) in self.call_value(s, f, vec![item.clone()], call.span) {
                            s.in_call.pop();
                            let mut done = done.clone();
                            if name != "for_each" {
                                done.push(v);
                            }
                            next.push((s, done));
                        }
                    }
                    next.truncate(8);
                    partial = next;
                }
                Some(
                    partial
                        .into_iter()
                        .map(|(s, done)| {
                            let elems = done.into_iter().map(|v| (None, v)).collect();
                            (
                                s,
                                Val::Coll(Rc::new(CollVal {
                                    elems,
                                    open_ended: false,
                                    base: None,
                                })),
                            )
                        })
                        .collect(),
                )
            }
            ("clone" | "to_owned", []) => {
                let v = self.cloned(s, v);
                one(s, v)
            }
            _ => None,
        }
    }

    /// Puts an element under a key; gives the one that was there.
    fn put_elem(
        &mut self,
        s: &State,
        c: &mut CollVal,
        key: Option<Expr>,
        elem: Val,
        loc: &Loc,
        call: &Call,
    ) -> Option<Val> {
        let at = key
            .is_some()
            .then(|| c.elems.iter().position(|(k, _)| *k == key))
            .flatten();
        match at {
            Some(i) => {
                let old = std::mem::replace(&mut c.elems[i].1, elem.clone());
                let slot = Slot {
                    name: self.slot(loc, call).name,
                    span: call.span,
                };
                self.note_overwrite(s, &old, &elem, &slot);
                Some(old)
            }
            None => {
                push(c, key, elem);
                None
            }
        }
    }
}

fn push(c: &mut CollVal, key: Option<Expr>, elem: Val) {
    if c.elems.len() >= MAX_ELEMS {
        c.elems.remove(0);
        c.open_ended = true;
    }
    c.elems.push((key, elem));
}
