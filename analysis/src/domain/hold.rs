//! Who holds a connection open: read off a state by following ownership from its roots.

use std::collections::BTreeSet;

use double_connect_clients::TypeId;
use double_connect_clients::model::{DropEffect, Role};

use super::channel::{Content, channel, is_of_channel};
use super::expr::Expr;
use super::state::{CellId, ObjId, State, Task, TaskEnd, TaskId};
use super::types::Type;
use super::value::Val;
use crate::facts::{Holder, HolderKind};
use crate::ir::LocalDecl;

/// What the walk must know of the program.
pub(crate) trait HoldContext {
    /// The part a type plays.
    fn role(&self, ty: TypeId) -> Role;
    /// What dropping the last value of the type does.
    fn drop_effect(&self, ty: TypeId) -> DropEffect;
    /// Whether the drop of the last handle that feeds an owner of the type ends that owner's connection.
    fn ends_with_senders(&self, ty: TypeId) -> bool;
    /// The declaration of a local of the body in progress.
    fn local(&self, local: crate::ir::Local) -> Option<&LocalDecl>;
    /// How a symbolic value is written in the source, `self.client`.
    fn describe(&self, expr: &Expr) -> String;
    /// A static's name and place.
    fn static_name(&self, id: crate::names::ConstId) -> (String, crate::source::Span);
}

/// How a target was found.
struct Found {
    /// Inside a collection.
    in_coll: bool,
    /// By a token, not by the handle.
    by_token: bool,
    /// By which fields.
    path: Vec<String>,
}

/// A walk from one root.
struct Walk<'a> {
    state: &'a State,
    cx: &'a dyn HoldContext,
    target: ObjId,
    cells: BTreeSet<CellId>,
    objs: BTreeSet<ObjId>,
    channels: BTreeSet<Expr>,
    path: Vec<String>,
    found: Option<Found>,
    in_coll: bool,
}

impl Walk<'_> {
    fn val(&mut self, v: &Val) {
        if self.found.is_some() {
            return;
        }
        match v {
            Val::Obj(id, ty) => {
                let role = self.cx.role(*ty);
                if *id == self.target && matches!(role, Role::Owner | Role::Keeper) {
                    let by_token = role == Role::Keeper;
                    self.found = Some(Found {
                        in_coll: self.in_coll,
                        by_token,
                        path: self.path.clone(),
                    });
                } else if matches!(role, Role::Owner | Role::Keeper)
                    && self.objs.insert(*id)
                    && let Some(obj) = self.state.objs.get(id)
                {
                    obj.kept.iter().for_each(|k| self.val(k));
                }
            }
            Val::Shared(cell) => {
                if self.cells.insert(*cell)
                    && let Some(content) = self.state.cells.get(cell)
                {
                    self.val(&content.val);
                }
            }
            Val::Sym(e, ty) => {
                if let (Type::End(..), Some((_, true))) = (&**ty, half(e)) {
                    let place = channel(e);
                    if self.channels.insert(place.clone()) {
                        let content = Content::of(self.state, &place);
                        let was = std::mem::replace(&mut self.in_coll, true);
                        content.owned().for_each(|v| self.val(v));
                        self.in_coll = was;
                    }
                }
            }
            Val::Adt(adt) => {
                for (name, field) in &adt.fields {
                    // What lies in a channel belongs to its receiving end.
                    if is_of_channel(name) {
                        continue;
                    }
                    let std_variant = matches!(adt.variant.as_deref(), Some("Some" | "Ok" | "Err"));
                    let is_named = !std_variant && !super::types::is_inside(name);
                    if is_named {
                        self.path.push(name.to_string());
                    }
                    self.val(field);
                    if is_named {
                        self.path.pop();
                    }
                }
            }
            Val::Coll(coll) => {
                let was = std::mem::replace(&mut self.in_coll, true);
                coll.elems.iter().for_each(|(_, e)| self.val(e));
                self.in_coll = was;
            }
            other => other.children(&mut |c| self.val(c)),
        }
    }
}

/// Searches one root.
fn search<'a>(
    state: &'a State,
    cx: &'a dyn HoldContext,
    target: ObjId,
    roots: &[&Val],
) -> Option<Found> {
    let mut walk = Walk {
        state,
        cx,
        target,
        cells: BTreeSet::new(),
        objs: BTreeSet::new(),
        channels: BTreeSet::new(),
        path: Vec::new(),
        found: None,
        in_coll: false,
    };
    roots.iter().for_each(|v| walk.val(v));
    walk.found
}

/// The halves of pairs that a value holds: the two ends of a channel, as `let (tx, rx) = channel()` gives them. Gives
/// the pair's symbol and which half it is.
pub(crate) fn halves(v: &Val, f: &mut dyn FnMut(u32, bool)) {
    v.walk(&mut |v| {
        if let Val::Sym(e, _) = v
            && let Some((pair, second)) = half(e)
        {
            f(pair, second);
        }
    });
}

/// Whether a value holds this half of a pair: the first, or the second one.
pub(crate) fn has_half(v: &Val, pair: u32, second: bool) -> bool {
    let mut found = false;
    halves(v, &mut |p, s| found |= (p, s) == (pair, second));
    found
}

/// Whether an expression is a half of a pair.
pub(crate) fn half(e: &Expr) -> Option<(u32, bool)> {
    let Expr::Field(base, name) = e else {
        return None;
    };
    match (&**base, &**name) {
        (Expr::Sym(pair), "0") => Some((*pair, false)),
        (Expr::Sym(pair), "1") => Some((*pair, true)),
        _ => None,
    }
}

/// The tasks that certainly run on. A task that ends when it is told to counts as told if the other end of a channel of
/// its is gone: dropped, out of sight, or held only by a task that has itself been told.
pub(crate) fn running(state: &State, cx: &dyn HoldContext) -> BTreeSet<TaskId> {
    let mut alive: BTreeSet<TaskId> = state
        .tasks
        .keys()
        .copied()
        .filter(|id| task_runs(state, cx, *id))
        .collect();
    loop {
        let mut outside: BTreeSet<(u32, bool, Option<TaskId>)> = BTreeSet::new();
        let mut look = |v: &Val, by: Option<TaskId>| {
            halves(v, &mut |pair, second| {
                outside.insert((pair, second, by));
            });
        };
        state.locals.values().for_each(|v| look(v, None));
        state.mem.values().for_each(|v| look(v, None));
        state.statics.values().for_each(|v| look(v, None));
        state.cells.values().for_each(|c| look(&c.val, None));
        state.in_call.iter().for_each(|(v, _)| look(v, None));
        for id in &alive {
            if let Some(task) = state.tasks.get(id) {
                task.holds.iter().for_each(|v| look(v, Some(*id)));
            }
        }
        let told = alive.iter().copied().find(|id| {
            let Some(task) = state.tasks.get(id) else {
                return false;
            };
            let mut cut_off = false;
            for v in &task.holds {
                halves(v, &mut |pair, second| {
                    let other = |(p, s, by): &(u32, bool, Option<TaskId>)| {
                        *p == pair && *s != second && *by != Some(*id)
                    };
                    cut_off |= !outside.iter().any(other);
                });
            }
            matches!(task.end, TaskEnd::WhenTold | TaskEnd::WhenCut) && cut_off
        });
        match told {
            Some(id) => alive.remove(&id),
            None => return alive,
        };
    }
}

/// Whether a task still runs: a task that ends with its handle, or with the set that it is in, runs only while that can be
/// reached.
fn task_runs(state: &State, cx: &dyn HoldContext, id: TaskId) -> bool {
    let Some(task) = state.tasks.get(&id) else {
        return false;
    };
    if !task.aborts_on_drop {
        return true;
    }
    let aborts = |ty: TypeId| cx.drop_effect(ty) == DropEffect::Closes;
    let mut found = false;
    let mut look = |v: &Val| {
        v.walk(&mut |v| match v {
            Val::Task(t, ty) => found |= *t == id && aborts(*ty),
            Val::TaskSet(ts, ty) => found |= ts.contains(&id) && aborts(*ty),
            _ => {}
        });
    };
    state.locals.values().for_each(&mut look);
    state.mem.values().for_each(&mut look);
    state.statics.values().for_each(&mut look);
    state.cells.values().for_each(|c| look(&c.val));
    state
        .tasks
        .values()
        .for_each(|t| t.holds.iter().for_each(&mut look));
    state.in_call.iter().for_each(|(v, _)| look(v));
    found
}

/// Whether what a pointer points to can still be got at: the caller can if the pointer is its own, and else somebody must have
/// it. A place of which that is not so any more is forgotten at the next block ([`super::canon::canonical`]).
fn is_within_reach(state: &State, pointer: &Expr) -> bool {
    let same = |x: &Expr| matches!(x, Expr::Sym(_)) && pointer.any(&mut |part| part == x);
    let mut found = pointer.is_input();
    if !found {
        state.each_value(&mut |v| match v {
            Val::Sym(e, _) | Val::Gone(e, _) => found = found || e.any(&mut |x| same(x)),
            _ => {}
        });
    }
    found
}

/// Whether anybody still has a handle that feeds a connection.
fn is_fed(state: &State, cx: &dyn HoldContext, target: ObjId) -> bool {
    let feeds =
        |v: &Val| matches!(v, Val::Obj(id, ty) if *id == target && cx.role(*ty) == Role::Sender);
    let mut found = false;
    state.each_value(&mut |v| found |= feeds(v));
    let tasks = state.tasks.values().flat_map(|t| [&t.output, &t.body]);
    let kept = state.objs.values().flat_map(|o| &o.kept);
    found || tasks.chain(kept).any(|v| v.any(feeds))
}

/// A task or thread as what holds a connection.
pub(crate) fn task_as_holder(task: &Task) -> Holder {
    let kind = match (task.end, task.thread) {
        (TaskEnd::NotYet, false) => HolderKind::Unawaited,
        (TaskEnd::NotYet, true) => HolderKind::Unjoined,
        (_, false) => HolderKind::Task,
        (_, true) => HolderKind::Thread,
    };
    Holder {
        kind,
        name: None,
        span: Some(task.site.span),
        until: None,
        uses: 1,
    }
}

/// Everything that certainly holds the connection open. Empty: it is closed, or it cannot be said that it is open.
pub(crate) fn holders(state: &State, cx: &dyn HoldContext, target: ObjId) -> Vec<Holder> {
    let Some(obj) = state.objs.get(&target) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let named = |name: String, path: &[String]| {
        std::iter::once(name)
            .chain(path.iter().cloned())
            .collect::<Vec<_>>()
            .join(".")
    };
    for (local, v) in &state.locals {
        let Some(Found {
            in_coll,
            by_token,
            path,
        }) = search(state, cx, target, &[v])
        else {
            continue;
        };
        let decl = cx.local(*local);
        let name = decl.and_then(|d| d.name.clone());
        let kind = match (&name, in_coll) {
            (_, true) => HolderKind::Collection,
            (None, _) => HolderKind::Temporary,
            _ if by_token || obj.clone_dropped.0 => HolderKind::Clone,
            _ => HolderKind::Variable,
        };
        out.push(Holder {
            kind,
            name: name.map(|n| named(n, &path)),
            span: decl.map(|d| d.span),
            until: decl.and_then(|d| d.scope_end),
            uses: decl.map_or(1, |d| d.uses),
        });
    }
    for (expr, v) in &state.mem {
        if let Some(Found { in_coll, path, .. }) = search(state, cx, target, &[v])
            && is_within_reach(state, expr)
        {
            let kind = if in_coll {
                HolderKind::Collection
            } else {
                HolderKind::Field
            };
            out.push(Holder {
                kind,
                name: Some(named(cx.describe(expr), &path)),
                span: None,
                until: None,
                uses: 1,
            });
        }
    }
    for (id, v) in &state.statics {
        if search(state, cx, target, &[v]).is_some() {
            let (name, span) = cx.static_name(*id);
            out.push(Holder {
                kind: HolderKind::Static,
                name: Some(name),
                span: Some(span),
                until: None,
                uses: 1,
            });
        }
    }
    for (v, holder) in &state.in_call {
        if search(state, cx, target, &[v]).is_some() {
            out.push(holder.0.clone());
        }
    }
    for cell in state.cells.values() {
        if let (Some(span), Some(_)) = (cell.leaked, search(state, cx, target, &[&cell.val])) {
            out.push(Holder {
                kind: HolderKind::Leak,
                name: None,
                span: Some(span),
                until: None,
                uses: 1,
            });
        }
    }
    let alive = running(state, cx);
    for (id, task) in &state.tasks {
        let runs_on = match task.end {
            TaskEnd::Never => true,
            TaskEnd::OnLoss if cx.ends_with_senders(obj.ty) && !is_fed(state, cx, target) => false,
            TaskEnd::OnLoss | TaskEnd::WhenTold | TaskEnd::WhenCut | TaskEnd::NotYet => !obj.queued,
            TaskEnd::WhenDriven | TaskEnd::Sometime => false,
        };
        let roots: Vec<&Val> = task.holds.iter().collect();
        if runs_on && alive.contains(id) && search(state, cx, target, &roots).is_some() {
            out.push(task_as_holder(task));
        }
    }
    let own: Vec<&Val> = obj.kept.iter().collect();
    if search(state, cx, target, &own).is_some() {
        out.push(Holder {
            kind: HolderKind::Itself,
            name: None,
            span: None,
            until: None,
            uses: 1,
        });
    }
    if out.is_empty()
        && cx.drop_effect(obj.ty) == DropEffect::Nothing
        && cx.role(obj.ty) == Role::Owner
    {
        out.push(Holder {
            kind: HolderKind::Background,
            name: None,
            span: None,
            until: None,
            uses: 1,
        });
    }
    out.sort();
    out.dedup();
    out
}
