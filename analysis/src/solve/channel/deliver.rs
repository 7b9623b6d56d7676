//! What a task does with what it is sent.

use std::rc::Rc;

use super::receives;
use crate::domain::channel::{Content, is_content};
use crate::domain::state::{Status, TaskEnd};
use crate::domain::value::CollVal;
use crate::domain::{Expr, ObjId, State, Task, Val};
use crate::solve::Frame;
use crate::solve::apply::APPLY_COST;
use crate::solve::subst::Subst;
use crate::solve::summary::{Exit, Summary};
use crate::solve::task::runnable;

impl Frame<'_, '_> {
    /// Delivers what lies in any channel whose other end a task has.
    pub(crate) fn deliver_all(&mut self, s: &mut State) {
        let places = s.mem.iter().filter(|(_, v)| is_content(v));
        let places: Vec<Rc<Expr>> = places.map(|(e, _)| e.clone()).collect();
        for place in places {
            self.deliver(s, &place);
        }
    }

    /// What has just been sent into a channel, or lies in one whose other end has just been given to a task, is received.
    pub(crate) fn deliver(&mut self, s: &mut State, place: &Expr) {
        let content = Content::of(s, place);
        let Some(v) = content.waiting().next_back().filter(|_| !content.stays) else {
            return;
        };
        let taker = s.tasks.iter().find(|(_, t)| receives(t, place));
        let Some((id, task)) = taker.map(|(id, t)| (*id, t.clone())) else {
            return;
        };
        let end = self.kept_by(s, place, v, &task);
        let mut after = Content {
            sent: CollVal::default(),
            ..content.clone()
        };
        match end {
            Some(end) => {
                // What it had it has until it gets the next one.
                if let Some(last) = after.kept.replace(v.clone()) {
                    s.add_task(task.for_a_moment(vec![last]));
                }
                if let Some(task) = s.tasks.get_mut(&id) {
                    task.end = end;
                    task.deferred = false;
                    task.output = Val::Moved;
                }
            }
            // It has it for a moment.
            None => {
                s.add_task(task.for_a_moment(content.waiting().cloned().collect()));
            }
        }
        after.put(s, place);
    }

    /// Whether a task keeps what it is sent until it is sent another one; and how it ends, if it does.
    fn kept_by(&mut self, s: &State, place: &Expr, v: &Val, task: &Task) -> Option<TaskEnd> {
        let (code, captures) = runnable(&task.body)?;
        let key = self.key_for(s, code, &captures);
        let summary = self.summary(key);
        let mut open = false;
        self.each_part(s, v, &mut |part| {
            open |= matches!(part, Val::Obj(id, _) if s.is_open(*id));
        });
        if open {
            self.check_with_message(s, task, (&summary, &captures));
        }
        let of_this = summary.keeps.iter().filter(|(e, _)| {
            let there = Subst::new(self.solver, &captures, s).input(e);
            matches!(there, Val::Sym(e, _) if *e == *place)
        });
        let kept: Vec<bool> = of_this.map(|(_, kept)| *kept).collect();
        if kept.is_empty() || kept.contains(&false) {
            return None;
        }
        if summary.returns().next().is_none() {
            return Some(TaskEnd::Never);
        }
        if summary.returns().all(|o| o.state.fed) {
            return Some(match summary.returns().all(|o| o.state.cut) {
                true => TaskEnd::WhenCut,
                false => TaskEnd::WhenTold,
            });
        }
        let (end, _) = self.end_of(s, &summary, &captures, task.site.span);
        matches!(end, TaskEnd::Never | TaskEnd::OnLoss | TaskEnd::WhenTold).then_some(end)
    }

    /// A task that has received a connection may open one of its own while it has that.
    fn check_with_message(
        &mut self,
        s: &State,
        task: &Task,
        (summary, captures): (&Summary, &[Val]),
    ) {
        for outcome in &summary.outcomes {
            let Exit::Opening(_) = outcome.exit else {
                continue;
            };
            if !self.spend(APPLY_COST) {
                return;
            }
            let applied = self.apply_in_place(s, outcome, captures, task.site.span);
            let Some(applied) = applied.filter(|a| !a.was_open) else {
                continue;
            };
            if let Exit::Opening(new) = applied.exit {
                self.check_woken(s, &applied.state, new, (summary, captures));
            }
        }
    }

    /// A task has opened a connection after it has received something; `before` is what was open when that was sent.
    pub(in crate::solve) fn check_woken(
        &mut self,
        before: &State,
        now: &State,
        new: ObjId,
        (summary, captures): (&Summary, &[Val]),
    ) {
        let open = before.objs.iter();
        let open = open.filter(|(_, o)| o.status == Status::Open);
        for (id, _) in open {
            let call = Some((summary, captures, before));
            for overlap in self.overlaps_with(now, new, Some(*id), call) {
                let key = (overlap.second.span, overlap.first.span);
                self.record(now, key, overlap);
            }
        }
    }
}
