use pole_kernel::{Cents, Day, Instant, Lang, Month, SchoolYear};

/// A space that never breaks and is narrower than a word space: between groups of digits in French.
const THIN: char = '\u{202f}';
/// A space that never breaks: before a unit in French.
const HARD: char = '\u{a0}';

const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_ES: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const MONTHS_HT: [&str; 12] = [
    "janvye", "fevriye", "mas", "avril", "me", "jen", "jiyè", "out", "septanm", "oktòb", "novanm", "desanm",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How one language writes numbers, money and dates.
#[derive(Clone, Copy, Debug)]
pub struct Formats {
    lang: Lang,
}

impl Formats {
    /// The formats of a language.
    pub const fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// A whole number with its digits grouped: `47 217`, `47,217`.
    pub fn number(self, number: i64) -> String {
        let sign = if number < 0 { "−" } else { "" };
        format!("{sign}{}", self.grouped(number.unsigned_abs()))
    }

    /// An amount of money to the cent: `87 220,00 €`, `€87,220.00`.
    pub fn money(self, amount: Cents) -> String {
        let sign = if amount.0 < 0 { "−" } else { "" };
        let cents = amount.0.unsigned_abs();
        let units = self.grouped(cents / 100);
        match self.lang {
            Lang::Fr | Lang::Es | Lang::Ht => format!("{sign}{units},{:02}{HARD}€", cents % 100),
            Lang::En => format!("{sign}€{units}.{:02}", cents % 100),
        }
    }

    /// A percentage from tenths of a percent: `96,9 %`, `96.9%`.
    pub fn percent(self, tenths: i64) -> String {
        let sign = match self.lang {
            Lang::Fr | Lang::Es | Lang::Ht => "\u{a0}%",
            Lang::En => "%",
        };
        format!("{}{sign}", self.tenths(tenths))
    }

    /// A number with one decimal, from tenths: `83,8`, `83.8`.
    pub fn tenths(self, tenths: i64) -> String {
        let sign = if tenths < 0 { "−" } else { "" };
        let value = tenths.unsigned_abs();
        let mark = match self.lang {
            Lang::Fr | Lang::Es | Lang::Ht => ',',
            Lang::En => '.',
        };
        format!("{sign}{}{mark}{}", self.grouped(value / 10), value % 10)
    }

    /// A day in words: `30 septembre 2026`, `1er octobre 2026`, `30 September 2026`,
    /// `30 de septiembre de 2026`, `1ye oktòb 2026`.
    pub fn day(self, day: Day) -> String {
        let number = match (day.day(), self.lang) {
            (1, Lang::Fr) => "1er".to_owned(),
            (1, Lang::Ht) => "1ye".to_owned(),
            (number, _) => number.to_string(),
        };
        let of = if self.lang == Lang::Es { "de " } else { "" };
        let month = self.month_name(day.month());
        format!("{number}{HARD}{of}{month} {of}{}", day.year())
    }

    /// The name of a month by its number.
    fn month_name(self, number: i8) -> &'static str {
        let rank = usize::try_from(number).unwrap_or(1).saturating_sub(1) % 12;
        match self.lang {
            Lang::Fr => MONTHS_FR[rank],
            Lang::En => MONTHS_EN[rank],
            Lang::Es => MONTHS_ES[rank],
            Lang::Ht => MONTHS_HT[rank],
        }
    }

    /// A day in figures, for dense tables: `30/09/2026`.
    pub fn short_day(self, day: Day) -> String {
        format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
    }

    /// A moment in the zone of the islands: `30 septembre 2026 à 07:05`.
    pub fn moment(self, moment: Instant) -> String {
        let (hour, minute) = moment.hour_minute();
        let at = match self.lang {
            Lang::Fr => " à ",
            Lang::En => ", ",
            Lang::Es => " a las ",
            Lang::Ht => " a ",
        };
        format!("{}{at}{hour:02}:{minute:02}", self.day(moment.day()))
    }

    /// A month in words: `septembre 2026`, `September 2026`, `septiembre de 2026`.
    pub fn month(self, month: Month) -> String {
        let of = if self.lang == Lang::Es { "de " } else { "" };
        format!("{}{HARD}{of}{}", self.month_name(month.number()), month.year())
    }

    /// A school year: `2026-2027`.
    pub fn school_year(self, year: SchoolYear) -> String {
        format!(
            "{}\u{2011}{}",
            year.first_calendar_year(),
            year.first_calendar_year() + 1
        )
    }

    fn grouped(self, number: u64) -> String {
        let mark = match self.lang {
            Lang::Fr | Lang::Es | Lang::Ht => THIN,
            Lang::En => ',',
        };
        let digits = number.to_string();
        if self.lang == Lang::Es && digits.len() == 4 {
            // Spanish does not cut four digits.
            return digits;
        }
        let mut text = String::with_capacity(digits.len() + digits.len() / 3 * 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(mark);
            }
            text.push(digit);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_and_english_write_the_same_values_their_own_way() {
        let (fr, en) = (Formats::new(Lang::Fr), Formats::new(Lang::En));
        assert_eq!(fr.money(Cents(8_722_000)), "87\u{202f}220,00\u{a0}€");
        assert_eq!(en.money(Cents(-8_722_001)), "−€87,220.01");
        assert_eq!(fr.percent(969), "96,9\u{a0}%");
        assert_eq!(en.percent(969), "96.9%");
        assert_eq!(fr.number(999), "999");
        assert_eq!(en.number(1_000_000), "1,000,000");
        let day = Day::parse("2026-10-01").unwrap();
        assert_eq!(fr.day(day), "1er\u{a0}octobre 2026");
        assert_eq!(en.day(day), "1\u{a0}October 2026");
        assert_eq!(
            fr.moment(Instant::parse("2026-10-01T11:05:00Z").unwrap()),
            "1er\u{a0}octobre 2026 à 07:05"
        );
    }

    #[test]
    fn spanish_and_creole_write_them_their_own_way_too() {
        let (es, ht) = (Formats::new(Lang::Es), Formats::new(Lang::Ht));
        assert_eq!(es.number(4_721), "4721");
        assert_eq!(es.number(47_217), "47\u{202f}217");
        assert_eq!(ht.number(4_721), "4\u{202f}721");
        assert_eq!(es.percent(969), "96,9\u{a0}%");
        assert_eq!(ht.money(Cents(8_722_000)), "87\u{202f}220,00\u{a0}€");
        let day = Day::parse("2026-10-01").unwrap();
        assert_eq!(es.day(day), "1\u{a0}de octubre de 2026");
        assert_eq!(ht.day(day), "1ye\u{a0}oktòb 2026");
        assert_eq!(es.month(day.month_of()), "octubre\u{a0}de 2026");
        assert_eq!(ht.month(day.month_of()), "oktòb\u{a0}2026");
        let moment = Instant::parse("2026-10-02T11:05:00Z").unwrap();
        assert_eq!(es.moment(moment), "2\u{a0}de octubre de 2026 a las 07:05");
        assert_eq!(ht.moment(moment), "2\u{a0}oktòb 2026 a 07:05");
    }
}
