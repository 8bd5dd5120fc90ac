//! Bytes of a file, unpacked, decoded and cut into records.
//!
//! `unpack` opens containers, [`Source`] gives the bytes of one file or member, and one of four
//! ways to cut sends its records to be parsed: lines, [`groups`] of lines, [`json`] values, XML
//! [`elements`].

mod elements;
mod encoding;
mod groups;
mod json;
mod lines;
mod packer;
mod probe;
mod source;
mod unpack;

use std::sync::Arc;

use super::batch::Batch;

pub(super) use elements::{Elements, elements};
pub(super) use encoding::utf8;
pub(super) use groups::{Grouping, groups};
pub(super) use json::{first_record, json, member_names};
pub(super) use lines::too_large;
pub(super) use packer::Packer;
pub(super) use source::{Piece, Source};
pub use unpack::unpacked;
pub(super) use unpack::{Opener, Packed, damage};

/// Parses one record: its text and its line, into a batch.
pub(super) type Parse = Arc<dyn Fn(&str, u64, &mut Batch) + Send + Sync>;
