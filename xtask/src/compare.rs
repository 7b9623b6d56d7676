//! Whether reports are the same bytes whichever way they are made: on one thread and on several, kept in a cache and
//! recalled from it, with nothing left unread, and by an older build.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;

/// What is compared.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// Trees with workspaces
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The tool; by default the one beside this program
    #[arg(long)]
    tool: Option<PathBuf>,
    /// An older build of the tool, which has to say the same
    #[arg(long, value_name = "TOOL")]
    before: Option<PathBuf>,
    /// The threads of all runs but the first
    #[arg(long, default_value_t = 3)]
    threads: usize,
}

/// What a run has said.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    code: Option<i32>,
    report: Vec<u8>,
    messages: Vec<u8>,
}

impl Said {
    /// The lines that are findings. What cannot be parsed is said of a function where only that is read, of the file where
    /// all is.
    fn findings(&self) -> Vec<&[u8]> {
        let lines = self.report.split(|byte| *byte == b'\n');
        lines
            .filter(|line| contains(line, b"\"code\":{") && contains(line, b"double_connect::"))
            .collect()
    }
}

fn contains(line: &[u8], part: &[u8]) -> bool {
    line.windows(part.len()).any(|window| window == part)
}

/// Compares, and prints a line a tree.
///
/// # Errors
/// What could not be run, or where something differs.
pub(crate) fn run(args: &CompareArgs) -> Result<(), String> {
    let me = std::env::current_exe().map_err(|error| error.to_string())?;
    let tool = args
        .tool
        .clone()
        .unwrap_or_else(|| me.with_file_name("cargo-double-connect"));
    println!("| tree | bytes | findings | |");
    println!("| --- | --: | --: | --- |");
    let (mut bytes, mut findings, mut different) = (0, 0, Vec::<String>::new());
    for path in &args.paths {
        let (first, differ) = tree(args, &tool, path)?;
        let size = first.report.len() + first.messages.len();
        let found = first.findings().len();
        let name = path.file_name().unwrap_or(path.as_os_str());
        let verdict = match differ.is_empty() {
            true => "the same".to_owned(),
            false => format!("differs: {}", differ.join(", ")),
        };
        println!("| {} | {size} | {found} | {verdict} |", name.display());
        bytes += size;
        findings += found;
        if !differ.is_empty() {
            different.push(path.display().to_string());
        }
    }
    println!("| all {} | {bytes} | {findings} | |", args.paths.len());
    match different.is_empty() {
        true => Ok(()),
        false => Err(format!("not the same everywhere: {}", different.join("; "))),
    }
}

/// What is said of a tree on one thread without a cache, and which other ways of running say something else.
fn tree(args: &CompareArgs, tool: &Path, path: &Path) -> Result<(Said, Vec<&'static str>), String> {
    let cache = tempfile::tempdir().map_err(|error| error.to_string())?;
    let kept = [OsStr::new("--cache-dir"), cache.path().as_os_str()];
    let fresh = [OsStr::new("--no-cache")];
    let whole = [OsStr::new("--no-cache"), OsStr::new("--no-prefilter")];
    let first = said(tool, path, &fresh, 1)?;
    let mut differ = Vec::new();
    let mut check = |way, same: bool| {
        if !same {
            differ.push(way);
        }
    };
    let threads = args.threads;
    check("threads", said(tool, path, &fresh, threads)? == first);
    check("kept", said(tool, path, &kept, threads)? == first);
    check("recalled", said(tool, path, &kept, threads)? == first);
    let all_read = said(tool, path, &whole, threads)?;
    check("all read", all_read.findings() == first.findings());
    if let Some(before) = &args.before {
        check("before", said(before, path, &fresh, threads)? == first);
    }
    Ok((first, differ))
}

fn said(tool: &Path, path: &Path, args: &[&OsStr], threads: usize) -> Result<Said, String> {
    let output = Command::new(tool)
        .args(["double-connect", "--all-targets", "-W", "all"])
        // Which packages and targets are read is compared too.
        .args(["--message-format", "json", "--verbose"])
        .args(args)
        .arg(path)
        .env("RAYON_NUM_THREADS", threads.to_string())
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("`{}` cannot be run: {error}", tool.display()))?;
    Ok(Said {
        code: output.status.code(),
        report: output.stdout,
        messages: output.stderr,
    })
}

#[cfg(test)]
mod tests {
    use super::Said;

    #[test]
    fn findings_are_told_from_other_lines() {
        let said = Said {
            code: Some(1),
            report: b"{\"code\":{\"code\":\"double_connect::x\"}}\n{\"code\":null}\n".to_vec(),
            messages: Vec::new(),
        };
        assert_eq!(said.findings().len(), 1);
    }
}
