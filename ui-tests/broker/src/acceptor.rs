//! The peer of AMQP 1.0: the acceptor of fe2o3-amqp, which takes every connection, session and link, and does what a service
//! does with links. A link that is attached a second time, by its container, name and direction, is taken from where it was:
//! the first is detached with `amqp:link:stolen`. Connections of one container live side by side.

use std::collections::HashMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fe2o3_amqp::acceptor::{
    ConnectionAcceptor, LinkAcceptor, LinkEndpoint, ListenerConnectionHandle, ListenerSessionHandle, SessionAcceptor,
};
use fe2o3_amqp::acceptor::sasl_acceptor::{SaslAcceptor, SaslServerFrame};
use fe2o3_amqp::types::definitions::{Error, LinkError};
use fe2o3_amqp::types::messaging::Body;
use fe2o3_amqp::types::primitives::{Array, Symbol, Value};
use fe2o3_amqp::types::sasl::{SaslCode, SaslInit, SaslOutcome, SaslResponse};
use fe2o3_amqp::{Receiver, Sender};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

/// How long a message may take that is there for whoever receives.
const MESSAGE: Duration = Duration::from_secs(5);

/// Which container is behind which connection, by the port that it comes from: the crate does not tell.
#[derive(Clone, Default)]
pub struct Containers {
    by_port: Arc<Mutex<HashMap<u16, String>>>,
}

impl Containers {
    /// Notes who is behind a connection.
    pub fn note(&self, port: u16, container: &str) {
        let mut by_port = self.by_port.lock().expect("no panic while it is held");
        by_port.insert(port, container.to_owned());
    }

    fn of(&self, port: u16) -> String {
        let by_port = self.by_port.lock().expect("no panic while it is held");
        by_port.get(&port).cloned().unwrap_or_default()
    }
}

/// A running acceptor; it ends when it is dropped.
pub struct Acceptor {
    /// Where it listens: for those who begin with SASL, and for those who do not.
    pub addresses: [SocketAddr; 2],
    /// Who is behind its connections.
    pub containers: Containers,
    runtime: Option<Runtime>,
}

impl Drop for Acceptor {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Container, name, whether the program receives.
type LinkName = (String, String, bool);

/// The links that are attached, with what tells them that they are stolen.
#[derive(Clone, Default)]
struct Links {
    attached: Arc<Mutex<HashMap<LinkName, oneshot::Sender<()>>>>,
}

impl Links {
    /// Attaches a link, and takes it from where it was.
    fn attach(&self, name: LinkName) -> oneshot::Receiver<()> {
        let (steal, stolen) = oneshot::channel();
        let mut attached = self.attached.lock().expect("no panic while it is held");
        if let Some(first) = attached.insert(name, steal) {
            // It may have ended by itself.
            let _ = first.send(());
        }
        stolen
    }
}

/// Takes whoever comes, with a password or without.
#[derive(Clone, Debug)]
struct Anybody;

impl SaslAcceptor for Anybody {
    fn mechanisms(&self) -> Array<Symbol> {
        Array::from(vec![Symbol::from("ANONYMOUS"), Symbol::from("PLAIN")])
    }

    fn on_init(&mut self, _init: SaslInit) -> SaslServerFrame {
        outcome(SaslCode::Ok)
    }

    fn on_response(&mut self, _response: SaslResponse) -> SaslServerFrame {
        outcome(SaslCode::Sys)
    }
}

fn outcome(code: SaslCode) -> SaslServerFrame {
    SaslServerFrame::Outcome(SaslOutcome {
        code,
        additional_data: None,
    })
}

/// Starts an acceptor on two free ports of the loopback.
#[must_use]
pub fn start() -> Acceptor {
    let runtime = Runtime::new().expect("a runtime");
    let containers = Containers::default();
    let links = Links::default();
    let mut addresses = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)); 2];
    for (sasl, address) in [true, false].into_iter().zip(&mut addresses) {
        let listener = runtime
            .block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .expect("a port of the loopback");
        *address = listener.local_addr().expect("an address");
        runtime.spawn(listen(listener, sasl, containers.clone(), links.clone()));
    }
    Acceptor {
        addresses,
        containers,
        runtime: Some(runtime),
    }
}

async fn listen(listener: TcpListener, sasl: bool, containers: Containers, links: Links) {
    while let Ok((stream, from)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        let (containers, links) = (containers.clone(), links.clone());
        tokio::spawn(async move {
            if let Some(connection) = accept(stream, sasl).await {
                serve_connection(connection, containers.of(from.port()), links).await;
            }
        });
    }
}

async fn accept(stream: TcpStream, sasl: bool) -> Option<ListenerConnectionHandle> {
    let acceptor = ConnectionAcceptor::builder().container_id("plant");
    if sasl {
        acceptor.sasl_acceptor(Anybody).build().accept(stream).await.ok()
    } else {
        acceptor.build().accept(stream).await.ok()
    }
}

async fn serve_connection(mut connection: ListenerConnectionHandle, container: String, links: Links) {
    let acceptor = SessionAcceptor::new();
    while let Ok(session) = acceptor.accept(&mut connection).await {
        tokio::spawn(serve_session(session, container.clone(), links.clone()));
    }
}

async fn serve_session(mut session: ListenerSessionHandle, container: String, links: Links) {
    let acceptor = LinkAcceptor::new();
    while let Ok(link) = acceptor.accept(&mut session).await {
        // What the peer sends the program receives.
        let (name, receives) = match &link {
            LinkEndpoint::Sender(sender) => (sender.name(), true),
            LinkEndpoint::Receiver(receiver) => (receiver.name(), false),
        };
        let stolen = links.attach((container.clone(), name.to_owned(), receives));
        tokio::spawn(async move {
            match link {
                LinkEndpoint::Sender(sender) => serve_sender(sender, stolen).await,
                LinkEndpoint::Receiver(receiver) => serve_receiver(receiver, stolen).await,
            }
        });
    }
}

fn reason() -> Error {
    Error::new(LinkError::Stolen, "it was attached elsewhere".to_owned(), None)
}

/// Has one message for whoever receives.
async fn serve_sender(mut sender: Sender, stolen: oneshot::Receiver<()>) {
    let work = async {
        let _ = tokio::time::timeout(MESSAGE, sender.send("12.5")).await;
        sender.on_detach().await;
    };
    let stolen = tokio::select! {
        () = work => false,
        told = stolen => told.is_ok(),
    };
    let _ = if stolen {
        sender.close_with_error(reason()).await
    } else {
        sender.close().await
    };
}

/// Takes every message.
async fn serve_receiver(mut receiver: Receiver, stolen: oneshot::Receiver<()>) {
    let work = async {
        while let Ok(delivery) = receiver.recv::<Body<Value>>().await {
            let _ = receiver.accept(&delivery).await;
        }
    };
    let stolen = tokio::select! {
        () = work => false,
        told = stolen => told.is_ok(),
    };
    let _ = if stolen {
        receiver.close_with_error(reason()).await
    } else {
        receiver.close().await
    };
}
