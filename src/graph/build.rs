//! Papers, records and their resolution → graph.
