//! The module trees: which file a `mod` leads to, read wave by wave.
//!
//! A wave is all modules whose declarations are known and whose files are not read yet. The files of a wave are read
//! and lowered in parallel; ids follow the sorted paths of the wave, so they do not depend on which thread was faster.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::PathBuf;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::cfg::Cfg;
use super::macros::Macros;
use super::read::{Disk, LocateError, read};
use super::reads::{Digest, Reads};
use crate::canonical::order;
use crate::input::{Edition, ProjectInput, TargetKind};
use crate::ir::{Expansion, FileWords, LoweredFile, ModuleIr, Problem};
use crate::lower::{How, Place, lower_file_in};
use crate::source::{FileId, SourceFile, SourceMap, Span};

/// How deep `mod` declarations are followed from file to file.
const MAX_WAVES: usize = 128;
/// How often macros that other macros define are looked for.
const MAX_ROUNDS: usize = 4;

/// A crate whose module tree has been read.
#[derive(Debug)]
pub(crate) struct LoadedCrate {
    /// The target's name with `_` for `-`.
    pub(crate) name: String,
    /// Index of the package.
    pub(crate) package: usize,
    /// Index of the target in the package.
    pub(crate) target: usize,
    pub(crate) kind: TargetKind,
    pub(crate) edition: Edition,
    pub(crate) cfg: Cfg,
    /// Index into [`Loaded::modules`]; `None` if the root file could not be read.
    pub(crate) root: Option<usize>,
}

/// A module with its items; `mod` items have become children.
#[derive(Debug)]
pub(crate) struct LoadedModule {
    pub(crate) name: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
    pub(crate) file: FileId,
    pub(crate) public: bool,
    /// Where it is declared; `None` for a crate's root.
    pub(crate) declared: Option<Span>,
    /// Whether its macros are visible behind it.
    pub(crate) macro_use: bool,
    /// Index of the crate.
    pub(crate) krate: usize,
    pub(crate) ir: ModuleIr,
}

/// All that was read.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    pub(crate) sources: SourceMap,
    pub(crate) crates: Vec<LoadedCrate>,
    pub(crate) modules: Vec<LoadedModule>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) expansions: BTreeSet<Expansion>,
    /// The words of each file.
    pub(crate) words: FxHashMap<FileId, FileWords>,
    /// What was asked of the disk.
    pub(crate) reads: Reads,
}

/// A module whose file is to be read.
pub(super) struct Request {
    pub(super) krate: usize,
    pub(super) parent: Option<usize>,
    pub(super) name: String,
    pub(super) public: bool,
    pub(super) macro_use: bool,
    /// The `mod` item; `None` for a crate's root.
    pub(super) span: Option<Span>,
    pub(super) candidates: Vec<PathBuf>,
    /// Whether the children of the first candidate lie in a directory of the module's name.
    pub(super) named_dir: bool,
}

/// What is lowered once: a file for an edition, at a place among the macros of the project.
type Key = (FileId, Edition, Option<usize>);

pub(super) struct Loader<'a> {
    disk: &'a Disk,
    /// Whether all bodies are parsed.
    whole: bool,
    /// The macros of all files, once they are known to matter.
    macros: Macros,
    pub(super) loaded: Loaded,
    /// Canonical path -> file, or why there is none.
    files: FxHashMap<OsString, Result<FileId, String>>,
    /// What was lowered and not used yet.
    lowered: FxHashMap<Key, LoweredFile>,
    /// What was lowered at any time: its problems are known.
    seen: BTreeSet<FileId>,
    pub(super) full: bool,
}

/// Reads all crates of the input; `whole`: with all bodies.
pub(crate) fn load_tree(input: &ProjectInput, whole: bool) -> Loaded {
    let disk = match Disk::new(&input.root, &input.shown_from) {
        Ok(disk) => disk,
        Err(e) => {
            let message = format!(
                "project directory `{}` cannot be read: {}",
                input.root.display(),
                e.kind()
            );
            return Loaded {
                problems: vec![Problem {
                    span: None,
                    message,
                }],
                ..Loaded::default()
            };
        }
    };
    let mut loader = Loader {
        disk: &disk,
        whole,
        macros: Macros::default(),
        loaded: Loaded::default(),
        files: FxHashMap::default(),
        lowered: FxHashMap::default(),
        seen: BTreeSet::new(),
        full: false,
    };
    loader.read_all(input);
    // A file's macros are seen by others: those are lowered again, now that it is known which and where. What they
    // expand to can define macros in turn.
    for _ in 0..MAX_ROUNDS {
        let macros = Macros::of(&loader.loaded, input);
        if macros == loader.macros || !macros.matter(&loader.loaded) {
            break;
        }
        loader.macros = macros;
        loader.read_all(input);
    }
    loader.loaded
}

impl Loader<'_> {
    /// Reads all module trees, from the beginning; the texts of files are kept.
    fn read_all(&mut self, input: &ProjectInput) {
        self.loaded = Loaded {
            sources: std::mem::take(&mut self.loaded.sources),
            reads: std::mem::take(&mut self.loaded.reads),
            ..Loaded::default()
        };
        self.lowered.clear();
        self.seen.clear();
        self.full = false;
        let mut requests = self.roots(input);
        for _ in 0..MAX_WAVES {
            if requests.is_empty() {
                break;
            }
            requests = self.wave(requests);
        }
        for request in requests {
            let message = format!(
                "module `{}` is nested too deeply and was not read",
                request.name
            );
            self.problem(request.span, message);
        }
    }

    /// What a request's file is lowered as.
    fn key(&self, request: &Request, file: FileId) -> Key {
        let edition = self.loaded.crates[request.krate].edition;
        (file, edition, self.macros.module(request.krate, file))
    }

    pub(super) fn problem(&mut self, span: Option<Span>, message: String) {
        self.loaded.problems.push(Problem { span, message });
    }

    fn roots(&mut self, input: &ProjectInput) -> Vec<Request> {
        let mut requests = Vec::new();
        for (p, package) in input.packages.iter().enumerate() {
            for (t, target) in package.targets.iter().enumerate() {
                let name = target.name.replace('-', "_");
                requests.push(Request {
                    krate: self.loaded.crates.len(),
                    parent: None,
                    name: name.clone(),
                    public: true,
                    macro_use: false,
                    span: None,
                    candidates: vec![target.root.clone()],
                    named_dir: false,
                });
                self.loaded.crates.push(LoadedCrate {
                    name,
                    package: p,
                    target: t,
                    kind: target.kind,
                    edition: package.edition,
                    cfg: Cfg::new(target.kind, package.features.as_ref())
                        .for_target(input.target.as_deref()),
                    root: None,
                });
            }
        }
        requests
    }

    /// Reads the files of a wave and gives the requests of the next one.
    fn wave(&mut self, requests: Vec<Request>) -> Vec<Request> {
        let disk = self.disk;
        let located: Vec<_> = requests
            .par_iter()
            .map(|r| disk.locate(&r.candidates))
            .collect();
        for (request, located) in requests.iter().zip(&located) {
            self.loaded.reads.located(&request.candidates, located);
        }
        self.read_new(located.iter().flatten().map(|(path, _)| path));

        let mut found = Vec::with_capacity(requests.len());
        for (request, located) in requests.into_iter().zip(located) {
            match located {
                Ok((path, index)) => match self.files.get(path.as_os_str()) {
                    Some(Ok(file)) => found.push((request, index, *file)),
                    Some(Err(why)) => {
                        let message = format!("`{}` {why}", disk.shown(&path));
                        self.problem(request.span, message);
                    }
                    None => {}
                },
                Err(why) => {
                    let message = self.not_located(&request, &why);
                    self.problem(request.span, message);
                }
            }
        }
        self.lower_new(&found);

        let mut uses: FxHashMap<Key, usize> = FxHashMap::default();
        for (request, _, file) in &found {
            *uses.entry(self.key(request, *file)).or_default() += 1;
        }
        let mut next = Vec::new();
        for (request, index, file) in found {
            let key = self.key(&request, file);
            let left = uses.get_mut(&key).map_or(0, |n| {
                *n -= 1;
                *n
            });
            // The last user in this wave takes it; a later wave lowers the text again.
            let lowered = if left == 0 {
                self.lowered.remove(&key).map(|l| l.module)
            } else {
                self.lowered.get(&key).map(|l| l.module.clone())
            };
            if let Some(module) = lowered {
                self.install(&request, index, file, module, &mut next);
            }
        }
        next
    }

    fn not_located(&self, request: &Request, why: &LocateError) -> String {
        let shown: Vec<_> = request
            .candidates
            .iter()
            .map(|c| format!("`{}`", self.disk.shown_input(c)))
            .collect();
        let shown = shown.join(" or ");
        match (why, request.span.is_some()) {
            (LocateError::Missing, false) => format!("root file {shown} does not exist"),
            (LocateError::Outside, false) => {
                format!("root file {shown} lies outside the project and was not read")
            }
            (LocateError::Missing, true) => {
                format!("file for module `{}` not found: {shown}", request.name)
            }
            (LocateError::Outside, true) => {
                format!(
                    "file for module `{}` lies outside the project and was not read",
                    request.name
                )
            }
        }
    }

    /// Reads the files that were not read yet.
    fn read_new<'p>(&mut self, paths: impl Iterator<Item = &'p PathBuf>) {
        let is_new = |path: &&PathBuf| !self.files.contains_key(path.as_os_str());
        let mut new: Vec<PathBuf> = paths.filter(is_new).cloned().collect();
        new.sort_by_cached_key(|path| order(path));
        new.dedup_by(|a, b| a.as_os_str() == b.as_os_str());
        let texts: Vec<_> = new
            .par_iter()
            .map(|path| {
                let text = read(path);
                let digest = text.as_deref().map(Digest::of).map_err(Clone::clone);
                (text, digest)
            })
            .collect();
        for (path, (text, digest)) in new.into_iter().zip(texts) {
            self.loaded.reads.read(&path, digest);
            let shown = PathBuf::from(self.disk.shown(&path));
            let file = text.map(|text| self.loaded.sources.add(SourceFile::new(shown, text)));
            self.files.insert(path.into_os_string(), file);
        }
    }

    /// Lowers the files that are needed.
    fn lower_new(&mut self, found: &[(Request, usize, FileId)]) {
        let keys: BTreeSet<Key> = found
            .iter()
            .map(|(request, _, file)| self.key(request, *file))
            .filter(|key| !self.lowered.contains_key(key))
            .collect();
        let keys: Vec<_> = keys.into_iter().collect();
        let (sources, whole) = (&self.loaded.sources, self.whole);
        let lowered: Vec<LoweredFile> = keys
            .par_iter()
            .map(|(file, edition, module)| {
                let place = module.map(|module| Place {
                    table: &self.macros.table,
                    module,
                });
                let how = How { place, whole };
                lower_file_in(*file, &sources.file(*file).text, *edition, how)
            })
            .collect();
        for (key, mut file) in keys.into_iter().zip(lowered) {
            let problems = std::mem::take(&mut file.problems);
            // Lowered again, or for another edition, it has the same problems again.
            if self.seen.insert(key.0) {
                self.loaded.problems.extend(problems);
            }
            self.loaded
                .expansions
                .extend(std::mem::take(&mut file.expansions));
            let words = std::mem::take(&mut file.words);
            self.loaded.words.insert(key.0, words);
            self.lowered.insert(key, file);
        }
    }
}
