//! The list of built-in models: name of the file, text.

/// Every model file of this crate, in the order of their names.
pub(crate) const BUILTIN: &[(&str, &str)] = &[
    ("amqprs.toml", include_str!("../amqprs.toml")),
    ("async-std.toml", include_str!("../async-std.toml")),
    ("azure-iot-sdk.toml", include_str!("../azure-iot-sdk.toml")),
    (
        "azure_iot_operations_mqtt.toml",
        include_str!("../azure_iot_operations_mqtt.toml"),
    ),
    ("azure_iot_sdk.toml", include_str!("../azure_iot_sdk.toml")),
    ("chrono.toml", include_str!("../chrono.toml")),
    (
        "esp-idf-svc-0.47.toml",
        include_str!("../esp-idf-svc-0.47.toml"),
    ),
    ("esp-idf-svc.toml", include_str!("../esp-idf-svc.toml")),
    ("fastrand.toml", include_str!("../fastrand.toml")),
    ("futures.toml", include_str!("../futures.toml")),
    ("gethostname.toml", include_str!("../gethostname.toml")),
    ("hostname.toml", include_str!("../hostname.toml")),
    ("lapin.toml", include_str!("../lapin.toml")),
    (
        "mqtt-async-client.toml",
        include_str!("../mqtt-async-client.toml"),
    ),
    ("nanoid.toml", include_str!("../nanoid.toml")),
    ("paho-mqtt.toml", include_str!("../paho-mqtt.toml")),
    ("rand.toml", include_str!("../rand.toml")),
    ("rumqttc-next.toml", include_str!("../rumqttc-next.toml")),
    ("rumqttc.toml", include_str!("../rumqttc.toml")),
    ("rust-mqtt-0.3.toml", include_str!("../rust-mqtt-0.3.toml")),
    ("rust-mqtt.toml", include_str!("../rust-mqtt.toml")),
    ("smol.toml", include_str!("../smol.toml")),
    ("std.toml", include_str!("../std.toml")),
    ("tokio-util.toml", include_str!("../tokio-util.toml")),
    ("tokio.toml", include_str!("../tokio.toml")),
    ("ulid.toml", include_str!("../ulid.toml")),
    ("uuid.toml", include_str!("../uuid.toml")),
];
