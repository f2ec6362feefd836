//! The compressed copies that the relay serves: `.br` and `.gz` beside each file of the page.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use brotli::enc::BrotliEncoderParams;
use brotli::enc::backward_references::BrotliEncoderMode;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Endings of files that are compressed already, or are copies made here.
const LEAVE: [&str; 8] = ["br", "gz", "png", "jpg", "webp", "avif", "woff2", "map"];

/// Below this a copy saves less than the headers of its answer.
const WORTH_BYTES: usize = 256;

/// Folders of a page are shallow; deeper is a loop of links.
const DEPTH_MAX: usize = 8;

/// Writes `FILE.br` and `FILE.gz` beside every file below `dir` that gets smaller by it.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn write_beside(dir: &Path) -> Result<()> {
    for file in files_below(dir, DEPTH_MAX)? {
        let bytes = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        if bytes.len() < WORTH_BYTES {
            continue;
        }
        write_if_smaller(&file, "br", &bytes, &brotli(&bytes)?)?;
        write_if_smaller(&file, "gz", &bytes, &gzip(&bytes)?)?;
    }
    Ok(())
}

fn files_below(dir: &Path, depth: usize) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            if depth > 0 {
                files.extend(files_below(&path, depth - 1)?);
            }
        } else if !LEAVE.iter().any(|ending| path.extension().is_some_and(|e| e == *ending)) {
            files.push(path);
        }
    }
    Ok(files)
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        // meant for fonts, and 0.2 % better on the module too
        mode: BrotliEncoderMode::BROTLI_MODE_FONT,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

fn write_if_smaller(file: &Path, ending: &str, plain: &[u8], packed: &[u8]) -> Result<()> {
    if packed.len() >= plain.len() {
        return Ok(());
    }
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    fs::write(&name, packed).with_context(|| format!("cannot write {}", Path::new(&name).display()))
}
