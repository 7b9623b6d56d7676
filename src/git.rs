//! What `git` is asked: the tool's only process, for `--new-since` and `--fix`. It reads: no hook, no filter and no
//! network, and nothing in the repository is touched.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::process::{Command, Stdio};

/// Largest file that is copied, in bytes: larger ones are not read by the analysis either.
const LARGEST: u64 = 16 << 20;

/// A repository on disk.
#[derive(Debug)]
pub(crate) struct Repository {
    /// Its root: absolute, without symbolic links.
    pub(crate) root: PathBuf,
}

/// A file of a tree that is to be copied.
#[derive(Debug)]
struct Blob {
    id: String,
    path: PathBuf,
}

impl Repository {
    /// The repository around a directory.
    ///
    /// # Errors
    /// There is none, or no `git`.
    pub(crate) fn around(dir: &Path) -> Result<Self, String> {
        let found = run(dir, &["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(text(&found).trim_end_matches(['\n', '\r']));
        let root = root
            .canonicalize()
            .map_err(|error| format!("`{}` cannot be read: {error}", root.display()))?;
        Ok(Self { root })
    }

    /// The tree of a revision, as git's name for the object.
    ///
    /// # Errors
    /// There is no such revision here.
    pub(crate) fn tree(&self, revision: &str) -> Result<String, String> {
        let tree = format!("{revision}^{{tree}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &tree,
        ];
        let found = run(&self.root, &arguments).map_err(|_| {
            format!(
                "there is no revision `{revision}` here; in a shallow clone, fetch it first (GitHub: \
                 `fetch-depth: 0` for actions/checkout)"
            )
        })?;
        Ok(text(&found).trim().to_owned())
    }

    /// Whether the work tree has changes that are not committed, files that git does not know among them.
    ///
    /// # Errors
    /// Git cannot tell.
    pub(crate) fn is_dirty(&self) -> Result<bool, String> {
        let changes = run(
            &self.root,
            &["status", "--porcelain", "--untracked-files=normal"],
        )?;
        Ok(!changes.is_empty())
    }

    /// Copies what the analysis may want of a tree into an empty folder: Rust files and TOML, lock files among it.
    ///
    /// # Errors
    /// What stands in the way.
    pub(crate) fn copy(&self, tree: &str, to: &Path) -> Result<(), String> {
        let list = run(&self.root, &["ls-tree", "-r", "-z", "--full-tree", tree])?;
        let blobs: Vec<Blob> = list.split(|byte| *byte == 0).filter_map(blob).collect();
        let mut child = git(&self.root)
            .args(["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("git cannot be started: {error}"))?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let copied = std::thread::scope(|scope| {
            // Asked for in a thread of its own: with both pipes full, both sides would wait for ever.
            scope.spawn(|| {
                let mut stdin = stdin?;
                for blob in &blobs {
                    writeln!(stdin, "{}", blob.id).ok()?;
                }
                Some(())
            });
            let mut answers = BufReader::new(stdout.ok_or("no answer")?);
            blobs
                .iter()
                .try_for_each(|blob| copy_one(&mut answers, &to.join(&blob.path)))
                .map_err(|error| format!("{error}"))
        });
        let copied = copied.map_err(|error| format!("`{tree}`: {error}"));
        if copied.is_err() {
            let _ = child.kill();
        }
        let _ = child.wait();
        copied
    }
}

/// Reads one answer of `cat-file` into a file.
fn copy_one(answers: &mut impl BufRead, path: &Path) -> std::io::Result<()> {
    let mut head = String::new();
    answers.read_line(&mut head)?;
    let length = head
        .split_whitespace()
        .nth(2)
        .and_then(|length| length.parse::<u64>().ok());
    let Some(length) = length else {
        let text = format!("an object is not here ({})", head.trim());
        return Err(std::io::Error::other(text));
    };
    let mut bytes = Vec::new();
    answers
        .by_ref()
        .take(length.min(LARGEST + 1))
        .read_to_end(&mut bytes)?;
    // The rest, and the line feed behind it.
    let rest = length - bytes.len() as u64 + 1;
    std::io::copy(&mut answers.by_ref().take(rest), &mut std::io::sink())?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes)
}

/// Reads `mode type id\tpath`; `None` for what is not wanted: links, submodules, other files, and paths that lead out.
fn blob(line: &[u8]) -> Option<Blob> {
    let line = std::str::from_utf8(line).ok()?;
    let (head, path) = line.split_once('\t')?;
    let mut head = head.split(' ');
    let regular = head.next()?.starts_with("100");
    let id = head.nth(1)?.to_owned();
    let path = PathBuf::from(path);
    let inside = path.components().all(|c| matches!(c, Component::Normal(_)));
    let wanted = path.extension().is_some_and(|e| e == "rs" || e == "toml")
        || path.file_name() == Some(OsStr::new("Cargo.lock"));
    (regular && inside && wanted).then_some(Blob { id, path })
}

/// Git in a directory, told to read only.
fn git(dir: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(dir)
        .args([
            "--no-pager",
            "--no-replace-objects",
            "-c",
            "core.fsmonitor=false",
        ])
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("LC_ALL", "C");
    command
}

fn run(dir: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = git(dir)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("git cannot be started: {error}"))?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        let said = text(&output.stderr);
        let said = said.lines().next().unwrap_or("git failed").trim();
        Err(said.to_owned())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
