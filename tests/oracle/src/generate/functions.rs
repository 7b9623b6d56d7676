//! The program's own functions and methods.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::env::Env;
use super::types::{FnDef, How, Ty, struct_name};
use super::{DEPTH, Gen};

impl Gen<'_> {
    /// A type to return.
    fn ret_ty(&mut self) -> Ty {
        if (self.theme.is("polled") || self.theme.is("results")) && self.rng.percent(40) {
            return Ty::Unit.res();
        }
        match self.rng.below(8) {
            0 | 1 => Ty::Unit,
            2 => Ty::Client,
            3 => Ty::Client.opt(),
            4 => Ty::Client.res(),
            5 => Ty::Unit.res(),
            6 => Ty::Bool,
            _ => self.some_ty(2),
        }
    }

    fn params(&mut self, most: usize) -> Vec<(Ty, How)> {
        (0..self.rng.below(most + 1))
            .map(|_| {
                let themed = self.rng.percent(40);
                let ty = match self.theme_ty().filter(|_| themed) {
                    Some(ty) => ty,
                    None => self.some_ty(1),
                };
                let how = match self.rng.below(4) {
                    0 if !ty.is_copy() => How::Ref,
                    1 | 2 if !ty.is_copy() => How::RefMut,
                    _ => How::Owned,
                };
                (ty, how)
            })
            .collect()
    }

    /// The body of a function with these parameters; `head` is what `self` is.
    fn body(
        &mut self,
        params: &[(Ty, How)],
        ret: &Ty,
        budget: i32,
        head: Option<(Ty, How)>,
        is_async: bool,
        again: Option<&Ident>,
    ) -> (Vec<TokenStream>, TokenStream) {
        let outer = std::mem::replace(&mut self.env, Env::new(ret.clone()));
        self.env.around.awaits = is_async;
        self.budget = budget.max(4);
        if let Some((ty, how)) = head {
            self.env.declare(format_ident!("self"), ty, false, how);
        }
        let mut written = Vec::new();
        for (n, (ty, how)) in params.iter().enumerate() {
            let name = format_ident!("p{n}");
            let ty_tokens = ty.tokens();
            self.note(match how {
                How::Owned => "param_owned",
                How::Ref => "param_ref",
                How::RefMut => "param_ref_mut",
            });
            written.push(match how {
                How::Owned => quote!(mut #name: #ty_tokens),
                How::Ref => quote!(#name: &#ty_tokens),
                How::RefMut => quote!(#name: &mut #ty_tokens),
            });
            self.env.declare(name, ty.clone(), true, *how);
        }
        let n = self.rng.below(4);
        let (mut body, diverges) = self.stmts(n, DEPTH - 1, false);
        if !diverges && let Some(name) = again {
            body.extend(self.again(name, params));
        }
        if !diverges && *ret != Ty::Unit {
            let value = match ret {
                Ty::Res(t) if self.rng.percent(50) => {
                    let inner = self.value(t, 2);
                    quote!(Ok(#inner))
                }
                Ty::Opt(t) if self.rng.percent(30) => {
                    let inner = self.value(t, 2);
                    quote!(Some(#inner))
                }
                _ => self.value(ret, 2),
            };
            if self.rng.percent(30) && self.env.vars.len() > params.len() {
                let it = self.fresh("out");
                let ty = ret.tokens();
                body.extend(quote!(let #it: #ty = #value; #it));
            } else {
                body.extend(value);
            }
        }
        self.env = outer;
        (written, body)
    }

    /// A function.
    pub(super) fn function(&mut self, budget: i32) {
        let ret = self.ret_ty();
        let params = self.params(2);
        let name = self.fresh("helper");
        let arrow = ret.tokens();
        let is_async = self.is_async();
        let recursive = !is_async
            && self.rng.percent(15)
            && params
                .iter()
                .all(|(ty, how)| *how != How::Owned || ty.is_copy());
        // In the middle of the body instead, with arguments of its own.
        let tail = !is_async && !recursive && self.rng.percent(12);
        let again = tail.then_some(&name);
        let (written, body) = self.body(&params, &ret, budget, None, is_async, again);
        let again = if recursive {
            self.note("recursion");
            let args = params
                .iter()
                .enumerate()
                .map(|(n, _)| format_ident!("p{n}"));
            quote!(if cond() { #name(#(#args),*); })
        } else {
            TokenStream::new()
        };
        let head = is_async.then(|| quote!(async));
        self.item(
            Some(&name),
            quote!(#head fn #name(#(#written),*) -> #arrow { #again #body }),
        );
        self.fns.push(FnDef {
            name,
            owner: None,
            params,
            ret,
            is_async,
        });
    }

    /// A call of the function itself, somewhere in it.
    fn again(&mut self, name: &Ident, params: &[(Ty, How)]) -> TokenStream {
        let start = self.start();
        let mut args = Vec::new();
        for (n, (ty, how)) in params.iter().enumerate() {
            let var = n;
            args.push(match how {
                How::Owned => self.value(ty, 0),
                How::Ref | How::RefMut => {
                    // A parameter that is shadowed cannot be handed on.
                    let Some(root) = self.env.root(var) else {
                        self.rewind(&start);
                        return TokenStream::new();
                    };
                    root.receiver
                }
            });
        }
        let after = self.rewind(&start);
        self.note("recursion_tail");
        if self.rng.percent(50) {
            quote!(if cond() { return #name(#(#args),*); })
        } else {
            self.join(vec![(after, false), (start, false)]);
            quote!(if cond() { let _ = #name(#(#args),*); })
        }
    }

    /// A method, or an associated function.
    pub(super) fn method(&mut self, index: usize, budget: i32) {
        let owner = Ty::Struct(index);
        let how = match self.rng.below(10) {
            0..=5 => Some(How::RefMut),
            6 => Some(How::Ref),
            7 | 8 => Some(How::Owned),
            _ => None,
        };
        let ret = if how.is_none() {
            owner.clone()
        } else {
            self.ret_ty()
        };
        let params = self.params(1);
        let name = self.fresh("act");
        let arrow = ret.tokens();
        let is_async = self.is_async();
        let (written, body) = self.body(
            &params,
            &ret,
            budget,
            how.map(|how| (owner.clone(), how)),
            is_async,
            None,
        );
        let head = match how {
            Some(How::Owned) => quote!(self,),
            Some(How::Ref) => quote!(&self,),
            Some(How::RefMut) => quote!(&mut self,),
            None => quote!(),
        };
        let owner = struct_name(index);
        let keyword = is_async.then(|| quote!(async));
        self.note(match how {
            Some(How::Owned) => "self_owned",
            Some(How::Ref) => "self_ref",
            Some(How::RefMut) => "self_ref_mut",
            None => "constructor",
        });
        self.item(
            Some(&name),
            quote!(impl #owner { #keyword fn #name(#head #(#written),*) -> #arrow { #body } }),
        );
        self.fns.push(FnDef {
            name,
            owner: Some((index, how)),
            params,
            ret,
            is_async,
        });
    }
}
