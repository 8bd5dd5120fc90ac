//! graphology's serialised form, which sigma and Gephi Lite load.
//!
//! sigma reads an edge's `type` as the name of a drawing program, so the type of ours is `relation`.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::json::{EvidenceJson, NodeJson, edge, lines};
use super::layout::positions;
use super::{ExportOptions, Exporter, Format, Output, View, style};
use crate::graph::Figure;

/// graphology JSON.
pub(super) struct Graphology;

#[derive(Serialize)]
struct Item<'a, T> {
    key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    undirected: bool,
    attributes: T,
}

#[derive(Serialize)]
struct NodeAttributes<'a> {
    color: String,
    size: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    y: Option<f64>,
    #[serde(flatten)]
    node: NodeJson<'a>,
}

#[derive(Serialize)]
struct EdgeAttributes<'a> {
    relation: Cow<'a, str>,
    weight: u32,
    confidence: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<Cow<'a, Figure>>,
    evidence: Vec<EvidenceJson<'a>>,
}

impl Exporter for Graphology {
    fn format(&self) -> &Format {
        &Format {
            name: "graphology",
            extension: "json",
            media_type: "application/json",
            folder: false,
            about: "graphology, sigma.js, Gephi Lite; keeps everything, with colours, sizes and positions",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        let positions = positions(view, options);
        let kind = if view.directed() { "directed" } else { "undirected" };
        write!(
            out,
            "{{\"attributes\":{{\"name\":\"citegraph\"}},\"options\":{{\"type\":\"{kind}\",\
             \"multi\":true,\"allowSelfLoops\":true}},\"nodes\":"
        )?;
        lines(out, view.nodes().enumerate(), |(place, node)| Item {
            key: node.id().to_owned(),
            source: None,
            target: None,
            undirected: false,
            attributes: NodeAttributes {
                color: style::of_node(node.kind()).colour.to_string(),
                size: style::size(view.degree(*place)),
                x: positions.get(*place).map(|at| at[0]),
                y: positions.get(*place).map(|at| at[1]),
                node: NodeJson::new(node, view.has_text()),
            },
        })?;
        out.write_all(b",\"edges\":")?;
        lines(out, view.edges(), |each| {
            let edge = edge(view, each);
            Item {
                key: format!("e{}", edge.key),
                source: edge.source,
                target: edge.target,
                undirected: !view.directed(),
                attributes: EdgeAttributes {
                    relation: edge.kind,
                    weight: edge.weight,
                    confidence: edge.confidence,
                    figure: edge.figure,
                    evidence: edge.evidence,
                },
            }
        })?;
        out.write_all(b"}\n")
    }
}
