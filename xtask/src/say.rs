//! The only place that prints.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore talks to the terminal")]

use std::io::Write as _;

use crate::trouble::Trouble;

/// One line, at once.
pub(crate) fn line(text: &str) {
    println!("{text}");
    // A closed pipe is no reason to stop building.
    let _ = std::io::stdout().flush();
}

/// "2/5 the page", so that nobody wonders whether it hangs.
pub(crate) fn progress(step: usize, steps: usize, what: &str) {
    line(&format!("{step}/{steps} {what}"));
}

/// One line beside what a chore is there to print, on standard error.
pub(crate) fn note(text: &str) {
    eprintln!("{text}");
}

/// A failure, on standard error.
pub(crate) fn trouble(trouble: &Trouble) {
    eprintln!("error: {trouble}");
}
