//! `cfg` on an invocation holds for all that it expands to.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::ToTokens;
use syn::parse::Parser as _;
use syn::{Attribute, Block, Expr, ExprBlock, Item, Stmt, StmtMacro};

/// Puts the `cfg`s of an invocation on the items that it expands to.
pub(super) fn items(attrs: &[Attribute], items: &mut [Item]) {
    let cfgs = attrs.iter().filter(|a| a.path().is_ident("cfg"));
    let tokens: TokenStream = cfgs.map(ToTokens::to_token_stream).collect();
    if tokens.is_empty() {
        return;
    }
    for item in items {
        let own = match item {
            Item::Const(i) => &mut i.attrs,
            Item::Enum(i) => &mut i.attrs,
            Item::ExternCrate(i) => &mut i.attrs,
            Item::Fn(i) => &mut i.attrs,
            Item::ForeignMod(i) => &mut i.attrs,
            Item::Impl(i) => &mut i.attrs,
            Item::Macro(i) => &mut i.attrs,
            Item::Mod(i) => &mut i.attrs,
            Item::Static(i) => &mut i.attrs,
            Item::Struct(i) => &mut i.attrs,
            Item::Trait(i) => &mut i.attrs,
            Item::Type(i) => &mut i.attrs,
            Item::Union(i) => &mut i.attrs,
            Item::Use(i) => &mut i.attrs,
            _ => continue,
        };
        own.extend(
            Attribute::parse_outer
                .parse2(tokens.clone())
                .unwrap_or_default(),
        );
    }
}

/// The statements of an invocation under a `cfg` of which nothing is known, as one that is perhaps there.
pub(super) fn block(invocation: &mut StmtMacro, stmts: Vec<Stmt>) -> Stmt {
    let mut brace_token = syn::token::Brace::default();
    let span = invocation.mac.delimiter.span();
    let mut group = Group::new(Delimiter::Brace, TokenStream::new());
    group.set_span(span.join());
    brace_token.span = group.delim_span();
    let block = ExprBlock {
        attrs: std::mem::take(&mut invocation.attrs),
        label: None,
        block: Block { brace_token, stmts },
    };
    Stmt::Expr(Expr::Block(block), None)
}
