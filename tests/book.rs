//! The book in `docs/`: a page a lint, made of the lint's own page, and nothing that leads nowhere.
//!
//! `BLESS=1 cargo test --test book` makes the lints' pages and their list.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The heading in the summary under which the lints' pages follow.
const LINTS: &str = "# Lints\n";

fn book() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/book")
}

/// The names of all lints, in the order of `--list`.
fn lints() -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-double-connect"))
        .args(["double-connect", "--list"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rows = text.lines().skip(1).take_while(|line| !line.is_empty());
    rows.map(|line| line.split_whitespace().next().unwrap().to_owned())
        .collect()
}

/// A lint's page: its explanation stays where it is.
fn page(lint: &str) -> String {
    format!("# {lint}\n\n{{{{#include ../../../lints/src/lint/{lint}.md}}}}\n")
}

#[test]
fn every_lint_has_its_page() {
    let bless = std::env::var_os("BLESS").is_some_and(|value| value != "0");
    let summary = book().join("SUMMARY.md");
    let text = fs::read_to_string(&summary).unwrap();
    let (head, list) = text.split_once(LINTS).unwrap();
    let lines = lints();
    let lines = lines
        .iter()
        .map(|lint| format!("- [{lint}](lints/{lint}.md)\n"));
    let wanted = format!("\n{}", lines.collect::<String>());
    if bless {
        fs::remove_dir_all(book().join("lints")).unwrap();
        fs::create_dir(book().join("lints")).unwrap();
        for lint in lints() {
            fs::write(book().join(format!("lints/{lint}.md")), page(&lint)).unwrap();
        }
        fs::write(&summary, format!("{head}{LINTS}{wanted}")).unwrap();
        return;
    }
    assert_eq!(list, wanted, "run with BLESS=1");
    for lint in lints() {
        let text = fs::read_to_string(book().join(format!("lints/{lint}.md")));
        assert_eq!(text.unwrap_or_default(), page(&lint), "run with BLESS=1");
    }
}

/// All pages, relative to the book.
fn pages() -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    let mut work = vec![book()];
    while let Some(path) = work.pop() {
        if path.is_dir() {
            work.extend(
                fs::read_dir(&path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else {
            found.insert(path.strip_prefix(book()).unwrap().to_owned());
        }
    }
    found
}

/// What follows each occurrence of a word, up to another one.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    text.split(start)
        .skip(1)
        .filter_map(|rest| rest.split_once(end).map(|(inside, _)| inside))
        .collect()
}

#[test]
fn the_summary_has_all_pages_and_no_others() {
    let summary = fs::read_to_string(book().join("SUMMARY.md")).unwrap();
    let listed: BTreeSet<PathBuf> = between(&summary, "](", ")")
        .into_iter()
        .map(PathBuf::from)
        .collect();
    let mut pages = pages();
    pages.remove(Path::new("SUMMARY.md"));
    assert_eq!(listed, pages);
}

#[test]
fn no_link_and_no_include_leads_nowhere() {
    for page in pages() {
        let path = book().join(&page);
        let folder = path.parent().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let links = between(&text, "](", ")").into_iter();
        let local = links.filter(|link| !link.starts_with("http") && !link.starts_with('#'));
        let includes = between(&text, "{{#include ", "}}").into_iter();
        for target in local.chain(includes) {
            let file = target.split('#').next().unwrap();
            assert!(folder.join(file).exists(), "{}: {target}", page.display());
        }
    }
}
