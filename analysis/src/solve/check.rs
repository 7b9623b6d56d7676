//! The question for which all this is done: is a connection of the same identity still open?

use std::collections::{BTreeMap, BTreeSet};

use double_connect_clients::model::{Exclusive, Reconnects};

use super::Frame;
use super::framework::successors;
use super::reach::needs_of_inputs;
use super::subst::Subst;
use super::summary::{Overwrite, Summary};
use super::unjoined::Order;
use crate::domain::expr::{Expr, Same};
use crate::domain::hold::holders;
use crate::domain::state::{Site, Status, TaskEnd};
use crate::domain::{Obj, ObjId, State, Task, Val};
use crate::facts::{
    AttemptKind, CloseAttempt, Confidence, Doubt, DoubtKind, HolderKind, IdentityFact, OpenSite,
    Overlap, Slot,
};
use crate::ir::{Block, Local};
use crate::source::Span;

/// How many places of closing are kept for each connection, for its report.
const MAX_CLOSINGS: usize = 8;

impl Frame<'_, '_> {
    /// A connection has just opened: makes a finding for every other one of its identity that is certainly open.
    /// `call` is the call inside of which it opened, with its arguments and the state before it.
    pub(crate) fn check_open(
        &mut self,
        s: &State,
        new: ObjId,
        call: Option<(&Summary, &[Val], &State)>,
    ) {
        let connection = s.objs.get(&new).filter(|o| o.on.is_none());
        if let Some(site) = connection.and_then(|o| o.opened.as_ref()) {
            self.solver.opens.borrow_mut().insert(site.span);
        }
        if self.order != Some(Order::Unknown) {
            for mut overlap in self.overlaps(s, new, call) {
                if self.order == Some(Order::Late) {
                    overlap.side_by_side = true;
                    overlap.confidence = Confidence::Likely;
                }
                let key = (overlap.second.span, overlap.first.span);
                self.record(s, key, overlap);
            }
            self.check_beside_tasks(s, new);
        }
        if let Some(new) = s.objs.get(&new)
            && let Some(opened) = &new.opened
            && s.recent.keeps_failing(opened)
            && let Some(site) = open_site(new)
        {
            self.solver.retry(site);
        }
    }

    /// The findings that a connection makes that has just opened.
    pub(super) fn overlaps(
        &self,
        s: &State,
        new: ObjId,
        call: Option<(&Summary, &[Val], &State)>,
    ) -> Vec<Overlap> {
        self.overlaps_with(s, new, None, call)
    }

    /// The same; with one connection only, if `with` says which.
    pub(super) fn overlaps_with(
        &self,
        s: &State,
        new: ObjId,
        with: Option<ObjId>,
        call: Option<(&Summary, &[Val], &State)>,
    ) -> Vec<Overlap> {
        let mut out = Vec::new();
        let Some(second) = s.objs.get(&new) else {
            return out;
        };
        for (id, first) in &s.objs {
            if *id == new || first.status != Status::Open || with.is_some_and(|with| with != *id) {
                continue;
            }
            let Some(identity) = self.same_identity(s, (*id, first), (new, second)) else {
                continue;
            };
            let mut holders = holders(s, self, *id);
            if first.queued {
                // A queued close goes out as soon as a task polls; what else holds the handle does not poll it.
                holders.retain(|h| !matches!(h.kind, HolderKind::Background));
            }
            holders.extend(self.closing(s, *id));
            if holders.is_empty() {
                continue;
            }
            let (Some(first_site), Some(second_site)) = (open_site(first), open_site(second))
            else {
                continue;
            };
            let overwritten = call.and_then(|(summary, args, before)| {
                summary.overwrites.iter().find(|o| {
                    o.opened == second_site.span && self.input_holds(before, args, &o.old, *id)
                })
            });
            let mut attempts = first.attempts.0.clone();
            for attempt in &mut attempts {
                if attempt.why == AttemptKind::QueuedUnpolled
                    && holders
                        .iter()
                        .any(|h| matches!(h.kind, HolderKind::Task | HolderKind::Thread))
                {
                    attempt.why = AttemptKind::QueuedReconnects;
                }
            }
            attempts.sort();
            attempts.dedup();
            let second_is_first = second_site.span == first_site.span;
            let beside_task = holders.iter().all(|h| h.kind.is_unjoined());
            let holds = |t: &&Task| t.holds.iter().any(|v| v.has_obj(*id));
            let mut left = s.tasks.values().filter(|_| beside_task).filter(holds);
            let left = left.find_map(|t| t.left);
            let confidence = match beside_task {
                true => Confidence::Likely,
                false => Confidence::Certain,
            };
            let overlap = Overlap {
                same_site: second_is_first,
                second: second_site,
                first: first_site,
                holders,
                attempts,
                overwritten: overwritten.map(|o| o.slot.clone()),
                shadowed_by: self.shadowing(s, *id, new),
                side_by_side: self.side_by_side || beside_task && left.is_none(),
                closed_elsewhere: self.closed_elsewhere(first),
                identity,
                reconnects: self.comes_back(s, *id, first)
                    && (self.by_itself(second) || second_is_first),
                doubt: left.map(given_up).or(first.doubt.map(|doubt| Doubt {
                    span: doubt.span,
                    why: doubt.why,
                    comes_back: self.comes_back(s, *id, first),
                })),
                confidence,
                recall: None,
            };
            out.push(overlap);
        }
        out
    }

    /// A connection opens a second time beside itself: the handle that it is held by is the new one's too.
    pub(crate) fn open_beside_itself(&mut self, s: &State, id: ObjId, span: Span) {
        let Some(obj) = s.objs.get(&id) else { return };
        let mut second = obj.clone();
        second.opened = Some(Site::here(span));
        let holders = holders(s, self, id);
        let exclusive = self.exclusive(obj) == Exclusive::Identity;
        if !exclusive || obj.identity == Some(Expr::Fresh) || holders.is_empty() {
            return;
        }
        let (Some(first), Some(second_site)) = (open_site(obj), open_site(&second)) else {
            return;
        };
        let key = (second_site.span, first.span);
        let overlap = Overlap {
            same_site: second_site.span == first.span,
            second: second_site,
            first,
            holders,
            attempts: obj.attempts.0.clone(),
            overwritten: None,
            shadowed_by: None,
            side_by_side: self.side_by_side,
            closed_elsewhere: self.closed_elsewhere(obj),
            identity: IdentityFact::SameHandle,
            reconnects: false,
            doubt: None,
            confidence: Confidence::Certain,
            recall: None,
        };
        self.record(s, key, overlap);
    }

    /// Notes that a connection is closed in the block in progress.
    pub(crate) fn note_close(&mut self, s: &State, id: ObjId, span: Span) {
        let open = s.objs.get(&id).filter(|o| o.status == Status::Open);
        if let Some(site) = open.and_then(|o| o.opened.as_ref()) {
            let known = self.closings.entry(site.clone()).or_default();
            if known.len() < MAX_CLOSINGS {
                known.insert((self.block, span));
            }
        }
    }

    /// Notes the connections that a dropped value was the last to hold.
    pub(crate) fn note_drop_closes(&mut self, s: &State, dropped: &Val, span: Span) {
        for id in objs(dropped) {
            if holders(s, self, id).is_empty() {
                self.note_close(s, id, span);
            }
        }
    }

    /// Where the connection is closed on another way to the block in progress.
    fn closed_elsewhere(&self, first: &Obj) -> Option<Span> {
        let closings = self.closings.get(first.opened.as_ref()?)?;
        let leads_here = |from: &Block| {
            let body = self.body();
            let mut seen = BTreeSet::from([*from]);
            let mut work = vec![*from];
            while let Some(block) = work.pop() {
                for next in successors(&body.blocks[block.0 as usize].term) {
                    if next == self.block {
                        return true;
                    }
                    if seen.insert(next) {
                        work.push(next);
                    }
                }
            }
            false
        };
        let here = closings
            .iter()
            .filter(|(block, _)| *block != self.block && leads_here(block));
        here.map(|(_, span)| *span).min()
    }

    /// Whether the client of a connection reconnects in the background.
    fn by_itself(&self, obj: &Obj) -> bool {
        obj.reconnects && self.solver.type_model(obj.ty).reconnects != Reconnects::OnUse
    }

    /// Whether a connection comes back after a loss: in the background, or because a task polls on.
    fn comes_back(&self, s: &State, id: ObjId, obj: &Obj) -> bool {
        let polled_on = |t: &crate::domain::Task| {
            matches!(t.end, TaskEnd::Never | TaskEnd::WhenTold)
                && t.holds.iter().any(|v| v.has_obj(id))
        };
        self.by_itself(obj) || obj.reconnects && s.tasks.values().any(polled_on)
    }

    /// The declaration of a variable that holds the new connection and shadows one that holds the old one.
    fn shadowing(&self, s: &State, old: ObjId, new: ObjId) -> Option<Span> {
        s.locals.iter().find_map(|(local, v)| {
            let decl = self.body().locals.get(local.0 as usize)?;
            let shadowed = s.locals.get(&decl.shadows?)?;
            (v.has_obj(new) && shadowed.has_obj(old)).then_some(decl.span)
        })
    }

    /// Keeps a finding made in a state.
    pub(super) fn record(&mut self, s: &State, key: (Span, Span), overlap: Overlap) {
        if !needs_of_inputs(s) {
            self.sight.unconditional.insert(key);
        }
        keep(&mut self.sight.findings, key, overlap);
    }

    /// Whether two connections exclude each other, and how that was seen.
    fn same_identity(
        &self,
        s: &State,
        (first, a): (ObjId, &Obj),
        (second, b): (ObjId, &Obj),
    ) -> Option<IdentityFact> {
        let is_link = match (self.exclusive(a), self.exclusive(b)) {
            (Exclusive::Identity, Exclusive::Identity) => false,
            (x, y) if x.is_of_links() && x == y && a.ty == b.ty => true,
            _ => return None,
        };
        let (x, y) = (a.identity.as_ref()?, b.identity.as_ref()?);
        if x.same(y) != Same::Yes || in_variant_of_input(x) {
            return None;
        }
        if let (Some(x), Some(y)) = (&a.endpoint, &b.endpoint)
            && x.same(y) != Same::Yes
        {
            return None;
        }
        let elsewhere = || !self.same_scope(s, first, second) || !self.stands(s, first);
        if is_link && elsewhere() {
            return None;
        }
        match x {
            // The empty client id asks the broker for a new one.
            Expr::Const(text) if text.is_empty() => None,
            Expr::Const(text) => Some(IdentityFact::Constant(text.to_string())),
            other => Some(IdentityFact::SameValue(self.identity_name(other))),
        }
    }

    /// How to speak of an identity that is no constant.
    fn identity_name(&self, e: &Expr) -> String {
        use crate::domain::hold::HoldContext;
        match e {
            Expr::Arg(_) | Expr::Field(..) if e.is_input() => {
                let name = self.describe(e);
                name.strip_suffix(".identity")
                    .map_or(name.clone(), str::to_owned)
            }
            _ => String::new(),
        }
    }

    /// Whether the caller's value of an input of the callee holds a connection.
    fn input_holds(&self, before: &State, args: &[Val], e: &Expr, id: ObjId) -> bool {
        let slot = Subst::new(self.solver, args, before).input(e);
        self.solver.through(before, &slot).has_obj(id)
    }

    /// A slot is overwritten: if what it held and what it gets overlap, the finding says so; if what it held came from
    /// a caller, the caller will.
    pub(crate) fn note_overwrite(&mut self, s: &State, old: &Val, new: &Val, slot: &Slot) {
        let opened: Vec<Site> = objs(new)
            .into_iter()
            .filter_map(|id| s.objs.get(&id)?.opened.clone())
            .collect();
        if opened.is_empty() {
            return;
        }
        for id in objs(old) {
            let Some(first) = s.objs.get(&id) else {
                continue;
            };
            if first.status == Status::Closed {
                continue;
            }
            if let Some(e) = &first.input {
                self.pass_on_overwrite(&opened, e, slot);
            }
            let Some(first) = &first.opened else { continue };
            for second in &opened {
                if let Some(finding) = self.sight.findings.get_mut(&(second.span, first.span)) {
                    finding.overwritten.get_or_insert_with(|| slot.clone());
                }
            }
        }
        old.walk(&mut |v| {
            let e = match v {
                Val::Sym(e, _) if e.is_input() => e,
                Val::Adt(a) if a.base.as_ref().is_some_and(|b| b.is_input()) => match &a.base {
                    Some(base) => base,
                    None => return,
                },
                _ => return,
            };
            self.pass_on_overwrite(&opened, e, slot);
        });
    }

    /// Slots that a callee overwrites may be this body's caller's.
    pub(crate) fn pass_on_overwrites(&mut self, before: &State, summary: &Summary, args: &[Val]) {
        for overwrite in &summary.overwrites {
            let slot = Subst::new(self.solver, args, before).input(&overwrite.old);
            let Val::Sym(e, _) = &slot else { continue };
            if e.is_input() && self.overwrites.len() < 16 {
                let mut passed = overwrite.clone();
                passed.old = e.clone();
                if !self.overwrites.contains(&passed) {
                    self.overwrites.push(passed);
                }
            }
        }
    }

    fn pass_on_overwrite(&mut self, opened: &[Site], e: &std::rc::Rc<Expr>, slot: &Slot) {
        for site in opened {
            let overwrite = Overwrite {
                opened: site.span,
                old: e.clone(),
                slot: slot.clone(),
            };
            if self.overwrites.len() < 16 && !self.overwrites.contains(&overwrite) {
                self.overwrites.push(overwrite);
            }
        }
    }

    /// A variable gets a connection while one of the same name, now shadowed, holds another.
    pub(crate) fn note_shadowing(&mut self, s: &State, local: Local, new: &Val) {
        let Some(decl) = self.body().locals.get(local.0 as usize) else {
            return;
        };
        let Some(old) = decl.shadows.and_then(|l| s.locals.get(&l)) else {
            return;
        };
        let opened = |v: &Val| -> Vec<Site> {
            objs(v)
                .into_iter()
                .filter_map(|id| s.objs.get(&id)?.opened.clone())
                .collect()
        };
        let (first, second) = (opened(old), opened(new));
        for first in &first {
            for second in &second {
                if let Some(finding) = self.sight.findings.get_mut(&(second.span, first.span)) {
                    finding.shadowed_by.get_or_insert(decl.span);
                }
            }
        }
    }

    /// Notes that something that looked like a close has not closed.
    pub(crate) fn attempt(s: &mut State, id: ObjId, span: Span, why: AttemptKind) {
        if let Some(obj) = s.objs.get_mut(&id) {
            let attempt = CloseAttempt { span, why };
            if !obj.attempts.0.contains(&attempt) && obj.attempts.0.len() < 8 {
                obj.attempts.0.push(attempt);
            }
        }
    }
}

/// Where a connection was opened, for a report.
pub(super) fn open_site(obj: &Obj) -> Option<OpenSite> {
    let Site { span, chain } = obj.opened.clone()?;
    let created = (obj.created.span != span).then_some(obj.created.span);
    Some(OpenSite {
        span,
        chain: chain.to_vec(),
        ty: obj.ty,
        model: obj.ty.model,
        created,
    })
}

/// The first connection is that of a task for which somebody has given up waiting.
pub(super) fn given_up(span: Span) -> Doubt {
    Doubt {
        span,
        why: DoubtKind::TimedOut,
        comes_back: false,
    }
}

/// Findings, by the second and the first open.
pub(crate) type Findings = BTreeMap<(Span, Span), Overlap>;

/// Keeps a finding; of several for one pair of opens a certain one, and then the one with the shortest way to it.
pub(crate) fn keep(findings: &mut Findings, key: (Span, Span), overlap: Overlap) {
    // A drop that may come too late says less than a value that is still there.
    let length = |o: &Overlap| {
        let closing = o.holders.iter().all(|h| h.kind == HolderKind::Closing);
        let calls = o.second.chain.len() + o.first.chain.len();
        (closing, o.confidence, o.doubt.is_some(), calls)
    };
    match findings.get_mut(&key) {
        Some(known) if length(known) <= length(&overlap) => {
            if known.closed_elsewhere.is_none() {
                known.closed_elsewhere = overlap.closed_elsewhere;
            }
            if known.overwritten.is_none() {
                known.overwritten = overlap.overwritten;
            }
        }
        _ => {
            findings.insert(key, overlap);
        }
    }
}

/// The connections of which a value holds a part.
pub(crate) fn objs(v: &Val) -> Vec<ObjId> {
    let mut out = Vec::new();
    v.walk(&mut |v| {
        if let Val::Obj(id, _) = v {
            out.push(*id);
        }
    });
    out
}

/// Whether an identity is the payload of a variant of something that came from the caller: whether it is there at all,
/// and not one made at random instead, the caller decides. A caller that knows makes the finding.
fn in_variant_of_input(e: &Expr) -> bool {
    e.any(&mut |e| matches!(e, Expr::Field(base, name) if name.contains('.') && base.is_input()))
}
