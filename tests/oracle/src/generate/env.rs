//! What is in scope, and what of it has been moved away: the part of the borrow checker that keeps programs right.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::types::{How, Ty};

/// A variable; its index in [`Env::vars`] names it.
#[derive(Clone, Debug)]
pub(crate) struct Var {
    pub(crate) name: Ident,
    pub(crate) ty: Ty,
    pub(crate) mutable: bool,
    pub(crate) how: How,
}

/// A moved place: variable, then fields.
pub(crate) type Path = (usize, Vec<u8>);

/// A loop or labelled block around the code that is being made.
#[derive(Clone, Debug)]
pub(crate) struct Loop {
    pub(crate) label: Option<Ident>,
    /// How many variables there were before it.
    pub(crate) vars: usize,
    /// What was moved at its start.
    pub(crate) start: BTreeSet<Path>,
    /// What may be moved after it.
    pub(crate) exit: BTreeSet<Path>,
    /// Whether it can be continued and `break` needs no label.
    pub(crate) is_loop: bool,
    /// What a `break` of it needs.
    pub(crate) value: Ty,
}

/// The function or closure around the code that is being made.
#[derive(Clone, Debug)]
pub(crate) struct Around {
    /// What `return` needs; `None` where there must be none.
    pub(crate) ret: Option<Ty>,
    /// The index of its first loop in [`Env::loops`].
    pub(crate) first_loop: usize,
    /// How many variables there were before it: what a closure captures.
    pub(crate) vars: usize,
    /// Whether it is a future, in which can be awaited.
    pub(crate) awaits: bool,
    /// Whether it may be dropped before its end, or run beside others.
    pub(crate) is_part: bool,
}

/// What is in scope.
#[derive(Clone, Debug)]
pub(crate) struct Env {
    pub(crate) vars: Vec<Var>,
    pub(crate) moved: BTreeSet<Path>,
    /// Variables that are borrowed just now.
    pub(crate) blocked: BTreeSet<usize>,
    /// Variables before this index must not be moved (a closure that is called more than once).
    pub(crate) fixed: usize,
    pub(crate) loops: Vec<Loop>,
    pub(crate) around: Around,
}

/// Something that has an address.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) var: usize,
    pub(crate) path: Vec<u8>,
    pub(crate) ty: Ty,
    /// As a place expression: `*slot`, `self.link`.
    pub(crate) tokens: TokenStream,
    /// As the receiver of a method, and as the base of a field.
    pub(crate) receiver: TokenStream,
    pub(crate) mutable: bool,
    /// Whether its value can be moved out.
    pub(crate) movable: bool,
    /// How long the path of the first box is that it is in.
    pub(crate) boxed: Option<usize>,
}

impl Env {
    /// Nothing in scope, in a function that returns this.
    pub(crate) fn new(ret: Ty) -> Env {
        Env {
            vars: Vec::new(),
            moved: BTreeSet::new(),
            blocked: BTreeSet::new(),
            fixed: 0,
            loops: Vec::new(),
            around: Around {
                ret: Some(ret),
                first_loop: 0,
                vars: 0,
                awaits: false,
                is_part: true,
            },
        }
    }

    /// Declares a variable.
    pub(crate) fn declare(&mut self, name: Ident, ty: Ty, mutable: bool, how: How) -> usize {
        self.vars.push(Var {
            name,
            ty,
            mutable,
            how,
        });
        self.vars.len() - 1
    }

    /// Ends a scope.
    pub(crate) fn close_scope(&mut self, vars: usize) {
        self.vars.truncate(vars);
        self.moved.retain(|(var, _)| *var < vars);
        self.blocked.retain(|var| *var < vars);
    }

    /// The root place of a variable that can be named here.
    pub(crate) fn root(&self, var: usize) -> Option<Place> {
        let v = self.vars.get(var)?;
        if self.blocked.contains(&var)
            || self.vars[var + 1..]
                .iter()
                .any(|later| later.name == v.name)
        {
            return None;
        }
        let name = &v.name;
        Some(Place {
            var,
            path: Vec::new(),
            ty: v.ty.clone(),
            tokens: if v.how == How::Owned {
                quote!(#name)
            } else {
                quote!(*#name)
            },
            receiver: quote!(#name),
            mutable: match v.how {
                How::Owned => v.mutable,
                How::Ref => false,
                How::RefMut => true,
            },
            movable: v.how == How::Owned && var >= self.fixed,
            boxed: None,
        })
    }

    /// Whether the place has its whole value.
    pub(crate) fn is_whole(&self, place: &Place) -> bool {
        !self.moved.iter().any(|(var, path)| {
            *var == place.var && (path.starts_with(&place.path) || place.path.starts_with(path))
        })
    }

    /// Whether the place can be assigned to: what it is a part of has not been moved.
    pub(crate) fn is_assignable(&self, place: &Place) -> bool {
        // A closure that assigns to what was moved away would use it.
        place.mutable
            && (place.var >= self.around.vars || self.is_whole(place))
            && !self.moved.iter().any(|(var, path)| {
                *var == place.var && path.len() < place.path.len() && place.path.starts_with(path)
            })
    }

    /// The place's value is moved away.
    pub(crate) fn move_out(&mut self, place: &Place) {
        if !place.ty.is_copy() {
            // A closure takes a whole box.
            let length = match place.boxed {
                Some(length) if place.var < self.around.vars => length,
                _ => place.path.len(),
            };
            let path = place.path[..length].to_vec();
            self.moved.insert((place.var, path));
        }
    }

    /// The place gets a value.
    pub(crate) fn refill(&mut self, place: &Place) {
        self.moved
            .retain(|(var, path)| *var != place.var || !path.starts_with(&place.path));
    }
}
