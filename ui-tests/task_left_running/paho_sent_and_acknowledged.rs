//! A client is sent to the thread that uses it; the next one connects when the thread says that it is through with it.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use paho_mqtt::{AsyncClient, ConnectOptions, CreateOptionsBuilder, Message};
use std::sync::mpsc;
use std::thread;

fn connect() -> paho_mqtt::Result<AsyncClient> {
    let client = CreateOptionsBuilder::new()
        .server_uri("mqtt://broker.plant.example:1883")
        .client_id("press-11")
        .create_client()?;
    client.connect(ConnectOptions::new()).wait()?;
    Ok(client)
}

fn main() -> paho_mqtt::Result<()> {
    let (sender, clients) = mpsc::channel::<AsyncClient>();
    let (through, done) = mpsc::channel::<()>();
    let reporter = thread::spawn(move || {
        for client in clients {
            client.publish(Message::new("alarms", "1", 0));
            client.disconnect(None).wait().expect("no answer");
            through.send(()).expect("nobody waits");
        }
    });
    sender.send(connect()?).expect("the thread is gone");
    done.recv().expect("the thread is gone");
    let client = connect()?;
    client.publish(Message::new("telemetry", "1", 0));
    drop(sender);
    reporter.join().expect("the thread panicked");
    Ok(())
}
