//! Channels: `std::sync::mpsc::channel::<Client>()`, what goes into one and what comes out of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// An end of a channel: of one whose other end is gone, or one more of those that send.
    pub(super) fn make_end(&mut self, ty: &Ty) -> TokenStream {
        match ty {
            Ty::Receives(t) => {
                let t = t.tokens();
                quote!(std::sync::mpsc::channel::<#t>().1)
            }
            Ty::Sends(t) => {
                let old = match self.rng.percent(70) {
                    true => self.whole(|p| p.ty == *ty),
                    false => None,
                };
                match old {
                    Some(place) => {
                        self.note("sender_end_clone");
                        let on = place.receiver;
                        quote!(#on.clone())
                    }
                    None => {
                        let t = t.tokens();
                        quote!(std::sync::mpsc::channel::<#t>().0)
                    }
                }
            }
            _ => quote!(Default::default()),
        }
    }

    /// A new channel, or something that is done with the ends that are there.
    pub(super) fn channel_stmt(&mut self, d: u32) -> Option<TokenStream> {
        let deep = self.deep(d);
        let sends = self.whole(|p| matches!(p.ty, Ty::Sends(_))).is_some();
        let receives = self.whole(|p| matches!(p.ty, Ty::Receives(_))).is_some();
        let another = !(sends && receives) || self.rng.percent(15);
        let name = self.choose(&[
            ("channel_new", another),
            ("channel_send", sends),
            ("channel_maybe_send", sends),
            ("channel_sends", sends && deep),
            ("channel_send_is_err", sends && deep),
            ("channel_clone", sends),
            ("channel_receive", receives),
            ("channel_try_receive", receives),
            ("channel_if_let", receives && deep),
            ("channel_match", receives && deep),
            ("channel_while_let", receives && deep),
            ("channel_for", receives && deep),
            ("channel_drop", sends || receives),
        ]);
        let made = match name {
            "channel_new" => self.channel_new(),
            "channel_clone" => {
                let place = self.whole(|p| matches!(p.ty, Ty::Sends(_)))?;
                let (on, out) = (place.receiver, self.binding(&place.ty));
                self.env.declare(out.clone(), place.ty, true, How::Owned);
                quote!(let mut #out = #on.clone();)
            }
            "channel_drop" => {
                let place = self.movable(|t| matches!(t, Ty::Sends(_) | Ty::Receives(_)))?;
                self.env.move_out(&place);
                let at = place.tokens;
                quote!(drop(#at);)
            }
            "channel_send" | "channel_maybe_send" | "channel_sends" | "channel_send_is_err" => {
                self.channel_send(name, d)?
            }
            _ => self.channel_receive(name, d)?,
        };
        self.note(name);
        Some(made)
    }

    fn channel_new(&mut self) -> TokenStream {
        // It does nothing yet.
        self.budget += 1;
        // Data in channels is not followed: see `exclusions.rs`.
        let other = match self.rng.below(4) {
            0 => Some(self.some_ty(0)),
            _ => None,
        };
        let ty = other.filter(|ty| !ty.is_copy()).unwrap_or(Ty::Client);
        let (send, receive) = (self.fresh("tx"), self.fresh("rx"));
        let written = ty.tokens();
        let ends = [Ty::Sends(Box::new(ty.clone())), Ty::Receives(Box::new(ty))];
        for (name, end) in [&send, &receive].into_iter().zip(ends) {
            self.env.declare(name.clone(), end, true, How::Owned);
        }
        match self.rng.percent(80) {
            true => quote!(let (mut #send, mut #receive) = std::sync::mpsc::channel::<#written>();),
            false => quote! {
                let (mut #send, mut #receive): (
                    std::sync::mpsc::Sender<#written>,
                    std::sync::mpsc::Receiver<#written>,
                ) = std::sync::mpsc::channel();
            },
        }
    }

    fn channel_send(&mut self, name: &str, d: u32) -> Option<TokenStream> {
        let place = self.whole(|p| matches!(p.ty, Ty::Sends(_)))?;
        let Ty::Sends(ty) = place.ty.clone() else {
            return None;
        };
        let on = place.receiver.clone();
        let less = d.saturating_sub(1);
        let start = self.start();
        let value = self.while_blocked(&[place.var], |g| g.value(&ty, less));
        Some(match name {
            "channel_send" => match self.rng.below(3) {
                0 => quote!(#on.send(#value).ok();),
                1 => quote!(let _ = #on.send(#value);),
                _ => quote!(#on.send(#value).unwrap();),
            },
            "channel_maybe_send" => {
                let after = self.start();
                self.join(vec![(after, false), (start, false)]);
                quote!(if cond() { let _ = #on.send(#value); })
            }
            "channel_send_is_err" => {
                let after = self.start();
                let (body, diverges) = self.block(1, less, true);
                let failed = self.rewind(&after);
                self.join(vec![(failed, diverges), (after, false)]);
                quote!(if #on.send(#value).is_err() { #body })
            }
            _ => {
                // A loop's body must not move what is outside.
                if self.start() != start {
                    self.rewind(&start);
                    return None;
                }
                quote!(for _ in 0..2 { let _ = #on.send(#value); })
            }
        })
    }

    fn channel_receive(&mut self, name: &str, d: u32) -> Option<TokenStream> {
        let place = self.whole(|p| matches!(p.ty, Ty::Receives(_)))?;
        let Ty::Receives(ty) = place.ty.clone() else {
            return None;
        };
        let on = place.receiver.clone();
        let less = d.saturating_sub(1);
        let it = self.fresh("c");
        Some(match name {
            "channel_receive" | "channel_try_receive" => {
                let opt = ty.clone().opt();
                let (out, value) = match (name, self.rng.below(3)) {
                    // With nothing in it and somebody to send, this would wait for ever.
                    ("channel_receive", 0) => ((*ty).clone(), quote!(#on.recv().unwrap())),
                    ("channel_receive", _) => (opt, quote!(#on.recv().ok())),
                    (_, 0) => ((*ty).clone(), {
                        let value = self.while_blocked(&[place.var], |g| {
                            g.in_closure(None, |g| g.value(&ty, less))
                        });
                        quote!(#on.try_recv().unwrap_or_else(|_| #value))
                    }),
                    _ => (opt, quote!(#on.try_recv().ok())),
                };
                if self.rng.percent(20) {
                    return Some(quote!(drop(#value);));
                }
                let name = self.binding(&out);
                self.env.declare(name.clone(), out, true, How::Owned);
                quote!(let mut #name = #value;)
            }
            "channel_if_let" | "channel_match" => {
                let start = self.start();
                let vars = self.env.vars.len();
                self.env.declare(it.clone(), *ty, true, How::Owned);
                let (some, a) = self.block(1, less, true);
                self.env.close_scope(vars);
                let after_some = self.rewind(&start);
                let (none, b) = self.block(1, less, true);
                let after_none = self.start();
                self.join(vec![(after_some, a), (after_none, b)]);
                match name {
                    "channel_match" => {
                        quote!(match #on.try_recv() { Ok(mut #it) => { #some } Err(_) => { #none } })
                    }
                    _ => quote!(if let Ok(mut #it) = #on.try_recv() { #some } else { #none }),
                }
            }
            _ => {
                let (head, owned) = match name {
                    "channel_while_let" => (quote!(while let Ok(#it) = #on.try_recv()), false),
                    _ => match self.rng.below(3) {
                        0 => (quote!(for #it in #on.try_iter()), false),
                        1 if place.movable => (quote!(for #it in #on), true),
                        _ => (quote!(for #it in #on.iter()), false),
                    },
                };
                if owned {
                    self.env.move_out(&place);
                }
                self.push_loop(None, true, Ty::Unit);
                // One that is filled again in its own loop may never be empty; but one that receives needs no place.
                let ends: Vec<usize> = self.ends();
                let body = self.while_blocked(&ends, |g| g.turn(Some((it, *ty)), less, false));
                let done = self.env.loops.pop()?;
                self.after(done);
                quote!(#head { #body })
            }
        })
    }
}
