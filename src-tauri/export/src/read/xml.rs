//! XML of a spreadsheet, one bounded event at a time.

use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::error::ReadError;

const BUFFER: usize = 32 << 10;

/// A stream of XML events whose size is limited, so that one endless text cannot fill the memory.
pub(crate) struct Xml {
    reader: Reader<BufReader<Rationed>>,
    buffer: Vec<u8>,
    max_event: usize,
}

struct Rationed {
    inner: Box<dyn Read + Send>,
    left: usize,
    max: usize,
}

impl Read for Rationed {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(ReadError::too_large("record_bytes", self.max as u64).into_io());
        }
        let n = self.inner.read(buf)?;
        self.left = self.left.saturating_sub(n);
        Ok(n)
    }
}

impl Xml {
    pub(crate) fn new(inner: Box<dyn Read + Send>, max_event: usize) -> Self {
        let rationed = Rationed {
            inner,
            left: max_event,
            max: max_event,
        };
        let mut reader = Reader::from_reader(BufReader::with_capacity(BUFFER, rationed));
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::with_capacity(1 << 10),
            max_event,
        }
    }

    /// The next event; empty elements come as a start and an end.
    pub(crate) fn next(&mut self) -> Result<Event<'_>, ReadError> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().left = self.max_event + BUFFER;
        self.reader.read_event_into(&mut self.buffer).map_err(xml_error)
    }

    /// Collects the text up to the end of the element that has just begun, without what stands inside elements
    /// named `except`. `out` may grow to `max` bytes.
    pub(crate) fn text_into(&mut self, out: &mut String, except: &str, max: usize) -> Result<(), ReadError> {
        let (mut depth, mut muted) = (0_u32, 0_u32);
        loop {
            if out.len() > max {
                return Err(ReadError::too_large("record_bytes", self.max_event as u64));
            }
            match self.next()? {
                Event::Start(start) => {
                    depth += 1;
                    if muted > 0 || start.local_name().as_ref() == except {
                        muted += 1;
                    }
                }
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => {
                    depth -= 1;
                    muted = muted.saturating_sub(1);
                }
                Event::Eof => return Err(ReadError::damaged("xml")),
                event if muted == 0 => push_text(&event, out)?,
                _ => {}
            }
        }
    }

    /// Passes over the element that has just begun.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let mut depth = 0_u32;
        loop {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Ok(()),
                Event::End(_) => depth -= 1,
                Event::Eof => return Err(ReadError::damaged("xml")),
                _ => {}
            }
        }
    }
}

/// Adds what an event says as text: characters, character data, references.
pub(crate) fn push_text(event: &Event<'_>, out: &mut String) -> Result<(), ReadError> {
    match event {
        Event::Text(text) => out.push_str(&text.xml10_content()),
        Event::CData(data) => out.push_str(&data.xml10_content()),
        Event::GeneralRef(reference) => {
            if let Some(char) = reference.resolve_char_ref().map_err(xml_error)? {
                out.push(char);
            } else {
                out.push_str(match &**reference {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    other => return Err(ReadError::damaged(format!("&{other};"))),
                });
            }
        }
        _ => {}
    }
    Ok(())
}

/// An attribute by its local name.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Result<Option<String>, ReadError> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(ReadError::damaged)?;
        if attribute.key.local_name().as_ref() == name {
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(ReadError::damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

fn xml_error(error: quick_xml::Error) -> ReadError {
    if let quick_xml::Error::Io(io) = &error {
        let own = io.get_ref().and_then(|inner| inner.downcast_ref::<ReadError>());
        return own.cloned().unwrap_or_else(|| ReadError::damaged(io));
    }
    ReadError::damaged(error)
}
