//! Values of every type.

use proc_macro2::TokenStream;
use quote::quote;

use super::Gen;
use super::env::Loop;
use super::types::Ty;

impl Gen<'_> {
    /// A value.
    pub(super) fn value(&mut self, ty: &Ty, d: u32) -> TokenStream {
        self.budget -= 1;
        if *ty == Ty::Unit {
            return quote!(());
        }
        for _ in 0..3 {
            let deep = self.deep(d);
            let small = !ty.is_copy() && self.budget > 0;
            let name = self.choose(&[
                ("make", true),
                ("move", true),
                ("call", self.budget > 0),
                ("method", self.budget > 0),
                ("if_value", deep),
                ("match_value", deep && small),
                ("block_value", deep && small),
                ("labelled_value", deep && small),
                ("loop_value", deep && small),
                ("closure_value", deep && small),
                ("tuple_index", deep && small),
                ("array_value", deep && small),
                ("mem_replace", small),
                ("mem_take", small),
                ("unbox", deep && small),
                ("cell_value", deep && small),
                ("from_collection", deep && small),
                ("from_option", deep && small),
                ("from_result", deep && small),
                ("from_pointer", deep && small),
                ("generic_value", deep && small),
                ("while_break_value", deep && small),
                ("question", deep && small),
                ("macro_value", ty.is_handle()),
                ("macro_ty", ty.is_handle()),
                ("thunk_value", true),
                ("future_value", deep && small && self.env.around.awaits),
                ("thread_value", deep && small && self.has_threads),
            ]);
            let noted = self.used.len();
            if let Some(made) = self.value_of(name, ty, d) {
                self.note(name);
                return made;
            }
            self.used.truncate(noted);
        }
        self.make(ty, d)
    }

    fn value_of(&mut self, name: &'static str, ty: &Ty, d: u32) -> Option<TokenStream> {
        match name {
            "make" => Some(self.make(ty, d)),
            "move" => {
                let place = self.movable(|t| t == ty)?;
                self.env.move_out(&place);
                Some(place.tokens)
            }
            "call" => self.call(|ret| ret == ty, false, d),
            "method" => self.call(|ret| ret == ty, true, d),
            "if_value" => {
                let head = self.condition(d - 1);
                let start = self.start();
                let (a, _) = self.value_block(ty, d - 1);
                let after_a = self.rewind(&start);
                let (b, _) = self.value_block(ty, d - 1);
                let after_b = self.start();
                self.join(vec![(after_a, false), (after_b, false)]);
                Some(quote!(if #head { #a } else { #b }))
            }
            "match_value" => {
                let start = self.start();
                let (a, _) = self.value_block(ty, d - 1);
                let after_a = self.rewind(&start);
                let (b, _) = self.value_block(ty, d - 1);
                let after_b = self.start();
                self.join(vec![(after_a, false), (after_b, false)]);
                Some(quote!(match cond() { true => { #a } false => { #b } }))
            }
            "block_value" => {
                let (body, _) = self.value_block(ty, d - 1);
                Some(quote!({ #body }))
            }
            "labelled_value" => {
                let label = self.fresh("l");
                let lifetime = super::jump::label(&label);
                self.push_loop(Some(label), false, ty.clone());
                let (body, diverges) = self.value_block(ty, d - 1);
                let done = self.env.loops.pop()?;
                self.leave(done, diverges);
                Some(quote!(#lifetime: { #body }))
            }
            "loop_value" => {
                self.push_loop(None, true, ty.clone());
                let vars = self.env.vars.len();
                let n = self.rng.below(2);
                let (mut body, diverges) = self.stmts(n, d - 1, false);
                if !diverges {
                    let jump = self.break_or_end(ty, d - 1);
                    body.extend(jump);
                }
                self.env.close_scope(vars);
                let done: Loop = self.env.loops.pop()?;
                self.env.moved = done.exit;
                Some(quote!(loop { #body }))
            }
            "tuple_index" => {
                let value = self.value(ty, d - 1);
                let other_ty = self.some_ty(0);
                let other = self.value(&other_ty, 0);
                Some(quote!((#value, #other).0))
            }
            "array_value" => {
                let value = self.value(ty, d - 1);
                Some(quote!({ let [it] = [#value]; it }))
            }
            "unbox" => {
                let value = self.value(ty, d - 1);
                Some(quote!(*Box::new(#value)))
            }
            "cell_value" => {
                let value = self.value(ty, d - 1);
                Some(quote!(RefCell::new(#value).into_inner()))
            }
            "mem_replace" => {
                let place = self.changeable(|t| t == ty)?;
                let value = self.while_blocked(&[place.var], |g| g.value(ty, d.min(1)));
                let at = place.tokens;
                Some(quote!(mem::replace(&mut #at, #value)))
            }
            "mem_take" => {
                let place = match ty {
                    Ty::Opt(_) | Ty::Many(_) | Ty::Map(_) => self.changeable(|t| t == ty)?,
                    _ => return None,
                };
                let at = place.tokens;
                Some(quote!(mem::take(&mut #at)))
            }
            "closure_value" => self.closure_value(ty, d),
            "future_value" => self.future_value(ty, d),
            "thread_value" => Some(self.thread_value(ty, d)),
            "from_collection" => self.out_of_collection(ty, d),
            "from_option" => self.out_of_option(ty, d),
            "from_pointer" => self.out_of_pointer(ty, d),
            "generic_value" => self.generic_value(ty, d),
            "while_break_value" => {
                // A loop that leaves its value in a variable.
                let first = self.value(ty, d - 1);
                let name = self.fresh("out");
                self.push_loop(None, true, Ty::Unit);
                let again = self.value(ty, 0);
                let end = self.close_turn();
                let done = self.env.loops.pop()?;
                self.env.moved = done.start;
                self.env.moved.extend(done.exit);
                Some(
                    quote!({ let mut #name = #first; while cond() { #name = #again; #end } #name }),
                )
            }
            "from_result" => self.out_of_result(ty, d),
            "question" => self.question(ty, d),
            "macro_value" | "macro_ty" => {
                let id = self.id();
                let handle = ty.tokens();
                let name = if name == "macro_ty" {
                    quote!(open_ty)
                } else {
                    quote!(open)
                };
                Some(quote!(#name!(#handle, #id)))
            }
            "thunk_value" => {
                let place = self.movable(|t| matches!(t, Ty::Thunk(r) if **r == *ty))?;
                self.env.move_out(&place);
                let at = place.tokens;
                Some(quote!((#at)()))
            }
            _ => None,
        }
    }

    /// Statements and a tail value, in a scope of their own.
    pub(super) fn value_block(&mut self, ty: &Ty, d: u32) -> (TokenStream, bool) {
        let vars = self.env.vars.len();
        let n = if self.deep(d) { self.rng.below(3) } else { 0 };
        let (mut body, diverges) = self.stmts(n, d, false);
        if !diverges {
            let value = self.value(ty, d);
            // A tail's temporaries outlive the block's locals in 2021: what borrows them is bound first.
            if vars < self.env.vars.len() && self.rng.percent(40) {
                let name = self.fresh("v");
                body.extend(quote!(let #name = #value; #name));
            } else {
                body.extend(value);
            }
        }
        self.env.close_scope(vars);
        (body, diverges)
    }
}
