//! Throughput of reading: `cargo bench --bench read` prints MB/s and papers/s for each format.
//!
//! The texts are those of `../shared/corpus/papers-40k.jsonl.gz`, as they are and rewritten as
//! `OpenAlex` works and as BibTeX, held in memory so that the disk plays no part.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a bench is a program of its own")]

use std::fmt::Write as _;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use citegraph::Paper;
use citegraph::read::{self, Input, ReadOptions, Shelf};
use mimalloc::MiMalloc;
use serde_json::json;

/// The allocator of the command.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The best of so many runs counts.
const RUNS: usize = 15;

fn main() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/papers-40k.jsonl.gz");
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
        return;
    }
    let mut lines = Vec::new();
    let packed = std::fs::read(&path).unwrap();
    flate2::read::MultiGzDecoder::new(&packed[..]).read_to_end(&mut lines).unwrap();
    let papers = || read::all(&[bytes("papers", lines.clone())], &ReadOptions::default()).unwrap();

    report("JSON Lines", || (vec![bytes("papers.jsonl", lines.clone())], lines.len()));
    report("JSON Lines, given twice", || {
        (vec![bytes("a", lines.clone()), bytes("b", lines.clone())], 2 * lines.len())
    });
    report("JSON Lines, gz", || (vec![bytes("papers.jsonl.gz", packed.clone())], lines.len()));
    let made = |name, of: fn(&[Paper]) -> Vec<u8>| {
        let written = of(&papers().papers);
        let size = written.len();
        (vec![bytes(name, written)], size)
    };
    report("OpenAlex", || made("works.jsonl", openalex));
    report("BibTeX", || made("papers.bib", bibtex));
}

/// CPU time of this process so far, which other processes do not lengthen; 0 where it is not known.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |field: usize| after.split_whitespace().nth(field).and_then(|t| t.parse().ok());
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}

fn bytes(name: &str, bytes: Vec<u8>) -> Input {
    Input::Bytes { name: name.to_owned(), bytes: Arc::from(bytes) }
}

/// Reads and merges the inputs, and prints the best run; passes over what the arguments do not name.
fn report(name: &str, inputs: impl FnOnce() -> (Vec<Input>, usize)) {
    let mut wanted = std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).peekable();
    if wanted.peek().is_some() && !wanted.any(|arg| name.contains(&arg)) {
        return;
    }
    let (inputs, size) = inputs();
    let run = |_| {
        let (start, cpu) = (Instant::now(), cpu_seconds());
        let mut papers = read::open(&inputs, &ReadOptions::default()).unwrap();
        let mut shelf = Shelf::default();
        let mut count = 0_u32;
        while let Some(paper) = papers.next_as_named() {
            shelf.add(paper.unwrap());
            count += 1;
        }
        let library = shelf.finish(papers);
        let cpu = cpu_seconds() - cpu;
        (start.elapsed().as_secs_f64(), count, library.papers.len(), cpu)
    };
    let best = (0..RUNS).map(run).min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((seconds, count, kept, cpu)) = best {
        let megabytes = size as f64 / 1e6;
        println!(
            "{name:24} {:7.1} MB/s {:9.0} papers/s   ({megabytes:.0} MB, {count} records, {kept} papers, {seconds:.3} s, {cpu:.2} s of CPU)",
            megabytes / seconds,
            f64::from(count) / seconds,
        );
    }
}

fn openalex(papers: &[Paper]) -> Vec<u8> {
    let mut out = Vec::new();
    for (number, paper) in papers.iter().enumerate() {
        let mut index: std::collections::BTreeMap<&str, Vec<usize>> =
            std::collections::BTreeMap::new();
        for (place, word) in paper.abstract_text.split_whitespace().enumerate() {
            index.entry(word).or_default().push(place);
        }
        let author = |name: &String| {
            json!({"author_position": "middle", "author": {"id": "https://openalex.org/A5000000001", "display_name": name, "orcid": null},
                   "institutions": [{"id": "https://openalex.org/I1", "display_name": "An Institution", "country_code": "CH", "type": "education"}],
                   "is_corresponding": false, "raw_affiliation_strings": ["An Institution, Somewhere"]})
        };
        let work = json!({
            "id": format!("https://openalex.org/W{number}"), "title": paper.title, "display_name": paper.title,
            "doi": paper.ids.get("doi").map(|doi| format!("https://doi.org/{doi}")), "publication_year": paper.year,
            "ids": {"openalex": format!("https://openalex.org/W{number}")}, "type": "article",
            "authorships": paper.authors.iter().map(author).collect::<Vec<_>>(),
            "concepts": (0..8).map(|n| json!({"id": format!("https://openalex.org/C{n}"), "display_name": "A concept", "level": n, "score": 0.5})).collect::<Vec<_>>(),
            "abstract_inverted_index": index,
            "referenced_works": (0..30).map(|n| format!("https://openalex.org/W{}", number * 7 + n)).collect::<Vec<_>>(),
            "related_works": (0..10).map(|n| format!("https://openalex.org/W{}", number * 3 + n)).collect::<Vec<_>>(),
            "counts_by_year": [{"year": 2024, "cited_by_count": 3}], "cited_by_count": 3,
        });
        serde_json::to_writer(&mut out, &work).unwrap();
        out.push(b'\n');
    }
    out
}

fn bibtex(papers: &[Paper]) -> Vec<u8> {
    let mut out = String::new();
    let sound = |text: &str| text.replace(['{', '}', '\\', '$', '%', '&', '#'], " ");
    for paper in papers {
        let (authors, year) = (sound(&paper.authors.join(" and ")), paper.year.unwrap_or(2000));
        let (title, text) = (sound(&paper.title), sound(&paper.abstract_text));
        let key = paper.id.replace([',', '{', '}'], "");
        writeln!(
            out,
            "@article{{{key},\n  title = {{{title}}},\n  author = {{{authors}}},\n  year = {{{year}}},\n  abstract = {{{text}}},\n}}\n"
        )
        .unwrap();
    }
    out.into_bytes()
}
