//! Comments that speak to the tool: where they stand, and what of the program they stand at.
//!
//! What is a comment is decided by the parser's own lexer: white space and comments are what lies between its tokens.
//! So no text in a string, a macro's literal or a documentation comment is ever taken for one.

mod extent;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ir::Problem;
use crate::lower::readable;
use crate::names::{ModuleId, ModuleKind, Program};
use crate::source::{FileId, SourceFile, Span};

use extent::Extents;
use tokens::Tokens;

/// The word with which such a comment begins, in any case and with `_` for `-`; files without it are not lexed again.
const WORD: [&str; 2] = ["double-connect", "double_connect"];

/// Most comments that are looked at: what is done with them takes time that grows with the square of their number.
pub(crate) const MAX_COMMENTS: usize = 4_000;

/// A comment that begins with the tool's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The comment with its `//` or `/*`.
    pub span: Span,
    /// Its text without those, trimmed.
    pub text: String,
    /// Offset in the file of the first byte of `text`.
    pub text_start: u32,
    /// What it stands at, see [`Place`].
    pub place: Place,
    /// The program text that it stands at: one range, and after a comment at `mod name;` the whole files of that module
    /// and those below it.
    pub governs: Vec<Span>,
    /// Whether nothing but comments and inner attributes stands before it in its file.
    pub at_top: bool,
}

/// What a comment stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The statement, item, arm or argument that begins after it, or (at the end of a line) has just ended.
    Thing,
    /// The line on which it ends, or the next line with any code.
    Line,
    /// Nothing: there is no code after it.
    Nothing,
}

/// All comments that begin with the tool's name, sorted by place; and what there is to say where they are too many.
pub(crate) fn find(program: &Program) -> (Vec<Comment>, Option<Problem>) {
    let mut found = Vec::new();
    for (id, file) in program.sources.files() {
        for (mut comment, declared) in in_file(id, file) {
            if found.len() == MAX_COMMENTS {
                let problem = Problem {
                    span: Some(comment.span),
                    message: format!(
                        "more than {MAX_COMMENTS} comments speak to this tool; this one and those after it are not read"
                    ),
                };
                return (found, Some(problem));
            }
            if let Some(path) = declared {
                comment.governs.extend(files_of(program, id, &path));
            }
            found.push(comment);
        }
    }
    (found, None)
}

/// The comments of a file, each with the path of the module that it stands at the declaration of: names of modules,
/// outermost first, from the file's own module.
fn in_file(id: FileId, file: &SourceFile) -> Vec<(Comment, Option<Vec<String>>)> {
    let lower = file.text.to_ascii_lowercase();
    if !WORD.iter().any(|word| lower.contains(word)) {
        return Vec::new();
    }
    let Some((content, base)) = readable(&file.text) else {
        return Vec::new();
    };
    let Some(tokens) = Tokens::read(content, base) else {
        return Vec::new();
    };
    let mut extents = Extents::new(&tokens);
    let mut found = Vec::new();
    for gap in tokens.gaps() {
        for (start, end) in comments(&file.text, gap.start, gap.end) {
            let (text_start, text) = inner(&file.text, start, end);
            if !addressed(text) {
                continue;
            }
            let next = gap.before_token;
            let trailing = next
                .checked_sub(1)
                .is_some_and(|last| !file.text[tokens.end(last)..start].contains('\n'));
            let (place, range) = if trailing {
                extents.ended_by(next - 1).map_or_else(
                    || (Place::Line, line(file, start)),
                    |range| (Place::Thing, range),
                )
            } else if next == tokens.len() || tokens.is_close(next) {
                (Place::Nothing, start..end)
            } else {
                extents.begun_by(next).map_or_else(
                    || (Place::Line, line(file, tokens.start(next))),
                    |range| (Place::Thing, range),
                )
            };
            let span = |range: std::ops::Range<usize>| Span {
                file: id,
                start: range.start as u32,
                end: range.end as u32,
            };
            let declared = (!trailing).then(|| extents.declares(next)).flatten();
            let comment = Comment {
                span: span(start..end),
                text: text.to_owned(),
                text_start: text_start as u32,
                place,
                governs: vec![span(range)],
                at_top: tokens.is_top(next),
            };
            found.push((comment, declared));
            if found.len() > MAX_COMMENTS {
                return found;
            }
        }
    }
    found
}

/// Whether a comment's text begins with the tool's name.
fn addressed(text: &str) -> bool {
    WORD.iter().any(|word| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })
}

/// The comments in white space: byte ranges. Documentation comments are tokens and never stand there.
fn comments(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = start;
    while at + 1 < end {
        let stop = match (bytes[at], bytes[at + 1]) {
            (b'/', b'/') => text[at..end].find('\n').map_or(end, |length| at + length),
            (b'/', b'*') => block_end(bytes, at, end),
            _ => {
                at += 1;
                continue;
            }
        };
        found.push((at, stop));
        at = stop;
    }
    found
}

/// One past the end of a block comment; they nest.
fn block_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let mut open = 0_usize;
    let mut at = start;
    while at + 1 < end {
        match (bytes[at], bytes[at + 1]) {
            (b'/', b'*') => (open, at) = (open + 1, at + 2),
            (b'*', b'/') => (open, at) = (open.saturating_sub(1), at + 2),
            _ => at += 1,
        }
        if open == 0 {
            return at;
        }
    }
    end
}

/// The text inside a comment, trimmed, and where it starts.
fn inner(text: &str, start: usize, end: usize) -> (usize, &str) {
    let comment = text[start..end].trim_end();
    let body = match comment.strip_prefix("/*") {
        Some(rest) => rest.strip_suffix("*/").unwrap_or(rest),
        None => comment.trim_start_matches('/'),
    };
    let lead = comment.find(body).unwrap_or(0) + (body.len() - body.trim_start().len());
    (start + lead, body.trim())
}

/// The bytes of the line on which an offset lies.
fn line(file: &SourceFile, offset: usize) -> std::ops::Range<usize> {
    let start = file.text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let length = file.text[offset..].find('\n');
    start..length.map_or(file.text.len(), |length| offset + length)
}

/// The whole files of a module declared in a file, and of the modules below it.
fn files_of(program: &Program, file: FileId, path: &[String]) -> Vec<Span> {
    let mut below: BTreeMap<ModuleId, Vec<ModuleId>> = BTreeMap::new();
    let mut work = Vec::new();
    for (index, module) in program.modules.iter().enumerate() {
        let id = ModuleId(index as u32);
        let parent = module.parent.filter(|_| module.kind == ModuleKind::Named);
        if let Some(parent) = parent {
            below.entry(parent).or_default().push(id);
        }
        let own = module.kind != ModuleKind::Block && module.file == file;
        if own && parent.is_none_or(|parent| program[parent].file != file) {
            work.push((id, path));
        }
    }
    let mut files = BTreeSet::new();
    while let Some((id, path)) = work.pop() {
        let children = below.get(&id).map_or(&[][..], Vec::as_slice);
        match path.split_first() {
            Some((name, rest)) => {
                let named = |child: &&ModuleId| program[**child].name == *name;
                work.extend(children.iter().filter(named).map(|child| (*child, rest)));
            }
            None => {
                files.insert(program[id].file);
                work.extend(children.iter().map(|child| (*child, &[][..])));
            }
        }
    }
    files.remove(&file);
    let whole = |file| Span {
        file,
        start: 0,
        end: program.sources.file(file).text.len() as u32,
    };
    files.into_iter().map(whole).collect()
}

#[cfg(test)]
mod tests;
