//! All models of a run.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use semver::{Version, VersionReq};
use serde::{Deserialize, Serialize};

use crate::builtin::BUILTIN;
use crate::check::check;
use crate::entry::Entry;
use crate::error::{Mistake, ModelError, ModelErrorKind};
use crate::index::Model;
use crate::model::Client;
use crate::parse::parse;
use crate::versions::Interval;

/// A model in a [`ClientSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ModelId(pub u32);

/// A type of a model: the model and the index into its `[[type]]` list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TypeId {
    /// The model.
    pub model: ModelId,
    /// Index into [`crate::model::ModelFile::types`].
    pub index: u32,
}

/// How well a model fits the version that a project uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The version is one for which the model was made, or none is known.
    Exact,
    /// The model was made for other versions; it is the nearest there is.
    Nearest,
}

/// All models of a run: built-in ones and the user's.
#[derive(Clone, Debug, Default)]
pub struct ClientSet {
    entries: Vec<Entry>,
}

impl ClientSet {
    /// The built-in models. One that is wrong is left out; [`ClientSet::builtin_errors`] tells, and a test sees to it
    /// that there is none.
    #[must_use]
    pub fn builtin() -> ClientSet {
        let mut set = ClientSet::default();
        // A wrong one cannot be shipped: the crate's tests fail on it.
        let entries = BUILTIN
            .iter()
            .filter_map(|(name, text)| Entry::builtin(name, text));
        set.entries.extend(entries);
        set
    }

    /// What is wrong with the built-in models: nothing, in a build whose tests pass.
    #[must_use]
    pub fn builtin_errors() -> Vec<ModelError> {
        let mut set = ClientSet::default();
        BUILTIN
            .iter()
            .filter_map(|(name, text)| set.insert(name, text, true).err())
            .flatten()
            .collect()
    }

    /// Adds a user's model. `origin` is the name of the file for messages, `text` what is in it. Where its versions
    /// meet those of a built-in model of the same package, the user's counts; where they meet those of another model of
    /// the user's, it is an error.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the text, in the order of its places; the set is then as before.
    pub fn add(&mut self, origin: &str, text: &str) -> Result<ModelId, Vec<ModelError>> {
        self.insert(origin, text, false)
    }

    fn insert(
        &mut self,
        origin: &str,
        text: &str,
        builtin: bool,
    ) -> Result<ModelId, Vec<ModelError>> {
        let located = |mut mistakes: Vec<Mistake>| {
            mistakes.sort_by_key(|mistake| (mistake.span.start, mistake.span.end));
            mistakes
                .into_iter()
                .map(|mistake| mistake.locate(origin, text))
                .collect::<Vec<_>>()
        };
        let (file, tree) = parse(text).map_err(located)?;
        let versions = check(&file, &tree).map_err(located)?;
        let rival = self.entries.iter().find(|other| {
            other.builtin == builtin
                && other.client().package == file.client.package
                && other.versions.meets(&versions)
        });
        if let Some(rival) = rival {
            let client = tree.get_ref().get("client");
            let place = client.and_then(|client| client.get_ref().get("versions"));
            return Err(located(vec![Mistake {
                kind: ModelErrorKind::Overlap,
                span: place.map_or(0..0, |place| place.span()),
                message: format!(
                    "`{}` is described by `{}` too, for `{}`: the versions of two models do not meet",
                    file.client.package,
                    rival.origin,
                    rival.client().versions
                ),
            }]));
        }
        let id = ModelId(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
        self.entries
            .push(Entry::of(Model::new(file, origin, builtin, versions)));
        Ok(id)
    }

    /// All models, by [`ModelId`]. Reads those of which only the head was needed so far.
    #[must_use]
    pub fn models(&self) -> Vec<&Model> {
        self.entries.iter().map(Entry::model).collect()
    }

    /// A model by id.
    #[must_use]
    pub fn model(&self, id: ModelId) -> &Model {
        self.entries[id.0 as usize].model()
    }

    /// A model by an id that may be another set's.
    #[must_use]
    pub fn get(&self, id: ModelId) -> Option<&Model> {
        self.entries.get(id.0 as usize).map(Entry::model)
    }

    /// Whether anything of a model opens a connection.
    #[must_use]
    pub fn opens(&self, id: ModelId) -> bool {
        self.entries[id.0 as usize].opens
    }

    /// The name by which a model's crate is imported.
    #[must_use]
    pub fn import(&self, id: ModelId) -> String {
        self.entries[id.0 as usize].client().import()
    }

    /// The package that a model describes.
    #[must_use]
    pub fn package(&self, id: ModelId) -> String {
        self.entries[id.0 as usize].client().package.clone()
    }

    /// The names by which the crates are imported that have a model, sorted, each once.
    #[must_use]
    pub fn imports(&self) -> BTreeSet<String> {
        let clients = self.entries.iter().map(Entry::client);
        clients.map(Client::import).collect()
    }

    /// The model for a dependency; see [`ClientSet::resolve`].
    #[must_use]
    pub fn for_dependency(&self, package: &str, version: Option<&str>) -> Option<ModelId> {
        self.resolve(package, version).map(|(id, _)| id)
    }

    /// The model for a dependency, and how well it fits. `version` is a requirement or version as written in a manifest
    /// or lock file.
    ///
    /// The model is, in this order: the one for the least version that the requirement allows; the newest one for any
    /// version that it allows; the nearest, newest below the requirement before oldest above it. Without a version, or
    /// with text that is none: the newest. A user's model goes before a built-in one of equal merit.
    #[must_use]
    pub fn resolve(&self, package: &str, version: Option<&str>) -> Option<(ModelId, Fit)> {
        let mut candidates: Vec<(ModelId, &Entry)> = self
            .ids()
            .filter(|(_, model)| model.client().package == package)
            .collect();
        if candidates.is_empty() {
            return None;
        }
        // The user's first, then from the newest to the oldest.
        candidates
            .sort_by_key(|(id, model)| (model.builtin, Reverse(newness(&model.versions)), *id));
        let newest = |candidates: &[(ModelId, &Entry)]| {
            candidates
                .iter()
                .min_by_key(|(_, model)| Reverse(newness(&model.versions)))
                .map(|(id, _)| *id)
        };
        let Some(asked) = version.and_then(|text| text.trim().parse::<VersionReq>().ok()) else {
            return newest(&candidates).map(|id| (id, Fit::Exact));
        };
        let asked = Interval::of(&asked);
        if asked.from != Version::new(0, 0, 0)
            && let Some((id, _)) = candidates
                .iter()
                .find(|(_, model)| model.versions.contains(&asked.from))
        {
            return Some((*id, Fit::Exact));
        }
        let met: Vec<_> = candidates
            .iter()
            .filter(|(_, model)| model.versions.meets(&asked))
            .copied()
            .collect();
        if let Some(id) = newest(&met) {
            return Some((id, Fit::Exact));
        }
        let below: Vec<_> = candidates
            .iter()
            .filter(|(_, model)| model.versions.from <= asked.from)
            .copied()
            .collect();
        let nearest = newest(&below).or_else(|| {
            candidates
                .iter()
                .min_by_key(|(_, model)| model.versions.from.clone())
                .map(|(id, _)| *id)
        });
        nearest.map(|id| (id, Fit::Nearest))
    }

    /// The models of crates that are imported as `import`, for files without a manifest: the user's first, then by
    /// package, the newest of each first. Built-in models that a user's model stands in for are left out.
    #[must_use]
    pub fn for_import(&self, import: &str) -> Vec<ModelId> {
        let mut found: Vec<(ModelId, &Entry)> = self
            .ids()
            .filter(|(_, model)| model.client().import() == import)
            .filter(|(_, model)| {
                !model.builtin
                    || !self.entries.iter().any(|other| {
                        !other.builtin
                            && other.client().package == model.client().package
                            && other.versions.meets(&model.versions)
                    })
            })
            .collect();
        found.sort_by_key(|(id, model)| {
            (
                model.builtin,
                &model.client().package,
                Reverse(newness(&model.versions)),
                *id,
            )
        });
        found.into_iter().map(|(id, _)| id).collect()
    }

    /// The packages of which a model knows a call that opens a connection.
    pub fn opening_packages(&self) -> impl Iterator<Item = &str> {
        let opening = self.entries.iter().filter(|entry| entry.opens);
        opening.map(|entry| entry.client().package.as_str())
    }

    fn ids(&self) -> impl Iterator<Item = (ModelId, &Entry)> {
        (0u32..).map(ModelId).zip(&self.entries)
    }
}

/// Orders intervals by how new their newest version is: one without a bound is the newest.
fn newness(versions: &Interval) -> (bool, Option<Version>, Version) {
    (
        versions.to.is_none(),
        versions.to.clone(),
        versions.from.clone(),
    )
}
