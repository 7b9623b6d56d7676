//! Boolean locals that remember what was done.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// A boolean that is set where a slot is filled or emptied, and asked later.
    pub(super) fn remember(&mut self, d: u32) -> Option<TokenStream> {
        let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
        let Ty::Opt(inner) = place.ty.clone() else {
            return None;
        };
        let (at, on) = (place.tokens, place.receiver);
        let flag = self.fresh("flag");
        let blocked = [place.var];
        let start = self.start();
        let first = self.while_blocked(&blocked, |g| g.value(&inner, d.min(1)));
        let after = self.rewind(&start);
        self.join(vec![(after, false), (start, false)]);
        let (between, _) = self.while_blocked(&blocked, |g| g.block(1, 0, false));
        let start = self.start();
        let second = self.while_blocked(&blocked, |g| g.value(&inner, d.min(1)));
        let after = self.rewind(&start);
        self.join(vec![(after, false), (start, false)]);
        self.env.declare(flag.clone(), Ty::Bool, true, How::Owned);
        let head = quote!(#at = None; let mut #flag = false; if cond() { #at = Some(#first); #flag = true; } { #between });
        Some(match self.rng.below(3) {
            0 => quote!(#head if !#flag { #at = Some(#second); }),
            1 => quote!(#head if #flag { #at = None; } #at = Some(#second);),
            _ => {
                quote!(#head if #flag { #on.take(); #flag = false; } if !#flag { #at = Some(#second); })
            }
        })
    }

    /// A boolean that remembers what was done.
    pub(super) fn flag_guard(&mut self, d: u32) -> TokenStream {
        let flag = self.fresh("flag");
        let Some(place) = self.changeable(|t| matches!(t, Ty::Opt(_))) else {
            let head = self.condition(0);
            self.env.declare(flag.clone(), Ty::Bool, true, How::Owned);
            return quote!(let mut #flag = #head;);
        };
        let Ty::Opt(inner) = place.ty.clone() else {
            return TokenStream::new();
        };
        let (at, on) = (place.tokens, place.receiver);
        let head = if self.rng.percent(50) {
            quote!(cond())
        } else {
            quote!(#on.is_some())
        };
        let (between, _) = self.while_blocked(&[place.var], |g| g.block(1, 0, false));
        let start = self.start();
        let value = self.while_blocked(&[place.var], |g| g.value(&inner, d));
        let after = self.rewind(&start);
        self.join(vec![(after, false), (start, false)]);
        self.env.declare(flag.clone(), Ty::Bool, false, How::Owned);
        match self.rng.below(3) {
            0 => {
                quote!(let #flag = #head; if #flag { #at = None; } { #between } if #flag { #at = Some(#value); })
            }
            1 => {
                quote!(let #flag = #head; if !#flag { #on.take(); } { #between } if !#flag { #at = Some(#value); })
            }
            _ => {
                quote!(let #flag = #head; if #flag { #on.take(); } { #between } if !#flag { #at = Some(#value); })
            }
        }
    }
}
