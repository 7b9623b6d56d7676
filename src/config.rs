//! Configuration: `double-connect.toml`, `[workspace.metadata.double-connect]`, `[package.metadata.double-connect]`.

use std::path::{Path, PathBuf};

use double_connect_analysis::source::{FileId, Span};
use double_connect_lints::{Level, Levels};
use glob::Pattern;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::globs;
use crate::output::{Message, Severity};
use crate::session::{Session, span};
use crate::suggest;

/// The keys of a configuration.
const KEYS: [&str; 3] = ["lints", "clients", "exclude"];
const LEVELS: [&str; 3] = ["allow", "warn", "deny"];

/// A configuration as read from one place.
#[derive(Debug, Default)]
pub(crate) struct Config {
    levels: Vec<(String, Level, Span)>,
    clients: Vec<(String, Span)>,
    exclude: Vec<Pattern>,
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

    /// Reads a table of a manifest that is in the session already: `keys` lead to `double-connect`.
    pub(crate) fn from_metadata(
        session: &mut Session,
        file: FileId,
        path: &Path,
        keys: &[&str],
    ) -> Self {
        Self::from_text(session, file, path, keys)
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
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "lints" => reader.lints(value),
                "clients" => reader.clients(value),
                "exclude" => reader.exclude(value),
                other => reader.unknown_key(other, key.span()),
            }
        }
        config
    }

    /// Applies the levels.
    pub(crate) fn apply(&self, session: &mut Session, levels: &mut Levels) {
        for (name, level, place) in &self.levels {
            if let Err(unknown) = levels.set(name, *level) {
                let mut message =
                    Message::new(Severity::Error, unknown.to_string()).at(Some(*place));
                if let Some(suggestion) = unknown.suggestion {
                    message = message.help(format!("did you mean `{suggestion}`?"));
                }
                session.report(message);
            }
        }
    }

    /// Applies the levels again, where [`Config::apply`] has reported unknown names already.
    pub(crate) fn apply_known(&self, levels: &mut Levels) {
        for (name, level, _) in &self.levels {
            let _: Result<(), _> = levels.set(name, *level);
        }
    }

    /// Whether it sets any level.
    pub(crate) fn has_levels(&self) -> bool {
        !self.levels.is_empty()
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
        path.strip_prefix(&self.base).is_ok_and(|below| {
            self.exclude
                .iter()
                .any(|pattern| globs::matches(pattern, below))
        })
    }
}

struct Reader<'a> {
    session: &'a mut Session,
    file: FileId,
    config: &'a mut Config,
}

impl Reader<'_> {
    fn error(&mut self, place: std::ops::Range<usize>, text: String) -> Message {
        Message::new(Severity::Error, text).at(Some(span(self.file, place)))
    }

    fn unknown_key(&mut self, key: &str, place: std::ops::Range<usize>) {
        let mut message = self.error(place, format!("unknown key `{key}`"));
        message = match suggest::nearest(key, KEYS) {
            Some(known) => message.help(format!("did you mean `{known}`?")),
            None => message.note(format!("the keys are `{}`", KEYS.join("`, `"))),
        };
        self.session.report(message);
    }

    fn lints(&mut self, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            let message = self.error(
                value.span(),
                "`lints` must be a table of lint names and levels".to_owned(),
            );
            return self.session.report(message);
        };
        for (name, value) in table {
            let level = match value.get_ref().as_str() {
                Some("allow") => Level::Allow,
                Some("warn") => Level::Warn,
                Some("deny") => Level::Deny,
                other => {
                    let mut message = self.error(
                        value.span(),
                        "a level is `allow`, `warn` or `deny`".to_owned(),
                    );
                    if let Some(known) = other.and_then(|text| suggest::nearest(text, LEVELS)) {
                        message = message.help(format!("did you mean `{known}`?"));
                    }
                    self.session.report(message);
                    continue;
                }
            };
            let place = span(self.file, name.span());
            self.config
                .levels
                .push((name.get_ref().to_string(), level, place));
        }
    }

    fn clients(&mut self, value: &Spanned<DeValue<'_>>) {
        for (text, place) in self.strings(value, "clients") {
            self.config.clients.push((text, span(self.file, place)));
        }
    }

    fn exclude(&mut self, value: &Spanned<DeValue<'_>>) {
        for (text, place) in self.strings(value, "exclude") {
            match globs::pattern(&text) {
                Ok(pattern) => self.config.exclude.push(pattern),
                Err(reason) => {
                    let message =
                        self.error(place, format!("`{text}` is no valid pattern: {reason}"));
                    self.session.report(message);
                }
            }
        }
    }

    fn strings(
        &mut self,
        value: &Spanned<DeValue<'_>>,
        key: &str,
    ) -> Vec<(String, std::ops::Range<usize>)> {
        let found: Option<Vec<_>> = value.get_ref().as_array().and_then(|array| {
            array
                .iter()
                .map(|item| {
                    item.get_ref()
                        .as_str()
                        .map(|text| (text.to_owned(), item.span()))
                })
                .collect()
        });
        if found.is_none() {
            let message = self.error(value.span(), format!("`{key}` must be an array of strings"));
            self.session.report(message);
        }
        found.unwrap_or_default()
    }
}
