//! Items: declarations, uses, attributes, types.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::fmt::Write as _;

use double_connect_analysis::input::Edition;
use double_connect_analysis::ir::dump::{path_text, ty_text};
use double_connect_analysis::ir::{FieldIr, FnIr, GenericIr, ItemIr, ItemKind, ModuleIr, Ty};
use double_connect_analysis::lower::lower_file;
use double_connect_analysis::source::FileId;

fn generics(generics: &[GenericIr]) -> String {
    let one = |g: &GenericIr| format!("{}: {}", g.name, ty_text(&Ty::ImplTrait(g.bounds.clone())));
    generics.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn fields(fields: &[FieldIr]) -> String {
    fields
        .iter()
        .map(|f| format!("{}: {}", f.name, ty_text(&f.ty)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn function(out: &mut String, indent: &str, f: &FnIr) {
    let params: Vec<String> = f
        .params
        .iter()
        .map(|p| format!("{}: {}", p.name.as_deref().unwrap_or("_"), ty_text(&p.ty)))
        .collect();
    writeln!(
        out,
        "{indent}{}{}fn {}<{}>({}) -> {} attrs {:?} cfg {:?} self {} body {}",
        if f.public { "pub " } else { "" },
        if f.is_async { "async " } else { "" },
        f.name,
        generics(&f.generics),
        params.join(", "),
        ty_text(&f.ret),
        f.attrs,
        f.cfg,
        f.has_self,
        f.body.is_some(),
    )
    .unwrap();
}

fn item(out: &mut String, indent: &str, item: &ItemIr, text: &str) {
    let at = |s: double_connect_analysis::source::Span| &text[s.start as usize..s.end as usize];
    let head = at(item.span).lines().next().unwrap();
    writeln!(
        out,
        "{indent}[{}] name [{}] pub {} cfg {:?}",
        head,
        at(item.name_span),
        item.public,
        item.cfg
    )
    .unwrap();
    let inner = format!("{indent}  ");
    match &item.kind {
        ItemKind::Fn(f) => function(out, &inner, f),
        ItemKind::Struct(s) => writeln!(
            out,
            "{inner}struct <{}> {{ {} }} tuple {} derives {:?}",
            generics(&s.generics),
            fields(&s.fields),
            s.tuple,
            s.derives
        )
        .unwrap(),
        ItemKind::Enum(e) => {
            for v in &e.variants {
                writeln!(
                    out,
                    "{inner}{} {{ {} }} tuple {}",
                    v.name,
                    fields(&v.fields),
                    v.tuple
                )
                .unwrap();
            }
        }
        ItemKind::Impl(i) => {
            let of = i.trait_path.as_ref().map(path_text);
            writeln!(
                out,
                "{inner}impl <{}> {:?} for {}",
                generics(&i.generics),
                of,
                ty_text(&i.self_ty)
            )
            .unwrap();
            i.types
                .iter()
                .for_each(|(n, t)| writeln!(out, "{inner}type {n} = {}", ty_text(t)).unwrap());
            i.consts
                .iter()
                .for_each(|(n, t, _)| writeln!(out, "{inner}const {n}: {}", ty_text(t)).unwrap());
            i.fns.iter().for_each(|f| function(out, &inner, f));
        }
        ItemKind::Trait(t) => t.fns.iter().for_each(|f| function(out, &inner, f)),
        ItemKind::Alias { ty, .. } => writeln!(out, "{inner}= {}", ty_text(ty)).unwrap(),
        ItemKind::Const {
            ty,
            is_static,
            body,
        } => {
            writeln!(
                out,
                "{inner}{} static {is_static} body {}",
                ty_text(ty),
                body.is_some()
            )
            .unwrap();
        }
        ItemKind::ModDecl { path_attr, .. } => writeln!(out, "{inner}path {path_attr:?}").unwrap(),
        ItemKind::Mod { module: m, .. } => module(out, &inner, m, text),
        ItemKind::MacroRules { rules } => writeln!(out, "{inner}rules [{rules}]").unwrap(),
    }
}

fn module(out: &mut String, indent: &str, m: &ModuleIr, text: &str) {
    for u in &m.uses {
        writeln!(
            out,
            "{indent}use {} as {:?} pub {} cfg {:?}",
            path_text(&u.path),
            u.name,
            u.public,
            u.cfg
        )
        .unwrap();
    }
    m.items.iter().for_each(|i| item(out, indent, i, text));
}

#[test]
fn items() {
    let text = include_str!("items/input.rs");
    let lowered = lower_file(FileId(0), text, Edition::E2021);
    assert_eq!(lowered.problems, []);
    let mut out = String::new();
    module(&mut out, "", &lowered.module, text);
    if std::env::var_os("BLESS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/items/expected.txt");
        std::fs::write(path, &out).unwrap();
    } else {
        assert_eq!(out, include_str!("items/expected.txt"));
    }
}
