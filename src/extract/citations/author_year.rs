//! References in words: "(Ng et al., 2023)", "Ng and Lee (2019)", "Ng et al. show".

use super::citation;
use super::words::{self, Class};
use crate::model::{Citation, Paper};
use crate::text::{Document, Shape};

/// Confidence of a reference by several authors, by one, and without a year.
const SEVERAL: f32 = 0.98;
const ONE: f32 = 0.9;
const NO_YEAR: f32 = 0.95;

/// The authors that stand before a token.
struct Authors {
    first: usize,
    names: Vec<String>,
    /// Whether the form alone says that these are authors: "et al.", or two names and a year.
    sure: bool,
}

/// A year that has been read, for the years that follow it.
struct Dated {
    token: usize,
    names: Vec<String>,
}

pub(super) fn find(paper: &Paper, doc: &Document, out: &mut Vec<Citation>) {
    let reader = Reader { doc };
    let mut last: Option<Dated> = None;
    let mut vague: Vec<(usize, Authors)> = Vec::new();
    for i in 0..doc.tokens.len() {
        if reader.is_al(i) {
            if let Some(authors) = reader.et_al(i + 1).filter(|a| reader.is_together(a.first, i)) {
                vague.push((i, authors));
            }
            continue;
        }
        let Some(year) = reader.year(i) else { continue };
        let authors = match reader.authors(i, last.as_ref()) {
            Some(a) if reader.is_together(a.first, i) => a,
            Some(_) => continue,
            None => match reader.same_authors(i, last.as_ref()) {
                Some(names) => Authors { first: i, names, sure: true },
                None => continue,
            },
        };
        while vague.last().is_some_and(|(al, _)| *al >= authors.first) {
            vague.pop();
        }
        let text_end = reader.close(authors.first, i);
        last = Some(Dated { token: i, names: authors.names.clone() });
        let confidence = if authors.sure { SEVERAL } else { ONE };
        let span = doc.token_span(authors.first, text_end);
        let text = span.text(paper).to_owned();
        out.push(citation(doc, span, text, authors.names, Some(year), confidence));
    }
    for (al, authors) in vague {
        let stop = usize::from(reader.word(al + 1) == "." && !doc.tokens[al + 1].spaced);
        let span = doc.token_span(authors.first, al + 1 + stop);
        let text = span.text(paper).to_owned();
        out.push(citation(doc, span, text, authors.names, None, NO_YEAR));
    }
}

struct Reader<'a> {
    doc: &'a Document,
}

impl<'a> Reader<'a> {
    /// The word at a token; empty past the ends.
    fn word(&self, i: usize) -> &'a str {
        self.doc.word(i)
    }

    /// Whether two tokens stand in one field.
    fn is_together(&self, one: usize, other: usize) -> bool {
        self.doc.in_title(one) == self.doc.in_title(other)
    }

    /// The word before a token; empty at the start.
    fn before(&self, i: usize) -> &'a str {
        i.checked_sub(1).map_or("", |i| self.word(i))
    }

    fn hash_before(&self, i: usize) -> u64 {
        i.checked_sub(1).and_then(|i| self.doc.tokens.get(i)).map_or(0, |t| t.hash)
    }

    /// "2019" or "2019a".
    fn year(&self, i: usize) -> Option<i32> {
        let token = self.doc.tokens[i];
        if !token.shape.has(Shape::DIGIT) || !(4..=5).contains(&(token.end - token.start)) {
            return None;
        }
        let word = self.word(i);
        let (digits, suffix) = word.split_at_checked(4)?;
        let plain = matches!(suffix.as_bytes(), [] | [b'a'..=b'z']);
        let year = digits.parse().ok()?;
        (plain && (1800..=2099).contains(&year)).then_some(year)
    }

    /// The "al" of "et al.".
    fn is_al(&self, i: usize) -> bool {
        let token = self.doc.tokens[i];
        token.end - token.start == 2
            && self.word(i).eq_ignore_ascii_case("al")
            && (matches!(self.before(i), "et" | "&")
                || self.before(i) == "." && self.before(i - 1) == "et")
    }

    /// The authors before a year.
    fn authors(&self, year: usize, last: Option<&Dated>) -> Option<Authors> {
        let mut at = year;
        let bracket = matches!(self.before(at), "(" | "[");
        at -= usize::from(bracket);
        // "Ng et al. (ICML 2020)"
        if !bracket
            && matches!(at.checked_sub(1).map(|i| self.before(i)), Some("(" | "["))
            && self.is_et_al_end(at - 2)
            && let Some(authors) = self.listed(at - 2, true)
        {
            return Some(authors);
        }
        let comma = self.before(at) == ",";
        at -= usize::from(comma);
        let authors = self.listed(at, bracket)?;
        let fits = if authors.sure {
            true
        } else if bracket {
            self.running_single(&authors, year)
        } else {
            self.bracketed_single(&authors, year, comma, last)
        };
        fits.then_some(authors)
    }

    /// "et al.", a list of names, or one name, with a possessive after it or not.
    fn listed(&self, end: usize, possessive: bool) -> Option<Authors> {
        let mut end = end;
        if possessive && self.before(end) == "s" && self.before(end - 1) == "'" {
            end -= 2;
        } else if possessive && self.before(end) == "'" {
            end -= 1;
        }
        if self.is_et_al_end(end) {
            return self.et_al(end - usize::from(self.before(end) == "."));
        }
        self.names(end)
    }

    /// Whether "et al" or "et al." ends at `end`.
    fn is_et_al_end(&self, end: usize) -> bool {
        let stop = usize::from(self.before(end) == ".");
        (end - stop).checked_sub(1).is_some_and(|al| self.is_al(al))
    }

    /// The author before "et al", which ends at `end`.
    fn et_al(&self, end: usize) -> Option<Authors> {
        let mut at = end - 1;
        at -= usize::from(self.before(at) == ".");
        at -= 1;
        at -= usize::from(self.before(at) == ",");
        let at = self.skip_initials(at);
        let token = self.doc.tokens.get(at.checked_sub(1)?)?;
        if !token.shape.has(Shape::LETTER) || token.shape.has(Shape::DIGIT) {
            return None;
        }
        let first = self.name_start(at, false)?;
        Some(Authors { first, names: vec![self.name(first, at)], sure: true })
    }

    /// "A, B and C", "A & B", "A".
    fn names(&self, end: usize) -> Option<Authors> {
        let end = self.skip_initials(end);
        let mut first = self.name_start(end, true)?;
        let mut names = vec![self.name(first, end)];
        let joined = |at: usize| matches!(self.before(at), "and" | "&");
        let mut at = self.skip_initials(first);
        if joined(at) {
            at -= 1;
            let oxford = self.before(at) == ",";
            at -= usize::from(oxford);
            while let Some(start) = self.name_start(at, true) {
                names.push(self.name(start, at));
                first = start;
                at = self.skip_initials(start);
                if self.before(at) != "," {
                    break;
                }
                at -= 1;
            }
            if names.len() == 1 {
                return Some(Authors { first, names, sure: false });
            }
        }
        names.reverse();
        let sure = names.len() > 1;
        Some(Authors { first, names, sure })
    }

    /// Steps back over "J.", "J.-P.", "J.M.".
    fn skip_initials(&self, end: usize) -> usize {
        let mut at = end;
        while self.before(at) == "."
            && at >= 2
            && self.word(at - 2).len() <= 4
            && self.word(at - 2).bytes().all(|b| b.is_ascii_uppercase() || matches!(b, b'.' | b'-'))
        {
            at -= 2;
            at -= usize::from(self.before(at) == "-");
        }
        at
    }

    /// Where the family name that ends at `end` starts.
    fn name_start(&self, end: usize, strict: bool) -> Option<usize> {
        let mut first = end.checked_sub(1)?;
        let token = self.doc.tokens.get(first)?;
        if !token.shape.any(Shape::UPPER_FIRST | Shape::FOREIGN) || token.end - token.start < 2 {
            return None;
        }
        let word = self.word(first);
        if strict && (words::is_no_author(word) || !is_family_name(word, token.shape)) {
            return None;
        }
        while first > 0
            && words::is(self.hash_before(first), Class::Particle)
            && self.doc.tokens[first - 1].sentence == token.sentence
        {
            first -= 1;
        }
        Some(first)
    }

    fn name(&self, first: usize, end: usize) -> String {
        self.doc.slice(first, end).to_owned()
    }

    /// "by Ng (2019)": one name in running text needs a word that leads to it.
    fn running_single(&self, authors: &Authors, year: usize) -> bool {
        let first = self.skip_initials(authors.first);
        let sentence = |i: usize| self.doc.tokens.get(i).map(|t| t.sentence);
        let starts = first == 0 || sentence(first - 1) != sentence(authors.first);
        let lead = starts || words::is(self.hash_before(first), Class::Lead);
        lead && !self.doc.in_title(year)
            && matches!(self.word(year + 1), ")" | "]" | "," | ";")
            && !words::is_known_name(&authors.names[0])
    }

    /// "(Ng, 2019", "; Ng 2019": one name in a bracket stands at its start, behind a semicolon or
    /// behind another reference.
    fn bracketed_single(
        &self,
        authors: &Authors,
        year: usize,
        comma: bool,
        last: Option<&Dated>,
    ) -> bool {
        let mut at = self.skip_initials(authors.first);
        let mut comma_before = None;
        loop {
            let mut lead = at;
            while matches!(self.before(lead), "," | ".") {
                lead -= 1;
            }
            comma_before = comma_before.or((lead < at).then_some(lead));
            if !words::is(self.hash_before(lead), Class::Lead) {
                break;
            }
            at = lead - 1;
        }
        let follows = last.is_some_and(|l| comma_before == Some(l.token + 1));
        (follows || matches!(self.before(at), "(" | "[" | ";"))
            && matches!(self.word(year + 1), ")" | "]" | "," | ";" | ":" | "")
            && (comma || !words::is_known_name(&authors.names[0]))
    }

    /// The authors of the year before this one, where only a comma stands between: "2019, 2020".
    fn same_authors(&self, year: usize, last: Option<&Dated>) -> Option<Vec<String>> {
        let last = last?;
        let between = year.checked_sub(last.token + 1)?;
        let commas = between == 1 && matches!(self.before(year), "," | ";" | "and" | "&");
        commas.then(|| last.names.clone())
    }

    /// One past the last token of a reference: the bracket around its year belongs to it.
    fn close(&self, first: usize, year: usize) -> usize {
        let opened = (first..year).any(|i| matches!(self.word(i), "(" | "["));
        let closes =
            opened && matches!(self.word(year + 1), ")" | "]") && self.is_together(year, year + 1);
        year + 1 + usize::from(closes)
    }
}

/// A capital, then small letters; more capitals only behind a hyphen, an apostrophe or a prefix.
fn is_family_name(word: &str, shape: Shape) -> bool {
    if shape.has(Shape::DIGIT) || !shape.any(Shape::LOWER | Shape::FOREIGN) {
        return false;
    }
    word.split(['-', '\'']).all(|part| {
        let inner = part.char_indices().skip(1).find(|(_, c)| c.is_uppercase()).map(|(i, _)| i);
        match inner {
            None => true,
            Some(i) => {
                let prefix = crate::lexicon::hash::word_hash(&part[..i]);
                words::is(prefix, Class::Particle) && !part[i + 1..].contains(char::is_uppercase)
            }
        }
    })
}
