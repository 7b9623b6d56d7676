//! Configuration: `double-connect.toml`, `[workspace.metadata.double-connect]`, `[package.metadata.double-connect]`.

mod reader;
pub(crate) mod schema;

use std::path::{Path, PathBuf};

use double_connect_analysis::facts::Confidence;
use double_connect_analysis::source::{FileId, Span};
use double_connect_lints::{Level, Levels};
use glob::Pattern;
use reader::Reader;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::globs;
use crate::output::{Message, Severity};
use crate::project::manifest::ManifestAt;
use crate::session::Session;

/// The keys of a configuration.
const KEYS: [&str; 4] = ["lints", "clients", "exclude", "confidence"];
const LEVELS: [&str; 3] = ["allow", "warn", "deny"];
/// How sure a finding must be at least.
const CONFIDENCES: [(&str, Confidence); 2] = [
    ("certain", Confidence::Certain),
    ("likely", Confidence::Likely),
];

/// A configuration as read from one place.
#[derive(Debug, Default)]
pub(crate) struct Config {
    levels: Vec<(String, Level, Span)>,
    clients: Vec<(String, Span)>,
    exclude: Vec<Pattern>,
    confidence: Option<Confidence>,
    /// The folder to which its paths are relative.
    base: PathBuf,
}

impl Config {
    /// Reads a configuration file. What is wrong is reported; the rest stands.
    pub(crate) fn from_file(session: &mut Session, path: &Path) -> Self {
        match session.read(path) {
            Ok(file) => Self::from_text(session, file, path, &[]),
            Err(reason) => {
                session.error_in(path, &reason);
                Self::default()
            }
        }
    }

    /// Reads a table of a manifest: `keys` lead to `double-connect`.
    pub(crate) fn from_metadata(
        session: &mut Session,
        manifest: &ManifestAt,
        keys: &[&str],
    ) -> Self {
        match session.read(&manifest.path) {
            Ok(file) => Self::from_text(session, file, &manifest.path, keys),
            Err(reason) => {
                session.error_in(&manifest.path, &reason);
                Self::default()
            }
        }
    }

    fn from_text(session: &mut Session, file: FileId, path: &Path, keys: &[&str]) -> Self {
        let base = path.parent().map(Path::to_owned).unwrap_or_default();
        let mut config = Self {
            base,
            ..Self::default()
        };
        let text = session.text(file).to_owned();
        let table = match DeTable::parse(&text) {
            Ok(table) => table,
            Err(error) => {
                session.toml_error(file, "this configuration cannot be read", &error);
                return config;
            }
        };
        let mut table = table.get_ref();
        for key in keys {
            match table.get(*key).map(Spanned::get_ref) {
                Some(DeValue::Table(inner)) => table = inner,
                _ => return config,
            }
        }
        let mut reader = Reader {
            session,
            file,
            config: &mut config,
        };
        reader.table(table);
        config
    }

    /// Applies levels and confidence: those of groups first, so that a lint's own level counts more.
    pub(crate) fn apply(&self, session: &mut Session, levels: &mut Levels) {
        for (name, level, place) in self.by_rank() {
            if let Err(unknown) = levels.set(name, *level) {
                let mut message =
                    Message::new(Severity::Error, unknown.to_string()).at(Some(*place));
                if let Some(suggestion) = unknown.suggestion {
                    message = message.help(format!("did you mean `{suggestion}`?"));
                }
                session.report(message);
            }
        }
        self.apply_confidence(levels);
    }

    /// Applies them again, where [`Config::apply`] has reported unknown names already.
    pub(crate) fn apply_known(&self, levels: &mut Levels) {
        for (name, level, _) in self.by_rank() {
            let _: Result<(), _> = levels.set(name, *level);
        }
        self.apply_confidence(levels);
    }

    fn by_rank(&self) -> impl Iterator<Item = &(String, Level, Span)> {
        let groups = self
            .levels
            .iter()
            .filter(|(name, ..)| Levels::is_group(name));
        let lints = self
            .levels
            .iter()
            .filter(|(name, ..)| !Levels::is_group(name));
        groups.chain(lints)
    }

    fn apply_confidence(&self, levels: &mut Levels) {
        if let Some(confidence) = self.confidence {
            levels.set_confidence(confidence);
        }
    }

    /// Whether it sets any level, or how sure a finding must be.
    pub(crate) fn has_levels(&self) -> bool {
        !self.levels.is_empty() || self.confidence.is_some()
    }

    /// The model files it names, sorted as the patterns stand. A pattern without any file is an error.
    pub(crate) fn client_files(&self, session: &mut Session) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for (text, place) in &self.clients {
            let reason = match globs::expand(&self.base, text) {
                Ok(paths) => {
                    let files: Vec<PathBuf> =
                        paths.into_iter().filter(|path| path.is_file()).collect();
                    if !files.is_empty() {
                        found.extend(files);
                        continue;
                    }
                    "no file matches".to_owned()
                }
                Err(reason) => reason,
            };
            session.report(
                Message::new(Severity::Error, format!("`{text}`: {reason}")).at(Some(*place)),
            );
        }
        found
    }

    /// Whether a file or folder (absolute) is to be skipped.
    pub(crate) fn excludes(&self, path: &Path) -> bool {
        let below = || path.strip_prefix(&self.base);
        !self.exclude.is_empty()
            && below().is_ok_and(|below| {
                self.exclude
                    .iter()
                    .any(|pattern| globs::matches(pattern, below))
            })
    }
}
