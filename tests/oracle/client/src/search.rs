//! Runs a program under every sequence of answers to its unknown conditions, within bounds.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, panic_any};

use crate::record;

/// How many answers a run gets before it is given up. Those that are not tried both ways come from a fixed mixture.
const MAX_ANSWERS: usize = 200;

thread_local! {
    static SCRIPT: RefCell<Script> = RefCell::default();
}

/// The answers of a run.
#[derive(Default)]
struct Script {
    answers: Vec<bool>,
    at: usize,
    /// How many runs there were.
    runs: u64,
    /// How many answers of a run are tried both ways: loops that ask at each turn have no end otherwise.
    tried: usize,
}

/// A run has had its answers.
struct OutOfAnswers;

/// An unknown condition: every answer is tried.
#[must_use]
#[track_caller]
pub fn cond() -> bool {
    let asked = Location::caller();
    let answer = SCRIPT.with_borrow_mut(|script| {
        script.at += 1;
        if script.at > MAX_ANSWERS {
            return None;
        }
        if script.at > script.tried {
            return Some(mixture(script.runs, script.at as u64, asked));
        }
        if script.at > script.answers.len() {
            script.answers.push(false);
        }
        Some(script.answers[script.at - 1])
    });
    match answer {
        Some(answer) => answer,
        // Further answers while the stack unwinds need not lead anywhere.
        None if std::thread::panicking() => false,
        None => cut(),
    }
}

/// An answer that is not tried the other way. Some runs mostly say no, some mostly yes, and some one as often as the other:
/// a long program asks for few different answers in a row, and which depends on how its loops are written. In every other
/// run that is up to the place that asks: one future is always the next to go on, and another one's time never over.
fn mixture(run: u64, at: u64, asked: &Location<'_>) -> bool {
    let odds = [8, 2, 14, 4, 12, 0, 16];
    let place = u64::from(asked.line()) << 32 | u64::from(asked.column());
    let bias = match run % 2 {
        0 => run / 2 % 5,
        _ => scattered(run ^ place) % odds.len() as u64,
    };
    scattered(run * 61 + at) % 16 < odds[bias as usize]
}

/// A number that shows nothing of the one that it comes from.
fn scattered(number: u64) -> u64 {
    let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32
}

/// Gives a run up.
pub(crate) fn cut() -> ! {
    record::give_up();
    panic_any(OutOfAnswers)
}

/// Goes to the next sequence of answers; `false` if there is none.
fn advance() -> bool {
    SCRIPT.with_borrow_mut(|script| {
        script.answers.truncate(script.at);
        script.at = 0;
        script.runs += 1;
        while script.answers.pop_if(|answer| *answer).is_some() {}
        script.answers.last_mut().is_some_and(|last| {
            *last = true;
            true
        })
    })
}

/// Runs a program, trying so many answers of a run both ways, and prints one line: its name, `complete` or `cut`, the
/// number of runs, and then `+line:column` for a `connect` that overlapped, `-line:column` for one that was reached and
/// did not, `~line:column@line:column` for one that met a connection of another task, with where that was opened, and
/// `?line:column@line:column` for one that may have.
#[allow(
    clippy::print_stdout,
    reason = "the batch that reads it is another process"
)]
pub fn run(name: &str, program: fn(), tried: usize) {
    SCRIPT.set(Script {
        tried,
        ..Script::default()
    });
    // More than there are sequences.
    let most = 1_u64 << (tried + 1);
    let mut runs = 0_u64;
    let complete = loop {
        record::begin_run();
        // A panic ends a run as it ends a program.
        let _ = catch_unwind(AssertUnwindSafe(program));
        runs += 1;
        if !advance() {
            break true;
        }
        if runs == most {
            break false;
        }
    };
    let record = record::take();
    let mut text = String::new();
    for place in &record.reached {
        let sign = if record.overlaps.contains(place) {
            '+'
        } else {
            '-'
        };
        let _ = write!(text, " {sign}{}:{}", place.0, place.1);
    }
    for (sign, pairs) in [('~', &record.beside), ('?', &record.unasked)] {
        for (second, first) in pairs {
            let _ = write!(
                text,
                " {sign}{}:{}@{}:{}",
                second.0, second.1, first.0, first.1
            );
        }
    }
    println!(
        "{name} {} {runs}{text}",
        if complete { "complete" } else { "cut" }
    );
}
