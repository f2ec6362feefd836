//! `cargo xtask fuzz`: altered bytes for every decoder, and for a whole relay.

use std::process::ExitCode;

use crate::bench;
use crate::house::House;
use crate::options::Options;
use crate::trouble::Trouble;

/// # Errors
/// It does not compile, or something broke: target, seed and input are printed.
pub(crate) fn forward(house: &House, options: Options) -> Result<ExitCode, Trouble> {
    bench::measured(house, "fuzz").words(options.rest()).run().map(|()| ExitCode::SUCCESS)
}
