//! A small tree of one XML record. Entities of a DTD are never expanded.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::text::{character, resolved, unwrapped};

/// An element; prefixes of namespaces are left out of names.
#[derive(Debug, Default)]
pub(in crate::read) struct Element {
    pub(in crate::read) name: String,
    attributes: Vec<(String, String)>,
    nodes: Vec<Node>,
}

#[derive(Debug)]
enum Node {
    Element(Element),
    Text(String),
}

/// A tree and what was odd about its text.
pub(in crate::read) struct Parsed {
    pub(in crate::read) root: Element,
    /// Entities that were left as they are.
    pub(in crate::read) unknown: Vec<String>,
}

/// Parses one record.
///
/// # Errors
/// What is wrong with it, in words: tags that do not pair, an end in the middle, nesting deeper
/// than `depth`.
pub(in crate::read) fn parse(text: &str, depth: usize) -> Result<Parsed, String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    let mut open = vec![Element::default()];
    let mut unknown = Vec::new();
    loop {
        match reader.read_event().map_err(|error| format!("broken XML: {error}"))? {
            Event::Start(tag) => {
                // The root and the record's own wrapping are not the user's.
                if open.len() > depth + 2 {
                    return Err(format!("nested deeper than the limit of {depth} levels"));
                }
                open.push(element(&tag));
            }
            Event::Empty(tag) => append(&mut open, Node::Element(element(&tag))),
            Event::End(_) => {
                if let Some(closed) = open.pop() {
                    append(&mut open, Node::Element(closed));
                }
            }
            Event::Text(text) => append(&mut open, Node::Text(text.into_inner().into_owned())),
            Event::CData(text) => append(&mut open, Node::Text(text.into_inner().into_owned())),
            Event::GeneralRef(reference) => {
                let name = reference.into_inner();
                let text = character(&name).unwrap_or_else(|| {
                    unknown.push(name.to_string());
                    format!("&{name};").into()
                });
                append(&mut open, Node::Text(text.into_owned()));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    match (open.pop(), open.len()) {
        (Some(root), 0) => Ok(Parsed { root, unknown }),
        _ => Err("broken XML: it ends before its elements close".to_owned()),
    }
}

fn append(open: &mut [Element], node: Node) {
    if let Some(innermost) = open.last_mut() {
        innermost.nodes.push(node);
    }
}

fn element(tag: &BytesStart<'_>) -> Element {
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false).flatten() {
        let name = attribute.key.local_name().as_ref().to_owned();
        attributes.push((name, resolved(&attribute.value).into_owned()));
    }
    Element { name: tag.local_name().as_ref().to_owned(), attributes, nodes: Vec::new() }
}

impl Element {
    /// The value of an attribute, or nothing.
    pub(in crate::read) fn attribute(&self, name: &str) -> &str {
        self.attributes.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub(in crate::read) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The children of this name.
    pub(in crate::read) fn children<'a>(
        &'a self,
        name: &'a str,
    ) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element at this path of names.
    pub(in crate::read) fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.elements().find(|e| e.name == *name))
    }

    /// The text at this path, or nothing.
    pub(in crate::read) fn text_at(&self, path: &[&str]) -> String {
        self.at(path).map(Self::text).unwrap_or_default()
    }

    /// Every element of this name, at any depth, in order.
    pub(in crate::read) fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        for child in self.elements() {
            if child.name == name {
                found.push(child);
            } else {
                found.extend(child.all(name));
            }
        }
        found
    }

    /// All text in it, on one line.
    pub(in crate::read) fn text(&self) -> String {
        let mut text = String::new();
        self.gather(&mut text);
        unwrapped(&text)
    }

    fn gather(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.gather(out),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_attributes_and_entities() {
        let text =
            "<a x='1 &amp; 2'><b:c>p <i>q</i>\n r&#233; &evil; &eacute;</b:c><!-- no --></a>";
        let parsed = parse(text, 10).unwrap();
        let a = parsed.root.at(&["a"]).unwrap();
        assert_eq!(a.attribute("x"), "1 & 2");
        assert_eq!(a.text_at(&["c"]), "p q ré &evil; é");
        assert_eq!(parsed.unknown, ["evil"]);
        assert_eq!(a.all("i").len(), 1);
    }

    #[test]
    fn what_is_broken_is_said() {
        assert!(parse("<a><b></a>", 10).is_err());
        assert!(parse("<a><b>", 10).err().unwrap().contains("ends before"));
        assert!(parse(&"<a>".repeat(50), 10).err().unwrap().contains("deeper"));
    }
}
