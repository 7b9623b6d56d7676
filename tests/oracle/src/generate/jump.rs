//! Jumps, and what they do to loops: a `break` carries what was moved to the loop's end.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::Gen;
use super::env::{Loop, Path};
use super::types::Ty;

/// A label as tokens.
pub(super) fn label(name: &Ident) -> TokenStream {
    syn::Lifetime::new(&format!("'{name}"), Span::call_site()).into_token_stream()
}

impl Gen<'_> {
    /// Begins a loop or labelled block.
    pub(super) fn push_loop(&mut self, label: Option<Ident>, is_loop: bool, value: Ty) {
        let start = self.start();
        let vars = self.env.vars.len();
        self.env.loops.push(Loop {
            label,
            vars,
            start,
            exit: BTreeSet::new(),
            is_loop,
            value,
        });
    }

    /// After a labelled block: its end and its breaks meet.
    pub(super) fn leave(&mut self, done: Loop, diverges: bool) {
        if diverges {
            self.env.moved = done.exit;
        } else {
            self.env.moved.extend(done.exit);
        }
    }

    /// What was moved of the variables outside a loop and not before it.
    fn lost(&self, at: &Loop) -> Vec<Path> {
        self.env
            .moved
            .iter()
            .filter(|p| p.0 < at.vars && !at.start.contains(*p))
            .cloned()
            .collect()
    }

    /// `break` of the loop with this index, with its value.
    fn break_of(&mut self, index: usize, d: u32) -> TokenStream {
        let ty = self.env.loops[index].value.clone();
        let value = if ty == Ty::Unit {
            TokenStream::new()
        } else {
            self.note("break_value");
            super::option::operand(self.value(&ty, d))
        };
        let at = &mut self.env.loops[index];
        let vars = at.vars;
        at.exit
            .extend(self.env.moved.iter().filter(|p| p.0 < vars).cloned());
        let own = &self.env.loops[index];
        let inner = index + 1 < self.env.loops.len();
        let label = own
            .label
            .as_ref()
            .filter(|_| !own.is_loop || inner)
            .map(label);
        quote!(break #label #value)
    }

    /// A jump that is possible here, as a statement.
    pub(super) fn jump(&mut self, d: u32) -> Option<TokenStream> {
        let first = self.env.around.first_loop;
        let loops: Vec<usize> = (first..self.env.loops.len())
            .filter(|i| {
                let own = &self.env.loops[*i];
                own.label.is_some() || (own.is_loop && i + 1 == self.env.loops.len())
            })
            .collect();
        let name = self.choose(&[
            ("return", self.env.around.ret.is_some()),
            ("break", !loops.is_empty()),
            ("continue", !loops.is_empty()),
        ]);
        let made = match name {
            "return" => {
                let ty = self.env.around.ret.clone()?;
                if ty == Ty::Unit {
                    quote!(return;)
                } else {
                    let value = self.value(&ty, d.min(1));
                    quote!(return #value;)
                }
            }
            "break" | "continue" => {
                let index = *self.rng.pick(&loops)?;
                let own = self.env.loops[index].clone();
                if own.label.is_some() {
                    self.note("label");
                }
                if name == "continue" && own.is_loop && self.lost(&own).is_empty() {
                    let inner = index + 1 < self.env.loops.len();
                    let label = own.label.as_ref().filter(|_| inner).map(label);
                    // A loop that begins anew and asks nothing never ends, nor does a run of it.
                    let jump = self.break_of(index, d.min(1));
                    quote!(if cond() { continue #label; } #jump;)
                } else {
                    let jump = self.break_of(index, d.min(1));
                    quote!(#jump;)
                }
            }
            _ => return None,
        };
        self.note(name);
        Some(made)
    }

    /// At the end of a loop's body, in its scope: what was moved is given back, or the loop ends.
    pub(super) fn close_turn(&mut self) -> TokenStream {
        let mut made = TokenStream::new();
        let Some(own) = self.env.loops.last().cloned() else {
            return made;
        };
        for (var, _) in self.lost(&own) {
            let Some(root) = self.env.root(var).filter(|r| r.mutable) else {
                continue;
            };
            if self.lost(&own).iter().any(|(v, _)| *v == var) && self.env.is_assignable(&root) {
                self.note("refill_in_loop");
                let ty = root.ty.clone();
                let value = self.value(&ty, 0);
                if !self.env.is_assignable(&root) {
                    continue;
                }
                self.env.refill(&root);
                let at = root.tokens;
                made.extend(quote!(#at = #value;));
            }
        }
        if !self.lost(&own).is_empty() {
            let index = self.env.loops.len() - 1;
            let jump = self.break_of(index, 0);
            made.extend(quote!(#jump;));
        }
        made
    }

    /// The end of the body of a `loop` with a value: it breaks with it, now or at some later turn.
    pub(super) fn break_or_end(&mut self, ty: &Ty, d: u32) -> TokenStream {
        let index = self.env.loops.len() - 1;
        debug_assert_eq!(
            self.env.loops[index].value, *ty,
            "the innermost loop is meant"
        );
        let start = self.start();
        let jump = self.break_of(index, d);
        self.rewind(&start);
        let end = self.close_turn();
        quote!(if cond() { #jump; } #end)
    }
}
