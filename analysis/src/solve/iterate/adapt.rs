//! Adapters of iterators, `map`, `filter`, …, which are lazy, and what runs an iterator to its end.

use std::rc::Rc;

use crate::domain::types::Stage;
use crate::domain::value::{AdtVal, CollVal};
use crate::domain::{Expr, Loc, Root, State, Type, Val};
use crate::facts::HolderKind;
use crate::ir::Call;
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::future::held_meanwhile;
use crate::source::Span;

/// How many items of an iterator are asked for, one after the other, by what runs it to its end or past those that it
/// leaves out.
pub(super) const MAX_ITEMS: usize = 11;
/// How many items are asked for where there is no telling how many there are.
const MAX_UNKNOWN: usize = 2;
/// How many ways of running an iterator to its end are followed.
const MAX_PARTIAL: usize = 16;

/// An item with the state in which it was given; `None` at the iterator's end.
type Items = Vec<(State, Option<Val>)>;

/// The adapter that a method makes.
fn stage(name: &str, args: usize) -> Option<Stage> {
    Some(match (name, args) {
        ("map", 1) => Stage::Map,
        ("filter", 1) => Stage::Filter,
        ("filter_map", 1) => Stage::FilterMap,
        ("inspect", 1) => Stage::Inspect,
        ("take_while", 1) => Stage::TakeWhile,
        ("enumerate", 0) => Stage::Enumerate,
        ("zip", 1) => Stage::Zip,
        ("chain", 1) => Stage::Chain,
        ("cloned" | "copied", 0) => Stage::Cloned,
        ("take", 1) => Stage::Take,
        ("skip", 1) => Stage::Skip,
        _ => return None,
    })
}

/// Methods that ask for items until they have what they want, with how many arguments they take.
const TERMINALS: &[(&str, usize)] = &[
    ("all", 1),
    ("any", 1),
    ("collect", 0),
    ("count", 0),
    ("find", 1),
    ("fold", 2),
    ("for_each", 1),
    ("max_by_key", 1),
    ("min_by_key", 1),
    ("nth", 1),
    ("partition", 1),
    ("position", 1),
    ("try_for_each", 1),
];

impl Frame<'_, '_> {
    /// Whether a value is an iterator with adapters.
    fn is_adapted(v: &Val) -> bool {
        matches!(v, Val::Adt(a) if matches!(a.ty, Type::Iter(..)))
    }

    /// A method of an iterator: of a collection or a reference to one that is used as one, or of an adapter.
    pub(crate) fn iterator_call(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        let behind = match v {
            Val::Ref(to) => self.solver.read(s, to),
            _ => v.clone(),
        };
        if !self.is_collection(&behind) && !Self::is_adapted(&behind) {
            return None;
        }
        if name == "next" && args.is_empty() && !matches!(v, Val::Ref(_)) {
            let items = self.next_item(s.clone(), loc);
            return Some(
                items
                    .into_iter()
                    .map(|(s, v)| (s, v.map_or_else(Val::none, Val::some)))
                    .collect(),
            );
        }
        if let Some(stage) = stage(name, args.len()) {
            let source = self.take(s, loc);
            let mut fields = std::collections::BTreeMap::from([("source".into(), source)]);
            if let Some(arg) = args.first() {
                fields.insert("with".into(), arg.clone());
            }
            let v = Val::Adt(Rc::new(AdtVal {
                ty: Type::Iter(stage, call.span),
                variant: None,
                fields,
                base: None,
            }));
            return Some(vec![(s.clone(), v)]);
        }
        if Self::is_adapted(&behind) && matches!(name, "into_iter" | "by_ref" | "iter" | "fuse") {
            let v = self.take(s, loc);
            return Some(vec![(s.clone(), v)]);
        }
        // A slice has a `last` too; on a temporary it is the iterator's.
        let last = name == "last" && self.is_temporary(loc) && !matches!(v, Val::Ref(_));
        (last || TERMINALS.contains(&(name, args.len())))
            .then(|| self.run_to_end(s.clone(), loc, name, args, call))
    }

    fn is_temporary(&self, loc: &Loc) -> bool {
        match loc.root {
            Root::Local(local) if loc.path.is_empty() => {
                let decl = self.body().locals.get(local.0 as usize);
                decl.is_some_and(|d| d.name.is_none())
            }
            _ => false,
        }
    }

    /// The next item of an iterator with adapters.
    pub(super) fn next_adapted(
        &mut self,
        s: State,
        loc: &Loc,
        adapter: (Stage, Span),
        most: usize,
    ) -> Items {
        let (stage, span) = adapter;
        let source = loc.field("source");
        let with = loc.field("with");
        if most == 0 || !self.spend(1) {
            return Items::new();
        }
        let mut out = Items::new();
        for (mut s, item) in self.next_item(s, &source) {
            let Some(item) = item else {
                if stage == Stage::Chain {
                    out.extend(self.next_item(s, &with));
                } else {
                    out.push((s, None));
                }
                continue;
            };
            let f = self.solver.read(&s, &with);
            match stage {
                Stage::Map => {
                    let made = self.call_value(s, &f, vec![item], span);
                    out.extend(made.into_iter().map(|(s, v)| (s, Some(v))));
                }
                Stage::Filter | Stage::TakeWhile | Stage::Inspect => {
                    let id = s.add_cell(item, None);
                    let cell = Loc::cell(id);
                    let looked = vec![Val::Ref(cell.clone())];
                    let item = vec![Val::Shared(id)];
                    s.in_call
                        .push(held_meanwhile(HolderKind::Temporary, item, span));
                    for (mut s, answer) in self.call_value(s, &f, looked, span) {
                        s.in_call.pop();
                        let split = if stage == Stage::Inspect {
                            vec![(s, true)]
                        } else {
                            self.split_bool(s, &answer)
                        };
                        for (mut s, keep) in split {
                            let item = self.take(&mut s, &cell);
                            if keep {
                                out.push((s, Some(item)));
                                continue;
                            }
                            for s in self.dropped(s, item, None) {
                                if stage == Stage::TakeWhile {
                                    out.push((s, None));
                                } else {
                                    out.extend(self.next_adapted(s, loc, adapter, most - 1));
                                }
                            }
                        }
                    }
                }
                Stage::FilterMap => {
                    for (mut s, made) in self.call_value(s, &f, vec![item], span) {
                        let cell = Loc::cell(s.add_cell(made, None));
                        for (mut s, good) in self.split_success_at(s, &cell) {
                            if good {
                                let v = self.payload(&mut s, &cell);
                                out.push((s, Some(v)));
                            } else {
                                out.extend(self.next_adapted(s, loc, adapter, most - 1));
                            }
                        }
                    }
                }
                Stage::Enumerate => {
                    let index = s.opaque(Type::Data);
                    out.push((s, Some(Val::tuple(vec![index, item]))));
                }
                Stage::Zip => {
                    for (s, other) in self.next_item(s, &with) {
                        let pair = other.map(|other| Val::tuple(vec![item.clone(), other]));
                        out.push((s, pair));
                    }
                }
                Stage::Chain => out.push((s, Some(item))),
                Stage::Cloned => {
                    let inner = self.solver.look_through(&mut s, &item).0;
                    let v = self.cloned(&mut s, &inner);
                    out.push((s, Some(v)));
                }
                Stage::Take | Stage::Skip => {
                    let left = match self.solver.data(&s, &f) {
                        Some(Expr::Const(text)) => text.parse::<u64>().ok(),
                        _ => None,
                    };
                    match (stage, left) {
                        (Stage::Take, Some(0)) => out.push((s, None)),
                        (Stage::Take, Some(n)) => {
                            self.solver
                                .write(&mut s, &with, Val::text(&(n - 1).to_string()));
                            out.push((s, Some(item)));
                        }
                        (_, Some(n)) if n > 0 => {
                            self.solver
                                .write(&mut s, &with, Val::text(&(n - 1).to_string()));
                            for s in self.dropped(s, item, None) {
                                out.extend(self.next_adapted(s, loc, adapter, most - 1));
                            }
                        }
                        _ => out.push((s, Some(item))),
                    }
                }
            }
        }
        out
    }

    /// Runs an iterator to its end, or until its method has what it wants.
    fn run_to_end(
        &mut self,
        mut s: State,
        loc: &Loc,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Values {
        let iter = self.take(&mut s, loc);
        let loc = Loc::cell(s.add_cell(iter, None));
        let first = if name == "fold" {
            args[0].clone()
        } else {
            Val::Coll(Rc::default())
        };
        let f = args.last().cloned().unwrap_or(Val::Moved);
        let mut out = Values::new();
        let known = self.known_items(&s, &loc);
        let mut running = vec![(s, first)];
        for turn in 0..=MAX_ITEMS {
            let mut next = Values::new();
            for (mut s, sofar) in std::mem::take(&mut running) {
                s.in_call.push(held_meanwhile(
                    HolderKind::Collection,
                    vec![sofar.clone()],
                    call.span,
                ));
                let unknown = !self.has_end(&s, &loc);
                for (mut s, item) in self.next_item(s, &loc) {
                    let Some(item) = item else {
                        s.in_call.pop();
                        let v = self.at_end(&mut s, name, sofar.clone());
                        out.push((s, v));
                        continue;
                    };
                    if unknown && turn >= known + MAX_UNKNOWN || turn == MAX_ITEMS {
                        continue;
                    }
                    for (s, v, done) in self.with_item(s, name, &f, sofar.clone(), item, call) {
                        if done { &mut out } else { &mut next }.push((s, v));
                    }
                }
            }
            self.at_most(&mut next, MAX_PARTIAL);
            running = next;
        }
        self.at_most(&mut out, MAX_PARTIAL);
        // What is left of the iterator is dropped with the call.
        let mut done = Values::new();
        for (mut s, v) in out {
            let left = self.take(&mut s, &loc);
            let states = self.dropped(s, left, None);
            done.extend(states.into_iter().map(|s| (s, v.clone())));
        }
        done
    }

    /// Whether an iterator's items are known one by one.
    fn has_end(&self, s: &State, loc: &Loc) -> bool {
        match self.solver.read(s, loc) {
            Val::Coll(c) => c.is_exact(),
            Val::Ref(to) => self.has_end(s, &to),
            Val::Adt(a) if matches!(a.ty, Type::Iter(..)) => self.has_end(s, &loc.field("source")),
            v => self.is_option(&v),
        }
    }

    /// How many of an iterator's items are known one by one.
    fn known_items(&self, s: &State, loc: &Loc) -> usize {
        match self.solver.read(s, loc) {
            Val::Coll(c) => c.elems.len(),
            Val::Ref(to) => self.known_items(s, &to),
            Val::Adt(a) if matches!(a.ty, Type::Iter(..)) => {
                self.known_items(s, &loc.field("source"))
            }
            _ => 0,
        }
    }

    /// What a method does with an item: the state, what it has now, and whether that is its result.
    fn with_item(
        &mut self,
        mut s: State,
        name: &str,
        f: &Val,
        sofar: Val,
        item: Val,
        call: &Call,
    ) -> Vec<(State, Val, bool)> {
        match name {
            "for_each" | "try_for_each" => {
                let made = self.call_value(s, f, vec![item], call.span);
                made.into_iter()
                    .map(|(mut s, _)| {
                        s.in_call.pop();
                        (s, sofar.clone(), false)
                    })
                    .collect()
            }
            "fold" => {
                s.in_call.pop();
                let made = self.call_value(s, f, vec![sofar, item], call.span);
                made.into_iter().map(|(s, v)| (s, v, false)).collect()
            }
            "find" | "any" | "all" | "position" => {
                let cell = Loc {
                    root: Root::Cell(s.add_cell(item.clone(), None)),
                    path: Vec::new(),
                };
                let arg = match name {
                    "find" => Val::Ref(cell.clone()),
                    _ => self.take(&mut s, &cell),
                };
                let mut out = Vec::new();
                for (s, answer) in self.call_value(s, f, vec![arg], call.span) {
                    for (mut s, yes) in self.split_bool(s, &answer) {
                        s.in_call.pop();
                        let item = self.take(&mut s, &cell);
                        let (v, done) = match (name, yes) {
                            ("find", true) => (Val::some(item), true),
                            ("position", true) => (Val::some(s.opaque(Type::Data)), true),
                            ("any", true) => (Val::Bool(true), true),
                            ("all", false) => (Val::Bool(false), true),
                            _ => {
                                for s in self.dropped(s, item, None) {
                                    out.push((s, sofar.clone(), false));
                                }
                                continue;
                            }
                        };
                        out.push((s, v, done));
                    }
                }
                out
            }
            _ => {
                s.in_call.pop();
                let mut c = match &sofar {
                    Val::Coll(c) => (**c).clone(),
                    _ => CollVal::default(),
                };
                if name == "last" {
                    c.elems.clear();
                }
                c.elems.push((None, item));
                vec![(s, Val::Coll(Rc::new(c)), false)]
            }
        }
    }

    /// The result of a method that has met the iterator's end.
    fn at_end(&self, s: &mut State, name: &str, sofar: Val) -> Val {
        match (name, &sofar) {
            ("for_each", _) => Val::unit(),
            ("fold" | "collect", _) => sofar,
            ("find" | "position", _) => Val::none(),
            ("any", _) => Val::Bool(false),
            ("all", _) => Val::Bool(true),
            ("try_for_each", _) => Val::ok(Val::unit()),
            ("count", Val::Coll(c)) => Val::text(&c.elems.len().to_string()),
            ("last", Val::Coll(c)) => match c.elems.last() {
                Some((_, v)) => Val::some(v.clone()),
                None => Val::none(),
            },
            _ => s.opaque(Type::Unknown),
        }
    }
}
