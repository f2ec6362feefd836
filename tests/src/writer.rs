//! What people write: random edits that fit the document as it is shown.

use paguyuban::document::{Choice, Edit, Value, View};
use paguyuban::id::{DocId, DocKind, Ulid};

use crate::dice::Dice;

const WORDS: &[&str] =
    &["rapat", "desa", "pupuk", "air", "jalan", "🌾", "laporan", "Rp", "é", "musyawarah", "."];
const REGISTERS: &[&str] = &["full_name", "nickname", "phone", "email", "archived_on", "position"];

/// Who writes and when.
pub(crate) struct Writer<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) now_ms: u64,
    pub(crate) members: &'a [String],
}

impl Writer<'_> {
    /// The next edit of a document that looks like this.
    pub(crate) fn edit(&mut self, doc: &DocId, view: Option<&View>) -> Edit {
        if let Some(edit) = view.filter(|_| self.dice.once_in(4)).and_then(|view| self.settle(view))
        {
            return edit;
        }
        match doc.kind() {
            DocKind::Member => self.card(),
            DocKind::Log | DocKind::Private => self.log(view),
            DocKind::Note | DocKind::Board => self.note(view),
            DocKind::Assessment => self.set("agreed/K1"),
            DocKind::Settings => self.settings(),
            DocKind::Event => self.event(),
            DocKind::Problems => self.problems(view),
            DocKind::Posts => self.posts(view),
            DocKind::Own => self.set("own_grades/K1"),
        }
    }

    fn settle(&mut self, view: &View) -> Option<Edit> {
        if let Some(conflict) = self.dice.pick(&view.conflicts) {
            let version = self.dice.pick(&conflict.versions)?.id.clone();
            return Some(Edit::Settle { path: conflict.path.clone(), version });
        }
        let doubt = self.dice.pick(&view.doubts)?;
        let choice = *self.dice.pick(&[Choice::A, Choice::B, Choice::Merged])?;
        let (path, doubt) = (doubt.path.clone(), doubt.id.clone());
        Some(Edit::SettleSentence { path, doubt, choice })
    }

    fn card(&mut self) -> Edit {
        match self.dice.below(9) {
            0 => self.member_of_set("can_speak_on", &["K1", "K2", "K3"]),
            1 => self.splice("note"),
            // two cards of one person, and two again
            2 => {
                let member = self.dice.pick(self.members).filter(|_| !self.dice.once_in(3));
                let value = member.cloned().map_or(Value::Null, Value::Text);
                Edit::Set { path: "merged_into".to_owned(), value }
            }
            _ => {
                let field = *self.dice.pick(REGISTERS).unwrap_or(&"full_name");
                self.set(field)
            }
        }
    }

    fn settings(&mut self) -> Edit {
        match self.dice.below(5) {
            0 => self.member_of_set("retired", &["position:staf", "medium:video"]),
            1 => self.set("villages/33.02.19.2003"),
            2 => self.set("labels/position:staf"),
            3 => match self.dice.once_in(2) {
                true => self.add("terms"),
                false => self.set("order/position:staf"),
            },
            _ => self.set("kecamatan"),
        }
    }

    fn set(&mut self, path: &str) -> Edit {
        let number = self.dice.below(4);
        let value = match path.rsplit('/').next().unwrap_or_default() {
            "K1" => number.to_string(),
            "phone" => format!("+6281200000{number}"),
            "email" => format!("nama{number}@contoh.id"),
            "archived_on" if number > 0 => String::new(),
            "archived_on" | "date" | "due_on" | "done_on" => format!("2026-03-1{number}"),
            "position" => "kaur_keuangan".to_owned(),
            "state" => {
                (*self.dice.pick(&["open", "done", "dropped"]).unwrap_or(&"open")).to_owned()
            }
            "order" | "position:staf" => format!("a{}", number + 1),
            _ => format!("Nama {number}"),
        };
        Edit::Set { path: path.to_owned(), value: Value::Text(value) }
    }

    fn member_of_set(&mut self, path: &str, keys: &[&str]) -> Edit {
        let key = (*self.dice.pick(keys).unwrap_or(&"")).to_owned();
        let path = path.to_owned();
        if self.dice.once_in(3) { Edit::Exclude { path, key } } else { Edit::Include { path, key } }
    }

    fn log(&mut self, view: Option<&View>) -> Edit {
        let Some(entry) = self.record(view, "entries") else {
            return self.add("entries");
        };
        let tasks = format!("{entry}/follow_ups");
        match self.dice.below(8) {
            0 => self.member_of_set(&format!("{entry}/competences"), &["K1", "K4", "K9"]),
            1 | 2 => self.splice(&format!("{entry}/notes")),
            3 => match self.record(view, &tasks) {
                Some(task) => self.set(&format!("{task}/state")),
                None => self.add(&tasks),
            },
            4 => self.add(&tasks),
            5 => self.set(&format!("{entry}/archived_on")),
            _ => self.set(&format!("{entry}/topic")),
        }
    }

    fn note(&mut self, view: Option<&View>) -> Edit {
        match self.dice.below(11) {
            0 => self.set("title"),
            6 => {
                let state = *self.dice.pick(&["draf", "disahkan", "disahkan"]).unwrap_or(&"draf");
                Edit::Set { path: "state".to_owned(), value: Value::from(state) }
            }
            7 => {
                let member = self.dice.pick(self.members).cloned().unwrap_or_default();
                let heads = view.map(|view| view.heads.iter().map(ToString::to_string).collect());
                let heads: Vec<String> = heads.unwrap_or_default();
                let value = Value::Text(heads.join(" "));
                Edit::Set { path: format!("approvals/{member}"), value }
            }
            1 => match self.record(view, "agenda") {
                Some(point) => self.splice(&format!("{point}/discussion")),
                None => self.add("agenda"),
            },
            2 => match self.record(view, "agenda") {
                Some(point) => self.set(&format!("{point}/order")),
                None => self.add("agenda"),
            },
            3 => self.add("decisions"),
            // who runs the earlier version cannot, and is refused
            5 => Edit::Increment { path: "guests".to_owned(), by: self.dice.below(5) as i64 - 1 },
            4 => {
                let member = self.dice.pick(self.members).cloned().unwrap_or_default();
                let word = *self.dice.pick(&["hadir", "izin", "sakit"]).unwrap_or(&"hadir");
                Edit::Set { path: format!("attendance/{member}"), value: Value::from(word) }
            }
            _ => self.splice("body"),
        }
    }

    fn event(&mut self) -> Edit {
        match self.dice.below(7) {
            0 => self.set("title"),
            1 => self.member_of_set("competences", &["K1", "K4", "K9"]),
            2 => Edit::Increment { path: "guests".to_owned(), by: self.dice.below(5) as i64 - 1 },
            3 => self.splice("about"),
            4 => self.set("archived_on"),
            said => {
                let member = self.dice.pick(self.members).cloned().unwrap_or_default();
                let (map, words) = match said {
                    5 => ("promised", ["yes", "no"]),
                    _ => ("attendance", ["hadir", "izin"]),
                };
                let word = *self.dice.pick(&words).unwrap_or(&words[0]);
                Edit::Set { path: format!("{map}/{member}"), value: Value::from(word) }
            }
        }
    }

    fn problems(&mut self, view: Option<&View>) -> Edit {
        let Some(problem) = self.record(view, "problems") else {
            return self.add("problems");
        };
        match self.dice.below(6) {
            0 => self.member_of_set(&format!("{problem}/competences"), &["K1", "K4", "K9"]),
            1 => self.splice(&format!("{problem}/detail")),
            2 => self.set(&format!("{problem}/archived_on")),
            3 => {
                let word = *self.dice.pick(&["open", "handled", "solved"]).unwrap_or(&"open");
                let path = format!("{problem}/problem_state");
                Edit::Set { path, value: Value::from(word) }
            }
            _ => self.set(&format!("{problem}/title")),
        }
    }

    fn posts(&mut self, view: Option<&View>) -> Edit {
        let Some(tenure) = self.record(view, "tenures") else {
            return self.add("tenures");
        };
        match self.dice.below(4) {
            0 => self.set(&format!("{tenure}/archived_on")),
            1 => self.set(&format!("{tenure}/position")),
            2 => {
                let holder = self.dice.pick(self.members).cloned().unwrap_or_default();
                Edit::Set { path: format!("{tenure}/holder"), value: Value::Text(holder) }
            }
            _ => self.set(&format!("{tenure}/decree_no")),
        }
    }

    /// [`fit`] moves it into the text that the field shows.
    fn splice(&mut self, path: &str) -> Edit {
        let words = 1 + self.dice.below(3);
        let text: Vec<&str> = (0..words).filter_map(|_| self.dice.pick(WORDS).copied()).collect();
        let (at, delete) = (self.dice.roll() as u32, self.dice.below(4) as u32);
        Edit::Splice { path: path.to_owned(), at, delete, insert: format!("{} ", text.join(" ")) }
    }

    fn add(&mut self, path: &str) -> Edit {
        let key = Ulid::new(self.now_ms, u128::from(self.dice.roll())).to_string();
        Edit::Add { path: path.to_owned(), key }
    }

    /// The path of one of the records there; now and then none, so that more are added.
    fn record(&mut self, view: Option<&View>, path: &str) -> Option<String> {
        let Some(Value::Map(records)) = view.and_then(|view| view.at(path)) else {
            return None;
        };
        let keys: Vec<&String> = records.keys().collect();
        if keys.len() < 3 && self.dice.once_in(3) {
            return None;
        }
        self.dice.pick(&keys).map(|key| format!("{path}/{key}"))
    }
}

/// Moves a splice to a place between two characters of the text that its field shows.
pub(crate) fn fit(edit: Edit, text: &str) -> Edit {
    let Edit::Splice { path, at, delete, insert } = edit else {
        return edit;
    };
    let mut places = vec![0_u32];
    for char in text.chars() {
        places.push(places[places.len() - 1] + char.len_utf16() as u32);
    }
    let start = at as usize % places.len();
    let end = (start + delete as usize).min(places.len() - 1);
    Edit::Splice { path, at: places[start], delete: places[end] - places[start], insert }
}

/// The text after a splice, as a field shows it at once.
pub(crate) fn typed(text: &str, edit: &Edit) -> String {
    let Edit::Splice { at, delete, insert, .. } = edit else {
        return text.to_owned();
    };
    let units: Vec<u16> = text.encode_utf16().collect();
    let (at, end) = (*at as usize, (*at + *delete) as usize);
    let before = String::from_utf16_lossy(&units[..at.min(units.len())]);
    let after = String::from_utf16_lossy(&units[end.min(units.len())..]);
    format!("{before}{insert}{after}")
}

/// A text of a view.
pub(crate) fn text_at(view: Option<&View>, path: &str) -> String {
    view.and_then(|view| view.at(path)).and_then(Value::as_str).unwrap_or_default().to_owned()
}
