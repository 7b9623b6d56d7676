fn chain_yes() { if mk(1).yes() && let Some(x) = mk(2).child(3).maybe(4) && x.yes() && let Some(y) = x.maybe(5) { mk(6); take(y); } else { mk(7); } mk(8); }
fn chain_first_no() { if mk(1).no() && let Some(x) = mk(2).maybe(3) { take(x); } else { mk(4); } mk(5); }
fn chain_middle_no() { if let Some(x) = mk(1).child(2).maybe(3) && mk(4).no() && let Some(y) = x.maybe(5) { take(y); } else { mk(6); } mk(7); }
fn chain_last_no() { if let Some(x) = mk(1).child(2).maybe(3) && let Some(y) = x.none() { take(y); } else { mk(6); } mk(7); }
fn chain_while() { let mut n = 0; while let Some(x) = mk(1).until(n) && x.yes() && mk(2).less(n) { n += 1; mk(3); } mk(4); }
fn chain_tail() -> u32 { let _a = mk(1); if let Some(x) = mk(2).maybe(3) && x.yes() { mk(4).num() } else { 0 } }
