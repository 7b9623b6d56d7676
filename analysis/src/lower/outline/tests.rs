//! Texts and what can be left out of them.

use super::{Outline, Tokens, Unparsed, shortened, word};

fn outline(text: &str, is_macro: &dyn Fn(&str) -> bool) -> Outline {
    super::outline(&Tokens::of(text), is_macro)
}

fn unparsed(text: &str, is_macro: &dyn Fn(&str) -> bool) -> Vec<Unparsed> {
    outline(text, is_macro).bodies
}

fn bodies(text: &str) -> Vec<&str> {
    let found = unparsed(text, &|name| name == "theirs");
    found.iter().map(|b| &text[b.start..b.end]).collect()
}

#[test]
fn functions_are_found_wherever_items_stand() {
    let text = "#![allow(x)] use a::{b, c}; pub(crate) const fn one<const N: usize>() -> A<{ N }> { 1 }\n\
        mod m { impl<T: B<{ 2 }>> C for D<T> where T: Fn() -> u8, { const X: u8 = { 3 }; async fn two(&self) { 4 } } }\n\
        trait E { fn none(); fn three() {} } static F: fn(u8) = { g }; struct H { i: u8 } unsafe extern \"C\" fn four() {}\n\
        macro_rules! own { () => { fn no() {} } } other! { fn no() {} } extern \"C\" { fn none(); } fn five() {}";
    assert_eq!(
        bodies(text),
        [
            "const fn one<const N: usize>() -> A<{ N }> { 1 }",
            "async fn two(&self) { 4 }",
            "fn three() {}",
            "unsafe extern \"C\" fn four() {}",
            "fn five() {}",
        ]
    );
}

#[test]
fn a_body_that_others_need_is_none() {
    for body in [
        "fn inner() {}",
        "use a::b;",
        "own!(1)",
        "a(theirs![2])",
        "#![cfg(x)]",
        "impl A {}",
        "union U { a: u8 }",
    ] {
        let text = format!("macro_rules! own {{ () => {{}} }} fn f() {{ {body} }}");
        assert_eq!(bodies(&text), <[&str; 0]>::default(), "{body}");
    }
    assert_eq!(bodies("fn f() { a.union(b) != println!(\"fn\") }").len(), 1);
}

#[test]
fn places_are_those_in_the_whole_text() {
    let text = "fn a() { \"ü\"\n  } // b\nfn c(d: u8) { e(r#fn) }";
    let outline = outline(text, &|_| false);
    let short = shortened(text, 0..text.len(), &outline);
    assert_eq!(short.text, "fn a() {} fn c(d: u8) {}");
    for part in ["fn a", "{}", "fn c", "(d", "u8", ") {"] {
        let at = short.text.find(part).unwrap_or_default();
        let ends = [at, at + part.len()];
        let (start, end) = (short.start(ends[0]), short.end(ends[1]));
        let whole = &text[start..end];
        assert!(
            whole == part || part == "{}" && whole == "{ \"ü\"\n  }",
            "{whole}"
        );
    }
    let words = &outline.bodies[1].words;
    assert!(words.len() == 2 && words.contains(&word("fn")));
}

#[test]
fn paths_begin_where_no_colons_stand_before() {
    let text = "use a::b; fn f(x: c :: D) { e::f::<g::H>(); ::i::j(), x: y } // k::l\n const M: &str = \"n::o\"; r#try::p";
    let found = outline(text, &|_| false).words.path_starts;
    assert_eq!(found, ["a", "c", "e", "g", "try"]);
}

#[test]
fn comments_between_items_go_and_those_in_items_stay() {
    let text = "//! a\n/** b */ #[x] /// c\npub fn f() {} /* d */\nimpl A { /// e\n}\nm! { /// f\n}\nstruct S { /// g\n a: u8 }";
    let short = shortened(text, 0..text.len(), &outline(text, &|_| false)).text;
    let left = "#[x] pub fn f() {} impl A { } m! { /// f } struct S { /// g a: u8 }";
    assert_eq!(short.split_whitespace().collect::<Vec<_>>().join(" "), left);
}

#[test]
fn broken_text_is_no_problem() {
    for text in [
        "fn",
        "fn a(",
        "}} fn a() {",
        "impl",
        "mod a {",
        "fn f() { ( }",
        "const",
        "#",
    ] {
        unparsed(text, &|_| true);
    }
}
