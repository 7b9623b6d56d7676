//! The list of built-in models: name of the file, text.

/// Every model file of this crate, in the order of their names.
pub(crate) const BUILTIN: &[(&str, &str)] = &[
    ("paho-mqtt.toml", include_str!("../paho-mqtt.toml")),
    ("rumqttc.toml", include_str!("../rumqttc.toml")),
    ("std.toml", include_str!("../std.toml")),
    ("tokio.toml", include_str!("../tokio.toml")),
];
