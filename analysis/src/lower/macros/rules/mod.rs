//! Declarative macros: the rules of a `macro_rules!`, matched and transcribed.
//!
//! `parse` reads the rules, `fragment` parses what `$x:expr` and the like stand for, `matcher` finds out whether a rule
//! fits, `transcribe` writes its right side. Nothing here knows where a macro is visible: that is `lower/expand`.

mod fragment;
mod matcher;
mod parse;
mod transcribe;
mod unit;

use std::cell::Cell;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::input::Edition;
pub(in super::super) use matcher::size;
pub(in super::super) use transcribe::Site;

/// The rules of one macro, in order.
#[derive(Debug)]
pub(in super::super) struct Rules(Vec<Rule>);

#[derive(Debug)]
struct Rule {
    pattern: Vec<Pattern>,
    /// `None` if the right side is not understood (unstable syntax).
    template: Option<Vec<Template>>,
}

/// Part of a rule's left side.
#[derive(Debug)]
enum Pattern {
    /// A token that has to stand there: an identifier, an operator, a lifetime, a literal, as text.
    Token(String),
    Group(Delimiter, Vec<Pattern>),
    Var(String, Fragment),
    Repeat(Repeat<Pattern>),
}

/// Part of a rule's right side.
#[derive(Debug)]
enum Template {
    Token(TokenTree),
    /// Brackets; whether they are those of an attribute.
    Group(Delimiter, Vec<Template>, bool),
    Var(String),
    /// `$crate`
    Crate,
    Repeat(Repeat<Template>),
}

/// `$( body ) separator times`
#[derive(Debug)]
struct Repeat<T> {
    body: Vec<T>,
    separator: Vec<T>,
    times: Times,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Times {
    Any,
    Some,
    Optional,
}

/// The kinds of fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fragment {
    Block,
    Expr,
    Expr2021,
    Ident,
    Item,
    Lifetime,
    Literal,
    Meta,
    Pat,
    PatParam,
    Path,
    Stmt,
    Tt,
    Ty,
    Vis,
}

/// Why there is no expansion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum NoExpansion {
    /// No rule fits, or the one that does is not understood.
    NotUnderstood,
    /// It would be larger, or take longer to find, than what is left.
    TooLarge,
}

/// What matching and transcribing may still cost.
#[derive(Debug)]
pub(in super::super) struct Budget {
    /// Tokens that may be written.
    pub(in super::super) tokens: Cell<usize>,
    /// Steps of matching.
    pub(in super::super) steps: Cell<usize>,
}

impl Budget {
    /// Takes from what is left; whether there was enough.
    pub(in super::super) fn take(from: &Cell<usize>, count: usize) -> bool {
        let left = from.get();
        from.set(left.saturating_sub(count));
        left >= count
    }
}

impl Rules {
    /// Reads what stands between the outer delimiters of a `macro_rules!`; `None` if it is malformed.
    pub(in super::super) fn parse(tokens: TokenStream) -> Option<Rules> {
        parse::rules(tokens).map(Rules)
    }

    /// The expansion of an invocation with these arguments: the right side of the first rule that fits.
    pub(in super::super) fn expand(
        &self,
        args: &TokenStream,
        edition: Edition,
        site: &Site<'_>,
        budget: &Budget,
    ) -> Result<TokenStream, NoExpansion> {
        for rule in &self.0 {
            let found = matcher::bindings(&rule.pattern, args, edition, budget);
            if budget.steps.get() == 0 {
                return Err(NoExpansion::TooLarge);
            }
            let Some(found) = found else { continue };
            let template = rule.template.as_ref().ok_or(NoExpansion::NotUnderstood)?;
            return transcribe::transcribe(template, &found, site, budget);
        }
        Err(NoExpansion::NotUnderstood)
    }
}
