//! Stage query.
