//! Statements under `cfg`.

use syn::{Expr, Stmt as SynStmt};

use super::attrs::Cfg;
use super::builder::Builder;
use super::pat::plain_binding;
use super::ty::variable_name;
use crate::ir::Terminator;

pub(super) fn attrs_of(stmt: &SynStmt) -> &[syn::Attribute] {
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

/// Whether two different `cfg` predicates cannot both hold, as far as their text shows.
fn exclusive(a: &str, b: &str) -> bool {
    if complementary(a, b) || matches!((a, b), ("unix", "windows") | ("windows", "unix")) {
        return true;
    }
    // A feature is a set's member, the others are one value each.
    let same_key = a
        .split_once('=')
        .zip(b.split_once('='))
        .is_some_and(|((a, _), (b, _))| a == b);
    same_key && a.starts_with("target_") && !a.starts_with("target_feature")
}

/// Whether two predicates are each other's negation.
fn complementary(a: &str, b: &str) -> bool {
    let negates =
        |a: &str, b: &str| a.strip_prefix("not(").and_then(|a| a.strip_suffix(')')) == Some(b);
    negates(a, b) || negates(b, a)
}

/// The name that a `let` statement declares, if it is one.
fn declared_name(stmt: &SynStmt) -> Option<String> {
    match stmt {
        SynStmt::Local(local) => {
            plain_binding(&local.pat).map(|(ident, _)| variable_name(&ident.ident))
        }
        _ => None,
    }
}

impl Builder<'_, '_> {
    /// A run of statements under unknown `cfg`s that exclude each other (or declare the same variable): alternatives.
    /// Gives how many statements they are.
    pub(super) fn cfg_statements(&mut self, stmts: &[SynStmt]) -> usize {
        let mut groups: Vec<(String, Vec<&SynStmt>)> = Vec::new();
        let mut names: Vec<String> = Vec::new();
        let mut count = 0;
        for stmt in stmts {
            match self.cfg(attrs_of(stmt)) {
                Cfg::Unknown(predicate) => {
                    let name = declared_name(stmt);
                    let same_name = name.as_ref().is_some_and(|name| names.contains(name));
                    let known = groups.iter().position(|(p, _)| *p == predicate);
                    match known {
                        Some(known) => groups[known].1.push(stmt),
                        None if same_name
                            || groups.iter().all(|(p, _)| exclusive(p, &predicate)) =>
                        {
                            groups.push((predicate, vec![stmt]));
                        }
                        None => break,
                    }
                    names.extend(name);
                }
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
}
