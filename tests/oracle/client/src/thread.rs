//! Threads with the names of `std::thread`'s, one after the other: each runs when it is spawned, or only when somebody waits.
//! Programs name `std`'s; what rustc gets names these.
//!
//! What a thread has closed counts as open for its spawner until that waits for something
//! (`Record::lingering`), so that these two ways stand for all.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::record;
use crate::search::{alone, cond};

thread_local! {
    /// The threads that have not run.
    static WAITING: RefCell<Vec<Rc<dyn Run>>> = const { RefCell::new(Vec::new()) };
    /// The number of the next thread, beyond those of tasks.
    static NEXT: Cell<u64> = const { Cell::new(1 << 32) };
}

trait Run {
    /// Runs it to its end, if it has not run.
    fn run(&self);
}

struct Thread<T> {
    number: u64,
    body: RefCell<Option<Box<dyn FnOnce() -> T>>>,
    output: RefCell<Option<T>>,
}

impl<T> Run for Thread<T> {
    fn run(&self) {
        let Some(body) = self.body.take() else {
            return;
        };
        let spawner = record::enter(self.number);
        let output = alone(body);
        record::enter(spawner);
        self.output.replace(output);
    }
}

/// A handle of a thread. Its drop leaves the thread running.
#[allow(missing_debug_implementations, reason = "it holds a closure")]
pub struct JoinHandle<T>(Rc<Thread<T>>);

/// Begins a thread. How far it gets before its spawner goes on is unknown.
pub fn spawn<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + 'static,
    T: 'static,
{
    let thread = Rc::new(Thread {
        number: NEXT.replace(NEXT.get() + 1),
        body: RefCell::new(Some(Box::new(body) as Box<dyn FnOnce() -> T>)),
        output: RefCell::default(),
    });
    record::spawned(thread.number);
    if cond() {
        thread.run();
    } else {
        WAITING.with_borrow_mut(|waiting| waiting.push(thread.clone()));
    }
    JoinHandle(thread)
}

impl<T> JoinHandle<T> {
    /// Waits for its end.
    ///
    /// # Errors
    ///
    /// Never.
    ///
    /// # Panics
    ///
    /// The thread has: what comes after a panic is nobody's business.
    pub fn join(self) -> std::thread::Result<T> {
        self.0.run();
        record::joined(self.0.number);
        match self.0.output.take() {
            Some(output) => Ok(output),
            None => panic!("the thread has panicked"),
        }
    }
}

/// Somebody waits for something: the threads run to their ends.
pub fn catch_up() {
    while let Some(thread) = WAITING.with_borrow_mut(Vec::pop) {
        thread.run();
    }
    record::end_turn();
}

/// Forgets the threads of a run that is over.
pub(crate) fn forget() {
    drop(WAITING.take());
}
