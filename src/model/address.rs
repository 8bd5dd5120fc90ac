//! When two addresses are one.

/// What all spellings of one address have in common: `https://www.GitHub.com/a/B/` is
/// `github.com/a/B`. Hosts are the same in any letter case, paths are not.
pub(crate) fn address_key(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/');
    let (host, path) = bare.split_at(bare.find(['/', '?', '#']).unwrap_or(bare.len()));
    let host = host.to_lowercase();
    format!("{}{path}", host.strip_prefix("www.").unwrap_or(&host))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_folded_and_paths_are_kept() {
        for url in [
            "https://github.com/a/B",
            "http://www.GitHub.com/a/B/",
            "github.com/a/B",
            "www.github.com/a/B",
        ] {
            assert_eq!(address_key(url), "github.com/a/B");
        }
        assert_ne!(address_key("https://bit.ly/AbCd"), address_key("https://bit.ly/aBcD"));
        assert_eq!(address_key("https://A.org?q=A"), "a.org?q=A");
        assert_eq!(address_key(""), "");
    }
}
