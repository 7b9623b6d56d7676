// edition 2021
fn tail(m: &Mutex<T>) -> u8 {
    let local = local();
    m.lock().unwrap().len()
}

fn if_let(m: &Mutex<Option<T>>) {
    if let Some(t) = m.lock().take() {
        in_then(t);
    } else {
        in_else();
    }
    after();
}

fn conditions(m: M) {
    if m.lock().is_some() {
        in_then();
    }
    while m.lock().busy() && !m.peek().idle() {
        wait();
    }
    match m.lock().get() {
        Some(x) if x.odd() => one(x),
        Some(1 | 2) => two(),
        n @ None => three(n),
        _ => {}
    }
}

fn extended() {
    let a = &make();
    let b = S { f: &make() };
    let c = (&make(), make().x());
    let d = &make().field;
    let ref e = make();
    let f = take(&make());
    let g = Some(&make());
    last();
}
