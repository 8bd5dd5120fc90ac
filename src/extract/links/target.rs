//! What a URL leads to: by its host, then by the words around it.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::lexicon::hash::HashedMap;
use crate::lexicon::hash::word_hash;
use crate::lexicon::words;
use crate::model::LinkKind;
use crate::text::Document;

/// Hosts by what they hold: `host`, `path`, `kind`, `bare` (stands without a scheme), `source`.
const HOSTS: &str = include_str!("../data/link_hosts.tsv");
/// Words around links: `word`, `class`, `source`. Classes: the kinds, `announce` (a bare domain
/// follows), `top` (a top-level domain).
const WORDS: &str = include_str!("../data/link_words.tsv");

struct Host {
    domain: &'static str,
    path: &'static str,
    kind: LinkKind,
    bare: bool,
}

struct Tables {
    hosts: Vec<Host>,
    cues: HashedMap<LinkKind>,
    announce: HashSet<&'static str>,
    top: Vec<&'static str>,
    stop: HashSet<&'static str>,
}

const KINDS: [LinkKind; 6] = [
    LinkKind::Code,
    LinkKind::Project,
    LinkKind::Demo,
    LinkKind::Data,
    LinkKind::Video,
    LinkKind::Other,
];

fn kind_named(name: &str) -> Option<LinkKind> {
    KINDS.into_iter().find(|k| k.name() == name)
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let hosts = HOSTS.lines().skip(1).filter_map(host).collect();
        let class = |wanted: &'static str| {
            words::rows(WORDS).filter(move |(_, c)| *c == wanted).map(|(w, _)| w)
        };
        Tables {
            hosts,
            cues: words::rows(WORDS)
                .filter_map(|(w, c)| Some((word_hash(w), kind_named(c)?)))
                .collect(),
            announce: class("announce").collect(),
            top: class("top").collect(),
            stop: words::rows(words::STOPWORDS).map(|(w, _)| w).collect(),
        }
    })
}

fn host(line: &'static str) -> Option<Host> {
    let fields: Vec<&str> = line.split('\t').collect();
    let [host, path, kind, bare, _] = fields[..] else { return None };
    Some(Host { domain: host, path, kind: kind_named(kind)?, bare: bare == "bare" })
}

/// The top-level domains by which a bare domain is known.
pub(super) fn top_levels() -> impl Iterator<Item = &'static str> {
    tables().top.iter().copied()
}

/// Whether a host is written in lower case and ends in a common top-level domain.
pub(super) fn is_plain_domain(name: &str) -> bool {
    let top = name.rsplit('.').next().unwrap_or("");
    top_levels().any(|t| t == top) && !name.bytes().any(|b| b.is_ascii_uppercase())
}

/// Whether a word is one that no address ends in.
pub(super) fn is_stop(word: &str) -> bool {
    tables().stop.contains(word.to_ascii_lowercase().as_str())
}

/// Whether the last word of a text says that an address follows.
pub(super) fn announces(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    tables().announce.contains(word.to_ascii_lowercase().as_str())
}

/// Whether a host is known well enough to stand without a scheme, given a path or a name before it.
pub(super) fn stands_bare(host: &str, path: &str) -> bool {
    let host = host.to_ascii_lowercase();
    best(&host, path).is_some_and(|row| {
        let something = |p: &str| p.bytes().any(|b| b.is_ascii_alphanumeric());
        row.bare && (something(path) || row.domain.starts_with('.'))
    })
}

/// The row that says most of a host and a path.
fn best(host: &str, path: &str) -> Option<&'static Host> {
    let fits = |row: &&Host| {
        let at_host = match host.strip_suffix(row.domain) {
            Some("") => !row.domain.starts_with('.'),
            Some(before) => row.domain.starts_with('.') || before.ends_with('.'),
            None => false,
        };
        at_host && path.starts_with(row.path)
    };
    tables().hosts.iter().filter(fits).max_by_key(|r| (r.domain.len(), r.path.len()))
}

/// What a URL leads to. `token` is where it stands, `from` where the link before it ended.
pub(super) fn kind(url: &str, doc: &Document, token: usize, from: usize) -> LinkKind {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let host = host.to_ascii_lowercase();
    let cues = Cues::read(doc, token, from);
    match best(&host, path).map(|row| row.kind) {
        Some(LinkKind::Code) if cues.has(LinkKind::Data) && !cues.has(LinkKind::Code) => {
            LinkKind::Data
        }
        Some(LinkKind::Project)
            if cues.has(LinkKind::Demo)
                && !cues.any(&[
                    LinkKind::Code,
                    LinkKind::Data,
                    LinkKind::Video,
                    LinkKind::Project,
                ]) =>
        {
            LinkKind::Demo
        }
        Some(kind) => kind,
        None if cues.has(LinkKind::Project) => LinkKind::Project,
        None => cues.nearest.unwrap_or(LinkKind::Other),
    }
}

/// The kinds that the words before a link speak of.
#[derive(Default)]
struct Cues {
    seen: Vec<LinkKind>,
    nearest: Option<LinkKind>,
}

impl Cues {
    fn read(doc: &Document, token: usize, from: usize) -> Self {
        let mut cues = Self::default();
        let sentence = doc.tokens.get(token).map_or(0, |t| t.sentence);
        for t in doc.tokens[from.min(token)..token].iter().rev() {
            if t.sentence != sentence {
                break;
            }
            if let Some(kind) = tables().cues.get(&t.hash) {
                cues.seen.push(*kind);
                cues.nearest.get_or_insert(*kind);
            }
        }
        cues
    }

    fn has(&self, kind: LinkKind) -> bool {
        self.seen.contains(&kind)
    }

    fn any(&self, kinds: &[LinkKind]) -> bool {
        kinds.iter().any(|k| self.has(*k))
    }
}

#[cfg(test)]
pub(super) fn assert_tables_sorted() {
    let hosts: Vec<_> = HOSTS.lines().skip(1).collect();
    assert!(hosts.is_sorted());
    assert_eq!(tables().hosts.len(), hosts.len(), "every row has five fields and a known kind");
    let words: Vec<_> = words::rows(WORDS).collect();
    assert!(words.is_sorted_by(|a, b| a < b));
    for (word, class) in words::rows(WORDS) {
        assert!(matches!(class, "announce" | "top") || kind_named(class).is_some(), "{word}");
    }
}
