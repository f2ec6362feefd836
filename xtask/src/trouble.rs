//! What went wrong, and what to do about it.

use std::fmt;

/// A chore that failed: a clause for what and where, and a hint for the person reading it.
#[derive(Debug)]
pub(crate) struct Trouble {
    what: String,
    advice: Option<String>,
}

impl Trouble {
    /// A failure, told as one clause without a full stop.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), advice: None }
    }

    /// Adds what the person can do about it.
    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        match &self.advice {
            Some(advice) => write!(f, "\n  what to do: {advice}"),
            None => Ok(()),
        }
    }
}
