//! Sealing a file: under a key of its own, so that forgetting the key is erasing the file.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use paguyuban::id::ForumId;

use super::files::{FileName, Place};
use super::keep::Object;
use crate::clock::dice;

/// A key seals one file only, so no two texts ever share a nonce.
const NONCE: [u8; 12] = [0; 12];

/// Seals bytes under a new key and names them; none if there is no memory for it.
pub(crate) fn seal(forum: ForumId, name: &FileName, bytes: &[u8]) -> Option<(Place, Vec<u8>)> {
    let place = Place { object: Object(dice()), key: dice() };
    let of = words(forum, name);
    let sealed = cipher(&place).encrypt(&Nonce::from(NONCE), Payload { msg: bytes, aad: &of });
    Some((place, sealed.ok()?))
}

/// The bytes of a sealed file; none if these are not its.
pub(crate) fn unseal(
    forum: ForumId,
    name: &FileName,
    place: &Place,
    sealed: &[u8],
) -> Option<Vec<u8>> {
    let of = words(forum, name);
    cipher(place).decrypt(&Nonce::from(NONCE), Payload { msg: sealed, aad: &of }).ok()
}

fn cipher(place: &Place) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&Key::from(place.key))
}

/// What it belongs to: in another's place it does not open.
fn words(forum: ForumId, name: &FileName) -> Vec<u8> {
    format!("{forum} {} {}", name.doc, name.hash).into_bytes()
}

#[cfg(test)]
mod tests {
    use paguyuban::id::{DocId, Ulid};

    use super::*;
    use crate::store::FileHash;

    #[test]
    fn only_with_its_key_and_in_its_place_and_unchanged_does_it_open() {
        let (forum, other) = (ForumId(Ulid::new(1, 1)), ForumId(Ulid::new(1, 2)));
        let name = FileName { doc: DocId::note(Ulid::new(1, 1)), hash: FileHash([3; 32]) };
        let (place, sealed) = seal(forum, &name, b"a photo").unwrap();
        assert!(!sealed.windows(7).any(|part| part == b"a photo"));
        assert_eq!(unseal(forum, &name, &place, &sealed).unwrap(), b"a photo");
        assert_eq!(unseal(other, &name, &place, &sealed), None);
        let foreign = Place { key: [0; 32], ..place };
        assert_eq!(unseal(forum, &name, &foreign, &sealed), None);
        let mut changed = sealed.clone();
        changed[2] ^= 1;
        assert_eq!(unseal(forum, &name, &place, &changed), None);
        let (again, _) = seal(forum, &name, b"a photo").unwrap();
        assert!(again.key != place.key && again.object != place.object);
    }
}
