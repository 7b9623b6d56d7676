// edition 2021
fn patterns(v: V, s: &S, pair: (A, B)) -> u8 {
    match v {
        V::A(x) | V::B(_, x) if x.ok() => x.go(),
        V::C { ref f, mut g, .. } => f.go(g),
        all @ V::D(Some(_), 1..=3) => all.go(),
        V::E([first, .., last]) => first.go(last),
        V::F(-1, "text", 'c', true) => 1,
        V::G((a, .., z), LIMIT) => a.go(z),
        other if let Some(y) = other.get() => y,
        _ => 0,
    };
    let S { a, b: Inner { c, .. }, .. } = *s;
    let ((A { x: p }, q), r): (T, U) = pair.both();
    let &(ref m, n) = s.tuple();
    if let (Some(a), Ok(b) | Err(b)) = (pair.0.first(), pair.1.second()) {
        a.go(b);
    }
    for Some((i, j)) | Other(i, j) in v.list() {
        i.go(j);
    }
    let Ok(w) = m.load() else { panic!("no {n}") };
    match pair {
        (a, b) if a.is(&b) && { a.log(); true } => take(a, b),
        (_, b) => b.go(),
    }
}

fn nothing(x: Never) -> u8 {
    match x {}
}
