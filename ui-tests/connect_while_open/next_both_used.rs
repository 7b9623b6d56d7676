//! rumqttc-next has the same import name and other constructors; the first poll opens here too.
//! Scenario table, next: two live in scope, takeover.
#![allow(unused)]

use rumqttc::{AsyncClient, EventLoop, MqttOptions};

fn pair() -> (AsyncClient, EventLoop) {
    let options = MqttOptions::new("ferry-1", ("broker.plant.example", 1883));
    AsyncClient::builder(options).capacity(10).build()
}

#[tokio::main]
async fn main() {
    let (bow_client, mut bow) = pair();
    let (stern_client, mut stern) = pair();
    println!("{:?}", bow.poll().await.is_ok());
    println!("{:?}", stern.poll().await.is_ok()); //~ connect_while_open
    // If the first poll had failed, this one connects while the other is open.
    println!("{:?}", bow.poll().await.is_ok()); //~ connect_while_open
}
