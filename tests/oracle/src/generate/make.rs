//! Values that are built: one way for every type.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{Ty, enum_name, struct_name};

impl Gen<'_> {
    /// A value that is built.
    pub(super) fn make(&mut self, ty: &Ty, d: u32) -> TokenStream {
        let less = d.saturating_sub(1);
        match ty {
            Ty::Client | Ty::Shared => self.make_handle(ty),
            Ty::Events | Ty::Sender => self.make_events(ty),
            Ty::Wire => self.implementor(true),
            Ty::Radio => self.implementor(false),
            Ty::Opt(t) => self.make_option(t, d),
            Ty::Res(t) => self.make_result(t, d),
            Ty::Boxed(t) => {
                let value = self.value(t, less);
                quote!(Box::new(#value))
            }
            Ty::Counted(t) => self.make_counted(ty, t, less),
            Ty::Slot | Ty::Cell => self.make_slot(ty, less),
            Ty::Many(_) | Ty::Map(_) => self.make_collection(ty, less),
            Ty::Pair(t) => {
                let (a, b) = (self.value(t, less), self.value(t, 0));
                quote!([#a, #b])
            }
            Ty::Tuple(ts) if *ts == [Ty::Sender, Ty::Events] && self.rng.percent(60) => {
                let id = self.id();
                self.note("pair_value");
                quote!(Sender::pair(#id))
            }
            Ty::Tuple(ts) => {
                let parts: Vec<_> = ts.iter().map(|t| self.value(t, less)).collect();
                quote!((#(#parts),*))
            }
            Ty::Struct(i) => self.make_struct(*i, less),
            Ty::Enum(i) => {
                let variants = self.enums[*i].variants.clone();
                let at = self.rng.below(variants.len());
                let (name, tys) = &variants[at];
                let parts: Vec<_> = tys.iter().map(|t| self.value(t, less)).collect();
                let owner = enum_name(*i);
                if parts.is_empty() {
                    quote!(#owner::#name)
                } else {
                    quote!(#owner::#name(#(#parts),*))
                }
            }
            Ty::Held(t) => {
                let value = self.value(t, less);
                quote!(ManuallyDrop::new(#value))
            }
            Ty::Dyn => {
                let wire = self.rng.percent(50);
                let made = self.implementor(wire);
                self.note("dyn_value");
                quote!((Box::new(#made) as Box<dyn Link>))
            }
            Ty::Sends(_) | Ty::Receives(_) => self.make_end(ty),
            Ty::Thunk(t) => self.make_thunk(t, less),
            Ty::Bool => self.condition(less),
            Ty::Id => self.id(),
            Ty::Unit => quote!(()),
        }
    }

    fn make_handle(&mut self, ty: &Ty) -> TokenStream {
        let clone = *ty == Ty::Shared && self.rng.percent(40);
        if clone && let Some(place) = self.whole(|p| p.ty == Ty::Shared) {
            self.note("clone");
            let from = place.receiver;
            return quote!(#from.clone());
        }
        self.connect(ty)
    }

    fn make_struct(&mut self, index: usize, d: u32) -> TokenStream {
        let def = self.structs[index].clone();
        let name = struct_name(index);
        let rest = def.fields.len() > 1 && !def.has_drop && self.rng.percent(40);
        let base = if rest {
            self.movable(|t| *t == Ty::Struct(index))
        } else {
            None
        };
        if let Some(base) = base {
            self.note("struct_update");
            let (field, ty) = &def.fields[0];
            let value = self.while_blocked(&[base.var], |g| g.value(ty, d));
            self.env.move_out(&base);
            // What is not moved stays behind in the base.
            let mut first = base.path.clone();
            first.push(0);
            let (var, path) = (base.var, base.path.clone());
            self.env.moved.remove(&(var, path.clone()));
            for n in 1..def.fields.len() {
                let mut part = path.clone();
                part.push(n as u8);
                if !def.fields[n].1.is_copy() {
                    self.env.moved.insert((var, part));
                }
            }
            let base = base.tokens;
            return quote!(#name { #field: #value, ..#base });
        }
        let fields: Vec<_> = def
            .fields
            .iter()
            .map(|(field, ty)| {
                let value = self.value(ty, d);
                quote!(#field: #value)
            })
            .collect();
        quote!(#name { #(#fields),* })
    }
}
