//! What the loader has asked of the disk, and what it was told: whoever asks again and is told the same would load the
//! same project.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::read::{Disk, LocateError, read};
use crate::input::ProjectInput;
use crate::source::{SourceFile, SourceMap};

/// The BLAKE3 hash of a text. Not a short hash: texts may be made by somebody who would like two to be taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Digest([u8; 32]);

impl Digest {
    /// The hash of a text.
    pub(super) fn of(text: &str) -> Self {
        Self(*blake3::hash(text.as_bytes()).as_bytes())
    }
}

/// Questions to the disk with their answers, in a form that can be written down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    /// By the places at which a module was looked for: which one it was, and the file found there (canonical); `None` if
    /// there was none.
    /// By their bytes: paths are compared part by part, and there are many.
    lookups: BTreeMap<Vec<OsString>, Option<(PathBuf, usize)>>,
    /// The files (canonical), in the order of their ids: what was in them, or why they could not be read. Those that
    /// could not have no id.
    files: Vec<(PathBuf, Result<Digest, String>)>,
    /// Something was looked for outside the project: what a report says of it depends on more than is kept here.
    strayed: bool,
}

impl Reads {
    /// Remembers where a module was looked for.
    pub(super) fn located(
        &mut self,
        candidates: &[PathBuf],
        found: &Result<(PathBuf, usize), LocateError>,
    ) {
        self.strayed |= matches!(found, Err(LocateError::Outside));
        let found = found.as_ref().ok().cloned();
        let candidates = candidates.iter().map(|path| path.into()).collect();
        self.lookups.insert(candidates, found);
    }

    /// Remembers a file, in the order in which files get their ids.
    pub(super) fn read(&mut self, path: &Path, content: Result<Digest, String>) {
        self.files.push((path.to_owned(), content));
    }

    /// The sources of the project, if the disk answers as it did then; `None` if anything is different, or something
    /// was looked for outside [`ProjectInput::root`]. The ids are those of then.
    ///
    /// Contents are compared, not dates: those lie after a checkout, a copy, or two changes within one tick.
    #[must_use]
    pub fn again(&self, input: &ProjectInput) -> Option<SourceMap> {
        if self.strayed {
            return None;
        }
        let disk = Disk::new(&input.root, &input.shown_from).ok()?;
        let same_place = self.lookups.par_iter().all(|(candidates, found)| {
            disk.locate(candidates).map(Some).or_else(|why| match why {
                LocateError::Missing => Ok(None),
                LocateError::Outside => Err(()),
            }) == Ok(found.clone())
        });
        if !same_place {
            return None;
        }
        let texts: Option<Vec<Option<SourceFile>>> = self
            .files
            .par_iter()
            .map(|(path, then)| match (read(path), then) {
                (Ok(text), Ok(digest)) if Digest::of(&text) == *digest => {
                    let shown = PathBuf::from(disk.shown(path));
                    Some(Some(SourceFile::new(shown, text)))
                }
                (Err(now), Err(then)) if now == *then => Some(None),
                _ => None,
            })
            .collect();
        let mut sources = SourceMap::default();
        for file in texts?.into_iter().flatten() {
            sources.add(file);
        }
        Some(sources)
    }
}
