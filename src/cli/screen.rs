//! What people see: aligned tables, colours on a terminal, and no byte that a terminal would obey.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use citegraph::graph::NodeKind;
use citegraph::{Error, Result};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// For names.
pub(crate) const BOLD: Style = Style::new().bold();
/// For what matters less.
pub(crate) const DIM: Style = Style::new().dimmed();
/// For table heads.
pub(crate) const HEAD: Style = Style::new().bold().underline();
const RED: Style = AnsiColor::Red.on_default().bold();

/// The colour of a kind of node.
pub(crate) const fn of_kind(kind: NodeKind) -> Style {
    match kind {
        NodeKind::Paper => BOLD,
        NodeKind::Method => AnsiColor::Blue.on_default(),
        NodeKind::Dataset => AnsiColor::Green.on_default(),
        NodeKind::Task => AnsiColor::Yellow.on_default(),
        NodeKind::Metric => AnsiColor::Magenta.on_default(),
        NodeKind::Link => AnsiColor::Cyan.on_default(),
        NodeKind::Work => DIM,
    }
}

/// Text of a paper without the characters that steer a terminal; line breaks become spaces.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !reorders(*c))
        .collect()
}

/// Bidirectional controls, which would reorder what follows them on the line.
const fn reorders(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text in a style.
pub(crate) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Prints to standard output, in colour where it is a terminal that wants it.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(stdout_failed)
}

/// Prints one JSON document to standard output.
pub(crate) fn print_json(value: &impl Serialize) -> Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, value)
        .map_err(io::Error::from)
        .and_then(|()| out.write_all(b"\n"))
        .and_then(|()| out.flush())
        .map_err(stdout_failed)
}

/// Prints a report to standard error; where that fails there is nobody to tell.
pub(crate) fn note(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{}", printable_lines(text));
}

/// Prints an error to standard error.
pub(crate) fn error(error: &Error) {
    let text = printable_lines(&error.to_string());
    let _ = writeln!(anstream::stderr().lock(), "{} {text}", styled(RED, "error:"));
}

/// Text of several lines, each made [`printable`].
pub(crate) fn printable_lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

fn stdout_failed(error: io::Error) -> Error {
    Error::io("write", "standard output", error)
}

/// A table with a head, its columns as wide as they need to be.
pub(crate) struct Table {
    head: Vec<(&'static str, Align)>,
    rows: Vec<Vec<(String, Style)>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

impl Table {
    pub(crate) fn new(head: &[(&'static str, Align)]) -> Self {
        Self { head: head.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; cells are made printable.
    pub(crate) fn row<const N: usize>(&mut self, cells: [(&str, Style); N]) {
        self.rows.push(cells.map(|(text, style)| (printable(text), style)).into());
    }

    /// The table as lines; on a terminal the last column is cut to fit.
    pub(crate) fn render(&self) -> String {
        let mut widths: Vec<usize> = self.head.iter().map(|(name, _)| name.width()).collect();
        for row in &self.rows {
            for (width, (text, _)) in widths.iter_mut().zip(row) {
                *width = (*width).max(text.width());
            }
        }
        let last = widths.len().saturating_sub(1);
        let room = screen_width().map(|all| {
            all.saturating_sub(widths.iter().take(last).map(|w| w + GAP.len()).sum()).max(20)
        });
        let head = self.head.iter().map(|(name, _)| ((*name).to_owned(), HEAD)).collect();
        let mut out = String::new();
        for row in std::iter::once(&head).chain(&self.rows) {
            for (i, ((text, style), (_, align))) in row.iter().zip(&self.head).enumerate() {
                let text = if i == last { cut(text, room) } else { text.clone() };
                let width = widths.get(i).copied().unwrap_or_default();
                let pad = " ".repeat(width.saturating_sub(text.width()));
                let text = styled(*style, &text);
                let _ = match align {
                    Align::Right => write!(out, "{pad}{text}"),
                    Align::Left if i == last => write!(out, "{text}"),
                    Align::Left => write!(out, "{text}{pad}"),
                };
                out.push_str(if i == last { "\n" } else { GAP });
            }
        }
        out
    }
}

const GAP: &str = "  ";

fn screen_width() -> Option<usize> {
    io::stdout().is_terminal().then(terminal_size::terminal_size)?.map(|(w, _)| w.0.into())
}

fn cut(text: &str, room: Option<usize>) -> String {
    match room {
        Some(room) if text.width() > room => {
            let mut out = String::new();
            for c in text.chars() {
                out.push(c);
                if out.width() >= room {
                    out.pop();
                    break;
                }
            }
            out + "…"
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_steer_a_terminal() {
        assert_eq!(printable("a\u{1b}[31mb\u{7}\nc\u{202e}d\u{9b}e"), "a[31mb cde");
    }

    #[test]
    fn columns_align_whatever_the_script() {
        let mut table = Table::new(&[("name", Align::Left), ("n", Align::Right)]);
        let plain = Style::new();
        table.row([("日本", plain), ("7", plain)]);
        table.row([("é", plain), ("10", plain)]);
        let text = anstream::adapter::strip_str(&table.render()).to_string();
        assert_eq!(text, "name   n\n日本   7\né     10\n");
    }

    #[test]
    fn a_long_cell_is_cut_to_the_room() {
        assert_eq!(cut("abcdef", Some(4)), "abc…");
        assert_eq!(cut("abcd", Some(4)), "abcd");
    }
}
