//! What an export format is, and what all of them take.

use std::fmt;
use std::io;
use std::sync::Arc;

use super::{Output, View};

/// Writes one format.
pub trait Exporter: Sync {
    /// Its name, extension and so on.
    fn format(&self) -> &Format;

    /// Writes the view. Errors of this crate travel as [`io::Error::other`].
    ///
    /// # Errors
    /// Where the output fails or the format cannot hold the view.
    fn write(
        &self,
        view: &View<'_>,
        options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()>;
}

/// What to know of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// The name to ask for.
    pub name: &'static str,
    /// File extension, without its dot; empty for a folder.
    pub extension: &'static str,
    /// Media type; empty for a folder.
    pub media_type: &'static str,
    /// Whether it is a folder of several files.
    pub folder: bool,
    /// Which tools load it and what of the graph it keeps, in a few words.
    pub about: &'static str,
}

/// What exporters can be told.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ExportOptions {
    /// How Graphviz lays a picture out.
    pub layout: Layout,
    /// What node-link JSON calls its edges.
    pub edges_key: EdgesKey,
    /// Who is told how far long steps are.
    pub watch: Watch,
}

impl ExportOptions {
    /// The same with another layout.
    #[must_use]
    pub fn with_layout(self, layout: Layout) -> Self {
        Self { layout, ..self }
    }

    /// The same with another key.
    #[must_use]
    pub fn with_edges_key(self, edges_key: EdgesKey) -> Self {
        Self { edges_key, ..self }
    }

    /// The same, watched.
    #[must_use]
    pub fn with_watch(self, watch: Watch) -> Self {
        Self { watch, ..self }
    }
}

/// Who is told how far long steps are; nobody by default.
#[derive(Clone, Default)]
pub struct Watch(Option<Arc<Tell>>);

/// Takes what is done, how much of it, and how much there is.
type Tell = dyn Fn(&'static str, usize, usize);

impl Watch {
    /// Tells this function what is done, how much of it is done, from 0, and how much there is: 1 where
    /// parts cannot be told apart. The last call of each step is that with both equal.
    pub fn new(tell: impl Fn(&'static str, usize, usize) + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    /// Tells how far a step is.
    pub(super) fn tell(&self, what: &'static str, done: usize, all: usize) {
        if let Some(tell) = &self.0 {
            tell(what, done, all);
        }
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Watch(..)" } else { "Watch" })
    }
}

/// A layout program of Graphviz.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// Layers, for graphs of up to some hundred nodes.
    Dot,
    /// Springs at several scales, for thousands of nodes.
    #[default]
    Sfdp,
    /// Springs, for graphs of up to some hundred nodes.
    Neato,
}

impl Layout {
    /// All layouts.
    pub const ALL: [Self; 3] = [Self::Dot, Self::Sfdp, Self::Neato];

    /// The program's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Sfdp => "sfdp",
            Self::Neato => "neato",
        }
    }
}

/// What node-link JSON calls its edges.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EdgesKey {
    /// As networkx does from 3.6 on.
    #[default]
    Edges,
    /// As D3, rustworkx and earlier versions of networkx do.
    Links,
}

impl EdgesKey {
    /// Both keys.
    pub const ALL: [Self; 2] = [Self::Edges, Self::Links];

    /// The key.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Edges => "edges",
            Self::Links => "links",
        }
    }
}
