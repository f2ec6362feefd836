//! Minutes and notes: the clerk writes, others mark attendance and correct, the chair approves.

use paguyuban::document::Edit;
use paguyuban::id::{DocId, Ulid};

use super::dice::Dice;
use super::meetings::{BOARD, DISTRICT, FREE, Meeting, ROUTINE, TRAINING};
use super::people::{CHAIR, CLERK, MENTORS, OFFICES, SECRETARIES};
use super::story::{Person, Session, add, amount, append, date, include, set, write};
use super::work_day;

/// What was held, the number of it, and on which working day.
const HELD: [(&Meeting, usize, usize); 20] = [
    (&ROUTINE, 1, 12),
    (&BOARD, 1, 21),
    (&ROUTINE, 2, 34),
    (&DISTRICT, 1, 47),
    (&ROUTINE, 3, 56),
    (&TRAINING, 1, 70),
    (&ROUTINE, 4, 78),
    (&BOARD, 2, 85),
    (&ROUTINE, 5, 100),
    (&ROUTINE, 6, 122),
    (&DISTRICT, 2, 131),
    (&ROUTINE, 7, 144),
    (&BOARD, 3, 152),
    (&ROUTINE, 8, 166),
    (&TRAINING, 2, 180),
    (&ROUTINE, 9, 188),
    (&ROUTINE, 10, 210),
    (&BOARD, 4, 222),
    (&ROUTINE, 11, 254),
    (&ROUTINE, 12, 280),
];
/// Minutes of the newest are not approved yet.
const OPEN: usize = 2;
/// Of the points of an agenda: room before, between and behind.
const ORDERS: [&str; 6] = ["D", "H", "M", "S", "X", "f"];

pub(super) fn sessions(people: &[Person], dice: &mut Dice) -> Vec<Session> {
    let mut sessions = Vec::new();
    for (place, (meeting, number, day)) in HELD.iter().enumerate() {
        let minutes = Minutes::new(meeting, *number, work_day(*day), people, dice);
        sessions.push(minutes.taken(dice));
        sessions.extend(minutes.attended(dice));
        sessions.push(minutes.corrected(dice));
        sessions.push(if place + OPEN < HELD.len() {
            minutes.approved()
        } else {
            minutes.doubted()
        });
    }
    let free = (0..).zip(FREE);
    sessions.extend(free.flat_map(|(number, (title, body))| note(number, title, body, dice)));
    sessions
}

struct Minutes<'a> {
    meeting: &'static Meeting,
    number: usize,
    day_s: i64,
    people: &'a [Person],
    doc: DocId,
    points: Vec<String>,
    decisions: Vec<String>,
    follow_ups: Vec<String>,
}

impl<'a> Minutes<'a> {
    fn new(
        meeting: &'static Meeting,
        number: usize,
        day_s: i64,
        people: &'a [Person],
        dice: &mut Dice,
    ) -> Self {
        let at_ms = u64::try_from(day_s * 1000).unwrap_or_default();
        let mut names = |count: usize| -> Vec<String> {
            (0..count).map(|_| Ulid::new(at_ms, dice.wide()).to_string()).collect()
        };
        let points = names(meeting.agenda.len());
        let decisions = names(meeting.decisions.len());
        let follow_ups = names(meeting.follow_ups.len());
        let doc = DocId::note(Ulid::new(at_ms, dice.wide()));
        Self { meeting, number, day_s, people, doc, points, decisions, follow_ups }
    }

    fn member(&self, place: usize) -> String {
        self.people[place].member.to_string()
    }

    /// By the clerk, while the others talk.
    fn taken(&self, dice: &mut Dice) -> Session {
        let mut session = Session::new(CLERK, self.doc.clone(), self.day_s + 9 * 3600);
        session = session.commit(vec![
            set("form", "notulensi"),
            set("title", self.meeting.title.replace("{n}", &self.number.to_string())),
            set("meeting_kind", self.meeting.kind),
            set("date", date(self.day_s)),
            set("start", "09:00"),
            set("end", "11:30"),
            set("place", self.meeting.place),
            set("state", "draf"),
        ]);
        session = session.commit(vec![
            set("chair", self.member(CHAIR)),
            set("moderator", self.member(dice.pick(&MENTORS))),
            include("note_takers", self.member(CLERK)),
            include("speakers", self.member(dice.pick(&MENTORS))),
        ]);
        for ((point, (title, said)), order) in
            self.points.iter().zip(self.meeting.agenda).zip(ORDERS)
        {
            let path = format!("agenda/{point}");
            session = session.commit(vec![
                add("agenda", point.clone()),
                set(format!("{path}/order"), order),
                set(format!("{path}/title"), *title),
            ]);
            session = session.commit(vec![write(format!("{path}/discussion"), *said)]);
        }
        session.commit(self.decided()).commit(self.promised(dice))
    }

    fn decided(&self) -> Vec<Edit> {
        let decisions = self.decisions.iter().zip(self.meeting.decisions);
        let edits = decisions.flat_map(|(decision, (text, rupiah))| {
            let path = format!("decisions/{decision}");
            let mut edits = vec![
                add("decisions", decision.clone()),
                set(format!("{path}/text"), *text),
                set(format!("{path}/owner"), self.member(CHAIR)),
            ];
            edits.extend(rupiah.map(|rupiah| amount(format!("{path}/amount_rp"), rupiah)));
            edits
        });
        edits.collect()
    }

    fn promised(&self, dice: &mut Dice) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (follow_up, what) in self.follow_ups.iter().zip(self.meeting.follow_ups) {
            let path = format!("follow_ups/{follow_up}");
            let due_s = self.day_s + (7 + dice.below(14) as i64) * 24 * 3600;
            edits.push(add("follow_ups", follow_up.clone()));
            edits.push(set(format!("{path}/what"), *what));
            edits.push(set(format!("{path}/assignee"), self.member(dice.pick(&OFFICES).0)));
            edits.push(set(format!("{path}/due_on"), date(due_s)));
            edits.push(set(format!("{path}/state"), "open"));
        }
        edits
    }

    /// Two at the door, each with half of the list and out of the other's reach. On one name they do
    /// not agree.
    fn attended(&self, dice: &mut Dice) -> Vec<Session> {
        let doors = [(7, 0..SECRETARIES / 2 + 1), (13, SECRETARIES / 2..SECRETARIES)];
        let sessions = doors.into_iter().map(|(author, half)| {
            let edits = half.map(|place| {
                let came = match dice.below(20) {
                    _ if place == SECRETARIES / 2 && author == 7 => "izin",
                    _ if place == CHAIR || place == CLERK => "hadir",
                    0 => "sakit",
                    1 | 2 => "izin",
                    3 => "tanpa_kabar",
                    4 => "daring",
                    _ => "hadir",
                };
                set(format!("attendance/{}", self.member(place)), came)
            });
            let edits = edits.collect();
            let at_s = self.day_s + 9 * 3600 + 900 + author as i64 * 60;
            Session::new(author, self.doc.clone(), at_s).out_of_reach().commit(edits)
        });
        sessions.collect()
    }

    /// Somebody adds to a point in the evening, and the summary is written.
    fn corrected(&self, dice: &mut Dice) -> Session {
        let place = dice.below(self.points.len());
        let path = format!("agenda/{}/discussion", self.points[place]);
        let more = " Disepakati dibahas lagi pada rapat berikutnya bila belum selesai.";
        let summary = format!(
            "Rapat dibuka oleh ketua dan dihadiri pengurus serta anggota. {}",
            self.meeting.agenda.last().map_or("", |(_, said)| *said)
        );
        Session::new(dice.pick(&MENTORS), self.doc.clone(), self.day_s + 19 * 3600)
            .commit(vec![append(path, self.meeting.agenda[place].1, more)])
            .commit(vec![write("body", summary)])
    }

    fn approved(&self) -> Session {
        let session = Session::new(CHAIR, self.doc.clone(), self.day_s + 3 * 24 * 3600);
        let follow_ups = self.follow_ups.iter().flat_map(|follow_up| {
            let path = format!("follow_ups/{follow_up}");
            let done = date(self.day_s + 2 * 24 * 3600);
            [set(format!("{path}/state"), "done"), set(format!("{path}/done_on"), done)]
        });
        let disputed = format!("attendance/{}", self.member(SECRETARIES / 2));
        let session = session
            .commit(follow_ups.collect())
            .commit(vec![set(disputed, "hadir"), set("state", "disahkan")]);
        Session { approves: true, ..session }
    }

    /// Nobody has settled who was there.
    fn doubted(&self) -> Session {
        let session = Session::new(CLERK, self.doc.clone(), self.day_s + 26 * 3600);
        session.commit(vec![set("state", "ditinjau")])
    }
}

/// Begun by one, gone on with by another.
fn note(number: usize, title: &str, body: &str, dice: &mut Dice) -> Vec<Session> {
    let at_s = work_day(40 + number * 60) + 20 * 3600;
    let at_ms = u64::try_from(at_s * 1000).unwrap_or_default();
    let doc = DocId::note(Ulid::new(at_ms, dice.wide()));
    let half = body.find('\n').map_or(body.len(), |end| end + 1);
    let (first, rest) = body.split_at(half);
    let author = dice.pick(&MENTORS);
    let begun = Session::new(author, doc.clone(), at_s)
        .commit(vec![set("form", "bebas"), set("title", title), set("date", date(at_s))])
        .commit(vec![write("body", first)]);
    let other = if author == CHAIR { CLERK } else { CHAIR };
    let edits = vec![append("body", first, rest)];
    vec![begun, Session::new(other, doc, at_s + 2 * 24 * 3600).commit(edits)]
}
