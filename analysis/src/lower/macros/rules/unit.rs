//! What macros count as one token: an operator of several characters, a lifetime.

use proc_macro2::{Delimiter, Spacing, TokenTree};
use syn::buffer::Cursor;

use super::super::super::hygiene;

/// One token as macros see it.
#[derive(Debug)]
pub(super) enum Unit {
    /// Anything but brackets, as text (identifiers without hygiene marks).
    Token(String),
    /// Brackets, or what an outer macro has parsed (no delimiter).
    Group(Delimiter),
}

/// Operators of more than one character, the longest first.
const OPERATORS: &[&str] = &[
    "<<=", ">>=", "...", "..=", "&&", "||", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%=",
    "^=", "&=", "|=", "<<", ">>", "->", "=>", "::", "..",
];

/// How many of the trees at the start, given by `tree`, are one unit; `None` at the end.
fn length<'t>(tree: impl Fn(usize) -> Option<&'t TokenTree>) -> Option<usize> {
    let TokenTree::Punct(first) = tree(0)? else {
        return Some(1);
    };
    if first.as_char() == '\'' {
        return Some(if matches!(tree(1), Some(TokenTree::Ident(_))) {
            2
        } else {
            1
        });
    }
    let mut text = String::new();
    for index in 0..3 {
        let Some(TokenTree::Punct(punct)) = tree(index) else {
            break;
        };
        text.push(punct.as_char());
        if punct.spacing() == Spacing::Alone {
            break;
        }
    }
    let fits = |operator: &&&str| text.starts_with(**operator);
    Some(OPERATORS.iter().find(fits).map_or(1, |o| o.len()))
}

fn of_trees(trees: &[TokenTree]) -> Unit {
    match trees {
        [TokenTree::Group(group)] => Unit::Group(group.delimiter()),
        trees => {
            let text = |tree: &TokenTree| match tree {
                TokenTree::Ident(ident) => hygiene::plain(&ident.to_string()).to_owned(),
                other => other.to_string(),
            };
            Unit::Token(trees.iter().map(text).collect())
        }
    }
}

/// The first unit of a list of trees, and how many of them it is.
pub(super) fn first(trees: &[TokenTree]) -> Option<(Unit, usize)> {
    let length = length(|i| trees.get(i))?;
    Some((of_trees(trees.get(..length)?), length))
}

/// The unit at a cursor, its trees, and the cursor behind it.
pub(super) fn at(cursor: Cursor<'_>) -> Option<(Unit, Vec<TokenTree>, Cursor<'_>)> {
    let mut trees: Vec<(TokenTree, Cursor<'_>)> = Vec::with_capacity(1);
    let mut rest = cursor;
    while let Some((tree, behind)) = rest.token_tree() {
        let more = matches!(tree, TokenTree::Punct(_));
        trees.push((tree, behind));
        rest = behind;
        if !more || trees.len() == 3 {
            break;
        }
    }
    let length = length(|i| trees.get(i).map(|(tree, _)| tree))?;
    let behind = trees.get(length.checked_sub(1)?)?.1;
    let trees: Vec<TokenTree> = trees.into_iter().take(length).map(|(t, _)| t).collect();
    Some((of_trees(&trees), trees, behind))
}
