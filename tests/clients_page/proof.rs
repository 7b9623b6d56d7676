//! How the models were proven: the programs that ran against brokers, and the versions whose names were compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use double_connect_clients::ClientSet;

/// What stands behind the models.
pub(crate) struct Proofs {
    /// Package -> what was seen of its programs -> how many.
    seen: BTreeMap<String, BTreeMap<String, usize>>,
    /// Package -> the versions that every name was compiled against.
    compiled: BTreeMap<String, Vec<String>>,
}

impl Proofs {
    /// Reads the results of `ui-tests/broker` and the list of versions of `ui-tests/surface`.
    pub(crate) fn read(root: &Path, set: &ClientSet) -> Proofs {
        let tests = root.join("ui-tests");
        let imports: BTreeMap<String, String> = set
            .models()
            .iter()
            .filter(|model| !model.file.open.is_empty())
            .map(|model| (model.file.client.package.clone(), model.import()))
            .collect();
        let mut seen: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
        let results = table(&tests.join("broker/results.toml"));
        let programs = results["programs"].as_table().unwrap();
        for (manifest, fixtures) in fixtures(&tests) {
            let dependencies = table(&manifest);
            for (key, value) in dependencies["dependencies"].as_table().unwrap() {
                let package = value
                    .get("package")
                    .and_then(toml::Value::as_str)
                    .unwrap_or(key);
                let Some(import) = imports.get(package) else {
                    continue;
                };
                // By the name that the manifest gives it, or else by its own.
                let renamed = value.get("package").is_some();
                let name = if renamed {
                    key.replace('-', "_")
                } else {
                    import.clone()
                };
                for (program, file) in &fixtures {
                    let Some(class) = programs.get(program).and_then(toml::Value::as_str) else {
                        continue;
                    };
                    if uses(&fs::read_to_string(file).unwrap(), &name) {
                        let classes = seen.entry(package.to_owned()).or_default();
                        *classes.entry(class.to_owned()).or_default() += 1;
                    }
                }
            }
        }
        let mut compiled: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let probe = table(&tests.join("surface/probe/Cargo.toml"));
        for (key, value) in probe["dependencies"].as_table().unwrap() {
            let field = |name: &str| value.get(name).and_then(toml::Value::as_str);
            let package = field("package").unwrap_or(key);
            if let Some(version) = value.as_str().or(field("version")) {
                let version = version.trim_start_matches('=').to_owned();
                compiled
                    .entry(package.to_owned())
                    .or_default()
                    .push(version);
            }
        }
        Proofs { seen, compiled }
    }

    /// How many programs of a package ran.
    pub(crate) fn ran(&self, package: &str) -> usize {
        self.seen
            .get(package)
            .map_or(0, |classes| classes.values().sum())
    }

    /// What was seen of the programs of a package.
    pub(crate) fn seen(&self, package: &str) -> impl Iterator<Item = (&str, usize)> {
        let classes = self.seen.get(package).into_iter().flatten();
        classes.map(|(class, count)| (class.as_str(), *count))
    }

    /// The versions of a package that the names were compiled against.
    pub(crate) fn compiled(&self, package: &str) -> &[String] {
        self.compiled.get(package).map_or(&[], Vec::as_slice)
    }
}

fn table(file: &Path) -> toml::Table {
    let text =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.parse().unwrap()
}

/// Manifest of a package of fixtures -> its fixtures, name and file.
fn fixtures(tests: &Path) -> BTreeMap<PathBuf, BTreeSet<(String, PathBuf)>> {
    let mut found = BTreeMap::new();
    for package in fs::read_dir(tests.join("packages")).unwrap() {
        let manifest = package.unwrap().path().join("Cargo.toml");
        let examples = table(&manifest);
        let examples = examples.get("example").and_then(toml::Value::as_array);
        let fixtures = examples
            .into_iter()
            .flatten()
            .map(|example| {
                let path = example["path"]
                    .as_str()
                    .unwrap()
                    .trim_start_matches("../../");
                (
                    example["name"].as_str().unwrap().to_owned(),
                    tests.join(path),
                )
            })
            .collect();
        found.insert(manifest, fixtures);
    }
    found
}

/// Whether a text names a crate.
fn uses(text: &str, name: &str) -> bool {
    text.match_indices(&format!("{name}::"))
        .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
        || text.contains(&format!("use {name} as "))
}
