//! The use cases of decisions.

mod agreements;
mod appeals;
mod commission;
mod follow;
mod publication;
mod results;

pub use agreements::{AgreementLine, AgreementView, Clauses, NewSignature, agreement, agreements, amend, create, sign};
pub use appeals::{Answer, LineView, answer_appeal, is_appeal_of, line_view, record_appeal};
pub use commission::{CommissionLine, Settings, Sitting, commissions, decide, quotes, review, settle, sitting};
pub use follow::{
    CalendarLine, NewMilestone, add_milestone, calendar, close, finish_milestone, remove_milestone, start, terminate,
};
pub use publication::{
    AfterChange, Notified, correct, may_be_published, notify, plan_publication, promote, publish, publish_due,
    recipients,
};
pub use results::{Letter, ResultLine, WaveResults, decided_lines, letters, results, results_of};
