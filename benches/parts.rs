//! What each part of a run costs, on the bundled example and on packages that are made: `cargo bench --bench parts`.
//! For ratios to what any tool has to do there is `cargo run --release --package xtask -- bench`.

#![allow(clippy::unwrap_used, reason = "a benchmark may fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use double_connect_analysis::input::{
    DependencyInput, Edition, PackageInput, ProjectInput, TargetInput, TargetKind,
};
use double_connect_analysis::source::FileId;
use double_connect_analysis::{analyze, analyze_group, load, lower};
use double_connect_clients::ClientSet;
use double_connect_lints::{check, default_levels};
use ra_ap_rustc_lexer::{FrontmatterAllowed, tokenize};

#[path = "../xtask/src/synth/mod.rs"]
#[allow(dead_code, reason = "the benchmarks use a part of it")]
mod synth;

fn main() {
    divan::main();
}

/// Which project.
#[derive(Clone, Copy, Debug)]
enum Of {
    /// The example that lies in the repository.
    Example,
    /// Five packages, each of which keeps a connection.
    Made,
}

const BOTH: [Of; 2] = [Of::Example, Of::Made];

/// A project on disk; the folder that was made for it goes with it.
struct Project {
    input: ProjectInput,
    texts: Vec<String>,
    clients: ClientSet,
    _folder: Option<tempfile::TempDir>,
}

impl Project {
    fn new(of: Of) -> Self {
        let (root, folder) = match of {
            Of::Example => {
                let here = Path::new(env!("CARGO_MANIFEST_DIR"));
                (here.join("examples/device-gateway"), None)
            }
            Of::Made => {
                let folder = tempfile::tempdir().unwrap();
                let shape = synth::Shape {
                    lines: 5_000,
                    one_in: 1,
                    seed: 1,
                };
                synth::make(folder.path(), shape).unwrap();
                (folder.path().to_owned(), Some(folder))
            }
        };
        let root = root.canonicalize().unwrap();
        let files: Vec<PathBuf> = walkdir::WalkDir::new(&root)
            .sort_by_file_name()
            .into_iter()
            .map(|entry| entry.unwrap().into_path())
            .filter(|path| path.extension().is_some_and(|end| end == "rs"))
            .filter(|path| path.components().any(|part| part.as_os_str() == "src"))
            .collect();
        let is_root = |path: &&PathBuf| {
            let name = path.file_name().and_then(|name| name.to_str());
            matches!(name, Some("main.rs" | "lib.rs"))
        };
        let packages = files.iter().filter(is_root).map(|path| package(path));
        let texts = files.iter().map(|path| fs::read_to_string(path).unwrap());
        Project {
            input: ProjectInput {
                shown_from: root.clone(),
                packages: packages.collect(),
                root,
                target: None,
            },
            texts: texts.collect(),
            clients: ClientSet::builtin(),
            _folder: folder,
        }
    }
}

/// A target on its own, with the client and the runtime that all of them use.
fn package(root: &Path) -> PackageInput {
    let external = |name: &str, version: &str| {
        let leads = DependencyInput::External {
            package: name.to_owned(),
            version: Some(version.to_owned()),
        };
        (name.to_owned(), leads)
    };
    PackageInput {
        name: "package".to_owned(),
        edition: Edition::E2024,
        targets: vec![TargetInput {
            name: "package".to_owned(),
            kind: TargetKind::Bin,
            root: root.to_owned(),
        }],
        dependencies: BTreeMap::from([external("rumqttc", "0.25"), external("tokio", "1")]),
        features: None,
    }
}

/// The tokens of all files: what every file costs that is looked at.
#[divan::bench(args = BOTH)]
fn lex(bencher: Bencher<'_, '_>, of: Of) {
    let project = Project::new(of);
    let count = |text: &String| tokenize(text, FrontmatterAllowed::No).count();
    bencher.bench(|| project.texts.iter().map(count).sum::<usize>());
}

/// Syntax trees alone.
#[divan::bench(args = BOTH)]
fn parse(bencher: Bencher<'_, '_>, of: Of) {
    let project = Project::new(of);
    bencher.bench(|| {
        for text in &project.texts {
            black_box(syn::parse_file(text).unwrap());
            proc_macro2::extra::invalidate_current_thread_spans();
        }
    });
}

/// Syntax trees, and flow graphs of them.
#[divan::bench(args = BOTH)]
fn parse_and_lower(bencher: Bencher<'_, '_>, of: Of) {
    let project = Project::new(of);
    bencher.bench(|| {
        for text in &project.texts {
            black_box(lower::lower_file(FileId(0), text, Edition::E2024));
        }
    });
}

/// All before the solver: files read, parsed, lowered, names resolved.
#[divan::bench(args = BOTH)]
fn read_and_resolve(bencher: Bencher<'_, '_>, of: Of) {
    let project = Project::new(of);
    bencher.bench(|| load(&project.input, &project.clients));
}

/// The solver, with what it needs to know of functions before.
#[divan::bench(args = BOTH)]
fn solve(bencher: Bencher<'_, '_>, of: Of) {
    let project = Project::new(of);
    bencher
        .with_inputs(|| load(&project.input, &project.clients))
        .bench_values(|program| analyze_group(program, &project.clients));
}

/// All of the analysis, group by group.
#[divan::bench(args = BOTH)]
fn whole(bencher: Bencher<'_, '_>, of: Of) {
    let project = Project::new(of);
    bencher.bench(|| analyze(&project.input, &project.clients));
}

/// Facts to diagnostics.
#[divan::bench(args = BOTH)]
fn report(bencher: Bencher<'_, '_>, of: Of) {
    let project = Project::new(of);
    let (facts, levels) = (analyze(&project.input, &project.clients), default_levels());
    bencher.bench(|| check(&facts, &project.clients, &levels));
}
