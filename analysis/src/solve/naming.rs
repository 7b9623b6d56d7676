//! How locals, places, slots and connections are named in reports.

use double_connect_clients::TypeId;
use double_connect_clients::model::{DropEffect, Role, TypeModel};

use super::Frame;
use crate::domain::Loc;
use crate::domain::expr::Expr;
use crate::domain::hold::HoldContext;
use crate::domain::types::is_inside;
use crate::facts::{Holder, HolderKind};
use crate::ir::{self, Local, LocalDecl, PlaceRoot, Proj};
use crate::names::ConstId;
use crate::source::Span;

impl Frame<'_, '_> {
    /// How a local is shown as a holder.
    pub(super) fn holder_of(&self, local: Local) -> Holder {
        let decl = self.local(local);
        let name = decl.and_then(|d| d.name.clone());
        let kind = if name.is_some() {
            HolderKind::Variable
        } else {
            HolderKind::Temporary
        };
        Holder {
            kind,
            name,
            span: decl.map(|d| d.span),
            until: decl.and_then(|d| d.scope_end),
            uses: decl.map_or(1, |d| d.uses),
        }
    }

    /// How a slot is shown: as written, or, if it was reached through a guard or reference, by where it lies.
    pub(crate) fn slot_name(&self, place: &ir::Place, loc: &Loc) -> String {
        let temporary = match &place.root {
            PlaceRoot::Local(l) => self.local(*l).is_none_or(|d| d.name.is_none()),
            PlaceRoot::Item(_) => false,
        };
        if temporary {
            self.loc_name(loc).unwrap_or_else(|| "the slot".to_owned())
        } else {
            self.place_name(place)
        }
    }

    /// How a location is shown, if it has a name.
    pub(crate) fn loc_name(&self, loc: &Loc) -> Option<String> {
        use crate::domain::Root;
        let root = match &loc.root {
            Root::Local(l) => self.local(*l)?.name.clone()?,
            Root::Mem(e) => self.describe(e),
            Root::Static(id) => self.static_name(*id).0,
            Root::Cell(_) => return None,
        };
        let fields = loc
            .path
            .iter()
            .filter(|p| !is_inside(p))
            .map(|p| p.rsplit('.').next().unwrap_or(p).to_owned());
        Some(
            std::iter::once(root)
                .chain(fields)
                .collect::<Vec<_>>()
                .join("."),
        )
    }

    /// How a place is written.
    pub(crate) fn place_name(&self, place: &ir::Place) -> String {
        let mut name = match &place.root {
            PlaceRoot::Local(l) => self
                .local(*l)
                .and_then(|d| d.name.clone())
                .unwrap_or_else(|| "the value".to_owned()),
            PlaceRoot::Item(path) => path.text(),
        };
        for proj in &place.proj {
            match proj {
                Proj::Field(f) | Proj::Variant(_, f) => {
                    name.push('.');
                    name.push_str(f);
                }
                Proj::Deref => name.insert(0, '*'),
                Proj::Elem(_) => name.push_str("[..]"),
            }
        }
        name
    }
}

impl HoldContext for Frame<'_, '_> {
    fn role(&self, ty: TypeId) -> Role {
        self.solver.type_model(ty).role
    }

    fn drop_effect(&self, ty: TypeId) -> DropEffect {
        self.solver.type_model(ty).drop
    }

    fn ends_with_senders(&self, ty: TypeId) -> bool {
        let types = &self.solver.clients.model(ty.model).file.types;
        let ends = |t: &TypeModel| t.role == Role::Sender && t.drop == DropEffect::RequestsClose;
        types.iter().any(ends)
    }

    fn local(&self, local: Local) -> Option<&LocalDecl> {
        self.body().locals.get(local.0 as usize)
    }

    fn describe(&self, expr: &Expr) -> String {
        match expr {
            Expr::Arg(n) => {
                let body = self.body();
                let locals = body
                    .captures
                    .iter()
                    .map(|c| c.local)
                    .chain(body.params.iter().copied());
                let local = locals.clone().nth(*n as usize);
                local
                    .and_then(|l| body.locals.get(l.0 as usize))
                    .and_then(|d| d.name.clone())
                    .unwrap_or_else(|| "the argument".to_owned())
            }
            Expr::Field(base, name) => {
                let base = self.describe(base);
                let field = name.rsplit_once('.').map_or(&**name, |(_, f)| f);
                if &**name == "*" || is_inside(name) || name.contains('.') {
                    base
                } else {
                    format!("{base}.{field}")
                }
            }
            _ => "the value".to_owned(),
        }
    }

    fn static_name(&self, id: ConstId) -> (String, Span) {
        let def = &self.solver.program[id];
        (def.name.clone(), def.name_span)
    }
}
