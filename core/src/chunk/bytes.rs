//! Numbers as LEB128, read with every length checked first.

use super::BadChunk;

/// Appends an unsigned LEB128 number.
pub(super) fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Appends a signed LEB128 number.
pub(super) fn put_signed(out: &mut Vec<u8>, mut value: i64) {
    loop {
        let byte = (value & 0x7f) as u8;
        value >>= 7;
        if (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0) {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

/// Appends a length and the bytes.
pub(super) fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    put(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// A place in bytes that were checked for length only.
#[derive(Debug, Clone)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, length: usize) -> Result<&'a [u8], BadChunk> {
        let (taken, rest) =
            self.0.split_at_checked(length).ok_or(BadChunk::Malformed("too short"))?;
        self.0 = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, BadChunk> {
        self.take(1).map(|byte| byte[0])
    }

    /// An unsigned number in its shortest form; a longer form would change a hash.
    pub(super) fn number(&mut self) -> Result<u64, BadChunk> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 || shift > 0 && byte == 0 {
                return Err(BadChunk::Malformed("number"));
            }
            value |= bits << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(BadChunk::Malformed("number"))
    }

    /// A signed number.
    pub(super) fn signed(&mut self) -> Result<i64, BadChunk> {
        let mut value = 0_i64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= i64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                let sign = if shift + 7 < 64 && byte & 0x40 != 0 { -1 << (shift + 7) } else { 0 };
                return Ok(value | sign);
            }
        }
        Err(BadChunk::Malformed("number"))
    }

    /// A number of at most `max`, of what is named.
    pub(super) fn count(&mut self, max: usize, what: &'static str) -> Result<usize, BadChunk> {
        usize::try_from(self.number()?)
            .ok()
            .filter(|count| *count <= max)
            .ok_or(BadChunk::TooLarge(what))
    }

    /// A length and as many bytes.
    pub(super) fn bytes(&mut self, max: usize, what: &'static str) -> Result<&'a [u8], BadChunk> {
        let length = self.count(max, what)?;
        self.take(length)
    }

    pub(super) fn hash(&mut self) -> Result<[u8; 32], BadChunk> {
        let mut hash = [0; 32];
        hash.copy_from_slice(self.take(32)?);
        Ok(hash)
    }
}
