//! Stage read.
