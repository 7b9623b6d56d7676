//! The tool: how it is run, and what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::fixtures;
use crate::marks;

/// What a run over all fixtures has said.
#[derive(Default)]
pub(crate) struct Run {
    /// Fixture (`lint/name.rs`) -> what was found in it: line and lint.
    pub(crate) findings: BTreeMap<String, BTreeSet<(usize, String)>>,
    /// Fixture -> the messages as a terminal shows them, one after the other.
    pub(crate) rendered: BTreeMap<String, String>,
    /// Messages that are no finding in a fixture.
    pub(crate) strays: Vec<String>,
}

/// Runs the tool from the repository's root, as cargo would.
fn call(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_cargo-double-connect"))
        .arg("double-connect")
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap_or_else(|error| panic!("the tool cannot be started: {error}"))
}

/// Runs the tool over all fixtures.
pub(crate) fn run() -> Run {
    let output = call(&[
        "--manifest-path",
        "ui-tests/Cargo.toml",
        "--all-targets",
        "--message-format",
        "json",
    ]);
    let error_text = String::from_utf8_lossy(&output.stderr);
    // 0 is clean, 1 is findings; all else means that it could not do its work.
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "the tool ended with {}\n{error_text}",
        output.status
    );
    read(&String::from_utf8_lossy(&output.stdout))
}

/// Reads the JSON lines.
fn read(lines: &str) -> Run {
    let mut run = Run::default();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let value: Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("not JSON ({error}): {line}"));
        if value["reason"] == "compiler-message" {
            add(&mut run, &value["message"]);
        }
    }
    run
}

/// Adds one message.
fn add(run: &mut Run, message: &Value) {
    let rendered = message["rendered"].as_str().unwrap_or_default();
    let lint = message["code"]["code"]
        .as_str()
        .and_then(|code| code.strip_prefix("double_connect::"));
    let primary = message["spans"]
        .as_array()
        .and_then(|spans| spans.iter().find(|span| span["is_primary"] == true));
    let place = primary.and_then(|span| {
        let fixture = fixture_of(span["file_name"].as_str()?)?;
        let line = usize::try_from(span["line_start"].as_u64()?).ok()?;
        Some((fixture, line))
    });
    match (lint, place) {
        (Some(lint), Some((fixture, line))) => {
            let text = run.rendered.entry(fixture.clone()).or_default();
            text.push_str(rendered.trim_end());
            text.push_str("\n\n");
            run.findings
                .entry(fixture)
                .or_default()
                .insert((line, lint.to_owned()));
        }
        _ => run
            .strays
            .push(format!("no finding in a fixture: {message}")),
    }
}

/// `lint/name.rs` of a path, however it is written.
fn fixture_of(file_name: &str) -> Option<String> {
    let path = file_name.replace('\\', "/");
    let path = Path::new(&path);
    let folder = path.parent()?.file_name()?.to_str()?.to_owned();
    let file = path.file_name()?.to_str()?;
    fixtures::folders()
        .contains(&folder)
        .then(|| format!("{folder}/{file}"))
}

/// The lints that the tool knows: the first word of each line of `--list`.
pub(crate) fn lints() -> BTreeSet<String> {
    let output = call(&["--list"]);
    assert!(
        output.status.success(),
        "`--list` ended with {}",
        output.status
    );
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(|word| word.trim_matches(['`', ':', '|']).to_owned())
        .filter(|word| marks::is_lint(word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    /// A message in a fixture, as a line of JSON.
    fn line(code: &str, file: &str, line: usize) -> String {
        format!(
            r#"{{"reason":"compiler-message","message":{{"rendered":"text","code":{{"code":"{code}"}},"spans":[
                {{"is_primary":false,"file_name":"x.rs","line_start":1}},
                {{"is_primary":true,"file_name":"{file}","line_start":{line}}}]}}}}"#
        )
        .replace('\n', "")
    }

    #[test]
    fn reads_findings_and_strays() {
        let good = line(
            "double_connect::kept_while_open",
            "ui-tests/kept_while_open/a.rs",
            7,
        );
        let other_tool = line("dead_code", "ui-tests/kept_while_open/a.rs", 7);
        let elsewhere = line("double_connect::kept_while_open", "src/main.rs", 7);
        let finished = r#"{"reason":"build-finished","success":true}"#;
        let run = read(&format!(
            "{good}\n{other_tool}\n{elsewhere}\n{finished}\n{good}\n"
        ));
        let found = &run.findings["kept_while_open/a.rs"];
        assert_eq!(found.len(), 1);
        assert!(found.contains(&(7, "kept_while_open".to_owned())));
        assert_eq!(run.rendered["kept_while_open/a.rs"], "text\n\ntext\n\n");
        assert_eq!(run.strays.len(), 2);
    }
}
