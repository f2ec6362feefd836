//! The words after a command.

use crate::trouble::Trouble;

/// Words not yet understood; each command takes what it knows and then calls [`Options::finish`].
#[derive(Debug, Default)]
pub(crate) struct Options(Vec<String>);

impl Options {
    pub(crate) fn from(words: impl Iterator<Item = String>) -> Self {
        Self(words.collect())
    }

    /// Takes `--name` and says whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let at = self.0.iter().position(|word| word == name);
        at.map(|at| self.0.remove(at)).is_some()
    }

    /// Takes `--name VALUE` or `--name=VALUE`.
    ///
    /// # Errors
    /// The name is there and its value is not.
    pub(crate) fn value(&mut self, name: &str) -> Result<Option<String>, Trouble> {
        let joined = format!("{name}=");
        if let Some(at) = self.0.iter().position(|word| word.starts_with(&joined)) {
            return Ok(Some(self.0.remove(at).split_off(joined.len())));
        }
        let Some(at) = self.0.iter().position(|word| word == name) else {
            return Ok(None);
        };
        if at + 1 == self.0.len() {
            return Err(Trouble::new(format!("{name} needs a value after it")));
        }
        self.0.remove(at);
        Ok(Some(self.0.remove(at)))
    }

    /// Everything that is left, to be handed on as it is.
    pub(crate) fn rest(self) -> Vec<String> {
        self.0
    }

    /// # Errors
    /// A word is left that the command does not know.
    pub(crate) fn finish(self) -> Result<(), Trouble> {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(Trouble::new(format!("\"{word}\" is not understood here"))
                .advise("`cargo xtask help` lists the commands and their options")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn options(words: &[&str]) -> Options {
        Options::from(words.iter().map(|word| (*word).to_owned()))
    }

    #[test]
    fn flags_and_values_may_stand_in_any_order() {
        let mut given = options(&["--listen", "127.0.0.1:1", "--demo", "--data=here"]);
        assert_eq!(given.value("--data").unwrap().as_deref(), Some("here"));
        assert!(given.flag("--demo"));
        assert!(!given.flag("--release"));
        assert_eq!(given.value("--listen").unwrap().as_deref(), Some("127.0.0.1:1"));
        assert!(given.finish().is_ok());
    }

    #[test]
    fn an_unknown_word_and_a_missing_value_are_refused() {
        assert!(options(&["--dmeo"]).finish().is_err());
        assert!(options(&["--data"]).value("--data").is_err());
    }
}
