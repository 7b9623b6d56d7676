//! What a loop leaves behind at each turn, leaked values and detached tasks, is kept once: a second one that nobody can
//! tell from the first adds nothing but a state that never comes to rest.

use std::collections::BTreeSet;

use double_connect_clients::TypeId;

use super::expr::Expr;
use super::place::Root;
use super::state::{CellId, ObjId, Site, State, Status, Task, TaskEnd, TaskId};
use super::value::Val;
use crate::source::Span;

/// Cells and tasks that need not be kept.
#[derive(Default)]
pub(super) struct Surplus {
    pub(super) cells: BTreeSet<CellId>,
    pub(super) tasks: BTreeSet<TaskId>,
}

/// A connection without its number.
type Face<'a> = (
    TypeId,
    Status,
    bool,
    &'a Option<Site>,
    &'a Option<Expr>,
    &'a Option<Expr>,
);

/// What values hold: the connections, and what came in, of which each is one of its own.
type Faces<'a> = (Vec<Face<'a>>, Vec<Expr>);

/// Finds the surplus of a state.
pub(super) fn surplus(state: &State) -> Surplus {
    let leaked: Vec<(CellId, Span, &Val)> = state
        .cells
        .iter()
        .filter_map(|(id, cell)| Some((*id, cell.leaked?, &cell.val)))
        .collect();
    let mut out = Surplus::default();
    let many = repeats(leaked.iter().map(|(_, span, _)| *span))
        || repeats(state.tasks.values().map(|t| t.site.span));
    if !many {
        return out;
    }
    let named = Named::of(state);
    let mut cells: Vec<(Span, Faces<'_>)> = Vec::new();
    for (id, span, val) in leaked {
        let Some(faces) = faces(state, &named, std::slice::from_ref(val)) else {
            continue;
        };
        if named.cells.contains(&id) {
            continue;
        }
        if cells.contains(&(span, faces.clone())) {
            out.cells.insert(id);
        } else {
            cells.push((span, faces));
        }
    }
    let mut tasks: Vec<(&Site, TaskEnd, Faces<'_>)> = Vec::new();
    for (id, task) in &state.tasks {
        if named.tasks.contains(id) || has_output(task) {
            continue;
        }
        let Some(faces) = faces(state, &named, &task.holds) else {
            continue;
        };
        let key = (&task.site, task.end, faces);
        if tasks.contains(&key) {
            out.tasks.insert(*id);
        } else {
            tasks.push(key);
        }
    }
    out
}

/// Whether a place comes twice.
fn repeats(mut spans: impl Iterator<Item = Span>) -> bool {
    let mut seen = BTreeSet::new();
    spans.any(|span| !seen.insert(span))
}

fn has_output(task: &Task) -> bool {
    let mut found = false;
    if task.deferred {
        return false;
    }
    task.output.walk(&mut |v| {
        found |= matches!(
            v,
            Val::Obj(..) | Val::Shared(_) | Val::Ref(_) | Val::Task(..)
        );
    });
    found
}

/// The connections in values that hold nothing else of interest; `None` if they hold something that can be reached, or
/// tell of something, elsewhere.
fn faces<'s>(state: &'s State, named: &Named, vals: &[Val]) -> Option<Faces<'s>> {
    let mut out = Vec::new();
    let mut inputs = Vec::new();
    let mut plain = true;
    for v in vals {
        v.walk(&mut |v| {
            inputs.extend(v.came_as().filter(|e| e.is_input()).cloned());
            match v {
                Val::Obj(id, ty) => match state.objs.get(id) {
                    Some(obj) if named.objs.get(*id) == 1 && obj.is_plain() => out.push((
                        *ty,
                        obj.status,
                        obj.queued,
                        &obj.opened,
                        &obj.identity,
                        &obj.endpoint,
                    )),
                    _ => plain = false,
                },
                Val::Shared(_) | Val::Ref(_) | Val::Guard(_) | Val::Task(..) | Val::TaskSet(..) => {
                    plain = false;
                }
                Val::Sym(e, _) => plain &= super::hold::half(e).is_none(),
                _ => {}
            }
        });
    }
    plain.then_some((out, inputs))
}

/// How often each connection is mentioned in a state.
#[derive(Default)]
struct Mentions(std::collections::BTreeMap<ObjId, u32>);

impl Mentions {
    fn get(&self, id: ObjId) -> u32 {
        self.0.get(&id).copied().unwrap_or(0)
    }
}

/// What values of a state name.
#[derive(Default)]
struct Named {
    cells: BTreeSet<CellId>,
    tasks: BTreeSet<TaskId>,
    objs: Mentions,
}

impl Named {
    fn of(state: &State) -> Named {
        let mut named = Named::default();
        let mut look = |v: &Val| v.walk(&mut |v| named.add(v));
        state.locals.values().for_each(&mut look);
        state.mem.values().for_each(&mut look);
        state.statics.values().for_each(&mut look);
        state.cells.values().for_each(|c| look(&c.val));
        state.in_call.iter().for_each(|(v, _)| look(v));
        for task in state.tasks.values() {
            task.holds.iter().for_each(&mut look);
            // What a task runs that is joined later holds what the task holds.
            if !task.deferred {
                look(&task.output);
            }
        }
        for obj in state.objs.values() {
            obj.kept.iter().for_each(&mut look);
        }
        named
    }

    fn add(&mut self, v: &Val) {
        match v {
            Val::Shared(cell) => {
                self.cells.insert(*cell);
            }
            Val::Ref(loc) | Val::Guard(loc) => {
                if let Root::Cell(cell) = loc.root {
                    self.cells.insert(cell);
                }
            }
            Val::Task(id, _) => {
                self.tasks.insert(*id);
            }
            Val::TaskSet(ids, _) => self.tasks.extend(ids.iter().copied()),
            Val::Obj(id, _) => *self.objs.0.entry(*id).or_default() += 1,
            _ => {}
        }
    }
}
