//! The list of rules that are broken on purpose, to see that a campaign notices: `mutations.toml`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::Deserialize;

/// One rule of the analyser, and how it is broken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutation {
    /// The rule.
    pub rule: String,
    /// What is wrong then.
    pub breaks: String,
    /// The file, relative to the workspace.
    pub file: PathBuf,
    /// What stands there, exactly once.
    pub text: String,
    /// What stands there instead.
    pub replacement: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    mutation: Vec<Mutation>,
}

/// The root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The list.
///
/// # Errors
///
/// The file is wrong; why.
pub fn list() -> Result<Vec<Mutation>, String> {
    toml::from_str::<List>(include_str!("../mutations.toml"))
        .map(|list| list.mutation)
        .map_err(|error| error.to_string())
}

impl Mutation {
    /// How often its text stands in its file below a root.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn occurrences(&self, root: &Path) -> io::Result<usize> {
        let text = fs::read_to_string(root.join(&self.file))?;
        Ok(text.matches(&self.text).count())
    }

    /// Breaks the rule in the copy of the workspace below a root; gives the file as it was.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written.
    pub fn make(&self, root: &Path) -> io::Result<String> {
        let path = root.join(&self.file);
        let before = fs::read_to_string(&path)?;
        fs::write(path, before.replacen(&self.text, &self.replacement, 1))?;
        Ok(before)
    }
}
