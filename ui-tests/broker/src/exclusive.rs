//! The models of AMQP 1.0 say that connections of one container live side by side, which is what its peers do. A project whose
//! peer does exclude them copies a model and says so; here that is done with all of them, to see whether the tool then reports
//! exactly the connections that overlap.

use std::path::{Path, PathBuf};

/// The word that is changed, where it stands first: of the client, not of a type.
const SIDE_BY_SIDE: &str = "exclusive = \"none\"";

/// A configuration with the changed models; its folder is removed with it.
pub struct Exclusive {
    folder: PathBuf,
    /// The configuration's file.
    pub config: PathBuf,
}

impl Drop for Exclusive {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Writes it.
///
/// # Panics
/// If there is no place for it, or no such model.
#[must_use]
pub fn write(models: &Path) -> Exclusive {
    let folder = std::env::temp_dir().join(format!("exclusive-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("clients")).expect("a place for the models");
    let mut found = false;
    for entry in std::fs::read_dir(models).expect("the models") {
        let path = entry.expect("a model").path();
        let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|e| e == "toml")) else {
            continue;
        };
        let text = std::fs::read_to_string(&path).expect("a model");
        if text.contains(SIDE_BY_SIDE) {
            let text = text.replacen(SIDE_BY_SIDE, "exclusive = \"identity\"", 1);
            std::fs::write(folder.join("clients").join(name), text).expect("a place for the models");
            found = true;
        }
    }
    assert!(found, "no model says `{SIDE_BY_SIDE}`");
    let config = folder.join("double-connect.toml");
    std::fs::write(&config, "clients = [\"clients/*.toml\"]\n").expect("a place for the configuration");
    Exclusive { folder, config }
}
