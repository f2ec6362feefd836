//! What Automerge asks of the crate `unicode-segmentation`, without its tables.
//!
//! Automerge counts text in one of four units. Ours is UTF-16; grapheme clusters are another, and
//! their tables came to the phone with every release, never read. Here every character is a cluster.
//! So nothing of ours may ask for clusters: neither `TextEncoding::GraphemeCluster` nor `update_text`
//! (which `clippy.toml` refuses).

#![no_std]

/// Splits text into clusters.
pub trait UnicodeSegmentation {
    /// Every character as a text of its own; `extended` makes no difference.
    fn graphemes(&self, extended: bool) -> Graphemes<'_>;
}

impl UnicodeSegmentation for str {
    fn graphemes(&self, _extended: bool) -> Graphemes<'_> {
        Graphemes { rest: self }
    }
}

/// The characters of a text, in order.
#[derive(Debug, Clone)]
pub struct Graphemes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let first = self.rest.chars().next()?;
        let (cluster, rest) = self.rest.split_at(first.len_utf8());
        self.rest = rest;
        Some(cluster)
    }
}

#[cfg(test)]
mod tests {
    use super::UnicodeSegmentation;

    #[test]
    fn every_character_is_a_cluster() {
        assert!("é🌾x".graphemes(true).eq(["é", "🌾", "x"]));
        assert_eq!("".graphemes(false).next(), None);
    }
}
