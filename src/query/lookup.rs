//! From what a user typed to a node.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::error::{Candidate, Error, Result};
use crate::graph::{Graph, Node, NodeId};
use crate::resolve::name_key;

/// At most so many candidates stand in an error.
const CANDIDATES: usize = 8;

/// Shorter beginnings of a title name nothing.
const PREFIX: usize = 4;

/// The names of one graph's nodes, indexed: building takes time linear in the names, a look-up
/// that of a hash table.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Papers by their own id and by identifiers elsewhere (`doi:…`), in lower case.
    identifiers: HashMap<String, Vec<NodeId>>,
    /// Nodes by title, name, address or reference.
    labels: HashMap<String, Vec<NodeId>>,
    /// Papers by what stands before the colon of their title.
    heads: HashMap<String, Vec<NodeId>>,
    /// Entities by their other forms.
    aliases: HashMap<String, Vec<NodeId>>,
    /// Keys of titles, sorted, for beginnings.
    titles: BTreeMap<String, Vec<NodeId>>,
}

impl Names {
    /// Indexes the ids, titles, names and aliases of a graph.
    pub fn new(graph: &Graph) -> Self {
        let mut names = Self::default();
        for (at, node) in graph.nodes() {
            add(&mut names.labels, name_key(node.label()), at);
            match node {
                Node::Paper(n) => {
                    add(&mut names.identifiers, n.paper.id.to_lowercase(), at);
                    for (scheme, id) in &n.paper.ids {
                        add(&mut names.identifiers, format!("{scheme}:{id}").to_lowercase(), at);
                    }
                    names.titles.entry(name_key(&n.paper.title)).or_default().push(at);
                    if let Some((head, _)) = n.paper.title.split_once(':') {
                        add(&mut names.heads, name_key(head), at);
                    }
                }
                Node::Entity(n) => {
                    for alias in &n.aliases {
                        add(&mut names.aliases, name_key(alias), at);
                    }
                }
                Node::Link(_) | Node::Work(_) => {}
            }
        }
        names
    }

    /// The node that `name` means: an id; else a paper's identifier; else a title or a name,
    /// spelling aside; else an alias; else the beginning of exactly one title.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] where several nodes fit, [`Error::Unknown`] where none does; both list
    /// the nearest candidates with what tells them apart.
    pub fn find(&self, graph: &Graph, name: &str) -> Result<NodeId> {
        let key = name_key(name);
        let steps = [self.labels.get(&key), self.aliases.get(&key), self.heads.get(&key)];
        self.first_fit(graph, name, steps.into_iter().flatten().map(Vec::as_slice))
    }

    /// As [`find`](Self::find), where a paper is expected: a title and what stands before its colon
    /// go before the names of entities, so that `VCMamba` is the paper `VCMamba: …`.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub fn find_paper(&self, graph: &Graph, name: &str) -> Result<NodeId> {
        let key = name_key(name);
        let titles = self.titles.get(&key);
        let steps = [titles, self.heads.get(&key), self.labels.get(&key), self.aliases.get(&key)];
        self.first_fit(graph, name, steps.into_iter().flatten().map(Vec::as_slice))
    }

    fn first_fit<'a>(
        &'a self,
        graph: &Graph,
        name: &str,
        steps: impl Iterator<Item = &'a [NodeId]>,
    ) -> Result<NodeId> {
        if let Some(at) = graph.find(name) {
            return Ok(at);
        }
        let identifiers = self.identifiers.get(&name.trim().to_lowercase()).map(Vec::as_slice);
        let fits = identifiers.into_iter().chain(steps).next();
        let fits = fits.map_or_else(|| self.titles_beginning(name), <[NodeId]>::to_vec);
        let exact = |at: &NodeId| graph.node(*at).is_some_and(|n| n.label() == name);
        let spelled: Vec<NodeId> = fits.iter().copied().filter(exact).collect();
        match (&fits[..], &spelled[..]) {
            ([only], _) | (_, [only]) => Ok(*only),
            ([], _) => Err(Error::Unknown {
                query: name.to_owned(),
                candidates: candidates(graph, &self.nearest(name)),
            }),
            _ => Err(Error::Ambiguous {
                query: name.to_owned(),
                candidates: candidates(graph, &fits),
            }),
        }
    }

    fn titles_beginning(&self, name: &str) -> Vec<NodeId> {
        let key = crate::lexicon::key(name);
        if key.len() < PREFIX {
            return Vec::new();
        }
        let from = self.titles.range(key.clone()..);
        from.take_while(|(title, _)| title.starts_with(&key))
            .flat_map(|(_, at)| at.clone())
            .collect()
    }

    /// The nodes whose names share most letter triples with `name`, nearest first.
    fn nearest(&self, name: &str) -> Vec<NodeId> {
        let wanted = triples(&name_key(name));
        let maps = [&self.labels, &self.aliases, &self.heads];
        let mut scored: Vec<(u32, &str, &[NodeId])> = maps
            .into_iter()
            .flat_map(sorted)
            .filter_map(|(key, nodes)| {
                let theirs = triples(key);
                let shared = wanted.intersection(&theirs).count();
                let likeness = 2000 * shared / (wanted.len() + theirs.len()).max(1);
                (likeness > 400).then_some((likeness as u32, key, nodes))
            })
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        let mut out: Vec<NodeId> = Vec::new();
        for at in scored.into_iter().flat_map(|(.., nodes)| nodes) {
            if !out.contains(at) {
                out.push(*at);
            }
            if out.len() == CANDIDATES {
                break;
            }
        }
        out
    }
}

/// [`Names::find`] for one question.
///
/// # Errors
/// As [`Names::find`].
pub fn find(graph: &Graph, name: &str) -> Result<NodeId> {
    Names::new(graph).find(graph, name)
}

/// [`Names::find_paper`] for one question.
///
/// # Errors
/// As [`Names::find_paper`].
pub fn find_paper(graph: &Graph, name: &str) -> Result<NodeId> {
    Names::new(graph).find_paper(graph, name)
}

fn add(map: &mut HashMap<String, Vec<NodeId>>, key: String, at: NodeId) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&at) {
        list.push(at);
    }
}

/// The entries of a hash table in the order of their keys.
fn sorted(map: &HashMap<String, Vec<NodeId>>) -> Vec<(&str, &[NodeId])> {
    let mut entries: Vec<(&str, &[NodeId])> =
        map.keys().map(|k| (k.as_str(), map[k].as_slice())).collect();
    entries.sort_unstable_by_key(|(key, _)| *key);
    entries
}

/// The runs of three letters of a key, its ends marked.
fn triples(key: &str) -> BTreeSet<[char; 3]> {
    let marked: Vec<char> = std::iter::once('^').chain(key.chars()).chain(['$']).collect();
    marked.windows(3).map(|w| [w[0], w[1], w[2]]).collect()
}

fn candidates(graph: &Graph, nodes: &[NodeId]) -> Vec<Candidate> {
    let mut known: Vec<(std::cmp::Reverse<usize>, NodeId)> =
        nodes.iter().map(|at| (std::cmp::Reverse(graph.in_edges(*at).len()), *at)).collect();
    known.sort();
    known
        .into_iter()
        .take(CANDIDATES)
        .filter_map(|(edges, at)| {
            let node = graph.node(at)?;
            Some(Candidate {
                id: node.id().to_owned(),
                name: node.label().to_owned(),
                detail: detail(node, edges.0),
            })
        })
        .collect()
}

/// What tells a node from others of its name.
fn detail(node: &Node, edges: usize) -> String {
    let mut parts = vec![node.kind().name().to_owned()];
    match node {
        Node::Paper(n) => {
            parts.extend(n.paper.authors.first().cloned());
            parts.extend(n.paper.year.map(|y| y.to_string()));
        }
        Node::Entity(n) => {
            let long = n.aliases.iter().filter(|a| a.contains(' ')).max_by_key(|a| a.len());
            parts.extend(long.map(|l| format!("\"{l}\"")));
            parts.push(format!("{edges} {}", if edges == 1 { "edge" } else { "edges" }));
        }
        Node::Link(n) => parts.push(n.kind.name().to_owned()),
        Node::Work(n) => parts.extend(n.year.map(|y| y.to_string())),
    }
    parts.join(", ")
}
