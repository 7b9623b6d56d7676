//! Names that the sources mention, found by reading the text: which crates could be meant where no manifest says it,
//! and which names could come from a glob import of a crate from outside. Both are supersets, used for lookup only.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::{CrateId, Program};
use crate::source::FileId;

/// An identifier of a text and its surroundings.
struct Word<'a> {
    text: &'a str,
    /// `::` stands before it.
    after_colons: bool,
    /// `::` stands behind it.
    before_colons: bool,
}

/// The identifiers of a text; line comments are left out.
fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .flat_map(move |line| {
            let mut words = Vec::new();
            let mut rest = line;
            while let Some(start) = rest.find(is_word) {
                let (before, from) = rest.split_at(start);
                let end = from.find(|c| !is_word(c)).unwrap_or(from.len());
                let (word, behind) = from.split_at(end);
                if !word.starts_with(|c: char| c.is_ascii_digit()) {
                    words.push(Word {
                        text: word,
                        after_colons: before.trim_end().ends_with("::"),
                        before_colons: behind.trim_start().starts_with("::"),
                    });
                }
                rest = behind;
            }
            words
        })
}

/// For each crate the names that look like crates: lower case, first in a path or in a `use`.
pub(super) fn mentioned_crates(p: &Program) -> BTreeMap<CrateId, BTreeSet<String>> {
    let mut by_file: BTreeMap<FileId, BTreeSet<&str>> = BTreeMap::new();
    let mut result: BTreeMap<CrateId, BTreeSet<String>> = BTreeMap::new();
    for module in &p.modules {
        let names = result.entry(module.krate).or_default();
        let first_time = !by_file.contains_key(&module.file);
        if first_time {
            let found = words(&p.sources.file(module.file).text)
                .filter(|w| w.before_colons && !w.after_colons && looks_like_crate(w.text))
                .map(|w| w.text);
            by_file.insert(module.file, found.collect());
        }
        if let (true, Some(found)) = (
            module.kind != super::ModuleKind::Block,
            by_file.get(&module.file),
        ) {
            names.extend(found.iter().map(|n| (*n).to_owned()));
        }
        names.extend(
            module
                .uses
                .iter()
                .filter_map(|u| u.path.segments.first())
                .map(|s| &s.name)
                .filter(|n| looks_like_crate(n))
                .cloned(),
        );
    }
    result
}

fn looks_like_crate(name: &str) -> bool {
    name.starts_with(|c: char| c.is_lowercase())
        && !matches!(
            name,
            "crate"
                | "self"
                | "super"
                | "std"
                | "core"
                | "alloc"
                | "use"
                | "dyn"
                | "impl"
                | "as"
                | "in"
        )
        && !super::std_prelude::is_primitive(name)
}

/// Every identifier of every file.
pub(super) fn all_words(p: &Program) -> FxHashSet<String> {
    let mut all = FxHashSet::default();
    for (_, file) in p.sources.files() {
        for word in words(&file.text) {
            if !all.contains(word.text) {
                all.insert(word.text.to_owned());
            }
        }
    }
    all
}
