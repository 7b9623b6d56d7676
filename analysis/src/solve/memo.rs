//! Summaries on demand: each analysis is made once, recursion is iterated to a fixed point.
//!
//! An analysis that asks for one still in progress gets what that one has shown so far, and hangs on it: its own result
//! is provisional. Provisional results are kept as long as what they hang on stands still, are made again when it
//! changes, and are final with it. So mutual recursion (a trait's method behind `dyn`, which any implementation may be)
//! costs one analysis a round for each member, not one for each way through the members.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::summary::{Key, Summary};
use super::{Frame, Solver};

/// How deep calls are followed before they count as unknown.
const MAX_DEPTH: usize = 48;

/// How often a recursive function is analysed until its summary must stand still.
const MAX_ROUNDS: usize = 6;

/// How often a function that calls itself is analysed for what comes in then, if that is different each time.
const MAX_TURNS: usize = 2;

/// The summaries that were made, and those in progress.
#[derive(Default)]
pub(super) struct Memo {
    done: RefCell<FxHashMap<Key, Rc<Summary>>>,
    /// Analyses in progress, outermost first.
    active: RefCell<Vec<Active>>,
    /// Results that hang on an analysis in progress, in the order in which they were made.
    provisional: RefCell<Provisional>,
}

/// An analysis in progress.
struct Active {
    key: Key,
    /// What it has shown in the last round.
    so_far: Rc<Summary>,
    /// Whether an analysis inside has asked for it.
    asked: bool,
    /// The outermost analysis in progress that it hangs on, as an index; its own if on none.
    hangs_on: usize,
}

#[derive(Default)]
struct Provisional {
    results: FxHashMap<Key, (Rc<Summary>, usize)>,
    order: Vec<Key>,
}

impl Memo {
    /// Notes that the innermost analysis hangs on one further out.
    fn hang(&self, on: usize) {
        if let Some(active) = self.active.borrow_mut().last_mut() {
            active.hangs_on = active.hangs_on.min(on);
        }
    }

    /// What is known of an analysis without making it.
    fn known(&self, key: &Key) -> Option<Rc<Summary>> {
        if let Some(done) = self.done.borrow().get(key) {
            return Some(done.clone());
        }
        if let Some((result, on)) = self.provisional.borrow().results.get(key) {
            self.hang(*on);
            return Some(result.clone());
        }
        let at = self.active.borrow().iter().position(|a| a.key == *key)?;
        self.hang(at);
        let mut active = self.active.borrow_mut();
        let asked = active.get_mut(at)?;
        asked.asked = true;
        Some(asked.so_far.clone())
    }

    /// Forgets the provisional results made after the first `from`.
    fn forget(&self, from: usize) {
        let mut provisional = self.provisional.borrow_mut();
        for key in provisional.order.split_off(from) {
            provisional.results.remove(&key);
        }
    }

    /// The provisional results made after the first `from` are final.
    fn settle(&self, from: usize) {
        let mut provisional = self.provisional.borrow_mut();
        for key in provisional.order.split_off(from) {
            if let Some((result, _)) = provisional.results.remove(&key) {
                self.done.borrow_mut().insert(key, result);
            }
        }
    }

    /// The innermost analysis has this result; whether it is to be made once more.
    fn again(&self, result: &Rc<Summary>) -> bool {
        let mut active = self.active.borrow_mut();
        let Some(active) = active.last_mut() else {
            return false;
        };
        let again = active.asked && active.so_far != *result;
        active.so_far = result.clone();
        again
    }

    /// The innermost analysis is at its end, with this result.
    fn end(&self, from: usize, result: &Rc<Summary>) {
        let Some(ended) = self.active.borrow_mut().pop() else {
            return;
        };
        let own = self.active.borrow().len();
        if ended.hangs_on < own {
            self.hang(ended.hangs_on);
            let mut provisional = self.provisional.borrow_mut();
            let Provisional { results, order } = &mut *provisional;
            for key in order.iter().skip(from) {
                if let Some((_, on)) = results.get_mut(key) {
                    *on = ended.hangs_on.min(*on);
                }
            }
            order.push(ended.key.clone());
            results.insert(ended.key, (result.clone(), ended.hangs_on));
        } else {
            self.settle(from);
            self.done.borrow_mut().insert(ended.key, result.clone());
        }
    }
}

impl Solver<'_> {
    /// What a piece of code does, called with arguments of these types.
    pub(crate) fn summary(&self, key: Key) -> Rc<Summary> {
        let memo = &self.memo;
        if let Some(known) = memo.known(&key) {
            return known;
        }
        let depth = memo.active.borrow().len();
        let body = self.body_of(key.code).filter(|_| depth < MAX_DEPTH);
        let Some(body) = body else {
            return Rc::new(Summary {
                opaque: true,
                ..Summary::default()
            });
        };
        memo.active.borrow_mut().push(Active {
            key: key.clone(),
            so_far: Rc::default(),
            asked: false,
            hangs_on: depth,
        });
        let from = memo.provisional.borrow().order.len();
        let mut result = Rc::new(Frame::new(self, body, &key).solve());
        for _ in 0..MAX_ROUNDS {
            if !memo.again(&result) {
                break;
            }
            memo.forget(from);
            result = Rc::new(Frame::new(self, body, &key).solve());
        }
        memo.end(from, &result);
        if result.widened {
            self.widened.borrow_mut().insert(self.name_of(body));
        }
        result
    }

    /// Whether analyses of a piece of code are in progress, none of them this one, and so many that there would be more and
    /// more.
    pub(crate) fn is_recursion_without_end(&self, key: &Key) -> bool {
        let active = self.memo.active.borrow();
        let mut same = active.iter().filter(|a| a.key.code == key.code);
        same.clone().count() >= MAX_TURNS && same.all(|a| a.key.args != key.args)
    }
}
