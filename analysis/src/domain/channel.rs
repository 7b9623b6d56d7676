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
use super::value::{AdtVal, Val};

/// The component of an end that leads to the channel; no field of a program is called so.
pub(crate) const CHANNEL: &str = "~channel";

/// What was sent and has not been taken: `None`, or `Some` with the first of it as component 0, and so on.
const SENT: &str = "~sent";

/// What a task that has taken it keeps until it takes another one.
const KEPT: &str = "~kept";

/// Of a channel in which what was sent stays until something else takes its place.
const STAYS: &str = "~stays";

/// What was taken last, without owning it.
const TAKEN: &str = "~taken";

/// What was taken before, and was some part of a connection.
const BEFORE: &str = "~before";

/// How many values that wait in a channel are told apart.
const MAX_WAITING: usize = 3;

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

/// What is known of what lies in a channel.
#[derive(Clone, Debug, Default)]
pub(crate) struct Content {
    /// What was sent and has not been taken, in order; `None`: only the caller knows.
    pub(crate) sent: Option<Vec<Val>>,
    /// What its receiver keeps.
    pub(crate) kept: Option<Val>,
    /// What was taken last.
    pub(crate) taken: Option<Val>,
    /// What was taken before.
    pub(crate) before: Option<Val>,
    /// Whether what was sent stays until something else takes its place.
    pub(crate) stays: bool,
}

impl Content {
    /// That of a new channel.
    pub(crate) fn empty() -> Content {
        Content {
            sent: Some(Vec::new()),
            ..Content::default()
        }
    }

    /// What lies in a channel.
    pub(crate) fn of(s: &State, place: &Expr) -> Content {
        let Some(Val::Adt(adt)) = s.mem.get(place) else {
            return Content::default();
        };
        let part = |name: &str| adt.fields.get(name).cloned();
        let sent = part(SENT).and_then(|v| match v {
            Val::Adt(adt) => match adt.variant.as_deref() {
                Some("Some") => Some(adt.fields.values().cloned().collect()),
                Some("None") => Some(Vec::new()),
                _ => None,
            },
            _ => None,
        });
        Content {
            sent,
            kept: part(KEPT),
            taken: part(TAKEN),
            before: part(BEFORE),
            stays: part(STAYS).is_some(),
        }
    }

    /// Puts it into a channel.
    pub(crate) fn put(self, s: &mut State, place: &Expr) {
        let sent = self.sent.map(waiting);
        let parts = [
            (SENT, sent),
            (KEPT, self.kept),
            (TAKEN, self.taken),
            (BEFORE, self.before),
            (STAYS, self.stays.then_some(Val::Bool(true))),
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

    /// What the receiving end owns of it.
    pub(crate) fn owned(&self) -> impl Iterator<Item = &Val> {
        self.sent.iter().flatten().chain(&self.kept)
    }

    /// What comes out of it next, if that is known.
    pub(crate) fn next(&self) -> Option<&Val> {
        self.sent.as_ref()?.first()
    }

    /// Whether it is known that nothing lies in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.sent.as_ref().is_some_and(Vec::is_empty)
    }

    /// Something is sent, behind what lies there already. Of more than a few nothing is known but that something is there.
    pub(crate) fn push(&mut self, v: Val, any: Val) {
        let waiting = self.sent.get_or_insert_default();
        let is_any = |v: &Val| matches!(v, Val::Sym(_, ty) if **ty == Type::Unknown);
        let many = waiting.len() >= MAX_WAITING || waiting.first().is_some_and(is_any);
        waiting.push(v);
        if many {
            *waiting = vec![any];
        }
    }
}

/// What waits in a channel, as a value.
fn waiting(sent: Vec<Val>) -> Val {
    if sent.is_empty() {
        return Val::none();
    }
    let numbered = sent.into_iter().enumerate();
    let fields = numbered.map(|(i, v)| (i.to_string().into(), v)).collect();
    Val::Adt(Rc::new(AdtVal {
        ty: Type::Unknown,
        variant: Some("Some".into()),
        fields,
        base: None,
    }))
}

/// Where that lies which was sent and has not been taken.
pub(crate) fn sent_in(place: Expr) -> Loc {
    Loc {
        root: Root::Mem(Rc::new(place)),
        path: vec![SENT.into(), "Some.0".into()],
    }
}

/// What comes first out of a channel that came in.
pub(crate) fn first_of(place: &Expr, ty: Type) -> Val {
    Val::sym(place.field("*").field(SENT).field("Some.0"), ty)
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
