//! GraphML, with every key's `for` and `attr.type`, without which Gephi drops values, and the
//! `labelV` and `labelE` that TinkerPop looks for.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::columns::{self, Column, EDGE, NODE, Type, Value};
use super::xml::Xml;
use super::{ExportOptions, Exporter, Format, Output, View};

/// GraphML.
pub(super) struct GraphMl;

/// Between the members of a list, which GraphML has no type for.
const SEPARATOR: &str = "; ";

impl Exporter for GraphMl {
    fn format(&self) -> &Format {
        &Format {
            name: "graphml",
            extension: "graphml",
            media_type: "application/graphml+xml",
            folder: false,
            about: "networkx, igraph, Gephi, yEd, TinkerPop; keeps attributes, one sentence an edge",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let mut xml = Xml::new(Writer::new(out));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.open(
            "graphml",
            &[
                ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                (
                    "xsi:schemaLocation",
                    "http://graphml.graphdrawing.org/xmlns \
                     http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
                ),
            ],
        )?;
        for (of, columns) in [("node", &NODE[..]), ("edge", &EDGE[..])] {
            for column in columns {
                xml.empty(
                    "key",
                    &[
                        ("id", &format!("{of}.{}", column.name)),
                        ("for", of),
                        ("attr.name", column.name),
                        ("attr.type", type_name(column.kind)),
                    ],
                )?;
            }
        }
        for (id, of) in [("labelV", "node"), ("labelE", "edge")] {
            xml.empty(
                "key",
                &[("id", id), ("for", of), ("attr.name", id), ("attr.type", "string")],
            )?;
        }
        let direction = if view.directed() { "directed" } else { "undirected" };
        xml.open("graph", &[("id", "citegraph"), ("edgedefault", direction)])?;
        for (place, node) in view.nodes().enumerate() {
            xml.open("node", &[("id", node.id())])?;
            data(&mut xml, "labelV", node.kind().name())?;
            values(&mut xml, "node", &NODE, &columns::of_node(view, place, node))?;
            xml.close("node")?;
        }
        for edge in view.edges() {
            let end = |place| view.node(place).map_or("", crate::graph::Node::id);
            xml.open(
                "edge",
                &[
                    ("id", &format!("e{}", edge.number)),
                    ("source", end(edge.source)),
                    ("target", end(edge.target)),
                ],
            )?;
            data(&mut xml, "labelE", edge.kind)?;
            values(&mut xml, "edge", &EDGE, &columns::of_edge(view, &edge))?;
            xml.close("edge")?;
        }
        xml.close("graph")?;
        xml.close("graphml")
    }
}

fn values(
    xml: &mut Xml<&mut dyn Output>,
    of: &str,
    columns: &[Column],
    values: &[Option<Value<'_>>],
) -> io::Result<()> {
    for (column, value) in columns.iter().zip(values) {
        if let Some(value) = value {
            data(xml, &format!("{of}.{}", column.name), &value.join(SEPARATOR))?;
        }
    }
    Ok(())
}

fn data(xml: &mut Xml<&mut dyn Output>, key: &str, value: &str) -> io::Result<()> {
    xml.text("data", &[("key", key)], value)
}

const fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::List => "string",
        Type::Integer => "long",
        Type::Float => "double",
        Type::Flag => "boolean",
    }
}
