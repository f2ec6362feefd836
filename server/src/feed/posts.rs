//! Which positions are held.

use super::fields::string;
use super::gather::Fields;

/// Positions that every village has.
pub(super) const USUAL_POSTS: [&str; 8] = [
    "kepala_desa",
    "sekretaris_desa",
    "kaur_tata_usaha_umum",
    "kaur_keuangan",
    "kaur_perencanaan",
    "kasi_pemerintahan",
    "kasi_kesejahteraan",
    "kasi_pelayanan",
];
/// Positions that several people hold in one village.
const SHARED_POSTS: [&str; 4] =
    ["kepala_dusun", "staf", "pendamping_desa", "pendamping_lokal_desa"];

/// Whether somebody holds a position on this day, and who.
pub(super) fn post(
    own: &[&(&str, &Fields)],
    position: &str,
    today: &str,
) -> (&'static str, Vec<String>) {
    let in_office = |one: &Fields| {
        let until = string(one, "until");
        string(one, "from").unwrap_or_default() <= today && until.is_none_or(|until| until > today)
    };
    let now: Vec<&Fields> = own.iter().map(|one| one.1).filter(|one| in_office(one)).collect();
    let mut holders: Vec<String> = Vec::new();
    for holder in now.iter().filter_map(|one| string(one, "holder")) {
        if !holders.iter().any(|one| one == holder) {
            holders.push(holder.to_owned());
        }
    }
    let acting = now.iter().any(|one| matches!(string(one, "position_status"), Some("plt" | "pj")));
    let state = if holders.len() > 1 && !SHARED_POSTS.contains(&position) {
        "asked"
    } else if now.is_empty() && own.iter().any(|one| string(one.1, "until").is_some()) {
        "vacant"
    } else if now.is_empty() {
        "unknown"
    } else if acting {
        "acting"
    } else {
        "held"
    };
    (state, holders)
}
