//! The people of the demo: names, numbers and offices are invented.

use paguyuban::access::Role;
use paguyuban::id::{DeviceId, MemberId, Ulid};

use super::dice::Dice;
use super::story::Person;

/// The villages of Kecamatan Sokaraja: the last digits of the code, and the name.
pub const VILLAGES: [(&str, &str); 18] = [
    ("33.02.19.2001", "Kalikidang"),
    ("33.02.19.2002", "Wiradadi"),
    ("33.02.19.2003", "Karangkedawung"),
    ("33.02.19.2004", "Sokaraja Tengah"),
    ("33.02.19.2005", "Sokaraja Kidul"),
    ("33.02.19.2006", "Klahang"),
    ("33.02.19.2007", "Banjarsari Kidul"),
    ("33.02.19.2008", "Sokaraja Wetan"),
    ("33.02.19.2009", "Jompo Kulon"),
    ("33.02.19.2010", "Banjaranyar"),
    ("33.02.19.2011", "Lemberang"),
    ("33.02.19.2012", "Karangduren"),
    ("33.02.19.2013", "Sokaraja Lor"),
    ("33.02.19.2014", "Kedondong"),
    ("33.02.19.2015", "Pamijen"),
    ("33.02.19.2016", "Sokaraja Kulon"),
    ("33.02.19.2017", "Karangnanas"),
    ("33.02.19.2018", "Karangrau"),
];

/// Name, what people call them, suffix of a degree. The first eighteen are the villages' secretaries.
const NAMES: [(&str, &str, &str); 26] = [
    ("Ratna Widyasmara", "Bu Ratna", "S.Sos."),
    ("Bagus Prasetyanto", "Mas Bagus", ""),
    ("Siti Khomariyahwati", "Bu Siti", "S.IP."),
    ("Agung Wicaksanaputra", "Pak Agung", "S.E."),
    ("Endah Lestariningwulan", "Bu Endah", ""),
    ("Tri Wahyudiarto", "Pak Tri", "A.Md."),
    ("Nurul Fadhilatunisa", "Mbak Nurul", "S.Pd."),
    ("Slamet Margiyonoto", "Pak Slamet", ""),
    ("Dewi Anjarsariwati", "Bu Dewi", "S.H."),
    ("Eko Purbaningratmo", "Pak Eko", "S.Kom."),
    ("Yuliana Setyowidi", "Bu Yuli", ""),
    ("Rohmat Subekhanto", "Pak Rohmat", ""),
    ("Wulan Kusumaningdyah", "Mbak Wulan", "S.AP."),
    ("Didik Harjantoro", "Pak Didik", "S.E."),
    ("Umi Salamatunah", "Bu Umi", ""),
    ("Heru Tjahyadiwan", "Pak Heru", "A.Md."),
    ("Fitri Mulyaningtyas", "Mbak Fitri", "S.Sos."),
    ("Joko Sarwendoyo", "Pak Joko", ""),
    ("Sigit Pramudyatama", "Pak Camat", "M.Si."),
    ("Lilis Handayaningratri", "Bu Lilis", "S.STP."),
    ("Arif Budimansyahri", "Mas Arif", "S.P."),
    ("Mega Purnamasariwi", "Mbak Mega", "S.T."),
    ("Teguh Widiyantorono", "Mas Teguh", ""),
    ("Anisa Rahmadhaniar", "Mbak Anisa", "S.Ak."),
    ("Sudarmo Wirayudanta", "Pak Darmo", ""),
    ("Mulyani Sastrowatiga", "Bu Mul", ""),
];

/// Who of them runs the forum: place in the list and the office.
pub(super) const OFFICES: [(usize, &str); 5] =
    [(2, "ketua"), (7, "wakil"), (0, "sekretaris"), (13, "bendahara"), (9, "unit_pelatihan")];
/// The chair.
pub(super) const CHAIR: usize = 2;
/// Who takes the minutes.
pub(super) const CLERK: usize = 0;
/// Who mentors others.
pub(super) const MENTORS: [usize; 7] = [9, 2, 7, 3, 8, 12, 16];
/// Secretaries in the list.
pub(super) const SECRETARIES: usize = 18;

/// Everybody, in the order of the list.
pub(super) fn people(dice: &mut Dice) -> Vec<Person> {
    (0..NAMES.len()).map(|number| person(number, dice)).collect()
}

fn person(number: usize, dice: &mut Dice) -> Person {
    let (full_name, nickname, suffix) = NAMES[number];
    let (position, position_status, status, role) = office(number);
    Person {
        member: MemberId(Ulid::new(super::START_MS + number as u64, dice.wide())),
        device: DeviceId(dice.next().to_be_bytes()),
        role,
        full_name,
        nickname,
        suffix,
        village: village(number),
        position,
        position_status,
        status,
        // no number of this block is given to anybody: the block after the operator's code is zero
        phone: format!("+62812000000{:02}", number + 1),
    }
}

fn village(number: usize) -> Option<&'static str> {
    match number {
        0..SECRETARIES => Some(VILLAGES[number].0),
        // an accountant, and two who used to be secretaries
        23 => Some(VILLAGES[3].0),
        24 => Some(VILLAGES[10].0),
        25 => Some(VILLAGES[14].0),
        _ => None,
    }
}

/// Position, its status, the person's status, and what the person may do.
fn office(number: usize) -> (&'static str, &'static str, &'static str, Role) {
    let secretary = "sekretaris_desa";
    match number {
        0 | 2 | 7 | 9 | 13 => (secretary, "definitif", "aktif", Role::Organiser),
        5 | 14 => (secretary, "plt", "aktif", Role::Member),
        11 => (secretary, "pj", "aktif", Role::Member),
        0..SECRETARIES => (secretary, "definitif", "aktif", Role::Member),
        18 => ("camat", "definitif", "aktif", Role::Viewer),
        19 => ("kasi_pemerintahan_kecamatan", "definitif", "aktif", Role::Viewer),
        20 | 21 => ("pendamping_desa", "definitif", "aktif", Role::Viewer),
        22 => ("pendamping_lokal_desa", "definitif", "aktif", Role::Viewer),
        23 => ("kaur_keuangan", "definitif", "aktif", Role::Member),
        24 => (secretary, "definitif", "pindah", Role::Viewer),
        _ => (secretary, "definitif", "purna", Role::Viewer),
    }
}
