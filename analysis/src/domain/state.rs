//! One disjunct: memory, connections and tasks on one path.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};
use std::rc::Rc;

use double_connect_clients::TypeId;

use super::doubt::{Answer, Doubt};
use super::expr::Expr;
use super::hold::has_half;
use super::shared::Shared;
use super::value::Val;
use crate::facts::{CloseAttempt, Holder};
use crate::ir::Local;
use crate::names::ConstId;
use crate::source::Span;

/// A connection of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ObjId(pub(crate) u32);

/// A cell of a state: the content of an `Rc`/`Arc`, or something leaked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct CellId(pub(crate) u32);

/// A task or thread of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TaskId(pub(crate) u32);

/// Data that goes with a state without being part of it: two states that differ only here are one state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aside<T>(pub(crate) T);

impl<T> PartialEq for Aside<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl<T> Eq for Aside<T> {}
impl<T> Hash for Aside<T> {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}

/// A call site: the call itself and the calls through which it was reached, outermost first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Site {
    /// The call.
    pub(crate) span: Span,
    /// The calls around it.
    pub(crate) chain: Rc<[Span]>,
}

impl Site {
    /// A call in the body in progress.
    pub(crate) fn here(span: Span) -> Site {
        Site {
            span,
            chain: Rc::new([]),
        }
    }

    /// The same call seen from a caller. Chains are cut at [`MAX_CHAIN`] from the inside.
    pub(crate) fn through(&self, call: Span) -> Site {
        let chain = std::iter::once(call)
            .chain(self.chain.iter().copied())
            .take(MAX_CHAIN)
            .collect();
        Site {
            span: self.span,
            chain,
        }
    }
}

/// How many calls a site remembers; bounds states under recursion.
pub(crate) const MAX_CHAIN: usize = 6;

/// What is known of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Status {
    /// The handle exists, nothing has opened it yet, or it has closed.
    Closed,
    /// It is open.
    Open,
    /// A handle that came from the caller, not touched yet.
    Unknown,
    /// It is on its way to being closed; too late to say that it is open, too early to say that it is not.
    Closing,
}

/// A connection and its handle.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Obj {
    /// The type of its main handle (an owner if there is one).
    pub(crate) ty: TypeId,
    /// Where the handle was made.
    pub(crate) created: Site,
    /// Where the connection was opened last.
    pub(crate) opened: Option<Site>,
    /// Whether it is open.
    pub(crate) status: Status,
    /// A close was queued, and takes place if the owner is polled on.
    pub(crate) queued: bool,
    /// A poll after the queued close opens it again.
    pub(crate) reopens: bool,
    /// For a handle that came from the caller: this body has seen it closed before it opened it, so that the open is
    /// one whatever the caller knows.
    pub(crate) anew: bool,
    /// Its identity.
    pub(crate) identity: Option<Expr>,
    /// Its broker.
    pub(crate) endpoint: Option<Expr>,
    /// Whether its client comes back by itself.
    pub(crate) reconnects: bool,
    /// For a handle that came from the caller: which.
    pub(crate) input: Option<Rc<Expr>>,
    /// What it was opened on and ends with: the session of a link, the connection of a session.
    pub(crate) on: Option<ObjId>,
    /// What seems to say that it is gone, on the way to this state.
    pub(crate) doubt: Option<Doubt>,
    /// Values that the handle itself keeps: callbacks.
    pub(crate) kept: Vec<Val>,
    /// What looked like a close.
    pub(crate) attempts: Aside<Vec<CloseAttempt>>,
    /// Whether one of several clones of the handle was dropped: what is left is then called a clone.
    pub(crate) clone_dropped: Aside<bool>,
}

/// How a spawned body ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TaskEnd {
    /// Never by itself.
    Never,
    /// When it sees that its connection is lost or closed.
    OnLoss,
    /// Not before something tells it: it sits in a loop that it leaves for a message, a flag, a closed channel.
    WhenTold,
    /// When nobody has the other end of its channel any more.
    WhenCut,
    /// By itself, but it cannot be said to have ended yet: nothing has been done that may have waited for it.
    NotYet,
    /// By itself, once somebody runs it: it begins where it is joined.
    WhenDriven,
    /// By itself, soon or for reasons not known.
    Sometime,
}

/// A task or thread that runs beside the body in progress.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Task {
    /// What it owns.
    pub(crate) holds: Vec<Val>,
    /// How it ends.
    pub(crate) end: TaskEnd,
    /// Whether it is a thread.
    pub(crate) thread: bool,
    /// Whether dropping its handle ends it.
    pub(crate) aborts_on_drop: bool,
    /// What joining it gives; or what it runs.
    pub(crate) output: Val,
    /// What it runs, if it has an end of a channel.
    pub(crate) body: Val,
    /// Whether it does some of what it does only once it has received something, and nothing has been sent.
    pub(crate) waits: bool,
    /// What it has been sent since then: which variant each message is, if that is known.
    pub(crate) told: Vec<Option<Rc<str>>>,
    /// Whether `output` is what it runs: a task that ends by itself has its effects where it is joined.
    pub(crate) deferred: bool,
    /// Whether there is anything through which it may tell others that it is through.
    pub(crate) tells: bool,
    /// Whether there is anything through which others may tell it something.
    pub(crate) hears: bool,
    /// Where somebody has given up waiting for it: it had not ended then.
    pub(crate) left: Option<Span>,
    /// Whether tasks that it has started may run on when it has ended.
    pub(crate) leaves_some: bool,
    /// Where it was started.
    pub(crate) site: Site,
}

impl Task {
    /// One that has something while it opens a connection, for the looks that are then taken; nobody has its handle.
    pub(crate) fn at_work(holds: Vec<Val>, end: TaskEnd, thread: bool, span: Span) -> Task {
        // At this moment it has not ended, whoever may have told it to.
        let end = match end {
            TaskEnd::WhenTold | TaskEnd::WhenCut => TaskEnd::OnLoss,
            end => end,
        };
        Task {
            holds,
            end,
            thread,
            aborts_on_drop: false,
            output: Val::unit(),
            body: Val::Moved,
            waits: false,
            told: Vec::new(),
            deferred: false,
            tells: true,
            hears: true,
            left: None,
            leaves_some: true,
            site: Site::here(span),
        }
    }

    /// This one as it has something that it was sent, for a moment.
    pub(crate) fn for_a_moment(&self, holds: Vec<Val>) -> Task {
        Task {
            site: self.site.clone(),
            ..Task::at_work(holds, TaskEnd::NotYet, self.thread, self.site.span)
        }
    }

    /// Whether it has the receiving end of a channel, given the symbol of its pair of ends.
    pub(crate) fn receives(&self, pair: u32) -> bool {
        self.holds.iter().any(|held| has_half(held, pair, true))
    }

    /// Whether it was started by another one, or by what that one has started.
    pub(crate) fn is_of(&self, other: &Task) -> bool {
        let mut way = other.site.chain.iter().chain([&other.site.span]);
        let mut steps = self.site.chain.iter();
        way.all(|step| steps.next() == Some(step))
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Cell {
    /// Its content.
    pub(crate) val: Val,
    /// Where it was leaked, if it was: it is then held for ever.
    pub(crate) leaked: Option<Span>,
}

/// What is assumed of an input on this path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// Its variant.
    Variant(Rc<str>),
    /// It is not one of these variants.
    NotVariants(BTreeSet<Rc<str>>),
    /// Its value as a boolean.
    Bool(bool),
}

/// One disjunct.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct State {
    /// Locals of the body in progress that hold something.
    pub(crate) locals: Shared<BTreeMap<Local, Val>>,
    /// What symbolic pointers point to, where it was looked at or changed.
    pub(crate) mem: Shared<BTreeMap<Rc<Expr>, Val>>,
    /// What type symbolic pointers point to, where they were followed.
    pub(crate) pointers: Shared<BTreeMap<Rc<Expr>, super::Type>>,
    /// Statics, where they were looked at or changed.
    pub(crate) statics: BTreeMap<ConstId, Val>,
    /// Cells.
    pub(crate) cells: Shared<BTreeMap<CellId, Cell>>,
    /// Connections.
    pub(crate) objs: Shared<BTreeMap<ObjId, Obj>>,
    /// Tasks that run.
    pub(crate) tasks: Shared<BTreeMap<TaskId, Task>>,
    /// Assumptions about symbolic values.
    pub(crate) shapes: Shared<BTreeMap<Expr, Shape>>,
    /// Symbols that are answers of operations on connections.
    pub(crate) answers: BTreeMap<u32, Answer>,
    /// Tasks of the caller that have been joined or aborted.
    pub(crate) ended: BTreeSet<Expr>,
    /// Values held by calls in progress, while an outcome of a callee is looked at from the caller.
    pub(crate) in_call: Vec<(Val, Aside<Holder>)>,
    /// Whether the last thing that happened to a connection on this path was its loss (an `Err` of a poll): tells how
    /// loops end. `None`: nothing happened to any.
    pub(crate) lost: Option<bool>,
    /// What has only just happened.
    pub(crate) recent: super::recent::Recent,
    /// Whether this path has been through a loop without a bound that uses a connection (polls it).
    pub(crate) endless: bool,
    /// Whether this path has been through a loop without a bound that receives from a channel.
    pub(crate) fed: bool,
    /// Whether it has seen there that nobody can send any more.
    pub(crate) cut: bool,
    /// Whether what was just evaluated panics for certain: the path ends here.
    pub(crate) panics: Aside<bool>,
    /// The next number for symbols, objects, cells and tasks. Numbers are given anew by [`super::canon`].
    pub(crate) next: Aside<u32>,
}

impl Obj {
    /// Whether it neither came with an input nor keeps anything else.
    pub(crate) fn is_plain(&self) -> bool {
        self.input.is_none() && self.kept.is_empty()
    }
}

impl State {
    /// Whether nothing has been done with any connection or task on this path.
    pub(crate) fn is_idle(&self) -> bool {
        self.objs.is_empty()
            && self.tasks.is_empty()
            && self.statics.is_empty()
            && self.ended.is_empty()
    }

    /// Calls back for every value in the state, whole or a part of another.
    pub(crate) fn each_value(&self, f: &mut dyn FnMut(&Val)) {
        let locals = self.locals.values().chain(self.mem.values());
        let held = self.tasks.values().flat_map(|t| &t.holds);
        let roots = locals
            .chain(self.statics.values())
            .chain(self.cells.values().map(|c| &c.val))
            .chain(held)
            .chain(self.in_call.iter().map(|(v, _)| v));
        for root in roots {
            root.walk(f);
        }
    }

    /// A number not used in this state.
    pub(crate) fn fresh(&mut self) -> u32 {
        self.next.0 += 1;
        self.next.0
    }

    /// A new symbol.
    pub(crate) fn symbol(&mut self) -> Expr {
        Expr::Sym(self.fresh())
    }

    /// A new symbolic value of a type.
    pub(crate) fn opaque(&mut self, ty: super::Type) -> Val {
        Val::sym(self.symbol(), ty)
    }

    /// Everything that was opened on a connection, or on something that was.
    pub(crate) fn opened_on(&self, id: ObjId) -> Vec<ObjId> {
        let mut found = vec![id];
        let mut at = 0;
        while let Some(on) = found.get(at).copied() {
            at += 1;
            for (id, obj) in &self.objs {
                if obj.on == Some(on) && !found.contains(id) {
                    found.push(*id);
                }
            }
        }
        found.remove(0);
        found
    }

    /// What something was opened on, from the inside out.
    pub(crate) fn opened_under(&self, id: ObjId) -> Vec<ObjId> {
        let mut found = Vec::new();
        let mut at = self.objs.get(&id).and_then(|o| o.on);
        while let Some(on) = at.filter(|on| *on != id && !found.contains(on)) {
            found.push(on);
            at = self.objs.get(&on).and_then(|o| o.on);
        }
        found
    }

    /// Adds a connection.
    pub(crate) fn add_obj(&mut self, obj: Obj) -> ObjId {
        let id = ObjId(self.fresh());
        self.objs.insert(id, obj);
        id
    }

    /// A number for a connection that is yet to be added.
    pub(crate) fn fresh_obj(&mut self) -> ObjId {
        ObjId(self.fresh())
    }

    /// Adds a cell.
    pub(crate) fn add_cell(&mut self, val: Val, leaked: Option<Span>) -> CellId {
        let id = CellId(self.fresh());
        self.cells.insert(id, Cell { val, leaked });
        id
    }

    /// Whether a connection is certainly open.
    pub(crate) fn is_open(&self, id: ObjId) -> bool {
        self.objs.get(&id).is_some_and(|o| o.status == Status::Open)
    }

    /// Adds a task.
    pub(crate) fn add_task(&mut self, task: Task) -> TaskId {
        let id = TaskId(self.fresh());
        self.tasks.insert(id, task);
        id
    }
}
