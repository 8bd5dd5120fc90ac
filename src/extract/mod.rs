//! Stage extract.
