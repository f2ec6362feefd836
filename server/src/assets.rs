//! The page, inside the program: as built into `web/dist`, with its compressed copies.

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};

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

/// Answers every address that is no door.
pub(crate) async fn page(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path.starts_with("api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let name = if path.is_empty() { INDEX } else { path };
    match Page::get(name) {
        Some(file) => serve(name, &file, &headers),
        // a file that is gone must not become the page
        None if name.rsplit('/').next().is_some_and(|last| last.contains('.')) => {
            StatusCode::NOT_FOUND.into_response()
        }
        None => match Page::get(INDEX) {
            Some(file) => serve(INDEX, &file, &headers),
            None => ([(CONTENT_TYPE, "text/html; charset=utf-8")], NOT_BUILT).into_response(),
        },
    }
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

    #[tokio::test]
    async fn an_address_of_the_page_is_answered_by_the_page_and_a_missing_file_is_missing() {
        for (path, status) in [
            ("/", StatusCode::OK),
            ("/catatan", StatusCode::OK),
            ("/assets/gone-1234.js", StatusCode::NOT_FOUND),
            ("/api/unknown", StatusCode::NOT_FOUND),
            ("/../Cargo.toml", StatusCode::NOT_FOUND),
        ] {
            let uri = Uri::from_static(path);
            assert_eq!(page(uri, HeaderMap::new()).await.status(), status, "{path}");
        }
    }
}
