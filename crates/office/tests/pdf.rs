//! Printable documents: what is in the file, and what a wrong template says.

use pole_office::OfficeError;
use pole_office::pdf::{Document, render};

const DEMO: &str = include_str!("../examples/demo.typ");
const DATA: &str = include_str!("../examples/demo.json");
const CHART: &[u8] = include_bytes!("../examples/chart.svg");

fn demo() -> Result<Vec<u8>, OfficeError> {
    render(&Document {
        template: DEMO,
        data_json: DATA,
        files: &[("chart.svg", CHART)],
        title: "Collèges numériques",
        language: "fr-GP",
    })
}

fn short(template: &str, data_json: &str) -> Result<Vec<u8>, OfficeError> {
    render(&Document {
        template,
        data_json,
        files: &[],
        title: "Essai \"\\ #[x]",
        language: "fr",
    })
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_document_is_tagged_titled_and_speaks_its_language() {
    let pdf = demo().unwrap();
    let again = demo().unwrap();

    assert!(pdf.starts_with(b"%PDF-1."));
    for mark in [
        "/StructTreeRoot",
        "/Lang",
        "pdfuaid:part",
        "/Marked true",
        "/DisplayDocTitle true",
    ] {
        assert!(contains(&pdf, mark), "{mark}");
    }
    assert!(contains(&pdf, "num\u{e9}riques</rdf:li>"), "title in the metadata");
    assert_eq!(pdf, again, "the same input gives the same bytes");
}

#[test]
fn a_broken_template_names_its_line() {
    let fault = short("= Titre\n\nDu texte.\n#inconnu()", "{}").unwrap_err();
    assert!(
        matches!(&fault, OfficeError::Template { file, line: Some(4), message }
            if file == "main.typ" && message.contains("unknown variable")),
        "{fault:?}"
    );
    let shown = short("#let x = (", "{}").unwrap_err().to_string();
    assert_eq!(shown, "main.typ, line 1: unclosed delimiter");
}

#[test]
fn broken_data_names_the_line_of_the_template_or_its_own() {
    let fault = short("\n#let data = json(\"data.json\")", "{\n\"a\":\n}").unwrap_err();
    assert!(
        matches!(&fault, OfficeError::Template { line: Some(_), .. }),
        "{fault:?}"
    );
    let fault = short("\n\n#json(\"data.json\").absent", "{}").unwrap_err();
    assert!(
        matches!(&fault, OfficeError::Template { line: Some(3), .. }),
        "{fault:?}"
    );
}

#[test]
fn a_misuse_of_the_house_style_names_the_line_of_the_template() {
    let fault = short("#import \"house.typ\": *\n\n#keyfigures((label: \"écoles\"))", "{}").unwrap_err();
    assert!(
        matches!(&fault, OfficeError::Template { file, line: Some(3), .. } if file == "main.typ"),
        "{fault:?}"
    );
}

#[test]
fn a_picture_without_words_is_refused() {
    let fault = render(&Document {
        template: "\n#image(\"chart.svg\")",
        data_json: "{}",
        files: &[("chart.svg", CHART)],
        title: "Essai",
        language: "fr",
    })
    .unwrap_err();
    assert!(
        matches!(&fault, OfficeError::Template { line: Some(2), .. }),
        "{fault:?}"
    );
}

#[test]
fn nothing_outside_the_document_can_be_read() {
    for template in [
        "#read(\"/etc/hostname\")",
        "#read(\"../secret\")",
        "#import \"@preview/tablex:0.0.8\": *",
        "#datetime.today()",
    ] {
        assert!(
            matches!(short(template, "{}"), Err(OfficeError::Template { .. })),
            "{template}"
        );
    }
}

#[test]
fn rare_signs_never_stop_an_export() {
    let data = "{\"text\": \"Ŋġūyễn 学校 \u{1F3EB} → ✓ 1\u{202f}234\u{a0}€ e\u{301} a\u{2011}b \u{200b}\u{ad}x ☃ ١٢ Ελ Ж \u{e000} \u{200d}\u{fe0f}\"}";
    let template = "#import \"house.typ\": *\n#show: sheet.with(title: [x])\n#json(\"data.json\").text";
    let printed = short(template, data);
    assert!(printed.is_ok(), "{printed:?}");
    let picture = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 90 20'><text y='15'>学校 → é</text></svg>";
    let printed = render(&Document {
        template: "#image(\"a.svg\", alt: \"école\")",
        data_json: "{}",
        files: &[("a.svg", picture.as_bytes())],
        title: "学校",
        language: "ht",
    });
    assert!(printed.is_ok(), "{printed:?}");
}

#[test]
fn a_language_is_a_code() {
    for language in ["", "f", "français", "fr-", "fr-Guadeloupe", "fr\"); #x("] {
        let fault = render(&Document {
            template: "x",
            data_json: "{}",
            files: &[],
            title: "x",
            language,
        });
        assert!(matches!(fault, Err(OfficeError::Language(_))), "{language}");
    }
}

#[test]
fn documents_print_side_by_side() {
    let alone = demo().unwrap();
    std::thread::scope(|scope| {
        let together: Vec<_> = (0..4).map(|_| scope.spawn(demo)).collect();
        for thread in together {
            assert_eq!(thread.join().unwrap().unwrap(), alone);
        }
    });
}
