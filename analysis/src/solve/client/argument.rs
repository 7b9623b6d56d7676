//! The arguments of a modelled call by access path: values, and the connections of handles.

use double_connect_clients::access::{AccessPath, Root as AccessRoot, Step};
use double_connect_clients::model::{Reconnects, Role};

use super::ModelCall;
use crate::domain::state::{Aside, Site, Status};
use crate::domain::{Loc, Obj, ObjId, Root, State, Type, Val};
use crate::solve::Frame;

impl Frame<'_, '_> {
    /// The value at an access path of the call's arguments.
    pub(in crate::solve) fn argument(
        &self,
        s: &mut State,
        path: &AccessPath,
        call: &ModelCall<'_>,
    ) -> Option<Val> {
        let root = match path.root {
            AccessRoot::Receiver => Val::Ref(call.receiver.as_ref()?.0.clone()),
            AccessRoot::Argument(n) => call.args.get(n as usize)?.clone(),
            AccessRoot::Return => return None,
        };
        let mut v = root;
        for step in &path.steps {
            let name = match step {
                Step::Payload(name) => format!("{name}.0"),
                Step::Tuple(n) => n.to_string(),
                Step::Field(name) => name.clone(),
                _ => return None,
            };
            v = self.solver.look_through(s, &v).0;
            // A path that leads through a tuple or variant means nothing on a value that is none.
            match (&v, step) {
                (Val::Adt(_), _) => {}
                (Val::Sym(_, ty), Step::Tuple(_)) if matches!(**ty, Type::Tuple(_)) => {}
                (Val::Sym(..), Step::Payload(_) | Step::Field(_)) => {}
                _ => return None,
            }
            v = self.solver.select(&v, &name);
        }
        Some(v)
    }

    /// The connection at an access path.
    pub(crate) fn handle(
        &mut self,
        s: &mut State,
        path: &AccessPath,
        call: &ModelCall<'_>,
    ) -> Option<ObjId> {
        let v = self.argument(s, path, call)?;
        let (v, loc) = self.solver.look_through(s, &v);
        self.obj_of(s, &v, loc.as_ref())
    }

    /// The connection of a handle value; one that came from the caller gets its place in the state now.
    pub(crate) fn obj_of(&mut self, s: &mut State, v: &Val, loc: Option<&Loc>) -> Option<ObjId> {
        match v {
            Val::Obj(id, _) => Some(*id),
            Val::Sym(e, ty) => {
                let Type::Handle(ty) = **ty else { return None };
                if !matches!(
                    self.solver.type_model(ty).role,
                    Role::Owner | Role::Sender | Role::Keeper
                ) {
                    return None;
                }
                let known = s
                    .objs
                    .iter()
                    .find(|(_, o)| o.input.as_deref() == Some(&**e))
                    .map(|(id, _)| *id);
                let id = known.unwrap_or_else(|| {
                    s.add_obj(Obj {
                        ty,
                        created: Site::here(self.body().span),
                        opened: None,
                        status: Status::Unknown,
                        queued: false,
                        reopens: false,
                        anew: false,
                        identity: Some(e.field("identity")),
                        endpoint: Some(e.field("endpoint")),
                        reconnects: matches!(
                            self.solver.type_model(ty).reconnects,
                            Reconnects::OnUse | Reconnects::InBackground
                        ),
                        input: e.is_input().then(|| e.clone()),
                        on: None,
                        doubt: None,
                        kept: Vec::new(),
                        attempts: Aside::default(),
                        clone_dropped: Aside::default(),
                    })
                });
                if let Some(loc) = loc {
                    self.solver.write(s, loc, Val::Obj(id, ty));
                }
                Some(id)
            }
            _ => None,
        }
    }

    /// Whether a location lies in a variable (not in a temporary, which is gone at the end of its statement).
    pub(super) fn is_variable(&self, loc: &Loc) -> bool {
        use crate::domain::hold::HoldContext;
        match &loc.root {
            Root::Local(l) => self.local(*l).is_some_and(|d| d.name.is_some()),
            Root::Mem(_) | Root::Static(_) => true,
            Root::Cell(_) => false,
        }
    }
}
