//! What every program can name: each item goes into the programs that use it.

use proc_macro2::TokenStream;
use quote::quote;

/// The items, each with the name by which it is used.
pub(super) fn prelude() -> Vec<(&'static str, TokenStream)> {
    let mut all = uses();
    all.extend(functions());
    all.extend(macros());
    all
}

fn uses() -> Vec<(&'static str, TokenStream)> {
    vec![
        ("RefCell", quote! { use std::cell::RefCell; }),
        ("HashMap", quote! { use std::collections::HashMap; }),
        ("Entry", quote! { use std::collections::hash_map::Entry; }),
        ("mem", quote! { use std::mem; }),
        ("ManuallyDrop", quote! { use std::mem::ManuallyDrop; }),
        ("Rc", quote! { use std::rc::Rc; }),
        ("Arc", quote! { use std::sync::{Arc, Mutex}; }),
        ("DEVICE", quote! { const DEVICE: &str = "a"; }),
        ("OTHER", quote! { static OTHER: &str = "b"; }),
        (
            "SLOT",
            quote! { static SLOT: std::sync::Mutex<Option<Client>> = std::sync::Mutex::new(None); },
        ),
        (
            "ONCE",
            quote! { static ONCE: std::sync::OnceLock<Client> = std::sync::OnceLock::new(); },
        ),
        (
            "LOCAL",
            quote! {
                thread_local! {
                    static LOCAL: std::cell::RefCell<Option<Client>> =
                        const { std::cell::RefCell::new(None) };
                }
            },
        ),
    ]
}

fn functions() -> Vec<(&'static str, TokenStream)> {
    vec![
        ("pass", quote! { fn pass<T>(it: T) -> T { it } }),
        (
            "pick",
            quote! { fn pick<T>(a: T, b: T) -> T { if cond() { a } else { b } } },
        ),
        ("eat", quote! { fn eat<T>(_: T) {} }),
        ("eat_named", quote! { fn eat_named<T>(_it: T) {} }),
        (
            "put",
            quote! { fn put<T>(slot: &mut Option<T>, it: T) { *slot = Some(it); } },
        ),
        (
            "swap_in",
            quote! { fn swap_in<T>(slot: &mut T, it: T) -> T { std::mem::replace(slot, it) } },
        ),
        (
            "fill",
            quote! {
                fn fill<T, F: FnOnce() -> T>(slot: &mut Option<T>, make: F) -> &mut T {
                    slot.get_or_insert_with(make)
                }
            },
        ),
        (
            "run",
            quote! { fn run<T>(f: impl FnOnce() -> T) -> T { f() } },
        ),
        (
            "twice",
            quote! { fn twice(mut f: impl FnMut()) { f(); f(); } },
        ),
        (
            "retry",
            quote! {
                fn retry<F>(mut f: F) -> Option<Client>
                where
                    F: FnMut() -> Result<Client, Refused>,
                {
                    for _ in 0..2 {
                        if let Ok(it) = f() {
                            return Some(it);
                        }
                    }
                    None
                }
            },
        ),
        (
            "Holder",
            quote! {
                struct Holder<T> { inner: T }
                impl<T> Holder<T> {
                    fn new(inner: T) -> Self { Holder { inner } }
                    fn put(&mut self, it: T) -> T { std::mem::replace(&mut self.inner, it) }
                    fn into_inner(self) -> T { self.inner }
                }
            },
        ),
        (
            "Factory",
            quote! {
                struct Factory { make: Box<dyn FnMut() -> Client> }
                impl Factory { fn again(&mut self) -> Client { (self.make)() } }
            },
        ),
        (
            "maker",
            quote! {
                fn maker(id: &'static str) -> impl FnMut() -> Client { move || Client::connect(id) }
            },
        ),
        (
            "boxed_maker",
            quote! {
                fn boxed_maker(id: &'static str) -> Box<dyn Fn() -> Client> {
                    Box::new(move || Client::connect(id))
                }
            },
        ),
        (
            "keeper",
            quote! { fn keeper(it: Client) -> impl FnOnce() -> Client { move || it } },
        ),
        (
            "drain_all",
            quote! {
                fn drain_all(mut many: Vec<Client>) {
                    if let Some(it) = many.pop() { drop(it); drain_all(many); }
                }
            },
        ),
        (
            "fill_all",
            quote! {
                fn fill_all(many: &mut Vec<Client>, id: &'static str) {
                    many.push(Client::connect(id));
                    if cond() { fill_all(many, id); }
                }
            },
        ),
        (
            "keep",
            quote! { fn keep(it: Client) { *SLOT.lock().unwrap() = Some(it); } },
        ),
        (
            "ensure",
            quote! {
                fn ensure(id: &'static str) {
                    let mut slot = SLOT.lock().unwrap();
                    if slot.is_none() { *slot = Some(Client::connect(id)); }
                }
            },
        ),
        (
            "renew_kept",
            quote! {
                fn renew_kept(id: &'static str) {
                    SLOT.lock().unwrap().take();
                    *SLOT.lock().unwrap() = Some(Client::connect(id));
                }
            },
        ),
        (
            "Command",
            quote! { enum Command { Connect, Renew, Close, Ping, Stop } },
        ),
        (
            "Defer",
            quote! {
                struct Defer(&'static str);
                impl Drop for Defer { fn drop(&mut self) { let _it = Client::connect(self.0); } }
            },
        ),
    ]
}

fn macros() -> Vec<(&'static str, TokenStream)> {
    vec![
        (
            "open",
            quote! { macro_rules! open { ($handle:ident, $id:expr) => { $handle::connect($id) }; } },
        ),
        (
            "open_ty",
            quote! { macro_rules! open_ty { ($handle:ty, $id:expr) => { <$handle>::connect($id) }; } },
        ),
        (
            "renew",
            quote! {
                macro_rules! renew {
                    ($slot:expr, $id:expr) => {{ $slot = None; $slot = Some(Client::connect($id)); }};
                }
            },
        ),
        (
            "overwrite",
            quote! {
                macro_rules! overwrite { ($slot:expr, $id:expr) => { $slot = Some(Client::connect($id)) }; }
            },
        ),
        (
            "hold",
            quote! {
                macro_rules! hold { ($name:ident, $id:expr) => { let $name = Client::connect($id); }; }
            },
        ),
        (
            "with",
            quote! {
                macro_rules! with {
                    ($name:ident = $id:expr, $body:block) => {{ let $name = Client::connect($id); $body }};
                }
            },
        ),
        (
            "all",
            quote! { macro_rules! all { ($($id:expr),*) => { vec![$(Client::connect($id)),*] }; } },
        ),
        (
            "attempt",
            quote! {
                macro_rules! attempt {
                    ($made:expr, $other:block) => { match $made { Ok(it) => Some(it), Err(_) => $other } };
                }
            },
        ),
    ]
}
