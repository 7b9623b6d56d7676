//! A task that publishes one reading and ends, and its spawner, which does the same before it awaits the task.
//! Source: tasks that end by themselves, and what connects before anybody waits for them.
#![allow(unused)]

use rumqttc::{AsyncClient, Event, EventLoop, MqttOptions, Outgoing, Packet, QoS};

async fn until_acknowledged(mut eventloop: EventLoop) {
    loop {
        match eventloop.poll().await { //~ task_left_running
            Ok(Event::Incoming(Packet::PubAck(_))) => return,
            Ok(_) => {}
            Err(error) => {
                eprintln!("{error}");
                return;
            }
        }
    }
}

async fn send(reading: &'static str) {
    let options = MqttOptions::new("scale-3", "broker.plant.example", 1883);
    let (client, eventloop) = AsyncClient::new(options, 10);
    client.publish("reading", QoS::AtLeastOnce, false, reading).await.expect("no queue");
    until_acknowledged(eventloop).await;
}

#[tokio::main]
async fn main() {
    let first = tokio::spawn(send("1"));
    send("2").await;
    first.await.expect("the task panicked");
}
