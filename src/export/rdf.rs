//! RDF as N-Triples, Turtle and JSON-LD, in the words of schema.org, FaBiO, CiTO and Web
//! Annotation; `docs/rdf.md` writes the mapping down.

use std::io;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, TermRef, TripleRef};
use oxrdfio::{JsonLdProfileSet, RdfFormat, RdfSerializer, WriterQuadSerializer};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::clean::{is_web, printable};
use super::{ExportOptions, Exporter, Format, Output, View, ViewEdge};
use crate::graph::{EdgeKind, Evidence, Node, NodeKind};
use crate::model::{Field, LinkKind, Paper};

/// One serialisation of RDF.
pub(super) struct Rdf(Format, RdfFormat);

/// A line a triple.
pub(super) static N_TRIPLES: Rdf =
    rdf("n-triples", "nt", "application/n-triples", RdfFormat::NTriples);
/// With prefixes.
pub(super) static TURTLE: Rdf = rdf("turtle", "ttl", "text/turtle", RdfFormat::Turtle);
/// As JSON.
pub(super) static JSON_LD: Rdf = rdf(
    "json-ld",
    "jsonld",
    "application/ld+json",
    RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() },
);

const fn rdf(
    name: &'static str,
    extension: &'static str,
    media_type: &'static str,
    rdf: RdfFormat,
) -> Rdf {
    let about = "triple stores; schema.org, FaBiO, CiTO, with evidence as Web Annotations";
    Rdf(Format { name, extension, media_type, folder: false, about }, rdf)
}

/// Words of a vocabulary, which need no check that they are IRIs.
macro_rules! words {
    ($module:ident $prefix:literal: $($name:ident $word:literal)*) => {
        mod $module {
            use oxrdf::NamedNodeRef;
            pub(super) const PREFIX: &str = $prefix;
            $(pub(super) const $name: NamedNodeRef<'_> =
                NamedNodeRef::new_unchecked(concat!($prefix, $word));)*
        }
    };
}

words! { schema "https://schema.org/":
ALTERNATE_NAME "alternateName" ARTICLE "ScholarlyArticle" AUTHOR "author" CITATION "citation"
CODE "SoftwareSourceCode" CODE_REPOSITORY "codeRepository" DATASET "Dataset" DOWNLOAD "DataDownload"
MENTIONS "mentions" NAME "name" PAGE "WebPage" PUBLISHER "publisher" SAME_AS "sameAs" URL "url"
VIDEO "VideoObject" }
words! { fabio "http://purl.org/spar/fabio/":
ALGORITHM "Algorithm" ARXIV_ID "hasArXivId" YEAR "hasPublicationYear" }
words! { cito "http://purl.org/spar/cito/":
CITES "cites" DISCUSSES "discusses" USES_DATA_FROM "usesDataFrom" USES_METHOD_IN "usesMethodIn" }
words! { oa "http://www.w3.org/ns/oa#":
ANNOTATION "Annotation" BODY "hasBody" END "end" EXACT "exact" PLACE "DataPositionSelector"
QUOTE "TextQuoteSelector" SELECTOR "hasSelector" SOURCE "hasSource" START "start" TARGET "hasTarget" }
// Our own words, for what the vocabularies above have none for.
words! { own "urn:citegraph:vocabulary#": METRIC "Metric" RELATION "relation" TASK "Task" }

/// Nodes of the graph.
const NODES: &str = "urn:citegraph:";

const PREFIXES: [(&str, &str); 5] = [
    ("schema", schema::PREFIX),
    ("fabio", fabio::PREFIX),
    ("cito", cito::PREFIX),
    ("oa", oa::PREFIX),
    ("cg", own::PREFIX),
];

/// What may stand in an IRI unescaped.
const KEPT: AsciiSet =
    NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/').remove(b':');

impl Exporter for Rdf {
    fn format(&self) -> &Format {
        &self.0
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let mut serializer = RdfSerializer::from_format(self.1);
        for (prefix, iri) in PREFIXES {
            serializer = serializer.with_prefix(prefix, iri).map_err(io::Error::other)?;
        }
        let mut triples = Triples(serializer.for_writer(out));
        for node in view.nodes() {
            triples.node(node)?;
        }
        for edge in view.edges() {
            triples.edge(view, &edge)?;
        }
        triples.0.finish()?.flush()
    }
}

/// Where triples go.
struct Triples<'o>(WriterQuadSerializer<&'o mut dyn Output>);

impl Triples<'_> {
    fn add<'a>(
        &mut self,
        subject: &'a NamedNode,
        predicate: NamedNodeRef<'a>,
        object: impl Into<TermRef<'a>>,
    ) -> io::Result<()> {
        self.0.serialize_triple(TripleRef::new(subject, predicate, object))
    }

    fn text(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.add(subject, predicate, &Literal::from(&*printable(text)))
    }

    fn year(&mut self, subject: &NamedNode, year: Option<i32>) -> io::Result<()> {
        let Some(year) = year else { return Ok(()) };
        // xsd:gYear has at least four digits.
        let sign = if year < 0 { "-" } else { "" };
        let year = format!("{sign}{:04}", year.unsigned_abs());
        self.add(subject, fabio::YEAR, &Literal::new_typed_literal(year, xsd::G_YEAR))
    }

    fn node(&mut self, node: &Node) -> io::Result<()> {
        let subject = node_iri(node);
        self.add(&subject, rdfs::LABEL, &Literal::from(&*printable(node.label())))?;
        self.add(&subject, rdf::TYPE, class(node))?;
        match node {
            Node::Paper(n) => self.paper(&subject, &n.paper),
            Node::Entity(n) => n
                .aliases
                .iter()
                .try_for_each(|alias| self.text(&subject, schema::ALTERNATE_NAME, alias)),
            Node::Link(n) => {
                let predicate = match n.kind {
                    LinkKind::Code => schema::CODE_REPOSITORY,
                    _ => schema::URL,
                };
                self.address(&subject, predicate, &n.url)
            }
            Node::Work(n) => self.year(&subject, n.year),
        }
    }

    fn paper(&mut self, subject: &NamedNode, paper: &Paper) -> io::Result<()> {
        self.text(subject, schema::NAME, &paper.title)?;
        self.year(subject, paper.year)?;
        for author in &paper.authors {
            self.text(subject, schema::AUTHOR, author)?;
        }
        if let Some(venue) = &paper.venue {
            self.text(subject, schema::PUBLISHER, venue)?;
        }
        for url in &paper.urls {
            self.address(subject, schema::URL, url)?;
        }
        if let Some(doi) = paper.ids.get("doi") {
            let doi = format!("https://doi.org/{}", utf8_percent_encode(doi, &KEPT));
            let doi = NamedNode::new_unchecked(doi);
            self.add(subject, schema::SAME_AS, &doi)?;
        }
        if let Some(id) = paper.ids.get("arxiv") {
            self.text(subject, fabio::ARXIV_ID, id)?;
        }
        Ok(())
    }

    /// An address as an IRI where it is one that is safe to follow, else as text.
    fn address(
        &mut self,
        subject: &NamedNode,
        predicate: NamedNodeRef<'_>,
        url: &str,
    ) -> io::Result<()> {
        match NamedNode::new(url) {
            Ok(object) if is_web(url) => self.add(subject, predicate, &object),
            _ => self.text(subject, predicate, url),
        }
    }

    fn edge(&mut self, view: &View<'_>, edge: &ViewEdge<'_>) -> io::Result<()> {
        let (Some(from), Some(to)) = (view.node(edge.source), view.node(edge.target)) else {
            return Ok(());
        };
        let (source, target) = (node_iri(from), node_iri(to));
        let relation = format!("{}{}", own::PREFIX, edge.kind);
        self.add(&source, NamedNodeRef::new_unchecked(&relation), &target)?;
        for shared in edge.edge.into_iter().flat_map(|e| common(e.kind, from, to)) {
            self.add(&source, *shared, &target)?;
        }
        for (i, evidence) in view.evidence(edge).enumerate() {
            self.evidence(view, edge, i, evidence, &target)?;
        }
        Ok(())
    }

    /// An annotation of the paper, whose body is what the edge leads to.
    fn evidence(
        &mut self,
        view: &View<'_>,
        edge: &ViewEdge<'_>,
        number: usize,
        evidence: &Evidence,
        body: &NamedNode,
    ) -> io::Result<()> {
        let Some(paper) = view.graph().node(evidence.paper) else { return Ok(()) };
        let name = format!("{NODES}evidence/{}.{number}", edge.number);
        let part = |part: &str| NamedNode::new_unchecked(format!("{name}#{part}"));
        let (target, place, quote) = (part("target"), part("place"), part("quote"));
        let annotation = NamedNode::new_unchecked(name);
        let field = match evidence.span.field {
            Field::Title => "title",
            Field::Abstract => "abstract",
            Field::Claims => "claims",
        };
        self.add(&annotation, rdf::TYPE, oa::ANNOTATION)?;
        self.add(&annotation, oa::BODY, body)?;
        self.text(&annotation, own::RELATION, edge.kind)?;
        self.add(&annotation, oa::TARGET, &target)?;
        let source = NamedNode::new_unchecked(format!("{}#{field}", node_iri(paper).as_str()));
        self.add(&target, oa::SOURCE, &source)?;
        self.add(&target, oa::SELECTOR, &place)?;
        // Our spans count bytes, which is what this selector counts.
        self.add(&place, rdf::TYPE, oa::PLACE)?;
        for (name, at) in [(oa::START, evidence.span.start), (oa::END, evidence.span.end)] {
            let at = Literal::new_typed_literal(at.to_string(), xsd::NON_NEGATIVE_INTEGER);
            self.add(&place, name, &at)?;
        }
        let exact = view.text(evidence.paper, evidence.span);
        if !exact.is_empty() {
            self.add(&target, oa::SELECTOR, &quote)?;
            self.add(&quote, rdf::TYPE, oa::QUOTE)?;
            self.text(&quote, oa::EXACT, exact)?;
        }
        Ok(())
    }
}

fn class(node: &Node) -> NamedNodeRef<'static> {
    match (node.kind(), node) {
        (_, Node::Link(n)) if n.kind == LinkKind::Code => schema::CODE,
        (_, Node::Link(n)) if n.kind == LinkKind::Data => schema::DOWNLOAD,
        (_, Node::Link(n)) if n.kind == LinkKind::Video => schema::VIDEO,
        (NodeKind::Link, _) => schema::PAGE,
        (NodeKind::Paper | NodeKind::Work, _) => schema::ARTICLE,
        (NodeKind::Dataset, _) => schema::DATASET,
        (NodeKind::Method, _) => fabio::ALGORITHM,
        (NodeKind::Task, _) => own::TASK,
        (NodeKind::Metric, _) => own::METRIC,
    }
}

/// What the common vocabularies say of an edge, besides our own word for it.
fn common(kind: EdgeKind, from: &Node, to: &Node) -> &'static [NamedNodeRef<'static>] {
    let papers = from.paper().is_some() && matches!(to, Node::Paper(_) | Node::Work(_));
    match kind {
        EdgeKind::Cites => &[cito::CITES, schema::CITATION],
        EdgeKind::BuildsOn => &[cito::USES_METHOD_IN],
        EdgeKind::EvaluatesOnDatasetOf => &[cito::USES_DATA_FROM],
        EdgeKind::ComparesWith if papers => &[cito::DISCUSSES],
        _ if from.paper().is_some() && !papers => &[schema::MENTIONS],
        _ => &[],
    }
}

/// The IRI of a node, in which all that may not stand in one is escaped.
fn node_iri(node: &Node) -> NamedNode {
    NamedNode::new_unchecked(format!("{NODES}{}", utf8_percent_encode(node.id(), &KEPT)))
}
