//! `Vec`, `HashMap` and arrays.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::Ty;

impl Gen<'_> {
    /// A `Vec` or `HashMap`.
    pub(super) fn make_collection(&mut self, ty: &Ty, d: u32) -> TokenStream {
        match ty {
            Ty::Many(t) => {
                let n = self.rng.below(3);
                let values: Vec<_> = (0..n).map(|_| self.value(t, d)).collect();
                if n == 0 {
                    let t = t.tokens();
                    quote!(Vec::<#t>::new())
                } else {
                    quote!(vec![#(#values),*])
                }
            }
            Ty::Map(t) => {
                if self.rng.percent(50) {
                    let t = t.tokens();
                    quote!(HashMap::<&'static str, #t>::new())
                } else {
                    let value = self.value(t, d);
                    quote!(HashMap::from([("k", #value)]))
                }
            }
            _ => quote!(Default::default()),
        }
    }

    /// A value out of a collection of it.
    pub(super) fn out_of_collection(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        let many = Ty::Many(Box::new(ty.clone()));
        let map = Ty::Map(Box::new(ty.clone()));
        let place = self.changeable(|t| *t == many || *t == map)?;
        let on = place.receiver;
        let from = if place.ty == many {
            match self.rng.below(2) {
                0 => quote!(#on.pop()),
                _ => quote!(#on.drain(..).next()),
            }
        } else {
            quote!(#on.remove("k"))
        };
        let value = self.in_closure(None, |g| g.value(ty, d.saturating_sub(1)));
        Some(quote!(#from.unwrap_or_else(|| #value)))
    }

    /// A statement on a collection.
    pub(super) fn collection_stmt(&mut self, d: u32) -> Option<TokenStream> {
        let place = self.changeable(|t| matches!(t, Ty::Many(_) | Ty::Map(_)))?;
        let on = place.receiver.clone();
        let less = d.saturating_sub(1);
        let blocked = [place.var];
        let made;
        let name;
        match place.ty.clone() {
            Ty::Many(t) => {
                name = self.choose(&[
                    ("vec_push", true),
                    ("vec_pop", true),
                    ("vec_clear", true),
                    ("vec_truncate", true),
                    ("vec_insert", true),
                    ("vec_drain", true),
                    ("vec_retain", true),
                    ("vec_index_assign", true),
                    ("vec_extend", true),
                ]);
                made = match name {
                    "vec_pop" => quote!(#on.pop();),
                    "vec_clear" => quote!(#on.clear();),
                    "vec_truncate" => quote!(#on.truncate(0);),
                    "vec_drain" => quote!(#on.drain(..);),
                    "vec_retain" => quote!(#on.retain(|_| cond());),
                    "vec_push" | "vec_insert" | "vec_index_assign" | "vec_extend" => {
                        let start = self.start();
                        let value = self.while_blocked(&blocked, |g| g.value(&t, less));
                        match name {
                            "vec_push" => quote!(#on.push(#value);),
                            "vec_insert" => quote!(#on.insert(0, #value);),
                            "vec_extend" => quote!(#on.extend([#value]);),
                            _ => {
                                let after = self.start();
                                self.join(vec![(after, false), (start, false)]);
                                quote!(if !#on.is_empty() { #on[0] = #value; })
                            }
                        }
                    }
                    _ => return None,
                };
            }
            Ty::Map(t) => {
                name = self.choose(&[
                    ("map_insert", true),
                    ("map_insert_other", true),
                    ("map_remove", true),
                    ("map_clear", true),
                    ("map_entry", true),
                    ("map_contains", true),
                    ("map_get_mut", true),
                ]);
                let start = self.start();
                made = match name {
                    "map_remove" => quote!(#on.remove("k");),
                    "map_clear" => quote!(#on.clear();),
                    "map_entry" => {
                        let value = self
                            .while_blocked(&blocked, |g| g.in_closure(None, |g| g.value(&t, less)));
                        quote!(#on.entry("k").or_insert_with(|| #value);)
                    }
                    _ => {
                        let value = self.while_blocked(&blocked, |g| g.value(&t, less));
                        match name {
                            "map_insert" => quote!(#on.insert("k", #value);),
                            "map_insert_other" => quote!(#on.insert("other", #value);),
                            _ => {
                                let after = self.start();
                                self.join(vec![(after, false), (start, false)]);
                                if name == "map_contains" {
                                    quote!(if !#on.contains_key("k") { #on.insert("k", #value); })
                                } else {
                                    quote!(if let Some(it) = #on.get_mut("k") { *it = #value; })
                                }
                            }
                        }
                    }
                };
            }
            _ => return None,
        }
        self.note(name);
        Some(made)
    }
}
