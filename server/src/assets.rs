//! The page, inside the program: as built into `web/dist`, with its compressed copies.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::answer::Refused;
use crate::app::App;

/// In a development build the files are read from the folder at each request.
#[derive(RustEmbed)]
#[folder = "../web/dist"]
#[allow_missing = true]
struct Page;

/// Files whose names change with their content.
const HASHED: &str = "assets/";
/// The page of every address that is not a file: it finds its own way by the address.
const INDEX: &str = "index.html";
/// What stands there until the web part is built.
const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>Paguyuban</title>\
    <p>The relay runs, but this program was built without the web part.\
    <p>Build it with <code>cargo xtask web</code>, then build the relay again.\n";

/// Compressed copies, the smaller first.
const ENCODINGS: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// The script that browsers keep the page by, and what it is while they shall keep none.
const WORKER: &str = "sw.js";
const WORKER_OFF: &str = include_str!("assets/worker-off.js");

/// Whether phones keep a copy of the page, to open it without a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copies {
    /// They do.
    Kept,
    /// They drop what they have. For a release whose copies do not start.
    Dropped,
}

/// Answers every address that is no door.
pub(crate) async fn page(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    answer(uri.path(), &headers, app.copies)
}

fn answer(path: &str, headers: &HeaderMap, copies: Copies) -> Response {
    let path = path.trim_start_matches('/');
    if path.starts_with("api/") {
        return Refused::Unknown.into_response();
    }
    if path == WORKER && copies == Copies::Dropped {
        let script = [(CONTENT_TYPE, "text/javascript"), (CACHE_CONTROL, "no-cache")];
        return (script, WORKER_OFF).into_response();
    }
    let name = if path.is_empty() { INDEX } else { path };
    match Page::get(name) {
        Some(file) => serve(name, &file, headers),
        // a file that is gone must not become the page, for whom it was to be a script or a picture
        None if is_file(name) && !is_visit(headers) => StatusCode::NOT_FOUND.into_response(),
        None => match Page::get(INDEX) {
            Some(file) => serve(INDEX, &file, headers),
            None => ([(CONTENT_TYPE, "text/html; charset=utf-8")], NOT_BUILT).into_response(),
        },
    }
}

fn is_file(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|last| last.contains('.'))
}

/// A person goes there, and is to see something whatever the address is.
fn is_visit(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    // browsers from before 2023 do not say what they fetch for
    says("sec-fetch-mode").map_or_else(
        || says("accept").is_some_and(|kinds| kinds.contains("text/html")),
        |mode| mode == "navigate",
    )
}

fn serve(name: &str, file: &EmbeddedFile, asked: &HeaderMap) -> Response {
    let (encoding, data) = encoded(name, file, asked);
    let tag = tag(file, encoding);
    let unchanged =
        asked.get_all(IF_NONE_MATCH).iter().any(|known| known.as_bytes() == tag.as_bytes());
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(Body::from(data))
    };
    let headers = response.headers_mut();
    let cached = if name.starts_with(HASHED) {
        HeaderValue::from_static("public, max-age=31536000, immutable")
    } else {
        HeaderValue::from_static("no-cache")
    };
    headers.insert(CACHE_CONTROL, cached);
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.extend(HeaderValue::from_str(&tag).ok().map(|tag| (ETAG, tag)));
    headers.extend(HeaderValue::from_str(&kind(file)).ok().map(|kind| (CONTENT_TYPE, kind)));
    if let (Some(encoding), false) = (encoding, unchanged) {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// The smallest copy that the browser takes.
fn encoded(
    name: &str,
    file: &EmbeddedFile,
    asked: &HeaderMap,
) -> (Option<&'static str>, std::borrow::Cow<'static, [u8]>) {
    let accepted = ENCODINGS.iter().filter(|(encoding, _)| accepts(asked, encoding));
    let mut copies = accepted.filter_map(|(encoding, ending)| {
        Some((Some(*encoding), Page::get(&format!("{name}{ending}"))?.data))
    });
    copies.next().unwrap_or_else(|| (None, file.data.clone()))
}

fn accepts(asked: &HeaderMap, encoding: &str) -> bool {
    let lines = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        name.trim() == encoding && weight.trim() != "q=0"
    })
}

fn tag(file: &EmbeddedFile, encoding: Option<&str>) -> String {
    let hash: String =
        file.metadata.sha256_hash().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{hash}-{}\"", encoding.unwrap_or("plain"))
}

fn kind(file: &EmbeddedFile) -> String {
    let kind = file.metadata.mimetype();
    match kind {
        // everything here is written in UTF-8
        "text/html" | "text/css" | "text/javascript" | "application/javascript" => {
            format!("{kind}; charset=utf-8")
        }
        _ => kind.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    fn asking(encoding: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(encoding))])
    }

    #[test]
    fn a_browser_gets_only_what_it_says_it_takes() {
        assert!(accepts(&asking("gzip, deflate, br;q=0.9"), "br"));
        assert!(accepts(&asking("gzip"), "gzip"));
        assert!(!accepts(&asking("gzip"), "br"));
        assert!(!accepts(&asking("br;q=0, gzip"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn an_address_of_the_page_is_answered_by_the_page_and_a_missing_file_is_missing() {
        for (path, status) in [
            ("/", StatusCode::OK),
            ("/catatan", StatusCode::OK),
            ("/assets/gone-1234.js", StatusCode::NOT_FOUND),
            ("/api/unknown", StatusCode::NOT_FOUND),
            ("/../Cargo.toml", StatusCode::NOT_FOUND),
        ] {
            let answer = answer(path, &HeaderMap::new(), Copies::Kept);
            assert_eq!(answer.status(), status, "{path}");
        }
    }

    #[test]
    fn whoever_visits_an_address_sees_the_page_whatever_stands_in_it() {
        let visit = |name: &'static str, value| {
            HeaderMap::from_iter([(HeaderName::from_static(name), HeaderValue::from_static(value))])
        };
        for path in ["/%23gabung=00ff.", "/100%", "/a.b/c.d", "/assets/gone-1234.js", "/..", "//"] {
            for from in [visit("sec-fetch-mode", "navigate"), visit("accept", "text/html,*/*")] {
                assert_eq!(answer(path, &from, Copies::Kept).status(), StatusCode::OK, "{path}");
            }
        }
        let script = visit("sec-fetch-mode", "cors");
        let gone = answer("/assets/gone-1234.js", &script, Copies::Kept);
        assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn while_phones_shall_keep_no_page_the_script_that_keeps_it_ends_itself() {
        let answer = answer("/sw.js", &HeaderMap::new(), Copies::Dropped);
        assert_eq!(answer.headers()[CONTENT_TYPE], "text/javascript");
        let script = axum::body::to_bytes(answer.into_body(), 10_000).await.unwrap();
        assert!(script.windows(12).any(|words| words == b"unregister()"));
    }
}
