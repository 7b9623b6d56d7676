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

type Body<'scope, T> = Box<dyn FnOnce() -> T + 'scope>;

trait Run {
    /// Runs it to its end, if it has not run.
    fn run(&self);

    /// Its number.
    fn number(&self) -> u64;

    /// Whether it has come to its end and not panicked.
    fn is_through(&self) -> bool;
}

struct Thread<'scope, T> {
    number: u64,
    body: RefCell<Option<Body<'scope, T>>>,
    output: RefCell<Option<T>>,
    is_through: Cell<bool>,
}

impl<'scope, T: 'scope> Thread<'scope, T> {
    /// Begins one: it has run, or will when somebody waits. Says which.
    fn begin(body: Body<'scope, T>) -> (Rc<Thread<'scope, T>>, bool) {
        let thread = Rc::new(Thread {
            number: NEXT.replace(NEXT.get() + 1),
            body: RefCell::new(Some(body)),
            output: RefCell::default(),
            is_through: Cell::default(),
        });
        record::spawned(thread.number);
        let has_run = cond();
        if has_run {
            thread.run();
        }
        (thread, has_run)
    }
}

impl<T> Run for Thread<'_, T> {
    fn run(&self) {
        let Some(body) = self.body.take() else {
            return;
        };
        let spawner = record::enter(self.number);
        let output = alone(body);
        record::enter(spawner);
        self.is_through.set(output.is_some());
        self.output.replace(output);
    }

    fn number(&self) -> u64 {
        self.number
    }

    fn is_through(&self) -> bool {
        self.is_through.get()
    }
}

/// A handle of a thread. Its drop leaves the thread running.
#[allow(missing_debug_implementations, reason = "it holds a closure")]
pub struct JoinHandle<'scope, T>(Rc<Thread<'scope, T>>);

/// Begins a thread. How far it gets before its spawner goes on is unknown.
pub fn spawn<F, T>(body: F) -> JoinHandle<'static, T>
where
    F: FnOnce() -> T + 'static,
    T: 'static,
{
    let (thread, has_run) = Thread::begin(Box::new(body));
    if !has_run {
        WAITING.with_borrow_mut(|waiting| waiting.push(thread.clone()));
    }
    JoinHandle(thread)
}

impl<T> JoinHandle<'_, T> {
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

/// A scope at whose end its threads are waited for.
#[allow(missing_debug_implementations, reason = "it holds closures")]
pub struct Scope<'scope> {
    threads: RefCell<Vec<Rc<dyn Run + 'scope>>>,
}

impl<'scope> Scope<'scope> {
    /// Begins a thread of the scope.
    pub fn spawn<T: 'scope>(&self, body: impl FnOnce() -> T + 'scope) -> JoinHandle<'scope, T> {
        let (thread, _) = Thread::begin(Box::new(body));
        self.threads.borrow_mut().push(thread.clone());
        JoinHandle(thread)
    }
}

/// Does something beside threads, and waits for them.
///
/// # Panics
///
/// A thread has that nobody has joined.
pub fn scope<'scope, T>(body: impl FnOnce(&Scope<'scope>) -> T) -> T {
    let scope = Scope {
        threads: RefCell::default(),
    };
    let value = body(&scope);
    for thread in scope.threads.take() {
        thread.run();
        record::joined(thread.number());
        assert!(thread.is_through(), "a thread has panicked");
    }
    value
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
