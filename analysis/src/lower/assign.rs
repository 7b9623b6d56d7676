//! Assignments.

use syn::{BinOp, Expr};

use super::builder::Builder;
use super::cond::inner;
use super::pat::member_name;
use crate::ir::{Index, Operand, Place, Proj, Rvalue, Stmt};
use crate::source::Span;

/// The operator of a compound assignment, without its `=`.
fn assigning(op: &BinOp) -> Option<&'static str> {
    Some(match op {
        BinOp::AddAssign(_) => "+",
        BinOp::SubAssign(_) => "-",
        BinOp::MulAssign(_) => "*",
        BinOp::DivAssign(_) => "/",
        BinOp::RemAssign(_) => "%",
        BinOp::BitXorAssign(_) => "^",
        BinOp::BitAndAssign(_) => "&",
        BinOp::BitOrAssign(_) => "|",
        BinOp::ShlAssign(_) => "<<",
        BinOp::ShrAssign(_) => ">>",
        _ => return None,
    })
}

pub(super) fn is_assignment(op: &BinOp) -> bool {
    assigning(op).is_some()
}

impl Builder<'_, '_> {
    /// The right side first, then the place, then the write.
    pub(super) fn assign(&mut self, left: &Expr, right: &Expr, span: Span) {
        match inner(left) {
            Expr::Infer(_) => self.evaluate_without_binding(right),
            Expr::Tuple(_) | Expr::Array(_) | Expr::Struct(_) | Expr::Call(_) => {
                self.destructure(left, right, span);
            }
            _ => {
                let value = self.operand(right);
                let place = self.place(left);
                self.push(Stmt::Assign {
                    place,
                    value: Rvalue::Use(value),
                    span,
                    init: false,
                });
            }
        }
    }

    /// `(a, b.c) = value;` is `let (x, y) = value; a = x; b.c = y;`.
    fn destructure(&mut self, left: &Expr, right: &Expr, span: Span) {
        let scope = self.open_scope();
        let mut targets: Vec<(&Expr, Place)> = Vec::new();
        self.terminating(span, |b| {
            let value = b.place(right);
            b.targets(left, value, &mut targets);
            for (_, place) in &mut targets {
                let part = b.new_temp(span);
                let from = std::mem::replace(place, Place::local(part));
                b.init(part, Rvalue::Bind(from), span);
                b.schedule(part, scope);
            }
        });
        for (target, part) in targets {
            let place = self.place(target);
            let value = Rvalue::Use(Operand::Use(part));
            self.push(Stmt::Assign {
                place,
                value,
                span,
                init: false,
            });
        }
        self.close_scope(span);
    }

    /// The places that a destructuring assignment writes to, with the parts of the value that go there.
    fn targets<'e>(&self, left: &'e Expr, value: Place, targets: &mut Vec<(&'e Expr, Place)>) {
        let below = |proj: Proj| {
            let mut place = value.clone();
            place.step(proj);
            place
        };
        match inner(left) {
            Expr::Infer(_) | Expr::Range(_) => {}
            Expr::Tuple(e) => {
                for (i, elem) in e.elems.iter().enumerate() {
                    self.targets(elem, below(Proj::Field(i.to_string())), targets);
                }
            }
            Expr::Array(e) => {
                for (i, elem) in e.elems.iter().enumerate() {
                    self.targets(elem, below(Proj::Elem(Index::Front(i as u32))), targets);
                }
            }
            Expr::Struct(e) => {
                let path = self.cx.path(e.qself.as_ref(), &e.path);
                for field in &e.fields {
                    let place = below(Proj::Variant(path.clone(), member_name(&field.member)));
                    self.targets(&field.expr, place, targets);
                }
            }
            Expr::Call(e) => {
                let Expr::Path(func) = inner(&e.func) else {
                    return;
                };
                let path = self.cx.path(func.qself.as_ref(), &func.path);
                for (i, elem) in e.args.iter().enumerate() {
                    self.targets(
                        elem,
                        below(Proj::Variant(path.clone(), i.to_string())),
                        targets,
                    );
                }
            }
            other => targets.push((other, value)),
        }
    }

    pub(super) fn compound_assign(&mut self, expr: &syn::ExprBinary, span: Span) {
        let right = self.operand(&expr.right);
        let place = self.place(&expr.left);
        let operator = assigning(&expr.op).unwrap_or("?").to_owned();
        let value = Rvalue::Binary(operator, Operand::Use(place.clone()), right);
        self.push(Stmt::Assign {
            place,
            value,
            span,
            init: false,
        });
    }
}
