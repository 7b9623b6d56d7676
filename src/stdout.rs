//! Texts that are no report: pages, lists, schemas.

use std::io::{self, Write};

/// Writes a text to stdout. A reader who has gone away is no failure.
///
/// # Errors
/// What a user is told: that stdout cannot be written, and why.
pub(crate) fn print(text: &str) -> Result<(), String> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("the output cannot be written: {error}"))
        }
        _ => Ok(()),
    }
}

/// Tells why nothing was done.
pub(crate) fn failure(text: &str) {
    // If stderr is gone, the exit code still tells.
    let _ = writeln!(io::stderr(), "error: {text}");
}
