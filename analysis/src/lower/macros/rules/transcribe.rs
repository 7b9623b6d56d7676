//! The right side of a rule, with what its variables stand for.

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use super::super::super::hygiene::{self, Mark};
use super::matcher::{Binding, Bindings};
use super::{Budget, NoExpansion, Repeat, Template};

/// Where and how an expansion is written.
#[derive(Debug)]
pub(in super::super::super) struct Site<'s> {
    /// The place of the invocation: that of every token that the macro brings along.
    pub(in super::super::super) span: Span,
    /// What distinguishes the macro's variables from those of its caller.
    pub(in super::super::super) mark: &'s Mark,
    /// What `$crate` is called where the invocation stands: `None` for the same crate.
    pub(in super::super::super) krate: Option<&'s str>,
}

/// Writes a rule's right side.
pub(super) fn transcribe(
    template: &[Template],
    found: &Bindings,
    site: &Site<'_>,
    budget: &Budget,
) -> Result<TokenStream, NoExpansion> {
    let mut writer = Writer {
        found,
        site,
        budget,
        turn: Vec::new(),
    };
    let mut out = Vec::new();
    writer.write(template, true, &mut out)?;
    Ok(out.into_iter().collect())
}

struct Writer<'w> {
    found: &'w Bindings,
    site: &'w Site<'w>,
    budget: &'w Budget,
    /// Which turn it is of each repetition around.
    turn: Vec<usize>,
}

impl Writer<'_> {
    fn write(
        &mut self,
        template: &[Template],
        marked: bool,
        out: &mut Vec<TokenTree>,
    ) -> Result<(), NoExpansion> {
        for (index, part) in template.iter().enumerate() {
            if !Budget::take(&self.budget.tokens, 1) {
                return Err(NoExpansion::TooLarge);
            }
            match part {
                Template::Token(tree) => {
                    let before_word = match template.get(index + 1) {
                        Some(Template::Token(TokenTree::Ident(next))) => hygiene::is_word(next),
                        Some(Template::Var(_)) => true,
                        _ => false,
                    };
                    out.push(self.token(tree, marked, before_word));
                }
                Template::Group(delimiter, inside, is_attribute) => {
                    let mut content = Vec::new();
                    self.write(inside, marked && !is_attribute, &mut content)?;
                    let mut group = Group::new(*delimiter, content.into_iter().collect());
                    group.set_span(self.site.span);
                    out.push(TokenTree::Group(group));
                }
                Template::Crate => self.krate(out),
                Template::Var(name) => match self.binding(name) {
                    Some(Binding::Leaf(tokens, size)) => {
                        if !Budget::take(&self.budget.tokens, *size) {
                            return Err(NoExpansion::TooLarge);
                        }
                        out.extend(tokens.clone());
                    }
                    // It repeats where nothing does.
                    _ => return Err(NoExpansion::NotUnderstood),
                },
                Template::Repeat(repeat) => self.repeat(repeat, marked, out)?,
            }
        }
        Ok(())
    }

    fn repeat(
        &mut self,
        repeat: &Repeat<Template>,
        marked: bool,
        out: &mut Vec<TokenTree>,
    ) -> Result<(), NoExpansion> {
        let mut count = None;
        self.turns(&repeat.body, &mut count);
        // Without a variable there is nothing that says how often.
        let count = count.ok_or(NoExpansion::NotUnderstood)?;
        for turn in 0..count {
            if turn > 0 {
                self.write(&repeat.separator, marked, out)?;
            }
            self.turn.push(turn);
            let written = self.write(&repeat.body, marked, out);
            self.turn.pop();
            written?;
        }
        Ok(())
    }

    /// How often the variables in a repetition's body repeat: the first that does says it.
    fn turns(&self, body: &[Template], count: &mut Option<usize>) {
        for part in body {
            match part {
                Template::Var(name) => {
                    if let Some(Binding::Turns(turns)) = self.binding(name) {
                        let known = count.get_or_insert(turns.len());
                        *known = turns.len().min(*known);
                    }
                }
                Template::Group(_, inside, _) => self.turns(inside, count),
                Template::Repeat(inner) => self.turns(&inner.body, count),
                Template::Token(_) | Template::Crate => {}
            }
        }
    }

    /// What a variable stands for in this turn.
    fn binding(&self, name: &str) -> Option<&Binding> {
        let mut binding = self.found.get(name)?;
        for turn in &self.turn {
            match binding {
                Binding::Turns(turns) => binding = turns.get(*turn)?,
                Binding::Leaf(..) => break,
            }
        }
        Some(binding)
    }

    fn token(&self, tree: &TokenTree, marked: bool, before_word: bool) -> TokenTree {
        let mut tree = match tree {
            TokenTree::Ident(ident) if marked => {
                TokenTree::Ident(self.site.mark.ident(ident, before_word))
            }
            TokenTree::Literal(literal) if marked => {
                TokenTree::Literal(self.site.mark.literal(literal))
            }
            other => other.clone(),
        };
        tree.set_span(self.site.span);
        tree
    }

    /// `crate`, or `::name` for another one.
    fn krate(&self, out: &mut Vec<TokenTree>) {
        let span = self.site.span;
        let Some(name) = self.site.krate else {
            out.push(TokenTree::Ident(Ident::new("crate", span)));
            return;
        };
        for spacing in [Spacing::Joint, Spacing::Alone] {
            let mut colon = Punct::new(':', spacing);
            colon.set_span(span);
            out.push(TokenTree::Punct(colon));
        }
        let name = syn::parse_str::<Ident>(name).unwrap_or_else(|_| Ident::new("_unknown", span));
        let mut name = TokenTree::Ident(name);
        name.set_span(span);
        out.push(name);
    }
}
