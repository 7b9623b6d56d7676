//! The crates that code can name: those of the input, those of manifests, and those that only the code mentions.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{CrateId, ExternCrate, ExternId, Program, Res, mentions};
use crate::input::{DependencyInput, ProjectInput, TargetKind};
use crate::loader::LoadedCrate;

/// Which names lead to which crate, for each crate; and ids for those from outside.
pub(super) fn extern_preludes(
    p: &mut Program,
    input: &ProjectInput,
    crates: &[LoadedCrate],
    ids: &[Option<CrateId>],
) {
    // The library of each package, if it was read.
    let libs: FxHashMap<usize, CrateId> = crates
        .iter()
        .zip(ids)
        .filter(|(c, _)| c.kind == TargetKind::Lib)
        .filter_map(|(c, id)| Some((c.package, (*id)?)))
        .collect();
    let std = ExternCrate {
        import: "std".to_owned(),
        package: "std".to_owned(),
        version: None,
        is_std: true,
    };
    let mentioned = mentions::mentioned_crates(p);

    let mut preludes: Vec<BTreeMap<String, Result<CrateId, ExternCrate>>> = Vec::new();
    for (index, krate) in p.crates.iter().enumerate() {
        let mut prelude = BTreeMap::new();
        for name in ["std", "core", "alloc"] {
            prelude.insert(name.to_owned(), Err(std.clone()));
        }
        let package = input.packages.get(krate.package);
        if krate.kind != TargetKind::Lib
            && let Some(lib) = libs.get(&krate.package)
        {
            prelude.insert(p[*lib].name.clone(), Ok(*lib));
        }
        for (import, dependency) in package.into_iter().flat_map(|d| &d.dependencies) {
            let to = match dependency {
                DependencyInput::External { package, version } => {
                    Err(named(import, package.clone(), version.clone()))
                }
                DependencyInput::Local(other) => libs.get(other).copied().ok_or_else(|| {
                    named(
                        import,
                        input
                            .packages
                            .get(*other)
                            .map(|d| d.name.clone())
                            .unwrap_or_default(),
                        None,
                    )
                }),
            };
            prelude.insert(import.clone(), to);
        }
        for name in mentioned.get(&CrateId(index as u32)).into_iter().flatten() {
            prelude
                .entry(name.clone())
                .or_insert_with(|| Err(named(name, String::new(), None)));
        }
        preludes.push(prelude);
    }
    let others: BTreeSet<&ExternCrate> = preludes
        .iter()
        .flat_map(BTreeMap::values)
        .filter_map(|to| to.as_ref().err())
        .filter(|c| !c.is_std)
        .collect();
    p.externs = std::iter::once(std.clone())
        .chain(others.into_iter().cloned())
        .collect();
    let extern_ids: BTreeMap<&ExternCrate, ExternId> = p
        .externs
        .iter()
        .enumerate()
        .map(|(i, c)| (c, ExternId(i as u32)))
        .collect();
    p.extern_prelude = preludes
        .iter()
        .map(|prelude| {
            prelude
                .iter()
                .filter_map(|(name, to)| {
                    let res = match to {
                        Ok(krate) => Res::Module(p.crates[krate.index()].root),
                        Err(krate) => Res::External {
                            krate: *extern_ids.get(krate)?,
                            path: Vec::new(),
                        },
                    };
                    Some((name.clone(), res))
                })
                .collect()
        })
        .collect();
}

fn named(import: &str, package: String, version: Option<String>) -> ExternCrate {
    ExternCrate {
        import: import.to_owned(),
        package,
        version,
        is_std: false,
    }
}
