//! Values taken apart: structs, arrays, `ref`, `ref mut`, `@`, nested and alternative patterns.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty, enum_name, struct_name};

impl Gen<'_> {
    /// A statement that takes a value apart.
    pub(super) fn pattern_stmt(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let deep = self.deep(d);
        let name = self.choose(&[
            ("let_struct", true),
            ("let_array", true),
            ("ref_pattern", deep),
            ("ref_mut_pattern", deep),
            ("at_binding", deep),
            ("at_ref_mut", deep),
            ("nested_pattern", deep),
            ("or_pattern", deep),
            ("range_pattern", deep),
        ]);
        let made = match name {
            "let_struct" => (self.let_struct(d)?, false),
            "let_array" => (self.let_array(d)?, false),
            "ref_pattern" | "ref_mut_pattern" => self.ref_pattern(name == "ref_mut_pattern", d)?,
            "at_binding" => self.at_binding(d)?,
            "at_ref_mut" => self.at_ref_mut(d)?,
            "nested_pattern" => self.nested_pattern(d)?,
            "or_pattern" => self.or_pattern(d)?,
            _ => self.range_pattern(d),
        };
        self.note(name);
        Some(made)
    }

    /// `let Session { link, .. } = value;`
    fn let_struct(&mut self, d: u32) -> Option<TokenStream> {
        let fits: Vec<usize> = (0..self.structs.len())
            .filter(|i| !self.structs[*i].has_drop)
            .collect();
        let index = *self.rng.pick(&fits)?;
        let fields = self.structs[index].fields.clone();
        let place = self.movable(|t| *t == Ty::Struct(index));
        let value = match &place {
            Some(place) => place.tokens.clone(),
            None => self.value(&Ty::Struct(index), d),
        };
        let owner = struct_name(index);
        let mut parts = Vec::new();
        for (n, (field, ty)) in fields.iter().enumerate() {
            if self.rng.percent(35) {
                continue;
            }
            if let Some(place) = &place
                && !ty.is_copy()
            {
                let mut path = place.path.clone();
                path.push(n as u8);
                self.env.moved.insert((place.var, path));
            }
            let it = self.fresh("t");
            self.env.declare(it.clone(), ty.clone(), true, How::Owned);
            parts.push(quote!(#field: mut #it));
        }
        Some(quote!(let #owner { #(#parts,)* .. } = #value;))
    }

    /// `let [a, _] = value;`
    fn let_array(&mut self, d: u32) -> Option<TokenStream> {
        let ty = match self.movable(|t| matches!(t, Ty::Pair(_))) {
            Some(place) => place.ty,
            None => Ty::Pair(Box::new(self.handle_ty())),
        };
        let Ty::Pair(inner) = ty.clone() else {
            return None;
        };
        // A value that is made, or a whole array that is moved.
        let value = match self.movable(|t| *t == ty) {
            Some(place) => {
                self.env.move_out(&place);
                let at = place.tokens;
                quote!({ #at })
            }
            None => self.value(&ty, d),
        };
        let name = self.fresh("t");
        let pattern = match self.rng.below(4) {
            0 => quote!([mut #name, _]),
            1 => quote!([_, mut #name]),
            2 => quote!([mut #name, ..]),
            _ => quote!([.., mut #name]),
        };
        self.env.declare(name, *inner, true, How::Owned);
        Some(quote!(let #pattern = #value;))
    }

    /// `let (ref mut a, _) = place;`, with what follows in its scope.
    fn ref_pattern(&mut self, mutable: bool, d: u32) -> Option<(TokenStream, bool)> {
        let fits = |t: &Ty| matches!(t, Ty::Tuple(_) | Ty::Pair(_));
        let place = if mutable {
            self.changeable(fits)?
        } else {
            self.whole(|p| fits(&p.ty))?
        };
        let ty = match &place.ty {
            Ty::Tuple(tys) => tys.first()?.clone(),
            Ty::Pair(t) => (**t).clone(),
            _ => return None,
        };
        let how = if mutable { How::RefMut } else { How::Ref };
        let name = self.fresh("r");
        let vars = self.env.vars.len();
        let (body, diverges) = self.while_blocked(&[place.var], |g| {
            g.env.declare(name.clone(), ty, false, how);
            let made = g.block(2, d.saturating_sub(1), true);
            g.env.close_scope(vars);
            made
        });
        let by = if mutable {
            quote!(ref mut #name)
        } else {
            quote!(ref #name)
        };
        let pattern = if matches!(place.ty, Ty::Tuple(_)) {
            quote!((#by, ..))
        } else {
            quote!([#by, _])
        };
        let at = place.tokens;
        Some((quote!({ let #pattern = #at; #body }), diverges))
    }

    /// `match option.take() { it @ Some(_) => …, None => … }`
    fn at_binding(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
        let on = place.receiver;
        let it = self.fresh("c");
        let start = self.start();
        let (some, a) = self.arm(&it, &place.ty, How::Owned, d.saturating_sub(1));
        let after_some = self.rewind(&start);
        let (none, b) = self.block(1, d.saturating_sub(1), true);
        let after_none = self.start();
        let diverges = self.join(vec![(after_some, a), (after_none, b)]);
        let made = quote!(match #on.take() { #it @ Some(_) => { #some } None => { #none } });
        Some((made, diverges))
    }

    /// `if let ref mut it @ Some(_) = place { … }`
    fn at_ref_mut(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
        let at = place.tokens.clone();
        let it = self.fresh("r");
        let start = self.start();
        let (some, ends) = self.while_blocked(&[place.var], |g| {
            g.arm(&it, &place.ty, How::RefMut, d.saturating_sub(1))
        });
        let after = self.rewind(&start);
        self.join(vec![(after, ends), (start, false)]);
        Some((quote!(if let ref mut #it @ Some(_) = #at { #some }), false))
    }

    /// `if let (Some(a), b) = (option.take(), value) { … }`
    fn nested_pattern(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let place = self.changeable(|t| matches!(t, Ty::Opt(_)))?;
        let Ty::Opt(inner) = place.ty.clone() else {
            return None;
        };
        let on = place.receiver;
        let other_ty = self.some_ty(0);
        let other = self.while_blocked(&[place.var], |g| g.value(&other_ty, 1));
        let (a, b) = (self.fresh("c"), self.fresh("c"));
        let start = self.start();
        let vars = self.env.vars.len();
        self.env.declare(a.clone(), *inner, true, How::Owned);
        self.env
            .declare(b.clone(), other_ty.clone(), true, How::Owned);
        let (some, ends) = self.block(2, d.saturating_sub(1), true);
        self.env.close_scope(vars);
        let after = self.rewind(&start);
        let (none, none_ends) = self.block(1, d.saturating_sub(1), true);
        let after_none = self.start();
        let diverges = self.join(vec![(after, ends), (after_none, none_ends)]);
        let written = other_ty.tokens();
        let made = quote!({
            let both: (_, #written) = (#on.take(), #other);
            if let (Some(mut #a), mut #b) = both { #some } else { #none }
        });
        Some((made, diverges))
    }

    /// `match value { State::Up(it) | State::Closing(it) => …, _ => … }`
    fn or_pattern(&mut self, d: u32) -> Option<(TokenStream, bool)> {
        let place = self.movable(|t| matches!(t, Ty::Enum(_)))?;
        let Ty::Enum(index) = place.ty else {
            return None;
        };
        let owner = enum_name(index);
        let single: Vec<_> = self.enums[index]
            .variants
            .iter()
            .filter(|(_, tys)| tys.len() == 1)
            .cloned()
            .collect();
        let (first, tys) = single.first()?.clone();
        let (second, _) = single.iter().skip(1).find(|(_, t)| *t == tys)?.clone();
        self.env.move_out(&place);
        let it = self.fresh("c");
        let start = self.start();
        let (some, a) = self.arm(&it, &tys[0], How::Owned, d.saturating_sub(1));
        let after_some = self.rewind(&start);
        let (none, b) = self.block(1, d.saturating_sub(1), true);
        let after_none = self.start();
        let diverges = self.join(vec![(after_some, a), (after_none, b)]);
        let at = place.tokens;
        let made = quote!(match #at {
            #owner::#first(#it) | #owner::#second(#it) => { #some }
            _ => { #none }
        });
        Some((made, diverges))
    }

    /// `match count { 0 => …, 1..=3 => …, _ => … }` over a number that conditions chose.
    fn range_pattern(&mut self, d: u32) -> (TokenStream, bool) {
        let start = self.start();
        let mut ends = Vec::new();
        let mut bodies = Vec::new();
        for _ in 0..3 {
            let (body, diverges) = self.block(1, d.saturating_sub(1), true);
            bodies.push(body);
            ends.push((self.rewind(&start), diverges));
        }
        let diverges = self.join(ends);
        let (a, b, c) = (&bodies[0], &bodies[1], &bodies[2]);
        let made = quote!(match if cond() { 0 } else if cond() { 2 } else { 7 } {
            0 => { #a }
            1..=3 => { #b }
            _ => { #c }
        });
        (made, diverges)
    }
}
