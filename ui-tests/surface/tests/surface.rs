//! Every name that a built-in model says is in its crate: in at least one of the versions that are looked at, with at least
//! the arguments that the model speaks of, and with something to await where the model awaits.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

use double_connect_clients::ClientSet;
use surface::crates::{Crate, by_model, of_manifest};
use surface::generate::{Text, Use, awaited_calls, bare_calls, existence};
use surface::names::{Name, names};
use surface::rustc::{Said, compile};
use surface::text;

/// Models of crates that do not build here, and the versions whose source is searched.
const SEARCHED: &[(&str, &str, &str)] = &[
    ("esp-idf-svc.toml", "esp-idf-svc", "0.53.0"),
    ("esp-idf-svc.toml", "esp-idf-svc", "0.48.1"),
    ("esp-idf-svc-0.47.toml", "esp-idf-svc", "0.47.3"),
];

/// Models of crates that are in no registry: who read their source wrote its commit into the model.
const UNCHECKED: &[&str] = &["azure-iot-mqtt.toml", "azure-iot-sdk.toml", "mqtt3.toml", "mqtt_channel.toml"];

/// Names of models that no release in the registry has: the source of the repository was read for them.
const NOT_IN_THE_REGISTRY: &[(&str, &str)] = &[
    ("azure_iot_sdk.toml", "IoTHubClientBuilder"),
    ("azure_iot_sdk.toml", "IoTHubClient::builder"),
];

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

/// What the compiler says of each use.
fn said(text: &Text) -> BTreeMap<usize, Vec<Said>> {
    let by_line = compile(&workspace(), "surface-probe", &text.text)
        .unwrap_or_else(|error| panic!("the probe does not build:\n{error}"));
    let uses = by_line.into_iter().filter_map(|(line, said)| Some((*text.lines.get(line)?, said)));
    uses.collect()
}

#[test]
fn every_name_of_a_model_is_in_its_crate() {
    let set = ClientSet::builtin();
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("probe/Cargo.toml");
    let crates = of_manifest(&manifest, &workspace().join("Cargo.toml"));
    let by_model = by_model(&set, &crates);
    let mut wrong = Wrong::default();

    let mut uses: BTreeSet<Use> = BTreeSet::new();
    let mut looked_at: Vec<(String, Name, Vec<Crate>)> = Vec::new();
    for model in set.models() {
        let crates = &by_model[&model.origin];
        for name in names(&model.file) {
            uses.extend(crates.iter().map(|krate| Use::new(krate, &name)));
            looked_at.push((model.origin.clone(), name, crates.clone()));
        }
        let searched: Vec<_> = SEARCHED.iter().filter(|(origin, ..)| *origin == model.origin).collect();
        if crates.is_empty() && searched.is_empty() && !UNCHECKED.contains(&model.origin.as_str()) {
            wrong.tell(&model.origin, "no crate of its versions is looked at");
        }
        let sources: Vec<String> = searched
            .iter()
            .map(|(_, package, version)| {
                let folder = text::source(package, version).unwrap_or_else(|| panic!("no source of {package} {version}"));
                text::read(&folder.join("src"))
            })
            .collect();
        for name in names(&model.file) {
            if !sources.is_empty() && !sources.iter().any(|text| text::declares(text, &name)) {
                wrong.tell(&model.origin, &format!("`{}` is not in its source", name.path()));
            }
        }
    }

    let uses: Vec<Use> = uses.into_iter().collect();
    let missing: BTreeSet<Use> = said(&existence(&uses))
        .into_iter()
        .filter(|(_, said)| said.iter().any(Said::is_missing))
        .map(|(n, _)| uses[n].clone())
        .collect();
    for (origin, name, crates) in &looked_at {
        if NOT_IN_THE_REGISTRY.iter().any(|(of, part)| origin == of && name.path().contains(part)) {
            continue;
        }
        let there = |krate: &Crate| !missing.contains(&Use::new(krate, name));
        if !crates.is_empty() && !crates.iter().any(there) {
            wrong.tell(origin, &format!("`{}` is not there", name.path()));
        }
    }

    let calls: Vec<Use> = uses
        .iter()
        .filter(|used| matches!(used.name, Name::Call(..)) && !missing.contains(used))
        .cloned()
        .collect();
    let bare = said(&bare_calls(&calls));
    let arity = |n: usize| {
        bare.get(&n)
            .and_then(|said| said.iter().find_map(Said::arguments))
            .unwrap_or((0, false))
    };
    for (n, used) in calls.iter().enumerate() {
        let Name::Call(path, shape) = &used.name else { continue };
        // A macro is used as a function, and a method of a trait that is not imported is not called: their arguments are
        // not counted.
        let uncounted = |s: &Said| matches!(s.code.as_str(), "E0423" | "E0599");
        if bare.get(&n).is_some_and(|said| said.iter().any(uncounted)) {
            continue;
        }
        let (count, method) = arity(n);
        if shape.receiver && !method {
            wrong.tell(&used.alias, &format!("`{path}` has no receiver"));
        }
        let own = count - u32::from(method);
        if own < shape.arguments {
            wrong.tell(&used.alias, &format!("`{path}` has {own} arguments, not {}", shape.arguments));
        }
    }

    let awaited: Vec<(usize, Use)> = calls
        .iter()
        .enumerate()
        .filter(|(_, used)| matches!(&used.name, Name::Call(_, shape) if shape.awaited))
        .map(|(n, used)| (n, used.clone()))
        .collect();
    let counts: Vec<u32> = awaited.iter().map(|(n, _)| arity(*n).0).collect();
    let uses: Vec<Use> = awaited.into_iter().map(|(_, used)| used).collect();
    for (n, said) in said(&awaited_calls(&uses, &counts)) {
        if said.iter().any(Said::is_no_future) {
            wrong.tell(&uses[n].alias, &format!("`{}` gives nothing to await", uses[n].name.path()));
        }
    }
    assert!(wrong.0.is_empty(), "{}", wrong.0);
    assert!(calls.len() > 300, "only {} calls were looked at", calls.len());
}

/// What is wrong, one a line.
#[derive(Default)]
struct Wrong(String);

impl Wrong {
    fn tell(&mut self, of: &str, what: &str) {
        let _ = writeln!(self.0, "{of}: {what}");
    }
}

#[test]
fn a_name_that_is_not_there_is_seen() {
    let krate = Crate {
        alias: "tokio".to_owned(),
        package: "tokio".to_owned(),
        version: "1".to_owned(),
    };
    let uses: Vec<Use> = [
        Name::Type("task::JoinHandle".to_owned()),
        Name::Type("task::JoinHandel".to_owned()),
        Name::Call("spawn".to_owned(), Default::default()),
        Name::Call("task::JoinHandle::abort_now".to_owned(), Default::default()),
        Name::Variant("sync::mpsc::error::TryRecvError::Empty".to_owned()),
        Name::Variant("sync::mpsc::error::TryRecvError::Full".to_owned()),
        Name::Field("runtime::Runtime".to_owned(), "threads".to_owned()),
    ]
    .iter()
    .map(|name| Use::new(&krate, name))
    .collect();
    let missing: Vec<String> = said(&existence(&uses))
        .into_iter()
        .filter(|(_, said)| said.iter().any(Said::is_missing))
        .map(|(n, _)| uses[n].name.path())
        .collect();
    assert_eq!(
        missing,
        [
            "task::JoinHandel",
            "task::JoinHandle::abort_now",
            "sync::mpsc::error::TryRecvError::Full",
            "runtime::Runtime.threads"
        ]
    );
}
