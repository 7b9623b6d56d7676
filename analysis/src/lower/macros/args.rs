//! Arguments of printing, logging and formatting macros: expressions with names and sigils in front.

use proc_macro2::TokenStream;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _, discouraged::Speculative as _};
use syn::{Expr, Ident, Macro, Token};

use super::super::builder::Builder;
use super::super::cond::inner;
use super::super::hygiene;
use super::super::ty::name_of;
use crate::ir::Operand;

/// One argument.
pub(super) struct Arg {
    /// `name = …`, `target: …`.
    pub(super) name: Option<String>,
    pub(super) value: ArgValue,
}

pub(super) enum ArgValue {
    Expr(Box<Expr>),
    /// What is no expression.
    Tokens(TokenStream),
}

impl Arg {
    pub(super) fn expr(&self) -> Option<&Expr> {
        match &self.value {
            ArgValue::Expr(expr) => Some(expr),
            ArgValue::Tokens(_) => None,
        }
    }

    /// The text, for an argument that is a string literal.
    pub(super) fn text(&self) -> Option<&syn::LitStr> {
        match self.expr().map(inner) {
            Some(Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            })) => Some(text),
            _ => None,
        }
    }
}

/// The arguments of a macro.
pub(super) fn args(mac: &Macro) -> Vec<Arg> {
    parse_args.parse2(mac.tokens.clone()).unwrap_or_default()
}

fn parse_args(input: ParseStream<'_>) -> syn::Result<Vec<Arg>> {
    let mut args = Vec::new();
    while !input.is_empty() {
        let name = parse_name(input);
        if input.peek(Token![%]) || input.peek(Token![?]) {
            sigil(input);
        }
        let ahead = input.fork();
        let value = match ahead.parse::<Expr>() {
            Ok(expr) if ahead.is_empty() || ahead.peek(Token![,]) || ahead.peek(Token![;]) => {
                input.advance_to(&ahead);
                ArgValue::Expr(Box::new(expr))
            }
            _ => {
                let mut tokens = TokenStream::new();
                while !input.is_empty() && !input.peek(Token![,]) && !input.peek(Token![;]) {
                    tokens.extend([input.parse::<proc_macro2::TokenTree>()?]);
                }
                ArgValue::Tokens(tokens)
            }
        };
        args.push(Arg { name, value });
        if !input.is_empty() {
            input.parse::<proc_macro2::TokenTree>()?;
        }
    }
    Ok(args)
}

fn sigil(input: ParseStream<'_>) {
    let ahead = input.fork();
    if ahead.parse::<proc_macro2::TokenTree>().is_ok() {
        input.advance_to(&ahead);
    }
}

/// `name =`, `dotted.name =`, `name:? =`, `name:`.
fn parse_name(input: ParseStream<'_>) -> Option<String> {
    let ahead = input.fork();
    let mut name = name_of(&ahead.call(Ident::parse_any).ok()?);
    while ahead.peek(Token![.]) {
        ahead.parse::<Token![.]>().ok()?;
        name.push('.');
        name.push_str(&name_of(&ahead.call(Ident::parse_any).ok()?));
    }
    if ahead.peek(Token![:]) && !ahead.peek(Token![::]) {
        ahead.parse::<Token![:]>().ok()?;
        if ahead.peek(Token![%]) || ahead.peek(Token![?]) {
            sigil(&ahead);
        }
        if ahead.peek(Token![=]) {
            ahead.parse::<Token![=]>().ok()?;
        }
    } else if ahead.peek(Token![=]) && !ahead.peek(Token![==]) && !ahead.peek(Token![=>]) {
        ahead.parse::<Token![=]>().ok()?;
    } else {
        return None;
    }
    input.advance_to(&ahead);
    Some(name)
}

impl Builder<'_, '_> {
    /// Evaluates arguments in order; what is named is looked at.
    pub(super) fn look_at(&mut self, args: &[Arg]) -> Vec<Operand> {
        let mut operands = Vec::new();
        for arg in args {
            match &arg.value {
                ArgValue::Tokens(tokens) => operands.extend(self.named_in(tokens.clone())),
                ArgValue::Expr(expr) => match (arg.text(), self.operand(expr)) {
                    (Some(text), _) => operands.extend(self.captures_of(text, args)),
                    (None, used @ Operand::Use(_)) => operands.push(used),
                    (None, Operand::Lit(_) | Operand::Item(_)) => {}
                },
            }
        }
        operands
    }

    /// The locals that a format string names by itself.
    fn captures_of(&mut self, text: &syn::LitStr, args: &[Arg]) -> Vec<Operand> {
        let names = super::format::captured_names(text);
        let free = names.into_iter().filter(|n| {
            let plain = hygiene::plain(n);
            args.iter().all(|a| a.name.as_deref() != Some(plain))
        });
        let locals: Vec<_> = free.filter_map(|name| self.resolve(&name)).collect();
        locals
            .into_iter()
            .map(|local| Operand::Use(crate::ir::Place::local(local)))
            .collect()
    }
}
