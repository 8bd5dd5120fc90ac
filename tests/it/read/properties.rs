//! Whatever the bytes: papers or an error, in every format, and never a panic.

use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use citegraph::read::{FORMATS, Input, ReadOptions};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::read_with;

/// The ten papers in every format, to be damaged.
fn seeds() -> &'static [Vec<u8>] {
    static SEEDS: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/read");
        let folders = ["ten", "packed"].map(|name| fs::read_dir(fixtures.join(name)).unwrap());
        let mut paths: Vec<_> = folders.into_iter().flatten().map(|e| e.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| fs::read(path).unwrap()).collect()
    })
}

/// Reads bytes under small limits; a panic in the reading thread shows as a run that broke off.
fn survives(bytes: &[u8], from: Option<&str>) {
    let options = ReadOptions {
        from: from.map(|name| name.parse().unwrap()),
        max_record_bytes: 4096,
        max_depth: 16,
        ..ReadOptions::default()
    };
    let input = Input::Bytes { name: "any".into(), bytes: Arc::from(bytes) };
    let (papers, report, failure) = read_with(&[input], &options);
    assert!(!papers.is_empty() || failure.is_some());
    let failure = failure.map(|failure| failure.to_string()).unwrap_or_default();
    assert!(!failure.contains("broke off"), "{failure}");
    assert_eq!(report.papers, papers.len() as u64);
    for paper in papers {
        assert!(!paper.id.is_empty() && !paper.title.is_empty());
    }
}

#[test]
fn every_format_has_a_fuzz_target() {
    let targets = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/targets");
    for format in FORMATS {
        let path = targets.join(format!("{}.rs", format.name.replace('-', "_")));
        let text = fs::read_to_string(&path).unwrap_or_default();
        assert!(text.contains(&format!("\"{}\"", format.name)), "{}", path.display());
    }
}

/// One way to damage a file: at a place, so many bytes become these.
fn damage() -> impl Strategy<Value = (prop::sample::Index, usize, Vec<u8>)> {
    let marks = prop::sample::select(b"{}[]\"\\<>&;,\n\r\t-@=\0\xff\xc3$%#".to_vec());
    let bytes = prop_oneof![any::<u8>(), marks];
    (any::<prop::sample::Index>(), 0_usize..40, prop::collection::vec(bytes, 0..12))
}

/// A file of the seeds with some damage, perhaps cut off.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let hurts = prop::collection::vec(damage(), 1..6);
    let cut = prop::option::of(any::<prop::sample::Index>());
    (any::<prop::sample::Index>(), hurts, cut).prop_map(|(seed, hurts, cut)| {
        let mut bytes = seed.get(seeds()).clone();
        for (at, length, put) in hurts {
            let at = at.index(bytes.len().max(1));
            let end = (at + length).min(bytes.len());
            bytes.splice(at.min(end)..end, put);
        }
        if let Some(cut) = cut {
            let end = cut.index(bytes.len() + 1);
            bytes.truncate(end);
        }
        bytes
    })
}

/// As the two below, for as many cases as `CASES` says:
/// `CASES=100000 cargo test --test it cases_without_end -- --ignored`.
#[test]
#[ignore = "runs for minutes"]
fn cases_without_end() {
    let cases = std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) };
    let format = prop::option::of(0..FORMATS.len());
    TestRunner::new(config)
        .run(&(damaged(), format), |(bytes, format)| {
            survives(&bytes, format.map(|at| FORMATS[at].name));
            Ok(())
        })
        .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn damaged_files_are_read_or_refused(bytes in damaged()) {
        survives(&bytes, None);
    }

    #[test]
    fn any_bytes_are_read_or_refused_as_any_format(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        format in 0..FORMATS.len(),
    ) {
        survives(&bytes, Some(FORMATS[format].name));
    }

    #[test]
    fn any_text_is_read_or_refused_as_any_format(
        text in "([@{}\\[\\]\"',;:=\\\\<>/&#\\-\n\t |a-dTYERPMIDAU0-9é]|title|\\\\emph\\{|TY  - |<entry>|@article\\{){0,200}",
        format in 0..FORMATS.len(),
    ) {
        survives(text.as_bytes(), Some(FORMATS[format].name));
        survives(text.as_bytes(), None);
    }
}
