//! Applying a summary to a caller's state: the callee's expressions are replaced by the caller's values, its new
//! connections, cells and tasks get numbers of their own, its writes are made.

use std::rc::Rc;

use super::Frame;
use super::fits::fits;
use super::subst::Subst;
use super::summary::{Exit, Outcome, Summary};
use crate::domain::channel::is_content;
use crate::domain::doubt::Answer;
use crate::domain::expr::Expr;
use crate::domain::state::Status;
use crate::domain::{Loc, Obj, ObjId, Root, State, Task, Type, Val};
use crate::source::Span;

/// What applying an outcome costs, in statements.
pub(super) const APPLY_COST: u32 = 12;

/// What an outcome made of a caller's state.
pub(crate) struct Applied {
    /// The state.
    pub(crate) state: State,
    /// The value returned.
    pub(crate) ret: Val,
    /// Which moment of the call it is; the connection of an opening in the caller's numbers.
    pub(crate) exit: Exit,
    /// Whether the connection of an opening was open in the caller already: then nothing has opened.
    pub(crate) was_open: bool,
}

impl Frame<'_, '_> {
    /// Applies every outcome of a summary. Openings are checked and passed on to this body's own callers; the other
    /// outcomes are given back.
    pub(crate) fn apply(
        &mut self,
        s: &State,
        summary: &Summary,
        args: &[Val],
        call: Span,
    ) -> Vec<Applied> {
        let mut out = Vec::new();
        self.pass_on_overwrites(s, summary, args);
        for outcome in &summary.outcomes {
            if !self.spend(APPLY_COST) {
                break;
            }
            let Some(applied) = self.apply_outcome(s, outcome, args, call) else {
                continue;
            };
            match applied.exit {
                Exit::Opening(obj) => {
                    if !applied.was_open {
                        for now in self.without_gone((s, args), applied.state, &Val::unit()) {
                            self.check_open(&now, obj, Some((summary, args, s)));
                            self.opening(&now, obj);
                        }
                    }
                }
                _ => out.push(applied),
            }
        }
        out
    }

    /// Applies one outcome; `None` if it contradicts what is known. What it has sent to tasks is received.
    pub(crate) fn apply_outcome(
        &mut self,
        before: &State,
        outcome: &Outcome,
        args: &[Val],
        call: Span,
    ) -> Option<Applied> {
        let mut applied = self.apply_in_place(before, outcome, args, call)?;
        if outcome.state.mem.values().any(is_content) {
            self.deliver_all(&mut applied.state);
        }
        Some(applied)
    }

    /// As [`Frame::apply_outcome`]; what it has sent lies in the channels.
    pub(super) fn apply_in_place(
        &mut self,
        before: &State,
        outcome: &Outcome,
        args: &[Val],
        call: Span,
    ) -> Option<Applied> {
        let callee = &outcome.state;
        let mut s = before.clone();
        if callee.recent.paused.0 {
            s.let_tasks_end(args);
        }
        let mut sub = Subst::new(self.solver, args, before);
        for (e, shape) in &callee.shapes {
            if !fits(&mut sub, &mut s, e, shape) {
                return None;
            }
        }
        let mut was_open = false;
        for (id, obj) in &callee.objs {
            let mapped = match &obj.input {
                Some(e) => self.input_obj(&mut sub, &mut s, e, obj),
                None => s.fresh_obj(),
            };
            if outcome.exit == Exit::Opening(*id) && obj.input.is_some() && !obj.anew {
                was_open = before.is_open(mapped);
            }
            sub.objs.insert(*id, mapped);
        }
        for (id, obj) in &callee.objs {
            let mapped = sub.objs[id];
            let identity = obj.identity.as_ref().map(|e| sub.expr(&mut s, e));
            let endpoint = obj.endpoint.as_ref().map(|e| sub.expr(&mut s, e));
            let kept: Vec<Val> = obj.kept.iter().map(|v| sub.val(&mut s, v)).collect();
            let opened = obj.opened.as_ref().map(|site| site.through(call));
            let on = obj.on.and_then(|on| sub.objs.get(&on).copied());
            match s.objs.get_mut(&mapped) {
                Some(known) if obj.input.is_some() => {
                    if obj.status != Status::Unknown {
                        let opens = obj.status == Status::Open && known.status == Status::Closed;
                        known.anew |= opens && known.input.is_some();
                        if obj.status == Status::Open && (known.status != Status::Open || obj.anew)
                        {
                            known.opened = opened.or_else(|| known.opened.take());
                            known.doubt = None;
                        }
                        known.status = obj.status;
                        known.queued = obj.queued;
                    } else {
                        known.queued |= obj.queued;
                    }
                    known.on = on.or(known.on);
                    // What the callee has set goes before what the handle came with.
                    if let Some(input) = &obj.input {
                        let set = |e: &Option<Expr>, part: &str| {
                            e.as_ref().is_some_and(|e| *e != input.field(part))
                        };
                        if set(&obj.identity, "identity") {
                            known.identity = identity;
                        }
                        if set(&obj.endpoint, "endpoint") {
                            known.endpoint = endpoint;
                        }
                    }
                    known.reopens |= obj.reopens;
                    known.anew |= obj.anew;
                    known.kept.extend(kept);
                    known.attempts.0.extend(obj.attempts.0.iter().cloned());
                    known.clone_dropped.0 |= obj.clone_dropped.0;
                    if let Some(doubt) = obj.doubt {
                        s.doubt(mapped, doubt);
                        self.settle(&mut s, mapped);
                    }
                }
                _ => {
                    let obj = Obj {
                        created: obj.created.through(call),
                        opened,
                        identity,
                        endpoint,
                        on,
                        kept,
                        input: None,
                        ..obj.clone()
                    };
                    s.objs.insert(mapped, obj);
                }
            }
        }
        for (id, cell) in &callee.cells {
            let mapped = sub.cell(&mut s, *id);
            let val = sub.val(&mut s, &cell.val);
            s.cells.insert(
                mapped,
                crate::domain::state::Cell {
                    val,
                    leaked: cell.leaked,
                },
            );
        }
        for (id, task) in &callee.tasks {
            let mapped = sub.task(&mut s, *id);
            let task = Task {
                holds: task.holds.iter().map(|v| sub.val(&mut s, v)).collect(),
                output: sub.val(&mut s, &task.output),
                body: sub.val(&mut s, &task.body),
                site: task.site.through(call),
                ..task.clone()
            };
            s.tasks.insert(mapped, task);
        }
        let mut writes = Vec::new();
        for (e, v) in &callee.mem {
            let v = sub.val(&mut s, v);
            let target = if e.is_input() {
                sub.pointee(&mut s, e)
            } else if is_content(&v) {
                Some(Loc {
                    root: Root::Mem(Rc::new(sub.expr(&mut s, e))),
                    path: Vec::new(),
                })
            } else {
                None
            };
            if let Some(loc) = target {
                let pointer = match &v {
                    Val::Ref(_) | Val::Shared(_) | Val::Guard(_) => true,
                    Val::Sym(_, ty) => matches!(**ty, Type::Ref(_) | Type::Shared(_)),
                    _ => false,
                };
                let loc = match v.wrap() {
                    Some(wrap) => {
                        let around = self.solver.deref_to(&mut s, loc.clone(), wrap.inside());
                        around.unwrap_or(loc)
                    }
                    None if pointer => loc,
                    None => self.solver.deref_all(&mut s, loc),
                };
                writes.push((loc, v));
            }
        }
        for (id, v) in &callee.statics {
            let v = sub.val(&mut s, v);
            writes.push((
                Loc {
                    root: Root::Static(*id),
                    path: Vec::new(),
                },
                v,
            ));
        }
        for (loc, v) in writes {
            let v = match (self.solver.read(&s, &loc), v) {
                // What the callee has put into a set goes beside what is there.
                (Val::TaskSet(there, ty), Val::TaskSet(more, _)) => {
                    let ids = there.iter().chain(more.iter()).copied();
                    Val::TaskSet(Rc::new(ids.collect()), ty)
                }
                (_, v) => v,
            };
            self.solver.write(&mut s, &loc, v);
        }
        s.lost = callee.lost.or(s.lost);
        s.recent
            .follow(&callee.recent, call, |id| sub.objs.get(&id).copied());
        s.fed |= callee.fed;
        s.cut |= callee.cut;
        s.endless |= callee.endless || callee.lost.is_some() && self.in_endless_loop();
        for e in &callee.ended {
            match sub.input(e) {
                Val::Task(id, _) => {
                    s.tasks.remove(&id);
                }
                Val::Sym(e, _) if e.is_input() => {
                    s.ended.insert((*e).clone());
                }
                _ => {}
            }
        }
        for (v, holder) in &callee.in_call {
            let v = sub.val(&mut s, v);
            s.in_call.push((v, holder.clone()));
        }
        for (symbol, answer) in &callee.answers {
            if let Some(obj) = sub.objs.get(&answer.obj).copied()
                && let Expr::Sym(symbol) = sub.expr(&mut s, &Expr::Sym(*symbol))
            {
                s.answers.insert(symbol, Answer { obj, ..*answer });
            }
        }
        let ret = sub.val(&mut s, &outcome.ret);
        let exit = match outcome.exit {
            Exit::Opening(id) => Exit::Opening(sub.objs.get(&id).copied()?),
            exit => exit,
        };
        Some(Applied {
            state: s,
            ret,
            exit,
            was_open,
        })
    }

    /// The caller's connection for a handle that the callee got from it.
    fn input_obj(&self, sub: &mut Subst<'_, '_>, s: &mut State, e: &Expr, obj: &Obj) -> ObjId {
        let v = sub.input(e);
        let mut scratch = s.clone();
        match self.solver.look_through(&mut scratch, &v) {
            (Val::Obj(id, _), _) => id,
            (Val::Sym(e, _), loc) if e.is_input() => {
                if let Some((id, _)) = s.objs.iter().find(|(_, o)| o.input.as_deref() == Some(&*e))
                {
                    return *id;
                }
                let id = s.add_obj(Obj {
                    input: Some(e.clone()),
                    status: Status::Unknown,
                    opened: None,
                    identity: Some(e.field("identity")),
                    endpoint: Some(e.field("endpoint")),
                    on: None,
                    doubt: None,
                    kept: Vec::new(),
                    queued: false,
                    ..obj.clone()
                });
                if let Some(loc) = loc {
                    self.solver.write(s, &loc, Val::Obj(id, obj.ty));
                }
                id
            }
            _ => s.fresh_obj(),
        }
    }
}
