//! The text of a `macro_rules!` to rules.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::super::super::hygiene;
use super::unit::{self, Unit};
use super::{Fragment, Pattern, Repeat, Rule, Template, Times};

/// All rules: `(pattern) => { template };`.
pub(super) fn rules(tokens: TokenStream) -> Option<Vec<Rule>> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = trees.as_slice();
    let mut rules = Vec::new();
    while let [
        TokenTree::Group(left),
        TokenTree::Punct(eq),
        TokenTree::Punct(gt),
        TokenTree::Group(right),
        more @ ..,
    ] = rest
    {
        if (eq.as_char(), gt.as_char()) != ('=', '>') {
            return None;
        }
        let mut names = BTreeSet::new();
        let pattern = patterns(left.stream(), &mut names)?;
        let template = templates(right.stream(), &names);
        rules.push(Rule { pattern, template });
        rest = match more {
            [TokenTree::Punct(p), more @ ..] if p.as_char() == ';' => more,
            more => more,
        };
    }
    (rest.is_empty() && !rules.is_empty()).then_some(rules)
}

fn is_dollar(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(p) if p.as_char() == '$')
}

fn patterns(tokens: TokenStream, names: &mut BTreeSet<String>) -> Option<Vec<Pattern>> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = trees.as_slice();
    let mut out = Vec::new();
    while let Some(tree) = rest.first() {
        if is_dollar(tree) {
            match rest.get(1..)? {
                [TokenTree::Group(group), more @ ..]
                    if group.delimiter() == Delimiter::Parenthesis =>
                {
                    let body = patterns(group.stream(), names)?;
                    let (separator, times, more) = repetition(more)?;
                    let separator = patterns(separator.iter().cloned().collect(), names)?;
                    out.push(Pattern::Repeat(Repeat {
                        body,
                        separator,
                        times,
                    }));
                    rest = more;
                    continue;
                }
                [
                    TokenTree::Ident(name),
                    TokenTree::Punct(colon),
                    TokenTree::Ident(kind),
                    more @ ..,
                ] if colon.as_char() == ':' => {
                    let name = name.to_string();
                    names.insert(name.clone());
                    out.push(Pattern::Var(name, fragment(kind)?));
                    rest = more;
                    continue;
                }
                _ => return None,
            }
        }
        let (unit, length) = unit::first(rest)?;
        match (unit, tree) {
            // What an outer macro has put there.
            (Unit::Group(Delimiter::None), TokenTree::Group(group)) => {
                out.extend(patterns(group.stream(), names)?);
            }
            (Unit::Group(delimiter), TokenTree::Group(group)) => {
                out.push(Pattern::Group(delimiter, patterns(group.stream(), names)?));
            }
            (Unit::Token(text), _) => out.push(Pattern::Token(text)),
            (Unit::Group(_), _) => return None,
        }
        rest = rest.get(length..)?;
    }
    Some(out)
}

/// What follows `$( … )`: the separator's trees, how often, and the rest.
fn repetition(trees: &[TokenTree]) -> Option<(&[TokenTree], Times, &[TokenTree])> {
    let times = |tree: &TokenTree| match tree {
        TokenTree::Punct(p) => match p.as_char() {
            '*' => Some(Times::Any),
            '+' => Some(Times::Some),
            '?' => Some(Times::Optional),
            _ => None,
        },
        _ => None,
    };
    // A count that stands first is the count: only `?`, `*` and `+` can be no separators.
    if let Some(times) = trees.first().and_then(times) {
        return Some((&[], times, trees.get(1..)?));
    }
    let (_, length) = unit::first(trees)?;
    let times = trees.get(length).and_then(times)?;
    Some((trees.get(..length)?, times, trees.get(length + 1..)?))
}

fn fragment(kind: &Ident) -> Option<Fragment> {
    Some(match hygiene::plain(&kind.to_string()) {
        "block" => Fragment::Block,
        "expr" => Fragment::Expr,
        "expr_2021" => Fragment::Expr2021,
        "ident" => Fragment::Ident,
        "item" => Fragment::Item,
        "lifetime" => Fragment::Lifetime,
        "literal" => Fragment::Literal,
        "meta" => Fragment::Meta,
        "pat" => Fragment::Pat,
        "pat_param" => Fragment::PatParam,
        "path" => Fragment::Path,
        "stmt" => Fragment::Stmt,
        "tt" => Fragment::Tt,
        "ty" => Fragment::Ty,
        "vis" => Fragment::Vis,
        _ => return None,
    })
}

/// Whether `#` or `#!` was written last.
fn behind_hash(out: &[Template]) -> bool {
    let is = |part: &Template, c: char| matches!(part, Template::Token(TokenTree::Punct(p)) if p.as_char() == c);
    match out {
        [.., hash] if is(hash, '#') => true,
        [.., hash, bang] => is(hash, '#') && is(bang, '!'),
        _ => false,
    }
}

fn templates(tokens: TokenStream, names: &BTreeSet<String>) -> Option<Vec<Template>> {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut rest = trees.as_slice();
    let mut out: Vec<Template> = Vec::new();
    while let [tree, more @ ..] = rest {
        rest = more;
        if !is_dollar(tree) {
            out.push(match tree {
                TokenTree::Group(group) => {
                    let is_attribute = group.delimiter() == Delimiter::Bracket && behind_hash(&out);
                    Template::Group(
                        group.delimiter(),
                        templates(group.stream(), names)?,
                        is_attribute,
                    )
                }
                other => Template::Token(other.clone()),
            });
            continue;
        }
        match more {
            [TokenTree::Group(group), behind @ ..]
                if group.delimiter() == Delimiter::Parenthesis =>
            {
                let body = templates(group.stream(), names)?;
                let (separator, times, behind) = repetition(behind)?;
                let separator = separator.iter().cloned().map(Template::Token).collect();
                out.push(Template::Repeat(Repeat {
                    body,
                    separator,
                    times,
                }));
                rest = behind;
            }
            [TokenTree::Ident(name), behind @ ..] if name == "crate" => {
                out.push(Template::Crate);
                rest = behind;
            }
            [TokenTree::Ident(name), behind @ ..] if names.contains(&name.to_string()) => {
                out.push(Template::Var(name.to_string()));
                rest = behind;
            }
            // A variable of a macro that this one defines.
            [TokenTree::Ident(_), ..] => out.push(Template::Token(tree.clone())),
            // `${count(x)}`, `$$` are not stable.
            _ => return None,
        }
    }
    Some(out)
}
