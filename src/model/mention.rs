//! Where in a paper something was found, and by which rule.

use serde::{Deserialize, Serialize};

use super::Paper;

/// The texts of a paper in which mentions stand: two that are read for them, and one of statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The title.
    Title,
    /// The abstract.
    Abstract,
    /// What sources say beside them, a statement a line.
    Claims,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 3] = [Self::Title, Self::Abstract, Self::Claims];

    /// The lower-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Abstract => "abstract",
            Self::Claims => "claims",
        }
    }

    /// The field called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// This field's text, as read.
    pub fn of(self, paper: &Paper) -> &str {
        match self {
            Self::Title => &paper.title,
            Self::Abstract => &paper.abstract_text,
            Self::Claims => paper.claims.text(),
        }
    }
}

/// A stretch of a field, in bytes of the text as read; both ends are character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Which text.
    pub field: Field,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The text of the span, or the empty string where the paper's text does not reach so far
    /// (as in a graph that was saved without text).
    pub fn text(self, paper: &Paper) -> &str {
        self.field.of(paper).get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// The rule that proposed a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A row of a lexicon table.
    Lexicon,
    /// `Long Form (ABBR)` or `ABBR (Long Form)` (Schwartz and Hearst 2003).
    Abbreviation,
    /// The name before a title's colon.
    TitlePrefix,
    /// A naming or proposing cue: "we propose X", "called X".
    NamingCue,
    /// A head noun: "the X dataset", "the X loss".
    HeadCue,
    /// A list with a recognised member.
    List,
    /// The shape of the word: CamelCase, acronym, hyphenated, numbered.
    Shape,
    /// A run of capitalised words.
    CapitalisedRun,
    /// A noun phrase in a slot for tasks, such as "for X" in a title.
    TaskPhrase,
    /// Another occurrence of a name found elsewhere in the paper.
    Repeat,
    /// A URL.
    Url,
    /// A bibliographic reference.
    Citation,
    /// A stated number.
    Result,
    /// A statement of a source beside the text.
    Claim,
}

impl Rule {
    /// All rules.
    pub const ALL: [Self; 14] = [
        Self::Lexicon,
        Self::Abbreviation,
        Self::TitlePrefix,
        Self::NamingCue,
        Self::HeadCue,
        Self::List,
        Self::Shape,
        Self::CapitalisedRun,
        Self::TaskPhrase,
        Self::Repeat,
        Self::Url,
        Self::Citation,
        Self::Result,
        Self::Claim,
    ];

    /// The snake-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lexicon => "lexicon",
            Self::Abbreviation => "abbreviation",
            Self::TitlePrefix => "title_prefix",
            Self::NamingCue => "naming_cue",
            Self::HeadCue => "head_cue",
            Self::List => "list",
            Self::Shape => "shape",
            Self::CapitalisedRun => "capitalised_run",
            Self::TaskPhrase => "task_phrase",
            Self::Repeat => "repeat",
            Self::Url => "url",
            Self::Citation => "citation",
            Self::Result => "result",
            Self::Claim => "claim",
        }
    }

    /// The rule called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// One place where a paper names something.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// The sentence around it.
    pub sentence: Span,
    /// What proposed it.
    pub rule: Rule,
    /// Probability, 0 to 1, that a careful reader would agree.
    pub confidence: f32,
}
