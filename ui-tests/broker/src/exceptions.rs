//! What is known of programs that do not say the same each time, or that cannot say anything here: `exceptions.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Exceptions {
    /// Programs in which two things race: the broker may see an overlap or not.
    pub race: BTreeMap<String, String>,
    /// Programs with which the embedded broker cannot talk.
    pub mosquitto_only: BTreeMap<String, String>,
    /// Programs that do not get to their second connect when they run here.
    pub not_reached: BTreeMap<String, String>,
}

/// Reads the file.
///
/// # Panics
/// If it is wrong.
#[must_use]
pub fn read() -> Exceptions {
    let text = include_str!("../exceptions.toml");
    toml::from_str(text).unwrap_or_else(|error| panic!("exceptions.toml: {error}"))
}
