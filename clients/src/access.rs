//! Access paths: how a model names a value that goes into or comes out of a call.
//!
//! `Argument[self]`, `Argument[0]`, `ReturnValue`, each followed by steps: `.Ok`, `.Err`, `.Some`, `.Tuple[1]`,
//! `.Field[name]`, `.Element`.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// Where an access path starts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// The receiver.
    Receiver,
    /// An argument, 0-based, the receiver not counted.
    Argument(u32),
    /// The result; for an `async fn` what its `.await` gives.
    Return,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The payload of the variant `Ok`, `Err` or `Some`.
    Payload(String),
    /// A tuple's element, 0-based.
    Tuple(u32),
    /// A field.
    Field(String),
    /// What an iterator, a stream or a collection gives, whichever it is.
    Element,
}

/// An access path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct AccessPath {
    /// Where it starts.
    pub root: Root,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl AccessPath {
    /// `Argument[self]`.
    #[must_use]
    pub fn self_argument() -> Self {
        AccessPath {
            root: Root::Receiver,
            steps: Vec::new(),
        }
    }
}

/// What is wrong with the text of an access path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an access path: {reason}")]
pub struct AccessPathError {
    /// The text.
    pub text: String,
    /// What was expected where.
    pub reason: String,
}

impl FromStr for AccessPath {
    type Err = AccessPathError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = |reason: String| AccessPathError {
            text: text.to_owned(),
            reason,
        };
        let mut parts = text.split('.');
        let first = parts.next().unwrap_or_default();
        let root = match bracketed(first) {
            ("ReturnValue", None) => Root::Return,
            ("Argument", Some("self")) => Root::Receiver,
            ("Argument", Some(n)) => {
                Root::Argument(n.parse().map_err(|_| {
                    error(format!("`{n}` is neither `self` nor an argument's number"))
                })?)
            }
            _ => {
                return Err(error(
                    "it starts with `Argument[self]`, `Argument[N]` or `ReturnValue`".to_owned(),
                ));
            }
        };
        let steps = parts
            .map(|part| match bracketed(part) {
                ("Ok" | "Err" | "Some", None) => Ok(Step::Payload(part.to_owned())),
                ("Element", None) => Ok(Step::Element),
                ("Tuple", Some(n)) => n
                    .parse()
                    .map(Step::Tuple)
                    .map_err(|_| error(format!("`{n}` is not the number of a tuple's element"))),
                ("Field", Some(name)) if !name.is_empty() => Ok(Step::Field(name.to_owned())),
                _ => Err(error(format!(
                    "`{part}` is none of `Ok`, `Err`, `Some`, `Tuple[N]`, `Field[name]`, `Element`"
                ))),
            })
            .collect::<Result<_, _>>()?;
        Ok(AccessPath { root, steps })
    }
}

/// Splits `name[inner]`.
fn bracketed(part: &str) -> (&str, Option<&str>) {
    match part.split_once('[') {
        Some((name, rest)) => (name, rest.strip_suffix(']')),
        None => (part, None),
    }
}

impl TryFrom<String> for AccessPath {
    type Error = AccessPathError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for AccessPath {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AccessPath".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Where a value is found: `Argument[self]`, `Argument[0]` or `ReturnValue`, and on with `.Ok`, \
                `.Err`, `.Some`, `.Tuple[1]`, `.Field[name]`, `.Element`.",
            "pattern": r"^(Argument\[(self|\d+)\]|ReturnValue)(\.(Ok|Err|Some|Element|Tuple\[\d+\]|Field\[[^\]]+\]))*$",
        })
    }
}

impl fmt::Display for AccessPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.root {
            Root::Receiver => f.write_str("Argument[self]")?,
            Root::Argument(n) => write!(f, "Argument[{n}]")?,
            Root::Return => f.write_str("ReturnValue")?,
        }
        for step in &self.steps {
            match step {
                Step::Payload(name) => write!(f, ".{name}")?,
                Step::Tuple(n) => write!(f, ".Tuple[{n}]")?,
                Step::Field(name) => write!(f, ".Field[{name}]")?,
                Step::Element => f.write_str(".Element")?,
            }
        }
        Ok(())
    }
}
