//! Macros of other files: which definition an invocation means. Each function's calls, by path, say what it expanded to.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot write its files has failed"
)]

mod common;

use std::collections::BTreeMap;

use common::{app, input, problems, write};
use double_connect_analysis::input::{DependencyInput, PackageInput, TargetInput, TargetKind};
use double_connect_analysis::ir::{Body, Callee, Rvalue, Stmt};
use double_connect_analysis::loader::load;
use double_connect_analysis::names::{NoExternNames, Program};

/// The paths that a body calls.
fn calls(body: &Body) -> Vec<String> {
    let stmts = body.blocks.iter().flat_map(|b| &b.stmts);
    let path = |stmt: &Stmt| match stmt {
        Stmt::Assign {
            value: Rvalue::Call(call),
            ..
        } => match &call.callee {
            Callee::Path(path) if path.global => Some(format!("::{}", path.text())),
            Callee::Path(path) => Some(path.text()),
            _ => None,
        },
        _ => None,
    };
    stmts.filter_map(path).collect()
}

/// `module::function: calls` for all functions, sorted.
fn all_calls(program: &Program) -> Vec<String> {
    let mut out: Vec<String> = program
        .fns
        .iter()
        .filter_map(|f| {
            let body = &program[f.body?].body;
            Some(format!("{}: {}", f.path, calls(body).join(" ")))
        })
        .collect();
    out.sort();
    out
}

#[test]
fn order_of_text_and_files() {
    let program = app(
        "macros_by_text",
        "//- src/main.rs
mod before;
macro_rules! one { () => { first() }; }
mod between;
macro_rules! one { () => { second() }; }
#[macro_use]
mod macros;
mod behind;
mod own { macro_rules! hidden { () => { no() }; } }
fn main() { one!(); two!(); hidden!(); }
//- src/before.rs
fn before() { one!(); two!(); }
//- src/between.rs
fn between() { one!(); two!(); mod deeper { fn f() { one!(); } } }
mod inline { fn g() { one!(); } }
//- src/macros.rs
macro_rules! two { () => { third() }; }
//- src/behind.rs
macro_rules! own { () => { one!(); two!(); } }
fn behind() { own!(); }
",
    );
    assert_eq!(problems(&program), Vec::<String>::new());
    let expected = [
        "app::before::before: ",
        "app::behind::behind: second third",
        "app::between::between: first",
        "app::between::inline::g: first",
        "app::main: second third",
    ];
    let found = all_calls(&program);
    for line in expected {
        assert!(found.iter().any(|l| l == line), "{line}: {found:#?}");
    }
}

#[test]
fn paths_and_uses() {
    let program = app(
        "macros_by_path",
        "//- src/main.rs
mod tools;
mod user;
use tools::*;
fn main() { crate::exported!(); kept!(); }
//- src/tools.rs
#[macro_export]
macro_rules! exported { () => { $crate::tools::connect() }; }
macro_rules! inner { () => { helper() }; }
pub(crate) use inner as kept;
pub fn connect() {}
//- src/user.rs
use crate::tools::kept as mine;
fn user() { mine!(); exported!(); self::mine!(); nothing!(); }
",
    );
    let found = all_calls(&program);
    assert!(
        found.contains(&"app::main: crate::tools::connect helper".to_owned()),
        "{found:#?}"
    );
    // Exported macros have no name in other modules.
    assert!(
        found.contains(&"app::user::user: helper helper".to_owned()),
        "{found:#?}"
    );
}

#[test]
fn what_depends_on_the_unknown_is_unknown() {
    let program = app(
        "macros_unclear",
        "//- src/main.rs
#[macro_use]
mod macros;
mod user;
//- src/macros.rs
#[cfg(unix)]
macro_rules! either { () => { one() }; }
#[cfg(not(unix))]
macro_rules! either { () => { two() }; }
#[cfg(unix)]
macro_rules! alone { () => { three() }; }
#[cfg(test)]
macro_rules! alone { () => { four() }; }
fn here() { either!(); alone!(); }
//- src/user.rs
fn user() { either!(); alone!(); }
",
    );
    let found = all_calls(&program);
    assert!(
        found.contains(&"app::macros::here: three".to_owned()),
        "{found:#?}"
    );
    assert!(
        found.contains(&"app::user::user: three".to_owned()),
        "{found:#?}"
    );
}

#[test]
fn macros_of_another_package() {
    let root = write(
        "macros_of_packages",
        "//- core/src/lib.rs
#[macro_export]
macro_rules! open { ($id:expr) => { $crate::link::connect($id) }; }
macro_rules! private { () => { hidden() }; }
pub mod link { pub fn connect(id: u8) {} }
//- app/src/main.rs
use fleet::open;
fn main() { open!(1); fleet::open!(2); private!(); fleet::private!(); }
",
    );
    let package = |name: &str, kind, path: &str, dependencies| PackageInput {
        name: name.to_owned(),
        targets: vec![TargetInput {
            name: name.to_owned(),
            kind,
            root: root.join(path),
        }],
        dependencies,
        ..PackageInput::default()
    };
    let mut project = input(root.clone(), &[]);
    project.packages = vec![
        package(
            "fleet-core",
            TargetKind::Lib,
            "core/src/lib.rs",
            BTreeMap::new(),
        ),
        package(
            "app",
            TargetKind::Bin,
            "app/src/main.rs",
            BTreeMap::from([("fleet".to_owned(), DependencyInput::Local(0))]),
        ),
    ];
    let program = load(&project, &NoExternNames);
    let found = all_calls(&program);
    let expected = "app::main: ::fleet::link::connect ::fleet::link::connect";
    assert!(found.contains(&expected.to_owned()), "{found:#?}");
}

#[test]
fn macros_that_define_macros_for_others() {
    let program = app(
        "macros_of_macros",
        "//- src/main.rs
#[macro_use]
mod makers;
make!(made);
mod user;
//- src/makers.rs
macro_rules! make { ($name:ident) => { macro_rules! $name { () => { open() }; } }; }
//- src/user.rs
fn user() { made!(); }
",
    );
    let found = all_calls(&program);
    assert!(
        found.contains(&"app::user::user: open".to_owned()),
        "{found:#?}"
    );
}
