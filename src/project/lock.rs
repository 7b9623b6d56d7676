//! `Cargo.lock`: which version a requirement leads to.

use std::collections::BTreeMap;
use std::path::Path;

use semver::{Version, VersionReq};
use serde::Deserialize;

use crate::session::read_text;

/// The locked versions of each package name, ascending.
#[derive(Debug, Default)]
pub(crate) struct Lock {
    versions: BTreeMap<String, Vec<Version>>,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    package: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    version: String,
}

impl Lock {
    /// Reads the lock file in a workspace's root. Without one, or with one that cannot be read, nothing is known: the
    /// requirements in the manifests stand.
    pub(crate) fn load(root: &Path) -> Self {
        let Ok(text) = read_text(&root.join("Cargo.lock")) else {
            return Self::default();
        };
        let Ok(file) = toml::from_str::<File>(&text) else {
            return Self::default();
        };
        let mut versions: BTreeMap<String, Vec<Version>> = BTreeMap::new();
        for entry in file.package {
            if let Ok(version) = Version::parse(&entry.version) {
                versions.entry(entry.name).or_default().push(version);
            }
        }
        versions.values_mut().for_each(|list| list.sort());
        Self { versions }
    }

    /// The one locked version that meets a requirement; `None` if there is none, or more than one.
    pub(crate) fn version(&self, package: &str, requirement: Option<&str>) -> Option<&Version> {
        let requirement = requirement
            .and_then(|text| VersionReq::parse(text).ok())
            .unwrap_or(VersionReq::STAR);
        let listed = self.versions.get(package)?;
        let mut fitting = listed.iter().filter(|version| requirement.matches(version));
        match (fitting.next(), fitting.next(), listed.as_slice()) {
            (Some(version), None, _) => Some(version),
            // `*` does not match pre-releases, and a patched package can break the requirement.
            (None, _, [only]) => Some(only),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, Version};

    #[test]
    fn the_requirement_chooses_among_versions() {
        let versions = ["0.10.0", "0.24.0"]
            .iter()
            .filter_map(|v| Version::parse(v).ok())
            .collect();
        let lock = Lock {
            versions: [("rumqttc".to_owned(), versions)].into(),
        };
        let found = |requirement| {
            lock.version("rumqttc", requirement)
                .map(ToString::to_string)
        };
        assert_eq!(found(Some("0.24")).as_deref(), Some("0.24.0"));
        assert_eq!(found(None), None);
        assert_eq!(lock.version("other", None), None);
    }
}
