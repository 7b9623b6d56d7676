//! `match`.

use syn::{Arm, Expr, Pat};

use super::attrs::Cfg;
use super::builder::{Builder, Dest};
use super::cond::{Else, has_let};
use super::pat::Alternative;
use crate::ir::{Block, Local, Place, Terminator};

/// A guard's scopes.
struct Guard {
    /// What took temporaries before.
    temps: usize,
    /// The references to what the pattern binds.
    bindings: Vec<(String, Local)>,
}

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
        let guarded = guard.map(|guard| (guard, self.guard(guard, &alternatives, next)));
        let declared = self.declare(&alternatives, scope);
        if let Some((_, seen)) = &guarded {
            // Where the guard holds, one of the alternatives matches: the last one needs no test.
            if !declared.is_empty() {
                self.match_alternatives(&alternatives, &declared, false, None);
            }
            self.add_uses(&seen.bindings, &declared);
        } else {
            self.match_alternatives(&alternatives, &declared, false, Some(next));
        }
        self.bring_all_into_scope(declared);
        self.terminating(end, |b| b.expr_into(&arm.body, dest));
        if let Some((guard, seen)) = guarded.filter(|(guard, _)| has_let(guard)) {
            self.close_guard(guard, &seen);
        }
        self.close_scope(end);
    }

    /// Tests the alternatives and the guard; the guard sees references to what the pattern binds. What a `let` in the
    /// guard binds, and its temporaries, live as long as the arm: its scopes stay open.
    fn guard(&mut self, guard: &Expr, alternatives: &[Alternative], next: Block) -> Guard {
        let depth = self.depth();
        let temps = self.open_temps();
        let bindings = self.declare(alternatives, self.body.temp_scope);
        for (_, local) in &bindings {
            self.body.references.insert(*local);
        }
        // A failed test drops nothing: nothing is bound yet.
        self.match_alternatives(alternatives, &bindings, true, Some(next));
        self.bring_all_into_scope(bindings.clone());
        self.open_scope();
        self.chain(guard, Else { block: next, depth });
        let guard_scopes = Guard { temps, bindings };
        if !has_let(guard) {
            self.close_guard(guard, &guard_scopes);
        }
        guard_scopes
    }

    fn close_guard(&mut self, guard: &Expr, scopes: &Guard) {
        let end = self.cx.span(super::span::last_token(guard));
        self.close_scope(end);
        self.close_temps(scopes.temps, end);
    }

    /// What a guard uses counts for the arm's variable of that name.
    fn add_uses(&mut self, seen: &[(String, Local)], declared: &[(String, Local)]) {
        for ((_, from), (_, to)) in seen.iter().zip(declared) {
            let uses = self.body.locals[from.0 as usize].uses;
            self.body.locals[to.0 as usize].uses += uses;
        }
    }
}
