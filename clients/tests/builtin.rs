//! The built-in models: that each is well-formed, listed, and says what the truth tables say.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::Path;

use double_connect_clients::model::{CloseEffect, When};
use double_connect_clients::{ClientSet, Model};

fn model<'a>(set: &'a ClientSet, package: &str, version: &str) -> &'a Model {
    set.model(set.for_dependency(package, Some(version)).expect(package))
}

#[test]
fn every_built_in_model_is_right() {
    let errors: Vec<String> = ClientSet::builtin_errors()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn every_model_file_is_listed() {
    let set = ClientSet::builtin();
    let listed: BTreeSet<String> = set
        .models()
        .iter()
        .map(|model| model.origin.clone())
        .collect();
    let here: BTreeSet<String> = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml") && name != "Cargo.toml")
        .collect();
    assert_eq!(here, listed);
}

#[test]
fn rumqttc_opens_at_poll_and_only_queues_a_disconnect() {
    let set = ClientSet::builtin();
    let rumqttc = model(&set, "rumqttc", "0.24");
    let poll = rumqttc.call("EventLoop::poll").open.unwrap();
    assert_eq!(poll.when, When::Await);
    for path in [
        "AsyncClient::disconnect",
        "v5::AsyncClient::disconnect",
        "v5::Client::try_disconnect",
    ] {
        assert_eq!(
            rumqttc.call(path).close.unwrap().effect,
            CloseEffect::Queues,
            "{path}"
        );
    }
    let new = rumqttc.call("v5::AsyncClient::new");
    assert!(new.create.is_some() && new.open.is_none());
}
