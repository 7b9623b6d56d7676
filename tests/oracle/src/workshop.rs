//! Compiles programs in batches and runs them: many programs are the modules of one crate, one executable a batch.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::program::{Edition, Place, Program};

/// How long a program may run.
const RUN_LIMIT: Duration = Duration::from_secs(10);
/// How many answers of a run are tried both ways.
const TRIED: usize = 10;
/// How many runs in a row may bring nothing new before no more are made.
const PATIENCE: u64 = 512;
/// The same where the analyser reports what no run has shown.
const PATIENCE_AGAIN: u64 = 16 * 1024;
/// How long a program may then run.
const AGAIN_LIMIT: Duration = Duration::from_secs(30);
/// The folder of a batch with what rustc gets.
const COMPILED: &str = "compiled";
/// How often a batch is compiled without the programs that rustc rejected before.
const MAX_ROUNDS: usize = 12;

/// What the runs of a program showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runs {
    /// How many runs there were.
    pub count: u32,
    /// Every `connect` that was reached: place -> whether it overlapped in any run.
    pub connects: BTreeMap<Place, bool>,
    /// Those that met a connection of another task, and where that one was opened: second, first.
    pub beside: BTreeSet<(Place, Place)>,
    /// Those that may have, since nobody asks how far the other task was.
    pub unasked: BTreeSet<(Place, Place)>,
    /// Lines of the beginnings of the bodies that were entered, of those that can tell (`bodies.rs`).
    pub entered: BTreeSet<u32>,
}

impl Runs {
    /// Whether a connect overlapped in any run, with a connection of its own task or of another one.
    #[must_use]
    pub fn overlapped(&self, place: Place) -> bool {
        self.connects.get(&place).copied().unwrap_or(false)
            || self.beside.iter().any(|(second, _)| *second == place)
    }
}

/// What became of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// rustc rejected it; the first error.
    Rejected(String),
    /// It ran.
    Ran(Runs),
    /// It did not come to an end.
    Hung,
}

/// A directory with the client crate and the runtime compiled, in which batches are built.
pub struct Workshop {
    dir: PathBuf,
    client: PathBuf,
    runtime: PathBuf,
    /// How long rustc and the programs took, in all threads together.
    pub times: Times,
}

/// Where the time goes, in milliseconds.
#[derive(Debug, Default)]
pub struct Times {
    /// rustc.
    pub compiling: AtomicU64,
    /// The programs.
    pub running: AtomicU64,
    /// The analyser.
    pub analysing: AtomicU64,
}

/// Adds what has passed since then.
pub fn spent(on: &AtomicU64, since: Instant) {
    let millis = u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX);
    on.fetch_add(millis, Ordering::Relaxed);
}

impl Workshop {
    /// Compiles the client crate and the runtime into a directory, which is made.
    ///
    /// # Errors
    ///
    /// The directory cannot be written, or rustc fails.
    pub fn new(dir: &Path) -> io::Result<Workshop> {
        fs::create_dir_all(dir)?;
        let client = library(dir, "oracle_client", "client/src/lib.rs", &[])?;
        let known = [("oracle_client", client.as_path())];
        let runtime = library(dir, "tokio", "runtime/src/lib.rs", &known)?;
        Ok(Workshop {
            dir: dir.to_owned(),
            client,
            runtime,
            times: Times::default(),
        })
    }

    /// The file of a program of a batch: also what the analyser reads.
    #[must_use]
    pub fn file(&self, batch: &str, index: usize) -> PathBuf {
        self.dir.join(batch).join(format!("p{index}.rs"))
    }

    /// Writes the programs of a batch, which share their edition, compiles and runs them.
    ///
    /// # Errors
    ///
    /// Files cannot be written, rustc or the batch cannot be started, or rustc fails without naming a program.
    pub fn run(&self, batch: &str, programs: &[Program]) -> io::Result<Vec<Outcome>> {
        let dir = self.dir.join(batch);
        let compiled = dir.join(COMPILED);
        fs::create_dir_all(&compiled)?;
        for (index, program) in programs.iter().enumerate() {
            fs::write(self.file(batch, index), &program.text)?;
            fs::write(compiled.join(format!("p{index}.rs")), program.compiled())?;
        }
        let mut outcomes = vec![Outcome::Hung; programs.len()];
        let mut left: BTreeSet<usize> = (0..programs.len()).collect();
        let edition = programs.first().map_or(Edition::E2021, |p| p.edition);
        for _ in 0..MAX_ROUNDS {
            if left.is_empty() {
                return Ok(outcomes);
            }
            let since = Instant::now();
            let compiled = self.compile(&dir, edition, &left)?;
            spent(&self.times.compiling, since);
            let Err(rejected) = compiled else {
                let since = Instant::now();
                self.execute(&dir, &left, &mut outcomes)?;
                spent(&self.times.running, since);
                return Ok(outcomes);
            };
            for (index, why) in rejected {
                left.remove(&index);
                outcomes[index] = Outcome::Rejected(why);
            }
        }
        Err(io::Error::other(format!(
            "batch {batch}: rustc goes on rejecting"
        )))
    }

    /// Compiles the programs that are left; gives those that rustc rejects.
    fn compile(
        &self,
        dir: &Path,
        edition: Edition,
        left: &BTreeSet<usize>,
    ) -> io::Result<Result<(), BTreeMap<usize, String>>> {
        let mut root = String::from("#![allow(warnings)]\n");
        for index in left {
            let _ = writeln!(root, "#[path = \"{COMPILED}/p{index}.rs\"]\nmod p{index};");
        }
        // Its arguments: the first program to run, the first one not to run, the patience.
        root.push_str(
            "fn main() {\n    std::panic::set_hook(Box::new(|_| ()));\n    \
             let number = |n| std::env::args().nth(n).unwrap().parse::<u64>().unwrap();\n    \
             let (programs, patience) = (number(1)..number(2), number(3));\n",
        );
        for index in left {
            let _ = writeln!(
                root,
                "    if programs.contains(&{index}) {{ oracle_client::run(\"p{index}\", \
                 || {{ p{index}::reset(); p{index}::main() }}, {TRIED}, patience); }}"
            );
        }
        root.push_str("}\n");
        fs::write(dir.join("main.rs"), root)?;
        let output = rustc(edition)
            .args([
                "--crate-name",
                "batch",
                "--error-format",
                "json",
                "--cap-lints",
                "allow",
            ])
            .args(external("oracle_client", &self.client))
            .args(external("tokio", &self.runtime))
            .arg("-o")
            .arg(dir.join("batch"))
            .arg(dir.join("main.rs"))
            .stdin(Stdio::null())
            .output()?;
        if output.status.success() {
            return Ok(Ok(()));
        }
        let mut rejected = BTreeMap::new();
        let messages = String::from_utf8_lossy(&output.stderr);
        for message in messages
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        {
            if message["level"] != "error" {
                continue;
            }
            if let Some(index) = program_of(&message) {
                let rendered = message["rendered"].as_str().unwrap_or_default();
                rejected.entry(index).or_insert_with(|| rendered.to_owned());
            }
        }
        if rejected.is_empty() {
            return Err(io::Error::other(format!("rustc fails:\n{messages}")));
        }
        Ok(Err(rejected))
    }

    /// Runs one program of the last batch of this name again, with many more sequences of answers: a connect that needs a
    /// long one may overlap after all. `None` if it does not come to an end.
    ///
    /// # Errors
    ///
    /// The batch cannot be started.
    pub fn look_again(&self, batch: &str, index: usize) -> io::Result<Option<Runs>> {
        let since = Instant::now();
        let dir = self.dir.join(batch);
        let found = start(&dir, index..index + 1, PATIENCE_AGAIN, AGAIN_LIMIT)?;
        spent(&self.times.running, since);
        Ok(found.into_iter().next().map(|(_, runs)| runs))
    }

    /// Runs a batch and reads what it says. A program that hangs or takes the process with it is left out.
    fn execute(
        &self,
        dir: &Path,
        left: &BTreeSet<usize>,
        outcomes: &mut [Outcome],
    ) -> io::Result<()> {
        let mut todo = left.clone();
        while let Some(first) = todo.first().copied() {
            for (index, runs) in start(dir, first..outcomes.len(), PATIENCE, RUN_LIMIT)? {
                outcomes[index] = Outcome::Ran(runs);
                todo.remove(&index);
            }
            // The first that has said nothing is the one: it stays `Hung`.
            todo.pop_first();
        }
        Ok(())
    }
}

/// Runs programs of a batch, each with so much patience, until one says nothing for too long.
fn start(
    dir: &Path,
    programs: Range<usize>,
    patience: u64,
    limit: Duration,
) -> io::Result<Vec<(usize, Runs)>> {
    let out = dir.join("out.txt");
    let mut child = Command::new(dir.join("batch"))
        .args([programs.start.to_string(), programs.end.to_string()])
        .arg(patience.to_string())
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out)?)
        .stderr(Stdio::null())
        .spawn()?;
    let (mut length, mut since) = (0, Instant::now());
    while child.try_wait()?.is_none() {
        let now = fs::metadata(&out)?.len();
        if now != length {
            (length, since) = (now, Instant::now());
        }
        if since.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let text = fs::read_to_string(&out)?;
    Ok(text.lines().filter_map(read_line).collect())
}

/// Compiles one of the libraries that programs use; gives its file.
fn library(dir: &Path, name: &str, root: &str, known: &[(&str, &Path)]) -> io::Result<PathBuf> {
    let file = dir.join(format!("lib{name}.rlib"));
    let status = rustc(Edition::E2024)
        .args(["--crate-type", "rlib", "--crate-name", name])
        // Programs are compiled once and run once; this runs at every step of theirs.
        .args(["-C", "opt-level=2"])
        .args(known.iter().flat_map(|(name, file)| external(name, file)))
        .arg("-o")
        .arg(&file)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(root))
        .stdin(Stdio::null())
        .status()?;
    if status.success() {
        Ok(file)
    } else {
        Err(io::Error::other(format!("rustc rejects {root}")))
    }
}

/// The arguments that make a library known to rustc.
fn external(name: &str, file: &Path) -> [String; 2] {
    ["--extern".to_owned(), format!("{name}={}", file.display())]
}

/// rustc for unoptimised programs without debug information.
fn rustc(edition: Edition) -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.args([
        "--edition",
        edition.text(),
        "-C",
        "opt-level=0",
        "-C",
        "debuginfo=0",
    ]);
    command
}

/// The program that an error is about. Inside the expansion of a macro of the standard library the place of its call
/// tells.
fn program_of(message: &Value) -> Option<usize> {
    let spans = message["spans"].as_array()?;
    spans
        .iter()
        .filter(|s| s["is_primary"] == true)
        .chain(spans)
        .flat_map(|span| {
            std::iter::successors(Some(span), |span| {
                let call = &span["expansion"]["span"];
                call.is_object().then_some(call)
            })
        })
        .find_map(|span| {
            let file = Path::new(span["file_name"].as_str()?)
                .file_stem()?
                .to_str()?;
            file.strip_prefix('p')?.parse().ok()
        })
}

/// Reads a line as the client crate's `run` prints it.
fn read_line(line: &str) -> Option<(usize, Runs)> {
    let mut words = line.split(' ');
    let index = words.next()?.strip_prefix('p')?.parse().ok()?;
    let count = words.next()?.parse().ok()?;
    let mut connects = BTreeMap::new();
    let (mut beside, mut unasked) = (BTreeSet::new(), BTreeSet::new());
    let mut entered = BTreeSet::new();
    for word in words {
        let (sign, places) = word.split_at_checked(1)?;
        match places.split_once('@') {
            Some((second, first)) => {
                let pairs = if sign == "?" {
                    &mut unasked
                } else {
                    &mut beside
                };
                pairs.insert((read_place(second)?, read_place(first)?));
            }
            None if sign == ">" => {
                entered.insert(read_place(places)?.line);
            }
            None => {
                connects.insert(read_place(places)?, sign == "+");
            }
        }
    }
    Some((
        index,
        Runs {
            count,
            connects,
            beside,
            unasked,
            entered,
        },
    ))
}

fn read_place(text: &str) -> Option<Place> {
    let (line, column) = text.split_once(':')?;
    Some(Place {
        line: line.parse().ok()?,
        column: column.parse().ok()?,
    })
}
