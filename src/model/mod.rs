//! Plain data that the stages hand to each other.
//!
//! A [`Paper`] is what was read. A [`Record`] is what was found in it: entities, results,
//! links and citations, each with the [`Mention`]s that say where. [`RecordJson`] is the form of a
//! record on disk.

mod address;
mod claim;
mod json;
mod kind;
mod mention;
mod paper;
mod record;

pub(crate) use address::address_key;
pub use claim::{Claim, Claimed, Claims};
pub use json::{CitationJson, EntityJson, LinkJson, MentionJson, RecordJson, ResultJson};
pub use kind::{Kind, LinkKind, Role};
pub use mention::{Field, Mention, Rule, Span};
pub use paper::{Origin, Paper};
pub use record::{Citation, Entity, Link, Outcome, Record};
