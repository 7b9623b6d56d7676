//! Temporary lifetime extension: which expressions of a `let` initialiser have a temporary that lives to the end of the
//! block.

use syn::{Block as SynBlock, Expr, Pat, Stmt as SynStmt};

use super::builder::Builder;
use super::cond::inner;
use super::pat::binds_by_ref;
use super::ty::name_of;

impl Builder<'_, '_> {
    /// Marks the initialiser's expressions whose temporaries live to the end of the block; gives their addresses.
    pub(super) fn mark_extended(&mut self, pat: &Pat, init: &Expr, scope: usize) -> Vec<usize> {
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
        Expr::Call(e) if is_constructor(&e.func) => {
            e.args.iter().for_each(|e| mark_borrows(e, marked))
        }
        Expr::Block(e) => mark_tail(&e.block, marked),
        Expr::Unsafe(e) => mark_tail(&e.block, marked),
        Expr::If(e) => {
            mark_tail(&e.then_branch, marked);
            if let Some((_, other)) = &e.else_branch {
                mark_borrows(other, marked);
            }
        }
        Expr::Match(e) => e
            .arms
            .iter()
            .for_each(|arm| mark_borrows(&arm.body, marked)),
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
            last.and_then(|name| name.chars().next())
                .is_some_and(char::is_uppercase)
        }
        _ => false,
    }
}
