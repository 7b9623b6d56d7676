//! Entries as files: whole or not there, checked when they are read, and together never more than a bound.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

/// What an entry begins with; to be changed with the form of entries.
const MAGIC: &[u8; 16] = b"double-connect 1";
/// Length of a hash in bytes.
const HASH: usize = blake3::OUT_LEN;
/// The endings of entries' names, by what is in them.
const ENDINGS: [&str; 2] = [FACTS, PROJECT];
/// What is known of packages.
const FACTS: &str = "facts";
/// What manifests say.
const PROJECT: &str = "project";
/// The ending of the names of entries that are being written.
const UNFINISHED: &str = "unfinished";
/// The largest entry, in bytes.
const LARGEST: u64 = 64 << 20;
/// How much all entries may take together, in bytes; those that were not used for longest go first.
const ROOM: u64 = 256 << 20;
/// An entry that nobody has used for so long goes.
const OLDEST: Duration = Duration::from_secs(60 * 24 * 60 * 60);
/// A file that has been unfinished for so long will stay so.
const STALE: Duration = Duration::from_secs(60 * 60);
/// How exactly it is known when an entry was used last.
const USED: Duration = Duration::from_secs(60 * 60);
/// Says to programs that make backups that this folder is a cache.
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# This folder is a cache of cargo double-connect.\n",
);

/// The name of an entry: the hash of its key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    hash: blake3::Hash,
    ending: &'static str,
}

impl Name {
    /// The name for the key of facts.
    pub(super) fn of(key: &[u8]) -> Self {
        Self {
            hash: blake3::hash(key),
            ending: FACTS,
        }
    }

    /// The name for the key of a project.
    pub(super) fn of_project(key: &[u8]) -> Self {
        Self {
            ending: PROJECT,
            ..Self::of(key)
        }
    }

    /// Of an entry with its name, so that one under another's name is none.
    fn seal(&self, content: &[u8]) -> blake3::Hash {
        blake3::keyed_hash(self.hash.as_bytes(), content)
    }
}

/// A folder of entries.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
    /// Whether anything was written.
    written: AtomicBool,
}

/// What was removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Removed {
    /// How many files.
    pub(crate) files: usize,
    /// How many bytes they had.
    pub(crate) bytes: u64,
}

impl Store {
    /// The store in a folder, which need not be there.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            written: AtomicBool::new(false),
        }
    }

    fn path(&self, name: &Name) -> PathBuf {
        let name = format!("{}.{}", name.hash.to_hex(), name.ending);
        self.folder.join(name)
    }

    /// The content of an entry, if there is one and it is as it was written.
    pub(super) fn read(&self, name: &Name) -> Option<Vec<u8>> {
        let mut file = File::open(self.path(name)).ok()?;
        if file.metadata().ok()?.len() > LARGEST {
            return None;
        }
        let mut head = [0; MAGIC.len() + HASH];
        file.read_exact(&mut head).ok()?;
        let (magic, seal) = head.split_at(MAGIC.len());
        if magic != MAGIC {
            return None;
        }
        let mut content = Vec::new();
        file.take(LARGEST).read_to_end(&mut content).ok()?;
        (seal == name.seal(&content).as_bytes()).then_some(content)
    }

    /// Says that an entry is still of use.
    pub(super) fn used(&self, name: &Name) {
        let now = SystemTime::now();
        let touch = || {
            let file = File::options().append(true).open(self.path(name))?;
            let last = file.metadata()?.modified()?;
            if now.duration_since(last).is_ok_and(|ago| ago > USED) {
                file.set_modified(now)?;
            }
            io::Result::Ok(())
        };
        // Where it cannot be said, the entry goes sooner.
        let _ = touch();
    }

    /// Writes an entry. What stands in the way (no room, no right) is nobody's concern: it is not there the next time.
    pub(super) fn write(&self, name: &Name, content: &[u8]) {
        if content.len() as u64 <= LARGEST / 2 && self.try_write(name, content).is_ok() {
            self.written.store(true, Ordering::Relaxed);
        }
    }

    /// Removes what is too much, if there is any that was not there before.
    pub(super) fn make_room_if_written(&self) {
        if self.written.swap(false, Ordering::Relaxed) {
            self.make_room(ROOM);
        }
    }

    fn try_write(&self, name: &Name, content: &[u8]) -> io::Result<()> {
        self.make_folder()?;
        // Readers and other writers see one whole entry or another. It is not forced to the disk: a crash of the machine
        // can leave half of it, and then the seal does not fit.
        let mut file = tempfile::Builder::new()
            .suffix(&format!(".{UNFINISHED}"))
            .tempfile_in(&self.folder)?;
        file.write_all(MAGIC)?;
        file.write_all(name.seal(content).as_bytes())?;
        file.write_all(content)?;
        file.persist(self.path(name))?;
        Ok(())
    }

    fn make_folder(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        fs::write(self.folder.join(TAG.0), TAG.1)
    }

    /// The files that are ours, with their lengths and when they were used last.
    fn files(&self) -> io::Result<Vec<(PathBuf, u64, SystemTime)>> {
        let mut files = Vec::new();
        for file in fs::read_dir(&self.folder)? {
            let path = file?.path();
            // Somebody else may have removed it meanwhile.
            if let (true, Ok(data)) = (is_ours(&path), fs::symlink_metadata(&path))
                && data.is_file()
            {
                let used = data.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                files.push((path, data.len(), used));
            }
        }
        Ok(files)
    }

    /// Removes what is old or unfinished, and then what has not been used for longest, until the rest fits.
    fn make_room(&self, room: u64) {
        let Ok(mut files) = self.files() else { return };
        files.sort_by_key(|(_, _, used)| std::cmp::Reverse(*used));
        let mut taken = 0_u64;
        for (path, length, used) in files {
            let age = used.elapsed().unwrap_or_default();
            taken += length;
            let unfinished = path.extension().is_some_and(|ending| ending == UNFINISHED);
            if taken > room || age > OLDEST || unfinished && age > STALE {
                taken -= length;
                // If it cannot be removed now, then the next time.
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Removes all entries, and the folder if nothing else is in it.
    ///
    /// # Errors
    /// What could not be removed, and why.
    pub(super) fn clean(&self) -> Result<Removed, String> {
        let cannot = |path: &Path, error: &io::Error| {
            format!("`{}` cannot be removed: {error}", path.display())
        };
        let files = match self.files() {
            Ok(files) => files,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(cannot(&self.folder, &error)),
        };
        let mut removed = Removed::default();
        for (path, length, _) in files {
            match fs::remove_file(&path) {
                Ok(()) => {
                    removed.files += 1;
                    removed.bytes += length;
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(cannot(&path, &error)),
            }
        }
        let only_the_tag = fs::read_dir(&self.folder)
            .is_ok_and(|rest| rest.flatten().all(|file| file.file_name() == TAG.0));
        if only_the_tag {
            // They hold nothing: it does no harm if they stay.
            let _ = fs::remove_file(self.folder.join(TAG.0));
            let _ = fs::remove_dir(&self.folder);
        }
        Ok(removed)
    }
}

fn is_ours(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ENDINGS.iter().any(|e| ending == *e) || ending == UNFINISHED)
}

#[cfg(test)]
mod tests;
