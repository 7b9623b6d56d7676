//! `std::mem`, `Box::leak` and everything else that moves, keeps or drops values.

use std::rc::Rc;

use crate::domain::types::Wrap;
use crate::domain::value::CollVal;
use crate::domain::{Loc, State, Val};
use crate::facts::Slot;
use crate::ir::Call;
use crate::solve::Frame;
use crate::solve::body::Values;
use crate::solve::memory::pointee;

impl Frame<'_, '_> {
    /// Functions that act on ownership alone.
    pub(crate) fn mem_path(
        &mut self,
        s: &State,
        ty: &str,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        let mut s = s.clone();
        match (ty, name, args) {
            ("mem" | "", "drop", [v]) => {
                let out = self.dropped(s, v.clone(), Some(call.span));
                Some(out.into_iter().map(|s| (s, Val::unit())).collect())
            }
            ("mem" | "", "forget", [v]) => {
                s.add_cell(v.clone(), Some(call.span));
                Some(vec![(s, Val::unit())])
            }
            ("Box" | "Vec" | "String", "leak", [v])
            | ("Box", "into_raw" | "into_non_null", [v]) => {
                let inner = match v.wrap() {
                    Some(wrap @ Wrap::Box) => self.solver.select(v, wrap.inside()),
                    _ => v.clone(),
                };
                let cell = s.add_cell(inner, Some(call.span));
                Some(vec![(s, Val::Ref(Loc::cell(cell)))])
            }
            ("ManuallyDrop", "new", [v]) => {
                let cell = s.add_cell(v.clone(), Some(call.span));
                Some(vec![(s, Val::Ref(Loc::cell(cell)))])
            }
            ("ManuallyDrop", "drop", [v]) => {
                let loc = pointee(&mut s, v)?;
                let loc = self.solver.deref_all(&mut s, loc);
                let old = self.solver.read(&s, &loc);
                self.solver.write(&mut s, &loc, Val::Moved);
                let out = self.dropped(s, old, None);
                Some(out.into_iter().map(|s| (s, Val::unit())).collect())
            }
            ("ManuallyDrop", "into_inner" | "take", [v])
            | ("Box", "from_raw" | "from_non_null", [v]) => {
                let loc = pointee(&mut s, v)?;
                let loc = match self.solver.read(&s, &loc) {
                    Val::Ref(inner) => inner,
                    _ => loc,
                };
                let v = self.take(&mut s, &loc);
                let v = if ty == "Box" {
                    Val::wrapped(Wrap::Box, v)
                } else {
                    v
                };
                Some(vec![(s, v)])
            }
            ("mem", "replace", [slot, new]) => {
                let loc = pointee(&mut s, slot)?;
                let old = self.solver.read(&s, &loc);
                let slot = Slot {
                    name: self.slot(&loc, call).name,
                    span: call.span,
                };
                self.note_overwrite(&s, &old, new, &slot);
                self.solver.write(&mut s, &loc, new.clone());
                Some(vec![(s, old)])
            }
            ("mem", "take", [slot]) => {
                let loc = pointee(&mut s, slot)?;
                let old = self.solver.read(&s, &loc);
                let default = match &old {
                    v if self.is_option(v) => Val::none(),
                    v if self.is_collection(v) => Val::Coll(Rc::new(CollVal {
                        keyed: self.explicit(v).keyed,
                        ..CollVal::default()
                    })),
                    v => {
                        let ty = self.solver.value_type(&s, v);
                        self.default_of(&mut s, &ty)
                    }
                };
                self.solver.write(&mut s, &loc, default);
                Some(vec![(s, old)])
            }
            ("mem", "swap", [a, b]) => {
                let (a, b) = (pointee(&mut s, a)?, pointee(&mut s, b)?);
                let (x, y) = (self.solver.read(&s, &a), self.solver.read(&s, &b));
                self.solver.write(&mut s, &a, y);
                self.solver.write(&mut s, &b, x);
                Some(vec![(s, Val::unit())])
            }
            ("convert" | "", "identity", [v]) | ("hint", "black_box", [v]) => {
                Some(vec![(s, v.clone())])
            }
            _ => None,
        }
    }
}
