//! Which crates, in which versions, are compiled or searched.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use double_connect_clients::{ClientSet, Fit};

/// A crate of the probe.
#[derive(Clone, Debug)]
pub struct Crate {
    /// The name by which the probe's code uses it.
    pub alias: String,
    /// The package.
    pub package: String,
    /// Its version, as far as the manifest says it.
    pub version: String,
}

/// The dependencies of the package whose manifest is at `manifest`, and the standard library.
///
/// # Panics
/// If the manifest cannot be read.
#[must_use]
pub fn of_manifest(manifest: &Path, workspace: &Path) -> Vec<Crate> {
    let read = |path: &Path| -> toml::Table {
        fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let (manifest, workspace) = (read(manifest), read(workspace));
    let shared = &workspace["workspace"]["dependencies"];
    let mut crates = vec![Crate {
        alias: "std".to_owned(),
        package: "std".to_owned(),
        version: "1".to_owned(),
    }];
    for (key, value) in manifest["dependencies"].as_table().expect("a table") {
        let field = |name: &str| value.get(name).and_then(toml::Value::as_str);
        let version = if value.get("workspace").is_some() {
            let shared = &shared[key.as_str()];
            shared.as_str().or(shared.get("version").and_then(toml::Value::as_str))
        } else {
            value.as_str().or(field("version"))
        };
        crates.push(Crate {
            alias: key.replace('-', "_"),
            package: field("package").unwrap_or(key).to_owned(),
            version: version.expect("a version").trim_start_matches('=').to_owned(),
        });
    }
    crates
}

/// Model file -> the crates it is for.
#[must_use]
pub fn by_model(set: &ClientSet, crates: &[Crate]) -> BTreeMap<String, Vec<Crate>> {
    let mut found: BTreeMap<String, Vec<Crate>> = set
        .models()
        .iter()
        .map(|model| (model.origin.clone(), Vec::new()))
        .collect();
    for krate in crates {
        let Some((id, Fit::Exact)) = set.resolve(&krate.package, Some(&krate.version)) else {
            panic!("no model is for {} {}", krate.package, krate.version);
        };
        let origin = set.model(id).origin.clone();
        found.entry(origin).or_default().push(krate.clone());
    }
    found
}
