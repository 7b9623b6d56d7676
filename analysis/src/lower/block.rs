//! Blocks and statements.

use syn::{Block as SynBlock, Expr, Local as SynLocal, Pat, Stmt as SynStmt};

use super::attrs::Cfg;
use super::body::end_of;
use super::builder::{Builder, Dest};
use super::cfg_stmts::attrs_of;
use super::cond::inner;
use super::pat::plain_binding;
use super::ty::variable_name;
use crate::input::Edition;
use crate::ir::{Local, Operand, PlaceRoot, Rvalue, Terminator};
use crate::source::Span;

impl Builder<'_, '_> {
    /// A block: its locals die at its brace; its value's temporaries die before them from edition 2024 on, and with the
    /// enclosing statement's before.
    pub(super) fn block_into(&mut self, block: &SynBlock, dest: Dest) {
        let end = self.cx.span(block.brace_token.span.close());
        self.items_of(&block.stmts);
        self.open_scope();
        self.statements(&block.stmts, dest, end);
        self.close_scope(end);
    }

    /// Hoists the items among statements.
    pub(super) fn items_of(&mut self, stmts: &[SynStmt]) {
        let items = stmts.iter().filter_map(|stmt| match stmt {
            SynStmt::Item(item) => Some(item),
            _ => None,
        });
        let mut module = std::mem::take(&mut self.body.items);
        self.cx.items_into(items, &mut module);
        for stmt in stmts {
            if let SynStmt::Macro(stmt) = stmt {
                self.cx.declaring_macro(&stmt.attrs, &stmt.mac, &mut module);
            }
        }
        self.body.items = module;
    }

    /// Statements and the value of the last one; items are hoisted already.
    pub(super) fn statements(&mut self, stmts: &[SynStmt], dest: Dest, end: Span) {
        let (tail, before) = match stmts.split_last() {
            Some((last @ SynStmt::Expr(_, None), before)) => (Some(last), before),
            Some((last @ SynStmt::Macro(m), before)) if m.semi_token.is_none() => {
                (Some(last), before)
            }
            _ => (None, stmts),
        };
        let mut index = 0;
        while let Some(stmt) = before.get(index) {
            index += match self.cfg(attrs_of(stmt)) {
                Cfg::Off => 1,
                Cfg::On => {
                    self.statement(stmt);
                    1
                }
                Cfg::Unknown(_) => self.cfg_statements(&before[index..]),
            };
        }
        match tail {
            Some(tail) if self.cfg(attrs_of(tail)) != Cfg::Off => {
                let temps = (self.cx.edition >= Edition::E2024).then(|| self.open_temps());
                match tail {
                    SynStmt::Expr(expr, _) => self.expr_into(expr, dest),
                    SynStmt::Macro(m) => self.macro_into(&m.mac, dest),
                    _ => {}
                }
                if let Some(before) = temps {
                    self.close_temps(before, end);
                }
            }
            _ => self.unit(dest, end),
        }
    }

    pub(super) fn statement(&mut self, stmt: &SynStmt) {
        match stmt {
            SynStmt::Local(local) => self.let_statement(local),
            SynStmt::Item(_) => {}
            SynStmt::Expr(expr, semi) => {
                let end = semi.as_ref().map_or_else(
                    || end_of(self.cx.expr_span(expr)),
                    |semi| self.cx.span(semi.span),
                );
                self.terminating(end, |b| {
                    // A branching expression's value dies at the end of the statement, not in its branch.
                    if semi.is_some()
                        && matches!(inner(expr), Expr::Match(_) | Expr::If(_) | Expr::Block(_))
                    {
                        b.operand(expr);
                    } else {
                        b.expr_into(expr, Dest::Ignore);
                    }
                });
            }
            SynStmt::Macro(stmt) => {
                let close = self.cx.span(stmt.mac.delimiter.span().close());
                let end = stmt
                    .semi_token
                    .as_ref()
                    .map_or(close, |semi| self.cx.span(semi.span));
                if self.macro_statement(&stmt.mac) {
                    return;
                }
                self.terminating(end, |b| b.macro_into(&stmt.mac, Dest::Ignore));
            }
        }
    }

    pub(super) fn let_statement(&mut self, stmt: &SynLocal) {
        let end = self.cx.span(stmt.semi_token.span);
        let init = stmt
            .init
            .as_ref()
            .map(|init| (&*init.expr, init.diverge.as_ref().map(|(_, e)| &**e)));
        self.let_parts(&stmt.pat, init, end);
    }

    /// `let pat = init else { diverge };`
    pub(super) fn let_parts(&mut self, pat: &Pat, init: Option<(&Expr, Option<&Expr>)>, end: Span) {
        let scope = self.depth().saturating_sub(1);
        let Some((init, diverge)) = init else {
            let alternatives = self.alternatives(pat, &crate::ir::Place::local(crate::ir::RETURN));
            let mut declared = self.declare(&alternatives, scope);
            if let Some((_, Some(ty))) = plain_binding(pat) {
                for (_, local) in &mut declared {
                    self.body.locals[local.0 as usize].ty = Some(self.cx.ty(ty));
                }
            }
            self.bring_all_into_scope(declared);
            return;
        };
        let marked = self.mark_extended(pat, init, scope);
        if let (Some((ident, ty)), None) = (plain_binding(pat), diverge) {
            self.let_variable(ident, ty, init, end);
        } else if let (Pat::Wild(_), None) = (without_type(pat), diverge) {
            let moves = matches!(pat, Pat::Type(p) if points_to_dyn(&p.ty));
            self.terminating(end, |b| {
                if moves && super::expr::is_place_like(init) {
                    let span = b.cx.expr_span(init);
                    let value = b.operand(init);
                    let temp = b.new_temp(span);
                    b.init(temp, Rvalue::Use(value), span);
                    b.schedule(temp, b.body.temp_scope);
                } else {
                    b.evaluate_without_binding(init);
                }
            });
        } else {
            self.let_pattern(pat, init, diverge, end);
        }
        for address in marked {
            self.extended.remove(&address);
        }
    }

    fn let_variable(
        &mut self,
        ident: &syn::PatIdent,
        ty: Option<&syn::Type>,
        init: &Expr,
        end: Span,
    ) {
        let scope = self.depth().saturating_sub(1);
        let name = variable_name(&ident.ident);
        // A `let` of the same name under another `cfg` of the same block is the same variable.
        let ty = ty.map(|ty| self.cx.ty(ty));
        let depth = self.depth();
        let counterparts = self.body.cfg_names.as_ref().filter(|(d, _)| *d == depth);
        let counterpart = counterparts
            .and_then(|(_, names)| names.iter().find(|(n, _)| *n == name))
            .map(|(_, l)| *l);
        let span = self.cx.span(ident.ident.span());
        let local = counterpart.unwrap_or_else(|| self.new_local(Some(name.clone()), ty, span));
        if matches!(inner(init), Expr::Reference(_)) {
            self.body.references.insert(local);
        }
        self.terminating(end, |b| {
            if super::expr::is_place_like(init) {
                let operand = b.operand(init);
                b.take_over_type(local, &operand);
                b.init(local, Rvalue::Use(operand), b.cx.expr_span(init));
            } else {
                b.expr_into(init, Dest::Local(local));
            }
            if counterpart.is_none() {
                b.schedule(local, scope);
            }
        });
        if let Some((_, names)) = self.body.cfg_names.as_mut().filter(|(d, _)| *d == depth) {
            names.push((name.clone(), local));
        }
        self.bring_into_scope(name, local);
    }

    /// A variable that says no type of its own has that of the variable that it gets the value of.
    fn take_over_type(&mut self, local: Local, value: &Operand) {
        let locals = &mut self.body.locals;
        if let Operand::Use(place) = value
            && let (PlaceRoot::Local(from), true) = (&place.root, place.proj.is_empty())
            && locals[local.0 as usize].ty.is_none()
        {
            locals[local.0 as usize].ty = locals[from.0 as usize].ty.clone();
        }
    }

    /// `let _ = e;` and `_ = e;`: a value dies with the statement, a place is not touched.
    pub(super) fn evaluate_without_binding(&mut self, expr: &Expr) {
        if super::expr::is_place_like(expr) {
            self.place(expr);
            return;
        }
        self.operand(expr);
    }

    fn let_pattern(&mut self, pat: &Pat, init: &Expr, diverge: Option<&Expr>, end: Span) {
        let scope = self.depth().saturating_sub(1);
        let before = self.open_temps();
        let place = self.place(init);
        let alternatives = self.alternatives(pat, &place);
        let failed = diverge.map(|diverge| self.let_else(diverge, before));
        let declared = self.declare(&alternatives, scope);
        self.match_alternatives(&alternatives, &declared, false, failed);
        self.close_temps(before, end);
        self.bring_all_into_scope(declared);
    }

    /// The `else` of a `let`: the initialiser's temporaries die before it.
    fn let_else(&mut self, diverge: &Expr, outer_temps: usize) -> crate::ir::Block {
        let failed = self.new_block();
        let current = self.body.current;
        self.switch_to(failed);
        let span = self.cx.expr_span(diverge);
        self.drop_down_to(
            self.depth() - 1,
            Span {
                end: span.start,
                ..span
            },
        );
        let scope = self.take_scope();
        let temps = std::mem::replace(&mut self.body.temp_scope, outer_temps);
        self.terminating(end_of(span), |b| b.expr_into(diverge, Dest::Ignore));
        self.body.temp_scope = temps;
        self.put_scope_back(scope);
        self.terminate(Terminator::Unreachable);
        self.switch_to(current);
        failed
    }
}

/// Whether a type is a pointer that owns a trait object. What is given for it is coerced, even if it has that type: so
/// `let _: Box<dyn Trait> = place;` moves, as rustc 1.95 shows.
fn points_to_dyn(ty: &syn::Type) -> bool {
    let syn::Type::Path(path) = ty else {
        return false;
    };
    let Some(last) = path.path.segments.last() else {
        return false;
    };
    let is_pin = last.ident == "Pin";
    if !is_pin && !["Box", "Rc", "Arc"].iter().any(|name| last.ident == name) {
        return false;
    }
    let syn::PathArguments::AngleBracketed(args) = &last.arguments else {
        return false;
    };
    args.args.iter().any(|arg| match arg {
        syn::GenericArgument::Type(syn::Type::TraitObject(_)) => !is_pin,
        syn::GenericArgument::Type(ty) => is_pin && points_to_dyn(ty),
        _ => false,
    })
}

fn without_type(pat: &Pat) -> &Pat {
    match pat {
        Pat::Type(p) => &p.pat,
        Pat::Paren(p) => &p.pat,
        other => other,
    }
}
