//! What earlier runs found: packages that have not changed are not analysed again.
//!
//! An entry holds what is known of one group of packages, and what the loader asked of the disk on the way to it. It counts if the
//! disk gives the same answers again, which means that all files that count are read and hashed, but none is parsed. Its
//! key has everything else that facts depend on: this program, what the analysis is told of the project, and the user's
//! models. Levels, suppressions and formats are no part of it: they come after the facts.
//!
//! Nothing here can fail a run or change what it reports: an entry that cannot be used is none, one that cannot be written
//! is not there the next time.

mod store;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use double_connect_analysis::Part;
use double_connect_analysis::input::ProjectInput;
use double_connect_analysis::loader::Reads;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::args::CacheArgs;
use store::{Name, Store};

pub(crate) use store::Removed;

/// The folder in the user's folder for caches.
const FOLDER: &str = "cargo-double-connect";

/// The entries of earlier runs.
#[derive(Debug)]
pub(crate) struct Cache {
    store: Store,
    program: Program,
}

/// Which program wrote an entry: the version alone does not tell two builds of it from each other.
#[derive(Clone, Debug, Serialize)]
struct Program {
    version: &'static str,
    length: u64,
    since_epoch: Duration,
}

impl Program {
    fn this() -> Option<Self> {
        let file = std::env::current_exe().and_then(std::fs::metadata).ok()?;
        Some(Self {
            version: env!("CARGO_PKG_VERSION"),
            length: file.len(),
            since_epoch: file
                .modified()
                .ok()?
                .duration_since(SystemTime::UNIX_EPOCH)
                .ok()?,
        })
    }
}

/// All that facts depend on besides the sources.
#[derive(Serialize)]
struct Key<'a> {
    program: &'a Program,
    input: &'a ProjectInput,
    models: &'a [(String, String)],
}

/// The place of what is known of one group of packages.
#[derive(Debug)]
pub(crate) struct Slot<'c> {
    store: &'c Store,
    name: Name,
}

impl Cache {
    /// The cache that the command line wants; `None` if it wants none, or there is no place for one.
    pub(crate) fn of(args: &CacheArgs) -> Option<Self> {
        if args.no_cache {
            return None;
        }
        Some(Self {
            store: Store::new(folder(args)?),
            program: Program::this()?,
        })
    }

    /// The place of what is known of a group of packages, given the user's models (names and texts).
    pub(crate) fn slot(
        &self,
        input: &ProjectInput,
        models: &[(String, String)],
    ) -> Option<Slot<'_>> {
        let key = Key {
            program: &self.program,
            input,
            models,
        };
        // A path that is not UTF-8 cannot be written down.
        let key = postcard::to_stdvec(&key).ok()?;
        Some(Slot {
            store: &self.store,
            name: Name::of(&key),
        })
    }

    /// The place of a project, given all that says which one is meant.
    pub(crate) fn project(&self, asked: &impl Serialize) -> Option<Slot<'_>> {
        let key = postcard::to_stdvec(&(&self.program, asked)).ok()?;
        Some(Slot {
            store: &self.store,
            name: Name::of_project(&key),
        })
    }
}

impl Drop for Cache {
    /// Once a run: looking for room means looking at all entries.
    fn drop(&mut self) {
        self.store.make_room_if_written();
    }
}

impl Slot<'_> {
    /// What an earlier run has found, if nothing has changed since.
    pub(crate) fn part(&self, input: &ProjectInput) -> Option<Part> {
        let entry = self.store.read(&self.name)?;
        let (reads, part): (Reads, Part) = postcard::from_bytes(&entry).ok()?;
        let part = part.with_sources(reads.again(input)?);
        self.store.used(&self.name);
        Some(part)
    }

    /// A value that an earlier run has kept, if it still holds.
    pub(crate) fn value<T: DeserializeOwned>(&self, holds: impl FnOnce(&T) -> bool) -> Option<T> {
        let entry = self.store.read(&self.name)?;
        let value = postcard::from_bytes(&entry).ok().filter(holds)?;
        self.store.used(&self.name);
        Some(value)
    }

    /// Keeps a value for later runs.
    pub(crate) fn keep_value(&self, value: &impl Serialize) {
        // A path that is not UTF-8 cannot be written down.
        if let Ok(entry) = postcard::to_stdvec(value) {
            self.store.write(&self.name, &entry);
        }
    }

    /// Keeps it for later runs.
    pub(crate) fn keep(&self, reads: &Reads, part: &Part) {
        if let Ok(entry) = postcard::to_stdvec(&(reads, part)) {
            self.store.write(&self.name, &entry);
        }
    }
}

/// Where the cache is: as the command line or the environment says, or in the user's folder for caches. Not in the
/// project: whoever can send a pull request could send along an entry in which nothing is found.
pub(crate) fn folder(args: &CacheArgs) -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    args.cache_dir.clone().or_else(|| {
        let user = etcetera::choose_base_strategy().ok()?;
        Some(user.cache_dir().join(FOLDER))
    })
}

/// Removes all entries.
///
/// # Errors
/// What could not be removed, and why.
pub(crate) fn clean(args: &CacheArgs) -> Result<Removed, String> {
    let Some(folder) = folder(args) else {
        return Ok(Removed::default());
    };
    Store::new(folder).clean()
}
