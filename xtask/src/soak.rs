//! `cargo xtask soak`: the simulated district, people who write in one text at once, or hostile changes
//! upon each other, for as long as somebody likes.

use std::process::ExitCode;

use crate::bench;
use crate::house::House;
use crate::options::Options;
use crate::trouble::Trouble;

/// # Errors
/// Nothing is asked for, or more than one thing; it does not compile; or a seed failed: it is printed.
pub(crate) fn forward(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let mut asked = Vec::new();
    for what in ["--sessions", "--doubts", "--admission"] {
        asked.extend(options.value(what)?.map(|count| (what, count)));
    }
    let [(what, count)] = &asked[..] else {
        return Err(Trouble::new(
            "for how many sessions, meetings in one text, or hostile stories?",
        )
        .advise("for example `--sessions 1000`, `--doubts 1000000` or `--admission 5000`"));
    };
    let soak = bench::measured(house, "soak").words([*what, count.as_str()]);
    soak.words(options.rest()).run().map(|()| ExitCode::SUCCESS)
}
