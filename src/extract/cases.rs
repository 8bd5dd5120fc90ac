//! Runs tables of cases: a text, a tab, what is expected of it.

/// Checks every row below the header; `<NL>` stands for a line break. All failures show at once.
pub(crate) fn check(table: &str, found: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for line in table.lines().skip(1) {
        let (text, expected) = line.split_once('\t').unwrap();
        let got = found(&text.replace("<NL>", "\n"));
        if got != expected {
            wrong.push(format!("{text}\n  expected {expected}\n  got      {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
