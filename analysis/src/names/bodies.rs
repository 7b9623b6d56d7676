//! Bodies, taken apart: nested ones and the items declared in them stand on their own.

use super::collect::{Collector, MAX_NESTING};
use super::{BodyDef, BodyId, BodyOwner, ModuleId, ModuleKind};
use crate::ir::{BlockData, Body, BodyKind, LocalDecl, Terminator};
use crate::source::Span;

impl Collector<'_> {
    /// `None` if it is nested too deeply.
    pub(super) fn body(
        &mut self,
        mut body: Body,
        parent: Option<BodyId>,
        owner: BodyOwner,
        scope: ModuleId,
    ) -> Option<BodyId> {
        if self.nesting >= MAX_NESTING {
            return None;
        }
        self.nesting += 1;
        let id = BodyId(self.p.bodies.len() as u32);
        let children = std::mem::take(&mut body.bodies);
        let items = body.items.take();
        let krate = self.krate;
        self.p.bodies.push(BodyDef {
            body,
            children: Vec::new(),
            parent,
            owner,
            scope,
            krate,
        });
        let mut inner = scope;
        if let Some(items) = items {
            let file = self.p[scope].file;
            inner = self.module(ModuleKind::Block, String::new(), Some(scope), file, false);
            self.p.modules[inner.index()].path = match owner {
                BodyOwner::Fn(id) => self.p[id].path.clone(),
                BodyOwner::Const(id) => self.p[id].path.clone(),
            };
            self.p.bodies[id.index()].scope = inner;
            self.items(inner, *items);
        }
        for child in children {
            // An index must lead somewhere: what is nested too deeply leads to an empty body.
            let span = child.span;
            let kind = child.kind;
            let child = match self.body(child, Some(id), owner, inner) {
                Some(child) => child,
                None => self.empty_body(kind, span, id, owner, inner),
            };
            self.p.bodies[id.index()].children.push(child);
        }
        self.nesting -= 1;
        Some(id)
    }

    fn empty_body(
        &mut self,
        kind: BodyKind,
        span: Span,
        parent: BodyId,
        owner: BodyOwner,
        scope: ModuleId,
    ) -> BodyId {
        let id = BodyId(self.p.bodies.len() as u32);
        let ret = LocalDecl {
            name: None,
            ty: None,
            span,
            uses: 0,
            shadows: None,
            scope_end: None,
        };
        let block = BlockData {
            stmts: Vec::new(),
            term: Terminator::Unreachable,
        };
        let body = Body {
            kind,
            span,
            captures: Vec::new(),
            params: Vec::new(),
            locals: vec![ret],
            blocks: vec![block],
            bodies: Vec::new(),
            items: None,
        };
        let krate = self.krate;
        self.p.bodies.push(BodyDef {
            body,
            children: Vec::new(),
            parent: Some(parent),
            owner,
            scope,
            krate,
        });
        id
    }
}
