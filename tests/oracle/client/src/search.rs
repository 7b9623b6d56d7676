//! Runs a program under every sequence of answers to its unknown conditions, within bounds.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind, panic_any};

use crate::record;

/// How many answers one run gets before it is given up.
const MAX_ANSWERS: usize = 14;
/// How many runs a program gets.
const MAX_RUNS: u32 = 3_000;

thread_local! {
    static SCRIPT: RefCell<Script> = RefCell::default();
}

/// The answers of a run.
#[derive(Default)]
struct Script {
    answers: Vec<bool>,
    at: usize,
    /// Whether any run was given up: not every sequence has been tried.
    cut: bool,
}

/// A run has had its answers.
struct OutOfAnswers;

/// An unknown condition: every answer is tried.
#[must_use]
pub fn cond() -> bool {
    let answer = SCRIPT.with_borrow_mut(|script| {
        if script.at == script.answers.len() {
            if script.at == MAX_ANSWERS {
                return None;
            }
            script.answers.push(false);
        }
        script.at += 1;
        Some(script.answers[script.at - 1])
    });
    match answer {
        Some(answer) => answer,
        // Further answers while the stack unwinds need not lead anywhere.
        None if std::thread::panicking() => false,
        None => cut(),
    }
}

/// Gives a run up.
pub(crate) fn cut() -> ! {
    SCRIPT.with_borrow_mut(|script| script.cut = true);
    record::give_up();
    panic_any(OutOfAnswers)
}

/// Goes to the next sequence of answers; `false` if there is none.
fn advance() -> bool {
    SCRIPT.with_borrow_mut(|script| {
        script.answers.truncate(script.at);
        script.at = 0;
        while script.answers.pop_if(|answer| *answer).is_some() {}
        script.answers.last_mut().is_some_and(|last| {
            *last = true;
            true
        })
    })
}

/// Runs a program and prints one line: its name, `complete` or `cut`, the number of runs, and then `+line:column` for a
/// `connect` that overlapped and `-line:column` for one that was reached and never did.
#[allow(clippy::print_stdout, reason = "the batch that reads it is another process")]
pub fn run(name: &str, program: fn()) {
    SCRIPT.set(Script::default());
    let mut runs = 0;
    let complete = loop {
        record::begin_run();
        // A panic ends a run as it ends a program.
        let _ = catch_unwind(AssertUnwindSafe(program));
        runs += 1;
        if !advance() {
            break true;
        }
        if runs == MAX_RUNS {
            break false;
        }
    };
    let complete = complete && !SCRIPT.with_borrow(|script| script.cut);
    let record = record::take();
    let mut text = String::new();
    for place in &record.reached {
        let sign = if record.overlaps.contains(place) { '+' } else { '-' };
        let _ = write!(text, " {sign}{}:{}", place.0, place.1);
    }
    println!("{name} {} {runs}{text}", if complete { "complete" } else { "cut" });
}
