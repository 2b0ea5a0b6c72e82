# Reviewing dossiers.
reviews-mine = My reviews
reviews-mine-none = No dossier is yours to review for now. A message will tell you when a pilot gives you one.
reviews-awaited = { $count ->
    [one] { $count } dossier to review
   *[other] { $count } dossiers to review
}
reviews-ties-link = Declare a tie with a school or an authority
reviews-dossier = Dossier { $reference }
reviews-late = late
reviews-marked-of = { $marked } criteria marked of { $criteria }
reviews-ties = My ties
reviews-ties-title = Ties
reviews-ties-intro = Nobody reviews a dossier that is close to them. Declare any tie here: the dossiers it concerns will not be given to you, and those you already have will be taken back.
reviews-ties-none = You have declared no tie.
reviews-tie-school = I serve there
reviews-tie-family = A member of my family attends it or works there
reviews-tie-authority = The authority employs me
reviews-tie-previous-work = I worked there, or contributed to its project
reviews-tie-add = Declare a tie
reviews-tie-declare = Declare this tie
reviews-tie-kind = Which tie?
reviews-tie-school-field = School
reviews-tie-school-hint = For a tie with an école, a collège or a lycée.
reviews-tie-authority-field = Authority
reviews-tie-authority-hint = Only if the authority employs you or has employed you.
reviews-tie-no-school = No school
reviews-tie-no-authority = No authority
reviews-tie-note = Detail
reviews-tie-note-hint = Optional. Name no pupil.
reviews-tie-withdraw = Withdraw this tie
reviews-tie-withdrawn = withdrawn
reviews-tie-recorded = recorded by who runs the reviews
reviews-tie-record = Record a tie
reviews-tie-none = No known tie
reviews-authority-of = Authority of { $territory }
reviews-works-at = Works at:
reviews-content = The dossier
reviews-schools = Schools
reviews-school-letter = School { $letter } ({ $kind })
reviews-not-answered = Not answered
reviews-no-content = The form of this call is empty.
reviews-documents = Documents
reviews-document-number = Document { $number }
reviews-no-document = No document is attached.
reviews-kilobytes = { $count } kB
reviews-blind = Blind review: the names of the school, the commune, the island and the people are hidden.
reviews-blind-documents = The content of the documents is not hidden: leave it aside if it says who applies.
reviews-grid = Grid
reviews-criterion = Criterion
reviews-weight = { $count ->
    [one] out of { $count } point
   *[other] out of { $count } points
}
reviews-why = Why this mark
reviews-opinion-title = Opinion
reviews-opinion-favourable = Favourable
reviews-opinion-reserved = Favourable with reservations
reviews-opinion-unfavourable = Unfavourable
reviews-comment = Summary
reviews-comment-hint = What the commission should know. Your name is never given to the schools.
reviews-save-draft = Save the draft
reviews-submit = Submit the review
reviews-read-only = Submitted grid, read only
reviews-due = Due on { $day }
reviews-points-given = { $points } points out of 100
reviews-conflict = This grid was saved elsewhere meanwhile
reviews-conflict-text = Another tab or device saved what follows. What you have just typed is still in the grid: save again to keep it instead.
reviews-conflict-mark = Saved
reviews-conflict-comment = Saved comment
reviews-decline = Decline this dossier
reviews-decline-text = The dossier will be given to somebody else. If you have a tie with it, say so: it will be recorded and no such dossier will be given to you.
reviews-decline-why = Why?
reviews-decline-replacement = I am not available
reviews-decline-reason = Reason
reviews-running = Running the reviews
reviews-no-wave = No call has a wave yet.
reviews-reviewers = Reviewers
reviews-no-reviewer = No reviewer is named for this call.
reviews-no-candidate = No other account holds the role of a reviewer. An administrator can grant it.
reviews-name = Name a reviewer
reviews-capacity-hint = How many dossiers of one wave at most.
reviews-remark = Remark
reviews-end = End
reviews-ended = ended
reviews-role-lost = no longer holds the role
reviews-assignment = Assignment
reviews-proposal = Proposal
reviews-proposal-says = { $reviews } reviews to give, for { $dossiers } dossiers. Nothing is written before you confirm.
reviews-bounds = Each reviewer would have between { $least } and { $most } dossiers.
reviews-thirds = { $count ->
    [one] { $count } dossier asks for a third review: the first two differ too much.
   *[other] { $count } dossiers ask for a third review: the first two differ too much.
}
reviews-confirm = { $count ->
    [one] Give { $count } review
   *[other] Give { $count } reviews
}
reviews-impossible = What is impossible, and why
reviews-missing = { $count ->
    [one] { $count } reviewer is missing
   *[other] { $count } reviewers are missing
}
reviews-blocked-by = { $rule }: { $people }
reviews-blocked-rivals = { $count ->
    [one] { $count } other dossier needs the same people.
   *[other] { $count } other dossiers need the same people.
}
reviews-blocked-nobody = No reviewer is named for this call.
reviews-rule-same-school = serves in a school of the dossier
reviews-rule-same-family = declared family at a school of the dossier
reviews-rule-same-authority = employed by the authority that applies
reviews-rule-previous-work = worked there before
reviews-rule-holds = reviews this dossier already
reviews-rule-gave-up = declined this dossier, or it was taken back
reviews-rule-full = accepts no more dossiers
reviews-rule-ended = no longer a reviewer
reviews-nothing-to-assign = Nothing to give: each admissible dossier has its reviewers, or no dossier is admissible.
reviews-hidden = { $count ->
    [one] { $count } other dossier is in the file.
   *[other] { $count } other dossiers are in the file.
}
reviews-loads = Load of each reviewer
reviews-tied = Reviews held by somebody who now has a tie with the dossier: take them back
reviews-column-dossier = Dossier
reviews-column-reference = Reference
reviews-column-state = State
reviews-column-due = Due
reviews-column-progress = Progress
reviews-column-call = Call
reviews-column-wave = Wave
reviews-column-deadline = Deadline
reviews-column-island = Island
reviews-column-stage = Stage
reviews-column-reviews = Reviews
reviews-column-score = Score of 100
reviews-column-gap = Gap
reviews-column-proposed = Proposed
reviews-column-reviewer = Reviewer
reviews-column-held = Has already
reviews-column-proposed-to = Proposed to
reviews-column-before = Before
reviews-column-after = After
reviews-column-capacity = At most
reviews-column-given = Given
reviews-column-submitted = Submitted
reviews-column-late = Late
reviews-column-declined = Declined
reviews-column-mark = Mark (0 to 4)
reviews-column-why = Why
reviews-column-why-of = Why – { $criterion }
reviews-column-points = Points
reviews-column-opinion = Opinion
reviews-column-comment = Summary
reviews-column-rank = Rank
reviews-state-assigned = To submit
reviews-state-submitted = Submitted
reviews-state-declined = Declined
reviews-state-taken-back = Taken back
reviews-of-wave = Reviews of the dossiers
reviews-dossiers = Dossiers and scores
reviews-workload = Workload of the reviewers
reviews-no-dossier = No dossier is admissible yet.
reviews-search = School, UAI or reference
reviews-found = { $count ->
    [one] { $count } dossier
   *[other] { $count } dossiers
}
reviews-of-dossiers = { $count ->
    [one] of { $count } dossier
   *[other] of { $count } dossiers
}
reviews-previous = Previous page
reviews-stage-any = Every stage
reviews-stage-lacking = Reviewers to assign
reviews-stage-third = Third review to give
reviews-stage-late = Late
reviews-stage-under-way = Under way
reviews-stage-complete = Reviews complete
reviews-stage-assessed = Assessed
reviews-submitted-of = { $submitted } of { $needed }
reviews-proposed = Proposed
reviews-not-proposed = Not proposed
reviews-not-yet = Not yet
reviews-assess = { $count ->
    [one] Mark { $count } dossier as assessed
   *[other] Mark { $count } dossiers as assessed
}
reviews-figure-dossiers = Dossiers
reviews-figure-complete = Reviews complete
reviews-figure-below = Below the threshold
reviews-figure-lacking = Without all their reviewers
reviews-marks-sheet = Marks by review
reviews-marks-note = One row a review. Points = sum of weights × mark ÷ 4. The score of a dossier is the mean of the submitted reviews. Working document of the commission: the names of the reviewers are not given to the schools.
reviews-synthesis = Synthesis of the reviews
reviews-synthesis-link = Synthesis (PDF)
reviews-synthesis-source = Reviews submitted by { $moment }
reviews-ranking = Ranking
reviews-reasons = Reasons by dossier
reviews-reason-line = Review { $number }: { $points } points, { $opinion }. { $comment }
reviews-no-reason = No review submitted.
reviews-open-dossier = Open the dossier
reviews-threshold = { $count ->
    [one] proposed from { $count } point
   *[other] proposed from { $count } points
}
reviews-gap-limit = { $count ->
    [one] above { $count } point, one more review
   *[other] above { $count } points, one more review
}
reviews-third-asked = The reviews differ too much: one more is needed. The score will be the mean of all of them.
reviews-reviews = Reviews
reviews-none-yet = Nothing yet.
reviews-submitted-at = Submitted on { $moment }: { $points } points, { $opinion }
reviews-change = Change
reviews-replace-by = Give to
reviews-nobody = Nobody for now
reviews-choose = Choose
reviews-reason = Reason
reviews-take-back = Take this review back
reviews-set-due = Change the day
reviews-add = Add a reviewer
reviews-barred = Who cannot review this dossier
reviews-reviewer-load = { $name } ({ $load } of { $capacity })
reviews-history = History
reviews-event-assigned = Given
reviews-event-saved = Saved
reviews-event-submitted = Submitted
reviews-event-declined = Declined
reviews-event-taken-back = Taken back
reviews-event-due-changed = Day changed
reviews-line-reviewed = under review
reviews-line-out = not reviewed
reviews-line-before = not admissible yet
reviews-line-assessed = assessed

# What is refused.
reviews-refused-role = This account does not hold the role of a reviewer.
reviews-refused-place = Say which school or authority this tie is about.
reviews-refused-school = This school is not in the directory.
reviews-refused-same-school = This person serves in a school of the dossier.
reviews-refused-same-family = This person declared family at a school of the dossier.
reviews-refused-same-authority = The authority that applies employs this person.
reviews-refused-previous-work = This person worked there before.
reviews-refused-holds = This person reviews this dossier already.
reviews-refused-gave-up = This person declined this dossier, or it was taken back from them.
reviews-refused-full = This person accepts no more dossiers of this wave.
reviews-refused-ended = This person is no longer a reviewer.
reviews-refused-not-reviewed = This dossier is not under review.
reviews-refused-closed = This review is no longer open.
reviews-refused-marks = { $count ->
    [one] The mark of { $count } criterion is missing.
   *[other] The marks of { $count } criteria are missing.
}
reviews-refused-mark-missing = A mark from 0 to 4 is expected. What you typed is saved as a draft.
reviews-refused-opinion = Give your opinion of the whole.
reviews-refused-mark = A mark goes from 0 to 4, for a criterion of the call.
reviews-refused-reason = Say why.
reviews-refused-submitted = A submitted review stays.
reviews-refused-nothing = There is nothing to give.
reviews-refused-changed = The situation changed since this proposal. Here is the new one: read it before you confirm.
reviews-refused-incomplete = No dossier has all its reviews.
reviews-refused-stale = This grid was saved elsewhere meanwhile.

# What was just done.
notice-reviews-saved = The draft is saved.
notice-reviews-submitted = The review is submitted.
notice-reviews-declined = The dossier will be given to somebody else.
notice-reviews-tie = The tie is recorded.
notice-reviews-tie-took-back = The tie is recorded: dossiers were taken back from you.
notice-reviews-tie-withdrawn = The tie is withdrawn.
notice-reviews-named = The reviewer is recorded.
notice-reviews-ended = The reviewer gets no more dossiers; what they had not submitted is taken back.
notice-reviews-assigned = The dossiers are given.
notice-reviews-given = The dossier is given.
notice-reviews-taken-back = The review is taken back.
notice-reviews-due = The day is changed.
notice-reviews-assessed = The complete dossiers are marked as assessed.

# The messages.
reviews-message-given-subject = Dossiers to review
reviews-message-given-body = Dossiers given to you: { $count }. Reviews due on { $day } at the latest.
reviews-message-soon-subject = Dossier { $dossier }: review due on { $day }
reviews-message-soon-body = Your review of dossier { $dossier } is awaited on { $day } at the latest.
reviews-message-late-subject = Dossier { $dossier }: late review
reviews-message-late-body = Your review of dossier { $dossier } was awaited on { $day }. If you cannot submit it, decline it: somebody else will do it.
reviews-message-declined-subject = Dossier { $dossier }: review declined
reviews-message-declined-body = A reviewer declined dossier { $dossier }. It has to be given to somebody else.
reviews-message-tied-subject = Dossier { $dossier }: review taken back
reviews-message-tied-body = A tie with dossier { $dossier } has just been declared: the review is taken back and has to be given to somebody else.
reviews-message-third-subject = Dossier { $dossier }: one more review
reviews-message-third-body = The reviews of dossier { $dossier } differ too much. One more is needed.
reviews-message-taken-subject = Dossier { $dossier }: review taken back
reviews-message-taken-body = You no longer have to review dossier { $dossier }.
