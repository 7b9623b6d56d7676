//! The least that tools have to do: passes over all files of a tree, on as many threads as the tool uses.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use double_connect_clients::ClientSet;
use rayon::prelude::*;
use walkdir::WalkDir;

/// What is done with the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Pass {
    /// All Rust files are read.
    Read,
    /// All are read and lexed, by the compiler's lexer.
    Lex,
    /// All are read and parsed by syn.
    Parse,
    /// All manifests are read; the Rust files of packages that name a modelled client are read and lexed.
    Devices,
}

/// Does it, and gives the lines that were looked at.
pub(crate) fn run(pass: Pass, dir: &Path) -> usize {
    let files = match pass {
        Pass::Devices => of_devices(dir),
        Pass::Read | Pass::Lex | Pass::Parse => rust_files(dir),
    };
    files
        .par_iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .map(|text| {
            match pass {
                Pass::Read => {}
                Pass::Lex | Pass::Devices => lex(&text),
                Pass::Parse => parse(&text),
            }
            text.lines().count()
        })
        .sum()
}

/// Goes through all tokens.
fn lex(text: &str) {
    let from = ra_ap_rustc_lexer::strip_shebang(text).unwrap_or(0);
    let tokens =
        ra_ap_rustc_lexer::tokenize(&text[from..], ra_ap_rustc_lexer::FrontmatterAllowed::No);
    let length: u32 = tokens.map(|token| token.len).sum();
    std::hint::black_box(length);
}

/// Makes the syntax tree. Texts that are no Rust, or nest too deeply, cost what they cost until that is seen.
fn parse(text: &str) {
    let _ = std::hint::black_box(syn::parse_file(text));
    proc_macro2::extra::invalidate_current_thread_spans();
}

/// All Rust files of a tree, sorted; those that a build has made are not looked for.
fn rust_files(dir: &Path) -> Vec<PathBuf> {
    files(dir, |path| path.extension().is_some_and(|e| e == "rs"))
}

fn files(dir: &Path, wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let skipped = ["target", ".git"];
    WalkDir::new(dir)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| !skipped.iter().any(|name| entry.file_name() == *name))
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file() && wanted(entry.path()))
        .map(walkdir::DirEntry::into_path)
        .collect()
}

/// The Rust files of packages whose manifests name a modelled client.
fn of_devices(dir: &Path) -> Vec<PathBuf> {
    let devices = devices(dir);
    devices
        .par_iter()
        .flat_map_iter(|dir| rust_files(dir))
        .collect()
}

/// The folder of the first package whose manifest names a modelled client.
pub(crate) fn a_device(dir: &Path) -> Option<PathBuf> {
    devices(dir).into_iter().next()
}

/// The folders of packages whose manifests name a modelled client, sorted.
fn devices(dir: &Path) -> Vec<PathBuf> {
    let clients = ClientSet::builtin();
    let clients: BTreeSet<&str> = clients.opening_packages().collect();
    let manifests = files(dir, |path| path.ends_with("Cargo.toml"));
    manifests
        .par_iter()
        .filter(|path| {
            let text = std::fs::read_to_string(path).unwrap_or_default();
            text.lines().any(|line| {
                let name = line.split(['=', '.', ' ']).next().unwrap_or("");
                clients.contains(name.trim_matches('"'))
            })
        })
        .filter_map(|path| Some(path.parent()?.to_owned()))
        .collect()
}
