//! How importers read: item by item, until one fails.

use std::ops::ControlFlow;

use pole_db::{DbError, Tx};
use pole_formats::{Fact, Item, Located, Opened};

use super::{Report, RunError};

/// Gives every item of a file to `take`, until the end or the first failure, and counts its lines.
///
/// # Errors
/// When `take` fails, or the file is not what it claims to be.
pub fn read_items(
    tx: &mut Tx,
    file: Opened<'_>,
    take: &mut dyn FnMut(&mut Tx, Item) -> Result<(), DbError>,
) -> Result<u64, RunError> {
    let mut failure: Option<DbError> = None;
    let summary = file.read(&mut |item| match take(tx, item) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failure.map_or(Ok(summary.lines), |error| Err(error.into()))
}

impl Report {
    /// The fact of an item, for a file that gives one kind of facts; a problem is counted.
    pub fn fact<F: Fact>(&mut self, item: Item) -> Option<Located<F>> {
        if let Item::Problem(problem) = item {
            self.problem(problem);
            return None;
        }
        F::of(item)
    }
}

#[cfg(test)]
mod tests {
    use pole_formats::{CountFact, Limits, SupplyFact, open};

    use super::*;
    use crate::test_app::TestApp;

    const ROSTER: &str =
        "uai;annee;categorie;effectif;date;note\n9711023K;2020-2021;6E;12;;\n9711023K;2020-2021;6E;beaucoup;;\n";

    fn opened() -> Opened<'static> {
        open(ROSTER.as_bytes(), &Limits::default()).unwrap()
    }

    #[test]
    fn reading_gives_every_item_and_counts_the_lines() {
        let app = TestApp::new("2026-11-26T12:00:00Z");
        let (lines, facts, report) = app.write(|tx| {
            let (mut report, mut facts) = (Report::default(), 0);
            let lines = read_items(tx, opened(), &mut |_, item| {
                facts += usize::from(report.fact::<CountFact>(item.clone()).is_some());
                assert!(report.fact::<SupplyFact>(item).is_none(), "a roster holds no supply");
                Ok(())
            });
            Ok::<_, DbError>((lines.unwrap(), facts, report))
        });
        // The problem was told by each of the two questions.
        assert_eq!((lines, facts, report.problem_count), (3, 1, 2));
    }

    #[test]
    fn reading_stops_at_the_first_failure() {
        let app = TestApp::new("2026-11-26T12:00:00Z");
        let items = app.write(|tx| {
            let mut items = 0;
            let stopped = read_items(tx, opened(), &mut |_, _| {
                items += 1;
                Err(DbError::Full)
            });
            assert!(matches!(stopped, Err(RunError::Db(DbError::Full))));
            Ok::<_, DbError>(items)
        });
        assert_eq!(items, 1);
    }
}
