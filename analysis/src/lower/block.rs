//! Blocks and statements.

use syn::{Block as SynBlock, Expr, Local as SynLocal, Pat, Stmt as SynStmt};

use super::attrs::Cfg;
use super::body::end_of;
use super::builder::{Builder, Dest};
use super::cond::inner;
use super::pat::{binds_by_ref, plain_binding};
use super::ty::name_of;
use crate::input::Edition;
use crate::ir::{Rvalue, Terminator};
use crate::source::Span;

fn attrs_of(stmt: &SynStmt) -> &[syn::Attribute] {
    match stmt {
        SynStmt::Local(l) => &l.attrs,
        SynStmt::Macro(m) => &m.attrs,
        SynStmt::Expr(e, _) => expr_attrs(e),
        SynStmt::Item(_) => &[],
    }
}

/// The attributes of the kinds of expression that statements usually are.
fn expr_attrs(expr: &Expr) -> &[syn::Attribute] {
    match expr {
        Expr::Assign(e) => &e.attrs,
        Expr::Await(e) => &e.attrs,
        Expr::Binary(e) => &e.attrs,
        Expr::Block(e) => &e.attrs,
        Expr::Call(e) => &e.attrs,
        Expr::ForLoop(e) => &e.attrs,
        Expr::If(e) => &e.attrs,
        Expr::Loop(e) => &e.attrs,
        Expr::Macro(e) => &e.attrs,
        Expr::Match(e) => &e.attrs,
        Expr::MethodCall(e) => &e.attrs,
        Expr::Path(e) => &e.attrs,
        Expr::Return(e) => &e.attrs,
        Expr::Struct(e) => &e.attrs,
        Expr::Try(e) => &e.attrs,
        Expr::Unsafe(e) => &e.attrs,
        Expr::While(e) => &e.attrs,
        _ => &[],
    }
}

/// Whether two predicates are each other's negation.
fn complementary(a: &str, b: &str) -> bool {
    let negates = |a: &str, b: &str| a.strip_prefix("not(").and_then(|a| a.strip_suffix(')')) == Some(b);
    negates(a, b) || negates(b, a)
}

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
            Some((last @ SynStmt::Macro(m), before)) if m.semi_token.is_none() => (Some(last), before),
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

    /// A run of statements under unknown `cfg`s: those of different predicates are alternatives. Gives how many there are.
    fn cfg_statements(&mut self, stmts: &[SynStmt]) -> usize {
        let mut groups: Vec<(String, Vec<&SynStmt>)> = Vec::new();
        let mut count = 0;
        for stmt in stmts {
            match self.cfg(attrs_of(stmt)) {
                Cfg::Unknown(predicate) => match groups.iter_mut().find(|(p, _)| *p == predicate) {
                    Some((_, group)) => group.push(stmt),
                    None => groups.push((predicate, vec![stmt])),
                },
                Cfg::Off => {}
                Cfg::On => break,
            }
            count += 1;
        }
        let complete = matches!(groups.as_slice(), [(a, _), (b, _)] if complementary(a, b));
        let mut targets: Vec<_> = groups.iter().map(|_| self.new_block()).collect();
        let join = self.new_block();
        if !complete {
            targets.push(join);
        }
        self.terminate(Terminator::Nondet(targets.clone()));
        let outer = self.body.cfg_names.take();
        self.body.cfg_names = Some((self.depth(), Vec::new()));
        for ((_, group), target) in groups.iter().zip(targets) {
            self.switch_to(target);
            for stmt in group {
                self.statement(stmt);
            }
            self.goto(join);
        }
        self.body.cfg_names = outer;
        self.switch_to(join);
        count
    }

    fn statement(&mut self, stmt: &SynStmt) {
        match stmt {
            SynStmt::Local(local) => self.let_statement(local),
            SynStmt::Item(_) => {}
            SynStmt::Expr(expr, semi) => {
                let end = semi.as_ref().map_or_else(|| end_of(self.cx.expr_span(expr)), |semi| self.cx.span(semi.span));
                self.terminating(end, |b| {
                    // A branching expression's value dies at the end of the statement, not in its branch.
                    if semi.is_some() && matches!(inner(expr), Expr::Match(_) | Expr::If(_) | Expr::Block(_)) {
                        b.operand(expr);
                    } else {
                        b.expr_into(expr, Dest::Ignore);
                    }
                });
            }
            SynStmt::Macro(stmt) => {
                let close = self.cx.span(stmt.mac.delimiter.span().close());
                let end = stmt.semi_token.as_ref().map_or(close, |semi| self.cx.span(semi.span));
                if self.macro_statement(&stmt.mac, end) {
                    return;
                }
                self.terminating(end, |b| b.macro_into(&stmt.mac, Dest::Ignore));
            }
        }
    }

    pub(super) fn let_statement(&mut self, stmt: &SynLocal) {
        let end = self.cx.span(stmt.semi_token.span);
        let init = stmt.init.as_ref().map(|init| (&*init.expr, init.diverge.as_ref().map(|(_, e)| &**e)));
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
            self.terminating(end, |b| b.evaluate_without_binding(init));
        } else {
            self.let_pattern(pat, init, diverge, end);
        }
        for address in marked {
            self.extended.remove(&address);
        }
    }

    fn let_variable(&mut self, ident: &syn::PatIdent, ty: Option<&syn::Type>, init: &Expr, end: Span) {
        let scope = self.depth().saturating_sub(1);
        let name = name_of(&ident.ident);
        // A `let` of the same name under another `cfg` of the same block is the same variable.
        let ty = ty.map(|ty| self.cx.ty(ty));
        let depth = self.depth();
        let counterparts = self.body.cfg_names.as_ref().filter(|(d, _)| *d == depth);
        let counterpart = counterparts.and_then(|(_, names)| names.iter().find(|(n, _)| *n == name)).map(|(_, l)| *l);
        let span = self.cx.span(ident.ident.span());
        let local = counterpart.unwrap_or_else(|| self.new_local(Some(name.clone()), ty, span));
        if matches!(inner(init), Expr::Reference(_)) {
            self.body.references.insert(local);
        }
        self.terminating(end, |b| {
            if super::expr::is_place_like(init) {
                let operand = b.operand(init);
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
        self.drop_down_to(self.depth() - 1, Span { end: span.start, ..span });
        let scope = self.take_scope();
        let temps = std::mem::replace(&mut self.body.temp_scope, outer_temps);
        self.terminating(end_of(span), |b| b.expr_into(diverge, Dest::Ignore));
        self.body.temp_scope = temps;
        self.put_scope_back(scope);
        self.terminate(Terminator::Unreachable);
        self.switch_to(current);
        failed
    }

    // Temporaries that live as long as the variable: which expressions' are they.

    /// Marks the initialiser's expressions whose temporaries live to the end of the block; gives their addresses.
    fn mark_extended(&mut self, pat: &Pat, init: &Expr, scope: usize) -> Vec<usize> {
        let mut marked = Vec::new();
        if binds_by_ref(pat) {
            mark_place(init, &mut marked);
        }
        mark_borrows(init, &mut marked);
        for address in &marked {
            self.extended.insert(*address, scope);
        }
        marked
    }
}

fn without_type(pat: &Pat) -> &Pat {
    match pat {
        Pat::Type(p) => &p.pat,
        Pat::Paren(p) => &p.pat,
        other => other,
    }
}

/// The address of an expression: its identity while the tree lives.
pub(super) fn address(expr: &Expr) -> usize {
    std::ptr::from_ref(expr) as usize
}

/// The expression is used as a place whose temporary is extended: with it those it is a part of.
fn mark_place(expr: &Expr, marked: &mut Vec<usize>) {
    let mut expr = inner(expr);
    loop {
        marked.push(address(expr));
        expr = inner(match expr {
            Expr::Field(e) => &e.base,
            Expr::Index(e) => &e.expr,
            Expr::Reference(e) => &e.expr,
            Expr::Unary(e) if matches!(e.op, syn::UnOp::Deref(_)) => &e.expr,
            _ => return,
        });
    }
}

/// The extending expressions: operands of borrows, and of tuples, arrays, structs, casts and block tails in them.
fn mark_borrows(expr: &Expr, marked: &mut Vec<usize>) {
    match inner(expr) {
        Expr::Reference(e) => {
            mark_borrows(&e.expr, marked);
            mark_place(&e.expr, marked);
        }
        Expr::RawAddr(e) => mark_place(&e.expr, marked),
        Expr::Struct(e) => e.fields.iter().for_each(|f| mark_borrows(&f.expr, marked)),
        Expr::Tuple(e) => e.elems.iter().for_each(|e| mark_borrows(e, marked)),
        Expr::Array(e) => e.elems.iter().for_each(|e| mark_borrows(e, marked)),
        Expr::Cast(e) => mark_borrows(&e.expr, marked),
        Expr::Call(e) if is_constructor(&e.func) => e.args.iter().for_each(|e| mark_borrows(e, marked)),
        Expr::Block(e) => mark_tail(&e.block, marked),
        Expr::Unsafe(e) => mark_tail(&e.block, marked),
        Expr::If(e) => {
            mark_tail(&e.then_branch, marked);
            if let Some((_, other)) = &e.else_branch {
                mark_borrows(other, marked);
            }
        }
        Expr::Match(e) => e.arms.iter().for_each(|arm| mark_borrows(&arm.body, marked)),
        _ => {}
    }
}

fn mark_tail(block: &SynBlock, marked: &mut Vec<usize>) {
    if let Some(SynStmt::Expr(tail, None)) = block.stmts.last() {
        mark_borrows(tail, marked);
    }
}

/// Tuple structs and variants by the convention of their names.
fn is_constructor(func: &Expr) -> bool {
    match inner(func) {
        Expr::Path(e) => {
            let last = e.path.segments.last().map(|s| name_of(&s.ident));
            last.and_then(|name| name.chars().next()).is_some_and(char::is_uppercase)
        }
        _ => false,
    }
}
