//! `select!`: tokio's and that of the `futures` crates.

use syn::parse::{Parse, ParseStream};
use syn::{Expr, Macro, Pat, Token};

use super::super::builder::{Builder, Dest, Scope};
use super::super::cond::inner;
use super::super::ty::name_of;
use crate::ir::{Block, Local, Place, Rvalue, SelectArm, Terminator};
use crate::source::Span;

struct Arm {
    pat: Pat,
    future: Expr,
    cond: Option<Expr>,
    handler: Expr,
}

#[derive(Default)]
struct Select {
    arms: Vec<Arm>,
    /// `else`, `complete`, `default`.
    others: Vec<Expr>,
}

fn keyword(input: ParseStream<'_>, words: &[&str]) -> bool {
    let ahead = input.fork();
    let word = syn::ext::IdentExt::parse_any;
    let is_word = ahead
        .call::<syn::Ident>(word)
        .is_ok_and(|i| words.contains(&name_of(&i).as_str()));
    is_word && ahead.peek(Token![=>])
}

fn handler(input: ParseStream<'_>) -> syn::Result<Expr> {
    input.parse::<Token![=>]>()?;
    let handler = if input.peek(syn::token::Brace) {
        let block: syn::Block = input.parse()?;
        Expr::Block(syn::ExprBlock {
            attrs: Vec::new(),
            label: None,
            block,
        })
    } else {
        input.parse()?
    };
    input.parse::<Option<Token![,]>>()?;
    Ok(handler)
}

impl Parse for Select {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut select = Select::default();
        let ahead = input.fork();
        if ahead
            .parse::<syn::Ident>()
            .is_ok_and(|i| name_of(&i) == "biased")
            && ahead.peek(Token![;])
        {
            input.parse::<syn::Ident>()?;
            input.parse::<Token![;]>()?;
        }
        while !input.is_empty() {
            if keyword(input, &["else", "complete", "default"]) {
                syn::ext::IdentExt::parse_any(input).map(|_: syn::Ident| ())?;
                select.others.push(handler(input)?);
                continue;
            }
            let pat = Pat::parse_multi_with_leading_vert(input)?;
            input.parse::<Token![=]>()?;
            let future: Expr = input.parse()?;
            let mut cond = None;
            if input.parse::<Option<Token![,]>>()?.is_some() {
                input.parse::<Token![if]>()?;
                cond = Some(input.parse()?);
            }
            select.arms.push(Arm {
                pat,
                future,
                cond,
                handler: handler(input)?,
            });
        }
        Ok(select)
    }
}

impl Builder<'_, '_> {
    pub(super) fn select_macro(
        &mut self,
        mac: &Macro,
        dest: Dest,
        span: Span,
        borrows: bool,
    ) -> Option<()> {
        let select: Select = mac.parse_body().ok()?;
        let end = self.cx.span(mac.delimiter.span().close());
        // Preconditions first, then all futures, in order; then one of them is done and all of them die.
        let enabled: Vec<_> = select
            .arms
            .iter()
            .map(|a| a.cond.as_ref().map(|c| self.condition_value(c)))
            .collect();
        let scope = self.open_scope();
        let mut futures = Vec::new();
        self.terminating(end, |b| {
            for arm in &select.arms {
                let future = b.future(&arm.future, borrows);
                b.schedule(future, scope);
                futures.push(future);
            }
        });
        let mut futures_scope = self.take_scope();
        // They are a tuple: its fields die in order.
        futures_scope.locals.reverse();
        let (again, join) = (self.new_block(), self.new_block());
        self.goto(again);
        self.switch_to(again);
        let mut arms = Vec::new();
        for ((arm, future), enabled) in select.arms.iter().zip(futures).zip(enabled) {
            let span = self.cx.expr_span(&arm.future);
            let dest = self.new_temp(span);
            let target = self.new_block();
            arms.push(SelectArm {
                future,
                span,
                enabled,
                dest,
                target,
            });
        }
        let els: Vec<Block> = select.others.iter().map(|_| self.new_block()).collect();
        let entry = match els.as_slice() {
            [] => None,
            [one] => Some(*one),
            _ => Some(self.new_block()),
        };
        let done: Vec<(Local, Block)> = arms.iter().map(|a| (a.dest, a.target)).collect();
        self.terminate(Terminator::Select { arms, els: entry });
        if let (Some(entry), [_, _, ..]) = (entry, els.as_slice()) {
            self.switch_to(entry);
            self.terminate(Terminator::Nondet(els.clone()));
        }
        let retry = if select.arms.len() > 1 {
            Some(again)
        } else {
            entry
        };
        for (arm, (output, target)) in select.arms.iter().zip(done) {
            self.switch_to(target);
            self.select_arm(arm, output, retry, &futures_scope, dest);
            self.goto(join);
        }
        for (other, block) in select.others.iter().zip(els) {
            self.switch_to(block);
            self.drop_scope(&futures_scope, span);
            let end = self.cx.span(super::super::span::last_token(other));
            self.terminating(end, |b| b.expr_into(other, dest));
            self.goto(join);
        }
        self.switch_to(join);
        Some(())
    }

    fn future(&mut self, expr: &Expr, borrows: bool) -> Local {
        let span = self.cx.expr_span(expr);
        let future = self.new_temp(span);
        if borrows && matches!(inner(expr), Expr::Path(_)) {
            let place = self.place(expr);
            self.init(
                future,
                Rvalue::Ref {
                    place,
                    mutable: true,
                },
                span,
            );
        } else {
            self.expr_into(expr, Dest::Local(future));
        }
        future
    }

    /// An output that the pattern does not match disables its arm: the others go on.
    fn select_arm(
        &mut self,
        arm: &Arm,
        output: Local,
        retry: Option<Block>,
        futures: &Scope,
        dest: Dest,
    ) {
        let start = self.cx.span(super::super::span::first_token(&arm.handler));
        let end = self.cx.span(super::super::span::last_token(&arm.handler));
        let alternatives = self.alternatives(&arm.pat, &Place::local(output));
        let scope = self.open_scope();
        self.schedule(output, scope);
        let mismatch = self.new_block();
        let can_fail = alternatives.iter().all(|a| !a.tests.is_empty());
        let declared = self.declare(&alternatives, scope);
        self.match_alternatives(
            &alternatives,
            &declared,
            false,
            can_fail.then_some(mismatch),
        );
        self.drop_scope(futures, start);
        self.bring_all_into_scope(declared);
        self.terminating(end, |b| b.expr_into(&arm.handler, dest));
        self.close_scope(end);
        if can_fail {
            let current = self.body.current;
            self.switch_to(mismatch);
            self.push(crate::ir::Stmt::StorageDead(output, start));
            self.terminate(retry.map_or(Terminator::Unreachable, Terminator::Goto));
            self.switch_to(current);
        }
    }
}
