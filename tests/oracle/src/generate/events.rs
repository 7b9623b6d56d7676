//! The owner/sender style: event loops that connect when they are polled, and their senders.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// An event loop or a sender.
    pub(super) fn make_events(&mut self, ty: &Ty) -> TokenStream {
        if *ty == Ty::Sender
            && let Some(place) = self.whole(|p| p.ty == Ty::Sender)
        {
            self.note("sender_clone");
            let from = place.receiver;
            return quote!(#from.clone());
        }
        let id = self.id();
        if *ty == Ty::Sender {
            self.note("sender_alone");
            return quote!(Sender::pair(#id).0);
        }
        if self.rng.percent(25) {
            self.note("events_of_pair");
            return quote!(Sender::pair(#id).1);
        }
        self.note("events_new");
        quote!(EventLoop::new(#id))
    }

    /// A statement on an event loop or a sender.
    pub(super) fn events_stmt(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let deep = self.deep(d);
        let name = self.choose(&[
            ("pair", true),
            ("poll", true),
            ("poll_break", deep),
            ("poll_while_ok", deep),
            ("poll_while_let", deep),
            ("poll_go_on", deep),
            ("poll_if_err", deep),
            ("poll_match", deep),
            ("poll_for", true),
            ("poll_question", true),
            ("clean", true),
            ("disconnect", true),
        ]);
        let made = match name {
            "pair" => Some((self.pair(), false)),
            "disconnect" => {
                let on = self.whole(|p| p.ty == Ty::Sender)?.receiver;
                Some((quote!(#on.disconnect();), false))
            }
            _ => self.polled(name, d),
        }?;
        self.note(name);
        Some(made)
    }

    /// `let (sender, mut events) = Sender::pair(…);`
    fn pair(&mut self) -> TokenStream {
        let id = self.id();
        let events = self.binding(&Ty::Events);
        let with_sender = self.rng.percent(60);
        let sender = if with_sender {
            let name = self.fresh("sender");
            self.env
                .declare(name.clone(), Ty::Sender, false, How::Owned);
            quote!(#name)
        } else {
            quote!(_)
        };
        self.env
            .declare(events.clone(), Ty::Events, true, How::Owned);
        quote!(let (#sender, mut #events) = Sender::pair(#id);)
    }

    /// How an event loop is polled here.
    pub(super) fn poll(&mut self) -> TokenStream {
        if self.env.around.awaits && self.rng.percent(70) {
            self.note("turn_await");
            return quote!(turn().await);
        }
        quote!(poll())
    }

    /// A statement that polls, or cleans.
    fn polled(&mut self, name: &'static str, d: u32) -> Option<(TokenStream, bool)> {
        let place = self.changeable(|t| *t == Ty::Events)?;
        let on = place.receiver.clone();
        let label = if self.rng.percent(20) {
            Some(self.fresh("l"))
        } else {
            None
        };
        let lifetime = label.as_ref().map(|l| {
            let l = super::jump::label(l);
            quote!(#l:)
        });
        let less = d.saturating_sub(1);
        let poll = self.poll();
        let made = match name {
            "poll" => match self.rng.below(3) {
                0 => quote!(#on.#poll.unwrap();),
                1 => quote!(#on.#poll.ok();),
                _ => quote!(let _ = #on.#poll;),
            },
            "poll_question" => {
                if !matches!(self.env.around.ret, Some(Ty::Res(_))) {
                    return None;
                }
                quote!(#on.#poll?;)
            }
            "clean" => quote!(#on.clean();),
            "poll_for" => quote!(for _ in 0..2 { let _ = #on.#poll; }),
            "poll_break" => {
                self.push_loop(label, true, Ty::Unit);
                self.exit_moves();
                let body = self.turn(None, less, false);
                let done = self.env.loops.pop()?;
                self.env.moved = done.exit;
                if self.rng.percent(50) {
                    quote!(#lifetime loop { if #on.#poll.is_err() { break; } #body })
                } else {
                    quote!(#lifetime loop {
                        match #on.#poll { Ok(()) => {} Err(_) => break }
                        #body
                    })
                }
            }
            "poll_go_on" => {
                self.push_loop(label, true, Ty::Unit);
                self.exit_moves();
                let body = self.turn(None, less, false);
                let done = self.env.loops.pop()?;
                self.env.moved = done.exit;
                quote!(#lifetime loop {
                    if cond() { break; }
                    if #on.#poll.is_err() { continue; }
                    #body
                })
            }
            "poll_while_ok" | "poll_while_let" => {
                self.push_loop(label, true, Ty::Unit);
                let body = self.turn(None, less, false);
                let done = self.env.loops.pop()?;
                self.after(done);
                if name == "poll_while_ok" {
                    quote!(#lifetime while #on.#poll.is_ok() { #body })
                } else {
                    quote!(#lifetime while let Ok(()) = #on.#poll { #body })
                }
            }
            _ => {
                let start = self.start();
                let (a, a_ends) = self.block(1, less, true);
                let after_a = self.rewind(&start);
                let (b, b_ends) = self.block(1, less, true);
                let after_b = self.start();
                let diverges = self.join(vec![(after_a, a_ends), (after_b, b_ends)]);
                let made = if name == "poll_if_err" {
                    quote!(if #on.#poll.is_err() { #a } else { #b })
                } else {
                    quote!(match #on.#poll { Ok(()) => { #a } Err(_) => { #b } })
                };
                return Some((made, diverges));
            }
        };
        Some((made, false))
    }
}
