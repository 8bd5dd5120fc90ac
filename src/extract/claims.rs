//! What the sources of a paper claim, added to what its text says.

use crate::lexicon::key;
use crate::model::{
    Claim, Claimed, Entity, Kind, Link, LinkKind, Mention, Outcome, Paper, Record, Role, Rule,
    Span, address_key,
};

/// Adds the names, links and results that sources state, each with the statement as its sentence.
pub(crate) fn add(paper: &Paper, record: &mut Record) {
    for claim in paper.claims.iter() {
        let mut result = None;
        for (what, span) in &claim.parts {
            let (text, mention) = (span.text(paper), mention(claim, *span));
            match what {
                Claimed::Entity(kind, role) => entity(record, text, (*kind, *role), mention),
                Claimed::Link(kind) => link(record, text, *kind, mention),
                Claimed::Value => result = Some(outcome(paper, claim, text, mention)),
            }
        }
        record.results.extend(result);
    }
}

fn mention(claim: &Claim, span: Span) -> Mention {
    Mention { span, sentence: claim.sentence, rule: Rule::Claim, confidence: 1.0 }
}

/// A name that the text has too, whatever its letter case, gains a mention.
fn entity(record: &mut Record, name: &str, (kind, role): (Kind, Role), mention: Mention) {
    let spelling = key(name);
    let is_called = |e: &&mut Entity| {
        e.kind == kind && (key(&e.name) == spelling || e.aliases.iter().any(|a| key(a) == spelling))
    };
    let Some(known) = record.entities.iter_mut().find(is_called) else {
        record.entities.push(Entity {
            name: name.to_owned(),
            aliases: Vec::new(),
            kind,
            role,
            generic: false,
            confidence: mention.confidence,
            mentions: vec![mention],
        });
        return;
    };
    if known.role == Role::Mentioned {
        known.role = role;
    }
    if known.name != name && !known.aliases.iter().any(|alias| alias == name) {
        known.aliases.push(name.to_owned());
        known.aliases.sort();
    }
    // The source vouches for the name, and for the role where it says the same.
    if known.role == role {
        known.confidence = mention.confidence;
    }
    known.mentions.push(mention);
}

fn link(record: &mut Record, url: &str, kind: LinkKind, mention: Mention) {
    let address = address_key(url);
    if !record.links.iter().any(|link| address_key(&link.url) == address) {
        record.links.push(Link { url: url.to_owned(), kind, mention });
    }
}

fn outcome(paper: &Paper, claim: &Claim, value: &str, mention: Mention) -> Outcome {
    let named = |wanted: Kind| {
        let is_wanted =
            |what: &Claimed| matches!(what, Claimed::Entity(kind, _) if *kind == wanted);
        let part = claim.parts.iter().find(|(what, _)| is_wanted(what));
        part.map(|(_, span)| span.text(paper).to_owned())
    };
    Outcome {
        method: named(Kind::Method),
        metric: named(Kind::Metric),
        value: value.to_owned(),
        dataset: named(Kind::Dataset),
        versus: None,
        delta: false,
        mention,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lexicon;
    use crate::extract::Extractor;

    #[test]
    fn claims_join_what_the_text_names() {
        let mut paper =
            Paper::new("x", "FooNet: Fast Networks", "We propose FooNet and train it on ImageNet.");
        paper.abstract_text.push_str(" Code: https://a.org/Foo");
        let method = |name| (Claimed::Entity(Kind::Method, Role::Used), name);
        let dataset = |name| (Claimed::Entity(Kind::Dataset, Role::Evaluated), name);
        let metric = (Claimed::Entity(Kind::Metric, Role::Reported), "Top 1 Accuracy");
        for parts in [
            &[method("foonet"), dataset("ImageNet"), metric, (Claimed::Value, "80%")][..],
            &[(Claimed::Link(LinkKind::Code), "https://github.com/a/foonet")],
            &[(Claimed::Link(LinkKind::Code), "http://www.A.org/Foo/")],
            &[(Claimed::Link(LinkKind::Code), "https://a.org/foo")],
        ] {
            paper.claims.add("Papers with Code", parts);
        }
        let record = Extractor::new(Lexicon::builtin()).extract(&paper);
        let foonet: Vec<_> = record.entities.iter().filter(|e| key(&e.name) == "foonet").collect();
        assert_eq!((foonet.len(), foonet[0].role), (1, Role::Proposed));
        assert!(foonet[0].mentions.len() > 2);
        let result = record.results.last().unwrap();
        assert_eq!(
            (result.value.as_str(), result.metric.as_deref()),
            ("80%", Some("Top 1 Accuracy"))
        );
        let sentence = result.mention.sentence.text(&paper);
        assert!(sentence.starts_with("Papers with Code: method foonet, dataset ImageNet"));
        let links: Vec<_> = record.links.iter().map(|l| (l.url.as_str(), l.mention.rule)).collect();
        assert_eq!(
            links,
            [
                ("https://a.org/Foo", Rule::Url),
                ("https://github.com/a/foonet", Rule::Claim),
                ("https://a.org/foo", Rule::Claim),
            ]
        );
    }
}
