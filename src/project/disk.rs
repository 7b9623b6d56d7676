//! What is asked of the disk on the way to a workspace, and how to find out later that the answers are the same.
//!
//! A folder that has not changed has the same entries, a file that has not changed the same text. Whether they have
//! changed the system tells by when it last touched them, as long as that was not just now: the time of change (`ctime`) is
//! set by the system alone, so neither a copy nor a checkout nor an editor brings an old one along. Where it has
//! another one, what is there is looked at.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use double_connect_analysis::CanonicalPaths;
pub(crate) use double_connect_analysis::path_order as order;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::session::read_text;

mod evidence;

pub(crate) use evidence::Evidence;

/// By paths as they are written, byte for byte: [`Path`]s are compared part by part, and there are many.
pub(crate) type ByPath<V> = FxHashMap<OsString, V>;

/// The disk, as manifests and targets are looked for on it.
#[derive(Debug, Default)]
pub(crate) struct Disk {
    canonical: CanonicalPaths,
    /// Files that were found at their own places, not by symbolic links. For a run, as canonical paths are.
    files: RefCell<FxHashSet<OsString>>,
    /// `None` where nobody wants to know later.
    asked: Option<RefCell<Asked>>,
}

/// Everything that was asked.
#[derive(Debug)]
struct Asked {
    /// Since when.
    since: SystemTime,
    /// Folders in which something was looked for; they need not be there. By their bytes: there are many.
    folders: FxHashSet<OsString>,
    /// The texts that were read, hashed.
    texts: Vec<(PathBuf, blake3::Hash)>,
    /// What was asked for by itself, and was not there.
    absent: Vec<PathBuf>,
    /// An answer may change without any of these changing: there are symbolic links, or something could not be read.
    unsure: bool,
}

impl Disk {
    /// The disk, with a record of what is asked from now on.
    pub(crate) fn recorded() -> Self {
        let asked = Asked {
            since: SystemTime::now(),
            folders: FxHashSet::default(),
            texts: Vec::new(),
            absent: Vec::new(),
            unsure: false,
        };
        Self {
            asked: Some(RefCell::new(asked)),
            ..Self::default()
        }
    }

    fn record(&self, what: impl FnOnce(&mut Asked)) {
        if let Some(asked) = &self.asked {
            what(&mut asked.borrow_mut());
        }
    }

    /// A path without symbolic links.
    ///
    /// # Errors
    /// Those of [`Path::canonicalize`].
    pub(crate) fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let found = self
            .canonical_file(path)
            .map_or_else(|| self.canonical.of(path), Ok);
        self.record(|asked| match (&found, plain(path)) {
            (Ok(found), plain) => {
                asked.unsure |= plain.as_ref() != Some(found);
                asked.looked_for(found);
            }
            (Err(error), Some(plain)) if is_missing(error) => asked.absent.push(plain),
            (Err(_), _) => asked.unsure = true,
        });
        found
    }

    /// The canonical path of a file that is known to be there.
    fn canonical_file(&self, path: &Path) -> Option<PathBuf> {
        // Elsewhere only the system knows how names are spelled.
        let known = cfg!(target_os = "linux") && self.files.borrow().contains(path.as_os_str());
        let dir = path.parent().filter(|_| known)?;
        Some(self.canonical.of(dir).ok()?.join(path.file_name()?))
    }

    /// Whether there is a file.
    pub(crate) fn is_file(&self, path: &Path) -> bool {
        if self.files.borrow().contains(path.as_os_str()) {
            return true;
        }
        let found = path.symlink_metadata();
        self.record(|asked| {
            asked.looked_for(path);
            asked.unsure |= match &found {
                Ok(data) => data.is_symlink(),
                Err(error) => !is_missing(error),
            };
        });
        found.is_ok_and(|data| {
            if data.is_file() {
                self.files.borrow_mut().insert(path.into());
            }
            data.is_file() || data.is_symlink() && path.is_file()
        })
    }

    /// As [`Disk::is_file`], of a path in whose folder much else may change.
    pub(crate) fn is_file_by_itself(&self, path: &Path) -> bool {
        self.is_there(path) && self.is_file(path)
    }

    /// The text of a file; `None` if it cannot be read.
    pub(crate) fn text(&self, path: &Path) -> Option<String> {
        let text = read_text(path).ok();
        if text.is_some() || self.is_there(path) {
            self.was_read(path, text.as_deref());
        }
        text
    }

    fn is_there(&self, path: &Path) -> bool {
        let data = path.symlink_metadata();
        let missing = data.is_err_and(|error| is_missing(&error));
        if missing {
            self.record(|asked| asked.absent.push(path.to_owned()));
        }
        !missing
    }

    /// What is in a folder.
    pub(crate) fn entries(&self, folder: &Path) -> Vec<PathBuf> {
        let found = std::fs::read_dir(folder);
        self.looked_into(folder);
        match found {
            Ok(entries) => entries.filter_map(Result::ok).map(|e| e.path()).collect(),
            Err(error) => {
                self.record(|asked| asked.unsure |= !is_missing(&error));
                Vec::new()
            }
        }
    }

    /// Says that somebody has looked into a folder.
    pub(crate) fn looked_into(&self, folder: &Path) {
        self.record(|asked| asked.looked_into(folder));
    }

    /// Says what was in a file, or that it could not be read.
    pub(crate) fn was_read(&self, path: &Path, text: Option<&str>) {
        self.record(|asked| match text {
            Some(text) => {
                let hash = blake3::hash(text.as_bytes());
                asked.texts.push((path.to_owned(), hash));
            }
            None => asked.unsure = true,
        });
    }

    /// By what it can be told that all that was asked so far of a project has the same answers; `None` if it cannot.
    pub(crate) fn evidence(&self, root: &Path) -> Option<Evidence> {
        let asked = self.asked.as_ref()?.borrow();
        match asked.unsure {
            true => None,
            false => Evidence::of(&asked, root),
        }
    }
}

impl Asked {
    fn looked_for(&mut self, path: &Path) {
        if let Some(folder) = path.parent() {
            self.looked_into(folder);
        }
    }

    fn looked_into(&mut self, folder: &Path) {
        if !self.folders.contains(folder.as_os_str()) {
            self.folders.insert(folder.as_os_str().to_owned());
        }
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// The absolute path without `.` and `..`, as it is if there are no symbolic links.
fn plain(path: &Path) -> Option<PathBuf> {
    let path = std::path::absolute(path).ok()?;
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    Some(plain)
}
