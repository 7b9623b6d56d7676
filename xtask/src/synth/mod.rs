//! Workspaces that are made up: packages with modules, types, traits, generic and asynchronous functions that call each
//! other within a module, across modules and across packages, as in a large repository of services; and now and then a
//! package that keeps a connection open, mends it when it is lost, and has no bug.
//!
//! The same shape gives the same bytes, everywhere and always.

mod device;
mod module;
mod rng;

use std::fs;
use std::io;
use std::path::Path;

use rng::Rng;

/// How many lines a package has, about.
const LINES_A_PACKAGE: usize = 1_000;
/// How many modules that is.
const MODULES: usize = 5;
/// How many packages lie in one folder.
const A_FOLDER: usize = 100;
/// From how far back a package takes its dependencies.
const REACH: usize = 40;

/// What a workspace is to be like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// About how many lines it has.
    pub(crate) lines: usize,
    /// One in so many packages uses a client.
    pub(crate) one_in: usize,
    /// Another one gives another workspace.
    pub(crate) seed: u64,
}

/// What was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Made {
    /// Lines of Rust.
    pub(crate) lines: usize,
    /// Packages.
    pub(crate) packages: usize,
    /// Packages that use a client.
    pub(crate) devices: usize,
}

/// A package, before it is written.
struct Package {
    index: usize,
    /// Whether it uses a client.
    device: bool,
    /// Packages that it depends on: none of them is a device unless all packages are.
    dependencies: Vec<usize>,
}

/// Makes a workspace.
///
/// # Errors
/// It cannot be written.
pub(crate) fn make(root: &Path, shape: Shape) -> io::Result<Made> {
    let count = (shape.lines / LINES_A_PACKAGE).max(1);
    let one_in = shape.one_in.max(1);
    fs::create_dir_all(root)?;
    let members = "[workspace]\nmembers = [\"group_*/unit_*\"]\nresolver = \"3\"\n";
    fs::write(root.join("Cargo.toml"), members)?;
    let mut made = Made {
        lines: 0,
        packages: count,
        devices: 0,
    };
    for index in 0..count {
        let mut rng = Rng::new(shape.seed, index as u64);
        let is_device = |index: usize| index % one_in == one_in - 1;
        let mut dependencies: Vec<usize> = (0..rng.below(4))
            .filter_map(|_| index.checked_sub(1 + rng.below(REACH)))
            .filter(|other| one_in == 1 || !is_device(*other))
            .collect();
        dependencies.sort_unstable();
        dependencies.dedup();
        let package = Package {
            index,
            device: is_device(index),
            dependencies,
        };
        made.devices += usize::from(package.device);
        made.lines += write(root, &package, &mut rng)?;
    }
    Ok(made)
}

/// The name of a package, as code names it too.
fn name(index: usize) -> String {
    format!("unit_{index:05}")
}

fn folder(index: usize) -> String {
    format!("group_{:03}/{}", index / A_FOLDER, name(index))
}

/// Writes a package, and gives its lines.
fn write(root: &Path, package: &Package, rng: &mut Rng) -> io::Result<usize> {
    let dir = root.join(folder(package.index));
    fs::create_dir_all(dir.join("src"))?;
    fs::write(dir.join("Cargo.toml"), manifest(package))?;
    let mut lines = 0;
    let mut file = |name: &str, text: &str| {
        lines += text.lines().count();
        fs::write(dir.join("src").join(name), text)
    };
    let mut modules: Vec<String> = (0..MODULES).map(|m| format!("part_{m}")).collect();
    for m in 0..MODULES {
        let text = module::text(package, m, rng);
        file(&format!("part_{m}.rs"), &text)?;
    }
    if package.device {
        file("link.rs", &device::link(package.index))?;
        file("service.rs", &device::service(rng))?;
        file("main.rs", &device::main(package.index))?;
        modules.extend(["link".to_owned(), "service".to_owned()]);
    }
    let text: String = modules.iter().map(|m| format!("pub mod {m};\n")).collect();
    file("lib.rs", &format!("//! Unit {}.\n\n{text}", package.index))?;
    Ok(lines)
}

fn manifest(package: &Package) -> String {
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n",
        name(package.index)
    );
    for other in &package.dependencies {
        text += &format!(
            "{} = {{ path = \"../../{}\" }}\n",
            name(*other),
            folder(*other)
        );
    }
    if package.device {
        text += "rumqttc = \"0.24\"\ntokio = { version = \"1\", features = [\"full\"] }\n";
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use super::*;

    fn texts(root: &Path) -> Vec<(String, String)> {
        let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
        entries
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(root).unwrap();
                let text = fs::read_to_string(entry.path()).unwrap();
                (path.display().to_string(), text)
            })
            .collect()
    }

    #[test]
    fn the_same_shape_gives_the_same_workspace_and_all_of_it_is_rust() {
        let shape = Shape {
            lines: 20_000,
            one_in: 5,
            seed: 7,
        };
        let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let made = make(a.path(), shape).unwrap();
        assert_eq!(made, make(b.path(), shape).unwrap());
        assert_eq!((made.packages, made.devices), (20, 4));
        assert!(
            made.lines.abs_diff(shape.lines) < shape.lines / 5,
            "{made:?}"
        );
        let texts = texts(a.path());
        assert_eq!(texts, self::texts(b.path()));
        for (path, text) in texts.iter().filter(|(path, _)| path.ends_with(".rs")) {
            assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}");
        }
        let other = tempfile::tempdir().unwrap();
        make(other.path(), Shape { seed: 8, ..shape }).unwrap();
        assert_ne!(texts, self::texts(other.path()));
    }
}
