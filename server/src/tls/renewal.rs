//! When to ask for a certificate: at once if there is none, in the last third of its time, and after a refusal
//! later each time.

use std::time::Duration;

use super::{Challenges, Holder, Issuer};
use crate::clock::now_ms;

/// How often to look: by the clock on the wall, because a computer that slept has not counted.
const LOOK: Duration = Duration::from_secs(60 * 60);
/// After a refusal, doubled each time: five within half an hour, which is what Let's Encrypt allows in one.
const AGAIN: Duration = Duration::from_secs(60);
/// And not longer than this.
const AGAIN_MAX: Duration = Duration::from_secs(6 * 60 * 60);

/// Never comes back.
pub(super) async fn renew(issuer: &Issuer, holder: &Holder, challenges: &Challenges) {
    let mut refusals = 0;
    loop {
        let due = holder.certificate().map_or(0, |held| held.due_ms());
        let wait = Duration::from_millis(due.saturating_sub(now_ms()));
        if !wait.is_zero() {
            tokio::time::sleep(wait.min(LOOK)).await;
            continue;
        }
        match issuer.issue(challenges).await {
            Ok((key, told)) => {
                refusals = 0;
                let until_ms = told.until_ms;
                holder.hold(key, told);
                tracing::info!(until_ms, "a certificate was got");
            }
            Err(error) => {
                let pause = after(refusals);
                refusals += 1;
                let again_s = pause.as_secs();
                tracing::error!(%error, again_s, "no certificate was got");
                tokio::time::sleep(pause).await;
            }
        }
    }
}

/// How long to wait after so many refusals before this one.
fn after(refusals: u32) -> Duration {
    AGAIN.saturating_mul(2_u32.saturating_pow(refusals)).min(AGAIN_MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{AGAIN_MAX, after};

    #[test]
    fn an_authority_that_refuses_is_asked_ever_more_seldom() {
        assert_eq!(after(0), Duration::from_secs(60));
        assert_eq!(after(3), Duration::from_secs(480));
        assert_eq!(after(40), AGAIN_MAX);
        let within_an_hour: Duration = (0..5).map(after).sum();
        assert!(within_an_hour > Duration::from_secs(1_800), "five at most in half an hour");
    }
}
