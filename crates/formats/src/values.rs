//! Cells to numbers, days and coordinates, without floats.

use pole_kernel::{Day, TimeError, vocabulary};

vocabulary! {
    /// Which comes first in a date written with figures.
    DateOrder, "order of a date" {
        /// The day, as in French.
        DayFirst = "day_first",
        /// The month, as in American English.
        MonthFirst = "month_first",
    }
}

/// No training lasts longer: a year of working days.
const MOST_MINUTES: u32 = 1_600 * 60;

/// Why a cell is not a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumberError {
    Invalid,
    Negative,
}

/// Reads a whole number as files write it: `866`, `866.0`, `1 234`. `866.5` is none.
pub(crate) fn whole(cell: &str) -> Result<u32, NumberError> {
    if !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return cell.parse().map_err(|_| NumberError::Invalid);
    }
    let (negative, units, decimals) = parts(cell).ok_or(NumberError::Invalid)?;
    if decimals.bytes().any(|digit| digit != b'0') {
        return Err(NumberError::Invalid);
    }
    let number: u32 = units.parse().map_err(|_| NumberError::Invalid)?;
    match (negative, number) {
        (true, 1..) => Err(NumberError::Negative),
        (true | false, number) => Ok(number),
    }
}

/// Reads a positive decimal number in tenths, the half rounded up: `83.8` and `83,8` are 838.
pub(crate) fn tenths(cell: &str) -> Option<u32> {
    let (negative, units, decimals) = parts(cell)?;
    let units: u32 = units.parse().ok()?;
    let mut digits = decimals.bytes().map(|digit| u32::from(digit - b'0'));
    let tenth = digits.next().unwrap_or(0);
    let rounded_up = digits.next().is_some_and(|next| next >= 5);
    let number = units
        .checked_mul(10)?
        .checked_add(tenth)?
        .checked_add(u32::from(rounded_up))?;
    (!negative || number == 0).then_some(number)
}

/// Reads a positive decimal number in thousandths, the rest dropped: `14,27` and `14.27` are 14,270.
/// What is dropped is never rounded up, so that 7.9999 does not reach 8.
pub(crate) fn thousandths(cell: &str) -> Result<u32, NumberError> {
    let (negative, units, decimals) = parts(cell).ok_or(NumberError::Invalid)?;
    let units: u32 = units.parse().map_err(|_| NumberError::Invalid)?;
    let decimals: String = decimals.chars().chain("000".chars()).take(3).collect();
    let decimals: u32 = decimals.parse().map_err(|_| NumberError::Invalid)?;
    let number = units
        .checked_mul(1_000)
        .and_then(|number| number.checked_add(decimals))
        .ok_or(NumberError::Invalid)?;
    if negative && number > 0 {
        return Err(NumberError::Negative);
    }
    Ok(number)
}

/// A rate that a person writes in Mbit/s, in kbit/s; nothing is rounded up.
pub fn kbps(text: &str) -> Option<u32> {
    thousandths(text.trim()).ok()
}

/// What a number with both a point and a comma probably meant: `1.234,5` is 1234,5.
pub(crate) fn without_grouping(cell: &str) -> Option<String> {
    let (point, comma) = (cell.find('.')?, cell.find(',')?);
    let grouping = if point < comma { '.' } else { ',' };
    let bare: String = cell
        .chars()
        .filter(|letter| *letter != grouping)
        .map(|letter| if letter == '.' { ',' } else { letter })
        .collect();
    parts(&bare).map(|_| bare)
}

/// Reads an hour of the day: `10:30`, `10h30`, `10:30:15`, `7 h`. Hour, minute and second.
pub fn time_of_day(cell: &str) -> Option<(i8, i8, i64)> {
    let text: String = cell
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| if matches!(letter, 'h' | 'H') { ':' } else { letter })
        .collect();
    let mut parts = text.split(':');
    let number = |part: Option<&str>, most: i8| -> Option<i8> {
        match part {
            None | Some("") => Some(0),
            Some(part) if part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()) => {
                part.parse().ok().filter(|number| *number <= most)
            }
            Some(_) => None,
        }
    };
    // An hour alone is `7h`, never a bare number.
    let first = parts.next().filter(|hour| !hour.is_empty() && text.contains(':'));
    let hour = number(Some(first?), 23)?;
    let (minute, second) = (number(parts.next(), 59)?, number(parts.next(), 59)?);
    parts.next().is_none().then_some((hour, minute, i64::from(second)))
}

/// Reads degrees in millionths, the half rounded away from zero, within `bound` degrees.
pub(crate) fn micro_degrees(cell: &str, bound: i32) -> Option<i32> {
    let (negative, units, decimals) = parts(cell)?;
    let units: i64 = units.parse().ok()?;
    let mut micro = units.checked_mul(1_000_000)?;
    let mut weight = 100_000;
    for digit in decimals.bytes().take(6) {
        micro += i64::from(digit - b'0') * weight;
        weight /= 10;
    }
    if decimals.as_bytes().get(6).is_some_and(|digit| *digit >= b'5') {
        micro += 1;
    }
    if micro > i64::from(bound) * 1_000_000 {
        return None;
    }
    let micro = i32::try_from(micro).ok()?;
    Some(if negative { -micro } else { micro })
}

/// Reads a day, or a moment of which the day is kept. A placeholder for “no date” gives `None`.
pub(crate) fn day(cell: &str) -> Result<Option<Day>, TimeError> {
    let date = match cell.as_bytes().get(10) {
        Some(b'T' | b' ') => cell.get(..10).unwrap_or(cell),
        Some(_) | None => cell,
    };
    if matches!(date, "2099-01-01" | "01/01/2099" | "9999-12-31" | "31/12/9999") {
        return Ok(None);
    }
    Day::parse(date).map(Some)
}

/// Reads a day in an order that a person chose; years of two figures are those of this century.
pub(crate) fn day_in(cell: &str, order: DateOrder) -> Result<Option<Day>, TimeError> {
    let date = cell.split([' ', 'T']).next().unwrap_or(cell);
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    let [first, second, year] = parts.as_slice() else {
        return day(cell);
    };
    if first.len() == 4 {
        return day(cell);
    }
    let (of_month, month) = match order {
        DateOrder::DayFirst => (first, second),
        DateOrder::MonthFirst => (second, first),
    };
    let century = if year.len() == 2 { "20" } else { "" };
    day(&format!("{of_month}/{month}/{century}{year}"))
}

/// Reads the first day of a period: a day, or a month as `2026-09`, `09/2026`.
pub(crate) fn period(cell: &str, order: DateOrder) -> Result<Option<Day>, TimeError> {
    if let Some((month, year)) = cell.split_once('/').filter(|(_, year)| year.len() == 4) {
        return day(&format!("01/{month}/{year}"));
    }
    if cell.len() == 7 && cell.as_bytes().get(4) == Some(&b'-') {
        return day(&format!("{cell}-01"));
    }
    day_in(cell, order)
}

/// Reads a duration in minutes: `6`, `6,5` and `6.5` are hours; `6h`, `6h30`, `06:30`, `6:30:00`
/// say so; `390 min` too.
pub fn duration(cell: &str) -> Option<u32> {
    let text: String = cell
        .to_lowercase()
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let whole_part = |part: &str| -> Option<u32> {
        let digits = !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse().ok() } else { None }
    };
    let hours_and_minutes = |hours: &str, minutes: &str| -> Option<u32> {
        let minutes = if minutes.is_empty() { 0 } else { whole_part(minutes)? };
        let total = whole_part(hours)?.checked_mul(60)?.checked_add(minutes)?;
        (minutes < 60).then_some(total)
    };
    let minutes = if let Some((hours, rest)) = text.split_once(':') {
        hours_and_minutes(hours, rest.split(':').next().unwrap_or_default())?
    } else if let Some(minutes) = text.strip_suffix("min").or_else(|| text.strip_suffix("mn")) {
        match minutes.split_once('h') {
            Some((hours, rest)) => hours_and_minutes(hours, rest)?,
            None => whole_part(minutes)?,
        }
    } else if let Some((hours, rest)) = text.split_once('h') {
        // `6,5h` and `6 heures` are hours too.
        let rest = rest
            .trim_start_matches("eures")
            .trim_start_matches("eure")
            .trim_start_matches('s');
        if rest.is_empty() {
            hours_in_minutes(hours)?
        } else {
            hours_and_minutes(hours, rest)?
        }
    } else {
        hours_in_minutes(&text)?
    };
    (minutes <= MOST_MINUTES).then_some(minutes)
}

/// Decimal hours in minutes, the half rounded up.
fn hours_in_minutes(text: &str) -> Option<u32> {
    let (negative, units, decimals) = parts(text)?;
    let units: u32 = units.parse().ok()?;
    let thousandths = decimals
        .bytes()
        .chain(std::iter::repeat(b'0'))
        .take(3)
        .fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let minutes = units.checked_mul(60)?.checked_add((thousandths * 60 + 500) / 1_000)?;
    (!negative || minutes == 0).then_some(minutes)
}

/// Reads a duration in seconds: `01:02:03`, or a whole number of them.
pub(crate) fn seconds(cell: &str) -> Option<u32> {
    let parts: Vec<&str> = cell.split(':').collect();
    let number = |part: &str| whole(part).ok();
    match parts.as_slice() {
        [hours, minutes, seconds] => {
            let (minutes, seconds) = (number(minutes)?, number(seconds)?);
            let total = number(hours)?
                .checked_mul(3_600)?
                .checked_add(minutes * 60)?
                .checked_add(seconds)?;
            (minutes < 60 && seconds < 60).then_some(total)
        }
        [seconds] => number(seconds),
        _ => None,
    }
}

/// Reads an e-mail address, in lower case.
pub(crate) fn email(cell: &str) -> Option<String> {
    let (name, domain) = cell.split_once('@')?;
    let plain = |letter: char| !letter.is_whitespace() && !letter.is_control() && !",;<>()\"".contains(letter);
    let stands = !name.is_empty() && domain.contains('.') && !domain.contains('@') && cell.len() <= 254;
    let ends_well = !domain.starts_with('.') && !domain.ends_with('.');
    (stands && ends_well && cell.chars().all(plain)).then(|| cell.to_lowercase())
}

/// Whether a text can be somebody's name: letters, and no figure nor at sign. A lone point or
/// hyphen stands for a name that nobody knows.
pub(crate) fn is_name(text: &str) -> bool {
    let has_letter = text.chars().any(char::is_alphabetic) || matches!(text, "." | "-");
    has_letter && text.chars().count() <= 80 && !text.chars().any(|letter| letter.is_numeric() || letter == '@')
}

/// Whether a text has the shape of a NUMEN, the confidential number of an agent: `01S0100000ABC`.
pub(crate) fn is_numen(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 13
        && bytes[..2].iter().all(u8::is_ascii_digit)
        && bytes[2].is_ascii_alphabetic()
        && bytes[3..10].iter().filter(|byte| byte.is_ascii_digit()).count() >= 4
        && bytes[3..10].iter().all(u8::is_ascii_alphanumeric)
        && bytes[10..].iter().all(u8::is_ascii_alphabetic)
}

/// Sign, units and decimals of a number with a comma or a point; spaces between thousands are
/// dropped. `None` when it is no number.
fn parts(cell: &str) -> Option<(bool, String, String)> {
    let mut text: String = cell
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| match letter {
            ',' => '.',
            '\u{2212}' => '-',
            other => other,
        })
        .collect();
    let negative = text.starts_with('-');
    if negative {
        text.remove(0);
    }
    let (units, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (!units.is_empty() && digits(units) && digits(decimals)).then(|| (negative, units.to_owned(), decimals.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_as_files_write_them() {
        for (cell, number) in [
            ("866", Ok(866)),
            ("866.0", Ok(866)),
            ("866,00", Ok(866)),
            ("1 234", Ok(1_234)),
            ("1\u{202f}234", Ok(1_234)),
            ("-0", Ok(0)),
            ("866.5", Err(NumberError::Invalid)),
            ("-3", Err(NumberError::Negative)),
            ("\u{2212}3", Err(NumberError::Negative)),
            ("", Err(NumberError::Invalid)),
            ("douze", Err(NumberError::Invalid)),
            ("99999999999", Err(NumberError::Invalid)),
            ("1e3", Err(NumberError::Invalid)),
            (".5", Err(NumberError::Invalid)),
        ] {
            assert_eq!(whole(cell), number, "{cell}");
        }
    }

    #[test]
    fn decimals_are_read_with_a_comma_or_a_point() {
        for (cell, number) in [
            ("83.8", Some(838)),
            ("83,8", Some(838)),
            ("120", Some(1_200)),
            ("83.85", Some(839)),
            ("83.849", Some(838)),
            ("-1,2", None),
            ("NS", None),
            ("", None),
        ] {
            assert_eq!(tenths(cell), number, "{cell}");
        }
    }

    #[test]
    fn durations_are_read_as_training_offices_write_them() {
        for (cell, minutes) in [
            ("6", Some(360)),
            ("6,0", Some(360)),
            ("6,5", Some(390)),
            ("6.25", Some(375)),
            ("5,99", Some(359)),
            ("6h", Some(360)),
            ("6h30", Some(390)),
            ("6 H 30", Some(390)),
            ("6h30min", Some(390)),
            ("6,5 h", Some(390)),
            ("6 heures", Some(360)),
            ("06:30", Some(390)),
            ("6:30:00", Some(390)),
            ("390 min", Some(390)),
            ("0", Some(0)),
            ("-1", None),
            ("6h75", None),
            ("six", None),
            ("", None),
            ("12/09/2026", None),
            ("999999", None),
        ] {
            assert_eq!(duration(cell), minutes, "{cell}");
        }
        for (cell, expected) in [
            ("01:02:03", Some(3_723)),
            ("90", Some(90)),
            ("1:75:00", None),
            ("1:30", None),
        ] {
            assert_eq!(seconds(cell), expected, "{cell}");
        }
    }

    #[test]
    fn dates_follow_the_order_that_was_chosen() {
        let written = |cell, order| day_in(cell, order).ok().flatten().map(|day| day.to_string());
        for (cell, day_first, month_first) in [
            ("05/09/2026", Some("2026-09-05"), Some("2026-05-09")),
            ("05/09/26 08:30", Some("2026-09-05"), Some("2026-05-09")),
            ("30.09.2026", Some("2026-09-30"), None),
            ("2026-09-30", Some("2026-09-30"), Some("2026-09-30")),
            ("demain", None, None),
        ] {
            assert_eq!(written(cell, DateOrder::DayFirst).as_deref(), day_first, "{cell}");
            assert_eq!(written(cell, DateOrder::MonthFirst).as_deref(), month_first, "{cell}");
        }
        for (cell, day) in [
            ("2026-09", "2026-09-01"),
            ("09/2026", "2026-09-01"),
            ("07/09/2026", "2026-09-07"),
        ] {
            let first = period(cell, DateOrder::DayFirst).unwrap().unwrap();
            assert_eq!(first.to_string(), day, "{cell}");
        }
    }

    #[test]
    fn names_addresses_and_confidential_numbers_are_told_apart() {
        for (text, name, address, numen) in [
            ("D’ALMEIDA", true, false, false),
            ("Lea.Richardson@ac-guadeloupe.fr", false, true, false),
            ("01S0100000ABC", false, false, true),
            ("9710022X", false, false, false),
            ("a@b", false, false, false),
            ("-", true, false, false),
        ] {
            assert_eq!(
                (is_name(text), email(text).is_some(), is_numen(text)),
                (name, address, numen),
                "{text}"
            );
        }
    }

    #[test]
    fn degrees_are_read_without_floats() {
        for (cell, bound, degrees) in [
            ("18.069452218170497", 90, Some(18_069_452)),
            ("-63.07941986733986", 180, Some(-63_079_420)),
            ("-61,5", 180, Some(-61_500_000)),
            ("18", 90, Some(18_000_000)),
            ("90.0000001", 90, Some(90_000_000)),
            ("91", 90, None),
            ("676302.3", 180, None),
            ("nord", 90, None),
        ] {
            assert_eq!(micro_degrees(cell, bound), degrees, "{cell}");
        }
    }

    #[test]
    fn thousandths_are_never_rounded_up() {
        for (cell, number) in [
            ("8", Ok(8_000)),
            ("8,00", Ok(8_000)),
            ("7.9999", Ok(7_999)),
            ("2.405", Ok(2_405)),
            ("14.275931114031422", Ok(14_275)),
            ("0", Ok(0)),
            ("-0", Ok(0)),
            ("-1", Err(NumberError::Negative)),
            ("1.234,5", Err(NumberError::Invalid)),
            ("5000000", Err(NumberError::Invalid)),
            ("vite", Err(NumberError::Invalid)),
            ("", Err(NumberError::Invalid)),
        ] {
            assert_eq!(thousandths(cell), number, "{cell}");
        }
        assert_eq!(without_grouping("1.234,5").as_deref(), Some("1234,5"));
        assert_eq!(without_grouping("1,234.5").as_deref(), Some("1234,5"));
        assert_eq!(without_grouping("1,5"), None);
        assert_eq!(without_grouping("a.b,c"), None);
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (cell, time) in [
            ("10:30", Some((10, 30, 0))),
            ("7h05", Some((7, 5, 0))),
            ("7 h", Some((7, 0, 0))),
            ("16:59:59", Some((16, 59, 59))),
            ("24:00", None),
            ("10:60", None),
            ("10", None),
            ("1030", None),
            ("10:30:15:1", None),
            ("midi", None),
            ("", None),
        ] {
            assert_eq!(time_of_day(cell), time, "{cell}");
        }
    }

    #[test]
    fn placeholders_are_not_dates() {
        assert_eq!(day("2099-01-01"), Ok(None));
        assert_eq!(day("31/12/9999"), Ok(None));
        assert_eq!(day("2023-06-08T00:00:00+00:00"), Ok(Day::new(2023, 6, 8).ok()));
        assert_eq!(day("1965-10-01"), Ok(Day::new(1965, 10, 1).ok()));
        assert!(day("2023-02-30").is_err());
    }
}
