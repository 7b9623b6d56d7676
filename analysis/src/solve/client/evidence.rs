//! Evidence: answers and events that say whether a connection is still there.

use double_connect_clients::access::AccessPath;
use double_connect_clients::model::Reconnects;

use super::ModelCall;
use crate::domain::doubt::Doubt;
use crate::domain::state::Status;
use crate::domain::{Obj, ObjId, State, Type, Val};
use crate::facts::DoubtKind;
use crate::names::ExternId;
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::source::Span;

impl Frame<'_, '_> {
    /// A call whose answer says something of the connection.
    pub(super) fn evidence(
        &mut self,
        mut s: State,
        evidence: &double_connect_clients::model::Evidence,
        call: &ModelCall<'_>,
    ) -> Values {
        use double_connect_clients::model::Proof;
        let task = call.receiver.as_ref();
        let task = match task.map(|(loc, _)| self.solver.read(&s, loc)) {
            Some(Val::Task(id, _)) => Some(id),
            _ => None,
        };
        let id = self.handle(&mut s, &AccessPath::self_argument(), call);
        let Some(is) = evidence.is else {
            let v = s.opaque(Type::Unknown);
            return vec![(s, v)];
        };
        let mut out = Vec::new();
        for (value, proof) in [(is, evidence.proves), (!is, evidence.otherwise)] {
            let mut s = s.clone();
            if let (Some(task), Proof::Gone) = (task, proof) {
                s.end_task(task);
            }
            if let Some(id) = id {
                match proof {
                    Proof::Gone => self.gone(&mut s, id, call.span),
                    // For the moment only: it can be open again by the next line.
                    Proof::Interrupted => s.doubt(id, interrupted(call.span)),
                    Proof::Open if s.objs.get(&id).is_some_and(|o| o.status == Status::Closed) => {
                        continue;
                    }
                    Proof::Open => s.trust(id),
                    _ => {}
                }
            }
            out.push((s, Val::Bool(value)));
        }
        out
    }

    /// What matching a variant of a client's event says: if one connection of that client is known here, it is that
    /// one's.
    pub(crate) fn event_evidence(
        &self,
        s: &mut State,
        krate: ExternId,
        path: &[String],
        span: Span,
    ) {
        use double_connect_clients::model::Proof;
        let Some(model) = self.solver.model_of(krate) else {
            return;
        };
        let Some(evidence) = self.solver.clients.model(model).variant(&path.join("::")) else {
            return;
        };
        let mut open = s
            .objs
            .iter()
            .filter(|(_, o)| o.ty.model == model && o.status == Status::Open);
        let (Some((id, _)), None) = (open.next(), open.next()) else {
            return;
        };
        let id = *id;
        match evidence.proves {
            Proof::Gone => self.gone(s, id, span),
            Proof::Interrupted => s.doubt(id, interrupted(span)),
            _ => {}
        }
    }

    /// A connection is gone, for the moment or for good: that depends on its client.
    fn gone(&self, s: &mut State, id: ObjId, span: Span) {
        let Some(obj) = s.objs.get(&id) else { return };
        let configured = self.solver.type_model(obj.ty).reconnects == Reconnects::IfConfigured;
        if obj.reconnects {
            s.doubt(id, interrupted(span));
        } else if obj.status == Status::Unknown && configured {
            s.lost = Some(true);
            let gone = true;
            s.doubt(
                id,
                Doubt {
                    gone,
                    ..interrupted(span)
                },
            );
        } else {
            self.lose(s, id);
        }
    }

    /// What a callee has seen of a handle of its caller is a proof after all: the caller knows that the client does not
    /// come back by itself.
    pub(crate) fn settle(&self, s: &mut State, id: ObjId) {
        let proof = |o: &Obj| o.input.is_none() && !o.reconnects && o.doubt.is_some_and(|d| d.gone);
        if s.objs.get(&id).is_some_and(proof) {
            self.lose(s, id);
        }
    }
}

fn interrupted(span: Span) -> Doubt {
    Doubt::of(span, DoubtKind::Interrupted)
}
