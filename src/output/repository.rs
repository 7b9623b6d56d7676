//! Paths as services want them: relative to the root of the repository, with `/`.

use std::path::{Component, Path, PathBuf};

/// The repository around the current directory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Repository {
    dir: PathBuf,
    root: PathBuf,
}

impl Repository {
    /// The repository in which a directory (absolute) lies: the nearest folder around it with a `.git`, else itself.
    pub(crate) fn around(dir: &Path) -> Self {
        let root = dir.ancestors().find(|dir| dir.join(".git").exists());
        Self {
            dir: dir.to_owned(),
            root: root.unwrap_or(dir).to_owned(),
        }
    }

    /// A shown path (relative to the current directory, or absolute) relative to the root, with `/`; an absolute one if
    /// it lies outside.
    pub(crate) fn relative(&self, shown: &Path) -> String {
        let path = self.dir.join(shown);
        slashes(path.strip_prefix(&self.root).unwrap_or(&path))
    }

    /// The same as a reference of the form that URIs have.
    pub(crate) fn uri(&self, shown: &Path) -> String {
        let path = self.dir.join(shown);
        match path.strip_prefix(&self.root) {
            Ok(inside) => encode(&slashes(inside)),
            Err(_) => format!("file:///{}", encode(slashes(&path).trim_start_matches('/'))),
        }
    }
}

fn slashes(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut absolute = "";
    for component in path.components() {
        match component {
            Component::RootDir => absolute = "/",
            Component::CurDir => {}
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    format!("{absolute}{}", parts.join("/"))
}

/// Percent-encodes all but the unreserved characters of RFC 3986 and `/`.
fn encode(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Repository;

    #[test]
    fn paths_are_relative_to_the_root() {
        let repository = Repository {
            dir: "/home/a/repo/crates/x".into(),
            root: "/home/a/repo".into(),
        };
        assert_eq!(
            repository.relative(Path::new("src/a b.rs")),
            "crates/x/src/a b.rs"
        );
        assert_eq!(repository.relative(Path::new("/home/a/repo/y.rs")), "y.rs");
        assert_eq!(repository.relative(Path::new("/tmp/y.rs")), "/tmp/y.rs");
        assert_eq!(
            repository.uri(Path::new("src/a b\u{e4}#.rs")),
            "crates/x/src/a%20b%C3%A4%23.rs"
        );
        assert_eq!(repository.uri(Path::new("/tmp/y.rs")), "file:///tmp/y.rs");
    }
}
