//! Generic functions and types, and closures that functions return.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::Ty;

impl Gen<'_> {
    /// A value that goes through something generic.
    pub(super) fn generic_value(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        let less = d.saturating_sub(1);
        let client = *ty == Ty::Client;
        let name = self.choose(&[
            ("generic_pass", true),
            ("generic_pick", true),
            ("generic_swap_in", true),
            ("generic_struct", true),
            ("generic_retry", *ty == Ty::Client.opt()),
            ("closure_returned", client),
            ("closure_kept", client),
            ("closure_in_struct", client),
        ]);
        let made = match name {
            "generic_pass" => {
                let value = self.value(ty, less);
                quote!(pass(#value))
            }
            "generic_pick" => {
                let (a, b) = (self.value(ty, less), self.value(ty, 0));
                quote!(pick(#a, #b))
            }
            "generic_swap_in" => {
                let place = self.changeable(|t| t == ty)?;
                let value = self.while_blocked(&[place.var], |g| g.value(ty, less));
                let at = place.tokens;
                quote!(swap_in(&mut #at, #value))
            }
            "generic_struct" => {
                let (a, b) = (self.value(ty, less), self.value(ty, 0));
                let it = self.fresh("h");
                match self.rng.below(3) {
                    0 => quote!(Holder::new(#a).into_inner()),
                    1 => quote!({ let mut #it = Holder::new(#a); #it.put(#b); #it.into_inner() }),
                    _ => quote!({ let mut #it = Holder { inner: #a }; #it.put(#b) }),
                }
            }
            "generic_retry" => {
                let value = self.in_closure(None, |g| {
                    let fixed = std::mem::replace(&mut g.env.fixed, g.env.vars.len());
                    let made = g.try_connect();
                    g.env.fixed = fixed;
                    made
                });
                quote!(retry(|| #value))
            }
            "closure_returned" => {
                let id = self.id();
                let it = self.fresh("f");
                match self.rng.below(3) {
                    0 => quote!(maker(#id)()),
                    1 => quote!({ let mut #it = maker(#id); let _one = #it(); #it() }),
                    _ => quote!({ let #it = boxed_maker(#id); drop(#it()); #it() }),
                }
            }
            "closure_kept" => {
                let value = self.value(ty, less);
                let it = self.fresh("f");
                if self.rng.percent(50) {
                    quote!(keeper(#value)())
                } else {
                    let other = self.value(ty, 0);
                    quote!({ let #it = keeper(#value); if cond() { #it() } else { #other } })
                }
            }
            _ => {
                let id = self.id();
                let it = self.fresh("factory");
                if self.rng.percent(50) {
                    quote!({
                        let mut #it = Factory { make: Box::new(move || Client::connect(#id)) };
                        (#it.make)()
                    })
                } else {
                    quote!({
                        let mut #it = Factory { make: Box::new(move || Client::connect(#id)) };
                        let _one = (#it.make)();
                        #it.again()
                    })
                }
            }
        };
        self.note(name);
        Some(made)
    }

    /// A statement with something generic, or with a closure that has parameters.
    pub(super) fn generic_stmt(&mut self, d: u32) -> Option<TokenStream> {
        let less = d.saturating_sub(1);
        let name = self.choose(&[
            ("generic_eat", true),
            ("generic_put", true),
            ("generic_fill", true),
            ("closure_param", true),
            ("closure_ref_param", true),
            ("recursive_drain", true),
            ("recursive_fill", true),
        ]);
        let made = match name {
            "generic_eat" => {
                let place = self.movable(|t| !t.is_copy())?;
                self.env.move_out(&place);
                let at = place.tokens;
                if self.rng.percent(50) {
                    quote!(eat(#at);)
                } else {
                    quote!(eat_named(#at);)
                }
            }
            "closure_param" => {
                let place = self.movable(|t| !t.is_copy())?;
                self.env.move_out(&place);
                let (at, ty) = (place.tokens, place.ty.tokens());
                let f = self.fresh("f");
                let id = self.id();
                match self.rng.below(3) {
                    0 => quote!({ let #f = |it: #ty| drop(it); #f(#at); }),
                    1 => quote!({ let #f = |_it: #ty| { Client::connect(#id); }; #f(#at); }),
                    _ => quote!({ let #f = |_: #ty| { Client::connect(#id); }; #f(#at); }),
                }
            }
            "recursive_drain" => {
                let place = self.movable(|t| *t == Ty::Many(Box::new(Ty::Client)))?;
                self.env.move_out(&place);
                let at = place.tokens;
                quote!(drain_all(#at);)
            }
            "recursive_fill" => {
                let at = self
                    .changeable(|t| *t == Ty::Many(Box::new(Ty::Client)))?
                    .tokens;
                let id = self.id();
                quote!(fill_all(&mut #at, #id);)
            }
            _ => {
                let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
                let Ty::Opt(inner) = place.ty.clone() else {
                    return None;
                };
                let at = place.tokens;
                let blocked = [place.var];
                let value = if name == "generic_fill" {
                    self.while_blocked(&blocked, |g| g.in_closure(None, |g| g.value(&inner, less)))
                } else {
                    self.while_blocked(&blocked, |g| g.value(&inner, less))
                };
                let f = self.fresh("f");
                let ty = inner.tokens();
                match name {
                    "generic_put" => quote!(put(&mut #at, #value);),
                    "generic_fill" => quote!(fill(&mut #at, || #value);),
                    _ => quote!({
                        let #f = |slot: &mut Option<#ty>, it: #ty| { *slot = Some(it); };
                        #f(&mut #at, #value);
                    }),
                }
            }
        };
        self.note(name);
        Some(made)
    }

    /// A statement that is a call of one of the program's macros.
    pub(super) fn macro_stmt(&mut self, _d: u32) -> Option<TokenStream> {
        let name = self.choose(&[
            ("macro_renew", true),
            ("macro_overwrite", true),
            ("macro_let", true),
            ("macro_repeat", true),
            ("macro_match", true),
            ("macro_block", true),
        ]);
        let id = self.id();
        let made = match name {
            "macro_renew" | "macro_overwrite" => {
                let at = self
                    .assignable(|t| *t == Ty::Client.opt())
                    .filter(|p| self.env.is_whole(p))?
                    .tokens;
                if name == "macro_renew" {
                    quote!(renew!(#at, #id);)
                } else {
                    quote!(overwrite!(#at, #id);)
                }
            }
            "macro_block" => {
                let name = self.fresh("c");
                quote!(with!(#name = #id, { #name.ping(); });)
            }
            _ => {
                let (ty, value) = match name {
                    "macro_repeat" => (
                        Ty::Many(Box::new(Ty::Client)),
                        if self.rng.percent(50) {
                            quote!(all![#id])
                        } else {
                            quote!(all![#id, "b"])
                        },
                    ),
                    _ => (
                        Ty::Client.opt(),
                        quote!(attempt!(Client::try_connect(#id), { None })),
                    ),
                };
                if name == "macro_let" {
                    let name = self.fresh("c");
                    self.env
                        .declare(name.clone(), Ty::Client, false, super::types::How::Owned);
                    self.note("macro_let");
                    return Some(quote!(hold!(#name, #id);));
                }
                let name = self.fresh("c");
                self.env
                    .declare(name.clone(), ty, true, super::types::How::Owned);
                quote!(let mut #name = #value;)
            }
        };
        self.note(name);
        Some(made)
    }
}
