//! Blocks and branches.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::option::operand;
use super::types::{How, Ty};
use crate::program::Edition;

impl Gen<'_> {
    /// Statements with a body.
    pub(super) fn control(&mut self, name: &'static str, d: u32) -> Option<(TokenStream, bool)> {
        let less = d.saturating_sub(1);
        let n = 1 + self.rng.below(3);
        match name {
            "block" => {
                let (body, diverges) = self.block(n, less, true);
                Some((quote!({ #body }), diverges))
            }
            "labelled_block" => {
                let label = self.fresh("l");
                let lifetime = super::jump::label(&label);
                self.push_loop(Some(label), false, Ty::Unit);
                let (body, diverges) = self.block(n, less, true);
                let done = self.env.loops.pop()?;
                self.leave(done, diverges);
                Some((quote!(#lifetime: { #body }), false))
            }
            "if" => Some(self.if_stmt(less)),
            "if_let" => self.if_let(less),
            "let_else" => self.let_else(less).map(|made| (made, false)),
            "flag_guard" => Some((self.flag_guard(less), false)),
            "remember" => self.remember(less).map(|made| (made, false)),
            "closure_section" => self.closure_section(less).map(|made| (made, false)),
            "move_closure" => self.move_closure(less).map(|made| (made, false)),
            "match_option" | "match_enum" | "match_bool" | "match_tuple" | "match_temporary"
            | "match_lock" => self.matching(name, less),
            "defer" => {
                // Something that connects when its scope ends.
                let id = self.id();
                let guard = self.fresh("_guard");
                let (body, diverges) = self.block(n, less, true);
                Some((quote!({ let #guard = Defer(#id); #body }), diverges))
            }
            _ => self.looping(name, less),
        }
    }

    fn if_stmt(&mut self, d: u32) -> (TokenStream, bool) {
        let n = 1 + self.rng.below(2);
        let head = self.condition(1);
        let start = self.start();
        let (a, a_diverges) = self.block(n, d, true);
        let after_a = self.rewind(&start);
        match self.rng.below(4) {
            0 | 1 => {
                self.join(vec![(after_a, a_diverges), (start, false)]);
                (quote!(if #head { #a }), false)
            }
            2 => {
                let (b, b_diverges) = self.block(n, d, true);
                let after_b = self.start();
                let diverges = self.join(vec![(after_a, a_diverges), (after_b, b_diverges)]);
                self.note("else");
                (quote!(if #head { #a } else { #b }), diverges)
            }
            _ => {
                let second = self.condition(1);
                let between = self.start();
                let (b, b_diverges) = self.block(n, d, true);
                let after_b = self.rewind(&between);
                let (c, c_diverges) = self.block(1, d, true);
                let after_c = self.start();
                let parts = vec![
                    (after_a, a_diverges),
                    (after_b, b_diverges),
                    (after_c, c_diverges),
                ];
                let diverges = self.join(parts);
                self.note("else_if");
                (
                    quote!(if #head { #a } else if #second { #b } else { #c }),
                    diverges,
                )
            }
        }
    }

    /// `if let Some(c) = …`: by value, by reference, from a temporary; and its `Result` form.
    fn if_let(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let name = self.choose(&[
            ("if_let_take", true),
            ("if_let_move", true),
            ("if_let_ref_mut", true),
            ("if_let_ok", true),
            ("if_let_temporary", true),
            ("let_chain", true),
        ]);
        let it = self.fresh("c");
        let (pattern, head, ty, how, blocked) = match name {
            "if_let_take" | "let_chain" => {
                let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
                let Ty::Opt(t) = place.ty else { return None };
                let on = place.receiver;
                (
                    quote!(Some(mut #it)),
                    quote!(#on.take()),
                    *t,
                    How::Owned,
                    vec![],
                )
            }
            "if_let_move" => {
                let place = self.movable(|t| matches!(t, Ty::Opt(_)))?;
                let Ty::Opt(t) = place.ty.clone() else {
                    return None;
                };
                self.env.move_out(&place);
                (quote!(Some(mut #it)), place.tokens, *t, How::Owned, vec![])
            }
            "if_let_ref_mut" => {
                let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
                let Ty::Opt(t) = place.ty else { return None };
                let (at, on) = (place.tokens, place.receiver);
                match self.rng.below(3) {
                    0 => (
                        quote!(Some(#it)),
                        quote!(#on.as_mut()),
                        *t,
                        How::RefMut,
                        vec![place.var],
                    ),
                    1 => (
                        quote!(Some(ref mut #it)),
                        at,
                        *t,
                        How::RefMut,
                        vec![place.var],
                    ),
                    _ => (
                        quote!(Some(#it)),
                        quote!(&mut #at),
                        *t,
                        How::RefMut,
                        vec![place.var],
                    ),
                }
            }
            "if_let_ok" => {
                let head = self.try_connect();
                (quote!(Ok(mut #it)), head, Ty::Client, How::Owned, vec![])
            }
            _ => {
                let id = self.id();
                (
                    quote!(Some(#it)),
                    quote!(Client::connect(#id).peek()),
                    Ty::Unit,
                    How::Owned,
                    vec![],
                )
            }
        };
        let mut noted = name;
        let start = self.start();
        let vars = self.env.vars.len();
        self.env.declare(it, ty, true, how);
        let n = 1 + self.rng.below(2);
        let (some, a) = self.while_blocked(&blocked, |g| g.block(n, d, true));
        self.env.close_scope(vars);
        let after_some = self.rewind(&start);
        let real = self.edition == Edition::E2024 && self.rng.percent(70);
        let chain = match name {
            "let_chain" if real => quote!(&& cond() { #some }),
            "let_chain" => {
                noted = "nested_if";
                quote!({ if cond() { #some } })
            }
            _ => quote!({ #some }),
        };
        self.note(noted);
        if self.rng.percent(50) {
            self.join(vec![(after_some, a), (start, false)]);
            return Some((quote!(if let #pattern = #head #chain), false));
        }
        let (none, b) = self.while_blocked(&blocked, |g| g.block(1, d, true));
        let after_none = self.start();
        if name == "let_chain" {
            self.join(vec![(after_some, a), (after_none, b), (start, false)]);
            return Some((quote!(if let #pattern = #head #chain else { #none }), false));
        }
        let diverges = self.join(vec![(after_some, a), (after_none, b)]);
        Some((
            quote!(if let #pattern = #head #chain else { #none }),
            diverges,
        ))
    }

    /// `let Some(c) = … else { … };`
    fn let_else(&mut self, d: u32) -> Option<TokenStream> {
        let place = self.changeable(|t| matches!(t, Ty::Opt(_)));
        let name = self.binding(&Ty::Client);
        let (pattern, head, ty) = match place {
            Some(place) if self.rng.percent(70) => {
                let Ty::Opt(t) = place.ty else { return None };
                let on = place.receiver;
                (quote!(Some(mut #name)), quote!(#on.take()), *t)
            }
            _ if self.rng.percent(50) => (quote!(Ok(mut #name)), self.try_connect(), Ty::Client),
            _ => {
                let head = operand(self.value(&Ty::Client.opt(), d));
                (quote!(Some(mut #name)), head, Ty::Client)
            }
        };
        let start = self.start();
        let vars = self.env.vars.len();
        let (mut other, mut diverges) = self.stmts(1, d, false);
        if !diverges && let Some(jump) = self.jump(1) {
            other.extend(jump);
            diverges = true;
        }
        if !diverges {
            other.extend(quote!(panic!("gone")));
        }
        self.env.close_scope(vars);
        self.rewind(&start);
        self.env.declare(name, ty, true, How::Owned);
        Some(quote!(let #pattern = #head else { #other };))
    }
}
