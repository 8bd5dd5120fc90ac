//! The columns of every table, in the notation of Parquet itself.

use parquet::schema::types::ColumnDescriptor;

/// A table: its name, which is that of its file, and its columns.
#[derive(Debug)]
pub(crate) struct Table {
    pub name: &'static str,
    pub schema: &'static str,
}

/// Columns of few values, which are written once and numbered.
const CHOICES: [&str; 9] =
    ["dst", "field", "kind", "paper", "relationship", "role", "rule", "src", "what"];

/// Whether a column's values are numbered; those of lists are not, since a reader could not tell how
/// many there can be.
pub(super) fn is_choice(column: &ColumnDescriptor) -> bool {
    column.max_rep_level() == 0 && CHOICES.contains(&column.name())
}

/// Columns of names that readers of the tables join by, and the store by number.
pub(crate) const JOINED: [&str; 3] = ["src", "dst", "paper"];

/// A list of texts.
macro_rules! texts {
    ($name:literal) => {
        concat!(
            "required group ",
            $name,
            " (LIST) { repeated group list { required binary element (STRING); } }"
        )
    };
}

/// What is known of a paper; `number` is its place among all nodes of the graph.
macro_rules! paper {
    () => {
        concat!(
            "required int32 number;
             required binary id (STRING);
             required binary title (STRING);
             required binary abstract (STRING);
             optional int32 year;",
            texts!("authors"),
            "optional binary venue (STRING);
             required group ids (MAP) { repeated group key_value {
                 required binary key (STRING); required binary value (STRING); } }",
            texts!("urls"),
            texts!("references"),
            "optional binary claims (STRING);
             required group origins (LIST) { repeated group list { required group element {
                 required binary file (STRING); required int64 record; required int64 line; } } }"
        )
    };
}

/// Papers; `claims` is JSON.
pub(crate) static PAPERS: Table =
    Table { name: "papers", schema: concat!("message papers {", paper!(), "}") };

/// Methods, data sets, tasks and metrics.
pub(crate) static ENTITIES: Table = Table {
    name: "entities",
    schema: concat!(
        "message entities {
             required int32 number;
             required binary id (STRING);
             required binary name (STRING);
             required binary kind (STRING);
             required boolean generic;",
        texts!("aliases"),
        "    required group decisions (LIST) { repeated group list { required group element {
                 required binary action (STRING); required binary form (STRING);
                 required binary reason (STRING); } } }
         }"
    ),
};

/// Repositories, pages, demos and videos.
pub(crate) static LINKS: Table = Table {
    name: "links",
    schema: "message links {
        required int32 number;
        required binary id (STRING);
        required binary url (STRING);
        required binary kind (STRING);
    }",
};

/// Cited works that were not read.
pub(crate) static WORKS: Table = Table {
    name: "works",
    schema: "message works {
        required int32 number;
        required binary id (STRING);
        required binary name (STRING);
        optional int32 year;
    }",
};

/// Edges; `id` is the number of the edge in the graph.
pub(crate) static EDGES: Table = Table {
    name: "edges",
    schema: "message edges {
        required int32 id;
        required binary src (STRING);
        required binary dst (STRING);
        required binary relationship (STRING);
        required int32 src_number;
        required int32 dst_number;
        required int32 weight;
        optional float confidence;
        optional binary figure_method (STRING);
        optional binary figure_metric (STRING);
        optional binary figure_value (STRING);
        optional binary figure_dataset (STRING);
        optional binary figure_versus (STRING);
        optional boolean figure_delta;
    }",
};

/// What supports the edges; spans are bytes of the field.
pub(crate) static EVIDENCE: Table = Table {
    name: "evidence",
    schema: "message evidence {
        required int32 edge;
        required binary paper (STRING);
        required int32 paper_number;
        required binary rule (STRING);
        required binary field (STRING);
        required int32 start;
        required int32 end;
        required int32 sentence_start;
        required int32 sentence_end;
        optional binary text (STRING);
        optional binary sentence (STRING);
    }",
};

/// What was found in each paper (`paper` is its place among the papers), as it was extracted.
pub(crate) static RECORDS: Table = Table {
    name: "records",
    schema: concat!(
        "message records {
             required int32 paper_number;
             required binary what (STRING);
             required binary name (STRING);
             optional binary kind (STRING);
             optional binary role (STRING);
             required boolean generic;
             optional float confidence;",
        texts!("aliases"),
        "    optional binary method (STRING);
             optional binary metric (STRING);
             optional binary dataset (STRING);
             optional binary versus (STRING);
             required boolean delta;
             optional int32 year;
             required group mentions (LIST) { repeated group list { required group element {
                 required binary rule (STRING); required binary field (STRING);
                 required int32 start; required int32 end;
                 required int32 sentence_start; required int32 sentence_end;
                 required float confidence; } } }
         }"
    ),
};

/// Papers as they were read, where several of them are one paper or an id was taken; `of` is the
/// place of that paper among the papers.
pub(crate) static SOURCES: Table = Table {
    name: "sources",
    schema: concat!(
        "message sources {",
        paper!(),
        "    optional int32 of;
             required boolean part;
         }"
    ),
};
