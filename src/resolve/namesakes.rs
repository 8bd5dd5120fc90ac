//! Papers by first author and year, as references in a text name them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use hashbrown::HashMap;
use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::longform::stem;
use crate::lexicon::key;
use crate::model::{Citation, Paper, Record};

/// Words of a title shorter than this say nothing.
const TELLING: usize = 4;

/// What follows a family name and is no part of it, one a line, sorted.
const SUFFIXES: &str = include_str!("data/name_suffixes.txt");

/// Family name of the first author, and year.
type Author = (String, i32);

/// The papers whose first author and year some reference of the corpus names.
pub(super) struct Namesakes(HashMap<Author, Group>);

/// Papers of one first author and year.
#[derive(Default)]
struct Group {
    members: Vec<Namesake>,
    /// For the stem of each title word, the members that have it.
    words: HashMap<String, Vec<u32>>,
}

struct Namesake {
    paper: u32,
    families: Vec<String>,
}

impl Namesakes {
    /// The papers that the citations in `records` may mean.
    pub(super) fn new(papers: &[Paper], records: &[Record]) -> Self {
        let citations = records.par_iter().flat_map_iter(|r| &r.citations);
        let asked: HashSet<Author> = citations.filter_map(author_of).collect();
        let mut groups: HashMap<Author, Group> = HashMap::new();
        if asked.is_empty() {
            return Self(groups);
        }
        let mut found: Vec<(Author, Namesake, BTreeSet<String>)> = papers
            .par_iter()
            .zip(0u32..papers.len() as u32)
            .filter_map(|(paper, at)| {
                let author = (family(paper.authors.first()?), paper.year?);
                let families = || paper.authors.iter().map(|a| family(a)).collect();
                asked.contains(&author).then(|| {
                    (author, Namesake { paper: at, families: families() }, stems(&paper.title))
                })
            })
            .collect();
        found.par_sort_by_key(|(_, namesake, _)| &papers[namesake.paper as usize].id);
        for (author, namesake, title) in found {
            groups.entry(author).or_default().add(namesake, title);
        }
        Self(groups)
    }

    /// Papers other than `from` whose authors and year a citation names, by id; where several do,
    /// those with most words of their title in `sentence`.
    pub(super) fn fits(&self, from: u32, citation: &Citation, sentence: &str) -> Vec<u32> {
        let Some(group) = author_of(citation).and_then(|a| self.0.get(&a)) else {
            return Vec::new();
        };
        let further: Vec<String> = citation.authors.iter().skip(1).map(|a| family(a)).collect();
        let fits = |member: &Namesake| {
            member.paper != from && further.iter().all(|f| member.families.contains(f))
        };
        let all = || group.members.iter().filter(|m| fits(m)).map(|m| m.paper);
        if all().take(2).count() < 2 {
            return all().collect();
        }
        let said = group.said_words(sentence);
        let said: Vec<(u32, usize)> = said
            .into_iter()
            .filter_map(|(at, words)| Some((group.members.get(at as usize)?, words)))
            .filter(|(member, _)| fits(member))
            .map(|(member, words)| (member.paper, words))
            .collect();
        match said.iter().map(|(_, words)| *words).max() {
            Some(most) => said.into_iter().filter(|(_, n)| *n == most).map(|(p, _)| p).collect(),
            None => all().collect(),
        }
    }
}

impl Group {
    fn add(&mut self, namesake: Namesake, title: BTreeSet<String>) {
        let place = self.members.len() as u32;
        self.members.push(namesake);
        for stem in title {
            self.words.entry(stem).or_default().push(place);
        }
    }

    /// For each member with a title word in the sentence, how many.
    fn said_words(&self, sentence: &str) -> BTreeMap<u32, usize> {
        let mut said = BTreeMap::new();
        for place in stems(sentence).iter().filter_map(|s| self.words.get(s)).flatten() {
            *said.entry(*place).or_default() += 1;
        }
        said
    }
}

/// The first author and year of a citation that gives both.
fn author_of(citation: &Citation) -> Option<Author> {
    Some((family(citation.authors.first()?), citation.year?))
}

fn stems(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() >= TELLING).map(stem).collect()
}

/// The key of an author's family name: "Ponti, Edoardo M.", "Edoardo M. Ponti", "Ponti".
fn family(author: &str) -> String {
    let name = match author.split_once(',') {
        Some((family, _)) => family,
        None => author.split_whitespace().rfind(|w| !is_suffix(w)).unwrap_or(author),
    };
    let bare = name.trim_end_matches("'s").trim_end_matches("’s");
    if bare.is_ascii() {
        return key(bare);
    }
    key(&bare.nfkd().filter(|c| !is_combining_mark(*c)).collect::<String>())
}

/// `Jr.`, `III`: part of no family name.
fn is_suffix(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    SUFFIXES.lines().any(|suffix| word.eq_ignore_ascii_case(suffix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn family_names_meet() {
        for form in ["Ponti, Edoardo M.", "Edoardo M. Ponti", "Ponti", "Ponti's", "E. Ponti Jr."] {
            assert_eq!(family(form), "ponti", "{form}");
        }
        assert_eq!(family("M. Eduard Gröller"), family("Groller"));
        assert_eq!(family("O’Connor"), family("O'Connor"));
        assert_eq!(family(""), "");
    }

    #[test]
    fn the_table_of_suffixes_is_sorted() {
        assert!(SUFFIXES.lines().is_sorted());
    }
}
