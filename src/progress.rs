//! A line on the terminal while something takes long, gone when it is done.

use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use crate::output::visible;

/// How long nothing is said.
const PATIENCE: Duration = Duration::from_millis(700);
/// Back to the start of the line, and nothing on it.
const CLEAR: &str = "\r\u{1b}[2K";

/// Whether there is somebody to see it: a terminal that can clear a line.
pub(crate) fn is_seen() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}

/// Does some work; a line says what, if it takes long and is to be seen.
pub(crate) fn during<T>(seen: bool, text: &str, work: impl FnOnce() -> T) -> T {
    if !seen {
        return work();
    }
    during_on(io::stderr(), PATIENCE, text, work)
}

fn during_on<T>(
    mut out: impl Write + Send,
    patience: Duration,
    text: &str,
    work: impl FnOnce() -> T,
) -> T {
    let (done, wait) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            if wait.recv_timeout(patience) == Err(RecvTimeoutError::Timeout) {
                // What nobody reads need not be written.
                let _ = write!(out, "{}", visible(text)).and_then(|()| out.flush());
                let _ = wait.recv();
                let _ = write!(out, "{CLEAR}").and_then(|()| out.flush());
            }
        });
        let result = work();
        drop(done);
        result
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use super::{CLEAR, during_on};

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Shared {
        fn text(&self) -> String {
            let bytes = self.0.lock().map(|bytes| bytes.clone());
            String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
        }
    }

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            if let Ok(mut all) = self.0.lock() {
                all.extend(bytes);
            }
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_comes_and_goes() {
        let out = Shared::default();
        let seen = out.clone();
        let result = during_on(out.clone(), Duration::ZERO, "analysing `a\u{1b}`", || {
            while seen.text().is_empty() {
                std::thread::yield_now();
            }
            7
        });
        assert_eq!(result, 7);
        assert_eq!(out.text(), format!("analysing `a\u{241b}`{CLEAR}"));
    }

    #[test]
    fn what_is_quick_says_nothing() {
        let out = Shared::default();
        assert_eq!(
            during_on(out.clone(), Duration::from_secs(3600), "x", || 7),
            7
        );
        assert_eq!(out.text(), "");
    }
}
