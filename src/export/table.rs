//! CSV tables that no spreadsheet takes for formulas.

use std::borrow::Cow;
use std::io::{self, Write};

use super::clean::printable;

/// A CSV table, written cell by cell.
pub(super) struct Table<W: Write>(csv::Writer<W>);

impl<W: Write> Table<W> {
    pub(super) fn new(out: W) -> Self {
        Self(csv::Writer::from_writer(out))
    }

    /// The first row, whose cells are ours and need no care.
    pub(super) fn head<'a>(&mut self, names: impl Iterator<Item = &'a str>) -> io::Result<()> {
        for name in names {
            self.0.write_field(name)?;
        }
        self.end()
    }

    /// A cell of text; what a spreadsheet would run as a formula gets an apostrophe in front.
    pub(super) fn cell(&mut self, text: &str) -> io::Result<()> {
        Ok(self.0.write_field(&*harmless(text))?)
    }

    /// Ends a row.
    pub(super) fn end(&mut self) -> io::Result<()> {
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// Ends the table.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn harmless(text: &str) -> Cow<'_, str> {
    let text = printable(text);
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']);
    if formula && text.parse::<f64>().is_err() { format!("'{text}").into() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_neutralised_and_numbers_are_not() {
        let mut bytes = Vec::new();
        let mut table = Table::new(&mut bytes);
        for cell in ["=1+1", "@x", "-cmd", " =1", "-1.5", "a,b\"c\n"] {
            table.cell(cell).unwrap();
        }
        table.end().unwrap();
        table.finish().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "'=1+1,'@x,'-cmd,' =1,-1.5,\"a,b\"\"c \"\n");
    }
}
