//! Vectors, maps, sets, arrays and iterators.

mod entry;
mod iterator;
mod list;
mod map;
mod removal;

use std::rc::Rc;

use crate::domain::elements::apart;
use crate::domain::expr::Same;
use crate::domain::types::ElemType;
use crate::domain::value::CollVal;
use crate::domain::{Expr, Loc, State, Type, Val};
use crate::ir::Call;
use crate::solve::Frame;
use crate::solve::body::Values;

/// Collections by position, and sets.
const LISTS: &[&str] = &[
    "Vec",
    "VecDeque",
    "HashSet",
    "BTreeSet",
    "IndexSet",
    "LinkedList",
    "BinaryHeap",
    "SmallVec",
    "ArrayVec",
    "FuturesUnordered",
];

/// Collections by key.
const MAPS: &[&str] = &["HashMap", "BTreeMap", "IndexMap", "FxHashMap", "DashMap"];

/// Methods that tell elements that are alike from each other no more than they have to (`CollVal::repeat`); each other one
/// sees one of them, and nothing is known of the rest from then on.
const KEEP_REPEATS: &[&str] = &[
    "push",
    "push_back",
    "pop",
    "pop_back",
    "pop_front",
    "remove",
    "swap_remove",
    "clear",
    "is_empty",
    "len",
    "into_iter",
    "append",
    "extend",
];

/// A method call on a collection.
pub(super) struct OnColl<'c> {
    /// Where the collection lies.
    pub(super) loc: &'c Loc,
    /// What is known of it.
    pub(super) coll: CollVal,
    /// The type of its elements.
    pub(super) elem: Type,
    pub(super) name: &'c str,
    pub(super) args: &'c [Val],
    pub(super) call: &'c Call,
}

impl OnColl<'_> {
    /// The location of a known element.
    fn at(&self, index: usize) -> Loc {
        self.loc.field(&format!("#{index}"))
    }

    /// A reference to a known element.
    fn reference(&self, index: usize) -> Val {
        Val::Ref(self.at(index))
    }
}

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
        s: &mut State,
        ty: &str,
        name: &str,
        args: &[Val],
    ) -> Option<Val> {
        let keyed = MAPS.contains(&ty);
        if !keyed && !LISTS.contains(&ty) {
            return None;
        }
        match (name, args) {
            (
                "new" | "default" | "with_capacity" | "with_hasher" | "with_capacity_and_hasher",
                _,
            ) => Some(Val::Coll(Rc::new(CollVal {
                keyed,
                ..CollVal::default()
            }))),
            ("from" | "from_iter", [v @ Val::Coll(c)]) if keyed => {
                Some(self.by_key(s, c).map_or_else(|| v.clone(), Val::Coll))
            }
            ("from" | "from_iter", [v @ Val::Coll(_)]) => Some(v.clone()),
            _ => None,
        }
    }

    /// A map of pairs: `HashMap::from([(key, value)])`.
    fn by_key(&self, s: &State, pairs: &CollVal) -> Option<Rc<CollVal>> {
        let mut elems = Vec::new();
        for (_, pair) in &pairs.elems {
            let Val::Adt(pair) = pair else { return None };
            let key = self.solver.data(s, pair.fields.get("0")?);
            elems.push((key, pair.fields.get("1")?.clone()));
        }
        Some(Rc::new(CollVal {
            elems,
            keyed: true,
            ..pairs.clone()
        }))
    }

    /// What is known of a collection. Of a symbolic one whose type tells how many elements it has: these.
    pub(super) fn explicit(&self, v: &Val) -> CollVal {
        match v {
            Val::Coll(c) => (**c).clone(),
            Val::Sym(e, ty) => match &**ty {
                Type::Coll(ty) => {
                    let elem = |(i, elem): (usize, &ElemType)| {
                        let v = Val::sym(e.field(&format!("#{i}")), elem.ty.clone());
                        (elem.key.as_deref().map(Expr::text), v)
                    };
                    match &ty.elems {
                        Some(elems) => CollVal {
                            keyed: ty.keyed,
                            elems: elems.iter().enumerate().map(elem).collect(),
                            ..CollVal::default()
                        },
                        None => CollVal {
                            keyed: ty.keyed,
                            base: Some(e.clone()),
                            ..CollVal::default()
                        },
                    }
                }
                _ => CollVal {
                    open_ended: true,
                    ..CollVal::default()
                },
            },
            _ => CollVal::default(),
        }
    }

    /// Makes the collection at a location explicit there, so that its elements have places.
    pub(crate) fn open_up(&self, s: &mut State, loc: &Loc) -> Option<CollVal> {
        let v = self.solver.read(s, loc);
        let exact = match &v {
            Val::Coll(_) => true,
            Val::Sym(_, ty) => {
                matches!(&**ty, Type::Coll(ty) if ty.elems.is_some())
            }
            _ => false,
        };
        if !exact {
            return None;
        }
        let coll = self.explicit(&v);
        if matches!(v, Val::Sym(..)) {
            self.solver.write(s, loc, Val::Coll(Rc::new(coll.clone())));
        }
        Some(coll)
    }

    /// Makes what a place in the collection at a location means one element, before something is done to it there.
    pub(crate) fn tell_apart(&self, s: &mut State, loc: &Loc) {
        if let Val::Coll(c) = self.solver.read(s, loc)
            && c.repeat.is_some()
        {
            let mut c = (*c).clone();
            c.tell_apart();
            self.solver.write(s, loc, Val::Coll(Rc::new(c)));
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
        self.open_up(s, loc);
        let coll = self.explicit(v);
        if coll.repeat.is_some() && !KEEP_REPEATS.contains(&name) {
            let mut out = Values::new();
            for (mut s, coll) in apart(s, &coll) {
                let v = Val::Coll(Rc::new(coll));
                self.solver.write(&mut s, loc, v.clone());
                out.extend(self.collection_method(&mut s, loc, &v, name, args, call)?);
            }
            return Some(out);
        }
        let elem = match v {
            Val::Sym(_, ty) => self.solver.component(ty, "#0"),
            _ => Type::Unknown,
        };
        let on = OnColl {
            loc,
            coll,
            elem,
            name,
            args,
            call,
        };
        if let Some(done) = self.map_method(s, &on) {
            return Some(done);
        }
        self.list_method(s, &on)
            .or_else(|| self.iterator_method(s, &on))
    }

    /// Writes a changed collection back.
    fn store(&self, s: &mut State, on: &OnColl<'_>, coll: CollVal) {
        self.solver.write(s, on.loc, Val::Coll(Rc::new(coll)));
    }
}

/// The known elements that a key means: those it certainly is, or else those that it can be.
fn candidates(c: &CollVal, key: Option<&Expr>) -> (Option<usize>, Vec<usize>) {
    let mut possible = Vec::new();
    for (index, (k, _)) in c.elems.iter().enumerate() {
        let same = match (k, key) {
            (Some(a), Some(b)) => a.same(b),
            _ => Same::Unknown,
        };
        match same {
            Same::Yes => return (Some(index), Vec::new()),
            Same::Unknown => possible.push(index),
            Same::No => {}
        }
    }
    (None, possible)
}
