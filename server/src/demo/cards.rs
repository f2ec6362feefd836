//! The members' cards: the clerk begins them, each person goes on with the own one.

use paguyuban::access::Role;
use paguyuban::document::Edit;
use paguyuban::id::DocId;

use super::dice::Dice;
use super::people::{CHAIR, CLERK, OFFICES};
use super::story::{Person, Session, date, include, set, write};
use super::work_day;

const BACKGROUNDS: [&str; 6] = [
    "Guru honorer, lalu staf desa",
    "Pegawai koperasi simpan pinjam",
    "Operator komputer kecamatan",
    "Perangkat desa sejak awal",
    "Wiraswasta percetakan",
    "Pendamping program pemberdayaan",
];
const EDUCATIONS: [&str; 4] = ["sma_smk", "d1_d3", "s1_d4", "s2"];
const NOTES: [&str; 4] = [
    "Mudah dihubungi setelah jam tiga sore.",
    "Lebih suka ditelepon daripada pesan suara.",
    "Bersedia mendampingi desa tetangga pada hari Rabu.",
    "Sedang menyelesaikan kuliah, Jumat sore tidak bisa.",
];
const YEAR_S: i64 = 365 * 24 * 3600;

pub(super) fn sessions(people: &[Person], dice: &mut Dice) -> Vec<Session> {
    let mut sessions = Vec::new();
    for number in 0..people.len() {
        let begun_s = work_day(number / 6) + 9 * 3600 + (number as i64 % 6) * 700;
        sessions.push(begun(people, number, begun_s));
        let writes = people[number].role != Role::Viewer;
        let author = if writes { number } else { CLERK };
        let own_s = work_day(5 + number / 4) + 13 * 3600 + dice.below(5_000) as i64;
        sessions.push(continued(people, number, author, own_s, dice));
    }
    sessions.extend(disputed(people));
    sessions
}

fn card(person: &Person) -> DocId {
    DocId::member(person.member)
}

fn begun(people: &[Person], number: usize, at_s: i64) -> Session {
    let person = &people[number];
    let mut name = vec![set("full_name", person.full_name), set("nickname", person.nickname)];
    name.extend((!person.suffix.is_empty()).then(|| set("title_suffix", person.suffix)));
    let mut office = vec![set("position", person.position), set("status", person.status)];
    office.push(set("position_status", person.position_status));
    office.extend(person.village.map(|village| set("village_code", village)));
    let forum = OFFICES.iter().filter(|(who, _)| *who == number);
    let role = forum.map(|(_, office)| set(format!("forum_roles/{office}/from"), "2025-01-15"));
    Session::new(CLERK, card(person), at_s)
        .commit(name)
        .commit(office)
        .commit(vec![set("phone", person.phone.clone())])
        .commit(role.collect())
}

fn continued(
    people: &[Person],
    number: usize,
    author: usize,
    at_s: i64,
    dice: &mut Dice,
) -> Session {
    let person = &people[number];
    let since_s = at_s - YEAR_S - dice.below(12) as i64 * YEAR_S / 2;
    let first = person.full_name.split(' ').next().unwrap_or_default().to_lowercase();
    let office = vec![
        set("decree_no", format!("141/{}/{}", 10 + dice.below(90), &date(since_s)[..4])),
        set("decree_on", date(since_s)),
        set("position_since", date(since_s + 14 * 24 * 3600)),
        set("service_since", date(since_s - dice.below(9) as i64 * YEAR_S)),
        set("appointment_route", dice.pick(&["penjaringan_penyaringan", "rotasi"])),
    ];
    let person_edits = vec![
        set("education", dice.pick(&EDUCATIONS)),
        set("prior_background", dice.pick(&BACKGROUNDS)),
        set("email", format!("{first}.{number}@paguyuban.example")),
    ];
    let consent = vec![
        set("consent/basis", "persetujuan tertulis"),
        set("consent/given_on", date(at_s)),
        set("consent/method", "formulir saat rapat"),
        set("consent/text_version", "2025-1"),
    ];
    let session = Session::new(author, card(person), at_s).commit(office).commit(person_edits);
    let session = session.commit(speaks_on(dice)).commit(consent);
    if dice.chance(40) { session.commit(vec![write("note", dice.pick(&NOTES))]) } else { session }
}

fn speaks_on(dice: &mut Dice) -> Vec<Edit> {
    let competences = (1..=9).filter(|_| dice.chance(30));
    competences.map(|number| include("can_speak_on", format!("K{number}"))).collect()
}

/// Two phones out of reach at once: numbers on which people disagree, and a card that was archived
/// by one while another wrote in it.
fn disputed(people: &[Person]) -> Vec<Session> {
    let mut sessions = Vec::new();
    for (number, day, digits) in [(4, 250, "77"), (10, 262, "88")] {
        let at_s = work_day(day) + 10 * 3600;
        let phone = |last: &str| vec![set("phone", format!("+62812000000{last}"))];
        sessions.push(Session::new(number, card(&people[number]), at_s).commit(phone(digits)));
        let chair = Session::new(CHAIR, card(&people[number]), at_s + 1_800);
        sessions.push(chair.out_of_reach().commit(phone("99")));
    }
    let (moved, at_s) = (card(&people[24]), work_day(270) + 11 * 3600);
    let archives = vec![set("archived_on", date(at_s)), set("status", "pindah")];
    sessions.push(Session::new(CLERK, moved.clone(), at_s).commit(archives));
    let edits = vec![set("email", "darmo.baru@paguyuban.example")];
    sessions.push(Session::new(CHAIR, moved, at_s + 600).out_of_reach().commit(edits));
    sessions
}
