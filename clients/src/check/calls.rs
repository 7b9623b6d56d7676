//! Calls, variants and fields: that their paths are paths, of types that are declared, and none is named twice.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{At, Checker, is_identifier, is_path};
use crate::error::ModelErrorKind;
use crate::index::Part;

impl Checker<'_, '_> {
    pub(super) fn calls(&mut self) {
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
        let awaited = awaited.chain(closes.map(|(at, calls)| ("close", at, calls)));
        let awaited = awaited.map(|(table, at, calls)| (table, at, "awaited-by", calls));
        let timed = file.open.iter().map(|open| &open.timed_by).enumerate();
        let timed = timed.map(|(at, calls)| ("open", at, "timed-by", calls));
        for (table, index, key, calls) in awaited.chain(timed) {
            for (item, call) in calls.iter().enumerate() {
                let place = self.place(table, index, &[At::Key(key), At::Item(item)]);
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
}
