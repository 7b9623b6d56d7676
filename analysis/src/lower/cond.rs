//! Conditions: `&&`, `||`, `!`, `let` and `matches!` by control flow.

use syn::{BinOp, Expr, UnOp};

use super::body::end_of;
use super::builder::Builder;
use crate::ir::{Block, Lit, Operand, Place, Rvalue, Terminator};

/// Where a condition goes that fails, and how many scopes stay open there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Else {
    pub(super) block: Block,
    pub(super) depth: usize,
}

/// An expression without its parentheses.
pub(super) fn inner(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Paren(e) => &e.expr,
            Expr::Group(e) => &e.expr,
            other => return other,
        }
    }
}

/// Whether a condition has a `let` in it.
pub(super) fn has_let(expr: &Expr) -> bool {
    let mut expr = inner(expr);
    loop {
        match expr {
            Expr::Let(_) => return true,
            Expr::Binary(e) if matches!(e.op, BinOp::And(_)) => {
                if has_let(&e.right) {
                    return true;
                }
                expr = inner(&e.left);
            }
            _ => return false,
        }
    }
}

impl Builder<'_, '_> {
    /// A condition with `let`s: goes on where it holds, with its variables in the scope that is innermost now.
    /// Temporaries of a `let`'s scrutinee go to the scope that takes temporaries now, those of other parts die at once.
    pub(super) fn chain(&mut self, expr: &Expr, els: Else) {
        match inner(expr) {
            Expr::Binary(e) if matches!(e.op, BinOp::And(_)) => {
                self.chain(&e.left, els);
                self.chain(&e.right, els);
            }
            Expr::Let(e) => {
                let place = self.place(&e.expr);
                let alternatives = self.alternatives(&e.pat, &place);
                let failed = self.new_block();
                // The scope of variables is the innermost one.
                let scope = self.depth() - 1;
                let dropped_on_failure = self.failure_of(els, failed, expr);
                let declared = self.declare(&alternatives, scope);
                self.match_alternatives(&alternatives, &declared, false, Some(dropped_on_failure));
                self.bring_all_into_scope(declared);
            }
            other => {
                let (yes, no) = (self.new_block(), self.new_block());
                self.branch(other, yes, no);
                self.failure_of(els, no, other);
                self.switch_to(yes);
            }
        }
    }

    /// Has a block drop what is open now down to the `else`, and go there.
    pub(super) fn failure_of(&mut self, els: Else, failed: Block, expr: &Expr) -> Block {
        let current = self.body.current;
        self.switch_to(failed);
        let span = end_of(self.cx.expr_span(expr));
        self.drop_down_to(els.depth, span);
        self.goto(els.block);
        self.switch_to(current);
        failed
    }

    /// A condition without `let`: goes to `yes` or `no`.
    pub(super) fn branch(&mut self, expr: &Expr, yes: Block, no: Block) {
        match inner(expr) {
            Expr::Unary(e) if matches!(e.op, UnOp::Not(_)) => self.branch(&e.expr, no, yes),
            Expr::Binary(e) if matches!(e.op, BinOp::And(_)) => {
                let right = self.new_block();
                self.branch(&e.left, right, no);
                self.switch_to(right);
                self.branch(&e.right, yes, no);
            }
            Expr::Binary(e) if matches!(e.op, BinOp::Or(_)) => {
                let right = self.new_block();
                self.branch(&e.left, yes, right);
                self.switch_to(right);
                self.branch(&e.right, yes, no);
            }
            Expr::Macro(e) if self.is_matches_macro(&e.mac) => {
                self.branch_on_matches(&e.mac, yes, no)
            }
            other => {
                let cond = self.condition_value(other);
                match cond {
                    Operand::Lit(Lit::Bool(true)) => self.goto(yes),
                    Operand::Lit(Lit::Bool(false)) => self.goto(no),
                    cond => self.terminate(Terminator::If {
                        cond,
                        then: yes,
                        els: no,
                    }),
                }
            }
        }
    }

    /// The value of a condition; its temporaries die before it is branched on.
    pub(super) fn condition_value(&mut self, expr: &Expr) -> Operand {
        let before = self.open_temps();
        let scope = self.body.temp_scope;
        let end = end_of(self.cx.expr_span(expr));
        let mut value = if super::expr::is_place_like(expr) || matches!(expr, Expr::Lit(_)) {
            self.operand(expr)
        } else {
            // A flag: nothing has to drop it.
            let flag = self.new_temp(self.cx.expr_span(expr));
            self.expr_into(expr, super::builder::Dest::Local(flag));
            Operand::Use(Place::local(flag))
        };
        if !self.scope_is_empty(scope) && super::expr::is_place_like(expr) {
            let flag = self.new_temp(self.cx.expr_span(expr));
            self.init(flag, Rvalue::Use(value), end);
            value = Operand::Use(Place::local(flag));
        }
        self.close_temps(before, end);
        value
    }
}
