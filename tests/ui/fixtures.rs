//! The fixtures on disk, and the packages that they are targets of.

use std::fs;
use std::path::{Path, PathBuf};

use crate::marks::{self, BadMark, Kind, Mark};

/// The words before a package's prefix in its manifest; the list of targets follows.
const LIST: &str = "every fixture whose name starts with `";

/// Folders of `ui-tests/` that are no lint's.
const NO_LINTS: [&str; 5] = ["broker", "packages", "stubs", "surface", "target"];

/// A fixture.
pub(crate) struct Fixture {
    /// The lint's folder.
    pub(crate) folder: String,
    /// File name without `.rs`.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its text.
    pub(crate) text: String,
    /// Its marks, in order.
    pub(crate) marks: Vec<Mark>,
    /// What looks like a mark and cannot be read.
    pub(crate) bad_marks: Vec<BadMark>,
}

impl Fixture {
    /// `lint/name.rs`.
    pub(crate) fn shown(&self) -> String {
        format!("{}/{}.rs", self.folder, self.name)
    }

    /// The file with the expected messages.
    pub(crate) fn expected(&self) -> PathBuf {
        self.path.with_extension("stderr")
    }

    /// Whether it shows a bug, found or not.
    pub(crate) fn is_bug(&self) -> bool {
        self.marks
            .iter()
            .any(|mark| matches!(mark.kind, Kind::Bug | Kind::Missing))
    }
}

/// A package of fixtures.
pub(crate) struct Package {
    /// Its manifest.
    pub(crate) manifest: PathBuf,
    /// The manifest's text.
    pub(crate) text: String,
    /// The manifest up to the list, and the prefix of its fixtures.
    head: String,
    prefix: String,
    /// What its fixtures are: `example`, or `bin` where programs of one workspace are compared.
    target: &'static str,
}

impl Package {
    /// Whether the fixture belongs to it.
    pub(crate) fn owns(&self, fixture: &Fixture) -> bool {
        fixture.name.starts_with(&self.prefix)
    }

    /// The manifest with the list that it must have.
    pub(crate) fn manifest_with(&self, fixtures: &[Fixture]) -> String {
        let mut own: Vec<&Fixture> = fixtures.iter().filter(|f| self.owns(f)).collect();
        own.sort_by(|a, b| a.name.cmp(&b.name));
        let mut text = self.head.clone();
        for fixture in own {
            text.push_str(&format!(
                "\n[[{}]]\nname = \"{}\"\npath = \"../../{}\"\n",
                self.target,
                fixture.name,
                fixture.shown()
            ));
        }
        text
    }
}

/// `ui-tests/`.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ui-tests")
}

/// The entries of a directory, sorted.
fn entries(directory: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(directory)
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
}

/// The last part of a path, as text.
fn name_of(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// The lints that have a folder, sorted.
pub(crate) fn folders() -> Vec<String> {
    entries(&root())
        .iter()
        .filter(|path| path.is_dir())
        .map(|path| name_of(path))
        .filter(|name| !NO_LINTS.contains(&name.as_str()))
        .collect()
}

/// All files in the lints' folders with the given extension, sorted.
fn files(extension: &str) -> Vec<PathBuf> {
    folders()
        .iter()
        .flat_map(|folder| entries(&root().join(folder)))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect()
}

/// All fixtures, sorted by folder and name.
pub(crate) fn all() -> Vec<Fixture> {
    files("rs")
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let (marks, bad_marks) = marks::parse(&text);
            Fixture {
                folder: name_of(path.parent().unwrap()),
                name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                path,
                text,
                marks,
                bad_marks,
            }
        })
        .collect()
}

/// Expected messages of fixtures that do not exist.
pub(crate) fn orphans() -> Vec<PathBuf> {
    let mut found = files("stderr");
    found.retain(|path| !path.with_extension("rs").exists());
    found
}

/// All packages, sorted.
pub(crate) fn packages() -> Vec<Package> {
    entries(&root().join("packages"))
        .into_iter()
        .map(|directory| {
            let manifest = directory.join("Cargo.toml");
            let text = fs::read_to_string(&manifest).unwrap().replace("\r\n", "\n");
            let (before, after) = text
                .split_once(LIST)
                .unwrap_or_else(|| panic!("{}: no list of targets", manifest.display()));
            let (prefix, _) = after.split_once('`').unwrap();
            Package {
                target: if before.contains("autobins = false") {
                    "bin"
                } else {
                    "example"
                },
                head: format!("{before}{LIST}{prefix}`.\n"),
                prefix: prefix.to_owned(),
                manifest,
                text: text.clone(),
            }
        })
        .collect()
}
