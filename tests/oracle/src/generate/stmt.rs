//! Statements.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::types::{How, Ty};

impl Gen<'_> {
    /// A scope of its own: statements, and whether its end is never reached.
    pub(super) fn block(&mut self, n: usize, d: u32, may_jump: bool) -> (TokenStream, bool) {
        let vars = self.env.vars.len();
        let made = self.stmts(n, d, may_jump);
        self.env.close_scope(vars);
        made
    }

    /// Statements in the scope at hand.
    pub(super) fn stmts(&mut self, n: usize, d: u32, may_jump: bool) -> (TokenStream, bool) {
        let mut body = TokenStream::new();
        for _ in 0..n {
            if self.budget <= 0 {
                break;
            }
            let (made, diverges) = self.stmt(d);
            body.extend(made);
            if diverges {
                return (body, true);
            }
        }
        if may_jump
            && self.rng.percent(12)
            && let Some(jump) = self.jump(d)
        {
            body.extend(jump);
            return (body, true);
        }
        (body, false)
    }

    /// A statement.
    pub(super) fn stmt(&mut self, d: u32) -> (TokenStream, bool) {
        self.budget -= 1;
        for _ in 0..12 {
            let deep = self.deep(d);
            let name = self.choose(&[
                ("let", true),
                ("theme", true),
                ("let_underscore", true),
                ("let_unused", true),
                ("let_tuple", true),
                ("let_late", deep),
                ("bind_move", true),
                ("ref_binding", true),
                ("expression", true),
                ("assign", true),
                ("option_stmt", true),
                ("slot_stmt", true),
                ("collection_stmt", true),
                ("events_stmt", true),
                ("result_stmt", true),
                ("pointer_stmt", true),
                ("pattern_stmt", deep),
                ("trait_stmt", self.has_trait),
                ("macro_stmt", true),
                ("generic_stmt", true),
                ("branch_move", true),
                ("remember", deep),
                ("drop", true),
                ("close", true),
                ("end", true),
                ("ping", true),
                ("forget", true),
                ("leak", true),
                ("manually_drop", true),
                ("swap", true),
                ("call_stmt", true),
                ("method_stmt", true),
                ("thunk_call", true),
                ("partial_move", true),
                ("block", deep),
                ("labelled_block", deep),
                ("if", deep),
                ("if_let", deep),
                ("let_else", deep),
                ("match_option", deep),
                ("match_enum", deep),
                ("match_bool", deep),
                ("match_tuple", deep),
                ("loop", deep),
                ("while", deep),
                ("while_let", deep),
                ("while_let_temporary", deep),
                ("match_temporary", deep),
                ("match_lock", deep),
                ("for_range", deep),
                ("for_values", deep),
                ("flag_guard", deep),
                ("closure_section", deep),
                ("future_stmt", deep && self.env.around.awaits),
                ("move_closure", deep),
                ("defer", deep && !self.has_futures),
                ("static_stmt", self.has_statics),
                ("thread_stmt", deep && self.has_threads),
                ("channel_stmt", self.has_channels),
            ]);
            let noted = self.used.len();
            if let Some(made) = self.stmt_of(name, d) {
                self.note(name);
                return made;
            }
            self.used.truncate(noted);
        }
        let connect = self.connect(&Ty::Client);
        (quote!(#connect;), false)
    }

    fn stmt_of(&mut self, name: &'static str, d: u32) -> Option<(TokenStream, bool)> {
        let less = d.saturating_sub(1);
        let plain = |made: TokenStream| Some((made, false));
        match name {
            "let" => plain(self.let_value(less)),
            "theme" => self.themed(d).map(|made| (made, false)),
            "let_underscore" => {
                let ty = self.some_ty(1);
                let value = self.value(&ty, less);
                let written = ty.tokens();
                plain(quote!(let _: #written = #value;))
            }
            "let_unused" => {
                let ty = self.some_ty(1);
                let value = self.value(&ty, less);
                let (written, name) = (ty.tokens(), self.fresh("_c"));
                plain(quote!(let #name: #written = #value;))
            }
            "let_tuple" => plain(self.let_tuple(less)),
            "let_late" => self.let_late(less).map(|made| (made, false)),
            "bind_move" => {
                let place = self.movable(|t| !t.is_copy())?;
                self.env.move_out(&place);
                let (at, name) = (place.tokens, self.binding(&place.ty));
                self.env.declare(name.clone(), place.ty, true, How::Owned);
                plain(quote!(let mut #name = #at;))
            }
            "ref_binding" => {
                let place =
                    self.changeable(|t| t.has_ping() || matches!(t, Ty::Opt(_) | Ty::Struct(_)))?;
                // Its name is used up to the end of a block, so that it borrows nothing after it.
                let (at, name) = (place.tokens.clone(), self.fresh("r"));
                let vars = self.env.vars.len();
                let n = 1 + self.rng.below(2);
                let (body, diverges) = self.while_blocked(&[place.var], |g| {
                    g.env
                        .declare(name.clone(), place.ty.clone(), false, How::RefMut);
                    let made = g.block(n, less, true);
                    g.env.close_scope(vars);
                    made
                });
                Some((quote!({ let #name = &mut #at; #body }), diverges))
            }
            "expression" => {
                let ty = self.some_ty(0);
                let value = self.value(&ty, less);
                let written = ty.tokens();
                let name = self.fresh("_v");
                plain(if ty.is_handle() && self.rng.percent(70) {
                    quote!({ #value };)
                } else {
                    quote!({ let #name: #written = #value; })
                })
            }
            "assign" => {
                let place = self.assignable(|t| !matches!(t, Ty::Unit))?;
                let part = !place.path.is_empty();
                let blocked = [place.var];
                let value = self.while_blocked(if part { &blocked } else { &[] }, |g| {
                    g.value(&place.ty, less)
                });
                // The value may have taken what the place is a part of.
                if self.env.root(place.var).is_none() || !self.env.is_assignable(&place) {
                    return plain(quote!(drop(#value);));
                }
                self.env.refill(&place);
                let at = place.tokens;
                plain(quote!(#at = #value;))
            }
            "option_stmt" => self.option_stmt(less).map(|made| (made, false)),
            "slot_stmt" => self.slot_stmt(less).map(|made| (made, false)),
            "static_stmt" => self.static_stmt(less).map(|made| (made, false)),
            "channel_stmt" => self.channel_stmt(less).map(|made| (made, false)),
            "collection_stmt" => self.collection_stmt(less).map(|made| (made, false)),
            "events_stmt" => self.events_stmt(less),
            "result_stmt" => self.result_stmt(less),
            "pointer_stmt" => self.pointer_stmt(less),
            "pattern_stmt" => self.pattern_stmt(less),
            "trait_stmt" => self.trait_stmt(less).map(|made| (made, false)),
            "macro_stmt" => self.macro_stmt(less).map(|made| (made, false)),
            "generic_stmt" => self.generic_stmt(less).map(|made| (made, false)),
            "branch_move" => {
                let place = self.movable(|t| !t.is_copy())?;
                let start = self.start();
                self.env.move_out(&place);
                let after = self.rewind(&start);
                self.join(vec![(after, false), (start, false)]);
                let at = place.tokens;
                plain(match self.rng.below(3) {
                    0 => quote!(if cond() { drop(#at); }),
                    1 => quote!(match cond() { true => drop(#at), false => {} }),
                    _ => {
                        let name = self.fresh("_v");
                        quote!(if cond() { let #name = #at; })
                    }
                })
            }
            "drop" | "forget" | "leak" | "manually_drop" => {
                let place = self.movable(|t| !t.is_copy())?;
                self.env.move_out(&place);
                let at = place.tokens;
                plain(match name {
                    "drop" => quote!(drop(#at);),
                    "forget" => quote!(mem::forget(#at);),
                    "leak" => quote!(Box::leak(Box::new(#at));),
                    _ => quote!(let _ = ManuallyDrop::new(#at);),
                })
            }
            "close" => {
                let place = self.movable(|t| *t == Ty::Client)?;
                self.env.move_out(&place);
                let on = place.receiver;
                plain(quote!(#on.close();))
            }
            "end" => {
                let on = self.changeable(|t| *t == Ty::Client)?.receiver;
                plain(quote!(#on.end();))
            }
            "future_stmt" => self.future_stmt(less),
            "thread_stmt" => plain(self.thread_stmt(less)),
            "ping" => {
                let on = self.whole(|p| p.ty.has_ping())?.receiver;
                plain(quote!(#on.ping();))
            }
            "swap" => {
                let a = self.changeable(|t| !t.is_copy())?;
                let b = self.while_blocked(&[a.var], |g| g.changeable(|t| *t == a.ty))?;
                let (a, b) = (a.tokens, b.tokens);
                plain(quote!(mem::swap(&mut #a, &mut #b);))
            }
            "call_stmt" | "method_stmt" => {
                let made = self.call(|_| true, name == "method_stmt", less)?;
                self.note(if name == "method_stmt" {
                    "method"
                } else {
                    "call"
                });
                plain(quote!(let _ = #made;))
            }
            "thunk_call" => {
                let place = self.movable(|t| matches!(t, Ty::Thunk(_)))?;
                self.env.move_out(&place);
                let at = place.tokens;
                plain(quote!((#at)();))
            }
            "partial_move" => {
                let place = self.movable(|t| !t.is_copy())?;
                if place.path.is_empty() {
                    return None;
                }
                self.env.move_out(&place);
                let (at, name) = (place.tokens, self.binding(&place.ty));
                self.env.declare(name.clone(), place.ty, true, How::Owned);
                plain(quote!(let mut #name = #at;))
            }
            _ => self.control(name, d),
        }
    }

    /// `let x = …;`, of any type.
    fn let_value(&mut self, d: u32) -> TokenStream {
        let ty = self.some_ty(2);
        self.let_of(ty, d)
    }

    /// A statement of what the program is about, or a variable for it.
    fn themed(&mut self, d: u32) -> Option<TokenStream> {
        let kind = self.theme.statement();
        if (!self.deep(d) && self.theme.nests()) || self.weights.of(kind) == 0 {
            return None;
        }
        let noted = self.used.len();
        if let Some((made, false)) = self.stmt_of(kind, d) {
            self.note(kind);
            return Some(made);
        }
        self.used.truncate(noted);
        let ty = self.theme_ty()?;
        Some(self.let_of(ty, d.min(1)))
    }

    /// `let x: ty = …;`
    pub(super) fn let_of(&mut self, ty: Ty, d: u32) -> TokenStream {
        let value = match &ty {
            Ty::Opt(_) if self.rng.percent(25) => quote!(None),
            Ty::Many(_) if self.rng.percent(25) => quote!(Vec::new()),
            Ty::Map(_) if self.rng.percent(25) => quote!(HashMap::new()),
            _ => self.value(&ty, d),
        };
        let name = self.binding(&ty);
        let mutable = self.rng.percent(70);
        self.env
            .declare(name.clone(), ty.clone(), mutable, How::Owned);
        let written = ty.tokens();
        if mutable {
            quote!(let mut #name: #written = #value;)
        } else {
            quote!(let #name: #written = #value;)
        }
    }

    /// A tuple, an array or a struct taken apart: `..`, `_`, `ref`.
    fn let_tuple(&mut self, d: u32) -> TokenStream {
        let tys: Vec<Ty> = (0..2 + self.rng.below(2))
            .map(|_| self.some_ty(0))
            .collect();
        let ty = Ty::Tuple(tys.clone());
        // A place is only taken apart; a value's remains are dropped at the end of the statement.
        let place = if self.rng.percent(50) {
            self.movable(|t| matches!(t, Ty::Tuple(_)))
        } else {
            None
        };
        let (value, tys) = match &place {
            Some(place) => match &place.ty {
                Ty::Tuple(tys) => (place.tokens.clone(), tys.clone()),
                _ => (self.value(&ty, d), tys),
            },
            None => (self.value(&ty, d), tys),
        };
        let rest = self.rng.percent(25);
        let shown = if rest { 1 } else { tys.len() };
        let mut parts = Vec::new();
        for (n, ty) in tys.iter().enumerate().take(shown) {
            if self.rng.percent(30) {
                parts.push(quote!(_));
                continue;
            }
            let name = self.fresh("t");
            if let Some(place) = &place
                && !ty.is_copy()
            {
                let mut path = place.path.clone();
                path.push(n as u8);
                self.env.moved.insert((place.var, path));
            }
            parts.push(quote!(mut #name));
            self.env.declare(name, ty.clone(), true, How::Owned);
        }
        if rest {
            self.note("rest_pattern");
            quote!(let (#(#parts),*, ..) = #value;)
        } else {
            quote!(let (#(#parts),*) = #value;)
        }
    }

    /// A variable that gets its value later, on each branch.
    fn let_late(&mut self, d: u32) -> Option<TokenStream> {
        let ty = self.some_ty(1);
        let head = self.condition(0);
        let start = self.start();
        let a = self.value(&ty, d);
        let after_a = self.rewind(&start);
        let b = self.value(&ty, d);
        let after_b = self.start();
        self.join(vec![(after_a, false), (after_b, false)]);
        let name = self.fresh("late");
        self.env
            .declare(name.clone(), ty.clone(), false, How::Owned);
        let written = ty.tokens();
        Some(quote!(let #name: #written; if #head { #name = #a; } else { #name = #b; }))
    }
}
