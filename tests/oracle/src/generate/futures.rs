//! Futures: blocks that are awaited, kept, raced, joined, bounded by a timeout, spawned, or dropped before their end.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// Whether a function becomes an `async fn`.
    pub(super) fn is_async(&mut self) -> bool {
        let is_async = self.has_futures && self.rng.percent(50);
        if is_async {
            self.note("async_fn");
        }
        is_async
    }

    /// A block that is a future, with statements and a value; nothing in it is moved out of what is blocked.
    fn async_block(&mut self, ty: &Ty, d: u32) -> TokenStream {
        // The type of an error that `?` returns would not be known.
        let ret = (!matches!(ty, Ty::Res(_))).then(|| ty.clone());
        let (body, diverges) = self.in_body(ret, true, |g| g.value_block(ty, d));
        if diverges {
            let written = ty.tokens();
            return quote!(async { let out: #written = { #body }; out });
        }
        quote!(async { #body })
    }

    /// As [`Gen::async_block`], of a future that waits before all else: one that is through when it is polled for the first
    /// time always wins a race, and no timeout is over before that.
    fn waiting_block(&mut self, ty: &Ty, d: u32) -> TokenStream {
        let body = self.async_block(ty, d);
        let pause = pause();
        quote!(async { #pause #body.await })
    }

    /// A value that a future gives.
    pub(super) fn future_value(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        let less = d.saturating_sub(1);
        let name = self.choose(&[
            ("async_block", true),
            ("future_in_value", true),
            ("timeout_value", true),
            ("select_value", true),
            // A task that ends by itself: see `exclusions.rs`.
            ("spawn_await", !self.env.around.is_part),
            (
                "blocking_await",
                self.has_threads && !self.env.around.is_part,
            ),
        ]);
        let made = match name {
            "async_block" => {
                let body = self.async_block(ty, less);
                quote!(#body.await)
            }
            "future_in_value" => {
                let body = self.async_block(ty, less);
                let (between, _) = self.while_all_blocked(|g| g.block(1, 0, false));
                let future = self.fresh("f");
                quote!({ let #future = #body; #between #future.await })
            }
            "timeout_value" => {
                let body = self.waiting_block(ty, less);
                let start = self.start();
                let other = self.value(ty, less);
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                let it = self.fresh("t");
                quote!(match tokio::time::timeout(std::time::Duration::from_secs(1), #body).await {
                    Ok(#it) => #it,
                    Err(_) => #other,
                })
            }
            "select_value" => {
                let (first, second) = self.two_blocks(ty, ty, less);
                let (a, b) = (self.fresh("s"), self.fresh("s"));
                quote!(tokio::select! { #a = #first => { #a } #b = #second => { #b } })
            }
            "blocking_await" => {
                let body = self.owned_closure(ty, less);
                quote!(tokio::task::spawn_blocking(#body).await.unwrap())
            }
            _ => {
                let body = self.owned_block(ty, less);
                quote!(tokio::spawn(#body).await.unwrap())
            }
        };
        self.note(name);
        Some(made)
    }

    /// A statement with a future.
    pub(super) fn future_stmt(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let name = self.choose(&[
            ("pause", true),
            ("future_kept", true),
            ("future_moved", true),
            ("select_stmt", true),
            ("join_stmt", true),
            ("timeout_stmt", true),
            ("spawn_loop", true),
            ("spawn_abort", true),
            // Dropped half-way it would not be joined.
            ("spawn_beside", !self.env.around.is_part),
            ("spawn_told", self.has_threads && !self.env.around.is_part),
            ("spawn_set", self.has_threads && !self.env.around.is_part),
            ("task_keeps", self.has_channels && !self.env.around.is_part),
            (
                "task_commands",
                self.has_channels && !self.env.around.is_part,
            ),
        ]);
        let made = match name {
            "pause" => (pause(), false),
            "future_kept" => (self.future_kept(d), false),
            "future_moved" => (self.future_moved(d)?, false),
            "select_stmt" => self.select_stmt(d),
            "join_stmt" => (self.join_stmt(d), false),
            "timeout_stmt" => self.timeout_stmt(d),
            "spawn_beside" => (self.spawn_beside(d), false),
            "spawn_told" => (self.spawn_told(d), false),
            "spawn_set" => (self.spawn_set(d), false),
            "task_keeps" => (self.task_keeps(d), false),
            "task_commands" => (self.commands(true), false),
            _ => (self.spawn_loop(name == "spawn_abort", d)?, false),
        };
        self.note(name);
        Some(made)
    }

    pub(super) fn while_all_blocked<R>(&mut self, f: impl FnOnce(&mut Self) -> R) -> R {
        let all: Vec<usize> = (0..self.env.vars.len()).collect();
        self.while_blocked(&all, f)
    }

    /// Two futures that exist at the same time: each has variables of its own.
    fn two_blocks(&mut self, first: &Ty, second: &Ty, d: u32) -> (TokenStream, TokenStream) {
        let (mine, theirs): (Vec<usize>, Vec<usize>) =
            (0..self.env.vars.len()).partition(|_| self.rng.percent(50));
        let a = self.while_blocked(&theirs, |g| g.waiting_block(first, d));
        let b = self.while_blocked(&mine, |g| g.waiting_block(second, d));
        (a, b)
    }

    /// A future that is kept for a while, and then awaited, or not.
    fn future_kept(&mut self, d: u32) -> TokenStream {
        let body = self.async_block(&Ty::Unit, d);
        let (between, _) = self.while_all_blocked(|g| g.block(1, 0, false));
        self.used_later(&body, &between)
    }

    /// A future in a variable, what happens meanwhile, and what becomes of it: it is awaited, or only perhaps, or dropped.
    fn used_later(&mut self, body: &TokenStream, between: &TokenStream) -> TokenStream {
        let name = self.fresh("f");
        match self.rng.below(3) {
            0 => quote!({ let #name = #body; #between #name.await; }),
            1 => quote!({ let #name = #body; if cond() { #name.await; } #between }),
            _ => {
                self.note("future_dropped");
                quote!({ let #name = #body; #between drop(#name); })
            }
        }
    }

    /// A future that takes what it uses.
    fn future_moved(&mut self, d: u32) -> Option<TokenStream> {
        self.movable(|t| !t.is_copy())?;
        let body = self.owned_block(&Ty::Unit, d);
        let (between, _) = self.block(1, 0, false);
        Some(self.used_later(&body, &between))
    }

    /// Branches that each bind a value, or none.
    fn branch(&mut self, bound: Option<(Ident, Ty)>, d: u32) -> (TokenStream, bool) {
        let vars = self.env.vars.len();
        if let Some((name, ty)) = bound {
            self.env.declare(name, ty, false, How::Owned);
        }
        let made = self.block(1, d, true);
        self.env.close_scope(vars);
        made
    }

    fn branches(&mut self, bound: [Option<(Ident, Ty)>; 2], d: u32) -> ([TokenStream; 2], bool) {
        let [first, second] = bound;
        let start: BTreeSet<_> = self.start();
        let (a, a_ends) = self.branch(first, d);
        let after_a = self.rewind(&start);
        let (b, b_ends) = self.branch(second, d);
        let after_b = self.start();
        let diverges = self.join(vec![(after_a, a_ends), (after_b, b_ends)]);
        ([a, b], diverges)
    }

    fn select_stmt(&mut self, d: u32) -> (TokenStream, bool) {
        let tys = [self.some_ty(1), self.some_ty(0)];
        let (first, second) = self.two_blocks(&tys[0], &tys[1], d);
        let names = [self.fresh("s"), self.fresh("s")];
        let [a, b] = &names;
        let [a_ty, b_ty] = tys;
        let bound = [Some((a.clone(), a_ty)), Some((b.clone(), b_ty))];
        let ([then, or], diverges) = self.branches(bound, d.min(1));
        let made = quote!(tokio::select! { #a = #first => { #then } #b = #second => { #or } });
        (made, diverges)
    }

    fn join_stmt(&mut self, d: u32) -> TokenStream {
        let tys = [self.some_ty(1), self.some_ty(1)];
        let (first, second) = self.two_blocks(&tys[0], &tys[1], d);
        let names = [self.fresh("j"), self.fresh("j")];
        for (name, ty) in names.iter().zip(tys) {
            self.env.declare(name.clone(), ty, true, How::Owned);
        }
        let [a, b] = &names;
        quote!(let (mut #a, mut #b) = tokio::join!(#first, #second);)
    }

    fn timeout_stmt(&mut self, d: u32) -> (TokenStream, bool) {
        let ty = self.some_ty(1);
        let body = self.waiting_block(&ty, d);
        let head = quote!(tokio::time::timeout(std::time::Duration::from_secs(1), #body).await);
        let it = self.fresh("t");
        let (bound, pattern) = match self.rng.below(3) {
            0 => return (quote!(let _ = #head;), false),
            1 => (None, quote!(Ok(_))),
            _ => (Some((it.clone(), ty)), quote!(Ok(#it))),
        };
        let ([then, or], diverges) = self.branches([bound, None], d.min(1));
        let made = if self.rng.percent(50) {
            quote!(if let #pattern = #head { #then } else { #or })
        } else {
            quote!(match #head { #pattern => { #then } Err(_) => { #or } })
        };
        (made, diverges)
    }
}

/// A wait.
pub(super) fn pause() -> TokenStream {
    quote!(tokio::time::sleep(std::time::Duration::from_secs(1)).await;)
}
