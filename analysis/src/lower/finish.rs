//! From a body in the making to its flow graph: unreachable blocks left out, straight lines joined, blocks numbered in
//! reverse postorder.

use super::builder::{Builder, OpenBody};
use crate::ir::{Block, BlockData, Body, Terminator};

impl Builder<'_, '_> {
    /// The finished outermost body.
    pub(super) fn finish(mut self) -> Body {
        let blocks = all_blocks(&mut self.body);
        close(self.body, blocks)
    }
}

/// The blocks of a body in the making, also those that nothing reaches: what they name is captured all the same.
pub(super) fn all_blocks(body: &mut OpenBody) -> Vec<BlockData> {
    let blocks = std::mem::take(&mut body.blocks);
    blocks.into_iter().map(BlockData::from).collect()
}

/// The flow graph of a body that has these blocks, without captures.
pub(super) fn close(mut body: OpenBody, blocks: Vec<BlockData>) -> Body {
    let has_items = !body.items.items.is_empty() || !body.items.uses.is_empty();
    // From here on it does not grow, and it stays until the end of the run.
    body.params.shrink_to_fit();
    body.locals.shrink_to_fit();
    body.bodies.shrink_to_fit();
    Body {
        kind: body.kind,
        span: body.span,
        captures: Vec::new(),
        params: body.params,
        locals: body.locals,
        blocks: tidy(blocks),
        bodies: body.bodies,
        items: has_items.then(|| Box::new(body.items)),
    }
}

/// The targets of a terminator, in order.
pub(super) fn targets(term: &mut Terminator) -> Vec<&mut Block> {
    match term {
        Terminator::Goto(to) => vec![to],
        Terminator::If { then, els, .. } => vec![then, els],
        Terminator::Test { yes, no, .. } => vec![yes, no],
        Terminator::Try { ok, err, .. } => vec![ok, err],
        Terminator::Next { some, none, .. } => vec![some, none],
        Terminator::Select { arms, els } => {
            arms.iter_mut().map(|a| &mut a.target).chain(els).collect()
        }
        Terminator::Nondet(targets) => targets.iter_mut().collect(),
        Terminator::Return | Terminator::Unreachable => Vec::new(),
    }
}

fn tidy(mut blocks: Vec<BlockData>) -> Vec<BlockData> {
    skip_empty(&mut blocks);
    let order = reverse_postorder(&mut blocks);
    let heads = join_lines(&mut blocks, &order);
    renumber(blocks, &heads)
}

/// Has every jump to an empty block that only jumps on go where that one goes.
fn skip_empty(blocks: &mut [BlockData]) {
    let next: Vec<Option<u32>> = blocks
        .iter()
        .map(|b| match b.term {
            Terminator::Goto(to) if b.stmts.is_empty() => Some(to.0),
            _ => None,
        })
        .collect();
    for block in blocks.iter_mut() {
        for target in targets(&mut block.term) {
            // An empty loop jumps to itself for ever: bounded by the number of blocks.
            for _ in 0..next.len() {
                match next[target.0 as usize] {
                    Some(to) if to != target.0 => target.0 = to,
                    _ => break,
                }
            }
        }
    }
}

fn reverse_postorder(blocks: &mut [BlockData]) -> Vec<u32> {
    let mut seen = vec![false; blocks.len()];
    let mut order = Vec::new();
    // (block, its targets that are still to be visited: the last first, so that the first comes first in the end)
    let mut stack: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut enter = |block: u32, stack: &mut Vec<(u32, Vec<u32>)>| {
        if !std::mem::replace(&mut seen[block as usize], true) {
            let next = targets(&mut blocks[block as usize].term)
                .iter()
                .map(|b| b.0)
                .collect();
            stack.push((block, next));
        }
    };
    enter(0, &mut stack);
    while let Some((block, next)) = stack.last_mut() {
        match next.pop() {
            Some(to) => enter(to, &mut stack),
            None => {
                order.push(*block);
                stack.pop();
            }
        }
    }
    order.reverse();
    order
}

/// Appends each block that is only jumped to from one place to that place; gives the blocks that are left, in order.
fn join_lines(blocks: &mut [BlockData], order: &[u32]) -> Vec<u32> {
    let mut entries = vec![0_u32; blocks.len()];
    entries[0] = 1;
    for block in order {
        for target in targets(&mut blocks[*block as usize].term) {
            entries[target.0 as usize] += 1;
        }
    }
    let mut joined = vec![false; blocks.len()];
    for &block in order {
        if joined[block as usize] {
            continue;
        }
        while let Terminator::Goto(Block(to)) = blocks[block as usize].term {
            if to == block || to == 0 || entries[to as usize] != 1 || joined[to as usize] {
                break;
            }
            let stmts = std::mem::take(&mut blocks[to as usize].stmts);
            let term = std::mem::replace(&mut blocks[to as usize].term, Terminator::Unreachable);
            blocks[block as usize].stmts.extend(stmts);
            blocks[block as usize].term = term;
            joined[to as usize] = true;
        }
    }
    order
        .iter()
        .copied()
        .filter(|b| !joined[*b as usize])
        .collect()
}

fn renumber(mut blocks: Vec<BlockData>, heads: &[u32]) -> Vec<BlockData> {
    let mut number = vec![0_u32; blocks.len()];
    for (new, old) in heads.iter().enumerate() {
        number[*old as usize] = new as u32;
    }
    let mut out = Vec::with_capacity(heads.len());
    for old in heads {
        let empty = BlockData {
            stmts: Vec::new(),
            term: Terminator::Unreachable,
        };
        let mut block = std::mem::replace(&mut blocks[*old as usize], empty);
        for target in targets(&mut block.term) {
            target.0 = number[target.0 as usize];
        }
        block.stmts.shrink_to_fit();
        out.push(block);
    }
    out
}
