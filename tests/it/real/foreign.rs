//! Somebody else's client, written from the protocol alone, beside our own phone.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use paguyuban_tests::office::{Office, note, read, set};
use serde_json::Value;

const CLIENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/client/client.mjs");

/// Runs the client in Node, which every machine has that builds the page.
fn client(words: &[&str]) -> Result<String> {
    let output = Command::new("node").arg(CLIENT).args(words).output().context("node")?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.success(), "{words:?}: {told}");
    Ok(String::from_utf8(output.stdout)?)
}

fn synced(file: &str) -> Result<Value> {
    Ok(serde_json::from_str(&client(&["sync", file])?)?)
}

fn state_in(folder: &Path) -> Result<String> {
    let file: PathBuf = folder.join("foreign.json");
    Ok(file.to_str().context("a path in UTF-8")?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_knows_the_protocol_alone_joins_writes_and_reads() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    siti.edit(&note(1), set("title", "Rapat")).unwrap();
    siti.edit(&note(1), set("place", "Balai desa")).unwrap();
    siti.sync().await.unwrap();

    let link = office.relay().unwrap().invite(office.forum(), "member").unwrap();
    let secret = link.split_once("#gabung=").unwrap().1;
    let secret = secret.split('&').next().unwrap();
    let (file, origin) =
        (state_in(office.home()).unwrap(), office.relay().unwrap().origin().to_owned());
    client(&["join", &origin, secret, &file]).unwrap();
    let (known, new) = (note(1).to_string(), note(2).to_string());

    // a first sync hands it the document whole
    let told = synced(&file).unwrap();
    assert_eq!(told["docs"][&known]["title"], "Rapat");
    assert_eq!(told["docs"][&known]["place"], "Balai desa");

    // it writes over what somebody else wrote, and begins a document
    client(&["set", &file, &known, "title", "Rapat kerja"]).unwrap();
    client(&["set", &file, &new, "title", "Rencana 😀"]).unwrap();
    let told = synced(&file).unwrap();
    assert_eq!(told["refused"], serde_json::json!({}));
    assert_eq!(told["unsent"], serde_json::json!([]));
    siti.sync().await.unwrap();
    assert_eq!(read(&mut siti, &note(1), "title").unwrap(), "Rapat kerja");
    assert_eq!(read(&mut siti, &note(2), "title").unwrap(), "Rencana 😀");

    // what is written from then on comes to it change by change, and it writes on
    siti.edit(&note(2), set("title", "Rencana kerja")).unwrap();
    siti.sync().await.unwrap();
    let told = synced(&file).unwrap();
    assert_eq!(told["docs"][&new]["title"], "Rencana kerja");
    client(&["set", &file, &new, "place", "Kecamatan"]).unwrap();
    synced(&file).unwrap();
    siti.sync().await.unwrap();
    assert_eq!(read(&mut siti, &note(2), "place").unwrap(), "Kecamatan");
    office.check().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_hears_why_it_may_not() {
    let mut office = Office::open().unwrap();
    let mut siti = office.phone("organiser").await.unwrap();
    siti.edit(&note(1), set("title", "Rapat")).unwrap();
    siti.sync().await.unwrap();
    let link = office.relay().unwrap().invite(office.forum(), "viewer").unwrap();
    let secret = link.split_once("#gabung=").unwrap().1.split('&').next().unwrap();
    let (file, origin) =
        (state_in(office.home()).unwrap(), office.relay().unwrap().origin().to_owned());
    let unknown = client(&["join", &origin, &"0".repeat(40), &file]).unwrap_err().to_string();
    assert!(unknown.contains("404 invitation_unknown"), "{unknown}");
    client(&["join", &origin, secret, &file]).unwrap();
    synced(&file).unwrap();
    client(&["set", &file, &note(1).to_string(), "title", "Bukan saya"]).unwrap();
    let told = synced(&file).unwrap();
    // not allowed
    assert_eq!(told["refused"][note(1).to_string()], 4);
    assert_eq!(read(&mut siti, &note(1), "title").unwrap(), "Rapat");
}
