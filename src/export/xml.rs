//! Elements of XML, escaped by quick-xml, without the characters that XML 1.0 cannot hold.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::clean::printable;

/// A writer of elements, one a line.
pub(super) struct Xml<W>(Writer<W>);

type Attributes<'a> = [(&'a str, &'a str)];

impl<W: Write> Xml<W> {
    pub(super) const fn new(out: W) -> Self {
        Self(Writer::new(out))
    }

    /// The first line of a file.
    pub(super) fn declaration(&mut self) -> io::Result<()> {
        self.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))
    }

    /// Writes an event on a line of its own.
    fn event(&mut self, event: Event<'_>) -> io::Result<()> {
        self.0.write_event(event)?;
        self.0.get_mut().write_all(b"\n")
    }

    pub(super) fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.event(Event::Start(start(name, attributes)))
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &Attributes<'_>) -> io::Result<()> {
        self.event(Event::Empty(start(name, attributes)))
    }

    pub(super) fn close(&mut self, name: &str) -> io::Result<()> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// An element that holds text alone.
    pub(super) fn text(
        &mut self,
        name: &str,
        attributes: &Attributes<'_>,
        text: &str,
    ) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))?;
        self.0.write_event(Event::Text(BytesText::new(&allowed(text))))?;
        self.close(name)
    }
}

fn start<'a>(name: &'a str, attributes: &Attributes<'a>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*allowed(value)));
    }
    start
}

/// The text without characters outside the `Char` production of XML 1.0.
fn allowed(text: &str) -> Cow<'_, str> {
    let text = printable(text);
    if text.contains(['\u{fffe}', '\u{ffff}']) {
        text.replace(['\u{fffe}', '\u{ffff}'], "").into()
    } else {
        text
    }
}
