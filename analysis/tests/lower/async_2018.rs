// edition 2018
async fn run(mut client: Client, opts: Opts) -> Result<(), Error> {
    let (tx, mut rx) = channel(1);
    let task = tokio::task::spawn(async move {
        while let Some(msg) = rx.recv().await {
            opts.inner.send(msg).await?;
        }
        Ok::<_, Error>(())
    });
    let conn = async { client.conn.open().await };
    timeout(Duration::from_secs(1), conn).await??;
    let r = client.close().await.map_err(|e| { tx.send(e); Error });
    let go = async |x: u8| { x.go(&client).await };
    go(1).await;
    let _ = tx.send(1).await;
    let fut = Box::pin(client.stop());
    let mut fut2 = std::pin::pin!(client.stop());
    (&mut fut2).await;
    (fut).await?;
    r?;
    task.await.unwrap()
}

impl Owner {
    async fn again(&mut self) {
        self.client = Client::connect(&self.opts).await;
        self.list[self.next()].client = Some(self.make());
        *self.slot = None;
        self.count += 1;
        if self.client.is_none() || !self.ready {
            self.client.replace(connect());
        }
        self.task = tokio::spawn(async move { self.client.poll().await });
        let this = &mut self.client;
        let f = move || this.inner.poll();
        f();
    }
}
static CLIENT: OnceCell<Client> = OnceCell::new();
fn global() {
    CLIENT.get().unwrap().publish();
    let n = Self::LIMIT + crate::N;
    (self::CALLBACK)(n);
}
