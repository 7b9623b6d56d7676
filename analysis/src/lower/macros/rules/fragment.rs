//! Fragments: what `$x:expr` and the like take from the arguments.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::buffer::Cursor;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Block, Expr, Item, Lit, Meta, Pat, Path, Stmt, Token, Type, Visibility};

use super::Fragment;
use super::unit;
use crate::input::Edition;

/// Takes a fragment from the front of the input; `None` (and nothing taken) if there is none of that kind.
pub(super) fn take(
    input: ParseStream<'_>,
    kind: Fragment,
    edition: Edition,
) -> Option<TokenStream> {
    let first = input.cursor().token_tree().map(|(tree, _)| tree);
    let is = |words: &[&str]| matches!(&first, Some(TokenTree::Ident(i)) if words.iter().any(|w| i == w));
    match kind {
        Fragment::Tt => take_unit(input),
        Fragment::Ident => match first {
            Some(TokenTree::Ident(ident)) if ident != "_" => take_unit(input),
            _ => None,
        },
        Fragment::Lifetime => match first {
            Some(TokenTree::Punct(p)) if p.as_char() == '\'' => take_unit(input),
            _ => None,
        },
        Fragment::Vis => parsed(input, Visibility::parse),
        Fragment::Literal => parsed(input, |input| {
            input.parse::<Option<Token![-]>>()?;
            input.parse::<Lit>()
        }),
        Fragment::Block => parsed(input, Block::parse),
        Fragment::Item => parsed(input, Item::parse),
        Fragment::Meta => parsed(input, Meta::parse),
        Fragment::Path => parsed(input, Path::parse),
        Fragment::Stmt => statement(input),
        Fragment::Ty => parsed(input, Type::parse).map(opaque),
        Fragment::Pat if edition >= Edition::E2021 => {
            parsed(input, Pat::parse_multi_with_leading_vert).map(in_parentheses)
        }
        Fragment::Pat | Fragment::PatParam => parsed(input, Pat::parse_single),
        Fragment::Expr | Fragment::Expr2021 => {
            let newer = kind == Fragment::Expr && edition >= Edition::E2024;
            if is(&["let"]) || !newer && is(&["_", "const"]) {
                return None;
            }
            parsed(input, Expr::parse).map(opaque)
        }
    }
}

fn take_unit(input: ParseStream<'_>) -> Option<TokenStream> {
    let step = input.step(|cursor| match unit::at(*cursor) {
        Some((_, trees, rest)) => Ok((trees, rest)),
        None => Err(cursor.error("the end")),
    });
    step.ok().map(|trees| trees.into_iter().collect())
}

/// The tokens that a parser consumes.
fn parsed<T>(
    input: ParseStream<'_>,
    parser: impl FnOnce(ParseStream<'_>) -> syn::Result<T>,
) -> Option<TokenStream> {
    let ahead = input.fork();
    parser(&ahead).ok()?;
    let tokens = between(input.cursor(), ahead.cursor())?;
    input.advance_to(&ahead);
    Some(tokens)
}

fn between(mut from: Cursor<'_>, to: Cursor<'_>) -> Option<TokenStream> {
    let mut trees = Vec::new();
    while from != to {
        let (tree, rest) = from.token_tree()?;
        trees.push(tree);
        from = rest;
    }
    Some(trees.into_iter().collect())
}

/// A statement without its semicolon.
fn statement(input: ParseStream<'_>) -> Option<TokenStream> {
    if input.peek(Token![let]) {
        let ahead = input.fork();
        let mut trees: Vec<TokenTree> = Vec::new();
        while !ahead.is_empty() && !ahead.peek(Token![;]) && !ahead.peek(Token![=>]) {
            trees.push(ahead.parse().ok()?);
        }
        let tokens: TokenStream = trees.iter().cloned().collect();
        let mut whole = tokens.clone();
        whole.extend([TokenTree::Punct(proc_macro2::Punct::new(
            ';',
            proc_macro2::Spacing::Alone,
        ))]);
        let stmts = Block::parse_within.parse2(whole).ok()?;
        if !matches!(stmts.as_slice(), [Stmt::Local(_)]) {
            return None;
        }
        input.advance_to(&ahead);
        return Some(tokens);
    }
    // An expression goes further than an item that starts with a macro's name.
    parsed(input, Expr::parse).or_else(|| parsed(input, Item::parse))
}

/// What was parsed as a whole stays a whole: `$a * 2` with `1 + 1` for `$a` is not `1 + 1 * 2`.
fn opaque(tokens: TokenStream) -> TokenStream {
    let mut trees = tokens.clone().into_iter();
    if let (Some(TokenTree::Group(group)), None) = (trees.next(), trees.next())
        && group.delimiter() == Delimiter::None
    {
        return tokens;
    }
    TokenTree::Group(Group::new(Delimiter::None, tokens)).into()
}

/// A pattern with alternatives is a whole, too.
fn in_parentheses(tokens: TokenStream) -> TokenStream {
    let is_or = |tree: &TokenTree| matches!(tree, TokenTree::Punct(p) if p.as_char() == '|');
    if tokens.clone().into_iter().any(|tree| is_or(&tree)) {
        return TokenTree::Group(Group::new(Delimiter::Parenthesis, tokens)).into();
    }
    tokens
}
