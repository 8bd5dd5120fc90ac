//! GEXF 1.3, Gephi's own format, with colours, sizes and, where papers have years, the years in
//! which a node is there.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::blocks::in_blocks;
use super::columns::{self, Column, EDGE, NODE, SEPARATOR, Value};
use super::layout::positions;
use super::xml::Xml;
use super::{ExportOptions, Exporter, Format, Output, View, style};
use crate::graph::Node;

/// GEXF.
pub(super) struct Gexf;

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
        options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let years = first_years(view);
        let mut xml = Xml::new(&mut *out);
        xml.declaration()?;
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
        let mut graph = vec![("defaultedgetype", view.direction())];
        if years.is_empty() {
            graph.push(("mode", "static"));
        } else {
            graph.extend([("mode", "dynamic"), ("timeformat", "integer")]);
        }
        xml.open("graph", &graph)?;
        attributes(&mut xml, "node", &NODE)?;
        attributes(&mut xml, "edge", &EDGE)?;
        nodes(out, view, &years, &positions(view, options))?;
        edges(out, view)?;
        let mut xml = Xml::new(out);
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

fn attributes(xml: &mut Xml<impl Write>, class: &str, columns: &[Column]) -> io::Result<()> {
    xml.open("attributes", &[("class", class), ("mode", "static")])?;
    for column in columns {
        let kind = column.kind.in_xml();
        xml.empty("attribute", &[("id", column.name), ("title", column.name), ("type", kind)])?;
    }
    xml.close("attributes")
}

fn nodes(
    out: &mut dyn Output,
    view: &View<'_>,
    years: &BTreeMap<usize, i32>,
    positions: &[[f64; 2]],
) -> io::Result<()> {
    Xml::new(&mut *out).open("nodes", &[("count", &view.node_count().to_string())])?;
    in_blocks(out, view.nodes().enumerate(), |text, share| {
        let mut xml = Xml::new(text);
        for (place, node) in share {
            let year = years.get(place).map(ToString::to_string);
            let mut attributes = vec![("id", node.id()), ("label", node.label())];
            attributes.extend(year.as_deref().map(|year| ("start", year)));
            xml.open("node", &attributes)?;
            values(&mut xml, &NODE, &columns::of_node(view, *place, node))?;
            look(&mut xml, node, view.degree(*place), positions.get(*place))?;
            xml.close("node")?;
        }
        Ok(())
    })?;
    Xml::new(out).close("nodes")
}

/// Where a node is, how large and of which colour.
fn look(
    xml: &mut Xml<&mut Vec<u8>>,
    node: &Node,
    degree: u32,
    at: Option<&[f64; 2]>,
) -> io::Result<()> {
    if let Some([x, y]) = at {
        xml.empty("viz:position", &[("x", &x.to_string()), ("y", &y.to_string())])?;
    }
    xml.empty("viz:size", &[("value", &style::size(degree).to_string())])?;
    let style::Colour(r, g, b) = style::of_node(node.kind()).colour;
    xml.empty("viz:color", &[("r", &r.to_string()), ("g", &g.to_string()), ("b", &b.to_string())])
}

fn edges(out: &mut dyn Output, view: &View<'_>) -> io::Result<()> {
    Xml::new(&mut *out).open("edges", &[("count", &view.edge_count().to_string())])?;
    in_blocks(out, view.edges(), |text, share| {
        let mut xml = Xml::new(text);
        for edge in share {
            xml.open(
                "edge",
                &[
                    ("id", &edge.number.to_string()),
                    ("source", view.id(edge.source)),
                    ("target", view.id(edge.target)),
                    ("kind", edge.kind),
                    ("label", edge.kind),
                    ("weight", &edge.weight.to_string()),
                ],
            )?;
            values(&mut xml, &EDGE, &columns::of_edge(view, edge))?;
            xml.close("edge")?;
        }
        Ok(())
    })?;
    Xml::new(out).close("edges")
}

fn values(
    xml: &mut Xml<&mut Vec<u8>>,
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
