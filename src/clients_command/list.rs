//! `clients`: which models count for a workspace, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use double_connect_clients::Fit;
use double_connect_clients::model::Exclusive;

use crate::args::{Args, ClientsArgs};
use crate::pipeline::Clients;
use crate::project::manifest::Manifests;
use crate::project::scope;
use crate::project::used::{self, Use};
use crate::project::workspace::Workspace;
use crate::report::Report;
use crate::run::Outcome;
use crate::session::Session;
use crate::settings::Settings;

/// The models for the workspaces that are meant: the text for stdout, and how it ends.
///
/// # Errors
/// If there is no workspace, or the report cannot be written.
pub(super) fn list(
    args: &Args,
    clients: &ClientsArgs,
    report: &mut Report,
    mut session: Session,
) -> Result<(String, Outcome), String> {
    let mut manifests = Manifests::default();
    let path = clients.manifest_path.as_deref();
    let meant = scope::of_manifest(&mut session, &mut manifests, path)?;
    let mut text = String::new();
    let workspace =
        meant.and_then(|(starts, _)| Workspace::load(&mut session, &mut manifests, &starts));
    if let Some(workspace) = workspace
        && let Some(settings) = Settings::of_workspace(args, &mut session, &workspace)
    {
        text.push_str(&models(&settings.clients, &used::uses(&workspace)));
    }
    report
        .session(&session)
        .map_err(|error| error.to_string())?;
    let outcome = if session.failed() {
        Outcome::Failed
    } else if text.is_empty() {
        text.push_str("no dependency of this workspace has a model\n");
        Outcome::Nothing
    } else {
        Outcome::Clean
    };
    Ok((text, outcome))
}

/// The models for some dependencies: those of clients first, then those of runtimes and helpers.
fn models(clients: &Clients, uses: &[Use]) -> String {
    let mut found: BTreeMap<(bool, &str, String), BTreeSet<String>> = BTreeMap::new();
    for used in uses {
        let Some((model, fit)) = clients.resolve(&used.package, used.version.as_deref()) else {
            continue;
        };
        let client = &model.file.client;
        let opens = !model.file.open.is_empty();
        let mut what = String::new();
        let version = used.version.as_deref().unwrap_or("of no known version");
        let _ = write!(what, "{} {version}: model {} ", used.package, model.origin);
        let _ = write!(
            what,
            "({})",
            if model.builtin {
                "built in"
            } else {
                "of this project"
            }
        );
        if fit == Fit::Nearest {
            let _ = write!(
                what,
                ", the nearest: it was checked for {}",
                client.versions
            );
        } else {
            let _ = write!(what, ", for {}", client.versions);
        }
        if opens && client.exclusive == Exclusive::None {
            what.push_str("; its connections live side by side, so nothing is reported of them");
            let mut types = model.file.types.iter();
            if types.any(|ty| ty.exclusive.is_some_and(Exclusive::is_of_links)) {
                what.push_str(" but of their links");
            }
        }
        let dev = if used.dev {
            " for tests and examples"
        } else {
            ""
        };
        let renamed = match &used.renamed {
            Some(name) => format!(" as `{name}`"),
            None => String::new(),
        };
        let why = format!("`{}` depends on it{renamed}{dev}", used.by);
        found
            .entry((!opens, &used.package, what))
            .or_default()
            .insert(why);
    }
    let mut text = String::new();
    let mut helpers = false;
    for ((helper, _, what), why) in &found {
        if *helper && !helpers {
            text.push_str(if text.is_empty() { "" } else { "\n" });
            text.push_str("runtimes and helpers\n");
            helpers = true;
        }
        let indent = if *helper { "  " } else { "" };
        let _ = writeln!(text, "{indent}{what}");
        for why in why {
            let _ = writeln!(text, "{indent}  {why}");
        }
    }
    text
}
