//! `Option` with its methods.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::Ty;

/// An expression as the receiver of a method or the head of a `match`: in parentheses if it must be.
pub(super) fn operand(value: TokenStream) -> TokenStream {
    match syn::parse2::<syn::Expr>(value.clone()) {
        Ok(
            syn::Expr::Path(_)
            | syn::Expr::Call(_)
            | syn::Expr::MethodCall(_)
            | syn::Expr::Field(_),
        ) => value,
        _ => quote!((#value)),
    }
}

impl Gen<'_> {
    /// `Option<t>`.
    pub(super) fn make_option(&mut self, t: &Ty, d: u32) -> TokenStream {
        let ty = t.clone().opt();
        for _ in 0..3 {
            let deep = self.deep(d);
            let less = d.saturating_sub(1);
            let name = self.choose(&[
                ("some", true),
                ("none", true),
                ("take", true),
                ("take_if", true),
                ("option_replace", true),
                ("then", deep),
                ("then_some", deep),
                ("ok", deep && t.is_handle()),
                ("filter", deep),
                ("option_or", deep),
                ("or_else", deep),
                ("xor", deep),
                ("option_and", deep),
                ("and_then", deep),
                ("option_map", deep),
                ("zip", deep),
                ("flatten", deep),
                ("pop", true),
            ]);
            let made = match name {
                "some" => {
                    let value = self.value(t, less);
                    Some(quote!(Some(#value)))
                }
                "none" => {
                    let t = t.tokens();
                    Some(quote!(None::<#t>))
                }
                "take" | "take_if" => self.changeable(|p| *p == ty).map(|p| {
                    let on = p.receiver;
                    if name == "take" {
                        quote!(#on.take())
                    } else {
                        quote!(#on.take_if(|_| cond()))
                    }
                }),
                "option_replace" => self.changeable(|p| *p == ty).map(|p| {
                    let value = self.while_blocked(&[p.var], |g| g.value(t, less));
                    let on = p.receiver;
                    quote!(#on.replace(#value))
                }),
                "then" => {
                    let head = operand(self.condition(0));
                    let value = self.in_closure(None, |g| g.value(t, less));
                    Some(quote!(#head.then(|| #value)))
                }
                "then_some" => {
                    let head = operand(self.condition(0));
                    let value = self.value(t, less);
                    Some(quote!(#head.then_some(#value)))
                }
                "ok" => {
                    let from = operand(self.value(&t.clone().res(), less));
                    Some(quote!(#from.ok()))
                }
                "filter" => {
                    let from = operand(self.value(&t.clone().opt(), less));
                    Some(quote!(#from.filter(|_| cond())))
                }
                "option_or" | "xor" | "option_and" => {
                    let a = operand(self.value(&t.clone().opt(), less));
                    let b = self.value(&ty, less);
                    Some(match name {
                        "option_or" => quote!(#a.or(#b)),
                        "xor" => quote!(#a.xor(#b)),
                        _ => quote!(#a.and(#b)),
                    })
                }
                "or_else" => {
                    let a = operand(self.value(&t.clone().opt(), less));
                    let b = self.in_closure(None, |g| g.value(&ty, less));
                    Some(quote!(#a.or_else(|| #b)))
                }
                "and_then" => {
                    let a = operand(self.value(&t.clone().opt(), less));
                    Some(if self.rng.percent(50) {
                        quote!(#a.and_then(|it| if cond() { Some(it) } else { None }))
                    } else {
                        let b = self.in_closure(None, |g| g.value(&ty, less));
                        quote!(#a.and_then(|_| #b))
                    })
                }
                "option_map" => {
                    let a = operand(self.value(&t.clone().opt(), less));
                    Some(match self.rng.below(3) {
                        0 => quote!(#a.map(|it| it)),
                        1 => {
                            let b = self.in_closure(None, |g| g.value(t, less));
                            quote!(#a.map(|_| #b))
                        }
                        _ => {
                            let b = self.in_closure(None, |g| g.value(t, less));
                            quote!(#a.map(|it| { drop(it); #b }))
                        }
                    })
                }
                "zip" => {
                    let a = operand(self.value(&t.clone().opt(), less));
                    let b = self.value(&ty, less);
                    Some(quote!(#a.zip(#b).map(|(it, _)| it)))
                }
                "flatten" => {
                    let a = self.value(&t.clone().opt(), less);
                    Some(quote!(Some(#a).flatten()))
                }
                "pop" => self
                    .changeable(|p| *p == Ty::Many(Box::new(t.clone())))
                    .map(|p| {
                        let on = p.receiver;
                        quote!(#on.pop())
                    }),
                _ => None,
            };
            if let Some(made) = made {
                self.note(name);
                return made;
            }
        }
        let value = self.value(t, d.saturating_sub(1));
        quote!(Some(#value))
    }

    /// A value out of an option of it.
    pub(super) fn out_of_option(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        let opt = ty.clone().opt();
        let less = d.saturating_sub(1);
        let name = self.choose(&[
            ("unwrap_or_else", true),
            ("unwrap_or", true),
            ("unwrap", true),
            ("map_or_else", self.deep(d)),
            ("match_option_value", self.deep(d)),
            ("if_let_value", self.deep(d)),
        ]);
        let place = self.changeable(|p| *p == opt);
        let from = match &place {
            Some(p) if self.rng.percent(60) => {
                let on = &p.receiver;
                quote!(#on.take())
            }
            _ => operand(self.value(&ty.clone().opt(), less)),
        };
        let made = match name {
            "unwrap" => quote!(#from.unwrap()),
            "unwrap_or" => {
                let value = self.value(ty, less);
                quote!(#from.unwrap_or(#value))
            }
            "unwrap_or_else" => {
                let value = self.in_closure(None, |g| g.value(ty, less));
                quote!(#from.unwrap_or_else(|| #value))
            }
            "map_or_else" => {
                let value = self.in_closure(None, |g| g.value(ty, less));
                quote!(#from.map_or_else(|| #value, |it| it))
            }
            _ => {
                let start = self.start();
                let (some, _) = if self.rng.percent(60) {
                    (quote!(it), false)
                } else {
                    self.value_block(ty, less)
                };
                let after_some = self.rewind(&start);
                let (none, _) = self.value_block(ty, less);
                let after_none = self.start();
                self.join(vec![(after_some, false), (after_none, false)]);
                if name == "if_let_value" {
                    quote!(if let Some(it) = #from { #some } else { #none })
                } else {
                    quote!(match #from { Some(it) => { #some } None => { #none } })
                }
            }
        };
        self.note(name);
        Some(made)
    }

    /// A statement on an option in a place.
    pub(super) fn option_stmt(&mut self, d: u32) -> Option<TokenStream> {
        let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
        let Ty::Opt(inner) = place.ty.clone() else {
            return None;
        };
        let less = d.saturating_sub(1);
        let (at, on) = (place.tokens.clone(), place.receiver.clone());
        let blocked = [place.var];
        let handle = inner.is_handle();
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
            ("as_mut_assign", true),
            ("as_ref_ping", handle),
            ("take_map_close", handle),
            ("as_mut_end", *inner == Ty::Client),
            ("mem_swap", true),
            ("take_forget", true),
            ("let_ref_mut", true),
            ("option_take_path", true),
        ]);
        let made = match name {
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
            "as_mut_assign" => {
                let start = self.start();
                let value = self.while_blocked(&blocked, |g| g.value(&inner, less));
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                quote!(if let Some(it) = #on.as_mut() { *it = #value; })
            }
            "as_ref_ping" => quote!(if let Some(it) = #on.as_ref() { it.ping(); }),
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
