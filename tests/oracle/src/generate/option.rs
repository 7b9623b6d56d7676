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
                ("cloned", *t == Ty::Shared),
                ("option_iter", *t == Ty::Shared),
                ("option_into_iter", deep),
                ("inspect", deep),
                ("transpose", deep),
                ("unzip", deep),
                ("is_some_take", true),
                ("vec_into_iter_next", true),
                ("result_ok", deep),
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
                "result_ok" => {
                    let from = operand(self.value(&t.clone().res(), less));
                    Some(quote!(#from.ok()))
                }
                "cloned" | "option_iter" => self.whole(|p| p.ty == ty).map(|p| {
                    let on = p.receiver;
                    if name == "cloned" {
                        quote!(#on.as_ref().cloned())
                    } else {
                        quote!(#on.iter().next().cloned())
                    }
                }),
                "option_into_iter" => {
                    let from = operand(self.value(&ty, less));
                    Some(quote!(#from.into_iter().next()))
                }
                "inspect" => {
                    let from = operand(self.value(&ty, less));
                    let (body, _) = self.in_closure(None, |g| g.block(1, less, false));
                    Some(quote!(#from.inspect(|_| { #body })))
                }
                "transpose" => {
                    let from = operand(self.value(&t.clone().res(), less));
                    Some(if self.rng.percent(50) {
                        quote!(Some(#from).transpose().ok().flatten())
                    } else {
                        quote!(#from.map(Some).transpose().and_then(|it| it.ok()))
                    })
                }
                "unzip" => {
                    let a = self.value(t, less);
                    let other = self.some_ty(0);
                    let b = self.value(&other, 0);
                    Some(quote!(Some((#a, #b)).unzip().0))
                }
                "is_some_take" => self.changeable(|p| *p == ty).map(|p| {
                    let on = p.receiver;
                    quote!((if #on.is_some() { #on.take() } else { None }))
                }),
                "vec_into_iter_next" => {
                    self.movable(|p| *p == Ty::Many(Box::new(t.clone())))
                        .map(|p| {
                            self.env.move_out(&p);
                            let at = p.tokens;
                            if self.rng.percent(50) {
                                quote!(#at.into_iter().next())
                            } else {
                                quote!(#at.into_iter().last())
                            }
                        })
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
            ("expect", true),
            ("unwrap_or_default", ty.has_default()),
            ("map_or", true),
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
            "expect" => quote!(#from.expect("a value")),
            "unwrap_or_default" => quote!(#from.unwrap_or_default()),
            "unwrap_or" | "map_or" => {
                let value = self.value(ty, less);
                if name == "map_or" {
                    quote!(#from.map_or(#value, |it| it))
                } else {
                    quote!(#from.unwrap_or(#value))
                }
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
}
