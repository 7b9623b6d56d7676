//! The tasks, and who goes on next.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::panic::panic_any;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use oracle_client::thread::catch_up;
use oracle_client::{alone, cond, enter, set_paused, spawned, take_paused};

use crate::choice::choose;

/// A task that has not come to its end.
struct Entry {
    number: u64,
    body: Pin<Box<dyn Future<Output = ()>>>,
    aborted: Rc<Cell<bool>>,
    /// Whether it waits for somebody else.
    blocked: bool,
}

thread_local! {
    static TASKS: RefCell<Vec<Entry>> = const { RefCell::new(Vec::new()) };
    /// The number of the next task.
    static NEXT: Cell<u64> = const { Cell::new(1) };
    /// Whether something has changed for which the one that is not a task may wait.
    static CHANGED: Cell<bool> = const { Cell::new(false) };
}

/// Everybody waits for somebody else: nothing happens any more.
struct Stuck;

/// Adds a task; gives its number. How far another thread gets with it before the one in progress goes on is unknown.
pub(crate) fn add(mut body: Pin<Box<dyn Future<Output = ()>>>, aborted: Rc<Cell<bool>>) -> u64 {
    let number = NEXT.get();
    NEXT.set(number + 1);
    spawned(number);
    let paused = take_paused();
    let mut blocked = false;
    let mut ready = false;
    let mut cx = Context::from_waker(Waker::noop());
    while !blocked && !ready && cond() {
        let spawner = enter(number);
        ready = alone(|| body.as_mut().poll(&mut cx)).is_none_or(|polled| polled.is_ready());
        enter(spawner);
        blocked = !take_paused();
    }
    if paused {
        set_paused();
    }
    if ready {
        return number;
    }
    TASKS.with_borrow_mut(|tasks| {
        tasks.push(Entry {
            number,
            body,
            aborted,
            blocked,
        });
    });
    number
}

/// Drops all tasks when the runtime goes, also when a panic takes it.
struct Tasks;

impl Drop for Tasks {
    fn drop(&mut self) {
        // What a task drops may look for the tasks.
        let tasks = TASKS.take();
        drop(tasks);
    }
}

/// Runs a future to its end, with the tasks that are spawned meanwhile.
pub(crate) fn block_on<F: Future>(main: F) -> F::Output {
    let _tasks = Tasks;
    let mut main = pin!(main);
    let mut main_blocked = false;
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if drop_aborted() | CHANGED.take() {
            main_blocked = false;
        }
        let mut ready: Vec<Option<usize>> = Vec::new();
        if !main_blocked {
            ready.push(None);
        }
        TASKS.with_borrow(|tasks| {
            let free = tasks.iter().enumerate().filter(|(_, task)| !task.blocked);
            ready.extend(free.map(|(at, _)| Some(at)));
        });
        if ready.is_empty() {
            panic_any(Stuck);
        }
        take_paused();
        catch_up();
        match ready[choose(ready.len())] {
            None => match main.as_mut().poll(&mut cx) {
                Poll::Ready(value) => return value,
                Poll::Pending => main_blocked = !take_paused(),
            },
            Some(at) => {
                let mut task = TASKS.with_borrow_mut(|tasks| tasks.remove(at));
                let before = enter(task.number);
                let polled = alone(|| task.body.as_mut().poll(&mut cx));
                enter(before);
                match polled {
                    None | Some(Poll::Ready(())) => {
                        drop(task);
                        wake();
                        main_blocked = false;
                    }
                    Some(Poll::Pending) => {
                        task.blocked = !take_paused();
                        TASKS.with_borrow_mut(|tasks| {
                            let at = at.min(tasks.len());
                            tasks.insert(at, task);
                        });
                    }
                }
            }
        }
    }
}

/// Drops the tasks that were aborted; whether there were any.
pub(crate) fn drop_aborted() -> bool {
    let mut any = false;
    loop {
        let found = TASKS.with_borrow_mut(|tasks| {
            let at = tasks.iter().position(|task| task.aborted.get())?;
            Some(tasks.remove(at))
        });
        let Some(task) = found else { break };
        drop(task);
        any = true;
    }
    if any {
        wake();
    }
    any
}

/// Something has been sent or received, or an end of a channel is gone: who waits for that is asked again.
pub(crate) fn changed() {
    CHANGED.set(true);
    wake();
}

/// Somebody has come to an end: who waits for somebody is asked again.
fn wake() {
    TASKS.with_borrow_mut(|tasks| {
        for task in tasks {
            task.blocked = false;
        }
    });
}
