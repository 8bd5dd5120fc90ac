//! How kinds of node and types of edge look, in every format that has colours.
//!
//! Colours are those of Okabe and Ito, which colour-blind readers can tell apart.

use crate::graph::{EdgeKind, NodeKind};

/// The look of a kind of node.
pub(super) struct NodeStyle {
    /// Shape, in Graphviz's words.
    pub shape: &'static str,
    /// Colour of the line.
    pub colour: Colour,
    /// Colour of the area, light enough for black text.
    pub fill: Colour,
}

/// The look of a type of edge.
pub(super) struct EdgeStyle {
    /// `solid`, `dashed`, `dotted` or `bold`.
    pub line: &'static str,
    /// Colour.
    pub colour: Colour,
}

/// Red, green and blue.
#[derive(Clone, Copy)]
pub(super) struct Colour(pub u8, pub u8, pub u8);

impl std::fmt::Display for Colour {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

const BLACK: Colour = Colour(0, 0, 0);
const GREY: Colour = Colour(0x80, 0x80, 0x80);
const ORANGE: Colour = Colour(0xe6, 0x9f, 0x00);
const SKY: Colour = Colour(0x56, 0xb4, 0xe9);
const GREEN: Colour = Colour(0x00, 0x9e, 0x73);
const BLUE: Colour = Colour(0x00, 0x72, 0xb2);
const VERMILION: Colour = Colour(0xd5, 0x5e, 0x00);
const PURPLE: Colour = Colour(0xcc, 0x79, 0xa7);

/// The colour of the edges of a projection.
pub(super) const SHARED: Colour = SKY;

/// The look of a kind of node.
pub(super) const fn of_node(kind: NodeKind) -> NodeStyle {
    let (shape, colour, fill) = match kind {
        NodeKind::Paper => ("box", BLACK, Colour(0xf5, 0xf5, 0xf5)),
        NodeKind::Method => ("ellipse", BLUE, Colour(0xd6, 0xe8, 0xf5)),
        NodeKind::Dataset => ("cylinder", GREEN, Colour(0xd3, 0xef, 0xe6)),
        NodeKind::Task => ("hexagon", ORANGE, Colour(0xfb, 0xec, 0xcc)),
        NodeKind::Metric => ("diamond", PURPLE, Colour(0xf6, 0xe4, 0xed)),
        NodeKind::Link => ("note", GREY, Colour(0xff, 0xff, 0xff)),
        NodeKind::Work => ("box", GREY, Colour(0xff, 0xff, 0xff)),
    };
    NodeStyle { shape, colour, fill }
}

/// The look of a type of edge.
pub(super) const fn of_edge(kind: EdgeKind) -> EdgeStyle {
    let (line, colour) = match kind {
        EdgeKind::Proposes => ("bold", BLUE),
        EdgeKind::Uses => ("solid", BLUE),
        EdgeKind::ComparesWith => ("dashed", VERMILION),
        EdgeKind::Introduces => ("bold", GREEN),
        EdgeKind::EvaluatesOn => ("solid", GREEN),
        EdgeKind::Mentions => ("dotted", GREY),
        EdgeKind::Addresses => ("solid", ORANGE),
        EdgeKind::Reports | EdgeKind::Scores => ("solid", PURPLE),
        EdgeKind::LinksTo => ("dotted", SKY),
        EdgeKind::Cites => ("solid", BLACK),
        EdgeKind::BuildsOn => ("bold", VERMILION),
        EdgeKind::EvaluatesOnDatasetOf => ("dashed", GREEN),
        EdgeKind::Outperforms => ("dashed", PURPLE),
        EdgeKind::VariantOf => ("dashed", GREY),
    };
    EdgeStyle { line, colour }
}

/// The size of a node with so many edges: its area grows with them.
pub(super) fn size(degree: u32) -> f64 {
    let side = f64::from(degree + 1).sqrt() * 3.0;
    (side * 10.0).round() / 10.0
}
