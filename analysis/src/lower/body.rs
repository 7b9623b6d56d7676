//! Bodies: of functions, consts, closures and async blocks.

use syn::{Expr, FnArg, Pat};

use super::FileCx;
use super::builder::{Builder, Dest};
use super::function::plain_name;
use crate::ir::{Body, BodyKind, Lit, Local, Operand, Place, RETURN, Rvalue, Terminator};
use crate::source::Span;

impl FileCx<'_> {
    /// The body of a function or method.
    pub(super) fn fn_body(&self, sig: &syn::Signature, block: &syn::Block) -> Body {
        let kind = if sig.asyncness.is_some() {
            BodyKind::AsyncFn
        } else {
            BodyKind::Fn
        };
        let braces = block.brace_token.span;
        let end = self.span(braces.close());
        let mut builder = Builder::new(self, kind, self.between(braces.open(), braces.close()));
        builder.open_body();
        for input in &sig.inputs {
            match input {
                FnArg::Receiver(receiver) => {
                    let span = self.span(receiver.self_token.span);
                    let ty = self.receiver_ty(receiver);
                    builder.param(Some("self".to_owned()), Some(ty), span);
                }
                FnArg::Typed(typed) => builder.param_pat(&typed.pat, Some(&typed.ty)),
            }
        }
        builder.body_of(end, |b| b.block_into(block, Dest::Local(RETURN)));
        builder.finish()
    }

    /// The body of a const's or static's initialiser.
    pub(super) fn const_body(&self, expr: &Expr) -> Body {
        let span = self.expr_span(expr);
        let mut builder = Builder::new(self, BodyKind::Fn, span);
        builder.open_body();
        builder.body_of(end_of(span), |b| b.expr_into(expr, Dest::Local(RETURN)));
        builder.finish()
    }

    /// The body of a const's or static's initialiser that is a literal.
    pub(super) fn const_literal(&self, literal: Lit, span: Span) -> Body {
        let mut builder = Builder::new(self, BodyKind::Fn, span);
        builder.open_body();
        builder.body_of(end_of(span), |b| {
            let value = Rvalue::Use(Operand::Lit(literal));
            b.finish_value(Dest::Local(RETURN), value, span);
        });
        builder.finish()
    }
}

/// The last byte of a span.
pub(super) fn end_of(span: Span) -> Span {
    Span {
        start: span.end.saturating_sub(1).max(span.start),
        ..span
    }
}

impl Builder<'_, '_> {
    /// Opens the scope of parameters.
    pub(super) fn open_body(&mut self) {
        self.open_scope();
    }

    fn param(&mut self, name: Option<String>, ty: Option<crate::ir::Ty>, span: Span) -> Local {
        let local = self.new_local(name.clone(), ty, span);
        self.schedule(local, 0);
        self.body.params.push(local);
        if let Some(name) = name {
            self.bring_into_scope(name, local);
        }
        local
    }

    fn param_pat(&mut self, pat: &Pat, ty: Option<&syn::Type>) {
        let span = self.cx.span(syn::spanned::Spanned::span(pat));
        if let Pat::Type(typed) = pat {
            return self.param_pat(&typed.pat, Some(&typed.ty));
        }
        let ty = ty.map(|ty| self.cx.ty(ty));
        if let Some(name) = plain_name(pat) {
            self.param(Some(name), ty, span);
            return;
        }
        let local = self.param(None, ty, span);
        self.bind_irrefutable(pat, Place::local(local), 0);
    }

    /// Lowers what is in a body and its end: return block, parameters' drops.
    pub(super) fn body_of(&mut self, end: Span, contents: impl FnOnce(&mut Self)) {
        let before = self.open_temps();
        contents(self);
        self.close_temps(before, end);
        let exit = self.body.exit;
        self.goto(exit);
        self.switch_to(exit);
        self.close_scope(end);
        self.terminate(Terminator::Return);
    }

    /// A closure: the nested body and the value that it gives here.
    pub(super) fn closure(&mut self, expr: &syn::ExprClosure) -> Rvalue {
        let kind = if expr.asyncness.is_some() {
            BodyKind::AsyncClosure
        } else {
            BodyKind::Closure
        };
        let span = self
            .cx
            .between(expr.inputs_begin.span, super::span::last_token(&expr.body));
        self.enter(kind, span);
        self.open_body();
        for input in &expr.inputs {
            self.param_pat(input, None);
        }
        self.body_of(end_of(span), |b| {
            b.expr_into(&expr.body, Dest::Local(RETURN))
        });
        self.leave(expr.capture.is_some())
    }

    /// An async block.
    pub(super) fn async_block(&mut self, block: &syn::Block, by_move: bool) -> Rvalue {
        let braces = block.brace_token.span;
        self.async_body(
            self.cx.between(braces.open(), braces.close()),
            by_move,
            |b| {
                b.block_into(block, Dest::Local(RETURN));
            },
        )
    }

    /// An async block with any contents.
    pub(super) fn async_body(
        &mut self,
        span: Span,
        by_move: bool,
        contents: impl FnOnce(&mut Self),
    ) -> Rvalue {
        self.enter(BodyKind::AsyncBlock, span);
        self.open_body();
        self.body_of(end_of(span), contents);
        self.leave(by_move)
    }
}
