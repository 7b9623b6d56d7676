//! What a model file must satisfy beyond the form of its tables: names that are declared, paths that start at the
//! right end, keys that need each other, nothing said twice.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use semver::VersionReq;
use toml::de::DeValue;

use crate::access::{AccessPath, Root};
use crate::error::{Mistake, ModelErrorKind, nearest};
use crate::index::{Part, type_paths};
use crate::model::{Again, ModelFile, Role};
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
    let mut mistakes = checker.mistakes;
    mistakes.sort_by_key(|mistake| (mistake.span.start, mistake.span.end));
    match versions {
        Some(versions) if mistakes.is_empty() => Ok(versions),
        _ => Err(mistakes),
    }
}

/// Which end of a call an access path has to start at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    In,
    Out,
    Any,
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

    fn calls(&mut self) {
        let file = self.file;
        for part in Part::ALL {
            let table = part.table();
            let mut seen = BTreeSet::new();
            for (index, calls) in part.calls(file).into_iter().enumerate() {
                for (item, call) in calls.iter().enumerate() {
                    let place = self.place(table, index, &[At::Key("call"), At::Item(item)]);
                    self.call(call, place.clone());
                    if !seen.insert(self.canonical(call)) {
                        let message = format!("`{call}` is named twice in `[[{table}]]`");
                        self.tell(ModelErrorKind::Duplicate, place, message);
                    }
                }
            }
        }
        let awaited = file
            .open
            .iter()
            .map(|open| &open.awaited_by)
            .enumerate()
            .map(|(at, calls)| ("open", at, calls));
        let closes = file.close.iter().map(|close| &close.awaited_by).enumerate();
        for (table, index, calls) in awaited.chain(closes.map(|(at, calls)| ("close", at, calls))) {
            for (item, call) in calls.iter().enumerate() {
                let place = self.place(table, index, &[At::Key("awaited-by"), At::Item(item)]);
                self.call(call, place);
            }
        }
        let mut variants = BTreeSet::new();
        for (index, evidence) in file.evidence.iter().enumerate() {
            let Some(variant) = &evidence.variant else {
                continue;
            };
            let place = self.place("evidence", index, &[At::Key("variant")]);
            if !is_path(variant) || !variant.contains("::") {
                let message = format!("`{variant}` is not the path of a variant, `Enum::Variant`");
                self.tell(ModelErrorKind::Path, place, message);
            } else if !variants.insert(variant) {
                self.tell(
                    ModelErrorKind::Duplicate,
                    place,
                    format!("`{variant}` is named twice in `[[evidence]]`"),
                );
            }
        }
        self.identity_fields();
    }

    fn identity_fields(&mut self) {
        let file = self.file;
        let mut fields = BTreeSet::new();
        for (index, identity) in file.identity.iter().enumerate() {
            let Some(path) = &identity.field else {
                continue;
            };
            let place = self.place("identity", index, &[At::Key("field")]);
            match path.rsplit_once('.') {
                Some((ty, field)) if is_path(ty) && is_identifier(field) => {
                    self.declared(ty, place.clone());
                    if !fields.insert((self.types.get(ty).copied(), field)) {
                        let message =
                            format!("the field `{path}` is named twice in `[[identity]]`");
                        self.tell(ModelErrorKind::Duplicate, place, message);
                    }
                }
                _ => {
                    let message = format!("`{path}` is not the path of a field, `Type.field`");
                    self.tell(ModelErrorKind::Path, place, message);
                }
            }
        }
    }

    /// Checks the path of a call: a function, or a method of a type that is declared.
    fn call(&mut self, call: &str, place: Range<usize>) {
        if !is_path(call) {
            let message =
                format!("`{call}` is not the path of a function or method relative to the crate");
            self.tell(ModelErrorKind::Path, place, message);
            return;
        }
        let Some((owner, _)) = call.rsplit_once("::") else {
            return;
        };
        let name = owner.rsplit("::").next().unwrap_or(owner);
        // By Rust's naming: modules are lower case, so this is a type's method.
        if name.starts_with(char::is_uppercase) {
            self.declared(owner, place);
        }
    }

    /// A call by the first path of its type.
    fn canonical(&self, call: &str) -> String {
        let owner = call
            .rsplit_once("::")
            .and_then(|(ty, method)| Some((self.types.get(ty)?, method)));
        let first = owner.and_then(|(index, method)| {
            Some(format!(
                "{}::{method}",
                self.file.types.get(*index as usize)?.paths.first()?
            ))
        });
        first.unwrap_or_else(|| call.to_owned())
    }

    /// Checks access paths: that they start at the right end of the call, and lead to declared types.
    fn paths(&mut self) {
        use End::{Any, In, Out};
        let file = self.file;
        for (i, e) in file.gives.iter().enumerate() {
            self.ends("gives", i, In, &[("of", &e.of)]);
            self.returned("gives", i, "returns", Out, &e.returns);
        }
        for (i, e) in file.create.iter().enumerate() {
            self.ends(
                "create",
                i,
                In,
                &[("options", &e.options), ("identity", &e.identity)],
            );
            self.list("create", i, In, "endpoint", &e.endpoint);
            self.returned("create", i, "returns", Out, &e.returns);
        }
        for (i, e) in file.open.iter().enumerate() {
            let inputs = [
                ("handle", &e.handle),
                ("options", &e.options),
                ("identity", &e.identity),
            ];
            self.ends("open", i, In, &inputs);
            self.list("open", i, In, "endpoint", &e.endpoint);
            self.list("open", i, Out, "lost", &e.lost);
            self.returned("open", i, "returns", Out, &e.returns);
        }
        for (i, e) in file.close.iter().enumerate() {
            self.end("close", i, "handle", In, &e.handle);
            self.returned("close", i, "returns", Out, &e.returns);
        }
        for (i, e) in file.identity.iter().enumerate() {
            self.ends("identity", i, Any, &[("options", &e.options)]);
            self.ends("identity", i, In, &[("identity", &e.identity)]);
            self.list("identity", i, In, "endpoint", &e.endpoint);
        }
        for (i, e) in file.keeps.iter().enumerate() {
            self.end("keeps", i, "handle", Any, &e.handle);
            self.end("keeps", i, "value", In, &e.value);
            self.returned("keeps", i, "passes", In, &e.passes);
        }
        for (i, e) in file.spawn.iter().enumerate() {
            self.end("spawn", i, "body", In, &e.body);
            self.ends("spawn", i, In, &[("set", &e.set)]);
            self.returned("spawn", i, "returns", Out, &e.returns);
        }
        for (i, e) in file.task.iter().enumerate() {
            self.ends("task", i, Out, &[("output", &e.output)]);
        }
        for (i, e) in file.run.iter().enumerate() {
            self.end("run", i, "body", In, &e.body);
            self.returned("run", i, "passes", In, &e.passes);
        }
    }

    fn end(&mut self, table: &str, index: usize, key: &str, end: End, path: &AccessPath) {
        let place = self.place(table, index, &[At::Key(key)]);
        self.starts(place, key, end, path);
    }

    fn ends(&mut self, table: &str, index: usize, end: End, paths: &[(&str, &Option<AccessPath>)]) {
        for (key, path) in paths {
            if let Some(path) = path {
                self.end(table, index, key, end, path);
            }
        }
    }

    fn list(&mut self, table: &str, index: usize, end: End, key: &str, paths: &[AccessPath]) {
        for (item, path) in paths.iter().enumerate() {
            let place = self.place(table, index, &[At::Key(key), At::Item(item)]);
            self.starts(place, key, end, path);
        }
    }

    fn returned(
        &mut self,
        table: &str,
        index: usize,
        key: &str,
        end: End,
        paths: &BTreeMap<AccessPath, String>,
    ) {
        for (path, ty) in paths {
            let written = path.to_string();
            let place = self.key_place(table, index, key, &written);
            self.starts(place, key, end, path);
            let place = self.place(table, index, &[At::Key(key), At::Key(&written)]);
            self.declared(ty, place);
        }
    }

    fn starts(&mut self, place: Range<usize>, key: &str, end: End, path: &AccessPath) {
        let is_out = path.root == Root::Return;
        let wanted = match end {
            End::In if is_out => "Argument[self]` or `Argument[N]",
            End::Out if !is_out => "ReturnValue",
            _ => return,
        };
        let message = format!("`{key}` starts with `{wanted}`, not with `{path}`");
        self.tell(ModelErrorKind::AccessPath, place, message);
    }

    /// Keys that need each other or exclude each other.
    fn combinations(&mut self) {
        use ModelErrorKind::{Contradiction, Missing};
        let file = self.file;
        for part in Part::ALL {
            if matches!(part, Part::Identity | Part::Evidence) {
                continue;
            }
            for (i, calls) in part.calls(file).into_iter().enumerate() {
                if calls.is_empty() {
                    self.entry(
                        part.table(),
                        i,
                        "call",
                        Missing,
                        "`call` is empty: it names at least one call",
                    );
                }
            }
        }
        for (i, e) in file.gives.iter().enumerate() {
            if e.returns.is_empty() {
                self.entry(
                    "gives",
                    i,
                    "returns",
                    Missing,
                    "`returns` is empty: it says what the call gives",
                );
            }
        }
        for (i, e) in file.create.iter().enumerate() {
            if e.returns.is_empty() {
                self.entry(
                    "create",
                    i,
                    "returns",
                    Missing,
                    "`returns` is empty: it says where the handle is found",
                );
            }
        }
        for (i, e) in file.open.iter().enumerate() {
            if e.handle.is_none() && e.returns.is_empty() {
                let message = "an open has a `handle` whose connection opens, or `returns` that say where the new one is";
                self.entry("open", i, "call", Missing, message);
            }
            if e.handle.is_none() && e.consumes {
                self.entry(
                    "open",
                    i,
                    "consumes",
                    Missing,
                    "`consumes` needs a `handle`: what does the call consume?",
                );
            }
            if e.handle.is_none() && e.again != Again::default() {
                self.entry(
                    "open",
                    i,
                    "again",
                    Missing,
                    "`again` needs a `handle`: on what is it called again?",
                );
            }
        }
        for (i, e) in file.identity.iter().enumerate() {
            match (e.call.is_empty(), e.field.is_none()) {
                (true, true) => {
                    self.entry(
                        "identity",
                        i,
                        "call",
                        Missing,
                        "an identity is set by `call` or by `field`",
                    );
                }
                (false, false) => {
                    self.entry(
                        "identity",
                        i,
                        "field",
                        Contradiction,
                        "`call` and `field` exclude each other",
                    );
                }
                (false, true) if e.options.is_none() => {
                    let message = "`options` is missing: which options get the identity, `ReturnValue` or `Argument[self]`?";
                    self.entry("identity", i, "call", Missing, message);
                }
                (false, true) if e.identity.is_none() && e.endpoint.is_empty() && !e.reconnects => {
                    let message = "it sets nothing: give `identity`, `endpoint` or `reconnects`";
                    self.entry("identity", i, "call", Missing, message);
                }
                _ => {}
            }
            let form = |part: &str| matches!(part.split_once(':'), Some(("query" | "key", name)) if !name.is_empty());
            if e.part.as_deref().is_some_and(|part| !form(part)) {
                let message =
                    "`part` is `query:NAME` (of a URL) or `key:NAME` (of a connection string)";
                self.entry("identity", i, "part", ModelErrorKind::UnknownValue, message);
            }
        }
        for (i, e) in file.evidence.iter().enumerate() {
            match (e.call.is_empty(), e.variant.is_none()) {
                (true, true) => {
                    self.entry(
                        "evidence",
                        i,
                        "proves",
                        Missing,
                        "evidence is a `variant` or a `call`",
                    );
                }
                (false, false) => {
                    self.entry(
                        "evidence",
                        i,
                        "variant",
                        Contradiction,
                        "`call` and `variant` exclude each other",
                    );
                }
                (false, true) if e.is.is_none() => {
                    let message =
                        "`is` is missing: which value of the call proves it, `true` or `false`?";
                    self.entry("evidence", i, "call", Missing, message);
                }
                (true, false) if e.is.is_some() => {
                    self.entry(
                        "evidence",
                        i,
                        "is",
                        Contradiction,
                        "`is` is for the value of a `call`",
                    );
                }
                _ => {}
            }
        }
    }

    fn entry(&mut self, table: &str, index: usize, key: &str, kind: ModelErrorKind, message: &str) {
        let place = self.place(table, index, &[At::Key(key)]);
        self.tell(kind, place, message.to_owned());
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
