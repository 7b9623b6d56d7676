//! A runtime with the names of tokio's whose scheduling is an unknown condition: who goes on next, whether a timeout is
//! over, are answers of `oracle_client::cond`, so that a search through the answers is one through the schedules.
//!
//! A future is left only where it awaits, but a task may have begun when `spawn` returns, as on another thread. What is not here: wakers (what waits for somebody else is asked
//! again when somebody has come to an end), fairness, time.

mod choice;
mod executor;
pub mod mpsc;
mod race;
pub mod runtime;
pub mod sync;
pub mod task;
pub mod time;

pub use race::{Either, Join, Race, join, race};
pub use task::spawn;

/// Runs two futures until one is through; the other one is dropped, then the handler runs.
#[macro_export]
macro_rules! select {
    ($a:pat = $first:expr => $then:block $b:pat = $second:expr => $or:block) => {{
        let done = $crate::race($first, $second).await;
        match done {
            $crate::Either::First($a) => $then,
            $crate::Either::Second($b) => $or,
        }
    }};
}

/// Runs two futures to their ends.
#[macro_export]
macro_rules! join {
    ($first:expr, $second:expr) => {
        $crate::join($first, $second).await
    };
}
