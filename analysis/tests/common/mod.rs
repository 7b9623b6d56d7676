//! Small projects written to disk, and questions about them as text.

#![allow(dead_code, reason = "each test file uses its part")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot write its files has failed"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use double_connect_analysis::input::{
    DependencyInput, Edition, PackageInput, ProjectInput, TargetInput, TargetKind,
};
use double_connect_analysis::ir::{Path, Segment};
use double_connect_analysis::names::{Ctx, ExternCrate, ExternNames, ModuleId, Program};
use double_connect_analysis::source::{FileId, Span};

/// Writes files, given as one text with a line `//- path` before each, to a directory of their own.
pub(crate) fn write(name: &str, files: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if root.exists() {
        std::fs::remove_dir_all(&root).unwrap();
    }
    std::fs::create_dir_all(&root).unwrap();
    for file in files.split("//- ").skip(1) {
        let (path, text) = file.split_once('\n').unwrap();
        let path = root.join(path.trim());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    root
}

/// An input of one package `app` with targets by their root files.
pub(crate) fn input(root: PathBuf, targets: &[(TargetKind, &str)]) -> ProjectInput {
    let package = PackageInput {
        name: "app".to_owned(),
        targets: targets
            .iter()
            .map(|(kind, path)| TargetInput {
                name: "app".to_owned(),
                kind: *kind,
                root: root.join(path),
            })
            .collect(),
        ..PackageInput::default()
    };
    ProjectInput {
        shown_from: root.clone(),
        root,
        packages: vec![package],
        target: None,
    }
}

/// A dependency from outside.
pub(crate) fn external(package: &str, version: &str) -> DependencyInput {
    DependencyInput::External {
        package: package.to_owned(),
        version: Some(version.to_owned()),
    }
}

/// One binary `app` with `src/main.rs` that depends on `rumqttc`.
pub(crate) fn app(name: &str, files: &str) -> Program {
    app_of(name, files, Edition::E2021)
}

/// As [`app`], of an edition.
pub(crate) fn app_of(name: &str, files: &str, edition: Edition) -> Program {
    let mut input = input(write(name, files), &[(TargetKind::Bin, "src/main.rs")]);
    input.packages[0].edition = edition;
    input.packages[0].dependencies = BTreeMap::from([
        ("rumqttc".to_owned(), external("rumqttc", "0.24")),
        ("anyhow".to_owned(), external("anyhow", "1")),
    ]);
    double_connect_analysis::loader::load(&input, &Exports)
}

/// Knows a little of `rumqttc`.
pub(crate) struct Exports;

impl ExternNames for Exports {
    fn exports(&self, krate: &ExternCrate, path: &[String]) -> bool {
        krate.import == "rumqttc"
            && ["AsyncClient", "MqttOptions", "v5", "v5::AsyncClient"]
                .contains(&path.join("::").as_str())
    }
}

/// The module of a path such as `app::net`.
pub(crate) fn module(program: &Program, path: &str) -> ModuleId {
    let index = program.modules.iter().position(|m| m.path == path);
    ModuleId(index.unwrap_or_else(|| panic!("no module {path}")) as u32)
}

/// A path without type arguments.
pub(crate) fn path(text: &str) -> Path {
    let global = text.starts_with("::");
    let segments = text.trim_start_matches("::").split("::");
    Path {
        global,
        qself: None,
        qself_position: 0,
        segments: segments
            .map(|s| Segment {
                name: s.to_owned(),
                args: Vec::new(),
            })
            .collect(),
        span: Span {
            file: FileId(0),
            start: 0,
            end: 0,
        },
    }
}

/// What a path means as a value in a module.
pub(crate) fn value(program: &Program, scope: &str, text: &str) -> String {
    program.res_text(&program.resolve_value(&Ctx::of_module(module(program, scope)), &path(text)))
}

/// What a path means as a type in a module.
pub(crate) fn named(program: &Program, scope: &str, text: &str) -> String {
    program.res_text(&program.resolve_type(&Ctx::of_module(module(program, scope)), &path(text)))
}

/// The function of a path; among several of that path the last.
pub(crate) fn function(program: &Program, path: &str) -> double_connect_analysis::names::FnId {
    let index = program.fns.iter().rposition(|f| f.path == path);
    double_connect_analysis::names::FnId(
        index.unwrap_or_else(|| panic!("no function {path}")) as u32
    )
}

/// The paths of the functions that a method of a function's parameter can reach.
pub(crate) fn methods(program: &Program, of: &str, param: usize, name: &str) -> Vec<String> {
    let id = function(program, of);
    let found = program.methods(&program.fn_ctx(id), &program.fn_param_ty(id, param), name);
    found.into_iter().map(|f| program[f].path.clone()).collect()
}

/// The types of a function's parameters and of its result.
pub(crate) fn signature(program: &Program, of: &str) -> String {
    let id = function(program, of);
    let params: Vec<_> = (0..program[id].ir.params.len())
        .map(|i| program.ty_text(&program.fn_param_ty(id, i)))
        .collect();
    format!(
        "({}) -> {}",
        params.join(", "),
        program.ty_text(&program.fn_ret_ty(id))
    )
}

/// Problems as `path:line message`.
pub(crate) fn problems(program: &Program) -> Vec<String> {
    let place = |span: Span| {
        format!(
            "{}:{} ",
            program.sources.path(span.file).display(),
            program.sources.start(span).line
        )
    };
    program
        .problems
        .iter()
        .map(|p| format!("{}{}", p.span.map(place).unwrap_or_default(), p.message))
        .collect()
}
