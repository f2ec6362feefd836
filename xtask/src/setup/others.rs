//! Programs that the relay is tested beside: Pebble, the certificate authority of Let's Encrypt for tests, and the
//! web servers whose examples stand in `server/packaging`.

use std::path::Path;

use super::debian;

/// As programs and as Debian's packages they have the same names.
const OTHERS: [&str; 3] = ["pebble", "caddy", "haproxy"];
/// Where systemd runs, Debian's packages of web servers start them, at the ports of this machine's own.
const SYSTEMD: &str = "/run/systemd/system";

/// Installs them for root on a Debian that starts nothing by that; what has to be said of those that are not there.
pub(super) fn find_or_install() -> Option<String> {
    let missing = missing();
    if missing.is_empty() {
        return None;
    }
    if debian::is_ours() && !Path::new(SYSTEMD).exists() {
        let advice = format!("install {} yourself", missing.join(", "));
        // what could not be installed is named below, and hinders no other test
        let _told = debian::install(&missing, &advice);
    }
    let missing = self::missing();
    (!missing.is_empty()).then(|| {
        format!("NOT TRIED: what needs {}, because it is not installed", missing.join(", "))
    })
}

fn missing() -> Vec<&'static str> {
    OTHERS.into_iter().filter(|name| crate::program::on_path(name).is_none()).collect()
}
