//! `HashMap`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::env::Place;
use super::types::Ty;

impl Gen<'_> {
    /// A statement on a map.
    pub(super) fn map_stmt(&mut self, place: &Place, t: &Ty, d: u32) -> Option<TokenStream> {
        let on = place.receiver.clone();
        let less = d.saturating_sub(1);
        let blocked = [place.var];
        let name = self.choose(&[
            ("map_insert", true),
            ("map_insert_other", true),
            ("map_remove", true),
            ("map_clear", true),
            ("map_retain", true),
            ("map_drain", true),
            ("map_entry_or_insert", true),
            ("map_entry_or_insert_with", true),
            ("map_entry_modify", true),
            ("map_entry_match", true),
            ("map_contains_key", true),
            ("map_get", t.has_ping()),
            ("map_get_mut", true),
            ("map_values_mut", true),
            ("map_insert_let", true),
        ]);
        let start = self.start();
        let made = match name {
            "map_remove" => quote!(#on.remove("k");),
            "map_clear" => quote!(#on.clear();),
            "map_retain" => quote!(#on.retain(|_, _| cond());),
            "map_drain" => quote!(#on.drain();),
            "map_get" => quote!(if let Some(it) = #on.get("k") { it.ping(); }),
            "map_entry_or_insert_with" => {
                let value =
                    self.while_blocked(&blocked, |g| g.in_closure(None, |g| g.value(t, less)));
                quote!(#on.entry("k").or_insert_with(|| #value);)
            }
            "map_entry_modify" => {
                let a = self.while_blocked(&blocked, |g| g.in_closure(None, |g| g.value(t, less)));
                // Both closures hold what they capture at once.
                let captured: Vec<usize> = (0..self.env.vars.len()).collect();
                let b = self.while_blocked(&captured, |g| g.in_closure(None, |g| g.value(t, less)));
                quote!(#on.entry("k").and_modify(|it| *it = #a).or_insert_with(|| #b);)
            }
            "map_entry_match" => {
                let a = self.while_blocked(&blocked, |g| g.value(t, less));
                let after_a = self.rewind(&start);
                let b = self.while_blocked(&blocked, |g| g.value(t, less));
                let after_b = self.start();
                self.join(vec![(after_a, false), (after_b, false)]);
                match self.rng.below(3) {
                    0 => quote!(match #on.entry("k") {
                        Entry::Occupied(mut it) => { it.insert(#a); }
                        Entry::Vacant(it) => { it.insert(#b); }
                    }),
                    1 => quote!(match #on.entry("k") {
                        Entry::Occupied(it) => { it.remove(); drop(#a); }
                        Entry::Vacant(it) => { it.insert(#b); }
                    }),
                    _ => quote!(match #on.entry("k") {
                        Entry::Occupied(mut it) => { *it.get_mut() = #a; }
                        Entry::Vacant(_) => { drop(#b); }
                    }),
                }
            }
            "map_values_mut" => {
                let value = self.while_blocked(&blocked, |g| g.value(t, less));
                // A loop's body must not move what is outside.
                if self.start() != start {
                    self.rewind(&start);
                    return None;
                }
                quote!(for it in #on.values_mut() { *it = #value; })
            }
            _ => {
                let value = self.while_blocked(&blocked, |g| g.value(t, less));
                match name {
                    "map_insert" => quote!(#on.insert("k", #value);),
                    "map_insert_other" => quote!(#on.insert("other", #value);),
                    "map_insert_let" => {
                        let old = self.fresh("_old");
                        quote!({ let #old = #on.insert("k", #value); })
                    }
                    "map_entry_or_insert" => quote!(#on.entry("k").or_insert(#value);),
                    _ => {
                        let after = self.start();
                        self.join(vec![(after, false), (start, false)]);
                        if name == "map_contains_key" {
                            quote!(if !#on.contains_key("k") { #on.insert("k", #value); })
                        } else {
                            quote!(if let Some(it) = #on.get_mut("k") { *it = #value; })
                        }
                    }
                }
            }
        };
        self.note(name);
        Some(made)
    }
}
