//! The names that a model says: of types, calls, variants and fields.

use std::collections::{BTreeMap, BTreeSet};

use double_connect_clients::access::{AccessPath, Root};
use double_connect_clients::model::{ModelFile, When};

/// A name, relative to its crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A type.
    Type(String),
    /// A function or method, and what the model takes for granted of it.
    Call(String, Shape),
    /// A variant of an enum.
    Variant(String),
    /// A field: type and field.
    Field(String, String),
}

/// What a model takes for granted of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shape {
    /// It has a receiver.
    pub receiver: bool,
    /// How many arguments it has at least, the receiver not counted.
    pub arguments: u32,
    /// Its result can be awaited.
    pub awaited: bool,
}

impl Name {
    /// The path that is named.
    #[must_use]
    pub fn path(&self) -> String {
        match self {
            Name::Type(path) | Name::Call(path, _) | Name::Variant(path) => path.clone(),
            Name::Field(ty, field) => format!("{ty}.{field}"),
        }
    }
}

/// Every name of a model that has to be in its crate.
#[must_use]
pub fn names(file: &ModelFile) -> BTreeSet<Name> {
    let foreign: BTreeSet<&str> = file
        .types
        .iter()
        .filter(|ty| ty.stands_for.is_some())
        .flat_map(|ty| ty.paths.iter().map(String::as_str))
        .collect();
    let mut names = BTreeSet::new();
    for ty in file.types.iter().filter(|ty| ty.stands_for.is_none()) {
        for path in &ty.paths {
            names.insert(Name::Type(path.clone()));
        }
        if let Some(first) = ty.paths.first() {
            for field in ty.fields.keys() {
                names.insert(Name::Field(first.clone(), field.clone()));
            }
        }
    }
    for (path, shape) in calls(file) {
        let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
        if !foreign.contains(owner) && !path.ends_with("::await") {
            names.insert(Name::Call(path, shape));
        }
    }
    for evidence in &file.evidence {
        names.extend(evidence.variant.clone().map(Name::Variant));
    }
    for identity in &file.identity {
        if let Some((ty, field)) = identity.field.as_deref().and_then(|f| f.rsplit_once('.')) {
            names.insert(Name::Field(ty.to_owned(), field.to_owned()));
        }
    }
    names
}

/// The calls of a model, each with all that its tables take for granted of it.
fn calls(file: &ModelFile) -> BTreeMap<String, Shape> {
    let mut calls = Calls::default();
    for e in &file.gives {
        calls.add(&e.call, e.of.iter(), e.when);
    }
    for e in &file.create {
        let paths = e.options.iter().chain(&e.identity).chain(&e.endpoint);
        calls.add(&e.call, paths, e.when);
    }
    for e in &file.open {
        let given = e.options.iter().chain(&e.identity).chain(&e.endpoint);
        calls.add(&e.call, given.chain(&e.handle), e.when);
        calls.add(&e.awaited_by, std::iter::empty(), When::Call);
        calls.add(&e.timed_by, std::iter::empty(), When::Call);
    }
    for e in &file.close {
        // A token is awaited in ways of its own.
        let when = if e.unawaited.is_some() { When::Call } else { e.when };
        calls.add(&e.call, std::iter::once(&e.handle), when);
        calls.add(&e.awaited_by, std::iter::empty(), When::Call);
    }
    for e in &file.identity {
        let paths = e.options.iter().chain(&e.identity).chain(&e.endpoint);
        calls.add(&e.call, paths, When::Call);
    }
    for e in &file.evidence {
        calls.add(&e.call, std::iter::empty(), When::Call);
    }
    for e in &file.keeps {
        calls.add(&e.call, [&e.handle, &e.value].into_iter(), When::Call);
    }
    for e in &file.spawn {
        let paths = std::iter::once(&e.body).chain(&e.set);
        calls.add(&e.call, paths, When::Call);
    }
    for e in &file.task {
        calls.add(&e.call, std::iter::empty(), e.when);
    }
    for e in &file.run {
        calls.add(&e.call, std::iter::once(&e.body), When::Call);
    }
    for e in &file.send {
        calls.add(&e.call, std::iter::once(&e.value), e.when);
    }
    for e in &file.receive {
        calls.add(&e.call, std::iter::empty(), e.when);
    }
    for e in &file.value {
        calls.add(&e.call, std::iter::empty(), When::Call);
    }
    calls.0
}

#[derive(Default)]
struct Calls(BTreeMap<String, Shape>);

impl Calls {
    fn add<'a>(
        &mut self,
        calls: &[String],
        paths: impl Iterator<Item = &'a AccessPath>,
        when: When,
    ) {
        let mut shape = Shape {
            awaited: when == When::Await,
            ..Shape::default()
        };
        for path in paths {
            match path.root {
                Root::Receiver => shape.receiver = true,
                Root::Argument(n) => shape.arguments = shape.arguments.max(n + 1),
                Root::Return => {}
            }
        }
        for call in calls {
            let known = self.0.entry(call.clone()).or_default();
            known.receiver |= shape.receiver;
            known.arguments = known.arguments.max(shape.arguments);
            known.awaited |= shape.awaited;
        }
    }
}
