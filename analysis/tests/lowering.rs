//! Lowering: each `tests/lower/*.rs` against the dump beside it. `BLESS=1` writes the dumps.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::fmt::Write as _;
use std::path::Path;

use double_connect_analysis::input::Edition;
use double_connect_analysis::ir::dump::{dot, dump, ty_text};
use double_connect_analysis::ir::{Body, FnIr, ItemIr, ItemKind, ModuleIr};
use double_connect_analysis::lower::lower_file;
use double_connect_analysis::source::FileId;

fn function(out: &mut String, prefix: &str, function: &FnIr) {
    if let Some(body) = &function.body {
        out.push_str(&dump(body, &format!("{prefix}{}", function.name)));
        local_items(out, &format!("{prefix}{}", function.name), body);
    }
}

fn local_items(out: &mut String, prefix: &str, body: &Body) {
    if let Some(items) = &body.items {
        module(out, &format!("{prefix}::"), items);
    }
    for nested in &body.bodies {
        local_items(out, prefix, nested);
    }
}

fn item(out: &mut String, prefix: &str, item: &ItemIr) {
    for cfg in &item.cfg {
        writeln!(out, "cfg({cfg})").unwrap();
    }
    let name = format!("{prefix}{}", item.name);
    match &item.kind {
        ItemKind::Fn(f) => function(out, prefix, f),
        ItemKind::Const {
            ty,
            is_static,
            body,
        } => {
            writeln!(
                out,
                "{} {name}: {}",
                if *is_static { "static" } else { "const" },
                ty_text(ty)
            )
            .unwrap();
            if let Some(body) = body {
                out.push_str(&dump(body, &name));
            }
        }
        ItemKind::Impl(block) => {
            let prefix = format!("{prefix}<{}>::", ty_text(&block.self_ty));
            block.fns.iter().for_each(|f| function(out, &prefix, f));
        }
        ItemKind::Trait(block) => block
            .fns
            .iter()
            .for_each(|f| function(out, &format!("{name}::"), f)),
        ItemKind::Mod { module: inner, .. } => module(out, &format!("{name}::"), inner),
        ItemKind::MacroRules { rules } => {
            writeln!(out, "macro {name}: {} bytes", rules.len()).unwrap()
        }
        ItemKind::Struct(_)
        | ItemKind::Enum(_)
        | ItemKind::Alias { .. }
        | ItemKind::ModDecl { .. } => {}
    }
}

fn module(out: &mut String, prefix: &str, module: &ModuleIr) {
    module.items.iter().for_each(|i| item(out, prefix, i));
}

fn edition_of(text: &str) -> Edition {
    match text
        .lines()
        .next()
        .and_then(|l| l.strip_prefix("// edition "))
    {
        Some("2018") => Edition::E2018,
        Some("2024") => Edition::E2024,
        _ => Edition::E2021,
    }
}

#[test]
fn dumps() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lower");
    let mut inputs: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    inputs.retain(|p| p.extension().is_some_and(|e| e == "rs"));
    inputs.sort();
    assert!(!inputs.is_empty());
    let mut wrong = Vec::new();
    for input in inputs {
        let text = std::fs::read_to_string(&input).unwrap();
        let lowered = lower_file(FileId(0), &text, edition_of(&text));
        let mut out = String::new();
        for problem in &lowered.problems {
            writeln!(out, "problem: {}", problem.message).unwrap();
        }
        module(&mut out, "", &lowered.module);
        let expected = input.with_extension("flow");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&expected, &out).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != out {
            wrong.push(format!("{}:\n{out}", expected.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn graph_has_all_blocks() {
    let text = "fn f(a: bool) { if a { g(\"x\") } }";
    let lowered = lower_file(FileId(0), text, Edition::E2021);
    let ItemKind::Fn(f) = &lowered.module.items[0].kind else {
        panic!("a function")
    };
    let body = f.body.as_ref().unwrap();
    let graph = dot(body, "f");
    for index in 0..body.blocks.len() {
        assert!(graph.contains(&format!("bb{index} [label=")), "{graph}");
    }
    assert!(graph.contains("bb0 -> bb1 [label=\"true\"]"), "{graph}");
    assert!(graph.contains("\\\"x\\\""), "{graph}");
}
