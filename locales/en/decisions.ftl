# The commission, publication, appeals, public results and agreements.
decisions-title = Commissions
decisions-intro = Each wave of a call has its commission. Applicants see nothing before publication.
decisions-none = No call has a wave yet. Publish a call to open the first one.
decisions-commission = Commission
decisions-not-prepared = To prepare
decisions-held-on = Sits on { $day }
decisions-planned-on = Publication planned for { $moment }
decisions-published-on = Published on { $moment }.
decisions-published = Published
decisions-decided-on = Decided on { $day }.
decisions-hidden = Only the commission sees the decisions below until they are published.
decisions-publish-failed = The planned publication could not be done: open the publication page to know why.
decisions-letters = Letters (PDF)
decisions-letters-draft = Draft letters (PDF)
decisions-letters-title = Letters of notification
decisions-letter = Letter of the dossier (PDF)
decisions-notify = Tell the applicants
decisions-publish = Publish the results
decisions-ecoles = { $count ->
    [one] { $count } primary school among them
   *[other] { $count } primary schools among them
}
decisions-granted = { $count ->
    [one] { $count } granted by the academy
   *[other] { $count } granted by the academy
}
decisions-undecided = Not decided
decisions-settings = Sitting and quota of primary schools
decisions-held = Day of the sitting
decisions-held-hint = It is the date of the decisions.
decisions-quota = Primary schools granted by the academy
decisions-quota-hint = The quota is for the whole academy: enter what is granted here. Going over it warns and leaves nobody out.
decisions-quota-wrong = Write a whole number, 0 or more.
decisions-note = Note
decisions-filter = Decision
decisions-filter-all = All
decisions-filter-open = Not decided
decisions-filter-below = Below the threshold
decisions-filter-colleges = Collèges
decisions-filter-ecoles = Primary schools
decisions-count = { $count ->
    [0] No line
    [one] { $count } line
   *[other] { $count } lines
}
decisions-shown = The first { $count } are shown.
decisions-show-all = Show all
decisions-lines = Lines of the wave
decisions-lines-none = No line matches. Dossiers arrive here once they are sent.
decisions-tick = Choose
decisions-below = below the threshold
decisions-score-incomplete = { $points } (incomplete)
decisions-bulk = Decide for the ticked lines
decisions-bulk-hint = For ticked lines, this choice goes before that of each line.
decisions-line-by-line = Line by line
decisions-reason-hint = Needed for the reserve list and for not selected.
decisions-to-review = Review before saving
decisions-review = Review before saving
decisions-review-text = { $count ->
    [one] { $count } line changes. Nothing is saved yet.
   *[other] { $count } lines change. Nothing is saved yet.
}
decisions-warning = Warning:
decisions-totals = Totals
decisions-total-ecoles = primary schools selected among them
decisions-changes = What changes
decisions-before = Before
decisions-after = After
decisions-write = Save these decisions
decisions-back = Go back
decisions-impossible = These decisions cannot be saved
decisions-conflict = Somebody else saved meanwhile
decisions-conflict-text = Look again: if you save now, your decisions replace these.
decisions-conflict-line = { $school }: { $outcome }, by { $who }, { $when }
decisions-warning-below = { $school } is below the threshold of { $threshold } points.
decisions-warning-not-scored = { $school } has no score.
decisions-warning-incomplete = { $school } still waits for a review.
decisions-warning-quota = { $selected } primary schools selected, { $granted } granted by the academy.
decisions-warning-quota-unknown = The call limits primary schools to { $percent }% of the whole academy and what is granted here is not entered; { $selected } are selected.
decisions-warning-rank = { $school } is selected although { $passed }, ranked better by the authority, is not.
decisions-publish-text = At publication each line gets its result, the plan and the first indicator follow, and applicants see their decisions. A mistake can be corrected afterwards, not erased.
decisions-publish-confirm = I confirm the publication of these results
decisions-publish-now = Publish now
decisions-publish-later = Publish later
decisions-plan = Plan the publication
decisions-unplan = Cancel the planned publication
decisions-without = { $count ->
    [one] { $count } line has no result: it is not assessed, is inadmissible or withdrawn.
   *[other] { $count } lines have no result: they are not assessed, are inadmissible or withdrawn.
}
decisions-day = Day
decisions-hour-label = Time
decisions-hour-hint = Time of the islands, for example 08:00.
decisions-hour = Write a time such as 08:00.
decisions-confirm-missing = Tick the box to confirm.
decisions-notified = Messages written: { $written }. Written before: { $before }.
decisions-notified-on = Applicants were told on { $moment }.
decisions-notify-text = { $count ->
    [one] { $count } person is concerned: a member of a dossier, a head or an agent of the authority. Each is told once of the same result.
   *[other] { $count } messages are concerned: members of the dossiers, heads and agents of the authorities. Each is told once of the same result.
}
decisions-notify-confirm = I confirm that these messages are sent
decisions-notify-send = Tell them now
decisions-to-dossier = Open the dossier
decisions-history = Decisions
decisions-history-none = Nothing is decided yet.
decisions-history-line = on { $day }, by { $who }
decisions-states = States of the line
decisions-correction = correction
decisions-promote = Select from the reserve list
decisions-promote-hint = Needed when a better placed school of the list is passed over.
decisions-correct = Correct the result
decisions-correct-text = The correction stays in the history with its reason; the plan is corrected with it.
decisions-appeals = Appeals
decisions-appeals-none = No appeal.
decisions-appeal-of = Appeal received on { $day }
decisions-appeal-record = Record an appeal
decisions-appeal-text = What the appeal says
decisions-appeal-received = Received on
decisions-document = Document
decisions-document-hint = PDF, office document or picture, at most 20 MB.
decisions-answer = Answer
decisions-answered-on = Answered on
decisions-answer-outcome = What follows
decisions-answer-hint = An appeal that is upheld corrects the result and the plan; the answer is its reason.
decisions-answer-save = Save the answer
decisions-upheld-to = Upheld: becomes “{ $outcome }”
decisions-outcome-selected = Selected
decisions-outcome-reserve = Reserve list
decisions-outcome-not-selected = Not selected
decisions-outcome-rank = { $outcome }, rank { $rank }
decisions-appeal-open = Open
decisions-appeal-upheld = Upheld
decisions-appeal-rejected = Rejected
decisions-results-title = Results of the calls for projects
decisions-results-intro = Selected schools and reserve lists, after publication.
decisions-results-empty = No results are published at the moment.
decisions-results-none = No school.
decisions-results-of = { $call }, { $wave }
decisions-results-all = All results
decisions-results-selected = Selected schools
decisions-results-reserve = Reserve list
decisions-results-not-selected = Other schools
decisions-column-school = School
decisions-column-uai = Code
decisions-column-kind = Type
decisions-column-college = Collège of the dossier
decisions-column-college-name = Collège
decisions-column-island = Island
decisions-column-commune = Commune
decisions-column-rank = Rank
decisions-column-score = Score out of 100
decisions-column-amount = Estimated amount
decisions-column-state = State
decisions-column-outcome = Decision
decisions-column-reserve-rank = Reserve rank
decisions-column-reason = Reason
decisions-column-decided = Day of the decision
decisions-column-wave = Wave
decisions-column-call = Call
decisions-column-deadline = Deadline
decisions-column-number = Number
decisions-column-lines = Schools
decisions-column-agreement-state = State
decisions-column-started = Start
decisions-column-ended = End
decisions-column-milestone = Milestone
decisions-column-due = Due on
decisions-column-standing = Standing
decisions-column-done = Done on
decisions-column-note = Note
decisions-column-year = Year
decisions-column-pupils = Pupils
decisions-column-teachers = Teachers
decisions-column-spare = Spare
decisions-column-cases = Cases
decisions-column-state-share = State
decisions-column-authority-share = Authority
decisions-column-others-share = Others
decisions-column-total = Total
decisions-column-item = Equipment
decisions-column-entitled = Due
decisions-column-ordered = Ordered
decisions-column-delivered = Delivered
decisions-column-in-use = In use
decisions-agreements = Agreements
decisions-agreements-intro = The agreement binds the authority and the academy on a selected dossier; its amendments keep the versions.
decisions-agreements-none = No agreement. They are prepared from dossiers that are selected and published.
decisions-waiting = Selected dossiers without an agreement
decisions-agreement-make = Prepare the agreement
decisions-agreement-title = Agreement { $number }
decisions-agreement-print = Agreement (PDF)
decisions-calendar = Due dates of the agreements
decisions-calendar-none = No milestone.
decisions-duration = Duration
decisions-from-to = from { $from } to { $to }
decisions-start = Start
decisions-amounts = Quantities and amounts
decisions-amounts-none = Nothing is due yet: head counts are missing or no school is selected.
decisions-deliveries = Deliveries
decisions-deliveries-none = Nothing is due or declared.
decisions-signatures = Signatures
decisions-signatures-none = Nobody has signed yet.
decisions-signature-line = { $party }: { $name }, on { $day } (version { $version })
decisions-sign = Record a signature
decisions-party = Party
decisions-party-academy = Academy
decisions-party-authority = Authority
decisions-signatory = Signatory
decisions-scan = Signed page (scan)
decisions-milestones = Milestones
decisions-due-on = Due on { $day }.
decisions-done-on = Done on { $day }.
decisions-evidence = Evidence
decisions-milestone-add = Add a milestone
decisions-milestone-finish = Mark as done
decisions-milestone-remove = Take this milestone out
decisions-milestone-done = Done
decisions-milestone-closed = Closed with the agreement
decisions-milestone-late = Late
decisions-milestone-due = To come
decisions-versions = Versions
decisions-version = Version { $number }
decisions-version-changes = What version { $number } changes
decisions-documents = Documents
decisions-close = Close with the report
decisions-report = Completion report
decisions-report-hint = What was done, what was not, and why.
decisions-terminate = Cancel the agreement
decisions-terminate-text = Cancelling frees what the agreement committed: its schools leave the plan and the first indicator on that day, remaining milestones are closed. Figures of days before do not change.
decisions-terminate-on = From
decisions-terminate-confirm = I confirm the cancellation
decisions-amend = Prepare an amendment
decisions-amend-text = A new version takes the text below and the amounts of today. The old one can still be read.
decisions-amend-reason = Reason of the amendment
decisions-amend-reason-hint = It is printed in the amendment.
decisions-amend-save = Save the version
decisions-amend-conflict = Another version was saved meanwhile. Your text is still below; copy what must be kept, then
decisions-amend-again = begin again from the newest version
decisions-agreement-state-draft = In preparation
decisions-agreement-state-signed = Signed
decisions-agreement-state-running = Under way
decisions-agreement-state-closed = Closed
decisions-agreement-state-terminated = Cancelled
decisions-text-academy = For the academy
decisions-text-authority = For the authority
decisions-text-purpose = Purpose
decisions-text-academy-commitments = Commitments of the academy (one a line)
decisions-text-authority-commitments = Commitments of the authority (one a line)
decisions-text-school-commitments = Commitments of the schools (one a line)
decisions-text-starts-on = First day
decisions-text-ends-on = Last day
decisions-text-evaluation = Evaluation
decisions-text-loan = Loan of the equipment
decisions-text-data-protection = Personal data
decisions-text-schools = Schools
decisions-text-amounts = Total amount (year)
decisions-clause-academy = The academy, represented by the academic authority for { $island }
decisions-clause-authority = The authority of { $island }, represented by its president
decisions-clause-purpose = This agreement sets, for { $island }, what the academy and the authority commit to in order to equip the selected schools, train their teams and evaluate the uses.
decisions-clause-academy-commitments = Pay the State’s share of the amounts below, for { $island }
    Train the teachers of the selected schools
    Name and support a digital lead in each school
    Provide the digital services and resources of the call
decisions-clause-authority-commitments = Buy, deliver and register the equipment of the schools of { $island }
    Provide connection, network and maintenance
    Bring its share of the amounts below
    Declare orders and deliveries
decisions-clause-school-commitments = Carry out the pedagogical project that was presented, in { $island }
    Hand the equipment to pupils and teachers against a loan agreement
    Keep head counts, rooms and the inventory up to date
decisions-clause-evaluation = Five indicators are read each year for { $island }: the share of selected schools; the share of rooms with high-speed internet; the hours of training that teachers followed; the attendance of digital services; the certifications of digital skills.
    A report is written at the end of the agreement.
decisions-clause-loan = The equipment belongs to the authority of { $island }. It is lent to the pupil or the teacher by a loan agreement, signed for the pupil by their legal guardians; it is given back on leaving the school. Loss, theft and breakage follow that loan agreement.
decisions-clause-data-protection = The parties process the data of pupils and staff of { $island } for the needs of the agreement only, under the General Data Protection Regulation. Each collège is the controller of its data, the academic authority of those of the primary schools. Figures that are passed on identify no pupil.
decisions-message-result-subject = { $call }: the results of { $wave } are published
decisions-message-result-body = The decisions on the dossier of { $college } are published ({ $call }, { $wave }). Open the dossier to read them with their reasons.
decisions-refused-not-decidable = { $school } is not before the commission: its line is not assessed, or its result is published.
decisions-refused-reason = { $school }: give a reason.
decisions-refused-rank = { $school }: rank { $rank } of the reserve list is taken.
decisions-refused-ecole-alone = { $ecole } cannot be selected without its collège, { $college }.
decisions-refused-nothing-chosen = Nothing changes: choose at least one decision.
decisions-refused-published = The results are published: make a correction.
decisions-refused-not-published = The results are not published yet.
decisions-refused-undecided = { $count ->
    [one] { $count } assessed line is not decided yet.
   *[other] { $count } assessed lines are not decided yet.
}
decisions-refused-nothing-decided = Nothing is decided yet.
decisions-refused-no-wave = This wave has no place in the plan yet: publish the call first.
decisions-refused-not-held = The commission sits later.
decisions-refused-future = This day has not come yet.
decisions-refused-past = This moment is past.
decisions-refused-state = The line is no longer in the state that this needs.
decisions-refused-in-agreement = There is an agreement for this dossier: cancel that instead.
decisions-refused-reserve-skipped = { $school } is better placed on the reserve list: give a reason.
decisions-refused-text = A text is missing.
decisions-refused-answered = This appeal has its answer.
decisions-refused-nothing-selected = No school of this dossier is selected.
decisions-refused-agreement-exists = This dossier has its agreement.
decisions-refused-days = The last day is before the first.
decisions-refused-unchanged = Nothing changes.
decisions-refused-signed = This party has signed this version.
decisions-refused-agreement-state = The agreement is not in the state that this needs.
decisions-refused-stale = Somebody else saved meanwhile: reload the page and try again.
notice-decisions-settled = The sitting is saved.
notice-decisions-decided = The decisions are saved. Applicants do not see them before publication.
notice-decisions-published = The results are published and the plan is up to date.
notice-decisions-planned = The publication is planned.
notice-decisions-unplanned = The planned publication is cancelled.
notice-decisions-changed = It is saved.
notice-decisions-agreement-made = The agreement is prepared.
notice-decisions-amended = The version is saved.
notice-decisions-agreement-changed = The agreement is up to date.
decisions-nothing-assessed = Nothing can be decided yet: the commission decides of assessed dossiers.
decisions-to-reviews = Follow the reviews of this wave
