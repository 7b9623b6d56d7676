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
        let name = self.choose(&[
            ("ok_value", true),
            ("err", true),
            ("try_connect", *t == Ty::Client),
            ("poll_value", *t == Ty::Unit),
            ("result_or_else", deep),
            ("result_or", deep),
            ("result_and", deep),
            ("result_map", deep),
            ("result_map_err", deep),
            ("result_and_then", deep),
            ("result_inspect", deep),
            ("result_inspect_err", deep),
            ("result_flatten", deep),
            ("result_transpose", deep),
            ("ok_or", deep),
            ("ok_or_else", deep),
        ]);
        let made = self.result_of(name, t, less);
        match made {
            Some(made) => {
                self.note(name);
                made
            }
            None => {
                self.note("ok_value");
                let value = self.value(t, less);
                let t = t.tokens();
                quote!(Ok::<#t, Refused>(#value))
            }
        }
    }

    /// A result to call something on: its type is written where it cannot be told.
    fn some_result(&mut self, t: &Ty, d: u32) -> TokenStream {
        if *t == Ty::Client && self.rng.percent(50) {
            self.try_connect()
        } else {
            operand(self.value(&t.clone().res(), d))
        }
    }

    fn result_of(&mut self, name: &'static str, t: &Ty, less: u32) -> Option<TokenStream> {
        let res = t.clone().res();
        Some(match name {
            "err" => {
                let t = t.tokens();
                quote!(Err::<#t, Refused>(Refused))
            }
            "try_connect" => self.try_connect(),
            "poll_value" => {
                let on = self.changeable(|t| *t == Ty::Events)?.receiver;
                let poll = self.poll();
                quote!(#on.#poll)
            }
            "result_or_else" => {
                let a = self.some_result(t, less);
                let b = self.in_closure(None, |g| g.value(&res, less));
                quote!(#a.or_else(|_| #b))
            }
            "result_or" | "result_and" => {
                let a = self.some_result(t, less);
                let b = self.value(&res, less);
                if name == "result_or" {
                    quote!(#a.or(#b))
                } else {
                    quote!(#a.and(#b))
                }
            }
            "result_map" => {
                let a = self.some_result(t, less);
                match self.rng.below(3) {
                    0 => quote!(#a.map(|it| it)),
                    1 => {
                        let b = self.in_closure(None, |g| g.value(t, less));
                        quote!(#a.map(|it| { drop(it); #b }))
                    }
                    _ => {
                        let b = self.in_closure(None, |g| g.value(t, less));
                        quote!(#a.map(|_| #b))
                    }
                }
            }
            "result_map_err" => {
                let a = self.some_result(t, less);
                let (body, _) = self.in_closure(None, |g| g.block(1, less, false));
                quote!(#a.map_err(|it| { #body it }))
            }
            "result_and_then" => {
                let a = self.some_result(t, less);
                if self.rng.percent(50) {
                    quote!(#a.and_then(|it| if cond() { Ok(it) } else { Err(Refused) }))
                } else {
                    let b = self.in_closure(None, |g| g.value(&res, less));
                    quote!(#a.and_then(|_| #b))
                }
            }
            "result_inspect" | "result_inspect_err" => {
                let a = self.some_result(t, less);
                let (body, _) = self.in_closure(None, |g| g.block(1, less, false));
                if name == "result_inspect" {
                    quote!(#a.inspect(|_| { #body }))
                } else {
                    quote!(#a.inspect_err(|_| { #body }))
                }
            }
            "result_flatten" => {
                let a = self.value(&res, less);
                quote!(Ok::<_, Refused>(#a).flatten())
            }
            "result_transpose" => {
                let a = operand(self.value(&t.clone().opt().res(), less));
                quote!(#a.transpose().unwrap_or(Err(Refused)))
            }
            "ok_or" => {
                let a = operand(self.value(&t.clone().opt(), less));
                quote!(#a.ok_or(Refused))
            }
            "ok_or_else" => {
                let a = operand(self.value(&t.clone().opt(), less));
                let (body, _) = self.in_closure(None, |g| g.block(1, less, false));
                quote!(#a.ok_or_else(|| { #body Refused }))
            }
            _ => return None,
        })
    }

    /// `Client::try_connect(…)`.
    pub(super) fn try_connect(&mut self) -> TokenStream {
        let id = self.id();
        if self.env.around.awaits && self.rng.percent(60) {
            self.note("try_open_await");
            return quote!(Client::try_open(#id).await);
        }
        self.note("try_connect");
        quote!(Client::try_connect(#id))
    }

    /// A value out of a result.
    pub(super) fn out_of_result(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        let less = d.saturating_sub(1);
        let res = ty.clone().res();
        let from = match self.movable(|t| *t == res) {
            Some(place) if self.rng.percent(60) => {
                self.env.move_out(&place);
                place.tokens
            }
            _ => self.some_result(ty, less),
        };
        let name = self.choose(&[
            ("result_unwrap_or_else", true),
            ("result_unwrap_or", true),
            ("result_unwrap_or_default", ty.has_default()),
            ("match_result", self.deep(d)),
            ("result_unwrap", true),
            ("result_expect", true),
            ("result_map_or", true),
            ("result_map_or_else", true),
            ("result_into_iter", true),
            ("result_ok_unwrap", true),
        ]);
        self.note(name);
        Some(match name {
            "result_unwrap" => quote!(#from.unwrap()),
            "result_expect" => quote!(#from.expect("a connection")),
            "result_unwrap_or_default" => quote!(#from.unwrap_or_default()),
            "match_result" => {
                let start = self.start();
                let (err, _) = self.value_block(ty, less);
                let after = self.start();
                self.join(vec![(after, false), (start, false)]);
                quote!(match #from { Ok(it) => it, Err(_) => { #err } })
            }
            "result_unwrap_or" | "result_map_or" => {
                let value = self.value(ty, less);
                if name == "result_map_or" {
                    quote!(#from.map_or(#value, |it| it))
                } else {
                    quote!(#from.unwrap_or(#value))
                }
            }
            _ => {
                let value = self.in_closure(None, |g| g.value(ty, less));
                match name {
                    "result_ok_unwrap" => quote!(#from.ok().unwrap_or_else(|| #value)),
                    "result_into_iter" => {
                        quote!(#from.into_iter().next().unwrap_or_else(|| #value))
                    }
                    "result_map_or_else" => quote!(#from.map_or_else(|_| #value, |it| it)),
                    _ => quote!(#from.unwrap_or_else(|_| #value)),
                }
            }
        })
    }

    /// A statement on a result in a place.
    pub(super) fn result_stmt(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let less = d.saturating_sub(1);
        let name = self.choose(&[
            ("result_err", true),
            ("result_is_ok", self.deep(d)),
            ("result_as_mut", true),
            ("result_as_ref", true),
            ("result_is_ok_and", self.deep(d)),
            ("result_iter_mut", true),
        ]);
        let fits = |t: &Ty| matches!(t, Ty::Res(_));
        let place = match name {
            "result_err" => self.movable(fits)?,
            "result_as_ref" | "result_is_ok" => self.whole(|p| fits(&p.ty))?,
            "result_is_ok_and" => self.movable(|t| *t == Ty::Client.res())?,
            _ => self.changeable(fits)?,
        };
        let Ty::Res(inner) = place.ty.clone() else {
            return None;
        };
        let (at, on) = (place.tokens.clone(), place.receiver.clone());
        let made = match name {
            "result_err" => {
                self.env.move_out(&place);
                (quote!(let _ = #at.err();), false)
            }
            "result_as_ref" if inner.has_ping() => {
                (quote!(if let Ok(it) = #on.as_ref() { it.ping(); }), false)
            }
            "result_as_ref" => (quote!(if let Err(_it) = #on.as_ref() {}), false),
            "result_as_mut" => {
                let start = self.start();
                let value = self.while_blocked(&[place.var], |g| g.value(&inner, less));
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                (
                    quote!(if let Ok(it) = #on.as_mut() { *it = #value; }),
                    false,
                )
            }
            "result_iter_mut" => {
                let start = self.start();
                let value = self.while_blocked(&[place.var], |g| g.value(&inner, less));
                if self.start() != start {
                    self.rewind(&start);
                    return None;
                }
                (quote!(for it in #on.iter_mut() { *it = #value; }), false)
            }
            _ => {
                if name == "result_is_ok_and" {
                    self.env.move_out(&place);
                }
                let start = self.start();
                let (a, a_ends) = self.block(1, less, true);
                let after_a = self.rewind(&start);
                let (b, b_ends) = self.block(1, less, true);
                let after_b = self.start();
                let diverges = self.join(vec![(after_a, a_ends), (after_b, b_ends)]);
                let made = if name == "result_is_ok_and" {
                    quote!(if #at.is_ok_and(|it| it.is_up()) { #a } else { #b })
                } else if self.rng.percent(50) {
                    quote!(if #on.is_ok() { #a } else { #b })
                } else {
                    quote!(if #on.is_err() { #a } else { #b })
                };
                (made, diverges)
            }
        };
        self.note(name);
        Some(made)
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
