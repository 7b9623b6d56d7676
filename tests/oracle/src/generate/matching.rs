//! `match`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty, enum_name};

impl Gen<'_> {
    /// A `match` as a statement.
    pub(super) fn matching(&mut self, name: &'static str, d: u32) -> Option<(TokenStream, bool)> {
        match name {
            "match_option" => self.match_option(d),
            "match_enum" => self.match_enum(d),
            "match_temporary" | "match_lock" => {
                // What the head made lives to the end of the match.
                let head = if name == "match_temporary" {
                    let id = self.id();
                    if self.rng.percent(50) {
                        quote!(Client::connect(#id).peek())
                    } else {
                        quote!(Some(&Client::connect(#id)))
                    }
                } else {
                    let on = self.whole(|p| p.ty == Ty::Slot)?.receiver;
                    quote!(#on.lock().unwrap().as_ref())
                };
                let locks = if name == "match_lock" {
                    self.locks()
                } else {
                    Vec::new()
                };
                let start = self.start();
                let (a, a_diverges) = self.while_blocked(&locks, |g| g.block(1, d, true));
                let after_a = self.rewind(&start);
                let (b, b_diverges) = self.while_blocked(&locks, |g| g.block(2, d, true));
                let after_b = self.start();
                let diverges = self.join(vec![(after_a, a_diverges), (after_b, b_diverges)]);
                // In 2021 a tail's temporaries outlive the block's locals: a guard of one of them must not.
                let end = (name == "match_lock").then(|| quote!(;));
                Some((
                    quote!(match #head { Some(_) => { #a } None => { #b } } #end),
                    diverges,
                ))
            }
            "match_bool" => {
                let head = self.condition(1);
                let start = self.start();
                let (a, a_diverges) = self.block(1, d, true);
                let after_a = self.rewind(&start);
                let (b, b_diverges) = self.block(2, d, true);
                let after_b = self.start();
                let diverges = self.join(vec![(after_a, a_diverges), (after_b, b_diverges)]);
                let head = super::option::operand(head);
                Some((
                    quote!(match #head { true => { #a } false => { #b } }),
                    diverges,
                ))
            }
            _ => self.match_tuple(d),
        }
    }

    /// An arm's body, with one variable.
    pub(super) fn arm(
        &mut self,
        it: &proc_macro2::Ident,
        ty: &Ty,
        how: How,
        d: u32,
    ) -> (TokenStream, bool) {
        let vars = self.env.vars.len();
        self.env.declare(it.clone(), ty.clone(), false, how);
        let n = 1 + self.rng.below(2);
        let made = self.block(n, d, true);
        self.env.close_scope(vars);
        made
    }

    fn match_option(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let name = self.choose(&[
            ("match_take", true),
            ("match_move", true),
            ("match_ref_mut", true),
        ]);
        let place = if name == "match_move" {
            self.movable(|t| matches!(t, Ty::Opt(_)))?
        } else {
            self.changeable(|t| matches!(t, Ty::Opt(_)))?
        };
        let Ty::Opt(ty) = place.ty.clone() else {
            return None;
        };
        let (at, on) = (place.tokens.clone(), place.receiver.clone());
        let (head, how, blocked) = match name {
            "match_take" => (quote!(#on.take()), How::Owned, vec![]),
            "match_move" => {
                self.env.move_out(&place);
                (at, How::Owned, vec![])
            }
            _ => (quote!(&mut #at), How::RefMut, vec![place.var]),
        };
        self.note(name);
        let it = self.fresh("c");
        let start = self.start();
        let guard = self.rng.percent(40);
        let mut arms = TokenStream::new();
        let mut ends = Vec::new();
        if guard {
            self.note("match_guard");
            let (body, diverges) = self.while_blocked(&blocked, |g| g.arm(&it, &ty, how, d));
            arms.extend(quote!(Some(#it) if cond() => { #body }));
            ends.push((self.rewind(&start), diverges));
        }
        if self.rng.percent(25) {
            self.note("wildcard_payload");
            let (body, diverges) = self.while_blocked(&blocked, |g| g.block(1, d, true));
            arms.extend(quote!(Some(_) => { #body }));
            ends.push((self.rewind(&start), diverges));
        } else {
            let (body, diverges) = self.while_blocked(&blocked, |g| g.arm(&it, &ty, how, d));
            arms.extend(quote!(Some(#it) => { #body }));
            ends.push((self.rewind(&start), diverges));
        }
        // In the arm of `None` the option is empty and, for all that the compiler knows, still borrowed.
        let (body, diverges) = self.while_blocked(&blocked, |g| g.block(1, d, true));
        arms.extend(quote!(None => { #body }));
        ends.push((self.start(), diverges));
        let diverges = self.join(ends);
        Some((quote!(match #head { #arms }), diverges))
    }

    fn match_enum(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let name = self.choose(&[
            ("match_enum_move", true),
            ("match_enum_replace", true),
            ("match_enum_ref", true),
        ]);
        let fits = |t: &Ty| matches!(t, Ty::Enum(_));
        let place = if name == "match_enum_move" {
            self.movable(fits)?
        } else {
            self.changeable(fits)?
        };
        let Ty::Enum(index) = place.ty else {
            return None;
        };
        let (at, owner) = (place.tokens.clone(), enum_name(index));
        let variants = self.enums[index].variants.clone();
        let first = variants.first()?.0.clone();
        let (head, how, blocked) = match name {
            "match_enum_move" => {
                self.env.move_out(&place);
                (at, How::Owned, vec![])
            }
            "match_enum_replace" => (
                quote!(mem::replace(&mut #at, #owner::#first)),
                How::Owned,
                vec![],
            ),
            _ => (quote!(&mut #at), How::RefMut, vec![place.var]),
        };
        self.note(name);
        let start = self.start();
        let mut arms = TokenStream::new();
        let mut ends = Vec::new();
        for (variant, tys) in &variants {
            let vars = self.env.vars.len();
            let mut names = Vec::new();
            for ty in tys {
                let it = self.fresh("c");
                self.env.declare(it.clone(), ty.clone(), false, how);
                names.push(it);
            }
            let n = self.rng.below(3);
            let (body, diverges) = self.while_blocked(&blocked, |g| g.block(n, d, true));
            self.env.close_scope(vars);
            let pattern = if names.is_empty() {
                quote!(#owner::#variant)
            } else {
                quote!(#owner::#variant(#(#names),*))
            };
            arms.extend(quote!(#pattern => { #body }));
            ends.push((self.rewind(&start), diverges));
        }
        let diverges = self.join(ends);
        let made = quote!(match #head { #arms });
        // What comes of it goes back into the place.
        if name == "match_enum_replace"
            && !diverges
            && self.rng.percent(60)
            && self.env.is_assignable(&place)
        {
            self.note("state_machine");
            let value = self.while_blocked(&[place.var], |g| g.value(&Ty::Enum(index), d.min(1)));
            let at = place.tokens;
            return Some((quote!(#made #at = #value;), false));
        }
        Some((made, diverges))
    }

    /// `match (a.take(), cond())`.
    fn match_tuple(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
        let Ty::Opt(ty) = place.ty.clone() else {
            return None;
        };
        let on = place.receiver;
        let it = self.fresh("c");
        let start = self.start();
        let (a, a_diverges) = self.arm(&it, &ty, How::Owned, d);
        let after_a = self.rewind(&start);
        let (b, b_diverges) = self.block(1, d, true);
        let after_b = self.rewind(&start);
        let (c, c_diverges) = self.block(1, d, true);
        let after_c = self.start();
        let diverges = self.join(vec![
            (after_a, a_diverges),
            (after_b, b_diverges),
            (after_c, c_diverges),
        ]);
        Some((
            quote!(match (#on.take(), cond()) {
                (Some(#it), true) => { #a }
                (None, true) => { #b }
                (_, false) => { #c }
            }),
            diverges,
        ))
    }
}
