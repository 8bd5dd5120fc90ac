//! RDF as N-Triples, Turtle and JSON-LD, in the words of schema.org, FaBiO, CiTO and Web
//! Annotation; `docs/rdf.md` writes the mapping down.

use std::io;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, NamedNodeRef, TermRef, TripleRef};
use oxrdfio::{JsonLdProfileSet, RdfFormat, RdfSerializer, WriterQuadSerializer};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::clean::{is_web, printable};
use super::{ExportOptions, Exporter, Format, Output, View, ViewEdge};
use crate::error::Error;
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

const SCHEMA: &str = "https://schema.org/";
const FABIO: &str = "http://purl.org/spar/fabio/";
const CITO: &str = "http://purl.org/spar/cito/";
const OA: &str = "http://www.w3.org/ns/oa#";
/// Our own words, for what the vocabularies above have none for.
const OWN: &str = "urn:citegraph:vocabulary#";
/// Nodes of the graph.
const NODES: &str = "urn:citegraph:";

const PREFIXES: [(&str, &str); 5] =
    [("schema", SCHEMA), ("fabio", FABIO), ("cito", CITO), ("oa", OA), ("cg", OWN)];

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

    fn text(&mut self, subject: &NamedNode, predicate: &str, text: &str) -> io::Result<()> {
        self.add(subject, iri(predicate)?.as_ref(), &Literal::from(&*printable(text)))
    }

    fn link(&mut self, subject: &NamedNode, predicate: &str, object: &NamedNode) -> io::Result<()> {
        self.add(subject, iri(predicate)?.as_ref(), object)
    }

    fn class(&mut self, subject: &NamedNode, class: &str) -> io::Result<()> {
        self.add(subject, rdf::TYPE, &iri(class)?)
    }

    fn year(&mut self, subject: &NamedNode, year: Option<i32>) -> io::Result<()> {
        let Some(year) = year else { return Ok(()) };
        // xsd:gYear has at least four digits.
        let sign = if year < 0 { "-" } else { "" };
        let year =
            Literal::new_typed_literal(format!("{sign}{:04}", year.unsigned_abs()), xsd::G_YEAR);
        self.add(subject, iri(&format!("{FABIO}hasPublicationYear"))?.as_ref(), &year)
    }

    fn node(&mut self, node: &Node) -> io::Result<()> {
        let subject = node_iri(node)?;
        self.add(&subject, rdfs::LABEL, &Literal::from(&*printable(node.label())))?;
        self.class(&subject, &class(node))?;
        match node {
            Node::Paper(n) => self.paper(&subject, &n.paper),
            Node::Entity(n) => n.aliases.iter().try_for_each(|alias| {
                self.text(&subject, &format!("{SCHEMA}alternateName"), alias)
            }),
            Node::Link(n) => {
                let predicate = match n.kind {
                    LinkKind::Code => "codeRepository",
                    _ => "url",
                };
                self.address(&subject, predicate, &n.url)
            }
            Node::Work(n) => self.year(&subject, n.year),
        }
    }

    fn paper(&mut self, subject: &NamedNode, paper: &Paper) -> io::Result<()> {
        self.text(subject, &format!("{SCHEMA}name"), &paper.title)?;
        self.year(subject, paper.year)?;
        for author in &paper.authors {
            self.text(subject, &format!("{SCHEMA}author"), author)?;
        }
        if let Some(venue) = &paper.venue {
            self.text(subject, &format!("{SCHEMA}publisher"), venue)?;
        }
        for url in &paper.urls {
            self.address(subject, "url", url)?;
        }
        if let Some(doi) = paper.ids.get("doi") {
            let doi = iri(&format!("https://doi.org/{}", utf8_percent_encode(doi, &KEPT)))?;
            self.link(subject, &format!("{SCHEMA}sameAs"), &doi)?;
        }
        if let Some(id) = paper.ids.get("arxiv") {
            self.text(subject, &format!("{FABIO}hasArXivId"), id)?;
        }
        Ok(())
    }

    /// An address as an IRI where it is one that is safe to follow, else as text.
    fn address(&mut self, subject: &NamedNode, predicate: &str, url: &str) -> io::Result<()> {
        let predicate = format!("{SCHEMA}{predicate}");
        match NamedNode::new(url) {
            Ok(object) if is_web(url) => self.link(subject, &predicate, &object),
            _ => self.text(subject, &predicate, url),
        }
    }

    fn edge(&mut self, view: &View<'_>, edge: &ViewEdge<'_>) -> io::Result<()> {
        let (Some(from), Some(to)) = (view.node(edge.source), view.node(edge.target)) else {
            return Ok(());
        };
        let (source, target) = (node_iri(from)?, node_iri(to)?);
        self.link(&source, &format!("{OWN}{}", edge.kind), &target)?;
        for shared in edge.edge.into_iter().flat_map(|e| common(e.kind, from, to)) {
            self.link(&source, &shared, &target)?;
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
        let annotation = iri(&format!("{NODES}evidence/{}.{number}", edge.number))?;
        let part = |name: &str| iri(&format!("{}#{name}", annotation.as_str()));
        let (target, place, quote) = (part("target")?, part("place")?, part("quote")?);
        let field = match evidence.span.field {
            Field::Title => "title",
            Field::Abstract => "abstract",
            Field::Claims => "claims",
        };
        self.class(&annotation, &format!("{OA}Annotation"))?;
        self.link(&annotation, &format!("{OA}hasBody"), body)?;
        self.text(&annotation, &format!("{OWN}relation"), edge.kind)?;
        self.link(&annotation, &format!("{OA}hasTarget"), &target)?;
        let source = iri(&format!("{}#{field}", node_iri(paper)?.as_str()))?;
        self.link(&target, &format!("{OA}hasSource"), &source)?;
        self.link(&target, &format!("{OA}hasSelector"), &place)?;
        // Our spans count bytes, which is what this selector counts.
        self.class(&place, &format!("{OA}DataPositionSelector"))?;
        for (name, at) in [("start", evidence.span.start), ("end", evidence.span.end)] {
            let at = Literal::new_typed_literal(at.to_string(), xsd::NON_NEGATIVE_INTEGER);
            self.add(&place, iri(&format!("{OA}{name}"))?.as_ref(), &at)?;
        }
        let exact = view.text(evidence.paper, evidence.span);
        if !exact.is_empty() {
            self.link(&target, &format!("{OA}hasSelector"), &quote)?;
            self.class(&quote, &format!("{OA}TextQuoteSelector"))?;
            self.text(&quote, &format!("{OA}exact"), exact)?;
        }
        Ok(())
    }
}

fn class(node: &Node) -> String {
    match (node.kind(), node) {
        (_, Node::Link(n)) if n.kind == LinkKind::Code => format!("{SCHEMA}SoftwareSourceCode"),
        (_, Node::Link(n)) if n.kind == LinkKind::Data => format!("{SCHEMA}DataDownload"),
        (_, Node::Link(n)) if n.kind == LinkKind::Video => format!("{SCHEMA}VideoObject"),
        (NodeKind::Link, _) => format!("{SCHEMA}WebPage"),
        (NodeKind::Paper | NodeKind::Work, _) => format!("{SCHEMA}ScholarlyArticle"),
        (NodeKind::Dataset, _) => format!("{SCHEMA}Dataset"),
        (NodeKind::Method, _) => format!("{FABIO}Algorithm"),
        (NodeKind::Task, _) => format!("{OWN}Task"),
        (NodeKind::Metric, _) => format!("{OWN}Metric"),
    }
}

/// What the common vocabularies say of an edge, besides our own word for it.
fn common(kind: EdgeKind, from: &Node, to: &Node) -> Vec<String> {
    let papers = from.paper().is_some() && matches!(to, Node::Paper(_) | Node::Work(_));
    match kind {
        EdgeKind::Cites => vec![format!("{CITO}cites"), format!("{SCHEMA}citation")],
        EdgeKind::BuildsOn => vec![format!("{CITO}usesMethodIn")],
        EdgeKind::EvaluatesOnDatasetOf => vec![format!("{CITO}usesDataFrom")],
        EdgeKind::ComparesWith if papers => vec![format!("{CITO}discusses")],
        _ if from.paper().is_some() && !papers => vec![format!("{SCHEMA}mentions")],
        _ => Vec::new(),
    }
}

fn node_iri(node: &Node) -> io::Result<NamedNode> {
    iri(&format!("{NODES}{}", utf8_percent_encode(node.id(), &KEPT)))
}

fn iri(text: &str) -> io::Result<NamedNode> {
    NamedNode::new(text).map_err(|e| {
        io::Error::other(Error::usage(format!("{text:?} is no IRI ({e})"), "report this as a bug"))
    })
}
