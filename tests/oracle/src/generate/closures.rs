//! Closures: called at once, kept in a variable, stored, returned.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// A value that a closure gives.
    pub(super) fn closure_value(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        let (body, _) = self.in_closure(Some(ty.clone()), |g| g.value_block(ty, d - 1));
        let written = ty.tokens();
        Some(match self.rng.below(3) {
            0 => quote!((|| -> #written { #body })()),
            1 => {
                let name = self.fresh("f");
                quote!({ let mut #name = || -> #written { #body }; #name() })
            }
            _ => quote!(run(|| -> #written { #body })),
        })
    }

    /// `Box<dyn FnOnce() -> t>`.
    pub(super) fn make_thunk(&mut self, t: &Ty, d: u32) -> TokenStream {
        // It outlives its scope: everything that it uses is moved in, and it names nothing borrowed.
        let borrowed: Vec<usize> = (0..self.env.vars.len())
            .filter(|v| self.env.vars[*v].how != How::Owned)
            .collect();
        let (body, _) = self.while_blocked(&borrowed, |g| {
            g.in_closure(None, |g| {
                let vars = g.env.vars.len();
                let mut body = TokenStream::new();
                if let Some(place) = g
                    .movable(|t| t.is_handle() || matches!(t, Ty::Opt(_)))
                    .filter(|_| g.rng.percent(60))
                {
                    let name = g.fresh("c");
                    g.env.move_out(&place);
                    let at = place.tokens;
                    body.extend(quote!(let #name = #at;));
                    g.env.declare(name, place.ty, false, How::Owned);
                }
                // Only what was moved in and what is made inside: other variables would be moved in too.
                let outer: Vec<usize> = (0..vars).collect();
                let (rest, diverges) = g.while_blocked(&outer, |g| g.value_block(t, d.min(1)));
                g.env.close_scope(vars);
                body.extend(rest);
                (body, diverges)
            })
        });
        self.note("boxed_closure");
        let t = t.tokens();
        quote!((Box::new(move || { #body }) as Box<dyn FnOnce() -> #t>))
    }

    /// A closure that is called more than once, and what happens between its calls.
    pub(super) fn closure_section(&mut self, d: u32) -> Option<TokenStream> {
        let less = d.saturating_sub(1);
        let fixed = std::mem::replace(&mut self.env.fixed, self.env.vars.len());
        let (body, _) = self.in_closure(Some(Ty::Unit), |g| g.block(2, less, false));
        self.env.fixed = fixed;
        let name = self.fresh("f");
        // What it captured is borrowed between the calls.
        let all: Vec<usize> = (0..self.env.vars.len()).collect();
        let (between, _) = self.while_blocked(&all, |g| g.block(1, 0, false));
        self.note("fn_mut");
        Some(match self.rng.below(3) {
            0 => quote!({ let mut #name = || { #body }; #name(); #between #name(); }),
            1 => quote!({ let mut #name = || { #body }; if cond() { #name(); } #between #name(); }),
            _ => quote!(twice(|| { #body });),
        })
    }

    /// A closure that is called at most once and takes what it uses.
    pub(super) fn move_closure(&mut self, d: u32) -> Option<TokenStream> {
        let place = self
            .movable(|t| !t.is_copy())
            .filter(|p| p.path.is_empty())?;
        self.env.move_out(&place);
        let others: Vec<usize> = (0..self.env.vars.len()).collect();
        let vars = self.env.vars.len();
        let at = place.tokens.clone();
        let inner = self.fresh("c");
        self.env.declare(inner.clone(), place.ty, true, How::Owned);
        let (body, _) = self.while_blocked(&others, |g| {
            g.in_closure(Some(Ty::Unit), |g| g.block(2, d.saturating_sub(1), false))
        });
        self.env.close_scope(vars);
        let name = self.fresh("f");
        let (between, _) = self.block(1, 0, false);
        self.note("move_closure");
        Some(match self.rng.below(3) {
            0 => quote!({ let #name = move || { let mut #inner = #at; #body }; #between #name(); }),
            1 => {
                quote!({ let #name = move || { let mut #inner = #at; #body }; if cond() { #name(); } #between })
            }
            _ => {
                quote!({ let #name = move || { let mut #inner = #at; #body }; #between drop(#name); })
            }
        })
    }
}
