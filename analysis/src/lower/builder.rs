//! The builder of a body: blocks, scopes, names, temporaries.
//!
//! A scope holds locals in the order in which they are to be dropped last. Leaving it writes their `StorageDead`s in
//! reverse; an early exit writes those of all scopes that it leaves, without closing them.

use std::collections::{BTreeMap, BTreeSet};

use super::attrs::Cfg;
use super::{FileCx, hygiene};
use crate::ir::{
    Block, BlockData, Body, BodyKind, Local, LocalDecl, ModuleIr, Operand, Place, Rvalue, Stmt,
    Terminator, Ty,
};
use crate::source::Span;

/// Where a value goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Dest {
    /// Into a fresh local.
    Local(Local),
    /// Nowhere: it is a statement's.
    Ignore,
}

/// A scope that is open.
#[derive(Debug, Default)]
pub(super) struct Scope {
    pub(super) locals: Vec<Local>,
    names: usize,
}

/// A block in the making.
#[derive(Debug, Default)]
pub(super) struct OpenBlock {
    pub(super) stmts: Vec<Stmt>,
    pub(super) term: Option<Terminator>,
}

/// Something that `break` and `continue` can name.
#[derive(Clone, Debug)]
pub(super) struct Breakable {
    pub(super) label: Option<String>,
    /// Whether an unlabelled `break` means it.
    pub(super) is_loop: bool,
    pub(super) break_to: Block,
    pub(super) continue_to: Block,
    pub(super) dest: Dest,
    /// How many scopes stay open.
    pub(super) depth: usize,
}

/// A `try` block that is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct TryTarget {
    pub(super) to: Block,
    pub(super) dest: Dest,
    pub(super) depth: usize,
}

/// A body in the making.
pub(super) struct OpenBody {
    pub(super) kind: BodyKind,
    pub(super) span: Span,
    pub(super) params: Vec<Local>,
    pub(super) locals: Vec<LocalDecl>,
    pub(super) blocks: Vec<OpenBlock>,
    pub(super) current: Block,
    /// The block in which parameters are dropped and the body returns.
    pub(super) exit: Block,
    pub(super) scopes: Vec<Scope>,
    pub(super) names: Vec<(String, Local)>,
    /// Variables of the enclosing body and the locals that stand for them here.
    pub(super) upvars: Vec<(Local, Local)>,
    pub(super) bodies: Vec<Body>,
    pub(super) items: ModuleIr,
    pub(super) breakables: Vec<Breakable>,
    pub(super) try_target: Option<TryTarget>,
    /// Index of the scope that takes temporaries.
    pub(super) temp_scope: usize,
    /// Locals known to hold a reference.
    pub(super) references: BTreeSet<Local>,
    /// While statements under unknown `cfg`s are lowered: their depth, and the variables that they have declared, for
    /// counterparts under another `cfg`.
    pub(super) cfg_names: Option<(usize, Vec<(String, Local)>)>,
}

impl OpenBody {
    fn new(kind: BodyKind, span: Span) -> Self {
        let ret = LocalDecl {
            name: None,
            ty: None,
            span,
            uses: 0,
            shadows: None,
            scope_end: None,
        };
        OpenBody {
            kind,
            span,
            params: Vec::new(),
            locals: vec![ret],
            blocks: vec![OpenBlock::default(), OpenBlock::default()],
            current: Block(0),
            exit: Block(1),
            scopes: Vec::new(),
            names: Vec::new(),
            upvars: Vec::new(),
            bodies: Vec::new(),
            items: ModuleIr::default(),
            breakables: Vec::new(),
            try_target: None,
            temp_scope: 0,
            references: BTreeSet::new(),
            cfg_names: None,
        }
    }
}

/// Lowers one function (or const initialiser) with all bodies nested in it.
pub(super) struct Builder<'c, 't> {
    pub(super) cx: &'c FileCx<'t>,
    pub(super) body: OpenBody,
    /// The enclosing bodies, outermost first.
    pub(super) outer: Vec<OpenBody>,
    /// Expressions (by address) whose temporary lives longer than the statement, and the scope that takes it.
    pub(super) extended: BTreeMap<usize, usize>,
    /// How many drops early exits have written so far.
    early_drops: usize,
}

/// Early exits of one function write at most this many drops: their number grows with the square of its length.
const MAX_EARLY_DROPS: usize = 1 << 20;

impl<'c, 't> Builder<'c, 't> {
    pub(super) fn new(cx: &'c FileCx<'t>, kind: BodyKind, span: Span) -> Self {
        Builder {
            cx,
            body: OpenBody::new(kind, span),
            outer: Vec::new(),
            extended: BTreeMap::new(),
            early_drops: 0,
        }
    }

    /// Goes into a nested body.
    pub(super) fn enter(&mut self, kind: BodyKind, span: Span) {
        let outer = std::mem::replace(&mut self.body, OpenBody::new(kind, span));
        self.outer.push(outer);
    }

    // Blocks.

    pub(super) fn new_block(&mut self) -> Block {
        self.body.blocks.push(OpenBlock::default());
        Block(self.body.blocks.len() as u32 - 1)
    }

    pub(super) fn switch_to(&mut self, block: Block) {
        self.body.current = block;
    }

    pub(super) fn push(&mut self, stmt: Stmt) {
        let current = self.body.current.0 as usize;
        self.body.blocks[current].stmts.push(stmt);
    }

    /// Ends the current block; what follows is unreachable until [`Self::switch_to`].
    pub(super) fn terminate(&mut self, term: Terminator) {
        let current = self.body.current.0 as usize;
        self.body.blocks[current].term.get_or_insert(term);
        let dead = self.new_block();
        self.switch_to(dead);
    }

    pub(super) fn goto(&mut self, block: Block) {
        self.terminate(Terminator::Goto(block));
    }

    // Statements.

    pub(super) fn init(&mut self, local: Local, value: Rvalue, span: Span) {
        self.push(Stmt::Assign {
            place: Place::local(local),
            value,
            span,
            init: true,
        });
    }

    pub(super) fn finish_value(&mut self, dest: Dest, value: Rvalue, span: Span) {
        match dest {
            Dest::Local(local) => self.init(local, value, span),
            Dest::Ignore => match value {
                Rvalue::Use(Operand::Use(place)) => {
                    self.push(Stmt::Drop(Operand::Use(place), span))
                }
                Rvalue::Use(_) => {}
                value => {
                    let temp = self.new_temp(span);
                    self.init(temp, value, span);
                    self.schedule(temp, self.body.temp_scope);
                }
            },
        }
    }

    pub(super) fn unit(&mut self, dest: Dest, span: Span) {
        if let Dest::Local(local) = dest {
            self.init(local, Rvalue::Use(Operand::Lit(crate::ir::Lit::Unit)), span);
        }
    }

    // Locals and names.

    /// A local without a name that no scope drops (yet).
    pub(super) fn new_temp(&mut self, span: Span) -> Local {
        self.new_local(None, None, span)
    }

    /// A local for a variable; its name is not in scope before [`Self::bring_into_scope`].
    pub(super) fn new_local(&mut self, name: Option<String>, ty: Option<Ty>, span: Span) -> Local {
        let shadows = name.as_ref().and_then(|name| self.find_here(name));
        let name = name.map(|name| hygiene::plain(&name).to_owned());
        let local = Local(self.body.locals.len() as u32);
        if matches!(ty, Some(Ty::Ref { .. })) {
            self.body.references.insert(local);
        }
        self.body.locals.push(LocalDecl {
            name,
            ty,
            span,
            uses: 0,
            shadows,
            scope_end: None,
        });
        local
    }

    // Scopes.

    pub(super) fn depth(&self) -> usize {
        self.body.scopes.len()
    }

    /// Opens a scope and gives its index.
    pub(super) fn open_scope(&mut self) -> usize {
        self.body.scopes.push(Scope {
            locals: Vec::new(),
            names: self.body.names.len(),
        });
        self.body.scopes.len() - 1
    }

    /// Closes the innermost scope: drops its locals, newest first.
    pub(super) fn close_scope(&mut self, end: Span) {
        let Some(scope) = self.body.scopes.pop() else {
            return;
        };
        for local in scope.locals.iter().rev() {
            self.push(Stmt::StorageDead(*local, end));
            self.body.locals[local.0 as usize]
                .scope_end
                .get_or_insert(end);
        }
        self.body.names.truncate(scope.names);
    }

    /// Opens a scope that takes temporaries; gives what [`Self::close_temps`] wants back.
    pub(super) fn open_temps(&mut self) -> usize {
        let before = self.body.temp_scope;
        self.body.temp_scope = self.open_scope();
        before
    }

    pub(super) fn close_temps(&mut self, before: usize, end: Span) {
        self.close_scope(end);
        self.body.temp_scope = before;
    }

    /// Has a scope drop a local when it ends.
    pub(super) fn schedule(&mut self, local: Local, scope: usize) {
        if let Some(scope) = self.body.scopes.get_mut(scope) {
            scope.locals.push(local);
        }
    }

    /// Whether a scope has anything to drop.
    pub(super) fn scope_is_empty(&self, scope: usize) -> bool {
        self.body
            .scopes
            .get(scope)
            .is_none_or(|s| s.locals.is_empty())
    }

    /// Drops what all scopes from `depth` on hold, without closing them: on the way to a `break`, `return`, `?`.
    pub(super) fn drop_down_to(&mut self, depth: usize, span: Span) {
        let scopes = self.body.scopes.get(depth..).unwrap_or(&[]);
        self.early_drops += scopes.iter().map(|s| s.locals.len()).sum::<usize>();
        if self.early_drops > MAX_EARLY_DROPS {
            let message =
                "this function has too many ways out; what they drop is not followed".to_owned();
            return self.cx.problem(Some(self.body.span), message);
        }
        let locals: Vec<Local> = scopes.iter().flat_map(|s| &s.locals).copied().collect();
        for local in locals.into_iter().rev() {
            self.push(Stmt::StorageDead(local, span));
        }
    }

    /// Takes the innermost scope away for a while (for code that is not in it).
    pub(super) fn take_scope(&mut self) -> Scope {
        self.body.scopes.pop().unwrap_or_default()
    }

    /// Drops what a scope that was taken away holds.
    pub(super) fn drop_scope(&mut self, scope: &Scope, span: Span) {
        for local in scope.locals.iter().rev() {
            self.push(Stmt::StorageDead(*local, span));
            self.body.locals[local.0 as usize]
                .scope_end
                .get_or_insert(span);
        }
    }

    pub(super) fn put_scope_back(&mut self, scope: Scope) {
        self.body.scopes.push(scope);
    }

    /// What is known of the `cfg`s on something inside a body.
    pub(super) fn cfg(&self, attrs: &[syn::Attribute]) -> Cfg {
        self.cx.cfg(attrs)
    }
}

impl From<OpenBlock> for BlockData {
    fn from(block: OpenBlock) -> BlockData {
        BlockData {
            stmts: block.stmts,
            term: block.term.unwrap_or(Terminator::Unreachable),
        }
    }
}
