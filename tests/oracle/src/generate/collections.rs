//! `Vec`; what `HashMap` shares with it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::env::Place;
use super::types::{How, Ty};

impl Gen<'_> {
    /// A `Vec` or `HashMap`.
    pub(super) fn make_collection(&mut self, ty: &Ty, d: u32) -> TokenStream {
        match ty {
            Ty::Many(t) => {
                let n = self.rng.below(3);
                let values: Vec<_> = (0..n).map(|_| self.value(t, d)).collect();
                let t = t.tokens();
                if n == 0 {
                    self.note("vec_new");
                    quote!(Vec::<#t>::new())
                } else if self.rng.percent(15) {
                    self.note("vec_collect");
                    quote!([#(#values),*].into_iter().collect::<Vec<#t>>())
                } else if self.rng.percent(15) {
                    self.note("vec_from");
                    quote!(Vec::from([#(#values),*]))
                } else {
                    self.note("vec_macro");
                    quote!(vec![#(#values),*])
                }
            }
            Ty::Map(t) => {
                if self.rng.percent(50) {
                    self.note("map_new");
                    let t = t.tokens();
                    quote!(HashMap::<&'static str, #t>::new())
                } else {
                    self.note("map_from");
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
        let less = d.saturating_sub(1);
        if place.ty == many {
            let name = self.choose(&[
                ("vec_pop_value", true),
                ("vec_drain_next", true),
                ("vec_remove", true),
                ("vec_swap_remove", true),
                ("vec_index_replace", true),
            ]);
            self.note(name);
            return Some(match name {
                // An empty one panics, which ends the run.
                "vec_remove" => quote!(#on.remove(0)),
                "vec_swap_remove" => quote!(#on.swap_remove(0)),
                "vec_index_replace" => {
                    let value = self.while_blocked(&[place.var], |g| g.value(ty, less));
                    quote!(mem::replace(&mut #on[0], #value))
                }
                _ => {
                    // A drain borrows it to the end of the statement.
                    let value = self
                        .while_blocked(&[place.var], |g| g.in_closure(None, |g| g.value(ty, less)));
                    if name == "vec_pop_value" {
                        quote!(#on.pop().unwrap_or_else(|| #value))
                    } else {
                        quote!(#on.drain(..).next().unwrap_or_else(|| #value))
                    }
                }
            });
        }
        let value = self.in_closure(None, |g| g.value(ty, less));
        self.note("map_remove_value");
        Some(quote!(#on.remove("k").unwrap_or_else(|| #value)))
    }

    /// A statement on a collection.
    pub(super) fn collection_stmt(&mut self, d: u32) -> Option<TokenStream> {
        let place = self.changeable(|t| matches!(t, Ty::Many(_) | Ty::Map(_)))?;
        match place.ty.clone() {
            Ty::Many(t) => self.vec_stmt(&place, &t, d),
            Ty::Map(t) => self.map_stmt(&place, &t, d),
            _ => None,
        }
    }

    fn vec_stmt(&mut self, place: &Place, t: &Ty, d: u32) -> Option<TokenStream> {
        let (on, at) = (place.receiver.clone(), place.tokens.clone());
        let less = d.saturating_sub(1);
        let blocked = [place.var];
        let name = self.choose(&[
            ("vec_push", true),
            ("vec_pop", true),
            ("vec_clear", true),
            ("vec_truncate", true),
            ("vec_insert", true),
            ("vec_remove_stmt", true),
            ("vec_drain", true),
            ("vec_retain", true),
            ("vec_index_assign", true),
            ("vec_extend", true),
            ("vec_append", true),
            ("vec_iter_mut", true),
            ("vec_iter", t.has_ping()),
            ("vec_last_mut", true),
            ("vec_take_push", true),
            ("vec_split_off", true),
            ("vec_loop_push", *t == Ty::Client),
            ("vec_into_iter_chain", true),
            ("vec_value", self.deep(d)),
        ]);
        if name == "vec_value" {
            let value = self.out_of_collection(t, d)?;
            let out = self.binding(t);
            self.env.declare(out.clone(), t.clone(), true, How::Owned);
            let written = t.tokens();
            return Some(quote!(let mut #out: #written = #value;));
        }
        let made = match name {
            "vec_pop" => quote!(#on.pop();),
            "vec_clear" => quote!(#on.clear();),
            "vec_truncate" => {
                if self.rng.percent(50) {
                    quote!(#on.truncate(0);)
                } else {
                    quote!(#on.truncate(1);)
                }
            }
            "vec_drain" => quote!(#on.drain(..);),
            "vec_retain" => quote!(#on.retain(|_| cond());),
            "vec_remove_stmt" => {
                if self.rng.percent(50) {
                    quote!(if !#on.is_empty() { #on.remove(0); })
                } else {
                    quote!(if !#on.is_empty() { #on.swap_remove(0); })
                }
            }
            "vec_iter" => quote!(for it in #on.iter() { it.ping(); }),
            "vec_split_off" => {
                let rest = self.fresh("rest");
                let n = usize::from(self.rng.percent(50));
                let n = proc_macro2::Literal::usize_unsuffixed(n);
                let made = quote!(let mut #rest = if #on.is_empty() { Vec::new() } else { #on.split_off(#n) };);
                self.env.declare(rest, place.ty.clone(), true, How::Owned);
                made
            }
            "vec_append" => {
                let other = self
                    .while_blocked(&blocked, |g| g.changeable(|t| *t == place.ty))?
                    .tokens;
                quote!(#on.append(&mut #other);)
            }
            "vec_loop_push" => {
                let id = self.id();
                quote!(for _ in 0..2 { #on.push(Client::connect(#id)); })
            }
            "vec_into_iter_chain" => {
                let out = self.fresh("out");
                let written = t.tokens();
                quote!({
                    let mut #out: Vec<#written> = mem::take(&mut #at).into_iter().filter(|_| cond()).collect();
                    #on.append(&mut #out);
                })
            }
            "vec_iter_mut" => {
                let start = self.start();
                let value = self.while_blocked(&blocked, |g| g.value(t, less));
                // A loop's body must not move what is outside.
                if self.start() != start {
                    self.rewind(&start);
                    return None;
                }
                quote!(for it in #on.iter_mut() { *it = #value; })
            }
            _ => {
                let start = self.start();
                let value = self.while_blocked(&blocked, |g| g.value(t, less));
                match name {
                    "vec_push" => quote!(#on.push(#value);),
                    "vec_insert" => quote!(#on.insert(0, #value);),
                    "vec_extend" => quote!(#on.extend([#value]);),
                    "vec_take_push" => quote!(drop(mem::take(&mut #at)); #on.push(#value);),
                    _ => {
                        let after = self.start();
                        self.join(vec![(after, false), (start, false)]);
                        if name == "vec_last_mut" {
                            quote!(if let Some(it) = #on.last_mut() { *it = #value; })
                        } else {
                            quote!(if !#on.is_empty() { #on[0] = #value; })
                        }
                    }
                }
            }
        };
        self.note(name);
        Some(made)
    }
}
