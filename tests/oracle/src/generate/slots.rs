//! Shared slots: `Arc<Mutex<Option<Client>>>` and `Rc<RefCell<Option<Client>>>`; `Rc` of a handle.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::Ty;

impl Gen<'_> {
    /// A slot, or a clone of one.
    pub(super) fn make_slot(&mut self, ty: &Ty, d: u32) -> TokenStream {
        let old = if self.rng.percent(40) {
            self.whole(|p| p.ty == *ty)
        } else {
            None
        };
        if let Some(place) = old {
            self.note("slot_clone");
            let at = place.tokens;
            return if *ty == Ty::Slot {
                quote!(Arc::clone(&#at))
            } else {
                quote!(Rc::clone(&#at))
            };
        }
        let inner = self.value(&Ty::Client.opt(), d);
        if *ty == Ty::Slot {
            quote!(Arc::new(Mutex::new(#inner)))
        } else {
            quote!(Rc::new(RefCell::new(#inner)))
        }
    }

    /// `Rc<_>`, or a clone of one.
    pub(super) fn make_counted(&mut self, ty: &Ty, inner: &Ty, d: u32) -> TokenStream {
        let old = if self.rng.percent(50) {
            self.whole(|p| p.ty == *ty)
        } else {
            None
        };
        match old {
            Some(place) => {
                self.note("rc_clone");
                let at = place.tokens;
                quote!(Rc::clone(&#at))
            }
            None => {
                let value = self.value(inner, d);
                quote!(Rc::new(#value))
            }
        }
    }

    /// A statement on a shared slot.
    pub(super) fn slot_stmt(&mut self, d: u32) -> Option<TokenStream> {
        let place = self.whole(|p| matches!(p.ty, Ty::Slot | Ty::Cell))?;
        let on = place.receiver.clone();
        let lock = if place.ty == Ty::Slot {
            quote!(#on.lock().unwrap())
        } else {
            quote!(#on.borrow_mut())
        };
        let less = d.saturating_sub(1);
        let deep = self.deep(d);
        let locks = self.locks();
        let name = self.choose(&[
            ("lock_set", true),
            ("lock_none", true),
            ("lock_take", true),
            ("lock_drop_take", true),
            ("lock_replace", true),
            ("lock_insert_with", true),
            ("lock_guard", true),
            ("lock_if_let_take", deep),
            ("lock_match_take", deep),
            ("lock_is_none", deep),
            ("slot_value", deep),
        ]);
        if name == "slot_value" {
            let ty = Ty::Client.opt();
            let value = self.out_of_pointer(&ty, d)?;
            let out = self.binding(&ty);
            self.env
                .declare(out.clone(), ty, true, super::types::How::Owned);
            return Some(quote!(let mut #out = #value;));
        }
        let made = match name {
            "lock_none" => quote!(*#lock = None;),
            "lock_take" => quote!(#lock.take();),
            "lock_drop_take" => quote!(drop(#lock.take());),
            "lock_set" => {
                // The right side is evaluated first, the lock is taken after it; but it must not move the slot.
                let value = self.while_blocked(&[place.var], |g| g.value(&Ty::Client, less));
                quote!(*#lock = Some(#value);)
            }
            "lock_replace" => {
                let value = self.while_blocked(&locks, |g| g.value(&Ty::Client, less));
                quote!(#lock.replace(#value);)
            }
            "lock_insert_with" => {
                let value = self.while_blocked(&locks, |g| {
                    g.in_closure(None, |g| g.value(&Ty::Client, less))
                });
                quote!(#lock.get_or_insert_with(|| #value);)
            }
            "lock_guard" => {
                let guard = self.fresh("guard");
                let value = self.while_blocked(&locks, |g| g.value(&Ty::Client, less));
                match self.rng.below(3) {
                    0 => quote!({ let mut #guard = #lock; *#guard = Some(#value); }),
                    1 => quote!({ let mut #guard = #lock; #guard.take(); *#guard = Some(#value); }),
                    _ => {
                        quote!({ let mut #guard = #lock; if #guard.is_none() { *#guard = Some(#value); } drop(#guard); })
                    }
                }
            }
            "lock_is_none" => {
                let start = self.start();
                let value = self.while_blocked(&[place.var], |g| g.value(&Ty::Client, less));
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                quote!(if #lock.is_none() { *#lock = Some(#value); })
            }
            _ => {
                let start = self.start();
                let vars = self.env.vars.len();
                let it = self.fresh("c");
                self.env
                    .declare(it.clone(), Ty::Client, false, super::types::How::Owned);
                let (some, a) = self.while_blocked(&locks, |g| g.block(1, less, true));
                self.env.close_scope(vars);
                let after_some = self.rewind(&start);
                let (none, b) = self.while_blocked(&locks, |g| g.block(1, less, true));
                let after_none = self.start();
                self.join(vec![(after_some, a), (after_none, b)]);
                if name == "lock_if_let_take" {
                    quote!(if let Some(#it) = #lock.take() { #some } else { #none };)
                } else {
                    quote!(match #lock.take() { Some(#it) => { #some } None => { #none } };)
                }
            }
        };
        self.note(name);
        Some(made)
    }
}
