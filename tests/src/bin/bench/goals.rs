//! What `docs` promise and this benchmark can judge.

use std::fmt;

/// One promise and what was measured.
#[derive(Debug)]
pub(crate) struct Goal {
    pub(crate) what: &'static str,
    pub(crate) measured: f64,
    pub(crate) at_most: f64,
    pub(crate) unit: &'static str,
}

impl Goal {
    fn holds(&self) -> bool {
        self.measured <= self.at_most
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = if self.holds() { "holds" } else { "MISSED" };
        let Self { what, measured, at_most, unit } = self;
        write!(f, "{verdict:<6}  {what}: {measured:.2} {unit}, at most {at_most:.2}")
    }
}

#[cfg(test)]
mod tests {
    use super::Goal;

    #[test]
    fn a_goal_that_is_just_reached_holds() {
        let goal = Goal { what: "bytes", measured: 1.5, at_most: 1.5, unit: "×" };
        assert_eq!(goal.to_string(), "holds   bytes: 1.50 ×, at most 1.50");
        assert!(Goal { measured: 1.51, ..goal }.to_string().starts_with("MISSED"));
    }
}
