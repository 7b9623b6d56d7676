//! Whether a rule's left side fits the arguments, and what its variables stand for then.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use syn::parse::discouraged::{AnyDelimiter as _, Speculative as _};
use syn::parse::{ParseStream, Parser as _};

use super::unit::{self, Unit};
use super::{Budget, Fragment, Pattern, Repeat, Times, fragment};
use crate::input::Edition;

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    /// Tokens, and how many they are.
    Leaf(TokenStream, usize),
    /// One for each turn of the repetition that it stands in.
    Turns(Vec<Binding>),
}

pub(super) type Bindings = BTreeMap<String, Binding>;

/// The variables of a pattern that fits all of `args`.
pub(super) fn bindings(
    pattern: &[Pattern],
    args: &TokenStream,
    edition: Edition,
    budget: &Budget,
) -> Option<Bindings> {
    let matcher = Matcher { edition, budget };
    let mut found = None;
    // Whether the parser saw the end of all brackets is of no interest: attempts that failed have not.
    let _ = (|input: ParseStream<'_>| {
        found = matcher.sequence(pattern, input, true);
        Ok(())
    })
    .parse2(args.clone());
    found
}

struct Matcher<'b> {
    edition: Edition,
    budget: &'b Budget,
}

impl Matcher<'_> {
    /// Matches patterns one after the other; with `to_end` nothing may be left.
    fn sequence(
        &self,
        patterns: &[Pattern],
        input: ParseStream<'_>,
        to_end: bool,
    ) -> Option<Bindings> {
        let mut found = Bindings::new();
        for (index, pattern) in patterns.iter().enumerate() {
            if !Budget::take(&self.budget.steps, 1) {
                return None;
            }
            match pattern {
                Pattern::Repeat(repeat) => {
                    let rest = patterns.get(index + 1..).unwrap_or(&[]);
                    self.repeat(repeat, rest, input, to_end, &mut found)?;
                    return Some(found);
                }
                Pattern::Token(text) => {
                    let (unit, _, behind) = unit::at(input.cursor())?;
                    if !matches!(unit, Unit::Token(there) if there == *text) {
                        return None;
                    }
                    skip_to(input, behind);
                }
                Pattern::Group(delimiter, inside) => {
                    let (unit, ..) = unit::at(input.cursor())?;
                    if !matches!(unit, Unit::Group(there) if there == *delimiter) {
                        return None;
                    }
                    let (_, _, content) = input.parse_any_delimiter().ok()?;
                    found.append(&mut self.sequence(inside, &content, true)?);
                }
                Pattern::Var(name, kind) => {
                    found.insert(name.clone(), self.variable(*kind, input)?);
                }
            }
        }
        (!to_end || input.is_empty()).then_some(found)
    }

    fn variable(&self, kind: Fragment, input: ParseStream<'_>) -> Option<Binding> {
        let tokens = fragment::take(input, kind, self.edition)?;
        let count = size(tokens.clone());
        // Long arguments that are tried again and again cost what they are long.
        Budget::take(&self.budget.steps, count).then_some(Binding::Leaf(tokens, count))
    }

    /// As many turns as there are, then the rest; fewer where the rest does not fit behind them.
    fn repeat(
        &self,
        repeat: &Repeat<Pattern>,
        rest: &[Pattern],
        input: ParseStream<'_>,
        to_end: bool,
        found: &mut Bindings,
    ) -> Option<()> {
        let mut turns: Vec<Bindings> = Vec::new();
        let mut ends = vec![input.fork()];
        while let Some(end) = ends.last() {
            if repeat.times == Times::Optional && turns.len() == 1 {
                break;
            }
            let ahead = end.fork();
            if !turns.is_empty() && self.sequence(&repeat.separator, &ahead, false).is_none() {
                break;
            }
            match self.sequence(&repeat.body, &ahead, false) {
                Some(turn) if ahead.cursor() != end.cursor() => turns.push(turn),
                _ => break,
            }
            ends.push(ahead);
        }
        let least = usize::from(repeat.times == Times::Some);
        for count in (least..ends.len()).rev() {
            let ahead = ends[count].fork();
            if let Some(mut behind) = self.sequence(rest, &ahead, to_end) {
                input.advance_to(&ahead);
                turns.truncate(count);
                let mut names = Vec::new();
                variables(&repeat.body, &mut names);
                for name in names {
                    let values = turns.iter_mut().filter_map(|turn| turn.remove(name));
                    found.insert(name.to_owned(), Binding::Turns(values.collect()));
                }
                found.append(&mut behind);
                return Some(());
            }
            if self.budget.steps.get() == 0 {
                return None;
            }
        }
        None
    }
}

/// The names of all variables in patterns.
fn variables<'p>(patterns: &'p [Pattern], names: &mut Vec<&'p str>) {
    for pattern in patterns {
        match pattern {
            Pattern::Var(name, _) => names.push(name),
            Pattern::Group(_, inside) => variables(inside, names),
            Pattern::Repeat(repeat) => variables(&repeat.body, names),
            Pattern::Token(_) => {}
        }
    }
}

fn skip_to(input: ParseStream<'_>, behind: syn::buffer::Cursor<'_>) {
    while input.cursor() != behind {
        if input.parse::<proc_macro2::TokenTree>().is_err() {
            return;
        }
    }
}

/// How many tokens a stream is, brackets and what they hold.
pub(in super::super::super) fn size(tokens: TokenStream) -> usize {
    let mut count = 0;
    let mut open = vec![tokens.into_iter()];
    while let Some(trees) = open.last_mut() {
        match trees.next() {
            Some(proc_macro2::TokenTree::Group(group)) => {
                count += 2;
                open.push(group.stream().into_iter());
            }
            Some(_) => count += 1,
            None => {
                open.pop();
            }
        }
    }
    count
}
