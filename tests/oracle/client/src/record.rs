//! Which connections are open in the run at hand, and what was seen so far.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::Location;

/// A place of a `connect`: 1-based line and column.
pub(crate) type Place = (u32, u32);

/// What is recorded of one program.
#[derive(Default)]
pub(crate) struct Record {
    /// The number of the run: what an earlier run left behind closes nothing in this one.
    epoch: u64,
    /// The next connection's number.
    next: u64,
    /// Open connections: number -> identity, where it was opened, and by which task.
    open: BTreeMap<u64, (String, Place, u64)>,
    /// Those that a task or thread has closed since it was spawned, while nobody has joined it: others go on beside it.
    lingering: Vec<Closed>,
    /// Who spawned a task, and when.
    spawned: BTreeMap<u64, (u64, u64)>,
    /// How often something was closed or spawned.
    clock: u64,
    /// The task that runs; 0 is the program itself.
    task: u64,
    /// How many were opened in this run.
    opened: u32,
    /// Whether this run was given up: nothing counts any more.
    over: bool,
    /// Every `connect` that was reached in any run and was not refused: of one that always is, the runs do not say what
    /// it would do.
    pub(crate) reached: BTreeSet<Place>,
    /// Every `connect` that opened while another connection of its identity was open that the same task had opened.
    pub(crate) overlaps: BTreeSet<Place>,
    /// Those that met one that another task had opened, with where it had: which of two is the second one is up to the
    /// schedule.
    pub(crate) beside: BTreeSet<(Place, Place)>,
    /// Those that met one that another task had closed before somebody waited for something: whether it was still open then
    /// is not asked.
    pub(crate) unasked: BTreeSet<(Place, Place)>,
    /// Where the bodies begin that were entered.
    pub(crate) entered: BTreeSet<Place>,
    /// What was met in any run: an answer or a connect, while these and those connections were open, hashed.
    met: HashSet<u64>,
    /// Whether this run has met anything that no earlier one had.
    news: bool,
}

/// A connection that was closed.
#[derive(Debug)]
struct Closed {
    identity: String,
    /// Where it was opened.
    place: Place,
    /// By which task.
    by: u64,
    /// When it was closed.
    at: u64,
    /// Whether somebody has waited for something since.
    waited: bool,
}

/// How many connections a run opens before it is given up.
const MAX_OPENED: u32 = 400;

thread_local! {
    static RECORD: RefCell<Record> = RefCell::default();
}

/// A connection that was opened.
#[derive(Debug)]
pub(crate) struct Connection {
    epoch: u64,
    number: u64,
}

impl Connection {
    /// Opens one and records it. What destructors do while a panic unwinds is left out: see the host's `exclusions.rs`.
    pub(crate) fn open(identity: &str, location: &Location<'_>) -> Connection {
        // A loop that goes on connecting without asking anything has no other end.
        if RECORD.with_borrow(|record| record.opened == MAX_OPENED) && !std::thread::panicking() {
            crate::search::cut();
        }
        RECORD.with_borrow_mut(|record| {
            let place = (location.line(), location.column());
            record.next += 1;
            record.opened += 1;
            if !record.over && !std::thread::panicking() {
                record.meet(place, true);
                record.reached.insert(place);
                let task = record.task;
                for (_, first, by) in record.open.values().filter(|(id, ..)| id == identity) {
                    if *by == task {
                        record.overlaps.insert(place);
                    } else {
                        record.beside.insert((place, *first));
                    }
                }
                for closed in &record.lingering {
                    if closed.identity == identity && record.is_beside(task, closed) {
                        let pairs = match closed.waited {
                            true => &mut record.unasked,
                            false => &mut record.beside,
                        };
                        pairs.insert((place, closed.place));
                    }
                }
                let opened = (identity.to_owned(), place, task);
                record.open.insert(record.next, opened);
            }
            Connection {
                epoch: record.epoch,
                number: record.next,
            }
        })
    }

    /// Closes it; a second time does nothing.
    pub(crate) fn close(&mut self) {
        RECORD.with_borrow_mut(|record| {
            if record.epoch != self.epoch {
                return;
            }
            let closed = record.open.remove(&self.number);
            record.clock += 1;
            let task = record.task;
            // The program itself goes on only after what it has closed.
            if let Some((identity, place, _)) = closed.filter(|_| task != 0) {
                record.lingering.push(Closed {
                    identity,
                    place,
                    by: task,
                    at: record.clock,
                    waited: false,
                });
            }
        });
    }
}

impl Record {
    /// Something was answered or opened at a place. Each set of open connections makes it another thing; how often one is
    /// among them does not, or loops that open would never come to an end of what is new.
    fn meet(&mut self, place: Place, answer: bool) {
        let open: BTreeSet<(&str, Place)> = self
            .open
            .values()
            .map(|(identity, first, _)| (identity.as_str(), *first))
            .collect();
        let mut hasher = DefaultHasher::new();
        (place, answer, open).hash(&mut hasher);
        if self.met.insert(hasher.finish()) {
            self.news = true;
        }
    }

    /// Whether what a task does is beside what was closed: not if the one that closed it is the same, or spawned the task, or one
    /// that did, only afterwards.
    fn is_beside(&self, mut task: u64, closed: &Closed) -> bool {
        if task == closed.by {
            return false;
        }
        while let Some((by, at)) = self.spawned.get(&task) {
            if *by == closed.by {
                return closed.at > *at;
            }
            task = *by;
        }
        true
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.close();
    }
}

/// Records that a `connect` was reached and not refused, though it may open nothing.
pub(crate) fn reached(location: &Location<'_>) {
    RECORD.with_borrow_mut(|record| {
        if !record.over {
            record.reached.insert((location.line(), location.column()));
        }
    });
}

/// Records that the body in which this stands was entered.
#[track_caller]
pub fn entered() {
    let here = Location::caller();
    RECORD.with_borrow_mut(|record| {
        if !record.over {
            record.entered.insert((here.line(), here.column()));
        }
    });
}

/// An unknown condition was answered.
pub(crate) fn answered(location: &Location<'_>, answer: bool) {
    RECORD.with_borrow_mut(|record| {
        if !record.over {
            record.meet((location.line(), location.column()), answer);
        }
    });
}

/// Whether the run at hand has met anything that no earlier one had.
pub(crate) fn has_news() -> bool {
    RECORD.with_borrow(|record| record.news)
}

/// Says which task runs from here on (0 is the program itself); gives the one before.
pub fn enter(task: u64) -> u64 {
    RECORD.with_borrow_mut(|record| std::mem::replace(&mut record.task, task))
}

/// The task that runs has spawned another one.
pub fn spawned(task: u64) {
    RECORD.with_borrow_mut(|record| {
        record.clock += 1;
        let by = (record.task, record.clock);
        record.spawned.insert(task, by);
    });
}

/// Somebody waits for something: how far others are afterwards is not asked.
pub(crate) fn end_turn() {
    RECORD.with_borrow_mut(|record| {
        for closed in &mut record.lingering {
            closed.waited = true;
        }
    });
}

/// The task that runs has waited for another one: what that did is from now on as if it had done it itself.
pub fn joined(task: u64) {
    RECORD.with_borrow_mut(|record| {
        record.clock += 1;
        for closed in record
            .lingering
            .iter_mut()
            .filter(|closed| closed.by == task)
        {
            closed.by = record.task;
            closed.at = record.clock;
        }
        record.lingering.retain(|closed| closed.by != 0);
    });
}

/// Begins the next run of a program.
pub(crate) fn begin_run() {
    crate::thread::forget();
    RECORD.with_borrow_mut(|record| {
        record.epoch += 1;
        record.open.clear();
        record.lingering.clear();
        record.spawned.clear();
        record.opened = 0;
        record.task = 0;
        record.over = false;
        record.news = false;
    });
}

/// From here on nothing of this run counts.
pub(crate) fn give_up() {
    RECORD.with_borrow_mut(|record| record.over = true);
}

/// Takes what was recorded of a program.
pub(crate) fn take() -> Record {
    RECORD.with_borrow_mut(|record| {
        let epoch = record.epoch + 1;
        std::mem::replace(
            record,
            Record {
                epoch,
                ..Record::default()
            },
        )
    })
}
