//! Statements on options in places.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::Ty;

impl Gen<'_> {
    /// A statement on an option in a place.
    pub(super) fn option_stmt(&mut self, d: u32) -> Option<TokenStream> {
        let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
        let Ty::Opt(inner) = place.ty.clone() else {
            return None;
        };
        let less = d.saturating_sub(1);
        let (at, on) = (place.tokens.clone(), place.receiver.clone());
        let blocked = [place.var];
        let ping = inner.has_ping();
        let name = self.choose(&[
            ("take_stmt", true),
            ("drop_take", true),
            ("set_none", true),
            ("set_some", true),
            ("replace_stmt", true),
            ("insert", true),
            ("get_or_insert_with", true),
            ("get_or_insert", true),
            ("is_none_guard", self.deep(d)),
            ("is_some_guard", self.deep(d)),
            ("as_mut", true),
            ("as_ref", ping),
            ("take_map_close", true),
            ("as_mut_end", *inner == Ty::Client),
            ("mem_swap", true),
            ("take_forget", true),
            ("let_ref_mut", true),
            ("option_take_path", true),
            ("iter_mut", true),
            ("iter", ping),
            ("as_deref", true),
            ("as_deref_mut", true),
            ("is_some_and_value", *inner == Ty::Client),
            ("inspect_stmt", ping),
            ("branch_take", true),
        ]);
        let made = match name {
            "iter_mut" => {
                let start = self.start();
                let value = self.while_blocked(&blocked, |g| g.value(&inner, less));
                // A loop's body must not move what is outside.
                if self.start() != start {
                    self.rewind(&start);
                    return None;
                }
                quote!(for it in #on.iter_mut() { *it = #value; })
            }
            "iter" => quote!(for it in #on.iter() { it.ping(); }),
            "as_deref" => {
                let on = self
                    .whole(|p| matches!(&p.ty, Ty::Opt(t) if t.is_boxed_handle()))?
                    .receiver;
                quote!(if let Some(it) = #on.as_deref() { it.ping(); })
            }
            "as_deref_mut" => {
                let place = self.changeable(|t| matches!(t, Ty::Opt(t) if t.is_boxed_handle()))?;
                let Ty::Opt(boxed) = &place.ty else {
                    return None;
                };
                let Ty::Boxed(handle) = &**boxed else {
                    return None;
                };
                let start = self.start();
                let value = self.while_blocked(&[place.var], |g| g.value(handle, less));
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                let on = place.receiver;
                quote!(if let Some(it) = #on.as_deref_mut() { *it = #value; })
            }
            "is_some_and_value" => {
                let start = self.start();
                let n = 1;
                let (body, ends) = self.block(n, less, true);
                let after = self.rewind(&start);
                self.join(vec![(after, ends), (start, false)]);
                quote!(if #on.take().is_some_and(|it| it.is_up()) { #body })
            }
            "inspect_stmt" => quote!(drop(#on.take().inspect(|it| it.ping()));),
            "branch_take" => quote!(if cond() { #on.take(); }),
            "take_stmt" => quote!(#on.take();),
            "option_take_path" => quote!(Option::take(&mut #at);),
            "drop_take" => quote!(drop(#on.take());),
            "take_forget" => quote!(mem::forget(#on.take());),
            "set_none" => quote!(#at = None;),
            "set_some" => {
                let value = self.while_blocked(&blocked, |g| g.value(&inner, less));
                quote!(#at = Some(#value);)
            }
            "replace_stmt" | "insert" | "get_or_insert" => {
                let value = self.while_blocked(&blocked, |g| g.value(&inner, less));
                match name {
                    "replace_stmt" => quote!(#on.replace(#value);),
                    "insert" => quote!(#on.insert(#value);),
                    _ => quote!(#on.get_or_insert(#value);),
                }
            }
            "get_or_insert_with" => {
                let value =
                    self.while_blocked(&blocked, |g| g.in_closure(None, |g| g.value(&inner, less)));
                quote!(#on.get_or_insert_with(|| #value);)
            }
            "is_none_guard" | "is_some_guard" => {
                let start = self.start();
                let value = self.value(&inner, less);
                let n = self.rng.below(2);
                let (more, diverges) = self.block(n, less, true);
                let after = self.rewind(&start);
                self.join(vec![(after, diverges), (start, false)]);
                if name == "is_none_guard" {
                    quote!(if #on.is_none() { #at = Some(#value); #more })
                } else {
                    quote!(if #on.is_some() { #at = Some(#value); #more })
                }
            }
            "as_mut" => {
                let start = self.start();
                let value = self.while_blocked(&blocked, |g| g.value(&inner, less));
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                quote!(if let Some(it) = #on.as_mut() { *it = #value; })
            }
            "as_ref" => quote!(if let Some(it) = #on.as_ref() { it.ping(); }),
            "take_map_close" => quote!(#on.take().map(|it| drop(it));),
            "as_mut_end" => quote!(if let Some(it) = &mut #at { it.end(); }),
            "let_ref_mut" => {
                let value = self.while_blocked(&blocked, |g| g.value(&inner, less));
                let name = self.fresh("r");
                quote!(let #name = &mut #at; *#name = Some(#value);)
            }
            _ => {
                let other = self
                    .while_blocked(&blocked, |g| g.changeable(|t| *t == place.ty))?
                    .tokens;
                quote!(mem::swap(&mut #at, &mut #other);)
            }
        };
        self.note(name);
        Some(made)
    }
}
