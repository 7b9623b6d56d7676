//! Channels in which what was sent stays until something else takes its place.

use double_connect_clients::access::Step;
use double_connect_clients::model::Receive;

use crate::domain::channel::{Content, any_message, sent_in};
use crate::domain::value::CollVal;
use crate::domain::{Expr, State, Type, Val};
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::client::build;
use crate::solve::frame::may_hold;

impl Frame<'_, '_> {
    /// What lies in a channel from the beginning.
    pub(crate) fn put_first(&self, s: &mut State, ends: &Val, v: Val) {
        let mut pair = None;
        ends.walk(&mut |end| {
            if let Val::Sym(e, ty) = end
                && let Type::End(..) = **ty
            {
                pair = Some(self.channel_of(e));
            }
        });
        if let Some(place) = pair.filter(|_| may_hold(&v)) {
            let mut content = Content::of(s, &place);
            content.sent = CollVal::of([v]);
            content.stays = true;
            content.put(s, &place);
        }
    }

    /// Whether something lies in the channel of an end.
    pub(super) fn lies_in(&self, s: &State, end: &Val) -> bool {
        let Val::Sym(e, _) = end else { return false };
        Content::of(s, &self.channel_of(e)).next().is_some()
    }

    /// A look at what lies in a channel, and stays there.
    pub(super) fn look_into(&self, mut s: State, end: &Expr, receive: &Receive) -> Values {
        let place = self.channel_of(end);
        let v = match Content::of(&s, &place).next() {
            Some(_) => Val::Ref(sent_in(place)),
            None => any_message(&mut s, Type::Unknown),
        };
        let mut none = s.clone();
        let v = build(&mut s, vec![(receive.item.steps.clone(), v)]);
        let mut out = vec![(s, v)];
        if let Some(Step::Payload(_)) = receive.item.steps.first() {
            let error = Val::err(none.opaque(Type::Unknown));
            out.push((none, error));
        }
        out
    }
}
