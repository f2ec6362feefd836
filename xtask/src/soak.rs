//! `cargo xtask soak`: the simulated district, for as long as somebody likes.

use std::process::ExitCode;

use crate::bench;
use crate::house::House;
use crate::options::Options;
use crate::trouble::Trouble;

/// # Errors
/// `--sessions` is missing, the district does not compile, or a seed failed: it is printed.
pub(crate) fn forward(house: &House, mut options: Options) -> Result<ExitCode, Trouble> {
    let sessions = options.value("--sessions")?.ok_or_else(|| {
        Trouble::new("for how many sessions?")
            .advise("for example `cargo xtask soak --sessions 1000`")
    })?;
    let district = bench::measured(house, "soak").words(["--sessions", &sessions]);
    district.words(options.rest()).run().map(|()| ExitCode::SUCCESS)
}
