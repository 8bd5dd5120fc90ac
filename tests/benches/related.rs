//! How well `related` finds what papers cite, against TF-IDF and BM25 in the same run.
//!
//! `cargo run --release --example bench-related -- PAPERS.jsonl.gz` reads papers with references. The
//! query is a paper, relevant are its references among the papers, all other papers are candidates;
//! printed is the mean average precision over all papers with references. With `--speed N` behind the
//! file, only times among N papers are printed, and references are not needed; papers beyond those of
//! the file have the title of one and the abstract of another.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a bench prints")]

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use citegraph::extract::Extractor;
use citegraph::graph::{self, BuildOptions, EdgeKind, Graph, NodeId};
use citegraph::lexicon::words;
use citegraph::query::{RelatedIndex, RelatedOptions};
use citegraph::read::{self, Input, ReadOptions};
use citegraph::resolve::{self, ResolveOptions};
use citegraph::{Lexicon, Paper, Record, Result};
use rayon::prelude::*;

fn main() -> Result<()> {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: bench-related PAPERS.jsonl.gz");
        return Ok(());
    };
    let papers: Vec<Paper> = read::open(&[Input::from(path.as_str())], &ReadOptions::default())?
        .collect::<Result<_>>()?;
    if std::env::args().nth(2).as_deref() == Some("--speed") {
        let wanted = std::env::args().nth(3).and_then(|n| n.parse().ok());
        let papers = grown(papers, wanted);
        let start = Instant::now();
        let nothing = vec![Record::default(); papers.len()];
        let graph = build(papers, &nothing)?;
        println!("graph built in {:.1} s", ms(start) / 1000.0);
        let start = Instant::now();
        let index = RelatedIndex::new(&graph);
        println!("index built in {:.1} s", ms(start) / 1000.0);
        speed(&graph, &index);
        return Ok(());
    }
    let named: Vec<Record> = {
        let extractor = Extractor::new(Lexicon::builtin());
        papers.par_iter().map(|paper| extractor.extract(paper)).collect()
    };
    let with = build(papers.clone(), &named)?;
    let relevant = references(&with);
    let queries: Vec<u32> =
        (0..papers.len() as u32).filter(|p| !relevant[*p as usize].is_empty()).collect();
    println!("{} papers, {} queries", papers.len(), queries.len());

    let texts: Vec<Vec<String>> = papers.iter().map(tokens).collect();
    let tfidf = Baseline::tfidf(&texts);
    report("TF-IDF cosine", &queries, &relevant, |q| tfidf.rank(&texts[q as usize], q));
    let bm25 = Baseline::bm25(&texts);
    report("BM25 (k1 0.9, b 0.4)", &queries, &relevant, |q| bm25.rank(&texts[q as usize], q));

    let bare: Vec<Paper> =
        papers.iter().map(|p| Paper { references: Vec::new(), ..p.clone() }).collect();
    let nothing = vec![Record::default(); papers.len()];
    let unnamed = build(bare.clone(), &nothing)?;
    let index = RelatedIndex::new(&unnamed);
    let text =
        |p: u32| format!("{0}\n{0}\n{1}", bare[p as usize].title, bare[p as usize].abstract_text);
    let all = RelatedOptions { limit: papers.len(), reasons: 0, ..RelatedOptions::default() };
    report("related --text, no citations", &queries, &relevant, |q| {
        let own = NodeId(q);
        ids(&unnamed, &index.to_text(&unnamed, &text(q), &all))
            .into_iter()
            .filter(|p| *p != own.0)
            .collect()
    });
    let any_year = RelatedOptions { later: 1.0, ..all.clone() };
    let of = |graph: &Graph, index: &RelatedIndex, q: u32, options: &RelatedOptions| {
        index.to_nodes(graph, &[NodeId(q)], options).map_or(Vec::new(), |r| ids(graph, &r))
    };
    report("related, text, authors and years alone", &queries, &relevant, |q| {
        of(&unnamed, &index, q, &all)
    });
    let without = build(bare.clone(), &named)?;
    let index = RelatedIndex::new(&without);
    report("related, no citations, years alike", &queries, &relevant, |q| {
        of(&without, &index, q, &any_year)
    });
    report("related, no citations", &queries, &relevant, |q| of(&without, &index, q, &all));
    let ten = RelatedOptions { limit: 10, ..all.clone() };
    report("the same for ten rows", &queries, &relevant, |q| of(&without, &index, q, &ten));
    speed(&without, &index);

    let index = RelatedIndex::new(&with);
    let hidden = RelatedOptions { own_citations: false, ..all };
    report("related, all citations but the query's", &queries, &relevant, |q| {
        of(&with, &index, q, &hidden)
    });
    Ok(())
}

/// So many papers, from those that there are.
fn grown(mut papers: Vec<Paper>, wanted: Option<usize>) -> Vec<Paper> {
    let (real, wanted) = (papers.len(), wanted.unwrap_or(papers.len()));
    for i in real..wanted {
        let (title, text) = (i % real, (i * 7919 + i / real) % real);
        let mut paper = papers[title].clone();
        paper.id = format!("{}-{i}", paper.id);
        paper.ids.clear();
        paper.abstract_text.clone_from(&papers[text].abstract_text);
        papers.push(paper);
    }
    papers.truncate(wanted);
    papers
}

/// Prints the median time of a question for ten rows with reasons.
fn speed(graph: &Graph, index: &RelatedIndex) {
    let papers = graph.nodes().filter(|(_, n)| n.paper().is_some()).count() as u32;
    let options = RelatedOptions::default();
    let mut times: Vec<f64> = (0..papers)
        .step_by((papers as usize / 500).max(1))
        .map(|q| {
            let start = Instant::now();
            let rows = index.to_nodes(graph, &[NodeId(q)], &options);
            assert!(rows.is_ok_and(|r| !r.results.is_empty()));
            ms(start)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("  {papers} papers: {:.3} ms a query, median, one core", times[times.len() / 2]);
}

fn build(papers: Vec<Paper>, records: &[Record]) -> Result<Graph> {
    let resolution =
        resolve::resolve(&papers, records, Lexicon::builtin(), &ResolveOptions::default());
    graph::build(papers, records, &resolution, &BuildOptions::default())
}

/// For each paper, the papers that it cites.
fn references(graph: &Graph) -> Vec<HashSet<u32>> {
    let mut out = Vec::new();
    for (at, node) in graph.nodes() {
        if node.paper().is_some() {
            let cited = graph.out_edges(at).into_iter().filter(|(_, to, e)| {
                e.kind == EdgeKind::Cites && graph.node(*to).is_some_and(|n| n.paper().is_some())
            });
            out.push(cited.map(|(_, to, _)| to.0).collect());
        }
    }
    out
}

fn ids(graph: &Graph, related: &citegraph::query::Related) -> Vec<u32> {
    related.results.iter().filter_map(|r| graph.find(&r.id)).map(|at| at.0).collect()
}

fn report(
    name: &str,
    queries: &[u32],
    relevant: &[HashSet<u32>],
    rank: impl Fn(u32) -> Vec<u32> + Sync,
) {
    let start = Instant::now();
    let scores: Vec<(f64, f64)> = queries
        .par_iter()
        .map(|q| {
            let ranked = rank(*q);
            let wanted = &relevant[*q as usize];
            let recall = ranked.iter().take(10).filter(|p| wanted.contains(p)).count() as f64
                / wanted.len() as f64;
            (average_precision(&ranked, wanted), recall)
        })
        .collect();
    let mean =
        |of: fn(&(f64, f64)) -> f64| scores.iter().map(of).sum::<f64>() / scores.len() as f64;
    println!(
        "{name:42} MAP {:.4}  R@10 {:.4}  ({:.1} s)",
        mean(|s| s.0),
        mean(|s| s.1),
        ms(start) / 1000.0
    );
}

fn average_precision(ranked: &[u32], wanted: &HashSet<u32>) -> f64 {
    let mut hits = 0.0;
    let mut sum = 0.0;
    for (paper, rank) in ranked.iter().zip(1..) {
        if wanted.contains(paper) {
            hits += 1.0;
            sum += hits / f64::from(rank);
        }
    }
    sum / wanted.len() as f64
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// Lower-case words of two characters or more, stop words aside, as scikit-learn cuts them.
fn tokens(paper: &Paper) -> Vec<String> {
    let stop: HashSet<&str> = words::rows(words::STOPWORDS).map(|(word, _)| word).collect();
    format!("{} {}", paper.title, paper.abstract_text)
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|w| w.chars().count() > 1 && !stop.contains(w.as_str()))
        .collect()
}

/// A text ranking by an inverted list of weights.
struct Baseline {
    postings: HashMap<String, Vec<(u32, f64)>>,
    papers: usize,
    of_query: fn(f64) -> f64,
}

impl Baseline {
    /// Cosine of sublinear TF-IDF, idf as scikit-learn smooths it.
    fn tfidf(texts: &[Vec<String>]) -> Self {
        let n = texts.len() as f64;
        let spread = spread(texts);
        let idf = |word: &str| ((1.0 + n) / (1.0 + spread[word])).ln() + 1.0;
        let weigh = |text: &Vec<String>| {
            let raw: Vec<(String, f64)> = counts(text)
                .into_iter()
                .map(|(w, c)| (w.to_owned(), (1.0 + c.ln()) * idf(w)))
                .collect();
            let length = raw.iter().map(|r| r.1 * r.1).sum::<f64>().sqrt().max(1e-9);
            raw.into_iter().map(|(w, x)| (w, x / length)).collect()
        };
        let weigh_once = |text: &Vec<String>| {
            let weighed: Vec<(String, f64)> = weigh(text);
            weighed.into_iter().map(|(w, x)| (w.clone(), x * idf(&w))).collect()
        };
        // A query's length changes no ranking, so its words count by frequency and one idf.
        Self::pack(texts, weigh_once, |count| 1.0 + count.ln())
    }

    fn bm25(texts: &[Vec<String>]) -> Self {
        let n = texts.len() as f64;
        let spread = spread(texts);
        let mean = texts.iter().map(Vec::len).sum::<usize>() as f64 / n;
        let weigh = |text: &Vec<String>| {
            let norm = 0.9 * (0.6 + 0.4 * text.len() as f64 / mean);
            counts(text)
                .into_iter()
                .map(|(w, c)| {
                    let idf = (1.0 + (n - spread[w] + 0.5) / (spread[w] + 0.5)).ln();
                    (w.to_owned(), idf * c / (c + norm))
                })
                .collect()
        };
        Self::pack(texts, weigh, |count| count)
    }

    fn pack(
        texts: &[Vec<String>],
        weigh: impl Fn(&Vec<String>) -> Vec<(String, f64)>,
        of_query: fn(f64) -> f64,
    ) -> Self {
        let mut postings: HashMap<String, Vec<(u32, f64)>> = HashMap::new();
        for (text, paper) in texts.iter().zip(0..) {
            for (word, weight) in weigh(text) {
                postings.entry(word).or_default().push((paper, weight));
            }
        }
        Self { postings, papers: texts.len(), of_query }
    }

    fn rank(&self, query: &[String], own: u32) -> Vec<u32> {
        let mut sums = vec![0.0; self.papers];
        for (word, count) in counts(query) {
            for (paper, weight) in self.postings.get(word).into_iter().flatten() {
                sums[*paper as usize] += weight * (self.of_query)(count);
            }
        }
        let mut order: Vec<u32> = (0..self.papers as u32).filter(|p| *p != own).collect();
        order.sort_by(|a, b| sums[*b as usize].total_cmp(&sums[*a as usize]).then(a.cmp(b)));
        order
    }
}

fn counts(text: &[String]) -> std::collections::BTreeMap<&str, f64> {
    let mut out = std::collections::BTreeMap::new();
    for word in text {
        *out.entry(word.as_str()).or_insert(0.0) += 1.0;
    }
    out
}

fn spread(texts: &[Vec<String>]) -> HashMap<String, f64> {
    let mut out = HashMap::new();
    for text in texts {
        for word in counts(text).into_keys() {
            *out.entry(word.to_owned()).or_insert(0.0) += 1.0;
        }
    }
    out
}
