//! Where runs and analysis differ on purpose: each with its reason.
//!
//! - **Functions and closures that no run reached, and first connections that none opened** ([`excluded`]).
//! - **Which one is the second** ([`mirrored`]).
//! - **Bounds.** A body has a bounded number of states at each block and a bounded amount of work (`MAX_STATES` and `BUDGET`
//!   in `analysis/src/solve`). Where one was reached, the analysis names the body, and what is missed in that program is
//!   told apart (`Kind::Beyond`); what is reported must be right all the same.
//! - **Tasks that end by themselves.** How far such a task is once its spawner has waited for something else the analysis does
//!   not ask: until then it is compared with what its spawner opens, and it has done the rest where it is joined. So programs
//!   join such tasks before they wait for anything else; those that run beside others for longer poll an event loop until
//!   it fails. Threads are the same. Nor does it ask where the task or thread uses a static or has a lock that others have
//!   too, through which it may tell that it is through, or takes what no model knows (`Refused`); such tasks do neither.
//! - **When an abort takes place.** tokio drops an aborted task soon, the analysis (as the model says) at once, and so does
//!   the programs' runtime.
//! - **Data in channels.** What is sent and cannot hold a connection is not followed, so an identity that comes out of a
//!   channel is not known. Programs send what can hold one.
//! - **Commands.** A task that does what it is told is followed for four of them (`MAX_TOLD` in `analysis/src/solve/channel`);
//!   programs send no more. What a thread opens once it has received something is not compared with what others open
//!   meanwhile; programs join such threads first. That a task has let go of what it was sent is asked by nobody who does
//!   something else before it is joined.
//! - **Destructors that connect, in futures.** What they meet when a future is dropped half-way is not looked at. Programs
//!   with futures have none.
//! - **Unwinding.** A panic runs the destructors of all that is on the stack; one of them may connect. The analysis ends a
//!   path where it panics, since devices are mostly built with `panic = "abort"` and a program that panics has another
//!   bug. So the client crate does not record what connects while a panic unwinds.

/// Whether a report that no run bears out is none of the runs' business. `reached` says whether some run entered the function or
/// closure in which the report's first connection opens, and the one from which both are reached, and opened that connection.
///
/// A function that nothing calls, as far as the analysis sees, is analysed as if somebody called it: code that is not
/// there may. Programs have such functions where only a branch that is never taken names them, and closures that are
/// handed to `get_or_insert_with` of what is there already; the runs do not say what would happen in them.
#[must_use]
pub fn excluded(reached: bool) -> bool {
    !reached
}

/// Whether a connect that overlapped and is not reported is told by a report all the same, or one that is reported and did not
/// by what the runs showed. `beside` says whether it is the first connection where the other one is the second, and the two
/// run beside each other: in another task, or as another future of the same one.
///
/// Which of the two is the second one is up to the schedule. The report names both, and it is one bug.
#[must_use]
pub fn mirrored(beside: bool) -> bool {
    beside
}

/// Whether a report of a connect that may have met what another task had opened, had that gone on for longer, is none of the
/// runs' business. `beside` says whether it is one. How far a task is after its spawner has waited the runs do not ask.
#[must_use]
pub fn unasked(beside: bool) -> bool {
    beside
}
