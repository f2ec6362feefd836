//! The only place that prints.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore talks to the terminal")]

use std::cell::RefCell;
use std::io::Write as _;

use crate::trouble::Trouble;

thread_local! {
    /// What this thread has said, if it is held back.
    static HELD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does something in this thread, and gives what it said, all together.
pub(crate) fn held<T>(work: impl FnOnce() -> T) -> (T, String) {
    HELD.set(Some(String::new()));
    let done = work();
    (done, HELD.take().unwrap_or_default())
}

/// Whether what this thread says is held back.
pub(crate) fn is_held() -> bool {
    HELD.with_borrow(Option::is_some)
}

/// One line, at once.
pub(crate) fn line(text: &str) {
    let is_kept = HELD.with_borrow_mut(|held| {
        let Some(held) = held else { return false };
        held.push_str(text);
        held.push('\n');
        true
    });
    if is_kept {
        return;
    }
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
