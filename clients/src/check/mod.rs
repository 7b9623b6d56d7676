//! What a model file must satisfy beyond the form of its tables: names that are declared, paths that start at the
//! right end, keys that need each other, nothing said twice.

mod calls;
mod combinations;
mod paths;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use semver::VersionReq;
use toml::de::DeValue;

use crate::error::{Mistake, ModelErrorKind, nearest};
use crate::index::type_paths;
use crate::model::{ModelFile, Role};
use crate::parse::Tree;
use crate::versions::Interval;

/// Checks a file that was read, and gives the versions it is for.
pub(crate) fn check(file: &ModelFile, tree: &Tree<'_>) -> Result<Interval, Vec<Mistake>> {
    let mut checker = Checker {
        file,
        tree,
        types: type_paths(file),
        mistakes: Vec::new(),
    };
    let versions = checker.client();
    checker.types();
    checker.calls();
    checker.paths();
    checker.combinations();
    match versions {
        Some(versions) if checker.mistakes.is_empty() => Ok(versions),
        _ => Err(checker.mistakes),
    }
}

struct Checker<'a, 't> {
    file: &'a ModelFile,
    tree: &'a Tree<'t>,
    types: BTreeMap<String, u32>,
    mistakes: Vec<Mistake>,
}

/// A step towards a value in the tree.
#[derive(Clone, Copy)]
enum At<'s> {
    Key(&'s str),
    Item(usize),
}

impl Checker<'_, '_> {
    fn tell(&mut self, kind: ModelErrorKind, span: Range<usize>, message: String) {
        self.mistakes.push(Mistake {
            kind,
            span,
            message,
        });
    }

    /// The place of a value: of the `index`-th entry of `[[table]]` and, as far as it is there, of what `steps` lead to.
    fn place(&self, table: &str, index: usize, steps: &[At<'_>]) -> Range<usize> {
        let Some(list) = self.tree.get_ref().get(table) else {
            return 0..0;
        };
        let mut here = list.get_ref().get(index).unwrap_or(list);
        for step in steps {
            let next = match step {
                At::Key(key) => here.get_ref().get(*key),
                At::Item(item) => here.get_ref().get(*item),
            };
            match next {
                Some(next) => here = next,
                None => break,
            }
        }
        here.span()
    }

    /// The place of a key in the table that is the value of `map`.
    fn key_place(&self, table: &str, index: usize, map: &str, key: &str) -> Range<usize> {
        let entry = self
            .tree
            .get_ref()
            .get(table)
            .and_then(|list| list.get_ref().get(index));
        let map = entry
            .and_then(|entry| entry.get_ref().get(map))
            .map(|map| map.get_ref());
        match map {
            Some(DeValue::Table(map)) => map.get_key_value(key).map_or(0..0, |(key, _)| key.span()),
            _ => 0..0,
        }
    }

    fn client(&mut self) -> Option<Interval> {
        let client = &self.file.client;
        let place = |key: &str| -> Range<usize> {
            let table = self.tree.get_ref().get("client");
            let value = table.and_then(|table| table.get_ref().get(key).or(Some(table)));
            value.map_or(0..0, |value| value.span())
        };
        let (versions, package, import, sources) = (
            place("versions"),
            place("package"),
            place("import"),
            place("sources"),
        );
        if client.package.is_empty() {
            self.tell(
                ModelErrorKind::Missing,
                package,
                "the package has no name".to_owned(),
            );
        }
        if client
            .import
            .as_deref()
            .is_some_and(|import| !is_identifier(import))
        {
            let message = "`import` is the name of the crate in `use`: an identifier".to_owned();
            self.tell(ModelErrorKind::Path, import, message);
        }
        if client.sources.is_empty() {
            let message = "`sources` is empty: say where the facts come from".to_owned();
            self.tell(ModelErrorKind::Missing, sources, message);
        }
        if client.exclusive.is_of_links() {
            let message =
                "`link` and `epoch` are for types: what is opened on a connection or a session"
                    .to_owned();
            self.tell(ModelErrorKind::Contradiction, place("exclusive"), message);
        }
        let problem = match client.versions.parse::<VersionReq>() {
            Ok(requirement) => {
                let interval = Interval::of(&requirement);
                if !interval.is_empty() {
                    return Some(interval);
                }
                "no version meets it".to_owned()
            }
            Err(error) => error.to_string(),
        };
        let message = format!(
            "`{}` is not a range of versions: {problem}",
            client.versions
        );
        self.tell(ModelErrorKind::Versions, versions, message);
        None
    }

    fn types(&mut self) {
        let mut seen = BTreeSet::new();
        let file = self.file;
        for (index, ty) in file.types.iter().enumerate() {
            if ty.paths.is_empty() {
                let place = self.place("type", index, &[At::Key("paths")]);
                self.tell(
                    ModelErrorKind::Missing,
                    place,
                    "`paths` is empty: the type has no name".to_owned(),
                );
            }
            for (item, path) in ty.paths.iter().enumerate() {
                let place = self.place("type", index, &[At::Key("paths"), At::Item(item)]);
                if !is_path(path) {
                    let message = format!("`{path}` is not a type's path relative to the crate");
                    self.tell(ModelErrorKind::Path, place, message);
                } else if !seen.insert(path) {
                    self.tell(
                        ModelErrorKind::Duplicate,
                        place,
                        format!("the type `{path}` is declared twice"),
                    );
                }
            }
            for (field, target) in &ty.fields {
                let place = self.place("type", index, &[At::Key("fields"), At::Key(field)]);
                self.declared(target, place);
            }
            if ty.builder && !matches!(ty.role, Role::Options | Role::Plain) {
                let place = self.place("type", index, &[At::Key("builder")]);
                let message = "`builder` is for types of role `options` or `plain`".to_owned();
                self.tell(ModelErrorKind::Contradiction, place, message);
            }
        }
    }

    /// Tells if a type is not declared.
    fn declared(&mut self, path: &str, place: Range<usize>) {
        if self.types.contains_key(path) {
            return;
        }
        let hint = match nearest(path, self.types.keys().map(String::as_str)) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("add a `[[type]]` with `paths = [\"{path}\"]`"),
        };
        self.tell(
            ModelErrorKind::UndeclaredType,
            place,
            format!("this file declares no type `{path}`: {hint}"),
        );
    }
}

/// Whether `text` is an identifier, as far as it matters here: letters, digits and `_`, no digit first.
fn is_identifier(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether `text` is identifiers joined by `::`.
fn is_path(text: &str) -> bool {
    text.split("::").all(is_identifier)
}
