//! What the compiler says of a text, line by line.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use serde_json::Value;

/// An error of the compiler.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its code, `E0599`.
    pub code: String,
    /// The message.
    pub message: String,
    /// Notes and helps.
    pub more: Vec<String>,
}

/// Compiles `text` as the library of the package `probe` of the workspace in `workspace`: what is said of each line, the
/// first is 0.
///
/// # Errors
/// If the text could not be compiled for another reason than what stands in it.
pub fn compile(
    workspace: &Path,
    probe: &str,
    text: &str,
) -> Result<BTreeMap<usize, Vec<Said>>, String> {
    // One at a time: there is one probe.
    static PROBE: Mutex<()> = Mutex::new(());
    let _probe = PROBE.lock();
    let folder = workspace.join("target/surface");
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let file = folder.join("uses.rs");
    std::fs::write(&file, text).map_err(|e| e.to_string())?;
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--package", probe, "--message-format", "json"])
        .current_dir(workspace)
        .env("SURFACE", &file)
        .env_remove("RUSTFLAGS")
        .output()
        .map_err(|e| e.to_string())?;
    let mut said: BTreeMap<usize, Vec<Said>> = BTreeMap::new();
    let mut elsewhere = Vec::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
            continue;
        }
        let message = &message["message"];
        let own = message["spans"].as_array().and_then(|spans| {
            spans.iter().find(|span| {
                span["file_name"].as_str().is_some_and(|name| Path::new(name) == file)
                    && span["is_primary"] == true
            })
        });
        match own.and_then(|span| span["line_start"].as_u64()) {
            Some(line) => {
                let line = usize::try_from(line).unwrap_or_default() - 1;
                said.entry(line).or_default().push(read(message));
            }
            None if message["code"].is_null() => {}
            None => elsewhere.push(message["rendered"].as_str().unwrap_or_default().to_owned()),
        }
    }
    let finished = said.is_empty() != output.status.success();
    if !elsewhere.is_empty() || finished {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}\n{stderr}", elsewhere.join("\n")));
    }
    Ok(said)
}

fn read(message: &Value) -> Said {
    let text = |value: &Value| value["message"].as_str().unwrap_or_default().to_owned();
    Said {
        code: message["code"]["code"].as_str().unwrap_or_default().to_owned(),
        message: text(message),
        more: message["children"].as_array().into_iter().flatten().map(text).collect(),
    }
}

impl Said {
    /// Whether it says that a name is not there. That a trait is not imported says that it is.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        match self.code.as_str() {
            "E0599" => !self.more.iter().any(|m| m.contains("not in scope") || m.contains("in scope")),
            "E0026" | "E0027" | "E0224" | "E0405" | "E0412" | "E0422" | "E0425" | "E0432" | "E0433"
            | "E0451" | "E0531" | "E0532" | "E0560" | "E0574" | "E0603" | "E0609" | "E0616" | "E0624" => true,
            _ => false,
        }
    }

    /// If it says how many arguments a call has: that number, and whether one of them is the receiver.
    #[must_use]
    pub fn arguments(&self) -> Option<(u32, bool)> {
        if self.code != "E0061" {
            return None;
        }
        let words: Vec<&str> = self.message.split(' ').collect();
        let takes = words.iter().position(|word| *word == "takes")?;
        let count = words.get(takes + 1)?.parse().ok()?;
        let method = self.more.iter().any(|m| m.starts_with("method defined"));
        Some((count, method))
    }

    /// Whether it says that a value cannot be awaited.
    #[must_use]
    pub fn is_no_future(&self) -> bool {
        self.code == "E0277" && self.message.contains("is not a future")
    }
}
