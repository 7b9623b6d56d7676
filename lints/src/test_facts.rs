//! Facts made by hand, for the tests of this crate.

use double_connect_analysis::facts::{
    AttemptKind, CloseAttempt, Confidence, Doubt, DoubtKind, Holder, HolderKind, IdentityFact,
    OpenSite, Overlap, Slot,
};
use double_connect_analysis::source::{FileId, Span};
use double_connect_clients::{ModelId, TypeId};

/// A place of one byte.
pub(crate) fn at(start: u32) -> Span {
    Span {
        file: FileId(0),
        start,
        end: start + 1,
    }
}

/// An open with nothing else known.
pub(crate) fn open(start: u32) -> OpenSite {
    let model = ModelId(0);
    OpenSite {
        span: at(start),
        chain: Vec::new(),
        ty: TypeId { model, index: 0 },
        model,
        created: None,
    }
}

/// A holder at a place, used once; no name if it is empty.
pub(crate) fn holder(kind: HolderKind, name: &str, start: u32) -> Holder {
    let name = (!name.is_empty()).then(|| name.to_owned());
    Holder {
        kind,
        name,
        span: Some(at(start)),
        until: None,
        uses: 1,
    }
}

/// A close that has not closed.
pub(crate) fn attempt(why: AttemptKind, start: u32) -> CloseAttempt {
    CloseAttempt {
        span: at(start),
        why,
    }
}

/// A slot.
pub(crate) fn slot(name: &str, start: u32) -> Slot {
    Slot {
        name: name.to_owned(),
        span: at(start),
    }
}

/// An operation has failed on the way to the second open.
pub(crate) fn doubt(comes_back: bool) -> Doubt {
    Doubt {
        span: at(50),
        why: DoubtKind::Failed,
        comes_back,
    }
}

/// The wait for the first connect was given up on the way to the second open.
pub(crate) fn given_up() -> Doubt {
    Doubt {
        why: DoubtKind::TimedOut,
        ..doubt(false)
    }
}

/// `device-1` opens at 10 and at 100, with nothing else known: a holder is still to be given.
pub(crate) fn overlap() -> Overlap {
    Overlap {
        second: open(100),
        first: open(10),
        holders: Vec::new(),
        attempts: Vec::new(),
        overwritten: None,
        shadowed_by: None,
        same_site: false,
        side_by_side: false,
        closed_elsewhere: None,
        identity: IdentityFact::Constant("device-1".to_owned()),
        reconnects: false,
        confidence: Confidence::Certain,
        doubt: None,
        recall: None,
    }
}
