// edition 2021
struct S;
impl S {
    fn method(&self, opts: Opts) {
        spawn(move || self.client.poll());
        let f = || self.a.b.c();
        run(f);
        let other = Other::new();
        let g = move || { other.client.go(); other.name.len() };
        run(g);
        let k = || { drop(opts); };
        run(k);
    }
}

async fn tasks(client: Client, list: Vec<u8>) -> Result<(), E> {
    let handle = tokio::spawn(async move {
        let inner = client;
        inner.connect().await?;
        Ok(())
    });
    let sum = list.iter().map(|x| { let y = |z| x + z + list.len(); y(1) }).sum();
    let fut = async { sum.touch().await };
    fut.await;
    handle.await?
}

fn nested(p: Pair) {
    let outer = move || {
        let inner = || p.left.go();
        inner();
        p.right.go();
    };
    outer();
}
