//! What comes out of `Rc`, `Arc<Mutex<_>>`, `RefCell` and `ManuallyDrop`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// A value out of a pointer, a slot or a `ManuallyDrop`.
    pub(super) fn out_of_pointer(&mut self, ty: &Ty, d: u32) -> Option<TokenStream> {
        let less = d.saturating_sub(1);
        let client = *ty == Ty::Client.opt();
        let name = self.choose(&[
            ("held_into_inner", true),
            ("rc_into_inner", true),
            ("rc_try_unwrap", true),
            ("rc_unwrap_or_clone", *ty == Ty::Shared),
            ("mutex_into_inner", client),
            ("cell_into_inner", client),
            ("cell_replace", client),
            ("cell_take", client),
            ("lock_take_value", client),
        ]);
        let made = match name {
            "held_into_inner" => {
                let place = self.movable(|t| matches!(t, Ty::Held(t) if **t == *ty))?;
                self.env.move_out(&place);
                let at = place.tokens;
                quote!(ManuallyDrop::into_inner(#at))
            }
            "rc_into_inner" | "rc_try_unwrap" | "rc_unwrap_or_clone" => {
                let place = self.movable(|t| matches!(t, Ty::Counted(t) if **t == *ty))?;
                self.env.move_out(&place);
                let at = place.tokens;
                let other = self.in_closure(None, |g| g.value(ty, less));
                match name {
                    "rc_into_inner" => quote!(Rc::into_inner(#at).unwrap_or_else(|| #other)),
                    "rc_try_unwrap" => quote!(Rc::try_unwrap(#at).unwrap_or_else(|_| #other)),
                    _ => quote!(Rc::unwrap_or_clone(#at)),
                }
            }
            "mutex_into_inner" => {
                let place = self.movable(|t| *t == Ty::Slot)?;
                self.env.move_out(&place);
                let at = place.tokens;
                quote!(Arc::into_inner(#at).and_then(|it| it.into_inner().unwrap()))
            }
            "cell_into_inner" => {
                let place = self.movable(|t| *t == Ty::Cell)?;
                self.env.move_out(&place);
                let at = place.tokens;
                quote!(Rc::into_inner(#at).and_then(|it| it.into_inner()))
            }
            "lock_take_value" => {
                let on = self.whole(|p| p.ty == Ty::Slot)?.receiver;
                let name = self.fresh("out");
                quote!({ let #name = #on.lock().unwrap().take(); #name })
            }
            _ => {
                let on = self.whole(|p| p.ty == Ty::Cell)?.receiver;
                if name == "cell_take" {
                    quote!(#on.take())
                } else {
                    let locks = self.locks();
                    let value = self.while_blocked(&locks, |g| g.value(ty, less));
                    quote!(#on.replace(#value))
                }
            }
        };
        self.note(name);
        Some(made)
    }

    /// A statement on a pointer.
    pub(super) fn pointer_stmt(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let less = d.saturating_sub(1);
        let deep = self.deep(d);
        let name = self.choose(&[
            ("rc_get_mut", true),
            ("rc_match_unwrap", deep),
            ("cell_swap", true),
            ("box_assign", true),
            ("held_ping", true),
            ("pointer_value", deep),
        ]);
        if name == "pointer_value" {
            let place = self.movable(|t| matches!(t, Ty::Counted(_) | Ty::Held(_)))?;
            let (Ty::Counted(inner) | Ty::Held(inner)) = place.ty else {
                return None;
            };
            let value = self.out_of_pointer(&inner, d)?;
            let out = self.binding(&inner);
            self.env
                .declare(out.clone(), (*inner).clone(), true, How::Owned);
            let written = inner.tokens();
            return Some((quote!(let mut #out: #written = #value;), false));
        }
        let made = match name {
            "rc_get_mut" => {
                let place = self.changeable(|t| matches!(t, Ty::Counted(_)))?;
                let Ty::Counted(inner) = place.ty.clone() else {
                    return None;
                };
                let at = place.tokens;
                let start = self.start();
                let value = self.while_blocked(&[place.var], |g| g.value(&inner, less));
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                (
                    quote!(if let Some(it) = Rc::get_mut(&mut #at) { *it = #value; }),
                    false,
                )
            }
            "rc_match_unwrap" => {
                let place = self.movable(|t| matches!(t, Ty::Counted(_)))?;
                let Ty::Counted(inner) = place.ty.clone() else {
                    return None;
                };
                self.env.move_out(&place);
                let at = place.tokens;
                let it = self.fresh("c");
                let start = self.start();
                let (ok, a) = self.arm(&it, &inner, How::Owned, less);
                let after_ok = self.rewind(&start);
                let (err, b) = self.arm(&it, &place.ty, How::Owned, less);
                let after_err = self.start();
                let diverges = self.join(vec![(after_ok, a), (after_err, b)]);
                (
                    quote!(match Rc::try_unwrap(#at) { Ok(#it) => { #ok } Err(#it) => { #err } }),
                    diverges,
                )
            }
            "cell_swap" => {
                let a = self.whole(|p| p.ty == Ty::Cell)?;
                let b = self.while_blocked(&[a.var], |g| g.whole(|p| p.ty == Ty::Cell))?;
                let (a, b) = (a.receiver, b.tokens);
                // The same cell twice would panic: one of them is asked first.
                (quote!(if !Rc::ptr_eq(&#a, &#b) { #a.swap(&#b); }), false)
            }
            "box_assign" => {
                let place = self.changeable(|t| matches!(t, Ty::Boxed(_)))?;
                let Ty::Boxed(inner) = place.ty.clone() else {
                    return None;
                };
                let at = place.tokens;
                let value = self.while_blocked(&[place.var], |g| g.value(&inner, less));
                (quote!(*#at = #value;), false)
            }
            _ => {
                let place = self.whole(|p| matches!(&p.ty, Ty::Held(t) if t.has_ping()))?;
                let on = place.receiver;
                (quote!(#on.ping();), false)
            }
        };
        self.note(name);
        Some(made)
    }
}
