//! The targets of a package: declared in the manifest or found where cargo looks for them.

use std::path::{Path, PathBuf};

use cargo_toml::Product;
use double_connect_analysis::input::{Edition, TargetKind};
use serde::{Deserialize, Serialize};

use super::disk::Disk;
use super::manifest::ManifestFile;
use crate::output::{Message, Severity};
use crate::session::Session;

/// A target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    /// Its name; a library's is the name by which it is imported.
    pub(crate) name: String,
    /// Its kind.
    pub(crate) kind: TargetKind,
    /// Its root file, absolute.
    pub(crate) path: PathBuf,
    /// Features without which it is not built.
    pub(crate) required_features: Vec<String>,
    /// Whether it is a procedural macro.
    pub(crate) proc_macro: bool,
    /// In which table of the manifest it is declared, and as which entry of it, if it is.
    pub(crate) declared: Option<(String, Option<usize>)>,
}

/// All targets, the library first, then binaries, examples, tests and benchmarks, each by name.
pub(super) fn discover(
    session: &mut Session,
    file: &ManifestFile,
    edition: Edition,
) -> Vec<Target> {
    let manifest = &file.manifest;
    let Some(package) = &manifest.package else {
        return Vec::new();
    };
    let mut targets = Vec::new();
    targets.extend(library(
        session,
        file,
        package.name.as_str(),
        package.autolib,
    ));

    let disk = &session.disk;
    let src = file.dir.join("src");
    let main = Target::new(&package.name, TargetKind::Bin, src.join("main.rs"));
    let mut bins = in_folder(disk, &src.join("bin"), TargetKind::Bin);
    if disk.is_file(&main.path) {
        bins.push(main);
    }
    let lists = [
        (
            TargetKind::Bin,
            &manifest.bin,
            bins,
            package.autobins,
            "bin",
        ),
        (
            TargetKind::Example,
            &manifest.example,
            in_folder(disk, &file.dir.join("examples"), TargetKind::Example),
            package.autoexamples,
            "example",
        ),
        (
            TargetKind::Test,
            &manifest.test,
            in_folder(disk, &file.dir.join("tests"), TargetKind::Test),
            package.autotests,
            "test",
        ),
        (
            TargetKind::Bench,
            &manifest.bench,
            in_folder(disk, &file.dir.join("benches"), TargetKind::Bench),
            package.autobenches,
            "bench",
        ),
    ];
    for (kind, declared, found, automatic, table) in lists {
        // The 2015 edition discovers nothing beside declared targets.
        let automatic = automatic && (edition != Edition::E2015 || declared.is_empty());
        let mut all = merge(session, file, kind, declared, found, automatic, table);
        all.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.path.cmp(&b.path)));
        targets.append(&mut all);
    }
    targets
}

impl Target {
    fn new(name: &str, kind: TargetKind, path: PathBuf) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            path,
            required_features: Vec::new(),
            proc_macro: false,
            declared: None,
        }
    }
}

fn library(
    session: &Session,
    file: &ManifestFile,
    package: &str,
    automatic: bool,
) -> Option<Target> {
    let declared = file.manifest.lib.as_ref();
    if declared.is_none() && !automatic {
        return None;
    }
    let name = declared
        .and_then(|lib| lib.name.clone())
        .unwrap_or_else(|| package.to_owned())
        .replace('-', "_");
    let path = file.dir.join(
        declared
            .and_then(|lib| lib.path.as_deref())
            .unwrap_or("src/lib.rs"),
    );
    if declared.is_none() && !session.disk.is_file(&path) {
        return None;
    }
    let proc_macro = declared.is_some_and(|lib| {
        lib.proc_macro || lib.crate_type.iter().any(|kind| kind == "proc-macro")
    });
    Some(Target {
        proc_macro,
        declared: declared.map(|_| ("lib".to_owned(), None)),
        ..Target::new(&name, TargetKind::Lib, path)
    })
}

/// `FOLDER/*.rs` and `FOLDER/*/main.rs`.
fn in_folder(disk: &Disk, folder: &Path, kind: TargetKind) -> Vec<Target> {
    let mut found = Vec::new();
    for path in disk.entries(folder) {
        let Some(name) = path
            .file_name()
            .and_then(|name| name.to_str())
            .map(str::to_owned)
        else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        match name.strip_suffix(".rs") {
            Some(stem) if disk.is_file(&path) => found.push(Target::new(stem, kind, path)),
            None if disk.is_file(&path.join("main.rs")) => {
                found.push(Target::new(&name, kind, path.join("main.rs")))
            }
            _ => {}
        }
    }
    found
}

/// Declared targets, and of the found ones those that no declared one replaces.
fn merge(
    session: &mut Session,
    file: &ManifestFile,
    kind: TargetKind,
    declared: &[Product],
    found: Vec<Target>,
    automatic: bool,
    table: &str,
) -> Vec<Target> {
    let mut all: Vec<Target> = Vec::new();
    for (index, product) in declared.iter().enumerate() {
        let Some(name) = product
            .name
            .clone()
            .or_else(|| product.path.as_deref().and_then(stem))
        else {
            let place = file.place(session, &[table, &index.to_string()]);
            session.report(
                Message::new(Severity::Error, format!("this `[[{table}]]` has no name")).at(place),
            );
            continue;
        };
        let path = match &product.path {
            Some(path) => Some(file.dir.join(path)),
            None => found
                .iter()
                .find(|target| target.name == name)
                .map(|target| target.path.clone())
                .or_else(|| default_main(&session.disk, file, kind, declared.len())),
        };
        let folder = match kind {
            TargetKind::Example => "examples",
            TargetKind::Test => "tests",
            TargetKind::Bench => "benches",
            _ => "src/bin",
        };
        let path = path.unwrap_or_else(|| file.dir.join(folder).join(format!("{name}.rs")));
        all.push(Target {
            required_features: product.required_features.clone(),
            declared: Some((table.to_owned(), Some(index))),
            ..Target::new(&name, kind, path)
        });
    }
    if automatic {
        let new = |target: &Target| {
            all.iter()
                .all(|known| known.name != target.name && known.path != target.path)
        };
        let rest: Vec<Target> = found.into_iter().filter(new).collect();
        all.extend(rest);
    }
    all
}

/// A single declared binary without a path is `src/main.rs`, whatever its name.
fn default_main(
    disk: &Disk,
    file: &ManifestFile,
    kind: TargetKind,
    declared: usize,
) -> Option<PathBuf> {
    let main = file.dir.join("src/main.rs");
    (kind == TargetKind::Bin && declared == 1 && disk.is_file(&main)).then_some(main)
}

fn stem(path: &str) -> Option<String> {
    Path::new(path)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .map(str::to_owned)
}
