//! `cargo double-connect cache`.

use std::io::{self, Write};

use crate::args::{CacheArgs, CacheCommand};
use crate::cache;
use crate::run::Outcome;

/// Does what is asked for; what there is to say goes to stdout.
///
/// # Errors
/// Why it could not be done.
pub(crate) fn run(args: &CacheArgs, command: &CacheCommand) -> Result<Outcome, String> {
    let text = match command {
        CacheCommand::Clean => {
            let removed = cache::clean(args)?;
            let kib = removed.bytes.div_ceil(1024);
            match removed.files {
                0 => "nothing was kept\n".to_owned(),
                1 => format!("removed 1 file ({kib} KiB)\n"),
                files => format!("removed {files} files ({kib} KiB)\n"),
            }
        }
        CacheCommand::Dir => {
            let folder = cache::folder(args).ok_or(
                "there is no folder for caches: the user has no home; name one with --cache-dir",
            )?;
            format!("{}\n", folder.display())
        }
    };
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.to_string()),
        _ => Ok(Outcome::Clean),
    }
}
