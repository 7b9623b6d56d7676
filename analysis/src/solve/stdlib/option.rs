//! `Option` and `Result` in their places, and cells that are set once: what asks them and what fills and empties them.

use crate::domain::value::CollVal;
use crate::domain::{Loc, State, Type, Val};
use crate::facts::Slot;
use crate::ir::Call;
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// Whether a value is an `Option` or `Result`.
    pub(crate) fn is_option(&self, v: &Val) -> bool {
        match v {
            Val::Adt(a) => matches!(a.variant.as_deref(), Some("Some" | "None" | "Ok" | "Err")),
            Val::Sym(_, ty) => matches!(**ty, Type::Option(_) | Type::Result(..)),
            _ => false,
        }
    }

    /// A method of `Option` or `Result`.
    pub(crate) fn option_method(
        &mut self,
        s: &mut State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        if let Some(done) = self.combinator(s, loc, v, name, args, call) {
            return Some(done);
        }
        let arg = args.first().cloned();
        let mut out = Values::new();
        match (name, args.len()) {
            ("is_some" | "is_ok" | "is_none" | "is_err", 0) => {
                let positive = matches!(name, "is_some" | "is_ok");
                for (s, good) in self.split_success_at(s.clone(), loc) {
                    out.push((s, Val::Bool(good == positive)));
                }
            }
            ("take", 0) => {
                let old = self.solver.read(s, loc);
                self.solver.write(s, loc, Val::none());
                out.push((s.clone(), old));
            }
            ("take_if", 1) => {
                for (s, good) in self.split_success_at(s.clone(), loc) {
                    if !good {
                        out.push((s, Val::none()));
                        continue;
                    }
                    let inner = Val::Ref(self.payload_loc(&s, loc));
                    for (s2, cond) in
                        self.call_value(s.clone(), &arg.clone()?, vec![inner], call.span)
                    {
                        for (mut s, yes) in self.split_bool(s2, &cond) {
                            let v = if yes {
                                let old = self.solver.read(&s, loc);
                                self.solver.write(&mut s, loc, Val::none());
                                old
                            } else {
                                Val::none()
                            };
                            out.push((s, v));
                        }
                    }
                }
            }
            ("replace", 1) => {
                let old = self.solver.read(s, loc);
                let new = Val::some(arg?);
                self.note_overwrite(s, &old, &new, &self.slot(loc, call));
                self.solver.write(s, loc, new);
                out.push((s.clone(), old));
            }
            ("insert", 1) => {
                let old = self.solver.read(s, loc);
                let new = Val::some(arg?);
                self.note_overwrite(s, &old, &new, &self.slot(loc, call));
                self.solver.write(s, loc, new);
                out.push((s.clone(), Val::Ref(loc.field("Some.0"))));
            }
            ("set", 1) => {
                // A cell that is set once: refuses a second value.
                for (mut s, full) in self.split_success_at(s.clone(), loc) {
                    if full {
                        out.push((s, Val::err(arg.clone()?)));
                    } else {
                        self.solver.write(&mut s, loc, Val::some(arg.clone()?));
                        out.push((s, Val::ok(Val::unit())));
                    }
                }
            }
            (
                "get_or_insert_with"
                | "get_or_init"
                | "get_or_try_init"
                | "get_or_insert"
                | "get_or_insert_default",
                _,
            ) => {
                if name.ends_with("init") {
                    // Whoever comes second waits for the first one.
                    s.pass_time();
                }
                for (mut s, full) in self.split_success_at(s.clone(), loc) {
                    if full {
                        let inner = self.payload_loc(&s, loc);
                        out.push((s, Val::Ref(inner)));
                        continue;
                    }
                    let made = match (name, &arg) {
                        ("get_or_insert", Some(v)) => vec![(s, v.clone())],
                        (_, Some(f)) => self.call_value(s, f, Vec::new(), call.span),
                        (_, None) => {
                            let v = s.opaque(Type::Unknown);
                            vec![(s, v)]
                        }
                    };
                    for (s, v) in made {
                        let made = if matches!(v, Val::Future(_)) {
                            self.await_value(s, v, call.span)
                        } else {
                            vec![(s, v)]
                        };
                        for (mut s, v) in made {
                            self.solver.write(&mut s, loc, Val::some(v));
                            out.push((s, Val::Ref(loc.field("Some.0"))));
                        }
                    }
                }
            }
            (
                "as_ref" | "as_mut" | "as_deref" | "as_deref_mut" | "as_pin_mut" | "as_pin_ref"
                | "get" | "get_mut",
                0,
            ) => {
                for (s, good) in self.split_success_at(s.clone(), loc) {
                    let inner = self.payload_loc(&s, loc);
                    let v = match (good, self.variant_at(&s, loc)) {
                        (true, variant) => Val::variant(&variant, Some(Val::Ref(inner))),
                        (false, variant) if variant == "None" => Val::none(),
                        (false, _) => Val::err(Val::Ref(loc.field("Err.0"))),
                    };
                    out.push((s, v));
                }
            }
            ("iter" | "iter_mut" | "as_slice" | "as_mut_slice", 0) => {
                for (s, good) in self.split_success_at(s.clone(), loc) {
                    let inner = Val::Ref(self.payload_loc(&s, loc));
                    let items = CollVal::of(good.then_some(inner));
                    out.push((s, Val::Coll(items.into())));
                }
            }
            ("clone", 0) => {
                let v = self.cloned(s, v);
                out.push((s.clone(), v));
            }
            _ => return None,
        }
        Some(out)
    }

    /// How a location is shown as a slot.
    pub(crate) fn slot(&self, loc: &Loc, call: &Call) -> Slot {
        let name = self.loc_name(loc).unwrap_or_else(|| "the slot".to_owned());
        Slot {
            name,
            span: call.span,
        }
    }
}
