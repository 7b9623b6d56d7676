//! Items: modules, functions, types, impls, traits, `use` trees.

use syn::{ImplItem, Item, TraitItem, Visibility};

use super::FileCx;
use super::ty::name_of;
use crate::ir::{
    EnumIr, FieldIr, FnIr, ImplIr, ItemIr, ItemKind, ModuleIr, Path, Segment, StructIr, TraitIr,
    UseIr, VariantIr,
};
use crate::source::Span;

fn is_public(vis: &Visibility) -> bool {
    !matches!(vis, Visibility::Inherited)
}

impl FileCx<'_> {
    /// The contents of a module.
    pub(super) fn module(&self, items: &[Item]) -> ModuleIr {
        let mut module = ModuleIr::default();
        self.items_into(items.iter(), &mut module);
        module
    }

    /// Adds items to a module.
    pub(super) fn items_into<'i>(
        &self,
        items: impl Iterator<Item = &'i Item>,
        module: &mut ModuleIr,
    ) {
        for item in items {
            self.item(item, module);
        }
    }

    fn item(&self, item: &Item, module: &mut ModuleIr) {
        let mut add = |attrs: &[syn::Attribute],
                       vis: &Visibility,
                       name: &syn::Ident,
                       span: Span,
                       kind: ItemKind| {
            module.items.push(ItemIr {
                name: name_of(name),
                span,
                name_span: self.span(name.span()),
                public: is_public(vis),
                cfg: self.cfgs(attrs),
                kind,
            });
        };
        match item {
            Item::Const(i) => {
                let span = self.between(i.const_token.span, i.semi_token.span);
                let body = Some(Box::new(self.const_body(&i.expr)));
                add(
                    &i.attrs,
                    &i.vis,
                    &i.ident,
                    span,
                    ItemKind::Const {
                        ty: self.ty(&i.ty),
                        is_static: false,
                        body,
                    },
                );
            }
            Item::Static(i) => {
                let span = self.between(i.static_token.span, i.semi_token.span);
                let body = Some(Box::new(self.const_body(&i.expr)));
                add(
                    &i.attrs,
                    &i.vis,
                    &i.ident,
                    span,
                    ItemKind::Const {
                        ty: self.ty(&i.ty),
                        is_static: true,
                        body,
                    },
                );
            }
            Item::Enum(i) => {
                let span = self.between(i.enum_token.span, i.brace_token.span.close());
                let variants = i.variants.iter().map(|v| VariantIr {
                    name: name_of(&v.ident),
                    fields: self.fields(&v.fields),
                    tuple: matches!(v.fields, syn::Fields::Unnamed(_)),
                });
                let kind = EnumIr {
                    generics: self.generics(&i.generics),
                    variants: variants.collect(),
                    derives: self.derives(&i.attrs),
                };
                add(&i.attrs, &i.vis, &i.ident, span, ItemKind::Enum(kind));
            }
            Item::Struct(i) => {
                let end = match (&i.semi_token, &i.fields) {
                    (Some(semi), _) => semi.span,
                    (None, syn::Fields::Named(fields)) => fields.brace_token.span.close(),
                    (None, _) => i.ident.span(),
                };
                let kind = StructIr {
                    generics: self.generics(&i.generics),
                    fields: self.fields(&i.fields),
                    tuple: matches!(i.fields, syn::Fields::Unnamed(_)),
                    derives: self.derives(&i.attrs),
                };
                add(
                    &i.attrs,
                    &i.vis,
                    &i.ident,
                    self.between(i.struct_token.span, end),
                    ItemKind::Struct(kind),
                );
            }
            Item::Union(i) => {
                let span = self.between(i.union_token.span, i.fields.brace_token.span.close());
                let kind = StructIr {
                    generics: self.generics(&i.generics),
                    fields: self.field_list(&i.fields.named),
                    tuple: false,
                    derives: self.derives(&i.attrs),
                };
                add(&i.attrs, &i.vis, &i.ident, span, ItemKind::Struct(kind));
            }
            Item::Fn(i) => {
                let function = self.function(&i.attrs, is_public(&i.vis), &i.sig, Some(&i.block));
                let span = self.between(fn_start(&i.sig), i.block.brace_token.span.close());
                add(
                    &i.attrs,
                    &i.vis,
                    &i.sig.ident,
                    span,
                    ItemKind::Fn(Box::new(function)),
                );
            }
            Item::Type(i) => {
                let span = self.between(i.type_token.span, i.semi_token.span);
                let kind = ItemKind::Alias {
                    generics: self.generics(&i.generics),
                    ty: self.ty(&i.ty),
                };
                add(&i.attrs, &i.vis, &i.ident, span, kind);
            }
            Item::Trait(i) => {
                let span = self.between(i.trait_token.span, i.brace_token.span.close());
                let fns = i.items.iter().filter_map(|item| self.trait_fn(item));
                let kind = TraitIr {
                    generics: self.generics(&i.generics),
                    fns: fns.collect(),
                };
                add(&i.attrs, &i.vis, &i.ident, span, ItemKind::Trait(kind));
            }
            Item::Mod(i) => {
                let path_attr = self.path_attr(&i.attrs);
                let macro_use = i.attrs.iter().any(|a| a.path().is_ident("macro_use"));
                let (end, kind) = match &i.content {
                    Some((brace, items)) => (
                        brace.span.close(),
                        ItemKind::Mod {
                            module: self.module(items),
                            path_attr,
                            macro_use,
                        },
                    ),
                    None => (
                        i.semi.as_ref().map_or(i.ident.span(), |s| s.span),
                        ItemKind::ModDecl {
                            path_attr,
                            macro_use,
                        },
                    ),
                };
                add(
                    &i.attrs,
                    &i.vis,
                    &i.ident,
                    self.between(i.mod_token.span, end),
                    kind,
                );
            }
            Item::ForeignMod(i) => {
                for foreign in &i.items {
                    self.foreign_item(&i.attrs, foreign, module);
                }
            }
            Item::Impl(i) => {
                let span = self.between(i.impl_token.span, i.brace_token.span.close());
                module.items.push(ItemIr {
                    name: String::new(),
                    span,
                    name_span: self.span(i.impl_token.span),
                    public: false,
                    cfg: self.cfgs(&i.attrs),
                    kind: ItemKind::Impl(self.impl_block(i)),
                });
            }
            Item::ExternCrate(i) => {
                let path = Path {
                    global: i.ident != "self",
                    qself: None,
                    qself_position: 0,
                    segments: vec![Segment {
                        name: if i.ident == "self" {
                            "crate".to_owned()
                        } else {
                            name_of(&i.ident)
                        },
                        args: Vec::new(),
                    }],
                    span: self.span(i.ident.span()),
                };
                let name = i.rename.as_ref().map_or(&i.ident, |(_, name)| name);
                let (public, cfg) = (is_public(&i.vis), self.cfgs(&i.attrs));
                module.uses.push(UseIr {
                    path,
                    name: Some(name_of(name)),
                    public,
                    cfg,
                });
            }
            Item::Use(i) => {
                let proto = UseIr {
                    path: Path {
                        global: i.leading_colon.is_some(),
                        qself: None,
                        qself_position: 0,
                        segments: Vec::new(),
                        span: self.between(i.use_token.span, i.semi_token.span),
                    },
                    name: None,
                    public: is_public(&i.vis),
                    cfg: self.cfgs(&i.attrs),
                };
                self.use_tree(&i.tree, &proto, &mut module.uses);
            }
            Item::Macro(i) => self.item_macro(i.ident.as_ref(), &i.attrs, &i.mac, module),
            _ => {}
        }
    }

    fn foreign_item(
        &self,
        attrs: &[syn::Attribute],
        item: &syn::ForeignItem,
        module: &mut ModuleIr,
    ) {
        let (own, vis, name, start, end, kind) = match item {
            syn::ForeignItem::Fn(f) => {
                let function = self.function(&f.attrs, is_public(&f.vis), &f.sig, None);
                (
                    &f.attrs,
                    &f.vis,
                    &f.sig.ident,
                    fn_start(&f.sig),
                    f.semi_token.span,
                    ItemKind::Fn(Box::new(function)),
                )
            }
            syn::ForeignItem::Static(s) => {
                let kind = ItemKind::Const {
                    ty: self.ty(&s.ty),
                    is_static: true,
                    body: None,
                };
                (
                    &s.attrs,
                    &s.vis,
                    &s.ident,
                    s.static_token.span,
                    s.semi_token.span,
                    kind,
                )
            }
            _ => return,
        };
        let mut cfg = self.cfgs(attrs);
        cfg.extend(self.cfgs(own));
        module.items.push(ItemIr {
            name: name_of(name),
            span: self.between(start, end),
            name_span: self.span(name.span()),
            public: is_public(vis),
            cfg,
            kind,
        });
    }

    fn impl_block(&self, item: &syn::ItemImpl) -> ImplIr {
        let mut block = ImplIr {
            generics: self.generics(&item.generics),
            trait_path: item.trait_.as_ref().map(|(path, _)| self.path(None, path)),
            self_ty: self.ty(&item.self_ty),
            fns: Vec::new(),
            types: Vec::new(),
            consts: Vec::new(),
        };
        for item in &item.items {
            self.impl_item(item, &mut block);
        }
        block
    }

    /// Adds a member of an impl.
    pub(super) fn impl_item(&self, item: &ImplItem, block: &mut ImplIr) {
        match item {
            ImplItem::Fn(f) => {
                let public = is_public(&f.vis);
                let function = self.function(&f.attrs, public, &f.sig, Some(&f.block));
                block.fns.push(function);
            }
            ImplItem::Type(t) => block.types.push((name_of(&t.ident), self.ty(&t.ty))),
            ImplItem::Const(c) => {
                let body = Some(Box::new(self.const_body(&c.expr)));
                block.consts.push((name_of(&c.ident), self.ty(&c.ty), body));
            }
            _ => {}
        }
    }

    /// A member of a trait, if it is a function.
    pub(super) fn trait_fn(&self, item: &TraitItem) -> Option<FnIr> {
        match item {
            TraitItem::Fn(f) => Some(self.function(&f.attrs, false, &f.sig, f.default.as_ref())),
            _ => None,
        }
    }

    fn fields(&self, fields: &syn::Fields) -> Vec<FieldIr> {
        self.field_list(fields)
    }

    fn field_list<'f>(&self, fields: impl IntoIterator<Item = &'f syn::Field>) -> Vec<FieldIr> {
        let field = |(index, field): (usize, &syn::Field)| FieldIr {
            name: field
                .ident
                .as_ref()
                .map_or_else(|| index.to_string(), name_of),
            ty: self.ty(&field.ty),
            span: match &field.ident {
                Some(name) => self.span(name.span()),
                None => self.span(syn::spanned::Spanned::span(&field.ty)),
            },
        };
        fields.into_iter().enumerate().map(field).collect()
    }
}

fn fn_start(sig: &syn::Signature) -> proc_macro2::Span {
    let constness = sig.constness.as_ref().map(|t| t.span);
    constness
        .or(sig.asyncness.as_ref().map(|t| t.span))
        .unwrap_or(sig.fn_token.span)
}
