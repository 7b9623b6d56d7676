//! One invocation: from its tokens to a piece of syntax.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Macro, Path};

use super::super::guard;
use super::super::hygiene::Mark;
use super::super::macros::{NoExpansion, Site};
use super::super::ty::name_of;
use super::scope::Meaning;
use super::{Expander, MAX_DEPTH, MAX_EXPANSIONS};

/// What became of an invocation.
pub(super) enum Outcome<T> {
    /// A macro that is not one of the project's.
    Other,
    /// One of the project's of which is not known what it means.
    Unknown,
    /// What it expands to, and how deep that nests.
    Expanded(T, u32),
}

impl Expander<'_, '_> {
    /// Expands an invocation to what `parser` reads.
    pub(super) fn invoke<T>(
        &mut self,
        mac: &Macro,
        parser: impl Fn(ParseStream<'_>) -> syn::Result<T>,
    ) -> Outcome<T> {
        match self.tokens_of(&mac.path, mac.delimiter.span().close(), &mac.tokens) {
            Outcome::Other => Outcome::Other,
            Outcome::Unknown => Outcome::Unknown,
            Outcome::Expanded(tokens, depth) => match (&parser).parse2(tokens.clone()) {
                Ok(parsed) => Outcome::Expanded(parsed, depth),
                // In places where only a token can stand the parser does not look through what was one fragment.
                Err(_) => match (&parser).parse2(without_single_groups(tokens)) {
                    Ok(parsed) => Outcome::Expanded(parsed, depth),
                    Err(_) => Outcome::Unknown,
                },
            },
        }
    }

    /// Expands an invocation to tokens.
    pub(super) fn tokens_of(
        &mut self,
        path: &Path,
        close: Span,
        args: &TokenStream,
    ) -> Outcome<TokenStream> {
        let definition = match self.meaning(path) {
            Meaning::Other => return Outcome::Other,
            Meaning::Unclear => return Outcome::Unknown,
            Meaning::Ours(definition) => definition,
        };
        let first = path.segments.first().map(|s| s.ident.span());
        let first = path.leading_colon.as_ref().map(|c| c.spans[0]).or(first);
        let span = first.and_then(|first| first.join(close)).unwrap_or(close);
        let Some(rules) = &definition.rules else {
            return Outcome::Unknown;
        };
        let name = path.segments.last().map(|s| name_of(&s.ident));
        let name = name.unwrap_or_default();
        let spent = self.budget.steps.get() == 0 || self.budget.tokens.get() == 0;
        if self.depth >= MAX_DEPTH || self.expansions >= MAX_EXPANSIONS || spent {
            return self.too_much(span, &name);
        }
        self.expansions += 1;
        let mark = Mark::new(self.expansions, definition.local);
        let krate = match (self.krate(), definition.krate) {
            (Some(here), Some(there)) if here != there => {
                let table = self.place.map(|p| p.table);
                Some(table.and_then(|t| t.name_of(here, there)).unwrap_or("_"))
            }
            _ => None,
        };
        let site = Site {
            span,
            mark: &mark,
            krate,
        };
        match rules.expand(args, self.cx.edition, &site, &self.budget) {
            Ok(tokens) => {
                let depth = guard::depth_of_tokens(&tokens);
                if self.nesting.saturating_add(depth) > guard::LIMIT {
                    return self.too_much(span, &name);
                }
                // Expansions inside another one have its place: the outermost is the one that is written there.
                let mut expansions = self.cx.expansions.borrow_mut();
                expansions.entry(self.cx.span(span)).or_insert(name);
                Outcome::Expanded(tokens, depth)
            }
            Err(NoExpansion::NotUnderstood) => Outcome::Unknown,
            Err(NoExpansion::TooLarge) => self.too_much(span, &name),
        }
    }

    fn too_much<T>(&self, span: Span, name: &str) -> Outcome<T> {
        self.cx.problem(
            Some(self.cx.span(span)),
            format!("the expansion of `{name}!` is too deep or too large; it is not followed"),
        );
        Outcome::Unknown
    }

    /// Walks what an invocation expanded to.
    pub(super) fn deeper(&mut self, depth: u32, walk: impl FnOnce(&mut Self)) {
        let nesting = self.nesting;
        self.depth += 1;
        self.nesting = nesting.saturating_add(depth);
        walk(self);
        self.depth -= 1;
        self.nesting = nesting;
    }
}

/// What an invocation that is not understood names, as tokens that are no macro's any more.
pub(super) fn names_only(mac: &Macro) -> TokenStream {
    let mut group = Group::new(Delimiter::Parenthesis, mac.tokens.clone());
    let close = mac.delimiter.span().close();
    let first = mac.path.segments.first().map(|s| s.ident.span());
    group.set_span(first.and_then(|first| first.join(close)).unwrap_or(close));
    TokenTree::Group(group).into()
}

/// Takes the invisible brackets off fragments of a single token.
fn without_single_groups(tokens: TokenStream) -> TokenStream {
    let tree = |tree: TokenTree| {
        let TokenTree::Group(group) = tree else {
            return tree;
        };
        let inside = without_single_groups(group.stream());
        let mut trees = inside.clone().into_iter();
        if let (Delimiter::None, Some(one), None) = (group.delimiter(), trees.next(), trees.next())
        {
            return one;
        }
        let mut same = Group::new(group.delimiter(), inside);
        same.set_span(group.span());
        TokenTree::Group(same)
    };
    tokens.into_iter().map(tree).collect()
}
