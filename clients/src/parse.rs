//! From a model file's text to its tables, each mistake with its place.
//!
//! The text is read into a tree that keeps places, and each `[[entry]]` of it on its own into the schema's types, so
//! that one wrong entry does not hide the mistakes of the next.

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::error::{Mistake, ModelErrorKind, nearest};
use crate::model::ModelFile;

/// A model file as a tree that keeps places.
pub(crate) type Tree<'t> = Spanned<DeTable<'t>>;

/// The tables of a model file.
const SECTIONS: [&str; 15] = [
    "client", "type", "gives", "create", "open", "close", "identity", "evidence", "keeps", "spawn",
    "task", "run", "send", "receive", "value",
];

/// Reads `text`: the tables and the tree, or everything that is wrong with its form.
pub(crate) fn parse(text: &str) -> Result<(ModelFile, Tree<'_>), Vec<Mistake>> {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let mut mistakes: Vec<Mistake> = errors
        .iter()
        .map(|error| Mistake {
            kind: ModelErrorKind::Syntax,
            span: error.span().unwrap_or(0..0),
            message: error.message().to_owned(),
        })
        .collect();
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let root = tree.get_ref();
    for key in root.keys() {
        let name: &str = key.get_ref().as_ref();
        if !SECTIONS.contains(&name) {
            let known = SECTIONS.iter().copied();
            mistakes.push(Mistake {
                kind: ModelErrorKind::UnknownKey,
                span: key.span(),
                message: unknown("table or key", name, known),
            });
        }
    }
    let client = match root.get("client") {
        Some(value) => read(value, &mut mistakes),
        None => {
            let message = "the table `[client]` is missing: it says which package the model is for"
                .to_owned();
            mistakes.push(Mistake {
                kind: ModelErrorKind::Missing,
                span: 0..0,
                message,
            });
            None
        }
    };
    let types = entries(root, "type", &mut mistakes);
    let gives = entries(root, "gives", &mut mistakes);
    let create = entries(root, "create", &mut mistakes);
    let open = entries(root, "open", &mut mistakes);
    let close = entries(root, "close", &mut mistakes);
    let identity = entries(root, "identity", &mut mistakes);
    let evidence = entries(root, "evidence", &mut mistakes);
    let keeps = entries(root, "keeps", &mut mistakes);
    let spawn = entries(root, "spawn", &mut mistakes);
    let task = entries(root, "task", &mut mistakes);
    let run = entries(root, "run", &mut mistakes);
    let send = entries(root, "send", &mut mistakes);
    let receive = entries(root, "receive", &mut mistakes);
    let value = entries(root, "value", &mut mistakes);
    match client {
        Some(client) if mistakes.is_empty() => {
            let file = ModelFile {
                client,
                types,
                gives,
                create,
                open,
                close,
                identity,
                evidence,
                keeps,
                spawn,
                task,
                run,
                send,
                receive,
                value,
            };
            Ok((file, tree))
        }
        _ => Err(mistakes),
    }
}

/// The entries of the array of tables `[[name]]`; those that are wrong are left out and told in `mistakes`.
fn entries<T: DeserializeOwned>(
    root: &DeTable<'_>,
    name: &str,
    mistakes: &mut Vec<Mistake>,
) -> Vec<T> {
    let Some(value) = root.get(name) else {
        return Vec::new();
    };
    let Some(array) = value.get_ref().as_array() else {
        mistakes.push(Mistake {
            kind: ModelErrorKind::WrongType,
            span: value.span(),
            message: format!("`{name}` is a list of tables: write `[[{name}]]` above each"),
        });
        return Vec::new();
    };
    array
        .iter()
        .filter_map(|entry| read(entry, mistakes))
        .collect()
}

fn read<T: DeserializeOwned>(
    value: &Spanned<DeValue<'_>>,
    mistakes: &mut Vec<Mistake>,
) -> Option<T> {
    match T::deserialize(ValueDeserializer::from(value.clone())) {
        Ok(read) => Some(read),
        Err(error) => {
            let (kind, message) = explain(error.message());
            mistakes.push(Mistake {
                kind,
                span: error.span().unwrap_or_else(|| value.span()),
                message,
            });
            None
        }
    }
}

/// What kind of mistake a message of serde tells of, and the message with a suggestion.
fn explain(message: &str) -> (ModelErrorKind, String) {
    let mut quoted = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field") {
        let given = quoted.next().unwrap_or_default();
        return (ModelErrorKind::UnknownKey, unknown("key", given, quoted));
    }
    if message.starts_with("unknown variant") {
        let given = quoted.next().unwrap_or_default();
        return (
            ModelErrorKind::UnknownValue,
            unknown("value", given, quoted),
        );
    }
    if message.starts_with("missing field") {
        let key = quoted.next().unwrap_or_default();
        return (
            ModelErrorKind::Missing,
            format!("the key `{key}` is missing"),
        );
    }
    if message.contains("is not an access path") {
        return (ModelErrorKind::AccessPath, message.to_owned());
    }
    (ModelErrorKind::WrongType, message.to_owned())
}

/// "unknown key `x`", with what was probably meant or else all that can be there.
fn unknown<'a>(what: &str, given: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(given, known.iter().copied()) {
        Some(meant) => format!("unknown {what} `{given}`: did you mean `{meant}`?"),
        None => format!(
            "unknown {what} `{given}`: expected one of `{}`",
            known.join("`, `")
        ),
    }
}
