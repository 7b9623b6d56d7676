//! Items: structs, enums, functions, methods, the trait, the macro, `main`.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::env::Env;
use super::types::{EnumDef, FnDef, How, StructDef, Ty, enum_name, struct_name};
use super::{DEPTH, Gen};

/// What every program can name, each with the name by which it is used.
fn prelude() -> Vec<(&'static str, TokenStream)> {
    vec![
        (
            "RefCell",
            quote!(
                use std::cell::RefCell;
            ),
        ),
        (
            "HashMap",
            quote!(
                use std::collections::HashMap;
            ),
        ),
        (
            "mem",
            quote!(
                use std::mem;
            ),
        ),
        (
            "ManuallyDrop",
            quote!(
                use std::mem::ManuallyDrop;
            ),
        ),
        (
            "Rc",
            quote!(
                use std::rc::Rc;
            ),
        ),
        (
            "Arc",
            quote!(
                use std::sync::{Arc, Mutex};
            ),
        ),
        (
            "DEVICE",
            quote!(
                const DEVICE: &str = "a";
            ),
        ),
        (
            "pass",
            quote!(
                fn pass<T>(it: T) -> T {
                    it
                }
            ),
        ),
        (
            "run",
            quote!(
                fn run<T>(f: impl FnOnce() -> T) -> T {
                    f()
                }
            ),
        ),
        (
            "twice",
            quote!(
                fn twice(mut f: impl FnMut()) {
                    f();
                    f();
                }
            ),
        ),
        (
            "open",
            quote!(
                macro_rules! open {
                    ($handle:ident, $id:expr) => {
                        $handle::connect($id)
                    };
                }
            ),
        ),
        (
            "open_ty",
            quote!(
                macro_rules! open_ty {
                    ($handle:ty, $id:expr) => {
                        <$handle>::connect($id)
                    };
                }
            ),
        ),
        (
            "Defer",
            quote! {
                struct Defer(&'static str);
                impl Drop for Defer { fn drop(&mut self) { let _it = Client::connect(self.0); } }
            },
        ),
    ]
}

/// An item of the program.
pub(super) struct Item {
    /// By which name it is used, if it can go where it is not.
    name: Option<Ident>,
    tokens: TokenStream,
}

/// The names in a piece of program.
fn names(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Ident(name) => {
                found.insert(name.to_string());
            }
            TokenTree::Group(group) => names(group.stream(), found),
            _ => {}
        }
    }
}

impl Gen<'_> {
    /// The program: what is used of the prelude, then the items.
    pub(super) fn assemble(&self) -> TokenStream {
        let mut used = BTreeSet::new();
        let mut kept = vec![false; self.items.len()];
        // What nobody calls is analysed as if anybody could, and no run shows it: it goes.
        loop {
            let wanted = |item: &Item| {
                item.name
                    .as_ref()
                    .is_none_or(|name| used.contains(&name.to_string()))
            };
            let Some(at) = (0..kept.len()).find(|i| !kept[*i] && wanted(&self.items[*i])) else {
                break;
            };
            kept[at] = true;
            names(self.items[at].tokens.clone(), &mut used);
        }
        let items = self
            .items
            .iter()
            .zip(kept)
            .filter(|(_, kept)| *kept)
            .map(|(item, _)| &item.tokens);
        let own = quote!(#(#items)*);
        let prelude = prelude()
            .into_iter()
            .filter(|(name, _)| used.contains(*name))
            .map(|(_, item)| item);
        quote! {
            use oracle_client::{Client, Refused, Shared, cond};
            #(#prelude)*
            #own
        }
    }

    fn item(&mut self, name: Option<&Ident>, tokens: TokenStream) {
        self.items.push(Item {
            name: name.cloned(),
            tokens,
        });
    }

    /// Everything but `main`.
    pub(super) fn items(&mut self, budget: i32) {
        self.has_trait = self.rng.percent(35);
        if self.has_trait {
            self.trait_items();
        }
        for index in 0..self.rng.below(3) {
            self.struct_item(index);
        }
        for index in 0..self.rng.below(2) {
            self.enum_item(index);
        }
        for _ in 0..self.rng.below(4) {
            self.function(budget / 3);
        }
        let structs = self.structs.len();
        for index in 0..structs {
            for _ in 0..1 + self.rng.below(3) {
                self.method(index, budget / 4);
            }
        }
    }

    /// `main`.
    pub(super) fn main(&mut self, budget: i32) {
        self.budget = budget;
        self.env = Env::new(Ty::Unit);
        let n = 3 + self.rng.below(5);
        let (mut body, mut diverges) = (TokenStream::new(), false);
        for _ in 0..n {
            let (made, ends) = self.stmt(DEPTH);
            body.extend(made);
            if ends {
                diverges = true;
                break;
            }
        }
        // Something after all that, so that what is left open can be met.
        if !diverges && self.rng.percent(60) {
            let connect = self.connect(&Ty::Client);
            body.extend(quote!(let _last = #connect;));
        }
        self.item(None, quote!(pub fn main() { #body }));
    }

    fn struct_item(&mut self, index: usize) {
        let n = 1 + self.rng.below(3);
        let fields: Vec<_> = (0..n)
            .map(|i| {
                let ty = if i == 0 && self.rng.percent(50) {
                    Ty::Client.opt()
                } else {
                    self.some_ty(1)
                };
                (format_ident!("{}", ["link", "other", "third"][i]), ty)
            })
            .collect();
        let has_drop = self.rng.percent(15);
        let name = struct_name(index);
        let (names, tys): (Vec<_>, Vec<_>) =
            fields.iter().map(|(n, t)| (n.clone(), t.tokens())).unzip();
        self.item(Some(&name), quote!(struct #name { #(#names: #tys),* }));
        if has_drop {
            self.note("drop_impl");
            self.item(
                Some(&name),
                quote!(impl Drop for #name { fn drop(&mut self) {} }),
            );
        }
        self.structs.push(StructDef { fields, has_drop });
    }

    fn enum_item(&mut self, index: usize) {
        let mut variants = vec![(format_ident!("Idle"), Vec::new())];
        for i in 0..1 + self.rng.below(3) {
            let mut tys = vec![if self.rng.percent(70) {
                Ty::Client
            } else {
                self.some_ty(1)
            }];
            if self.rng.percent(30) {
                tys.push(self.some_ty(0));
            }
            variants.push((format_ident!("{}", ["Up", "Closing", "Failed"][i]), tys));
        }
        let name = enum_name(index);
        let all = variants.iter().map(|(n, tys)| {
            let tys = tys.iter().map(Ty::tokens);
            if tys.len() == 0 {
                quote!(#n)
            } else {
                quote!(#n(#(#tys),*))
            }
        });
        let tokens = quote!(enum #name { #(#all),* });
        self.item(Some(&name), tokens);
        self.enums.push(EnumDef { variants });
    }

    /// A type to return.
    fn ret_ty(&mut self) -> Ty {
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
                let ty = self.some_ty(1);
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
    ) -> (Vec<TokenStream>, TokenStream) {
        let outer = std::mem::replace(&mut self.env, Env::new(ret.clone()));
        self.budget = budget.max(4);
        if let Some((ty, how)) = head {
            self.env.declare(format_ident!("self"), ty, false, how);
        }
        let mut written = Vec::new();
        for (n, (ty, how)) in params.iter().enumerate() {
            let name = format_ident!("p{n}");
            let ty_tokens = ty.tokens();
            written.push(match how {
                How::Owned => quote!(mut #name: #ty_tokens),
                How::Ref => quote!(#name: &#ty_tokens),
                How::RefMut => quote!(#name: &mut #ty_tokens),
            });
            self.env.declare(name, ty.clone(), true, *how);
        }
        let n = self.rng.below(4);
        let (mut body, diverges) = self.stmts(n, DEPTH - 1, false);
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

    fn function(&mut self, budget: i32) {
        let ret = self.ret_ty();
        let params = self.params(2);
        let name = self.fresh("helper");
        let arrow = ret.tokens();
        let recursive = self.rng.percent(15)
            && params
                .iter()
                .all(|(ty, how)| *how != How::Owned || ty.is_copy());
        let (written, body) = self.body(&params, &ret, budget, None);
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
        self.item(
            Some(&name),
            quote!(fn #name(#(#written),*) -> #arrow { #again #body }),
        );
        self.fns.push(FnDef {
            name,
            owner: None,
            params,
            ret,
        });
    }

    fn method(&mut self, index: usize, budget: i32) {
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
        let (written, body) = self.body(&params, &ret, budget, how.map(|how| (owner.clone(), how)));
        let head = match how {
            Some(How::Owned) => quote!(self,),
            Some(How::Ref) => quote!(&self,),
            Some(How::RefMut) => quote!(&mut self,),
            None => quote!(),
        };
        let owner = struct_name(index);
        self.item(
            Some(&name),
            quote!(impl #owner { fn #name(#head #(#written),*) -> #arrow { #body } }),
        );
        self.fns.push(FnDef {
            name,
            owner: Some((index, how)),
            params,
            ret,
        });
    }

    fn trait_items(&mut self) {
        self.note("trait");
        self.item(
            Some(&format_ident!("Link")),
            quote! {
                trait Link { fn renew(&mut self); fn stop(&mut self); }
                struct Wire { link: Option<Client> }
                impl Link for Wire {
                    fn renew(&mut self) { self.link = Some(Client::connect("a")); }
                    fn stop(&mut self) { self.link = None; }
                }
                struct Radio { link: Client }
                impl Link for Radio {
                    fn renew(&mut self) { self.link.end(); self.link = Client::connect("a"); }
                    fn stop(&mut self) { self.link.end(); }
                }
            },
        );
        let again = quote!(
            fn again<T: Link + ?Sized>(link: &mut T) {
                link.stop();
                link.renew();
            }
        );
        self.item(Some(&format_ident!("again")), again);
    }
}
