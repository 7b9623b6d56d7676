//! A trait with two implementors, behind generics and `dyn`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Gen;
use super::types::Ty;

/// The names of the functions over the trait.
fn functions() -> Vec<(&'static str, TokenStream)> {
    vec![
        (
            "again",
            quote! { fn again<T: Link + ?Sized>(link: &mut T) { link.stop(); link.renew(); } },
        ),
        (
            "refresh",
            quote! { fn refresh<T: Link>(mut link: T) -> T { link.renew(); link } },
        ),
        (
            "over",
            quote! { fn over(link: &mut dyn Link) { link.restart(); } },
        ),
        (
            "any",
            quote! { fn any(link: &mut impl Link) { link.renew(); } },
        ),
        (
            "opened",
            quote! { fn opened<T: Link>() -> T { T::open(T::NAME) } },
        ),
    ]
}

impl Gen<'_> {
    /// The trait, its implementors, and functions over it.
    pub(super) fn trait_items(&mut self) {
        let wire = match self.rng.below(4) {
            0 => quote!(self.link = Some(Client::connect(Self::NAME));),
            1 => quote!(self.link = None; self.link = Some(Client::connect(Self::NAME));),
            2 => {
                quote!(if self.link.is_none() {
                    self.link = Some(Client::connect(Self::NAME));
                })
            }
            _ => quote!(self.link.replace(Client::connect(Self::NAME));),
        };
        let radio = if self.rng.percent(50) {
            quote!(self.link.end(); self.link = Client::connect(Self::NAME);)
        } else {
            quote!(self.link = Client::connect(Self::NAME);)
        };
        let stop = if self.rng.percent(50) {
            quote!(self.link = None;)
        } else {
            quote!(self.link.take();)
        };
        let (a, b) = if self.rng.percent(60) {
            ("a", "a")
        } else {
            ("a", "b")
        };
        let names = ["Link", "Wire", "Radio"].map(|name| format_ident!("{name}"));
        let tokens = quote! {
            trait Link {
                const NAME: &'static str;
                fn open(id: &'static str) -> Self where Self: Sized;
                fn renew(&mut self);
                fn stop(&mut self) {}
                fn restart(&mut self) { self.stop(); self.renew(); }
            }
        };
        // A trait with a constant is no object: the constant is the implementor's own then.
        let tokens = if self.trait_is_object {
            quote! {
                trait Link {
                    fn renew(&mut self);
                    fn stop(&mut self) {}
                    fn restart(&mut self) { self.stop(); self.renew(); }
                }
                impl Wire { const NAME: &'static str = #a; }
                impl Radio { const NAME: &'static str = #b; }
            }
        } else {
            tokens
        };
        let (wire_extra, radio_extra) = if self.trait_is_object {
            (quote!(), quote!())
        } else {
            (
                quote! {
                    const NAME: &'static str = #a;
                    fn open(id: &'static str) -> Wire { Wire { link: Some(Client::connect(id)) } }
                },
                quote! {
                    const NAME: &'static str = #b;
                    fn open(id: &'static str) -> Radio { Radio { link: Client::connect(id) } }
                },
            )
        };
        self.item_of(
            names.to_vec(),
            quote! {
                #tokens
                struct Wire { link: Option<Client> }
                impl Link for Wire {
                    #wire_extra
                    fn renew(&mut self) { #wire }
                    fn stop(&mut self) { #stop }
                }
                struct Radio { link: Client }
                impl Link for Radio {
                    #radio_extra
                    fn renew(&mut self) { #radio }
                    fn stop(&mut self) { self.link.end(); }
                }
            },
            vec!["trait"],
        );
        for (name, tokens) in functions() {
            self.item_of(vec![format_ident!("{name}")], tokens, Vec::new());
        }
    }

    /// A `Wire` or a `Radio`.
    pub(super) fn implementor(&mut self, wire: bool) -> TokenStream {
        if !self.trait_is_object && self.rng.percent(50) {
            self.note("trait_static");
            let id = self.id();
            return match (wire, self.rng.percent(50)) {
                (true, true) => quote!(opened::<Wire>()),
                (false, true) => quote!(opened::<Radio>()),
                (true, false) => quote!(<Wire as Link>::open(#id)),
                (false, false) => quote!(Radio::open(#id)),
            };
        }
        if wire {
            let value = self.value(&Ty::Client.opt(), 1);
            quote!(Wire { link: #value })
        } else {
            let value = self.value(&Ty::Client, 1);
            quote!(Radio { link: #value })
        }
    }

    /// A call of the trait, by whichever way.
    pub(super) fn trait_stmt(&mut self, _d: u32) -> Option<TokenStream> {
        let name = self.choose(&[
            ("dyn_call", self.trait_is_object),
            ("dyn_ref", self.trait_is_object),
            ("generic_call", true),
            ("generic_owned", true),
            ("static_call", true),
        ]);
        let fits = |t: &Ty| matches!(t, Ty::Wire | Ty::Radio);
        let made = match name {
            "dyn_call" => {
                let on = self.changeable(|t| *t == Ty::Dyn)?.receiver;
                match self.rng.below(5) {
                    0 => quote!(#on.renew();),
                    1 => quote!(#on.stop();),
                    2 => quote!(#on.restart();),
                    3 => quote!(over(#on.as_mut());),
                    _ => quote!(again(#on.as_mut());),
                }
            }
            "dyn_ref" => {
                let at = self.changeable(fits)?.tokens;
                let it = self.fresh("r");
                match self.rng.below(3) {
                    0 => quote!(over(&mut #at);),
                    1 => quote!({ let #it: &mut dyn Link = &mut #at; #it.renew(); }),
                    _ => quote!({ let #it: &mut dyn Link = &mut #at; again(#it); }),
                }
            }
            "generic_call" => {
                let at = self.changeable(fits)?.tokens;
                if self.rng.percent(50) {
                    quote!(again(&mut #at);)
                } else {
                    quote!(any(&mut #at);)
                }
            }
            "generic_owned" => {
                let place = self.movable(fits)?;
                self.env.move_out(&place);
                let at = place.tokens;
                let name = self.binding(&place.ty);
                self.env
                    .declare(name.clone(), place.ty, true, super::types::How::Owned);
                quote!(let mut #name = refresh(#at);)
            }
            _ => {
                let on = self.changeable(fits)?.receiver;
                match self.rng.below(3) {
                    0 => quote!(#on.renew();),
                    1 => quote!(#on.stop();),
                    _ => quote!(#on.restart();),
                }
            }
        };
        self.note(name);
        Some(made)
    }
}
