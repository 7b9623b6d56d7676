//! `docs/clients.md` is what the models and the results of running programs say. `BLESS=1 cargo test --test clients_page`
//! rewrites it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod page;
mod proof;

use std::fs;
use std::path::{Path, PathBuf};

use double_connect_clients::ClientSet;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

#[test]
fn the_page_is_what_the_models_say() {
    let set = ClientSet::builtin();
    let text = page::page(&set, &proof::Proofs::read(&root(), &set));
    let file = root().join("docs/clients.md");
    if std::env::var_os("BLESS").is_some_and(|value| value != "0") {
        fs::write(&file, &text).unwrap();
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        known == text,
        "docs/clients.md is out of date: BLESS=1 cargo test --test clients_page rewrites it"
    );
}

#[test]
fn many_clients_are_modelled_and_many_have_run() {
    let set = ClientSet::builtin();
    let proofs = proof::Proofs::read(&root(), &set);
    let clients: std::collections::BTreeSet<&str> = set
        .models()
        .iter()
        .filter(|model| !model.file.open.is_empty())
        .map(|model| model.file.client.package.as_str())
        .collect();
    assert!(clients.len() >= 26, "{} clients", clients.len());
    let ran = clients.iter().filter(|package| proofs.ran(package) > 0);
    assert!(ran.clone().count() >= 12, "{:?}", ran.collect::<Vec<_>>());
}
