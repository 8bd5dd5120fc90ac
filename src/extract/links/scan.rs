//! Where URLs stand in a text as read, and what they read without its marks.

use std::ops::Range;

use super::target;
use crate::model::{Field, Span};
use crate::text::clean;

/// A URL and where it stands.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) span: Range<usize>,
    pub(super) url: String,
    pub(super) confidence: f32,
}

impl Found {
    pub(super) fn span_in(&self, field: Field) -> Span {
        Span { field, start: self.span.start as u32, end: self.span.end as u32 }
    }
}

/// No host is longer, and no address that anyone writes.
const MAX_HOST: usize = 253;
const MAX_URL: usize = 2048;
/// Confidence of a URL that stands as it should, and of one that was put together or completed.
const WHOLE: f32 = 0.99;
const MENDED: f32 = 0.9;

/// What listing pages leave where they drop a link.
const DROPPED: [&str; 3] = ["http URL", "https URL", "this http"];

/// The URLs of a text, in order. Linear in its length: every host has a dot inside, so only those
/// are looked at.
pub(super) fn urls(text: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut done = 0;
    for dot in memchr::memchr_iter(b'.', text.as_bytes()) {
        if dot < done {
            continue;
        }
        let inside = text.as_bytes().get(dot + 1).is_some_and(u8::is_ascii_alphanumeric);
        let host = host_start(text, dot, done);
        let candidate = match scheme(&text[done..host]) {
            Some(scheme) => {
                let body = Body::read(text, host);
                let start = done + scheme.start;
                done = body.end;
                body.finish(text, start, &scheme)
            }
            None if inside => {
                let end = host_end(text, host);
                done = end;
                without_scheme(text, host, end)
            }
            None => None,
        };
        if let Some(url) = candidate {
            done = url.span.end;
            found.push(url);
        }
    }
    found
}

fn host_start(text: &str, dot: usize, from: usize) -> usize {
    let before = text.as_bytes()[from..dot].iter().rev();
    dot - before.take(MAX_HOST).take_while(|b| in_host(**b)).count()
}

fn host_end(text: &str, start: usize) -> usize {
    let rest = text.as_bytes()[start..].iter();
    start + rest.take(MAX_HOST).take_while(|b| in_host(**b)).count()
}

const fn in_host(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.')
}

/// A scheme at the end of a text.
struct Scheme {
    start: usize,
    name: &'static str,
    /// It does not stand as it should.
    mended: bool,
}

/// `https://`, also with white space in it.
fn scheme(before: &str) -> Option<Scheme> {
    let slashes = before.trim_end();
    let colon = slashes.trim_end_matches('/');
    if colon.len() == slashes.len() {
        return None;
    }
    let word = colon.trim_end().strip_suffix(':')?.trim_end_matches(' ');
    ["https", "http"].into_iter().zip(["https://", "http://"]).find_map(|(written, name)| {
        let start = word.len().checked_sub(written.len())?;
        let fits = word.get(start..)?.eq_ignore_ascii_case(written);
        fits.then(|| Scheme { start, name, mended: before.len() - start != name.len() })
    })
}

/// `www.a.org`, `github.com/a/b`, and "at a.org".
fn without_scheme(text: &str, start: usize, end: usize) -> Option<Found> {
    if text[..start].ends_with(['@', '_']) {
        return None;
    }
    let name = text[start..end].trim_end_matches('.');
    let path = text[end..].strip_prefix('/').unwrap_or("");
    let known = name.starts_with("www.")
        || target::stands_bare(name, path)
        || target::is_plain_domain(name)
            && target::announces(text[..start].trim_end_matches([' ', '\n', ':']));
    if !known {
        return None;
    }
    let scheme = Scheme { start, name: "https://", mended: true };
    Body::read(text, start).finish(text, start, &scheme)
}

/// What follows the scheme.
struct Body {
    text: String,
    start: usize,
    end: usize,
    /// For each byte of `text`, where what it was read from ends.
    ends: Vec<usize>,
    mended: bool,
}

impl Body {
    /// Reads an address from `at` to the first character that none can hold.
    fn read(text: &str, at: usize) -> Self {
        let mut body =
            Self { text: String::new(), start: at, end: at, ends: Vec::new(), mended: false };
        while let Some(c) = text[body.end..].chars().next() {
            if body.text.len() >= MAX_URL
                || !(body.take(c) || body.escape(&text[body.end..]) || body.join(text))
            {
                break;
            }
        }
        body
    }

    fn take(&mut self, c: char) -> bool {
        let kept = match c {
            '\u{223c}' | '\u{2dc}' | '\u{ff5e}' => '~',
            _ if c.is_ascii_alphanumeric() || "-._~:/?#@!&*+,;=%()".contains(c) => c,
            _ => return false,
        };
        self.push(kept.encode_utf8(&mut [0; 4]), c.len_utf8());
        true
    }

    /// `\_`, `{\_}`, `\~{}`, `$\sim$`, `\textunderscore`.
    fn escape(&mut self, rest: &str) -> bool {
        let open = rest.len() - rest.trim_start_matches(['{', '$']).len();
        let Some(inner) = rest.get(open..).filter(|_| open <= 2) else { return false };
        let (text, len) = match inner.strip_prefix('\\') {
            Some(command) => {
                let letters = command.bytes().take_while(u8::is_ascii_alphabetic).count();
                let one = command.bytes().next().filter(|b| b"_%&#~-".contains(b));
                match (letters, one) {
                    (0, Some(b'-')) => ("", 2),
                    (0, Some(_)) => (&command[..1], 2),
                    (0, None) => return false,
                    _ => match clean::command_text(&command[..letters]) {
                        Some(text @ ("_" | "~" | "\u{223c}" | "%" | "#" | "&")) => {
                            let space = usize::from(command[letters..].starts_with(' '));
                            (if text == "\u{223c}" { "~" } else { text }, letters + 1 + space)
                        }
                        _ => return false,
                    },
                }
            }
            None if open > 0 && inner.starts_with(['_', '~', '-']) => (&inner[..1], 1),
            None => return false,
        };
        let mut len = open + len;
        let after = &rest[len..];
        let closed = if open > 0 {
            after.bytes().take(open).take_while(|b| matches!(b, b'}' | b'$')).count()
        } else if after.starts_with("{}") {
            2
        } else {
            0
        };
        if open > 0 && closed != open {
            return false;
        }
        len += closed;
        self.push(text, len);
        true
    }

    /// Adds what `raw_len` bytes of the text read stand for.
    fn push(&mut self, text: &str, raw_len: usize) {
        self.text.push_str(text);
        self.end += raw_len;
        self.ends.resize(self.text.len(), self.end);
    }

    /// Steps over white space that has come into an address, where it is clear that it goes on.
    fn join(&mut self, text: &str) -> bool {
        let rest = &text[self.end..];
        let next = rest.trim_start();
        let gap = rest.len() - next.len();
        if gap == 0 || gap > 2 || next.is_empty() {
            return false;
        }
        let word = next.split(char::is_whitespace).next().unwrap_or("");
        let last = next.len() == word.len() || word.ends_with(['.', ',', ')', '}', '"']);
        let slug = word.trim_end_matches(['.', ',', ')', '}', '"', ';', ':']);
        let goes_on = if slug.is_empty() || slug.contains("http") {
            false
        } else if let Some(inner) = slug.strip_prefix('/') {
            inner.starts_with(|c: char| c.is_ascii_alphanumeric())
        } else if self.text.ends_with('.') && !self.text.contains('/') {
            target::top_levels().any(|t| slug.strip_prefix(t).is_some_and(|r| r.starts_with('/')))
        } else if self.text.ends_with(['/', '_', '-', '=', '~']) {
            last && looks_like_a_path(slug)
        } else {
            false
        };
        if goes_on {
            self.end += gap;
            self.mended = true;
        }
        goes_on
    }

    fn finish(mut self, text: &str, start: usize, scheme: &Scheme) -> Option<Found> {
        let after = text[self.end..].trim_start();
        if DROPPED.iter().any(|d| after.starts_with(d)) {
            return None;
        }
        self.trim();
        let url = format!("{}{}", scheme.name, self.text);
        let parsed = url::Url::parse(&url).ok()?;
        if !is_public(&parsed.host()?) {
            return None;
        }
        let confidence = if scheme.mended || self.mended { MENDED } else { WHOLE };
        Some(Found { span: start..self.end, url, confidence })
    }

    /// Takes off what belongs to the sentence, then the rest of a placeholder, `.git` and `/`.
    fn trim(&mut self) {
        loop {
            let keep = self.kept();
            if keep == self.text.len() {
                break;
            }
            self.text.truncate(keep);
            self.ends.truncate(keep);
            self.end = self.ends.last().copied().unwrap_or(self.start);
        }
    }

    /// The length that one step of trimming leaves.
    fn kept(&self) -> usize {
        let text = self.text.as_str();
        let count = |c| text.matches(c).count();
        if text.ends_with(['.', ',', ';', ':', '!', '?', '*', '(', '&', '/'])
            || text.ends_with(')') && count(')') > count('(')
        {
            return text.len() - 1;
        }
        if let Some(bare) = text.strip_suffix(".git") {
            return bare.len();
        }
        // The next sentence, where the space before it is missing.
        match text.rsplit_once('.') {
            Some((before, word))
                if word.starts_with(|c: char| c.is_ascii_uppercase())
                    && before.contains('.')
                    && target::is_stop(word) =>
            {
                before.len()
            }
            _ => text.len(),
        }
    }
}

/// Whether a word is no plain one: it has a mark or digit inside, and its parts are no stop words.
fn looks_like_a_path(slug: &str) -> bool {
    let marked = slug.bytes().any(|b| matches!(b, b'/' | b'_' | b'-') || b.is_ascii_digit());
    marked
        && slug.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./~%?=&#+".contains(&b))
        && !slug.split(['/', '-', '_']).any(target::is_stop)
}

/// Whether a host can be reached from anywhere: a domain of two labels or more, or an address.
fn is_public(host: &url::Host<&str>) -> bool {
    match host {
        url::Host::Domain(name) => {
            let labels: Vec<&str> = name.split('.').collect();
            let top = labels.last().copied().unwrap_or("");
            labels.len() > 1
                && labels.iter().all(|l| !l.is_empty())
                && top.len() > 1
                && (top.bytes().all(|b| b.is_ascii_alphabetic()) || top.starts_with("xn--"))
        }
        url::Host::Ipv4(_) | url::Host::Ipv6(_) => true,
    }
}
