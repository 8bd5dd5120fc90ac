//! OpenAlex works: one, a list under `results`, or the lines of a snapshot.

use crate::read::draft::Draft;
use crate::read::feed::{Feed, Halt};
use crate::read::options::ReadOptions;
use crate::read::parse::json::{Object, Value};
use crate::read::parse::text::without_tags;
use crate::read::stream::Source;

use super::Format;
use super::json_source::{self, has};

pub(super) static FORMAT: Format = Format {
    name: "openalex",
    extensions: &["json", "jsonl"],
    media_type: "application/json",
    about: "OpenAlex works: single, {results: [...]} or snapshot lines; inverted abstracts rebuilt",
    detect,
    cut,
};

const KNOWN: &[&str] = &[
    "abstract_inverted_index.*",
    "authorships.author.display_name",
    "best_oa_location.pdf_url",
    "display_name",
    "doi",
    "host_venue.display_name",
    "id",
    "ids",
    "primary_location.landing_page_url",
    "primary_location.pdf_url",
    "primary_location.source.display_name",
    "publication_date",
    "publication_year",
    "referenced_works",
    "title",
];

fn detect(head: &[u8]) -> bool {
    has(head, &["id", "display_name", "publication_year"])
        || has(head, &["id", "abstract_inverted_index"])
        || has(head, &["id", "title", "referenced_works"])
        || has(head, &["id", "title", "authorships"])
}

fn cut(source: &mut Source<'_>, options: &ReadOptions, feed: &Feed) -> Result<(), Halt> {
    json_source::cut(source, options, feed, KNOWN, fill)
}

fn fill(draft: &mut Draft, work: &Object<'_>) {
    draft.identifier("openalex", work.get("id").or_empty());
    draft.title(&without_tags(work.any(&["title", "display_name"]).or_empty()));
    draft.wrapped_abstract(&rebuilt(work.get("abstract_inverted_index")));
    draft.year(work.any(&["publication_year", "publication_date"]).or_empty());
    draft.doi(work.get("doi").or_empty());
    for scheme in ["doi", "pmid", "pmcid"] {
        draft.identifier(scheme, work.get("ids").get(scheme).or_empty());
    }
    for authorship in work.get("authorships").objects() {
        draft.author(authorship.get("author").get("display_name").or_empty());
    }
    let place = work.get("primary_location");
    draft.venue(place.get("source").get("display_name").or_empty());
    draft.venue(work.get("host_venue").get("display_name").or_empty());
    draft.url(place.get("landing_page_url").or_empty());
    draft.url(place.get("pdf_url").or_empty());
    draft.url(work.get("best_oa_location").get("pdf_url").or_empty());
    for cited in work.get("referenced_works").texts() {
        draft.reference_in("openalex", cited);
    }
}

/// The text of which the index lists each word's places.
fn rebuilt(index: &Value<'_>) -> String {
    let Value::Words(words) = index else { return index.or_empty().to_owned() };
    let mut words: Vec<(u64, &str)> =
        words.iter().map(|(place, word)| (*place, word.as_ref())).collect();
    words.sort_unstable();
    words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ")
}
