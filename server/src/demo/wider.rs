//! What else a forum writes down: events, problems of villages, positions, grades.

use paguyuban::document::Edit;
use paguyuban::id::{DocId, Ulid};

use super::dice::Dice;
use super::people::{CHAIR, CLERK, MENTORS, SECRETARIES, VILLAGES};
use super::story::{Person, Session, add, date, include, set, write};
use super::work_day;

/// Title, kind, place, on which working day, and what it is about. The last ones are still to come.
const EVENTS: [(&str, &str, &str, usize, &str); 4] = [
    (
        "Pelatihan Siskeudes dasar",
        "pelatihan",
        "Balai Desa Karangkedawung",
        150,
        "Bawa laptop dan contoh APB desa masing-masing.",
    ),
    (
        "Kunjungan belajar layanan desa",
        "musyawarah_kerja",
        "Balai Desa Sokaraja Kulon",
        240,
        "Melihat papan layanan dan arsip digital.",
    ),
    (
        "Pelatihan konsideran produk hukum desa",
        "pelatihan",
        "Aula Kecamatan Sokaraja",
        308,
        "Narasumber dari anggota sendiri. Bawa satu rancangan peraturan desa.",
    ),
    (
        "Musyawarah kerja tahunan",
        "musyawarah_kerja",
        "Aula Kecamatan Sokaraja",
        320,
        "Laporan pengurus dan rencana tahun depan.",
    ),
];
/// Those that were held.
const HELD: usize = 2;

/// Category, title, severity, where it stands, competence, and how it was solved.
const PROBLEMS: [(&str, &str, &str, &str, &str, &str); 8] = [
    (
        "siskeudes_teknis",
        "SPP tidak bisa dicetak setelah pembaruan",
        "2",
        "solved",
        "K2",
        "Dipasang ulang bersama operator desa tetangga.",
    ),
    ("administrasi_laporan", "Laporan realisasi terlambat dua bulan", "3", "handled", "K5", ""),
    ("pemahaman_regulasi", "Peraturan desa memakai dasar hukum lama", "2", "open", "K6", ""),
    ("beban_menumpuk", "Satu orang memegang tiga urusan", "2", "open", "K4", ""),
    (
        "perangkat_keras_jaringan",
        "Komputer kantor sering mati sendiri",
        "1",
        "solved",
        "K1",
        "Catu daya diganti dari kas desa.",
    ),
    ("koordinasi_perangkat", "Kepala dusun jarang hadir rapat", "1", "open", "K7", ""),
    ("temuan_pemeriksaan", "Bukti belanja belum lengkap", "3", "handled", "K5", ""),
    ("partisipasi_musyawarah", "Warga sedikit yang datang", "1", "open", "K7", ""),
];

pub(super) fn sessions(people: &[Person], seed: u64) -> Vec<Session> {
    // of its own, so that the rest of the year stays as it is
    let mut dice = Dice::new(seed ^ 0x5eed);
    let mut sessions = vec![posts(people, &mut dice)];
    sessions.extend((0..EVENTS.len()).flat_map(|place| event(people, place, &mut dice)));
    sessions.extend((0..PROBLEMS.len()).map(|place| problem(place, &mut dice)));
    sessions.extend((0..6).flat_map(|who| grades(people, who * 3, &mut dice)));
    sessions
}

fn name(at_s: i64, dice: &mut Dice) -> Ulid {
    Ulid::new(u64::try_from(at_s * 1000).unwrap_or_default(), dice.wide())
}

/// Every secretary in office, and who was before in some villages.
fn posts(people: &[Person], dice: &mut Dice) -> Session {
    let at_s = work_day(9) + 10 * 3600;
    let mut session = Session::new(CLERK, doc("posts"), at_s);
    for (who, (village, _)) in (0..SECRETARIES).zip(VILLAGES) {
        let tenure = |holder: usize, from: &str, dice: &mut Dice| -> (String, Vec<Edit>) {
            let key = name(at_s, dice).to_string();
            let path = format!("tenures/{key}");
            let edits = vec![
                add("tenures", key),
                set(format!("{path}/village_code"), village),
                set(format!("{path}/position"), "sekretaris_desa"),
                set(format!("{path}/holder"), people[holder].member.to_string()),
                set(format!("{path}/position_status"), people[holder].position_status),
                set(format!("{path}/from"), from),
            ];
            (path, edits)
        };
        if who % 6 == 2 {
            let (path, mut edits) = tenure((who + 6) % 18, "2019-03-01", dice);
            edits.push(set(format!("{path}/until"), "2022-06-30"));
            edits.push(set(format!("{path}/left_by"), "rotated"));
            session = session.commit(edits);
        }
        session = session.commit(tenure(who, "2022-07-01", dice).1);
    }
    session
}

fn event(people: &[Person], place: usize, dice: &mut Dice) -> Vec<Session> {
    let (title, kind, at, day, about) = EVENTS[place];
    let day_s = work_day(day);
    let planned_s = work_day(day.min(290) - 12) + 9 * 3600;
    let event = doc(&format!("event/{}", name(planned_s, dice)));
    let member = |who: usize| people[who].member.to_string();
    let invited = (0..SECRETARIES).map(|who| include("invited", member(who)));
    let planned = Session::new(CLERK, event.clone(), planned_s)
        .commit(vec![
            set("title", title),
            set("meeting_kind", kind),
            set("date", date(day_s)),
            set("start", "09:00"),
            set("end", "12:00"),
            set("place", at),
            set("state", if place < HELD { "selesai" } else { "rencana" }),
            write("about", about),
            include("speakers", member(dice.pick(&MENTORS))),
        ])
        .commit(invited.collect());
    let said = (0..SECRETARIES).step_by(2).map(|who| {
        let word = if dice.chance(85) { "yes" } else { "no" };
        set(format!("promised/{}", member(who)), word)
    });
    let answered = Session::new(CHAIR, event.clone(), planned_s + 3 * 24 * 3600);
    let mut sessions = vec![planned, answered.commit(said.collect())];
    if place < HELD {
        let words = ["hadir", "hadir", "hadir", "hadir", "izin", "tanpa_kabar"];
        let marks = (0..SECRETARIES)
            .map(|who| set(format!("attendance/{}", member(who)), dice.pick(&words)))
            .collect();
        let guests = Edit::Increment { path: "guests".to_owned(), by: 4 };
        let there = Session::new(CLERK, event, day_s + 9 * 3600);
        sessions.push(there.commit(marks).commit(vec![guests]));
    }
    sessions
}

fn problem(place: usize, dice: &mut Dice) -> Session {
    let (category, title, severity, state, competence, solution) = PROBLEMS[place];
    let at_s = work_day(60 + place * 28) + 14 * 3600;
    let (village, _) = VILLAGES[(place * 5) % VILLAGES.len()];
    let key = name(at_s, dice).to_string();
    let path = format!("problems/{key}");
    let mut edits = vec![
        add("problems", key),
        set(format!("{path}/title"), title),
        set(format!("{path}/category"), category),
        set(format!("{path}/severity"), severity),
        set(format!("{path}/problem_state"), state),
        set(format!("{path}/since"), date(at_s - 20 * 24 * 3600)),
        set(format!("{path}/target_on"), date(at_s + 45 * 24 * 3600)),
        include(format!("{path}/competences"), competence),
    ];
    if !solution.is_empty() {
        edits.push(write(format!("{path}/solution"), solution));
        edits.push(set(format!("{path}/solved_on"), date(at_s + 30 * 24 * 3600)));
    }
    Session::new(CLERK, doc(&format!("problems/{village}")), at_s).commit(edits)
}

/// Two who assess one person, what they agreed on, and what the person thinks.
fn grades(people: &[Person], who: usize, dice: &mut Dice) -> Vec<Session> {
    let at_s = work_day(160 + who) + 15 * 3600;
    let person = people[who].member;
    let scores = |assessor: usize, dice: &mut Dice| -> Vec<Edit> {
        let assessor = people[assessor].member;
        let grade = |number: usize, dice: &mut Dice| {
            let grade = (1 + dice.below(3) + dice.below(2)).to_string();
            set(format!("scores/K{number}:{assessor}"), grade)
        };
        (1..=9).map(|number| grade(number, dice)).collect()
    };
    let assessment = doc(&format!("assessment/{person}/2026-1"));
    let first = scores(CHAIR, dice);
    let second = scores(CLERK, dice);
    let agreed = (1..=9)
        .map(|number| set(format!("agreed/K{number}"), (1 + dice.below(4)).to_string()))
        .collect();
    let own = (1..=9)
        .map(|number| set(format!("own_grades/K{number}"), (2 + dice.below(3)).to_string()))
        .collect();
    vec![
        Session::new(who, doc(&format!("own/{person}/2026-1")), at_s).commit(own),
        Session::new(CHAIR, assessment.clone(), at_s + 3_600).commit(first),
        Session::new(CLERK, assessment, at_s + 7_200).commit(second).commit(agreed),
    ]
}

fn doc(name: &str) -> DocId {
    match name.parse() {
        Ok(doc) => doc,
        Err(_) => unreachable!("the demo names documents that can be"),
    }
}
