//! Drops: a value's own `Drop`, and notes of drops that only look like the end of a connection.

use double_connect_clients::model::DropEffect;

use super::Frame;
use crate::domain::state::Aside;
use crate::domain::value::AdtVal;
use crate::domain::{Loc, State, Type, Val};
use crate::facts::{AttemptKind, Holder, HolderKind};
use crate::names::FnId;
use crate::source::Span;

/// How many unknown values that lie one in the other are dropped one by one: a list can be of any length.
const MAX_UNKNOWN: usize = 4;

impl Frame<'_, '_> {
    /// A value is dropped: its own `Drop` runs; an explicit drop of what only looks like the connection is noted.
    pub(crate) fn dropped(&mut self, mut s: State, v: Val, explicit: Option<Span>) -> Vec<State> {
        if let Some(span) = explicit {
            self.note_drop(&mut s, &v, span);
            self.ask_for_close(&mut s, &v, span);
        }
        let pointers = self.released(&s, &v);
        let states = pointers.iter().fold(vec![s], |states, pointer| {
            self.each(states, |frame, s| frame.release(s, pointer))
        });
        self.each(states, |frame, s| frame.dropped_itself(s, v.clone()))
    }

    /// Drops a value, but for what only counted pointers of the caller hold.
    fn dropped_itself(&mut self, mut s: State, v: Val) -> Vec<State> {
        if !self.runs_drop(&s, &v) {
            return vec![s];
        }
        // What is being dropped is there until its parts are gone, one after the other.
        let cell = s.add_cell(v, None);
        let depth = s.in_call.len();
        s.in_call.push((Val::Shared(cell), Aside(dropping())));
        let whole = Loc::cell(cell);
        let mut states = self.drop_place(s, &whole, MAX_UNKNOWN);
        for s in &mut states {
            s.in_call.truncate(depth);
        }
        states
    }

    /// Drops values, one after the other.
    pub(crate) fn drop_all(
        &mut self,
        s: State,
        values: impl IntoIterator<Item = Val>,
    ) -> Vec<State> {
        values.into_iter().fold(vec![s], |states, v| {
            self.each(states, |frame, s| frame.dropped(s, v.clone(), None))
        })
    }

    /// Whether the drop of a value runs code of the project.
    fn runs_drop(&self, s: &State, v: &Val) -> bool {
        let mut found = false;
        v.walk(&mut |v| match v {
            Val::Adt(adt) => {
                found |= self.own_drop(&adt.ty).is_some()
                    || adt.base.is_some() && self.solver.type_runs_drop(&adt.ty);
            }
            Val::Sym(_, ty) => {
                found |= self.own_drop(ty).is_some() || self.solver.type_runs_drop(ty);
                let left = self.left_in_channel(s, v);
                found |= left.iter().any(|v| self.runs_drop(s, v));
            }
            Val::Shared(cell) => {
                // No more than one level: what counts is found when the content is dropped.
                if let Some(cell) = s.cells.get(cell) {
                    cell.val.walk(&mut |v| {
                        found |= matches!(v, Val::Adt(a) if self.own_drop(&a.ty).is_some());
                    });
                }
            }
            _ => {}
        });
        found
    }

    /// The `drop` of a type's own `Drop`.
    fn own_drop(&self, ty: &Type) -> Option<FnId> {
        match ty {
            Type::Adt(ty) => self.solver.program.drop_impl(ty.id),
            _ => None,
        }
    }

    /// Drops what lies in a place: its own `Drop` first, then its parts in order.
    /// `unknown` is how many unknown values in it may lie one in the other.
    fn drop_place(&mut self, mut s: State, loc: &Loc, unknown: usize) -> Vec<State> {
        let v = self.solver.read(&s, loc);
        if !self.runs_drop(&s, &v) {
            self.solver.write(&mut s, loc, Val::Moved);
            return vec![s];
        }
        if !self.left_in_channel(&s, &v).is_empty() {
            self.solver.write(&mut s, loc, Val::Moved);
            return self.receiver_dropped(s, &v);
        }
        let unknown = match v {
            Val::Sym(..) if unknown == 0 => {
                self.cut_short();
                self.solver.write(&mut s, loc, Val::Moved);
                return vec![s];
            }
            Val::Sym(..) => unknown - 1,
            _ => unknown,
        };
        let mut states = vec![s];
        let mut parts: Vec<Loc> = Vec::new();
        match (&v, v.structured()) {
            (_, Some(adt)) => {
                if let Some(f) = self.own_drop(&adt.ty) {
                    let span = self.solver.program[f].ir.name_span;
                    let this = Val::Ref(loc.clone());
                    states = self.each(states, |frame, s| {
                        let done = frame.call_fn(s, f, vec![this.clone()], span);
                        done.into_iter().map(|(s, _)| s).collect()
                    });
                }
                states = self.each(states, |frame, s| frame.drop_fields(s, loc, unknown));
            }
            (Val::Coll(c), _) => {
                parts.extend((0..c.elems.len()).map(|i| loc.field(&format!("#{i}"))))
            }
            (Val::Shared(cell), _) => {
                self.solver.write(&mut states[0], loc, Val::Moved);
                if super::stdlib::pointers_to(&states[0], &v) == 0 {
                    parts.push(Loc::cell(*cell));
                }
            }
            (v, _) => {
                let mut inside = Vec::new();
                v.children(&mut |v| inside.push(v.clone()));
                return self.each(states, |frame, s| frame.drop_all(s, inside.iter().cloned()));
            }
        }
        for part in parts {
            states = self.each(states, |frame, s| frame.drop_place(s, &part, unknown));
        }
        for s in &mut states {
            self.solver.write(s, loc, Val::Moved);
        }
        states
    }

    /// Drops the fields of what lies in a place, for each variant that it may be.
    fn drop_fields(&mut self, s: State, loc: &Loc, unknown: usize) -> Vec<State> {
        let Some(adt) = self.solver.read(&s, loc).structured() else {
            return vec![s];
        };
        let variants = match adt.variant {
            None => self.solver.variants_run_drop(&adt.ty),
            Some(_) => Vec::new(),
        };
        if !variants.is_empty() {
            let (mut out, mut others) = (Vec::new(), vec![s]);
            for variant in variants {
                for s in std::mem::take(&mut others) {
                    for (s, is_this) in self.split_variant(s, loc, &variant) {
                        match is_this {
                            true => out.extend(self.drop_fields(s, loc, unknown)),
                            false => others.push(s),
                        }
                    }
                }
            }
            out.extend(others);
            return out;
        }
        let fields = self.fields_in_order(&adt);
        fields.iter().fold(vec![s], |states, name| {
            let part = loc.field(name);
            self.each(states, |frame, s| frame.drop_place(s, &part, unknown))
        })
    }

    /// Goes on from every state.
    pub(super) fn each(
        &mut self,
        states: Vec<State>,
        mut f: impl FnMut(&mut Self, State) -> Vec<State>,
    ) -> Vec<State> {
        let mut out = Vec::with_capacity(states.len());
        for s in states {
            out.extend(f(self, s));
        }
        out
    }

    /// The components of a structured value in the order of their declaration, as names below its place.
    fn fields_in_order(&self, adt: &AdtVal) -> Vec<String> {
        let key = |name: &str| match &adt.variant {
            Some(variant) => format!("{variant}.{name}"),
            None => name.to_owned(),
        };
        let declared: Vec<String> = match &adt.ty {
            Type::Adt(ty) => {
                let def = &self.solver.program[ty.id];
                let variant = adt.variant.as_deref().and_then(|name| def.variant(name));
                def.fields(variant).iter().map(|f| f.name.clone()).collect()
            }
            Type::Tuple(parts) => (0..parts.len()).map(|i| i.to_string()).collect(),
            Type::Wrap(wrap, _) => vec![wrap.inside().to_owned()],
            Type::Option(_) | Type::Result(..) if adt.variant.as_deref() != Some("None") => {
                vec!["0".to_owned()]
            }
            _ => Vec::new(),
        };
        let others = adt.fields.keys().map(|name| name.to_string());
        let others = others.filter(|name| !declared.contains(name));
        declared
            .iter()
            .cloned()
            .chain(others)
            .map(|name| key(&name))
            .collect()
    }

    /// Notes that one of perhaps several handles of a connection is gone: what is left is then called a clone.
    pub(crate) fn note_clone_drop(&self, s: &mut State, v: &Val) {
        use double_connect_clients::model::Role;
        let mut ids = Vec::new();
        v.walk(&mut |v| match v {
            Val::Obj(id, ty) if self.solver.type_model(*ty).role == Role::Owner => ids.push(*id),
            Val::Shared(cell) => ids.extend(
                s.cells
                    .get(cell)
                    .map(|c| super::check::objs(&c.val))
                    .unwrap_or_default(),
            ),
            _ => {}
        });
        for id in ids {
            if let Some(obj) = s.objs.get_mut(&id) {
                obj.clone_dropped.0 = true;
            }
        }
    }

    /// Notes an explicit drop that closes nothing: of a sender, of a task's handle.
    fn note_drop(&mut self, s: &mut State, v: &Val, span: Span) {
        use double_connect_clients::model::Role;
        let mut notes = Vec::new();
        self.note_clone_drop(s, v);
        self.note_drop_closes(s, v, span);
        v.walk(&mut |v| match v {
            Val::Obj(id, ty) if self.solver.type_model(*ty).role == Role::Sender => {
                notes.push((*id, AttemptKind::SenderDropped));
            }
            Val::Task(id, ty) if self.solver.type_model(*ty).drop == DropEffect::Nothing => {
                if let Some(task) = s.tasks.get(id) {
                    for held in &task.holds {
                        notes.extend(
                            super::check::objs(held)
                                .into_iter()
                                .map(|o| (o, AttemptKind::HandleDropped)),
                        );
                    }
                }
            }
            _ => {}
        });
        for (id, why) in notes {
            if s.objs
                .get(&id)
                .is_some_and(|o| o.status == crate::domain::Status::Open)
            {
                Self::attempt(s, id, span, why);
            }
        }
    }
}

/// What holds a value while it is being dropped.
fn dropping() -> Holder {
    Holder {
        kind: HolderKind::Temporary,
        name: None,
        span: None,
        until: None,
        uses: 1,
    }
}
