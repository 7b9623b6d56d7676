//! `if`, `match`-free branches, `return`, `break`, `continue`, `?`, `try` blocks, labelled blocks.

use syn::Block as SynBlock;

use super::body::end_of;
use super::builder::{Breakable, Builder, Dest, TryTarget};
use super::cond::{Else, has_let};
use crate::input::Edition;
use crate::ir::{Block, Place, RETURN, Rvalue, Terminator};
use crate::source::Span;

/// A label's name without its apostrophe.
pub(super) fn label_name(label: Option<&syn::Label>) -> Option<String> {
    label.map(|l| l.name.ident.to_string())
}

impl Builder<'_, '_> {
    pub(super) fn if_into(&mut self, expr: &syn::ExprIf, dest: Dest) {
        let (els, join) = (self.new_block(), self.new_block());
        let then_end = self.cx.span(expr.then_branch.brace_token.span.close());
        if has_let(&expr.cond) {
            self.if_let(expr, dest, els, join, then_end);
        } else {
            let then = self.new_block();
            self.branch(&expr.cond, then, els);
            self.switch_to(then);
            self.terminating(then_end, |b| b.block_into(&expr.then_branch, dest));
            self.goto(join);
        }
        self.switch_to(els);
        match &expr.else_branch {
            Some((_, other)) => {
                let end = self.cx.span(super::span::last_token(other));
                self.terminating(end, |b| b.expr_into(other, dest));
            }
            None => self.unit(dest, then_end),
        }
        self.goto(join);
        self.switch_to(join);
    }

    /// Edition 2024 drops the scrutinees' temporaries behind the `then` block and before the `else` block; earlier ones
    /// keep them to the end of the enclosing statement.
    fn if_let(&mut self, expr: &syn::ExprIf, dest: Dest, els: Block, join: Block, end: Span) {
        let rescope = self.cx.edition >= Edition::E2024;
        let depth = self.depth();
        let temps = rescope.then(|| self.open_temps());
        self.open_scope();
        self.chain(&expr.cond, Else { block: els, depth });
        self.terminating(end, |b| b.block_into(&expr.then_branch, dest));
        self.close_scope(end);
        if let Some(before) = temps {
            self.close_temps(before, end);
        }
        self.goto(join);
    }

    /// Lowers something whose temporaries die with it.
    pub(super) fn terminating(&mut self, end: Span, contents: impl FnOnce(&mut Self)) {
        let before = self.open_temps();
        contents(self);
        self.close_temps(before, end);
    }

    pub(super) fn labelled_block(
        &mut self,
        label: Option<&syn::Label>,
        block: &SynBlock,
        dest: Dest,
    ) {
        if label.is_none() {
            return self.block_into(block, dest);
        }
        let join = self.new_block();
        let depth = self.depth();
        self.body.breakables.push(Breakable {
            label: label_name(label),
            is_loop: false,
            break_to: join,
            continue_to: join,
            dest,
            depth,
        });
        self.block_into(block, dest);
        self.body.breakables.pop();
        self.goto(join);
        self.switch_to(join);
    }

    pub(super) fn try_block(&mut self, block: &SynBlock, dest: Dest, span: Span) {
        let join = self.new_block();
        let target = TryTarget {
            to: join,
            dest,
            depth: self.depth(),
        };
        let outer = self.body.try_target.replace(target);
        // The block's own value is wrapped in `Ok` or `Some`; which one is not known here.
        let value = self.new_temp(span);
        self.block_into(block, Dest::Local(value));
        self.body.try_target = outer;
        let used = crate::ir::Operand::Use(Place::local(value));
        if let Dest::Local(local) = dest {
            self.init(local, Rvalue::Opaque(vec![used]), span);
        }
        self.goto(join);
        self.switch_to(join);
    }

    pub(super) fn return_(&mut self, expr: &syn::ExprReturn) {
        let span = self.cx.span(expr.return_token.span);
        match &expr.expr {
            Some(value) => self.expr_into(value, Dest::Local(RETURN)),
            None => self.unit(Dest::Local(RETURN), span),
        }
        self.leave_body(span);
    }

    /// Drops all locals and goes to the body's end; the return value is in place.
    pub(super) fn leave_body(&mut self, span: Span) {
        self.drop_down_to(1, span);
        let exit = self.body.exit;
        self.goto(exit);
    }

    fn find_breakable(&self, label: Option<&syn::Lifetime>) -> Option<Breakable> {
        let name = label.map(|l| l.ident.to_string());
        let fits = |b: &&Breakable| match &name {
            Some(name) => b.label.as_deref() == Some(name),
            None => b.is_loop,
        };
        self.body.breakables.iter().rev().find(fits).cloned()
    }

    pub(super) fn break_(&mut self, expr: &syn::ExprBreak) {
        let span = self.cx.span(expr.break_token.span);
        let Some(target) = self.find_breakable(expr.label.as_ref()) else {
            return self.terminate(Terminator::Unreachable);
        };
        match &expr.expr {
            Some(value) => self.expr_into(value, target.dest),
            None => self.unit(target.dest, span),
        }
        self.drop_down_to(target.depth, span);
        self.goto(target.break_to);
    }

    pub(super) fn continue_(&mut self, expr: &syn::ExprContinue) {
        let span = self.cx.span(expr.continue_token.span);
        let Some(target) = self.find_breakable(expr.label.as_ref()) else {
            return self.terminate(Terminator::Unreachable);
        };
        self.drop_down_to(target.depth, span);
        self.goto(target.continue_to);
    }

    /// `expr?`: goes on with the payload.
    pub(super) fn try_(&mut self, expr: &syn::ExprTry) -> Rvalue {
        let place = self.place(&expr.expr);
        self.try_place(place, self.cx.span(expr.question_token.span))
    }

    /// `?` on a place.
    pub(super) fn try_place(&mut self, place: Place, span: Span) -> Rvalue {
        let (ok, err) = (self.new_block(), self.new_block());
        self.terminate(Terminator::Try {
            place: place.clone(),
            ok,
            err,
        });
        self.switch_to(err);
        let residual = Rvalue::TryResidual(place.clone());
        match self.body.try_target {
            Some(target) => {
                if let Dest::Local(local) = target.dest {
                    self.init(local, residual, span);
                }
                self.drop_down_to(target.depth, span);
                self.goto(target.to);
            }
            None => {
                self.init(RETURN, residual, span);
                self.leave_body(span);
            }
        }
        self.switch_to(ok);
        Rvalue::TryPayload(place)
    }

    /// A value by control flow: `true` in one block, `false` in the other.
    pub(super) fn flag_into(
        &mut self,
        span: Span,
        dest: Dest,
        branch: impl FnOnce(&mut Self, Block, Block),
    ) {
        let (yes, no, join) = (self.new_block(), self.new_block(), self.new_block());
        branch(self, yes, no);
        for (block, value) in [(yes, true), (no, false)] {
            self.switch_to(block);
            if let Dest::Local(local) = dest {
                let value = crate::ir::Operand::Lit(crate::ir::Lit::Bool(value));
                self.init(local, Rvalue::Use(value), end_of(span));
            }
            self.goto(join);
        }
        self.switch_to(join);
    }
}
