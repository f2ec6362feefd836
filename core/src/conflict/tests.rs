//! Where sentences end, and what a version of one is.

use automerge::marks::{ExpandMark, Mark};
use automerge::transaction::Transactable;
use automerge::{AutoCommit, ObjType, ROOT, TextEncoding};

use super::doubt::replacement;
use super::sentence::sentences_of;
use super::version::{Page, Version};

fn sentences(text: &str) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    sentences_of(&units)
        .into_iter()
        .map(|range| String::from_utf16(&units[range]).unwrap())
        .collect()
}

#[test]
fn a_sentence_ends_where_a_reader_ends_it() {
    for (text, expected) in [
        ("", vec![]),
        ("  \n ", vec![]),
        ("Satu", vec!["Satu"]),
        ("Satu. Dua! Tiga? Empat", vec!["Satu.", "Dua!", "Tiga?", "Empat"]),
        ("Satu.\nDua\n\n  Tiga ", vec!["Satu.", "Dua", "Tiga"]),
        ("Dibuka pukul 09.30. Selesai.", vec!["Dibuka pukul 09.30.", "Selesai."]),
        ("Dana Rp 1.500.000. Cukup.", vec!["Dana Rp 1.500.000.", "Cukup."]),
        ("Dana Rp. 1.500.000 cukup.", vec!["Dana Rp. 1.500.000 cukup."]),
        (
            "Hadir Sdr. Budi, Bpk. Joko dll. Acara dimulai.",
            vec!["Hadir Sdr. Budi, Bpk. Joko dll. Acara dimulai."],
        ),
        ("Meja, kursi, dsb. dipinjam.", vec!["Meja, kursi, dsb. dipinjam."]),
        ("Oleh Wati, S.Pd. M.Si. Terima kasih.", vec!["Oleh Wati, S.Pd. M.Si. Terima kasih."]),
        ("Acara ditunda.a Lalu bubar.B. Ya", vec!["Acara ditunda.a Lalu bubar.B.", "Ya"]),
        ("Oleh M. Yusuf. Selesai.", vec!["Oleh M. Yusuf.", "Selesai."]),
        ("1. Pembukaan\n2. Doa. Lalu makan.", vec!["1. Pembukaan", "2. Doa.", "Lalu makan."]),
        ("Sdr. . Dana cair.", vec!["Sdr. .", "Dana cair."]),
        (". Dana cair.", vec![".", "Dana cair."]),
        ("Lihat pasal 5. Lalu putuskan.", vec!["Lihat pasal 5.", "Lalu putuskan."]),
        ("Ia berkata \"Setuju.\" Semua setuju.", vec!["Ia berkata \"Setuju.\"", "Semua setuju."]),
        (
            "(Lihat lampiran.) Lanjut…  Ya?! Baik.",
            vec!["(Lihat lampiran.)", "Lanjut…", "Ya?!", "Baik."],
        ),
        ("Alamat www.desa.id dan a.n. Siti.", vec!["Alamat www.desa.id dan a.n. Siti."]),
        ("Bagus 😀. Lanjut 🙂", vec!["Bagus 😀.", "Lanjut 🙂"]),
    ] {
        assert_eq!(sentences(text), expected, "{text:?}");
    }
}

#[test]
fn a_replacement_touches_only_what_differs() {
    let dana = "😀 Dana Rp 2.750.000 cukup.";
    for (new, expected) in [
        ("😀 Dana Rp 1.550.000 cukup.", (11, 3, "1.5")),
        ("🙂 Dana Rp 2.750.000 cukup.", (0, 2, "🙂")),
        ("", (0, 27, "")),
        (dana, (27, 0, "")),
        ("😀 Dana Rp 2.750.000 cukup. Ya.", (27, 0, " Ya.")),
    ] {
        let (skip, delete, insert) = replacement(dana, new);
        assert_eq!((skip, delete, insert.as_str()), expected, "{new}");
    }
}

#[test]
fn what_stood_where_a_sentence_is_goes_by_its_characters_and_not_by_foreign_marks() {
    let mut doc = AutoCommit::new_with_encoding(TextEncoding::Utf16CodeUnit);
    let text = doc.put_object(ROOT, "body", ObjType::Text).unwrap();
    let page = |doc: &mut AutoCommit| {
        let heads = doc.get_heads();
        Version::at(doc, &text, &heads).map(Page::of)
    };
    doc.splice_text(&text, 0, 0, "aaa 😀. Ya.").unwrap();
    let before = page(&mut doc).unwrap();
    // the first of three equal letters goes, and one comes behind them
    doc.splice_text(&text, 0, 1, "").unwrap();
    doc.splice_text(&text, 2, 0, "a").unwrap();
    doc.mark(&text, Mark::new("bold".to_owned(), true, 1, 4), ExpandMark::After).unwrap();
    doc.splice_text(&text, 8, 0, "Jadi. ").unwrap();
    let after = page(&mut doc).unwrap();

    assert_eq!(after.said(&(0..13)), "aaa 😀. Jadi.");
    assert_eq!(before.there(&after, &(0..7)), "aaa 😀.");
    assert_eq!(before.there(&after, &(8..13)), "");
    assert_eq!(before.there(&after, &(14..17)), "Ya.");

    doc.split_block(&text, 0).unwrap();
    assert!(page(&mut doc).is_none(), "an object in a text is not writing");
}
