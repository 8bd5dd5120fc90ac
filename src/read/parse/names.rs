//! Names of people.

/// `Family, Given` and `Family, Given, Suffix` in the order in which the name is spoken.
pub(in crate::read) fn natural(name: &str) -> String {
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    match parts[..] {
        [family, given] => format!("{given} {family}"),
        [family, given, suffix] => format!("{given} {family} {suffix}"),
        _ => name.trim().trim_end_matches(',').to_owned(),
    }
}

/// The names in one text: between semicolons, bars or ` and `, else between commas where each part
/// is a whole name.
pub(in crate::read) fn split(text: &str) -> Vec<String> {
    for mark in [";", "|", " and ", " & "] {
        if text.contains(mark) {
            return text.split(mark).flat_map(|part| commas(part, mark != " and ")).collect();
        }
    }
    commas(text, false)
}

/// Parts between commas, unless they read as `Family, Given`.
fn commas(text: &str, one_name: bool) -> Vec<String> {
    let parts: Vec<&str> = text.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    let whole = parts.len() > 1 && parts.iter().all(|part| part.contains([' ', '.']));
    if whole && !one_name {
        return parts.into_iter().map(str::to_owned).collect();
    }
    if parts.is_empty() { Vec::new() } else { vec![natural(text)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_style_gives_spoken_names() {
        let given = [
            "He, Kaiming; Zhang, Xiangyu",
            "Kaiming He; Xiangyu Zhang",
            "Kaiming He|Xiangyu Zhang",
            "Kaiming He and Xiangyu Zhang",
            "He, Kaiming and Zhang, Xiangyu",
            "Kaiming He, Xiangyu Zhang",
        ];
        for text in given {
            assert_eq!(split(text), ["Kaiming He", "Xiangyu Zhang"], "{text}");
        }
        assert_eq!(split("He, Kaiming"), ["Kaiming He"]);
        assert_eq!(split("A. One, B. Two and C. Three"), ["A. One", "B. Two", "C. Three"]);
        assert_eq!(natural("King, Martin Luther, Jr."), "Martin Luther King Jr.");
        assert!(split(" ; ").is_empty());
    }
}
