//! The project's macros inside the arguments of others: `println!("{}", open!(id))`, `select! { … }`.
//!
//! What the outer macro makes of its arguments is not known here, so they are looked through as tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::Expr;
use syn::parse::Parser as _;

use super::super::macros::{Budget, size};
use super::Expander;
use super::invoke::Outcome;

impl Expander<'_, '_> {
    /// Arguments with the invocations in them replaced by what they expand to.
    pub(super) fn inside(&mut self, tokens: TokenStream) -> TokenStream {
        if !tokens.clone().into_iter().any(|tree| has_bang(&tree)) {
            return tokens;
        }
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut out: Vec<TokenTree> = Vec::with_capacity(trees.len());
        let mut rest = trees.as_slice();
        while let [tree, more @ ..] = rest {
            rest = more;
            if let (TokenTree::Punct(bang), [TokenTree::Group(args), behind @ ..]) = (tree, more)
                && bang.as_char() == '!'
                && let Some((start, path)) = path_before(&out)
            {
                match self.tokens_of(&path, args.span_close(), &args.stream()) {
                    Outcome::Other => {}
                    Outcome::Unknown => {
                        out.truncate(start);
                        out.push(tree_of(Delimiter::Parenthesis, args.stream(), args));
                        rest = behind;
                        continue;
                    }
                    Outcome::Expanded(made, depth) => {
                        let mut inner = TokenStream::new();
                        self.deeper(depth, |x| inner = x.inside(made));
                        out.truncate(start);
                        // An expression is a whole; statements and the like are not.
                        let cost = size(inner.clone());
                        if !Budget::take(&self.budget.steps, cost) {
                            out.push(tree_of(Delimiter::Parenthesis, args.stream(), args));
                            rest = behind;
                            continue;
                        }
                        let is_expr = (|input: syn::parse::ParseStream<'_>| input.parse::<Expr>())
                            .parse2(inner.clone())
                            .is_ok();
                        if is_expr {
                            out.push(tree_of(Delimiter::None, inner, args));
                        } else {
                            out.extend(inner);
                        }
                        rest = behind;
                        continue;
                    }
                }
            }
            out.push(match tree {
                TokenTree::Group(group) => {
                    tree_of(group.delimiter(), self.inside(group.stream()), group)
                }
                other => other.clone(),
            });
        }
        out.into_iter().collect()
    }
}

fn tree_of(delimiter: Delimiter, inside: TokenStream, like: &Group) -> TokenTree {
    let mut group = Group::new(delimiter, inside);
    group.set_span(like.span());
    TokenTree::Group(group)
}

fn has_bang(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Group(_) => true,
        TokenTree::Punct(p) => p.as_char() == '!',
        _ => false,
    }
}

/// The path that ends with the last token, and where it starts.
fn path_before(trees: &[TokenTree]) -> Option<(usize, syn::Path)> {
    let is_colon = |tree: &TokenTree| matches!(tree, TokenTree::Punct(p) if p.as_char() == ':');
    let mut start = trees.len();
    while let [.., TokenTree::Ident(_)] = trees.get(..start)? {
        start -= 1;
        match trees.get(..start)? {
            [.., a, b] if is_colon(a) && is_colon(b) => start -= 2,
            _ => break,
        }
    }
    let tokens: TokenStream = trees.get(start..)?.iter().cloned().collect();
    let path = syn::Path::parse_mod_style.parse2(tokens).ok()?;
    Some((start, path))
}
