//! Channels between threads or tasks: handles that go to another one, and commands that it acts on.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// What goes from one thread to another: see `exclusions.rs` for what may not.
    fn message_ty(&mut self) -> Ty {
        let handle = self.handle_ty();
        match self.rng.below(4) {
            0 => handle.opt(),
            1 => Ty::Boxed(Box::new(handle)),
            _ => handle,
        }
    }

    /// A thread that sends handles, and what comes of them.
    pub(super) fn thread_sends(&mut self, d: u32) -> TokenStream {
        let less = d.saturating_sub(1);
        let ty = self.message_ty();
        let [tx, rx, thread] = ["tx", "rx", "thread"].map(|name| self.fresh(name));
        let mut sends = TokenStream::new();
        for _ in 0..=self.rng.below(2) {
            let body = self.owned_body(&ty, None, false, less);
            sends.extend(match self.rng.percent(30) {
                true => quote!(if cond() { let _ = #tx.send({ #body }); }),
                false => quote!(let _ = #tx.send({ #body });),
            });
        }
        let between = self.between(less, false);
        let it = self.fresh("c");
        let (head, is_loop) = match self.rng.below(4) {
            0 => (quote!(for mut #it in #rx), true),
            1 => (quote!(while let Ok(mut #it) = #rx.recv()), true),
            2 => (quote!(while let Ok(mut #it) = #rx.try_recv()), true),
            _ => (quote!(if let Ok(mut #it) = #rx.recv()), false),
        };
        let body = self.for_each(&it, &ty, is_loop, less);
        let join = quote!(let _ = #thread.join(););
        // Only a thread that is through has sent everything, as far as somebody knows who does not wait for it.
        let (before, after) = match self.rng.percent(50) || head.to_string().contains("try_recv") {
            true => (Some(&join), None),
            false => (None, Some(&join)),
        };
        let written = ty.tokens();
        quote!({
            let (#tx, #rx) = std::sync::mpsc::channel::<#written>();
            let #thread = std::thread::spawn(move || { #sends });
            #between
            #before
            #head { #body }
            #after
        })
    }

    /// What is done with something that was received. Nothing jumps out of it.
    fn for_each(&mut self, it: &Ident, ty: &Ty, is_loop: bool, d: u32) -> TokenStream {
        let around = &mut self.env.around;
        let ret = around.ret.take();
        let first_loop = std::mem::replace(&mut around.first_loop, self.env.loops.len());
        let start = self.start();
        let body = if is_loop {
            self.push_loop(None, true, Ty::Unit);
            let body = self.turn(Some((it.clone(), ty.clone())), d, false);
            if let Some(done) = self.env.loops.pop() {
                self.after(done);
            }
            body
        } else {
            let vars = self.env.vars.len();
            self.env.declare(it.clone(), ty.clone(), true, How::Owned);
            let (body, diverges) = self.block(1, d, false);
            self.env.close_scope(vars);
            let after = self.start();
            self.join(vec![(after, diverges), (start, false)]);
            body
        };
        let around = &mut self.env.around;
        (around.ret, around.first_loop) = (ret, first_loop);
        body
    }

    /// A thread that receives what was sent before it began.
    pub(super) fn thread_receives(&mut self, d: u32) -> TokenStream {
        let less = d.saturating_sub(1);
        let ty = self.message_ty();
        let [tx, rx, thread, it] = ["tx", "rx", "thread", "c"].map(|name| self.fresh(name));
        let sends = self.sends(&tx, &ty, None, less);
        let others: Vec<usize> = (0..self.env.vars.len()).collect();
        let body = self.while_blocked(&others, |g| {
            g.in_body(None, false, |g| g.for_each(&it, &ty, true, less))
        });
        let head = match self.rng.percent(50) {
            true => quote!(for mut #it in #rx),
            false => quote!(while let Ok(mut #it) = #rx.recv()),
        };
        // What it opens after it has received something is not asked beside others: see `exclusions.rs`.
        let written = ty.tokens();
        quote!({
            let (#tx, #rx) = std::sync::mpsc::channel::<#written>();
            #sends
            drop(#tx);
            let #thread = std::thread::spawn(move || { #head { #body } });
            let _ = #thread.join();
        })
    }

    /// Something is sent a few times; `when` comes after the calls: `.await`.
    fn sends(&mut self, tx: &Ident, ty: &Ty, when: Option<&TokenStream>, d: u32) -> TokenStream {
        let mut sends = TokenStream::new();
        for _ in 0..=self.rng.below(3) {
            let start = self.start();
            let value = self.value(ty, d);
            sends.extend(match self.rng.percent(30) {
                true => {
                    let after = self.start();
                    self.join(vec![(after, false), (start, false)]);
                    quote!(if cond() { let _ = #tx.send(#value)#when; })
                }
                false => quote!(let _ = #tx.send(#value)#when;),
            });
        }
        sends
    }

    /// A task that keeps what it was sent until it is sent something else, or lets go of it at once.
    pub(super) fn task_keeps(&mut self, d: u32) -> TokenStream {
        let less = d.saturating_sub(1);
        let ty = self.message_ty();
        let [tx, rx, task, it, kept] =
            ["tx", "rx", "task", "c", "kept"].map(|name| self.fresh(name));
        let written = ty.tokens();
        let (made, when) = self.channel_of_tasks(&written);
        let kept_ty = ty.clone().opt().tokens();
        let (before, done) = match self.rng.below(3) {
            0 => (None, quote!(drop(#it);)),
            1 => (
                Some(quote!(let mut #kept: #kept_ty = None;)),
                quote!(#kept = Some(#it);),
            ),
            _ => (
                Some(quote!(let mut #kept: #kept_ty = None;)),
                quote!(#kept.take(); #kept = Some(#it);),
            ),
        };
        let sends = match before {
            Some(_) => self.sends(&tx, &ty, when.as_ref(), less),
            // Whether it has let go of it is asked by nobody who does something else in between.
            None => {
                let value = self.value(&ty, less);
                quote!(let _ = #tx.send(#value)#when;)
            }
        };
        quote!({
            let (#tx, mut #rx) = #made;
            let #task = tokio::spawn(async move {
                #before
                while let Some(#it) = #rx.recv().await { #done }
            });
            #sends
            drop(#tx);
            let _ = #task.await;
        })
    }

    /// A channel between tasks, and what comes after its `send`.
    fn channel_of_tasks(&mut self, ty: &TokenStream) -> (TokenStream, Option<TokenStream>) {
        match self.rng.percent(50) {
            true => (quote!(tokio::sync::mpsc::unbounded_channel::<#ty>()), None),
            false => (
                quote!(tokio::sync::mpsc::channel::<#ty>(2)),
                Some(quote!(.await)),
            ),
        }
    }

    /// A task or thread that does what it is told, one command after the other.
    pub(super) fn commands(&mut self, is_task: bool) -> TokenStream {
        let [tx, rx, worker, slot, command] =
            ["tx", "rx", "worker", "slot", "command"].map(|name| self.fresh(name));
        let (made, when) = match is_task {
            true => self.channel_of_tasks(&quote!(Command)),
            false => (quote!(std::sync::mpsc::channel::<Command>()), None),
        };
        let (connect, renew) = (self.id(), self.id());
        let connect = match self.rng.below(3) {
            0 => quote!(if #slot.is_none() { #slot = Some(Client::connect(#connect)); }),
            _ => quote!(#slot = Some(Client::connect(#connect));),
        };
        let close = match self.rng.below(3) {
            0 => quote!(if let Some(it) = #slot.take() { it.close(); }),
            1 => quote!(#slot = None;),
            _ => quote!(drop(#slot.take());),
        };
        let acts = quote!(match #command {
            Command::Connect => { #connect }
            Command::Renew => { #slot.take(); #slot = Some(Client::connect(#renew)); }
            Command::Close => { #close }
            Command::Stop => break,
            Command::Ping => {}
        });
        let next = match is_task {
            true => quote!(Some(#command) = #rx.recv().await),
            false => quote!(Ok(#command) = #rx.recv()),
        };
        let body = quote!({ let mut #slot: Option<Client> = None; while let #next { #acts } });
        let mut sends = TokenStream::new();
        // Of more messages it is not followed what comes of them: see `exclusions.rs`.
        let mut left = 1 + self.rng.below(4);
        while left > 0 {
            let one = match self.rng.below(9) {
                0..4 => quote!(Connect),
                4 => quote!(Renew),
                5 | 6 => quote!(Close),
                7 => quote!(Ping),
                _ => quote!(Stop),
            };
            let send = quote!(let _ = #tx.send(Command::#one)#when;);
            left -= 1;
            sends.extend(match self.rng.below(6) {
                0 => quote!(if cond() { #send }),
                1 if left > 0 => {
                    left -= 1;
                    quote!(for _ in 0..2 { #send })
                }
                _ => send,
            });
        }
        let (spawn, end) = match is_task {
            true => (
                quote!(tokio::spawn(async move #body)),
                quote!(let _ = #worker.await;),
            ),
            false => (
                quote!(std::thread::spawn(move || #body)),
                quote!(let _ = #worker.join();),
            ),
        };
        let receiver = match is_task {
            true => quote!(mut #rx),
            false => quote!(#rx),
        };
        quote!({
            let (#tx, #receiver) = #made;
            let #worker = #spawn;
            #sends
            drop(#tx);
            #end
        })
    }
}
