//! `Result` with its combinators, and `?`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::option::operand;
use super::types::Ty;

impl Gen<'_> {
    /// `Result<t, Refused>`.
    pub(super) fn make_result(&mut self, t: &Ty, d: u32) -> TokenStream {
        let less = d.saturating_sub(1);
        let deep = self.deep(d);
        let client = *t == Ty::Client;
        let name = self.choose(&[
            ("ok_value", true),
            ("err", true),
            ("try_connect", client),
            ("result_or_else", deep && client),
            ("result_map", deep && client),
            ("result_and_then", deep && client),
            ("ok_or", deep),
        ]);
        self.note(name);
        match name {
            "err" => {
                let t = t.tokens();
                quote!(Err::<#t, Refused>(Refused))
            }
            "try_connect" => self.try_connect(),
            "result_or_else" => {
                let a = self.try_connect();
                let b = self.in_closure(None, |g| g.value(&t.clone().res(), less));
                quote!(#a.or_else(|_| #b))
            }
            "result_map" => {
                let a = self.try_connect();
                if self.rng.percent(50) {
                    quote!(#a.map(|it| it))
                } else {
                    let b = self.in_closure(None, |g| g.value(t, less));
                    quote!(#a.map(|_| #b))
                }
            }
            "result_and_then" => {
                let a = self.try_connect();
                quote!(#a.and_then(|it| if cond() { Ok(it) } else { Err(Refused) }))
            }
            "ok_or" => {
                let a = operand(self.value(&t.clone().opt(), less));
                quote!(#a.ok_or(Refused))
            }
            _ => {
                let value = self.value(t, less);
                let t = t.tokens();
                quote!(Ok::<#t, Refused>(#value))
            }
        }
    }

    /// `Client::try_connect(…)`.
    pub(super) fn try_connect(&mut self) -> TokenStream {
        let id = self.id();
        self.note("try_connect");
        quote!(Client::try_connect(#id))
    }

    /// A handle out of a result.
    pub(super) fn out_of_result(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        if *ty != Ty::Client {
            return None;
        }
        let from = match self.movable(|t| *t == Ty::Client.res()) {
            Some(place) if self.rng.percent(60) => {
                self.env.move_out(&place);
                place.tokens
            }
            _ => self.try_connect(),
        };
        let less = d.saturating_sub(1);
        let name = self.choose(&[
            ("result_unwrap_or_else", true),
            ("match_result", self.deep(d)),
            ("result_unwrap", true),
            ("result_ok_unwrap", true),
        ]);
        self.note(name);
        Some(match name {
            "result_unwrap" => quote!(#from.unwrap()),
            "match_result" => {
                let start = self.start();
                let (err, _) = self.value_block(ty, less);
                let after = self.start();
                self.join(vec![(after, false), (start, false)]);
                quote!(match #from { Ok(it) => it, Err(_) => { #err } })
            }
            "result_ok_unwrap" => {
                let value = self.in_closure(None, |g| g.value(ty, less));
                quote!(#from.ok().unwrap_or_else(|| #value))
            }
            _ => {
                let value = self.in_closure(None, |g| g.value(ty, less));
                quote!(#from.unwrap_or_else(|_| #value))
            }
        })
    }

    /// `…?`, where the function returns a `Result` or an `Option`.
    pub(super) fn question(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        let around = match self.env.around.ret.clone()? {
            Ty::Res(_) => ty.clone().res(),
            Ty::Opt(_) => ty.clone().opt(),
            _ => return None,
        };
        let less = d.saturating_sub(1);
        let from = match &around {
            Ty::Opt(_) => operand(self.value(&ty.clone().opt(), less)),
            _ if *ty == Ty::Client && self.rng.percent(50) => self.try_connect(),
            _ => {
                let value = self.value(&around, less);
                let written = around.tokens();
                let name = self.fresh("r");
                quote!({ let #name: #written = #value; #name })
            }
        };
        Some(quote!(#from?))
    }
}
