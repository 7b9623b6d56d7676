//! What a message belongs to: package and target.

use serde::Serialize;

/// What a message belongs to, as cargo names it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Origin {
    /// Package id specification: `path+file:///…#name@version`.
    pub(crate) package_id: String,
    /// Absolute path of the package's manifest; for loose files the file itself.
    pub(crate) manifest_path: String,
    /// The target.
    pub(crate) target: Target,
}

/// A target, as cargo describes it.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Target {
    /// `lib`, `bin`, `example`, `test`, `bench`.
    pub(crate) kind: Vec<String>,
    /// `lib`, `bin`, …
    pub(crate) crate_types: Vec<String>,
    /// Its name.
    pub(crate) name: String,
    /// Absolute path of its root file.
    pub(crate) src_path: String,
    /// `2015` to `2024`.
    pub(crate) edition: String,
    /// Whether it is documented by default.
    pub(crate) doc: bool,
    /// Whether it has documentation tests.
    pub(crate) doctest: bool,
    /// Whether it is tested by default.
    pub(crate) test: bool,
}
