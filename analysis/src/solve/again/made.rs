//! A constructor, then a method: what the method opens on a value whose identities only the constructor knows.

use double_connect_clients::model::Role;

use super::super::check::{Findings, keep};
use super::super::summary::{Exit, Summary};
use super::super::{Frame, Solver};
use super::{MAX_BETWEEN, receiver};
use crate::domain::hold::HoldContext;
use crate::domain::state::{Aside, Status};
use crate::domain::types::is_inside;
use crate::domain::{Loc, Obj, ObjId, Root, State, Type, Val};
use crate::facts::{Confidence, Holder, HolderKind, OpenSite};
use crate::names::{AdtId, FnId, RTy};

impl Solver<'_> {
    /// What a method finds in the values that the constructors of its type give.
    pub(super) fn after_made(&self, id: FnId, summary: &Summary, found: &mut Findings) {
        let Some(adt) = receiver(self.program, id) else {
            return;
        };
        let all = (0..self.program.fns.len() as u32).map(FnId);
        let gives_it = |other: &FnId| {
            let own = self.program.fn_self_ty(*other);
            !self.program[*other].ir.has_self
                && matches!(own, Some(RTy::Adt(of, _)) if of == adt)
                && self.program[*other].body.is_some()
        };
        for made_by in all.filter(gives_it) {
            let key = self.declared_key(made_by);
            let Some(body) = self.body_of(key.code) else {
                continue;
            };
            let made = self.summary(key.clone());
            let mut frame = Frame::new(self, body, &key);
            for outcome in made.returns().take(MAX_BETWEEN) {
                let Some(value) = value_of(&outcome.ret, adt) else {
                    continue;
                };
                let mut state = outcome.state.clone();
                let cell = state.add_cell(value.clone(), None);
                state.in_call.push((Val::Shared(cell), Aside(itself())));
                let types = self.declared_args(id).into_iter().skip(1);
                let mut args = vec![Val::Ref(Loc::cell(cell))];
                args.extend(types.map(|ty| state.opaque(ty)).collect::<Vec<_>>());
                self.opened_together(&mut frame, &state, &args, summary, found);
            }
        }
    }

    /// What one call opens beside what it has itself opened.
    fn opened_together(
        &self,
        frame: &mut Frame<'_, '_>,
        before: &State,
        args: &[Val],
        summary: &Summary,
        found: &mut Findings,
    ) {
        let place = self.program[frame.body].body.span;
        for outcome in &summary.outcomes {
            let opening = matches!(outcome.exit, Exit::Opening(_));
            let applied = opening.then(|| frame.apply_outcome(before, outcome, args, place));
            let Some(applied) = applied.flatten() else {
                continue;
            };
            let (Exit::Opening(new), false) = (applied.exit, applied.was_open) else {
                continue;
            };
            let mut state = applied.state;
            let open_before =
                |id: &ObjId| before.objs.get(id).map(|o| o.status) == Some(Status::Open);
            state.objs.retain(|id, _| *id == new || !open_before(id));
            for mut overlap in frame.overlaps(&state, new, None) {
                overlap.confidence = Confidence::Likely;
                for site in [&mut overlap.first, &mut overlap.second] {
                    site.chain.retain(|span| *span != place);
                }
                for holder in overlap.holders.iter_mut().filter(|h| **h == itself()) {
                    holder.name = field_of_first(frame, &state, &args[0], &overlap.first);
                }
                let pair = (overlap.second.span, overlap.first.span);
                keep(found, pair, overlap);
            }
        }
    }
}

/// Whether a call opens a connection while another one that it has opened is open.
pub(super) fn opens_several(summary: &Summary) -> bool {
    summary.outcomes.iter().any(|o| {
        let open = o.state.objs.values().filter(|o| o.status == Status::Open);
        matches!(o.exit, Exit::Opening(_)) && open.count() > 1
    })
}

/// The value of a type that a constructor gives, as it is or in `Ok` or `Some`.
fn value_of(ret: &Val, adt: AdtId) -> Option<&Val> {
    let Val::Adt(made) = ret else { return None };
    match (&made.ty, made.variant.as_deref()) {
        (Type::Adt(of), _) if of.id == adt => Some(ret),
        (_, Some("Ok" | "Some")) => value_of(made.fields.get("0")?, adt),
        _ => None,
    }
}

/// In which field of a receiver the first connection's handle lies, as its methods write it.
fn field_of_first(
    cx: &dyn HoldContext,
    s: &State,
    receiver: &Val,
    first: &OpenSite,
) -> Option<String> {
    fn path(cx: &dyn HoldContext, v: &Val, id: ObjId) -> Option<String> {
        match v {
            Val::Obj(known, ty) => {
                let owns = *known == id && cx.role(*ty) != Role::Sender;
                owns.then(String::new)
            }
            Val::Adt(adt) => adt.fields.iter().find_map(|(name, f)| {
                let name = name.rsplit('.').next().filter(|_| !is_inside(name));
                let rest = path(cx, f, id)?;
                Some(name.map_or(rest.clone(), |name| format!(".{name}{rest}")))
            }),
            _ => None,
        }
    }
    let Val::Ref(Loc {
        root: Root::Cell(cell),
        ..
    }) = receiver
    else {
        return None;
    };
    let opened = |o: &Obj| o.opened.as_ref().map(|site| site.span);
    let (id, _) = s.objs.iter().find(|(_, o)| opened(o) == Some(first.span))?;
    let path = path(cx, &s.cells.get(cell)?.val, *id)?;
    Some(format!("self{path}"))
}

/// The value whose methods are called, as what holds a connection.
fn itself() -> Holder {
    Holder {
        kind: HolderKind::Field,
        name: Some("self".to_owned()),
        span: None,
        until: None,
        uses: 1,
    }
}
