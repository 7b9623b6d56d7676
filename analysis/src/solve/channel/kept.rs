//! Whether a task keeps what it has received until it receives something else.

use double_connect_clients::TypeId;
use double_connect_clients::model::Role;

use crate::domain::channel::{Content, is_content};
use crate::domain::hold::holders;
use crate::domain::state::{Shape, Status};
use crate::domain::{Expr, Obj, ObjId, State, Type, Val};
use crate::solve::Frame;
use crate::solve::subst::Subst;
use crate::solve::summary::Summary;

impl Frame<'_, '_> {
    /// The body waits, or receives something else: notes of each channel from which it has received something whether that
    /// is still there.
    pub(crate) fn watch_channels(&mut self, s: &State) {
        for (place, content) in &s.mem {
            if !place.is_input() || !is_content(content) {
                continue;
            }
            let content = Content::of(s, place);
            let newest = content.taken.filter(|v| self.is_of_connection(s, v));
            let Some(taken) = newest.or(content.before) else {
                continue;
            };
            let kept = self.is_there(s, &taken);
            let known = self.keeps.entry(place.clone()).or_insert(true);
            *known = *known && kept;
        }
    }

    /// Whether what was taken is some part of a connection: a variant without payload is none.
    pub(super) fn is_of_connection(&self, s: &State, taken: &Val) -> bool {
        let holds = |ty: &Type| self.solver.may_hold(ty);
        taken.any(|v| match v {
            Val::Obj(..) => true,
            Val::Sym(e, ty) => match s.shapes.get(&**e) {
                Some(Shape::Variant(variant)) => {
                    let width = self.solver.width(ty, Some(variant));
                    let part = |i: usize| self.solver.component(ty, &format!("{variant}.{i}"));
                    width.is_none_or(|width| (0..width).any(|i| holds(&part(i))))
                }
                _ => holds(ty),
            },
            _ => false,
        })
    }

    /// Whether somebody in this state holds a connection of which a part was taken, and nothing says that it is closed.
    fn is_there(&self, s: &State, taken: &Val) -> bool {
        let mut owners = 0;
        let mut there = true;
        taken.walk(&mut |v| match v {
            Val::Obj(id, ty) if self.is_owner(*ty) => {
                owners += 1;
                there &= self.is_kept(s, *id);
            }
            Val::Sym(e, _) => {
                owners += 1;
                there &= self.part_is_there(s, e);
            }
            _ => {}
        });
        there && owners == 1
    }

    fn part_is_there(&self, s: &State, whole: &Expr) -> bool {
        let of = |obj: &Obj| origin(obj).is_some_and(|e| is_part(e, whole));
        if s.objs
            .iter()
            .any(|(id, obj)| of(obj) && self.is_kept(s, *id))
        {
            return true;
        }
        let untouched = |v: &Val| match v {
            // All of it, whatever it is, or the handle in it.
            Val::Sym(e, ty) => {
                **e == *whole
                    || matches!(**ty, Type::Handle(ty) if self.is_owner(ty)) && is_part(e, whole)
            }
            _ => false,
        };
        let touched = |e: &Expr| s.objs.values().any(|o| origin(o) == Some(e));
        let slots = s.mem.values().filter(|v| !is_content(v));
        let cells = s.cells.values().map(|c| &c.val);
        let tasks = s.tasks.values().flat_map(|t| &t.holds);
        let called = s.in_call.iter().map(|(v, _)| v);
        let mut roots = s.locals.values().chain(slots).chain(cells).chain(tasks);
        let has =
            |root: &Val| root.any(|v| untouched(v) && !matches!(v, Val::Sym(e, _) if touched(e)));
        roots.any(has) || called.into_iter().any(has)
    }

    /// Whether a connection may be open, and somebody holds it.
    fn is_kept(&self, s: &State, id: ObjId) -> bool {
        is_alive(s, id) && !holders(s, self, id).is_empty()
    }

    fn is_owner(&self, ty: TypeId) -> bool {
        matches!(self.solver.type_model(ty).role, Role::Owner | Role::Keeper)
    }

    /// What a callee tells of the channels that it got is told of those of this body.
    pub(crate) fn watched_by_callee(&mut self, s: &State, summary: &Summary, args: &[Val]) {
        for (place, kept) in &summary.keeps {
            let v = Subst::new(self.solver, args, s).input(place);
            if let Val::Sym(place, _) = v
                && place.is_input()
            {
                let known = self.keeps.entry(place).or_insert(true);
                *known = *known && *kept;
            }
        }
    }

    /// The parts of connections that a value has, as something that keeps nothing.
    pub(super) fn without_owning(&self, s: &State, v: &Val) -> Val {
        let mut parts = Vec::new();
        self.each_part(s, v, &mut |part| parts.push(part.clone()));
        Val::tuple(parts)
    }

    pub(super) fn each_part(&self, s: &State, v: &Val, f: &mut dyn FnMut(&Val)) {
        v.walk(&mut |v| match v {
            Val::Obj(..) => f(v),
            Val::Sym(_, ty) if self.solver.may_hold(ty) => f(v),
            Val::Shared(cell) => {
                if let Some(cell) = s.cells.get(cell) {
                    cell.val.walk(&mut |v| {
                        if matches!(v, Val::Obj(..)) {
                            f(v);
                        }
                    });
                }
            }
            _ => {}
        });
    }
}

/// Whether a connection may be open.
fn is_alive(s: &State, id: ObjId) -> bool {
    let obj = s.objs.get(&id);
    obj.is_some_and(|o| matches!(o.status, Status::Open | Status::Unknown) && !o.queued)
}

/// Of a connection that came in, or out of a channel: the value that it was.
fn origin(obj: &Obj) -> Option<&Expr> {
    match (&obj.input, &obj.identity) {
        (Some(e), _) => Some(e),
        (None, Some(Expr::Field(e, part))) if &**part == "identity" => Some(e),
        _ => None,
    }
}

/// Whether an expression is a value or a component of it.
fn is_part(e: &Expr, whole: &Expr) -> bool {
    e == whole || matches!(e, Expr::Field(base, _) if is_part(base, whole))
}
