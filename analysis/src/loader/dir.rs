//! The directories in which a module's children are looked for.

use std::path::PathBuf;

/// Where the files of a module's children are looked for.
#[derive(Clone, Debug)]
pub(super) struct Dir {
    /// The directory, to which `#[path]` is relative.
    pub(super) path: PathBuf,
    /// A further directory for children without `#[path]`: the name of a file that is not `mod.rs`.
    pub(super) relative: Option<String>,
}

impl Dir {
    fn of_children(&self) -> PathBuf {
        match &self.relative {
            Some(name) => self.path.join(name),
            None => self.path.clone(),
        }
    }

    /// The directory of the children of an inline module. Its `#[path]` names that directory itself.
    pub(super) fn inline(&self, name: &str, path_attr: Option<&str>) -> Dir {
        let path = match path_attr {
            Some(path) => self.path.join(path),
            None => self.of_children().join(name),
        };
        Dir {
            path,
            relative: None,
        }
    }

    /// The files in which a module can be.
    pub(super) fn candidates(&self, name: &str, path_attr: Option<&str>) -> Vec<PathBuf> {
        match path_attr {
            // Written with either separator on any system.
            Some(path) => vec![self.path.join(path.replace('\\', "/"))],
            None => {
                let base = self.of_children();
                vec![
                    base.join(format!("{name}.rs")),
                    base.join(name).join("mod.rs"),
                ]
            }
        }
    }
}
