//! What is read from tokens is what the parser reads.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::path::Path;

use crate::input::Edition;
use crate::ir::LoweredFile;
use crate::lower::outline::{self, Tokens};
use crate::lower::{lower_by_parser, lower_tokens, program_text};
use crate::source::FileId;

/// A file as it is read from tokens, if it is, and as the parser reads it.
fn both(text: &str) -> (Option<LoweredFile>, LoweredFile) {
    let tokens = Tokens::of(program_text(text));
    let (file, edition) = (FileId(0), Edition::E2021);
    let outline = outline::outline(&tokens, &|_| false);
    let direct = lower_tokens(file, text, &tokens, edition, &outline);
    let parsed = lower_by_parser(file, text, &tokens, edition, None, Some(outline));
    proc_macro2::extra::invalidate_current_thread_spans();
    (direct, parsed)
}

/// Whether a text is read from tokens; it must be what the parser reads.
fn is_direct(text: &str) -> bool {
    let (direct, parsed) = both(text);
    let Some(direct) = direct else { return false };
    let (direct, parsed) = (format!("{direct:#?}"), format!("{parsed:#?}"));
    let differs = direct.lines().zip(parsed.lines()).find(|(a, b)| a != b);
    assert!(direct == parsed, "{text}\n{differs:?}");
    true
}

#[test]
fn files_of_the_repository_are_the_same() {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("..")];
    let (mut direct, mut all) = (0, 0);
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let name = path.file_name().and_then(|name| name.to_str());
            if !matches!(name, Some("target" | ".git")) {
                open.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()));
            }
            continue;
        }
        if path.extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        if !text.contains("macro_rules") {
            all += 1;
            direct += usize::from(is_direct(&text));
        }
    }
    assert!(all > 300 && direct * 10 > all * 9, "{direct} of {all}");
}

#[test]
fn the_common_forms_are_known() {
    for text in [
        "",
        "#![allow(x)] //! a\n//! b\n fn c() {}",
        "use a; use a::{self, b as c, d::{e, f as _}, g::*,}; pub use ::h::i; use self::j; pub(crate) use super::*;",
        "struct A; struct B(pub u8, pub(crate) (u8, A),); #[derive(Clone, ::a::B)] pub struct C<'a, T: ?Sized + D<E = F>> where T: 'a { /// g\n #[h] pub i: &'a T, j: [u8; 4] }",
        "enum A<T> { /** b */ B, C(T, u8), D { e: T }, F = 3, }",
        "pub type A<T> = Box<dyn Fn(&mut T, u8) -> Result<(), !> + Send + 'static>;",
        "const A: &str = \"ü\"; static mut B: u64 = 1_000; const C: bool = true; pub const D: u8 = { f(); 1 }; const E: [u8; 2] = [1; 2];",
        "mod a; #[cfg(b)] #[macro_use] pub mod c { use d; mod e {} }",
        "impl<T: for<'a> Fn(&'a T) -> U, U> a::B<T> for C<T, 3> where T: D<u8>, U: E { type F = G; const H: u8 = 1; fn i(&self) -> &'static str { j } }",
        "impl A { pub(crate) async fn b(self: Arc<Self>, mut c: u8, _: fn(d: u8, _: E) -> F) -> impl G + use_ { 1 } }",
        "pub unsafe trait A<T>: B + 'static where T: C { /// d\n fn e(&mut self, f: *const u8); fn g() -> Self::H { 1 } type H: I; }",
        "#[no_mangle] pub const unsafe extern \"C\" fn a(b: &&mut [u8], c: (A,), d: (B), e: ()) {} /* f */ async fn g() { h }",
        "#[a::b(c = \"d\", 1)] #[cfg(feature = \"e\")] #[doc = \"f\"] fn g<const N: usize, T>(r#type: [T; N]) where [T; N]: H {}",
    ] {
        let sound = format!("{text}\n");
        assert!(is_direct(&sound), "{text}");
    }
}

#[test]
fn what_is_not_known_is_given_to_the_parser() {
    for text in [
        "fn a((b, c): D) { e } fn f() {}",
        "impl A { fn b() { const C: u8 = 1; } fn d() {} }",
        "extern crate a; extern \"C\" { fn b(); } union C { d: u8 }",
        "thread_local! { static A: u8 = f(); } fn b() {}",
        "impl<T> <T as A>::B { fn c() {} } unsafe impl D for E {}",
        "trait A { const B: u8; fn c([d, e]: F) {} } #[cfg_attr(a, path = \"b\")] mod c;",
        "const A: u8 = \"\\n\".len(); mod b { #![c] fn d() {} }",
        "use {::a, b}; enum A { B = -1, C }",
        "pub(in a::b) struct C; fn d(e: impl F<G: H>) {}",
    ] {
        assert!(is_direct(text), "{text}");
    }
}

#[test]
fn mistakes_are_those_of_the_parser() {
    for text in [
        "fn",
        "fn a(",
        "fn a(] {}",
        "fn match() {}",
        "fn a(b) {}",
        "fn a(b: u8 c: u8) {}",
        "fn a() -> {}",
        "fn a();",
        "struct A { b: u8, /// c\n }",
        "struct A { //! b\n c: u8 }",
        "struct A",
        "struct A {};",
        "enum A { B C }",
        "impl (A) for B {}",
        "impl A for {}",
        "impl A { a }",
        "trait A { fn b() -> ; }",
        "use a b;",
        "use a::;",
        "use as;",
        "#[a fn b() {}",
        "#[a = ] fn b() {}",
        "#[a(\"\\q\")] fn b() {}",
        "const A: u8 = ;",
        "const A: u8 = 1",
        "mod a { const B: u8 = 1 } const C: u8 = 2;",
        "type A = impl 'a;",
        "type A = B < C;",
        "type A = dyn;",
        "static A: [u8; ] = 1;",
        "fn a() {} }",
        "fn a() {} /// b",
        "fn a<T(b: T) {}",
        "mod a { fn b(c) {} }",
        "fn a() { \u{1f600} }",
        "fn a() {} \"b",
        "pub impl A {}",
        "x",
    ] {
        is_direct(text);
        let (direct, parsed) = both(text);
        if !parsed.problems.is_empty() {
            assert!(direct.is_none(), "{text}");
        }
    }
}
