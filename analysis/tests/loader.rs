//! Module trees: which file a `mod` leads to, and what is said where there is none.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot write its files has failed"
)]

mod common;

use std::collections::BTreeSet;

use common::{app, input, problems, write};
use double_connect_analysis::input::{Edition, TargetKind};
use double_connect_analysis::loader::load;
use double_connect_analysis::names::{NoExternNames, Program};

/// `module = file` for all modules with a name.
fn tree(program: &Program) -> Vec<String> {
    program
        .modules
        .iter()
        .map(|m| format!("{} = {}", m.path, program.sources.path(m.file).display()))
        .collect()
}

#[test]
fn files_of_modules() {
    let program = app(
        "files_of_modules",
        "//- src/main.rs
mod a;
mod b;
mod inline { mod x; pub mod deeper { mod y; } #[path = \"other.rs\"] mod z; }
#[path = \"elsewhere/p.rs\"] mod p;
#[path = \"dir\"] mod moved { mod w; }
mod r#type;
//- src/a.rs
mod c;
mod inner { mod d; #[path = \"e.rs\"] mod e; }
#[path = \"sibling.rs\"] mod f;
//- src/a/c.rs
//- src/a/inner/d.rs
//- src/a/inner/e.rs
//- src/sibling.rs
//- src/b/mod.rs
mod g;
//- src/b/g.rs
mod h;
//- src/b/g/h.rs
//- src/inline/x.rs
//- src/inline/deeper/y.rs
//- src/inline/other.rs
//- src/elsewhere/p.rs
mod q;
//- src/elsewhere/q.rs
//- src/dir/w.rs
//- src/type.rs
",
    );
    assert_eq!(problems(&program), Vec::<String>::new());
    let mut tree = tree(&program);
    tree.sort();
    let expected = [
        "app = src/main.rs",
        "app::a = src/a.rs",
        "app::a::c = src/a/c.rs",
        "app::a::f = src/sibling.rs",
        "app::a::inner = src/a.rs",
        "app::a::inner::d = src/a/inner/d.rs",
        "app::a::inner::e = src/a/inner/e.rs",
        "app::b = src/b/mod.rs",
        "app::b::g = src/b/g.rs",
        "app::b::g::h = src/b/g/h.rs",
        "app::inline = src/main.rs",
        "app::inline::deeper = src/main.rs",
        "app::inline::deeper::y = src/inline/deeper/y.rs",
        "app::inline::x = src/inline/x.rs",
        "app::inline::z = src/inline/other.rs",
        "app::moved = src/main.rs",
        "app::moved::w = src/dir/w.rs",
        "app::p = src/elsewhere/p.rs",
        "app::p::q = src/elsewhere/q.rs",
        "app::type = src/type.rs",
    ];
    assert_eq!(tree, expected);
}

#[test]
fn cfg_takes_out_what_is_known_to_be_off() {
    let files = "//- src/main.rs
#[cfg(test)] mod tests;
#[cfg(feature = \"on\")] mod on;
#[cfg(feature = \"off\")] mod off;
#[cfg(target_os = \"espidf\")] mod esp;
#[cfg(not(target_os = \"espidf\"))] mod host;
#[cfg(feature = \"off\")] fn gone() {}
fn kept() {}
struct S;
impl S { #[cfg(test)] fn only_tests() {} fn always() {} }
//- src/on.rs
//- src/esp.rs
//- src/host.rs
";
    let mut input = input(
        write("cfg_takes_out", files),
        &[(TargetKind::Bin, "src/main.rs")],
    );
    input.packages[0].features = Some(BTreeSet::from(["on".to_owned()]));
    let program = load(&input, &NoExternNames);
    assert_eq!(problems(&program), Vec::<String>::new());
    let names: Vec<_> = program.modules.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["app", "on", "esp", "host"]);
    let fns: Vec<_> = program.fns.iter().map(|f| f.ir.name.as_str()).collect();
    assert_eq!(fns, ["kept", "always"]);
}

#[test]
fn what_cannot_be_read_is_said() {
    let root = write(
        "cannot_be_read",
        "//- src/main.rs
mod missing;
mod binary;
#[path = \"../../outside.rs\"] mod outside;
#[path = \"main.rs\"] mod again;
mod cycle;
mod broken;
mod folder;
//- src/cycle.rs
#[path = \"cycle2.rs\"] mod next;
//- src/cycle2.rs
#[path = \"cycle.rs\"] mod back;
//- src/broken.rs
fn (
//- src/folder.rs/keep
",
    );
    std::fs::write(root.join("src/binary.rs"), [0x66, 0xff, 0xfe]).unwrap();
    std::fs::write(
        root.parent().unwrap().join("outside.rs"),
        "pub fn secret() {}",
    )
    .unwrap();
    let program = load(
        &input(root, &[(TargetKind::Bin, "src/main.rs")]),
        &NoExternNames,
    );
    let mut found = problems(&program);
    found.sort();
    let expected = [
        "src/cycle2.rs:1 module `back` includes a file that includes it",
        "src/main.rs:1 file for module `missing` not found: `src/missing.rs` or `src/missing/mod.rs`",
        "src/main.rs:2 `src/binary.rs` is not UTF-8 (byte 1)",
        "src/main.rs:3 file for module `outside` lies outside the project and was not read",
        "src/main.rs:4 module `again` includes a file that includes it",
        "src/main.rs:7 file for module `folder` not found: `src/folder.rs` or `src/folder/mod.rs`",
    ];
    let (broken, others): (Vec<_>, Vec<_>) = found
        .into_iter()
        .partition(|p| p.starts_with("src/broken.rs:1"));
    assert_eq!(others, expected);
    assert_eq!(broken.len(), 1);
    assert!(
        !program
            .sources
            .files()
            .any(|(_, f)| f.text.contains("secret"))
    );
}

#[test]
#[cfg(unix)]
fn links_do_not_lead_outside() {
    let root = write(
        "links",
        "//- src/main.rs\nmod link;\nmod inside;\n//- real/inside.rs\n//- src/inside/k.rs\n",
    );
    let outside = root.parent().unwrap().join("links_outside.rs");
    std::fs::write(&outside, "fn secret() {}").unwrap();
    std::fs::write(root.join("real/inside.rs"), "mod k;").unwrap();
    std::os::unix::fs::symlink(&outside, root.join("src/link.rs")).unwrap();
    std::os::unix::fs::symlink(root.join("real/inside.rs"), root.join("src/inside.rs")).unwrap();
    let program = load(
        &input(root, &[(TargetKind::Bin, "src/main.rs")]),
        &NoExternNames,
    );
    assert_eq!(
        problems(&program),
        ["src/main.rs:1 file for module `link` lies outside the project and was not read"]
    );
    assert_eq!(
        tree(&program),
        [
            "app = src/main.rs",
            "app::inside = real/inside.rs",
            "app::inside::k = src/inside/k.rs"
        ]
    );
}

#[test]
fn a_file_too_large_or_a_root_that_is_not_there() {
    let root = write("too_large", "//- src/main.rs\nmod huge;\n");
    let huge = std::fs::File::create(root.join("src/huge.rs")).unwrap();
    huge.set_len((16 << 20) + 1).unwrap();
    let targets = [
        (TargetKind::Bin, "src/main.rs"),
        (TargetKind::Bin, "src/none.rs"),
    ];
    let program = load(&input(root, &targets), &NoExternNames);
    assert_eq!(
        problems(&program),
        [
            "root file `src/none.rs` does not exist",
            "src/main.rs:1 `src/huge.rs` is larger than 16 MiB and was not read"
        ]
    );
    assert_eq!(program.crates.len(), 1);
    let nowhere = input("does/not/exist".into(), &[(TargetKind::Bin, "src/main.rs")]);
    assert_eq!(load(&nowhere, &NoExternNames).problems.len(), 1);
}

#[test]
fn files_of_several_targets_are_read_once() {
    let files = "//- src/lib.rs
mod common;
//- src/main.rs
mod common;
//- src/common.rs
pub fn f() {}
";
    let root = write("several_targets", files);
    let targets = [
        (TargetKind::Lib, "src/lib.rs"),
        (TargetKind::Bin, "src/main.rs"),
    ];
    let mut input = input(root, &targets);
    let mut old = input.packages[0].clone();
    old.edition = Edition::E2015;
    input.packages.push(old);
    let program = load(&input, &NoExternNames);
    assert_eq!(program.sources.files().count(), 3);
    assert_eq!(program.crates.len(), 4);
    assert_eq!(program.fns.len(), 4);
    let spans: BTreeSet<_> = program.fns.iter().map(|f| f.ir.name_span).collect();
    assert_eq!(spans.len(), 1);
}

#[test]
fn doubling_includes_end() {
    let mut files = String::new();
    for i in 0..24 {
        files += &format!(
            "//- src/m{i}.rs\n#[path = \"m{}.rs\"] mod a; #[path = \"m{}.rs\"] mod b;\n",
            i + 1,
            i + 1
        );
    }
    files += "//- src/m24.rs\n//- src/main.rs\n#[path = \"m0.rs\"] mod m;\n";
    let program = app("doubling", &files);
    assert!(
        problems(&program).iter().any(|p| p.contains("more than")),
        "{:?}",
        problems(&program)
    );
}
