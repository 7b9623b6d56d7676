//! `format!` and `concat!`.

use syn::{Expr, Macro};

use super::super::builder::{Builder, Dest};
use super::super::cond::inner;
use super::super::hygiene;
use super::args::{Arg, args};
use crate::ir::{FormatPart, Lit, Operand, Place, Rvalue};
use crate::source::Span;

/// A piece of a format string.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// `{}`
    Next,
    /// `{0}`
    Position(usize),
    /// `{name}`
    Name(String),
}

/// Splits a format string; `None` if it is malformed.
fn pieces(template: &str) -> Option<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut chars = template.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '{' if chars.peek() == Some(&'{') => {
                chars.next();
                text.push('{');
            }
            '}' if chars.peek() == Some(&'}') => {
                chars.next();
                text.push('}');
            }
            '{' => {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                let mut inside = String::new();
                loop {
                    match chars.next()? {
                        '}' => break,
                        c => inside.push(c),
                    }
                }
                let (arg, spec) = inside.split_once(':').unwrap_or((&inside, ""));
                if spec.contains(".*") {
                    // The precision comes first, as an argument of its own that is no part of the text.
                    pieces.push(Piece::Next);
                }
                let arg = arg.trim();
                pieces.push(match arg.parse::<usize>() {
                    _ if arg.is_empty() => Piece::Next,
                    Ok(position) => Piece::Position(position),
                    Err(_) => Piece::Name(arg.strip_prefix("r#").unwrap_or(arg).to_owned()),
                });
            }
            '}' => return None,
            c => text.push(c),
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Some(pieces)
}

/// The variables in a format string's braces.
pub(super) fn captured_names(template: &syn::LitStr) -> Vec<String> {
    let marks = hygiene::marks(template.suffix());
    let named = |piece| match piece {
        Piece::Name(name) => Some(name + marks),
        _ => None,
    };
    pieces(&template.value())
        .unwrap_or_default()
        .into_iter()
        .filter_map(named)
        .collect()
}

impl Builder<'_, '_> {
    pub(super) fn format_macro(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let args = args(mac);
        let template = args.first().and_then(Arg::text);
        let parts = template.and_then(|t| Some((pieces(&t.value())?, hygiene::marks(t.suffix()))));
        // The macro's block ends the life of the arguments' temporaries.
        self.terminating(span, |b| {
            let value = match parts {
                Some((pieces, marks)) => {
                    b.format_parts(pieces, args.get(1..).unwrap_or(&[]), marks)
                }
                None => Rvalue::Opaque(b.look_at(&args)),
            };
            b.finish_value(dest, value, span);
        });
        Some(())
    }

    fn format_parts(&mut self, pieces: Vec<Piece>, args: &[Arg], marks: &str) -> Rvalue {
        let values: Vec<Operand> = args
            .iter()
            .map(|arg| match arg.expr() {
                Some(expr) => self.operand(expr),
                None => Operand::Lit(Lit::Other(String::new())),
            })
            .collect();
        let mut next = 0;
        let mut parts = Vec::new();
        for piece in pieces {
            let value = match piece {
                Piece::Text(text) => {
                    parts.push(FormatPart::Text(text));
                    continue;
                }
                Piece::Next => {
                    next += 1;
                    values.get(next - 1).cloned()
                }
                Piece::Position(position) => values.get(position).cloned(),
                Piece::Name(name) => match args.iter().position(|a| a.name.as_ref() == Some(&name))
                {
                    Some(position) => values.get(position).cloned(),
                    None => Some(self.captured(&name, marks)),
                },
            };
            parts.push(FormatPart::Arg(
                value.unwrap_or(Operand::Lit(Lit::Other(String::new()))),
            ));
        }
        Rvalue::Format(parts)
    }

    /// A name in braces: a local, or else an item.
    fn captured(&mut self, name: &str, marks: &str) -> Operand {
        match self.resolve(&format!("{name}{marks}")) {
            Some(local) => Operand::Use(Place::local(local)),
            None => match syn::parse_str::<syn::Ident>(name) {
                // The identifier is made here: its span says nothing.
                Ok(ident) => {
                    let mut path = self.ident_path(&ident);
                    path.span = self.body.span;
                    Operand::Item(path)
                }
                Err(_) => Operand::Lit(Lit::Other(name.to_owned())),
            },
        }
    }

    pub(super) fn concat_macro(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let mut parts = Vec::new();
        for expr in &super::exprs(mac)? {
            parts.push(match inner(expr) {
                Expr::Lit(lit) => match self.literal(&lit.lit) {
                    Lit::Str(text) | Lit::Int(text) | Lit::Other(text) => FormatPart::Text(text),
                    Lit::Bool(value) => FormatPart::Text(value.to_string()),
                    Lit::Char(value) => FormatPart::Text(value.to_string()),
                    Lit::Unit => FormatPart::Text(String::new()),
                },
                other => FormatPart::Arg(self.operand(other)),
            });
        }
        self.finish_value(dest, Rvalue::Format(parts), span);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, captured_names, pieces};

    #[test]
    fn splits_templates() {
        let text = |t: &str| Piece::Text(t.to_owned());
        let name = |t: &str| Piece::Name(t.to_owned());
        assert_eq!(
            pieces("a{{b}}{}c{0:?}{x:>5}"),
            Some(vec![
                text("a{b}"),
                Piece::Next,
                text("c"),
                Piece::Position(0),
                name("x"),
            ])
        );
        assert_eq!(pieces("{"), None);
        assert_eq!(pieces("}"), None);
        let template = syn::parse_str::<syn::LitStr>("\"{a} {} {b:?}\"").expect("a string");
        assert_eq!(captured_names(&template), ["a", "b"]);
    }
}
