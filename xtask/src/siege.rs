//! `cargo xtask siege`: a relay under attack while honest phones write.

use std::process::ExitCode;

use crate::bench;
use crate::house::House;
use crate::options::Options;
use crate::relay::{self, Profile};
use crate::trouble::Trouble;

/// # Errors
/// It does not compile, or the relay did not hold: the figures are printed.
pub(crate) fn forward(house: &House, options: Options) -> Result<ExitCode, Trouble> {
    // one that was built before is attacked as it is
    relay::build(house, Profile::Release)?;
    bench::measured(house, "siege").words(options.rest()).run().map(|()| ExitCode::SUCCESS)
}
