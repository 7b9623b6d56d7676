//! The dataflow engine: an [`Analysis`] says what statements do to a state, [`run`] brings the states to a fixed point.
//!
//! States are kept as sets of disjuncts at block entries. Blocks are visited in a weak topological [`order`](super::order),
//! so that branches have met, and loops have come to their end, before the block behind them is looked at.

use std::collections::BTreeMap;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::hashed::Hashed;
use crate::ir::{Block, Body, Local, Terminator};

/// How many disjuncts a block's entry can have, at each turn of the loops around it. Of further ones, up to as many again, only those are kept that say
/// something of the connections that no other one says ([`Analysis::outline`]). A finding is never made up by that, but
/// one can be missed, so the function is named in [`crate::facts::Facts::widened`].
pub(crate) const MAX_STATES: usize = 48;
/// From how many disjuncts on one stands for all that differ from it in their history only. Whether anything is found
/// does not change by that, only which of several stories is told.
pub(crate) const FEW_HISTORIES: usize = 12;
/// From how many states on those in the middle of a block are joined too.
const MANY: usize = 16;
/// As many states as these are kept even in the largest body.
const MIN_STATES: usize = 10;
/// How many states all blocks of a body can have together, above [`MIN_STATES`] each: keeps the cost of large bodies
/// linear in their size.
const STATES_A_BODY: usize = 2400;

/// A dataflow analysis over sets of disjuncts.
pub(crate) trait Analysis {
    /// One disjunct.
    type State: Clone + Eq + Hash;

    /// What of a disjunct is told apart last.
    type Outline: Eq + Hash;

    /// The states on entry.
    fn initial(&mut self) -> Vec<Self::State>;

    /// What a block's `index`-th statement makes of a state: none if control does not get behind it.
    fn statement(&mut self, block: Block, index: usize, state: Self::State) -> Vec<Self::State>;

    /// Where control goes from the end of a block, and with which states.
    fn terminator(&mut self, block: Block, state: Self::State) -> Vec<(Block, Self::State)>;

    /// The canonical form of a state.
    fn canonical(&mut self, state: Self::State) -> Self::State;

    /// A state without its history: of two that differ only in how they came about, one can stand for both.
    fn without_history(&mut self, state: &Self::State) -> Self::State;

    /// A state that stands for this one and for others: where that one has been, this one shows nothing new.
    fn general(&mut self, state: &Self::State) -> Option<Self::State>;

    /// How far a state is in loops that take a known number of turns. States at different turns are as if the loop had
    /// been written out: they do not take each other's room.
    fn progress(&mut self, state: &Self::State) -> Progress;

    /// The outline of a state.
    fn outline(&mut self, state: &Self::State) -> Self::Outline;

    /// How much of the room for disjuncts there still is, given all of it: the longer an analysis takes, the fewer ways it
    /// can follow to the body's end.
    fn room(&self, all: usize) -> usize;

    /// Joins disjuncts where nothing is lost by it.
    fn join(&mut self, states: Vec<Self::State>) -> Vec<Self::State>;
}

/// How many items the iterators of a body's loops still have, where that is known.
pub(crate) type Progress = Vec<(Local, usize)>;

/// Runs an analysis over a body, its blocks in this order. Gives whether any block had more states than it can keep.
pub(crate) fn run<A: Analysis>(analysis: &mut A, body: &Body, order: &[Option<u32>]) -> bool {
    let mut entries: FxHashMap<(Block, Progress), Entry<A>> = FxHashMap::default();
    let mut pending: BTreeMap<u32, Vec<A::State>> = BTreeMap::new();
    let all = (STATES_A_BODY / body.blocks.len().max(1)).clamp(MIN_STATES, MAX_STATES);
    let mut widened = false;
    let Some(first) = order.first().copied().flatten() else {
        return false;
    };
    let initial = analysis.initial();
    pending.insert(first, initial);
    let by_rank: BTreeMap<u32, Block> = order
        .iter()
        .enumerate()
        .filter_map(|(b, rank)| rank.map(|r| (r, Block(b as u32))))
        .collect();
    while let Some((rank, states)) = pending.pop_first() {
        let Some(block) = by_rank.get(&rank).copied() else {
            continue;
        };
        for state in joined(analysis, states) {
            let max = analysis.room(all);
            let state = Hashed::new(state);
            let turn = (block, analysis.progress(&state.value));
            match entries
                .entry(turn)
                .or_default()
                .enter(analysis, &state, max)
            {
                Entered::New => {}
                Entered::Known => continue,
                Entered::Dropped => {
                    widened = true;
                    continue;
                }
            }
            let mut current = vec![state.value];
            for index in 0..body.blocks[block.0 as usize].stmts.len() {
                let before = current.len();
                let mut next = Vec::with_capacity(before);
                for state in current {
                    next.extend(analysis.statement(block, index, state));
                }
                // Calls in one straight line multiply what is joined only where the next block begins.
                if next.len() > before && next.len() > MANY.min(max) {
                    next = joined(analysis, next);
                }
                if next.len() > max {
                    keep_outlines(analysis, &mut next, max);
                    widened = true;
                }
                current = next;
            }
            for state in current {
                for (target, state) in analysis.terminator(block, state) {
                    if let Some(rank) = order.get(target.0 as usize).copied().flatten() {
                        pending.entry(rank).or_default().push(state);
                    }
                }
            }
        }
    }
    widened
}

/// The states with which a block was entered.
struct Entry<A: Analysis> {
    seen: FxHashSet<Hashed<A::State>>,
    /// The same without their history, once there are many.
    bare: FxHashSet<Hashed<A::State>>,
    /// Their outlines, once there are too many.
    outlines: FxHashSet<A::Outline>,
}

impl<A: Analysis> Default for Entry<A> {
    fn default() -> Self {
        Entry {
            seen: FxHashSet::default(),
            bare: FxHashSet::default(),
            outlines: FxHashSet::default(),
        }
    }
}

/// What becomes of a state at a block's entry.
enum Entered {
    New,
    Known,
    Dropped,
}

impl<A: Analysis> Entry<A> {
    fn enter(&mut self, analysis: &mut A, state: &Hashed<A::State>, max: usize) -> Entered {
        if self.seen.contains(state) {
            return Entered::Known;
        }
        if let Some(general) = analysis.general(&state.value)
            && self.seen.contains(&Hashed::new(general))
        {
            return Entered::Known;
        }
        if self.seen.len() >= FEW_HISTORIES {
            if self.bare.is_empty() {
                let bare = self.seen.iter().map(|s| analysis.without_history(&s.value));
                self.bare = bare.map(Hashed::new).collect();
            }
            let bare = Hashed::new(analysis.without_history(&state.value));
            if self.bare.contains(&bare) {
                return Entered::Known;
            }
            if self.seen.len() >= max {
                if self.outlines.is_empty() {
                    let seen = self.seen.iter();
                    self.outlines = seen.map(|s| analysis.outline(&s.value)).collect();
                }
                let new = self.outlines.insert(analysis.outline(&state.value));
                if !new || self.seen.len() >= 2 * max {
                    return Entered::Dropped;
                }
            }
            self.bare.insert(bare);
        }
        self.seen.insert(state.clone());
        Entered::New
    }
}

/// States in canonical form, joined where nothing is lost by it.
fn joined<A: Analysis>(analysis: &mut A, states: Vec<A::State>) -> Vec<A::State> {
    let states = states.into_iter().map(|s| analysis.canonical(s)).collect();
    analysis.join(states)
}

/// Keeps the first `max` states, and of the others, up to as many again, those whose outlines are new.
fn keep_outlines<A: Analysis>(analysis: &mut A, states: &mut Vec<A::State>, max: usize) {
    let mut outlines = FxHashSet::default();
    let mut kept = 0;
    states.retain(|state| {
        let new = outlines.insert(analysis.outline(state));
        let keep = kept < max || new && kept < 2 * max;
        kept += usize::from(keep);
        keep
    });
}

/// The blocks to which a terminator can lead.
pub(crate) fn successors(term: &Terminator) -> Vec<Block> {
    match term {
        Terminator::Goto(b) => vec![*b],
        Terminator::If { then, els, .. } => vec![*then, *els],
        Terminator::Test { yes, no, .. } => vec![*yes, *no],
        Terminator::Try { ok, err, .. } => vec![*ok, *err],
        Terminator::Next { some, none, .. } => vec![*some, *none],
        Terminator::Select { arms, els } => arms.iter().map(|a| a.target).chain(*els).collect(),
        Terminator::Nondet(blocks) => blocks.clone(),
        Terminator::Return | Terminator::Unreachable => Vec::new(),
    }
}
