//! Panics, assertions, early returns, `vec!`, `matches!`, `join!`, streams.

use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, Macro, Pat, Token};

use super::super::builder::{Builder, Dest};
use super::super::cond::Else;
use super::super::ty::name_of;
use super::args::{Arg, args};
use super::{Exprs, exprs};
use crate::ir::{
    AggregateKind, Block, Call, Callee, Operand, Path, Place, RETURN, Rvalue, Segment, Terminator,
};
use crate::source::Span;

impl Builder<'_, '_> {
    pub(super) fn look_macro(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let args = args(mac);
        // All but these have a block of their own, at whose end their temporaries die.
        if mac
            .path
            .segments
            .last()
            .is_some_and(|s| matches!(name_of(&s.ident).as_str(), "write" | "writeln"))
        {
            self.look_into(&args, dest, span);
        } else {
            self.terminating(span, |b| b.look_into(&args, dest, span));
        }
        Some(())
    }

    fn look_into(&mut self, args: &[Arg], dest: Dest, span: Span) {
        let operands = self.look_at(args);
        if !operands.is_empty() || matches!(dest, Dest::Local(_)) {
            self.finish_value(dest, Rvalue::Opaque(operands), span);
        }
    }

    pub(super) fn panic_macro(&mut self, mac: &Macro, span: Span) -> Option<()> {
        self.look_macro(mac, Dest::Ignore, span);
        self.panic();
        Some(())
    }

    /// Looks at a failed assertion's message, then panics.
    fn fail(&mut self, message: &[Arg], span: Span) {
        self.terminating(span, |b| {
            b.look_into(message, Dest::Ignore, span);
            b.panic();
        });
    }

    /// `debug_assert!`s may be compiled out: whether they are evaluated is unknown.
    fn maybe_skipped(&mut self, mac: &Macro) -> Option<Block> {
        let name = name_of(&mac.path.segments.last()?.ident);
        name.starts_with("debug_").then(|| {
            let (check, behind) = (self.new_block(), self.new_block());
            self.terminate(Terminator::Nondet(vec![check, behind]));
            self.switch_to(check);
            behind
        })
    }

    fn end_skipped(&mut self, behind: Option<Block>) {
        if let Some(behind) = behind {
            self.goto(behind);
            self.switch_to(behind);
        }
    }

    pub(super) fn assert_macro(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let args = args(mac);
        let cond = args.first().and_then(Arg::expr)?;
        let behind = self.maybe_skipped(mac);
        let (yes, no) = (self.new_block(), self.new_block());
        self.branch(cond, yes, no);
        self.switch_to(no);
        self.fail(&args[1..], span);
        self.switch_to(yes);
        self.end_skipped(behind);
        self.unit(dest, span);
        Some(())
    }

    pub(super) fn assert_compare(
        &mut self,
        mac: &Macro,
        operator: &str,
        dest: Dest,
        span: Span,
    ) -> Option<()> {
        let args = args(mac);
        let (left, right) = (
            args.first().and_then(Arg::expr)?,
            args.get(1).and_then(Arg::expr)?,
        );
        let behind = self.maybe_skipped(mac);
        let (yes, no) = (self.new_block(), self.new_block());
        let flag = self.new_temp(span);
        self.terminating(span, |b| {
            let mut operands = b.looked_at(&[left, right]).into_iter();
            if let (Some(left), Some(right)) = (operands.next(), operands.next()) {
                b.init(flag, Rvalue::Binary(operator.to_owned(), left, right), span);
            }
        });
        self.terminate(Terminator::If {
            cond: Operand::Use(Place::local(flag)),
            then: yes,
            els: no,
        });
        self.switch_to(no);
        self.fail(&args[2..], span);
        self.switch_to(yes);
        self.end_skipped(behind);
        self.unit(dest, span);
        Some(())
    }

    pub(super) fn dbg_macro(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let values = exprs(mac)?;
        match values.first() {
            Some(one) if values.len() == 1 => self.expr_into(one, dest),
            Some(_) => {
                let value = self.aggregate(&values, AggregateKind::Tuple);
                self.finish_value(dest, value, span);
            }
            None => self.unit(dest, span),
        }
        Some(())
    }

    /// `return Err(anyhow!(…))`
    fn bail(&mut self, message: &[Arg], span: Span) {
        let error = self.new_temp(span);
        self.terminating(span, |b| b.look_into(message, Dest::Local(error), span));
        let segments = vec![Segment {
            name: "Err".to_owned(),
            args: Vec::new(),
        }];
        let path = Path {
            global: false,
            qself: None,
            qself_position: 0,
            segments,
            span,
        };
        let args = vec![Operand::Use(Place::local(error))];
        let call = Call {
            callee: Callee::Path(path),
            args,
            span,
            name_span: span,
        };
        self.init(RETURN, Rvalue::Call(Box::new(call)), span);
        self.leave_body(span);
    }

    pub(super) fn bail_macro(&mut self, mac: &Macro, span: Span) -> Option<()> {
        self.bail(&args(mac), span);
        Some(())
    }

    pub(super) fn ensure_macro(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let args = args(mac);
        let cond = args.first().and_then(Arg::expr)?;
        let (yes, no) = (self.new_block(), self.new_block());
        self.branch(cond, yes, no);
        self.switch_to(no);
        self.bail(&args[1..], span);
        self.switch_to(yes);
        self.unit(dest, span);
        Some(())
    }

    pub(super) fn vec_macro(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let repeated = |input: ParseStream<'_>| {
            let elem: Expr = input.parse()?;
            input.parse::<Token![;]>()?;
            Ok((elem, input.parse::<Expr>()?))
        };
        let value = if let Ok((elem, len)) = mac.parse_body_with(repeated) {
            self.repeat(&elem, &len, true)
        } else {
            self.aggregate(
                &exprs(mac)?,
                AggregateKind::Array {
                    repeat: false,
                    vec: true,
                },
            )
        };
        self.finish_value(dest, value, span);
        Some(())
    }

    /// `matches!(expr, pat if guard)` in a condition.
    pub(in super::super) fn branch_on_matches(&mut self, mac: &Macro, yes: Block, no: Block) {
        let parser = |input: ParseStream<'_>| {
            let expr: Expr = input.parse()?;
            input.parse::<Token![,]>()?;
            let pat = Pat::parse_multi_with_leading_vert(input)?;
            let guard = if input.parse::<Option<Token![if]>>()?.is_some() {
                Some(input.parse::<Expr>()?)
            } else {
                None
            };
            input.parse::<Option<Token![,]>>()?;
            Ok((expr, pat, guard))
        };
        let Ok((expr, pat, guard)) = mac.parse_body_with(parser) else {
            let operands = self.named_in(mac.tokens.clone());
            let flag = self.new_temp(self.macro_span(mac));
            self.init(flag, Rvalue::Opaque(operands), self.macro_span(mac));
            return self.terminate(Terminator::If {
                cond: Operand::Use(Place::local(flag)),
                then: yes,
                els: no,
            });
        };
        let end = self.cx.span(mac.delimiter.span().close());
        let els = Else {
            block: no,
            depth: self.depth(),
        };
        let before = self.open_temps();
        let place = self.place(&expr);
        let alternatives = self.alternatives(&pat, &place);
        let failed = self.new_block();
        self.failure_of(els, failed, &expr);
        let scope = self.open_scope();
        // Only a guard can see the variables.
        let declared = if guard.is_some() {
            self.declare(&alternatives, scope)
        } else {
            Vec::new()
        };
        self.match_alternatives(&alternatives, &declared, true, Some(failed));
        self.bring_all_into_scope(declared);
        if let Some(guard) = &guard {
            self.chain(guard, els);
        }
        self.close_scope(end);
        self.close_temps(before, end);
        self.goto(yes);
    }

    pub(super) fn join_macro(
        &mut self,
        mac: &Macro,
        try_: bool,
        dest: Dest,
        span: Span,
    ) -> Option<()> {
        let parser = |input: ParseStream<'_>| {
            let ahead = input.fork();
            if ahead
                .parse::<syn::Ident>()
                .is_ok_and(|i| name_of(&i) == "biased")
                && ahead.peek(Token![;])
            {
                input.parse::<syn::Ident>()?;
                input.parse::<Token![;]>()?;
            }
            Exprs::parse_terminated(input)
        };
        let futures = mac.parse_body_with(parser).ok()?;
        let futures: Vec<&Expr> = futures.iter().collect();
        let futures = self.operands(&futures);
        self.finish_value(dest, Rvalue::Join { futures, try_ }, span);
        Some(())
    }

    pub(super) fn stream_macro(&mut self, mac: &Macro, dest: Dest, span: Span) -> Option<()> {
        let stmts = syn::Block::parse_within.parse2(mac.tokens.clone()).ok()?;
        let delimiters = mac.delimiter.span();
        let body = self.cx.between(delimiters.open(), delimiters.close());
        let value = self.async_body(body, true, |b| {
            b.items_of(&stmts);
            let end = super::super::body::end_of(body);
            b.open_scope();
            b.statements(&stmts, Dest::Local(RETURN), end);
            b.close_scope(end);
        });
        self.finish_value(dest, value, span);
        Some(())
    }
}
