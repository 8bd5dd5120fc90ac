//! Tokens that no candidate may touch: those of addresses and of bibliographic references.

use crate::model::Citation;
use crate::text::Document;

/// Marks the tokens of addresses and references.
pub(super) fn tokens(doc: &Document, citations: &[Citation]) -> Vec<bool> {
    let mut hidden = vec![false; doc.tokens.len()];
    let mut first = 0;
    while first < doc.tokens.len() {
        let more = doc.tokens[first + 1..].iter().take_while(|t| !t.spaced).count();
        let end = first + 1 + more;
        if more > 1 && address(doc.slice(first, end)) {
            hidden[first..end].fill(true);
        }
        first = end;
    }
    for citation in citations {
        let span = citation.mention.span;
        let first = doc.token_at(span.field, span.start);
        let last = doc.token_at(span.field, span.end.saturating_sub(1));
        if let Some(stretch) = hidden.get_mut(first..=last.max(first)) {
            stretch.fill(true);
        }
    }
    hidden
}

/// Whether a stretch without white space is an address: a scheme, `www.`, or a host with a path.
fn address(text: &str) -> bool {
    if text.contains("://") || text.starts_with("www.") {
        return true;
    }
    let Some((host, _)) = text.split_once('/') else { return false };
    let Some((_, ending)) = host.rsplit_once('.') else { return false };
    (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Paper;

    #[test]
    fn addresses_hide_their_words_and_nothing_else() {
        let paper = Paper::new(
            "x",
            "",
            "See https://github.com/GPT/BERT. or github.com/ViT/DeiT and/or CIFAR-10/100.",
        );
        let doc = Document::new(&paper);
        let hidden = tokens(&doc, &[]);
        let shown: Vec<&str> =
            (0..hidden.len()).filter(|i| !hidden[*i]).map(|i| doc.word(i)).collect();
        assert_eq!(shown, ["See", "or", "and", "/", "or", "CIFAR-10", "/", "100", "."]);
    }
}
