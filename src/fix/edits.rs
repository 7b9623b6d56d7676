//! Applying changes to texts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

/// A change that mends one finding: all of its edits, or none.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// The finding.
    pub(super) fingerprint: String,
    /// Files (absolute), byte ranges and what they become.
    pub(super) edits: Vec<(PathBuf, Range<usize>, String)>,
}

/// The texts of the files that change, and the fingerprints of the findings that are mended. Of two changes that touch
/// each other the first one is made; two that are the same are made once.
pub(super) fn apply(
    changes: &[Change],
    texts: &BTreeMap<PathBuf, String>,
) -> (BTreeMap<PathBuf, String>, Vec<String>) {
    let mut taken: BTreeMap<&PathBuf, Vec<(Range<usize>, &str)>> = BTreeMap::new();
    let mut fixed = Vec::new();
    for change in changes {
        let fits = change.edits.iter().all(|(path, range, new)| {
            let exists = texts
                .get(path)
                .is_some_and(|text| text.get(range.clone()).is_some());
            let others = taken.get(path).map_or(&[][..], Vec::as_slice);
            exists
                && others.iter().all(|(other, text)| {
                    (other == range && text == new)
                        || other.end < range.start
                        || range.end < other.start
                })
        });
        if !fits {
            continue;
        }
        fixed.push(change.fingerprint.clone());
        for (path, range, new) in &change.edits {
            let edits = taken.entry(path).or_default();
            if !edits.contains(&(range.clone(), new.as_str())) {
                edits.push((range.clone(), new));
            }
        }
    }
    let mut mended = BTreeMap::new();
    for (path, mut edits) in taken {
        let Some(text) = texts.get(path) else {
            continue;
        };
        let mut text = text.clone();
        edits.sort_by_key(|(range, _)| range.start);
        for (range, new) in edits.into_iter().rev() {
            text.replace_range(range, new);
        }
        mended.insert(path.clone(), text);
    }
    (mended, fixed)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    use super::{Change, apply};

    #[test]
    fn changes_that_touch_are_not_both_made() {
        let path = PathBuf::from("a.rs");
        let change = |name: &str, range, new: &str| Change {
            fingerprint: name.to_owned(),
            edits: vec![(path.clone(), range, new.to_owned())],
        };
        let texts = BTreeMap::from([(path.clone(), "one two three".to_owned())]);
        let changes = [
            change("b", 8..13, "3"),
            change("a", 0..3, "1"),
            change("c", 2..5, "x"),
            change("d", 0..3, "1"),
            change("e", 90..91, "x"),
        ];
        let (mended, fixed) = apply(&changes, &texts);
        assert_eq!(mended[&path], "1 two 3");
        assert_eq!(fixed, ["b", "a", "d"]);
    }
}
