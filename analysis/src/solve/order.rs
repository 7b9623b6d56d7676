//! In which order the blocks of a body are visited: a weak topological order.
//!
//! A block comes after those that lead to it, as far as loops allow, and what lies in a loop before what comes after it.
//! So a loop is brought to its fixed point before the code behind it is looked at, which is then looked at once for each
//! state and not once for each turn.
//!
//! The order is that of Bourdoncle (*Efficient chaotic iteration strategies with widenings*, 1993), made from strongly
//! connected components.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::framework::successors;
use crate::ir::{Block, Body};

/// Each block's number in the order; `None` for blocks that cannot be reached.
pub(super) fn weak_topological(body: &Body) -> Vec<Option<u32>> {
    let mut ranks = vec![None; body.blocks.len()];
    let mut next = 0;
    let before = predecessors(body);
    // Parts that are still to be put into order, the first one last: each can be entered from those that have been.
    let mut work = match reachable(body) {
        blocks if blocks.is_empty() => Vec::new(),
        blocks => vec![blocks],
    };
    while let Some(part) = work.pop() {
        let placed = |b: &Block| ranks.get(b.0 as usize).copied().flatten().is_some();
        let entered = |b: &&Block| {
            before
                .get(b.0 as usize)
                .is_some_and(|from| from.iter().any(placed))
        };
        let Some(head) = part.iter().find(entered).or(part.first()).copied() else {
            continue;
        };
        if let Some(rank) = ranks.get_mut(head.0 as usize) {
            *rank = Some(next);
            next += 1;
        }
        let rest: Vec<Block> = part.into_iter().filter(|b| *b != head).collect();
        // Components come with those first to which others lead: on the stack they are then last.
        work.extend(components(body, &rest));
    }
    ranks
}

/// The blocks that lead to each block.
fn predecessors(body: &Body) -> Vec<Vec<Block>> {
    let mut out = vec![Vec::new(); body.blocks.len()];
    for (from, data) in body.blocks.iter().enumerate() {
        for target in successors(&data.term) {
            if let Some(before) = out.get_mut(target.0 as usize) {
                before.push(Block(from as u32));
            }
        }
    }
    out
}

/// The blocks that can be reached.
fn reachable(body: &Body) -> Vec<Block> {
    let mut seen = vec![false; body.blocks.len()];
    let mut work = vec![Block(0)];
    while let Some(block) = work.pop() {
        if let Some(seen) = seen.get_mut(block.0 as usize)
            && !std::mem::replace(seen, true)
        {
            work.extend(successors(&body.blocks[block.0 as usize].term));
        }
    }
    let blocks = (0..).map(Block).zip(seen);
    blocks.filter_map(|(b, seen)| seen.then_some(b)).collect()
}

/// The strongly connected components of some blocks, in reverse topological order.
pub(super) fn components(body: &Body, blocks: &[Block]) -> Vec<Vec<Block>> {
    let mut graph = DiGraph::<Block, ()>::new();
    let mut nodes: Vec<Option<NodeIndex>> = vec![None; body.blocks.len()];
    // The search begins with the last block: then those of blocks that do not depend on each other stand in the order of
    // the source.
    for block in blocks.iter().rev() {
        nodes[block.0 as usize] = Some(graph.add_node(*block));
    }
    for block in blocks {
        for target in successors(&body.blocks[block.0 as usize].term) {
            let to = nodes.get(target.0 as usize).copied().flatten();
            if let (Some(from), Some(to)) = (nodes[block.0 as usize], to) {
                graph.add_edge(from, to, ());
            }
        }
    }
    let components = tarjan_scc(&graph).into_iter();
    components
        .map(|nodes| {
            let mut blocks: Vec<Block> = nodes.into_iter().map(|n| graph[n]).collect();
            blocks.sort();
            blocks
        })
        .collect()
}
