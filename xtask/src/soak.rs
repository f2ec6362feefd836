//! `cargo xtask soak`: the simulated district, or people who write in one text at once, for as long as
//! somebody likes.

use std::process::ExitCode;

use crate::bench;
use crate::house::House;
use crate::options::Options;
use crate::trouble::Trouble;

/// # Errors
/// `--sessions` and `--doubts` are missing, the district does not compile, or a seed failed: it is printed.
pub(crate) fn forward(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let (sessions, meetings) = (options.value("--sessions")?, options.value("--doubts")?);
    let (what, count) = match (&sessions, &meetings) {
        (Some(sessions), None) => ("--sessions", sessions),
        (None, Some(meetings)) => ("--doubts", meetings),
        _ => {
            return Err(Trouble::new("for how many sessions, or meetings of people in one text?")
                .advise("for example `cargo xtask soak --sessions 1000` or `--doubts 1000000`"));
        }
    };
    let soak = bench::measured(house, "soak").words([what, count]);
    soak.words(options.rest()).run().map(|()| ExitCode::SUCCESS)
}
