//! The words for what opens: a connection that connects, or a link on one that is attached.

use double_connect_analysis::facts::{Confidence, IdentityFact, Overlap};
use double_connect_clients::model::Exclusive;

use super::quoted;
use crate::context::Context;

/// How to speak of what opens twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    /// What opens.
    pub(crate) thing: &'static str,
    /// The call that opens it.
    pub(crate) act: &'static str,
    /// Several of them.
    pub(crate) acts: &'static str,
    /// That it is done.
    pub(crate) doing: &'static str,
    /// What it is while it is open.
    pub(crate) open: &'static str,
    /// What handles it.
    pub(crate) handle: &'static str,
    is: &'static str,
    may_be: &'static str,
    done: &'static str,
    /// What stands before an identity that is shown, one of which the name is shown, and instead of one that is not.
    whose: [&'static str; 3],
}

/// Of a connection.
pub(crate) const CONNECTION: Words = Words {
    thing: "connection",
    act: "connect",
    acts: "connects",
    doing: "connecting",
    open: "open",
    handle: "client",
    is: "opens",
    may_be: "may open",
    done: "has opened",
    whose: ["of", "with the identity", "with the same identity"],
};

/// Of a link.
pub(crate) const LINK: Words = Words {
    thing: "link",
    act: "attach",
    acts: "attaches",
    doing: "attaching",
    open: "attached",
    handle: "handle",
    is: "is attached",
    may_be: "may be attached",
    done: "is attached",
    whose: ["named", "with the name", "of the same name"],
};

/// Of a receiver that has a partition for itself.
pub(crate) const RECEIVER: Words = Words {
    thing: "receiver",
    whose: ["of epoch", "with the epoch", "of the same epoch"],
    ..LINK
};

impl Words {
    /// The words for the connections, or links, of an overlap.
    pub(crate) fn of(overlap: &Overlap, context: &Context) -> Words {
        match context.exclusive(overlap.second.ty) {
            Exclusive::Link => LINK,
            Exclusive::Epoch => RECEIVER,
            Exclusive::Identity | Exclusive::None => CONNECTION,
        }
    }

    /// "opens", or what may be said where the order of calls is only possible.
    pub(super) fn opens(self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Certain => self.is,
            Confidence::Likely => self.may_be,
        }
    }

    /// "has opened".
    pub(super) fn has_opened(self) -> &'static str {
        self.done
    }

    /// Whose connection, or which link.
    pub(super) fn identity(self, identity: &IdentityFact) -> String {
        let [of, with, same] = self.whose;
        match identity {
            IdentityFact::Constant(text) if !text.is_empty() => format!("{of} `{}`", quoted(text)),
            IdentityFact::SameValue(name) if !name.is_empty() => {
                format!("{with} `{}`", quoted(name))
            }
            IdentityFact::SameHandle => "on the same handle".to_owned(),
            IdentityFact::Constant(_) | IdentityFact::SameValue(_) => same.to_owned(),
        }
    }
}
