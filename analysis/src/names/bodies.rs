//! Bodies, taken apart: nested ones and the items declared in them stand on their own. Those that were not parsed with
//! their files are when somebody asks for them.

use std::ops::Index;
use std::sync::{OnceLock, PoisonError};

use super::collect::{Collector, MAX_NESTING};
use super::{BodyDef, BodyId, BodyOwner, FnId, ModuleId, ModuleKind, Program};
use crate::ir::{BlockData, Body, BodyKind, LocalDecl, Problem, Terminator, Unread};
use crate::lower::lower_unread;
use crate::source::Span;

/// The body of a function or initialiser with those nested in it.
#[derive(Debug)]
pub struct BodyTree {
    span: Span,
    /// Each comes after the one around it.
    bodies: OnceLock<Vec<BodyDef>>,
    /// Where to read them, if they were not parsed with their file.
    unread: Option<Late>,
}

/// What is known of a body before it is parsed.
#[derive(Debug)]
struct Late {
    unread: Unread,
    function: FnId,
    scope: ModuleId,
    /// How deep it is nested in the program.
    nesting: usize,
}

impl BodyTree {
    /// The words in a body that was not parsed with its file.
    pub(crate) fn words(&self) -> Option<&[u32]> {
        Some(&*self.unread.as_ref()?.unread.words)
    }
}

/// Ids come from the same program only.
impl Index<BodyId> for Program {
    type Output = BodyDef;

    fn index(&self, id: BodyId) -> &BodyDef {
        let tree = &self.bodies[id.tree as usize];
        &tree.bodies.get_or_init(|| self.read_body(tree))[id.at as usize]
    }
}

impl Program {
    /// The place of a function's or initialiser's body.
    #[must_use]
    pub fn body_span(&self, id: BodyId) -> Span {
        self.bodies[id.tree as usize].span
    }

    /// What was wrong with bodies that were parsed when they were asked for, in the order of their places.
    pub(crate) fn unread_problems(&self) -> Vec<Problem> {
        let late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
        let mut problems = late.clone();
        problems.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
        problems.dedup();
        problems
    }

    /// All bodies. Parses those that nobody has asked for yet.
    pub fn body_ids(&self) -> impl Iterator<Item = BodyId> {
        self.bodies.iter().zip(0..).flat_map(|(body, tree)| {
            let all = body.bodies.get_or_init(|| self.read_body(body)).len();
            (0..all as u32).map(move |at| BodyId { tree, at })
        })
    }

    fn read_body(&self, tree: &BodyTree) -> Vec<BodyDef> {
        let Some(late) = &tree.unread else {
            return Vec::new();
        };
        let text = &self.sources.file(tree.span.file).text;
        let (body, problems) = lower_unread(text, &late.unread);
        if !problems.is_empty() {
            let mut late = self.late.lock().unwrap_or_else(PoisonError::into_inner);
            late.extend(problems);
        }
        let body = body.unwrap_or_else(|| empty(BodyKind::Fn, tree.span));
        let mut apart = Apart {
            tree: self[late.function].body.map_or(0, |id| id.tree),
            owner: BodyOwner::Fn(late.function),
            krate: self[late.function].krate,
            nesting: late.nesting,
            bodies: Vec::new(),
        };
        // It declares nothing, so all of it has the scope that its function has.
        apart.add(body, None, late.scope, &mut |_, scope, _| scope);
        apart.bodies
    }
}

/// Takes the bodies of a function or initialiser apart.
struct Apart {
    tree: u32,
    owner: BodyOwner,
    krate: super::CrateId,
    nesting: usize,
    bodies: Vec<BodyDef>,
}

impl Apart {
    /// Adds a body and those in it; `scope_of` gives the scope inside a body, given the body and the scope around it.
    fn add(
        &mut self,
        mut body: Body,
        parent: Option<BodyId>,
        scope: ModuleId,
        scope_of: &mut dyn FnMut(&mut Body, ModuleId, usize) -> ModuleId,
    ) -> BodyId {
        let id = BodyId {
            tree: self.tree,
            at: self.bodies.len() as u32,
        };
        if self.nesting >= MAX_NESTING {
            // An index must lead somewhere: what is nested too deeply leads to an empty body.
            body = empty(body.kind, body.span);
        }
        self.nesting += 1;
        let children = std::mem::take(&mut body.bodies);
        let scope = scope_of(&mut body, scope, self.nesting);
        body.items = None;
        self.bodies.push(BodyDef {
            body,
            children: Vec::new(),
            parent,
            owner: self.owner,
            scope,
            krate: self.krate,
        });
        for child in children {
            let child = self.add(child, Some(id), scope, scope_of);
            self.bodies[id.at as usize].children.push(child);
        }
        self.nesting -= 1;
        id
    }
}

impl Collector<'_> {
    /// `None` if it is nested too deeply.
    pub(super) fn body(&mut self, body: Body, owner: BodyOwner, scope: ModuleId) -> Option<BodyId> {
        let id = self.tree(body.span, None)?;
        let mut apart = Apart {
            tree: id.tree,
            owner,
            krate: self.krate,
            nesting: self.nesting,
            bodies: Vec::new(),
        };
        apart.add(body, None, scope, &mut |body, scope, nesting| {
            let Some(items) = body.items.take() else {
                return scope;
            };
            let file = self.p[scope].file;
            let inner = self.module(ModuleKind::Block, String::new(), Some(scope), file, false);
            self.p.modules[inner.index()].path = match owner {
                BodyOwner::Fn(id) => self.p[id].path.clone(),
                BodyOwner::Const(id) => self.p[id].path.clone(),
            };
            let outer = std::mem::replace(&mut self.nesting, nesting);
            self.items(inner, *items);
            self.nesting = outer;
            inner
        });
        self.p.bodies[id.tree as usize].bodies = apart.bodies.into();
        Some(id)
    }

    /// A body that is parsed later; `None` if it is nested too deeply.
    pub(super) fn unread(
        &mut self,
        unread: Unread,
        function: FnId,
        scope: ModuleId,
    ) -> Option<BodyId> {
        let late = Late {
            function,
            scope,
            nesting: self.nesting,
            unread,
        };
        self.tree(late.unread.span, Some(late))
    }

    fn tree(&mut self, span: Span, unread: Option<Late>) -> Option<BodyId> {
        if self.nesting >= MAX_NESTING {
            return None;
        }
        let id = BodyId {
            tree: self.p.bodies.len() as u32,
            at: 0,
        };
        self.p.bodies.push(BodyTree {
            span,
            bodies: OnceLock::new(),
            unread,
        });
        Some(id)
    }
}

/// A body that nothing gets into.
fn empty(kind: BodyKind, span: Span) -> Body {
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
    Body {
        kind,
        span,
        captures: Vec::new(),
        params: Vec::new(),
        locals: vec![ret],
        blocks: vec![block],
        bodies: Vec::new(),
        items: None,
    }
}
