//! Conditions.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::Ty;

impl Gen<'_> {
    /// A condition.
    pub(super) fn condition(&mut self, d: u32) -> TokenStream {
        for _ in 0..3 {
            let name = self.choose(&[
                ("cond", true),
                ("flag", true),
                ("not", d > 0),
                ("and", d > 0),
                ("or", d > 0),
                ("is_some", true),
                ("is_none", true),
                ("matches", true),
                ("is_some_and", true),
                ("is_none_or", true),
                ("is_empty", true),
                ("poll_is_ok", true),
                ("head_temporary", true),
                ("tail_temporary", d > 0 && self.budget > 0),
                ("const_bool", d == 0),
            ]);
            let made = match name {
                "cond" => Some(quote!(cond())),
                "flag" => self.whole(|p| p.ty == Ty::Bool).map(|p| p.tokens),
                "not" => {
                    let inner = self.condition(d - 1);
                    Some(quote!(!(#inner)))
                }
                "and" | "or" => {
                    let a = self.condition(d - 1);
                    let b = self.condition(d - 1);
                    Some(if name == "and" {
                        quote!(#a && #b)
                    } else {
                        quote!(#a || #b)
                    })
                }
                "is_some" | "is_none" | "matches" | "is_some_and" | "is_none_or" => {
                    self.whole(|p| matches!(p.ty, Ty::Opt(_))).map(|p| {
                        let (at, on) = (p.tokens, p.receiver);
                        match name {
                            "is_some" => quote!(#on.is_some()),
                            "is_none" => quote!(#on.is_none()),
                            "matches" => quote!(matches!(#at, Some(_))),
                            "is_none_or" => quote!(#on.as_ref().is_none_or(|_| cond())),
                            _ => quote!(#on.as_ref().is_some_and(|_| cond())),
                        }
                    })
                }
                "is_empty" => self
                    .whole(|p| matches!(p.ty, Ty::Many(_) | Ty::Map(_)))
                    .map(|p| {
                        let on = p.receiver;
                        quote!(#on.is_empty())
                    }),
                "poll_is_ok" => self.changeable(|t| *t == Ty::Events).map(|p| {
                    let on = p.receiver;
                    let poll = self.poll();
                    if self.rng.percent(50) {
                        quote!(#on.#poll.is_ok())
                    } else {
                        quote!(#on.#poll.is_err())
                    }
                }),
                "tail_temporary" => {
                    // In 2021 it lives longer than the block's locals.
                    let (a, b) = (self.id(), self.id());
                    let it = self.fresh("_v");
                    Some(quote!({ let #it = Client::connect(#a); Client::connect(#b).is_up() }))
                }
                "head_temporary" if self.budget > 0 => {
                    let id = self.id();
                    Some(quote!(Client::connect(#id).is_up()))
                }
                "const_bool" => Some(if self.rng.percent(50) {
                    quote!(true)
                } else {
                    quote!(false)
                }),
                _ => None,
            };
            if let Some(made) = made {
                self.note(name);
                return made;
            }
        }
        quote!(cond())
    }
}
