//! `pole export`: what is known, for other programs. Column names and codes are stable.

use std::io::{BufWriter, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use pole_kernel::{Cents, Ratio};
use pole_office::OfficeError;
use pole_office::table::{Cell, CellKind, Column, CsvWriter, Properties, XlsxWriter};

use super::stop::Stop;
use super::{progress, tell, write};
use crate::features::directory::{self, FigureFlag, Filter, SchoolLine};
use crate::features::endowment::model::{Funder, Heading, HeadingAmount};
use crate::features::endowment::{self, Asked, PlanLine};
use crate::policy::{self, Action, Actor};
use crate::shell::app::App;
use crate::shell::config::Config;

/// What to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// The schools as they are believed today.
    Schools,
    /// The head counts of the basin, the projected ones flagged.
    HeadCounts,
    /// What is due to each selected school, year by year, and who pays it.
    Plan,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
    Json,
}

/// What to write, and where.
#[derive(Args, Debug)]
pub(super) struct ExportArgs {
    /// What to write.
    what: What,
    /// How.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// The file to write; the standard output without it.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The whole directory, not the basin only (schools).
    #[arg(long)]
    whole_directory: bool,
}

/// A table under way. An amount is in a column called `…_cents`; where people read euros, it is
/// called `…_eur`.
struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

pub(super) async fn run(config: Config, arguments: &ExportArgs) -> Result<ExitCode, Stop> {
    if arguments.format == Format::Xlsx && arguments.output.is_none() && std::io::stdout().is_terminal() {
        return Err(Stop::usage(
            "a workbook is not for a terminal: name a file with --output",
        ));
    }
    let opened = super::open(config).await?;
    let bar = progress::waiting("reading".to_owned());
    let table = match arguments.what {
        What::Schools => schools(&opened.app, arguments.whole_directory).await,
        What::HeadCounts => head_counts(&opened.app).await,
        What::Plan => plan(&opened.app).await,
    };
    bar.finish_and_clear();
    let table = table?;
    let name = arguments
        .what
        .to_possible_value()
        .map_or_else(String::new, |value| value.get_name().to_owned());
    let bytes = bytes(&table, arguments.format, &name, &opened.app)
        .map_err(|error| Stop::refused(format!("{name} cannot be written: {error}")))?;
    match &arguments.output {
        None => write(&bytes)?,
        Some(path) => {
            keep(path, &bytes).map_err(|error| Stop::refused(format!("{}: {error}", path.display())))?;
            tell(&format!(
                "{name}: {} rows written to {} ({} bytes).",
                table.rows.len(),
                path.display(),
                bytes.len()
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes a file so that it is there whole or not at all.
fn keep(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let partial = path.with_file_name(name);
    let written = (|| {
        let mut out = BufWriter::new(std::fs::File::create(&partial)?);
        out.write_all(bytes)?;
        out.flush()?;
        std::fs::rename(&partial, path)
    })();
    written.inspect_err(|_| {
        let _ = std::fs::remove_file(&partial);
    })
}

fn bytes(table: &Table, format: Format, name: &str, app: &App) -> Result<Vec<u8>, OfficeError> {
    match format {
        Format::Csv => {
            let mut writer = CsvWriter::new(Vec::new(), &in_euros(&table.columns))?;
            for row in &table.rows {
                writer.row(row)?;
            }
            writer.finish()
        }
        Format::Xlsx => {
            let mut writer = XlsxWriter::new(&Properties {
                title: name.to_owned(),
                author: "Pôle".to_owned(),
                language: "en".to_owned(),
                created: Some(app.clock().now().day().to_string()),
            })?;
            writer.sheet(name, &in_euros(&table.columns))?;
            for row in &table.rows {
                writer.row(row)?;
            }
            writer.finish()
        }
        Format::Json => Ok(json(table).into_bytes()),
    }
}

fn in_euros(columns: &[Column]) -> Vec<Column> {
    let renamed = |column: &Column| match column.title.strip_suffix("_cents") {
        Some(name) => format!("{name}_eur"),
        None => column.title.clone(),
    };
    columns
        .iter()
        .map(|column| Column {
            title: renamed(column),
            ..column.clone()
        })
        .collect()
}

/// One object a row, one row a line, the keys in the order of the columns.
fn json(table: &Table) -> String {
    let keys: Vec<serde_json::Value> = table
        .columns
        .iter()
        .map(|column| column.title.as_str().into())
        .collect();
    let rows: Vec<String> = table
        .rows
        .iter()
        .map(|row| {
            let pairs: Vec<String> = keys
                .iter()
                .zip(row)
                .map(|(key, cell)| format!("{key}:{}", value(cell)))
                .collect();
            format!("{{{}}}", pairs.join(","))
        })
        .collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

fn value(cell: &Cell) -> serde_json::Value {
    match cell {
        Cell::Empty => serde_json::Value::Null,
        Cell::Text(text) | Cell::Day(text) => text.as_str().into(),
        Cell::Integer(number)
        | Cell::Year(number)
        | Cell::Euros(number)
        | Cell::PercentTenths(number)
        | Cell::Tenths(number) => (*number).into(),
    }
}

fn column(title: &str, kind: CellKind, width: f64) -> Column {
    Column {
        title: title.to_owned(),
        kind,
        width,
    }
}

fn text<T: std::fmt::Display>(value: Option<&T>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::Text(value.to_string()))
}

fn year(year: pole_kernel::SchoolYear) -> Cell {
    Cell::Year(i64::from(year.first_calendar_year()))
}

/// Every school of the basin, or of the whole directory, by name.
async fn all_schools(app: &App, whole_directory: bool) -> Result<Vec<SchoolLine>, Stop> {
    let seen_by = policy::scope(&Actor::console(), Action::ReadSchool);
    let filter = Filter {
        seen_by,
        whole_directory,
        limit: i64::MAX,
        ..Filter::default()
    };
    Ok(app.db().read(move |tx| directory::school_lines(tx, &filter)).await?)
}

async fn schools(app: &App, whole_directory: bool) -> Result<Table, Stop> {
    let rows = all_schools(app, whole_directory)
        .await?
        .iter()
        .map(|school| {
            let (latitude, longitude, precision) = match school.position {
                Some((latitude, longitude, precision)) => (
                    Cell::Integer(i64::from(latitude)),
                    Cell::Integer(i64::from(longitude)),
                    Cell::Text(precision.to_string()),
                ),
                None => (Cell::Empty, Cell::Empty, Cell::Empty),
            };
            vec![
                Cell::Text(school.uai.to_string()),
                Cell::Text(school.name.clone()),
                Cell::Text(school.kind.to_string()),
                text(school.sector.as_ref()),
                text(school.contract.as_ref()),
                text(school.territory.as_ref()),
                text(school.commune_code.as_ref()),
                text(school.commune.as_ref()),
                text(school.quarter.as_ref()),
                text(school.priority.as_ref()),
                text(school.rep_head.as_ref()),
                latitude,
                longitude,
                precision,
                Cell::Text(school.state.to_string()),
                text(school.attached_to.as_ref()),
                school
                    .pupils
                    .map_or(Cell::Empty, |(count, _)| Cell::Integer(i64::from(count))),
                school.pupils.map_or(Cell::Empty, |(_, of)| year(of)),
                school
                    .ips
                    .map_or(Cell::Empty, |(tenths, _)| Cell::Integer(i64::from(tenths))),
                school.ips.map_or(Cell::Empty, |(_, of)| year(of)),
            ]
        })
        .collect();
    let columns = vec![
        column("uai", CellKind::Text, 11.0),
        column("name", CellKind::Text, 40.0),
        column("kind", CellKind::Text, 14.0),
        column("sector", CellKind::Text, 10.0),
        column("contract", CellKind::Text, 16.0),
        column("territory", CellKind::Text, 10.0),
        column("commune_code", CellKind::Text, 14.0),
        column("commune", CellKind::Text, 20.0),
        column("quarter", CellKind::Text, 24.0),
        column("priority", CellKind::Text, 10.0),
        column("rep_head", CellKind::Text, 11.0),
        column("latitude_micro", CellKind::Integer, 14.0),
        column("longitude_micro", CellKind::Integer, 15.0),
        column("position_precision", CellKind::Text, 18.0),
        column("state", CellKind::Text, 10.0),
        column("attached_to", CellKind::Text, 11.0),
        column("pupils", CellKind::Integer, 10.0),
        column("pupils_year", CellKind::Year, 12.0),
        column("ips_tenths", CellKind::Integer, 11.0),
        column("ips_year", CellKind::Year, 10.0),
    ];
    Ok(Table { columns, rows })
}

async fn head_counts(app: &App) -> Result<Table, Stop> {
    let schools = all_schools(app, false).await?;
    let (now, asked) = (app.clock().now(), schools.clone());
    let rosters = app
        .db()
        .read(move |tx| directory::rosters(tx, &asked, now.day(), now, now.day().school_year(), Ratio::ONE))
        .await?;
    let mut rows = Vec::new();
    for school in &schools {
        let Some(roster) = rosters.get(&school.uai) else {
            continue;
        };
        for (of, category, figure) in roster.iter() {
            let flags: Vec<&str> = figure.flags.iter().map(|flag: &FigureFlag| flag.code()).collect();
            let chosen = figure.chosen.as_ref();
            rows.push(vec![
                Cell::Text(school.uai.to_string()),
                Cell::Text(school.name.clone()),
                year(of),
                Cell::Text(category.code().to_owned()),
                Cell::Integer(i64::from(figure.count)),
                Cell::Text(flags.join(" ")),
                chosen.map_or(Cell::Empty, |row| Cell::Text(row.source.code().to_owned())),
                chosen
                    .and_then(|row| row.observed_on)
                    .map_or(Cell::Empty, |day| Cell::Day(day.to_string())),
                text(chosen.and_then(|row| row.file_name.as_ref())),
                chosen.and_then(|row| row.line).map_or(Cell::Empty, Cell::Integer),
            ]);
        }
    }
    let columns = vec![
        column("uai", CellKind::Text, 11.0),
        column("name", CellKind::Text, 40.0),
        column("year", CellKind::Year, 8.0),
        column("category", CellKind::Text, 16.0),
        column("count", CellKind::Integer, 8.0),
        column("flags", CellKind::Text, 20.0),
        column("source", CellKind::Text, 18.0),
        column("observed_on", CellKind::Day, 12.0),
        column("file", CellKind::Text, 30.0),
        column("line", CellKind::Integer, 8.0),
    ];
    Ok(Table { columns, rows })
}

/// A count, an amount or a year that may be unknown.
fn whole(number: Option<u32>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Integer(i64::from(number)))
}

fn euros(amount: Option<Cents>) -> Cell {
    amount.map_or(Cell::Empty, |amount| Cell::Euros(amount.0))
}

async fn plan(app: &App) -> Result<Table, Stop> {
    let now = app.clock().now();
    let plan = app
        .db()
        .read(move |tx| {
            endowment::read_plan(tx, &Actor::console(), Asked::now(now))
                .map_err(|error| Stop::refused(format!("the plan cannot be computed: {error}")))
        })
        .await?
        .plan;
    let mut columns = vec![
        column("uai", CellKind::Text, 11.0),
        column("name", CellKind::Text, 40.0),
        column("territory", CellKind::Text, 10.0),
        column("kind", CellKind::Text, 10.0),
        column("year", CellKind::Year, 8.0),
        column("wave_year", CellKind::Year, 10.0),
        column("position", CellKind::Integer, 9.0),
        column("rights", CellKind::Integer, 9.0),
        column("net", CellKind::Integer, 9.0),
        column("teachers", CellKind::Integer, 9.0),
        column("spare", CellKind::Integer, 9.0),
        column("order", CellKind::Integer, 9.0),
        column("cases", CellKind::Integer, 9.0),
    ];
    for heading in Heading::ALL {
        for part in ["", "_state", "_authority", "_others"] {
            columns.push(column(&format!("{heading}{part}_cents"), CellKind::Euros, 16.0));
        }
    }
    columns.extend([
        column("total_cents", CellKind::Euros, 16.0),
        column("flags", CellKind::Text, 20.0),
        column("missing", CellKind::Text, 20.0),
        column("fictitious", CellKind::Text, 10.0),
        column("parameter_set", CellKind::Text, 24.0),
    ]);
    let set = format!("{} v{}", plan.set.code, plan.set.version);
    let rows = plan.lines.iter().map(|line| plan_row(line, &set)).collect();
    Ok(Table { columns, rows })
}

fn plan_row(line: &PlanLine, set: &str) -> Vec<Cell> {
    let due = &line.endowment;
    let flags: Vec<&str> = due.flags.iter().map(|flag| flag.code()).collect();
    let mut row = vec![
        Cell::Text(due.uai.to_string()),
        Cell::Text(line.name.clone()),
        text(line.territory.as_ref()),
        Cell::Text(due.kind.code().to_owned()),
        year(due.year),
        due.wave_year.map_or(Cell::Empty, year),
        whole(due.position),
        whole(due.rights),
        whole(due.net),
        whole(due.teachers),
        whole(due.spare),
        whole(due.order),
        whole(due.cases()),
    ];
    for heading in Heading::ALL {
        let amount = due.heading(*heading);
        row.push(euros(amount.and_then(|amount| amount.amount)));
        row.push(euros(amount.and_then(|amount| amount.paid_by(&Funder::State))));
        row.push(euros(amount.and_then(|amount| amount.paid_by(&Funder::Authority))));
        row.push(euros(amount.and_then(HeadingAmount::paid_by_others)));
    }
    row.extend([
        euros(due.total_cents()),
        Cell::Text(flags.join(" ")),
        Cell::Text(due.missing.join(" ")),
        Cell::Text(if line.fictitious { "yes" } else { "no" }.to_owned()),
        Cell::Text(set.to_owned()),
    ]);
    row
}
