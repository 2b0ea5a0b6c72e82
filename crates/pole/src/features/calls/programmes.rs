//! The programmes of the State that are known (`domain.md` §3.1), and the call of the sheet: data in French, each
//! with where it was read. They ship with the program, to be read, compared and copied.

use pole_db::Tx;
use pole_kernel::{Instant, SchoolYear};
use serde::{Deserialize, Serialize};

use super::errors::CallError;
use super::model::{Call, CallContent, CallWave, Version};
use super::store;
use crate::shell::clock::fresh_id;

/// What a file holds: a call on its own, outside any installation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallFile {
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub title: String,
    /// Its edition, a calendar year.
    pub edition: i64,
    /// Whether it is over: nobody answers it any more.
    #[serde(default)]
    pub archived: bool,
    /// What it says.
    pub content: CallContent,
}

/// The form, documents, criteria and review of Pôle: what a programme has when it names none of its own.
const COMMON: &str = include_str!("programmes/common.json");

const FILES: [&str; 9] = [
    include_str!("programmes/colleges_numeriques.json"),
    include_str!("programmes/prefigurateurs_2015.json"),
    include_str!("programmes/cnip_2016_1.json"),
    include_str!("programmes/cnip_2016_2.json"),
    include_str!("programmes/cnip_2017.json"),
    include_str!("programmes/enir_2017.json"),
    include_str!("programmes/ecoles_numeriques_2020.json"),
    include_str!("programmes/snee_2021.json"),
    include_str!("programmes/tne_2021.json"),
];

/// The programmes, the sheet's own first.
///
/// # Errors
/// When a file of the program cannot be read.
pub fn programmes() -> Result<Vec<CallFile>, serde_json::Error> {
    let common: CallContent = serde_json::from_str(COMMON)?;
    FILES
        .iter()
        .map(|text| {
            let mut file: CallFile = serde_json::from_str(text)?;
            if file.content.sections.is_empty() {
                file.content.sections.clone_from(&common.sections);
                file.content.documents.clone_from(&common.documents);
            }
            if file.content.criteria.is_empty() {
                file.content.criteria.clone_from(&common.criteria);
                file.content.review = common.review.clone();
            }
            Ok(file)
        })
        .collect()
}

/// Writes the programmes that are not there yet, published. The sheet's call has its waves, not linked to the plan;
/// the others are put away. Does nothing the second time. Gives how many it wrote.
///
/// # Errors
/// When a file of the program cannot be read, or the database fails.
pub fn install_programmes(tx: &mut Tx, now: Instant) -> Result<usize, CallError> {
    let known: Vec<String> = store::calls(tx)?.into_iter().map(|call| call.code).collect();
    let mut written = 0;
    for file in programmes().map_err(|error| CallError::Programme(error.to_string()))? {
        if known.contains(&file.code) {
            continue;
        }
        let call = Call {
            id: fresh_id(),
            code: file.code,
            title: file.title,
            edition: file.edition,
            fictitious: false,
            created_at: now,
            archived_at: file.archived.then_some(now),
        };
        store::insert_call(tx, &call, None)?;
        if !file.archived {
            for (position, planned) in (1..).zip(&file.content.waves) {
                let (Some(opens_on), Some(deadline_on)) = (planned.opens_on, planned.deadline_on) else {
                    continue;
                };
                let wave = CallWave {
                    id: fresh_id(),
                    call: call.id,
                    position,
                    label: planned.label.clone(),
                    opens_on,
                    deadline_on,
                    first_year: planned.first_year.unwrap_or(SchoolYear::FIRST_OF_PLAN),
                    wave: None,
                    published_at: None,
                };
                store::insert_wave(tx, &wave)?;
            }
        }
        let version = Version {
            call: call.id,
            version: 1,
            content: file.content,
            revision: 1,
            note: String::new(),
            saved_at: now,
            published_at: Some(now),
        };
        store::insert_version(tx, &version, None)?;
        written += 1;
    }
    Ok(written)
}
