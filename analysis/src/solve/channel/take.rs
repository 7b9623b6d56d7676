//! What comes out of a channel next.

use super::MAX_NESTING;
use crate::domain::channel::{Content, any_message, first_of};
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
            ways.extend(self.unknown_first(s.clone(), sent, elem));
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
            content.taken = Some(self.without_owning(&mut s, &v));
            content.put(&mut s, place);
            (s, v)
        };
        ways.into_iter().map(took).collect()
    }

    /// What comes first is not known: it waited when the channel came in, or somebody unknown has sent it.
    fn unknown_first(
        &self,
        mut s: State,
        sent: &CollVal,
        elem: &Type,
    ) -> Option<(State, CollVal, Val)> {
        // It may point to what another one points to as well, and nothing but connections matters.
        let tells =
            self.solver.may_hold(elem) && !self.solver.points_to_connection(elem, MAX_NESTING);
        let ty = if tells { elem.clone() } else { Type::Unknown };
        let mut rest = sent.clone();
        let Some(waiting) = sent.base.as_deref() else {
            let v = any_message(&mut s, ty);
            return Some((s, rest, v));
        };
        let some = assume(&mut s, &Question::Empty(waiting).expr(), Shape::Bool(false));
        rest.forget_base();
        some.then(|| (s, rest, first_of(waiting, ty)))
    }
}

/// Whether nothing may be left of what waited when a channel came in; that is so from then on.
fn is_used_up(s: &mut State, sent: &CollVal) -> bool {
    let empty = |waiting: &Expr| assume(s, &Question::Empty(waiting).expr(), Shape::Bool(true));
    sent.base.as_deref().is_none_or(empty)
}

/// Whether nothing may lie in a channel; that is so from then on.
pub(super) fn may_be_empty(s: &mut State, content: &Content) -> bool {
    content.sent.elems.is_empty() && is_used_up(s, &content.sent)
}
