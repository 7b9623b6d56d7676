fn locals() { let a = mk(1); let b = mk(2); let _ = mk(3); let _c = mk(4); mk(5); let _ = a; b; mk(6); }
fn shadow() { let x = mk(1); let x = x.child(2); x.see(); }
fn params(a: Obj, (b, _): (Obj, Obj), _: Obj) { a.see(); b.see(); let _l = mk(9); }
fn tail_temp() -> u32 { let _a = mk(1); mk(2).child(3).num() }
fn inner_tail() { let n = { let _a = mk(1); mk(2).num() } + mk(3).num(); num(n); }
fn if_let_else() { if let Some(x) = mk(1).maybe(2) { x.see(); } else { mk(3).see(); } mk(4); }
fn if_let_none() { if let Some(x) = mk(1).none() { x.see(); } else { mk(3).see(); } mk(4); }
fn if_let_value() { let _v = if let Some(x) = mk(1).maybe(2) { x } else { mk(3) }; mk(4); }
fn if_plain() { if mk(1).yes() { mk(2); } if !mk(3).yes() { mk(4); } else { mk(5); } mk(6); }
fn and_or() { if mk(1).yes() && mk(2).no() || mk(3).yes() { mk(4); } let b = mk(5).no() && mk(6).yes(); flag(b); let c = mk(7).yes() || mk(8).yes(); flag(c); }
fn while_cond() { let mut n = 0; while mk(1).less(n) { n += 1; mk(2); } mk(3); }
fn while_let() { let mut n = 0; while let Some(x) = mk(1).until(n) { n += 1; let _y = mk(2); x.see(); } mk(3); }
fn while_let_break() { while let Some(x) = mk(1).maybe(2) { let _y = mk(3); if x.yes() { break; } } mk(4); }
fn loops() { let mut n = 0; let _v = loop { let _a = mk(1); n += 1; if num_is(n, 1) { continue; } break mk(2); }; mk(3); }
fn labelled() { let _v = 'b: { let _a = mk(1); if mk(2).yes() { break 'b mk(3); } mk(4) }; 'o: loop { let _a = mk(5); loop { let _b = mk(6); break 'o; } } mk(7); }
fn for_head() { for x in mk(1).two(2, 3) { let _y = mk(4); x.see(); } mk(5); }
fn for_break() { for _x in mk(1).two(2, 3) { let _y = mk(4); break; } mk(5); }
fn matching() { match mk(1).maybe(2) { Some(x) if x.no() => { x.see(); } Some(x) => { let _l = mk(3); x.see(); } None => {} } mk(4); }
fn match_value() { let _v = match mk(1).maybe(2) { Some(x) => x, None => mk(3) }; mk(4); }
fn match_keep() { match mk(1).child(2).maybe(3) { Some(_) => { mk(4); } None => {} } mk(5); }
fn match_stmt() { match mk(1).yes() { true => mk(2), false => mk(3) }; mk(4); }
fn match_tuple() { match (mk(1), mk(2)) { (a, _) => { a.see(); mk(3); } } mk(4); }
fn match_or() { match mk(1).pick() { Pick::A(x) | Pick::B(x) if x.yes() => { x.see(); } _ => {} } mk(4); }
fn guard_temp() { match mk(1).maybe(2) { Some(x) if mk(3).no() => { x.see(); } Some(y) if mk(5).yes() => { y.see(); } _ => { mk(4); } } }
fn let_else_ok() { let Some(x) = mk(1).maybe(2) else { mk(3); return; }; mk(4); x.see(); }
fn let_else_no() { let Some(x) = mk(1).none() else { mk(3); return; }; mk(4); x.see(); }
fn question() -> Option<u32> { let _a = mk(1); let b = mk(2).maybe(3)?; mk(4).none()?; b.see(); Some(1) }
fn question_ok() -> Option<u32> { let _a = mk(1); let b = mk(2).maybe(3)?.child(4); b.see(); Some(mk(5).num()) }
fn question_args() -> Option<u32> { two(mk(1), mk(2).none()?); Some(1) }
fn early() -> Obj { let a = mk(1); if a.yes() { let _b = mk(2); return mk(3).child(4); } a }
fn assign() { let mut a = mk(1); a = mk(2); a.see(); a = a.child(3); let mut p = pair(mk(4), mk(5)); p.0 = mk(6); p.1 = mk(7).child(8); mk(9); drop(a); a = mk(10); mk(11); }
fn late_init() { let a; let b = mk(1); a = mk(2); b.see(); }
fn moves() { let a = mk(1); let b = mk(2); take(a); let _c = b; mk(3); }
fn args() { two(mk(1), mk(2)); let a = mk(3); two(a, mk(4)); mk(5); }
fn chain_temps() { mk(1).child(2).child(3).see(); mk(4).with(&mk(5)).with(&mk(6)); mk(7); }
fn extended() { let a = &mk(1); let b = (&mk(2), mk(3).num()); let c = see_ref(&mk(4)); let d = Some(&mk(5)); let ref e = mk(6); mk(7); a.see(); b.0.see(); flag(c); e.see(); flag(d.is_some()); }
fn extended_block() { let a = { let _l = mk(1); &mk(2) }; mk(3); a.see(); }
fn extended_field() { let a = &pair(mk(1), mk(2)).0; mk(3); a.see(); }
fn wild_ref() { let _ = &mk(1); mk(2); }
fn structs() { let s = Two { b: mk(1), a: mk(2) }; let t = Two { a: mk(3), ..two_of(4, 5) }; mk(6); s.a.see(); t.b.see(); }
fn partial() { let p = pair(mk(1), mk(2)); let a = p.0; mk(3); a.see(); }
fn destructure() { let (a, _) = (mk(1), mk(2)); mk(3); a.see(); let Two { a: x, .. } = two_of(4, 5); mk(6); x.see(); }
fn destructure_place() { let p = pair(mk(1), mk(2)); let (a, _) = p; mk(3); a.see(); }
fn wild_assign() { let a = mk(1); _ = a; _ = mk(2); mk(3); a.see(); }
fn tuple_assign() { let mut a = mk(1); let mut b = mk(2); (a, b) = (mk(3), mk(4)); a.see(); b.see(); (a, _) = (mk(5), mk(6)); mk(7); a.see(); }
fn arrays() { let a = [mk(1), mk(2)]; let v = vec![mk(3), mk(4)]; mk(5); flag(a.len() == v.len()); }
fn in_matches() { if matches!(mk(1).maybe(2), Some(x) if x.yes()) { mk(3); } let b = matches!(mk(4).none(), Some(_)); flag(b); mk(5); }
fn in_format() { let n = format!("{}", mk(1).num()).len() + mk(2).num() as usize; flag(n == 0); mk(3); }
fn in_assert() { assert!(mk(1).yes(), "{}", mk(2).num()); assert_eq!(mk(3).num(), 0 + mk(4).num() * 0); mk(5); }
fn closure_move() { let a = mk(1); let f = move || { a.see(); mk(2); }; f(); mk(3); }
fn closure_once() { let a = mk(1); let f = || { let _b = mk(2); take(a); }; mk(3); f(); mk(4); }
fn closure_ref() { let a = mk(1); let f = || a.see(); f(); mk(2); take(a); mk(3); }
fn nested_blocks() { let _a = mk(1); { let _b = mk(2); { mk(3); } let _c = mk(4); } mk(5); }
fn unsafe_block() { let _a = unsafe { let _b = mk(1); mk(2) }; mk(3); }
fn if_value() { let _a = if mk(1).yes() { let _l = mk(2); mk(3) } else { mk(4) }; mk(5); }
fn else_if() { if mk(1).no() { mk(2); } else if let Some(x) = mk(3).none() { take(x); } else if mk(4).yes() { mk(5); } else { mk(6); } mk(7); }
fn deref_assign() { let mut a = mk(1); { let r = &mut a; *r = mk(2); mk(3); } a.see(); }
fn match_ref() { let o = mk(1).maybe(2); match &o { Some(x) => x.see(), None => {} } match o { Some(ref x) => x.see(), None => {} } mk(3); }
fn at_binding() { match mk(1).pick() { x @ Pick::A(_) => { mk(2); take_pick(x); } y => { take_pick(y); } } mk(3); }
fn return_in_args() -> u32 { two(mk(1), { let _l = mk(2); return mk(3).num(); }); 0 }
fn stmt_if_let() { let a = mk(1); if let Some(_x) = mk(2).maybe(3) { mk(4); return; } a.see(); }
fn tail_if_let() { let _a = mk(1); if let Some(x) = mk(2).maybe(3) { x.see(); } }
fn tail_match() { let _a = mk(1); match mk(2).maybe(3) { Some(x) => x.see(), None => {} } }
fn question_struct() -> Option<u32> { let _s = Two { b: mk(1), a: mk(2).child(3).maybe(4)? }; let _t = (mk(5), [mk(6), mk(7).none()?]); Some(1) }
fn question_method() -> Option<u32> { mk(1).with(&mk(2).child(3).maybe(4)?).with(&mk(5).none()?); Some(1) }
fn break_in_args() { loop { two(mk(1), { let _l = mk(2); if mk(3).yes() { break; } mk(4) }); } mk(5); }
fn let_value_places() { let p = pair(mk(1), mk(2)); let q = p; let (a, b) = q; two(b, a); mk(3); }
fn match_moves_part() { let p = pair(mk(1), mk(2)); match p { (a, _) => { take(a); mk(3); } } mk(4); }
fn or_value() { let _x = mk(1).yes() || mk(2).child(3).yes(); mk(4); }
fn nested_if_let() { if let Some(x) = mk(1).maybe(2) { if let Some(y) = x.none() { take(y); } else { mk(3); } } mk(4); }
fn let_if_let_else() { let _v = if let Some(x) = mk(1).none() { take(x); 1 } else { mk(2).num() }; mk(3); }
fn block_arg() { take({ let _a = mk(1); mk(2) }); two({ let _a = mk(3); mk(4) }, { mk(5).child(6) }); mk(7); }
fn while_assign() { let mut a = mk(1); let mut n = 0; while mk(2).less(n) { a = a.child(3); n += 1; } mk(4); }
fn loop_shadow() { let mut n = 0; loop { let x = mk(1); n += 1; let x = x.child(2); if num_is(n, 2) { break; } x.see(); } mk(3); }
fn early_in_match() -> u32 { let _a = mk(1); let b = match mk(2).maybe(3) { Some(x) if x.no() => x, Some(x) => { let _c = mk(4); return x.num(); } None => mk(5) }; b.num() }
fn closure_param() { let f = |x: Obj, (y, _): (Obj, Obj)| { mk(3); y.see(); x.child(4) }; let r = f(mk(1), (mk(2), mk(5))); mk(6); r.see(); }
fn extended_match() { let a = match mk(1).yes() { true => &mk(2), false => &mk(3) }; mk(4); a.see(); }
fn cast_and_neg() { let n = mk(1).num() as u64; let m = -(mk(2).num() as i64); flag(n == 0 && m == 0); mk(3); }
fn async_move() { let a = mk(1); let f = async move { let _l = mk(2); a.see(); }; mk(3); run(f); mk(4); }
fn async_ref() { let a = mk(1); let f = async { let _l = mk(2); a.see(); mk(5) }; mk(3); run(f); mk(4); take(a); }
fn async_part() { let p = pair(mk(1), mk(2)); let f = async move { p.0.see(); }; run(f); mk(3); p.1.see(); }
fn async_never_run() { let a = mk(1); let f = async move { a.see(); }; mk(2); drop(f); mk(3); }
fn async_await() { run(async { let a = mk(1); let f = async move { mk(2); a.child(3) }; let r = f.await; mk(4); r.see(); async { mk(5) }.await; mk(6); }); mk(7); }
fn async_question() { let r = run(async { let a = mk(1); let b = async move { a.none()?; Some(mk(2)) }.await; mk(3).maybe(4)?; b?; Some(1) }); flag(r.is_some()); mk(5); }
fn async_two_captures() { let a = mk(1); let b = mk(2); let f = async move { let _l = mk(3); b.see(); a.see(); }; run(f); mk(4); }
fn closure_two_captures() { let a = mk(1); let b = mk(2); let f = move || { b.see(); a.see(); }; f(); mk(3); }
fn index_order() { let v = vec![mk(1), mk(2)]; v[mk(3).num() as usize].see(); let mut w = vec![mk(4)]; w[0] = mk(5); mk(6); }
fn boxed() { let b = Box::new(mk(1)); let c = Box::new(pair(mk(2), mk(3))); mk(4); b.see(); c.0.see(); }
fn ref_pattern() { let (ref a, ref b) = (mk(1), mk(2)); mk(3); a.see(); b.see(); }
fn let_else_temp() { let Some(x) = mk(1).child(2).maybe(3) else { return; }; mk(4); x.see(); }
fn labelled_continue() { let mut n = 0; 'o: while n < 2 { n += 1; let _a = mk(1); for x in mk(2).two(3, 4) { if x.yes() { let _b = mk(5); continue 'o; } } } mk(6); }
fn loop_value_temp() { let _x = loop { if let Some(x) = mk(1).maybe(2) { break x.child(3); } }; mk(4); }
fn return_unit() { let _a = mk(1); { let _b = mk(2); if mk(3).yes() { let _c = mk(4); return take(mk(5)); } } mk(6); }
fn replace_field() { let mut t = two_of(1, 2); t.a = mk(3); let a = t.a; mk(4); t.a = mk(5); mk(6); a.see(); }
fn and_let_value() { let b = mk(1).yes() && matches!(mk(2).maybe(3), Some(_)) && mk(4).no(); flag(b); mk(5); }
fn macro_hygiene() { macro_rules! both { ($a:expr, $b:expr) => {{ let x = $a; let y = $b; mk(9); y.see(); two(x, y) }}; } let x = mk(1); both!(x.child(2), mk(3)); mk(4); x.see(); }
fn macro_declares() { macro_rules! declare { ($x:ident = $e:expr) => { let $x = $e; let y = mk(8); y.see(); }; } let y = mk(1); declare!(x = mk(2)); declare!(z = mk(3)); mk(4); y.see(); x.see(); z.see(); }
fn macro_temps() { macro_rules! value { ($e:expr) => { $e.child(7) }; } value!(mk(1)).see(); let a = value!(mk(2)); mk(3); two(value!(a), mk(4)); let b = &value!(mk(5)); mk(6); b.see(); }
fn macro_repeats() { macro_rules! each { ($($e:expr),* ; $last:expr) => {{ $(let _a = $e;)* mk($last); }}; } each!(mk(1), mk(2).child(3), mk(4); 5); mk(6); each!(; 7); }
fn macro_recursion() { macro_rules! nest { () => { mk(9) }; ($h:expr $(, $t:expr)*) => {{ let a = mk($h); let b = nest!($($t),*); a.see(); b }}; } let b = nest!(1, 2, 3); mk(4); b.see(); }
fn macro_control() -> Option<u32> { macro_rules! attempt { ($e:expr) => { match $e { Some(x) => x, None => { mk(8); return None; } } }; } let a = attempt!(mk(1).maybe(2)); let _b = mk(3); attempt!(mk(4).none()).see(); a.see(); Some(1) }
fn macro_labels() { macro_rules! once { ($b:block) => { 'a: loop { let _l = mk(7); $b break 'a; } }; } 'a: loop { let _x = mk(1); once!({ mk(2); break 'a; }); } mk(3); }
fn macro_local() { let x = mk(1); macro_rules! x { () => { x.see() }; } { let _y = mk(2); x!(); } mk(3); }
fn macro_in_macro() { macro_rules! make { ($n:expr) => { mk($n) }; } let v = vec![make!(1), make!(2).child(3)]; assert!(make!(4).yes(), "{}", make!(5).num()); flag(v.len() == 2); }
fn macro_closure() { macro_rules! late { ($x:ident, $e:expr) => { move |$x: Obj| { let a = $e; a.see(); $x.see(); } }; } let a = mk(1); let f = late!(b, a.child(2)); mk(3); f(mk(4)); mk(5); }
