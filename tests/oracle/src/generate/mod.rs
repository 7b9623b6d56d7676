//! Makes well-typed, borrow-checked programs over the client crate.
//!
//! Types and moves are right by construction: `env::Env` knows what is in scope and what of it has been moved away,
//! and every part of a program is made in the order in which it is evaluated.

mod calls;
mod channels;
mod closures;
mod collections;
mod condition;
mod constructs;
mod control;
mod env;
mod events;
mod flags;
mod functions;
mod futures;
mod generics;
mod items;
mod jump;
mod loops;
mod make;
mod map;
mod matching;
mod messages;
mod option;
mod option_stmt;
mod patterns;
mod places;
mod pointers;
mod prelude;
mod result;
mod rng;
mod slots;
mod statics;
mod stmt;
mod tasks;
mod themes;
mod traits;
mod types;
mod value;
mod weights;

use std::collections::BTreeSet;

use proc_macro2::Ident;
use quote::format_ident;

use crate::program::{Edition, Program};

pub use constructs::groups;
pub use weights::Weights;

use env::{Env, Path};
use rng::Rng;
use types::{EnumDef, FnDef, StructDef, Ty};

/// How much may be nested.
const DEPTH: u32 = 4;

/// A program in the making.
struct Gen<'a> {
    rng: Rng,
    weights: &'a Weights,
    env: Env,
    structs: Vec<StructDef>,
    enums: Vec<EnumDef>,
    fns: Vec<FnDef>,
    /// Whether the trait `Link` and its two implementors are there.
    has_trait: bool,
    /// Whether it can be behind `dyn`.
    trait_is_object: bool,
    /// Whether it has futures.
    has_futures: bool,
    /// Whether it has statics.
    has_statics: bool,
    /// Whether it has threads and sets of tasks.
    has_threads: bool,
    /// Whether it has channels.
    has_channels: bool,
    edition: Edition,
    /// What the program is mostly about.
    theme: themes::Theme,
    items: Vec<items::Item>,
    /// How many names were given.
    names: usize,
    /// How much may still be added.
    budget: i32,
    /// The constructs of the item at hand, in the order in which they were made.
    used: Vec<&'static str>,
}

/// Makes the program of a seed.
///
/// # Errors
///
/// What was made is no Rust: a mistake of the generator. The text that cannot be parsed.
pub fn program(seed: u64, weights: &Weights) -> Result<Program, String> {
    let mut rng = Rng::new(seed);
    let edition = if rng.percent(50) {
        Edition::E2021
    } else {
        Edition::E2024
    };
    let budget = (20 + rng.below(40) as i32) * weights.size() / 100;
    let theme = themes::Theme::new(&mut rng);
    // From a source of its own: the programs without these stay what they were.
    let mut rare = Rng::new(!seed);
    let has_futures = rare.percent(weights.futures());
    let has_statics = rare.percent(weights.statics());
    // Through a static a thread could tell how far it is.
    let has_threads = rare.percent(weights.threads()) && !has_statics;
    let has_channels = rare.percent(weights.channels());
    let theme = match has_channels && rare.percent(50) {
        true => themes::Theme::channels(),
        false => theme,
    };
    let mut g = Gen {
        rng,
        weights,
        env: Env::new(Ty::Unit),
        structs: Vec::new(),
        enums: Vec::new(),
        fns: Vec::new(),
        has_trait: false,
        trait_is_object: true,
        has_futures,
        has_statics,
        has_threads,
        has_channels,
        edition,
        theme,
        items: Vec::new(),
        names: 0,
        budget: 0,
        used: Vec::new(),
    };
    g.items(budget);
    g.main(budget);
    let (tokens, mut constructs) = g.assemble();
    constructs.insert(match edition {
        Edition::E2021 => "edition_2021",
        Edition::E2024 => "edition_2024",
    });
    let file: syn::File =
        syn::parse2(tokens.clone()).map_err(|error| format!("{error}: {tokens}"))?;
    Ok(Program {
        seed,
        edition,
        text: prettyplease::unparse(&file),
        constructs,
    })
}

impl Gen<'_> {
    /// One of the constructs that are possible here, by weight.
    fn choose(&mut self, of: &[(&'static str, bool)]) -> &'static str {
        let possible: Vec<(&'static str, u32)> = of
            .iter()
            .filter(|(_, can)| *can)
            .map(|(name, _)| (*name, self.weight(name)))
            .collect();
        let sum: u32 = possible.iter().map(|(_, weight)| weight).sum();
        let mut at = self.rng.below(sum as usize) as u32;
        for (name, weight) in &possible {
            if at < *weight {
                return name;
            }
            at -= weight;
        }
        possible.first().map_or("", |(name, _)| name)
    }

    /// A construct's weight in this program.
    fn weight(&self, name: &str) -> u32 {
        let boost = if self.theme.wants(name) { 8 } else { 1 };
        self.weights.of(name).saturating_mul(boost)
    }

    /// Notes that a construct is in the program.
    fn note(&mut self, construct: &'static str) {
        if constructs::KINDS.contains(&construct) {
            return;
        }
        debug_assert!(
            constructs::is_listed(construct),
            "{construct} is not listed"
        );
        self.used.push(construct);
    }

    /// A name that was not given before.
    fn fresh(&mut self, stem: &str) -> Ident {
        self.names += 1;
        format_ident!("{stem}{}", self.names)
    }

    /// Whether more may be nested.
    fn deep(&self, d: u32) -> bool {
        d > 0 && self.budget > 0
    }

    /// Joins branches: what was moved after each, and whether it never gets to its end. Gives whether none does.
    fn join(&mut self, branches: Vec<(BTreeSet<Path>, bool)>) -> bool {
        let all = branches.iter().all(|(_, diverges)| *diverges);
        let parts = branches
            .into_iter()
            .filter(|(_, diverges)| all || !diverges);
        self.env.moved = parts.flat_map(|(moved, _)| moved).collect();
        all
    }

    /// What the branches of something share at their start.
    fn start(&self) -> BTreeSet<Path> {
        self.env.moved.clone()
    }

    /// Ends a branch and goes back to the start: what was moved in it.
    fn rewind(&mut self, start: &BTreeSet<Path>) -> BTreeSet<Path> {
        std::mem::replace(&mut self.env.moved, start.clone())
    }

    /// Makes something while variables are borrowed.
    fn while_blocked<R>(&mut self, vars: &[usize], f: impl FnOnce(&mut Self) -> R) -> R {
        let added: Vec<usize> = vars
            .iter()
            .copied()
            .filter(|v| self.env.blocked.insert(*v))
            .collect();
        let made = f(self);
        for var in added {
            self.env.blocked.remove(&var);
        }
        made
    }

    /// Makes the body of a closure: no jump leaves it.
    fn in_closure<R>(&mut self, ret: Option<Ty>, f: impl FnOnce(&mut Self) -> R) -> R {
        self.in_body(ret, false, f)
    }

    /// Makes the body of a closure or, where it awaits, of an `async` block.
    fn in_body<R>(&mut self, ret: Option<Ty>, awaits: bool, f: impl FnOnce(&mut Self) -> R) -> R {
        let around = env::Around {
            ret,
            first_loop: self.env.loops.len(),
            vars: self.env.vars.len(),
            awaits,
            is_part: true,
        };
        let outer = std::mem::replace(&mut self.env.around, around);
        let made = f(self);
        self.env.around = outer;
        made
    }
}
