//! Where the command line meets the other crates: client models, the analysis, the lints.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use double_connect_analysis::facts::Facts;
use double_connect_analysis::input::{DependencyInput, ProjectInput};
use double_connect_analysis::source::Span;
use double_connect_analysis::{Group, Part};
use double_connect_clients::{ClientSet, Fit, Model, ModelError};
use double_connect_lints::{Checked, Levels, Lint};

use crate::args::Dump;
use crate::cache::Cache;
use crate::project::select::KnownClients;
use crate::timings::{GroupTimes, Timings};

/// Stack of a thread that analyses groups, in bytes: at least that of a main thread.
const STACK: usize = 32 << 20;

/// All lints, in the order of the registry.
pub(crate) fn lints() -> &'static [&'static Lint] {
    double_connect_lints::LINTS
}

/// The levels where nothing is configured.
pub(crate) fn default_levels() -> Levels {
    double_connect_lints::default_levels()
}

/// The models of a run.
#[derive(Debug)]
pub(crate) struct Clients {
    set: ClientSet,
    /// The user's: names and texts.
    own: Vec<(String, String)>,
}

impl Clients {
    /// The built-in models.
    pub(crate) fn builtin() -> Self {
        Self {
            set: ClientSet::builtin(),
            own: Vec::new(),
        }
    }

    /// Adds a model file of the user.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn add(&mut self, origin: &str, text: &str) -> Result<(), Vec<ModelError>> {
        self.set.add(origin, text)?;
        self.own.push((origin.to_owned(), text.to_owned()));
        Ok(())
    }

    /// The model for a dependency, and how well it fits.
    pub(crate) fn resolve(&self, package: &str, version: Option<&str>) -> Option<(&Model, Fit)> {
        let (id, fit) = self.set.resolve(package, version)?;
        Some((self.set.model(id), fit))
    }

    /// What the model that was added last is for: package, versions, and how much it says.
    pub(crate) fn newest(&self) -> String {
        let Some(model) = self.set.models().pop() else {
            return String::new();
        };
        let client = &model.file.client;
        let opens: usize = model.file.open.iter().map(|open| open.call.len()).sum();
        let types = match model.file.types.len() {
            1 => "1 type".to_owned(),
            count => format!("{count} types"),
        };
        let opens = match opens {
            1 => "1 call that opens".to_owned(),
            count => format!("{count} calls that open"),
        };
        format!(
            "a model of {} {}, with {types} and {opens}",
            client.package, client.versions
        )
    }

    /// What files without a manifest are taken to depend on: every crate that has a model. Of two packages with one
    /// import name, the one that [`ClientSet::for_import`] puts first.
    pub(crate) fn loose_dependencies(&self) -> BTreeMap<String, DependencyInput> {
        let imports = self.set.imports();
        let leads = |import: &String| {
            let package = self.set.package(*self.set.for_import(import).first()?);
            Some(DependencyInput::External {
                package,
                version: None,
            })
        };
        imports
            .into_iter()
            .filter_map(|import| leads(&import).map(|leads| (import, leads)))
            .collect()
    }
}

impl KnownClients for Clients {
    fn is_modelled(&self, package: &str, version: Option<&str>) -> bool {
        // Runtimes and sources of values have models too; they open nothing, and alone give nothing to find.
        let model = self.set.for_dependency(package, version);
        model.is_some_and(|id| self.set.opens(id))
    }

    fn import_name(&self, package: &str, version: Option<&str>) -> Option<String> {
        let model = self.set.for_dependency(package, version);
        model.map(|id| self.set.import(id))
    }
}

/// How the analysis is run.
#[derive(Clone, Copy)]
pub(crate) struct How<'a> {
    /// What is to be dumped.
    pub(crate) dump: Option<&'a Dump>,
    /// What earlier runs have seen.
    pub(crate) cache: Option<&'a Cache>,
    /// Whether all bodies are parsed, needed or not; what is known from earlier runs is not used then.
    pub(crate) whole: bool,
}

/// Runs the analysis, group by group of packages that have to do with each other, unless an earlier run has seen the same
/// of a group; and gives the text of what is to be dumped.
pub(crate) fn analyze(
    input: &ProjectInput,
    clients: &Clients,
    mut how: How<'_>,
    timings: &mut Timings,
) -> (Facts, Option<String>) {
    how.cache = how.cache.filter(|_| how.dump.is_none() && !how.whole);
    let groups = double_connect_analysis::groups(input);
    let start = Instant::now();
    let done = side_by_side(&groups, |group| one_group(group, clients, how));
    let mut times = GroupTimes::default();
    let mut parts = Vec::new();
    let mut texts = Vec::new();
    for (group, done) in groups.iter().zip(done) {
        times.add(&done.times);
        texts.extend(done.flow.filter(|text| !text.is_empty()));
        parts.push((group, done.part));
    }
    let facts = double_connect_analysis::join(parts);
    timings.analysed(start.elapsed(), &times, groups.len());
    let text = match how.dump {
        Some(Dump::Flow(_)) => Some(texts.join("\n")),
        Some(Dump::Widened) => {
            let lines = facts.widened.iter().map(|name| format!("{name}\n"));
            Some(lines.collect())
        }
        None => None,
    };
    (facts, text)
}

/// What came of a group.
struct Done {
    part: Part,
    flow: Option<String>,
    times: GroupTimes,
}

fn one_group(group: &Group, clients: &Clients, how: How<'_>) -> Done {
    let input = &group.input;
    let mut times = GroupTimes::default();
    let slot = how.cache.and_then(|cache| cache.slot(input, &clients.own));
    let known = || slot.as_ref().and_then(|slot| slot.part(input));
    if let Some(part) = Timings::measure(&mut times.sources, known) {
        times.known = 1;
        return Done {
            part,
            flow: None,
            times,
        };
    }
    let load = || match how.whole {
        false => double_connect_analysis::load(input, &clients.set),
        true => double_connect_analysis::load_whole(input, &clients.set),
    };
    let program = Timings::measure(&mut times.sources, load);
    let flow = match how.dump {
        Some(Dump::Flow(name)) => Some(double_connect_analysis::dump_flow(&program, name)),
        _ => None,
    };
    let reads = program.reads.clone();
    let analyze = || double_connect_analysis::analyze_group(program, &clients.set);
    let part = Timings::measure(&mut times.analysis, analyze);
    if let Some(slot) = slot {
        slot.keep(&reads, &part);
    }
    Done { part, flow, times }
}

/// Does something with every group, several at a time, and gives what comes of it in the order of the groups.
fn side_by_side<T: Send>(groups: &[Group], work: impl Fn(&Group) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(group) = groups.get(at) else {
                return done;
            };
            done.push((at, work(group)));
        }
    };
    let more = rayon::current_num_threads()
        .min(groups.len())
        .saturating_sub(1);
    let mut done = thread::scope(|scope| {
        let start = |_| {
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, take_turns).ok()
        };
        // Where there are no threads to be had, this one does it all.
        let threads: Vec<_> = (0..more).map_while(start).collect();
        let mut done = take_turns();
        for thread in threads {
            match thread.join() {
                Ok(others) => done.extend(others),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, done)| done).collect()
}

/// Runs the lints, with the levels that hold at each place.
pub(crate) fn check<'l>(
    facts: &Facts,
    clients: &Clients,
    levels: &dyn Fn(Span) -> &'l Levels,
) -> Checked {
    double_connect_lints::check_by_place(facts, &clients.set, levels)
}
