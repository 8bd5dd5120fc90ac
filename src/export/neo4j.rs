//! Tables with the typed headers of `neo4j-admin database import`, and the same load as Cypher.

use std::io;

use super::columns::{self, Column, EDGE, NODE, Type};
use super::table::table;
use super::{ExportOptions, Exporter, Format, Output, View};

/// CSV for Neo4j.
pub(super) struct Neo4j;

/// Between the members of an array, as the import expects it.
const SEPARATOR: &str = ";";

/// Loads the tables into a running database, where `neo4j-admin` is not at hand.
const CYPHER: &str = "\
// Either import the tables into a new database:
//   neo4j-admin database import full --nodes=nodes.csv --relationships=edges.csv neo4j
// or copy them into the import folder of a running one (APOC is needed) and run this file.
CREATE CONSTRAINT node_id IF NOT EXISTS FOR (n:Node) REQUIRE n.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CALL apoc.create.node(['Node', row[':LABEL']], {
  id: row['id:ID'], label: row.label, kind: row.kind, year: toInteger(row['year:long']),
  authors: split(row['authors:string[]'], ';'), aliases: split(row['aliases:string[]'], ';'),
  venue: row.venue, doi: row.doi, arxiv: row.arxiv, url: row.url, abstract: row.abstract
}) YIELD node
RETURN count(node);

LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row
MATCH (a:Node {id: row[':START_ID']}), (b:Node {id: row[':END_ID']})
CALL apoc.create.relationship(a, row[':TYPE'], {
  weight: toInteger(row['weight:long']), confidence: toFloat(row['confidence:double']),
  figure: row.figure, sentence: row.sentence
}, b) YIELD rel
RETURN count(rel);
";

impl Exporter for Neo4j {
    fn format(&self) -> &Format {
        &Format {
            name: "neo4j",
            extension: "",
            media_type: "",
            folder: true,
            about: "nodes.csv and edges.csv for neo4j-admin import, load.cypher; keeps attributes",
        }
    }

    fn write(
        &self,
        view: &View<'_>,
        _options: &ExportOptions,
        out: &mut dyn Output,
    ) -> io::Result<()> {
        out.begin("nodes.csv")?;
        let typed: Vec<_> = NODE.iter().map(header).collect();
        let names = ["id:ID"].into_iter().chain(typed.iter().map(String::as_str)).chain([":LABEL"]);
        table(out, names, view.nodes().enumerate(), |row, (place, node)| {
            row.cell(node.id())?;
            row.values(&columns::of_node(view, *place, node), SEPARATOR)?;
            row.cell(&capitalised(node.kind().name()))
        })?;

        out.begin("edges.csv")?;
        let typed: Vec<_> = EDGE.iter().map(header).collect();
        let names = typed.iter().map(String::as_str);
        let names = [":START_ID", ":END_ID"].into_iter().chain(names).chain([":TYPE"]);
        table(out, names, view.edges(), |row, edge| {
            row.cell(view.id(edge.source))?;
            row.cell(view.id(edge.target))?;
            row.values(&columns::of_edge(view, edge), SEPARATOR)?;
            row.cell(&edge.kind.to_uppercase())
        })?;

        out.begin("load.cypher")?;
        out.write_all(CYPHER.as_bytes())
    }
}

fn header(column: &Column) -> String {
    let kind = match column.kind {
        Type::Text => return column.name.to_owned(),
        Type::List => "string[]",
        Type::Integer => "long",
        Type::Float => "double",
        Type::Flag => "boolean",
    };
    format!("{}:{kind}", column.name)
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
