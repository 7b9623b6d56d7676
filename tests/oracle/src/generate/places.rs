//! Finds places in scope.

use proc_macro2::Literal;
use quote::{format_ident, quote};

use super::Gen;
use super::env::Place;
use super::types::Ty;

impl Gen<'_> {
    /// All places that can be named here, whole or not, parts after the whole.
    pub(super) fn places(&self) -> Vec<Place> {
        let mut all = Vec::new();
        for var in 0..self.env.vars.len() {
            if let Some(root) = self.env.root(var) {
                self.add_parts(root, &mut all, 2);
            }
        }
        all
    }

    fn add_parts(&self, place: Place, all: &mut Vec<Place>, depth: u32) {
        let base = &place.receiver;
        let whole = &place.tokens;
        let part = |index: usize, ty: &Ty, tokens: proc_macro2::TokenStream, movable: bool| {
            let mut path = place.path.clone();
            path.push(index as u8);
            Place {
                var: place.var,
                path,
                ty: ty.clone(),
                receiver: tokens.clone(),
                tokens,
                mutable: place.mutable,
                movable: place.movable && movable,
                boxed: place.boxed,
            }
        };
        let mut parts = Vec::new();
        match &place.ty {
            Ty::Struct(i) => {
                let def = &self.structs[*i];
                for (n, (name, ty)) in def.fields.iter().enumerate() {
                    parts.push(part(n, ty, quote!(#base.#name), !def.has_drop));
                }
            }
            Ty::Tuple(tys) => {
                for (n, ty) in tys.iter().enumerate() {
                    let index = Literal::usize_unsuffixed(n);
                    parts.push(part(n, ty, quote!(#base.#index), true));
                }
            }
            Ty::Pair(ty) => {
                for n in 0..2 {
                    let index = Literal::usize_unsuffixed(n);
                    parts.push(part(n, ty, quote!(#base[#index]), false));
                }
            }
            Ty::Boxed(ty) => {
                let mut inner = part(0, ty, quote!(*#whole), true);
                inner.receiver = quote!((*#whole));
                inner.boxed = inner.boxed.or(Some(place.path.len()));
                // Methods of the box and of what is in it have the same names: only handles are reached through it.
                if ty.has_ping() {
                    parts.push(inner);
                }
            }
            _ => {}
        }
        all.push(place);
        if depth > 0 {
            for part in parts {
                self.add_parts(part, all, depth - 1);
            }
        }
    }

    /// A place with a whole value of this type.
    pub(super) fn whole(&mut self, fits: impl Fn(&Place) -> bool) -> Option<Place> {
        let found: Vec<Place> = self
            .places()
            .into_iter()
            .filter(|p| fits(p) && self.env.is_whole(p))
            .collect();
        self.rng.pick(&found).cloned()
    }

    /// A place whose value can be moved out.
    pub(super) fn movable(&mut self, fits: impl Fn(&Ty) -> bool) -> Option<Place> {
        self.whole(|p| p.movable && fits(&p.ty))
    }

    /// A place with a whole value that can be changed.
    pub(super) fn changeable(&mut self, fits: impl Fn(&Ty) -> bool) -> Option<Place> {
        self.whole(|p| p.mutable && fits(&p.ty))
    }

    /// A place to assign to, whole or moved away.
    pub(super) fn assignable(&mut self, fits: impl Fn(&Ty) -> bool) -> Option<Place> {
        let found: Vec<Place> = self
            .places()
            .into_iter()
            .filter(|p| fits(&p.ty) && self.env.is_assignable(p))
            .collect();
        self.rng.pick(&found).cloned()
    }

    /// Every variable that holds a mutex: they must not be locked while another guard lives.
    pub(super) fn locks(&self) -> Vec<usize> {
        self.vars_with(|t| matches!(t, Ty::Slot | Ty::Cell | Ty::Dyn | Ty::Thunk(_)))
    }

    /// Every variable through which a task or thread may tell others how far it is, as far as the analysis knows: it does not
    /// know the client's error. Counted pointers are no more sent to threads than rustc allows it.
    pub(super) fn telling(&self) -> Vec<usize> {
        let mut found = self.vars_with(|t| matches!(t, Ty::Res(_) | Ty::Counted(_)));
        found.extend(self.locks());
        found.extend(self.ends());
        found
    }

    /// Every variable that has an end of a channel.
    pub(super) fn ends(&self) -> Vec<usize> {
        self.vars_with(|t| matches!(t, Ty::Sends(_) | Ty::Receives(_)))
    }

    fn vars_with(&self, part: fn(&Ty) -> bool) -> Vec<usize> {
        (0..self.env.vars.len())
            .filter(|v| self.has(&self.env.vars[*v].ty, part))
            .collect()
    }

    /// Whether a type is one of these, or has a part that is.
    fn has(&self, ty: &Ty, part: fn(&Ty) -> bool) -> bool {
        if part(ty) {
            return true;
        }
        match ty {
            Ty::Opt(t)
            | Ty::Res(t)
            | Ty::Boxed(t)
            | Ty::Counted(t)
            | Ty::Many(t)
            | Ty::Map(t)
            | Ty::Pair(t)
            | Ty::Held(t)
            | Ty::Sends(t)
            | Ty::Receives(t) => self.has(t, part),
            Ty::Tuple(ts) => ts.iter().any(|t| self.has(t, part)),
            Ty::Struct(i) => self.structs[*i]
                .fields
                .iter()
                .any(|(_, t)| self.has(t, part)),
            Ty::Enum(i) => self.enums[*i]
                .variants
                .iter()
                .any(|(_, ts)| ts.iter().any(|t| self.has(t, part))),
            _ => false,
        }
    }

    /// A type for a new variable, field or parameter.
    pub(super) fn some_ty(&mut self, d: u32) -> Ty {
        let more = d > 0;
        let handle = self.handle_ty();
        let boxed = |t: Ty| Box::new(t);
        let name = self.choose(&[
            ("ty_client", true),
            ("ty_shared", true),
            ("ty_events", true),
            ("ty_sender", true),
            ("ty_pair", true),
            ("ty_option", true),
            ("ty_result", more),
            ("ty_box", more),
            ("ty_rc", more),
            ("ty_slot", true),
            ("ty_cell", true),
            ("ty_vec", more),
            ("ty_map", more),
            ("ty_array", more),
            ("ty_tuple", more),
            ("ty_struct", !self.structs.is_empty()),
            ("ty_enum", !self.enums.is_empty()),
            ("ty_held", more),
            ("ty_dyn", self.has_trait && self.trait_is_object),
            ("ty_implementor", self.has_trait),
            ("ty_thunk", more),
            ("ty_bool", true),
            ("ty_id", true),
        ]);
        self.note(name);
        match name {
            "ty_shared" => Ty::Shared,
            "ty_events" => Ty::Events,
            "ty_sender" => Ty::Sender,
            "ty_pair" => Ty::Tuple(vec![Ty::Sender, Ty::Events]),
            "ty_implementor" if self.rng.percent(50) => Ty::Wire,
            "ty_implementor" => Ty::Radio,
            "ty_option" => {
                if more && self.rng.percent(15) {
                    self.some_ty(0).opt()
                } else if self.rng.percent(12) {
                    Ty::Boxed(boxed(handle)).opt()
                } else {
                    handle.opt()
                }
            }
            "ty_result" => handle.res(),
            "ty_box" => Ty::Boxed(boxed(if self.rng.percent(25) {
                self.some_ty(0)
            } else {
                handle
            })),
            "ty_rc" => Ty::Counted(boxed(handle)),
            "ty_slot" => Ty::Slot,
            "ty_cell" => Ty::Cell,
            "ty_vec" => Ty::Many(boxed(if self.rng.percent(25) {
                self.some_ty(0)
            } else {
                handle
            })),
            "ty_map" => Ty::Map(boxed(handle)),
            "ty_array" => Ty::Pair(boxed(if self.rng.percent(30) {
                self.some_ty(0)
            } else {
                handle.opt()
            })),
            "ty_tuple" => {
                let n = 2 + self.rng.below(2);
                let rest: Vec<Ty> = (1..n).map(|_| self.some_ty(0)).collect();
                let mut all = vec![handle];
                all.extend(rest);
                Ty::Tuple(all)
            }
            "ty_struct" => Ty::Struct(self.rng.below(self.structs.len())),
            "ty_enum" => Ty::Enum(self.rng.below(self.enums.len())),
            "ty_held" => Ty::Held(boxed(handle)),
            "ty_dyn" => Ty::Dyn,
            "ty_thunk" => Ty::Thunk(boxed(if self.rng.percent(50) {
                handle
            } else {
                Ty::Unit
            })),
            "ty_bool" => Ty::Bool,
            "ty_id" => Ty::Id,
            _ => Ty::Client,
        }
    }

    /// A handle, of either style.
    pub(super) fn handle_ty(&mut self) -> Ty {
        match self.choose(&[
            ("in_client", true),
            ("in_shared", true),
            ("in_events", true),
            ("in_sender", true),
        ]) {
            "in_shared" => Ty::Shared,
            "in_events" => Ty::Events,
            "in_sender" => Ty::Sender,
            _ => Ty::Client,
        }
    }

    /// A handle's path for `connect`.
    pub(super) fn connect(&mut self, handle: &Ty) -> proc_macro2::TokenStream {
        let id = self.id();
        if self.env.around.awaits && *handle == Ty::Client && self.rng.percent(60) {
            self.note("open_await");
            return quote!(Client::open(#id).await);
        }
        self.note("connect");
        let name = handle.tokens();
        quote!(#name::connect(#id))
    }

    /// An identity.
    pub(super) fn id(&mut self) -> proc_macro2::TokenStream {
        let name = self.choose(&[
            ("id_literal", true),
            ("id_const", true),
            ("id_static", true),
            ("id_value", true),
            ("id_copied", true),
        ]);
        match name {
            "id_static" if self.rng.percent(40) => {
                self.note(name);
                quote!(OTHER)
            }
            "id_copied" => {
                self.note(name);
                quote!(Some(&DEVICE).copied().unwrap())
            }
            "id_const" => {
                self.note(name);
                quote!(DEVICE)
            }
            "id_value" => match self.whole(|p| p.ty == Ty::Id) {
                Some(place) => {
                    self.note(name);
                    place.tokens
                }
                None => quote!("a"),
            },
            _ => {
                self.note("id_literal");
                if self.rng.percent(12) {
                    quote!("b")
                } else {
                    quote!("a")
                }
            }
        }
    }

    /// A new variable's name: mostly new, sometimes one that it shadows.
    pub(super) fn binding(&mut self, ty: &Ty) -> proc_macro2::Ident {
        if self.rng.percent(12) {
            let names: Vec<_> = self
                .env
                .vars
                .iter()
                .map(|v| v.name.clone())
                .filter(|n| *n != "self")
                .collect();
            if let Some(name) = self.rng.pick(&names).cloned() {
                self.note("shadow");
                return name;
            }
        }
        let stem = match ty {
            Ty::Bool => "flag",
            Ty::Id => "id",
            Ty::Opt(_) => "maybe",
            Ty::Slot | Ty::Cell => "slot",
            Ty::Thunk(_) => "make",
            _ => "c",
        };
        self.names += 1;
        format_ident!("{stem}{}", self.names)
    }
}
