//! rust-mqtt 0.3: a second connect of one client writes into the socket that it has; there is no second connection.
//! Source: rust-mqtt 0.3.
#![allow(unused)]

use embedded_io_adapters_06::tokio_1::FromTokio;
use rust_mqtt_03::client::client::MqttClient;
use rust_mqtt_03::client::client_config::{ClientConfig, MqttVersion};
use rust_mqtt_03::utils::rng_generator::CountingRng;
use tokio::net::TcpStream;

#[tokio::main]
async fn main() {
    let stream = TcpStream::connect("broker.plant.example:1883").await.expect("a broker");
    let mut config: ClientConfig<'_, 5, CountingRng> = ClientConfig::new(MqttVersion::MQTTv5, CountingRng(20_000));
    config.add_client_id("hopper-6");
    config.max_packet_size = 100;
    let (mut sent, mut received) = ([0; 256], [0; 256]);
    let mut client = MqttClient::new(FromTokio::new(stream), &mut sent, 256, &mut received, 256, config);
    for _ in 0..2 {
        println!("{}", client.connect_to_broker().await.is_ok());
    }
}
