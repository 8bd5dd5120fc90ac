//! CSV tables that no spreadsheet takes for formulas.

use std::borrow::Cow;
use std::io;

use super::Output;
use super::blocks::in_blocks;
use super::clean::printable;
use super::columns::Value;

/// A CSV table: a row of names, then a row an item, which `row` fills.
pub(super) fn table<'a, I: Sync>(
    out: &mut dyn Output,
    names: impl IntoIterator<Item = &'a str>,
    items: impl Iterator<Item = I>,
    row: impl Fn(&mut Row<'_>, &I) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let mut head = csv::Writer::from_writer(&mut *out);
    // These cells are ours and need no care.
    head.write_record(names)?;
    head.flush()?;
    drop(head);
    in_blocks(out, items, |text, share| {
        let mut cells = Row(csv::Writer::from_writer(text));
        for item in share {
            row(&mut cells, item)?;
            cells.0.write_record(None::<&[u8]>)?;
        }
        cells.0.flush()
    })
}

/// A row of a table, written cell by cell.
pub(super) struct Row<'t>(csv::Writer<&'t mut Vec<u8>>);

impl Row<'_> {
    /// A cell of text; what a spreadsheet would run as a formula gets an apostrophe in front.
    pub(super) fn cell(&mut self, text: &str) -> io::Result<()> {
        Ok(self.0.write_field(&*harmless(text))?)
    }

    /// Cells of values, the members of a list joined by `separator`; empty where there is none.
    pub(super) fn values(
        &mut self,
        values: &[Option<Value<'_>>],
        separator: &str,
    ) -> io::Result<()> {
        values.iter().try_for_each(|value| match value {
            Some(value) => self.cell(&value.join(separator)),
            None => self.cell(""),
        })
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
    use crate::export::Single;

    #[test]
    fn formulas_are_neutralised_and_numbers_are_not() {
        let mut bytes = Vec::new();
        let cells = ["=1+1", "@x", "-cmd", " =1", "-1.5", "a,b\"c\n"];
        table(&mut Single::new(&mut bytes), ["a"; 6], [cells].iter(), |row, cells| {
            cells.iter().try_for_each(|cell| row.cell(cell))
        })
        .unwrap();
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "a,a,a,a,a,a\n'=1+1,'@x,'-cmd,' =1,-1.5,\"a,b\"\"c \"\n"
        );
    }
}
