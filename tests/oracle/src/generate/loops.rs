//! Loops.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::env::Loop;
use super::types::{How, Ty};

impl Gen<'_> {
    /// A loop as a statement.
    pub(super) fn looping(&mut self, name: &'static str, d: u32) -> Option<(TokenStream, bool)> {
        let label = if self.rng.percent(25) {
            Some(self.fresh("l"))
        } else {
            None
        };
        let lifetime = label.as_ref().map(|l| {
            let l = super::jump::label(l);
            quote!(#l:)
        });
        let made = match name {
            "loop" => {
                self.push_loop(label, true, Ty::Unit);
                let body = self.turn(None, d, true);
                let done = self.env.loops.pop()?;
                self.env.moved = done.exit;
                quote!(#lifetime loop { #body })
            }
            "while" => {
                self.push_loop(label, true, Ty::Unit);
                let body = self.turn(None, d, false);
                let done = self.env.loops.pop()?;
                self.after(done);
                quote!(#lifetime while cond() { #body })
            }
            "while_let_temporary" => {
                let id = self.id();
                self.push_loop(label, true, Ty::Unit);
                let body = self.turn(None, d, false);
                let done = self.env.loops.pop()?;
                self.after(done);
                quote!(#lifetime while let Some(()) = Client::connect(#id).peek() { #body })
            }
            "while_let" => {
                let place = self.changeable(|t| matches!(t, Ty::Opt(_) | Ty::Many(_)))?;
                let (ty, take) = match place.ty {
                    Ty::Opt(t) => (*t, quote!(take)),
                    Ty::Many(t) => (*t, quote!(pop)),
                    _ => return None,
                };
                let it = self.fresh("c");
                // What is taken may be put back only in a loop that ends for another reason.
                let refilled = self.rng.percent(40);
                let blocked = if refilled {
                    Vec::new()
                } else {
                    vec![place.var]
                };
                self.push_loop(label, true, Ty::Unit);
                let body =
                    self.while_blocked(&blocked, |g| g.turn(Some((it.clone(), ty)), d, refilled));
                let done = self.env.loops.pop()?;
                self.after(done);
                let on = place.receiver;
                quote!(#lifetime while let Some(#it) = #on.#take() { #body })
            }
            "for_range" => {
                self.push_loop(label, true, Ty::Unit);
                let body = self.turn(None, d, false);
                let done = self.env.loops.pop()?;
                self.after(done);
                quote!(#lifetime for _ in 0..2 { #body })
            }
            "for_values" => {
                let name = self.choose(&[
                    ("for_ids", true),
                    ("for_vec", true),
                    ("for_array", true),
                    ("for_option", true),
                    ("for_drain", true),
                    ("for_map", true),
                    ("for_temporary", true),
                    ("for_result", true),
                ]);
                let (head, ty) = match name {
                    "for_ids" => (
                        if self.rng.percent(50) {
                            quote!(["a", "b"])
                        } else {
                            quote!(["a", "a"])
                        },
                        Ty::Id,
                    ),
                    "for_vec" => {
                        let place = self.movable(|t| matches!(t, Ty::Many(_)))?;
                        let Ty::Many(t) = place.ty.clone() else {
                            return None;
                        };
                        self.env.move_out(&place);
                        (place.tokens, *t)
                    }
                    "for_drain" => {
                        let place = self.changeable(|t| matches!(t, Ty::Many(_)))?;
                        let Ty::Many(t) = place.ty else { return None };
                        let out = self.fresh("out");
                        let on = place.receiver;
                        let t_tokens = t.tokens();
                        (
                            quote!({ let #out: Vec<#t_tokens> = #on.drain(..).collect(); #out }),
                            *t,
                        )
                    }
                    "for_map" => {
                        let place = self.movable(|t| matches!(t, Ty::Map(_)))?;
                        let Ty::Map(t) = place.ty.clone() else {
                            return None;
                        };
                        self.env.move_out(&place);
                        let at = place.tokens;
                        (quote!(#at.into_values()), *t)
                    }
                    "for_result" => {
                        let place = self.movable(|t| matches!(t, Ty::Res(_)))?;
                        let Ty::Res(t) = place.ty.clone() else {
                            return None;
                        };
                        self.env.move_out(&place);
                        (place.tokens, *t)
                    }
                    "for_temporary" => {
                        let id = self.id();
                        (quote!(Client::connect(#id).items()), Ty::Unit)
                    }
                    "for_option" => {
                        let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
                        let Ty::Opt(t) = place.ty else { return None };
                        let on = place.receiver;
                        (quote!(#on.take()), *t)
                    }
                    _ => {
                        let place = self.movable(|t| matches!(t, Ty::Pair(_)))?;
                        let Ty::Pair(t) = place.ty.clone() else {
                            return None;
                        };
                        self.env.move_out(&place);
                        (place.tokens, *t)
                    }
                };
                self.note(name);
                let it = self.fresh(if ty == Ty::Id { "id" } else { "c" });
                self.push_loop(label, true, Ty::Unit);
                let body = self.turn(Some((it.clone(), ty)), d, false);
                let done = self.env.loops.pop()?;
                self.after(done);
                quote!(#lifetime for #it in #head { #body })
            }
            _ => return None,
        };
        Some((made, false))
    }

    /// A loop's body.
    pub(super) fn turn(
        &mut self,
        it: Option<(proc_macro2::Ident, Ty)>,
        d: u32,
        must_break: bool,
    ) -> TokenStream {
        let vars = self.env.vars.len();
        if let Some((name, ty)) = it {
            self.env.declare(name, ty, false, How::Owned);
        }
        let n = 1 + self.rng.below(3);
        let mut body = TokenStream::new();
        let early = must_break && self.rng.percent(50);
        if early {
            body.extend(self.exit_here());
        }
        let (made, diverges) = self.stmts(n, d, !must_break || early);
        body.extend(made);
        if !diverges {
            if must_break && !early {
                body.extend(self.exit_here());
            }
            body.extend(self.close_turn());
        }
        self.env.close_scope(vars);
        body
    }

    /// `if cond() { break; }`
    fn exit_here(&mut self) -> TokenStream {
        self.exit_moves();
        quote!(if cond() {
            break;
        })
    }

    /// The innermost loop can be left here: what is moved now is moved after it.
    pub(super) fn exit_moves(&mut self) {
        let moved = self.env.moved.clone();
        if let Some(own) = self.env.loops.last_mut() {
            let vars = own.vars;
            own.exit.extend(moved.into_iter().filter(|p| p.0 < vars));
        }
    }

    /// After a loop whose head can end it.
    pub(super) fn after(&mut self, done: Loop) {
        self.env.moved = done.start;
        self.env.moved.extend(done.exit);
    }
}
