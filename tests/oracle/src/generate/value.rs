//! Values of every type.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::env::Loop;
use super::types::{How, Ty, enum_name, struct_name};

impl Gen<'_> {
    /// A value.
    pub(super) fn value(&mut self, ty: &Ty, d: u32) -> TokenStream {
        self.budget -= 1;
        if *ty == Ty::Unit {
            return quote!(());
        }
        for _ in 0..3 {
            let deep = self.deep(d);
            let small = !ty.is_copy() && self.budget > 0;
            let name = self.choose(&[
                ("make", true),
                ("move", true),
                ("call", self.budget > 0),
                ("method", self.budget > 0),
                ("if_value", deep),
                ("match_value", deep && small),
                ("block_value", deep && small),
                ("labelled_value", deep && small),
                ("loop_value", deep && small),
                ("closure_value", deep && small),
                ("identity_call", deep && small),
                ("tuple_index", deep && small),
                ("array_value", deep && small),
                ("mem_replace", small),
                ("mem_take", small),
                ("unbox", deep && small),
                ("cell_value", deep && small),
                ("from_collection", deep && small),
                ("from_option", deep && small),
                ("from_result", deep && *ty == Ty::Client),
                ("question", deep && small),
                ("macro_value", ty.is_handle()),
                ("macro_ty", ty.is_handle()),
                ("thunk_value", true),
            ]);
            if let Some(made) = self.value_of(name, ty, d) {
                self.note(name);
                return made;
            }
        }
        self.make(ty, d)
    }

    fn value_of(&mut self, name: &'static str, ty: &Ty, d: u32) -> Option<TokenStream> {
        match name {
            "make" => Some(self.make(ty, d)),
            "move" => {
                let place = self.movable(|t| t == ty)?;
                self.env.move_out(&place);
                Some(place.tokens)
            }
            "call" => self.call(|ret| ret == ty, false, d),
            "method" => self.call(|ret| ret == ty, true, d),
            "if_value" => {
                let head = self.condition(d - 1);
                let start = self.start();
                let (a, _) = self.value_block(ty, d - 1);
                let after_a = self.rewind(&start);
                let (b, _) = self.value_block(ty, d - 1);
                let after_b = self.start();
                self.join(vec![(after_a, false), (after_b, false)]);
                Some(quote!(if #head { #a } else { #b }))
            }
            "match_value" => {
                let start = self.start();
                let (a, _) = self.value_block(ty, d - 1);
                let after_a = self.rewind(&start);
                let (b, _) = self.value_block(ty, d - 1);
                let after_b = self.start();
                self.join(vec![(after_a, false), (after_b, false)]);
                Some(quote!(match cond() { true => { #a } false => { #b } }))
            }
            "block_value" => {
                let (body, _) = self.value_block(ty, d - 1);
                Some(quote!({ #body }))
            }
            "labelled_value" => {
                let label = self.fresh("l");
                let lifetime = super::jump::label(&label);
                self.push_loop(Some(label), false, ty.clone());
                let (body, diverges) = self.value_block(ty, d - 1);
                let done = self.env.loops.pop()?;
                self.leave(done, diverges);
                Some(quote!(#lifetime: { #body }))
            }
            "loop_value" => {
                self.push_loop(None, true, ty.clone());
                let vars = self.env.vars.len();
                let n = self.rng.below(2);
                let (mut body, diverges) = self.stmts(n, d - 1, false);
                if !diverges {
                    let jump = self.break_or_end(ty, d - 1);
                    body.extend(jump);
                }
                self.env.close_scope(vars);
                let done: Loop = self.env.loops.pop()?;
                self.env.moved = done.exit;
                Some(quote!(loop { #body }))
            }
            "identity_call" => {
                let value = self.value(ty, d - 1);
                Some(quote!(pass(#value)))
            }
            "tuple_index" => {
                let value = self.value(ty, d - 1);
                let other_ty = self.some_ty(0);
                let other = self.value(&other_ty, 0);
                Some(quote!((#value, #other).0))
            }
            "array_value" => {
                let value = self.value(ty, d - 1);
                Some(quote!({ let [it] = [#value]; it }))
            }
            "unbox" => {
                let value = self.value(ty, d - 1);
                Some(quote!(*Box::new(#value)))
            }
            "cell_value" => {
                let value = self.value(ty, d - 1);
                Some(quote!(RefCell::new(#value).into_inner()))
            }
            "mem_replace" => {
                let place = self.changeable(|t| t == ty)?;
                let value = self.while_blocked(&[place.var], |g| g.value(ty, d.min(1)));
                let at = place.tokens;
                Some(quote!(mem::replace(&mut #at, #value)))
            }
            "mem_take" => {
                let place = match ty {
                    Ty::Opt(_) | Ty::Many(_) | Ty::Map(_) => self.changeable(|t| t == ty)?,
                    _ => return None,
                };
                let at = place.tokens;
                Some(quote!(mem::take(&mut #at)))
            }
            "closure_value" => self.closure_value(ty, d),
            "from_collection" => self.out_of_collection(ty, d),
            "from_option" => self.out_of_option(ty, d),
            "from_result" => self.out_of_result(ty, d),
            "question" => self.question(ty, d),
            "macro_value" | "macro_ty" => {
                let id = self.id();
                let handle = ty.tokens();
                let name = if name == "macro_ty" {
                    quote!(open_ty)
                } else {
                    quote!(open)
                };
                Some(quote!(#name!(#handle, #id)))
            }
            "thunk_value" => {
                let place = self.movable(|t| matches!(t, Ty::Thunk(r) if **r == *ty))?;
                self.env.move_out(&place);
                let at = place.tokens;
                Some(quote!((#at)()))
            }
            _ => None,
        }
    }

    /// Statements and a tail value, in a scope of their own.
    pub(super) fn value_block(&mut self, ty: &Ty, d: u32) -> (TokenStream, bool) {
        let vars = self.env.vars.len();
        let n = if self.deep(d) { self.rng.below(3) } else { 0 };
        let (mut body, diverges) = self.stmts(n, d, false);
        if !diverges {
            let value = self.value(ty, d);
            // A tail's temporaries outlive the block's locals in 2021: what borrows them is bound first.
            if vars < self.env.vars.len() && self.rng.percent(40) {
                let name = self.fresh("v");
                body.extend(quote!(let #name = #value; #name));
            } else {
                body.extend(value);
            }
        }
        self.env.close_scope(vars);
        (body, diverges)
    }

    /// A value that is built.
    pub(super) fn make(&mut self, ty: &Ty, d: u32) -> TokenStream {
        let less = d.saturating_sub(1);
        match ty {
            Ty::Client | Ty::Shared => self.make_handle(ty),
            Ty::Opt(t) => self.make_option(t, d),
            Ty::Res(t) => self.make_result(t, d),
            Ty::Boxed(t) => {
                let value = self.value(t, less);
                quote!(Box::new(#value))
            }
            Ty::Counted(t) => self.make_counted(ty, t, less),
            Ty::Slot | Ty::Cell => self.make_slot(ty, less),
            Ty::Many(_) | Ty::Map(_) => self.make_collection(ty, less),
            Ty::Pair(t) => {
                let (a, b) = (self.value(t, less), self.value(t, 0));
                quote!([#a, #b])
            }
            Ty::Tuple(ts) => {
                let parts: Vec<_> = ts.iter().map(|t| self.value(t, less)).collect();
                quote!((#(#parts),*))
            }
            Ty::Struct(i) => self.make_struct(*i, less),
            Ty::Enum(i) => {
                let variants = self.enums[*i].variants.clone();
                let at = self.rng.below(variants.len());
                let (name, tys) = &variants[at];
                let parts: Vec<_> = tys.iter().map(|t| self.value(t, less)).collect();
                let owner = enum_name(*i);
                if parts.is_empty() {
                    quote!(#owner::#name)
                } else {
                    quote!(#owner::#name(#(#parts),*))
                }
            }
            Ty::Held(t) => {
                let value = self.value(t, less);
                quote!(ManuallyDrop::new(#value))
            }
            Ty::Dyn => {
                let id = self.id();
                self.note("connect");
                if self.rng.percent(50) {
                    quote!((Box::new(Wire { link: Some(Client::connect(#id)) }) as Box<dyn Link>))
                } else {
                    quote!((Box::new(Radio { link: Client::connect(#id) }) as Box<dyn Link>))
                }
            }
            Ty::Thunk(t) => self.make_thunk(t, less),
            Ty::Bool => self.condition(less),
            Ty::Id => self.id(),
            Ty::Unit => quote!(()),
        }
    }

    fn make_handle(&mut self, ty: &Ty) -> TokenStream {
        let clone = *ty == Ty::Shared && self.rng.percent(40);
        if clone && let Some(place) = self.whole(|p| p.ty == Ty::Shared) {
            self.note("clone");
            let from = place.receiver;
            return quote!(#from.clone());
        }
        self.connect(ty)
    }

    fn make_struct(&mut self, index: usize, d: u32) -> TokenStream {
        let def = self.structs[index].clone();
        let name = struct_name(index);
        let rest = def.fields.len() > 1 && !def.has_drop && self.rng.percent(15);
        let base = if rest {
            self.movable(|t| *t == Ty::Struct(index))
        } else {
            None
        };
        if let Some(base) = base {
            self.note("struct_update");
            let (field, ty) = &def.fields[0];
            let value = self.while_blocked(&[base.var], |g| g.value(ty, d));
            self.env.move_out(&base);
            // What is not moved stays behind in the base.
            let mut first = base.path.clone();
            first.push(0);
            let (var, path) = (base.var, base.path.clone());
            self.env.moved.remove(&(var, path.clone()));
            for n in 1..def.fields.len() {
                let mut part = path.clone();
                part.push(n as u8);
                if !def.fields[n].1.is_copy() {
                    self.env.moved.insert((var, part));
                }
            }
            let base = base.tokens;
            return quote!(#name { #field: #value, ..#base });
        }
        let fields: Vec<_> = def
            .fields
            .iter()
            .map(|(field, ty)| {
                let value = self.value(ty, d);
                quote!(#field: #value)
            })
            .collect();
        quote!(#name { #(#fields),* })
    }

    /// A condition.
    pub(super) fn condition(&mut self, d: u32) -> TokenStream {
        for _ in 0..3 {
            let name = self.choose(&[
                ("cond", true),
                ("flag", true),
                ("not", d > 0),
                ("and", d > 0),
                ("or", d > 0),
                ("is_some", true),
                ("is_none", true),
                ("matches", true),
                ("is_some_and", true),
                ("is_empty", true),
                ("head_temporary", true),
                ("const_bool", d == 0),
            ]);
            let made = match name {
                "cond" => Some(quote!(cond())),
                "flag" => self.whole(|p| p.ty == Ty::Bool).map(|p| p.tokens),
                "not" => {
                    let inner = self.condition(d - 1);
                    Some(quote!(!(#inner)))
                }
                "and" | "or" => {
                    let a = self.condition(d - 1);
                    let b = self.condition(d - 1);
                    Some(if name == "and" {
                        quote!(#a && #b)
                    } else {
                        quote!(#a || #b)
                    })
                }
                "is_some" | "is_none" | "matches" | "is_some_and" => {
                    self.whole(|p| matches!(p.ty, Ty::Opt(_))).map(|p| {
                        let (at, on) = (p.tokens, p.receiver);
                        match name {
                            "is_some" => quote!(#on.is_some()),
                            "is_none" => quote!(#on.is_none()),
                            "matches" => quote!(matches!(#at, Some(_))),
                            _ => quote!(#on.as_ref().is_some_and(|_| cond())),
                        }
                    })
                }
                "is_empty" => self
                    .whole(|p| matches!(p.ty, Ty::Many(_) | Ty::Map(_)))
                    .map(|p| {
                        let on = p.receiver;
                        quote!(#on.is_empty())
                    }),
                "head_temporary" if self.budget > 0 => {
                    let id = self.id();
                    Some(quote!(Client::connect(#id).is_up()))
                }
                "const_bool" => Some(if self.rng.percent(50) {
                    quote!(true)
                } else {
                    quote!(false)
                }),
                _ => None,
            };
            if let Some(made) = made {
                self.note(name);
                return made;
            }
        }
        quote!(cond())
    }

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
        Some(match (receiver, def.owner) {
            (Some(on), _) => quote!(#on.#name(#(#args),*)),
            (None, Some((index, _))) => {
                let owner = struct_name(index);
                quote!(#owner::#name(#(#args),*))
            }
            (None, None) => quote!(#name(#(#args),*)),
        })
    }
}
