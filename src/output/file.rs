//! Files with reports: whole, or not there.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many names are tried for the file that becomes the report.
const MOST_TRIES: u32 = 100;

/// Writes a file so that at no moment a part of it stands under its name: beside it first, then renamed. What is no
/// regular file (a device, a pipe) is written to directly.
///
/// # Errors
/// Whatever stands in the way; nothing is left behind then.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Through a link: it is to go on being one.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match fs::metadata(&path) {
        Ok(kind) if kind.is_dir() => return Err(io::Error::other("this is a folder")),
        Ok(kind) if !kind.is_file() => {
            let mut file = OpenOptions::new().write(true).open(&path)?;
            return file.write_all(bytes).and_then(|()| file.flush());
        }
        _ => {}
    }
    let (temporary, mut file) = beside(&path)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&temporary, &path));
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// A new file in the same folder, with a name that says that it is not finished.
fn beside(path: &Path) -> io::Result<(PathBuf, File)> {
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::other("this names no file"))?
        .to_string_lossy();
    for attempt in 0..MOST_TRIES {
        let unfinished = format!(".{name}.{}-{attempt}.unfinished", std::process::id());
        let temporary = path.with_file_name(unfinished);
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&temporary)
        {
            Ok(file) => return Ok((temporary, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("no name is free for an unfinished file"))
}
