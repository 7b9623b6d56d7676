//! Calls that make a handle.

use double_connect_clients::TypeId;
use double_connect_clients::access::AccessPath;
use double_connect_clients::model::{Create, Reconnects, Role};

use super::ModelCall;
use crate::domain::expr::Expr;
use crate::domain::state::{Aside, Site, Status};
use crate::domain::{Obj, ObjId, State};
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// A call that makes a handle.
    pub(super) fn create(&mut self, mut s: State, create: &Create, call: &ModelCall<'_>) -> Values {
        let (identity, mut endpoint, reconnects) = self.options(
            &mut s,
            create.options.as_ref(),
            create.identity.as_ref(),
            &create.endpoint,
            call,
        );
        let on = self.opened_on(
            &mut s,
            create.on.as_ref(),
            (&create.endpoint, &mut endpoint),
            call,
        );
        let id = self.new_obj(
            &mut s,
            &create.returns,
            identity,
            endpoint,
            reconnects,
            call,
        );
        if let Some(obj) = s.objs.get_mut(&id) {
            obj.on = on;
        }
        self.results(s, &create.returns, Some(id), call.model)
    }

    pub(super) fn new_obj(
        &mut self,
        s: &mut State,
        returns: &std::collections::BTreeMap<AccessPath, String>,
        identity: Option<Expr>,
        endpoint: Option<Expr>,
        reconnects: bool,
        call: &ModelCall<'_>,
    ) -> ObjId {
        let model = self.solver.clients.model(call.model);
        let types: Vec<u32> = returns
            .values()
            .filter_map(|name| model.type_index(name))
            .collect();
        let main = types
            .iter()
            .copied()
            .find(|t| model.ty(*t).role == Role::Owner)
            .or(types.first().copied())
            .unwrap_or(0);
        let ty = TypeId {
            model: call.model,
            index: main,
        };
        let reconnects = match model.ty(main).reconnects {
            Reconnects::Never => false,
            Reconnects::OnUse | Reconnects::InBackground => true,
            Reconnects::IfConfigured => reconnects,
        };
        s.add_obj(Obj {
            ty,
            created: Site::here(call.span),
            opened: None,
            status: Status::Closed,
            queued: false,
            reopens: false,
            anew: false,
            identity,
            endpoint,
            reconnects,
            input: None,
            on: None,
            kept: Vec::new(),
            attempts: Aside::default(),
            clone_dropped: Aside::default(),
            doubt: None,
        })
    }
}
