//! What is opened on a connection and ends with it: sessions and links.

use double_connect_clients::access::AccessPath;
use double_connect_clients::model::Exclusive;

use super::ModelCall;
use crate::domain::expr::{Expr, Same};
use crate::domain::hold::holders;
use crate::domain::state::Status;
use crate::domain::{Obj, ObjId, State};
use crate::solve::Frame;

impl Frame<'_, '_> {
    /// What a call opens something on. Where its model says where the endpoint is and that is not known, it is one that
    /// equals no other.
    pub(super) fn opened_on(
        &mut self,
        s: &mut State,
        on: Option<&AccessPath>,
        endpoint: (&[AccessPath], &mut Option<Expr>),
        call: &ModelCall<'_>,
    ) -> Option<ObjId> {
        let (paths, known) = endpoint;
        let on = self.handle(s, on?, call);
        if !paths.is_empty() && known.is_none() {
            *known = Some(s.symbol());
        }
        on
    }

    /// Whether it is no connection but something that was opened on one: its end tells nothing of the connection's.
    pub(super) fn lives_on_another(&self, s: &State, id: ObjId) -> bool {
        let own = |o: &Obj| o.on.is_some() || self.exclusive(o).is_of_links();
        s.objs.get(&id).is_some_and(own)
    }

    /// What excludes a second one of it.
    pub(in crate::solve) fn exclusive(&self, obj: &Obj) -> Exclusive {
        self.solver
            .clients
            .model(obj.ty.model)
            .exclusive(obj.ty.index)
    }

    /// Whether all that it was opened on is still there: nothing of it has been closed or dropped.
    pub(in crate::solve) fn stands(&self, s: &State, id: ObjId) -> bool {
        s.opened_under(id).into_iter().all(|on| {
            s.objs.get(&on).is_some_and(|o| {
                matches!(o.status, Status::Open | Status::Unknown)
                    && !holders(s, self, on).is_empty()
            })
        })
    }

    /// Whether two links were opened on connections between which their names count: one connection, if the sessions are
    /// not the same (there the crate itself sees to it), or two of one identity at one endpoint.
    pub(in crate::solve) fn same_scope(&self, s: &State, a: ObjId, b: ObjId) -> bool {
        let (a, b) = (s.opened_under(a), s.opened_under(b));
        if a.is_empty() || a.first() == b.first() {
            return false;
        }
        let (Some(a), Some(b)) = (a.last(), b.last()) else {
            return false;
        };
        if a == b {
            return true;
        }
        let (Some(a), Some(b)) = (s.objs.get(a), s.objs.get(b)) else {
            return false;
        };
        let same = |a: &Option<Expr>, b: &Option<Expr>| match (a, b) {
            (Some(a), Some(b)) => a.same(b) == Same::Yes,
            _ => false,
        };
        a.ty == b.ty && same(&a.identity, &b.identity) && same(&a.endpoint, &b.endpoint)
    }
}
