//! One checked model, fast to look up.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Close, Create, Evidence, Exclusive, Gives, Identity, Keeps, ModelFile, Open, Receive, Run,
    Send, Spawn, TaskCall, TypeModel, ValueSource,
};
use crate::versions::Interval;

/// What a model says of one call. A call can play several parts (`create` of one handle that another call opens).
#[derive(Clone, Copy, Debug, Default)]
pub struct CallModel<'a> {
    /// It gives a value of a type of the model.
    pub gives: Option<&'a Gives>,
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
    /// It sends something into a channel.
    pub send: Option<&'a Send>,
    /// It takes something out of one.
    pub receive: Option<&'a Receive>,
    /// It is a source of values.
    pub value: Option<&'a ValueSource>,
    /// It counts as awaiting its receiver, a token that an open or close gave.
    pub awaits: bool,
}

impl CallModel<'_> {
    /// Whether the call takes its handle by value.
    #[must_use]
    pub fn consumes(&self) -> bool {
        self.open.is_some_and(|o| o.consumes) || self.close.is_some_and(|c| c.consumes)
    }

    /// Whether the model says nothing of the call.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gives.is_none()
            && self.create.is_none()
            && self.open.is_none()
            && self.close.is_none()
            && self.identity.is_none()
            && self.evidence.is_none()
            && self.keeps.is_none()
            && self.spawn.is_none()
            && self.task.is_none()
            && self.run.is_none()
            && self.send.is_none()
            && self.receive.is_none()
            && self.value.is_none()
            && !self.awaits
    }
}

/// The parts that a call can play: one for each list of a [`ModelFile`] whose entries name calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Gives,
    Create,
    Open,
    Close,
    Identity,
    Evidence,
    Keeps,
    Spawn,
    Task,
    Run,
    Send,
    Receive,
    Value,
}

impl Part {
    pub(crate) const ALL: [Part; 13] = [
        Part::Gives,
        Part::Create,
        Part::Open,
        Part::Close,
        Part::Identity,
        Part::Evidence,
        Part::Keeps,
        Part::Spawn,
        Part::Task,
        Part::Run,
        Part::Send,
        Part::Receive,
        Part::Value,
    ];

    /// The name of its table.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Part::Gives => "gives",
            Part::Create => "create",
            Part::Open => "open",
            Part::Close => "close",
            Part::Identity => "identity",
            Part::Evidence => "evidence",
            Part::Keeps => "keeps",
            Part::Spawn => "spawn",
            Part::Task => "task",
            Part::Run => "run",
            Part::Send => "send",
            Part::Receive => "receive",
            Part::Value => "value",
        }
    }

    /// The calls of each of its entries, in order.
    pub(crate) fn calls(self, file: &ModelFile) -> Vec<&[String]> {
        match self {
            Part::Gives => file.gives.iter().map(|e| e.call.as_slice()).collect(),
            Part::Create => file.create.iter().map(|e| e.call.as_slice()).collect(),
            Part::Open => file.open.iter().map(|e| e.call.as_slice()).collect(),
            Part::Close => file.close.iter().map(|e| e.call.as_slice()).collect(),
            Part::Identity => file.identity.iter().map(|e| e.call.as_slice()).collect(),
            Part::Evidence => file.evidence.iter().map(|e| e.call.as_slice()).collect(),
            Part::Keeps => file.keeps.iter().map(|e| e.call.as_slice()).collect(),
            Part::Spawn => file.spawn.iter().map(|e| e.call.as_slice()).collect(),
            Part::Task => file.task.iter().map(|e| e.call.as_slice()).collect(),
            Part::Run => file.run.iter().map(|e| e.call.as_slice()).collect(),
            Part::Send => file.send.iter().map(|e| e.call.as_slice()).collect(),
            Part::Receive => file.receive.iter().map(|e| e.call.as_slice()).collect(),
            Part::Value => file.value.iter().map(|e| e.call.as_slice()).collect(),
        }
    }
}

/// Index of the entry for each part that a call plays.
#[derive(Clone, Debug, Default)]
struct CallEntry {
    parts: BTreeMap<Part, usize>,
    awaits: bool,
}

/// A checked model.
#[derive(Clone, Debug)]
pub struct Model {
    /// The file as read.
    pub file: ModelFile,
    /// Where it came from, for messages: a path, or the name of a built-in file.
    pub origin: String,
    /// Whether it is one of the built-in models, not the user's.
    pub builtin: bool,
    pub(crate) versions: Interval,
    types: BTreeMap<String, u32>,
    calls: BTreeMap<String, CallEntry>,
    variants: BTreeMap<String, usize>,
    fields: BTreeMap<(u32, String), usize>,
    named: BTreeSet<String>,
}

impl Model {
    /// Builds the indexes of a file that has been checked.
    pub(crate) fn new(file: ModelFile, origin: &str, builtin: bool, versions: Interval) -> Model {
        let mut model = Model {
            origin: origin.to_owned(),
            builtin,
            versions,
            types: type_paths(&file),
            calls: BTreeMap::new(),
            variants: BTreeMap::new(),
            fields: BTreeMap::new(),
            named: BTreeSet::new(),
            file,
        };
        model.index_calls();
        for (at, evidence) in model.file.evidence.iter().enumerate() {
            if let Some(variant) = &evidence.variant {
                model.variants.insert(variant.clone(), at);
            }
        }
        for (at, identity) in model.file.identity.iter().enumerate() {
            if let Some((ty, field)) = identity
                .field
                .as_deref()
                .and_then(|path| path.rsplit_once('.'))
                && let Some(index) = model.types.get(ty)
            {
                model.fields.insert((*index, field.to_owned()), at);
            }
        }
        let paths = model
            .types
            .keys()
            .chain(model.calls.keys())
            .chain(model.variants.keys());
        let named = paths.flat_map(|path| prefixes(path)).collect();
        model.named = named;
        model
    }

    fn index_calls(&mut self) {
        let mut calls: BTreeMap<String, CallEntry> = BTreeMap::new();
        for part in Part::ALL {
            for (at, paths) in part.calls(&self.file).into_iter().enumerate() {
                for path in paths.iter().flat_map(|path| self.aliases(path)) {
                    calls
                        .entry(path)
                        .or_default()
                        .parts
                        .entry(part)
                        .or_insert(at);
                }
            }
        }
        let opens = self.file.open.iter();
        let awaited = opens.flat_map(|open| [&open.awaited_by, &open.timed_by]);
        for path in awaited
            .chain(self.file.close.iter().map(|close| &close.awaited_by))
            .flatten()
        {
            for path in self.aliases(path) {
                calls.entry(path).or_default().awaits = true;
            }
        }
        self.calls = calls;
    }

    /// Every path by which a call of this file can be named.
    fn aliases(&self, call: &str) -> Vec<String> {
        let owner = call
            .rsplit_once("::")
            .and_then(|(ty, method)| Some((self.types.get(ty)?, method)));
        match owner {
            Some((index, method)) => self
                .ty(*index)
                .paths
                .iter()
                .map(|ty| format!("{ty}::{method}"))
                .collect(),
            None => vec![call.to_owned()],
        }
    }

    /// The name by which the crate is imported.
    #[must_use]
    pub fn import(&self) -> String {
        self.file.client.import()
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

    /// What excludes a second one of a type, by its index.
    #[must_use]
    pub fn exclusive(&self, type_index: u32) -> Exclusive {
        let ty = self.file.types.get(type_index as usize);
        ty.and_then(|ty| ty.exclusive)
            .unwrap_or(self.file.client.exclusive)
    }

    /// The paths of all calls of which something is known.
    pub fn calls(&self) -> impl Iterator<Item = &str> {
        self.calls.keys().map(String::as_str)
    }

    /// What is known of the call `path`: `Type::method` or `module::function`, relative to the crate, with any of the
    /// type's paths. Empty if nothing is known.
    #[must_use]
    pub fn call(&self, path: &str) -> CallModel<'_> {
        let Some(entry) = self.calls.get(path) else {
            return CallModel::default();
        };
        let at = |part: Part| entry.parts.get(&part).copied();
        let file = &self.file;
        CallModel {
            gives: at(Part::Gives).and_then(|i| file.gives.get(i)),
            create: at(Part::Create).and_then(|i| file.create.get(i)),
            open: at(Part::Open).and_then(|i| file.open.get(i)),
            close: at(Part::Close).and_then(|i| file.close.get(i)),
            identity: at(Part::Identity).and_then(|i| file.identity.get(i)),
            evidence: at(Part::Evidence).and_then(|i| file.evidence.get(i)),
            keeps: at(Part::Keeps).and_then(|i| file.keeps.get(i)),
            spawn: at(Part::Spawn).and_then(|i| file.spawn.get(i)),
            task: at(Part::Task).and_then(|i| file.task.get(i)),
            run: at(Part::Run).and_then(|i| file.run.get(i)),
            send: at(Part::Send).and_then(|i| file.send.get(i)),
            receive: at(Part::Receive).and_then(|i| file.receive.get(i)),
            value: at(Part::Value).and_then(|i| file.value.get(i)),
            awaits: entry.awaits,
        }
    }

    /// What matching the enum variant `path` (`Event::ConnectionLost`, relative to the crate) proves.
    #[must_use]
    pub fn variant(&self, path: &str) -> Option<&Evidence> {
        self.variants
            .get(path)
            .and_then(|at| self.file.evidence.get(*at))
    }

    /// What the field of a type, by its index, has to do with the identity.
    #[must_use]
    pub fn field_identity(&self, type_index: u32, field: &str) -> Option<&Identity> {
        self.fields
            .get(&(type_index, field.to_owned()))
            .and_then(|at| self.file.identity.get(*at))
    }

    /// The index of the type that is found in a field of a type, by its index: a part of the same connection.
    #[must_use]
    pub fn field_type(&self, type_index: u32, field: &str) -> Option<u32> {
        let ty = self.file.types.get(type_index as usize)?;
        self.type_index(ty.fields.get(field)?)
    }

    /// Whether the model names something at `path`, below it (`path` is a module of the crate), or a type above it
    /// (`path` is an item of that type). For globs: `use rumqttc::v5::*` can bring `v5::AsyncClient`.
    #[must_use]
    pub fn exports(&self, path: &[String]) -> bool {
        if self.named.contains(&path.join("::")) {
            return true;
        }
        (1..path.len()).any(|end| self.types.contains_key(&path[..end].join("::")))
    }
}

/// Path -> index of the type, for every path of every type.
pub(crate) fn type_paths(file: &ModelFile) -> BTreeMap<String, u32> {
    let mut paths = BTreeMap::new();
    for (index, ty) in (0u32..).zip(&file.types) {
        for path in &ty.paths {
            paths.entry(path.clone()).or_insert(index);
        }
    }
    paths
}

/// The path and everything above it: `a::b::c`, `a::b`, `a`.
fn prefixes(path: &str) -> impl Iterator<Item = String> + '_ {
    std::iter::successors(Some(path), |path| {
        path.rsplit_once("::").map(|(above, _)| above)
    })
    .map(str::to_owned)
}
