//! JSON objects as records of papers need them: known members only, anything else passed over.

use std::borrow::Cow;
use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// A JSON value; strings are borrowed where they hold no escapes.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read) enum Value<'a> {
    Null,
    Number(Digits),
    Text(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Object<'a>),
    /// The words of an inverted index, each with a place where it stands.
    Words(Vec<(u64, Cow<'a, str>)>),
}

/// The members of an object, in the order in which they stand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::read) struct Object<'a> {
    pub(in crate::read) members: Vec<(Cow<'a, str>, Value<'a>)>,
}

/// A whole number as its digits, without an allocation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::read) struct Digits {
    bytes: [u8; 20],
    start: u8,
}

impl Digits {
    fn new(number: u64, negative: bool) -> Self {
        let mut digits = Self { bytes: [b'0'; 20], start: 20 };
        let mut rest = number;
        while rest > 0 || digits.start == 20 {
            digits.start -= 1;
            digits.bytes[digits.start as usize] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        if negative && digits.start > 0 {
            digits.start -= 1;
            digits.bytes[digits.start as usize] = b'-';
        }
        digits
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.start as usize..]).unwrap_or_default()
    }
}

/// Which members of a record, and of the objects in it, are looked at.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read) enum Shape {
    /// All that is in it.
    Whole,
    /// These members only, of it or of the objects in the list that it is.
    Members(Vec<(&'static str, Shape)>),
    /// An inverted index: under each word the places where it stands.
    Index,
}

/// What ends the path of an inverted index.
const INDEX: &str = "*";

impl Shape {
    /// The shape that `paths` give, such as `authorships.author.display_name`; where a path ends,
    /// all that is in the value counts, and `*` at its end makes the value an inverted index.
    pub(in crate::read) fn of(paths: &[&'static str]) -> Self {
        let mut shape = Self::Members(Vec::new());
        for path in paths {
            shape.add(path);
        }
        shape
    }

    fn add(&mut self, path: &'static str) {
        let Self::Members(members) = self else { return };
        let (name, rest) = path.split_once('.').unwrap_or((path, ""));
        let at = members.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            let shape = match rest {
                "" => Self::Whole,
                INDEX => Self::Index,
                _ => Self::Members(Vec::new()),
            };
            members.push((name, shape));
            members.len() - 1
        });
        if !matches!(rest, "" | INDEX) {
            members[at].1.add(rest);
        }
    }

    /// The shape of a member, where it is looked at.
    pub(in crate::read) fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Whole | Self::Index => Some(self),
            Self::Members(members) => members.iter().find(|(n, _)| *n == name).map(|(_, s)| s),
        }
    }
}

static NULL: Value<'static> = Value::Null;

impl<'a> Object<'a> {
    /// The members of the object in `text` that have a shape.
    fn parse<'k>(
        text: &'a str,
        shape: impl Fn(&str) -> Option<&'k Shape>,
    ) -> serde_json::Result<Self> {
        let mut parser = serde_json::Deserializer::from_str(text);
        let object = Known(shape).deserialize(&mut parser)?;
        parser.end()?;
        Ok(object)
    }

    /// The member of this name, the last where there are several; null where there is none.
    pub(in crate::read) fn get(&self, name: &str) -> &Value<'a> {
        let member = self.members.iter().rev().find(|(key, _)| key == name);
        member.map_or(&NULL, |(_, value)| value)
    }

    /// The first of these names that holds anything but null.
    pub(in crate::read) fn any(&self, names: &[&str]) -> &Value<'a> {
        names.iter().map(|name| self.get(name)).find(|v| !v.is_null()).unwrap_or(&NULL)
    }

    /// A name that stands twice.
    pub(in crate::read) fn repeated(&self) -> Option<&str> {
        let names = || self.members.iter().map(|(name, _)| name.as_ref());
        names().enumerate().find(|(at, name)| names().take(*at).any(|n| n == *name)).map(|(_, n)| n)
    }

    /// Leaves of members with one name only the last.
    pub(in crate::read) fn keep_last(&mut self) {
        if self.repeated().is_none() {
            return;
        }
        let names: Vec<_> = self.members.iter().map(|(name, _)| name.to_string()).collect();
        let mut at = 0;
        self.members.retain(|(name, _)| {
            at += 1;
            !names[at..].iter().any(|later| *later == *name)
        });
    }
}

/// Calls `with` with the members that have a shape of the object in `text`, and with what had to be
/// mended.
///
/// # Errors
/// Why `text` is no object.
pub(in crate::read) fn object<'k, T>(
    text: &str,
    shape: impl Fn(&str) -> Option<&'k Shape>,
    with: impl FnOnce(Object<'_>, Option<String>) -> T,
) -> Result<T, String> {
    let error = match Object::parse(text, &shape) {
        Ok(object) => return Ok(with(object, None)),
        Err(error) => described(&error),
    };
    let mended = mended(text);
    match Object::parse(&mended, &shape) {
        Ok(object) => Ok(with(object, Some(format!("not sound JSON ({error}), mended")))),
        Err(_) => Err(format!("not a JSON object: {error}")),
    }
}

/// The error without the line that a record's own first line always is.
fn described(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((what, _)) if error.line() == 1 => format!("{what} at column {}", error.column()),
        Some((what, _)) => format!("{what}, {} lines down", error.line().saturating_sub(1)),
        None => text,
    }
}

/// A text with the usual slips of hand-made JSON put right: raw control characters and unknown
/// escapes in strings, halves of surrogate pairs, `NaN` and `Infinity`.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut quoted = false;
    while let Some(c) = rest.chars().next() {
        let number = ["NaN", "-Infinity", "Infinity"].iter().find(|n| rest.starts_with(**n));
        let length = match (c, number) {
            ('\\', _) if quoted => escape(rest, &mut out),
            (_, Some(number)) if !quoted => {
                out.push_str("null");
                number.len()
            }
            _ => {
                quoted ^= c == '"';
                out.push(if quoted && c.is_control() { ' ' } else { c });
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}

/// Writes the escape at the start of `rest` in a form that parses, and tells its length.
fn escape(rest: &str, out: &mut String) -> usize {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let pairs = || matches!(rest.get(6..).and_then(unit), Some(0xDC00..=0xDFFF));
    let length = match (rest.as_bytes().get(1), unit(rest)) {
        (Some(b'u'), Some(0xD800..=0xDBFF)) if pairs() => 12,
        (Some(b'u'), Some(0xD800..=0xDFFF)) => {
            out.push('\u{FFFD}');
            return 6;
        }
        (Some(b'u'), Some(_)) => 6,
        (Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'), _) => 2,
        _ => {
            out.push_str("\\\\");
            return 1;
        }
    };
    out.push_str(&rest[..length]);
    length
}

impl<'a> Value<'a> {
    pub(in crate::read) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, or the first one of a list.
    pub(in crate::read) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(digits) => Some(digits.text()),
            Self::List(list) => list.iter().find_map(Self::text),
            Self::Null | Self::Object(_) | Self::Words(_) => None,
        }
    }

    /// The text, or nothing.
    pub(in crate::read) fn or_empty(&self) -> &str {
        self.text().unwrap_or("")
    }

    /// All texts: itself, or those in a list.
    pub(in crate::read) fn texts(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::Text(_) | Self::Number(_) => (self.text(), &[][..]),
            Self::List(list) => (None, &list[..]),
            Self::Null | Self::Object(_) | Self::Words(_) => (None, &[][..]),
        };
        one.into_iter().chain(many.iter().filter_map(Self::text))
    }

    /// The members of a list, or the value itself where it is none.
    pub(in crate::read) fn list(&self) -> &[Value<'a>] {
        match self {
            Self::List(list) => list,
            Self::Null => &[],
            _ => std::slice::from_ref(self),
        }
    }

    /// The objects in a list, or the one object.
    pub(in crate::read) fn objects(&self) -> impl Iterator<Item = &Object<'a>> {
        self.list().iter().filter_map(Self::object)
    }

    pub(in crate::read) fn object(&self) -> Option<&Object<'a>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The member of an object; null where this is none.
    pub(in crate::read) fn get(&self, name: &str) -> &Value<'a> {
        self.object().map_or(&NULL, |object| object.get(name))
    }
}

/// As many members as most records have that are looked at.
const MEMBERS: usize = 8;

/// Reads an object and keeps the members for which the function gives a shape.
struct Known<F>(F);

impl<'de, 'k, F: Fn(&str) -> Option<&'k Shape>> DeserializeSeed<'de> for Known<F> {
    type Value = Object<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Object<'de>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, 'k, F: Fn(&str) -> Option<&'k Shape>> Visitor<'de> for Known<F> {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
        let mut members = Vec::with_capacity(MEMBERS);
        while let Some(Key(name)) = map.next_key()? {
            match (self.0)(&name) {
                Some(shape) => members.push((name, map.next_value_seed(Shaped(shape))?)),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Object { members })
    }
}

/// A string, borrowed where it holds no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

/// Reads an inverted index; what is no place is passed over.
fn words<'de, A: MapAccess<'de>>(mut map: A) -> Result<Vec<(u64, Cow<'de, str>)>, A::Error> {
    let mut words = Vec::new();
    while let Some(Key(word)) = map.next_key()? {
        map.next_value_seed(Places { word, words: &mut words })?;
    }
    Ok(words)
}

/// Reads the places of one word.
struct Places<'w, 'de> {
    word: Cow<'de, str>,
    words: &'w mut Vec<(u64, Cow<'de, str>)>,
}

impl<'de> DeserializeSeed<'de> for Places<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Places<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of places")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(place) = seq.next_element::<Place>()? {
            if let Place(Some(place)) = place {
                self.words.push((place, self.word.clone()));
            }
        }
        Ok(())
    }
}

/// A whole number, or anything else.
#[derive(serde::Deserialize)]
#[serde(from = "serde_json::Value")]
struct Place(Option<u64>);

impl From<serde_json::Value> for Place {
    fn from(value: serde_json::Value) -> Self {
        Self(value.as_u64())
    }
}

/// Reads a value as far as its shape goes.
#[derive(Clone, Copy)]
struct Shaped<'k>(&'k Shape);

impl<'de> DeserializeSeed<'de> for Shaped<'_> {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Shaped<'_> {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Value::Number(Digits::new(value.unsigned_abs(), value < 0)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Value::Number(Digits::new(value, false)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Value::Text(value.to_string().into()))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        if *self.0 == Shape::Index {
            return words(map).map(Value::Words);
        }
        Known(|name: &str| self.0.member(name)).visit_map(map).map(Value::Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_members_are_kept_and_the_last_of_two_holds() {
        let text = r#"{"a": 1, "skip": {"x": []}, "b": ["x", null, {"c": true}], "a": "é\n", "d": [{"e": -12, "f": 1}]}"#;
        let shape = Shape::of(&["a", "b", "d.e"]);
        let object = Object::parse(text, |name| shape.member(name)).unwrap();
        assert_eq!(object.get("a").text(), Some("é\n"));
        assert_eq!(object.repeated(), Some("a"));
        assert_eq!(object.get("b").texts().count(), 1);
        assert_eq!(object.get("b").objects().next().unwrap().get("c").text(), Some("true"));
        assert!(object.get("skip").is_null());
        let inner = object.get("d").objects().next().unwrap();
        assert_eq!((inner.get("e").text(), inner.get("f").text()), (Some("-12"), None));
        assert_eq!(Digits::new(u64::MAX, false).text(), u64::MAX.to_string());
        assert_eq!(Digits::new(i64::MIN.unsigned_abs(), true).text(), i64::MIN.to_string());
        assert_eq!(Digits::new(0, false).text(), "0");
        let fails = |text| super::object(text, |_| Some(&Shape::Whole), |_, _| ()).unwrap_err();
        assert!(fails("{\"a\": 1} x").contains("trailing"));
        assert!(fails("[1]").contains("expected an object"));
    }

    #[test]
    fn slips_are_mended() {
        let text = r#"{"a": "x\alpha \ud800 \ud83d\ude00 \u12", "n": NaN, "t": "a	b"}"#;
        object(
            text,
            |_| Some(&Shape::Whole),
            |object, mended| {
                assert_eq!(object.get("a").text(), Some("x\\alpha \u{FFFD} 😀 \\u12"));
                assert!(object.get("n").is_null());
                assert_eq!(object.get("t").text(), Some("a b"));
                assert!(mended.unwrap().contains("invalid escape at column"));
            },
        )
        .unwrap();
    }
}
