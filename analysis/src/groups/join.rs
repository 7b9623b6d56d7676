//! What is known of several groups, as what is known of all.

use std::collections::HashMap;
use std::path::PathBuf;

use super::{Group, Part};
use crate::comments::Comment;
use crate::facts::{
    CloseAttempt, Doubt, Facts, FunctionSpan, Holder, OpenSite, Overlap, Recall, Slot,
};
use crate::ir::{Expansion, Problem};
use crate::solve::{Findings, between_programs, keep};
use crate::source::{FileId, SourceMap, Span};

/// Puts together what is known of the groups of a project: files in the order of the groups, one that several groups
/// contain once.
pub(crate) fn join(parts: Vec<(&Group, Part)>) -> Facts {
    let mut files = Files::default();
    let mut facts = Facts::default();
    let mut overlaps = Findings::new();
    let mut programs = Vec::new();
    for (group, part) in parts {
        let Part {
            facts: mut found,
            programs: mut opened,
        } = part;
        let to = files.add(std::mem::take(&mut found.sources));
        found.move_to(&to);
        for overlap in std::mem::take(&mut found.overlaps) {
            let key = (overlap.second.span, overlap.first.span);
            keep(&mut overlaps, key, overlap);
        }
        for program in &mut opened {
            program.package = group.packages.get(program.package).copied().unwrap_or(0);
            program.holder.move_to(&to);
            program.site.move_to(&to);
        }
        programs.append(&mut opened);
        let Facts {
            sources: _,
            overlaps: _,
            retries,
            problems,
            expansions,
            opens,
            comments,
            bodies,
            functions,
            widened,
        } = found;
        facts.retries.extend(retries);
        facts.problems.extend(problems);
        facts.expansions.extend(expansions);
        facts.opens.extend(opens);
        facts.comments.extend(comments);
        facts.bodies.extend(bodies);
        facts.functions += functions;
        facts.widened.extend(widened);
    }
    programs.sort_by(|a, b| a.order().cmp(&b.order()));
    for (key, overlap) in between_programs(&programs) {
        keep(&mut overlaps, key, overlap);
    }
    facts.overlaps = one_for_each_open(overlaps.into_values().collect());
    facts.sources = files.sources;
    facts.in_order();
    facts
}

/// The files of several groups.
#[derive(Default)]
struct Files {
    sources: SourceMap,
    by_path: HashMap<PathBuf, FileId>,
}

impl Files {
    /// Adds the files of a group, and gives what their ids become.
    fn add(&mut self, sources: SourceMap) -> Vec<FileId> {
        let files = sources.into_files().into_iter();
        files
            .map(|file| match self.by_path.get(&file.path) {
                Some(known) => *known,
                None => {
                    let path = file.path.clone();
                    let id = self.sources.add(file);
                    self.by_path.insert(path, id);
                    id
                }
            })
            .collect()
    }
}

/// Of several connections that a second one meets at one place, a certain one, and then the one with the shortest story:
/// one bug, one report.
fn one_for_each_open(mut overlaps: Vec<Overlap>) -> Vec<Overlap> {
    let rank = |o: &Overlap| {
        (
            o.second.span,
            o.confidence,
            o.same_site,
            o.second.chain.len() + o.first.chain.len(),
            o.first.span,
        )
    };
    overlaps.sort_by_key(rank);
    overlaps.dedup_by_key(|o| o.second.span);
    overlaps
}

impl Facts {
    /// Puts the lists that are sorted into order; what several groups have said is there once.
    fn in_order(&mut self) {
        let mut said: Vec<Problem> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for problem in std::mem::take(&mut self.problems) {
            if seen.insert((problem.span, problem.message.clone())) {
                said.push(problem);
            }
        }
        self.problems = said;
        let nearest = |site: &OpenSite| (site.span, site.chain.len(), site.clone());
        self.retries.sort_by_key(nearest);
        self.retries.dedup_by_key(|site| site.span);
        self.expansions.sort();
        self.expansions.dedup();
        self.opens.sort();
        self.opens.dedup();
        self.comments.sort_by_key(|comment| comment.span);
        self.comments.dedup_by_key(|comment| comment.span);
        self.bodies.sort();
        self.bodies.dedup_by_key(|f| f.span);
        self.widened.sort();
        self.widened.dedup();
    }
}

/// What has places: their files get other ids.
trait MoveTo {
    /// `to`: the new ids, by the old ones.
    fn move_to(&mut self, to: &[FileId]);
}

impl MoveTo for Span {
    fn move_to(&mut self, to: &[FileId]) {
        if let Some(file) = to.get(self.file.0 as usize) {
            self.file = *file;
        }
    }
}

impl<T: MoveTo> MoveTo for Option<T> {
    fn move_to(&mut self, to: &[FileId]) {
        self.iter_mut().for_each(|inside| inside.move_to(to));
    }
}

impl<T: MoveTo> MoveTo for Vec<T> {
    fn move_to(&mut self, to: &[FileId]) {
        self.iter_mut().for_each(|inside| inside.move_to(to));
    }
}

/// Every field is named, so that none can be forgotten.
macro_rules! places {
    ($($name:ident { $($place:ident),* ; $($other:ident),* })*) => {$(
        impl MoveTo for $name {
            fn move_to(&mut self, to: &[FileId]) {
                let $name { $($place,)* $($other: _,)* } = self;
                $($place.move_to(to);)*
            }
        }
    )*};
}

places! {
    Facts { overlaps, retries, problems, expansions, opens, comments, bodies; sources, functions, widened }
    Overlap {
        second, first, holders, attempts, overwritten, shadowed_by, closed_elsewhere, recall, doubt;
        same_site, identity, reconnects, confidence, side_by_side
    }
    OpenSite { span, chain, created; ty, model }
    Holder { span, until; kind, name, uses }
    CloseAttempt { span; why }
    Slot { span; name }
    Doubt { span; why, comes_back }
    Recall { function, after; }
    FunctionSpan { span; name }
    Problem { span; message }
    Expansion { span; name }
    Comment { span, governs; text, text_start, place, at_top }
}
