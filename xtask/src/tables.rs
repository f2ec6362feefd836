//! `cargo xtask protocol`: writes the tables of the protocol and of settings anew from what the code says.

use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::program::Program;
use crate::trouble::Trouble;

/// The tests that compare the tables write them if it finds this.
const WRITE: &str = "PAGUYUBAN_WRITE_TABLES";

/// # Errors
/// Words that are not known, or the tables do not compile.
pub(crate) fn forward(house: &House, options: Options) -> Result<ExitCode, Trouble> {
    options.finish()?;
    Program::cargo(house.root())
        .words(["test", "--workspace", "--test", "protocol", "--test", "it", "--", "the_tables"])
        .env(WRITE, "1")
        .run()
        .map(|()| ExitCode::SUCCESS)
}
