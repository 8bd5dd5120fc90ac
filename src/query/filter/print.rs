//! A filter in the language that it was read from.

use std::fmt::{self, Display, Formatter};

use super::condition::{Condition, NamingIs, PaperIs, Range};
use super::{Expr, Filter};

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => joined(f, parts, " ", Self::inside),
            Self::Any(parts) => joined(f, parts, " OR ", Self::fmt),
            Self::Not(part) => {
                f.write_str("NOT ")?;
                part.inside(f)
            }
            Self::Is(condition) => condition.fmt(f),
        }
    }
}

impl Expr {
    /// As a part of another: groups stand in parentheses.
    fn inside(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(_) | Self::Any(_) => write!(f, "({self})"),
            Self::Not(_) | Self::Is(_) => self.fmt(f),
        }
    }
}

fn joined(
    f: &mut Formatter<'_>,
    parts: &[Expr],
    between: &str,
    print: impl Fn(&Expr, &mut Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        print(part, f)?;
    }
    Ok(())
}

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paper(PaperIs::From(range)) => write!(f, "year:{range}"),
            Self::Paper(PaperIs::By(name)) => write!(f, "author:\"{name}\""),
            Self::Paper(PaperIs::In(name)) => write!(f, "venue:\"{name}\""),
            Self::Paper(PaperIs::Says(word)) => write!(f, "\"{word}\""),
            Self::Cites(called) => write!(f, "cites:\"{}\"", called.name()),
            Self::Entity(entity) => {
                write!(f, "{}:\"{}\"", entity.kind.name(), entity.called.name())
            }
            Self::Naming(NamingIs::Kind(kind)) => write!(f, "kind:{}", kind.name()),
            Self::Naming(NamingIs::Role(kind)) => write!(f, "role:{}", kind.name()),
            Self::Naming(NamingIs::Confidence(range)) => write!(f, "confidence:{range}"),
        }
    }
}

impl Display for Range {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.from.to_bits() == self.to.to_bits() {
            return write!(f, "{}", self.from);
        }
        if self.from > f64::NEG_INFINITY {
            write!(f, "{}", self.from)?;
        }
        f.write_str("..")?;
        if self.to < f64::INFINITY {
            write!(f, "{}", self.to)?;
        }
        Ok(())
    }
}
