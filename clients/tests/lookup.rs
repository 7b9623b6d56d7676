//! Finding a model, and finding things in it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use double_connect_clients::{ClientSet, Fit};

/// A model of `package` for `versions` with one call, `marker`.
fn text(package: &str, versions: &str) -> String {
    format!("[client]\npackage = \"{package}\"\nversions = \"{versions}\"\nsources = [\"us\"]\n")
}

fn set() -> ClientSet {
    let mut set = ClientSet::default();
    for (origin, package, versions) in [
        ("old", "x-y", ">=0.10, <0.20"),
        ("new", "x-y", ">=0.20, <0.26"),
        ("other", "z", "1"),
    ] {
        set.add(origin, &text(package, versions)).unwrap();
    }
    set
}

#[test]
fn a_dependency_finds_the_model_for_its_least_version() {
    let set = set();
    for (version, origin, fit) in [
        (Some("0.10"), "old", Fit::Exact),
        (Some("0.24"), "new", Fit::Exact),
        (Some("^0.25.1"), "new", Fit::Exact),
        (Some("=0.19.9"), "old", Fit::Exact),
        (Some(">=0.15,<0.23"), "old", Fit::Exact),
        (Some(" 0.20 "), "new", Fit::Exact),
        (Some("0.20.0-alpha.1"), "new", Fit::Exact),
        (Some("*"), "new", Fit::Exact),
        (Some("<0.15"), "old", Fit::Exact),
        (Some(">=0.5"), "new", Fit::Exact),
        (Some("0.9"), "old", Fit::Nearest),
        (Some("0.26"), "new", Fit::Nearest),
        (Some("7"), "new", Fit::Nearest),
        (Some("workspace"), "new", Fit::Exact),
        (None, "new", Fit::Exact),
    ] {
        let (id, found) = set.resolve("x-y", version).unwrap();
        assert_eq!(
            (set.model(id).origin.as_str(), found),
            (origin, fit),
            "{version:?}"
        );
        assert_eq!(set.for_dependency("x-y", version), Some(id));
    }
    assert_eq!(set.for_dependency("x_y", Some("0.24")), None);
}

#[test]
fn a_users_model_goes_before_the_built_in_one() {
    let mut set = ClientSet::builtin();
    let built_in = set.for_dependency("rumqttc", Some("0.24")).unwrap();
    let mine = set.add("mine.toml", &text("rumqttc", "0.24")).unwrap();
    assert_eq!(set.for_dependency("rumqttc", Some("0.24")), Some(mine));
    assert_eq!(set.for_dependency("rumqttc", Some("0.25")), Some(built_in));
    let imported: Vec<_> = set
        .for_import("rumqttc")
        .iter()
        .map(|id| set.model(*id).origin.clone())
        .collect();
    assert_eq!(
        imported,
        ["mine.toml", "rumqttc-next.toml", "rumqttc-v4-next.toml"]
    );
}

#[test]
fn an_import_finds_every_crate_of_that_name() {
    let set = ClientSet::builtin();
    let origins = |import: &str| -> Vec<String> {
        set.for_import(import)
            .iter()
            .map(|id| set.model(*id).origin.clone())
            .collect()
    };
    assert_eq!(
        origins("rumqttc"),
        ["rumqttc.toml", "rumqttc-next.toml", "rumqttc-v4-next.toml"]
    );
    assert_eq!(
        origins("azure_iot_sdk"),
        ["azure-iot-sdk.toml", "azure_iot_sdk.toml"]
    );
    assert_eq!(
        origins("rust_mqtt"),
        ["rust-mqtt.toml", "rust-mqtt-0.5.toml", "rust-mqtt-0.3.toml"]
    );
    assert_eq!(origins("paho_mqtt"), ["paho-mqtt.toml"]);
    assert!(origins("paho-mqtt").is_empty());
}

#[test]
fn a_type_and_its_calls_are_found_by_each_of_its_paths() {
    let set = ClientSet::builtin();
    let paho = set.model(set.for_dependency("paho-mqtt", None).unwrap());
    let index = paho.type_index("AsyncClient").unwrap();
    assert_eq!(paho.type_index("async_client::AsyncClient"), Some(index));
    assert_eq!(paho.ty(index).paths[0], "AsyncClient");
    assert!(
        paho.call("async_client::AsyncClient::connect")
            .open
            .is_some()
    );
    assert!(paho.call("AsyncClient::publish").is_empty());
    assert!(paho.call("connect").is_empty());
    assert!(paho.call("token::ConnectToken::wait").awaits);
    assert!(paho.call("Token::wait").awaits);
    assert!(!paho.call("AsyncClient::connect").awaits);
    assert!(paho.variant("Event::ConnectionLost").is_some());
    assert!(paho.variant("Event::Message").is_none());

    let rumqttc = set.model(set.for_dependency("rumqttc", None).unwrap());
    let connection = rumqttc.type_index("v5::Connection").unwrap();
    assert_eq!(
        rumqttc.field_type(connection, "eventloop"),
        rumqttc.type_index("EventLoop")
    );
    assert_eq!(rumqttc.field_type(connection, "runtime"), None);

    let esp = set.model(set.for_dependency("esp-idf-svc", Some("0.51")).unwrap());
    let conf = esp
        .type_index("mqtt::client::MqttClientConfiguration")
        .unwrap();
    assert!(esp.field_identity(conf, "client_id").is_some());
    assert!(esp.field_identity(conf, "username").is_none());
    assert_eq!(esp.import(), "esp_idf_svc");
    let new = esp.call("mqtt::client::EspMqttClient::new_cb");
    assert!(new.open.is_some() && new.keeps.is_some());
}

#[test]
fn a_glob_can_bring_what_the_model_names() {
    let set = ClientSet::builtin();
    let rumqttc = set.model(set.for_dependency("rumqttc", None).unwrap());
    for (path, exported) in [
        ("v5", true),
        ("AsyncClient", true),
        ("v5::AsyncClient", true),
        ("v5::AsyncClient::new", true),
        ("v5::AsyncClient::subscribe", true),
        ("Outgoing", true),
        ("Publish", false),
        ("v5::Publish", false),
        ("v6::AsyncClient", false),
    ] {
        let path: Vec<String> = path.split("::").map(str::to_owned).collect();
        assert_eq!(rumqttc.exports(&path), exported, "{path:?}");
    }
    let tokio = set.model(set.for_dependency("tokio", Some("1")).unwrap());
    assert!(tokio.exports(&["spawn".to_owned()]));
    assert!(!tokio.exports(&["net".to_owned()]));
    assert!(!tokio.exports(&[]));
}
