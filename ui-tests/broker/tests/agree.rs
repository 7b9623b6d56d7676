//! The brokers and the tool say the same of the same files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use broker::brokers::{self, Running};
use broker::exceptions;
use broker::programs::{self, Program};
use broker::recorder::Record;
use broker::tool::{self, Marks};

/// How many programs run at once; they wait most of the time.
const AT_ONCE: usize = 12;
/// How often a program is run in which something races.
const RACES: usize = 3;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

/// Whether all programs are asked for.
fn is_whole() -> bool {
    std::env::var_os("ONLY").is_none() && std::env::var_os("PACKAGES").is_none()
}

/// What was seen of a program, in a word.
fn class(record: &Record) -> &'static str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for id in record.connects.iter().filter(|id| !id.is_empty()) {
        *counts.entry(id).or_default() += 1;
    }
    let most = counts.values().max().copied().unwrap_or(0);
    if !record.overlaps.is_empty() {
        "overlap"
    } else if most > 1 {
        "one after the other"
    } else if record.connects.len() > 1 {
        "several ids"
    } else if most == 1 {
        "one connect"
    } else {
        "no connect"
    }
}

/// Runs all programs against a broker: name -> what was seen in each run.
fn run_all(programs: &[Program], runs: impl Fn(&str) -> usize + Sync, broker: &Running) -> BTreeMap<String, Vec<Record>> {
    let next = AtomicUsize::new(0);
    let seen = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let records = (0..runs(&program.name)).map(|_| program.run(broker)).collect();
                    seen.lock().expect("no panic while it is held").insert(program.name.clone(), records);
                }
            });
        }
    });
    seen.into_inner().expect("no panic while it was held")
}

/// `file` says the same of every program as `text`; it is rewritten if `BLESS` is set. How often a program connected one
/// after the other depends on the machine: only overlaps and races have to be the same.
fn compare(file: &Path, text: &str) {
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(file, text).expect("a place to write");
    }
    let essence = |text: &str| -> Vec<String> {
        let word = |line: &str| match line.split_once(" = ") {
            Some((name, class @ ("\"overlap\"" | "\"race\""))) => format!("{name}: {class}"),
            Some((name, _)) => name.to_owned(),
            None => line.to_owned(),
        };
        text.lines().map(word).collect()
    };
    let known = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        essence(&known) == essence(text),
        "{} is not what was seen; BLESS=1 rewrites it\n{text}",
        file.display()
    );
}

#[test]
fn the_brokers_and_the_tool_agree() {
    let workspace = workspace();
    let exceptions = exceptions::read();
    let findings = tool::findings(&workspace);
    let mut programs = programs::build(&workspace);
    if let Ok(only) = std::env::var("ONLY") {
        programs.retain(|program| only.split(',').any(|part| program.name.contains(part)));
    }
    let known: BTreeSet<&str> = programs.iter().map(|program| program.name.as_str()).collect();
    let mut wrong = String::new();
    if is_whole() {
        let named = exceptions.race.keys().chain(exceptions.not_reached.keys());
        for name in named.chain(exceptions.mosquitto_only.keys()) {
            if !known.contains(name.as_str()) {
                let _ = writeln!(wrong, "exceptions.toml: there is no program `{name}`");
            }
        }
    }
    programs.retain(|program| !exceptions.not_reached.contains_key(&program.name));
    let runs = |name: &str| if exceptions.race.contains_key(name) { RACES } else { 1 };

    let mut brokers = vec![brokers::embedded()];
    match brokers::mosquitto() {
        Some(broker) => brokers.push(broker),
        None => println!("mosquitto is not installed: only the embedded broker is asked"),
    }
    let mut classes: BTreeMap<String, &str> = BTreeMap::new();
    for broker in &brokers {
        assert!(brokers::takes_over(broker), "{} does not take connections over", broker.name);
        let seen = run_all(&programs, runs, broker);
        for program in &programs {
            if broker.name == "rumqttd" && exceptions.mosquitto_only.contains_key(&program.name) {
                continue;
            }
            let text = std::fs::read_to_string(&program.file).expect("a fixture");
            let marks = Marks::of(&text);
            let said = findings.get(&program.file).cloned().unwrap_or_default();
            if said != marks.reported() {
                let _ = writeln!(wrong, "{}: the tool reports lines {said:?}, the marks are on {:?}", program.name, marks.reported());
            }
            let race = exceptions.race.contains_key(&program.name);
            let mut records = seen[&program.name].clone();
            // What differs is looked at once more, with a broker of its own: a busy machine is no proof, and a broker that
            // has broken down under another program is none either.
            if !race && records.iter().any(|r| r.overlaps.is_empty() == marks.is_bug()) {
                records = vec![program.run(&broker.another())];
            }
            for record in &records {
                let overlap = !record.overlaps.is_empty();
                if !race && overlap != marks.is_bug() {
                    let what = if overlap { "sees" } else { "does not see" };
                    let _ = writeln!(
                        wrong,
                        "{}: {} {what} an overlap ({} connects: {:?})",
                        program.name,
                        broker.name,
                        record.connects.len(),
                        record.connects.iter().take(6).collect::<Vec<_>>()
                    );
                }
                if overlap && !race && !record.overlaps.iter().any(|o| o.taken_over) {
                    println!("{}: {} was not seen to end the first connection in time", program.name, broker.name);
                }
            }
            let class = if race { "race" } else { class(&records[0]) };
            classes.entry(program.name.clone()).or_insert(class);
        }
    }
    if !wrong.is_empty() {
        panic!("{wrong}");
    }
    if is_whole() {
        let mut text = String::from(
            "# What the brokers have seen of each program. Written by `BLESS=1 cargo test -p broker`.\n\n[programs]\n",
        );
        for (name, class) in &classes {
            let _ = writeln!(text, "{name} = \"{class}\"");
        }
        let _ = writeln!(text, "\n[not-reached]");
        for name in exceptions.not_reached.keys() {
            let _ = writeln!(text, "{name} = \"not run\"");
        }
        // Without mosquitto some programs were not run.
        if brokers.len() > 1 {
            compare(&workspace.join("broker/results.toml"), &text);
        }
        assert!(classes.len() >= 120, "only {} programs were run", classes.len());
    }
}
