//! `loop`, `while`, `for`.

use super::builder::{Breakable, Builder, Dest};
use super::cond::Else;
use super::control::label_name;
use crate::ir::{Block, Local, Operand, Place, Rvalue, Terminator};
use crate::source::Span;

impl Builder<'_, '_> {
    fn in_loop(&mut self, frame: Breakable, contents: impl FnOnce(&mut Self)) {
        self.body.breakables.push(frame);
        contents(self);
        self.body.breakables.pop();
    }

    fn frame(
        &self,
        label: Option<&syn::Label>,
        break_to: Block,
        continue_to: Block,
        dest: Dest,
    ) -> Breakable {
        Breakable {
            label: label_name(label),
            is_loop: true,
            break_to,
            continue_to,
            dest,
            depth: self.depth(),
        }
    }

    pub(super) fn loop_into(&mut self, expr: &syn::ExprLoop, dest: Dest) {
        let (head, behind) = (self.new_block(), self.new_block());
        self.goto(head);
        self.switch_to(head);
        let end = self.cx.span(expr.body.brace_token.span.close());
        let frame = self.frame(expr.label.as_ref(), behind, head, dest);
        self.in_loop(frame, |b| {
            b.terminating(end, |b| b.block_into(&expr.body, Dest::Ignore))
        });
        self.goto(head);
        self.switch_to(behind);
    }

    pub(super) fn while_into(&mut self, expr: &syn::ExprWhile, dest: Dest) {
        let (head, behind) = (self.new_block(), self.new_block());
        self.goto(head);
        self.switch_to(head);
        let end = self.cx.span(expr.body.brace_token.span.close());
        let frame = self.frame(expr.label.as_ref(), behind, head, Dest::Ignore);
        let els = Else {
            block: behind,
            depth: self.depth(),
        };
        self.in_loop(frame, |b| {
            // One turn: the scrutinees' temporaries and the variables live through the body.
            let before = b.open_temps();
            b.open_scope();
            b.chain(&expr.cond, els);
            b.terminating(end, |b| b.block_into(&expr.body, Dest::Ignore));
            b.close_scope(end);
            b.close_temps(before, end);
        });
        self.goto(head);
        self.switch_to(behind);
        self.unit(dest, end);
    }

    pub(super) fn for_into(&mut self, expr: &syn::ExprForLoop, dest: Dest) {
        let end = self.cx.span(expr.body.brace_token.span.close());
        let before = self.open_temps();
        let iter = self.iterator(&expr.expr);
        let (head, body, done, behind) = (
            self.new_block(),
            self.new_block(),
            self.new_block(),
            self.new_block(),
        );
        self.goto(head);
        self.switch_to(head);
        let item = self.new_temp(self.cx.span(syn::spanned::Spanned::span(&*expr.pat)));
        self.terminate(Terminator::Next {
            iter,
            dest: item,
            some: body,
            none: done,
        });
        self.switch_to(body);
        let frame = self.frame(expr.label.as_ref(), done, head, Dest::Ignore);
        self.in_loop(frame, |b| {
            let scope = b.open_scope();
            b.schedule(item, scope);
            let place = Place::local(item);
            b.bind_irrefutable(&expr.pat, place, scope);
            b.terminating(end, |b| b.block_into(&expr.body, Dest::Ignore));
            b.close_scope(end);
        });
        self.goto(head);
        self.switch_to(done);
        self.close_temps(before, end);
        self.goto(behind);
        self.switch_to(behind);
        self.unit(dest, end);
    }

    /// The iterator of a `for` head in a local of its own, behind the head's other temporaries.
    fn iterator(&mut self, head: &syn::Expr) -> Local {
        let span: Span = self.cx.expr_span(head);
        let iter = self.new_temp(span);
        if super::expr::is_place_like(head) {
            let place = self.place(head);
            self.init(iter, Rvalue::Use(Operand::Use(place)), span);
        } else {
            self.expr_into(head, Dest::Local(iter));
        }
        self.schedule(iter, self.body.temp_scope);
        iter
    }
}
