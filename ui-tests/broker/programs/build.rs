//! Turns the fixtures of a package into the parts of one program that runs any of them: the same text, line by line, with
//! the plant's broker replaced by the one that the environment names, hours of waiting by moments, and marked lines that tell
//! when they run.

mod lines;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The broker's host in the fixtures.
const HOST: &str = "broker.plant.example";
/// Its ports: of MQTT, and of AMQP.
const PORTS: [&str; 2] = ["1883", "5672"];
/// The longest wait in a program that runs, in milliseconds.
const LONGEST: u64 = 1200;

fn main() {
    let folder = PathBuf::from(env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets it"));
    let manifest = folder.join("Cargo.toml");
    println!("cargo::rerun-if-changed={}", manifest.display());
    println!("cargo::rerun-if-changed={}", folder.join("../../broker/programs").display());
    let text = fs::read_to_string(&manifest).expect("a manifest");
    let mut program = String::new();
    let mut names = Vec::new();
    for line in text.lines() {
        let Some(path) = line.strip_prefix("path = \"../../").and_then(|p| p.strip_suffix('"')) else {
            continue;
        };
        let file = folder.join("../..").join(path);
        println!("cargo::rerun-if-changed={}", file.display());
        let Some(name) = Path::new(path).file_stem().and_then(|name| name.to_str()) else {
            continue;
        };
        // What runs the programs is a target of this package too. Fixtures about suppressions are about comments, and no
        // broker reads those.
        if path.starts_with("broker/") || path.contains("_suppression/") {
            continue;
        }
        let fixture = fs::read_to_string(&file).expect("a fixture");
        let Some(text) = runnable(name, &fixture) else { continue };
        let (text, told) = lines::telling(&text);
        let part = out.join(format!("{name}.rs"));
        fs::write(&part, text).expect("a place to write");
        let _ = writeln!(program, "#[path = {part:?}]\nmod {name};");
        names.push((name.to_owned(), told));
    }
    program.push_str("/// Every program: its name, how it runs, the lines that tell when they run.\nconst PROGRAMS: &[Program] = &[\n");
    for (name, told) in names {
        let _ = writeln!(program, "    (\"{name}\", {name}::run_here, &{told:?}),");
    }
    program.push_str("];\n");
    fs::write(out.join("programs.rs"), program).expect("a place to write");
}

/// The text of a fixture that runs here, unless it cannot: it has no `main`, its broker's name is a constant, or a comment in
/// it suppresses what is found.
fn runnable(name: &str, fixture: &str) -> Option<String> {
    if !fixture.contains("fn main()") || fixture.contains("double-connect") {
        return None;
    }
    // Here it is a module of a larger crate.
    let fixture = fixture.replace("crate::", &format!("crate::{name}::"));
    let mut text = String::new();
    for line in fixture.lines() {
        let constant = line.trim_start().starts_with("const ") || line.trim_start().starts_with("static ");
        if constant && line.contains("plant.example") {
            return None;
        }
        text.push_str(&waiting(&addressed(line)));
        text.push('\n');
    }
    text.push_str("pub(crate) fn run_here() {\n    let _ = main();\n}\n");
    Some(text)
}

/// A line with the broker's address taken from the environment.
fn addressed(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    let mut told = false;
    while let Some(start) = rest.find('"') {
        let Some(len) = rest[start + 1..].find('"') else { break };
        let literal = &rest[start..start + len + 2];
        out.push_str(&rest[..start]);
        if literal.contains(HOST) {
            let _ = write!(out, "crate::address({literal})");
            told = true;
        } else {
            out.push_str(literal);
        }
        rest = &rest[start + len + 2..];
    }
    out.push_str(rest);
    // `"host", 1883`
    for port in PORTS {
        if told {
            out = numbers(&out, port, "crate::port()");
        }
        out = out.replace(&format!("({port}_u16)"), "(crate::port::<u16>())");
    }
    out
}

/// A line with a number that stands alone replaced.
fn numbers(line: &str, number: &str, by: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find(number) {
        let (before, after) = (&rest[..at], &rest[at + number.len()..]);
        let alone = before.ends_with(' ') && after.starts_with([',', ' ', ')', '}']);
        out.push_str(before);
        out.push_str(if alone { by } else { number });
        rest = after;
    }
    out.push_str(rest);
    out
}

/// A line with its seconds of waiting cut down.
fn waiting(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find("from_secs(") {
        let (before, after) = rest.split_at(at + "from_secs(".len());
        let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
        let seconds: u64 = digits.parse().unwrap_or(0);
        let named = before.ends_with("Duration::from_secs(");
        if named && seconds >= 10 && after[digits.len()..].starts_with(')') {
            out.push_str(&before[..before.len() - "from_secs(".len()]);
            let _ = write!(out, "from_millis({}", (seconds * 50).min(LONGEST));
        } else {
            out.push_str(before);
            out.push_str(&digits);
        }
        rest = &after[digits.len()..];
    }
    out.push_str(rest);
    out
}
