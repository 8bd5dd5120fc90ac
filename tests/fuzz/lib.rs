//! What every target does with its bytes.

use std::sync::Arc;

use citegraph::read::{self, Input, ReadOptions};

/// Reads `bytes` as `format`, or as what they look like, under small limits.
pub fn read(bytes: &[u8], format: Option<&str>) {
    let options = ReadOptions {
        from: format.map(|name| name.parse().expect("the target's name is a format's")),
        max_record_bytes: 1 << 16,
        max_depth: 32,
        ..ReadOptions::default()
    };
    let input = Input::Bytes { name: "fuzz".into(), bytes: Arc::from(bytes) };
    let Ok(papers) = read::open(&[input], &options) else { return };
    for paper in papers {
        match paper {
            Ok(paper) => assert!(!paper.id.is_empty() && !paper.title.is_empty()),
            Err(error) => assert!(!error.to_string().contains("broke off"), "{error}"),
        }
    }
}
