//! A campaign: programs made, compiled, run, analysed, compared.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use crate::generate::{self, Weights};
use crate::judge::{Disagreement, Judge, Kind};
use crate::program::{Edition, Program};
use crate::workshop::{Outcome, Workshop, spent};

/// How many rustc run at once.
const THREADS: usize = 2;
/// How many programs a batch has.
const BATCH: usize = 150;

/// What happened to a program.
#[derive(Clone, Debug)]
pub struct Trial {
    /// The program.
    pub program: Program,
    /// What became of it.
    pub outcome: Outcome,
    /// How the analyser's word differs, if it ran.
    pub disagreements: Vec<Disagreement>,
}

/// What a campaign found.
#[derive(Debug, Default)]
pub struct Tally {
    /// Programs made.
    pub programs: usize,
    /// Programs that rustc rejected: seed and first error.
    pub rejected: Vec<(u64, String)>,
    /// Programs that did not come to an end.
    pub hung: Vec<u64>,
    /// Connects that were reached, and how many of them overlapped.
    pub connects: (usize, usize),
    /// Runs.
    pub runs: u64,
    /// Construct -> programs with it, and how many of them disagree.
    pub coverage: BTreeMap<&'static str, (usize, usize)>,
    /// The trials with disagreements, by seed.
    pub disagreeing: Vec<Trial>,
    /// The trials in which the analyser only missed what lies beyond its bounds, by seed.
    pub beyond: Vec<Trial>,
}

impl Tally {
    fn add(&mut self, trial: Trial) {
        self.programs += 1;
        match &trial.outcome {
            Outcome::Rejected(why) => {
                self.rejected.push((trial.program.seed, why.clone()));
                return;
            }
            Outcome::Hung => {
                self.hung.push(trial.program.seed);
                return;
            }
            Outcome::Ran(runs) => {
                self.runs += u64::from(runs.count);
                self.connects.0 += runs.connects.len();
                let overlapped = runs
                    .connects
                    .keys()
                    .filter(|place| runs.overlapped(**place));
                self.connects.1 += overlapped.count();
            }
        }
        let mistake = trial.disagreements.iter().any(|d| d.kind.is_mistake());
        let differs = usize::from(mistake);
        for construct in &trial.program.constructs {
            let row = self.coverage.entry(construct).or_default();
            row.0 += 1;
            row.1 += differs;
        }
        if mistake {
            self.disagreeing.push(trial);
        } else if !trial.disagreements.is_empty() {
            self.beyond.push(trial);
        }
    }
}

/// Makes and tries the programs of these seeds.
///
/// # Errors
///
/// The workshop fails, or the generator makes what is no Rust.
pub fn run(
    workshop: &Workshop,
    judge: &Judge,
    weights: &Weights,
    seeds: &[u64],
    progress: &(dyn Fn(usize) + Sync),
) -> io::Result<Tally> {
    let mut programs: Vec<Program> = seeds
        .iter()
        .map(|seed| generate::program(*seed, weights).map_err(io::Error::other))
        .collect::<io::Result<_>>()?;
    programs.sort_by_key(|p| p.edition);
    let batches: Vec<&[Program]> = programs
        .chunk_by(|a, b| a.edition == b.edition)
        .flat_map(|same| same.chunks(BATCH))
        .collect();
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let results: Mutex<Vec<Trial>> = Mutex::default();
    let failures: Mutex<Vec<io::Error>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while let Some((number, batch)) = take(&next, &batches) {
                    match try_all(workshop, judge, &format!("batch{number}"), batch) {
                        Ok(trials) => lock(&results).extend(trials),
                        Err(error) => lock(&failures).push(error),
                    }
                    progress(done.fetch_add(batch.len(), Ordering::Relaxed) + batch.len());
                }
            });
        }
    });
    if let Some(error) = lock(&failures).pop() {
        return Err(error);
    }
    let mut trials = std::mem::take(&mut *lock(&results));
    trials.sort_by_key(|trial| trial.program.seed);
    let mut tally = Tally::default();
    for trial in trials {
        tally.add(trial);
    }
    Ok(tally)
}

/// The next batch and its number.
fn take<'a>(next: &AtomicUsize, batches: &[&'a [Program]]) -> Option<(usize, &'a [Program])> {
    let number = next.fetch_add(1, Ordering::Relaxed);
    batches.get(number).map(|batch| (number, *batch))
}

/// A mutex's content, poisoned or not.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Compiles, runs, analyses and compares the programs of a batch, which share their edition. What is reported and was not
/// shown is looked for again, since it may need more answers than were tried.
///
/// # Errors
///
/// The workshop fails.
pub fn try_all(
    workshop: &Workshop,
    judge: &Judge,
    batch: &str,
    programs: &[Program],
) -> io::Result<Vec<Trial>> {
    let mut trials = try_quickly(workshop, judge, batch, programs)?;
    for (index, trial) in trials.iter_mut().enumerate() {
        if trial.disagreements.iter().any(|d| d.kind == Kind::False)
            && let Some(runs) = workshop.look_again(batch, index)?
        {
            let file = workshop.file(batch, index);
            trial.disagreements = judge.compare(&file, trial.program.edition, &runs);
        }
    }
    Ok(trials)
}

/// The same without a second look.
///
/// # Errors
///
/// The workshop fails.
pub fn try_quickly(
    workshop: &Workshop,
    judge: &Judge,
    batch: &str,
    programs: &[Program],
) -> io::Result<Vec<Trial>> {
    let edition = programs.first().map_or(Edition::E2021, |p| p.edition);
    let outcomes = workshop.run(batch, programs)?;
    let since = Instant::now();
    let trials = programs
        .iter()
        .zip(outcomes)
        .enumerate()
        .map(|(index, (program, outcome))| {
            let disagreements = match &outcome {
                Outcome::Ran(runs) => judge.compare(&workshop.file(batch, index), edition, runs),
                _ => Vec::new(),
            };
            Trial {
                program: program.clone(),
                outcome,
                disagreements,
            }
        });
    let trials = trials.collect();
    spent(&workshop.times.analysing, since);
    Ok(trials)
}
