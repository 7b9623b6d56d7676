//! The same pointer more than once among the arguments of a call: two clones of an `Rc`, a reference that is passed beside
//! a closure that has captured it. What a call does through one of them it meets through the other, so such a call is
//! analysed with one name for both.

use std::rc::Rc;

use super::Frame;
use super::stdlib::same_pointer;
use crate::domain::channel::channel;
use crate::domain::expr::Expr;
use crate::domain::value::{capture_name, captures_of};
use crate::domain::{Loc, Root, State, Type, Val};
use crate::ir::{Body, Local};

/// How far from an argument its pointers are looked for: references, and what closures have captured.
const MAX_STEPS: usize = 6;

/// A pointer among the arguments that is the same as one before it, or an end of the same channel as one before it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Alias {
    /// Where it lies: a component of an argument.
    late: Expr,
    /// Its type.
    ty: Type,
    /// The one before it, a component of an argument.
    first: Expr,
}

/// The aliases found so far, the pointers seen, and the channels: each with the component of an argument.
#[derive(Default)]
struct Search {
    seen: Vec<(Val, Expr)>,
    channels: Vec<(Expr, Expr)>,
    found: Vec<Alias>,
}

impl Frame<'_, '_> {
    /// Which pointers among the arguments are the same as one before them, and which ends belong to the same channel. Types
    /// are those with which the call is analysed.
    pub(super) fn aliases(&self, s: &State, args: &[Val], types: &[Type]) -> Vec<Alias> {
        let mut search = Search::default();
        for (i, (v, ty)) in args.iter().zip(types).enumerate() {
            self.search_aliases(s, (v, ty), Expr::Arg(i as u32), MAX_STEPS, &mut search);
        }
        search.found
    }

    /// The place to which an end of a channel leads.
    pub(crate) fn channel_of(&self, end: &Expr) -> Expr {
        let mut aliases = self.key.aliases.iter();
        let alias = aliases.find(|a| a.late == *end && matches!(a.ty, Type::End(..)));
        channel(alias.map_or(end, |alias| &alias.first))
    }

    fn search_aliases(
        &self,
        s: &State,
        (v, ty): (&Val, &Type),
        e: Expr,
        steps: usize,
        search: &mut Search,
    ) {
        let Some(steps) = steps.checked_sub(1) else {
            return;
        };
        match ty {
            Type::Ref(inner) | Type::Shared(inner) => {
                let is_pointer = matches!(v, Val::Ref(_) | Val::Shared(_) | Val::Sym(..));
                let leads_on = self.solver.may_hold(inner) || matches!(**inner, Type::End(..));
                if !is_pointer || !leads_on {
                    return;
                }
                let same = |(other, _): &&(Val, Expr)| other == v || same_pointer(other, v);
                if let Some((_, first)) = search.seen.iter().find(same) {
                    search.found.push(Alias {
                        late: e,
                        ty: ty.clone(),
                        first: first.clone(),
                    });
                    return;
                }
                search.seen.push((v.clone(), e.clone()));
                if let (Type::Ref(_), Some(behind)) = (ty, self.solver.behind(s, v)) {
                    self.search_aliases(s, (&behind, inner), e.field("*"), steps, search);
                }
            }
            Type::End(..) => {
                let Val::Sym(end, _) = v else { return };
                let place = self.channel_of(end);
                if let Some((_, first)) = search.channels.iter().find(|(seen, _)| *seen == place) {
                    search.found.push(Alias {
                        late: e,
                        ty: ty.clone(),
                        first: first.clone(),
                    });
                    return;
                }
                search.channels.push((place, e));
            }
            Type::Fun(fun) | Type::Future(fun) => {
                let captures = match v {
                    Val::Fun(fun) => fun.captures.clone(),
                    Val::Sym(symbol, _) => captures_of(symbol, fun),
                    _ => return,
                };
                for (i, both) in captures.iter().zip(&fun.captures).enumerate() {
                    let part = e.field(&capture_name(i));
                    self.search_aliases(s, both, part, steps, search);
                }
            }
            _ => {}
        }
    }
}

impl Frame<'_, '_> {
    /// On entry: the same pointer has come in twice. Ends stay two: see [`Frame::channel_of`].
    pub(super) fn enter_alias(&self, s: &mut State, alias: &Alias) {
        if matches!(alias.ty, Type::End(..)) {
            return;
        }
        let same = Val::sym(alias.first.clone(), alias.ty.clone());
        if let Some(loc) = location(self.body(), &alias.late) {
            self.solver.write(s, &loc, same);
        }
    }
}

/// The locals that hold the arguments: captures first, then parameters.
pub(super) fn arguments(body: &Body) -> impl Iterator<Item = Local> {
    let captures = body.captures.iter().map(|c| c.local);
    captures.chain(body.params.iter().copied())
}

/// Where a component of an argument lies on entry.
fn location(body: &Body, e: &Expr) -> Option<Loc> {
    match e {
        Expr::Arg(i) => Some(Loc::local(arguments(body).nth(*i as usize)?)),
        Expr::Field(pointer, name) if &**name == "*" => Some(Loc {
            root: Root::Mem(Rc::clone(pointer)),
            path: Vec::new(),
        }),
        Expr::Field(base, name) => Some(location(body, base)?.field(name)),
        _ => None,
    }
}
