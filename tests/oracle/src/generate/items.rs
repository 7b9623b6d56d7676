//! Items: structs, enums, functions, methods, the trait, the macro, `main`.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::env::Env;
use super::types::{EnumDef, StructDef, Ty, enum_name, struct_name};
use super::{DEPTH, Gen};

/// An item of the program.
pub(super) struct Item {
    /// By which names it is used, if it can go where it is not.
    names: Vec<Ident>,
    tokens: TokenStream,
    /// The constructs in it.
    constructs: Vec<&'static str>,
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
    /// The program: what is used of the prelude, then the items; and the constructs in them.
    pub(super) fn assemble(&self) -> (TokenStream, BTreeSet<&'static str>) {
        let mut used = BTreeSet::new();
        let mut kept = vec![false; self.items.len()];
        // What nobody calls is analysed as if anybody could, and no run shows it: it goes.
        loop {
            let wanted = |item: &Item| {
                let is_used = |name: &Ident| used.contains(&name.to_string());
                item.names.is_empty() || item.names.iter().any(is_used)
            };
            let Some(at) = (0..kept.len()).find(|i| !kept[*i] && wanted(&self.items[*i])) else {
                break;
            };
            kept[at] = true;
            names(self.items[at].tokens.clone(), &mut used);
        }
        let prelude = super::prelude::prelude();
        // What an item of the prelude uses stands before it.
        for (name, tokens) in prelude.iter().rev() {
            if used.contains(*name) {
                names(tokens.clone(), &mut used);
            }
        }
        let items = self
            .items
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .map(|(item, _)| &item.tokens);
        let own = quote!(#(#items)*);
        let constructs = (self.items.iter().zip(&kept))
            .filter(|(_, kept)| **kept)
            .flat_map(|(item, _)| item.constructs.iter().copied())
            .collect();
        let prelude = prelude
            .into_iter()
            .filter(|(name, _)| used.contains(*name))
            .map(|(_, item)| item);
        let program = quote! {
            use oracle_client::{Client, EventLoop, Refused, Sender, Shared, cond};
            #(#prelude)*
            #own
        };
        (program, constructs)
    }

    /// Adds an item, with the constructs that were noted since the last one.
    pub(super) fn item(&mut self, name: Option<&Ident>, tokens: TokenStream) {
        let constructs = std::mem::take(&mut self.used);
        self.item_of(name.into_iter().cloned().collect(), tokens, constructs);
    }

    /// Adds an item.
    pub(super) fn item_of(
        &mut self,
        names: Vec<Ident>,
        tokens: TokenStream,
        constructs: Vec<&'static str>,
    ) {
        self.items.push(Item {
            names,
            tokens,
            constructs,
        });
    }

    /// Everything but `main`.
    pub(super) fn items(&mut self, budget: i32) {
        self.has_trait = self.theme.is("traits") || self.rng.percent(20);
        self.trait_is_object = self.rng.percent(60);
        if self.has_trait {
            self.trait_items();
        }
        let least = usize::from(self.theme.is("structs"));
        for index in 0..self.rng.below(3).max(least) {
            self.struct_item(index);
        }
        let least = usize::from(self.theme.is("enums"));
        for index in 0..self.rng.below(2).max(least) {
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
        self.env.around.awaits = self.has_futures;
        self.env.around.is_part = false;
        let n = 6 + self.rng.below(8);
        let (mut body, mut diverges) = (TokenStream::new(), false);
        if self.has_statics {
            // What they hold at the start: see `exclusions.rs`.
            body.extend(quote!(*SLOT.lock().unwrap() = None; LOCAL.set(None);));
        }
        // Something to work on.
        for _ in 0..1 + self.rng.below(2) {
            if let Some(ty) = self.theme_ty() {
                body.extend(self.let_of(ty, 1));
            }
        }
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
            if self.rng.percent(20) {
                let id = self.id();
                let poll = self.poll();
                self.note("poll");
                body.extend(quote!(let mut last = EventLoop::new(#id); let _ = last.#poll;));
            } else {
                let connect = self.connect(&Ty::Client);
                body.extend(quote!(let _last = #connect;));
            }
        }
        let whole = if self.has_futures {
            quote!(pub fn main() { tokio::runtime::Runtime::new().unwrap().block_on(async { #body }); })
        } else {
            quote!(pub fn main() { #body })
        };
        self.item(None, whole);
    }

    fn struct_item(&mut self, index: usize) {
        let n = 1 + self.rng.below(3);
        let fields: Vec<_> = (0..n)
            .map(|i| {
                let ty = if i == 0 && self.rng.percent(20) {
                    Ty::Client
                } else if i == 0 && self.rng.percent(50) {
                    Ty::Client.opt()
                } else {
                    self.some_ty(1)
                };
                (format_ident!("{}", ["link", "other", "third"][i]), ty)
            })
            .collect();
        let has_drop = self.rng.percent(20);
        let name = struct_name(index);
        let (names, tys): (Vec<_>, Vec<_>) =
            fields.iter().map(|(n, t)| (n.clone(), t.tokens())).unzip();
        self.item(Some(&name), quote!(struct #name { #(#names: #tys),* }));
        if has_drop {
            let first = fields[0].0.clone();
            let (construct, body) = match (self.rng.below(4), &fields[0].1) {
                (0, Ty::Opt(_)) => ("drop_impl_take", quote!(self.#first.take();)),
                (1, Ty::Client) => ("drop_impl_end", quote!(self.#first.end();)),
                (2, _) if !self.has_futures => {
                    let connect = self.connect(&Ty::Client);
                    ("drop_impl_connect", quote!(let _it = #connect;))
                }
                _ => ("drop_impl", quote!()),
            };
            self.note(construct);
            self.item(
                Some(&name),
                quote!(impl Drop for #name { fn drop(&mut self) { #body } }),
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
}
