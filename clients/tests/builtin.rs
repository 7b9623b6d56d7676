//! The built-in models: that each is well-formed, listed, and says what was measured.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::path::Path;

use double_connect_clients::ClientSet;
use double_connect_clients::model::Exclusive;

/// What is said of a call, in short: `PART` or `PART=VALUE` joined by spaces.
///
/// Each row is a fact that a run against a broker, or the crate's source, has shown; a model that is edited carelessly
/// fails here.
const FACTS: &[(&str, &str, &str, &str)] = &[
    ("rumqttc", "0.25.1", "AsyncClient::new", "create"),
    ("rumqttc", "0.24", "v5::Client::new", "create"),
    (
        "rumqttc",
        "0.10",
        "EventLoop::poll",
        "open=Await,Ignored,Result",
    ),
    (
        "rumqttc",
        "0.25",
        "v5::EventLoop::poll",
        "open=Await,Ignored,Result",
    ),
    (
        "rumqttc",
        "0.25",
        "Connection::iter",
        "open=Call,Ignored,Plain",
    ),
    (
        "rumqttc",
        "0.25",
        "Connection::try_recv",
        "open=Call,Ignored,Unproven",
    ),
    (
        "rumqttc",
        "0.25",
        "EventLoop::clean",
        "close=Closes,Call,reopens",
    ),
    (
        "rumqttc",
        "0.25",
        "v5::AsyncClient::disconnect",
        "close=Queues,Await,reopens",
    ),
    (
        "rumqttc",
        "0.25",
        "Client::disconnect",
        "close=Queues,Call,reopens",
    ),
    ("rumqttc", "0.25", "AsyncClient::publish", ""),
    ("rumqttc", "0.25", "MqttOptions::new", "identity"),
    (
        "rumqttc-next",
        "0.34",
        "AsyncClientBuilder::build",
        "create",
    ),
    (
        "rumqttc-next",
        "0.34",
        "AsyncClient::disconnect",
        "close=Queues,Await",
    ),
    ("paho-mqtt", "0.14", "AsyncClient::new", "create"),
    (
        "paho-mqtt",
        "0.9",
        "AsyncClient::connect",
        "open=Call,Hangs,Result",
    ),
    (
        "paho-mqtt",
        "0.12",
        "Client::reconnect",
        "open=Call,Hangs,Result",
    ),
    (
        "paho-mqtt",
        "0.12",
        "AsyncClient::disconnect",
        "close=Closes,Await",
    ),
    (
        "paho-mqtt",
        "0.12",
        "Client::disconnect",
        "close=Closes,Call",
    ),
    (
        "paho-mqtt",
        "0.12",
        "AsyncClient::set_message_callback",
        "keeps",
    ),
    ("paho-mqtt", "0.12", "AsyncClient::is_connected", "evidence"),
    (
        "esp-idf-svc",
        "0.51",
        "mqtt::client::EspMqttClient::new",
        "open=Call,Ignored,Result",
    ),
    (
        "esp-idf-svc",
        "0.51",
        "mqtt::client::EspAsyncMqttClient::new",
        "open=Call,Ignored,Result",
    ),
    (
        "esp-idf-svc",
        "0.47",
        "mqtt::client::EspMqttClient::new_with_conn",
        "open=Call,Ignored,Result",
    ),
    (
        "azure_iot_sdk",
        "0.8",
        "IoTHubClient::new",
        "open=Await,Ignored,Result",
    ),
    (
        "azure-iot-sdk",
        "0.14",
        "client::IotHubClient::shutdown",
        "close=None,Await",
    ),
    (
        "azure-iot-sdk",
        "0.14",
        "client::IotHubClientBuilder::build_edge_client",
        "open=Call,Ignored,Result",
    ),
    (
        "azure_iot_operations_mqtt",
        "1.2",
        "session::Session::new",
        "create",
    ),
    (
        "azure_iot_operations_mqtt",
        "1.2",
        "session::Session::run",
        "open=Await,Ignored,Over",
    ),
    (
        "azure_iot_operations_mqtt",
        "1.2",
        "session::SessionExitHandle::try_exit",
        "close=Requests,Call",
    ),
    (
        "mqtt-async-client",
        "0.3",
        "client::Client::connect",
        "open=Await,Error,Unproven",
    ),
    (
        "mqtt-async-client",
        "0.3",
        "client::Client::disconnect",
        "close=Closes,Await",
    ),
    (
        "rust-mqtt",
        "0.6",
        "client::Client::connect",
        "open=Await,Error,Result",
    ),
    (
        "rust-mqtt",
        "0.3",
        "client::client::MqttClient::connect_to_broker",
        "open=Await,Error,Unproven",
    ),
    (
        "lapin",
        "4",
        "Connection::connect",
        "open=Await,Ignored,Result",
    ),
    (
        "amqprs",
        "2",
        "connection::Connection::open",
        "open=Await,Ignored,Result",
    ),
    (
        "minimq",
        "0.13",
        "Session::connect",
        "open=Await,Ignored,Result",
    ),
    (
        "minimq",
        "0.13",
        "Connection::into_inner",
        "close=Closes,Call",
    ),
    (
        "minimq",
        "0.12",
        "Session::connect",
        "open=Await,Error,Result",
    ),
    (
        "minimq",
        "0.9",
        "Minimq::poll",
        "open=Call,Ignored,Unproven",
    ),
    (
        "mqrstt",
        "0.4",
        "tokio::Network::connect",
        "open=Await,SecondConnection,Result",
    ),
    (
        "mqrstt",
        "0.4",
        "smol::Network::run",
        "open=Await,Ignored,Over",
    ),
    (
        "mqrstt",
        "0.4",
        "MqttClient::disconnect",
        "close=Queues,Await",
    ),
    (
        "gneiss-mqtt",
        "0.5",
        "client::AsyncClientHandle::start",
        "open=Call,Ignored,Result",
    ),
    (
        "gneiss-mqtt",
        "0.5",
        "client::SyncClientHandle::close",
        "close=Requests,Call",
    ),
    (
        "mqtt5",
        "0.49",
        "MqttClient::connect",
        "open=Await,Error,Unproven",
    ),
    (
        "mqtt5",
        "0.49",
        "MqttClient::disconnect",
        "close=Closes,Await",
    ),
    (
        "mosquitto-rs",
        "0.11",
        "Client::connect",
        "open=Await,Ignored,Result",
    ),
    (
        "ntex-mqtt",
        "9",
        "v5::client::Client::start_default",
        "open=Await,Ignored,Over",
    ),
    (
        "ntex-mqtt",
        "4",
        "v3::client::MqttConnector::connect",
        "open=Await,Ignored,Result",
    ),
    (
        "mountain-mqtt",
        "0.2",
        "client::ClientNoQueue::connect",
        "open=Await,Error,Result",
    ),
    ("mqttrust", "1", "MqttStack::run", "open=Await,Ignored,Over"),
    (
        "mqtt-endpoint-tokio",
        "0.6",
        "mqtt_ep::Endpoint::send",
        "open=Await,Ignored,Unproven",
    ),
    (
        "aws-iot-device-sdk-rust",
        "0.8",
        "async_event_loop_listener",
        "open=Await,Ignored,Over",
    ),
    (
        "aws-iot-device-sdk-rust",
        "0.8",
        "AWSIoTAsyncClient::new",
        "create",
    ),
    (
        "astarte-device-sdk",
        "0.15",
        "DeviceConnection::handle_events",
        "open=Await,Ignored,Over",
    ),
    ("srad", "0.5", "eon::EoN::run", "open=Await,Ignored,Over"),
    (
        "srad-eon",
        "0.5",
        "NodeHandle::cancel",
        "close=Queues,Await",
    ),
    ("mqtt3", "0.1", "Client::next", "open=Await,Ignored,Plain"),
    (
        "mqtt_channel",
        "2",
        "Connection::close",
        "close=Closes,Await",
    ),
    (
        "fe2o3-amqp",
        "0.18",
        "connection::ConnectionHandle::try_close",
        "close=Requests,Call",
    ),
    (
        "azure_core_amqp",
        "1",
        "AmqpConnection::open",
        "open=Await,SecondConnection,Result",
    ),
    (
        "azure_messaging_eventhubs",
        "0.16",
        "EventProcessor::shutdown",
        "close=None,Await",
    ),
    (
        "ntex-amqp",
        "6",
        "ConnectionRef::close",
        "close=Closes,Call",
    ),
    (
        "rust-mqtt",
        "0.5",
        "client::Client::disconnect",
        "close=Closes,Await",
    ),
    ("tokio", "1", "spawn", "spawn=Task"),
    ("tokio", "1", "task::spawn_blocking", "spawn=Thread"),
    ("tokio", "1", "task::JoinHandle::await", "task=Joins"),
    ("tokio", "1", "task::JoinSet::shutdown", "task=Stops"),
    ("tokio", "1", "time::timeout", "run=Timeout"),
    ("async-std", "1", "task::JoinHandle::cancel", "task=Stops"),
    ("smol", "2", "Task::detach", "task=Detaches"),
    ("std", "*", "thread::Builder::spawn", "spawn=Thread"),
    ("std", "*", "process::id", "value=Stable"),
    ("std", "*", "time::SystemTime::now", "value=Fresh"),
    ("uuid", "1", "Uuid::new_v4", "value=Fresh"),
    ("hostname", "0.4", "get", "value=Stable"),
];

fn facts(set: &ClientSet, package: &str, version: &str, call: &str) -> String {
    let model = set
        .model(set.for_dependency(package, Some(version)).expect(package))
        .call(call);
    let mut facts = Vec::new();
    let mut say = |there: bool, fact: &str| {
        if there {
            facts.push(fact.to_owned());
        }
    };
    say(model.create.is_some(), "create");
    if let Some(open) = model.open {
        say(
            true,
            &format!("open={:?},{:?},{:?}", open.when, open.again, open.result),
        );
    }
    if let Some(close) = model.close {
        let reopens = if close.reopens { ",reopens" } else { "" };
        say(
            true,
            &format!("close={:?},{:?}{reopens}", close.effect, close.when),
        );
    }
    say(model.identity.is_some(), "identity");
    say(model.evidence.is_some(), "evidence");
    say(model.keeps.is_some(), "keeps");
    if let Some(spawn) = model.spawn {
        say(true, &format!("spawn={:?}", spawn.kind));
    }
    if let Some(task) = model.task {
        say(true, &format!("task={:?}", task.effect));
    }
    if let Some(run) = model.run {
        say(true, &format!("run={:?}", run.kind));
    }
    if let Some(send) = model.send {
        say(true, &format!("send={}", send.value));
    }
    if let Some(receive) = model.receive {
        say(true, &format!("receive={}", receive.item));
    }
    if let Some(value) = model.value {
        say(true, &format!("value={:?}", value.gives));
    }
    facts.join(" ")
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
fn the_models_say_what_was_measured() {
    let set = ClientSet::builtin();
    for (package, version, call, expected) in FACTS {
        assert_eq!(
            facts(&set, package, version, call),
            *expected,
            "{package} {version} {call}"
        );
    }
}

#[test]
fn nothing_is_exclusive_with_amqp_and_runtimes() {
    let set = ClientSet::builtin();
    let free: Vec<&str> = set
        .models()
        .iter()
        .filter(|model| model.file.client.exclusive == Exclusive::None)
        .map(|model| model.file.client.package.as_str())
        .collect();
    for package in ["lapin", "amqprs", "fe2o3-amqp", "tokio", "std", "uuid"] {
        assert!(free.contains(&package), "{package}");
    }
    assert!(!free.contains(&"rumqttc"));
}
