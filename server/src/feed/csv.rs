//! A list as bytes: for a spreadsheet, and for a program.

use serde::Serialize;
use serde_json::{Map, Value};

use super::tables::{Cell, Sheet};
use crate::store::{Forum, Table};

/// Without it Excel reads UTF-8 as something else.
const BYTE_ORDER_MARK: &str = "\u{feff}";
/// As programs divide cells whose language has the comma in numbers, as Indonesian has.
const BETWEEN: &str = ";";

/// RFC 4180 with semicolons.
pub(super) fn csv_of(sheet: &Sheet) -> Vec<u8> {
    let mut text = BYTE_ORDER_MARK.to_owned();
    text.push_str(&sheet.columns.join(BETWEEN));
    text.push_str("\r\n");
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&cells.join(BETWEEN));
        text.push_str("\r\n");
    }
    text.into_bytes()
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Nothing => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => {
            let safe = guarded(text);
            let quoted = safe.contains(['"', ';', ',', '\r', '\n', '\t']);
            if quoted { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
        }
    }
}

/// What a program would take for a formula, at its beginning or where it might divide it, begins with an
/// apostrophe: the same as in the files that the page makes.
fn guarded(text: &str) -> String {
    let begins = |part: &str| {
        let part =
            part.trim_start_matches(|sign: char| sign.is_whitespace() || "\"'".contains(sign));
        part.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
    };
    let divided = text.split([';', ',', '\t', '\r', '\n']).any(begins);
    if divided || text.starts_with(['\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

#[derive(Serialize)]
struct Told<'a> {
    table: &'static str,
    forum: &'a str,
    as_of_seq: u64,
    rows: Vec<Map<String, Value>>,
}

pub(super) fn json_of(
    sheet: &Sheet,
    table: Table,
    forum: &Forum,
) -> Result<Vec<u8>, serde_json::Error> {
    let row = |row: &Vec<Cell>| -> Map<String, Value> {
        let named = sheet.columns.iter().zip(row);
        named.map(|(name, cell)| ((*name).to_owned(), value(cell))).collect()
    };
    let rows = sheet.rows.iter().map(row).collect();
    let (forum, as_of_seq) = (forum.name.as_str(), forum.seq.0);
    serde_json::to_vec(&Told { table: table.as_str(), forum, as_of_seq, rows })
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Nothing => Value::Null,
        Cell::Number(number) => Value::from(*number),
        Cell::Text(text) => Value::from(text.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula_wherever_a_program_divides_it() {
        let formulas = [
            "=1+1", "-2", "+62812", "@x", " =1", "\t=1", ";=1", "a;=1+1", "a,=1", "a\n=1", "＝1",
            "\tx", "\"=1", "' @x",
        ];
        for text in formulas {
            assert!(guarded(text).starts_with('\''), "{text}");
        }
        for text in ["Rapat", "2026-11-30", "a=1", "Sdr. A-B", "08:00", ""] {
            assert_eq!(guarded(text), text);
        }
    }

    #[test]
    fn cells_are_quoted_as_rfc_4180_says_and_numbers_stay_numbers() {
        let rows = vec![vec![
            Cell::Text("Rapat \"besar\"; di balai".to_owned()),
            Cell::Number(-5),
            Cell::Nothing,
            Cell::Text("=HYPERLINK(1)".to_owned()),
        ]];
        let sheet = Sheet { columns: vec!["a", "b", "c", "d"], rows };
        let text = String::from_utf8(csv_of(&sheet)).unwrap();
        assert_eq!(
            text,
            "\u{feff}a;b;c;d\r\n\"Rapat \"\"besar\"\"; di balai\";-5;;'=HYPERLINK(1)\r\n"
        );
    }
}
