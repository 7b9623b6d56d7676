//! Evidence: answers and events that say whether a connection is still there.

use double_connect_clients::access::AccessPath;

use super::ModelCall;
use crate::domain::state::Status;
use crate::domain::{State, Type, Val};
use crate::names::ExternId;
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// A call whose answer says something of the connection.
    pub(super) fn evidence(
        &mut self,
        mut s: State,
        evidence: &double_connect_clients::model::Evidence,
        call: &ModelCall<'_>,
    ) -> Values {
        use double_connect_clients::model::Proof;
        let id = self.handle(&mut s, &AccessPath::self_argument(), call);
        let Some(is) = evidence.is else {
            let v = s.opaque(Type::Unknown);
            return vec![(s, v)];
        };
        let mut out = Vec::new();
        for (value, proof) in [(is, evidence.proves), (!is, evidence.otherwise)] {
            let mut s = s.clone();
            if let Some(id) = id {
                let reconnects = s.objs.get(&id).is_some_and(|o| o.reconnects);
                match proof {
                    Proof::Gone if !reconnects => self.lose(&mut s, id),
                    Proof::Gone | Proof::Interrupted => {
                        // For the moment only: it can be open again by the next line.
                    }
                    Proof::Open if s.objs.get(&id).is_some_and(|o| o.status == Status::Closed) => {
                        continue;
                    }
                    _ => {}
                }
            }
            out.push((s, Val::Bool(value)));
        }
        out
    }

    /// What matching a variant of a client's event says: if one connection of that client is known here, it is that
    /// one's.
    pub(crate) fn event_evidence(&self, s: &mut State, krate: ExternId, path: &[String]) {
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
        if let (Proof::Gone, Some((id, obj)), None) = (evidence.proves, open.next(), open.next()) {
            let id = *id;
            if !obj.reconnects {
                self.lose(s, id);
            }
        }
    }
}
