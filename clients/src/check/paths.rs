//! Access paths: that they start at the right end of the call, and lead to declared types.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{At, Checker};
use crate::access::{AccessPath, Root};
use crate::error::ModelErrorKind;

/// Which end of a call an access path has to start at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    In,
    Out,
    Any,
}

impl Checker<'_, '_> {
    /// Checks access paths: that they start at the right end of the call, and lead to declared types.
    pub(super) fn paths(&mut self) {
        use End::{Any, In, Out};
        let file = self.file;
        for (i, e) in file.gives.iter().enumerate() {
            self.ends("gives", i, In, &[("of", &e.of), ("sends", &e.sends)]);
            self.returned("gives", i, "returns", Out, &e.returns);
        }
        for (i, e) in file.create.iter().enumerate() {
            self.ends(
                "create",
                i,
                In,
                &[
                    ("options", &e.options),
                    ("identity", &e.identity),
                    ("on", &e.on),
                ],
            );
            self.list("create", i, In, "endpoint", &e.endpoint);
            self.returned("create", i, "returns", Out, &e.returns);
        }
        for (i, e) in file.open.iter().enumerate() {
            let inputs = [
                ("handle", &e.handle),
                ("on", &e.on),
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
        for (i, e) in file.send.iter().enumerate() {
            self.end("send", i, "value", In, &e.value);
        }
        for (i, e) in file.receive.iter().enumerate() {
            self.end("receive", i, "item", Out, &e.item);
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
}
