//! Minutes as secretaries write them, full of what must not be wrong.

use crate::dice::Dice;

pub(super) const NAMES: &[&str] =
    &["Wati", "Slamet", "Budi", "Joko", "Sri", "Karsono", "Tumini", "Darsih", "Yusuf", "Ratna"];
pub(super) const MONTHS: &[&str] =
    &["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"];
pub(super) const NEGATIONS: &[&str] = &["tidak", "bukan", "belum", "jangan", "tanpa"];
pub(super) const WORDS: &[&str] = &[
    "rapat",
    "dana",
    "desa",
    "warga",
    "pupuk",
    "jalan",
    "laporan",
    "disepakati",
    "ditunda",
    "dibahas",
    "diperbaiki",
    "setuju",
    "lunas",
    "hadir",
    "segera",
    "bersama",
];

fn one<'a>(of: &[&'a str], dice: &mut Dice) -> &'a str {
    dice.pick(of).copied().unwrap_or_default()
}

/// Something that a reader takes for a fact.
pub(super) fn fact(dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => format!("Rp {}.{:03}.000", 1 + dice.below(99), dice.below(20) * 50),
        1 => format!("Rp {}.000", 5 * (1 + dice.below(30))),
        2 => format!("pukul {:02}.{:02}", 7 + dice.below(10), 15 * dice.below(4)),
        3 => format!("tanggal {} {} 2026", 1 + dice.below(28), one(MONTHS, dice)),
        4 => format!("{} orang", 2 + dice.below(90)),
        _ => format!("Sdr. {}", one(NAMES, dice)),
    }
}

/// A sentence, with its mark or without.
pub(super) fn sentence(dice: &mut Dice) -> String {
    let (what, who) = (fact(dice), one(NAMES, dice));
    let (does, thing) = (one(WORDS, dice), one(WORDS, dice));
    let not = if dice.once_in(3) { format!("{} ", one(NEGATIONS, dice)) } else { String::new() };
    let said = match dice.below(9) {
        0 => format!("Dana {what} {not}{does}"),
        1 => format!("Rapat dibuka {what} oleh Bpk. {who}"),
        2 => format!("{who} {not}{does} {thing} {what}"),
        3 => format!("{} {thing} {not}{does}", 10 + dice.below(80)),
        4 => format!("Usulan dari {who}, S.Pd. {not}{does}, {what} dan {}", fact(dice)),
        5 => format!("Pembangunan {thing} {not}{does} sampai {what}"),
        6 => format!("{thing} {what}"),
        7 => format!("Kepala desa {not}{does} 😀 {what}"),
        _ => format!("Warga {not}{does}"),
    };
    let mark = match dice.below(8) {
        0 => "",
        1 => "!",
        2 => "?",
        _ => ".",
    };
    said + mark
}

/// A text, also none.
pub(super) fn text(dice: &mut Dice) -> String {
    let mut text = String::new();
    let lines = dice.below(4);
    for line in 0..lines {
        match dice.below(6) {
            0 => text.push_str(&format!("{}. ", line + 1)),
            1 => text.push_str("- "),
            _ => {}
        }
        for place in 0..=dice.below(3) {
            if place > 0 {
                text.push(' ');
            }
            text.push_str(&sentence(dice));
        }
        if line + 1 < lines || dice.once_in(3) {
            text.push('\n');
        }
    }
    text
}
