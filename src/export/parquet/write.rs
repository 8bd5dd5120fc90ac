//! Rows → a Parquet file, a row group at a time.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, Type as Physical};
use parquet::data_type::{BoolType, ByteArrayType, FloatType, Int32Type, Int64Type};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{SchemaDescriptor, Type};

use super::cells::{Cells, Value, Values};
use super::schema::{Table, is_choice};

/// The most rows of a group.
pub(super) const ROWS: usize = 1 << 15;
/// A group ends when its texts are this long: what a writer holds.
const TEXT: usize = 1 << 25;

/// Writes a table row by row, each row cell by cell in the order of its columns.
pub(crate) struct Rows<'a> {
    out: &'a mut dyn Write,
    file: SerializedFileWriter<Vec<u8>>,
    columns: Vec<Cells>,
    /// The column of the next cell.
    next: usize,
    /// Rows and bytes of text of the group so far.
    held: usize,
    text: usize,
    written: u64,
    /// Whether a cell was not of its column's type.
    mistyped: bool,
}

impl<'a> Rows<'a> {
    /// A table without rows.
    pub(crate) fn new(table: &Table, out: &'a mut dyn Write) -> io::Result<Self> {
        let schema = Arc::new(parse_message_type(table.schema)?);
        let descriptor = SchemaDescriptor::new(schema.clone());
        let columns = descriptor.columns().iter().map(|column| Cells {
            values: Values::of(column.physical_type()),
            definitions: Vec::new(),
            repetitions: Vec::new(),
        });
        Ok(Self {
            out,
            columns: columns.collect(),
            file: SerializedFileWriter::new(Vec::new(), schema.clone(), properties(&schema))?,
            next: 0,
            held: 0,
            text: 0,
            written: 0,
            mistyped: false,
        })
    }

    /// A value.
    pub(crate) fn put(&mut self, value: impl Value) {
        self.cell(|cells| value.push(&mut cells.values));
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) {
        self.text += text.len();
        self.put(text.to_owned());
    }

    /// A value or none.
    pub(crate) fn maybe(&mut self, value: Option<impl Value>) {
        self.cell(|cells| {
            cells.definitions.push(value.is_some().into());
            value.is_none_or(|value| value.push(&mut cells.values))
        });
    }

    /// A text or none.
    pub(crate) fn maybe_text(&mut self, text: Option<&str>) {
        self.text += text.map_or(0, str::len);
        self.maybe(text.map(str::to_owned));
    }

    /// A list of values.
    pub(crate) fn list<V: Value>(&mut self, values: impl Iterator<Item = V>) {
        self.cell(|cells| {
            let start = cells.repetitions.len();
            let mut fits = true;
            for value in values {
                cells.repetitions.push((cells.repetitions.len() > start).into());
                cells.definitions.push(1);
                fits &= value.push(&mut cells.values);
            }
            if cells.repetitions.len() == start {
                cells.repetitions.push(0);
                cells.definitions.push(0);
            }
            fits
        });
    }

    /// A list of texts.
    pub(crate) fn texts<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let mut length = 0;
        self.list(texts.map(|text| {
            length += text.len();
            text.to_owned()
        }));
        self.text += length;
    }

    fn cell(&mut self, add: impl FnOnce(&mut Cells) -> bool) {
        self.mistyped |= !self.columns.get_mut(self.next).is_some_and(add);
        self.next += 1;
    }

    /// Ends a row.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        if self.mistyped || self.next != self.columns.len() {
            return Err(io::Error::other(format!("a row of {} cells fits no table", self.next)));
        }
        self.next = 0;
        self.held += 1;
        self.written += 1;
        if self.held == ROWS || self.text > TEXT { self.flush() } else { Ok(()) }
    }

    /// Ends the table; the number of its rows.
    pub(crate) fn finish(mut self) -> io::Result<u64> {
        if self.held > 0 {
            self.flush()?;
        }
        self.file.finish()?;
        self.out.write_all(self.file.inner_mut())?;
        self.out.flush()?;
        Ok(self.written)
    }

    /// Writes the rows held as a group.
    fn flush(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group()?;
        for cells in &mut self.columns {
            let Some(mut column) = group.next_column()? else { break };
            write(cells, &mut column)?;
            column.close()?;
            cells.values.clear();
            cells.definitions.clear();
            cells.repetitions.clear();
        }
        group.close()?;
        (self.held, self.text) = (0, 0);
        self.out.write_all(self.file.inner_mut())?;
        self.file.inner_mut().clear();
        Ok(())
    }
}

fn write(cells: &Cells, column: &mut SerializedColumnWriter<'_>) -> io::Result<()> {
    let definitions = Some(&*cells.definitions).filter(|levels| !levels.is_empty());
    let repetitions = Some(&*cells.repetitions).filter(|levels| !levels.is_empty());
    match &cells.values {
        Values::Text(v) => column.typed::<ByteArrayType>().write_batch(v, definitions, repetitions),
        Values::Int(v) => column.typed::<Int32Type>().write_batch(v, definitions, repetitions),
        Values::Long(v) => column.typed::<Int64Type>().write_batch(v, definitions, repetitions),
        Values::Float(v) => column.typed::<FloatType>().write_batch(v, definitions, repetitions),
        Values::Flag(v) => column.typed::<BoolType>().write_batch(v, definitions, repetitions),
    }?;
    Ok(())
}

fn properties(schema: &Arc<Type>) -> Arc<WriterProperties> {
    let mut properties = WriterProperties::builder()
        .set_created_by("citegraph".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(false)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true);
    for column in SchemaDescriptor::new(schema.clone()).columns() {
        if is_choice(column) {
            properties = properties.set_column_dictionary_enabled(column.path().clone(), true);
        }
    }
    Arc::new(properties.build())
}

impl Values {
    /// No values of a type; texts where a table of ours has no such column.
    pub(super) fn of(physical: Physical) -> Self {
        match physical {
            Physical::BOOLEAN => Self::Flag(Vec::new()),
            Physical::INT32 => Self::Int(Vec::new()),
            Physical::INT64 => Self::Long(Vec::new()),
            Physical::FLOAT => Self::Float(Vec::new()),
            _ => Self::Text(Vec::new()),
        }
    }
}
