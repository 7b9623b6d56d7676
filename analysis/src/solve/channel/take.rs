//! What comes out of a channel next.

use std::rc::Rc;

use super::{MAX_NESTING, Waits};
use crate::domain::channel::{Content, any_message, behind_first, first_of};
use crate::domain::elements;
use crate::domain::question::Question;
use crate::domain::state::Shape;
use crate::domain::value::CollVal;
use crate::domain::{Expr, State, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::memory::assume;

impl Frame<'_, '_> {
    /// Takes out what comes next, in each way that it can be; `elem` is the type of what goes through the channel.
    pub(super) fn take_out(&self, s: State, place: &Expr, elem: &Type) -> Values {
        let content = Content::of(&s, place);
        let sent = &content.sent;
        let mut ways: Vec<(State, CollVal, Val)> = Vec::new();
        if sent.elems.is_empty() || !sent.begins_as_known() {
            ways.extend(self.unknown_first(&s, sent, elem));
        }
        if !sent.elems.is_empty() {
            let mut s = s;
            if is_used_up(&mut s, sent) {
                let known = CollVal {
                    open_ended: false,
                    base: None,
                    ..sent.clone()
                };
                ways.extend(elements::taken(&s, &known, 0));
            }
        }
        let took = |(mut s, rest, v): (State, CollVal, Val)| {
            let mut content = Content {
                sent: rest,
                kept: None,
                ..content.clone()
            };
            if let Some(last) = content
                .taken
                .take()
                .filter(|v| self.is_of_connection(&s, v))
            {
                content.before = Some(last);
            }
            content.taken = Some(self.without_owning(&s, &v));
            content.put(&mut s, place);
            (s, v)
        };
        ways.into_iter().map(took).collect()
    }

    /// What comes first is not known: it waited when the channel came in, or somebody unknown has sent it.
    fn unknown_first(&self, s: &State, sent: &CollVal, elem: &Type) -> Vec<(State, CollVal, Val)> {
        // It may point to what another one points to as well, and nothing but connections matters.
        let tells =
            self.solver.may_hold(elem) && !self.solver.points_to_connection(elem, MAX_NESTING);
        let ty = if tells { elem.clone() } else { Type::Unknown };
        let mut out = Vec::new();
        if let Some(waiting) = sent.base.as_deref() {
            let (mut s, mut rest) = (s.clone(), sent.clone());
            match behind_first(waiting) {
                Some(behind) => rest.base = Some(Rc::new(behind)),
                None => rest.forget_base(),
            }
            if assume(&mut s, &Question::Empty(waiting).expr(), Shape::Bool(false)) {
                out.push((s, rest, first_of(waiting, ty.clone())));
            }
        }
        // What is behind others is not what comes first.
        let any = sent.open_ended || sent.elems.is_empty() && sent.base.is_none();
        let mut s = s.clone();
        if any && is_used_up(&mut s, sent) {
            let rest = CollVal {
                base: None,
                ..sent.clone()
            };
            let v = any_message(&mut s, ty);
            out.push((s, rest, v));
        }
        out
    }
}

/// Whether nothing may be left of what waited when a channel came in; that is so from then on.
fn is_used_up(s: &mut State, sent: &CollVal) -> bool {
    let empty = |waiting: &Expr| assume(s, &Question::Empty(waiting).expr(), Shape::Bool(true));
    sent.base.as_deref().is_none_or(empty)
}

/// Whether nothing may come out of a channel; that is so from then on.
pub(super) fn may_end(s: &mut State, place: &Expr, content: &Content, waits: Waits) -> bool {
    // Somebody beside the one who awaits may let go of the last sending end.
    let asked = waits == Waits::Blocking && place.is_input();
    let mut cut = || assume(s, &Question::Cut(place).expr(), Shape::Bool(true));
    content.sent.elems.is_empty() && (!asked || cut()) && is_used_up(s, &content.sent)
}
