//! Attributes and visibility.

use super::Reader;
use super::keyword::is_keyword;
use crate::lower::hygiene;
use crate::lower::outline::{Comments, Kind};

/// What outer attributes say.
#[derive(Default)]
pub(super) struct Attrs {
    /// Their last names.
    pub(super) names: Vec<String>,
    /// The source text inside each `#[cfg(…)]`.
    pub(super) cfg: Vec<String>,
    /// The last names of the traits that are derived.
    pub(super) derives: Vec<String>,
    /// Whether one may say in which file a module stands.
    pub(super) path: bool,
    pub(super) macro_use: bool,
}

impl<'t> Reader<'_, 't> {
    /// The attributes of a field or variant, documentation among them.
    pub(super) fn attributes(&mut self) -> Option<Attrs> {
        let mut attrs = Attrs::default();
        self.allow_documentation();
        while self.is(b'#') {
            self.pass()?;
            self.attribute(&mut attrs)?;
            self.allow_documentation();
        }
        Some(attrs)
    }

    /// The attributes of an item or member. All documentation between items is left out for the parser, too.
    pub(super) fn item_attributes(&mut self) -> Option<Attrs> {
        let mut attrs = Attrs::default();
        self.documented = self.at;
        while self.is(b'#') {
            self.pass()?;
            self.attribute(&mut attrs)?;
            self.documented = self.at;
        }
        Some(attrs)
    }

    /// The inner attributes with which a file begins.
    pub(super) fn inner_attributes(&mut self) -> Option<()> {
        self.documented = self.at;
        while self.is(b'#') && self.tokens.is(self.at + 1, b'!') {
            self.pass()?;
            self.pass()?;
            self.attribute(&mut Attrs::default())?;
            self.documented = self.at;
        }
        Some(())
    }

    /// Documentation that may be refused is refused even so, where it is not between items.
    fn allow_documentation(&mut self) {
        let comments = self.tokens.get(self.at).map(|t| t.comments);
        if comments != Some(Comments::Odd) {
            self.documented = self.at;
        }
    }

    /// From the bracket on.
    fn attribute(&mut self, attrs: &mut Attrs) -> Option<()> {
        let close = self.tokens.close(self.at).filter(|_| self.is(b'['))?;
        self.pass()?;
        let (name, is_alone) = self.attribute_path()?;
        let is = |word: &str| is_alone && name == word;
        let inside = self.at + 1..close.checked_sub(1)?;
        if self.at == close {
            // No arguments.
        } else if self.tokens.kind(self.at) == Some(Kind::Open) {
            if self.tokens.close(self.at) != close.checked_sub(1) {
                return None;
            }
            let odd = |at: usize| match self.tokens.kind(at) {
                Some(Kind::Literal) => !self.is_plain_literal(at),
                _ => false,
            };
            if inside.clone().any(odd) {
                return None;
            }
            if is("cfg") {
                attrs
                    .cfg
                    .push(self.plain_text(self.at, close - 1)?.to_owned());
            } else if is("derive") {
                self.derived(inside.start, inside.end, &mut attrs.derives)?;
            }
        } else {
            self.expect(b'=')?;
            self.plain_literal()?;
            (self.at == close).then_some(())?;
        }
        attrs.path |= is("path") || is("cfg_attr");
        attrs.macro_use |= is("macro_use");
        if !is("doc") {
            attrs.names.push(hygiene::plain(name).to_owned());
        }
        self.at = close;
        self.pass()
    }

    /// The last name of an attribute's path, and whether it is the only one.
    fn attribute_path(&mut self) -> Option<(&'t str, bool)> {
        let first = self.at;
        loop {
            let name = self.tokens.word(self.at)?;
            if is_keyword(self.source()) {
                return None;
            }
            self.pass()?;
            if !self.is_colons() {
                let is_alone = self.at == first + 1 && self.tokens.source(first) == name;
                return Some((name, is_alone));
            }
            self.expect_colons()?;
        }
    }

    /// The text between two brackets, trimmed, if no comment stands in it.
    fn plain_text(&self, open: usize, close: usize) -> Option<&'t str> {
        let tokens = self.tokens.all.get(open..=close)?;
        let (open, inside) = tokens.split_first()?;
        if inside.iter().any(|t| t.comments != Comments::None) {
            return None;
        }
        let range = open.end as usize..tokens.last()?.start as usize;
        Some(self.tokens.text().get(range)?.trim())
    }

    /// The last names of paths with commas between them.
    fn derived(&self, from: usize, to: usize, names: &mut Vec<String>) -> Option<()> {
        let mut at = from;
        let tokens = self.tokens.all.get(from..=to)?;
        if tokens.iter().any(|t| t.comments >= Comments::Outer) {
            return None;
        }
        while at < to {
            let mut name = self.tokens.word(at)?;
            loop {
                if is_keyword(self.tokens.source(at)) {
                    return None;
                }
                at += 1;
                let colons = self.tokens.is(at, b':') && self.tokens.is_joint(at);
                if !colons || !self.tokens.is(at + 1, b':') {
                    break;
                }
                at += 2;
                name = self.tokens.word(at)?;
            }
            names.push(hygiene::plain(name).to_owned());
            if at < to {
                self.tokens.is(at, b',').then_some(())?;
                at += 1;
            }
        }
        Some(())
    }

    /// Whether `pub` comes, in any form; it is passed.
    pub(super) fn visibility(&mut self) -> Option<bool> {
        if !self.passes_word("pub")? {
            return Some(false);
        }
        if self.is(b'(') {
            let word = self.tokens.source(self.at + 1);
            if matches!(word, "crate" | "self" | "super") && self.tokens.is(self.at + 2, b')') {
                self.pass()?;
                self.pass()?;
                self.pass()?;
            } else if word == "in" {
                return None;
            }
        }
        Some(true)
    }
}
