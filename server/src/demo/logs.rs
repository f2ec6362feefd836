//! Mentoring entries: a mentor writes one on the day, the village adds to it some days later.

use paguyuban::document::Edit;
use paguyuban::id::{DocId, Ulid};

use super::dice::Dice;
use super::people::{MENTORS, SECRETARIES, VILLAGES};
use super::story::{Person, Session, add, amount, append, date, include, set, write};
use super::topics::{TOPICS, Topic};
use super::{WORK_DAYS, work_day};

const ENTRIES: usize = 220;
/// The newest are plans.
const PLANNED: usize = 9;
const MEDIA: [&str; 6] = ["langsung", "langsung", "langsung", "wa_pribadi", "telepon", "video"];
const STARTS: [(&str, &str); 5] = [
    ("08:30", "10:00"),
    ("09:00", "11:30"),
    ("10:00", "12:00"),
    ("13:00", "14:30"),
    ("13:30", "15:30"),
];

pub(super) fn sessions(people: &[Person], dice: &mut Dice) -> Vec<Session> {
    let mut sessions = Vec::new();
    for number in 0..ENTRIES {
        let entry = Entry::new(number, dice);
        sessions.push(entry.written(people, dice));
        if entry.state == "selesai" && dice.chance(65) {
            sessions.push(entry.continued(people, dice));
        }
    }
    sessions
}

fn state(number: usize, dice: &mut Dice) -> &'static str {
    match dice.below(100) {
        _ if number >= ENTRIES - PLANNED => "rencana",
        0..3 => "batal",
        3..6 => "ditunda",
        _ => "selesai",
    }
}

struct Entry {
    doc: DocId,
    path: String,
    topic: &'static Topic,
    village: usize,
    mentor: usize,
    day_s: i64,
    state: &'static str,
    /// The name of something promised.
    follow_up: Option<String>,
    notes: String,
}

impl Entry {
    fn new(number: usize, dice: &mut Dice) -> Self {
        let day = 10 + number * (WORK_DAYS - 14) / ENTRIES;
        let day_s = work_day(day);
        // every village in turn, and some of them more often
        let village = if dice.chance(70) { number % SECRETARIES } else { dice.below(SECRETARIES) };
        let others = MENTORS.iter().filter(|mentor| **mentor != village);
        let others: Vec<usize> = others.copied().collect();
        let topic = &TOPICS[dice.below(TOPICS.len())];
        let (name, year) = (VILLAGES[village].1, date(day_s)[..4].to_owned());
        let count = 2 + dice.below(topic.notes.len() - 1);
        let notes: Vec<String> =
            topic.notes.iter().take(count).map(|line| line.replace("{desa}", name)).collect();
        let at_ms = u64::try_from(day_s * 1000).unwrap_or_default();
        let doc = format!("log/{}/{year}", VILLAGES[village].0);
        Self {
            // made of a known village and year
            doc: doc.parse().expect("a log's name"),
            path: format!("entries/{}", Ulid::new(at_ms, dice.wide())),
            topic,
            village,
            mentor: dice.pick(&others),
            day_s,
            state: state(number, dice),
            follow_up: dice.chance(45).then(|| Ulid::new(at_ms + 1, dice.wide()).to_string()),
            notes: notes.join(" "),
        }
    }

    fn at(&self, field: &str) -> String {
        format!("{}/{field}", self.path)
    }

    fn said(&self, line: &str) -> String {
        line.replace("{desa}", VILLAGES[self.village].1)
    }

    fn written(&self, people: &[Person], dice: &mut Dice) -> Session {
        let at_s = self.day_s + 15 * 3600 + dice.below(7_000) as i64;
        let session = Session::new(self.mentor, self.doc.clone(), at_s)
            .commit(self.facts(dice))
            .commit(self.people(people, dice))
            .commit(self.subject(dice));
        if self.state != "selesai" {
            return session;
        }
        let half = self.notes.find(". ").map_or(self.notes.len(), |end| end + 1);
        let (first, rest) = self.notes.split_at(half);
        session
            .commit(vec![write(self.at("notes"), first)])
            .commit(vec![append(self.at("notes"), first, rest)])
            .commit(vec![write(self.at("result"), self.said(self.topic.result))])
            .commit(self.promised(people, dice))
    }

    fn facts(&self, dice: &mut Dice) -> Vec<Edit> {
        let (start, end) = dice.pick(&STARTS);
        vec![
            add("entries", self.path.trim_start_matches("entries/")),
            set(self.at("kind"), self.topic.kind),
            set(self.at("date"), date(self.day_s)),
            set(self.at("start"), start),
            set(self.at("end"), end),
            set(self.at("state"), self.state),
            set(self.at("topic"), self.topic.topic),
        ]
    }

    fn people(&self, people: &[Person], dice: &mut Dice) -> Vec<Edit> {
        let mut edits = vec![
            include(self.at("villages"), VILLAGES[self.village].0),
            include(self.at("mentors"), people[self.mentor].member.to_string()),
            include(self.at("mentees"), people[self.village].member.to_string()),
            set(self.at("medium"), dice.pick(&MEDIA)),
            set(self.at("mentor_stance"), dice.pick(&["aktif", "aktif", "partisipatif", "pasif"])),
        ];
        if self.topic.kind == "pelatihan" {
            for guest in (0..SECRETARIES).filter(|guest| *guest != self.village) {
                if dice.chance(30) {
                    edits.push(include(self.at("mentees"), people[guest].member.to_string()));
                    edits.push(include(self.at("villages"), VILLAGES[guest].0));
                }
            }
        }
        edits
    }

    fn subject(&self, dice: &mut Dice) -> Vec<Edit> {
        let competences = self.topic.competences.iter();
        let mut edits: Vec<Edit> =
            competences.map(|competence| include(self.at("competences"), *competence)).collect();
        edits.push(include(self.at("problems"), self.topic.problem));
        edits.push(set(self.at("stage"), self.topic.stage));
        if dice.chance(25) {
            let rupiah = 25_000 * (1 + dice.below(30) as i64);
            edits.push(amount(self.at("amount_rp"), rupiah));
        }
        edits
    }

    fn promised(&self, people: &[Person], dice: &mut Dice) -> Vec<Edit> {
        let Some(follow_up) = &self.follow_up else {
            return Vec::new();
        };
        let path = self.at(&format!("follow_ups/{follow_up}"));
        let due_s = self.day_s + (7 + dice.below(30) as i64) * 24 * 3600;
        vec![
            add(self.at("follow_ups"), follow_up.clone()),
            set(format!("{path}/what"), self.topic.follow_up),
            set(format!("{path}/assignee"), people[self.village].member.to_string()),
            set(format!("{path}/due_on"), date(due_s)),
            set(format!("{path}/state"), "open"),
        ]
    }

    /// The village's own addition.
    fn continued(&self, people: &[Person], dice: &mut Dice) -> Session {
        let at_s = self.day_s + (1 + dice.below(9) as i64) * 24 * 3600 + 10 * 3600;
        let author = if people[self.village].member == people[self.mentor].member {
            self.mentor
        } else {
            self.village
        };
        let result = self.said(self.topic.result);
        let addition = append(self.at("result"), &result, format!(" {}", self.topic.later));
        let done = self.follow_up.iter().filter(|_| dice.chance(70)).flat_map(|follow_up| {
            let path = self.at(&format!("follow_ups/{follow_up}"));
            [set(format!("{path}/state"), "done"), set(format!("{path}/done_on"), date(at_s))]
        });
        let done = done.collect();
        Session::new(author, self.doc.clone(), at_s).commit(vec![addition]).commit(done)
    }
}
