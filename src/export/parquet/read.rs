//! A Parquet file of ours → rows. Nothing in a file is trusted: what it holds is checked before it
//! is made room for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::{Compression, Encoding, Type as Physical};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::column::reader::ColumnReaderImpl;
use parquet::data_type::{BoolType, ByteArrayType, DataType, FloatType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result as ParquetResult};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, ParquetMetaDataReader};
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::{ColumnDescPtr, SchemaDescriptor};
use rayon::prelude::*;

use super::cells::{Cells, Value, Values, text};
use super::schema::{Table, is_choice};
use super::write::ROWS;

/// A result whose error says what is wrong with a file.
pub(crate) type Checked<T> = Result<T, String>;

/// Snappy packs nothing closer than this.
const PACKED: usize = 22;
/// A value of a list or a dictionary takes this many bytes at least.
const LENGTH: usize = 4;

/// Reads all rows of a table, a group a thread, leaving out the columns called `skip`.
pub(crate) fn read<T: Send>(
    table: &Table,
    bytes: Vec<u8>,
    skip: &[&str],
    make: impl Fn(&mut Row) -> Checked<T> + Sync,
) -> Checked<Vec<T>> {
    let bytes = Bytes::from(bytes);
    let metadata = ParquetMetaDataReader::new().parse_and_finish(&bytes).map_err(said)?;
    let expected = parse_message_type(table.schema).map_err(said)?;
    if *metadata.file_metadata().schema() != expected {
        return Err("its columns are others than this citegraph writes".to_owned());
    }
    let groups: Vec<Vec<T>> = (0..metadata.num_row_groups())
        .into_par_iter()
        .map(|group| {
            let mut row = Row::of(&metadata, group, &bytes, skip)?;
            (0..row.rows).map(|_| row.next(&make)).collect()
        })
        .collect::<Checked<_>>()?;
    Ok(groups.into_iter().flatten().collect())
}

fn said(error: ParquetError) -> String {
    match error {
        ParquetError::General(what) => what,
        other => other.to_string(),
    }
}

/// The rows of a group, of which one is looked at, cell by cell in the order of its columns.
pub(crate) struct Row {
    rows: usize,
    columns: Vec<Column>,
    /// The column of the next cell.
    next: usize,
}

struct Column {
    cells: Cells,
    /// The next value and the next level.
    value: usize,
    level: usize,
}

impl Row {
    fn of(file: &ParquetMetaData, group: usize, bytes: &Bytes, skip: &[&str]) -> Checked<Self> {
        let schema = file.file_metadata().schema_descr();
        let group = file.row_group(group);
        let rows = usize::try_from(group.num_rows()).ok().filter(|rows| *rows <= ROWS);
        let rows = rows.ok_or_else(|| format!("a group of {} rows", group.num_rows()))?;
        let wanted = (0..schema.num_columns())
            .filter(|at| !skip.contains(&schema.column(*at).name()))
            .map(|at| column(schema, at, group.column(at), rows, bytes));
        Ok(Self { rows, columns: wanted.collect::<Checked<_>>()?, next: 0 })
    }

    fn next<T>(&mut self, make: &impl Fn(&mut Self) -> Checked<T>) -> Checked<T> {
        self.next = 0;
        make(self)
    }

    fn column(&mut self) -> Checked<&mut Column> {
        let column = self.columns.get_mut(self.next).ok_or("a row has too few cells")?;
        self.next += 1;
        Ok(column)
    }

    /// A value.
    pub(crate) fn get<V: Value>(&mut self) -> Checked<V> {
        self.column()?.value()
    }

    /// A value or none.
    pub(crate) fn maybe<V: Value>(&mut self) -> Checked<Option<V>> {
        let column = self.column()?;
        let there = column.definition()?;
        column.level += 1;
        there.then(|| column.value()).transpose()
    }

    /// A list of values.
    pub(crate) fn list<V: Value>(&mut self) -> Checked<Vec<V>> {
        let column = self.column()?;
        let mut list = Vec::new();
        column.each(|cells, at| {
            list.push(V::at(&cells.values, at)?);
            Some(())
        })?;
        Ok(list)
    }

    /// What a name stands for.
    pub(crate) fn choice<T>(&mut self, of: impl Fn(&str) -> Option<T>) -> Checked<T> {
        let column = self.column()?;
        let at = column.value;
        column.value += 1;
        chosen(&column.cells, at, of).ok_or_else(|| unknown(&column.cells, at))
    }

    /// What a name stands for, where there is one.
    pub(crate) fn maybe_choice<T>(&mut self, of: impl Fn(&str) -> Option<T>) -> Checked<Option<T>> {
        let column = self.column()?;
        let there = column.definition()?;
        column.level += 1;
        if !there {
            return Ok(None);
        }
        self.next -= 1;
        self.choice(of).map(Some)
    }

    /// What the names of a list stand for.
    pub(crate) fn choices<T>(&mut self, of: impl Fn(&str) -> Option<T>) -> Checked<Vec<T>> {
        let column = self.column()?;
        let mut list = Vec::new();
        column.each(|cells, at| {
            list.push(chosen(cells, at, &of)?);
            Some(())
        })?;
        Ok(list)
    }
}

fn chosen<T>(cells: &Cells, at: usize, of: impl Fn(&str) -> Option<T>) -> Option<T> {
    of(text(&cells.values, at)?)
}

fn unknown(cells: &Cells, at: usize) -> String {
    format!("{:?} stands for nothing there", text(&cells.values, at).unwrap_or_default())
}

impl Column {
    fn value<V: Value>(&mut self) -> Checked<V> {
        self.value += 1;
        V::at(&self.cells.values, self.value - 1).ok_or_else(|| "a value is missing".to_owned())
    }

    /// Whether there is a value at this level.
    fn definition(&self) -> Checked<bool> {
        let level = self.cells.definitions.get(self.level).ok_or("a level is missing")?;
        Ok(*level > 0)
    }

    /// Takes the values of a row's list.
    fn each(&mut self, mut take: impl FnMut(&Cells, usize) -> Option<()>) -> Checked<()> {
        let start = self.level;
        while self.level == start || self.cells.repetitions.get(self.level) == Some(&1) {
            let there = self.definition()?;
            self.level += 1;
            if there {
                take(&self.cells, self.value).ok_or_else(|| unknown(&self.cells, self.value))?;
                self.value += 1;
            }
        }
        Ok(())
    }
}

/// All values of a column of a group.
fn column(
    schema: &SchemaDescriptor,
    at: usize,
    chunk: &ColumnChunkMetaData,
    rows: usize,
    bytes: &Bytes,
) -> Checked<Column> {
    let descriptor = schema.column(at);
    let pages = Pages::of(chunk, rows, &descriptor, bytes);
    let mut cells = Cells {
        values: Values::of(descriptor.physical_type()),
        definitions: Vec::new(),
        repetitions: Vec::new(),
    };
    let pages = pages.map_err(said)?;
    let Cells { values, definitions, repetitions } = &mut cells;
    let levels = (definitions, repetitions);
    let read = || match values {
        Values::Text(v) => records::<ByteArrayType>(&descriptor, pages, rows, levels, v),
        Values::Int(v) => records::<Int32Type>(&descriptor, pages, rows, levels, v),
        Values::Long(v) => records::<Int64Type>(&descriptor, pages, rows, levels, v),
        Values::Float(v) => records::<FloatType>(&descriptor, pages, rows, levels, v),
        Values::Flag(v) => records::<BoolType>(&descriptor, pages, rows, levels, v),
    };
    // The decoders of the crate take it that a file was written by one like them.
    let read = catch_unwind(AssertUnwindSafe(read));
    let found = read.map_err(|_| "a column cannot be decoded".to_owned())?.map_err(said)?;
    if found != rows {
        return Err(format!("{found} rows of {} for {rows}", descriptor.name()));
    }
    Ok(Column { cells, value: 0, level: 0 })
}

fn records<T: DataType>(
    descriptor: &ColumnDescPtr,
    pages: Pages,
    rows: usize,
    (definitions, repetitions): (&mut Vec<i16>, &mut Vec<i16>),
    values: &mut Vec<T::T>,
) -> ParquetResult<usize> {
    let mut reader = ColumnReaderImpl::<T>::new(descriptor.clone(), Box::new(pages));
    let found = reader.read_records(rows, Some(definitions), Some(repetitions), values);
    found.map(|(rows, ..)| rows)
}

/// The pages of a column, unpacked here: no page makes more of itself than it can hold.
struct Pages {
    packed: SerializedPageReader<Bytes>,
    is_packed: bool,
    rows: usize,
    column: ColumnDescPtr,
    dictionary: Dictionary,
}

/// Whether values are numbers of a dictionary, whose few bytes each row can repeat.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dictionary {
    Never,
    Awaited,
    There,
}

impl Pages {
    fn of(
        chunk: &ColumnChunkMetaData,
        rows: usize,
        column: &ColumnDescPtr,
        bytes: &Bytes,
    ) -> ParquetResult<Self> {
        let starts = [Some(chunk.data_page_offset()), chunk.dictionary_page_offset()];
        let inside = |at: i64| usize::try_from(at).is_ok_and(|at| at <= bytes.len());
        if !starts.into_iter().flatten().chain([chunk.compressed_size()]).all(inside) {
            return Err(bad("a column stands outside the file"));
        }
        let is_packed = match chunk.compression() {
            Compression::SNAPPY => true,
            Compression::UNCOMPRESSED => false,
            _ => return Err(bad("a column is packed in an unknown way")),
        };
        let chunk = chunk.clone().into_builder().set_compression(Compression::UNCOMPRESSED);
        let packed =
            SerializedPageReader::new(Arc::new(bytes.clone()), &chunk.build()?, rows, None)?;
        let dictionary = if is_choice(column) { Dictionary::Awaited } else { Dictionary::Never };
        Ok(Self { packed, is_packed, rows, column: column.clone(), dictionary })
    }

    fn unpacked(&self, packed: Bytes) -> ParquetResult<Bytes> {
        if !self.is_packed || packed.is_empty() {
            return Ok(packed);
        }
        if snap::raw::decompress_len(&packed)? > packed.len().saturating_mul(PACKED) {
            return Err(bad("a page claims to unpack to more than it can"));
        }
        Ok(snap::raw::Decoder::new().decompress_vec(&packed)?.into())
    }

    /// A page of texts that stand one after another, with empty ones at its end: their decoder takes it
    /// that there are as many as there are said to be.
    fn padded(&self, page: &Bytes, values: usize) -> ParquetResult<Bytes> {
        let levels = [self.column.max_rep_level(), self.column.max_def_level()];
        let mut levels = levels.iter().filter(|level| **level > 0);
        let own =
            levels.try_fold(&page[..], |rest, _| length(rest).and_then(|(n, rest)| rest.get(n..)));
        if own.and_then(texts).is_none() {
            return Err(bad("a text ends outside its page"));
        }
        Ok([page, &*vec![0; LENGTH * values]].concat().into())
    }

    fn checked(&mut self, page: Page) -> ParquetResult<Page> {
        match page {
            Page::DictionaryPage { buf, num_values, encoding, is_sorted }
                if self.dictionary == Dictionary::Awaited =>
            {
                self.dictionary = Dictionary::There;
                let buf = self.unpacked(buf)?;
                if texts(&buf) != Some(num_values as usize) || encoding != Encoding::PLAIN {
                    return Err(bad("a dictionary is not what it says"));
                }
                Ok(Page::DictionaryPage { buf, num_values, encoding, is_sorted })
            }
            Page::DataPage {
                buf,
                num_values,
                encoding,
                def_level_encoding: Encoding::RLE,
                rep_level_encoding: Encoding::RLE,
                ..
            } if encoding == Encoding::PLAIN
                || (self.dictionary == Dictionary::There
                    && encoding == Encoding::RLE_DICTIONARY) =>
            {
                let buf = self.unpacked(buf)?;
                let more = if self.column.max_rep_level() > 0 { buf.len() / LENGTH } else { 0 };
                if num_values as usize > self.rows + more {
                    return Err(bad("a page holds fewer values than it says"));
                }
                let is_text = self.column.physical_type() == Physical::BYTE_ARRAY;
                let buf = if is_text && encoding == Encoding::PLAIN {
                    self.padded(&buf, num_values as usize)?
                } else {
                    buf
                };
                Ok(Page::DataPage {
                    buf,
                    num_values,
                    encoding,
                    def_level_encoding: Encoding::RLE,
                    rep_level_encoding: Encoding::RLE,
                    statistics: None,
                })
            }
            _ => Err(bad("a page is written in an unknown way")),
        }
    }
}

/// How many texts stand one after another in some bytes, each after its length; `None` where the last
/// is not whole.
fn texts(mut rest: &[u8]) -> Option<usize> {
    let mut number = 0;
    while !rest.is_empty() {
        let (length, after) = length(rest)?;
        rest = after.get(length..)?;
        number += 1;
    }
    Some(number)
}

/// A length, and what stands after it.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
    Some((u32::from_le_bytes(*length) as usize, rest))
}

fn bad(what: &str) -> ParquetError {
    ParquetError::General(what.to_owned())
}

impl Iterator for Pages {
    type Item = ParquetResult<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> ParquetResult<Option<Page>> {
        let page = self.packed.get_next_page()?;
        page.map(|page| self.checked(page)).transpose()
    }

    fn peek_next_page(&mut self) -> ParquetResult<Option<PageMetadata>> {
        self.packed.peek_next_page()
    }

    fn skip_next_page(&mut self) -> ParquetResult<()> {
        self.packed.skip_next_page()
    }
}
