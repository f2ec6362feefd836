//! One line of the result.

use serde::Serialize;

/// One system in one scenario. What a scenario does not measure is absent.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Row {
    pub(crate) system: &'static str,
    pub(crate) scenario: &'static str,
    /// Of the phone with the most, the WebSocket's own included; see [`crate::proxy`].
    pub(crate) round_trips: Option<u32>,
    /// On the connection, HTTP and WebSocket heads included, all phones together.
    pub(crate) bytes_up: Option<u64>,
    pub(crate) bytes_down: Option<u64>,
    /// From the first connection until the last phone had everything; in *typing* the median.
    pub(crate) wall_ms: Option<u64>,
    /// Of the server, until nothing was said any more.
    pub(crate) cpu_ms: Option<u64>,
    /// Of the server, at the end.
    pub(crate) rss_kb: Option<u64>,
    /// Content of the WebSocket's messages alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) frame_bytes_up: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) frame_bytes_down: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) p50_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) p99_ms: Option<f64>,
}

/// Prints the rows as a table of aligned columns.
pub(crate) fn table(rows: &[Row]) -> String {
    let heads = [
        "system",
        "scenario",
        "round trips",
        "bytes up",
        "bytes down",
        "wall ms",
        "cpu ms",
        "rss kB",
        "p50 ms",
        "p99 ms",
    ];
    let lines: Vec<Vec<String>> = rows.iter().map(cells).collect();
    let widths: Vec<usize> = (0..heads.len())
        .map(|at| {
            lines.iter().map(|line| line[at].chars().count()).fold(heads[at].len(), usize::max)
        })
        .collect();
    let heads: Vec<String> = heads.iter().map(ToString::to_string).collect();
    let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
    let all = [heads, rule].into_iter().chain(lines);
    all.map(|line| aligned(&line, &widths)).collect()
}

fn cells(row: &Row) -> Vec<String> {
    vec![
        row.system.to_owned(),
        row.scenario.to_owned(),
        shown(row.round_trips),
        shown(row.bytes_up),
        shown(row.bytes_down),
        shown(row.wall_ms),
        shown(row.cpu_ms),
        shown(row.rss_kb),
        row.p50_ms.map(|ms| format!("{ms:.1}")).unwrap_or_default(),
        row.p99_ms.map(|ms| format!("{ms:.1}")).unwrap_or_default(),
    ]
}

/// Digits in groups of three.
fn shown(number: Option<impl Into<u64>>) -> String {
    let Some(number) = number else { return String::new() };
    let digits = number.into().to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Names to the left, numbers to the right.
fn aligned(line: &[String], widths: &[usize]) -> String {
    let mut text = String::new();
    for (at, (cell, width)) in line.iter().zip(widths).enumerate() {
        let cell = if at < 2 { format!("{cell:<width$}") } else { format!("{cell:>width$}") };
        text.push_str(&cell);
        text.push_str("  ");
    }
    format!("{}\n", text.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Row, table};

    #[test]
    fn numbers_stand_below_each_other_in_groups_of_three() {
        let row = Row { system: "a", scenario: "b", bytes_up: Some(1_234_567), ..Row::default() };
        let text = table(&[row]);
        assert!(text.lines().nth(2).is_some_and(|line| line.contains(" 1,234,567")));
    }
}
