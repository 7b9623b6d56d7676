// edition 2021
fn prints(a: A, b: B) -> anyhow::Result<()> {
    println!("{} {b:?} {}", a.name(), a);
    tracing::info!(target: "t", id = %a.id, ?b, "text {}", b.len());
    log::warn!("plain");
    let s = format!("dev-{}/{a}/{x}/{0}{{}}", b.id, x = one());
    let t = concat!("a", 1, true);
    ensure!(a.ok(), "bad {a}");
    assert!(a.good() && !b.bad());
    assert_eq!(a.n, 3, "msg {}", b);
    debug_assert!(a.fine());
    let v = vec![a, make()];
    let w = vec![0u8; 16];
    let e = env!("HOME");
    let d = dbg!(make());
    if matches!(b.state, State::On | State::Off if b.sure()) {
        bail!("no {}", b);
    }
    let m = matches!(b.x(), Some(_));
    unknown_macro!(b.field => other, "x {w}");
    if b.end() {
        std::process::exit(1);
    }
    todo!()
}

async fn selects(mut rx: Rx, client: Client, flag: bool) -> u8 {
    tokio::pin!(client);
    let r = tokio::select! {
        biased;
        Some(x) = rx.recv(), if flag && rx.open() => x,
        _ = &mut client => return 3,
        ev = async { rx.poll().await } => { handle(ev) }
        else => 0,
    };
    futures::select! {
        a = client => go(a),
        complete => {}
        default => {}
    }
    let (a, b) = tokio::join!(one(), client);
    tokio::try_join!(two(), three())?;
    loop {
        tokio::select! {
            _ = rx.closed() => break,
        }
    }
    r
}

fn streams(c: C) -> impl Stream<Item = u8> {
    async_stream::stream! {
        while let Some(x) = c.next().await {
            yield x;
        }
    }
}

thread_local! {
    static SLOT: RefCell<Option<Client>> = const { RefCell::new(None) };
    pub static TWO: u8 = two()
}
lazy_static! {
    static ref CLIENT: Mutex<Client> = Mutex::new(connect());
}
macro_rules! twice {
    ($e:expr) => { $e; $e };
}
cfg_if::cfg_if! {
    if #[cfg(feature = "a")] {
        fn a() { one() }
    } else if #[cfg(unix)] {
        fn a() { two() }
    } else {
        fn a() { three() }
    }
}

fn cfgs() {
    #[cfg(test)]
    gone();
    #[cfg(feature = "tls")]
    let t = tls();
    #[cfg(not(feature = "tls"))]
    let t = plain();
    #[cfg(unix)]
    unix();
    go(t);
    match t {
        #[cfg(test)]
        T::A => gone(),
        #[cfg(unix)]
        T::B => unix(),
        _ => {}
    }
    use local::thing;
    fn helper() { thing() }
}
