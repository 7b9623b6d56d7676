//! Calls that close a connection, or seem to.

use double_connect_clients::model::{Close, CloseEffect, Role};

use super::ModelCall;
use crate::domain::state::Status;
use crate::domain::{ObjId, State, Type};
use crate::facts::AttemptKind;
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::source::Span;

impl Frame<'_, '_> {
    /// A call that closes, or seems to.
    pub(super) fn close(&mut self, mut s: State, close: &Close, call: &ModelCall<'_>) -> Values {
        let mut kept = None;
        if let Some(id) = self.handle(&mut s, &close.handle, call) {
            if self.returns_keeper(close, call) {
                kept = Self::part_with(&mut s, id);
            }
            self.close_by(&mut s, id, close.effect, close.reopens, call.span);
        }
        if close.returns.is_empty() {
            let ok = s.opaque(Type::Unknown);
            return vec![(s, ok)];
        }
        self.results(s, &close.returns, kept, call.model)
    }

    /// Whether the call gives back something that holds the connection open: its transport.
    fn returns_keeper(&self, close: &Close, call: &ModelCall<'_>) -> bool {
        let model = self.solver.clients.model(call.model);
        close
            .returns
            .values()
            .filter_map(|name| model.type_index(name))
            .any(|index| model.ty(index).role == Role::Keeper)
    }

    /// What is open of a handle's connection goes over to something else: a connection of its own from now on.
    fn part_with(s: &mut State, id: ObjId) -> Option<ObjId> {
        let obj = s.objs.get(&id).filter(|o| o.status == Status::Open)?;
        let mut obj = obj.clone();
        obj.input = None;
        obj.reconnects = false;
        obj.kept.clear();
        Some(s.add_obj(obj))
    }

    pub(super) fn close_by(
        &mut self,
        s: &mut State,
        id: ObjId,
        effect: CloseEffect,
        reopens: bool,
        span: Span,
    ) {
        if matches!(effect, CloseEffect::Closes | CloseEffect::Requests) {
            self.note_close(s, id, span);
        }
        match effect {
            CloseEffect::Closes => {
                // Whoever closes it has not lost it.
                let before = s.lost;
                self.lose(s, id);
                if s.lost != before {
                    s.lost = Some(false);
                }
            }
            CloseEffect::Requests => {
                for id in std::iter::once(id).chain(s.opened_on(id)) {
                    if let Some(obj) = s.objs.get_mut(&id) {
                        obj.status = Status::Closing;
                    }
                }
            }
            CloseEffect::Queues => {
                if let Some(obj) = s.objs.get_mut(&id) {
                    obj.queued = true;
                    obj.reopens |= reopens;
                }
                Self::attempt(s, id, span, AttemptKind::QueuedUnpolled);
            }
            CloseEffect::None => Self::attempt(s, id, span, AttemptKind::NoEffect),
        }
    }

    /// The connection is closed, and with it what was opened on it.
    pub(super) fn lose(&self, s: &mut State, id: ObjId) {
        if !self.lives_on_another(s, id) {
            s.lost = Some(true);
        }
        for id in std::iter::once(id).chain(s.opened_on(id)) {
            if let Some(obj) = s.objs.get_mut(&id) {
                obj.status = Status::Closed;
                obj.queued = false;
                obj.opened = None;
                obj.doubt = None;
                obj.attempts.0.clear();
            }
        }
    }
}
