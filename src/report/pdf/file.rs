//! The bytes of the file: objects are written as they come and are not held; small ones stand packed in streams of
//! objects, and a stream says at the end where everything is.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use sha2::{Digest, Sha256};

use super::failed;
use crate::report::error::ReportError;

/// How many objects share a stream: more pack better, fewer are found faster by a reader.
const PACKED_TOGETHER: usize = 200;

/// Where an object stands in the file.
#[derive(Debug, Clone, Copy)]
enum Place {
    Free,
    At(u32),
    In { stream: u32, index: u16 },
}

/// A PDF being written.
pub(super) struct File {
    bytes: Vec<u8>,
    places: Vec<Place>,
    packed: Vec<u8>,
    packed_at: Vec<(u32, usize)>,
    digest: Sha256,
}

impl File {
    /// Begins a file whose objects up to `last` have numbers already.
    pub(super) fn new(last: u32) -> Self {
        let mut bytes = b"%PDF-1.7\n%".to_vec();
        // Bytes above 127, so that nobody takes the file for text.
        bytes.extend([0xBB, 0xAD, 0xC0, 0xDE, b'\n']);
        let places = vec![Place::Free; last as usize + 1];
        Self { bytes, places, packed: Vec::new(), packed_at: Vec::new(), digest: Sha256::new() }
    }

    /// A number for an object still to come.
    pub(super) fn new_id(&mut self) -> u32 {
        self.places.push(Place::Free);
        u32::try_from(self.places.len() - 1).unwrap_or(u32::MAX)
    }

    /// Writes a stream, compressed where that makes it smaller. What it says goes into the file's identity.
    pub(super) fn put_content(&mut self, id: u32, content: Vec<u8>) -> Result<(), ReportError> {
        self.digest.update(&content);
        self.digest.update([0]);
        self.put_stream(id, Stream::new(dictionary! {}, content))
    }

    fn put_stream(&mut self, id: u32, mut stream: Stream) -> Result<(), ReportError> {
        if stream.allows_compression {
            stream.compress().map_err(|error| failed("compressing", error.to_string()))?;
        }
        self.put_object(id, &Object::Stream(stream))
    }

    /// Writes an object that stands by itself.
    fn put_object(&mut self, id: u32, object: &Object) -> Result<(), ReportError> {
        let at = u32::try_from(self.bytes.len()).map_err(|_| failed("saving", "over 4 GiB".to_owned()))?;
        self.settle(id, Place::At(at));
        self.bytes.extend(format!("{id} 0 obj\n").bytes());
        put(&mut self.bytes, object);
        self.bytes.extend(b"\nendobj\n");
        Ok(())
    }

    /// Packs an object; `write` puts its bytes.
    pub(super) fn pack(&mut self, id: u32, write: impl FnOnce(&mut Vec<u8>)) -> Result<(), ReportError> {
        self.packed_at.push((id, self.packed.len()));
        write(&mut self.packed);
        self.packed.push(b'\n');
        if self.packed_at.len() < PACKED_TOGETHER { Ok(()) } else { self.put_packed() }
    }

    fn put_packed(&mut self) -> Result<(), ReportError> {
        if self.packed_at.is_empty() {
            return Ok(());
        }
        let stream = self.new_id();
        let mut content = Vec::with_capacity(self.packed.len() + self.packed_at.len() * 12);
        let members = std::mem::take(&mut self.packed_at);
        for (index, (id, at)) in members.iter().enumerate() {
            content.extend(format!("{id} {at} ").bytes());
            self.settle(*id, Place::In { stream, index: u16::try_from(index).unwrap_or(u16::MAX) });
        }
        let first = i64::try_from(content.len()).unwrap_or(i64::MAX);
        content.append(&mut self.packed);
        let count = i64::try_from(members.len()).unwrap_or(i64::MAX);
        self.put_stream(
            stream,
            Stream::new(dictionary! { "Type" => "ObjStm", "N" => count, "First" => first }, content),
        )
    }

    fn settle(&mut self, id: u32, place: Place) {
        if let Some(known) = self.places.get_mut(id as usize) {
            *known = place;
        }
    }

    /// Writes what the library made, then where everything stands. `identify` is added to the digest of all content:
    /// the same report, the same identifier.
    pub(super) fn finish(mut self, shell: Document, identify: &[&str]) -> Result<Vec<u8>, ReportError> {
        let root = shell.trailer.get(b"Root").cloned().unwrap_or(Object::Null);
        let info = shell.trailer.get(b"Info").cloned().unwrap_or(Object::Null);
        for ((id, _), object) in shell.objects {
            match object {
                Object::Stream(stream) => self.put_stream(id, stream)?,
                other => self.put_object(id, &other)?,
            }
        }
        self.put_packed()?;
        for part in identify {
            self.digest.update(part.as_bytes());
            self.digest.update([0]);
        }
        let own = Object::String(self.digest.clone().finalize()[..16].to_vec(), lopdf::StringFormat::Hexadecimal);
        let table = self.new_id();
        let start = self.bytes.len();
        self.settle(table, Place::At(u32::try_from(start).unwrap_or(u32::MAX)));
        let size = i64::try_from(self.places.len()).unwrap_or(i64::MAX);
        let dict = dictionary! {
            "Type" => "XRef", "Size" => size, "W" => vec![1.into(), 4.into(), 2.into()],
            "Root" => root, "Info" => info, "ID" => vec![own.clone(), own],
        };
        let rows = self.places.iter().flat_map(|place| place.row()).collect();
        self.put_stream(table, Stream::new(dict, rows))?;
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        Ok(self.bytes)
    }
}

impl Place {
    /// Its row of one, four and two bytes.
    fn row(self) -> [u8; 7] {
        let (kind, first, second) = match self {
            Self::Free => (0, 0, u16::MAX),
            Self::At(at) => (1, at, 0),
            Self::In { stream, index } => (2, stream, index),
        };
        let ([a, b, c, d], [e, f]) = (first.to_be_bytes(), second.to_be_bytes());
        [kind, a, b, c, d, e, f]
    }
}

/// A reference to an object.
pub(super) fn reference((id, generation): ObjectId) -> String {
    format!("{id} {generation} R")
}

/// Writes an object of the library.
pub(super) fn put(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => out.extend(value.to_string().bytes()),
        Object::Integer(value) => out.extend(value.to_string().bytes()),
        Object::Real(value) => out.extend(value.to_string().bytes()),
        Object::Name(name) => put_name(out, name),
        Object::String(text, _) => put_string(out, text),
        Object::Array(list) => {
            out.push(b'[');
            for (at, item) in list.iter().enumerate() {
                if at > 0 {
                    out.push(b' ');
                }
                put(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dict) => put_dictionary(out, dict),
        Object::Stream(stream) => {
            put_dictionary(out, &stream.dict);
            out.extend(b"\nstream\n");
            out.extend(&stream.content);
            out.extend(b"\nendstream");
        }
        Object::Reference(id) => out.extend(reference(*id).bytes()),
    }
}

fn put_dictionary(out: &mut Vec<u8>, dict: &lopdf::Dictionary) {
    out.extend(b"<<");
    for (key, value) in dict {
        put_name(out, key);
        out.push(b' ');
        put(out, value);
    }
    out.extend(b">>");
}

fn put_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || b"-_.+,".contains(byte) {
            out.push(*byte);
        } else {
            out.extend(format!("#{byte:02X}").bytes());
        }
    }
}

/// A string in brackets: half the size of its hexadecimal form. Everything a reader might take for something else is
/// marked.
pub(super) fn put_string(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'(');
    for byte in text {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', *byte]),
            b'\r' => out.extend(b"\\r"),
            b'\n' => out.extend(b"\\n"),
            _ => out.push(*byte),
        }
    }
    out.push(b')');
}
