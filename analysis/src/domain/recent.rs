//! What has only just happened on a path: nothing that takes time has happened since.

use super::state::{Aside, ObjId, Site, State};
use crate::source::Span;

/// What has only just happened.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Recent {
    /// A connect has failed: the call, and those through which it was reached.
    pub(crate) failed: Option<Site>,
    /// How often it has, one time right after the other, up to [`OFTEN`].
    pub(crate) times: u8,
    /// Drops have asked for the close of connections: where.
    pub(crate) asked: Vec<(ObjId, Span)>,
    /// Whether this body has done anything that takes time.
    pub(crate) waited: Aside<bool>,
}

/// So often in a row a connect fails only in a loop without a bound: a flag, or a value that is used up, bounds it before.
const OFTEN: u8 = 3;

/// How many drops are remembered.
const MAX_ASKED: usize = 4;

impl Recent {
    /// What a piece of code that is called has done after this; `of` gives the number here of a connection there.
    pub(crate) fn follow(
        &mut self,
        other: &Recent,
        call: Span,
        of: impl Fn(ObjId) -> Option<ObjId>,
    ) {
        if other.waited.0 {
            *self = Recent {
                waited: Aside(true),
                ..Recent::default()
            };
        }
        if let Some(site) = &other.failed {
            self.fail(site.through(call), other.times);
        }
        for (id, span) in &other.asked {
            if let Some(id) = of(*id) {
                self.ask(id, *span);
            }
        }
    }

    /// A connect fails, some times in a row.
    pub(crate) fn fail(&mut self, site: Site, times: u8) {
        let before = match &self.failed {
            Some(known) if *known == site => self.times,
            _ => 0,
        };
        self.times = (before + times).min(OFTEN);
        self.failed = Some(site);
        self.asked.clear();
    }

    /// Whether a connect has failed again and again.
    pub(crate) fn keeps_failing(&self, site: &Site) -> bool {
        self.times == OFTEN && self.failed.as_ref() == Some(site)
    }

    /// What has failed may have a bound.
    pub(crate) fn forget_failure(&mut self) {
        self.failed = None;
        self.times = 0;
    }

    /// A drop asks for the close of a connection.
    pub(crate) fn ask(&mut self, id: ObjId, span: Span) {
        self.asked.retain(|(known, _)| *known != id);
        if self.asked.len() < MAX_ASKED {
            self.asked.push((id, span));
        }
    }
}

impl State {
    /// Something happens that may take time.
    pub(crate) fn pass_time(&mut self) {
        self.recent = Recent {
            waited: Aside(true),
            ..Recent::default()
        };
    }
}
