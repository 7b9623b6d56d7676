//! Entries of maps: `map.entry(key)` and what it is asked.

use std::rc::Rc;

use super::{OnColl, candidates};
use crate::domain::elements::push;
use crate::domain::value::AdtVal;
use crate::domain::{Expr, Loc, State, Type, Val};
use crate::ir::Call;
use crate::solve::Frame;
use crate::solve::body::Values;

/// An entry, which knows its map by a reference: the element that is there, or the key that is free.
struct Entry {
    /// Where the map lies.
    map: Loc,
    /// The element's index, for an occupied entry.
    index: Option<usize>,
    key: Val,
}

impl Entry {
    /// Reads an entry: the enum, or the struct in one of its variants.
    fn read(v: &Val) -> Option<Entry> {
        let Val::Adt(a) = v else { return None };
        if a.ty == Type::Entry && a.variant.is_some() {
            return Entry::read(a.fields.get("0")?);
        }
        let (Type::Entry, Some(Val::Ref(map))) = (&a.ty, a.fields.get("map")) else {
            return None;
        };
        let index = match a.fields.get("index") {
            Some(Val::Sym(e, _)) => match &**e {
                Expr::Const(text) => text.parse().ok(),
                _ => None,
            },
            _ => None,
        };
        Some(Entry {
            map: map.clone(),
            index,
            key: a.fields.get("key")?.clone(),
        })
    }

    /// The value of an entry of which it is known whether it is occupied.
    fn value(map: &Loc, index: Option<usize>, key: &Val) -> Val {
        let mut fields = std::collections::BTreeMap::new();
        fields.insert("map".into(), Val::Ref(map.clone()));
        fields.insert("key".into(), key.clone());
        if let Some(index) = index {
            fields.insert("index".into(), Val::text(&index.to_string()));
        }
        let adt = |variant: Option<&str>, fields| {
            Val::Adt(Rc::new(AdtVal {
                ty: Type::Entry,
                variant: variant.map(Into::into),
                fields,
                base: None,
            }))
        };
        let variant = if index.is_some() {
            "Occupied"
        } else {
            "Vacant"
        };
        let inner = adt(None, fields);
        adt(Some(variant), [("0".into(), inner)].into())
    }

    /// The place of the element of an occupied entry.
    fn place(&self) -> Option<Loc> {
        Some(self.map.field(&format!("#{}", self.index?)))
    }
}

impl Frame<'_, '_> {
    /// `map.entry(key)`.
    pub(super) fn entry(&mut self, s: &State, on: &OnColl<'_>, key: &Val) -> Values {
        let data = self.solver.data(s, key);
        let (certain, possible) = candidates(&on.coll, data.as_ref());
        let occupied = |at| (s.clone(), Entry::value(on.loc, Some(at), key));
        let mut out: Values = certain.into_iter().map(occupied).collect();
        if certain.is_some() {
            return out;
        }
        out.extend(possible.into_iter().map(occupied));
        out.push((s.clone(), Entry::value(on.loc, None, key)));
        if !on.coll.is_exact() {
            // An element that is not known: made known, as one of which nothing is.
            let mut s = s.clone();
            let elem = s.opaque(on.elem.clone());
            let mut c = on.coll.clone();
            push(&s, &mut c, data, elem);
            let at = c.elems.len() - 1;
            self.store(&mut s, on, c);
            out.push((s, Entry::value(on.loc, Some(at), key)));
        }
        out
    }

    /// A method of an entry.
    pub(crate) fn entry_method(
        &mut self,
        s: &State,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        let entry = Entry::read(v)?;
        let mut s = s.clone();
        let made = match (name, args, entry.place()) {
            ("or_insert" | "or_insert_entry", [v], None) => vec![(s, v.clone())],
            ("or_insert_with", [f], None) => self.call_value(s, f, Vec::new(), call.span),
            ("or_insert_with_key", [f], None) => {
                self.call_value(s, f, vec![entry.key.clone()], call.span)
            }
            ("or_default", [], None) => {
                let map = self.solver.read(&s, &entry.map);
                let ty = match &map {
                    Val::Sym(_, ty) => self.solver.component(ty, "#0"),
                    _ => Type::Unknown,
                };
                let v = match ty {
                    Type::Unknown => s.opaque(Type::Unknown),
                    ty => self.default_of(&mut s, &ty),
                };
                vec![(s, v)]
            }
            ("insert" | "insert_entry", [v], None) => vec![(s, v.clone())],
            (
                "or_insert" | "or_insert_entry" | "or_insert_with" | "or_insert_with_key"
                | "or_default" | "get" | "get_mut" | "into_mut",
                _,
                Some(place),
            ) => {
                let states = self.drop_all(s, args.iter().cloned());
                let v = Val::Ref(place);
                return Some(states.into_iter().map(|s| (s, v.clone())).collect());
            }
            ("insert", [new], Some(place)) => {
                let old = self.solver.read(&s, &place);
                let slot = self.slot(&entry.map, call);
                self.note_overwrite(&s, &old, new, &slot);
                self.solver.write(&mut s, &place, new.clone());
                return Some(vec![(s, old)]);
            }
            ("remove" | "remove_entry", [], Some(_)) => {
                let map = self.solver.read(&s, &entry.map);
                let mut c = self.explicit(&map);
                let at = entry.index.filter(|at| *at < c.elems.len())?;
                let (_, old) = c.elems.remove(at);
                self.solver.write(&mut s, &entry.map, Val::Coll(Rc::new(c)));
                let v = if name == "remove" {
                    old
                } else {
                    Val::tuple(vec![entry.key, old])
                };
                return Some(vec![(s, v)]);
            }
            ("and_modify", [f], place) => {
                let Some(place) = place else {
                    let states = self.dropped(s, f.clone(), None);
                    return Some(states.into_iter().map(|s| (s, v.clone())).collect());
                };
                let done = self.call_value(s, f, vec![Val::Ref(place)], call.span);
                return Some(done.into_iter().map(|(s, _)| (s, v.clone())).collect());
            }
            ("key", [], _) => return Some(vec![(s, entry.key)]),
            ("into_key", [], _) => return Some(vec![(s, entry.key)]),
            _ => return None,
        };
        let mut out = Values::new();
        for (mut s, made) in made {
            let map = self.solver.read(&s, &entry.map);
            let mut c = self.explicit(&map);
            let key = self.solver.data(&s, &entry.key);
            push(&s, &mut c, key, made);
            let at = c.elems.len() - 1;
            self.solver.write(&mut s, &entry.map, Val::Coll(Rc::new(c)));
            out.push((s, Val::Ref(entry.map.field(&format!("#{at}")))));
        }
        Some(out)
    }
}
