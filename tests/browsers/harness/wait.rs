//! Waiting for something to become true, never for time to pass.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// How long a browser may take for one step on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Asks `probe` until it gives a value; after [`PATIENCE`] fails with `what` and the last thing it saw.
///
/// The probe gives `Ok(Ok(value))` when there, `Ok(Err(seen))` while not yet, `Err` to give up at once.
pub async fn until<T>(what: &str, mut probe: impl AsyncFnMut() -> Result<Result<T, String>>) -> Result<T> {
    let from = Instant::now();
    loop {
        match probe().await? {
            Ok(value) => return Ok(value),
            Err(seen) if from.elapsed() > PATIENCE => {
                bail!("waited {PATIENCE:?} for {what}; last seen: {seen}")
            }
            Err(_) => tokio::time::sleep(Duration::from_millis(15)).await,
        }
    }
}
