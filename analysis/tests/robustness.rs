//! No text makes lowering panic, overflow or lose places.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use double_connect_analysis::input::Edition;
use double_connect_analysis::ir::{Body, ItemKind, LoweredFile, Rvalue, Stmt};
use double_connect_analysis::lower::lower_file;
use double_connect_analysis::source::{FileId, Span};

fn lower(text: &str) -> LoweredFile {
    lower_file(FileId(7), text, Edition::E2021)
}

fn chains(n: usize) -> Vec<(&'static str, String)> {
    let wrap = |inside: String| format!("fn f() {{ let x = {inside}; }}");
    vec![
        (
            "parentheses",
            wrap(format!("{}1{}", "(".repeat(n), ")".repeat(n))),
        ),
        (
            "brackets",
            wrap(format!("{}1{}", "[".repeat(n), "]".repeat(n))),
        ),
        (
            "braces",
            format!("fn f() {{ {}1{} }}", "{".repeat(n), "}".repeat(n)),
        ),
        ("unclosed", format!("fn f() {{ {}", "(".repeat(n))),
        ("not", wrap(format!("{}a", "!".repeat(n)))),
        ("references", wrap(format!("{}a", "&".repeat(n)))),
        ("derefs", wrap(format!("{}a", "*".repeat(n)))),
        ("negations", wrap(format!("{}1", "- ".repeat(n)))),
        ("fields", wrap(format!("a{}", ".b".repeat(n)))),
        ("methods", wrap(format!("a{}", ".b()".repeat(n)))),
        ("calls", wrap(format!("a{}", "()".repeat(n)))),
        ("indexes", wrap(format!("a{}", "[0]".repeat(n)))),
        ("questions", wrap(format!("a{}", "?".repeat(n)))),
        ("awaits", wrap(format!("a{}", ".await".repeat(n)))),
        ("sums", wrap(format!("1{}", "+1".repeat(n)))),
        ("assignments", wrap(format!("{}1", "a = ".repeat(n)))),
        ("casts", wrap(format!("1{}", " as u8".repeat(n)))),
        (
            "else if",
            format!("fn f() {{ if a {{}} {} }}", "else if a {} ".repeat(n)),
        ),
        ("closures", wrap(format!("{}1", "|a, b| ".repeat(n)))),
        ("returns", wrap(format!("{}1", "return ".repeat(n)))),
        (
            "block comments",
            format!("{}{} fn f() {{}}", "/*".repeat(n), "*/".repeat(n)),
        ),
        ("open comments", "/*".repeat(n)),
        (
            "generics",
            format!("type T = {}u8{};", "Vec<".repeat(n), ">".repeat(n)),
        ),
        (
            "two generics",
            format!("type T = {}u8{};", "M<u8,".repeat(n), ">".repeat(n)),
        ),
        ("reference types", format!("type T = {}u8;", "&".repeat(n))),
        (
            "function types",
            format!("type T = {}u8;", "fn() -> ".repeat(n)),
        ),
        (
            "tuple types",
            format!("type T = {}u8{};", "(".repeat(n), ",)".repeat(n)),
        ),
        ("use paths", format!("use a{};", "::a".repeat(n))),
        (
            "use groups",
            format!("use {}b{};", "a::{".repeat(n), "}".repeat(n)),
        ),
        (
            "modules",
            format!("{}{}", "mod a {".repeat(n), "}".repeat(n)),
        ),
        (
            "patterns",
            format!(
                "fn f() {{ match x {{ {}a{} => 1 }} }}",
                "S(".repeat(n),
                ")".repeat(n)
            ),
        ),
        (
            "pattern references",
            format!("fn f() {{ let {}a = x; }}", "&".repeat(n)),
        ),
        (
            "bindings",
            format!("fn f() {{ let {}_ = x; }}", "a @ ".repeat(n)),
        ),
        ("ors", wrap(format!("a{}", " || a".repeat(n)))),
        ("ranges", wrap(format!("{}1", "..".repeat(n)))),
        ("ifs", wrap(format!("{}a {{}}", "if ".repeat(n)))),
        (
            "loops",
            wrap(format!("{}1{}", "loop { ".repeat(n), "}".repeat(n))),
        ),
        (
            "macros",
            wrap(format!("{}1{}", "vec![".repeat(n), "]".repeat(n))),
        ),
        (
            "raw",
            wrap(format!("r{}\"a\"{}", "#".repeat(n), "#".repeat(n))),
        ),
        ("attributes", format!("{} fn f() {{}}", "#[a]".repeat(n))),
        ("labels", wrap(format!("{}{{}}", "'a: ".repeat(n)))),
    ]
}

#[test]
fn deep_nesting_is_refused() {
    for (kind, text) in chains(100_000) {
        let lowered = lower(&text);
        let harmless = ["block comments", "raw", "attributes"].contains(&kind);
        assert!(harmless || !lowered.problems.is_empty(), "{kind}");
        for problem in &lowered.problems {
            let span = problem.span.expect("a place");
            assert!(
                span.end as usize <= text.len() && span.start <= span.end,
                "{kind}: {problem:?}"
            );
        }
    }
}

#[test]
fn nesting_below_the_limit_is_lowered() {
    for n in [5, 30, 300] {
        for (kind, text) in chains(n) {
            let lowered = lower(&text);
            for problem in &lowered.problems {
                assert!(
                    problem.message.starts_with("cannot parse"),
                    "{kind}: {problem:?}"
                );
            }
        }
    }
}

#[test]
fn deepest_accepted_nesting_fits_the_stack() {
    // For each kind the largest input that the guard lets through.
    for index in 0..chains(1).len() {
        let (mut low, mut high) = (1, 4_000);
        let refused = |n: usize| lower_is_refused(&chains(n)[index].1);
        while low + 200 < high {
            let middle = usize::midpoint(low, high);
            if refused(middle) {
                high = middle
            } else {
                low = middle
            }
        }
    }
}

fn lower_is_refused(text: &str) -> bool {
    lower(text)
        .problems
        .iter()
        .any(|p| p.message.contains("nests deeper"))
}

#[test]
fn broken_text_gives_one_problem() {
    for text in [
        "fn",
        "fn f( {",
        "\"",
        "'",
        "r#\"",
        "/*",
        "{",
        "}",
        "fn f() { let }",
        "\u{0}",
        "é",
        "b'",
        "0x",
        "#![",
    ] {
        let lowered = lower(text);
        assert_eq!(lowered.problems.len(), 1, "{text:?}");
        let span = lowered.problems[0].span.expect("a place");
        assert!(
            span.start <= span.end && span.end as usize <= text.len(),
            "{text:?} {span:?}"
        );
        assert!(lowered.module.items.is_empty(), "{text:?}");
    }
    for text in ["", "\u{feff}", "#!/bin/x", "#!/bin/x\n", "// a", "\r\n"] {
        assert!(lower(text).problems.is_empty(), "{text:?}");
    }
}

/// Every prefix of a text is some broken text.
#[test]
fn prefixes_do_not_panic() {
    let text = include_str!("lower/macros.rs");
    for (end, _) in text.char_indices().step_by(7) {
        lower(&text[..end]);
    }
}

fn call_spans(body: &Body, spans: &mut Vec<(Span, Span)>) {
    for stmt in body.blocks.iter().flat_map(|b| &b.stmts) {
        if let Stmt::Assign {
            value: Rvalue::Call(call),
            ..
        } = stmt
        {
            spans.push((call.span, call.name_span));
        }
    }
    body.bodies.iter().for_each(|b| call_spans(b, spans));
}

fn calls_of(text: &str) -> Vec<(String, String)> {
    let lowered = lower(text);
    assert_eq!(lowered.problems, [], "{text:?}");
    let ItemKind::Fn(f) = &lowered.module.items[0].kind else {
        panic!("a function")
    };
    let mut spans = Vec::new();
    call_spans(f.body.as_ref().unwrap(), &mut spans);
    let at = |s: Span| {
        assert_eq!(s.file, FileId(7));
        text[s.start as usize..s.end as usize].to_owned()
    };
    spans
        .into_iter()
        .map(|(span, name)| (at(span), at(name)))
        .collect()
}

#[test]
fn spans_are_those_of_the_text_as_given() {
    let body = "fn f() {\n    let é = a::b::<T>(1, \"ü\")\n        .go(|x| x.inner());\n    // ß\n    (x.y)(2);\n}\n";
    let expected = [
        ("a::b::<T>(1, \"ü\")", "b"),
        ("a::b::<T>(1, \"ü\")\n        .go(|x| x.inner())", "go"),
        ("(x.y)(2)", "x.y"),
        ("x.inner()", "inner"),
    ];
    let expected: Vec<(String, String)> =
        expected.map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
    for prefix in [
        "",
        "\u{feff}",
        "#!/usr/bin/env x\n",
        "\u{feff}#!/usr/bin/env x\n",
        "//! é\n",
        "#![allow(x)]\n",
    ] {
        assert_eq!(calls_of(&format!("{prefix}{body}")), expected, "{prefix:?}");
    }
    let windows = body.replace('\n', "\r\n");
    let calls = calls_of(&format!("\u{feff}{windows}"));
    let with_returns = |(a, b): &(String, String)| (a.replace('\n', "\r\n"), b.clone());
    assert_eq!(calls, expected.iter().map(with_returns).collect::<Vec<_>>());
}

/// Programs whose macros have no end, or one that is too far away.
fn endless_macros() -> Vec<(&'static str, String)> {
    let many = 10_000;
    let body = |rules: &str, call: &str| {
        format!("macro_rules! m {{ {rules} }}\nfn f(x: u8) {{ {call} }}\nfn g() {{ h() }}")
    };
    let chain: String = (0..600)
        .map(|n| {
            format!(
                "macro_rules! m{n} {{ ($($t:tt)*) => {{ m{}!($($t)* $($t)*) }}; }}\n",
                n + 1
            )
        })
        .collect();
    vec![
        ("itself", body("($($t:tt)*) => { m!($($t)*) };", "m!(x);")),
        (
            "itself, as an operand",
            body("($e:expr) => { 1 + m!($e) };", "m!(x);"),
        ),
        (
            "itself, deeper",
            body("($e:expr) => { m!(($e)) };", "m!(x);"),
        ),
        (
            "itself, twice",
            body("($e:expr) => { m!($e); m!($e); };", "m!(x);"),
        ),
        (
            "two of each",
            body("($e:expr) => { (m!($e), m!($e)) };", "m!(x);"),
        ),
        (
            "doubled",
            body("($($t:tt)*) => { m!($($t)* $($t)*) };", "m!(x);"),
        ),
        (
            "a chain of doubling",
            format!("{chain}fn f(x: u8) {{ m0!(x); }}\nfn g() {{ h() }}"),
        ),
        ("longer", body("($($t:tt)*) => { m!(a $($t)*) };", "m!(x);")),
        (
            "an item",
            "macro_rules! m { () => { m!(); m!(); }; } m!(); fn g() { h() }".to_owned(),
        ),
        (
            "a type",
            "macro_rules! m { ($t:ty) => { Vec<m!($t)> }; } fn f(x: m!(u8)) {} fn g() { h() }".to_owned(),
        ),
        (
            "a pattern",
            body("($p:pat) => { Some(m!($p)) };", "if let m!(y) = x {}"),
        ),
        (
            "inside another",
            body("($e:expr) => { vec![m!($e), m!($e)] };", "m!(x);"),
        ),
        (
            "by each other",
            "macro_rules! a { ($e:expr) => { b!($e) + b!($e) }; } macro_rules! b { ($e:expr) => { a!($e) }; } fn f(x: u8) { a!(x); } fn g() { h() }".to_owned(),
        ),
        (
            "one after the other",
            body(
                "(a $($t:tt)*) => { m!($($t)*) }; () => { 1 };",
                &format!("m!({});", "a ".repeat(many)),
            ),
        ),
        (
            "many repetitions",
            body(
                "($($a:ident)* $($b:expr),* ; $($c:tt)*) => { 1 };",
                &format!("m!({});", "a ".repeat(many)),
            ),
        ),
        (
            "nested repetitions",
            body(
                "($($($($t:tt)*)*)*) => { 1 };",
                &format!("m!({});", "a ".repeat(many)),
            ),
        ),
        (
            "empty repetitions",
            body("($($(a)*)*) => { 1 };", "m!(a a b);"),
        ),
        (
            "attempts",
            body(
                "($($e:expr),* ; b) => { 1 }; ($($e:expr),* ; c) => { 2 };",
                &format!("m!({});", "x + ".repeat(400) + "x ,".repeat(many).as_str()),
            ),
        ),
        (
            "defined by itself",
            body(
                "($($t:tt)*) => { macro_rules! m { ($$($t:tt)*) => { m!() } } m!(); };",
                "m!(x);",
            ),
        ),
        (
            "no rules",
            "macro_rules! m {} fn f(x: u8) { m!(x); }\nfn g() { h() }".to_owned(),
        ),
        (
            "broken rules",
            body("($x) => 1; $(", "m!(x);").replace("$(", ""),
        ),
        (
            "unstable",
            body("($($x:expr),*) => { ${count($x)} };", "m!(x);"),
        ),
        (
            "repeats nothing",
            body("($x:expr) => { $($x),* };", "m!(x);"),
        ),
        (
            "repeats too little",
            body("($($x:expr),*) => { $x };", "m!(x);"),
        ),
    ]
}

#[test]
fn endless_macros_end() {
    for (kind, text) in endless_macros() {
        let lowered = lower(&text);
        // Whatever becomes of the invocation, the rest of the file is there.
        let last = lowered.module.items.last();
        assert!(
            last.is_some_and(|i| i.name == "g"),
            "{kind}: {:?}",
            lowered.problems
        );
        for problem in &lowered.problems {
            assert!(problem.message.contains("`"), "{kind}: {problem:?}");
            let span = problem.span.expect("a place");
            assert!(
                span.start < span.end && span.end as usize <= text.len(),
                "{kind}: {problem:?}"
            );
        }
    }
}

#[test]
fn deep_arguments_of_macros_are_refused() {
    for n in [200, 700, 10_000] {
        for (_, text) in chains(n) {
            let text = format!("macro_rules! m {{ ($($t:tt)*) => {{ $($t)* }}; }} m! {{ {text} }}");
            lower(&text);
        }
    }
}
