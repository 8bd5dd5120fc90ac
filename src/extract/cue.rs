//! The classes of cue words, as constants for code and as values for features.

use super::value::Value;

/// A class of cue words; the position in [`CLASSES`].
pub(crate) type Class = u8;

macro_rules! classes {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// The classes that the cue table may use, in order.
        pub(crate) const CLASSES: &[&str] = &["", $($text),*];
        #[expect(non_camel_case_types, dead_code, reason = "an index with readable names")]
        #[derive(Clone, Copy)]
        enum Index { none, $($name),* }
        /// The classes as feature values.
        pub(crate) const CLASS_VALUES: &[Value<'static>] =
            &[Value::known(""), $(Value::known($text)),*];
        /// The classes by name.
        #[expect(non_upper_case_globals, dead_code, reason = "named as in the table")]
        pub(crate) mod class {
            use super::{Class, Index};
            $(pub(crate) const $name: Class = Index::$name as Class;)*
        }
    };
}

classes! {
    achieve = "achieve", analyse = "analyse", and = "and", as_ = "as", at = "at", be = "be", by = "by",
    compare = "compare", dataset_head = "dataset_head", evaluate = "evaluate", example = "example",
    for_ = "for", from = "from", have = "have", improve = "improve", in_ = "in",
    method_head = "method_head", metric_head = "metric_head", naming = "naming", not = "not", of = "of",
    on = "on", outperform = "outperform", over = "over", prior = "prior", propose = "propose",
    release = "release", self_ = "self", task_head = "task_head", the = "the", to = "to", train = "train",
    use_ = "use", with = "with",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::words::{CUES, rows};

    #[test]
    fn every_class_of_the_table_is_known() {
        for (word, class) in rows(CUES) {
            assert!(!class.is_empty() && CLASSES.contains(&class), "{word} is of class {class:?}");
        }
    }
}
