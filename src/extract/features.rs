//! What speaks for and against a candidate: named features, as hashes and, on request, as text.

use super::candidates::{Found, Group};
use super::elsewhere::Elsewhere;
use super::vocabulary::{CLASSES, KeyHash, Vocabulary, class};
use crate::model::{Kind, Rule};
use crate::text::token::Shape;
use crate::text::{Document, Token};

/// The features of one candidate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Features {
    pub(crate) hashes: Vec<u64>,
    /// The same features as text, in the same order, where asked for.
    pub(crate) names: Option<Vec<String>>,
    /// Open addressing over `hashes`, so that a feature counts once; 0 is free.
    seen: Vec<u64>,
}

/// Slots of [`Features::seen`]: a power of two well above the features of nearly every candidate.
const SLOTS: usize = 1024;

/// The hash of a feature's text, which is how the weight tables name it.
pub(crate) fn feature_hash(name: &str) -> u64 {
    fnv(FNV, name.as_bytes())
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

const fn fnv(mut hash: u64, bytes: &[u8]) -> u64 {
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0100_0000_01b3);
        i += 1;
    }
    hash
}

fn fnv_lower(mut hash: u64, text: &str) -> u64 {
    for b in text.bytes() {
        hash = (hash ^ u64::from(b.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3);
    }
    hash
}

impl Features {
    pub(crate) fn new(named: bool) -> Self {
        Self { hashes: Vec::with_capacity(256), names: named.then(Vec::new), seen: vec![0; SLOTS] }
    }

    /// `template=value`, the value in lower case (ASCII).
    pub(crate) fn add(&mut self, template: &'static str, value: &str) {
        let hash = fnv_lower(fnv(fnv(FNV, template.as_bytes()), b"="), value);
        self.push(hash, || format!("{template}={}", value.to_ascii_lowercase()));
    }

    /// `template=a|b`.
    pub(crate) fn add2(&mut self, template: &'static str, a: &str, b: &str) {
        let hash = fnv_lower(fnv(fnv(FNV, template.as_bytes()), b"="), a);
        let hash = fnv_lower(fnv(hash, b"|"), b);
        self.push(hash, || {
            format!("{template}={}|{}", a.to_ascii_lowercase(), b.to_ascii_lowercase())
        });
    }

    /// `template=n`, counted exactly up to 4, then in powers of two.
    pub(crate) fn count(&mut self, template: &'static str, n: usize) {
        let bucket = if n <= 4 { n } else { n.next_power_of_two().min(64) };
        self.add(template, NUMBERS[bucket.min(NUMBERS.len() - 1)]);
    }

    /// Whether a hash was not pushed before.
    fn fresh(&mut self, hash: u64) -> bool {
        // A crowded table would probe for long; so many features are rare enough to search.
        if self.hashes.len() > SLOTS / 2 {
            return !self.hashes.contains(&hash);
        }
        let mut slot = (hash >> 32) as usize % SLOTS;
        while self.seen[slot] != 0 {
            if self.seen[slot] == hash {
                return false;
            }
            slot = (slot + 1) % SLOTS;
        }
        self.seen[slot] = hash;
        true
    }

    fn push(&mut self, hash: u64, name: impl FnOnce() -> String) {
        if !self.fresh(hash) {
            return;
        }
        self.hashes.push(hash);
        if let Some(names) = &mut self.names {
            names.push(name());
        }
    }
}

static NUMBERS: [&str; 65] = {
    let mut all = ["many"; 65];
    all[0] = "0";
    all[1] = "1";
    all[2] = "2";
    all[3] = "3";
    all[4] = "4";
    all[8] = "8";
    all[16] = "16";
    all[32] = "32";
    all[64] = "64";
    all
};

/// What is known of a document's tokens before its candidates are judged.
pub(crate) struct Scene<'a> {
    pub(crate) doc: &'a Document,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) elsewhere: &'a Elsewhere,
    /// Cue class of each token.
    cues: Vec<u8>,
    /// Kinds that lexicon matches give each token, as bits: method 1, dataset 2, task 4, metric 8.
    kinds: Vec<u8>,
    /// Tokens of the name before the title's colon, if any.
    prefix: usize,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        doc: &'a Document,
        vocabulary: &'a Vocabulary,
        elsewhere: &'a Elsewhere,
        groups: &[Group],
    ) -> Self {
        let cues = doc.tokens.iter().map(|t| vocabulary.cue(t.hash)).collect();
        let mut kinds = vec![0; doc.tokens.len()];
        for found in groups.iter().flat_map(|g| &g.spans) {
            if found.rule != Rule::Lexicon {
                continue;
            }
            if let Some(known) = vocabulary.known(KeyHash::of(found.surface(doc))) {
                let bits = known
                    .kinds
                    .iter()
                    .filter(|(_, f, _)| !f.generic)
                    .fold(0, |b, (k, ..)| b | bit(*k));
                for kind in &mut kinds[found.first as usize..found.last as usize] {
                    *kind |= bits;
                }
            }
        }
        let prefix = groups
            .iter()
            .flat_map(|g| &g.spans)
            .filter(|f| f.rule == Rule::TitlePrefix)
            .map(|f| f.last as usize)
            .max()
            .unwrap_or(0);
        Self { doc, vocabulary, elsewhere, cues, kinds, prefix }
    }

    fn sentence(&self, token: usize) -> (usize, usize) {
        let s = self.doc.tokens[token].sentence as usize;
        let (a, b) = self.doc.sentences[s];
        (a as usize, b as usize)
    }

    /// Whether a token is a noun that follows names: "model", "dataset", "task", "score".
    pub(crate) fn is_head(&self, token: usize) -> bool {
        is_head(self.cues[token])
    }

    /// A word as a feature value: names and numbers fold into classes.
    fn value(&self, i: usize) -> &'a str {
        let token: Token = self.doc.tokens[i];
        if token.shape.has(Shape::DIGIT) && !token.shape.has(Shape::LETTER) {
            "<number>"
        } else if token.shape.has(Shape::UPPER_INNER)
            || token.shape.has(Shape::LETTER | Shape::DIGIT)
        {
            match self.kinds[i] {
                2 => "<dataset>",
                1 => "<method>",
                _ => "<name>",
            }
        } else {
            self.doc.word(i)
        }
    }
}

const fn bit(kind: Kind) -> u8 {
    match kind {
        Kind::Method => 1,
        Kind::Dataset => 2,
        Kind::Task => 4,
        Kind::Metric => 8,
    }
}

/// The features that decide what a candidate is.
pub(crate) fn of_group(scene: &Scene<'_>, group: &Group, named: bool) -> Features {
    let mut f = Features::new(named);
    f.add("bias", "");
    form(scene, group, &mut f);
    let tokens = scene.doc.tokens.len();
    for (i, found) in group.spans.iter().enumerate() {
        f.add("rule", rule_name(found.rule));
        let (first, last) = reach(scene, group, i);
        context(scene, first, last, &mut f);
        place(scene, found, tokens, &mut f);
    }
    title(scene, group, &mut f);
    let distinct = |title: bool| {
        let mut starts: Vec<u32> = group
            .spans
            .iter()
            .filter(|s| scene.doc.in_title(s.first as usize) == title)
            .map(|s| s.first)
            .collect();
        starts.dedup();
        starts.len()
    };
    let (in_title, in_body) = (distinct(true), distinct(false));
    f.count("title_count", in_title.min(2));
    f.count("body_count", in_body);
    f
}

/// The tokens whose surroundings are the context of a span: a short form in brackets and the long
/// form before it share the surroundings of both.
fn reach(scene: &Scene<'_>, group: &Group, span: usize) -> (usize, usize) {
    let found = &group.spans[span];
    let (mut first, mut last) = (found.first as usize, found.last as usize);
    if let Some((short, long)) = group.pair
        && (short as usize == span || long as usize == span)
    {
        let (a, b) = (&group.spans[short as usize], &group.spans[long as usize]);
        if a.first.abs_diff(b.last) <= 2 || b.first.abs_diff(a.last) <= 2 {
            first = a.first.min(b.first) as usize;
            last = a.last.max(b.last) as usize;
            if last < scene.doc.tokens.len() && scene.doc.word(last) == ")" {
                last += 1;
            }
        }
    }
    (first, last)
}

/// The form of the name itself, and what is known of it.
fn form(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let doc = scene.doc;
    let lead = group.lead();
    let surface = lead.surface(doc);
    let (first, last) = (lead.first as usize, lead.last as usize);
    f.add("shape", &outline(surface));
    f.count("words", last - first);
    f.count("chars", surface.chars().count() / 3);
    let head = doc.word(last - 1);
    f.add("last_word", head);
    f.add("first_word", doc.word(first));
    f.add("last_word_cue", CLASSES[scene.cues[last - 1] as usize]);
    if last - first == 1 {
        for n in [2, 3, 4] {
            if let Some((cut, _)) = surface.char_indices().rev().nth(n - 1) {
                f.add("suffix", &surface[cut..]);
            }
            if let Some((cut, _)) = surface.char_indices().nth(n) {
                f.add("prefix", &surface[..cut]);
            }
        }
    } else {
        f.add("has_two", if last - first > 2 { "more" } else { "two" });
    }
    if let Some((_, long)) = group.pair {
        let long = &group.spans[long as usize];
        f.add("pair", "yes");
        f.add("long_head", doc.word(long.last as usize - 1));
        f.add("long_head_cue", CLASSES[scene.cues[long.last as usize - 1] as usize]);
        let capital = (long.first..long.last)
            .filter(|i| doc.tokens[*i as usize].shape.has(Shape::UPPER_FIRST))
            .count();
        f.add(
            "long_case",
            if capital == 0 {
                "lower"
            } else if capital > 1 {
                "title"
            } else {
                "one"
            },
        );
        let (tasks, metrics) = scene.vocabulary.heads(doc.tokens[long.last as usize - 1].hash);
        f.count("long_task_head", tasks as usize);
        f.count("long_metric_head", metrics as usize);
    }
    let (tasks, metrics) = scene.vocabulary.heads(doc.tokens[last - 1].hash);
    f.count("task_head", tasks as usize);
    f.count("metric_head", metrics as usize);
    knowledge(scene, group, f);
    behaviour(scene, group, f);
}

/// What the lexicon knows of a name's parts: `ConvNeXt` in `ConvNeXt-B`, `KITTI` in `KITTI08`.
fn stem(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let lead = group.lead();
    let surface = lead.surface(scene.doc);
    let cuts = surface.char_indices().filter(|(i, c)| {
        *i > 2
            && (matches!(c, '-' | ' ' | '_' | '/')
                || c.is_ascii_digit() && !surface[..*i].ends_with(|p: char| p.is_ascii_digit()))
    });
    for (cut, _) in cuts.collect::<Vec<_>>().into_iter().rev() {
        if let Some(known) =
            scene.vocabulary.known(KeyHash::of(&surface[..cut])).filter(|k| !k.generic())
        {
            for (kind, ..) in &known.kinds {
                f.add("stem", kind.name());
            }
            break;
        }
    }
    if let Some(cut) = surface.find(['-', ' ']) {
        let rest = &surface[cut + 1..];
        if let Some(known) = scene.vocabulary.known(KeyHash::of(rest)).filter(|_| rest.len() > 2) {
            for (kind, flags, _) in &known.kinds {
                f.add2("tail", kind.name(), if flags.generic { "generic" } else { "specific" });
            }
        }
    }
}

/// How the name and its words behave in the literature.
fn behaviour(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let lead = group.lead();
    let key = super::candidates::group::group_key(lead.surface(scene.doc));
    match scene.elsewhere.name(key.get()) {
        None => f.add("elsewhere_papers", "none"),
        Some(row) => {
            f.add(
                "elsewhere_papers",
                PAPERS[(32 - row.papers.leading_zeros() as usize).min(PAPERS.len() - 1)],
            );
            for (attribute, level) in scene.elsewhere.attributes.iter().zip(row.levels) {
                f.add2(
                    "elsewhere",
                    attribute,
                    LEVELS[usize::from(level.saturating_sub(b'0')).min(9)],
                );
            }
        }
    }
    let words = (lead.first..lead.last)
        .filter_map(|i| scene.elsewhere.word(scene.doc.tokens[i as usize].hash));
    let least = words.map(|w| w.capital).min();
    f.add("capital", least.map_or("none", |l| LEVELS[usize::from(l.saturating_sub(b'0')).min(9)]));
    let kin = |i: u32| {
        scene.elsewhere.word(scene.doc.tokens[i as usize].hash).map_or("none", |w| w.class)
    };
    f.add("first_class", kin(lead.first));
    f.add("last_class", kin(lead.last - 1));
}

const LEVELS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
const PAPERS: [&str; 11] = ["0", "1", "2", "4", "8", "16", "32", "64", "128", "256", "512"];

fn knowledge(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let mut any = false;
    for found in &group.spans {
        let key = super::candidates::group::group_key(found.surface(scene.doc));
        let exact = KeyHash::of(found.surface(scene.doc));
        let known = scene.vocabulary.known(exact).or_else(|| scene.vocabulary.known(key));
        if let Some(known) = known {
            any = true;
            for (kind, flags, _) in &known.kinds {
                f.add("lexicon", kind.name());
                if flags.common {
                    f.add("lexicon_common", kind.name());
                }
                if flags.generic {
                    f.add("lexicon_generic", kind.name());
                }
                if !flags.common && !flags.generic && known.kinds.len() == 1 {
                    f.add("lexicon_sure", kind.name());
                }
            }
        }
        if let Some(class) = scene.vocabulary.not_name(exact) {
            f.add("not_name", &scene.vocabulary.not_name_classes[class as usize]);
        }
    }
    if !any {
        f.add("lexicon", "none");
        stem(scene, group, f);
    }
}

/// What the title says of a candidate.
fn title(scene: &Scene<'_>, group: &Group, f: &mut Features) {
    let own = group.spans.iter().any(|s| s.first == 0 && s.last as usize == scene.prefix);
    let kind = if scene.prefix == 0 {
        "none"
    } else if own {
        "self"
    } else {
        "other"
    };
    f.add("title_prefix", kind);
    if own {
        let end = scene.doc.title_tokens;
        head_noun(scene, scene.prefix + 1, end, "title_head", f);
    }
}

/// The head noun of the phrase that starts at a token: "a large-scale *benchmark* for …".
fn head_noun(scene: &Scene<'_>, from: usize, to: usize, template: &'static str, f: &mut Features) {
    let mut head = None;
    for i in from..to.min(from + 12) {
        let cue = scene.cues[i];
        if is_head(cue) {
            head = Some(i);
        } else if head.is_some() && cue != class::and
            || scene.doc.tokens[i].is_punctuation()
                && !matches!(scene.doc.word(i), "-" | "\"" | "'")
            || matches!(
                cue,
                class::for_
                    | class::of
                    | class::on
                    | class::with
                    | class::to
                    | class::in_
                    | class::from
                    | class::by
            )
        {
            break;
        }
    }
    if let Some(i) = head {
        f.add(template, scene.doc.word(i));
        f.add2(template, "class", CLASSES[scene.cues[i] as usize]);
    }
}

const fn is_head(cue: u8) -> bool {
    matches!(cue, class::dataset_head | class::method_head | class::task_head | class::metric_head)
}

/// "X, a new benchmark", "X is a framework", "a benchmark, X", "a framework called X".
fn apposition(
    scene: &Scene<'_>,
    (from, to): (usize, usize),
    first: usize,
    last: usize,
    f: &mut Features,
) {
    if last + 1 < to {
        let comma = matches!(scene.doc.word(last), "," | ":" | "—" | "(");
        let is = scene.cues[last] == class::be;
        if (comma || is) && scene.cues[last + 1] == class::the {
            head_noun(scene, last + 2, to, if is { "is_a" } else { "apposition" }, f);
        }
    }
    let nearest =
        (from.max(first.saturating_sub(6))..first).rev().find(|i| is_head(scene.cues[*i]));
    if let Some(i) = nearest {
        let gap = first - i - 1;
        f.add(if gap == 0 { "head_touching" } else { "head_before" }, scene.doc.word(i));
        f.add2("head_before", "class", CLASSES[scene.cues[i] as usize]);
    }
    let sentence_head = (from..first)
        .rev()
        .find(|i| scene.cues[*i] == class::propose || scene.cues[*i] == class::release);
    if let Some(i) = sentence_head {
        head_noun(scene, i + 1, first, "proposed_head", f);
    }
}

/// The words around a span.
fn context(scene: &Scene<'_>, first: usize, last: usize, f: &mut Features) {
    let (from, to) = scene.sentence(first);
    let last = last.min(to);
    let left = |n: usize| (first >= from + n).then(|| first - n);
    let right = |n: usize| (last + n <= to).then(|| last + n - 1);
    let value = |i: Option<usize>| i.map_or("<edge>", |i| scene.value(i));
    let (l1, l2, r1, r2) = (value(left(1)), value(left(2)), value(right(1)), value(right(2)));
    f.add("l1", l1);
    f.add("l2", l2);
    f.add("r1", r1);
    f.add("r2", r2);
    f.add2("l12", l2, l1);
    f.add2("r12", r1, r2);
    f.add2("l1r1", l1, r1);
    let kin = |i: Option<usize>| {
        i.and_then(|i| scene.elsewhere.word(scene.doc.tokens[i].hash)).map_or("none", |w| w.class)
    };
    let (k1, k2) = (kin(left(1)), kin(right(1)));
    f.add("l1_class", k1);
    f.add("l2_class", kin(left(2)));
    f.add("r1_class", k2);
    f.add("r2_class", kin(right(2)));
    f.add2("l1r1_class", k1, k2);
    f.add2("l12_class", kin(left(2)), k1);
    f.add2("r12_class", k2, kin(right(2)));
    let class_of = |i: Option<usize>| i.map_or("edge", |i| CLASSES[scene.cues[i] as usize]);
    f.add("cl1", class_of(left(1)));
    f.add("cr1", class_of(right(1)));
    f.add2("cl12", class_of(left(2)), class_of(left(1)));
    f.add2("cr12", class_of(right(1)), class_of(right(2)));
    for i in from..first {
        let cue = CLASSES[scene.cues[i] as usize];
        if !cue.is_empty() {
            f.add(if first - i <= 4 { "near_left" } else { "far_left" }, cue);
        }
    }
    for i in last..to {
        let cue = CLASSES[scene.cues[i] as usize];
        if !cue.is_empty() {
            f.add(if i - last < 4 { "near_right" } else { "far_right" }, cue);
        }
    }
    nearest_verb(scene, from, first, f);
    next_verb(scene, last, to, f);
    apposition(scene, (from, to), first, last, f);
    list(scene, (from, to), first, last, f);
}

/// The last word before the span that says what is done.
fn nearest_verb(scene: &Scene<'_>, from: usize, first: usize, f: &mut Features) {
    let last = (from..first).rev().find(|i| is_verb(scene.cues[*i]));
    let own = (from..first).any(|i| scene.cues[i] == class::self_);
    f.add("verb", last.map_or("none", |i| CLASSES[scene.cues[i] as usize]));
    if let Some(i) = last {
        f.add("verb_word", scene.doc.word(i));
        f.add2("own_verb", if own { "own" } else { "other" }, CLASSES[scene.cues[i] as usize]);
        let between = (i + 1..first).rev().find(|k| {
            matches!(
                scene.cues[*k],
                class::on
                    | class::for_
                    | class::of
                    | class::in_
                    | class::with
                    | class::by
                    | class::over
                    | class::to
                    | class::from
                    | class::as_
            )
        });
        f.add2(
            "verb_preposition",
            CLASSES[scene.cues[i] as usize],
            between.map_or("none", |k| CLASSES[scene.cues[k] as usize]),
        );
    }
}

/// The first word after the span that says what is done, and whether the span opens the sentence.
fn next_verb(scene: &Scene<'_>, last: usize, to: usize, f: &mut Features) {
    let next = (last..to.min(last + 8)).find(|i| is_verb(scene.cues[*i]));
    f.add("next_verb", next.map_or("none", |i| CLASSES[scene.cues[i] as usize]));
    let own = (last..to).any(|i| scene.cues[i] == class::self_);
    f.add("own_after", if own { "yes" } else { "no" });
}

const fn is_verb(cue: u8) -> bool {
    matches!(
        cue,
        class::propose
            | class::release
            | class::naming
            | class::evaluate
            | class::train
            | class::outperform
            | class::compare
            | class::use_
            | class::analyse
            | class::improve
            | class::achieve
            | class::example
    )
}

/// Neighbours in a list: their kinds, and the words before and after the list.
fn list(
    scene: &Scene<'_>,
    (from, to): (usize, usize),
    first: usize,
    last: usize,
    f: &mut Features,
) {
    let mut kinds = 0;
    let mut left = first;
    let mut members = 0;
    while left > from && members < 8 && item(scene, left - 1) {
        left -= 1;
        kinds |= scene.kinds[left];
        members += 1;
    }
    let mut right = last;
    let mut after = 0;
    while right < to && after < 8 && item(scene, right) {
        kinds |= scene.kinds[right];
        right += 1;
        after += 1;
    }
    if members + after == 0 {
        f.add("list", "no");
        return;
    }
    f.add(
        "list",
        if members > 0 && after > 0 {
            "inside"
        } else if members > 0 {
            "end"
        } else {
            "start"
        },
    );
    for kind in Kind::ALL {
        if kinds & bit(kind) != 0 {
            f.add("list_kind", kind.name());
        }
    }
    if left > from {
        f.add("list_left", scene.value(left - 1));
        f.add("list_left_cue", CLASSES[scene.cues[left - 1] as usize]);
    }
    if right < to {
        f.add("list_right", scene.value(right));
        f.add("list_right_cue", CLASSES[scene.cues[right] as usize]);
    }
}

/// Whether a token can belong to a list of names: a name, a number, a comma, a bracket, "and".
fn item(scene: &Scene<'_>, i: usize) -> bool {
    let token = scene.doc.tokens[i];
    if token.is_punctuation() {
        return matches!(scene.doc.word(i), "," | "/" | "(" | ")" | "&" | "-" | "{" | "}");
    }
    scene.cues[i] == class::and
        || scene.kinds[i] & 3 != 0
        || token.shape.any(Shape::UPPER_FIRST | Shape::UPPER_INNER | Shape::DIGIT)
            && !scene.vocabulary.is_stop(token.hash)
}

/// Where in the paper a span stands.
fn place(scene: &Scene<'_>, found: &Found, tokens: usize, f: &mut Features) {
    let doc = scene.doc;
    let first = found.first as usize;
    let sentence = doc.tokens[first].sentence as usize;
    let spot = if doc.in_title(first) {
        if first == 0 { "title_start" } else { "title" }
    } else if sentence == 1 {
        "first_sentence"
    } else if sentence + 1 == doc.sentences.len() {
        "last_sentence"
    } else if first * 2 < tokens {
        "first_half"
    } else {
        "second_half"
    };
    f.add("place", spot);
    let (from, _) = scene.sentence(first);
    if first == from && !doc.in_title(first) {
        f.add("opens_sentence", "yes");
    }
    let end = doc.tokens[found.last as usize - 1].end;
    if found.end < end && found.name.is_none() {
        f.add("suffix_after", doc.text()[found.end as usize..end as usize].trim_start_matches('-'));
    }
}

const fn rule_name(rule: Rule) -> &'static str {
    match rule {
        Rule::Lexicon => "lexicon",
        Rule::Abbreviation => "abbreviation",
        Rule::TitlePrefix => "title_prefix",
        Rule::NamingCue => "naming_cue",
        Rule::HeadCue => "head_cue",
        Rule::List => "list",
        Rule::Shape => "shape",
        Rule::CapitalisedRun => "capitalised_run",
        Rule::TaskPhrase => "phrase",
        Rule::Repeat => "repeat",
        Rule::Url => "url",
        Rule::Citation => "citation",
        Rule::Result => "result",
        Rule::Claim => "claim",
    }
}

/// The outline of a name: `ResNet-50` is `AaAa-9`, `Swin Transformer` is `Aa Aa`.
fn outline(name: &str) -> String {
    let mut out = String::with_capacity(12);
    for c in name.chars() {
        let class = if c.is_uppercase() {
            'A'
        } else if c.is_numeric() {
            '9'
        } else if c.is_alphabetic() {
            'a'
        } else {
            c
        };
        if !out.ends_with(class) {
            out.push(class);
        }
        if out.len() > 14 {
            break;
        }
    }
    out
}
