//! Tasks and threads: what they take, what happens beside them, and how they end.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::futures::pause;
use super::types::{How, Ty};

impl Gen<'_> {
    /// A future of its own: all that it uses is one variable that is moved in, and what it makes.
    pub(super) fn owned_block(&mut self, ty: &Ty, d: u32) -> TokenStream {
        let body = self.owned_body(ty, returned(ty), true, d);
        quote!(async move { #body })
    }

    /// A closure of its own, for a thread.
    pub(super) fn owned_closure(&mut self, ty: &Ty, d: u32) -> TokenStream {
        let body = self.owned_body(ty, returned(ty), false, d);
        let written = ty.tokens();
        quote!(move || -> #written { #body })
    }

    /// What a task or thread does. Through what it takes and uses it tells nobody anything: see `exclusions.rs`.
    /// `ret` is what a `return` in it gives, if it may have one.
    pub(super) fn owned_body(
        &mut self,
        ty: &Ty,
        ret: Option<Ty>,
        awaits: bool,
        d: u32,
    ) -> TokenStream {
        let telling = self.telling();
        let place = self
            .movable(|t| !t.is_copy())
            .filter(|p| p.path.is_empty() && !telling.contains(&p.var) && self.rng.percent(70));
        let vars = self.env.vars.len();
        let mut head = TokenStream::new();
        if let Some(place) = place {
            self.env.move_out(&place);
            let (at, inner) = (place.tokens, self.fresh("c"));
            head = quote!(let mut #inner = #at;);
            self.env.declare(inner, place.ty, true, How::Owned);
        }
        let others: Vec<usize> = (0..vars).collect();
        let (body, diverges) = self.while_blocked(&others, |g| {
            g.in_body(ret, awaits, |g| {
                // What was moved in is the body's own.
                g.env.around.vars = vars;
                g.value_block(ty, d)
            })
        });
        self.env.close_scope(vars);
        if diverges {
            let written = ty.tokens();
            return quote!(#head let out: #written = { #body }; out);
        }
        quote!(#head #body)
    }

    /// A task that ends by itself, and what happens beside it before anything is waited for: see `exclusions.rs`.
    pub(super) fn spawn_beside(&mut self, d: u32) -> TokenStream {
        let statics = std::mem::replace(&mut self.has_statics, false);
        let body = self.owned_block(&Ty::Unit, d.saturating_sub(1));
        self.has_statics = statics;
        let task = self.fresh("task");
        let awaits = std::mem::replace(&mut self.env.around.awaits, false);
        let (between, diverges) = self.block(2, d.min(1), false);
        self.env.around.awaits = awaits;
        let end = (!diverges).then(|| quote!(let _ = #task.await;));
        quote!({ let #task = tokio::spawn(#body); #between #end })
    }

    /// An event loop for a task.
    fn polled_events(&mut self) -> TokenStream {
        match self.movable(|t| *t == Ty::Events) {
            Some(place) if place.path.is_empty() => {
                self.env.move_out(&place);
                place.tokens
            }
            _ => {
                let id = self.id();
                quote!(EventLoop::new(#id))
            }
        }
    }

    /// A task that polls an event loop until it is told to stop, by a flag or a channel, and then is waited for. Nobody has to
    /// tell one that has a flag, and it goes on.
    pub(super) fn spawn_told(&mut self, d: u32) -> TokenStream {
        let events = self.polled_events();
        let [stop, stopped, task] = ["stop", "stopped", "task"].map(|name| self.fresh(name));
        let is_told = self.rng.percent(70);
        let (ends, turns, tell) = match self.rng.below(3) {
            0 if is_told => (
                quote!(let (#stop, mut #stopped) = tokio::sync::oneshot::channel::<()>();),
                quote!(loop {
                    tokio::select! {
                        _ = &mut #stopped => { break; }
                        _ = events.turn() => {}
                    }
                }),
                match self.rng.percent(50) {
                    true => quote!(let _ = #stop.send(());),
                    false => quote!(drop(#stop);),
                },
            ),
            at => (
                quote! {
                    let #stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
                    let #stopped = #stop.clone();
                },
                match at {
                    1 => quote!(while !#stopped.load(std::sync::atomic::Ordering::SeqCst) {
                        let _ = events.turn().await;
                    }),
                    _ => quote!(loop {
                        if #stopped.load(std::sync::atomic::Ordering::SeqCst) {
                            break;
                        }
                        let _ = events.turn().await;
                    }),
                },
                quote!(#stop.store(true, std::sync::atomic::Ordering::SeqCst);),
            ),
        };
        let between = self.between(d, self.env.around.awaits);
        let end = is_told.then(|| quote!(#tell let _ = #task.await;));
        quote!({
            #ends
            let #task = tokio::spawn(async move { let mut events = #events; #turns });
            #between
            #end
        })
    }

    /// A task that polls an event loop, what happens beside it, and how it ends.
    pub(super) fn spawn_loop(&mut self, aborted: bool, d: u32) -> Option<TokenStream> {
        let events = self.polled_events();
        // One that does not end by itself is never joined.
        let endless = aborted && self.rng.percent(50);
        let turns = match self.rng.below(2) {
            _ if endless => quote!(loop {
                let _ = events.turn().await;
            }),
            0 => quote!(while events.turn().await.is_ok() {}),
            _ => quote!(loop {
                if events.turn().await.is_err() {
                    break;
                }
            }),
        };
        let task = self.fresh("task");
        let (between, diverges) = self.block(2, d, false);
        let end = match (aborted, self.rng.below(3)) {
            _ if diverges => quote!(),
            (true, 0) => {
                let pause = pause();
                quote!(#task.abort(); #pause)
            }
            (true, _) => quote!(#task.abort(); let _ = #task.await;),
            (false, 0) => {
                self.note("spawn_detach");
                quote!(drop(#task);)
            }
            (false, 1) => {
                self.note("spawn_detach");
                quote!()
            }
            (false, _) => {
                self.note("spawn_join");
                quote!(let _ = #task.await;)
            }
        };
        Some(quote!({
            let #task = tokio::spawn(async move { let mut events = #events; #turns });
            #between
            #end
        }))
    }

    /// What happens beside tasks or threads that are waited for afterwards: nothing jumps away.
    pub(super) fn between(&mut self, d: u32, awaits: bool) -> TokenStream {
        let around = &mut self.env.around;
        let awaited = std::mem::replace(&mut around.awaits, awaits);
        let ret = around.ret.take();
        let first_loop = std::mem::replace(&mut around.first_loop, self.env.loops.len());
        let (between, _) = self.block(2, d.min(1), false);
        let around = &mut self.env.around;
        (around.awaits, around.ret, around.first_loop) = (awaited, ret, first_loop);
        between
    }

    /// A set of one or two tasks, what happens beside them, and how they end.
    pub(super) fn spawn_set(&mut self, d: u32) -> TokenStream {
        let less = d.saturating_sub(1);
        let set = self.fresh("set");
        let tasks: Vec<TokenStream> = (0..=self.rng.below(2))
            .map(|_| {
                if self.rng.percent(30) {
                    let body = self.owned_closure(&Ty::Unit, less);
                    quote!(#set.spawn_blocking(#body);)
                } else {
                    let body = self.owned_block(&Ty::Unit, less);
                    quote!(#set.spawn(#body);)
                }
            })
            .collect();
        let between = self.between(d, false);
        let end = match self.rng.below(4) {
            0 | 1 => quote!(while #set.join_next().await.is_some() {}),
            2 => quote!(while let Some(_) = #set.join_next().await {}),
            _ => quote!(#set.join_all().await;),
        };
        quote!({ let mut #set = tokio::task::JoinSet::new(); #(#tasks)* #between #end })
    }

    /// A thread, or two, and what happens beside them.
    pub(super) fn thread_stmt(&mut self, d: u32) -> TokenStream {
        let less = d.saturating_sub(1);
        let name = self.choose(&[
            ("thread_join", true),
            ("thread_beside", true),
            ("thread_two", true),
            ("thread_scope", true),
            ("thread_sends", self.has_channels),
            ("thread_receives", self.has_channels),
            ("thread_commands", self.has_channels),
        ]);
        self.note(name);
        match name {
            "thread_sends" => return self.thread_sends(d),
            "thread_receives" => return self.thread_receives(d),
            "thread_commands" => return self.commands(false),
            _ => {}
        }
        if name == "thread_scope" {
            return self.thread_scope(less);
        }
        let first = self.owned_closure(&Ty::Unit, less);
        let a = self.fresh("thread");
        match name {
            "thread_join" => quote!(let _ = std::thread::spawn(#first).join();),
            "thread_beside" => {
                let between = self.between(d, false);
                quote!({ let #a = std::thread::spawn(#first); #between let _ = #a.join(); })
            }
            _ => {
                let second = self.owned_closure(&Ty::Unit, less);
                let b = self.fresh("thread");
                let between = self.between(0, false);
                quote!({
                    let #a = std::thread::spawn(#first);
                    let #b = std::thread::spawn(#second);
                    #between
                    let _ = #a.join();
                    let _ = #b.join();
                })
            }
        }
    }

    /// A scope with one or two threads, and what happens beside them.
    fn thread_scope(&mut self, d: u32) -> TokenStream {
        let scope = self.fresh("scope");
        let (inner, _) = self.in_closure(None, |g| {
            let threads: Vec<TokenStream> = (0..=g.rng.below(2))
                .map(|_| {
                    let body = g.owned_closure(&Ty::Unit, d);
                    let thread = g.fresh("thread");
                    match g.rng.percent(30) {
                        true => quote!(let _ = #scope.spawn(#body).join();),
                        false => quote!(let #thread = #scope.spawn(#body);),
                    }
                })
                .collect();
            let (beside, diverges) = g.block(2, d.min(1), false);
            (quote!(#(#threads)* #beside), diverges)
        });
        quote!(std::thread::scope(|#scope| { #inner });)
    }

    /// A value that a thread gives.
    pub(super) fn thread_value(&mut self, ty: &Ty, d: u32) -> TokenStream {
        let body = self.owned_closure(ty, d.saturating_sub(1));
        quote!(std::thread::spawn(#body).join().unwrap())
    }
}

/// What a task or thread that gives this can return early.
fn returned(ty: &Ty) -> Option<Ty> {
    (!matches!(ty, Ty::Res(_))).then(|| ty.clone())
}
