//! fe2o3-amqp: attempts are raced against the end of the program, and nothing waits between them.
#![allow(unused)]

use fe2o3_amqp::Connection;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    loop {
        tokio::select! {
            connection = Connection::open("hopper-1", "amqp://guest:guest@hub.mill.example") => { //~ MISSING: reconnect_without_backoff -- the call that gives the other future is not known, and counts as a wait
                if let Ok(mut connection) = connection {
                    return Ok(connection.close().await?);
                }
            }
            _ = tokio::signal::ctrl_c() => return Ok(()),
        }
    }
}
