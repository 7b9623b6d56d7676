//! Drops: a value's own `Drop`, and notes of drops that only look like the end of a connection.

use double_connect_clients::model::DropEffect;

use super::Frame;
use crate::domain::{Loc, State, Type, Val};
use crate::facts::AttemptKind;
use crate::names::AdtId;
use crate::source::Span;

impl Frame<'_, '_> {
    /// A value is dropped: its own `Drop` runs; an explicit drop of what only looks like the connection is noted.
    pub(crate) fn dropped(&mut self, mut s: State, v: Val, explicit: Option<Span>) -> Vec<State> {
        if let Some(span) = explicit {
            self.note_drop(&mut s, &v, span);
        }
        let mut with_drop: Vec<(AdtId, Val)> = Vec::new();
        v.walk(&mut |v| {
            if let Val::Adt(adt) = v
                && let Type::Adt(id, _) = &adt.ty
                && self.solver.program.drop_impl(*id).is_some()
            {
                with_drop.push((*id, Val::Adt(adt.clone())));
            }
        });
        let mut states = vec![s];
        for (id, v) in with_drop {
            let Some(f) = self.solver.program.drop_impl(id) else {
                continue;
            };
            let mut next = Vec::new();
            for mut s in states {
                let cell = s.add_cell(v.clone(), None);
                let this = Val::Ref(Loc {
                    root: crate::domain::Root::Cell(cell),
                    path: Vec::new(),
                });
                let span = self.solver.program[f].ir.name_span;
                next.extend(
                    self.call_fn(s, f, vec![this], span)
                        .into_iter()
                        .map(|(s, _)| s),
                );
            }
            states = next;
        }
        states
    }

    /// Notes that one of perhaps several handles of a connection is gone: what is left is then called a clone.
    pub(crate) fn note_clone_drop(&self, s: &mut State, v: &Val) {
        use double_connect_clients::model::Role;
        let mut ids = Vec::new();
        v.walk(&mut |v| match v {
            Val::Obj(id, ty) if self.solver.type_model(*ty).role == Role::Owner => ids.push(*id),
            Val::Shared(cell) => ids.extend(
                s.cells
                    .get(cell)
                    .map(|c| super::check::objs(&c.val))
                    .unwrap_or_default(),
            ),
            _ => {}
        });
        for id in ids {
            if let Some(obj) = s.objs.get_mut(&id) {
                obj.clone_dropped.0 = true;
            }
        }
    }

    /// Notes an explicit drop that closes nothing: of a sender, of a task's handle.
    fn note_drop(&mut self, s: &mut State, v: &Val, span: Span) {
        use double_connect_clients::model::Role;
        let mut notes = Vec::new();
        self.note_clone_drop(s, v);
        self.note_drop_closes(s, v, span);
        v.walk(&mut |v| match v {
            Val::Obj(id, ty) if self.solver.type_model(*ty).role == Role::Sender => {
                notes.push((*id, AttemptKind::SenderDropped));
            }
            Val::Task(id, ty) if self.solver.type_model(*ty).drop == DropEffect::Nothing => {
                if let Some(task) = s.tasks.get(id) {
                    for held in &task.holds {
                        notes.extend(
                            super::check::objs(held)
                                .into_iter()
                                .map(|o| (o, AttemptKind::HandleDropped)),
                        );
                    }
                }
            }
            _ => {}
        });
        for (id, why) in notes {
            if s.objs
                .get(&id)
                .is_some_and(|o| o.status == crate::domain::Status::Open)
            {
                Self::attempt(s, id, span, why);
            }
        }
    }
}
