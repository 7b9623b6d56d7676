//! Drops that only ask for the close of a connection, and what opens right after them.

use double_connect_clients::model::{DropEffect, Role};

use super::Frame;
use super::check::objs;
use crate::domain::hold::holders;
use crate::domain::state::Status;
use crate::domain::{Obj, ObjId, State, Val};
use crate::facts::{Holder, HolderKind};
use crate::source::Span;

impl Frame<'_, '_> {
    /// A value is dropped: connections that were open, and may be for a while, are remembered until time has passed.
    pub(crate) fn ask_for_close(&self, s: &mut State, v: &Val, span: Span) {
        let asks = |o: &Obj| {
            let ty = self.solver.type_model(o.ty);
            let open = matches!(o.status, Status::Open | Status::Unknown) && !o.queued;
            ty.role == Role::Owner && ty.drop == DropEffect::RequestsClose && open
        };
        for id in objs(v) {
            if s.objs.get(&id).is_some_and(asks) {
                s.recent.ask(id, span);
            }
        }
    }

    /// What speaks for a connection that nobody holds any more, if the drop that has asked for its close was just now.
    pub(super) fn closing(&self, s: &State, id: ObjId) -> Option<Holder> {
        let (_, span) = s.recent.asked.iter().find(|(asked, _)| *asked == id)?;
        holders(s, self, id).is_empty().then_some(Holder {
            kind: HolderKind::Closing,
            name: None,
            span: Some(*span),
            until: None,
            uses: 1,
        })
    }
}
