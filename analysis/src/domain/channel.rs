//! Channels: both ends lead to one place, where what has been sent lies until somebody takes it.
//!
//! The place is memory behind a symbol: that of the pair that a call gave, or a component of an end that came in. What lies
//! there is owned by the receiving end alone.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::expr::Expr;
use super::hold::half;
use super::place::{Loc, Root};
use super::state::State;
use super::types::Type;
use super::value::{AdtVal, CollVal, Val};

/// The component of an end that leads to the channel; no field of a program is called so.
pub(crate) const CHANNEL: &str = "~channel";

/// What was sent and has not been taken: a collection, in order.
const SENT: &str = "~sent";

/// A component of a collection: all but its first element.
pub(crate) const BEHIND_FIRST: &str = "~rest";

/// How many of the values that wait in a channel that came in are told apart.
const MAX_FIRSTS: usize = 3;

/// What a task that has taken it keeps until it takes another one.
const KEPT: &str = "~kept";

/// Of a channel in which what was sent stays until something else takes its place.
const STAYS: &str = "~stays";

/// What was taken last, without owning it.
const TAKEN: &str = "~taken";

/// What was taken before, and was some part of a connection.
const BEFORE: &str = "~before";

/// Of a channel of which ends are out of sight.
const UNSEEN: &str = "~unseen";

/// Of a channel into which no more is sent, as far as a body is analysed.
const ALL: &str = "~all";

/// The place to which an end leads.
pub(crate) fn channel(end: &Expr) -> Expr {
    match half(end) {
        Some((pair, _)) => Expr::Sym(pair),
        None => end.field(CHANNEL),
    }
}

/// Whether a component belongs to what lies in a channel.
pub(crate) fn is_of_channel(name: &str) -> bool {
    name.starts_with('~')
}

/// Whether a value is what lies in a channel.
pub(crate) fn is_content(v: &Val) -> bool {
    matches!(v, Val::Adt(adt) if adt.fields.keys().any(|name| is_of_channel(name)))
}

/// Whether a value has the receiving end of a channel in which something lies.
pub(crate) fn has_messages(s: &State, v: &Val) -> bool {
    v.any(|v| match v {
        Val::Sym(e, ty) if matches!(**ty, Type::End(..)) => {
            matches!(half(e), Some((_, true)))
                && Content::of(s, &channel(e)).owned().next().is_some()
        }
        _ => false,
    })
}

/// What is known of what lies in a channel.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// What was sent and has not been taken, in order.
    pub(crate) sent: CollVal,
    /// What its receiver keeps.
    pub(crate) kept: Option<Val>,
    /// What was taken last.
    pub(crate) taken: Option<Val>,
    /// What was taken before.
    pub(crate) before: Option<Val>,
    /// Whether what was sent stays until something else takes its place.
    pub(crate) stays: bool,
    /// Whether somebody out of sight may send and receive.
    pub(crate) unseen: bool,
    /// Whether nothing else is ever sent: whoever waits for more is not followed any further.
    pub(crate) is_all: bool,
}

impl Content {
    /// That of a new channel.
    pub(crate) fn empty() -> Content {
        Content::default()
    }

    /// That of a channel of which nothing is known but, where it came in, that it is as it came.
    fn as_it_came(place: &Expr) -> Content {
        let base = place.is_input().then(|| Rc::new(sent_as_it_came(place)));
        let sent = CollVal {
            open_ended: base.is_none(),
            base,
            ..CollVal::default()
        };
        Content {
            sent,
            ..Content::default()
        }
    }

    /// What lies in a channel.
    pub(crate) fn of(s: &State, place: &Expr) -> Content {
        let came = Content::as_it_came(place);
        let Some(Val::Adt(adt)) = s.mem.get(place) else {
            return came;
        };
        let part = |name: &str| adt.fields.get(name).cloned();
        let sent = match part(SENT) {
            Some(Val::Coll(sent)) => (*sent).clone(),
            _ => came.sent,
        };
        Content {
            sent,
            kept: part(KEPT),
            taken: part(TAKEN),
            before: part(BEFORE),
            stays: part(STAYS).is_some(),
            unseen: part(UNSEEN).is_some(),
            is_all: part(ALL).is_some(),
        }
    }

    /// Puts it into a channel.
    pub(crate) fn put(mut self, s: &mut State, place: &Expr) {
        if self.unseen {
            // Others may have sent something as well.
            self.sent.forget_behind(self.sent.elems.len());
        }
        let parts = [
            (SENT, Some(Val::Coll(Rc::new(self.sent)))),
            (KEPT, self.kept),
            (TAKEN, self.taken),
            (BEFORE, self.before),
            (STAYS, self.stays.then_some(Val::Bool(true))),
            (UNSEEN, self.unseen.then_some(Val::Bool(true))),
            (ALL, self.is_all.then_some(Val::Bool(true))),
        ];
        let fields: BTreeMap<Rc<str>, Val> = parts
            .into_iter()
            .filter_map(|(name, v)| Some((name.into(), v?)))
            .collect();
        let base = place.is_input().then(|| Rc::new(place.field("*")));
        let content = AdtVal {
            ty: Type::Tuple(Rc::new([])),
            variant: None,
            fields,
            base,
        };
        s.mem
            .insert(Rc::new(place.clone()), Val::Adt(Rc::new(content)));
    }

    /// What is known to wait in it, in order.
    pub(crate) fn waiting(&self) -> impl DoubleEndedIterator<Item = &Val> {
        self.sent.elems.iter().map(|(_, v)| v)
    }

    /// What the receiving end owns of it.
    pub(crate) fn owned(&self) -> impl Iterator<Item = &Val> {
        self.waiting().chain(&self.kept)
    }

    /// What comes out of it next, if that is known.
    pub(crate) fn next(&self) -> Option<&Val> {
        self.sent.begins_as_known().then(|| self.waiting().next())?
    }

    /// Whether nothing is known to lie in it, and nothing lay in it when it came in.
    pub(crate) fn is_empty(&self) -> bool {
        self.sent.elems.is_empty() && self.sent.base.is_none()
    }

    /// Whether it is known that nothing lies in it.
    pub(crate) fn is_certainly_empty(&self) -> bool {
        self.sent.elems.is_empty() && self.sent.is_complete()
    }
}

/// Where that lies which was sent and has not been taken.
pub(crate) fn sent_in(place: Expr) -> Loc {
    Loc {
        root: Root::Mem(Rc::new(place)),
        path: vec![SENT.into(), "#0".into()],
    }
}

/// What waits in a channel that came in, as it came.
pub(crate) fn sent_as_it_came(place: &Expr) -> Expr {
    place.field("*").field(SENT)
}

/// What waits behind the first one of what waits; not of more than a few.
pub(crate) fn behind_first(waiting: &Expr) -> Option<Expr> {
    let mut firsts = 0;
    waiting.any(&mut |e| {
        firsts += usize::from(matches!(e, Expr::Field(_, name) if &**name == BEHIND_FIRST));
        false
    });
    (firsts < MAX_FIRSTS).then(|| waiting.field(BEHIND_FIRST))
}

/// What comes first out of what waits in a channel that came in.
pub(crate) fn first_of(waiting: &Expr, ty: Type) -> Val {
    Val::sym(waiting.field("#0"), ty)
}

/// Something of which it is not known who has sent it.
pub(crate) fn any_message(s: &mut State, ty: Type) -> Val {
    Val::sym(s.symbol().field(SENT), ty)
}

/// Whether a value is, or lies behind, something that came out of a channel.
pub(crate) fn is_message(e: &Expr) -> bool {
    match e {
        Expr::Field(base, name) => &**name == SENT || is_message(base),
        _ => false,
    }
}
