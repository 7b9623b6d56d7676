//! Calls that close a connection, or seem to.

use double_connect_clients::model::{Close, CloseEffect};

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
        if let Some(id) = self.handle(&mut s, &close.handle, call) {
            self.close_by(&mut s, id, close.effect, close.reopens, call.span);
        }
        if close.returns.is_empty() {
            let ok = s.opaque(Type::Unknown);
            return vec![(s, ok)];
        }
        self.results(s, &close.returns, None, call.model)
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
            CloseEffect::Closes => lose(s, id),
            CloseEffect::Requests => {
                if let Some(obj) = s.objs.get_mut(&id) {
                    obj.status = Status::Closing;
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
}

/// The connection is closed.
pub(crate) fn lose(s: &mut State, id: ObjId) {
    s.lost = Some(true);
    if let Some(obj) = s.objs.get_mut(&id) {
        obj.status = Status::Closed;
        obj.queued = false;
        obj.opened = None;
        obj.attempts.0.clear();
    }
}
