//! `Option` and `Result`, and cells that are set once.

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
        let arg = args.first().cloned();
        let mut out = Values::new();
        match (name, args.len()) {
            ("is_some" | "is_ok" | "is_none" | "is_err", 0) => {
                let positive = matches!(name, "is_some" | "is_ok");
                for (s, good) in self.split_success_at(s.clone(), loc) {
                    out.push((s, Val::Bool(good == positive)));
                }
            }
            ("is_some_and" | "is_ok_and" | "is_none_or", 1) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    if good {
                        let payload = self.payload(&mut s, loc);
                        out.extend(self.call_value(s, &arg.clone()?, vec![payload], call.span));
                    } else {
                        out.push((s, Val::Bool(name == "is_none_or")));
                    }
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
                "as_ref" | "as_mut" | "as_deref" | "as_deref_mut" | "as_pin_mut" | "get"
                | "get_mut" | "iter" | "iter_mut",
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
            ("unwrap" | "expect" | "unwrap_unchecked", _) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    if good {
                        let v = self.payload(&mut s, loc);
                        out.push((s, v));
                    }
                }
            }
            ("unwrap_err" | "expect_err", _) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    if !good {
                        let v = s.opaque(Type::Unknown);
                        out.push((s, v));
                    }
                }
            }
            ("unwrap_or", 1) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    let v = if good {
                        self.payload(&mut s, loc)
                    } else {
                        arg.clone()?
                    };
                    out.push((s, v));
                }
            }
            ("unwrap_or_default", 0) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    let v = if good {
                        self.payload(&mut s, loc)
                    } else {
                        s.opaque(Type::Unknown)
                    };
                    out.push((s, v));
                }
            }
            ("unwrap_or_else" | "map_or_else" | "map_or", n) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    match (name, good) {
                        ("unwrap_or_else", true) => {
                            let v = self.payload(&mut s, loc);
                            out.push((s, v));
                        }
                        (_, true) => {
                            let v = self.payload(&mut s, loc);
                            out.extend(self.call_value(
                                s,
                                args.get(n.saturating_sub(1))?,
                                vec![v],
                                call.span,
                            ));
                        }
                        ("map_or", false) => out.push((s, arg.clone()?)),
                        (_, false) => {
                            let e = s.opaque(Type::Unknown);
                            out.extend(self.call_value(s, &arg.clone()?, vec![e], call.span));
                        }
                    }
                }
            }
            ("map" | "and_then" | "inspect" | "filter" | "flat_map" | "then", 1) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    let variant = self.variant_at(&s, loc);
                    if !good {
                        let v = if variant == "None" {
                            Val::none()
                        } else {
                            self.whole(&mut s, loc)
                        };
                        out.push((s, v));
                        continue;
                    }
                    if matches!(name, "inspect" | "filter") {
                        let inner = Val::Ref(self.payload_loc(&s, loc));
                        for (s2, cond) in self.call_value(s, &arg.clone()?, vec![inner], call.span)
                        {
                            let split = if name == "filter" {
                                self.split_bool(s2, &cond)
                            } else {
                                vec![(s2, true)]
                            };
                            for (mut s, keep) in split {
                                let v = self.whole(&mut s, loc);
                                out.push((s, if keep { v } else { Val::none() }));
                            }
                        }
                        continue;
                    }
                    let v = self.payload(&mut s, loc);
                    for (s, v) in self.call_value(s, &arg.clone()?, vec![v], call.span) {
                        out.push((
                            s,
                            if name == "map" {
                                Val::variant(&variant, Some(v))
                            } else {
                                v
                            },
                        ));
                    }
                }
            }
            (
                "map_err" | "context" | "with_context" | "wrap_err" | "wrap_err_with"
                | "inspect_err" | "ok_or" | "ok_or_else" | "ok" | "err",
                _,
            ) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    let v = match (name, good) {
                        ("ok", true) => Val::some(self.payload(&mut s, loc)),
                        ("ok", false) | ("err", true) => Val::none(),
                        ("err", false) => Val::some(s.opaque(Type::Unknown)),
                        (_, true) => Val::ok(self.payload(&mut s, loc)),
                        (_, false) => Val::err(s.opaque(Type::Unknown)),
                    };
                    out.push((s, v));
                }
            }
            ("or_else" | "or", 1) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    if good {
                        let v = self.whole(&mut s, loc);
                        out.push((s, v));
                    } else if name == "or" {
                        out.push((s, arg.clone()?));
                    } else {
                        let e = s.opaque(Type::Unknown);
                        let args = if self.variant_at(&s, loc) == "None" {
                            Vec::new()
                        } else {
                            vec![e]
                        };
                        out.extend(self.call_value(s, &arg.clone()?, args, call.span));
                    }
                }
            }
            ("and", 1) => {
                for (s, good) in self.split_success_at(s.clone(), loc) {
                    let v = if good {
                        arg.clone()?
                    } else {
                        self.solver.read(&s, loc)
                    };
                    out.push((s, v));
                }
            }
            ("zip", 1) => {
                let other = s.add_cell(arg?, None);
                let other = Loc {
                    root: crate::domain::Root::Cell(other),
                    path: Vec::new(),
                };
                for (s, good) in self.split_success_at(s.clone(), loc) {
                    for (mut s, both) in self.split_success_at(s, &other) {
                        let v = if good && both {
                            let a = self.payload(&mut s, loc);
                            let b = self.payload(&mut s, &other);
                            Val::some(Val::tuple(vec![a, b]))
                        } else {
                            Val::none()
                        };
                        out.push((s, v));
                    }
                }
            }
            ("flatten", 0) => {
                for (mut s, good) in self.split_success_at(s.clone(), loc) {
                    let v = if good {
                        self.payload(&mut s, loc)
                    } else {
                        self.solver.read(&s, loc)
                    };
                    out.push((s, v));
                }
            }
            ("clone" | "cloned" | "copied", 0) => {
                let v = match name {
                    "clone" => v.clone(),
                    _ => {
                        // `Option<&T>` becomes `Option<T>`.
                        for (mut s, good) in self.split_success_at(s.clone(), loc) {
                            let v = if good {
                                let inner = self.payload(&mut s, loc);
                                let inner = self.solver.look_through(&mut s, &inner).0;
                                Val::some(inner)
                            } else {
                                Val::none()
                            };
                            out.push((s, v));
                        }
                        return Some(out);
                    }
                };
                let v = self.cloned(s, &v);
                out.push((s.clone(), v));
            }
            ("into_iter" | "into_inner", 0) => {
                let v = self.whole(s, loc);
                out.push((s.clone(), v));
            }
            ("transpose", 0) => {
                // Some(Ok(v)) <-> Ok(Some(v))
                for (s, good) in self.split_success_at(s.clone(), loc) {
                    let outer = self.variant_at(&s, loc);
                    let inner = self.payload_loc(&s, loc);
                    if !good {
                        let v = if outer == "None" {
                            Val::ok(Val::none())
                        } else {
                            Val::some(self.solver.read(&s, loc))
                        };
                        out.push((s, v));
                        continue;
                    }
                    for (mut s, ok) in self.split_success_at(s, &inner) {
                        let v = match (outer.as_str(), ok) {
                            ("Some", true) => Val::ok(Val::some(self.payload(&mut s, &inner))),
                            ("Some", false) => Val::err(s.opaque(Type::Unknown)),
                            (_, true) => Val::some(Val::ok(self.payload(&mut s, &inner))),
                            (_, false) => Val::none(),
                        };
                        out.push((s, v));
                    }
                }
            }
            _ => return None,
        }
        Some(out)
    }

    /// The variant at a location, `Some` or `Ok` if it is not known.
    fn variant_at(&self, s: &State, loc: &Loc) -> String {
        match self.solver.read(s, loc) {
            Val::Adt(a) => a.variant.as_deref().unwrap_or("Ok").to_owned(),
            Val::Sym(_, ty) if matches!(*ty, Type::Option(_)) => "Some".to_owned(),
            _ => "Ok".to_owned(),
        }
    }

    /// Where the payload of an `Option` or `Result` lies.
    fn payload_loc(&self, s: &State, loc: &Loc) -> Loc {
        loc.field(&format!("{}.0", self.variant_at(s, loc)))
    }

    /// Moves the payload out.
    fn payload(&mut self, s: &mut State, loc: &Loc) -> Val {
        match self.solver.read(s, loc) {
            Val::Adt(_) | Val::Sym(..) => {
                let inner = self.payload_loc(s, loc);
                let v = self.take(s, &inner);
                if !matches!(v, Val::Ref(_))
                    && matches!(loc.root, crate::domain::Root::Local(_))
                    && loc.path.is_empty()
                {
                    // The value was consumed; what is left of it holds nothing.
                    self.solver.write(s, loc, Val::Moved);
                }
                v
            }
            v => v,
        }
    }

    /// Moves the whole value out.
    fn whole(&mut self, s: &mut State, loc: &Loc) -> Val {
        self.take(s, loc)
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
