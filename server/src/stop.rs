//! One word to everybody: stop.

use tokio::sync::watch;

/// Whoever says it.
pub(crate) type Stop = watch::Sender<bool>;
/// Whoever has to hear it.
pub(crate) type Stopping = watch::Receiver<bool>;

/// Comes back when it is said.
pub(crate) async fn told(stopping: &mut Stopping) {
    // a sender that is gone has stopped too
    let _said = stopping.wait_for(|stopping| *stopping).await;
}
