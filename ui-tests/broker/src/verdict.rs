//! Whether a broker has seen what a fixture's marks say.

use std::collections::{BTreeMap, BTreeSet};

use crate::recorder::{Overlap, Record};
use crate::tool::Marks;

/// What was seen of a program, in a word.
#[must_use]
pub fn class(record: &Record) -> &'static str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in record.connects.iter().filter(|id| !id.is_empty()) {
        *counts.entry(id).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    if !record.stolen.is_empty() {
        "link stolen"
    } else if !record.overlaps.is_empty() {
        "overlap"
    } else if most > 1 {
        "one after the other"
    } else if record.connects.len() > 1 {
        "several ids"
    } else if most == 1 {
        "one connect"
    } else {
        "no connect"
    }
}

/// What differs between a run and the marks; `telling` are the lines that tell when they run.
#[must_use]
pub fn differences(record: &Record, marks: &Marks, telling: &BTreeSet<usize>, is_amqp: bool) -> Vec<String> {
    let kinds = if is_amqp {
        vec![
            ("a stolen link", &record.stolen, marks.bugs(), &record.attaches),
            ("an overlap", &record.overlaps, marks.connects(), &record.connects),
        ]
    } else {
        vec![("an overlap", &record.overlaps, marks.bugs(), &record.connects)]
    };
    let differs = |(what, seen, lines, all): (&str, &Vec<Overlap>, BTreeSet<usize>, &Vec<String>)| {
        let some = || format!("{} in all: {:?}", all.len(), all.iter().take(6).collect::<Vec<_>>());
        match seen.first() {
            None => (!lines.is_empty()).then(|| format!("does not see {what} ({})", some())),
            Some(_) if lines.is_empty() => Some(format!("sees {what} ({})", some())),
            // Where a call only sets to work what connects later, its line has ended when the broker hears of it.
            Some(first) => (lines.is_subset(telling) && first.place.begun.is_disjoint(&lines))
                .then(|| format!("sees {what} before a line of {lines:?} has begun")),
        }
    };
    kinds.into_iter().filter_map(differs).collect()
}

/// Whether the first overlap was seen while a line was running that is marked for it.
#[must_use]
pub fn is_on_its_line(record: &Record, marks: &Marks) -> bool {
    let on = |seen: &[Overlap], lines: &BTreeSet<usize>| seen.first().is_none_or(|o| !o.place.during.is_disjoint(lines));
    let (bugs, connects) = (marks.bugs(), marks.connects());
    on(&record.stolen, &bugs) && on(&record.overlaps, &connects.union(&bugs).copied().collect())
}
