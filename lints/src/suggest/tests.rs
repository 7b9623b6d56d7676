//! What is plain, by the text of functions.

use std::path::PathBuf;

use double_connect_analysis::facts::{Facts, FunctionSpan};
use double_connect_analysis::source::{FileId, SourceFile, Span};

use super::body::Body;

/// A function with a place in it, marked `$`; the function's facts and the place.
fn body(text: &str) -> (Body, usize, usize) {
    let at = text.find('$').expect("a place");
    let text = text.replacen('$', "", 1);
    let name = text.find("device").expect("a function");
    let declared = text.find("client").expect("a variable") + "client".len();
    let span = |start: usize, end: usize| Span {
        file: FileId(0),
        start: start as u32,
        end: end as u32,
    };
    let mut facts = Facts::default();
    facts.bodies.push(FunctionSpan {
        span: span(name, text.len()),
        name: "device".to_owned(),
    });
    facts
        .sources
        .add(SourceFile::new(PathBuf::from("a.rs"), text));
    let body = Body::around(&facts, span(at, at)).expect("tokens");
    (body, declared, at)
}

#[test]
fn borrows_are_plain_and_moves_are_not() {
    let plain = |between: &str| {
        let text = format!("fn device() {{ let client = connect(); {between} $next(); }}");
        let (body, from, at) = body(&text);
        body.only_borrows(from..at, "client")
    };
    for between in [
        "client.publish(1)?; log(&client);",
        "log(client.id()); if client.is_connected() { } client = connect()?;",
        "other(clients, a.client); println!(\"client {}\", 1);",
        "loop { client.publish(2); ",
    ] {
        let closed = if between.ends_with("; ") { "}" } else { "" };
        let text = format!("fn device() {{ let client = connect(); {between} $next(); }}{closed}");
        let (body, from, at) = body(&text);
        assert!(body.only_borrows(from..at, "client"), "{between}");
    }
    for between in [
        "if a { consume(client); }",
        "if a { client.into_inner(); }",
        "a && client.into_inner();",
        "let f = || { };",
        "spawn(async { });",
        "println!(\"{client}\");",
        "let b = client;",
    ] {
        assert!(!plain(between), "{between}");
    }
}

#[test]
fn what_was_made_of_a_place_is_known() {
    let independent = |before: &str, value: &str, place: &str| {
        let text = format!(
            "async fn device(&mut self, id: &str) {{ let client = 0; {before} ${value}; }}"
        );
        let (body, _, at) = body(&text);
        body.is_independent(at..at + value.len(), place)
    };
    assert!(independent(
        "let id = self.id.clone();",
        "connect(&id)",
        "self.client"
    ));
    assert!(independent(
        "log(&self.client);",
        "self.connect()",
        "self.client"
    ));
    assert!(independent("", "connect(&self.id, id)", "self.client"));
    assert!(!independent(
        "let id = self.client.id();",
        "connect(id)",
        "self.client"
    ));
    assert!(!independent(
        "let id = self.id();",
        "connect(id)",
        "self.client"
    ));
    assert!(!independent(
        "let all = &*self; let id = &all.id;",
        "connect(id)",
        "self.client"
    ));
    assert!(!independent(
        "let id = client.id();",
        "connect(id)",
        "client"
    ));
    assert!(!independent(
        "if let Some(id) = client.id() { }",
        "connect(id)",
        "client"
    ));
    assert!(!independent(
        "match client.id() { Some(id) => 1 }",
        "connect(id)",
        "client"
    ));
}

#[test]
fn awaits_stand_in_async_functions_only() {
    let can = |text: &str| {
        let (body, _, at) = body(text);
        body.can_await(at)
    };
    assert!(can("pub async fn device(client: C) { $client.close(); }"));
    assert!(can(
        "async unsafe fn device(client: C) { if a { $client.close(); } }"
    ));
    assert!(!can("fn device(client: C) { $client.close(); }"));
    assert!(!can(
        "async fn device(client: C) { run(|| { $client.close(); }); }"
    ));
}

#[test]
fn blocks_and_statements_are_found() {
    let (body, declared, at) = body(
        "fn device() { let (client, mut events) = a(); events.go(); { b($) } let events = c(1); events.go() }",
    );
    let first = body.let_of(declared - 1).expect("its `let`");
    assert!(!body.same_block(first, at));
    assert!(body.is_free_behind(body.end_of_statement(first) + 13, "events"));
    assert!(!body.is_free_behind(body.end_of_statement(first), "events"));
    assert!(body.mentions(first..at, "events"));
}

#[test]
fn what_lives_on_is_not_forgotten() {
    let forgotten = |between: &str| {
        let text = format!("fn device() {{ let client = connect(); {between} $next(); }}");
        let (body, from, at) = body(&text);
        body.is_forgotten(from..at, "client")
    };
    assert!(forgotten(
        "client.publish(1)?; let a = 1; if client.is_open() { }"
    ));
    assert!(!forgotten("let topic = client.topic();"));
    assert!(!forgotten("for topic in client.topics() { }"));
}
