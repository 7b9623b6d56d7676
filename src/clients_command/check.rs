//! `clients check FILE…`: the mistakes of model files, with their places.

use std::path::PathBuf;

use crate::output::{Message, Severity};
use crate::pipeline::Clients;
use crate::report::Report;
use crate::run::Outcome;
use crate::session::{Session, span};

/// Checks files as if a configuration named them all: the text for stdout, and how it ends.
///
/// # Errors
/// If the report cannot be written.
pub(super) fn check(
    files: &[PathBuf],
    report: &mut Report,
    mut session: Session,
) -> Result<(String, Outcome), String> {
    let mut clients = Clients::builtin();
    let mut text = String::new();
    let mut outcome = Outcome::Clean;
    for path in files {
        let path = session.shown_from.join(path);
        let shown = session.shown(&path).display().to_string();
        let file = match session.read(&path) {
            Ok(file) => file,
            Err(reason) => {
                session.error_in(&path, &reason);
                outcome = Outcome::Failed;
                continue;
            }
        };
        match clients.add(&shown, session.text(file)) {
            Ok(()) => text.push_str(&format!("{shown}: {}\n", clients.newest())),
            Err(errors) => {
                for error in errors {
                    let place = span(file, error.span.0..error.span.1);
                    session.report(Message::new(Severity::Error, error.message).at(Some(place)));
                }
                if outcome == Outcome::Clean {
                    outcome = Outcome::Found;
                }
            }
        }
    }
    report
        .session(&session)
        .map_err(|error| error.to_string())?;
    Ok((text, outcome))
}
