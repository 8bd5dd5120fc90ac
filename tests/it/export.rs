//! Exports: what is written is loaded back equal, and nothing hostile passes.

use std::collections::BTreeMap;

use citegraph::export::{self, ExportOptions, Single, View, load};
use citegraph::graph::{
    Edge, EdgeKind, EntityNode, Evidence, Figure, Graph, LinkNode, Node, NodeId, PaperNode,
    WorkNode,
};
use citegraph::model::{Claimed, Claims, Field, Kind, LinkKind, Origin, Paper, Role, Rule, Span};
use citegraph::resolve::{Action, Decision};
use citegraph::{Error, Location};
use proptest::prelude::*;

/// Strings that break careless writers.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "\"quoted\" 'single' `tick`",
        "</script><script>alert(1)</script>",
        "]]> <![CDATA[ &amp; &#0;",
        "line\nbreak\r\n\ttab",
        "nul \u{0} esc \u{1b}[31m del \u{7f} c1 \u{9b}",
        "שלום \u{202e}abc\u{202c} עולם",
        "😀 family 👩‍👩‍👧",
        "back\\slash \\",
        "=1+1",
        "javascript:alert(1)",
        "",
    ]);
    prop_oneof![hostile.prop_map(str::to_owned), any::<String>()]
}

fn span() -> impl Strategy<Value = (Span, Span)> {
    (any::<bool>(), any::<[u32; 4]>()).prop_map(|(title, [a, b, c, d])| {
        let field = if title { Field::Title } else { Field::Abstract };
        (Span { field, start: a, end: b }, Span { field, start: c, end: d })
    })
}

fn paper(id: usize) -> impl Strategy<Value = Node> {
    let texts = prop::collection::vec(text(), 0..3);
    (text(), text(), any::<Option<i32>>(), texts, any::<bool>()).prop_map(
        move |(title, abstract_text, year, list, some)| {
            let mut claims = Claims::default();
            for name in &list {
                let method = Claimed::Entity(Kind::Method, Role::Used);
                claims.add(name, &[(method, name), (Claimed::Value, &title)]);
            }
            let paper = Paper {
                id: format!("p{id}\"{title}"),
                abstract_text,
                year,
                authors: list.clone(),
                venue: some.then(|| title.clone()),
                ids: list.iter().map(|s| (s.clone(), s.clone())).collect::<BTreeMap<_, _>>(),
                urls: list.clone(),
                references: list.clone(),
                claims,
                origins: list
                    .into_iter()
                    .map(|file| Origin { file, record: id as u64, line: 7 })
                    .collect(),
                title,
            };
            Node::Paper(Box::new(PaperNode { id: format!("paper/{}", paper.id), paper }))
        },
    )
}

fn other(id: usize) -> impl Strategy<Value = Node> {
    (0..6usize, text(), any::<Option<i32>>(), any::<bool>()).prop_map(
        move |(kind, name, year, generic)| match kind {
            4 => Node::Link(LinkNode {
                id: format!("link/{id}"),
                url: name,
                kind: if generic { LinkKind::Code } else { LinkKind::Video },
            }),
            5 => Node::Work(WorkNode { id: format!("work/{id}"), name, year }),
            _ => Node::Entity(EntityNode {
                id: format!("entity/{id}{name}"),
                aliases: vec![name.clone(); kind],
                kind: Kind::ALL[kind],
                generic,
                decisions: vec![
                    Decision {
                        action: Action::Split,
                        form: name.clone(),
                        reason: name.clone(),
                    };
                    kind
                ],
                name,
            }),
        },
    )
}

fn figure() -> impl Strategy<Value = Option<Box<Figure>>> {
    prop::option::of((text(), prop::option::of(text()), any::<bool>()).prop_map(
        |(value, name, delta)| {
            Box::new(Figure {
                method: name.clone(),
                metric: None,
                value,
                dataset: name,
                versus: None,
                delta,
            })
        },
    ))
}

/// Graphs of three papers and four other nodes with up to twelve edges, parallel ones and loops
/// included.
fn graph() -> impl Strategy<Value = Graph> {
    let papers = (paper(0), paper(1), paper(2)).prop_map(|(a, b, c)| vec![a, b, c]);
    let others = (other(3), other(4), other(5), other(6)).prop_map(|(a, b, c, d)| vec![a, b, c, d]);
    let evidence = prop::collection::vec((0..3u32, span()), 0..3);
    let edge = (0..7u32, 0..7u32, 0..EdgeKind::ALL.len(), 0.0..=1.0f32, evidence, figure());
    (papers, others, prop::collection::vec(edge, 0..12)).prop_map(|(papers, others, edges)| {
        let mut graph = Graph::new();
        for node in papers.into_iter().chain(others) {
            graph.add_node(node).unwrap();
        }
        for (from, to, kind, confidence, evidence, figure) in edges {
            let evidence = evidence
                .into_iter()
                .map(|(paper, (span, sentence))| Evidence {
                    paper: NodeId(paper),
                    span,
                    sentence,
                    rule: Rule::HeadCue,
                })
                .collect();
            let edge = Edge { kind: EdgeKind::ALL[kind], confidence, evidence, figure };
            graph.add_edge(NodeId(from), NodeId(to), edge).unwrap();
        }
        graph
    })
}

fn written(view: &View<'_>, format: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let exporter = export::find(format).unwrap();
    export::write(view, exporter, &ExportOptions::default(), &mut Single::new(&mut bytes)).unwrap();
    bytes
}

fn assert_same(a: &Graph, b: &Graph) {
    assert!(a.nodes().map(|(_, n)| n).eq(b.nodes().map(|(_, n)| n)));
    assert!(a.edges().eq(b.edges()));
}

fn reason(bytes: &[u8]) -> String {
    match load(bytes, &Location::new("g.json")) {
        Err(Error::Input { what, .. }) => what,
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn adjacency_loads_back_equal(graph in graph()) {
        let bytes = written(&View::whole(&graph), "adjacency");
        prop_assert!(export::is_graph(&bytes));
        let back = load(&bytes, &Location::new("g.json")).unwrap();
        assert_same(&graph, &back);
        prop_assert_eq!(written(&View::whole(&back), "adjacency"), bytes);
    }

    #[test]
    fn without_text_no_abstract_is_written_and_spans_stay(graph in graph()) {
        let bytes = written(&View::whole(&graph).without_text(), "adjacency");
        let back = load(&bytes, &Location::new("g.json")).unwrap();
        prop_assert!(back.nodes().filter_map(|(_, n)| n.paper()).all(|p| p.abstract_text.is_empty()));
        prop_assert!(back.edges().eq(graph.edges()));
        prop_assert_eq!(written(&View::whole(&back), "adjacency"), bytes);
    }

    #[test]
    fn a_part_loads_as_a_graph(graph in graph(), keep in prop::collection::vec(0..9u32, 0..7)) {
        let keep: Vec<_> = keep.into_iter().map(NodeId).collect();
        let view = View::of(&graph, &keep);
        let back = load(&written(&view, "adjacency"), &Location::new("g.json")).unwrap();
        prop_assert_eq!(back.node_count(), view.node_count());
        prop_assert_eq!(back.edge_count(), view.edge_count());
    }

    #[test]
    fn damaged_files_give_errors(graph in graph(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = written(&View::whole(&graph), "adjacency");
        // Without its last line break alone, the file is whole.
        let at = at.index(bytes.len() - 1);
        bytes[at] = byte;
        let _ = load(&bytes, &Location::new("g.json"));
        bytes.truncate(at);
        prop_assert!(load(&bytes, &Location::new("g.json")).is_err());
    }

    #[test]
    fn dot_is_balanced_whatever_the_names(graph in graph()) {
        let dot = String::from_utf8(written(&View::whole(&graph), "dot")).unwrap();
        let parsed = graphviz_rust::parse(&dot);
        prop_assert!(parsed.is_ok(), "{:?}\n{}", parsed.err(), dot);
        prop_assert!(!dot.contains(|c: char| c.is_control() && c != '\n'));
    }
}

proptest! {
    /// Whatever stands in the graph, every format is written, and those that are JSON or XML are well-formed.
    #[test]
    fn every_format_takes_every_graph(graph in graph()) {
        for exporter in export::FORMATS {
            let format = exporter.format();
            if format.folder || ["svg", "png", "pdf"].contains(&format.name) {
                continue;
            }
            let bytes = written(&View::whole(&graph), format.name);
            let text = String::from_utf8(bytes).unwrap();
            if format.media_type.ends_with("json") {
                let json = serde_json::from_str::<serde_json::Value>(&text);
                prop_assert!(json.is_ok(), "{}: {:?}", format.name, json.err());
            } else if format.media_type.ends_with("xml") {
                let mut xml = quick_xml::Reader::from_str(&text);
                loop {
                    match xml.read_event() {
                        Ok(quick_xml::events::Event::Eof) => break,
                        Ok(_) => {}
                        Err(e) => prop_assert!(false, "{}: {e}", format.name),
                    }
                }
            }
            // JSON, which keeps everything, escapes those below the space alone.
            let keeps = format.media_type.ends_with("json") || format.name == "html";
            let controls =
                |c: char| c.is_control() && !"\n\t".contains(c) && !(keeps && c >= '\u{7f}');
            prop_assert!(!text.contains(controls), "{} holds control characters", format.name);
        }
    }

    #[test]
    fn folders_take_every_graph(graph in graph()) {
        for exporter in export::FORMATS.iter().filter(|e| e.format().folder) {
            let folder = tempfile::TempDir::new().unwrap();
            let mut out = export::Folder::new(folder.path());
            export::write(&View::whole(&graph), *exporter, &ExportOptions::default(), &mut out)
                .unwrap();
            prop_assert!(std::fs::read_dir(folder.path()).unwrap().count() > 0);
        }
    }
}

#[test]
fn each_fault_of_a_graph_file_is_named() {
    let file = |nodes: &str, rows: &str| {
        format!(
            r#"{{"directed":true,"multigraph":true,"graph":[["citegraph",1]],"nodes":[{nodes}],"adjacency":[{rows}]}}"#
        )
    };
    let a = r#"{"id":"paper/a","kind":"paper","label":"A"}"#;
    let m = r#"{"id":"method/m","kind":"method","label":"M"}"#;
    let edge = r#"{"id":"method/m","key":0,"type":"uses","confidence":0.5}"#;
    assert!(
        load(file(&format!("{a},{m}"), &format!("[{edge}],[]")).as_bytes(), &Location::new("g"))
            .is_ok()
    );

    let nodes = format!("{a},{m}");
    let cases = [
        (file(a, ""), "0 rows of edges for 1 nodes"),
        (file(&format!("{a},{a}"), "[],[]"), "paper/a"),
        (file(a, &format!("[{edge}]")), "no node has the id \"method/m\""),
        (file(&nodes, &format!("[{edge},{edge}],[]")), "two edges have the key 0"),
        (file(&nodes, &format!("[{}],[]", edge.replace("uses", "likes"))), "\"likes\""),
        (file(&nodes, &format!("[{}],[]", edge.replace("uses", "shares"))), "projection"),
        (file(&nodes, &format!("[{}],[]", edge.replace("0.5", "1.5"))), "confidence"),
        (file(&nodes, &format!("[{}],[]", edge.replace(r#""id":"method/m","#, ""))), "target"),
        (file(&a.replace("paper/a", "a"), "[]"), "not the id of a paper"),
        (file(a, "[]").replace(r#"["citegraph",1]"#, r#"["citegraph",2]"#), "version 1"),
        (file(a, "[]").replace(r#"["citegraph",1]"#, ""), "not a citegraph graph"),
        ("[1,2".to_owned(), "not a citegraph graph"),
        ("[".repeat(100_000), "not a citegraph graph"),
    ];
    for (bytes, part) in cases {
        let what = reason(bytes.as_bytes());
        assert!(what.contains(part), "{what:?} does not say {part:?}");
    }
}

#[test]
fn a_graph_is_told_from_papers() {
    for graph in [r#"{"directed": true"#, "\u{feff} {\n \"nodes\": []", r#"{"graph":[]"#] {
        assert!(export::is_graph(graph.as_bytes()), "{graph}");
    }
    for papers in [r#"{"title": "directed"}"#, "Subscribe", "", "[", "{", "{\"", "\"nodes\""] {
        assert!(!export::is_graph(papers.as_bytes()), "{papers}");
    }
}

#[test]
fn an_unknown_format_lists_the_known_ones() {
    let error = export::find("xlsx").err().unwrap().to_string();
    assert!(error.contains("xlsx") && error.contains("adjacency"), "{error}");
    assert_eq!(export::find("JSON").unwrap().format().name, "adjacency");
}
