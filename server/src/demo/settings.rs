//! What the demo's forum calls itself, and its villages.

use paguyuban::id::DocId;

use super::people::{CHAIR, VILLAGES};
use super::story::{Session, set};
use super::work_day;

pub(super) fn session() -> Session {
    let villages = VILLAGES.map(|(code, name)| set(format!("villages/{code}"), name));
    Session::new(CHAIR, DocId::settings(), work_day(0) + 8 * 3600)
        .commit(vec![
            set("kecamatan", "Sokaraja"),
            set("kabupaten", "Banyumas"),
            set("time_zone", "wib"),
            set("letterhead/line_1", "PAGUYUBAN SEKRETARIS DESA"),
            set("letterhead/line_2", "KECAMATAN SOKARAJA, KABUPATEN BANYUMAS"),
        ])
        .commit(villages.into())
}
