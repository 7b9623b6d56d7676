//! Names in a crate's source text, for crates that do not build here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::names::Name;

/// The unpacked source of a package of the registry, fetched if it is not there.
#[must_use]
pub fn source(package: &str, version: &str) -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))?;
    let find = || {
        let registries = fs::read_dir(home.join("registry/src")).ok()?;
        registries
            .filter_map(Result::ok)
            .map(|registry| registry.path().join(format!("{package}-{version}")))
            .find(|path| path.is_dir())
    };
    find().or_else(|| {
        // Reading about a package unpacks it.
        Command::new(env!("CARGO"))
            .args(["info", "--quiet", &format!("{package}@{version}")])
            .current_dir(std::env::temp_dir())
            .output()
            .ok()?;
        find()
    })
}

/// The text of every Rust file below a folder.
#[must_use]
pub fn read(folder: &Path) -> String {
    let mut text = String::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                text.push_str(&fs::read_to_string(path).unwrap_or_default());
            }
        }
    }
    text
}

/// Whether the text declares the name: a type by its keyword, a function by `fn`, a field or variant by its place before
/// a colon, a comma or a bracket. Where it stands in the tree of modules is not looked at.
#[must_use]
pub fn declares(text: &str, name: &Name) -> bool {
    let path = name.path();
    let last = path.rsplit([':', '.']).next().unwrap_or(&path);
    let after = |before: &str, ends: &[char]| {
        text.match_indices(&format!("{before}{last}")).any(|(at, found)| {
            let rest = &text[at + found.len()..];
            rest.starts_with(ends) && !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    };
    match name {
        Name::Type(_) => ["struct ", "enum ", "trait ", "type "]
            .iter()
            .any(|keyword| after(keyword, &['<', ' ', '(', ';', '{', ':', '\n'])),
        // `default` is what `#[derive(Default)]` makes.
        Name::Call(..) => after("fn ", &['<', '(']) || last == "default",
        Name::Variant(_) => after("", &[',', '(', ' ', '{']),
        Name::Field(..) => after("pub ", &[':']),
    }
}
