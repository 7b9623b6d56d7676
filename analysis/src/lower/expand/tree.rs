//! The walk over the syntax tree.

use syn::parse::ParseStream;
use syn::visit_mut::{self, VisitMut};
use syn::{Expr, ForeignItem, ImplItem, Item, Macro, Pat, Stmt, TraitItem, Type};

use super::super::attrs::Cfg;
use super::super::ty::name_of;
use super::invoke::{Outcome, names_only};
use super::{Expander, under_cfg};

/// Parses any number of something.
fn many<T: syn::parse::Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    let mut out = Vec::new();
    while !input.is_empty() {
        out.push(input.parse()?);
    }
    Ok(out)
}

/// An expression; a semicolon behind it is let pass, as rustc does.
fn expression(input: ParseStream<'_>) -> syn::Result<Expr> {
    let expr = input.parse()?;
    input.parse::<Option<syn::Token![;]>>()?;
    Ok(expr)
}

fn is_macro_use(attr: &syn::Attribute) -> bool {
    attr.path().is_ident("macro_use")
}

impl Expander<'_, '_> {
    /// Items in the order of the text; those that a macro makes take its place.
    pub(super) fn items(&mut self, items: &mut Vec<Item>) {
        for mut item in std::mem::take(items) {
            match &mut item {
                Item::Macro(i) => match &i.ident {
                    Some(name) => {
                        self.define(name, &i.attrs, &i.mac.tokens);
                        items.push(item);
                    }
                    None => match self.invoke(&i.mac, many::<Item>) {
                        Outcome::Other => {
                            self.visit_macro_mut(&mut i.mac);
                            items.push(item);
                        }
                        Outcome::Unknown => {}
                        Outcome::Expanded(mut made, depth) => {
                            under_cfg::items(&i.attrs, &mut made);
                            self.deeper(depth, |x| x.items(&mut made));
                            items.append(&mut made);
                        }
                    },
                },
                _ => {
                    self.visit_item_mut(&mut item);
                    items.push(item);
                }
            }
        }
    }

    fn statements(&mut self, stmts: &mut Vec<Stmt>) {
        for mut stmt in std::mem::take(stmts) {
            match &mut stmt {
                Stmt::Macro(m) => match self.invoke(&m.mac, syn::Block::parse_within) {
                    Outcome::Other => {
                        self.visit_macro_mut(&mut m.mac);
                        stmts.push(stmt);
                    }
                    Outcome::Unknown => {
                        let names = Expr::Verbatim(names_only(&m.mac));
                        stmts.push(Stmt::Expr(names, m.semi_token.take()));
                    }
                    Outcome::Expanded(mut made, depth) => {
                        if let (Some(Stmt::Expr(_, semi @ None)), Some(own)) =
                            (made.last_mut(), m.semi_token.take())
                        {
                            *semi = Some(own);
                        }
                        let cfg = self.cx.cfg(&m.attrs);
                        if cfg != Cfg::Off {
                            self.deeper(depth, |x| x.statements(&mut made));
                        }
                        match cfg {
                            Cfg::Off => {}
                            Cfg::On => stmts.append(&mut made),
                            Cfg::Unknown(_) => stmts.push(under_cfg::block(m, made)),
                        }
                    }
                },
                Stmt::Item(Item::Macro(i)) => {
                    let mut items = Vec::new();
                    if let Some(name) = &i.ident {
                        self.define(name, &i.attrs, &i.mac.tokens);
                    } else if let Stmt::Item(item) = stmt {
                        items.push(item);
                        self.items(&mut items);
                    }
                    stmts.extend(items.into_iter().map(Stmt::Item));
                }
                _ => {
                    self.visit_stmt_mut(&mut stmt);
                    stmts.push(stmt);
                }
            }
        }
    }

    /// The members of an impl, a trait or an extern block.
    fn members<T: syn::parse::Parse>(
        &mut self,
        members: &mut Vec<T>,
        invoked: fn(&mut T) -> Option<&mut Macro>,
        walk: fn(&mut Self, &mut T),
    ) {
        for mut member in std::mem::take(members) {
            let outcome = invoked(&mut member).map(|mac| self.invoke(mac, many::<T>));
            match outcome {
                None | Some(Outcome::Other) => {
                    walk(self, &mut member);
                    members.push(member);
                }
                Some(Outcome::Unknown) => {}
                Some(Outcome::Expanded(mut made, depth)) => {
                    self.deeper(depth, |x| x.members(&mut made, invoked, walk));
                    members.append(&mut made);
                }
            }
        }
    }
}

impl VisitMut for Expander<'_, '_> {
    fn visit_attribute_mut(&mut self, _: &mut syn::Attribute) {}

    fn visit_item_mod_mut(&mut self, item: &mut syn::ItemMod) {
        let keep = item.attrs.iter().any(is_macro_use);
        let name = name_of(&item.ident);
        let Some((_, items)) = &mut item.content else {
            if keep {
                self.use_module(&name);
            }
            return;
        };
        let outer = self.module;
        let table = self.place.map(|p| p.table);
        self.module = outer
            .and_then(|m| table?.modules.get(m))
            .and_then(|m| m.children.get(&name))
            .copied();
        self.scoped(keep, |x| x.items(items));
        self.module = outer;
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        self.bodies += 1;
        self.scoped(false, |x| x.statements(&mut block.stmts));
        self.bodies -= 1;
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        // What was one fragment is one piece of the tree: its invisible brackets have done their work.
        while let Expr::Group(group) = expr {
            let inside = std::mem::replace(&mut *group.expr, Expr::PLACEHOLDER);
            *expr = inside;
        }
        let Expr::Macro(e) = expr else {
            return visit_mut::visit_expr_mut(self, expr);
        };
        match self.invoke(&e.mac, expression) {
            Outcome::Other => self.visit_macro_mut(&mut e.mac),
            Outcome::Unknown => *expr = Expr::Verbatim(names_only(&e.mac)),
            Outcome::Expanded(mut made, depth) => {
                self.deeper(depth, |x| x.visit_expr_mut(&mut made));
                *expr = made;
            }
        }
    }

    fn visit_pat_mut(&mut self, pat: &mut Pat) {
        let Pat::Macro(p) = pat else {
            return visit_mut::visit_pat_mut(self, pat);
        };
        match self.invoke(&p.mac, Pat::parse_multi_with_leading_vert) {
            Outcome::Other => {}
            Outcome::Unknown => *pat = Pat::Verbatim(names_only(&p.mac)),
            Outcome::Expanded(mut made, depth) => {
                self.deeper(depth, |x| x.visit_pat_mut(&mut made));
                *pat = made;
            }
        }
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        let Type::Macro(t) = ty else {
            return visit_mut::visit_type_mut(self, ty);
        };
        match self.invoke(&t.mac, |input: ParseStream<'_>| input.parse::<Type>()) {
            Outcome::Other => {}
            Outcome::Unknown => *ty = Type::Verbatim(names_only(&t.mac)),
            Outcome::Expanded(mut made, depth) => {
                self.deeper(depth, |x| x.visit_type_mut(&mut made));
                *ty = made;
            }
        }
    }

    fn visit_item_impl_mut(&mut self, item: &mut syn::ItemImpl) {
        fn invoked(member: &mut ImplItem) -> Option<&mut Macro> {
            match member {
                ImplItem::Macro(m) => Some(&mut m.mac),
                _ => None,
            }
        }
        self.members(&mut item.items, invoked, |x, member| {
            x.visit_impl_item_mut(member)
        });
        self.visit_generics_mut(&mut item.generics);
        self.visit_type_mut(&mut item.self_ty);
    }

    fn visit_item_trait_mut(&mut self, item: &mut syn::ItemTrait) {
        fn invoked(member: &mut TraitItem) -> Option<&mut Macro> {
            match member {
                TraitItem::Macro(m) => Some(&mut m.mac),
                _ => None,
            }
        }
        self.members(&mut item.items, invoked, |x, member| {
            x.visit_trait_item_mut(member)
        });
    }

    fn visit_item_foreign_mod_mut(&mut self, item: &mut syn::ItemForeignMod) {
        fn invoked(member: &mut ForeignItem) -> Option<&mut Macro> {
            match member {
                ForeignItem::Macro(m) => Some(&mut m.mac),
                _ => None,
            }
        }
        self.members(&mut item.items, invoked, |_, _| {});
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        if !mac.path.is_ident("macro_rules") {
            mac.tokens = self.inside(std::mem::take(&mut mac.tokens));
        }
    }
}
