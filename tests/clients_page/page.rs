//! The page itself.

use std::collections::BTreeSet;
use std::fmt::Write;

use double_connect_clients::model::{
    Again, CloneEffect, CloseEffect, DropEffect, Exclusive, ModelFile, OpenResult, Reconnects,
    Role, Service, TypeModel, When,
};
use double_connect_clients::{ClientSet, Model};

use crate::proof::Proofs;

const HEAD: &str = "\
<!-- Written by `BLESS=1 cargo test --test clients_page` from clients/*.toml and ui-tests/broker/results.toml. -->

# Client crates

What is known of each client crate: what opens a connection, whose life is the connection's, what closes it and what only
looks like it. The tool believes exactly this. [clients/README.md](../clients/README.md) says what the words mean, and how
to add a crate.

How each model was proven stands in its last row. *Ran*: programs over the real crate ran against real brokers (those of
AMQP 1.0 against an acceptor that takes links over), and what the brokers saw is what the tool says of the same files.
*Compiled*: every type, call, variant, field and argument that the model names was compiled against these versions.
*Read*: from the source at the places named in the model.
";

/// The whole page.
pub(crate) fn page(set: &ClientSet, proofs: &Proofs) -> String {
    let mut clients: Vec<&Model> = set
        .models()
        .into_iter()
        .filter(|model| !model.file.open.is_empty())
        .collect();
    clients.sort_by_key(|model| (&model.file.client.package, &model.origin));
    let mut text = HEAD.to_owned();
    text.push_str("\n| crate | versions | exclusive | proven |\n| --- | --- | --- | --- |\n");
    for model in &clients {
        let client = &model.file.client;
        let exclusive = match client.exclusive {
            Exclusive::Identity => "identity",
            _ if has_links(&model.file) => "links",
            _ => "nothing",
        };
        let anchor = anchor(model);
        let _ = writeln!(
            text,
            "| [`{}`](#{anchor}) | {} | {exclusive} | {} |",
            client.package,
            versions(&client.versions),
            proven_shortly(model, proofs)
        );
    }
    for model in &clients {
        section(&mut text, model, proofs);
    }
    text.push_str("\n## Runtimes and helpers\n\nKnown as far as it takes to follow connections and identities: ");
    let helpers: BTreeSet<String> = set
        .models()
        .iter()
        .filter(|model| model.file.open.is_empty())
        .map(|model| format!("`{}`", model.file.client.package))
        .collect();
    let helpers: Vec<String> = helpers.into_iter().collect();
    let _ = writeln!(text, "{}.", helpers.join(", "));
    text
}

fn title(model: &Model) -> String {
    format!(
        "{} {}",
        model.file.client.package,
        versions(&model.file.client.versions)
    )
}

/// The anchor that a heading gets where Markdown is shown: lower case, without signs, `-` for spaces.
fn anchor(model: &Model) -> String {
    title(model)
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| {
            if c == ' ' {
                '-'
            } else {
                c.to_ascii_lowercase()
            }
        })
        .collect()
}

/// `>=0.10, <0.26` as `0.10 to below 0.26`.
fn versions(requirement: &str) -> String {
    match requirement.split_once(", <") {
        Some((from, to)) => format!("{} to below {to}", from.trim_start_matches(">=")),
        None => requirement.to_owned(),
    }
}

fn section(text: &mut String, model: &Model, proofs: &Proofs) {
    let file = &model.file;
    let _ = writeln!(
        text,
        "\n## {}\n\n[clients/{origin}](../clients/{origin})\n",
        title(model),
        origin = model.origin
    );
    text.push_str("| | |\n| --- | --- |\n");
    let mut row = |name: &str, what: String| {
        if !what.is_empty() {
            let _ = writeln!(text, "| {name} | {what} |");
        }
    };
    row("opens", opens(file));
    row(
        "holds",
        types(file, |ty| matches!(ty.role, Role::Owner | Role::Keeper)),
    );
    row("feeds only", types(file, |ty| ty.role == Role::Sender));
    row(
        "closes",
        closes(file, |effect| {
            matches!(effect, CloseEffect::Closes | CloseEffect::Requests)
        }),
    );
    row(
        "looks like a close",
        closes(file, |effect| {
            matches!(effect, CloseEffect::Queues | CloseEffect::None)
        }),
    );
    row("reconnects", reconnects(file));
    row("exclusive", exclusive(file));
    row("proven", proven(model, proofs));
}

fn call(path: &str, when: When) -> String {
    let awaited = if when == When::Await {
        "().await"
    } else {
        "()"
    };
    format!("`{path}{awaited}`")
}

fn opens(file: &ModelFile) -> String {
    let mut parts = Vec::new();
    for open in &file.open {
        let calls: Vec<String> = open.call.iter().map(|path| call(path, open.when)).collect();
        let mut notes: Vec<&str> = Vec::new();
        if open.needs_open {
            notes.push("runs what is open");
        }
        if open.consumes {
            notes.push("takes the handle");
        }
        if open.result == OpenResult::Over {
            notes.push("until it is over");
        }
        if open.survives_cancel {
            notes.push("goes on if dropped");
        }
        match open.again {
            Again::Ignored => {}
            Again::Error => notes.push("an error if open"),
            Again::Hangs => notes.push("never completes if open"),
            Again::SecondConnection => notes.push("a second connection if open"),
        }
        parts.push(with_notes(calls.join(", "), &notes));
    }
    parts.join("; ")
}

fn with_notes(text: String, notes: &[&str]) -> String {
    if notes.is_empty() {
        text
    } else {
        format!("{text} ({})", notes.join(", "))
    }
}

fn types(file: &ModelFile, which: impl Fn(&TypeModel) -> bool) -> String {
    let mut parts = Vec::new();
    for ty in file.types.iter().filter(|ty| which(ty)) {
        let name = ty.paths.first().map_or("", String::as_str);
        let name = match &ty.stands_for {
            Some(what) => what.clone(),
            None => format!("`{name}`"),
        };
        let mut notes = Vec::new();
        match (ty.role, ty.drop) {
            (Role::Keeper, _) => notes.push("holds it too"),
            (_, DropEffect::Closes) => notes.push("drop closes"),
            (_, DropEffect::RequestsClose) => notes.push("drop asks for the close"),
            (_, DropEffect::Nothing | DropEffect::Waits) => notes.push("drop does nothing"),
        }
        if ty.clone == CloneEffect::Shares {
            notes.push("clones share it");
        }
        parts.push(with_notes(name, &notes));
    }
    parts.join(", ")
}

fn closes(file: &ModelFile, which: impl Fn(CloseEffect) -> bool) -> String {
    let mut parts = Vec::new();
    for close in file.close.iter().filter(|close| which(close.effect)) {
        let calls: Vec<String> = close
            .call
            .iter()
            .map(|path| call(path, close.when))
            .collect();
        let mut notes = Vec::new();
        match close.effect {
            CloseEffect::Closes => {}
            CloseEffect::Requests => notes.push("soon"),
            CloseEffect::Queues => notes.push("only queued"),
            CloseEffect::None => notes.push("does not close"),
        }
        if close.consumes {
            notes.push("takes the handle");
        }
        if close.reopens {
            notes.push("polled on, it comes back");
        }
        if !close.returns.is_empty() && close.unawaited.is_none() {
            notes.push("what it gives back is still open");
        }
        parts.push(with_notes(calls.join(", "), &notes));
    }
    parts.join("; ")
}

fn reconnects(file: &ModelFile) -> String {
    let owners: BTreeSet<&str> = file
        .types
        .iter()
        .filter(|ty| ty.role == Role::Owner)
        .map(|ty| match ty.reconnects {
            Reconnects::Never => "never",
            Reconnects::OnUse => "when it is used on",
            Reconnects::InBackground => "by itself",
            Reconnects::IfConfigured => "by itself, if configured",
        })
        .collect();
    let owners: Vec<&str> = owners.into_iter().collect();
    owners.join("; ")
}

/// Whether anything lives on its connections that excludes a second one of its name.
fn has_links(file: &ModelFile) -> bool {
    file.types
        .iter()
        .any(|ty| ty.exclusive.is_some_and(Exclusive::is_of_links))
}

fn exclusive(file: &ModelFile) -> String {
    let what = match file.client.exclusive {
        Exclusive::Identity => "one connection of an identity at an endpoint",
        _ if has_links(file) => "one link of a name; connections live side by side",
        _ => "nothing: connections live side by side, and nothing is reported",
    };
    match file.client.service {
        Service::AzureIotHub => format!("{what} (Azure IoT Hub)"),
        Service::AwsIot => format!("{what} (AWS IoT)"),
        _ => what.to_owned(),
    }
}

/// The versions of the model's range that its names were compiled against.
fn compiled<'p>(model: &Model, proofs: &'p Proofs) -> Vec<&'p str> {
    let package = &model.file.client.package;
    let range: semver::VersionReq = model.file.client.versions.parse().unwrap();
    let inside = |version: &&String| {
        semver::Version::parse(version).is_ok_and(|mut version| {
            version.pre = semver::Prerelease::EMPTY;
            range.matches(&version)
        })
    };
    proofs
        .compiled(package)
        .iter()
        .filter(inside)
        .map(String::as_str)
        .collect()
}

/// Programs ran for the newest model of a package; the files of older ones have a number in their names.
fn is_newest(model: &Model) -> bool {
    model.origin == format!("{}.toml", model.file.client.package)
}

fn proven_shortly(model: &Model, proofs: &Proofs) -> String {
    let ran = if is_newest(model) {
        proofs.ran(&model.file.client.package)
    } else {
        0
    };
    let mut parts = Vec::new();
    if ran > 0 {
        parts.push(format!("ran ({ran})"));
    }
    if !compiled(model, proofs).is_empty() {
        parts.push("compiled".to_owned());
    }
    parts.push("read".to_owned());
    parts.join(", ")
}

fn proven(model: &Model, proofs: &Proofs) -> String {
    let package = &model.file.client.package;
    let mut parts = Vec::new();
    if is_newest(model) && proofs.ran(package) > 0 {
        let seen: Vec<String> = proofs
            .seen(package)
            .map(|(class, count)| format!("{class} {count}"))
            .collect();
        parts.push(format!(
            "ran: {} programs ({})",
            proofs.ran(package),
            seen.join(", ")
        ));
    }
    let versions = compiled(model, proofs);
    if !versions.is_empty() {
        parts.push(format!("compiled: {}", versions.join(", ")));
    }
    let sources: Vec<&str> = model
        .file
        .client
        .sources
        .iter()
        .map(String::as_str)
        .collect();
    parts.push(format!("read: {}", sources.join("; ").replace('|', "\\|")));
    parts.join("<br>")
}
