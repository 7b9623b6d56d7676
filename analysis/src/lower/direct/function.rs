//! Functions: signatures, and where their bodies stand.

use super::Reader;
use super::attrs::Attrs;
use crate::ir::{FnIr, ParamIr, Ty, Unread};
use crate::lower::outline::Kind;
use crate::source::Span;

impl Reader<'_, '_> {
    /// Whether a function comes here.
    pub(super) fn is_function(&self) -> bool {
        let mut at = self.at;
        loop {
            match self.tokens.source(at) {
                "fn" => return true,
                "const" | "async" | "unsafe" | "extern" => {
                    at += 1;
                    if self.tokens.kind(at) == Some(Kind::Literal) {
                        at += 1;
                    }
                }
                _ => return false,
            }
        }
    }

    /// A function from its first keyword on, and where it stands; its body is one that is not read now. `may_end`:
    /// whether there may be none.
    pub(super) fn function(
        &mut self,
        attrs: Attrs,
        public: bool,
        may_end: bool,
    ) -> Option<(FnIr, Span)> {
        let mut first = self.at;
        let mut said = self.qualifier("const")?;
        let is_async = self.qualifier("async")?;
        said |= is_async;
        self.qualifier("unsafe")?;
        if self.qualifier("extern")? && self.is_literal() {
            self.plain_literal()?;
        }
        self.documented = self.at;
        if !said {
            first = self.at;
        }
        self.expect_word("fn")?;
        let name_at = self.at;
        let name = self.name()?;
        let name_span = self.span(name_at, name_at);
        let mut generics = self.generics()?;
        let (params, has_self) = self.params()?;
        let ret = self.ret(true)?;
        self.where_clause(&mut generics)?;
        let unread = if may_end && self.passes(b';')? {
            None
        } else {
            Some(self.unread()?)
        };
        let function = FnIr {
            name,
            name_span,
            generics,
            params,
            has_self,
            ret,
            is_async,
            public,
            attrs: attrs.names,
            cfg: attrs.cfg,
            body: None,
            unread,
        };
        Some((function, self.span_from(first)))
    }

    /// A keyword before `fn`, before which documentation is left out as between items.
    fn qualifier(&mut self, word: &str) -> Option<bool> {
        self.documented = self.at;
        self.passes_word(word)
    }

    /// A body that was left out.
    fn unread(&mut self) -> Option<Unread> {
        let open = self.tokens.get(self.at)?.start as usize;
        let bodies = &self.outline.bodies;
        let body = bodies.binary_search_by_key(&open, |body| body.open).ok()?;
        let body = bodies.get(body)?;
        let close = self.tokens.close(self.at)?;
        self.pass()?;
        self.at = close + 1;
        let span = self.span(close, close);
        let base = self.cx.base;
        let at = |start: usize| Span {
            start: base + start as u32,
            end: base + body.end as u32,
            ..span
        };
        self.cx.met.set(self.cx.met.get() + 1);
        Some(Unread {
            function: at(body.start),
            span: at(body.open),
            edition: self.cx.edition,
            futures_select: self.cx.futures_select,
            words: body.words.as_slice().into(),
        })
    }

    /// The parameters, and whether the first one is a receiver.
    fn params(&mut self) -> Option<(Vec<ParamIr>, bool)> {
        self.expect(b'(')?;
        let mut params = Vec::new();
        let mut has_self = false;
        while !self.is(b')') {
            if params.is_empty() && self.is_receiver() {
                has_self = true;
                let name = Some("self".to_owned());
                let ty = self.receiver()?;
                params.push(ParamIr { name, ty });
            } else {
                params.push(self.param()?);
            }
            if !self.passes(b',')? && !self.is(b')') {
                return None;
            }
        }
        self.pass()?;
        Some((params, has_self))
    }

    /// Whether a receiver may come here.
    fn is_receiver(&self) -> bool {
        self.is(b'&') || self.is_word("self") || self.tokens.source(self.at + 1) == "self"
    }

    fn receiver(&mut self) -> Option<Ty> {
        let reference = self.passes(b'&')?;
        if reference && self.is_lifetime() {
            self.pass()?;
        }
        let mutable = self.passes_word("mut")?;
        let own = self.at;
        self.expect_word("self")?;
        if !reference && self.is_colon() {
            self.pass()?;
            return self.ty(true);
        }
        let own = Ty::own(self.span(own, own));
        Some(if reference {
            let inner = Box::new(own);
            Ty::Ref { inner, mutable }
        } else {
            own
        })
    }

    /// A parameter whose pattern is a variable or `_`.
    fn param(&mut self) -> Option<ParamIr> {
        let name = if self.passes_word("_")? {
            None
        } else {
            self.passes_word("mut")?;
            Some(self.name()?)
        };
        self.expect_colon()?;
        let ty = self.ty(true)?;
        Some(ParamIr { name, ty })
    }
}
