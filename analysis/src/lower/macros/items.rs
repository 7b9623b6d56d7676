//! Macros that stand for items: `macro_rules!`, `thread_local!`, `lazy_static!`, `cfg_if!`.

use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute, Expr, Item, Macro, Token, Visibility};

use super::super::FileCx;
use super::super::builder::{Builder, Dest};
use super::super::ty::name_of;
use crate::ir::{ItemIr, ItemKind, ModuleIr, Terminator};
use crate::source::Span;

/// One static of `thread_local!` or `lazy_static!`.
struct LazyStatic {
    attrs: Vec<Attribute>,
    public: bool,
    name: syn::Ident,
    ty: syn::Type,
    init: Expr,
}

fn statics(input: ParseStream<'_>) -> syn::Result<Vec<LazyStatic>> {
    let mut statics = Vec::new();
    while !input.is_empty() {
        let attrs = input.call(Attribute::parse_outer)?;
        let public = !matches!(input.parse::<Visibility>()?, Visibility::Inherited);
        input.parse::<Token![static]>()?;
        input.parse::<Option<Token![ref]>>()?;
        let name: syn::Ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        input.parse::<Token![=]>()?;
        let init = input.parse()?;
        input.parse::<Option<Token![;]>>()?;
        statics.push(LazyStatic {
            attrs,
            public,
            name,
            ty,
            init,
        });
    }
    Ok(statics)
}

/// One branch of `cfg_if!`: its predicate (none for `else`) and its contents.
type Branch<T> = (Option<String>, Vec<T>);

/// The branches of `cfg_if!`, their contents read by `contents`.
fn branches<T>(
    cx: &FileCx<'_>,
    mac: &Macro,
    contents: impl Fn(ParseStream<'_>) -> syn::Result<Vec<T>>,
) -> Option<Vec<Branch<T>>> {
    let parser = |input: ParseStream<'_>| {
        let mut branches = Vec::new();
        loop {
            let mut predicate = None;
            if input.parse::<Option<Token![if]>>()?.is_some() {
                let attrs = input.call(Attribute::parse_outer)?;
                predicate = cx.cfgs(&attrs).into_iter().next();
            }
            let inside;
            syn::braced!(inside in input);
            branches.push((predicate, contents(&inside)?));
            if input.parse::<Option<Token![else]>>()?.is_none() {
                return Ok(branches);
            }
        }
    };
    mac.parse_body_with(parser).ok()
}

fn parse_items(input: ParseStream<'_>) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    while !input.is_empty() {
        items.push(input.parse()?);
    }
    Ok(items)
}

impl FileCx<'_> {
    /// A macro in item position.
    pub(in super::super) fn item_macro(
        &self,
        name: Option<&syn::Ident>,
        attrs: &[Attribute],
        mac: &Macro,
        module: &mut ModuleIr,
    ) {
        let delimiters = mac.delimiter.span();
        if let (Some(name), true) = (name, mac.path.is_ident("macro_rules")) {
            let inner = self.between(delimiters.open(), delimiters.close());
            let rules = self.inside_of(inner, &mac.tokens);
            let span = self
                .path_span(None, &mac.path)
                .to(self.span(delimiters.close()));
            module.items.push(ItemIr {
                name: name_of(name),
                span,
                name_span: self.span(name.span()),
                public: attrs.iter().any(|a| a.path().is_ident("macro_export")),
                cfg: self.cfgs(attrs),
                kind: ItemKind::MacroRules { rules },
            });
            return;
        }
        self.declaring_macro(attrs, mac, module);
    }

    /// The items of a macro that declares some.
    pub(in super::super) fn declaring_macro(
        &self,
        attrs: &[Attribute],
        mac: &Macro,
        module: &mut ModuleIr,
    ) {
        let last = mac
            .path
            .segments
            .last()
            .map(|s| name_of(&s.ident))
            .unwrap_or_default();
        match last.as_str() {
            "thread_local" | "lazy_static" => {
                let Ok(statics) = statics.parse2(mac.tokens.clone()) else {
                    return;
                };
                for one in statics {
                    self.lazy_static(attrs, &one, module);
                }
            }
            "cfg_if" => self.cfg_if_items(attrs, mac, module),
            _ => {}
        }
    }

    fn lazy_static(&self, attrs: &[Attribute], one: &LazyStatic, module: &mut ModuleIr) {
        let mut cfg = self.cfgs(attrs);
        cfg.extend(self.cfgs(&one.attrs));
        let name_span = self.span(one.name.span());
        module.items.push(ItemIr {
            name: name_of(&one.name),
            span: name_span.to(self.expr_span(&one.init)),
            name_span,
            public: one.public,
            cfg,
            kind: ItemKind::Const {
                ty: self.ty(&one.ty),
                is_static: true,
                body: Some(Box::new(self.const_body(&one.init))),
            },
        });
    }

    /// The items of all branches, with the predicates under which they are there.
    fn cfg_if_items(&self, attrs: &[Attribute], mac: &Macro, module: &mut ModuleIr) {
        let Some(branches) = branches(self, mac, parse_items) else {
            return;
        };
        let mut before: Vec<String> = Vec::new();
        for (predicate, items) in branches {
            let mut inside = ModuleIr::default();
            self.items_into(items.iter(), &mut inside);
            let mut cfg = self.cfgs(attrs);
            if !before.is_empty() {
                cfg.push(format!("not(any({}))", before.join(", ")));
            }
            cfg.extend(predicate.clone());
            before.extend(predicate);
            for item in &mut inside.items {
                item.cfg.extend(cfg.iter().cloned());
            }
            for item in &mut inside.uses {
                item.cfg.extend(cfg.iter().cloned());
            }
            module.items.append(&mut inside.items);
            module.uses.append(&mut inside.uses);
        }
    }
}

impl Builder<'_, '_> {
    /// `cfg_if!` in a body: any of its branches (the items in them are lowered with the block's).
    pub(super) fn cfg_if_statements(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let branches = branches(self.cx, mac, syn::Block::parse_within)?;
        let mut targets: Vec<_> = branches.iter().map(|_| self.new_block()).collect();
        let join = self.new_block();
        if branches
            .last()
            .is_some_and(|(predicate, _)| predicate.is_some())
        {
            targets.push(join);
        }
        self.terminate(Terminator::Nondet(targets.clone()));
        let end = super::super::body::end_of(span);
        for ((_, stmts), target) in branches.iter().zip(targets) {
            self.switch_to(target);
            self.items_of(stmts);
            self.open_scope();
            self.statements(stmts, dest, end);
            self.close_scope(end);
            self.goto(join);
        }
        self.switch_to(join);
        Some(())
    }
}
