//! `pole indicators`: the five figures, for a person at the console or for another program.

use std::process::ExitCode;
use std::time::Instant as Watch;

use clap::Args;
use pole_db::Tx;
use pole_kernel::{Day, Ratio};

use super::stop::Stop;
use super::{say_json, tell, write};
use crate::features::indicators::{
    self, Flag, Indicator, IndicatorBody, IndicatorError, Place, Question, Unit, Value, body,
};
use crate::policy::Actor;
use crate::shell::asked::Asked;
use crate::shell::config::Config;

/// Which figures, when and of which schools.
#[derive(Args, Debug)]
pub(super) struct IndicatorsArgs {
    /// The day the figures speak of: `2026-10-31`; today without it.
    #[arg(long, value_name = "DAY", value_parser = day)]
    as_of: Option<Day>,
    /// The day by whose end things were known; now without it.
    #[arg(long, value_name = "DAY", value_parser = day)]
    known_on: Option<Day>,
    /// The schools: `basin`, `territory:978`, `type:college`, `wave:CODE`, `school:UAI`.
    #[arg(long, value_name = "PLACE", value_parser = place, default_value = "basin")]
    place: Place,
    /// Every figure of each indicator, not the headlines alone.
    #[arg(long)]
    all: bool,
    /// The headlines over every school of the directory, beyond the basin.
    #[arg(long, conflicts_with_all = ["place", "all"])]
    whole_directory: bool,
    /// Compute so many times, and tell how long each took.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    repeat: u32,
    /// The figures for programs.
    #[arg(long)]
    json: bool,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| error.to_string())
}

fn place(text: &str) -> Result<Place, String> {
    match Place::parse(text) {
        None | Some(Place::Directory) => {
            Err("say basin, territory:978, type:college, wave:CODE or school:UAI".to_owned())
        }
        Some(place) => Ok(place),
    }
}

/// The figures of one question.
#[derive(serde::Serialize)]
struct Told {
    indicators: Vec<IndicatorBody>,
}

pub(super) async fn run(config: Config, arguments: &IndicatorsArgs) -> Result<ExitCode, Stop> {
    let opened = super::open(config).await?;
    let now = opened.app.clock().now();
    let asked = Asked {
        on: arguments.as_of.unwrap_or_else(|| now.day()),
        known_at: arguments.known_on.map_or(now, Day::ends).min(now),
    };
    let mut values = Vec::new();
    for _ in 0..arguments.repeat {
        let began = Watch::now();
        let (whole, place) = (arguments.whole_directory, arguments.place.clone());
        values = opened
            .app
            .db()
            .read(move |tx| compute(tx, whole, place.clone(), asked))
            .await
            .map_err(refusal)?;
        if arguments.repeat > 1 {
            tell(&format!("{} ms", began.elapsed().as_millis()));
        }
    }
    values.retain(|value| arguments.all || value.measure.is_headline());
    if arguments.json {
        say_json(&Told {
            indicators: values.iter().map(body).collect(),
        })?;
    } else {
        write(table(&values, asked).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn compute(tx: &mut Tx, whole: bool, place: Place, asked: Asked) -> Result<Vec<Value>, IndicatorError> {
    let actor = Actor::console();
    if whole {
        return indicators::whole_directory(tx, &actor, asked);
    }
    let question = Question {
        indicators: Indicator::ALL.to_vec(),
        place,
        asked,
    };
    let reading = indicators::read(tx, &actor, &question)?;
    Ok(reading.here().cloned().collect())
}

fn refusal(error: IndicatorError) -> Stop {
    match error {
        IndicatorError::Db(error) => error.into(),
        IndicatorError::NotFound => {
            Stop::refused("there is no such place in the basin on that day: `pole export schools` lists the schools.")
        }
        IndicatorError::Refused(_)
        | IndicatorError::AlreadyFrozen
        | IndicatorError::Denied(_)
        | IndicatorError::Directory(_) => Stop::refused(error.to_string()),
    }
}

/// The figures as a table for people.
fn table(values: &[Value], asked: Asked) -> String {
    let mut rows = vec![["", "figure", "value", "counted", "among", "bounds", "quality"].map(str::to_owned)];
    for value in values {
        rows.push([
            value.measure.indicator().code().to_owned(),
            value.measure.code().to_owned(),
            figure(value),
            count(value, value.numerator),
            value.denominator.map_or_else(String::new, |all| all.to_string()),
            bounds(value),
            value.flags.iter().map(quality).collect::<Vec<_>>().join(" "),
        ]);
    }
    let widths: Vec<usize> = (0..7)
        .map(|column| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = format!(
        "{}, as of {}, as known on {}\n",
        values
            .first()
            .map_or_else(|| "nothing".to_owned(), |value| value.place.to_string()),
        asked.on,
        asked.known_at
    );
    for row in &rows {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(place, (cell, width))| match place {
                0 | 1 | 5 | 6 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            })
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A share with two decimals, a count, or the sign of what is not shown.
fn figure(value: &Value) -> String {
    match value.measure.unit() {
        Unit::Percent => value.share.map_or_else(|| missing(value), percentage),
        Unit::Persons | Unit::Certifications => count(value, value.numerator),
    }
}

fn count(value: &Value, count: Option<u64>) -> String {
    count.map_or_else(|| missing(value), |count| count.to_string())
}

fn missing(value: &Value) -> String {
    if value.has(Flag::Secret) { "s" } else { "–" }.to_owned()
}

fn bounds(value: &Value) -> String {
    match (value.bounds, value.count_bounds) {
        (Some((low, high)), _) if low != high => format!("{} to {}", percentage(low), percentage(high)),
        (_, Some((low, high))) => format!("{low} to {high}"),
        (Some(_) | None, None) => String::new(),
    }
}

fn percentage(share: Ratio) -> String {
    let hundredths = share.hundredths_of_percent();
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// A flag, with how many things it concerns.
fn quality((flag, count): (&Flag, &u64)) -> String {
    let code = flag.code().to_uppercase();
    match count {
        0 => code,
        count => format!("{code}({count})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::indicators::{Measure, Period};

    #[test]
    fn a_figure_is_a_share_a_count_or_the_sign_of_what_is_hidden() {
        let day = Day::parse("2026-10-31").unwrap();
        let mut value = Value {
            measure: Measure::RoomsHighSpeed,
            definition: 1,
            place: Place::Basin,
            period: Period { from: day, to: day },
            as_of: day,
            known_at: day.ends(),
            numerator: Some(2),
            denominator: Some(3),
            share: Ratio::new(2, 3).ok(),
            bounds: Ratio::new(2, 3).ok().zip(Ratio::new(3, 3).ok()),
            count_bounds: None,
            coverage: None,
            flags: [(Flag::Partial, 1)].into(),
            evidence_count: Some(2),
        };
        assert_eq!(figure(&value), "66.67 %");
        assert_eq!(bounds(&value), "66.67 % to 100.00 %");
        assert_eq!(quality((&Flag::Partial, &1)), "PARTIEL(1)");
        value.numerator = None;
        value.share = None;
        assert_eq!(figure(&value), "–");
        value.flags = [(Flag::Secret, 0)].into();
        assert_eq!(figure(&value), "s");
    }

    #[test]
    fn a_place_is_one_of_the_basin() {
        assert_eq!(place("basin"), Ok(Place::Basin));
        assert!(place("territory:978").is_ok());
        assert!(place("directory").is_err());
        assert!(place("nowhere").is_err());
    }
}
