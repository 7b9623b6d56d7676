//! Lowering: one file's text to the intermediate representation, with every order of evaluation and drop spelled out.
//!
//! Nothing of the parser leaves this module: spans become byte ranges at once and the syntax tree is dropped. Nothing is
//! resolved: paths, methods and types stay as written.

mod assign;
mod attrs;
mod block;
mod body;
mod builder;
mod call;
mod capture;
mod cfg_stmts;
mod cond;
mod control;
mod expand;
mod expr;
mod extended;
mod finish;
mod function;
mod guard;
mod hygiene;
mod item;
mod loops;
mod macros;
mod matching;
mod pat;
mod places;
mod span;
mod table;
mod ty;
mod uses;
mod variables;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::input::Edition;
use crate::ir::{Expansion, LoweredFile, ModuleIr, Problem};
use crate::source::{FileId, Span};
pub(crate) use expand::Place;
pub(crate) use guard::STACK;
pub(crate) use table::{Entry, Found, MacroCrate, MacroModule, MacroTable, MacroText, Names};

/// What is the same for all of a file.
struct FileCx<'t> {
    file: FileId,
    /// The whole text, byte order mark included.
    text: &'t str,
    /// Those of the text that the parser sees.
    lines: span::Lines<'t>,
    /// How many bytes of the text the parser does not see: byte order mark and shebang.
    base: u32,
    edition: Edition,
    /// The file imports `select!` from the `futures` crates.
    futures_select: bool,
    problems: RefCell<Vec<Problem>>,
    /// The macros that were expanded, by the place of the invocation.
    expansions: RefCell<BTreeMap<Span, String>>,
}

impl FileCx<'_> {
    fn problem(&self, span: Option<Span>, message: String) {
        let problem = Problem { span, message };
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }
}

/// Parses and lowers one file. Never panics, whatever the text: text that cannot be read gives an empty module and one
/// problem with its place. Texts that nest deeper than 1500 levels (brackets and chains of operators, calls, `else if`,
/// … together) are refused.
#[must_use]
pub fn lower_file(file: FileId, text: &str, edition: Edition) -> LoweredFile {
    lower_file_in(file, text, edition, None, Stack::Unknown)
}

/// The stack of the thread on which a file is lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stack {
    /// At least [`STACK`]: deep texts can be lowered here.
    Big,
    /// Nothing is known of it: deep texts get a thread of their own.
    Unknown,
}

/// As [`lower_file`], for a file of which is known where it stands in the project, and so which macros of other files
/// it sees.
pub(crate) fn lower_file_in(
    file: FileId,
    text: &str,
    edition: Edition,
    place: Option<Place<'_>>,
    stack: Stack,
) -> LoweredFile {
    let refuse = |at: usize, message: String| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let problem = Problem {
            span: Some(Span {
                file,
                start: at,
                end: at,
            }),
            message,
        };
        LoweredFile {
            file,
            module: ModuleIr::default(),
            problems: vec![problem],
            expansions: Vec::new(),
        }
    };
    if u32::try_from(text.len()).is_err() {
        return refuse(0, "this file is too large to be read".to_owned());
    }
    let depth = guard::depth(text);
    if depth.depth > guard::LIMIT {
        return refuse(
            depth.at,
            format!(
                "this nests deeper than {} levels; the file is not analysed",
                guard::LIMIT
            ),
        );
    }
    // Without rules there is nothing to expand: most files.
    let expands = place.is_some() || text.contains("macro_rules");
    let macros = expands.then_some((place, depth.depth));
    let run = || catch_unwind(AssertUnwindSafe(|| lower_text(file, text, edition, macros))).ok();
    let shallow = depth.depth <= guard::SHALLOW && !expands;
    let result = if shallow || stack == Stack::Big {
        run()
    } else {
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new()
                .stack_size(guard::STACK)
                .spawn_scoped(scope, run);
            thread.ok().and_then(|thread| thread.join().ok()).flatten()
        })
    };
    proc_macro2::extra::invalidate_current_thread_spans();
    result.unwrap_or_else(|| refuse(0, "this file could not be read".to_owned()))
}

/// The text without what only the compiler's driver reads: byte order mark and shebang line.
fn program_text(text: &str) -> &str {
    let content = text.strip_prefix('\u{feff}').unwrap_or(text);
    match content.strip_prefix("#!") {
        Some(rest) if !rest.trim_start().starts_with('[') => {
            content.find('\n').map_or("", |end| &content[end..])
        }
        _ => content,
    }
}

/// The text that the parser sees and its offset in the file; `None` if it nests too deeply to be read.
pub(crate) fn readable(text: &str) -> Option<(&str, usize)> {
    let content = program_text(text);
    let too_large = u32::try_from(text.len()).is_err();
    (!too_large && guard::depth(text).depth <= guard::LIMIT)
        .then_some((content, text.len() - content.len()))
}

/// With `macros`, the project's own are expanded: where the file stands, and how deep its text nests.
fn lower_text(
    file: FileId,
    text: &str,
    edition: Edition,
    macros: Option<(Option<Place<'_>>, u32)>,
) -> LoweredFile {
    let content = program_text(text);
    let base = (text.len() - content.len()) as u32;
    let mut cx = FileCx {
        file,
        text,
        lines: span::Lines::of(content),
        base,
        edition,
        futures_select: false,
        problems: RefCell::new(Vec::new()),
        expansions: RefCell::default(),
    };
    let module = match syn::parse_str::<syn::File>(content) {
        Ok(mut parsed) => {
            if let Some((place, depth)) = macros {
                expand::expand(&cx, &mut parsed, place, depth);
            }
            cx.futures_select = uses::imports_futures_select(&parsed.items);
            cx.module(&parsed.items)
        }
        Err(error) => {
            cx.problem(
                Some(cx.span(error.span())),
                format!("cannot parse this file: {error}"),
            );
            ModuleIr::default()
        }
    };
    let expansions = cx.expansions.into_inner().into_iter();
    let expansions = expansions
        .map(|(span, name)| Expansion { span, name })
        .collect();
    LoweredFile {
        file,
        module,
        problems: cx.problems.into_inner(),
        expansions,
    }
}
