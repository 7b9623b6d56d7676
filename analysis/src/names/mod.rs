//! Names: what the paths and types of a program mean, and which functions a method call can reach.
//!
//! [`Program`] holds all definitions of all crates that were read, by dense ids in a fixed order. `collect` makes it
//! of the loaded modules, `import` gives each module its scope, `headers` resolves signatures and impls;
//! afterwards it is only read. Every question has an answer: what is not known is `Unknown`.

mod bodies;
mod collect;
mod def;
mod externs;
mod headers;
mod impls;
mod import;
mod mentions;
mod methods;
mod resolve;
mod rty;
mod scope;
mod std_prelude;
mod text;
mod types;
mod unify;

use std::ops::Index;
use std::sync::Mutex;

use rustc_hash::FxHashMap;

use crate::input::ProjectInput;
use crate::ir::{FileWords, Problem};
use crate::loader::{Loaded, Reads};
use crate::source::{FileId, SourceMap};

pub use bodies::BodyTree;
pub use def::*;
pub use rty::*;
pub use unify::Bindings;

/// Somebody who knows what crates from outside export. Asked while the program is loaded, for the names that could
/// come from a glob import (`use rumqttc::*`).
pub trait ExternNames {
    /// Whether the crate has a public item or module of that path. The path is relative to the crate and ends with the
    /// name in question.
    fn exports(&self, krate: &ExternCrate, path: &[String]) -> bool;
}

/// Knows of no export.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoExternNames;

impl ExternNames for NoExternNames {
    fn exports(&self, _: &ExternCrate, _: &[String]) -> bool {
        false
    }
}

/// All definitions of all crates that were read. Ids are indices into its lists.
#[derive(Debug, Default)]
pub struct Program {
    /// The sources.
    pub sources: SourceMap,
    /// The crates, in the order of packages and targets.
    pub crates: Vec<CrateDef>,
    /// The modules.
    pub modules: Vec<ModuleDef>,
    /// The functions.
    pub fns: Vec<FnDef>,
    /// The bodies of functions and initialisers.
    pub bodies: Vec<BodyTree>,
    /// What was wrong with bodies that were parsed late.
    late: Mutex<Vec<Problem>>,
    /// Structs, unions and enums.
    pub adts: Vec<AdtDef>,
    /// Traits.
    pub traits: Vec<TraitDef>,
    /// Impls.
    pub impls: Vec<ImplDef>,
    /// Consts and statics.
    pub consts: Vec<ConstDef>,
    /// Type aliases.
    pub aliases: Vec<AliasDef>,
    /// `macro_rules!` definitions.
    pub macros: Vec<MacroDef>,
    /// Crates from outside.
    pub externs: Vec<ExternCrate>,
    /// What could not be read or understood.
    pub problems: Vec<Problem>,
    /// Invocations of the project's own macros, sorted by place.
    pub expansions: Vec<crate::ir::Expansion>,
    /// What was asked of the disk while it was read.
    pub reads: Reads,
    /// The words of each file.
    words: FxHashMap<FileId, FileWords>,
    /// By module.
    scopes: Vec<scope::Scope>,
    /// By crate: the crates that its code can name.
    extern_prelude: Vec<FxHashMap<String, Res>>,
    glob_exports: scope::GlobExports,
    headers: headers::Headers,
}

impl Program {
    /// Makes a program of what was read.
    pub(crate) fn new(input: &ProjectInput, mut loaded: Loaded, names: &dyn ExternNames) -> Self {
        let mut program = Program {
            expansions: loaded.expansions.iter().cloned().collect(),
            reads: std::mem::take(&mut loaded.reads),
            words: std::mem::take(&mut loaded.words),
            ..Program::default()
        };
        collect::collect(&mut program, input, loaded);
        import::resolve_imports(&mut program, names);
        headers::resolve_headers(&mut program);
        program
    }
}

macro_rules! index {
    ($($id:ident $field:ident $def:ident),* $(,)?) => {$(
        /// Ids come from the same program only.
        impl Index<$id> for Program {
            type Output = $def;

            fn index(&self, id: $id) -> &$def {
                &self.$field[id.index()]
            }
        }
    )*};
}

index! {
    CrateId crates CrateDef,
    ModuleId modules ModuleDef,
    FnId fns FnDef,
    AdtId adts AdtDef,
    TraitId traits TraitDef,
    ImplId impls ImplDef,
    ConstId consts ConstDef,
    AliasId aliases AliasDef,
    ExternId externs ExternCrate,
}
