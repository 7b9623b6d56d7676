//! Calls of the program's own functions and methods.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty, struct_name};

impl Gen<'_> {
    /// A call of a function or method whose result fits.
    pub(super) fn call(
        &mut self,
        fits: impl Fn(&Ty) -> bool,
        method: bool,
        d: u32,
    ) -> Option<TokenStream> {
        let found: Vec<usize> = (0..self.fns.len())
            .filter(|i| {
                fits(&self.fns[*i].ret)
                    && (!self.fns[*i].is_async || self.env.around.awaits)
                    && matches!(self.fns[*i].owner, Some((_, Some(_)))) == method
            })
            .collect();
        let def = self.fns[*self.rng.pick(&found)?].clone();
        let mut blocked = Vec::new();
        let receiver = match def.owner {
            Some((index, Some(how))) => {
                let ty = Ty::Struct(index);
                let place = match how {
                    How::Owned => self.movable(|t| *t == ty)?,
                    How::Ref => self.whole(|p| p.ty == ty)?,
                    How::RefMut => self.changeable(|t| *t == ty)?,
                };
                if how == How::Owned {
                    self.env.move_out(&place);
                } else {
                    blocked.push(place.var);
                }
                Some(place.receiver)
            }
            _ => None,
        };
        let mut args = Vec::new();
        for (ty, how) in &def.params {
            let arg = match how {
                How::Owned => self.while_blocked(&blocked, |g| g.value(ty, d.saturating_sub(1))),
                How::Ref | How::RefMut => {
                    let mutable = *how == How::RefMut;
                    let found = self.while_blocked(&blocked, |g| {
                        if mutable {
                            g.changeable(|t| t == ty)
                        } else {
                            g.whole(|p| p.ty == *ty)
                        }
                    });
                    match found {
                        Some(place) => {
                            blocked.push(place.var);
                            let at = place.tokens;
                            if mutable {
                                quote!(&mut #at)
                            } else {
                                quote!(&#at)
                            }
                        }
                        None => {
                            let value = self.while_blocked(&blocked, |g| g.value(ty, 0));
                            // A place that is moved from must not be borrowed instead.
                            let value = match syn::parse2::<syn::Expr>(value.clone()) {
                                Ok(syn::Expr::Path(_) | syn::Expr::Field(_)) => quote!({ #value }),
                                _ => value,
                            };
                            if mutable {
                                quote!(&mut #value)
                            } else {
                                quote!(&#value)
                            }
                        }
                    }
                }
            };
            args.push(arg);
        }
        let name = &def.name;
        let awaited = def.is_async.then(|| quote!(.await));
        Some(match (receiver, def.owner) {
            (Some(on), _) => quote!(#on.#name(#(#args),*) #awaited),
            (None, Some((index, _))) => {
                let owner = struct_name(index);
                quote!(#owner::#name(#(#args),*) #awaited)
            }
            (None, None) => quote!(#name(#(#args),*) #awaited),
        })
    }
}
