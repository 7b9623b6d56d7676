// edition 2021
fn order(mut a: A, (b, _): (B, C)) -> u8 {
    let x = one();
    let _y = two(&x);
    let _ = three();
    let _ = x;
    {
        let x = four();
        x.go();
    }
    a.field = five();
    5
}

fn question() -> Result<u8, E> {
    let guard = lock();
    let v = get(&guard)?.len()?;
    Ok(v)
}

fn loops(mut it: I) -> Option<u8> {
    let found = 'outer: loop {
        let a = it.next();
        while let Some(b) = it.take() {
            let c = b;
            if c.bad() {
                continue 'outer;
            }
            if c.done() {
                break 'outer c;
            }
        }
    };
    for (i, x) in make().iter().enumerate() {
        use_it(i, x);
        if x.last() {
            break;
        }
    }
    let Some(z) = found.get() else { return None };
    let r = 'b: {
        let k = key();
        if k.ok() {
            break 'b 1;
        }
        2
    };
    Some(z + r)
}

fn late() {
    let x;
    x = make();
    let s: S = S { a: one(), ..S::base() };
    _ = two();
    (p, q.r) = pair();
    s;
}
