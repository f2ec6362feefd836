//! What went wrong, and what to do about it.

use std::fmt;

/// A chore that failed: a clause for what and where, and a hint for the person reading it.
#[derive(Debug)]
pub(crate) struct Trouble {
    what: String,
    advice: Option<String>,
    /// What of it failed, a line each.
    named: Vec<String>,
}

impl Trouble {
    /// A failure, told as one clause without a full stop.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), advice: None, named: Vec::new() }
    }

    /// Adds what the person can do about it.
    pub(crate) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    /// Adds what of it failed, for the summary at the end of a long run.
    pub(crate) fn name(mut self, named: Vec<String>) -> Self {
        self.named = named;
        self
    }

    /// What of it failed, a line each.
    pub(crate) fn named(&self) -> &[String] {
        &self.named
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
