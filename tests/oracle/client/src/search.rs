//! Runs a program under every sequence of answers to its unknown conditions, within bounds.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, panic_any, resume_unwind};

use crate::record;

/// How many answers a run gets before it is given up.
const MAX_ANSWERS: usize = 400;
/// How often as many runs there may be as may bring nothing new.
const MAX_GUIDED: u64 = 8;

thread_local! {
    static SCRIPT: RefCell<Script> = RefCell::default();
}

/// The answers of a run.
#[derive(Default)]
struct Script {
    /// Those that are laid down. Further ones come from a fixed mixture.
    answers: Vec<bool>,
    /// Those that were given.
    given: Vec<bool>,
    /// How many runs there were.
    runs: u64,
    /// How many answers of a run are tried both ways: loops that ask at each turn have no end otherwise. What is not laid
    /// down up to there is a no.
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
        let at = script.given.len();
        if at == MAX_ANSWERS {
            return None;
        }
        let answer = match script.answers.get(at) {
            Some(answer) => *answer,
            None if at < script.tried => false,
            None => mixture(script.runs, at as u64 + 1, asked),
        };
        script.given.push(answer);
        Some(answer)
    });
    match answer {
        Some(answer) => {
            record::answered(asked, answer);
            answer
        }
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

/// Does what a task or thread does; `None` if it panics, which ends only that one. Others go on beside it until somebody
/// waits for it.
pub fn alone<T>(body: impl FnOnce() -> T) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(value) => Some(value),
        Err(panic) if panic.is::<OutOfAnswers>() => resume_unwind(panic),
        Err(_) => None,
    }
}

/// Runs a program once with these answers; gives those that it was given.
fn run_once(program: fn(), answers: Vec<bool>) -> Vec<bool> {
    record::begin_run();
    SCRIPT.with_borrow_mut(|script| {
        script.answers = answers;
        script.given.clear();
        script.runs += 1;
    });
    // A panic ends a run as it ends a program.
    let _ = catch_unwind(AssertUnwindSafe(program));
    SCRIPT.with_borrow_mut(|script| std::mem::take(&mut script.given))
}

/// The next sequence of answers after one, each of the first `tried` both ways; `None` if there is none.
fn next(mut given: Vec<bool>, tried: usize) -> Option<Vec<bool>> {
    given.truncate(tried);
    while given.pop_if(|answer| *answer).is_some() {}
    *given.last_mut()? = true;
    Some(given)
}

/// Another sequence of answers, made of one that brought something new: one answer is another, and what follows stays or is
/// left to the mixture. Late finds are tried more often than early ones.
fn varied(found: &[Vec<bool>], run: u64) -> Vec<bool> {
    let dice = |n: u64, sides: usize| {
        usize::try_from(scattered(run * 7 + n) % sides.max(1) as u64).unwrap_or(0)
    };
    let among = match dice(0, 2) {
        0 => found.len().min(16),
        _ => found.len(),
    };
    let mut answers = found[found.len() - 1 - dice(1, among)].clone();
    let at = dice(2, answers.len());
    if let Some(answer) = answers.get_mut(at) {
        *answer = !*answer;
    }
    if dice(3, 2) == 0 {
        answers.truncate(at + 1);
    }
    answers
}

/// Runs a program and prints one line: its name, the number of runs, and then `+line:column` for a `connect` that
/// overlapped, `-line:column` for one that was reached and did not, `~line:column@line:column` for one that met a
/// connection of another task, with where that was opened, `?line:column@line:column` for one that may have, and
/// `>line:column` for a body that was entered.
///
/// The first `tried` answers are given both ways. What asks for more is then led to where it has not been, until
/// `patience` runs have brought nothing new.
#[allow(
    clippy::print_stdout,
    reason = "the batch that reads it is another process"
)]
pub fn run(name: &str, program: fn(), tried: usize, patience: u64) {
    SCRIPT.set(Script {
        tried,
        ..Script::default()
    });
    let mut found = Vec::new();
    let mut runs = 0_u64;
    let mut whole = true;
    let mut answers = Some(Vec::new());
    while let Some(these) = answers {
        let given = run_once(program, these);
        runs += 1;
        whole &= given.len() <= tried;
        if record::has_news() {
            found.push(given.clone());
        }
        answers = next(given, tried);
    }
    let (mut guided, mut barren) = (0, 0);
    SCRIPT.with_borrow_mut(|script| script.tried = 0);
    while !whole && !found.is_empty() && barren < patience && guided < patience * MAX_GUIDED {
        let given = run_once(program, varied(&found, runs));
        runs += 1;
        guided += 1;
        barren += 1;
        if record::has_news() {
            found.push(given);
            barren = 0;
        }
    }
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
    for (line, column) in &record.entered {
        let _ = write!(text, " >{line}:{column}");
    }
    println!("{name} {runs}{text}");
}
