//! What takes an `Option` or `Result` by value: `unwrap`, `map`, `and_then`, `or`, …

use crate::domain::value::CollVal;
use crate::domain::{Loc, Root, State, Type, Val};
use crate::facts::HolderKind;
use crate::ir::{Call, takes_option};
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::future::held_meanwhile;
use crate::solve::place::is_copied;

/// The arguments of a call; each is taken once, what is left over is dropped at the end of the call.
struct Args(Vec<Val>);

impl Args {
    /// Takes the argument at an index.
    fn take(&mut self, index: usize) -> Val {
        self.0
            .get_mut(index)
            .map_or(Val::Moved, |v| std::mem::replace(v, Val::Moved))
    }
}

impl Frame<'_, '_> {
    /// A method that takes an `Option` or `Result` by value, if it is one.
    pub(super) fn combinator(
        &mut self,
        s: &State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        if !takes_option(name, args.len()) {
            return None;
        }
        let mut s = s.clone();
        let loc = self.received(&mut s, loc, v);
        let mut out = Values::new();
        let depth = s.in_call.len();
        if let Root::Cell(cell) = loc.root {
            // What was moved into the call is there as long as the call is.
            s.in_call.push(held_meanwhile(
                HolderKind::Temporary,
                vec![Val::Shared(cell)],
                call.span,
            ));
        }
        for (s, good) in self.split_success_at(s, &loc) {
            let mut args = Args(args.to_vec());
            let variant = self.variant_at(&s, &loc);
            let made = self.combine(s, &loc, (name, good, variant.as_str()), &mut args, call);
            for (mut s, v) in made {
                let mut left = args.0.clone();
                if matches!(loc.root, Root::Cell(_)) {
                    left.push(self.take(&mut s, &loc));
                }
                let states = self.drop_all(s, left);
                out.extend(states.into_iter().map(|mut s| {
                    s.in_call.truncate(depth);
                    (s, v.clone())
                }));
            }
        }
        Some(out)
    }

    /// Moves a receiver out of its place, unless its use is a copy. Gives where it lies then.
    fn received(&mut self, s: &mut State, loc: &Loc, v: &Val) -> Loc {
        match v {
            Val::Adt(a) if !a.fields.is_empty() && a.fields.values().all(is_copied) => {
                return loc.clone();
            }
            Val::Adt(_) | Val::Sym(..) => {}
            // A lock call's result and the like: looked at where it is.
            _ => return loc.clone(),
        }
        let v = self.take(s, loc);
        Loc::cell(s.add_cell(v, None))
    }

    /// What a method makes of a receiver that is known to be good (`Some`, `Ok`) or not.
    fn combine(
        &mut self,
        mut s: State,
        loc: &Loc,
        (name, good, variant): (&str, bool, &str),
        args: &mut Args,
        call: &Call,
    ) -> Values {
        let is_option = matches!(variant, "Some" | "None");
        let bad = |v: Val| if is_option { Val::none() } else { Val::err(v) };
        let v = match (name, good) {
            ("unwrap" | "expect" | "unwrap_unchecked" | "unwrap_or_default" | "flatten", true)
            | ("unwrap_or" | "unwrap_or_else", true)
            | ("unwrap_err" | "expect_err", false) => self.payload(&mut s, loc),
            ("unwrap" | "expect" | "unwrap_unchecked", false)
            | ("unwrap_err" | "expect_err", true) => return Values::new(),
            ("unwrap_or", false) => args.take(0),
            ("unwrap_or_default", false) => {
                let v = self.solver.read(&s, loc);
                let whole = self.solver.value_type(&s, &v);
                let good = if is_option { "Some.0" } else { "Ok.0" };
                let ty = self.solver.component(&whole, good);
                self.default_of(&mut s, &ty)
            }
            ("map_or_default", false) => s.opaque(Type::Unknown),
            ("unwrap_or_else", false) => {
                let f = args.take(0);
                let args = self.error_of(&mut s, loc, is_option);
                return self.call_value(s, &f, args, call.span);
            }
            ("map_or" | "map_or_else", true) => {
                let f = args.take(1);
                let v = self.payload(&mut s, loc);
                return self.call_value(s, &f, vec![v], call.span);
            }
            ("map_or", false) => args.take(0),
            ("map_or_else", false) => {
                let f = args.take(0);
                let args = self.error_of(&mut s, loc, is_option);
                return self.call_value(s, &f, args, call.span);
            }
            ("is_some_and" | "is_ok_and" | "is_none_or" | "map_or_default", true)
            | ("is_err_and", false) => {
                let f = args.take(0);
                let v = self.payload(&mut s, loc);
                return self.call_value(s, &f, vec![v], call.span);
            }
            ("is_some_and" | "is_ok_and", false) | ("is_err_and", true) => Val::Bool(false),
            ("is_none_or", false) => Val::Bool(true),
            ("map", true) | ("map_err", false) => {
                let f = args.take(0);
                let v = self.payload(&mut s, loc);
                let made = self.call_value(s, &f, vec![v], call.span);
                return made
                    .into_iter()
                    .map(|(s, v)| (s, Val::variant(variant, Some(v))))
                    .collect();
            }
            ("and_then", true) => {
                let f = args.take(0);
                let v = self.payload(&mut s, loc);
                return self.call_value(s, &f, vec![v], call.span);
            }
            ("or_else", false) => {
                let f = args.take(0);
                let args = self.error_of(&mut s, loc, is_option);
                return self.call_value(s, &f, args, call.span);
            }
            ("and", true) | ("or", false) => args.take(0),
            ("inspect", true) | ("inspect_err", false) | ("filter", true) => {
                let f = args.take(0);
                let inner = Val::Ref(loc.field(&format!("{variant}.0")));
                let mut out = Values::new();
                for (s, answer) in self.call_value(s, &f, vec![inner], call.span) {
                    let split = match name {
                        "filter" => self.split_bool(s, &answer),
                        _ => vec![(s, true)],
                    };
                    for (mut s, keep) in split {
                        let v = if keep {
                            self.take(&mut s, loc)
                        } else {
                            Val::none()
                        };
                        out.push((s, v));
                    }
                }
                return out;
            }
            ("ok", true) => Val::some(self.payload(&mut s, loc)),
            ("ok", false) | ("err", true) | ("filter", false) => Val::none(),
            ("err", false) => Val::some(self.payload(&mut s, loc)),
            ("ok_or" | "ok_or_else" | "context" | "with_context", true)
            | ("wrap_err" | "wrap_err_with", true) => Val::ok(self.payload(&mut s, loc)),
            ("ok_or", false) => Val::err(args.take(0)),
            ("ok_or_else", false) => {
                let f = args.take(0);
                let made = self.call_value(s, &f, Vec::new(), call.span);
                return made.into_iter().map(|(s, v)| (s, Val::err(v))).collect();
            }
            ("context" | "with_context" | "wrap_err" | "wrap_err_with", false) => {
                Val::err(s.opaque(Type::Unknown))
            }
            ("xor" | "zip", _) => return self.both(s, loc, name, good, args),
            ("flatten", false) if is_option => Val::none(),
            ("unzip", good) => {
                let pair = self.payload_or(&mut s, loc, good, Val::tuple(Vec::new()));
                let part = |name: &str| match good {
                    true => Val::some(self.solver.select(&pair, name)),
                    false => Val::none(),
                };
                Val::tuple(vec![part("0"), part("1")])
            }
            ("cloned" | "copied", true) => {
                let inner = self.payload(&mut s, loc);
                let inner = self.solver.look_through(&mut s, &inner).0;
                Val::variant(variant, Some(self.cloned(&mut s, &inner)))
            }
            ("cloned" | "copied", false) => {
                let error = self.payload(&mut s, loc);
                bad(error)
            }
            ("into_iter", true) => {
                let v = self.payload(&mut s, loc);
                Val::Coll(CollVal::of([v]).into())
            }
            ("into_iter", false) => Val::Coll(CollVal::default().into()),
            ("transpose", good) => return self.transposed(s, loc, good, is_option),
            // What is left as it is: the other side of `map`, `and`, `or`, …
            _ => self.take(&mut s, loc),
        };
        vec![(s, v)]
    }

    /// `xor` and `zip`: the other option decides too.
    fn both(&mut self, mut s: State, loc: &Loc, name: &str, good: bool, args: &mut Args) -> Values {
        let other = Loc {
            root: Root::Cell(s.add_cell(args.take(0), None)),
            path: Vec::new(),
        };
        let mut out = Values::new();
        for (mut s, also) in self.split_success_at(s, &other) {
            let v = match (name, good, also) {
                ("zip", true, true) => {
                    let a = self.payload(&mut s, loc);
                    let b = self.payload(&mut s, &other);
                    Val::some(Val::tuple(vec![a, b]))
                }
                ("xor", true, false) => self.take(&mut s, loc),
                ("xor", false, true) => self.take(&mut s, &other),
                _ => Val::none(),
            };
            let left = self.take(&mut s, &other);
            let states = self.dropped(s, left, None);
            out.extend(states.into_iter().map(|s| (s, v.clone())));
        }
        out
    }

    /// `Some(Ok(v))` to `Ok(Some(v))` and back.
    fn transposed(&mut self, mut s: State, loc: &Loc, good: bool, is_option: bool) -> Values {
        if !good {
            let v = if is_option {
                Val::ok(Val::none())
            } else {
                Val::some(self.take(&mut s, loc))
            };
            return vec![(s, v)];
        }
        let inner = self.payload_loc(&s, loc);
        let mut out = Values::new();
        for (mut s, also) in self.split_success_at(s, &inner) {
            let v = match (is_option, also) {
                (true, true) => Val::ok(Val::some(self.payload(&mut s, &inner))),
                (true, false) => Val::err(self.payload(&mut s, &inner)),
                (false, true) => Val::some(Val::ok(self.payload(&mut s, &inner))),
                (false, false) => Val::none(),
            };
            out.push((s, v));
        }
        out
    }

    /// The arguments of a closure that deals with a failure: the error; nothing for `None`.
    fn error_of(&mut self, s: &mut State, loc: &Loc, is_option: bool) -> Vec<Val> {
        if is_option {
            Vec::new()
        } else {
            vec![self.payload(s, loc)]
        }
    }

    fn payload_or(&mut self, s: &mut State, loc: &Loc, good: bool, default: Val) -> Val {
        if good { self.payload(s, loc) } else { default }
    }

    /// The variant at a location: where it is not known, the good one.
    pub(super) fn variant_at(&self, s: &State, loc: &Loc) -> String {
        match self.solver.read(s, loc) {
            Val::Adt(a) => a.variant.as_deref().unwrap_or("Ok").to_owned(),
            Val::Sym(_, ty) if matches!(*ty, Type::Option(_)) => "Some".to_owned(),
            _ => "Ok".to_owned(),
        }
    }

    /// Where the payload of an `Option` or `Result` lies.
    pub(super) fn payload_loc(&self, s: &State, loc: &Loc) -> Loc {
        loc.field(&format!("{}.0", self.variant_at(s, loc)))
    }

    /// Moves the payload out: of the variant that is there.
    pub(crate) fn payload(&mut self, s: &mut State, loc: &Loc) -> Val {
        match self.solver.read(s, loc) {
            Val::Adt(a) if a.variant.as_deref() == Some("None") => Val::unit(),
            Val::Adt(_) | Val::Sym(..) => {
                let inner = self.payload_loc(s, loc);
                self.take(s, &inner)
            }
            _ => self.take(s, loc),
        }
    }
}
