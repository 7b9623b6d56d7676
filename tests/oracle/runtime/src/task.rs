//! Tasks and their handles.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use oracle_client::{cond, joined, set_paused};

use crate::executor;

/// The task was aborted.
#[derive(Debug)]
pub struct JoinError;

/// A handle of a task. Its drop leaves the task running.
#[derive(Debug)]
pub struct JoinHandle<T> {
    number: u64,
    output: Rc<RefCell<Option<T>>>,
    aborted: Rc<Cell<bool>>,
    /// Whether somebody has been kept waiting for it though it was aborted.
    awaited: bool,
    state: Rc<Cell<State>>,
}

/// How far a task is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Running,
    Over,
    Panicked,
}

/// Says that the task is over, however that came about.
struct Over(Rc<Cell<State>>);

impl Drop for Over {
    fn drop(&mut self) {
        self.0.set(match std::thread::panicking() {
            true => State::Panicked,
            false => State::Over,
        });
    }
}

/// Begins a task. It runs when the one in progress waits.
pub fn spawn<F>(body: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let mut handle = JoinHandle {
        number: 0,
        output: Rc::default(),
        aborted: Rc::default(),
        awaited: false,
        state: Rc::default(),
    };
    let output = handle.output.clone();
    let over = Over(handle.state.clone());
    let whole = async move {
        // Dropped last: what the task held is gone when others hear of its end.
        let _over = over;
        let value = body.await;
        *output.borrow_mut() = Some(value);
    };
    handle.number = executor::add(Box::pin(whole), handle.aborted.clone());
    handle
}

impl<T> JoinHandle<T> {
    /// Ends the task where it waits, at once.
    pub fn abort(&self) {
        self.aborted.set(true);
        executor::drop_aborted();
        joined(self.number);
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        // It is dropped already; another thread would have had to do it, which may take longer.
        if self.aborted.get() && !self.awaited {
            self.awaited = true;
            if cond() {
                set_paused();
                return Poll::Pending;
            }
        }
        let value = self.output.borrow_mut().take();
        if value.is_none() && self.state.get() == State::Running {
            return Poll::Pending;
        }
        // What comes after a panic is nobody's business.
        assert!(self.state.get() != State::Panicked, "the task has panicked");
        joined(self.number);
        Poll::Ready(value.ok_or(JoinError))
    }
}

/// Begins a thread, whose end can be awaited.
pub fn spawn_blocking<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + 'static,
    T: 'static,
{
    spawn(async move { body() })
}

/// Lets others run.
pub async fn yield_now() {
    oracle_client::pause().await;
}

/// A set of tasks. Its drop aborts those that are left.
#[derive(Debug, Default)]
pub struct JoinSet<T> {
    tasks: Vec<JoinHandle<T>>,
}

impl<T: 'static> JoinSet<T> {
    /// A set without tasks.
    #[must_use]
    pub fn new() -> JoinSet<T> {
        JoinSet { tasks: Vec::new() }
    }

    /// Begins a task of the set.
    pub fn spawn<F>(&mut self, body: F)
    where
        F: Future<Output = T> + 'static,
    {
        self.tasks.push(spawn(body));
    }

    /// Begins a thread of the set.
    pub fn spawn_blocking<F>(&mut self, body: F)
    where
        F: FnOnce() -> T + 'static,
    {
        self.tasks.push(spawn_blocking(body));
    }

    /// Waits for the task that ends next; `None` if there is none.
    pub async fn join_next(&mut self) -> Option<Result<T, JoinError>> {
        if self.tasks.is_empty() {
            return None;
        }
        poll_fn(|cx| {
            let ended = self.tasks.iter_mut().enumerate().find_map(|(at, task)| {
                match Pin::new(task).poll(cx) {
                    Poll::Ready(output) => Some((at, output)),
                    Poll::Pending => None,
                }
            });
            match ended {
                Some((at, output)) => {
                    self.tasks.remove(at);
                    Poll::Ready(Some(output))
                }
                None => Poll::Pending,
            }
        })
        .await
    }

    /// Waits for all of them.
    ///
    /// # Panics
    ///
    /// One of them was aborted.
    pub async fn join_all(mut self) -> Vec<T> {
        let mut all = Vec::new();
        while let Some(output) = self.join_next().await {
            all.extend(output);
        }
        all
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}
