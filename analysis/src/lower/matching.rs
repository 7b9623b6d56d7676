//! `match`.

use syn::{Arm, Expr, Pat};

use super::attrs::Cfg;
use super::builder::{Builder, Dest};
use super::cond::Else;
use super::pat::Alternative;
use crate::ir::{Block, Local, Place, Terminator};
use crate::source::Span;

/// A pattern and its guard.
fn split(pat: &Pat) -> (&Pat, Option<&Expr>) {
    match pat {
        Pat::Guard(p) => (&p.pat, Some(&p.guard)),
        other => (other, None),
    }
}

impl Builder<'_, '_> {
    /// The scrutinee's temporaries live to the end of the enclosing statement: through all arms.
    pub(super) fn match_into(&mut self, expr: &syn::ExprMatch, dest: Dest) {
        let place = self.place(&expr.expr);
        let join = self.new_block();
        for arm in &expr.arms {
            let next = self.new_block();
            match self.cfg(&arm.attrs) {
                Cfg::Off => continue,
                Cfg::On => {}
                Cfg::Unknown(_) => {
                    let there = self.new_block();
                    self.terminate(Terminator::Nondet(vec![there, next]));
                    self.switch_to(there);
                }
            }
            self.arm(arm, &place, dest, next);
            self.goto(join);
            self.switch_to(next);
        }
        self.terminate(Terminator::Unreachable);
        self.switch_to(join);
    }

    fn arm(&mut self, arm: &Arm, place: &Place, dest: Dest, next: Block) {
        let (pat, guard) = split(&arm.pat);
        let end = self.cx.span(super::span::last_token(&arm.body));
        let alternatives = self.alternatives(pat, place);
        let scope = self.open_scope();
        let guarded = guard.map(|guard| self.guard(guard, &alternatives, next));
        let declared = self.declare(&alternatives, scope);
        if let Some(guarded) = &guarded {
            // Where the guard holds, one of the alternatives matches: the last one needs no test.
            if !declared.is_empty() {
                self.match_alternatives(&alternatives, &declared, false, None);
            }
            self.add_uses(guarded, &declared);
        } else {
            self.match_alternatives(&alternatives, &declared, false, Some(next));
        }
        self.bring_all_into_scope(declared);
        self.terminating(end, |b| b.expr_into(&arm.body, dest));
        self.close_scope(end);
    }

    /// Tests the alternatives and the guard; the guard sees references to what the pattern binds.
    fn guard(
        &mut self,
        guard: &Expr,
        alternatives: &[Alternative],
        next: Block,
    ) -> Vec<(String, Local)> {
        let end: Span = self.cx.span(super::span::last_token(guard));
        let depth = self.depth();
        let before = self.open_temps();
        let scope = self.body.temp_scope;
        let seen = self.declare(alternatives, scope);
        for (_, local) in &seen {
            self.body.references.insert(*local);
        }
        // A failed test drops nothing: nothing is bound yet.
        self.match_alternatives(alternatives, &seen, true, Some(next));
        self.bring_all_into_scope(seen.clone());
        self.open_scope();
        self.chain(guard, Else { block: next, depth });
        self.close_scope(end);
        self.close_temps(before, end);
        seen
    }

    /// What a guard uses counts for the arm's variable of that name.
    fn add_uses(&mut self, seen: &[(String, Local)], declared: &[(String, Local)]) {
        for ((_, from), (_, to)) in seen.iter().zip(declared) {
            let uses = self.body.locals[from.0 as usize].uses;
            self.body.locals[to.0 as usize].uses += uses;
        }
    }
}
