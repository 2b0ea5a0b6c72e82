//! iCalendar (RFC 5545): whole-day events, written so that any calendar reads them.

use std::fmt::Write as _;

use pole_kernel::{Day, Instant};

use super::Happening;

/// The most octets a line may hold, its end excluded (RFC 5545, 3.1).
const LINE: usize = 75;

/// A calendar to subscribe to.
pub(super) struct Feed<'a> {
    /// How the calendar is called.
    pub(super) name: &'a str,
    /// The language of the words, as a tag.
    pub(super) lang: &'a str,
    /// When the file is written.
    pub(super) stamp: Instant,
    /// What happens, with the word of its nature.
    pub(super) events: &'a [(&'a Happening, String)],
}

impl Feed<'_> {
    /// The file. Whole days need no time zone.
    pub(super) fn write(&self) -> String {
        let mut out = String::new();
        line(&mut out, "BEGIN:VCALENDAR");
        line(&mut out, "VERSION:2.0");
        line(&mut out, "PRODID:-//Pôle//Calendrier du plan//FR");
        line(&mut out, "CALSCALE:GREGORIAN");
        line(&mut out, "METHOD:PUBLISH");
        // The first is the standard (RFC 7986), the second what older calendars read.
        line(&mut out, &format!("NAME:{}", text(self.name)));
        line(&mut out, &format!("X-WR-CALNAME:{}", text(self.name)));
        line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:P1D");
        line(&mut out, "X-PUBLISHED-TTL:P1D");
        for (happening, nature) in self.events {
            self.event(&mut out, happening, nature);
        }
        line(&mut out, "END:VCALENDAR");
        out
    }

    fn event(&self, out: &mut String, happening: &Happening, nature: &str) {
        line(out, "BEGIN:VEVENT");
        line(out, &format!("UID:{}", text(&happening.uid)));
        line(out, &format!("DTSTAMP:{}", moment(self.stamp)));
        line(out, &format!("DTSTART;VALUE=DATE:{}", date(happening.first_day)));
        // The end is the first day that is no longer part of it.
        line(
            out,
            &format!("DTEND;VALUE=DATE:{}", date(happening.last_day.tomorrow())),
        );
        line(
            out,
            &format!("SUMMARY;LANGUAGE={}:{}", self.lang, text(&happening.title)),
        );
        if !happening.text.is_empty() {
            line(
                out,
                &format!("DESCRIPTION;LANGUAGE={}:{}", self.lang, text(&happening.text)),
            );
        }
        line(out, &format!("CATEGORIES:{}", text(nature)));
        line(out, "CLASS:PUBLIC");
        // A year of experiment does not make anybody busy.
        line(out, "TRANSP:TRANSPARENT");
        line(out, "END:VEVENT");
    }
}

/// `20260930`.
fn date(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// `20260930T120000Z`.
fn moment(instant: Instant) -> String {
    let written = instant.to_string();
    let seconds = written.split('.').next().unwrap_or_default();
    format!("{}Z", seconds.replace(['-', ':'], ""))
}

/// A text as the format wants it: backslashes, commas, semicolons and ends of line escaped, control characters left out.
pub(super) fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' | ',' | ';' => {
                out.push('\\');
                out.push(character);
            }
            '\r' => {
                // A carriage return and a line feed are one end of line.
                if characters.peek() != Some(&'\n') {
                    out.push_str("\\n");
                }
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// Adds a line, folded between characters so that none of its parts is longer than the format allows.
pub(super) fn line(out: &mut String, content: &str) {
    let mut octets = 0;
    for character in content.chars() {
        if octets + character.len_utf8() > LINE {
            // What follows begins with a space, which counts.
            let _ = write!(out, "\r\n ");
            octets = 1;
        }
        out.push(character);
        octets += character.len_utf8();
    }
    out.push_str("\r\n");
}
