//! Every chore of the project: `cargo xtask run`, `cargo xtask test`, and what they are made of.
//!
//! Top to bottom: [`house`] knows the folders, [`program`] calls other programs, [`setup`] installs
//! what is missing, [`web`] and [`relay`] build; one module per command uses them.

mod audit;
mod bench;
mod browse;
mod compile;
mod fuzz;
mod house;
mod options;
mod package;
mod program;
mod relay;
mod run;
mod say;
mod setup;
mod siege;
mod sizes;
mod soak;
mod stamp;
mod tables;
mod test;
mod tidy;
mod trouble;
mod web;

use std::process::ExitCode;

use crate::house::House;
use crate::options::Options;
use crate::trouble::Trouble;

const HELP: &str = "\
cargo xtask COMMAND

  run [--demo] [--listen ADDRESS] [--data DIR] [--release]
                       build everything, start the relay, print its address and an invitation
  test [--only rust|web|e2e]
                       install what the tests need and run all of them
  ci                   what .ci/run needs: the same as `test`
  web                  build the phone's module and the page into web/dist
  tidy                 check that files and functions stay short and nothing is left unfinished
  audit [--strict]     look at what comes from outside: licences, sources, versions, known weaknesses;
                       `--strict` fails also if these could not be asked for
  bench NAME [...]     measure: `bench sync` against a peer, `bench phone` in a slow browser; `--json`
  fuzz [--target NAME] [--runs N] [--seed S]
                       altered bytes for every decoder, for what packs anew, and for a whole relay
  siege [--hostile N] [--honest N] [--minutes N | --seconds N] [--weapon NAME] [--seed S]
                       attack a relay while honest phones write: what that costs them
  package [--page-as-it-is]
                       one static program, as a Debian package and for a container, in target/packages
  protocol             write docs/PROTOCOL-TABLES.md and the settings in docs/OPERATING.md anew from the code
  soak --sessions N [--seed S]
                       the simulated district for as long as you like
  soak --doubts N [--seed S]
                       people who write in one text at once: what nobody wrote is in doubt
  soak --admission N [--seed S]
                       hostile changes upon each other: whatever the relay admits, honest people go on
  storm [--seed S] [--minutes M]
                       three browsers that type as people do, on a relay that comes and goes
  pictures             what every screen looks like, on a phone and in the office, in target/pictures

The first `run` takes some minutes, because it compiles everything; the next one is quick.";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    match perform(&command, Options::from(words)) {
        Ok(code) => code,
        Err(trouble) => {
            say::trouble(&trouble);
            ExitCode::FAILURE
        }
    }
}

fn perform(command: &str, options: Options) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    match command {
        "run" => run::start(&house, options),
        "test" | "ci" => test::all(&house, options),
        "web" => options.finish().and_then(|()| web::build_alone(&house)),
        "tidy" => options.finish().and_then(|()| tidy::check(&house)),
        "audit" => audit::check(&house, options),
        "bench" => bench::forward(&house, options),
        "fuzz" => fuzz::forward(&house, options),
        "siege" => siege::forward(&house, options),
        "package" => package::make(&house, options),
        "protocol" => tables::forward(&house, options),
        "soak" => soak::forward(&house, options),
        "storm" => browse::storm(&house, options),
        "pictures" => browse::pictures(&house, options),
        "" | "help" | "--help" | "-h" => {
            say::line(HELP);
            Ok(ExitCode::SUCCESS)
        }
        other => Err(Trouble::new(format!("there is no command \"{other}\""))
            .advise("`cargo xtask help` lists them")),
    }
}
