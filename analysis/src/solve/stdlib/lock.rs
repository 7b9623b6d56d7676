//! Mutexes and read-write locks: what they hold lies in a place of its own, `Wrap::inside`.

use crate::domain::types::Wrap;
use crate::domain::{Loc, State, Type, Val};
use crate::ir::Call;
use crate::solve::Frame;
use crate::solve::body::Values;

impl Frame<'_, '_> {
    /// A method of a lock.
    pub(super) fn lock_method(
        &mut self,
        s: &State,
        loc: &Loc,
        v: &Val,
        name: &str,
        args: &[Val],
        call: &Call,
    ) -> Option<Values> {
        let wrap @ Wrap::Lock { poisons } = v.wrap()? else {
            return None;
        };
        let inside = loc.field(wrap.inside());
        let mut s = s.clone();
        s.pass_time();
        let v = match (name, args) {
            (
                "lock" | "read" | "write" | "lock_owned" | "read_owned" | "write_owned"
                | "upgradable_read" | "blocking_lock" | "blocking_read" | "blocking_write"
                | "lock_arc" | "lock_blocking",
                [],
            ) => Val::Guard(inside),
            ("get_mut", []) if poisons => Val::Guard(inside),
            ("get_mut", []) => Val::Ref(inside),
            (
                "try_lock" | "try_read" | "try_write" | "try_lock_owned" | "try_read_owned"
                | "try_write_owned",
                [],
            ) => {
                let mut bad = s.clone();
                let err = Val::err(bad.opaque(Type::Unknown));
                return Some(vec![(s, Val::ok(Val::Ref(inside))), (bad, err)]);
            }
            // A critical section: the closure gets what is locked.
            ("lock", [f]) => {
                return Some(self.call_value(s, f, vec![Val::Ref(inside)], call.span));
            }
            ("into_inner", []) => {
                let v = self.take(&mut s, &inside);
                if poisons { Val::ok(v) } else { v }
            }
            _ => return None,
        };
        Some(vec![(s, v)])
    }
}
