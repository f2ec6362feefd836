//! `cargo xtask run`: from a fresh clone to a page in the browser.

use std::fs;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::program::Program;
use crate::relay::{self, Profile};
use crate::trouble::Trouble;
use crate::{say, setup, web};

/// The address unless another is asked for; where it is taken, the system chooses a port.
const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8787);

const STEPS: usize = 5;

/// # Errors
/// A step failed; its name and what to do are in the message. If all went well this never
/// returns, because this program has become the relay.
pub(crate) fn start(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let demo = options.flag("--demo");
    let profile = if options.flag("--release") { Profile::Release } else { Profile::Dev };
    let listen = options.value("--listen")?;
    // The demo has a folder of its own, so that it never mixes with a forum somebody uses.
    let usual = house.root().join(if demo { "data-demo" } else { "data" });
    let data = options.value("--data")?.map_or(usual, PathBuf::from);
    options.finish()?;
    let address = free_address(listen.as_deref())?;

    say::progress(1, STEPS, "tools");
    setup::for_web(house)?;
    say::progress(2, STEPS, "the phone's module (the first time takes a minute or two)");
    web::module(house)?;
    say::progress(3, STEPS, "the page");
    web::page(house)?;
    say::progress(4, STEPS, "the relay (the first time takes a minute or two)");
    let relay = relay::build(house, profile)?;
    say::progress(5, STEPS, &format!("the forum in {}", data.display()));
    let forum = forum_in(&relay, &data, if demo { &["--demo"] } else { &[] })?;
    welcome(&relay, &data, &forum, address)?;
    let listen = address.to_string();
    let serve = Program::new(&relay).words(["serve", "--listen", &listen, "--data"]).words([&data]);
    Err(serve.become_it())
}

/// The address to listen on, found before the long work starts.
fn free_address(asked: Option<&str>) -> Result<SocketAddr, Trouble> {
    let Some(asked) = asked else {
        return bindable(USUAL).or_else(|_| bindable(SocketAddr::new(USUAL.ip(), 0)));
    };
    let address = asked.parse().map_err(|_| {
        Trouble::new(format!("\"{asked}\" is no address")).advise("write it like 127.0.0.1:8787")
    })?;
    bindable(address)
}

/// The address with the port that the system gave, free a moment ago.
fn bindable(address: SocketAddr) -> Result<SocketAddr, Trouble> {
    TcpListener::bind(address).and_then(|listener| listener.local_addr()).map_err(|error| {
        Trouble::new(format!("cannot listen on {address}: {error}"))
            .advise("stop the program that uses it, or choose another with --listen")
    })
}

fn forum_in(relay: &Path, data: &Path, demo: &[&str]) -> Result<String, Trouble> {
    fs::create_dir_all(data).map_err(|error| {
        Trouble::new(format!("cannot make the folder {}: {error}", data.display()))
            .advise("choose another with --data")
    })?;
    if let Some(forum) = relay::first_forum(relay, data)? {
        return Ok(forum);
    }
    relay::new_forum(relay, data, "Paguyuban Contoh", demo)?;
    relay::first_forum(relay, data)?
        .ok_or_else(|| Trouble::new("a forum was made, but `paguyuban forum list` shows none"))
}

/// Prints where the page is and who may come in.
fn welcome(relay: &Path, data: &Path, forum: &str, address: SocketAddr) -> Result<(), Trouble> {
    let origin = origin(address);
    let invitation = relay::invite_organiser(relay, data, forum, &origin)?;
    say::line(&format!("\nPaguyuban is at {origin}"));
    say::line("Open this invitation once, on the phone or browser that is to be an organiser's:\n");
    say::line(invitation.trim_end());
    say::line("\nCtrl-C stops the relay. What was written stays in its folder.\n");
    Ok(())
}

/// The page's address as a browser on this machine writes it.
fn origin(address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        return format!("http://127.0.0.1:{}", address.port());
    }
    format!("http://{address}")
}

#[cfg(test)]
mod tests {
    use super::{bindable, free_address, origin};

    #[test]
    fn an_address_in_use_is_refused_before_the_long_work() {
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        assert!(bindable(taken.local_addr().unwrap()).is_err());
        assert!(free_address(Some("8787")).is_err());
        assert_ne!(free_address(Some("127.0.0.1:0")).unwrap().port(), 0);
    }

    #[test]
    fn a_relay_open_to_all_is_still_reached_by_this_machines_own_address() {
        assert_eq!(origin("0.0.0.0:80".parse().unwrap()), "http://127.0.0.1:80");
        assert_eq!(origin("[::1]:8787".parse().unwrap()), "http://[::1]:8787");
    }
}
