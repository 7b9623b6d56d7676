//! Iterators, which are asked for items in the manner of futures.

mod adapt;

use std::rc::Rc;

use super::Frame;
use super::body::Values;
use crate::domain::elements::taken;
use crate::domain::value::{CollVal, FutVal};
use crate::domain::{Loc, State, Type, Val};

/// How many ways of getting items are followed.
const MAX_WAYS: usize = 6;

impl Frame<'_, '_> {
    /// Adapters of an iterator over a connection's events keep it what it is; asking it for an item polls.
    pub(super) fn event_iterator_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
    ) -> Option<Values> {
        let Val::Future(fut) = v else { return None };
        let FutVal::Model { call, model, .. } = &**fut else {
            return None;
        };
        let open = self.solver.clients.model(*model).call(call).open?;
        if open.lost.is_empty() || open.when == double_connect_clients::model::When::Await {
            return None;
        }
        match name {
            "enumerate" | "flatten" | "map" | "filter" | "filter_map" | "inspect" | "by_ref"
            | "peekable" | "into_iter" | "iter" | "flat_map" => {
                let v = if name == "by_ref" {
                    Val::Ref(loc.clone())
                } else {
                    self.take(s, loc)
                };
                Some(vec![(s.clone(), v)])
            }
            "next" => {
                let items = self.next_item(s.clone(), loc);
                Some(
                    items
                        .into_iter()
                        .map(|(s, v)| (s, v.map_or_else(Val::none, Val::some)))
                        .collect(),
                )
            }
            // Goes on as long as there are events.
            "for_each" | "count" | "last" | "collect" => {
                self.next_item(s.clone(), loc);
                Some(Vec::new())
            }
            _ => None,
        }
    }

    /// All items of an iterator or of what is one, as far as they are looked at one by one.
    pub(crate) fn all_items(&mut self, mut s: State, v: Val) -> Vec<(State, Vec<Val>)> {
        let cell = s.add_cell(v, None);
        let loc = Loc::cell(cell);
        let mut out = Vec::new();
        let mut going = vec![(s, Vec::new())];
        for _ in 0..adapt::MAX_ITEMS {
            let mut next = Vec::new();
            for (s, items) in going {
                for (s, item) in self.next_item(s, &loc) {
                    match item {
                        Some(item) => {
                            let mut items: Vec<Val> = items.clone();
                            items.push(item);
                            next.push((s, items));
                        }
                        None => out.push((s, items.clone())),
                    }
                }
            }
            self.at_most(&mut next, MAX_WAYS);
            going = next;
        }
        out.extend(going);
        self.at_most(&mut out, MAX_WAYS);
        for (s, _) in &mut out {
            s.cells.remove(&cell);
        }
        out
    }

    /// Asks the iterator at a location for its next item.
    pub(crate) fn next_item(&mut self, mut s: State, loc: &Loc) -> Vec<(State, Option<Val>)> {
        self.open_up(&mut s, loc);
        let v = self.solver.read(&s, loc);
        // Items may take time to come, and their number is a bound. Those that lie there need not be waited for.
        match self.solver.through(&s, &v) {
            Val::Adt(_) | Val::Coll(_) => s.go_on(),
            Val::Sym(_, ty) if matches!(*ty, Type::Coll(_)) => s.go_on(),
            _ => s.pass_time(),
        }
        match &v {
            Val::Adt(a) if matches!(a.ty, Type::Iter(..)) => {
                let Type::Iter(stage, span) = a.ty else {
                    return Vec::new();
                };
                self.next_adapted(s, loc, (stage, span), adapt::MAX_ITEMS)
            }
            // An option or result is an iterator over what is in it.
            Val::Adt(a) if self.is_option(&v) => {
                let variant = a.variant.as_deref().unwrap_or_default();
                let full = matches!(variant, "Some" | "Ok");
                let held = full.then(|| self.solver.select(&v, &format!("{variant}.0")));
                self.solver.write(&mut s, loc, Val::none());
                vec![(s, held.map(Val::revive))]
            }
            Val::Sym(e, ty) if matches!(**ty, Type::End(..)) => self.each_message(s, e, ty),
            Val::Sym(..) if self.is_option(&v) => self.next_of_split(s, loc, loc),
            Val::Future(fut) => {
                if let FutVal::Model {
                    call,
                    model,
                    args,
                    span,
                } = &**fut
                {
                    return self
                        .next_event(s, *model, call, args, *span)
                        .into_iter()
                        .map(|(s, v)| (s, Some(v)))
                        .collect();
                }
                self.some_or_none(s, Type::Unknown)
            }
            Val::Coll(c) => {
                if c.elems.is_empty() {
                    return if !c.is_exact() {
                        self.some_or_none(s, Type::Unknown)
                    } else {
                        vec![(s, None)]
                    };
                }
                taken(&s, c, 0)
                    .into_iter()
                    .map(|(mut s, rest, first)| {
                        self.solver.write(&mut s, loc, Val::Coll(Rc::new(rest)));
                        (s, Some(first))
                    })
                    .collect()
            }
            Val::Ref(to) => {
                let to = self.solver.deref_all(&mut s, to.clone());
                self.open_up(&mut s, &to);
                self.tell_apart(&mut s, &to);
                match self.solver.read(&s, &to) {
                    Val::Adt(a) if self.is_option(&Val::Adt(a.clone())) => {
                        let full = matches!(a.variant.as_deref(), Some("Some" | "Ok"));
                        let variant = a.variant.as_deref().unwrap_or_default();
                        let inner = Val::Ref(to.field(&format!("{variant}.0")));
                        self.solver.write(&mut s, loc, Val::none());
                        vec![(s, full.then_some(inner))]
                    }
                    Val::Coll(c) => {
                        let elems = (0..c.elems.len())
                            .map(|i| (None, Val::Ref(to.field(&format!("#{i}")))))
                            .collect();
                        let open_ended = !c.is_exact();
                        let iter = CollVal {
                            elems,
                            open_ended,
                            ..CollVal::default()
                        };
                        self.solver.write(&mut s, loc, Val::Coll(Rc::new(iter)));
                        self.next_item(s, loc)
                    }
                    Val::Future(_) => self.next_item(s, &to),
                    Val::Sym(e, ty) if matches!(*ty, Type::End(..)) => {
                        self.each_message(s, &e, &ty)
                    }
                    v @ Val::Sym(..) if self.is_option(&v) => self.next_of_split(s, loc, &to),
                    Val::Sym(_, ty) => {
                        let ty = self.solver.component(&ty, "#0");
                        self.some_or_none(s, ty)
                    }
                    _ => self.some_or_none(s, Type::Unknown),
                }
            }
            Val::Sym(_, ty) => {
                let ty = self.solver.component(ty, "#0");
                self.some_or_none(s, ty)
            }
            _ => self.some_or_none(s, Type::Unknown),
        }
    }

    /// The next item of an iterator over an option or result of which it is not known whether there is something in it:
    /// both cases. `option` is where it lies, behind the iterator or the iterator itself.
    fn next_of_split(&mut self, s: State, loc: &Loc, option: &Loc) -> Vec<(State, Option<Val>)> {
        let split = self.split_success_at(s, option);
        let known = |(s, _): (State, bool)| match self.solver.read(&s, option) {
            Val::Adt(_) => self.next_item(s, loc),
            _ => self.some_or_none(s, Type::Unknown),
        };
        split.into_iter().flat_map(known).collect()
    }

    /// An unknown item, or none.
    fn some_or_none(&self, s: State, ty: Type) -> Vec<(State, Option<Val>)> {
        let mut some = s.clone();
        let item = some.opaque(ty);
        vec![(some, Some(item)), (s, None)]
    }
}
