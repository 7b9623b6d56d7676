//! Readings.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::interval;

use crate::link::Link;

/// One reading; a real gateway would ask its bus.
fn degrees(tick: u32) -> f32 {
    -18.0 + (tick % 7) as f32 / 10.0
}

/// Reports until it is aborted.
pub async fn report(link: Arc<Mutex<Link>>, pause: Duration) {
    let mut ticks = interval(pause);
    for tick in 0.. {
        ticks.tick().await;
        let payload = format!("{:.1}", degrees(tick));
        let link = link.lock().await;
        if let Err(error) = link.publish("coldroom/0042/degrees", payload).await {
            eprintln!("telemetry: {error:#}");
        }
    }
}
