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
#[derive(Clone, Debug, PartialEq, Eq)]
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

/// What a manifest says of targets. Which ones there are depends on the files too, and those are asked for only where
/// somebody wants to know: in a large workspace most packages have nothing to do with a client.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Declared {
    library: Option<Library>,
    /// Whether a library is looked for.
    autolib: bool,
    /// Binaries, examples, tests and benchmarks.
    tables: [Table; 4],
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Library {
    name: Option<String>,
    path: Option<String>,
    proc_macro: bool,
}

/// The targets of a kind.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Table {
    kind: TargetKind,
    /// Whether others are looked for.
    automatic: bool,
    declared: Vec<Entry>,
    /// How many entries there are, with those that have no name.
    count: usize,
}

/// An entry of a table, with its place there.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Entry {
    index: usize,
    name: String,
    path: Option<String>,
    required_features: Vec<String>,
}

impl Declared {
    /// What a manifest says, for a package of an edition. Reports what it says wrong.
    pub(super) fn of(session: &mut Session, file: &ManifestFile, edition: Edition) -> Self {
        let manifest = &file.manifest;
        let package = manifest.package.as_ref();
        let automatic = |of: fn(&cargo_toml::Package) -> bool| package.is_some_and(of);
        let lists = [
            (TargetKind::Bin, &manifest.bin, automatic(|p| p.autobins)),
            (
                TargetKind::Example,
                &manifest.example,
                automatic(|p| p.autoexamples),
            ),
            (TargetKind::Test, &manifest.test, automatic(|p| p.autotests)),
            (
                TargetKind::Bench,
                &manifest.bench,
                automatic(|p| p.autobenches),
            ),
        ];
        Self {
            library: manifest.lib.as_ref().map(|lib| Library {
                name: lib.name.clone(),
                path: lib.path.clone(),
                proc_macro: lib.proc_macro
                    || lib.crate_type.iter().any(|kind| kind == "proc-macro"),
            }),
            autolib: automatic(|p| p.autolib),
            tables: lists.map(|(kind, products, automatic)| Table {
                kind,
                // The 2015 edition discovers nothing beside declared targets.
                automatic: automatic && (edition != Edition::E2015 || products.is_empty()),
                declared: entries(session, file, table_name(kind), products),
                count: products.len(),
            }),
        }
    }
}

/// The entries of a table that have a name; the others are reported.
fn entries(
    session: &mut Session,
    file: &ManifestFile,
    table: &str,
    products: &[Product],
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (index, product) in products.iter().enumerate() {
        let of_path = || product.path.as_deref().and_then(stem);
        let Some(name) = product.name.clone().or_else(of_path) else {
            let place = file.place(session, &[table, &index.to_string()]);
            session.report(
                Message::new(Severity::Error, format!("this `[[{table}]]` has no name")).at(place),
            );
            continue;
        };
        entries.push(Entry {
            index,
            name,
            path: product.path.clone(),
            required_features: product.required_features.clone(),
        });
    }
    entries
}

/// The table in which targets of a kind are declared.
fn table_name(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Example => "example",
        TargetKind::Test => "test",
        TargetKind::Bench => "bench",
        TargetKind::Lib | TargetKind::Bin | TargetKind::File => "bin",
    }
}

/// The folder in which targets of a kind are looked for.
fn folder_name(kind: TargetKind) -> &'static str {
    match kind {
        TargetKind::Example => "examples",
        TargetKind::Test => "tests",
        TargetKind::Bench => "benches",
        TargetKind::Lib | TargetKind::Bin | TargetKind::File => "src/bin",
    }
}

/// All targets of a package in a folder, the library first, then binaries, examples, tests and benchmarks, each by name.
pub(super) fn discover(disk: &Disk, dir: &Path, package: &str, declared: &Declared) -> Vec<Target> {
    let mut targets = Vec::new();
    targets.extend(library(disk, dir, package, declared));
    for table in &declared.tables {
        let mut found = in_folder(disk, &dir.join(folder_name(table.kind)), table.kind);
        if table.kind == TargetKind::Bin {
            let main = Target::new(package, TargetKind::Bin, dir.join("src").join("main.rs"));
            found.extend(disk.is_file(&main.path).then_some(main));
        }
        let mut all = merge(disk, dir, table, found);
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

fn library(disk: &Disk, dir: &Path, package: &str, declared: &Declared) -> Option<Target> {
    let own = declared.library.as_ref();
    if own.is_none() && !declared.autolib {
        return None;
    }
    let name = own.and_then(|lib| lib.name.as_deref()).unwrap_or(package);
    let path = own.and_then(|lib| lib.path.as_deref());
    let path = dir.join(path.unwrap_or("src/lib.rs"));
    if own.is_none() && !disk.is_file(&path) {
        return None;
    }
    Some(Target {
        proc_macro: own.is_some_and(|lib| lib.proc_macro),
        declared: own.map(|_| ("lib".to_owned(), None)),
        ..Target::new(&name.replace('-', "_"), TargetKind::Lib, path)
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
fn merge(disk: &Disk, dir: &Path, table: &Table, found: Vec<Target>) -> Vec<Target> {
    let mut all: Vec<Target> = Vec::new();
    for entry in &table.declared {
        let name = &entry.name;
        let path = match &entry.path {
            Some(path) => Some(dir.join(path)),
            None => found
                .iter()
                .find(|target| target.name == *name)
                .map(|target| target.path.clone())
                .or_else(|| default_main(disk, dir, table)),
        };
        let path =
            path.unwrap_or_else(|| dir.join(folder_name(table.kind)).join(format!("{name}.rs")));
        all.push(Target {
            required_features: entry.required_features.clone(),
            declared: Some((table_name(table.kind).to_owned(), Some(entry.index))),
            ..Target::new(name, table.kind, path)
        });
    }
    if table.automatic {
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
fn default_main(disk: &Disk, dir: &Path, table: &Table) -> Option<PathBuf> {
    let main = dir.join("src/main.rs");
    (table.kind == TargetKind::Bin && table.count == 1 && disk.is_file(&main)).then_some(main)
}

fn stem(path: &str) -> Option<String> {
    Path::new(path)
        .file_stem()
        .and_then(|stem| stem.to_str())
        .map(str::to_owned)
}
