//! Calls and aggregates: what takes operands.

use syn::Expr;
use syn::punctuated::Punctuated;

use super::attrs::Cfg;
use super::builder::Builder;
use super::cond::inner;
use super::pat::member_name;
use super::ty::name_of;
use crate::ir::{AggregateKind, Call, Callee, Path, Place, Rvalue, Terminator};
use crate::source::Span;

/// `process::exit` and `process::abort` by path.
fn never_returns(path: &Path) -> bool {
    let names: Vec<&str> = path.segments.iter().map(|s| s.name.as_str()).collect();
    matches!(names.as_slice(), [.., "process", "exit" | "abort"])
}

impl Builder<'_, '_> {
    pub(super) fn call(&mut self, call: &syn::ExprCall, whole: &Expr) -> Rvalue {
        let span = self.called_at(self.cx.expr_span(whole), &call.paren_token);
        let (callee, name_span) = match inner(&call.func) {
            Expr::Path(e) => match self.local_of(e) {
                Some(local) => (
                    Callee::Value(Place::local(local)),
                    self.cx.path_span(None, &e.path),
                ),
                None => {
                    let path = self.cx.path(e.qself.as_ref(), &e.path);
                    let last = e.path.segments.last().map(|s| self.cx.span(s.ident.span()));
                    let name_span = last.unwrap_or(path.span);
                    (Callee::Path(path), name_span)
                }
            },
            other => (Callee::Value(self.place(other)), self.cx.expr_span(other)),
        };
        let name_span = self.called_at(name_span, &call.paren_token);
        let args: Vec<&Expr> = call.args.iter().collect();
        let args = self.operands(&args);
        let diverges = matches!(&callee, Callee::Path(path) if never_returns(path));
        let value = Rvalue::Call(Box::new(Call {
            callee,
            args,
            span,
            name_span,
        }));
        if diverges {
            let temp = self.new_temp(span);
            self.init(temp, value, span);
            self.terminate(Terminator::Unreachable);
            return Rvalue::Opaque(Vec::new());
        }
        value
    }

    /// The place of a call, or of the name in it. If a macro has the name from its caller but writes the call, it is the
    /// invocation's: as for rustc, who is called is not what calls.
    fn called_at(&self, name: Span, brackets: &syn::token::Paren) -> Span {
        let open = self.cx.span(brackets.span.open());
        let close = self.cx.span(brackets.span.close());
        if open.start < name.start && name.end <= close.end {
            open.to(close)
        } else {
            name
        }
    }

    pub(super) fn method_call(&mut self, call: &syn::ExprMethodCall, whole: &Expr) -> Rvalue {
        let receiver = self.place(&call.receiver);
        let args: Vec<&Expr> = call.args.iter().collect();
        let args = self.operands(&args);
        let turbofish = call
            .turbofish
            .as_ref()
            .map(|t| self.cx.type_args(t))
            .unwrap_or_default();
        let callee = Callee::Method {
            receiver,
            name: name_of(&call.method),
            turbofish,
        };
        let name_span = self.cx.span(call.method.span());
        let name_span = self.called_at(name_span, &call.paren_token);
        Rvalue::Call(Box::new(Call {
            callee,
            args,
            span: self.called_at(self.cx.expr_span(whole), &call.paren_token),
            name_span,
        }))
    }

    pub(super) fn aggregate(
        &mut self,
        elems: &Punctuated<Expr, syn::Token![,]>,
        kind: AggregateKind,
    ) -> Rvalue {
        let elems: Vec<&Expr> = elems.iter().collect();
        let values = self.operands(&elems);
        let fields = values
            .into_iter()
            .enumerate()
            .map(|(i, value)| (i.to_string(), value))
            .collect();
        Rvalue::Aggregate {
            kind,
            fields,
            base: None,
        }
    }

    pub(super) fn repeat(&mut self, elem: &Expr, len: &Expr, vec: bool) -> Rvalue {
        let operands = if vec {
            self.operands(&[elem, len])
        } else {
            vec![self.operand(elem)]
        };
        let fields = operands
            .into_iter()
            .take(1)
            .map(|value| ("0".to_owned(), value))
            .collect();
        Rvalue::Aggregate {
            kind: AggregateKind::Array { repeat: true, vec },
            fields,
            base: None,
        }
    }

    pub(super) fn struct_literal(&mut self, expr: &syn::ExprStruct) -> Rvalue {
        let path = self.cx.path(expr.qself.as_ref(), &expr.path);
        let fields: Vec<_> = expr
            .fields
            .iter()
            .filter(|f| self.cfg(&f.attrs) != Cfg::Off)
            .collect();
        let values: Vec<&Expr> = fields
            .iter()
            .map(|f| &f.expr)
            .chain(expr.rest.as_deref())
            .collect();
        let mut values = self.operands(&values);
        let base = if expr.rest.is_some() {
            values.pop()
        } else {
            None
        };
        let fields = fields
            .iter()
            .map(|f| member_name(&f.member))
            .zip(values)
            .collect();
        Rvalue::Aggregate {
            kind: AggregateKind::Struct(path),
            fields,
            base,
        }
    }
}
