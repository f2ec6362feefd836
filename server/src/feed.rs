//! Lists of a forum for a spreadsheet or another office's system: `GET /api/feed/{list}.csv` and `.json`, with a
//! key of its own that an organiser makes and ends.

use std::time::Duration;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use crate::answer::Refused;
use crate::app::App;
use crate::clock::now_ms;
use crate::listen::Peer;
use crate::sign_in::{SECRET_CHARS_MAX, bearer, hash_of};
use crate::store::{Feed, Store, Table};

mod columns;
mod csv;
mod fields;
mod gather;
mod posts;
mod tables;

pub(crate) use gather::Gatherer;
use tables::Sheet;

/// Rows of a list: thirty years of a busy forum.
pub(crate) const ROWS_MAX: usize = 50_000;
/// Bytes of a list.
pub(crate) const FEED_BYTES_MAX: usize = 32 * 1024 * 1024;
/// Villages are at least seven hours ahead of Greenwich; whose day began later is told an hour or two early.
const AHEAD_MS: u64 = 7 * 60 * 60 * 1000;
/// So long for a place among those who gather.
const PLACE_PATIENCE: Duration = Duration::from_secs(20);
/// How many documents could not be read, which somebody should know who counts rows.
const LEFT_OUT: HeaderName = HeaderName::from_static("paguyuban-left-out");

/// A spreadsheet cannot send headers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Asked {
    key: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Json,
}

/// `GET /api/feed/{list}.csv` or `.json`.
pub(crate) async fn feed(
    State(app): State<App>,
    Extension(peer): Extension<Peer>,
    Path(file): Path<String>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Refused> {
    let Query(Asked { key }) = asked.map_err(|_| Refused::Malformed)?;
    let key = bearer(&headers).map(str::to_owned).or(key).unwrap_or_default();
    let feed = known(&app, &key).await.map_err(|why| match why {
        Refused::SignedOut => app.limits.wrong_join(app.front.address(peer.address, &headers), why),
        why => why,
    })?;
    app.limits.feed(feed.id)?;
    let (table, form) = of(&file).ok_or(Refused::Unknown)?;
    if !feed.tables.contains(&table) {
        return Err(Refused::NotAllowed);
    }
    let (body, left_out) = written(&app, &feed, table, form).await?;
    used(&app, feed).await;
    app.figures.feeds_read.inc();
    Ok(answer(&headers, table, form, body, left_out))
}

fn of(file: &str) -> Option<(Table, Form)> {
    let (name, ending) = file.rsplit_once('.')?;
    let form = match ending {
        "csv" => Form::Csv,
        "json" => Form::Json,
        _ => return None,
    };
    Some((name.parse().ok()?, form))
}

async fn known(app: &App, key: &str) -> Result<Feed, Refused> {
    if key.is_empty() || key.len() > SECRET_CHARS_MAX {
        return Err(Refused::SignedOut);
    }
    let hash = hash_of(key);
    app.sign_in.reading(move |store| store.feed(hash)).await?.ok_or(Refused::SignedOut)
}

/// Gathers the list and writes it down.
async fn written(
    app: &App,
    feed: &Feed,
    table: Table,
    form: Form,
) -> Result<(Vec<u8>, usize), Refused> {
    let place = tokio::time::timeout(PLACE_PATIENCE, app.feeds.place()).await;
    let place = place.map_err(|_| Refused::Busy)?.ok_or(Refused::Busy)?;
    let (gatherer, feed) = (app.feeds.clone(), feed.clone());
    let id = feed.forum;
    let forum = app.sign_in.with_store(move |store| store.forum(id)).await?;
    let work = move || -> Result<(Vec<u8>, usize), Refused> {
        let _place = place;
        let gathered = gatherer.gather(feed.forum, feed.personal)?;
        let today = day(now_ms() + AHEAD_MS);
        let sheet = Sheet::of(table, &gathered, feed.personal, &today);
        if sheet.rows.len() > ROWS_MAX {
            return Err(Refused::TooLarge);
        }
        let body = match form {
            Form::Csv => csv::csv_of(&sheet),
            Form::Json => csv::json_of(&sheet, table, &forum).map_err(|_| Refused::StoreFailed)?,
        };
        if body.len() > FEED_BYTES_MAX {
            Err(Refused::TooLarge)
        } else {
            Ok((body, gathered.left_out))
        }
    };
    spawn_blocking(work).await.map_err(|_| Refused::StoreFailed)?
}

async fn used(app: &App, feed: Feed) {
    let note =
        app.sign_in.with_store(move |store| store.write(|store| store.feed_used(&feed, now_ms())));
    // on a full disk lists can be read all the same
    if let Err(error) = note.await {
        tracing::warn!(%error, "that a feed was used is not noted");
    }
}

fn answer(
    headers: &HeaderMap,
    table: Table,
    form: Form,
    body: Vec<u8>,
    left_out: usize,
) -> Response {
    let hash = Sha256::digest(&body);
    let tag =
        hash.iter().take(16).fold("\"".to_owned(), |tag, byte| format!("{tag}{byte:02x}")) + "\"";
    let known = headers.get(IF_NONE_MATCH).and_then(|it| it.to_str().ok());
    if known
        .is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag))
    {
        return (StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response();
    }
    let (kind, file) = match form {
        Form::Csv => (
            "text/csv; charset=utf-8; header=present",
            format!("attachment; filename=\"{table}.csv\""),
        ),
        Form::Json => ("application/json", "inline".to_owned()),
    };
    let said = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, file),
        (ETAG, tag),
        // whoever has read it asks whether it is the same
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (LEFT_OUT, left_out.to_string()),
    ];
    (said, body).into_response()
}

/// `2026-11-30`.
fn day(ms: u64) -> String {
    let at = std::time::UNIX_EPOCH + Duration::from_millis(ms);
    humantime::format_rfc3339_seconds(at).to_string().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lists_that_there_are_in_forms_that_there_are_have_an_address() {
        assert_eq!(of("follow_ups.csv"), Some((Table::FollowUps, Form::Csv)));
        assert_eq!(of("posts.json"), Some((Table::Posts, Form::Json)));
        for other in ["members.csv", "entries", "entries.xlsx", ".csv", "entries.csv.json"] {
            assert_eq!(of(other), None, "{other}");
        }
        assert_eq!(day(1_796_024_215_000), "2026-11-30");
    }
}
