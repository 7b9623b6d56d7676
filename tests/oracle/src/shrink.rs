//! Shrinks programs: parts are taken away while rustc accepts what is left and the analyser is wrong about it in the
//! same way.

mod edit;
mod global;

use std::io;

use crate::campaign;
use crate::judge::{Judge, Kind};
use crate::program::Program;
use crate::workshop::Workshop;

/// How many candidates are compiled at once.
const BATCH: usize = 250;
/// How many rounds a program gets.
const MAX_ROUNDS: usize = 40;

/// How many of the smaller programs of a round get a second look.
const MAX_LOOKS: usize = 4;

/// A set of edits, and the text that it leaves.
type Smaller = (Vec<usize>, String);

/// A program that is being shrunk.
struct Case {
    program: Program,
    kind: Kind,
    /// Whether small edits are tried too: large ones have done what they could.
    fine: bool,
    done: bool,
}

/// Shrinks programs of one edition, each with the kind of disagreement that must stay. They are tried together, because
/// a batch costs little more than a program.
///
/// # Errors
///
/// The workshop fails.
pub fn shrink(
    workshop: &Workshop,
    judge: &Judge,
    batch: &str,
    programs: Vec<(Program, Kind)>,
) -> io::Result<Vec<Program>> {
    let mut cases: Vec<Case> = programs
        .into_iter()
        .map(|(program, kind)| Case {
            program,
            kind,
            fine: false,
            done: false,
        })
        .collect();
    for _ in 0..MAX_ROUNDS {
        if cases.iter().all(|case| case.done) {
            break;
        }
        let single: Vec<Vec<Vec<usize>>> = cases
            .iter()
            .map(|case| {
                if case.done {
                    Vec::new()
                } else {
                    singles(&case.program.text, case.fine)
                }
            })
            .collect();
        let good = attempt(workshop, judge, batch, &cases, &single)?;
        // What works alone often works together.
        let several: Vec<Vec<Vec<usize>>> = good.iter().map(|good| combinations(good)).collect();
        let better = attempt(workshop, judge, batch, &cases, &several)?;
        for (n, case) in cases.iter_mut().enumerate() {
            let mut smaller: Vec<&String> = better[n]
                .iter()
                .chain(&good[n])
                .map(|(_, text)| text)
                .collect();
            smaller.sort_by_key(|text| size(text));
            let program = |text: &String| Program {
                text: text.clone(),
                ..case.program.clone()
            };
            let mut best = None;
            for program in smaller.into_iter().take(MAX_LOOKS).map(program) {
                if stays(workshop, judge, batch, &program, case.kind)? {
                    best = Some(program.text);
                    break;
                }
            }
            match best {
                Some(text) => case.program.text = text,
                None if !case.fine => case.fine = true,
                None => case.done = true,
            }
        }
    }
    Ok(cases.into_iter().map(|case| case.program).collect())
}

/// Whether a program still disagrees in this way at a second look.
fn stays(
    workshop: &Workshop,
    judge: &Judge,
    batch: &str,
    program: &Program,
    kind: Kind,
) -> io::Result<bool> {
    let trials = campaign::try_all(workshop, judge, batch, std::slice::from_ref(program))?;
    let mut found = trials.iter().flat_map(|trial| &trial.disagreements);
    Ok(found.any(|d| d.kind == kind))
}

/// How large a program is: in characters, so that layout does not count; a function counts for more than its text.
fn size(text: &str) -> usize {
    let characters: usize = text.split_whitespace().map(str::len).sum();
    characters + 60 * text.matches("fn ").count()
}

/// Every edit alone, and runs of neighbouring edits: the large ones, or all.
fn singles(text: &str, fine: bool) -> Vec<Vec<usize>> {
    let edits: Vec<usize> = (0..)
        .zip(edit::kinds(text))
        .filter(|(_, large)| *large || fine)
        .map(|(n, _)| n)
        .collect();
    let mut all: Vec<Vec<usize>> = edits.iter().map(|n| vec![*n]).collect();
    for length in [2, 4, 8, 16, 32] {
        if length < edits.len() {
            all.extend(edits.chunks(length).map(<[usize]>::to_vec));
        }
    }
    all
}

/// Sets of edits that each worked alone.
fn combinations(good: &[Smaller]) -> Vec<Vec<usize>> {
    let mut edits: Vec<usize> = good
        .iter()
        .flat_map(|(edits, _)| edits.iter().copied())
        .collect();
    edits.sort_unstable();
    edits.dedup();
    let mut all = Vec::new();
    for parts in [1, 2, 3, 4, 6, 8] {
        let length = edits.len().div_ceil(parts).max(1);
        all.extend(
            edits
                .chunks(length)
                .filter(|c| c.len() > 1)
                .map(<[usize]>::to_vec),
        );
    }
    all
}

/// For each case, which of the sets of edits leave the disagreement, with the text that they leave.
fn attempt(
    workshop: &Workshop,
    judge: &Judge,
    batch: &str,
    cases: &[Case],
    edits: &[Vec<Vec<usize>>],
) -> io::Result<Vec<Vec<Smaller>>> {
    let mut candidates: Vec<(usize, Vec<usize>, Program)> = Vec::new();
    for (n, sets) in edits.iter().enumerate() {
        for set in sets {
            let text = edit::apply(&cases[n].program.text, set);
            let Some(text) = text.filter(|text| size(text) < size(&cases[n].program.text)) else {
                continue;
            };
            if candidates.iter().any(|(m, _, p)| *m == n && p.text == text) {
                continue;
            }
            candidates.push((
                n,
                set.clone(),
                Program {
                    text,
                    ..cases[n].program.clone()
                },
            ));
        }
    }
    let mut good: Vec<Vec<Smaller>> = cases.iter().map(|_| Vec::new()).collect();
    for chunk in candidates.chunks(BATCH) {
        let programs: Vec<Program> = chunk
            .iter()
            .map(|(_, _, program)| program.clone())
            .collect();
        debug_assert!(
            programs.windows(2).all(|w| w[0].edition == w[1].edition),
            "one edition"
        );
        let trials = campaign::try_quickly(workshop, judge, batch, &programs)?;
        for ((n, set, program), trial) in chunk.iter().zip(trials) {
            if trial.disagreements.iter().any(|d| d.kind == cases[*n].kind) {
                good[*n].push((set.clone(), program.text.clone()));
            }
        }
    }
    Ok(good)
}

/// A shrunk program as a candidate for a ui-test: a header says what is wrong, a comment where.
///
/// # Errors
///
/// The workshop fails.
pub fn candidate(judge: &Judge, workshop: &Workshop, program: &Program) -> io::Result<String> {
    let trials = campaign::try_all(workshop, judge, "candidate", std::slice::from_ref(program))?;
    let mut lines: Vec<String> = program.text.lines().map(str::to_owned).collect();
    let mut header = format!(
        "//! Edition {}, seed {}.\n",
        program.edition.text(),
        program.seed
    );
    for trial in trials {
        for d in &trial.disagreements {
            header.push_str(&format!(
                "//! {} at the line marked so, column {}.\n",
                d.kind.text(),
                d.place.column
            ));
            if let Some(line) = lines.get_mut(d.place.line as usize - 1) {
                line.push_str(&format!(" // {}", d.kind.text()));
            }
        }
    }
    lines.insert(0, header);
    Ok(lines.join("\n") + "\n")
}

/// The shape of a program: two programs that differ in names and numbers only have the same.
#[must_use]
pub fn shape(text: &str) -> String {
    let mut names: Vec<String> = Vec::new();
    let mut shape = String::new();
    let own = |word: &str| word.ends_with(|c: char| c.is_ascii_digit());
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '_') {
        let (name, rest) = word.split_at(
            word.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_')
                .len(),
        );
        if own(name) {
            let at = names.iter().position(|n| n == name).unwrap_or_else(|| {
                names.push(name.to_owned());
                names.len() - 1
            });
            shape.push_str(&format!("v{at}"));
        } else {
            shape.push_str(name);
        }
        shape.push_str(rest.trim());
        shape.push(' ');
    }
    shape
}
