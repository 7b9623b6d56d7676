//! The functions, closures and `async` blocks of a program: where they are, and a mark at the beginning of each, by which
//! its runs tell which ones they entered.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::program::Place;

/// What stands behind the opening brace of a body in the text that rustc gets.
const MARK: &str = " oracle_client::entered();";

/// A function, closure or `async` block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Body {
    /// Its first place.
    pub(crate) start: Place,
    /// The place behind its last one.
    pub(crate) end: Place,
    /// The place behind its opening brace, if nothing else stands on that line: only there a mark moves no place.
    pub(crate) opens: Option<Place>,
}

/// The bodies of a text in the order in which they begin; none if syn does not parse it. What stands in macros is not
/// looked at.
pub(crate) fn bodies(text: &str) -> Vec<Body> {
    let mut found = Bodies {
        lines: text.lines().collect(),
        bodies: Vec::new(),
    };
    if let Ok(file) = syn::parse_file(text) {
        found.visit_file(&file);
    }
    found.bodies
}

/// The innermost body around a place.
pub(crate) fn around(bodies: &[Body], place: Place) -> Option<Body> {
    let mut inner = bodies.iter().rev();
    let found = inner.find(|body| (body.start..body.end).contains(&place));
    found.copied()
}

/// The text with a mark in each body that can have one. All that it had stands where it stood.
pub(crate) fn marked(text: &str) -> String {
    let bodies = bodies(text);
    let mut marked = String::with_capacity(text.len() + bodies.len() * MARK.len());
    for (line, number) in text.lines().zip(1..) {
        let mut opens = bodies.iter().filter_map(|body| body.opens);
        marked.push_str(line.trim_end());
        if opens.any(|place| place.line == number) {
            marked.push_str(MARK);
        }
        marked.push('\n');
    }
    marked
}

struct Bodies<'a> {
    lines: Vec<&'a str>,
    bodies: Vec<Body>,
}

impl Bodies<'_> {
    fn add(&mut self, whole: Span, block: Option<&syn::Block>) {
        let opens = block.and_then(|block| {
            let place = place(block.brace_token.span.open().end());
            let line = self.lines.get(place.line as usize - 1)?;
            let mut rest = line.chars().skip(place.column as usize - 1);
            rest.all(char::is_whitespace).then_some(place)
        });
        self.bodies.push(Body {
            start: place(whole.start()),
            end: place(whole.end()),
            opens,
        });
    }
}

impl<'ast> Visit<'ast> for Bodies<'_> {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(function.span(), Some(&function.block));
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(function.span(), Some(&function.block));
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        self.add(function.span(), function.default.as_ref());
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        let block = match &*closure.body {
            syn::Expr::Block(body) if body.label.is_none() => Some(&body.block),
            _ => None,
        };
        self.add(closure.span(), block);
        visit::visit_expr_closure(self, closure);
    }

    fn visit_expr_async(&mut self, block: &'ast syn::ExprAsync) {
        self.add(block.span(), Some(&block.block));
        visit::visit_expr_async(self, block);
    }
}

fn place(at: proc_macro2::LineColumn) -> Place {
    Place {
        line: u32::try_from(at.line).unwrap_or(u32::MAX),
        column: u32::try_from(at.column + 1).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::{around, bodies, marked};
    use crate::program::Place;

    const TEXT: &str =
        "fn f() {\n    let g = || 1;\n    h(move || {\n        2\n    });\n}\nfn none() {}\n";

    #[test]
    fn marks_move_nothing() {
        let text = marked(TEXT);
        assert_eq!(text.matches("entered").count(), 2);
        for (marked, plain) in text.lines().zip(TEXT.lines()) {
            assert!(marked.starts_with(plain), "{marked}");
        }
    }

    #[test]
    fn innermost_body() {
        let found = bodies(TEXT);
        let at = |line, column| around(&found, Place { line, column }).map(|body| body.start.line);
        assert_eq!(found.len(), 4);
        assert_eq!(at(4, 9), Some(3));
        assert_eq!(at(3, 5), Some(1));
        assert_eq!(at(7, 99), None);
    }
}
