//! What is wrong with a model file, and exactly where.
//!
//! Each text of `tests/errors/*.toml` has the expected mistakes in comments under the line that is wrong, with `^` under
//! the first wrong character: `#   ^~ KIND MESSAGE`; or, if that is the line's first: `#~ KIND MESSAGE`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use double_connect_clients::{ClientSet, ModelErrorKind};

/// The expected mistakes of a text: line, column, kind, text that the message contains.
fn expected(text: &str) -> Vec<(u32, u32, String, String)> {
    let mut line_of_code = 0;
    let mut found = Vec::new();
    for (number, line) in (1u32..).zip(text.lines()) {
        let mark = line.starts_with('#').then(|| line.find("~ ")).flatten();
        match mark {
            Some(at) => {
                let (kind, message) = line[at + 2..].split_once(' ').expect("kind and message");
                let column = if at == 1 {
                    1
                } else {
                    u32::try_from(line[..at].chars().count()).unwrap()
                };
                found.push((line_of_code, column, kind.to_owned(), message.to_owned()));
            }
            None => line_of_code = number,
        }
    }
    found
}

#[test]
fn every_kind_of_mistake_is_told_with_its_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut kinds = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let expected = expected(&text);
        assert!(!expected.is_empty(), "{name} expects nothing");
        let mut set = ClientSet::builtin();
        let before = set.models().len();
        let errors = set.add(&name, &text).expect_err(&name);
        assert_eq!(
            set.models().len(),
            before,
            "{name}: a wrong model was added"
        );
        let told: Vec<_> = errors
            .iter()
            .map(|e| (e.line, e.column, format!("{:?}", e.kind), e.message.clone()))
            .collect();
        assert_eq!(told.len(), expected.len(), "{name}: {told:#?}");
        for (told, expected) in told.iter().zip(&expected) {
            assert_eq!(
                (told.0, told.1, &told.2),
                (expected.0, expected.1, &expected.2),
                "{name}: {told:?}"
            );
            assert!(
                told.3.contains(&expected.3),
                "{name}: `{}` does not contain `{}`",
                told.3,
                expected.3
            );
        }
        for error in &errors {
            let start = text
                .lines()
                .take(error.line as usize - 1)
                .map(|line| line.len() + 1)
                .sum::<usize>();
            assert!(
                error.span.0 >= start && error.span.0 <= error.span.1,
                "{name}: {error:?}"
            );
            assert!(
                text.get(error.span.0..error.span.1).is_some(),
                "{name}: {error:?}"
            );
            assert_eq!(
                error.to_string(),
                format!("{name}:{}:{}: {}", error.line, error.column, error.message)
            );
            kinds.push(error.kind);
        }
    }
    kinds.sort();
    kinds.dedup();
    let all = [
        ModelErrorKind::Syntax,
        ModelErrorKind::UnknownKey,
        ModelErrorKind::UnknownValue,
        ModelErrorKind::WrongType,
        ModelErrorKind::Missing,
        ModelErrorKind::Contradiction,
        ModelErrorKind::AccessPath,
        ModelErrorKind::Versions,
        ModelErrorKind::Path,
        ModelErrorKind::UndeclaredType,
        ModelErrorKind::Duplicate,
    ];
    assert_eq!(kinds, all, "the kinds that the files show");
}

#[test]
fn two_models_of_a_user_for_one_version_contradict_each_other() {
    let text = "[client]\npackage = \"wrapper\"\nversions = \">=1, <3\"\nsources = [\"us\"]\n";
    let mut set = ClientSet::builtin();
    set.add("one.toml", text).unwrap();
    let errors = set
        .add("two.toml", &text.replace(">=1, <3", "2.5"))
        .unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(
        (errors[0].kind, errors[0].line, errors[0].column),
        (ModelErrorKind::Overlap, 3, 12)
    );
    assert!(
        errors[0].message.contains("one.toml"),
        "{}",
        errors[0].message
    );
    set.add("three.toml", &text.replace(">=1, <3", "3"))
        .unwrap();
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_mistake() {
    let text =
        "\u{feff}[client]\r\npackage = \"x\"\r\nversions = \"1\"\r\nsources = [\"\u{e9}\"]\r\n";
    ClientSet::default().add("windows.toml", text).unwrap();
    let wrong =
        format!("{text}[[value]]\r\ncall = [\"\u{e9}\", \"A::b\"]\r\ngives = \"fresh\"\r\n");
    let errors = ClientSet::default()
        .add("windows.toml", &wrong)
        .unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!((errors[0].line, errors[0].column), (6, 14));
    assert_eq!(&wrong[errors[0].span.0..errors[0].span.1], "\"A::b\"");
}

#[test]
fn no_text_makes_it_panic() {
    let model = include_str!("../paho-mqtt.toml");
    let mut set = ClientSet::default();
    for end in (0..model.len())
        .step_by(7)
        .filter(|end| model.is_char_boundary(*end))
    {
        let _ = set.add("cut.toml", &model[..end]);
    }
    for text in [
        "",
        "\u{feff}",
        "client = 1",
        "[[client]]",
        "open = {}",
        "type = [1]",
        "[client]\nversions = \"99999999999999999999\"",
        "\"\u{e9}\" = 1\r\n[cli\u{e9}nt",
        &"a = [".to_owned().repeat(10_000),
        &format!("a = {}", "[".repeat(100_000)),
        &format!("a = {}", "{ a = ".repeat(100_000)),
        &format!("{}x = 1", "a.".repeat(100_000)),
    ] {
        let mut set = ClientSet::default();
        assert!(
            set.add("odd.toml", text).is_err(),
            "{}",
            &text[..text.len().min(40)]
        );
    }
}
