//! Which columns a list has.

use crate::store::Table;

/// Columns that say something of people, or what somebody wrote of them. They are only where the key says so.
const PERSONAL: [&str; 8] = [
    "absent_names",
    "assignee_names",
    "excused_names",
    "holder_name",
    "mentee_names",
    "mentor_names",
    "present_names",
    "what",
];

/// The columns of a list, in their order. Their names are part of the protocol: new ones come at the end.
pub(super) fn columns(table: Table, personal: bool) -> Vec<&'static str> {
    let all: &'static str = match table {
        Table::Entries => {
            "id date village village_name kind medium competences topic state stage \
             mentors mentees amount_rp mentor_names mentee_names"
        }
        Table::FollowUps => {
            "of id date due_on state done_on village village_name what assignee_names"
        }
        Table::Events => {
            "id date time ends title place state present excused absent guests \
             present_names excused_names absent_names"
        }
        Table::Minutes => {
            "id date number title kind state decisions follow_ups follow_ups_done present \
             guests present_names"
        }
        Table::Problems => "id village village_name category severity since state target solved_on",
        Table::Posts => "id village village_name position post_state holder_name",
    };
    all.split(' ').filter(|name| personal || !PERSONAL.contains(name)).collect()
}
