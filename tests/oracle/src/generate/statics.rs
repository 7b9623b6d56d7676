//! What outlives every function: `static SLOT: Mutex<Option<Client>>`, `static ONCE: OnceLock<Client>`, and the
//! thread's `LOCAL: RefCell<Option<Client>>`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// A statement on a static. What is evaluated while it is locked calls nothing that could lock it again.
    pub(super) fn static_stmt(&mut self, d: u32) -> Option<TokenStream> {
        let less = d.saturating_sub(1);
        let deep = self.deep(d);
        let slot = quote!(SLOT.lock().unwrap());
        let name = self.choose(&[
            ("static_set", true),
            ("static_keep", true),
            ("static_none", true),
            ("static_take", true),
            ("static_take_value", true),
            ("static_replace", true),
            ("static_insert_with", true),
            ("static_guard", true),
            ("static_is_none", deep),
            ("static_is_some", deep),
            ("static_ensure", true),
            ("static_renew", true),
            ("static_end", true),
            ("once_get_or_init", true),
            ("once_set", true),
            ("local_set", true),
            ("local_take", true),
            ("local_replace", true),
            ("local_with", true),
        ]);
        let made = match name {
            "static_set" => {
                let value = self.value(&Ty::Client, less);
                quote!(*#slot = Some(#value);)
            }
            "static_keep" => {
                let value = self.value(&Ty::Client, less);
                quote!(keep(#value);)
            }
            "static_none" => quote!(*#slot = None;),
            "static_take" => quote!(drop(#slot.take());),
            "static_take_value" => {
                let ty = Ty::Client.opt();
                let out = self.binding(&ty);
                self.env.declare(out.clone(), ty, true, How::Owned);
                quote!(let mut #out = #slot.take();)
            }
            "static_replace" => {
                let id = self.id();
                quote!(#slot.replace(Client::connect(#id));)
            }
            "static_insert_with" => {
                let id = self.id();
                quote!(#slot.get_or_insert_with(|| Client::connect(#id));)
            }
            "static_guard" => {
                let (guard, id) = (self.fresh("guard"), self.id());
                match self.rng.below(3) {
                    0 => quote!({ let mut #guard = #slot; *#guard = Some(Client::connect(#id)); }),
                    1 => quote!({
                        let mut #guard = #slot;
                        #guard.take();
                        *#guard = Some(Client::connect(#id));
                    }),
                    _ => quote!({
                        let mut #guard = #slot;
                        if let Some(it) = #guard.as_mut() {
                            it.end();
                        }
                        *#guard = Some(Client::connect(#id));
                    }),
                }
            }
            "static_is_none" => {
                let start = self.start();
                let value = self.value(&Ty::Client, less);
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                quote!(if #slot.is_none() { *#slot = Some(#value); })
            }
            "static_is_some" => {
                let start = self.start();
                let (some, a) = self.block(1, less, true);
                let after_some = self.rewind(&start);
                let (none, b) = self.block(1, less, true);
                let after_none = self.start();
                self.join(vec![(after_some, a), (after_none, b)]);
                quote!(if #slot.is_some() { #some } else { #none })
            }
            "static_ensure" => {
                let id = self.id();
                quote!(ensure(#id);)
            }
            "static_renew" => {
                let id = self.id();
                quote!(renew_kept(#id);)
            }
            "static_end" => quote!(if let Some(it) = #slot.as_mut() { it.end(); }),
            "once_get_or_init" => {
                let id = self.id();
                quote!(ONCE.get_or_init(|| Client::connect(#id)).ping();)
            }
            "once_set" => {
                let value = self.value(&Ty::Client, less);
                quote!(let _ = ONCE.set(#value);)
            }
            "local_set" => {
                let value = self.value(&Ty::Client.opt(), less);
                quote!(LOCAL.set(#value);)
            }
            "local_take" => quote!(LOCAL.take();),
            "local_replace" => {
                let value = self.value(&Ty::Client.opt(), less);
                quote!(LOCAL.replace(#value);)
            }
            _ => {
                let id = self.id();
                match self.rng.below(3) {
                    0 => quote!(LOCAL.with(|it| it.borrow_mut().take());),
                    1 => quote!(LOCAL.with(|it| *it.borrow_mut() = Some(Client::connect(#id)));),
                    _ => quote!(LOCAL.with_borrow_mut(|it| {
                        it.take();
                        *it = Some(Client::connect(#id));
                    });),
                }
            }
        };
        self.note(name);
        Some(made)
    }
}
