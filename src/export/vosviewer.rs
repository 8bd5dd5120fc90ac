//! VOSviewer's JSON: a map of items, placed, clustered by kind and weighted.

use std::io;

use serde::Serialize;

use super::clean::{is_web, printable};
use super::json::lines;
use super::layout::positions;
use super::{ExportOptions, Exporter, Format, Output, View};
use crate::graph::NodeKind;

/// VOSviewer JSON.
pub(super) struct VosViewer;

#[derive(Serialize)]
struct Item<'a> {
    /// VOSviewer counts items from 1.
    id: usize,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    x: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    y: Option<f64>,
    cluster: usize,
    weights: Weights,
}

#[derive(Serialize)]
struct Weights {
    #[serde(rename = "Links")]
    links: u32,
}

#[derive(Serialize)]
struct Link {
    source_id: usize,
    target_id: usize,
    strength: u32,
}

impl Exporter for VosViewer {
    fn format(&self) -> &Format {
        &Format {
            name: "vosviewer",
            extension: "json",
            media_type: "application/json",
            folder: false,
            about: "VOSviewer and VOSviewer Online; keeps labels, positions, kinds as clusters, weights",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        out.write_all(b"{\"network\":{\"items\":")?;
        let positions = positions(view, options);
        let labels: Vec<_> = view.nodes().map(|n| printable(n.label())).collect();
        let items = view.nodes().zip(&labels).enumerate();
        lines(out, items, |(place, (node, label))| Item {
            id: place + 1,
            label,
            url: node.address().filter(|url| is_web(url)),
            x: positions.get(*place).map(|at| at[0]),
            y: positions.get(*place).map(|at| at[1]),
            cluster: 1 + NodeKind::ALL.iter().position(|k| *k == node.kind()).unwrap_or(0),
            weights: Weights { links: view.degree(*place) },
        })?;
        out.write_all(b",\"links\":")?;
        lines(out, pairs(view).into_iter(), |((a, b), strength)| Link {
            source_id: a + 1,
            target_id: b + 1,
            strength: *strength,
        })?;
        out.write_all(b"}}\n")
    }
}

/// The view's edges as undirected pairs of different places, with their weights added up.
fn pairs(view: &View<'_>) -> std::collections::BTreeMap<(usize, usize), u32> {
    let mut pairs = std::collections::BTreeMap::new();
    for edge in view.edges().filter(|e| e.source != e.target) {
        let pair = (edge.source.min(edge.target), edge.source.max(edge.target));
        let weight: &mut u32 = pairs.entry(pair).or_default();
        *weight = weight.saturating_add(edge.weight);
    }
    pairs
}
