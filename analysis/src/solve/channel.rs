//! What goes into a channel and comes out of it.
//!
//! A value that is sent lies in the channel, and so belongs to whoever has the receiving end. Where that is a task, its body
//! tells what becomes of it: one in which, wherever it waits, what was received last is still there keeps it until it
//! receives another one ([`Frame::watch_channels`]). Of any other one it is only known that it has it for a moment.

use std::collections::BTreeSet;
use std::rc::Rc;

use double_connect_clients::TypeId;
use double_connect_clients::access::Step;
use double_connect_clients::model::{Receive, Role, Send};

use super::{Frame, Solver};
use super::body::Values;
use super::client::{ModelCall, build};
use super::subst::Subst;
use super::summary::{Exit, Outcome, Summary};
use super::task::runnable;
use crate::domain::channel::{Content, any_message, channel, first_of, is_content, is_message};
use crate::domain::hold::{half, has_half, holders};
use crate::domain::state::{Shape, Status, TaskEnd};
use crate::domain::{Expr, ObjId, Root, State, Task, TaskId, Type, Val};
use crate::source::Span;

/// How deep the type of a message is looked into for pointers.
const MAX_NESTING: usize = 6;

impl Solver<'_> {
    /// Whether a value of the type may have a pointer to something that others can have too, with a connection in it.
    fn points_to_connection(&self, ty: &Type, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return true;
        };
        let points = |ty: &Type| self.points_to_connection(ty, depth);
        match ty {
            Type::Shared(inner) | Type::Ref(inner) => self.may_hold(inner),
            Type::Option(inner) | Type::Wrap(_, inner) => points(inner),
            Type::Result(ok, err) => points(ok) || points(err),
            Type::Tuple(parts) => parts.iter().any(points),
            Type::Coll(coll) => points(&coll.elem),
            Type::Adt(adt) => self.program[adt.id].any_field(|variant, name| {
                let ty = self.program.field_ty(adt.id, variant, name, &adt.args);
                points(&self.type_of(&ty))
            }),
            _ => false,
        }
    }
}

impl Frame<'_, '_> {
    /// The two ends of a channel as a model's call gives them: components of one symbol.
    pub(crate) fn end_of_channel(&self, pair: &Expr, role: Role, ty: TypeId) -> Val {
        let name = if role == Role::SendingEnd { "0" } else { "1" };
        Val::sym(pair.field(name), Type::End(ty, Rc::new(Type::Unknown)))
    }

    /// Something is sent.
    pub(crate) fn send(&mut self, mut s: State, send: &Send, call: &ModelCall<'_>) -> Values {
        let end = call.receiver.as_ref();
        let end = end.map(|(loc, _)| self.solver.read(&s, loc));
        let v = self.argument(&mut s, &send.value, call);
        let (Some(end), Some(v)) = (end, v) else {
            return self.call_unknown(s, call.args.clone(), Type::Unknown, call.span);
        };
        self.tell(&mut s, &end, "send");
        let woken = match &end {
            Val::Sym(e, _) => self.wake(s, &channel(e), v.clone()),
            _ => vec![s],
        };
        let sent = |s| self.sent_to(s, &end, &v, call);
        woken.into_iter().flat_map(sent).collect()
    }

    fn sent_to(&mut self, mut s: State, end: &Val, v: &Val, call: &ModelCall<'_>) -> Values {
        if !super::frame::may_hold(v) {
            return self.call_unknown(s, call.args.clone(), Type::Unknown, call.span);
        }
        s.pass_time();
        let mut failed = s.clone();
        let mut out = Values::new();
        if let Val::Sym(e, _) = end {
            let place = channel(e);
            let mut content = Content::of(&s, &place);
            // Of several only the last one is known, and that it is not the next one to be taken.
            content.sent = match content.sent {
                Some(Some(_)) => Some(Some(s.opaque(Type::Unknown))),
                _ => Some(Some(v.clone())),
            };
            content.put(&mut s, &place);
            self.nobody_receives(&mut failed, end);
            self.deliver(&mut s, &place);
        }
        out.push((s, Val::ok(Val::unit())));
        let error = Val::err(failed.opaque(Type::Unknown));
        out.push((failed, error));
        out
    }

    /// Sending has failed: whoever had the other end has none any more.
    fn nobody_receives(&self, s: &mut State, end: &Val) {
        let takers = self.takers(s, end);
        for id in takers {
            s.end_task(id);
        }
    }

    /// The tasks that have the other end of a sending end.
    fn takers(&self, s: &State, end: &Val) -> Vec<TaskId> {
        let Val::Sym(e, _) = end else {
            return Vec::new();
        };
        let place = channel(e);
        let tasks = s.tasks.iter();
        let takes = |t: &Task| t.holds.iter().any(|held| receives(held, &place));
        tasks.filter(|(_, t)| takes(t)).map(|(id, _)| *id).collect()
    }

    /// Something is received.
    pub(crate) fn receive(
        &mut self,
        mut s: State,
        receive: &Receive,
        call: &ModelCall<'_>,
    ) -> Values {
        let end = call.receiver.as_ref();
        let Some(Val::Sym(e, ty)) = end.map(|(loc, _)| self.solver.read(&s, loc)) else {
            return self.call_unknown(s, call.args.clone(), Type::Unknown, call.span);
        };
        s.pass_time();
        let late = receive.timed.then(|| s.clone());
        let steps = &receive.item.steps;
        let before = steps.split_last().map_or(&[][..], |(_, before)| before);
        let mut out = Values::new();
        for (mut s, v) in self.messages(s, &e, &ty, call.span) {
            let v = match (v, steps.last()) {
                (Some(v), _) => build(&mut s, vec![(steps.clone(), v)]),
                (None, Some(Step::Payload(name))) => {
                    let nothing = match name.as_str() {
                        "Some" => Val::none(),
                        _ => Val::err(s.opaque(Type::Unknown)),
                    };
                    build(&mut s, vec![(before.to_vec(), nothing)])
                }
                (None, _) => continue,
            };
            out.push((s, v));
        }
        if let Some(mut late) = late {
            late.give_up_receiving(&Val::Sym(e, ty), call.span);
            let error = Val::err(late.opaque(Type::Unknown));
            let v = build(&mut late, vec![(before.to_vec(), error)]);
            out.push((late, v));
        }
        out
    }

    /// The next item of a receiving end that a loop goes through: it ends when nobody can send any more.
    pub(crate) fn each_message(
        &mut self,
        mut s: State,
        end: &Expr,
        ty: &Type,
    ) -> Vec<(State, Option<Val>)> {
        s.fed = true;
        self.messages(s, end, ty, self.body().span)
    }

    /// What comes next out of a channel; or nothing, since nobody has its other end any more.
    fn messages(
        &mut self,
        mut s: State,
        end: &Expr,
        ty: &Type,
        span: Span,
    ) -> Vec<(State, Option<Val>)> {
        self.watch_channels(&s);
        s.fed |= self.in_endless_loop();
        let place = channel(end);
        let elem = match ty {
            Type::End(_, elem) => (**elem).clone(),
            _ => Type::Unknown,
        };
        let mut out = Vec::new();
        for (mut s, through) in self.sent_by_task(s, &place, span) {
            let mut nothing = s.clone();
            nothing.cut |= s.fed;
            if through && matches!(Content::of(&s, &place).sent, Some(None)) {
                out.push((s, None));
                continue;
            }
            let (known, v) = self.taken(&mut s, &place, elem.clone());
            out.push((s, Some(v)));
            if !known {
                out.push((nothing, None));
            }
        }
        out
    }

    /// The states in which a task that ends by itself has sent what it sends, if nothing lies in the channel and only that
    /// task can send anything; with whether it is through.
    fn sent_by_task(&mut self, s: State, place: &Expr, span: Span) -> Vec<(State, bool)> {
        let Expr::Sym(pair) = place else {
            return vec![(s, false)];
        };
        let sends = |v: &Val| has_half(v, *pair, false);
        let senders = s.tasks.iter();
        let mut senders = senders.filter(|(_, t)| t.holds.iter().chain([&t.output]).any(sends));
        let (Some((id, task)), None) = (senders.next(), senders.next()) else {
            return vec![(s, false)];
        };
        let empty = matches!(Content::of(&s, place).sent, Some(None));
        let mut others = s.locals.values().chain(s.in_call.iter().map(|(v, _)| v));
        if !empty || !task.deferred || task.end == TaskEnd::WhenDriven || others.any(sends) {
            return vec![(s, false)];
        }
        let (id, task) = (*id, task.clone());
        let mut before = s;
        before.tasks.remove(&id);
        let done = self.run_deferred(before, &[task], span);
        done.into_iter().map(|(s, _)| (s, true)).collect()
    }

    /// Takes out what comes next; with whether it is certain that something comes.
    fn taken(&self, s: &mut State, place: &Expr, elem: Type) -> (bool, Val) {
        let mut content = Content::of(s, place);
        let (known, v) = match content.sent.take() {
            Some(Some(v)) => (true, v),
            sent => {
                // It may point to what another one points to as well, and nothing but connections matters.
                let tells = self.solver.may_hold(&elem)
                    && !self.solver.points_to_connection(&elem, MAX_NESTING);
                let ty = if tells { elem } else { Type::Unknown };
                let first = sent.is_none() && place.is_input();
                let v = match first {
                    true => first_of(place, ty),
                    false => any_message(s, ty),
                };
                (false, v)
            }
        };
        content.sent = Some(None);
        content.kept = None;
        if let Some(last) = content.taken.take().filter(|v| self.is_of_connection(s, v)) {
            content.before = Some(last);
        }
        content.taken = Some(self.without_owning(s, &v));
        content.put(s, place);
        (known, v)
    }

    /// The parts of connections that a value has, as something that keeps nothing.
    fn without_owning(&self, s: &State, v: &Val) -> Val {
        let mut parts = Vec::new();
        self.each_part(s, v, &mut |part| parts.push(part.clone()));
        Val::tuple(parts)
    }

    fn each_part(&self, s: &State, v: &Val, f: &mut dyn FnMut(&Val)) {
        v.walk(&mut |v| match v {
            Val::Obj(..) => f(v),
            Val::Sym(_, ty) if self.solver.may_hold(ty) => f(v),
            Val::Shared(cell) => {
                if let Some(cell) = s.cells.get(cell) {
                    cell.val.walk(&mut |v| {
                        if matches!(v, Val::Obj(..)) {
                            f(v);
                        }
                    });
                }
            }
            _ => {}
        });
    }

    /// Whether what was taken is some part of a connection: a variant without payload is none.
    fn is_of_connection(&self, s: &State, taken: &Val) -> bool {
        let holds = |ty: &Type| self.solver.may_hold(ty);
        taken.any(|v| match v {
            Val::Obj(..) => true,
            Val::Sym(e, ty) => match s.shapes.get(&**e) {
                Some(Shape::Variant(variant)) => {
                    let width = self.solver.width(ty, Some(variant));
                    let part = |i: usize| self.solver.component(ty, &format!("{variant}.{i}"));
                    width.is_none_or(|width| (0..width).any(|i| holds(&part(i))))
                }
                _ => holds(ty),
            },
            _ => false,
        })
    }

    /// The body waits, or receives something else: notes of each channel from which it has received something whether that
    /// is still there.
    pub(crate) fn watch_channels(&mut self, s: &State) {
        for (place, content) in &s.mem {
            if !place.is_input() || !is_content(content) {
                continue;
            }
            let content = Content::of(s, place);
            let newest = content.taken.filter(|v| self.is_of_connection(s, v));
            let Some(taken) = newest.or(content.before) else {
                continue;
            };
            let kept = self.is_there(s, &taken);
            let known = self.keeps.entry(place.clone()).or_insert(true);
            *known = *known && kept;
        }
    }

    /// Whether somebody in this state holds a connection of which a part was taken, and nothing says that it is closed.
    fn is_there(&self, s: &State, taken: &Val) -> bool {
        let mut owners = 0;
        let mut there = true;
        taken.walk(&mut |v| match v {
            Val::Obj(id, ty) => {
                if self.is_owner(*ty) {
                    owners += 1;
                    there &= is_alive(s, *id) && !holders(s, self, *id).is_empty();
                }
            }
            Val::Sym(e, _) => {
                owners += 1;
                there &= self.part_is_there(s, e);
            }
            _ => {}
        });
        there && owners == 1
    }

    fn part_is_there(&self, s: &State, whole: &Expr) -> bool {
        let opened = |id: ObjId| {
            let obj = s.objs.get(&id)?;
            let of = obj.input.as_ref().is_some_and(|e| is_part(e, whole));
            (of && is_alive(s, id) && !holders(s, self, id).is_empty()).then_some(())
        };
        if s.objs.keys().any(|id| opened(*id).is_some()) {
            return true;
        }
        let untouched = |v: &Val| match v {
            Val::Sym(e, ty) => {
                matches!(**ty, Type::Handle(ty) if self.is_owner(ty)) && is_part(e, whole)
            }
            _ => false,
        };
        let touched = |e: &Expr| s.objs.values().any(|o| o.input.as_deref() == Some(e));
        let slots = s.mem.values().filter(|v| !is_content(v));
        let cells = s.cells.values().map(|c| &c.val);
        let tasks = s.tasks.values().flat_map(|t| &t.holds);
        let called = s.in_call.iter().map(|(v, _)| v);
        let mut roots = s.locals.values().chain(slots).chain(cells).chain(tasks);
        let has = |root: &Val| {
            root.any(|v| untouched(v) && !matches!(v, Val::Sym(e, _) if touched(e)))
        };
        roots.any(has) || called.into_iter().any(has)
    }

    /// Whether a method is called on something that came out of a channel: who has sent it, and how often, is not known.
    pub(super) fn is_of_message(&self, s: &State, receiver: &Val) -> bool {
        if let Val::Ref(loc) = receiver
            && let Root::Mem(e) = &loc.root
        {
            return is_message(e);
        }
        match self.solver.through(s, receiver) {
            Val::Sym(e, _) => is_message(&e),
            Val::Adt(adt) => adt.base.as_ref().is_some_and(|e| is_message(e)),
            _ => false,
        }
    }

    fn is_owner(&self, ty: TypeId) -> bool {
        matches!(
            self.solver.type_model(ty).role,
            Role::Owner | Role::Keeper
        )
    }

    /// What a callee tells of the channels that it got is told of those of this body.
    pub(crate) fn watched_by_callee(&mut self, s: &State, summary: &Summary, args: &[Val]) {
        for (place, kept) in &summary.keeps {
            let v = Subst::new(self.solver, args, s).input(place);
            if let Val::Sym(place, _) = v
                && place.is_input()
            {
                let known = self.keeps.entry(place).or_insert(true);
                *known = *known && *kept;
            }
        }
    }

    /// What has just been sent into a channel, or lies in one whose other end has just been given to a task, is received.
    pub(crate) fn deliver(&mut self, s: &mut State, place: &Expr) {
        let content = Content::of(s, place);
        let Some(Some(v)) = &content.sent else {
            return;
        };
        let receives = |t: &Task| t.holds.iter().any(|held| receives(held, place));
        let taker = s.tasks.iter().find(|(_, t)| receives(t));
        let Some((id, task)) = taker.map(|(id, t)| (*id, t.clone())) else {
            return;
        };
        let end = self.kept_by(s, place, v, &task);
        let mut after = Content {
            sent: Some(None),
            ..content.clone()
        };
        match end {
            Some(end) => {
                after.kept = Some(v.clone());
                if let Some(task) = s.tasks.get_mut(&id) {
                    task.end = end;
                    task.deferred = false;
                    task.output = Val::Moved;
                }
            }
            // It has it for a moment.
            None => {
                s.add_task(Task {
                    holds: vec![v.clone()],
                    end: TaskEnd::NotYet,
                    deferred: false,
                    tells: true,
                    left: None,
                    aborts_on_drop: false,
                    output: Val::unit(),
                    body: Val::Moved,
                    waits: false,
                    ..task
                });
            }
        }
        after.put(s, place);
    }

    /// Whether a task opens something only after it has received something from a channel into which nobody has sent
    /// anything yet.
    pub(super) fn waits_for_message(&self, s: &State, opening: &Outcome, captures: &[Val]) -> bool {
        opening.state.mem.iter().any(|(place, content)| {
            if !is_content(content) || Content::of(&opening.state, place).taken.is_none() {
                return false;
            }
            let there = Subst::new(self.solver, captures, s).input(place);
            let Val::Sym(there, _) = there else {
                return false;
            };
            let Expr::Sym(pair) = *there else {
                return false;
            };
            let sends = |v: &Val| has_half(v, pair, false);
            let empty = matches!(Content::of(s, &there).sent, Some(None));
            let is_at_hand = s.locals.values().chain(s.cells.values().map(|c| &c.val));
            let others = s.tasks.values().flat_map(|t| &t.holds);
            empty && is_at_hand.into_iter().any(sends) && !others.into_iter().any(sends)
        })
    }

    /// Something is called, or started, with these values: it may send something to tasks that wait for that.
    pub(crate) fn wake_by(&mut self, s: State, values: &[Val]) -> Vec<State> {
        if s.tasks.values().all(|t| !t.waits) {
            return vec![s];
        }
        let mut sending = BTreeSet::new();
        for v in values {
            self.each_sending_end(&s, v, MAX_NESTING, &mut sending);
        }
        let woken = sending.into_iter().fold(vec![s], |states, pair| {
            let place = Expr::Sym(pair);
            let each = states.into_iter();
            each.flat_map(|mut s| {
                let v = any_message(&mut s, Type::Unknown);
                self.wake(s, &place, v)
            })
            .collect()
        });
        woken
    }

    fn each_sending_end(&self, s: &State, v: &Val, depth: usize, found: &mut BTreeSet<u32>) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        v.walk(&mut |v| match v {
            Val::Sym(e, _) => {
                if let Some((pair, false)) = half(e) {
                    found.insert(pair);
                }
            }
            Val::Ref(_) | Val::Guard(_) | Val::Shared(_) => {
                if let Some(behind) = self.solver.behind(s, v) {
                    self.each_sending_end(s, &behind, depth, found);
                }
            }
            _ => {}
        });
    }

    /// Something is sent to a task that waits for it: it does now what it does then.
    fn wake(&mut self, mut s: State, place: &Expr, v: Val) -> Vec<State> {
        let waits = |t: &Task| t.waits && t.holds.iter().any(|held| receives(held, place));
        let Some((id, task)) = s.tasks.iter().find(|(_, t)| waits(t)) else {
            return vec![s];
        };
        let (id, task) = (*id, task.clone());
        let before = Content::of(&s, place);
        s.tasks.remove(&id);
        let sent = Content {
            sent: Some(Some(v)),
            ..before.clone()
        };
        sent.put(&mut s, place);
        let started = self.start(s, &task.body, (task.thread, true), task.site.span);
        let started = started.into_iter().map(|run| {
            let (mut s, running) = run.resumed(&task);
            s.tasks.insert(id, running);
            before.clone().put(&mut s, place);
            s
        });
        started.collect()
    }

    /// Whether a task keeps what it is sent until it is sent another one; and how it ends, if it does.
    fn kept_by(&mut self, s: &State, place: &Expr, v: &Val, task: &Task) -> Option<TaskEnd> {
        let (code, captures) = runnable(&task.body)?;
        let key = self.key_for(s, code, &captures);
        let summary = self.summary(key);
        let mut open = false;
        self.each_part(s, v, &mut |part| {
            open |= matches!(part, Val::Obj(id, _) if is_open(s, *id));
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
        let ends = summary.outcomes.iter().filter(|o| o.exit == Exit::Return);
        if ends.clone().all(|o| o.state.fed) {
            let cut = ends.clone().all(|o| o.state.cut);
            return Some(match (ends.count(), cut) {
                (0, _) => TaskEnd::Never,
                (_, true) => TaskEnd::WhenCut,
                (_, false) => TaskEnd::WhenTold,
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
            if !self.spend(super::apply::APPLY_COST) {
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
    pub(super) fn check_woken(
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

    /// Delivers what lies in any channel whose other end a task has.
    pub(crate) fn deliver_all(&mut self, s: &mut State) {
        let places = s.mem.iter().filter(|(_, v)| is_content(v));
        let places: Vec<Rc<Expr>> = places.map(|(e, _)| e.clone()).collect();
        for place in places {
            self.deliver(s, &place);
        }
    }
}

/// Whether a connection may be open.
fn is_alive(s: &State, id: ObjId) -> bool {
    let obj = s.objs.get(&id);
    obj.is_some_and(|o| matches!(o.status, Status::Open | Status::Unknown) && !o.queued)
}

fn is_open(s: &State, id: ObjId) -> bool {
    s.objs.get(&id).is_some_and(|o| o.status == Status::Open)
}

/// Whether an expression is a value or a component of it.
fn is_part(e: &Expr, whole: &Expr) -> bool {
    e == whole || matches!(e, Expr::Field(base, _) if is_part(base, whole))
}

/// Whether a value has the receiving end of a channel.
fn receives(v: &Val, place: &Expr) -> bool {
    matches!(place, Expr::Sym(pair) if has_half(v, *pair, true))
}
