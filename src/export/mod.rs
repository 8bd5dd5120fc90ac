//! Stage export.
