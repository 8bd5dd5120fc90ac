//! Identifiers in the one form in which they are compared.

use memchr::memchr2;

/// How DOIs, arXiv ids and ACL ids are written: the start of an address without `https://www.`, or
/// the scheme.
const DOI_PREFIXES: &[&str] = &["doi.org/", "dx.doi.org/", "doi:"];
const ARXIV_PREFIXES: &[&str] =
    &["arxiv.org/abs/", "arxiv.org/pdf/", "export.arxiv.org/abs/", "arxiv:", "10.48550/arxiv."];
const ACL_PREFIXES: &[&str] = &[
    "aclanthology.org/",
    "aclweb.org/anthology/",
    "aclanthology.info/papers/",
    "acl:",
    "10.18653/v1/",
];
/// What stands before the host in an address.
const BEFORE_HOST: [&str; 3] = ["https://", "http://", "www."];

fn without_prefix<'a>(text: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    let first = text.bytes().next()?.to_ascii_lowercase();
    let fitting = prefixes.iter().filter(|prefix| prefix.as_bytes().first() == Some(&first));
    fitting.into_iter().find_map(|prefix| {
        let head = text.get(..prefix.len())?;
        head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
    })
}

/// An address from its host on; other text as it is.
fn from_host(text: &str) -> &str {
    BEFORE_HOST.iter().fold(text.trim(), |text, part| without_prefix(text, &[part]).unwrap_or(text))
}

/// A DOI without resolver and scheme, in lower case.
pub(super) fn doi(text: &str) -> Option<String> {
    let text = from_host(text);
    let bare = without_prefix(text, DOI_PREFIXES).unwrap_or(text).trim();
    let bare = bare.trim_end_matches(['.', ',', ';']);
    let (registrant, suffix) = bare.split_once('/')?;
    let digits = registrant.strip_prefix("10.")?;
    let sound = !suffix.is_empty()
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && !bare.contains(char::is_whitespace);
    sound.then(|| bare.to_lowercase())
}

/// An arXiv id without scheme, address and version: `2510.03807`, `hep-th/9901001`.
pub(super) fn arxiv(text: &str) -> Option<String> {
    let text = from_host(text);
    let bare = without_prefix(text, DOI_PREFIXES).unwrap_or(text);
    let bare = without_prefix(bare, ARXIV_PREFIXES).unwrap_or(bare).trim();
    let bare = bare.strip_suffix(".pdf").unwrap_or(bare);
    let bare = unversioned(bare);
    (is_new_arxiv(bare) || is_old_arxiv(bare)).then(|| bare.to_owned())
}

fn unversioned(id: &str) -> &str {
    match id.rsplit_once('v') {
        Some((stem, version))
            if !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit()) =>
        {
            stem
        }
        _ => id,
    }
}

/// `YYMM.NNNN` or `YYMM.NNNNN`, since April 2007.
fn is_new_arxiv(id: &str) -> bool {
    let Some((month, number)) = id.split_once('.') else { return false };
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let is_month = month.len() == 4 && digits(month) && matches!(month[2..].parse(), Ok(1..=12));
    is_month && matches!(number.len(), 4 | 5) && digits(number)
}

/// `archive.SUBJECT/YYMMNNN`, before April 2007.
fn is_old_arxiv(id: &str) -> bool {
    let Some((archive, number)) = id.split_once('/') else { return false };
    let (name, subject) = archive.split_once('.').unwrap_or((archive, ""));
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        && subject.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
        && number.len() == 7
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// An ACL Anthology id: `2021.emnlp-main.550`, `P19-1001`.
pub(super) fn acl(text: &str) -> Option<String> {
    let text = from_host(text);
    let bare = without_prefix(text, DOI_PREFIXES).unwrap_or(text);
    let bare = without_prefix(bare, ACL_PREFIXES).unwrap_or(bare).trim_end_matches('/');
    let bare = bare.strip_suffix(".pdf").unwrap_or(bare);
    if is_old_acl(bare) {
        return Some(bare.to_uppercase());
    }
    is_new_acl(bare).then(|| bare.to_owned())
}

fn is_old_acl(id: &str) -> bool {
    let bytes = id.as_bytes();
    bytes.len() == 8
        && bytes[0].is_ascii_alphabetic()
        && bytes[3] == b'-'
        && [1, 2, 4, 5, 6, 7].iter().all(|i| bytes[*i].is_ascii_digit())
}

fn is_new_acl(id: &str) -> bool {
    let parts: Vec<&str> = id.split('.').collect();
    let [year, volume, number] = parts[..] else { return false };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (venue, part) = volume.split_once('-').unwrap_or(("", ""));
    let word = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    year.len() == 4 && digits(year) && digits(number) && word(venue) && word(part)
}

/// Starts of addresses, and of ids with their scheme, by scheme; those with a form of their own aside.
const PREFIXES: [(&str, &[&str]); 6] = [
    ("s2corpus", &["s2corpus:", "corpusid:", "api.semanticscholar.org/corpusid:"]),
    ("s2", &["semanticscholar.org/paper/", "s2:"]),
    ("openalex", &["openalex.org/", "api.openalex.org/works/", "openalex:"]),
    ("pmid", &["pubmed.ncbi.nlm.nih.gov/", "ncbi.nlm.nih.gov/pubmed/", "pmid:"]),
    ("pmcid", &["ncbi.nlm.nih.gov/pmc/articles/", "pmc.ncbi.nlm.nih.gov/articles/", "pmcid:"]),
    ("dblp", &["dblp.org/rec/", "dblp:"]),
];

/// The id of a scheme, whether bare, with the scheme before it or inside an address.
pub(super) fn of_scheme(scheme: &str, text: &str) -> Option<String> {
    match scheme {
        "doi" => return doi(text),
        "arxiv" => return arxiv(text),
        "acl" => return acl(text),
        _ => {}
    }
    let (_, prefixes) = PREFIXES.iter().find(|(known, _)| *known == scheme)?;
    let text = from_host(text);
    let bare = without_prefix(text, prefixes).unwrap_or(text).trim_end_matches('/').trim();
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    match scheme {
        // The hash ends an address that names the paper before it.
        "s2" => {
            let hash = bare.rsplit('/').next().unwrap_or(bare);
            let is_hash = hash.len() == 40 && hash.bytes().all(|b| b.is_ascii_hexdigit());
            is_hash.then(|| hash.to_lowercase())
        }
        "openalex" => {
            let work = bare.to_uppercase();
            work.strip_prefix('W').is_some_and(digits).then_some(work)
        }
        "pmcid" => {
            let id = bare.to_uppercase();
            let number = id.strip_prefix("PMC").unwrap_or(&id);
            digits(number).then(|| format!("PMC{number}"))
        }
        "pmid" | "s2corpus" => digits(bare).then(|| bare.to_owned()),
        _ => (!bare.is_empty() && !bare.contains(char::is_whitespace)).then(|| bare.to_owned()),
    }
}

/// A known scheme and the id in it, for `scheme:value` and for addresses that hold an id.
pub(super) fn known(text: &str) -> Option<(&'static str, String)> {
    // Every form has one of these; most words have none.
    memchr2(b':', b'/', text.as_bytes())?;
    let text = from_host(text);
    if let Some(id) = has_prefix(text, ARXIV_PREFIXES).then(|| arxiv(text)).flatten() {
        return Some(("arxiv", id));
    }
    if let Some(id) = has_prefix(text, ACL_PREFIXES).then(|| acl(text)).flatten() {
        return Some(("acl", id));
    }
    if let Some(id) = doi(text) {
        return Some(("doi", id));
    }
    PREFIXES
        .iter()
        .filter(|(_, prefixes)| without_prefix(text, prefixes).is_some())
        .find_map(|(scheme, _)| Some((*scheme, of_scheme(scheme, text)?)))
}

fn has_prefix(text: &str, prefixes: &[&str]) -> bool {
    let bare = without_prefix(text, DOI_PREFIXES).unwrap_or(text);
    without_prefix(bare, prefixes).is_some()
}

/// The ids that a DOI implies: arXiv and the ACL Anthology register theirs under a pattern.
pub(super) fn implied_by_doi(doi: &str) -> Option<(&'static str, String)> {
    match known(doi)? {
        ("doi", _) => None,
        other => Some(other),
    }
}

/// A reference to another work in the form that [`Paper::references`](crate::Paper) holds:
/// `doi:…`, `arxiv:…`, `acl:…` and the like where `text` is one of them however written, `title:…`
/// where it has spaces, else `text` itself, which names a paper by its id.
///
/// ```
/// use citegraph::read::reference;
/// assert_eq!(reference("https://doi.org/10.1109/TVCG.2011.205"), "doi:10.1109/tvcg.2011.205");
/// assert_eq!(reference("arXiv:1706.03762v5"), "arxiv:1706.03762");
/// assert_eq!(reference("Attention Is  All You Need"), "title:Attention Is All You Need");
/// ```
pub fn reference(text: &str) -> String {
    let text = text.trim();
    if let Some((scheme, value)) = known(text) {
        return format!("{scheme}:{value}");
    }
    if is_new_arxiv(unversioned(text)) {
        return format!("arxiv:{}", unversioned(text));
    }
    if text.contains(char::is_whitespace) {
        let title = text.strip_prefix("title:").unwrap_or(text);
        return format!("title:{}", title.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dois() {
        assert_eq!(doi("doi: 10.1109/TVCG.2011.205.").as_deref(), Some("10.1109/tvcg.2011.205"));
        assert_eq!(doi("http://dx.doi.org/10.1/x").as_deref(), Some("10.1/x"));
        assert_eq!(doi("10.1109"), None);
        assert_eq!(doi("see 10.1/x y"), None);
    }

    #[test]
    fn arxiv_versions_fold() {
        for text in
            ["2510.03807v2", "arXiv:2510.03807", "http://www.arxiv.org/pdf/2510.03807v1.pdf"]
        {
            assert_eq!(arxiv(text).as_deref(), Some("2510.03807"), "{text}");
        }
        assert_eq!(arxiv("math.GT/0309136v1").as_deref(), Some("math.GT/0309136"));
        assert_eq!(arxiv("10.48550/arXiv.1706.03762").as_deref(), Some("1706.03762"));
        assert_eq!(arxiv("v1"), None);
        assert_eq!(arxiv("12.3"), None);
    }

    #[test]
    fn acl_ids() {
        assert_eq!(acl("https://aclanthology.org/P19-1001/").as_deref(), Some("P19-1001"));
        assert_eq!(
            known("https://doi.org/10.18653/v1/2021.emnlp-main.550"),
            Some(("acl", "2021.emnlp-main.550".into()))
        );
        assert_eq!(acl("2021.emnlp-main"), None);
        assert_eq!(known("10.1162/tacl_a_00315"), Some(("doi", "10.1162/tacl_a_00315".into())));
    }

    #[test]
    fn an_id_of_the_run_stays_itself() {
        assert_eq!(reference("pc:nips2013:3866"), "pc:nips2013:3866");
    }
}
