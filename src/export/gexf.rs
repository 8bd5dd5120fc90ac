//! GEXF 1.3, Gephi's own format, with colours, sizes and, where papers have years, the years in
//! which a node is there.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::columns::{self, Column, EDGE, NODE, Type, Value};
use super::layout::positions;
use super::xml::Xml;
use super::{ExportOptions, Exporter, Format, Output, View, style};
use crate::graph::Node;

/// GEXF.
pub(super) struct Gexf;

/// Between the members of a list.
const SEPARATOR: &str = "; ";

impl Exporter for Gexf {
    fn format(&self) -> &Format {
        &Format {
            name: "gexf",
            extension: "gexf",
            media_type: "application/gexf+xml",
            folder: false,
            about: "Gephi, Gephi Lite, networkx; keeps attributes, colours, sizes, positions, years",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let years = first_years(view);
        let mut xml = Xml::new(Writer::new(out));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.open(
            "gexf",
            &[
                ("xmlns", "http://gexf.net/1.3"),
                ("xmlns:viz", "http://gexf.net/1.3/viz"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                ("xsi:schemaLocation", "http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd"),
                ("version", "1.3"),
            ],
        )?;
        let direction = if view.directed() { "directed" } else { "undirected" };
        let mut graph = vec![("defaultedgetype", direction)];
        if years.is_empty() {
            graph.push(("mode", "static"));
        } else {
            graph.extend([("mode", "dynamic"), ("timeformat", "integer")]);
        }
        xml.open("graph", &graph)?;
        attributes(&mut xml, "node", &NODE)?;
        attributes(&mut xml, "edge", &EDGE)?;
        nodes(&mut xml, view, &years)?;
        edges(&mut xml, view)?;
        xml.close("graph")?;
        xml.close("gexf")
    }
}

/// By place, the year of a paper or work and the first year in which a paper names another node.
fn first_years(view: &View<'_>) -> BTreeMap<usize, i32> {
    let own = |place| match view.node(place) {
        Some(Node::Paper(n)) => n.paper.year,
        Some(Node::Work(n)) => n.year,
        _ => None,
    };
    let mut years: BTreeMap<_, _> =
        (0..view.node_count()).filter_map(|place| Some((place, own(place)?))).collect();
    for edge in view.edges() {
        let named = view.node(edge.target).is_some_and(|n| n.paper().is_none());
        if let (true, Some(year)) = (named, own(edge.source)) {
            years.entry(edge.target).and_modify(|y| *y = year.min(*y)).or_insert(year);
        }
    }
    years
}

fn attributes(xml: &mut Xml<&mut dyn Output>, class: &str, columns: &[Column]) -> io::Result<()> {
    xml.open("attributes", &[("class", class), ("mode", "static")])?;
    for column in columns {
        let kind = match column.kind {
            Type::Text | Type::List => "string",
            Type::Integer => "long",
            Type::Float => "double",
            Type::Flag => "boolean",
        };
        xml.empty("attribute", &[("id", column.name), ("title", column.name), ("type", kind)])?;
    }
    xml.close("attributes")
}

fn nodes(
    xml: &mut Xml<&mut dyn Output>,
    view: &View<'_>,
    years: &BTreeMap<usize, i32>,
) -> io::Result<()> {
    let positions = positions(view);
    xml.open("nodes", &[("count", &view.node_count().to_string())])?;
    for (place, node) in view.nodes().enumerate() {
        let year = years.get(&place).map(ToString::to_string);
        let mut attributes = vec![("id", node.id()), ("label", node.label())];
        attributes.extend(year.as_deref().map(|year| ("start", year)));
        xml.open("node", &attributes)?;
        values(xml, &NODE, &columns::of_node(view, place, node))?;
        let style::Colour(r, g, b) = style::of_node(node.kind()).colour;
        if let Some([x, y]) = positions.get(place) {
            xml.empty("viz:position", &[("x", &x.to_string()), ("y", &y.to_string())])?;
        }
        xml.empty("viz:size", &[("value", &style::size(view.degree(place)).to_string())])?;
        xml.empty(
            "viz:color",
            &[("r", &r.to_string()), ("g", &g.to_string()), ("b", &b.to_string())],
        )?;
        xml.close("node")?;
    }
    xml.close("nodes")
}

fn edges(xml: &mut Xml<&mut dyn Output>, view: &View<'_>) -> io::Result<()> {
    xml.open("edges", &[("count", &view.edge_count().to_string())])?;
    for edge in view.edges() {
        let end = |place| view.node(place).map_or("", Node::id);
        xml.open(
            "edge",
            &[
                ("id", &edge.number.to_string()),
                ("source", end(edge.source)),
                ("target", end(edge.target)),
                ("kind", edge.kind),
                ("label", edge.kind),
                ("weight", &edge.weight.to_string()),
            ],
        )?;
        values(xml, &EDGE, &columns::of_edge(view, &edge))?;
        xml.close("edge")?;
    }
    xml.close("edges")
}

fn values(
    xml: &mut Xml<&mut dyn Output>,
    columns: &[Column],
    values: &[Option<Value<'_>>],
) -> io::Result<()> {
    xml.open("attvalues", &[])?;
    for (column, value) in columns.iter().zip(values) {
        if let Some(value) = value {
            let text = value.join(SEPARATOR);
            xml.empty("attvalue", &[("for", column.name), ("value", &text)])?;
        }
    }
    xml.close("attvalues")
}
