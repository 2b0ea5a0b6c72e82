//! Cells to numbers, days and coordinates, without floats.

use pole_kernel::{Day, TimeError};

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
