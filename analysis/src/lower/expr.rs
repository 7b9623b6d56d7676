//! Expressions: values, operands, places, calls.

use syn::{BinOp, Expr, UnOp};

use super::assign::is_assignment;
use super::builder::{Builder, Dest};
use super::cond::inner;
use super::extended::address;
use super::pat::{item_place, member_name};
use super::ty::variable_name;
use crate::ir::{AggregateKind, Index, Lit, Operand, Place, Proj, Rvalue};

/// Whether an expression is a place expression as far as its form shows: a path, a field, an element, a `*`.
pub(super) fn is_place_like(expr: &Expr) -> bool {
    match inner(expr) {
        Expr::Path(_) | Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(e) => matches!(e.op, UnOp::Deref(_)),
        _ => false,
    }
}

/// Whether evaluating an expression may run code that moves, drops or leaves: then operands before it are evaluated into
/// temporaries of their own.
fn has_effects(expr: &Expr) -> bool {
    match inner(expr) {
        Expr::Lit(_) | Expr::Path(_) | Expr::Closure(_) | Expr::Async(_) => false,
        Expr::Field(e) => has_effects(&e.base),
        Expr::Reference(e) => has_effects(&e.expr),
        Expr::RawAddr(e) => has_effects(&e.expr),
        Expr::Unary(e) => has_effects(&e.expr),
        Expr::Cast(e) => has_effects(&e.expr),
        Expr::Index(e) => has_effects(&e.expr) || has_effects(&e.index),
        Expr::Tuple(e) => e.elems.iter().any(has_effects),
        Expr::Array(e) => e.elems.iter().any(has_effects),
        Expr::Range(e) => e.start.iter().chain(&e.end).any(|e| has_effects(e)),
        Expr::Binary(e) => is_assignment(&e.op) || has_effects(&e.left) || has_effects(&e.right),
        Expr::Struct(e) => {
            e.fields.iter().any(|f| has_effects(&f.expr)) || e.rest.iter().any(|e| has_effects(e))
        }
        _ => true,
    }
}

fn operator(op: &BinOp) -> &'static str {
    match op {
        BinOp::Add(_) => "+",
        BinOp::Sub(_) => "-",
        BinOp::Mul(_) => "*",
        BinOp::Div(_) => "/",
        BinOp::Rem(_) => "%",
        BinOp::BitXor(_) => "^",
        BinOp::BitAnd(_) => "&",
        BinOp::BitOr(_) => "|",
        BinOp::Shl(_) => "<<",
        BinOp::Shr(_) => ">>",
        BinOp::Eq(_) => "==",
        BinOp::Lt(_) => "<",
        BinOp::Le(_) => "<=",
        BinOp::Ne(_) => "!=",
        BinOp::Ge(_) => ">=",
        BinOp::Gt(_) => ">",
        _ => "?",
    }
}

impl Builder<'_, '_> {
    /// Evaluates an expression into a destination.
    pub(super) fn expr_into(&mut self, expr: &Expr, dest: Dest) {
        match expr {
            Expr::Paren(e) => self.expr_into(&e.expr, dest),
            Expr::Group(e) => self.expr_into(&e.expr, dest),
            Expr::If(e) => self.if_into(e, dest),
            Expr::Match(e) => self.match_into(e, dest),
            Expr::Loop(e) => self.loop_into(e, dest),
            Expr::While(e) => self.while_into(e, dest),
            Expr::ForLoop(e) => self.for_into(e, dest),
            Expr::Block(e) => self.labelled_block(e.label.as_ref(), &e.block, dest),
            Expr::Unsafe(e) => self.block_into(&e.block, dest),
            Expr::Const(e) => self.block_into(&e.block, dest),
            Expr::TryBlock(e) => self.try_block(&e.block, dest, self.cx.expr_span(expr)),
            Expr::Return(e) => self.return_(e),
            Expr::Break(e) => self.break_(e),
            Expr::Continue(e) => self.continue_(e),
            Expr::Macro(e) => self.macro_into(&e.mac, dest),
            Expr::Assign(e) => {
                self.assign(&e.left, &e.right, self.cx.expr_span(expr));
                self.unit(dest, self.cx.expr_span(expr));
            }
            Expr::Binary(e) if is_assignment(&e.op) => {
                self.compound_assign(e, self.cx.expr_span(expr));
                self.unit(dest, self.cx.expr_span(expr));
            }
            Expr::Binary(e) if matches!(e.op, BinOp::And(_) | BinOp::Or(_)) => {
                self.flag_into(self.cx.expr_span(expr), dest, |b, yes, no| {
                    b.branch(expr, yes, no)
                });
            }
            Expr::Let(_) => self.let_flag_into(expr, dest),
            _ => {
                let value = self.rvalue(expr);
                self.finish_value(dest, value, self.cx.expr_span(expr));
            }
        }
    }

    /// A `let` where no condition stands (only in broken code or unknown macros): looks at the scrutinee.
    fn let_flag_into(&mut self, expr: &Expr, dest: Dest) {
        let Expr::Let(e) = expr else { return };
        let place = self.place(&e.expr);
        self.finish_value(
            dest,
            Rvalue::Opaque(vec![Operand::Use(place)]),
            self.cx.expr_span(expr),
        );
    }

    fn rvalue(&mut self, expr: &Expr) -> Rvalue {
        match expr {
            Expr::Call(e) => self.call(e, expr),
            Expr::MethodCall(e) => self.method_call(e, expr),
            Expr::Await(e) => Rvalue::Await(self.operand(&e.base)),
            Expr::Try(e) => self.try_(e),
            Expr::Reference(e) => {
                let place = self.place(&e.expr);
                Rvalue::Ref {
                    place,
                    mutable: e.mutability.is_some(),
                }
            }
            Expr::RawAddr(e) => {
                let place = self.place(&e.expr);
                Rvalue::Ref {
                    place,
                    mutable: matches!(e.mutability, syn::PointerMutability::Mut(_)),
                }
            }
            Expr::Closure(e) => self.closure(e),
            Expr::Async(e) => self.async_block(&e.block, e.capture.is_some()),
            Expr::Struct(e) => self.struct_literal(e),
            Expr::Tuple(e) if e.elems.is_empty() => Rvalue::Use(Operand::Lit(Lit::Unit)),
            Expr::Tuple(e) => self.aggregate(&e.elems, AggregateKind::Tuple),
            Expr::Array(e) => self.aggregate(
                &e.elems,
                AggregateKind::Array {
                    repeat: false,
                    vec: false,
                },
            ),
            Expr::Repeat(e) => self.repeat(&e.expr, &e.len, false),
            Expr::Binary(e) => {
                let mut operands = self.looked_at(&[&*e.left, &*e.right]).into_iter();
                match (operands.next(), operands.next()) {
                    (Some(left), Some(right)) => {
                        Rvalue::Binary(operator(&e.op).to_owned(), left, right)
                    }
                    _ => Rvalue::Opaque(Vec::new()),
                }
            }
            Expr::Unary(e) if matches!(e.op, UnOp::Not(_)) => Rvalue::Not(self.operand(&e.expr)),
            Expr::Unary(e) if matches!(e.op, UnOp::Neg(_)) => match self.operand(&e.expr) {
                Operand::Lit(Lit::Int(digits)) => {
                    Rvalue::Use(Operand::Lit(Lit::Int(format!("-{digits}"))))
                }
                operand => Rvalue::Opaque(vec![operand]),
            },
            Expr::Cast(e) => Rvalue::Use(self.operand(&e.expr)),
            Expr::Range(e) => {
                let ends: Vec<&Expr> = e.start.iter().chain(&e.end).map(|e| &**e).collect();
                let mut ends = self.looked_at(&ends).into_iter();
                Rvalue::Range {
                    start: e.start.as_ref().and_then(|_| ends.next()),
                    end: e.end.as_ref().and_then(|_| ends.next()),
                    inclusive: matches!(e.limits, syn::RangeLimits::Closed(_)),
                }
            }
            Expr::Yield(e) => {
                let value = e.expr.as_ref().map(|e| self.operand(e));
                Rvalue::Opaque(value.into_iter().collect())
            }
            Expr::Lit(_) | Expr::Path(_) | Expr::Field(_) | Expr::Index(_) | Expr::Unary(_) => {
                Rvalue::Use(self.operand(expr))
            }
            Expr::Verbatim(tokens) => Rvalue::Opaque(self.named_in(tokens.clone())),
            _ => Rvalue::Opaque(Vec::new()),
        }
    }

    /// An operand: constants and places as they are, anything else through a temporary.
    pub(super) fn operand(&mut self, expr: &Expr) -> Operand {
        self.operand_in(expr, None)
    }

    /// An operand whose temporary a given scope takes (none: the one that takes temporaries).
    fn operand_in(&mut self, expr: &Expr, scope: Option<usize>) -> Operand {
        match inner(expr) {
            Expr::Lit(e) => Operand::Lit(self.literal(&e.lit)),
            Expr::Tuple(e) if e.elems.is_empty() => Operand::Lit(Lit::Unit),
            Expr::Path(e) => self.path_operand(e),
            Expr::Unary(e)
                if matches!(e.op, UnOp::Neg(_)) && matches!(inner(&e.expr), Expr::Lit(_)) =>
            {
                match self.operand(&e.expr) {
                    Operand::Lit(Lit::Int(digits)) => Operand::Lit(Lit::Int(format!("-{digits}"))),
                    other => other,
                }
            }
            other if is_place_like(other) => Operand::Use(self.place(other)),
            other => {
                let span = self.cx.expr_span(other);
                let temp = self.new_temp(span);
                self.expr_into(other, Dest::Local(temp));
                self.schedule_temp(temp, other, scope);
                Operand::Use(Place::local(temp))
            }
        }
    }

    fn schedule_temp(&mut self, temp: crate::ir::Local, expr: &Expr, scope: Option<usize>) {
        let extended = self.extended.get(&address(expr)).copied();
        self.schedule(temp, extended.or(scope).unwrap_or(self.body.temp_scope));
    }

    fn path_operand(&mut self, expr: &syn::ExprPath) -> Operand {
        match self.local_of(expr) {
            Some(local) => Operand::Use(Place::local(local)),
            None => Operand::Item(self.cx.path(expr.qself.as_ref(), &expr.path)),
        }
    }

    pub(super) fn local_of(&mut self, expr: &syn::ExprPath) -> Option<crate::ir::Local> {
        if expr.qself.is_some() {
            return None;
        }
        let name = expr.path.get_ident().map(variable_name)?;
        self.resolve(&name)
    }

    /// Operands in order, for what moves them (a call, an aggregate). Until all are there they belong to the expression:
    /// a way out of a later one drops them before the statement's temporaries.
    pub(super) fn operands(&mut self, exprs: &[&Expr]) -> Vec<Operand> {
        let scope = self.open_scope();
        let operands = self.operands_in(exprs, Some(scope));
        // What they hold is moved next; their storage ends with the statement's.
        for local in self.take_scope().locals {
            self.schedule(local, self.body.temp_scope);
        }
        operands
    }

    /// Operands in order, for what only looks at them.
    pub(super) fn looked_at(&mut self, exprs: &[&Expr]) -> Vec<Operand> {
        self.operands_in(exprs, None)
    }

    /// A place that is followed by something with effects is read before those.
    fn operands_in(&mut self, exprs: &[&Expr], scope: Option<usize>) -> Vec<Operand> {
        let last_effect = exprs.iter().rposition(|e| has_effects(e));
        let mut operands = Vec::with_capacity(exprs.len());
        for (index, expr) in exprs.iter().enumerate() {
            let mut operand = self.operand_in(expr, scope);
            let is_early = last_effect.is_some_and(|last| index < last);
            if is_early && is_place_like(expr) && matches!(operand, Operand::Use(_)) {
                let span = self.cx.expr_span(expr);
                let temp = self.new_temp(span);
                self.init(temp, Rvalue::Use(operand), span);
                self.schedule(temp, scope.unwrap_or(self.body.temp_scope));
                operand = Operand::Use(Place::local(temp));
            }
            operands.push(operand);
        }
        operands
    }

    /// The index in brackets: a number as written, anything else by its value.
    fn index(&mut self, expr: &Expr) -> Index {
        let operand = self.operand(expr);
        if let Operand::Lit(Lit::Int(digits)) = &operand
            && let Ok(index) = digits.parse()
        {
            return Index::Front(index);
        }
        let span = self.cx.expr_span(expr);
        let temp = self.new_temp(span);
        self.init(temp, Rvalue::Use(operand), span);
        self.schedule(temp, self.body.temp_scope);
        Index::By(temp)
    }

    /// The place that an expression names; a temporary for a value.
    pub(super) fn place(&mut self, expr: &Expr) -> Place {
        match inner(expr) {
            Expr::Path(e) => match self.local_of(e) {
                Some(local) => Place::local(local),
                None => item_place(self.cx.path(e.qself.as_ref(), &e.path)),
            },
            Expr::Field(e) => {
                let mut place = self.place(&e.base);
                place.step(Proj::Field(member_name(&e.member)));
                place
            }
            Expr::Index(e) => {
                let mut place = self.place(&e.expr);
                let index = self.index(&e.index);
                place.step(Proj::Elem(index));
                place
            }
            Expr::Unary(e) if matches!(e.op, UnOp::Deref(_)) => {
                let mut place = self.place(&e.expr);
                place.step(Proj::Deref);
                place
            }
            other => {
                let span = self.cx.expr_span(other);
                let temp = self.new_temp(span);
                self.expr_into(other, Dest::Local(temp));
                self.schedule_temp(temp, other, None);
                Place::local(temp)
            }
        }
    }
}
