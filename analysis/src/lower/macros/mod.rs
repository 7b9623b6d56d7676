//! Macro invocations: what they are, and the simple ones.

mod args;
mod format;
mod items;
mod known;
mod rules;
mod select;

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Expr, Macro, Token};

use super::builder::{Builder, Dest};
use super::hygiene;
use super::ty::{name_of, variable_name};
use crate::ir::{Lit, Operand, Place, Rvalue, Terminator};
use crate::source::Span;
pub(super) use rules::{Budget, NoExpansion, Rules, Site, size};

pub(super) type Exprs = Punctuated<Expr, Token![,]>;

/// What a macro invocation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// Its arguments are looked at: prints, logs, `write!`, `anyhow!`.
    Look,
    /// Its arguments are looked at, then it panics.
    Panic,
    Assert,
    AssertCompare(&'static str),
    Dbg,
    Bail,
    Ensure,
    Format,
    Concat,
    /// The same value wherever it is written so: `env!`, `include_str!`.
    Constant,
    /// A value that depends on the place.
    Place,
    Vec,
    Matches,
    Select {
        /// In the `futures` dialect plain names are borrowed.
        futures: bool,
    },
    Join {
        try_: bool,
    },
    Pin,
    /// `try!(e)`, the old `?`.
    Try,
    Stream,
    CfgIf,
    /// Declares items (lowered with the block's items).
    Declares,
    Unknown,
}

impl Builder<'_, '_> {
    /// Decides what a macro invocation is. The project's own macros are expanded already, or are no macros any more.
    fn known(&self, mac: &Macro) -> Known {
        let names: Vec<String> = mac
            .path
            .segments
            .iter()
            .map(|s| name_of(&s.ident))
            .collect();
        let Some(last) = names.last() else {
            return Known::Unknown;
        };
        let root = names.first().map_or("", String::as_str);
        match last.as_str() {
            "println" | "eprintln" | "print" | "eprint" | "write" | "writeln" | "anyhow"
            | "format_err" | "trace" | "debug" | "info" | "warn" | "error" | "log" | "event"
            | "span" | "trace_span" | "debug_span" | "info_span" | "warn_span" | "error_span"
            | "event_enabled" | "log_enabled" | "eyre" => Known::Look,
            "panic" | "todo" | "unimplemented" | "unreachable" => Known::Panic,
            "assert" | "debug_assert" => Known::Assert,
            "assert_eq" | "debug_assert_eq" => Known::AssertCompare("=="),
            "assert_ne" | "debug_assert_ne" => Known::AssertCompare("!="),
            "dbg" => Known::Dbg,
            "bail" => Known::Bail,
            "ensure" => Known::Ensure,
            "format" | "format_args" => Known::Format,
            "concat" => Known::Concat,
            "env" | "option_env" | "include_str" | "include_bytes" | "stringify" | "cfg"
            | "file" | "module_path" => Known::Constant,
            "line" | "column" => Known::Place,
            "vec" => Known::Vec,
            "matches" => Known::Matches,
            "select" | "select_biased" => Known::Select {
                futures: root.starts_with("futures")
                    || last == "select_biased"
                    || names.len() == 1 && self.cx.futures_select,
            },
            "join" => Known::Join { try_: false },
            "try_join" => Known::Join { try_: true },
            "pin" | "pin_mut" => Known::Pin,
            "try" => Known::Try,
            "stream" | "try_stream" => Known::Stream,
            "cfg_if" => Known::CfgIf,
            "thread_local" | "lazy_static" => Known::Declares,
            _ => Known::Unknown,
        }
    }

    pub(super) fn is_matches_macro(&self, mac: &Macro) -> bool {
        self.known(mac) == Known::Matches
    }

    /// A macro in expression position, or a statement's.
    pub(super) fn macro_into(&mut self, mac: &Macro, dest: Dest) {
        let span = self.macro_span(mac);
        let done = match self.known(mac) {
            Known::Look => self.look_macro(mac, dest, span),
            Known::Panic => self.panic_macro(mac, span),
            Known::Assert => self.assert_macro(mac, dest, span),
            Known::AssertCompare(operator) => self.assert_compare(mac, operator, dest, span),
            Known::Dbg => self.dbg_macro(mac, dest, span),
            Known::Bail => self.bail_macro(mac, span),
            Known::Ensure => self.ensure_macro(mac, dest, span),
            Known::Format => self.format_macro(mac, dest, span),
            Known::Concat => self.concat_macro(mac, dest, span),
            Known::Constant => {
                let value = Rvalue::Use(Operand::Lit(constant(mac)));
                self.finish_value(dest, value, span);
                Some(())
            }
            Known::Place => {
                self.finish_value(dest, Rvalue::Opaque(Vec::new()), span);
                Some(())
            }
            Known::Vec => self.vec_macro(mac, dest, span),
            Known::Matches => {
                self.flag_into(span, dest, |b, yes, no| b.branch_on_matches(mac, yes, no));
                Some(())
            }
            Known::Select { futures } => self.select_macro(mac, dest, span, futures),
            Known::Join { try_ } => self.join_macro(mac, try_, dest, span),
            Known::Pin => mac
                .parse_body::<Expr>()
                .ok()
                .map(|expr| self.expr_into(&expr, dest)),
            Known::Try => mac.parse_body::<Expr>().ok().map(|expr| {
                let place = self.place(&expr);
                let value = self.try_place(place, span);
                self.finish_value(dest, value, span);
            }),
            Known::Stream => self.stream_macro(mac, dest, span),
            Known::CfgIf => self.cfg_if_statements(mac, dest, span),
            Known::Declares => Some(()),
            Known::Unknown => None,
        };
        if done.is_none() {
            let operands = self.named_in(mac.tokens.clone());
            self.finish_value(dest, Rvalue::Unknown(operands), span);
        }
    }

    /// Macros that are statements only, in the block's own scope. Says whether it was one.
    pub(super) fn macro_statement(&mut self, mac: &Macro) -> bool {
        match self.known(mac) {
            Known::Declares => true,
            // `pin!(name)`: the name stands for the same value on.
            Known::Pin => {
                let stmts = syn::Block::parse_within
                    .parse2(mac.tokens.clone())
                    .unwrap_or_default();
                if stmts.iter().any(|s| matches!(s, syn::Stmt::Local(_))) {
                    for stmt in &stmts {
                        if let syn::Stmt::Local(local) = stmt {
                            self.let_statement(local);
                        }
                    }
                    return true;
                }
                let names = mac.parse_body_with(Exprs::parse_terminated);
                names.is_ok_and(|names| names.iter().all(|e| matches!(e, Expr::Path(_))))
            }
            _ => false,
        }
    }

    pub(super) fn macro_span(&self, mac: &Macro) -> Span {
        let start = self.cx.path_span(None, &mac.path);
        start.to(self.cx.span(mac.delimiter.span().close()))
    }

    /// The locals that tokens name, each once, looked at.
    pub(super) fn named_in(&mut self, tokens: TokenStream) -> Vec<Operand> {
        let mut names = Vec::new();
        collect_names(tokens, &mut names);
        let mut operands = Vec::new();
        for name in names {
            if let Some(local) = self.resolve(&name) {
                operands.push(Operand::Use(Place::local(local)));
            }
        }
        operands
    }

    fn panic(&mut self) {
        self.terminate(Terminator::Unreachable);
    }
}

/// Identifiers in order, each once: no fields, methods, path heads or macros. Names in braces inside strings count.
fn collect_names(tokens: TokenStream, names: &mut Vec<String>) {
    let mut add = |name: String| {
        if !names.contains(&name) {
            names.push(name);
        }
    };
    let mut tokens = tokens.into_iter().peekable();
    let mut after_dot = false;
    let mut groups = Vec::new();
    while let Some(token) = tokens.next() {
        let was_dot = std::mem::replace(&mut after_dot, false);
        match token {
            TokenTree::Ident(ident) if !was_dot => {
                let next = tokens.peek().and_then(|t| match t {
                    TokenTree::Punct(p) => Some((p.as_char(), p.spacing())),
                    _ => None,
                });
                let is_path = matches!(next, Some((':', proc_macro2::Spacing::Joint)));
                if !is_path {
                    add(variable_name(&ident));
                }
            }
            TokenTree::Punct(punct) => {
                after_dot = punct.as_char() == '.' && punct.spacing() == proc_macro2::Spacing::Alone
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) =
                    syn::parse2::<syn::LitStr>(TokenStream::from(TokenTree::Literal(literal)))
                {
                    format::captured_names(&text).into_iter().for_each(&mut add);
                }
            }
            TokenTree::Group(group) => groups.push(group.stream()),
            TokenTree::Ident(_) => {}
        }
    }
    for group in groups {
        collect_names(group, names);
    }
}

/// The value of a macro that is the same wherever it is written so. What `stringify!` makes of one token is known.
fn constant(mac: &Macro) -> Lit {
    let text = |tokens: TokenStream| -> String {
        let text = hygiene::without_marks(&tokens.to_string());
        text.split_whitespace().collect()
    };
    let name = mac.path.segments.last().map(|s| name_of(&s.ident));
    let mut inside = mac.tokens.clone().into_iter();
    match (name.as_deref(), inside.next(), inside.next()) {
        (Some("stringify"), Some(TokenTree::Ident(one)), None) => {
            Lit::Str(text(TokenTree::Ident(one).into()))
        }
        _ => Lit::Other(text(quote::ToTokens::to_token_stream(mac))),
    }
}

/// Parses expressions separated by commas.
fn exprs(mac: &Macro) -> Option<Exprs> {
    mac.parse_body_with(|input: ParseStream<'_>| Exprs::parse_terminated(input))
        .ok()
}
