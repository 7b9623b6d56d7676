//! What has only just happened on a path: nothing that takes time has happened since.

use super::state::{Aside, ObjId, Site, State, Task, TaskEnd, TaskId};
use super::value::Val;
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
    /// Whether this body has done anything during which tasks may have ended.
    pub(crate) paused: Aside<bool>,
    /// Whether this body has had to do with a static through which others may learn of it.
    pub(crate) in_public: Aside<bool>,
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
            self.pass();
        }
        self.paused.0 |= other.paused.0;
        self.in_public.0 |= other.in_public.0;
        if let Some(site) = &other.failed {
            self.fail(site.through(call), other.times);
        }
        for (id, span) in &other.asked {
            if let Some(id) = of(*id) {
                self.ask(id, *span);
            }
        }
    }

    /// It has not only just happened any more.
    fn pass(&mut self) {
        *self = Recent {
            waited: Aside(true),
            paused: Aside(self.paused.0),
            in_public: Aside(self.in_public.0),
            ..Recent::default()
        };
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
        self.go_on();
        self.recent.paused = Aside(true);
        self.let_tasks_end(&[]);
    }

    /// A value is awaited. If it is the sending of something, that has arrived then.
    pub(crate) fn wait_for(&mut self, v: &Val) {
        let arrived = |t: &Task| t.end == TaskEnd::NotYet && !t.deferred && t.output == *v;
        let sent = self.tasks.iter().filter(|(_, t)| arrived(t));
        let sent: Vec<(TaskId, Task)> = sent.map(|(id, t)| (*id, t.clone())).collect();
        self.pass_time();
        self.tasks.extend(sent);
    }

    /// Something happens that has nothing to do with what has only just happened, and waits for no task.
    pub(crate) fn go_on(&mut self) {
        self.recent.pass();
    }
}
