//! Which part of a marked line tells when it runs.

#[path = "../programs/lines.rs"]
mod lines;

/// What becomes of a line within a function.
fn telling(line: &str) -> String {
    let text = format!("fn main() {{\n{line} //~ some_lint\n}}\n");
    let (told, lines) = lines::telling(&text);
    let told = told.lines().nth(1).expect("a second line");
    assert_eq!(lines.is_empty(), !told.contains("crate::line(2)"), "{told}");
    told.trim_end_matches(" //~ some_lint").replace("crate::line(2).of", "#").to_owned()
}

#[test]
fn the_first_call_with_all_that_hangs_on_it() {
    assert_eq!(telling("client.connect(options).await?;"), "#(client.connect(options).await?);");
    assert_eq!(telling("let (a, b) = Client::new(x)?;"), "let (a, b) = #(Client::new(x)?);");
    assert_eq!(telling("if let Err(error) = eventloop.poll().await {"), "if let Err(error) = #(eventloop.poll().await) {");
    assert_eq!(telling("while el.poll().await.is_ok() {}"), "while #(el.poll().await.is_ok()) {}");
    assert_eq!(telling("for item in connection.iter() {"), "for item in #(connection.iter()) {");
    assert_eq!(telling("Ok(()) => client.connect(None)?,"), "Ok(()) => #(client.connect(None)?),");
    assert_eq!(telling("self.link = Some(open()?);"), "self.link = #(Some(open()?));");
    assert_eq!(telling("println!(\"{}) {}\", f(x).await);"), "#(println!(\"{}) {}\", f(x).await));");
    assert_eq!(telling("tokio::spawn(session.run());"), "#(tokio::spawn(session.run()));");
    assert_eq!(telling("links[0].connect(); // a call() in words"), "#(links[0].connect()); // a call() in words");
}

#[test]
fn what_is_no_call_or_no_expression_is_left_alone() {
    assert_eq!(telling("let x = y;"), "let x = y;");
    assert_eq!(telling(".connect(options)"), ".connect(options)");
    let (text, lines) = lines::telling("station!(Alarm); //~ some_lint\n");
    assert!(lines.is_empty() && text == "station!(Alarm); //~ some_lint\n");
    let (_, lines) = lines::telling("fn f() {\nopen(); //~ WRONG: some_lint -- no\nopen(); //~ EXCLUSIVE: some_lint\n}\n");
    assert_eq!(lines, [3]);
}
