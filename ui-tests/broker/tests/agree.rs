//! The brokers and the tool say the same of the same files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use broker::brokers::{self, Standing};
use broker::programs::{self, Program};
use broker::recorder::Record;
use broker::tool::{self, Findings, Marks};
use broker::{exceptions, exclusive, verdict};

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

/// Runs all programs against a broker: name -> what was seen in each run. A broker that has broken down is replaced, and the
/// programs that ran meanwhile run again.
fn run_all(
    programs: &[&Program],
    runs: impl Fn(&str) -> usize + Sync,
    is_cut: impl Fn(&str) -> bool + Sync,
    broker: &Standing,
) -> BTreeMap<String, Vec<Record>> {
    let next = AtomicUsize::new(0);
    let seen = Mutex::new(BTreeMap::new());
    let run = |program: &Program| {
        let now = broker.now();
        let record = program.run(&now, is_cut(&program.name));
        if broker.has_held(&now) {
            return record;
        }
        println!("{}: {} has broken down meanwhile", program.name, now.name);
        let now = broker.now();
        let record = program.run(&now, is_cut(&program.name));
        let _ = broker.has_held(&now);
        record
    };
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let records = (0..runs(&program.name)).map(|_| run(program)).collect();
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
            Some((name, class @ ("\"overlap\"" | "\"link stolen\"" | "\"race\""))) => format!("{name}: {class}"),
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

/// What the tool says of a fixture, where that is not what its marks say.
fn unlike_the_marks(program: &Program, is_silent: bool, findings: &Findings, excluding: &Findings) -> String {
    let marks = Marks::of(&program.text);
    let said = |findings: &Findings| findings.get(&program.file).cloned().unwrap_or_default();
    let mut wrong = String::new();
    let reported = marks.reported();
    if said(findings) != reported {
        let _ = writeln!(wrong, "{}: the tool reports lines {:?}, the marks are on {reported:?}", program.name, said(findings));
    }
    let reported = reported.union(&marks.exclusive).copied().collect();
    if said(excluding) != reported {
        let _ = writeln!(
            wrong,
            "{}: for a peer that excludes the tool reports lines {:?}, the marks are on {reported:?}",
            program.name,
            said(excluding)
        );
    }
    let silent: Vec<usize> = marks.bugs().union(&marks.connects()).filter(|line| !program.telling.contains(line)).copied().collect();
    if silent.is_empty() == is_silent {
        let _ = writeln!(wrong, "{}: lines {silent:?} are those that cannot tell when they run", program.name);
    }
    wrong
}

#[test]
fn the_brokers_and_the_tool_agree() {
    let workspace = workspace();
    let exceptions = exceptions::read();
    let findings = tool::findings(&workspace, None);
    let models = exclusive::write(&workspace.parent().expect("the repository").join("clients"));
    let excluding = tool::findings(&workspace, Some(&models.config));
    let mut programs = programs::build(&workspace);
    if let Ok(only) = std::env::var("ONLY") {
        programs.retain(|program| only.split(',').any(|part| program.name.contains(part)));
    }
    let known: BTreeSet<&str> = programs.iter().map(|program| program.name.as_str()).collect();
    let mut wrong = String::new();
    if is_whole() {
        for name in exceptions.names() {
            if !known.contains(name.as_str()) {
                let _ = writeln!(wrong, "exceptions.toml: there is no program `{name}`");
            }
        }
    }
    programs.retain(|program| !exceptions.not_reached.contains_key(&program.name));
    let is_cut = |name: &str| exceptions.cut.contains_key(name);
    let runs = |name: &str| if exceptions.race.contains_key(name) { RACES } else { 1 };

    let mut brokers = vec![Standing::of(brokers::embedded())];
    match brokers::mosquitto() {
        Some(broker) => brokers.push(Standing::of(broker)),
        None => println!("mosquitto is not installed: only the embedded broker is asked"),
    }
    let has_mosquitto = brokers.len() > 1;
    brokers.push(Standing::of(brokers::amqp()));
    for program in &programs {
        wrong.push_str(&unlike_the_marks(program, exceptions.silent.contains_key(&program.name), &findings, &excluding));
    }
    let mut classes: BTreeMap<String, &str> = BTreeMap::new();
    let mut off = BTreeSet::new();
    for standing in &brokers {
        let broker = standing.now();
        if !broker.speaks_amqp() {
            assert!(brokers::takes_over(&broker), "{} does not take connections over", broker.name);
        }
        let programs: Vec<&Program> = programs
            .iter()
            .filter(|program| program.speaks_amqp() == broker.speaks_amqp())
            .filter(|program| broker.name != "rumqttd" || !exceptions.mosquitto_only.contains_key(&program.name))
            .collect();
        let seen = run_all(&programs, runs, is_cut, standing);
        for program in programs {
            let marks = Marks::of(&program.text);
            let differences = |record: &Record| verdict::differences(record, &marks, &program.telling, broker.speaks_amqp());
            let race = exceptions.race.contains_key(&program.name);
            let mut records = seen[&program.name].clone();
            // What differs is looked at once more, with a broker of its own: a busy machine is no proof, and a broker that
            // has broken down under another program is none either.
            if !race && records.iter().any(|record| !differences(record).is_empty()) {
                records = vec![program.run(&broker.another(), is_cut(&program.name))];
            }
            for record in records.iter().filter(|_| !race) {
                for difference in differences(record) {
                    let _ = writeln!(wrong, "{}: {} {difference}", program.name, broker.name);
                }
                let first = if marks.bugs().is_empty() { None } else { record.stolen.first().or(record.overlaps.first()) };
                if first.is_some_and(|overlap| !overlap.taken_over) {
                    println!("{}: {} was not seen to end the first in time", program.name, broker.name);
                }
                if !verdict::is_on_its_line(record, &marks) {
                    off.insert(program.name.clone());
                }
            }
            let class = if race { "race" } else { verdict::class(&records[0]) };
            classes.entry(program.name.clone()).or_insert(class);
        }
    }
    println!("{} programs, whose broker hears of the second connect after its line has ended: {off:?}", off.len());
    if !wrong.is_empty() {
        panic!("{wrong}");
    }
    if !is_whole() {
        println!("{classes:#?}");
    } else {
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
        if has_mosquitto {
            compare(&workspace.join("broker/results.toml"), &text);
        }
        assert!(classes.len() >= 120, "only {} programs were run", classes.len());
    }
}
