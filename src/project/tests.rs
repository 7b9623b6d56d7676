//! From manifests to what the analysis is told.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use double_connect_analysis::input::{DependencyInput, Edition, PackageInput};

use super::manifest::Manifests;
use super::scope;
use super::select::{self, Choice, KnownClients};
use super::workspace::Workspace;
use super::{Project, Reason};
use crate::args::{FeatureArgs, TargetArgs};
use crate::session::Session;

struct Known;

impl KnownClients for Known {
    fn is_modelled(&self, package: &str, _: Option<&str>) -> bool {
        package.starts_with("rumqttc")
    }

    fn import_name(&self, package: &str, _: Option<&str>) -> Option<String> {
        self.is_modelled(package, None)
            .then(|| "rumqttc".to_owned())
    }
}

struct Tree(PathBuf);

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Reads a workspace written as `path: text` sections parted by lines of `---`, with all members selected.
fn read(files: &str, targets: &TargetArgs, features: &FeatureArgs) -> (Project, Vec<String>) {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!(
        "double-connect-project-{}-{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::Relaxed)
    );
    let root = std::env::temp_dir().join(name);
    for section in files.split("---\n") {
        let (path, text) = section.split_once(":\n").unwrap();
        let path = root.join(path.trim());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let tree = Tree(root.canonicalize().unwrap());
    let mut session = Session::new(tree.0.clone());
    let mut manifests = Manifests::default();
    let scopes = scope::of_manifest(&mut session, &mut manifests, None).unwrap();
    let (starts, _) = scopes.unwrap();
    let workspace = Workspace::load(&mut session, &mut manifests, &starts).unwrap();
    let selected: BTreeSet<usize> = workspace.members.clone();
    let choice = Choice {
        targets,
        features,
        everything: false,
    };
    let nothing = |_: &Path| false;
    let project =
        select::project(&mut session, workspace, &selected, choice, &Known, &nothing).unwrap();
    (
        project,
        session
            .messages
            .iter()
            .map(|message| message.text.clone())
            .collect(),
    )
}

fn plain(files: &str) -> Project {
    let (project, messages) = read(files, &TargetArgs::default(), &FeatureArgs::default());
    assert_eq!(messages, Vec::<String>::new());
    project
}

fn external(package: &str, version: Option<&str>) -> DependencyInput {
    DependencyInput::External {
        package: package.to_owned(),
        version: version.map(str::to_owned),
    }
}

fn package<'p>(project: &'p Project, name: &str) -> &'p PackageInput {
    project
        .input
        .packages
        .iter()
        .find(|package| package.name == name)
        .unwrap()
}

const INHERITED: &str = r#"Cargo.toml:
[workspace]
members = ["app", "net", "unrelated"]
[workspace.package]
edition = "2018"
version = "1.2.3"
[workspace.dependencies]
mqtt = { package = "rumqttc", version = "0.24" }
net = { path = "net" }
---
Cargo.lock:
version = 4
[[package]]
name = "rumqttc"
version = "0.24.7"
[[package]]
name = "rumqttc"
version = "0.10.0"
---
app/Cargo.toml:
[package]
name = "app"
edition.workspace = true
version.workspace = true
[dependencies]
net.workspace = true
serde-json = "1"
---
app/src/main.rs:
---
net/Cargo.toml:
[package]
name = "net"
edition = "2024"
[lib]
name = "network"
path = "lib.rs"
[target.'cfg(unix)'.dependencies]
mqtt = { workspace = true, optional = true }
rumqttc-next = "0.34"
---
net/lib.rs:
---
unrelated/Cargo.toml:
[package]
name = "unrelated"
[dev-dependencies]
rumqttc = "0.24"
---
unrelated/src/lib.rs:
"#;

#[test]
fn inheritance_renames_and_locked_versions() {
    let project = plain(INHERITED);
    let names: Vec<&str> = project
        .input
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .collect();
    assert_eq!(names, ["app", "net"]);
    let skipped: Vec<&str> = project.skipped.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(skipped, ["unrelated"]);
    let app = package(&project, "app");
    assert_eq!(app.edition, Edition::E2018);
    assert_eq!(app.dependencies["network"], DependencyInput::Local(1));
    assert_eq!(
        app.dependencies["serde_json"],
        external("serde-json", Some("^1"))
    );
    let net = package(&project, "net");
    assert_eq!(
        net.dependencies["mqtt"],
        external("rumqttc", Some("0.24.7"))
    );
    assert_eq!(
        net.dependencies["rumqttc"],
        external("rumqttc-next", Some("^0.34"))
    );
    assert_eq!(net.targets[0].name, "network");
}

#[test]
fn development_dependencies_count_where_tests_are_read() {
    let targets = TargetArgs {
        tests: true,
        ..TargetArgs::default()
    };
    let (project, _) = read(INHERITED, &targets, &FeatureArgs::default());
    assert_eq!(project.skipped, []);
}

const FEATURES: &str = r#"Cargo.toml:
[package]
name = "app"
edition = "2021"
[workspace]
[features]
default = ["tls", "net/fast"]
tls = ["dep:rustls"]
extra = ["log"]
[dependencies]
rumqttc = "0.24"
rustls = { version = "1", optional = true }
log = { version = "1", optional = true }
net = { path = "net", default-features = false, features = ["small"] }
---
src/main.rs:
---
src/bin/tool.rs:
---
src/bin/big/main.rs:
---
net/Cargo.toml:
[package]
name = "net"
[features]
default = ["std"]
std = []
fast = ["core"]
core = []
small = []
[dependencies]
rumqttc = "0.24"
---
net/src/lib.rs:
"#;

#[test]
fn features_follow_defaults_and_dependencies() {
    let project = plain(FEATURES);
    let on = |name: &str| {
        package(&project, name)
            .features
            .clone()
            .unwrap()
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(on("app"), ["default", "tls"]);
    // `net` is a member, for the root depends on it, and as such its default features are on.
    assert_eq!(on("net"), ["core", "default", "fast", "small", "std"]);
    let bins: Vec<&str> = package(&project, "app")
        .targets
        .iter()
        .map(|target| target.name.as_str())
        .collect();
    assert_eq!(bins, ["app", "big", "tool"]);

    let features = FeatureArgs {
        features: vec!["extra".to_owned()],
        no_default_features: true,
        ..FeatureArgs::default()
    };
    let (project, _) = read(FEATURES, &TargetArgs::default(), &features);
    let on = |name: &str| {
        package(&project, name)
            .features
            .clone()
            .unwrap()
            .into_iter()
            .collect::<Vec<_>>()
    };
    assert_eq!(on("app"), ["extra", "log"]);
    assert_eq!(on("net"), ["small"]);
}

#[test]
fn declared_targets_replace_found_ones() {
    let project = plain(
        r#"Cargo.toml:
[package]
name = "app"
edition = "2021"
autobins = false
[[bin]]
name = "main-app"
path = "src/main.rs"
[[bin]]
name = "hardware"
path = "hw.rs"
required-features = ["hw"]
[features]
hw = []
[dependencies]
rumqttc = "*"
---
src/main.rs:
---
src/bin/tool.rs:
---
hw.rs:
"#,
    );
    let targets: Vec<&str> = project.input.packages[0]
        .targets
        .iter()
        .map(|target| target.name.as_str())
        .collect();
    assert_eq!(targets, ["main-app"]);
}

#[test]
fn what_is_inherited_must_be_there() {
    let (_, messages) = read(
        r#"Cargo.toml:
[package]
name = "app"
edition.workspace = true
[dependencies]
rumqttc.workspace = true
[[bin]]
name = "gone"
path = "gone.rs"
---
src/main.rs:
"#,
        &TargetArgs::default(),
        &FeatureArgs::default(),
    );
    assert_eq!(messages.len(), 3, "{messages:?}");
    assert!(
        messages[0].starts_with("`edition` is inherited"),
        "{messages:?}"
    );
    assert!(
        messages[2].contains("`gone` of package `app` does not exist"),
        "{messages:?}"
    );
    assert!(
        messages[1].starts_with("dependency `rumqttc` is inherited"),
        "{messages:?}"
    );
}

#[test]
fn a_vendored_client_is_what_its_model_says() {
    let project = plain(
        r#"Cargo.toml:
[package]
name = "app"
[dependencies]
rumqttc = { path = "vendor/rumqttc" }
[workspace]
exclude = ["vendor"]
---
src/main.rs:
---
vendor/rumqttc/Cargo.toml:
[package]
name = "rumqttc"
version = "0.24.0"
---
vendor/rumqttc/src/lib.rs:
"#,
    );
    assert_eq!(
        package(&project, "app").dependencies["rumqttc"],
        external("rumqttc", Some("0.24.0"))
    );
}

#[test]
fn a_client_crates_own_examples_use_its_model() {
    let files = r#"Cargo.toml:
[package]
name = "rumqttc-next"
version = "0.34.1"
[lib]
name = "rumqttc"
---
src/lib.rs:
---
src/main.rs:
---
examples/show.rs:
"#;
    let targets = TargetArgs {
        examples: true,
        ..TargetArgs::default()
    };
    let (project, _) = read(files, &targets, &FeatureArgs::default());
    let own = package(&project, "rumqttc-next");
    let names: Vec<&str> = own.targets.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["show"]);
    assert_eq!(
        own.dependencies["rumqttc"],
        external("rumqttc-next", Some("0.34.1"))
    );

    let project = plain(files);
    let own = package(&project, "rumqttc-next");
    let names: Vec<&str> = own.targets.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["rumqttc-next"]);

    let project = plain(&files.replace("src/main.rs", "src/lib/other.rs"));
    assert!(project.input.packages.is_empty());
    assert_eq!(project.skipped[0].reason, Reason::Client { more: true });
}

#[test]
fn a_modelled_wrapper_that_uses_another_client_is_read_too() {
    let project = plain(
        r#"Cargo.toml:
[package]
name = "rumqttc-wrapper"
[dependencies]
rumqttc = "0.24"
---
src/lib.rs:
---
src/main.rs:
"#,
    );
    let own = package(&project, "rumqttc-wrapper");
    assert_eq!(own.targets.len(), 2);
    assert_eq!(
        own.dependencies["rumqttc_wrapper"],
        external("rumqttc-wrapper", Some("0.0.0"))
    );
}
