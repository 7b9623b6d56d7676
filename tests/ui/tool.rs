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

/// A message of the tool.
pub(crate) struct Message {
    /// The lint, if it is a finding.
    pub(crate) lint: Option<String>,
    /// File and line of the primary span, if it has one.
    pub(crate) place: Option<(String, usize)>,
    /// As a terminal shows it.
    rendered: String,
    /// All of it.
    raw: String,
}

/// Runs the tool over a workspace, with all its targets.
pub(crate) fn messages(manifest: &str) -> Vec<Message> {
    let output = call(&[
        "--manifest-path",
        manifest,
        "--all-targets",
        "--message-format",
        "json",
    ]);
    // 0 is clean, 1 is findings; all else means that it could not do its work.
    assert!(
        matches!(output.status.code(), Some(0 | 1)),
        "the tool ended with {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    read(&String::from_utf8_lossy(&output.stdout))
}

/// Reads the JSON lines.
fn read(lines: &str) -> Vec<Message> {
    lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            serde_json::from_str(line).unwrap_or_else(|error| panic!("not JSON ({error}): {line}"))
        })
        .filter(|value: &Value| value["reason"] == "compiler-message")
        .map(|value| message(&value["message"]))
        .collect()
}

/// Reads one message.
fn message(value: &Value) -> Message {
    let primary = value["spans"]
        .as_array()
        .and_then(|spans| spans.iter().find(|span| span["is_primary"] == true));
    Message {
        lint: value["code"]["code"]
            .as_str()
            .and_then(|code| code.strip_prefix("double_connect::"))
            .map(str::to_owned),
        place: primary.and_then(|span| {
            let file = span["file_name"].as_str()?.replace('\\', "/");
            Some((file, usize::try_from(span["line_start"].as_u64()?).ok()?))
        }),
        rendered: value["rendered"].as_str().unwrap_or_default().to_owned(),
        raw: value.to_string(),
    }
}

/// Sorts messages by fixture.
pub(crate) fn by_fixture(messages: Vec<Message>) -> Run {
    let mut run = Run::default();
    for message in messages {
        let place = message
            .place
            .and_then(|(file, line)| Some((fixture_of(&file)?, line)));
        let (Some(lint), Some((fixture, line))) = (message.lint, place) else {
            run.strays
                .push(format!("no finding in a fixture: {}", message.raw));
            continue;
        };
        let text = run.rendered.entry(fixture.clone()).or_default();
        text.push_str(message.rendered.trim_end());
        text.push_str("\n\n");
        run.findings
            .entry(fixture)
            .or_default()
            .insert((line, lint));
    }
    run
}

/// `lint/name.rs` of a path, however it is written.
fn fixture_of(file_name: &str) -> Option<String> {
    let path = Path::new(file_name);
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
        // Groups follow after an empty line.
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .map(|word| word.trim_matches(['`', ':', '|']).to_owned())
        .filter(|word| marks::is_lint(word))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{by_fixture, read};

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
        let lines = format!("{good}\n{other_tool}\n{elsewhere}\n{finished}\n{good}\n");
        let run = by_fixture(read(&lines));
        let found = &run.findings["kept_while_open/a.rs"];
        assert_eq!(found.len(), 1);
        assert!(found.contains(&(7, "kept_while_open".to_owned())));
        assert_eq!(run.rendered["kept_while_open/a.rs"], "text\n\ntext\n\n");
        assert_eq!(run.strays.len(), 2);
    }
}
