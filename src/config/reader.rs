//! One table of configuration, key by key, with a place for each mistake.

use double_connect_analysis::source::FileId;
use double_connect_lints::Level;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{CONFIDENCES, Config, KEYS, LEVELS};
use crate::globs;
use crate::output::{Message, Severity};
use crate::session::{Session, span};
use crate::suggest;

/// Reads one table.
pub(super) struct Reader<'a> {
    pub(super) session: &'a mut Session,
    pub(super) file: FileId,
    pub(super) config: &'a mut Config,
}

impl Reader<'_> {
    /// Reads all keys; what is wrong is reported, the rest stands.
    pub(super) fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "lints" => self.lints(value),
                "clients" => self.clients(value),
                "exclude" => self.exclude(value),
                "confidence" => self.confidence(value),
                other => self.unknown_key(other, key.span()),
            }
        }
    }

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

    fn confidence(&mut self, value: &Spanned<DeValue<'_>>) {
        let text = value.get_ref().as_str();
        let known = CONFIDENCES.iter().find(|(name, _)| Some(*name) == text);
        if let Some((_, confidence)) = known {
            self.config.confidence = Some(*confidence);
            return;
        }
        let names = CONFIDENCES.map(|(name, _)| name);
        let mut message = self.error(
            value.span(),
            format!("`confidence` is `{}`", names.join("` or `")),
        );
        if let Some(known) = text.and_then(|text| suggest::nearest(text, names)) {
            message = message.help(format!("did you mean `{known}`?"));
        }
        self.session.report(message);
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
