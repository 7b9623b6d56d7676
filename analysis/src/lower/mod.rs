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
mod direct;
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
mod outline;
mod pat;
mod places;
mod span;
mod table;
mod ty;
mod uses;
mod variables;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use rustc_hash::FxHashMap;

use crate::input::Edition;
use crate::ir::{Body, Expansion, FileWords, LoweredFile, ModuleIr, Problem, Unread};
use crate::source::{FileId, Span};
pub(crate) use expand::Place;
pub use guard::BIG_STACK;
pub(crate) use outline::word;
use outline::{Outline, Shortened, Tokens, Unparsed};
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
    /// Where the pieces of the text come from that the parser sees, if that is not all of it.
    shortened: Option<&'t Shortened>,
    /// The bodies that are left out, by the offset of their opening brace.
    unparsed: FxHashMap<u32, Unparsed>,
    /// How many of them were met as bodies of functions.
    met: Cell<usize>,
    problems: RefCell<Vec<Problem>>,
    /// The macros that were expanded, by the place of the invocation.
    expansions: RefCell<BTreeMap<Span, String>>,
}

impl<'t> FileCx<'t> {
    /// For a piece of a text: its lines, and where it stands.
    fn new(
        file: FileId,
        text: &'t str,
        lines: span::Lines<'t>,
        base: u32,
        edition: Edition,
    ) -> Self {
        FileCx {
            file,
            text,
            lines,
            base,
            edition,
            futures_select: false,
            shortened: None,
            unparsed: FxHashMap::default(),
            met: Cell::new(0),
            problems: RefCell::new(Vec::new()),
            expansions: RefCell::default(),
        }
    }

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
    let how = How {
        place: None,
        whole: true,
    };
    lower_file_in(file, text, edition, how)
}

/// How a file is lowered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct How<'t> {
    /// Where it stands in the project, if that is known, and so which macros of other files it sees.
    pub(crate) place: Option<Place<'t>>,
    /// Whether all bodies are parsed, needed or not.
    pub(crate) whole: bool,
}

/// As [`lower_file`].
pub(crate) fn lower_file_in(
    file: FileId,
    text: &str,
    edition: Edition,
    how: How<'_>,
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
            words: FileWords::default(),
        }
    };
    if u32::try_from(text.len()).is_err() {
        return refuse(0, "this file is too large to be read".to_owned());
    }
    let content = program_text(text);
    let tokens = Tokens::of(content);
    let depth = tokens.depth;
    if depth.depth > guard::LIMIT {
        return refuse(
            text.len() - content.len() + depth.at,
            format!(
                "this nests deeper than {} levels; the file is not analysed",
                guard::LIMIT
            ),
        );
    }
    // Without rules there is nothing to expand: most files.
    let expands = how.place.is_some() || text.contains("macro_rules");
    let macros = expands.then_some((how.place, depth.depth));
    let whole = how.whole;
    let run = || lower_text(file, text, &tokens, edition, macros, whole);
    // What macros expand to may nest as deep as is ever read.
    let depth = if expands { guard::LIMIT } else { depth.depth };
    let result = with_stack(depth, run);
    result.unwrap_or_else(|| refuse(0, "this file could not be read".to_owned()))
}

/// Lowers something that nests so deep: here if there is enough stack, else on a thread that has it; `None` if that panics.
fn with_stack<T: Send>(depth: u32, work: impl FnOnce() -> T + Send) -> Option<T> {
    let here = stacker::remaining_stack().is_some_and(|left| left >= guard::stack_for(depth));
    let run = || catch_unwind(AssertUnwindSafe(work)).ok();
    let result = if here {
        run()
    } else {
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new()
                .stack_size(BIG_STACK)
                .spawn_scoped(scope, run);
            thread.ok().and_then(|thread| thread.join().ok()).flatten()
        })
    };
    proc_macro2::extra::invalidate_current_thread_spans();
    result
}

/// Parses and lowers a body that was left out when its file was, given the whole text of the file.
pub(crate) fn lower_unread(text: &str, unread: &Unread) -> (Option<Body>, Vec<Problem>) {
    let range = unread.function.start as usize..unread.function.end as usize;
    let function = text.get(range).unwrap_or("");
    let run = || {
        let lines = span::Lines::of(function);
        let (file, base) = (unread.function.file, unread.function.start);
        let mut cx = FileCx::new(file, text, lines, base, unread.edition);
        cx.futures_select = unread.futures_select;
        let body = match syn::parse_str::<syn::ImplItemFn>(function) {
            Ok(parsed) => Some(cx.fn_body(&parsed.sig, &parsed.block)),
            Err(error) => {
                let message = format!("cannot parse this function: {error}");
                cx.problem(Some(cx.span(error.span())), message);
                None
            }
        };
        (body, cx.problems.into_inner())
    };
    with_stack(guard::depth(function).depth, run).unwrap_or_else(|| {
        let problem = Problem {
            span: Some(unread.span),
            message: "this function could not be read".to_owned(),
        };
        (None, vec![problem])
    })
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
    tokens: &Tokens<'_>,
    edition: Edition,
    macros: Option<(Option<Place<'_>>, u32)>,
    whole: bool,
) -> LoweredFile {
    let place = macros.and_then(|(place, _)| place);
    let is_macro = |name: &str| place.is_some_and(|place| place.table.all.contains(name));
    let mut outline = outline::outline(tokens, &is_macro);
    let words = std::mem::take(&mut outline.words);
    let expands = outline.invokes_macro || text.contains("macro_rules");
    let known = (!whole && !expands).then(|| lower_tokens(file, text, tokens, edition, &outline));
    let mut lowered = known.flatten().unwrap_or_else(|| {
        let outline = (!whole && !outline.bodies.is_empty()).then_some(outline);
        lower_by_parser(file, text, tokens, edition, macros, outline)
    });
    lowered.words = words;
    lowered
}

/// Lowers a file that the parser reads, without the bodies of the outline if there is one.
fn lower_by_parser(
    file: FileId,
    text: &str,
    tokens: &Tokens<'_>,
    edition: Edition,
    macros: Option<(Option<Place<'_>>, u32)>,
    outline: Option<Outline>,
) -> LoweredFile {
    let content = tokens.text();
    let base = (text.len() - content.len()) as u32;
    let lower = |content: &str, short: Option<&Shortened>, unparsed: Vec<Unparsed>| {
        let mut cx = FileCx::new(file, text, span::Lines::of(content), base, edition);
        cx.shortened = short;
        let all = unparsed.len();
        let by_brace = unparsed.into_iter().map(|body| (body.open as u32, body));
        cx.unparsed = by_brace.collect();
        let parsed = syn::parse_str::<syn::File>(content);
        let is_whole = parsed.is_ok();
        let lowered = lower_parsed(cx, parsed, macros);
        (lowered.0, is_whole && lowered.1 == all)
    };
    if let Some(outline) = outline {
        let short = outline::shortened(content, 0..content.len(), &outline);
        if let (lowered, true) = lower(&short.text, Some(&short), outline.bodies) {
            return lowered;
        }
        proc_macro2::extra::invalidate_current_thread_spans();
    }
    lower(content, None, Vec::new()).0
}

/// Lowers a file from its tokens, as far as they are simple; `None` if the parser has to read it.
fn lower_tokens(
    file: FileId,
    text: &str,
    tokens: &Tokens<'_>,
    edition: Edition,
    outline: &Outline,
) -> Option<LoweredFile> {
    let base = (text.len() - tokens.text().len()) as u32;
    let mut cx = FileCx::new(file, text, span::Lines::of(""), base, edition);
    cx.futures_select = direct::imports_futures_select(tokens);
    let module = direct::module(&cx, tokens, outline);
    proc_macro2::extra::invalidate_current_thread_spans();
    Some(LoweredFile {
        file,
        module: module?,
        problems: cx.problems.into_inner(),
        expansions: Vec::new(),
        words: FileWords::default(),
    })
}

/// Lowers a syntax tree, and says how many bodies were left out.
fn lower_parsed(
    mut cx: FileCx<'_>,
    parsed: syn::Result<syn::File>,
    macros: Option<(Option<Place<'_>>, u32)>,
) -> (LoweredFile, usize) {
    let module = match parsed {
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
    let lowered = LoweredFile {
        file: cx.file,
        module,
        problems: cx.problems.into_inner(),
        expansions,
        words: FileWords::default(),
    };
    (lowered, cx.met.get())
}
