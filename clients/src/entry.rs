//! A model of which only the head is read until somebody asks for more: a run has to do with few of all.

use std::sync::OnceLock;

use semver::VersionReq;

use crate::check::check;
use crate::index::Model;
use crate::model::{Client, ModelFile};
use crate::parse::parse;
use crate::versions::Interval;

/// A model, read as far as it was needed.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    client: Client,
    pub(crate) origin: String,
    pub(crate) builtin: bool,
    pub(crate) versions: Interval,
    /// Whether any call of it opens a connection.
    pub(crate) opens: bool,
    text: &'static str,
    model: OnceLock<Box<Model>>,
}

impl Entry {
    /// A built-in model; `None` if its head is wrong.
    pub(crate) fn builtin(origin: &str, text: &'static str) -> Option<Self> {
        // What a model is for stands before its first list.
        let head = text.find("\n[[").map_or(text, |end| &text[..end]);
        let head: ModelFile = toml::from_str(head).ok()?;
        let asked: VersionReq = head.client.versions.parse().ok()?;
        Some(Self {
            versions: Interval::of(&asked),
            client: head.client,
            origin: origin.to_owned(),
            builtin: true,
            opens: text.contains("\n[[open]]"),
            text,
            model: OnceLock::new(),
        })
    }

    /// A model that was read as a whole.
    pub(crate) fn of(model: Model) -> Self {
        Self {
            client: model.file.client.clone(),
            origin: model.origin.clone(),
            builtin: model.builtin,
            versions: model.versions.clone(),
            opens: !model.file.open.is_empty(),
            text: "",
            model: OnceLock::from(Box::new(model)),
        }
    }

    /// Which crate it describes.
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// The whole model.
    pub(crate) fn model(&self) -> &Model {
        self.model.get_or_init(|| {
            let read = parse(self.text).ok();
            let read = read.filter(|(file, tree)| check(file, tree).is_ok());
            // A wrong one cannot be shipped: the crate's tests fail on it.
            let nothing = || ModelFile {
                client: self.client.clone(),
                ..ModelFile::default()
            };
            let file = read.map_or_else(nothing, |(file, _)| file);
            Box::new(Model::new(
                file,
                &self.origin,
                self.builtin,
                self.versions.clone(),
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Entry;
    use crate::builtin::BUILTIN;
    use crate::{ClientSet, ModelId};

    /// What the heads say is what the whole files say.
    #[test]
    fn heads_are_those_of_the_files() {
        let mut whole = ClientSet::default();
        for (name, text) in BUILTIN {
            assert!(whole.add(name, text).is_ok(), "{name}");
        }
        let lazy = ClientSet::builtin();
        assert_eq!(lazy.models().len(), BUILTIN.len());
        for (id, (name, text)) in (0..).map(ModelId).zip(BUILTIN) {
            let entry = Entry::builtin(name, text).expect("a head");
            let (model, same) = (whole.model(id), lazy.model(id));
            assert_eq!(
                format!("{:?}", model.file),
                format!("{:?}", same.file),
                "{name}"
            );
            assert_eq!(entry.versions, model.versions, "{name}");
            assert_eq!(entry.opens, !model.file.open.is_empty(), "{name}");
            assert_eq!(entry.client().package, model.file.client.package, "{name}");
            assert_eq!(lazy.import(id), model.import(), "{name}");
        }
    }
}
