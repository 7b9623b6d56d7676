//! By what it can be told that the disk is as it was.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::{Asked, is_missing};
use crate::session::read_text;

/// What was changed less than so long ago may change again without a new time: some disks count in steps of two seconds.
const SETTLED: Duration = Duration::from_secs(3);

/// Folders and files, and how they were.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Evidence {
    seen: Vec<(PathBuf, Stamp, [u8; 32])>,
    absent: Vec<PathBuf>,
}

/// What the system says of a file or folder: as long as it says the same, nobody has changed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    is_folder: bool,
    place: (u64, u64),
    length: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    /// `None` for what is neither a file nor a folder, and where the system does not tell enough.
    #[cfg(unix)]
    fn of(data: &fs::Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        (data.is_file() || data.is_dir()).then(|| Self {
            is_folder: data.is_dir(),
            place: (data.dev(), data.ino()),
            length: data.size(),
            modified: (data.mtime(), data.mtime_nsec()),
            changed: (data.ctime(), data.ctime_nsec()),
        })
    }

    #[cfg(not(unix))]
    fn of(_: &fs::Metadata) -> Option<Self> {
        None
    }

    /// Whether this is older than a time by so much that any later change would be seen.
    fn is_settled(&self, at: SystemTime) -> bool {
        let latest = self.changed.max(self.modified);
        let (Ok(seconds), Ok(nanos)) = (u64::try_from(latest.0), u32::try_from(latest.1)) else {
            return false;
        };
        let since_epoch = at.duration_since(SystemTime::UNIX_EPOCH);
        let latest =
            Duration::from_secs(seconds).saturating_add(Duration::from_nanos(nanos.into()));
        since_epoch.is_ok_and(|at| latest.saturating_add(SETTLED) <= at)
    }
}

impl Evidence {
    /// Of everything that was asked. `None` where something has changed just now, or is not what it was taken for.
    pub(super) fn of(asked: &Asked, root: &Path) -> Option<Self> {
        let mut folders = HashSet::new();
        for folder in &asked.folders {
            add_folder(Path::new(folder), root, &mut folders)?;
        }
        let folders: BTreeSet<OsString> = folders.into_iter().collect();
        let mut seen = Vec::new();
        for folder in folders.into_iter().map(PathBuf::from) {
            let stamp = stamp(&folder).ok()??;
            let entries = entries(&folder)?;
            seen.push((folder, stamp, entries));
        }
        for (path, hash) in &asked.texts {
            seen.push((path.clone(), stamp(path).ok()??, *hash.as_bytes()));
        }
        let settled = seen
            .iter()
            .all(|(_, stamp, _)| stamp.is_settled(asked.since));
        settled.then(|| Self {
            seen,
            absent: asked.absent.clone(),
        })
    }

    /// Whether everything is as it was.
    pub(crate) fn still_holds(&self) -> bool {
        let same = |(path, then, content): &(PathBuf, Stamp, [u8; 32])| match stamp(path) {
            Ok(Some(now)) if now == *then => true,
            Ok(Some(now)) if now.is_folder && then.is_folder => entries(path) == Some(*content),
            Ok(Some(now)) if !now.is_folder && !then.is_folder => {
                let text = read_text(path);
                text.is_ok_and(|text| blake3::hash(text.as_bytes()) == *content)
            }
            _ => false,
        };
        let missing = |path: &PathBuf| stamp(path).is_err_and(|error| is_missing(&error));
        self.seen.iter().all(same) && self.absent.iter().all(missing)
    }
}

/// Adds a folder, or the one above it that is there; and those between the root and it, for one of them could become a
/// link to somewhere else.
fn add_folder(folder: &Path, root: &Path, folders: &mut HashSet<OsString>) -> Option<()> {
    let missing = |folder: &Path| {
        let data = folder.symlink_metadata();
        data.is_err_and(|error| is_missing(&error))
    };
    let mut folder = folder;
    while !folders.contains(folder.as_os_str()) && missing(folder) {
        folder = folder.parent()?;
    }
    while folders.insert(folder.as_os_str().to_owned()) {
        match folder.parent() {
            Some(above) if above.starts_with(root) => folder = above,
            _ => break,
        }
    }
    Some(())
}

fn stamp(path: &Path) -> io::Result<Option<Stamp>> {
    path.symlink_metadata().map(|data| Stamp::of(&data))
}

/// The names in a folder that can count and what each is, hashed. What editors and other tools leave for a moment does
/// not.
fn entries(folder: &Path) -> Option<[u8; 32]> {
    let mut names = BTreeMap::new();
    for entry in fs::read_dir(folder).ok()? {
        let entry = entry.ok()?;
        let kind = entry.file_type().ok()?;
        let name = entry.file_name();
        let bytes = name.as_encoded_bytes();
        let counts = !kind.is_file() || name == "Cargo.toml" || bytes.ends_with(b".rs");
        if counts && !bytes.starts_with(b".") {
            names.insert(name, (kind.is_dir(), kind.is_file(), kind.is_symlink()));
        }
    }
    let mut hasher = blake3::Hasher::new();
    for (name, (folder, file, link)) in names {
        let name = name.as_encoded_bytes();
        hasher.update(&(name.len() as u64).to_le_bytes());
        hasher.update(name);
        hasher.update(&[u8::from(folder), u8::from(file), u8::from(link)]);
    }
    Some(*hasher.finalize().as_bytes())
}
