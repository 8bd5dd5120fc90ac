//! A paper's title and abstract as one token sequence.

use super::clean::Clean;
use super::sentence;
use super::token::{Token, tokenize};
use crate::model::{Field, Paper, Span};

/// The clean texts of a paper, tokenised: the title, a line break, the abstract.
///
/// Sentence 0 is the title.
#[derive(Debug, Clone, Default)]
pub struct Document {
    text: String,
    title: Clean,
    body: Clean,
    /// Where the abstract starts in `text`.
    split: u32,
    /// All tokens, the title's first.
    pub tokens: Vec<Token>,
    /// Number of the title's tokens.
    pub title_tokens: usize,
    /// Tokens of each sentence: first, one past the last.
    pub sentences: Vec<(u32, u32)>,
}

impl Document {
    /// Cleans and tokenises a paper. Linear in its length.
    pub fn new(paper: &Paper) -> Self {
        let title = Clean::new(&paper.title);
        let body = Clean::new(&paper.abstract_text);
        let mut text = String::with_capacity(title.text().len() + body.text().len() + 1);
        text.push_str(title.text());
        text.push('\n');
        let split = text.len() as u32;
        text.push_str(body.text());
        let mut tokens = Vec::with_capacity(text.len() / 5);
        tokenize(title.text(), 0, &mut tokens);
        let title_tokens = tokens.len();
        tokenize(body.text(), split, &mut tokens);
        let count = sentence::number(&text, &mut tokens[title_tokens..], 1);
        let mut sentences = vec![(0, title_tokens as u32); count as usize];
        let mut from = title_tokens;
        for (s, slot) in sentences.iter_mut().enumerate().skip(1) {
            let len = tokens[from..].iter().take_while(|t| t.sentence as usize == s).count();
            *slot = (from as u32, (from + len) as u32);
            from += len;
        }
        Self { text, title, body, split, tokens, title_tokens, sentences }
    }

    /// The clean text: title, line break, abstract.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The clean text of one token.
    pub fn word(&self, token: usize) -> &str {
        self.slice(token, token + 1)
    }

    /// The clean text from the first to the last token of a range.
    pub fn slice(&self, first: usize, end: usize) -> &str {
        match (self.tokens.get(first), end.checked_sub(1).and_then(|l| self.tokens.get(l))) {
            (Some(a), Some(b)) if a.start < b.end => &self.text[a.start as usize..b.end as usize],
            _ => "",
        }
    }

    /// Where a stretch of the clean text stands in the original; one that starts in the title ends
    /// there at the latest.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let split = self.split as usize;
        let (field, clean, base) = if start < split {
            (Field::Title, &self.title, 0)
        } else {
            (Field::Abstract, &self.body, split)
        };
        let length = clean.text().len();
        let (a, b) =
            clean.raw_span((start - base).min(length), (end.max(start) - base).min(length));
        Span { field, start: a as u32, end: b as u32 }
    }

    /// Where a range of tokens stands in the original.
    pub fn token_span(&self, first: usize, end: usize) -> Span {
        let last = end.max(first + 1) - 1;
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(a), Some(b)) => self.span(a.start as usize, b.end as usize),
            _ => self.span(0, 0),
        }
    }

    /// Where the sentence of a token stands in the original.
    pub fn sentence_span(&self, token: usize) -> Span {
        let sentence = self.tokens.get(token).map_or(0, |t| t.sentence as usize);
        let (first, end) = self.sentences.get(sentence).copied().unwrap_or((0, 0));
        self.token_span(first as usize, end as usize)
    }

    /// Where the sentence of a token stands in the original, and all sentences that `span`, which
    /// starts at the token, reaches into.
    pub fn sentence_around(&self, token: usize, span: Span) -> Span {
        let mut sentence = self.sentence_span(token);
        if span.end > sentence.end {
            let last = self.token_at(span.field, span.end - 1);
            sentence.end = self.sentence_span(last).end.max(span.end);
        }
        sentence.start = sentence.start.min(span.start);
        sentence
    }

    /// The token at or after a byte of a field as read; the field's last where none follows.
    /// Logarithmic.
    pub fn token_at(&self, field: Field, byte: u32) -> usize {
        let (base, tokens) = match field {
            Field::Title => (0, &self.tokens[..self.title_tokens]),
            Field::Abstract => (self.title_tokens, &self.tokens[self.title_tokens..]),
            // Statements of sources are no running text.
            Field::Claims => (0, &self.tokens[..0]),
        };
        let before =
            tokens.partition_point(|t| self.span(t.start as usize, t.end as usize).end <= byte);
        base + before.min(tokens.len().saturating_sub(1))
    }

    /// The token at or after a byte of the clean text. Logarithmic.
    pub fn token_after(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.end as usize <= byte)
    }

    /// Whether a token stands in the title.
    pub fn in_title(&self, token: usize) -> bool {
        token < self.title_tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_spell_the_original() {
        let paper =
            Paper::new("x", r"\emph{Foo}-Net: a net", r"We use $\alpha$-NeuS. It is 5\% better.");
        let doc = Document::new(&paper);
        let at =
            doc.tokens.iter().position(|t| doc.text()[t.start as usize..].starts_with("α-NeuS"));
        assert_eq!(doc.token_span(at.unwrap(), at.unwrap() + 1).text(&paper), r"\alpha$-NeuS");
        assert_eq!(doc.sentence_span(at.unwrap()).text(&paper), r"We use $\alpha$-NeuS.");
        assert_eq!(doc.sentences.len(), 3);
    }

    #[test]
    fn the_sentence_of_a_span_holds_all_of_it() {
        let paper = Paper::new("x", "A title", "We follow Foo. Bar is fine. The end.");
        let doc = Document::new(&paper);
        let foo = doc.title_tokens + 2;
        let span = doc.token_span(foo, foo + 3);
        assert_eq!(span.text(&paper), "Foo. Bar");
        let around = doc.sentence_around(foo, span);
        assert_eq!(around.text(&paper), "We follow Foo. Bar is fine.");
        let alone = doc.sentence_around(foo, doc.token_span(foo, foo + 1));
        assert_eq!(alone.text(&paper), "We follow Foo.");
    }

    #[test]
    fn no_span_reaches_over_the_title() {
        for title in ["A title", r"A \emph{title}"] {
            let paper = Paper::new("x", title, "An abstract.");
            let doc = Document::new(&paper);
            let last = doc.title_tokens - 1;
            let whole = doc.token_span(0, doc.tokens.len());
            assert_eq!(
                whole.text(&paper),
                &title[..title.len() - usize::from(title.ends_with('}'))]
            );
            assert_eq!(doc.token_span(last, last + 2).text(&paper), "title");
        }
    }
}
