//! `cargo double-connect clients`: the models that count for a workspace, the check of a model file, the schema.

mod check;
mod list;

use crate::args::{Args, ClientsArgs, ClientsCommand};
use crate::report::Report;
use crate::run::Outcome;
use crate::session::Session;
use crate::stdout;

/// Does what is asked for. Errors are told in `report`, all else goes to stdout.
pub(crate) fn run(
    args: &Args,
    clients: &ClientsArgs,
    report: &mut Report,
    session: Session,
) -> Result<Outcome, String> {
    let (text, outcome) = match &clients.what {
        None => list::list(args, clients, report, session)?,
        Some(ClientsCommand::Check { files }) => check::check(files, report, session)?,
        Some(ClientsCommand::Schema) => {
            let schema = serde_json::to_string_pretty(&double_connect_clients::schema());
            let schema = schema.map_err(|error| error.to_string())?;
            (format!("{schema}\n"), Outcome::Clean)
        }
    };
    stdout::print(&text).map(|()| outcome)
}
