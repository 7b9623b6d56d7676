//! What a flow graph tells before it is solved: found once for a body, whatever it is analysed for.

use std::collections::BTreeSet;

use super::framework::successors;
use super::order::{components, weak_topological};
use crate::ir::{Block, Body, Local, Terminator};

/// What is known of a body's graph.
pub(crate) struct Plan {
    /// Each block's number in the order in which blocks are visited; `None` for blocks that cannot be reached.
    pub(super) order: Vec<Option<u32>>,
    /// Blocks in loops that no iterator bounds.
    pub(super) endless: BTreeSet<Block>,
    /// The iterators of `for` loops.
    pub(super) iterators: Vec<Local>,
}

impl Plan {
    /// Looks at a body.
    pub(super) fn of(body: &Body) -> Plan {
        let iterators = body.blocks.iter().filter_map(|b| match b.term {
            Terminator::Next { iter, .. } => Some(iter),
            _ => None,
        });
        Plan {
            order: weak_topological(body),
            endless: unbounded_loops(body),
            iterators: iterators.collect(),
        }
    }
}

/// The blocks that lie on a cycle in which no iterator is asked for its next item: `loop` and `while`, not `for`.
fn unbounded_loops(body: &Body) -> BTreeSet<Block> {
    let term = |block: &Block| &body.blocks[block.0 as usize].term;
    let blocks: Vec<Block> = (0..body.blocks.len() as u32).map(Block).collect();
    let loops = components(body, &blocks).into_iter().filter(|component| {
        let itself = |block: &Block| successors(term(block)).contains(block);
        let cycle = component.len() > 1 || component.iter().any(itself);
        let bounded = component
            .iter()
            .any(|block| matches!(term(block), Terminator::Next { .. }));
        cycle && !bounded
    });
    loops.flatten().collect()
}
