//! Canonical form: numbers given in the order in which things are reached, what is out of reach forgotten. Two states
//! that mean the same become equal, so that loops come to an end.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::expr::Expr;
use super::place::{Loc, Root};
use super::state::{CellId, ObjId, State, Status, TaskId};
use super::value::Val;

/// Which things a numbering has seen.
#[derive(Default)]
struct Numbering {
    syms: FxHashMap<u32, u32>,
    objs: FxHashMap<ObjId, ObjId>,
    cells: FxHashMap<CellId, CellId>,
    tasks: FxHashMap<TaskId, TaskId>,
    obj_order: Vec<ObjId>,
    cell_order: Vec<CellId>,
    task_order: Vec<TaskId>,
    next: u32,
}

impl Numbering {
    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next
    }

    fn symbol(&mut self, n: u32) -> u32 {
        *self.syms.entry(n).or_insert_with(|| {
            self.next += 1;
            self.next
        })
    }

    fn expr(&mut self, e: &Expr) -> Expr {
        e.rename(&mut |n| self.symbol(n))
    }

    /// As [`Numbering::expr`]; what keeps its numbers is not copied.
    fn shared(&mut self, e: &Rc<Expr>) -> Rc<Expr> {
        Expr::rename_shared(e, &mut |n| self.symbol(n))
    }

    fn obj(&mut self, id: ObjId) -> ObjId {
        if let Some(new) = self.objs.get(&id) {
            return *new;
        }
        let new = ObjId(self.number());
        self.objs.insert(id, new);
        self.obj_order.push(id);
        new
    }

    fn cell(&mut self, id: CellId) -> CellId {
        if let Some(new) = self.cells.get(&id) {
            return *new;
        }
        let new = CellId(self.number());
        self.cells.insert(id, new);
        self.cell_order.push(id);
        new
    }

    fn task(&mut self, id: TaskId) -> TaskId {
        if let Some(new) = self.tasks.get(&id) {
            return *new;
        }
        let new = TaskId(self.number());
        self.tasks.insert(id, new);
        self.task_order.push(id);
        new
    }

    fn loc(&mut self, loc: &Loc) -> Loc {
        let root = match &loc.root {
            Root::Cell(c) => Root::Cell(self.cell(*c)),
            Root::Mem(e) => Root::Mem(self.shared(e)),
            other => other.clone(),
        };
        Loc {
            root,
            path: loc.path.clone(),
        }
    }

    fn val(&mut self, v: &Val) -> Val {
        // The two closures of `map` both need the numbering, one after the other.
        let this = std::cell::RefCell::new(self);
        v.map(
            &mut |leaf| {
                let mut n = this.borrow_mut();
                match leaf {
                    Val::Sym(e, ty) => Val::Sym(n.shared(e), ty.clone()),
                    Val::Gone(e, ty) => Val::Gone(n.shared(e), ty.clone()),
                    Val::Obj(o, ty) => Val::Obj(n.obj(*o), *ty),
                    Val::Task(t, ty) => Val::Task(n.task(*t), *ty),
                    Val::TaskSet(ts, ty) => {
                        Val::TaskSet(Rc::new(ts.iter().map(|t| n.task(*t)).collect()), *ty)
                    }
                    Val::Ref(loc) => Val::Ref(n.loc(loc)),
                    Val::Guard(loc) => Val::Guard(n.loc(loc)),
                    Val::Shared(c) => Val::Shared(n.cell(*c)),
                    other => other.clone(),
                }
            },
            &mut |e| this.borrow_mut().expr(e),
        )
    }
}

/// The canonical form of a state. `survives` says which connections live on with nobody holding them (their clients
/// work in the background); other connections that cannot be reached are forgotten, as are tasks that have ended.
pub(crate) fn canonical(state: &State, survives: &dyn Fn(&super::Obj) -> bool) -> State {
    let mut n = Numbering::default();
    let mut out = State::default();
    for (local, v) in &state.locals {
        if *v != Val::Moved {
            let v = n.val(v);
            out.locals.insert(*local, v);
        }
    }
    for (id, v) in &state.statics {
        let v = n.val(v);
        out.statics.insert(*id, v);
    }
    // Memory behind inputs is always kept; behind other pointers only if somebody still has the pointer.
    for (e, v) in state.mem.iter().filter(|(e, _)| e.is_input()) {
        let v = n.val(v);
        out.mem.insert(e.clone(), v);
    }
    out.in_call = state
        .in_call
        .iter()
        .map(|(v, h)| (n.val(v), h.clone()))
        .collect();
    let surplus = super::surplus::surplus(state);
    for (id, cell) in &state.cells {
        if cell.leaked.is_some() && !surplus.cells.contains(id) {
            n.cell(*id);
        }
    }
    for (id, task) in &state.tasks {
        if !task.aborts_on_drop && !surplus.tasks.contains(id) {
            n.task(*id);
        }
    }
    for (id, obj) in &state.objs {
        if obj.input.is_some() || (survives(obj) && obj.status == Status::Open) {
            n.obj(*id);
        }
    }
    out.recent = state.recent.clone();
    for (id, _) in &mut out.recent.asked {
        *id = n.obj(*id);
    }
    let (mut cells, mut objs, mut tasks) = (0, 0, 0);
    let mut mem_done = false;
    loop {
        if let Some(id) = n.cell_order.get(cells).copied() {
            cells += 1;
            if let Some(cell) = state.cells.get(&id) {
                let val = n.val(&cell.val);
                out.cells.insert(
                    n.cells[&id],
                    super::state::Cell {
                        val,
                        leaked: cell.leaked,
                    },
                );
            }
        } else if let Some(id) = n.obj_order.get(objs).copied() {
            objs += 1;
            if let Some(obj) = state.objs.get(&id) {
                let mut obj = obj.clone();
                obj.identity = obj.identity.map(|e| n.expr(&e));
                obj.endpoint = obj.endpoint.map(|e| n.expr(&e));
                obj.on = obj.on.map(|on| n.obj(on));
                obj.kept = obj.kept.iter().map(|v| n.val(v)).collect();
                obj.input = obj.input.map(|e| n.shared(&e));
                out.objs.insert(n.objs[&id], obj);
            }
        } else if let Some(id) = n.task_order.get(tasks).copied() {
            tasks += 1;
            if let Some(task) = state.tasks.get(&id) {
                let mut task = task.clone();
                task.holds = task.holds.iter().map(|v| n.val(v)).collect();
                task.output = n.val(&task.output);
                task.body = n.val(&task.body);
                out.tasks.insert(n.tasks[&id], task);
            }
        } else if !mem_done {
            mem_done = true;
            for (e, v) in state.mem.iter().filter(|(e, _)| !e.is_input()) {
                if known(e, &n) {
                    let e = n.shared(e);
                    let v = n.val(v);
                    out.mem.insert(e, v);
                    mem_done = false;
                }
            }
            // Another round only if that has reached anything new.
            mem_done = mem_done
                || (cells == n.cell_order.len()
                    && objs == n.obj_order.len()
                    && tasks == n.task_order.len());
            if mem_done {
                break;
            }
        } else {
            break;
        }
    }
    for (e, ty) in &state.pointers {
        if known(e, &n) {
            out.pointers.insert(n.shared(e), ty.clone());
        }
    }
    for (e, shape) in &state.shapes {
        if known(e, &n) {
            let e = n.expr(e);
            out.shapes.insert(e, shape.clone());
        }
    }
    for (symbol, answer) in &state.answers {
        if let (Some(symbol), Some(obj)) = (n.syms.get(symbol), n.objs.get(&answer.obj)) {
            let answer = super::doubt::Answer {
                obj: *obj,
                ..*answer
            };
            out.answers.insert(*symbol, answer);
        }
    }
    out.lost = state.lost;
    out.endless = state.endless;
    (out.fed, out.cut) = (state.fed, state.cut);
    out.ended = state
        .ended
        .iter()
        .filter(|e| e.is_input())
        .cloned()
        .collect();
    out.next.0 = n.next;
    out
}

/// Whether all symbols of an expression have been reached.
fn known(e: &Expr, n: &Numbering) -> bool {
    !e.any(&mut |x| matches!(x, Expr::Sym(s) if !n.syms.contains_key(s)))
}
