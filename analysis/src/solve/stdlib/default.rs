//! `Default::default()`.

use crate::domain::{State, Type, Val};
use crate::solve::Frame;

impl Frame<'_, '_> {
    /// What `Default::default()` of a type gives; of an unknown type a struct of which nothing is known.
    pub(crate) fn default_of(&self, s: &mut State, ty: &Type) -> Val {
        self.default_within(s, ty, 4)
    }

    fn default_within(&self, s: &mut State, ty: &Type, depth: u32) -> Val {
        use crate::domain::value::{AdtVal, CollVal, OptsVal};
        use double_connect_clients::model::Role;
        if depth == 0 {
            return s.opaque(ty.clone());
        }
        match ty {
            Type::Option(_) => Val::none(),
            Type::Coll(ty) => Val::Coll(std::rc::Rc::new(CollVal {
                keyed: ty.keyed,
                ..CollVal::default()
            })),
            Type::Wrap(wrap, inner) => {
                let v = self.default_within(s, inner, depth - 1);
                Val::wrapped(*wrap, v)
            }
            Type::Bool => Val::Bool(false),
            Type::Data => Val::text(""),
            Type::Tuple(parts) => Val::tuple(
                parts
                    .iter()
                    .map(|p| self.default_within(s, p, depth - 1))
                    .collect(),
            ),
            Type::Shared(inner) => {
                let v = self.default_within(s, inner, depth - 1);
                Val::Shared(s.add_cell(v, None))
            }
            Type::Handle(id) => match self.solver.type_model(*id).role {
                Role::Options => Val::Opts(std::rc::Rc::new(OptsVal {
                    ty: *id,
                    identity: None,
                    endpoint: None,
                    reconnects: false,
                })),
                Role::TaskSet => Val::TaskSet(Default::default(), *id),
                _ => s.opaque(ty.clone()),
            },
            Type::Adt(adt) => {
                let def = &self.solver.program[adt.id];
                let derived = def.derives.iter().any(|d| d == "Default");
                let crate::names::AdtKind::Struct { fields, .. } = &def.kind else {
                    return s.opaque(ty.clone());
                };
                if !derived {
                    return s.opaque(ty.clone());
                }
                let fields = fields
                    .iter()
                    .map(|f| {
                        let field = self.solver.type_of(
                            &self
                                .solver
                                .program
                                .field_ty(adt.id, None, &f.name, &adt.args),
                        );
                        (
                            f.name.as_str().into(),
                            self.default_within(s, &field, depth - 1),
                        )
                    })
                    .collect();
                Val::Adt(std::rc::Rc::new(AdtVal {
                    ty: ty.clone(),
                    variant: None,
                    fields,
                    base: None,
                }))
            }
            Type::Unknown => Val::Adt(std::rc::Rc::new(AdtVal {
                ty: Type::Unknown,
                variant: None,
                fields: Default::default(),
                base: None,
            })),
            _ => s.opaque(ty.clone()),
        }
    }
}
