//! From source text to facts: source -> names -> flow graph -> states -> facts.
//!
//! This crate knows no lint and no output format, does no I/O beyond its source loader, and does not fail: it returns
//! what it understood and says what it did not.

mod canonical;
pub mod comments;
mod domain;
pub mod facts;
mod groups;
pub mod input;
pub mod ir;
pub mod loader;
pub mod lower;
pub mod names;
mod solve;
pub mod source;

use double_connect_clients::ClientSet;

pub use canonical::{CanonicalPaths, order as path_order};
use facts::{Facts, FunctionSpan};
pub use groups::{Group, Part, groups};
use input::ProjectInput;
use names::{ExternCrate, ExternNames, Program};

/// What client models know of the exports of crates.
struct ModelNames<'a>(&'a ClientSet);

impl ExternNames for ModelNames<'_> {
    fn exports(&self, krate: &ExternCrate, path: &[String]) -> bool {
        let model = if krate.package.is_empty() {
            self.0.for_import(&krate.import).first().copied()
        } else {
            self.0
                .for_dependency(&krate.package, krate.version.as_deref())
        };
        model.is_some_and(|id| self.0.model(id).exports(path))
    }
}

/// Reads a project: its sources and what its names mean.
#[must_use]
pub fn load(input: &ProjectInput, clients: &ClientSet) -> Program {
    loader::load(input, &ModelNames(clients))
}

/// As [`load`], with all bodies parsed at once, needed or not. Nothing that is found differs.
#[must_use]
pub fn load_whole(input: &ProjectInput, clients: &ClientSet) -> Program {
    loader::load_whole(input, &ModelNames(clients))
}

/// The flow graphs of the functions whose path ends with `name`, as text.
#[must_use]
pub fn dump_flow(program: &Program, name: &str) -> String {
    let fits = |path: &str| path == name || path.ends_with(&format!("::{name}"));
    let fns = program.fns.iter().filter(|f| fits(&f.path));
    let bodies = fns.filter_map(|f| Some((f.body?, f.path.as_str())));
    bodies
        .map(|(id, path)| ir::dump::dump(&program[id].body, path))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Analyses a group of packages that was read: [`load`] of [`Group::input`].
#[must_use]
pub fn analyze_group(program: Program, clients: &ClientSet) -> Part {
    let found = solve::solve(&program, clients);
    let bodies = bodies(&program);
    let functions = program.fns.iter().filter(|f| f.body.is_some()).count();
    let (comments, too_many) = comments::find(&program);
    let unread = program.unread_problems();
    let mut problems = program.problems;
    problems.extend(too_many);
    problems.extend(unread);
    let facts = Facts {
        comments,
        bodies,
        overlaps: found.overlaps.into_values().collect(),
        opens: found.opens.into_iter().collect(),
        retries: found.retries.into_values().collect(),
        widened: found.widened.into_iter().collect(),
        functions,
        problems,
        expansions: program.expansions,
        sources: program.sources,
    };
    Part {
        facts,
        programs: found.programs,
    }
}

/// The facts of a project, given what is known of each of its [`groups`], in their order. Findings between programs of
/// different groups are made here.
#[must_use]
pub fn join(parts: Vec<(&Group, Part)>) -> Facts {
    groups::join(parts)
}

/// Analyses a project: group by group, one after the other.
#[must_use]
pub fn analyze(input: &ProjectInput, clients: &ClientSet) -> Facts {
    let groups = groups(input);
    let part = |group: &Group| analyze_group(load(&group.input, clients), clients);
    join(groups.iter().map(|group| (group, part(group))).collect())
}

/// The functions with a body, by place; one that several targets contain is there once.
fn bodies(program: &Program) -> Vec<FunctionSpan> {
    let fns = program.fns.iter().filter_map(|f| {
        let body = program.body_span(f.body?);
        Some(FunctionSpan {
            span: f.ir.name_span.to(body),
            name: f.short_name(),
        })
    });
    let mut bodies: Vec<FunctionSpan> = fns.collect();
    bodies.sort();
    bodies.dedup_by_key(|f| f.span);
    bodies
}
