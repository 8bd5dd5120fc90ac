//! GraphML, with every key's `for` and `attr.type`, without which Gephi drops values, and the
//! `labelV` and `labelE` that TinkerPop looks for.

use std::io;

use super::blocks::in_blocks;
use super::columns::{self, Column, EDGE, NODE, SEPARATOR, Value};
use super::xml::Xml;
use super::{ExportOptions, Exporter, Format, Output, View};

/// GraphML.
pub(super) struct GraphMl;

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
        let mut xml = Xml::new(&mut *out);
        xml.declaration()?;
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
                        ("attr.type", column.kind.in_xml()),
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
        xml.open("graph", &[("id", "citegraph"), ("edgedefault", view.direction())])?;
        nodes(out, view)?;
        edges(out, view)?;
        let mut xml = Xml::new(out);
        xml.close("graph")?;
        xml.close("graphml")
    }
}

fn nodes(out: &mut dyn Output, view: &View<'_>) -> io::Result<()> {
    in_blocks(out, view.nodes().enumerate(), |text, share| {
        let mut xml = Xml::new(text);
        for (place, node) in share {
            xml.open("node", &[("id", node.id())])?;
            data(&mut xml, "labelV", node.kind().name())?;
            values(&mut xml, "node", &NODE, &columns::of_node(view, *place, node))?;
            xml.close("node")?;
        }
        Ok(())
    })
}

fn edges(out: &mut dyn Output, view: &View<'_>) -> io::Result<()> {
    in_blocks(out, view.edges(), |text, share| {
        let mut xml = Xml::new(text);
        for edge in share {
            xml.open(
                "edge",
                &[
                    ("id", &format!("e{}", edge.number)),
                    ("source", view.id(edge.source)),
                    ("target", view.id(edge.target)),
                ],
            )?;
            data(&mut xml, "labelE", edge.kind)?;
            values(&mut xml, "edge", &EDGE, &columns::of_edge(view, edge))?;
            xml.close("edge")?;
        }
        Ok(())
    })
}

fn values(
    xml: &mut Xml<&mut Vec<u8>>,
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

fn data(xml: &mut Xml<&mut Vec<u8>>, key: &str, value: &str) -> io::Result<()> {
    xml.text("data", &[("key", key)], value)
}
