//! The dependencies of a workspace's packages, as the choice of models sees them.

use super::lock::Lock;
use super::select;
use super::workspace::Workspace;

/// A dependency of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// The package that is depended on.
    pub(crate) package: String,
    /// Its version in the lock file, or else what the manifest asks for.
    pub(crate) version: Option<String>,
    /// The package that depends on it.
    pub(crate) by: String,
    /// The name that it has there, if that is another.
    pub(crate) renamed: Option<String>,
    /// Only tests, examples and benchmarks see it.
    pub(crate) dev: bool,
}

/// Every dependency of every member, in the order of packages and manifests; and the standard library.
pub(crate) fn uses(workspace: &Workspace) -> Vec<Use> {
    let lock = Lock::load(&workspace.root);
    let mut uses = Vec::new();
    for index in &workspace.members {
        let package = &workspace.packages[*index];
        for dependency in &package.dependencies {
            uses.push(Use {
                package: dependency.package.clone(),
                version: select::version(workspace, &lock, dependency),
                by: package.name.clone(),
                renamed: dependency.renamed.then(|| dependency.key.clone()),
                dev: dependency.dev,
            });
        }
    }
    uses
}
