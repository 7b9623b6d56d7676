//! All models of a run, checked and indexed.

use std::collections::BTreeMap;

use crate::model::{Close, Create, Evidence, Identity, Keeps, ModelFile, Open, Run, Spawn, TaskCall, TypeModel, ValueSource};

/// A model in a [`ClientSet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModelId(pub u32);

/// A type of a model: the model and the index into its `[[type]]` list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId {
    /// The model.
    pub model: ModelId,
    /// Index into [`ModelFile::types`].
    pub index: u32,
}

/// What is wrong with a model file: a message and the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct ModelError {
    /// The file, as it was named.
    pub file: String,
    /// 1-based.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// Byte range in the file's text, 0-based, half open.
    pub span: (usize, usize),
    /// What is wrong and, where there is one, the remedy.
    pub message: String,
}

/// What a model says of one call. A call can play several parts (`create` of one handle that another call opens).
#[derive(Clone, Copy, Debug, Default)]
pub struct CallModel<'a> {
    /// It makes a handle.
    pub create: Option<&'a Create>,
    /// It opens.
    pub open: Option<&'a Open>,
    /// It closes.
    pub close: Option<&'a Close>,
    /// It sets an identity.
    pub identity: Option<&'a Identity>,
    /// It gives evidence.
    pub evidence: Option<&'a Evidence>,
    /// It keeps a value.
    pub keeps: Option<&'a Keeps>,
    /// It spawns.
    pub spawn: Option<&'a Spawn>,
    /// It acts on a task.
    pub task: Option<&'a TaskCall>,
    /// It runs a body.
    pub run: Option<&'a Run>,
    /// It is a source of values.
    pub value: Option<&'a ValueSource>,
}

/// A checked model.
#[derive(Clone, Debug)]
pub struct Model {
    /// The file as read.
    pub file: ModelFile,
    /// Where it came from, for messages: a path, or the name of a built-in file.
    pub origin: String,
    types: BTreeMap<String, u32>,
}

impl Model {
    /// The name by which the crate is imported.
    #[must_use]
    pub fn import(&self) -> String {
        self.file.client.import.clone().unwrap_or_else(|| self.file.client.package.replace('-', "_"))
    }

    /// The index of the type with this path relative to the crate (`v5::AsyncClient`), any of its paths.
    #[must_use]
    pub fn type_index(&self, path: &str) -> Option<u32> {
        self.types.get(path).copied()
    }

    /// A type by index.
    #[must_use]
    pub fn ty(&self, index: u32) -> &TypeModel {
        &self.file.types[index as usize]
    }
}

/// All models of a run: built-in ones and the user's.
#[derive(Clone, Debug, Default)]
pub struct ClientSet {
    models: Vec<Model>,
}

impl ClientSet {
    /// All models, by [`ModelId`].
    #[must_use]
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// A model by id.
    #[must_use]
    pub fn model(&self, id: ModelId) -> &Model {
        &self.models[id.0 as usize]
    }
}
