//! `cargo xtask protocol`: writes the tables of the protocol anew from what the code says.

use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::program::Program;
use crate::trouble::Trouble;

/// The test that compares the tables writes them if it finds this.
const WRITE: &str = "PAGUYUBAN_WRITE_TABLES";

/// # Errors
/// Words that are not known, or the tables do not compile.
pub(crate) fn forward(house: &House, options: Options) -> Result<ExitCode, Trouble> {
    options.finish()?;
    Program::cargo(house.root())
        .words(["test", "--workspace", "--test", "protocol", "--", "the_tables"])
        .env(WRITE, "1")
        .run()
        .map(|()| ExitCode::SUCCESS)
}
