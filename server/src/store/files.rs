//! What is kept of files that documents name.

use std::fmt;
use std::str::FromStr;

use paguyuban::document::file::MIMES;
use paguyuban::id::{DeviceId, DocId};

use super::keep::Object;

/// Bytes of one piece: on EDGE it takes some seconds, and a cut costs no more.
pub const PIECE_BYTES_MAX: usize = 64 * 1024;
/// Files of one document: twenty at each of the twenty places that a busy log or meeting has.
pub const DOCUMENT_FILES_MAX: u64 = 400;
/// Bytes of a forum's files: ten years of a busy forum at 400 kB each.
pub const FORUM_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;
/// Files that one device has begun and not ended; a phone sends one after the other. Of more the oldest go.
pub const DEVICE_COMING_MAX: usize = 8;
/// What has come of a file that nobody goes on with is dropped after so long; who has it begins again.
pub const COMING_MS_MAX: u64 = 30 * 24 * 60 * 60 * 1000;

/// SHA-256 of a file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileHash(pub [u8; 32]);

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is no such hash.
#[derive(Debug, Clone, Copy)]
pub struct NoHash;

impl FromStr for FileHash {
    type Err = NoHash;

    /// 64 small hexadecimal digits, as a document names it.
    fn from_str(text: &str) -> Result<Self, NoHash> {
        let digit = |sign: u8| match sign {
            b'0'..=b'9' => Ok(sign - b'0'),
            b'a'..=b'f' => Ok(sign - b'a' + 10),
            _ => Err(NoHash),
        };
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return Err(NoHash) };
        let bytes: Result<Vec<u8>, NoHash> =
            pairs.iter().map(|[high, low]| Ok(digit(*high)? << 4 | digit(*low)?)).collect();
        bytes?.try_into().map(Self).map_err(|_| NoHash)
    }
}

/// Which file: the same bytes in another document are another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileName {
    /// The document that names it.
    pub doc: DocId,
    /// Its bytes.
    pub hash: FileHash,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mime(&'static str);

impl Mime {
    /// If it is one that a document may name.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        MIMES.iter().find(|mime| **mime == text).copied().map(Self)
    }

    /// As documents and browsers say it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The end of such a file's name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self.0 {
            "image/jpeg" => "jpg",
            "image/png" => "png",
            "image/webp" => "webp",
            "application/pdf" => "pdf",
            _ => "bin",
        }
    }

    /// Whether bytes begin as such a file does: what a phone calls a picture is nothing else.
    #[must_use]
    pub fn begins(self, bytes: &[u8]) -> bool {
        match self.0 {
            "image/jpeg" => bytes.starts_with(b"\xff\xd8\xff"),
            "image/png" => bytes.starts_with(b"\x89PNG\r\n\x1a\n"),
            "image/webp" => bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"),
            "application/pdf" => bytes.starts_with(b"%PDF-"),
            _ => false,
        }
    }
}

/// What a document says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// How large it is.
    pub bytes: u64,
    /// What it is.
    pub mime: Mime,
}

/// A document as it stood when it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocState {
    /// The newest entry of the log about it.
    pub seq: u64,
    /// How often earlier generations were erased.
    pub generation: u64,
}

/// Where the bytes of a whole file are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Under which name.
    pub object: Object,
    /// Under which key.
    pub key: [u8; 32],
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place").field("object", &self.object).finish_non_exhaustive()
    }
}

/// A file that the relay has, or of which it has the beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFile {
    /// Which.
    pub name: FileName,
    /// What its document said of it.
    pub named: Named,
    /// Who began to bring it.
    pub device: DeviceId,
    /// When something of it came last.
    pub at_ms: u64,
    /// None while something is still to come.
    pub place: Option<Place>,
}

/// A file as somebody finds it who may read its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// There is no such document, or none that this person may read.
    Unseen,
    /// Nothing of it is here; whether the document names it is not known.
    Nothing(DocState),
    /// So many bytes are here, from its beginning.
    Coming(Named, u64),
    /// All of it.
    Whole(Named, Place),
}

/// What became of a piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// There is no such document, or none that this person may read; or it is another since it was read.
    Unseen,
    /// Nothing of it is here, so the document has to be asked first.
    Unasked,
    /// The document or the forum has no room for another file.
    NoRoom,
    /// It goes beyond the end of the file.
    TooMuch,
    /// So many bytes are here now, with it or without.
    Coming(Named, u64),
    /// All of it was here already.
    Whole(Place),
}

/// A piece of a file.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Who brings it.
    pub device: DeviceId,
    /// Of which file.
    pub name: &'a FileName,
    /// Where it begins.
    pub at: u64,
    /// Its bytes.
    pub bytes: &'a [u8],
    /// What the document says of the file and how it stood then; none if that was not looked at.
    pub named: Option<(Named, DocState)>,
    /// Now.
    pub at_ms: u64,
}
