//! Places of syntax: from spans of syn to byte ranges of the file, without walking whole subtrees.

use proc_macro2::{LineColumn, Span as TokenSpan, TokenStream};
use syn::spanned::Spanned as _;
use syn::{Expr, Path, QSelf};

use super::{FileCx, hygiene};
use crate::source::Span;

/// Where the lines of a text begin. A span knows its line and column without looking at the text, its byte range only after
/// counting the characters before it.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// The lines of the text that the parser sees.
    pub(super) fn of(text: &'t str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1));
        Self {
            text,
            starts: starts.collect(),
        }
    }

    /// The byte offset of a place; `None` if there is no such line.
    fn offset(&self, place: LineColumn) -> Option<usize> {
        let start = *self.starts.get(place.line.checked_sub(1)?)?;
        let rest = self.text.as_bytes().get(start..)?;
        let ascii = rest.get(..place.column).is_some_and(<[u8]>::is_ascii);
        if ascii {
            return Some(start + place.column);
        }
        let mut chars = self.text.get(start..)?.char_indices();
        let at = chars.nth(place.column).map_or(rest.len(), |(at, _)| at);
        Some(start + at)
    }
}

impl FileCx<'_> {
    /// The byte range of a token's span in the file's text as given (byte order mark and shebang included).
    pub(super) fn span(&self, span: TokenSpan) -> Span {
        let offsets = (
            self.lines.offset(span.start()),
            self.lines.offset(span.end()),
        );
        let range = match offsets {
            (Some(start), Some(end)) => start..end,
            _ => span.byte_range(),
        };
        let range = match &self.shortened {
            Some(short) => short.start(range.start)..short.end(range.end),
            None => range,
        };
        let at = |offset: usize| {
            (offset as u32)
                .saturating_add(self.base)
                .min(self.text.len() as u32)
        };
        Span {
            file: self.file,
            start: at(range.start),
            end: at(range.end),
        }
    }

    /// From the start of one token to the end of another.
    pub(super) fn between(&self, first: TokenSpan, last: TokenSpan) -> Span {
        self.span(first).to(self.span(last))
    }

    /// The source text of a span.
    pub(super) fn source(&self, span: Span) -> &str {
        self.text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// The source text inside brackets with this span, which hold these tokens. Of what a macro expands to there is no
    /// such text (the span is that of the invocation): then it is that of the tokens.
    pub(super) fn inside_of(&self, brackets: Span, tokens: &TokenStream) -> String {
        let source = self.source(brackets);
        let source = source.get(1..source.len().saturating_sub(1)).unwrap_or("");
        let tokens = hygiene::without_marks(&tokens.to_string());
        let letters = source.split_whitespace().flat_map(str::chars);
        let is_source = letters.eq(tokens.split_whitespace().flat_map(str::chars));
        if is_source { source.to_owned() } else { tokens }
    }

    /// The span of an expression without its attributes.
    pub(super) fn expr_span(&self, expr: &Expr) -> Span {
        self.between(first_token(expr), last_token(expr))
    }

    /// The span of a path with its `<T as Trait>`.
    pub(super) fn path_span(&self, qself: Option<&QSelf>, path: &Path) -> Span {
        self.between(path_start(qself, path), path_end(path))
    }
}

fn path_start(qself: Option<&QSelf>, path: &Path) -> TokenSpan {
    if let Some(qself) = qself {
        return qself.lt_token.span;
    }
    match (&path.leading_colon, path.segments.first()) {
        (Some(colons), _) => colons.spans[0],
        (None, Some(segment)) => segment.ident.span(),
        (None, None) => TokenSpan::call_site(),
    }
}

fn path_end(path: &Path) -> TokenSpan {
    let Some(last) = path.segments.last() else {
        return TokenSpan::call_site();
    };
    match &last.arguments {
        syn::PathArguments::None => last.ident.span(),
        syn::PathArguments::AngleBracketed(args) => args.gt_token.span,
        syn::PathArguments::Parenthesized(args) => match &args.output {
            syn::ReturnType::Default => args.paren_token.span.close(),
            output @ syn::ReturnType::Type(..) => end_of(output),
        },
    }
}

/// The span of the last token of any syntax (walks it all: for rare kinds only).
fn end_of(tokens: &impl quote::ToTokens) -> TokenSpan {
    let last = tokens.to_token_stream().into_iter().last();
    match last {
        Some(proc_macro2::TokenTree::Group(group)) => group.span_close(),
        Some(tree) => tree.span(),
        None => TokenSpan::call_site(),
    }
}

/// The first token of an expression, attributes left out.
pub(super) fn first_token(expr: &Expr) -> TokenSpan {
    let label = |label: &Option<syn::Label>, or: TokenSpan| {
        label.as_ref().map_or(or, |l| l.name.apostrophe)
    };
    let mut expr = expr;
    loop {
        expr = match expr {
            Expr::Assign(e) => &e.left,
            Expr::Await(e) => &e.base,
            Expr::Binary(e) => &e.left,
            Expr::Call(e) => &e.func,
            Expr::Cast(e) => &e.expr,
            Expr::Field(e) => &e.base,
            Expr::Group(e) => &e.expr,
            Expr::Index(e) => &e.expr,
            Expr::MethodCall(e) => &e.receiver,
            Expr::Try(e) => &e.expr,
            Expr::Range(e) => match &e.start {
                Some(start) => start,
                None => return e.limits.span(),
            },
            Expr::Array(e) => return e.bracket_token.span.open(),
            Expr::Async(e) => return e.async_token.span,
            Expr::Block(e) => return label(&e.label, e.block.brace_token.span.open()),
            Expr::Break(e) => return e.break_token.span,
            Expr::Closure(e) => {
                let lifetimes = e.lifetimes.as_ref().map(|l| l.for_token.span);
                let constness = e.constness.as_ref().map(|t| t.span);
                let asyncness = e.asyncness.as_ref().map(|t| t.span);
                let capture = e.capture.as_ref().map(|t| t.span);
                return lifetimes
                    .or(constness)
                    .or(asyncness)
                    .or(capture)
                    .unwrap_or(e.inputs_begin.span);
            }
            Expr::Const(e) => return e.const_token.span,
            Expr::Continue(e) => return e.continue_token.span,
            Expr::ForLoop(e) => return label(&e.label, e.for_token.span),
            Expr::If(e) => return e.if_token.span,
            Expr::Infer(e) => return e.underscore_token.span,
            Expr::Let(e) => return e.let_token.span,
            Expr::Lit(e) => return e.lit.span(),
            Expr::Loop(e) => return label(&e.label, e.loop_token.span),
            Expr::Macro(e) => return path_start(None, &e.mac.path),
            Expr::Match(e) => return e.match_token.span,
            Expr::Paren(e) => return e.paren_token.span.open(),
            Expr::Path(e) => return path_start(e.qself.as_ref(), &e.path),
            Expr::RawAddr(e) => return e.and_token.span,
            Expr::Reference(e) => return e.and_token.span,
            Expr::Repeat(e) => return e.bracket_token.span.open(),
            Expr::Return(e) => return e.return_token.span,
            Expr::Struct(e) => return path_start(e.qself.as_ref(), &e.path),
            Expr::TryBlock(e) => return e.try_token.span,
            Expr::Tuple(e) => return e.paren_token.span.open(),
            Expr::Unary(e) => return e.op.span(),
            Expr::Unsafe(e) => return e.unsafe_token.span,
            Expr::While(e) => return label(&e.label, e.while_token.span),
            Expr::Yield(e) => return e.yield_token.span,
            other => return other.span(),
        }
    }
}

/// The last token of an expression.
pub(super) fn last_token(expr: &Expr) -> TokenSpan {
    let mut expr = expr;
    loop {
        expr = match expr {
            Expr::Assign(e) => &e.right,
            Expr::Binary(e) => &e.right,
            Expr::Closure(e) => &e.body,
            Expr::Group(e) => &e.expr,
            Expr::Let(e) => &e.expr,
            Expr::RawAddr(e) => &e.expr,
            Expr::Reference(e) => &e.expr,
            Expr::Unary(e) => &e.expr,
            Expr::Break(e) => match (&e.expr, &e.label) {
                (Some(value), _) => value,
                (None, Some(label)) => return label.ident.span(),
                (None, None) => return e.break_token.span,
            },
            Expr::Return(e) => match &e.expr {
                Some(value) => value,
                None => return e.return_token.span,
            },
            Expr::Yield(e) => match &e.expr {
                Some(value) => value,
                None => return e.yield_token.span,
            },
            Expr::Range(e) => match &e.end {
                Some(end) => end,
                None => return e.limits.span(),
            },
            Expr::If(e) => match &e.else_branch {
                Some((_, other)) => other,
                None => return e.then_branch.brace_token.span.close(),
            },
            Expr::Array(e) => return e.bracket_token.span.close(),
            Expr::Async(e) => return e.block.brace_token.span.close(),
            Expr::Await(e) => return e.await_token.span,
            Expr::Block(e) => return e.block.brace_token.span.close(),
            Expr::Call(e) => return e.paren_token.span.close(),
            Expr::Cast(e) => return end_of(&e.ty),
            Expr::Const(e) => return e.block.brace_token.span.close(),
            Expr::Continue(e) => {
                return e
                    .label
                    .as_ref()
                    .map_or(e.continue_token.span, |l| l.ident.span());
            }
            Expr::Field(e) => return e.member.span(),
            Expr::ForLoop(e) => return e.body.brace_token.span.close(),
            Expr::Index(e) => return e.bracket_token.span.close(),
            Expr::Infer(e) => return e.underscore_token.span,
            Expr::Lit(e) => return e.lit.span(),
            Expr::Loop(e) => return e.body.brace_token.span.close(),
            Expr::Macro(e) => return e.mac.delimiter.span().close(),
            Expr::Match(e) => return e.brace_token.span.close(),
            Expr::MethodCall(e) => return e.paren_token.span.close(),
            Expr::Paren(e) => return e.paren_token.span.close(),
            Expr::Path(e) => return path_end(&e.path),
            Expr::Repeat(e) => return e.bracket_token.span.close(),
            Expr::Struct(e) => return e.brace_token.span.close(),
            Expr::Try(e) => return e.question_token.span,
            Expr::TryBlock(e) => return e.block.brace_token.span.close(),
            Expr::Tuple(e) => return e.paren_token.span.close(),
            Expr::Unsafe(e) => return e.block.brace_token.span.close(),
            Expr::While(e) => return e.body.brace_token.span.close(),
            other => return end_of(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use proc_macro2::{TokenStream, TokenTree};

    use super::Lines;

    fn compare(tokens: TokenStream, lines: &Lines<'_>, count: &mut usize) {
        for token in tokens {
            let span = token.span();
            let range = span.byte_range();
            assert_eq!(lines.offset(span.start()), Some(range.start), "{token}");
            assert_eq!(lines.offset(span.end()), Some(range.end), "{token}");
            *count += 1;
            if let TokenTree::Group(group) = token {
                compare(group.stream(), lines, count);
            }
        }
    }

    #[test]
    fn lines_and_columns_lead_to_the_same_bytes() {
        let text = "fn größe() {\r\n    let π = \"°\"; // ü\n\n    /* ä\nö */ call(π, 'é', \"two\nlines ß\", x);\n}";
        for text in [text, "", "x", "ß"] {
            let mut count = 0;
            let tokens = TokenStream::from_str(text).unwrap_or_default();
            compare(tokens, &Lines::of(text), &mut count);
            assert!(count > 0 || text.is_empty(), "{text}");
        }
    }
}
