//! Functions: signatures.

use syn::{FnArg, Pat};

use super::ty::{name_of, variable_name};
use super::{FileCx, hygiene};
use crate::ir::{FnIr, ParamIr, Ty, Unread};
use crate::source::Span;

impl FileCx<'_> {
    /// A function, free or associated.
    pub(super) fn function(
        &self,
        attrs: &[syn::Attribute],
        public: bool,
        sig: &syn::Signature,
        block: Option<&syn::Block>,
    ) -> FnIr {
        let param = |arg: &FnArg| match arg {
            FnArg::Receiver(receiver) => ParamIr {
                name: Some("self".to_owned()),
                ty: self.receiver_ty(receiver),
            },
            FnArg::Typed(typed) => ParamIr {
                name: plain_name(&typed.pat).map(|n| hygiene::plain(&n).to_owned()),
                ty: self.ty(&typed.ty),
            },
        };
        let unread = block.and_then(|block| self.unread(block));
        FnIr {
            name: name_of(&sig.ident),
            name_span: self.span(sig.ident.span()),
            generics: self.generics(&sig.generics),
            params: sig.inputs.iter().map(param).collect(),
            has_self: matches!(sig.inputs.first(), Some(FnArg::Receiver(_))),
            ret: self.ret(&sig.output),
            is_async: sig.asyncness.is_some(),
            public,
            attrs: self.attr_names(attrs),
            cfg: self.cfgs(attrs),
            body: block
                .filter(|_| unread.is_none())
                .map(|block| Box::new(self.fn_body(sig, block))),
            unread,
        }
    }

    /// A body that was left out of what was parsed.
    fn unread(&self, block: &syn::Block) -> Option<Unread> {
        if self.unparsed.is_empty() {
            return None;
        }
        let braces = block.brace_token.span;
        let open = self.span(braces.open());
        let body = self.unparsed.get(&open.start.checked_sub(self.base)?)?;
        let end = self.base + body.end as u32;
        let at = |start: u32| Span { start, end, ..open };
        if self.span(braces.close()).end != end {
            return None;
        }
        self.met.set(self.met.get() + 1);
        Some(Unread {
            function: at(self.base + body.start as u32),
            span: at(open.start),
            edition: self.edition,
            futures_select: self.futures_select,
            words: body.words.as_slice().into(),
        })
    }

    /// The type of a receiver: `Self`, `&Self`, `&mut Self` or what is written.
    pub(super) fn receiver_ty(&self, receiver: &syn::Receiver) -> Ty {
        let own = Ty::own(self.span(receiver.self_token.span));
        match &receiver.kind {
            syn::ReceiverKind::Reference(_, _, mutability) => Ty::Ref {
                inner: Box::new(own),
                mutable: mutability.is_some(),
            },
            syn::ReceiverKind::Typed(_, ty) => self.ty(ty),
            _ => own,
        }
    }
}

/// The variable's name of a parameter whose pattern is a plain identifier.
pub(super) fn plain_name(pat: &Pat) -> Option<String> {
    match pat {
        Pat::Ident(pat) if pat.subpat.is_none() && pat.by_ref.is_none() => {
            Some(variable_name(&pat.ident))
        }
        Pat::Paren(pat) => plain_name(&pat.pat),
        _ => None,
    }
}
