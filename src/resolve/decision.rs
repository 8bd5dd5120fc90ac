//! What was decided about a name, and why.

use serde::{Deserialize, Serialize};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Two forms are one thing.
    Merge,
    /// One form is several things.
    Split,
    /// Not enough is known; the form stays on a node of its own.
    Abstain,
    /// A form names a size or version of another thing.
    Variant,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 4] = [Self::Merge, Self::Split, Self::Abstain, Self::Variant];

    /// The lower-case name used in every format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Split => "split",
            Self::Abstain => "abstain",
            Self::Variant => "variant",
        }
    }

    /// The action called `name`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.name() == name)
    }
}

/// One decision, kept on the entity that it made and in the log of the run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    pub action: Action,
    /// The form that it is about.
    pub form: String,
    /// Why, as a sentence that names the other forms and papers at stake.
    pub reason: String,
}
