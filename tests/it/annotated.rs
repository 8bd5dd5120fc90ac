//! Annotated papers as if they had been extracted, and records made by hand.

use std::collections::HashMap;
use std::path::PathBuf;

use citegraph::model::{
    Citation, Entity, Field, Kind, Link, LinkKind, Mention, Outcome, Paper, Record, RecordJson,
    Role, Rule, Span,
};

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
/// The folder of corpora beside the project, or `None` where it is absent; in CI it must be there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let at = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if at.exists() {
        return Some(at);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", at.display());
    eprintln!("skipped: {} is missing", at.display());
    None
}

/// The annotated papers of the trending corpus and of the training set.
pub(crate) fn annotated() -> Option<(Vec<Paper>, Vec<Record>)> {
    let read = |path: &str| Some(std::fs::read_to_string(shared(path)?).unwrap());
    let mut texts: HashMap<String, Paper> = HashMap::new();
    for line in read("corpus/train-texts.jsonl")?.lines() {
        let paper: Paper = serde_json::from_str(line).unwrap();
        texts.insert(paper.title.clone(), paper);
    }
    let dump = read("corpus/trending-papers.txt")?;
    let lines: Vec<&str> = dump.lines().skip(2).collect();
    for pair in lines.chunks(2) {
        let title = pair[0].trim_start_matches("Subscribe");
        let text = pair.get(1).copied().unwrap_or_default();
        texts.insert(title.to_owned(), Paper::new("", title, text));
    }
    let mut out = (Vec::new(), Vec::new());
    for file in ["gold/seed-dev.jsonl", "gold/train.jsonl"] {
        for line in read(file)?.lines() {
            let gold: RecordJson = serde_json::from_str(line).unwrap();
            let mut paper = texts[&gold.title].clone();
            paper.id.clone_from(&gold.id);
            out.1.push(record(&paper, &gold));
            out.0.push(paper);
        }
    }
    Some(out)
}

/// An annotation as a record: everything stands where its name first occurs in the text.
pub(crate) fn record(paper: &Paper, gold: &RecordJson) -> Record {
    Record {
        entities: gold
            .entities
            .iter()
            .map(|e| Entity {
                name: e.name.clone(),
                aliases: e.aliases.clone(),
                kind: e.kind,
                role: e.role,
                generic: e.optional,
                confidence: 1.0,
                mentions: vec![mention(paper, &e.name, Rule::Repeat)],
            })
            .collect(),
        results: gold
            .results
            .iter()
            .map(|r| Outcome {
                method: r.method.clone(),
                metric: r.metric.clone(),
                value: r.value.clone().unwrap_or_default(),
                dataset: r.dataset.clone(),
                versus: r.versus.clone(),
                delta: r.delta,
                mention: mention(paper, r.value.as_deref().unwrap_or_default(), Rule::Result),
            })
            .collect(),
        links: gold
            .links
            .iter()
            .map(|l| Link {
                url: l.url.clone(),
                kind: l.kind,
                mention: mention(paper, &l.url, Rule::Url),
            })
            .collect(),
        citations: gold
            .citations
            .iter()
            .map(|c| Citation {
                text: c.text.clone(),
                authors: c.authors.clone(),
                year: c.year,
                mention: mention(paper, &c.text, Rule::Citation),
            })
            .collect(),
    }
}

/// The first place where a name stands, with its sentence; the start of the title where it stands
/// nowhere.
fn mention(paper: &Paper, name: &str, rule: Rule) -> Mention {
    let place = [Field::Title, Field::Abstract]
        .into_iter()
        .find_map(|field| Some((field, field.of(paper).find(name)?)));
    let (field, start, len) = match place {
        Some((field, start)) => (field, start, name.len()),
        None => (Field::Title, 0, 0),
    };
    let text = field.of(paper);
    let before = text[..start].rfind(". ").map_or(0, |i| i + 2);
    let after = text[start + len..].find(". ").map_or(text.len(), |i| start + len + i + 1);
    let span = |start: usize, end: usize| Span { field, start: start as u32, end: end as u32 };
    Mention { span: span(start, start + len), sentence: span(before, after), rule, confidence: 1.0 }
}

/// A corpus written by hand: papers by id, each with the entities that it names.
#[derive(Default)]
pub(crate) struct Corpus {
    pub(crate) papers: Vec<Paper>,
    pub(crate) records: Vec<Record>,
}

impl Corpus {
    /// Adds a paper; the methods that follow add to it.
    pub(crate) fn paper(mut self, id: &str, title: &str, text: &str) -> Self {
        self.papers.push(Paper::new(id, title, text));
        self.records.push(Record::default());
        self
    }

    pub(crate) fn by(mut self, authors: &[&str], year: i32) -> Self {
        let paper = self.papers.last_mut().unwrap();
        paper.authors = authors.iter().map(|a| (*a).to_owned()).collect();
        paper.year = Some(year);
        self
    }

    pub(crate) fn references(mut self, references: &[&str]) -> Self {
        self.papers.last_mut().unwrap().references =
            references.iter().map(|r| (*r).to_owned()).collect();
        self
    }

    pub(crate) fn names(mut self, kind: Kind, role: Role, name: &str, aliases: &[&str]) -> Self {
        let mention = mention(self.papers.last().unwrap(), name, Rule::Shape);
        self.records.last_mut().unwrap().entities.push(Entity {
            name: name.to_owned(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            kind,
            role,
            generic: false,
            confidence: 0.9,
            mentions: vec![mention],
        });
        self
    }

    pub(crate) fn links(mut self, url: &str) -> Self {
        let mention = mention(self.papers.last().unwrap(), url, Rule::Url);
        self.records.last_mut().unwrap().links.push(Link {
            url: url.to_owned(),
            kind: LinkKind::Code,
            mention,
        });
        self
    }

    pub(crate) fn cites(mut self, text: &str, authors: &[&str], year: i32) -> Self {
        let mention = mention(self.papers.last().unwrap(), text, Rule::Citation);
        self.records.last_mut().unwrap().citations.push(Citation {
            text: text.to_owned(),
            authors: authors.iter().map(|a| (*a).to_owned()).collect(),
            year: Some(year),
            mention,
        });
        self
    }

    pub(crate) fn states(mut self, figure: [Option<&str>; 5]) -> Self {
        let [method, metric, value, dataset, versus] = figure.map(|f| f.map(str::to_owned));
        let value = value.unwrap_or_default();
        let mention = mention(self.papers.last().unwrap(), &value, Rule::Result);
        self.records.last_mut().unwrap().results.push(Outcome {
            method,
            metric,
            value,
            dataset,
            versus,
            delta: false,
            mention,
        });
        self
    }

    pub(crate) fn resolve(&self) -> citegraph::resolve::Resolution {
        citegraph::resolve::resolve(
            &self.papers,
            &self.records,
            citegraph::Lexicon::builtin(),
            &citegraph::resolve::ResolveOptions::default(),
        )
    }

    pub(crate) fn graph(&self) -> citegraph::Graph {
        let options = citegraph::graph::BuildOptions::default();
        citegraph::graph::build(self.papers.clone(), &self.records, self.resolve(), &options)
            .unwrap()
    }
}
