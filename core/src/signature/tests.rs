use super::*;
use crate::id::Ulid;

fn bytes(text: &str) -> Vec<u8> {
    let digits = text.as_bytes().chunks_exact(2);
    digits.map(|two| u8::from_str_radix(std::str::from_utf8(two).unwrap(), 16).unwrap()).collect()
}

/// RFC 6979, A.2.5, SHA-256, "sample": its `s` is in the upper half, as half of all are that browsers
/// make.
#[test]
fn the_published_signature_is_its_keys() {
    let key = "0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6\
        7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299";
    let signature = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716\
        F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";
    let key = DeviceKey::from_bytes(&bytes(key)).unwrap();
    let mut signature = Signature(bytes(signature).try_into().unwrap());
    assert!(key.signed(b"sample", &signature));
    assert!(!key.signed(b"samples", &signature));
    signature.0[40] ^= 1;
    assert!(!key.signed(b"sample", &signature));
    assert!(!key.signed(b"sample", &Signature::BLANK));
}

#[test]
fn a_key_has_one_form_and_lies_on_the_curve() {
    let secret = SecretKey::from_bytes(&[7; 32]).unwrap();
    let key = secret.public();
    let mut bytes = key.to_bytes();
    assert_eq!(DeviceKey::from_bytes(&bytes).unwrap(), key);
    let short = key.0.to_sec1_point(true);
    assert_eq!(DeviceKey::from_bytes(short.as_bytes()), Err(BadKey));
    assert_eq!(DeviceKey::from_bytes(&bytes[1..]), Err(BadKey));
    bytes[40] ^= 1;
    assert_eq!(DeviceKey::from_bytes(&bytes), Err(BadKey), "the point is not on the curve");
    assert_eq!(DeviceKey::from_bytes(&[]), Err(BadKey));
}

#[test]
fn what_is_signed_names_forum_document_and_device() {
    let secret = SecretKey::from_bytes(&[7; 32]).unwrap();
    let key = secret.public();
    let [here, there] = [1, 2].map(|number| ForumId(Ulid::new(1, number)));
    let doc = |number| DocId::note(Ulid::new(2, number));
    let signature = secret.sign(&words_of_chunk(here, &doc(1), &[]));
    assert!(key.signed(&words_of_chunk(here, &doc(1), &[]), &signature));
    assert!(!key.signed(&words_of_chunk(there, &doc(1), &[]), &signature));
    assert!(!key.signed(&words_of_chunk(here, &doc(2), &[]), &signature));
    let act = secret.sign(&words_of_act(here, DeviceId([1; 8]), b"{}"));
    assert!(key.signed(&words_of_act(here, DeviceId([1; 8]), b"{}"), &act));
    assert!(!key.signed(&words_of_act(here, DeviceId([2; 8]), b"{}"), &act));
    assert!(!key.signed(&words_of_act(here, DeviceId([1; 8]), b"{ }"), &act));
}
