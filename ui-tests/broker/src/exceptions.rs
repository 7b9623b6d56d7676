//! What is known of programs that do not say the same each time, or that cannot say anything here: `exceptions.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Exceptions {
    /// Programs in which two things race: the broker may see an overlap or not.
    pub race: BTreeMap<String, String>,
    /// Programs whose first connection is cut after a moment, as by the network: what they show begins there.
    pub cut: BTreeMap<String, String>,
    /// Programs with which the embedded broker cannot talk.
    pub mosquitto_only: BTreeMap<String, String>,
    /// Programs whose marked line cannot tell when it runs.
    pub silent: BTreeMap<String, String>,
    /// Programs that do not get to their second connect when they run here.
    pub not_reached: BTreeMap<String, String>,
}

impl Exceptions {
    /// All programs that are named.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        let tables = [&self.race, &self.cut, &self.mosquitto_only, &self.silent, &self.not_reached];
        tables.into_iter().flat_map(BTreeMap::keys)
    }
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
