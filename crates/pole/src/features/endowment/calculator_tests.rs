//! The calculator: roster files in, figures or located problems out.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::calculator::{CalculatorOutput, OPTIONAL_COLUMNS, REQUIRED_COLUMNS, run, to_text};
use super::parameters::Parameters;

const DOCUMENTATION: &str = include_str!("../../../../../docs/endowment-file.md");

/// The rosters of the worked example (`domain.md` §4.4), and an école.
const WORKED_EXAMPLE: &str = "\
uai,year,6e,5e,4e,3e,teachers,teachers_5e_new,repeaters,returns,wave_year,kind
9710022X,2015,160,150,140,130,45,28,,0,2015,college
9710022X,2016,165,155,146,134,46,6,3,12,2015,college
9710022X,2017,158,160,150,142,46,4,2,15,2015,college
9710035L,2015,,,,,,,,,2015,ecole
";

fn no_spare() -> Parameters {
    Parameters::from_toml("spare_rate_percent = 0").unwrap()
}

fn output(text: &str) -> CalculatorOutput {
    run(text.as_bytes(), no_spare()).unwrap()
}

fn refusal(text: &str) -> String {
    run(text.as_bytes(), no_spare()).unwrap_err().to_string()
}

#[test]
fn the_worked_example_gives_its_figures() {
    let json = serde_json::to_value(output(WORKED_EXAMPLE)).unwrap();
    let line = &json["lines"][2];
    for (key, figure) in [
        ("year", 2017),
        ("wave_year", 2015),
        ("rights", 316),
        ("net", 301),
        ("teachers", 4),
        ("spare", 0),
        ("order", 305),
        ("cost_cents", 14_945_000),
        ("state_cents", 5_871_000),
        ("authority_cents", 9_074_000),
        ("resources_cents", 1_968_000),
        ("resources_state_cents", 1_887_000),
        ("resources_authority_cents", 81_000),
        ("cases", 0),
        ("cases_cents", 0),
        ("lump_cents", 0),
        ("total_cents", 16_913_000),
        ("holders", 591),
        ("residual", 19),
    ] {
        assert_eq!(line[key], figure, "{key}");
    }
    assert_eq!(line["coverage_percent"], "96.9");
    assert_eq!(line["flags"], serde_json::json!([]));
    assert_eq!(
        line["caps_reached"],
        serde_json::json!(["pupil_devices", "teacher_devices"])
    );

    let ecole = &json["lines"][3];
    for (key, figure) in [
        ("cases", 3),
        ("cases_cents", 2_355_000),
        ("cases_state_cents", 1_177_500),
        ("cases_authority_cents", 1_177_500),
        ("lump_cents", 50_000),
        ("lump_state_cents", 50_000),
        ("lump_authority_cents", 0),
        ("total_cents", 2_405_000),
        ("rights", 0),
    ] {
        assert_eq!(ecole[key], figure, "{key}");
    }

    let totals = &json["totals"];
    for (key, figure) in [
        ("rights", 618),
        ("net", 591),
        ("teachers", 38),
        ("order", 629),
        ("cost_cents", 30_821_000),
        ("state_cents", 12_673_000),
        ("authority_cents", 18_148_000),
        ("resources_cents", 5_781_000),
        ("incomplete_lines", 0),
        ("lines", 4),
    ] {
        assert_eq!(totals[key], figure, "{key}");
    }
    assert_eq!(json["params"]["spare_rate_percent"], 0);
    assert_eq!(json["params"]["holding"], "follows_pupil");
}

#[test]
fn spreadsheets_may_write_semicolons_a_byte_order_mark_spaces_and_capitals() {
    let text = WORKED_EXAMPLE
        .replace(',', ";")
        .replace("uai", "UAI")
        .replace("6e", " 6E ");
    let text = format!("\u{feff}{}\n;;;;;;;;;;;\n", text.replace('\n', "\r\n"));
    assert_eq!(output(&text), output(WORKED_EXAMPLE));
}

#[test]
fn lines_may_come_in_any_order() {
    let mut lines: Vec<&str> = WORKED_EXAMPLE.lines().collect();
    lines[1..].reverse();
    assert_eq!(output(&lines.join("\n")), output(WORKED_EXAMPLE));
}

#[test]
fn an_unknown_figure_is_null_and_its_line_incomplete() {
    let text = "uai,year,5e,teachers_5e_new,wave_year\n9710022X,2015,,28,2015\n";
    let json = serde_json::to_value(output(text)).unwrap();
    let line = &json["lines"][0];
    for key in [
        "rights",
        "net",
        "order",
        "cost_cents",
        "resources_cents",
        "total_cents",
        "holders",
    ] {
        assert!(line[key].is_null(), "{key}");
    }
    assert_eq!((&line["teachers"], &line["cases"]), (&28.into(), &0.into()));
    assert_eq!(line["flags"], serde_json::json!(["INCOMPLET"]));
    assert_eq!(line["missing"], serde_json::json!(["5e", "6e", "4e", "3e", "teachers"]));
    assert_eq!(line["assumptions"], serde_json::json!(["repeaters", "returns"]));
    assert_eq!(json["totals"]["incomplete_lines"], 1);
}

#[test]
fn a_school_that_is_not_selected_has_no_wave() {
    let json = serde_json::to_value(output("uai,year,wave_year\n9710022X,2015,\n")).unwrap();
    assert!(json["lines"][0]["wave_year"].is_null());
    assert_eq!(json["lines"][0]["total_cents"], 0);
    assert_eq!(json["lines"][0]["reasons"], serde_json::json!(["not_selected"]));
}

#[test]
fn problems_are_located() {
    let header = "uai,year,5e,wave_year,kind\n";
    for (body, message) in [
        (
            "9710022A,2015,1,2015,college\n",
            "line 2, column uai: the check letter of “9710022A” should be X",
        ),
        (
            ",2015,1,2015,college\n",
            "line 2, column uai: “” does not have seven digits",
        ),
        (
            "9710022X,15,1,2015,college\n",
            "line 2, column year: “15” is not a school year",
        ),
        (
            "9710022X,2015,-3,2015,college\n",
            "line 2, column 5e: “-3” is not a whole number from 0 to 100000",
        ),
        ("9710022X,2015,1.5,2015,college\n", "line 2, column 5e: “1.5” is not"),
        (
            "9710022X,2015,100001,2015,college\n",
            "line 2, column 5e: “100001” is not",
        ),
        (
            "9710022X,2015,99999999999999999999,2015,college\n",
            "line 2, column 5e: “99999999999999999999” is not",
        ),
        (
            "9710022X,2015,1,soon,college\n",
            "line 2, column wave_year: “soon” is not a school year",
        ),
        (
            "9710022X,2015,1,2015,faculty\n",
            "line 2, column kind: “faculty” is not a known kind of school for the endowment (accepted: college, ecole, lycee)",
        ),
        ("9710022X,2015,1,2015\n", "line 2: 4 fields instead of 5"),
        (
            "9710022X,2015,1,2015,college\n\n9710022X,2015,2,2015,college\n",
            "line 4, column year: 9710022X is given a second time for 2015, as line 2",
        ),
        (
            "9710022X,2015,1,2015,college\n9710022X,2016,2,2016,college\n",
            "line 3, column wave_year: 9710022X: first endowment year 2016, but 2015 on another line of this school",
        ),
        (
            "9710022X,2015,1,2015,college\n9710022X,2016,2,2015,ecole\n",
            "line 3, column kind: 9710022X: kind ecole, but college on another line of this school",
        ),
    ] {
        for text in [
            format!("{header}{body}"),
            format!("{header}{body}").replace('\n', "\r\n"),
        ] {
            let refusal = refusal(&text);
            assert!(refusal.contains(message), "{body}: {refusal}");
        }
    }
}

#[test]
fn every_problem_is_told_at_once() {
    let refusal = refusal("uai,year,5e,wave_year\n9710022A,15,x,\n9710022X,2015,1,2015\n9710022X,2016,?,2015\n");
    assert_eq!(refusal.lines().count(), 4, "{refusal}");
}

#[test]
fn a_header_that_cannot_be_used_is_refused() {
    for (text, message) in [
        ("", "the file is empty"),
        ("uai,year,wave_year\n", "the file has a header and no line"),
        (
            "uai,year,wave_year,colour\n",
            "line 1: “colour” is not a column (known: uai, year, wave_year, kind",
        ),
        ("uai,year,5e\n", "line 1, column wave_year: the column is missing"),
        (
            "uai,year,wave_year,UAI\n",
            "line 1, column uai: the column is there twice",
        ),
    ] {
        let refusal = refusal(text);
        assert!(refusal.contains(message), "{text}: {refusal}");
    }
    let latin = run(&b"uai,year,wave_year\n9710022X,2015,\xe9\n"[..], no_spare()).unwrap_err();
    assert_eq!(latin.to_string(), "line 2: the file is not UTF-8");
}

#[test]
fn many_problems_are_counted_rather_than_all_shown() {
    let mut text = "uai,year,wave_year\n".to_owned();
    for _ in 0..80 {
        text.push_str("x,2015,2015\n");
    }
    let error = run(text.as_bytes(), no_spare()).unwrap_err();
    assert_eq!(error.problems.len(), 80);
    assert!(error.to_string().ends_with("and 30 more"));
}

#[test]
fn people_get_a_table() {
    let text = to_text(&output(WORKED_EXAMPLE));
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 6);
    assert!(lines[0].starts_with("uai"));
    assert!(lines[3].contains("149450.00"), "{text}");
    assert!(lines[5].starts_with("sum") && lines[5].contains("308210.00"), "{text}");

    let text = to_text(&output("uai,year,wave_year\n9710022X,2015,2015\n"));
    assert!(
        text.contains("INCOMPLET 9710022X 2015: 5e, teachers_5e_new, 6e, 4e, 3e, teachers"),
        "{text}"
    );
}

/// The first fenced block of the documentation in a language.
fn documented(language: &str) -> &'static str {
    let (_, block) = DOCUMENTATION.split_once(&format!("```{language}\n")).unwrap();
    block.split_once("```").unwrap().0
}

#[test]
fn the_documentation_shows_what_the_calculator_gives() {
    let output = output(documented("csv"));
    assert_eq!(documented("text"), to_text(&output));
    let shown: serde_json::Value = serde_json::from_str(documented("json")).unwrap();
    let given = serde_json::to_value(&output).unwrap();
    assert_eq!(shown["lines"][0], given["lines"][2]);
    assert_eq!(shown["totals"], given["totals"]);
    for name in given["lines"][0].as_object().unwrap().keys() {
        assert!(DOCUMENTATION.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn the_documentation_names_every_column_and_every_parameter_with_its_default() {
    for column in REQUIRED_COLUMNS.iter().chain(OPTIONAL_COLUMNS) {
        assert!(DOCUMENTATION.contains(&format!("\n| `{column}` | ")), "{column}");
    }
    for (key, default) in Parameters::sheet_default().entries() {
        let default = default.to_string().replace(',', ", ");
        let row = format!("\n| `{key}` | `{default}` | ");
        assert!(DOCUMENTATION.contains(&row), "{row}");
    }
    assert!(Parameters::from_toml(documented("toml")).is_ok());
}

/// The check letter of seven digits, for made-up schools.
fn with_letter(number: u32) -> String {
    let letter = b"ABCDEFGHJKLMNPRSTUVWXYZ"[usize::try_from(number % 23).unwrap()];
    format!("{number:07}{}", char::from(letter))
}

#[test]
fn every_college_of_the_country_over_three_years_takes_less_than_a_second() {
    let mut text = "uai,year,6e,5e,4e,3e,teachers,teachers_5e_new,repeaters,returns,wave_year,kind\n".to_owned();
    for school in 0..6_935 {
        for year in 2015..2018 {
            let code = with_letter(school * 131);
            writeln!(text, "{code},{year},120,121,122,123,40,20,2,5,2015,college").unwrap();
        }
    }
    let start = Instant::now();
    let output = output(&text);
    let elapsed = start.elapsed();
    assert_eq!(output.lines.len(), 6_935 * 3);
    assert_eq!(output.totals.rights, 6_935 * (119 + 119 + 239));
    // Without optimisation, on a busy machine: ten times the limit of the released program.
    assert!(elapsed < Duration::from_secs(10), "{elapsed:?}");
}
