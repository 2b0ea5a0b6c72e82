# Calls for projects.
## A question and its answer.
calls-optional = (optional)
calls-no-answer = No answer
calls-not-answered = No answer
calls-attached-there = A document to attach.
calls-financing-there = The financing plan, computed from the endowment.
calls-hint-characters = { $count } characters at most.
calls-hint-number = A whole number, from { $min } to { $max }.
calls-hint-number-unit = A whole number, from { $min } to { $max } ({ $unit }).
calls-hint-money = In euros, for example 1250.50.
calls-hint-many = Several answers are possible.
calls-hint-rows = { $count ->
    [one] { $count } row at most.
   *[other] { $count } rows at most. Empty rows do not count.
}
calls-hint-levels = A whole number for each level. Leave empty what you do not know.
calls-level-count = { $level }: { $count }
calls-answer-kind = This is not the kind of answer expected.
calls-answer-too-long = This answer has { $length } characters, for { $max } at most. Shorten it.
calls-answer-not-whole = “{ $text }” is not a whole number.
calls-answer-not-amount = “{ $text }” is not an amount. Write it in euros, with two decimals at most.
calls-answer-bounds = Enter a value from { $min } to { $max }.
calls-answer-option = “{ $text }” is not one of the answers offered.
calls-answer-rows = There are too many rows, or a row does not have the right number of cells.
calls-answer-level = The level { $level } is not asked for.
calls-kind-table = Table
calls-part-head = Head of the school
calls-part-teachers = Teaching teams
calls-part-authority = Authority
calls-part-delegate = Academic digital delegate

## The list.
calls-title = Calls for projects
calls-intro = What schools can answer, until when, and with which money.
calls-new = New call
calls-import = Bring the file of a call
calls-open = Open
calls-coming = Coming
calls-closed = Closed
calls-drafts = Being written
calls-next-version = next version
calls-known = Known programmes
calls-known-text = The programmes of the State since 2015, with their sources. They are there to read, compare and copy; nobody answers them any more.
calls-none-open = No call is open.
calls-none-closed = No call is closed.
calls-call = Call
calls-state = State
calls-opens = Opens
calls-deadline = Deadline
calls-first-year = First endowment year
calls-edition = Edition
calls-opens-on = Opens on { $day }.
calls-closes-on = Dossiers until { $day }, 23:59.
calls-days-before = { $count ->
    [one] In { $count } day.
   *[other] In { $count } days.
}
calls-days-left = { $count ->
    [one] { $count } day left.
   *[other] { $count } days left.
}
calls-last-day = Last day.
calls-who-sentence = Who may answer: { $who }.
calls-answer = Answer
calls-phase-coming = Coming
calls-phase-open = Open
calls-phase-closed = Closed

## One call.
calls-archived = put away
calls-is-draft = This version is not published.
calls-go-on = Go on writing
calls-is-old = Version { $number } is no longer in force.
calls-see-current = See the one in force
calls-see-form = Form
calls-see-draft = Read the draft
calls-versions = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
calls-file = File (JSON)
calls-waves = Waves
calls-wave = Wave
calls-no-wave = No deadline is known.
calls-day-unknown = day unknown
calls-deadline-hour = Until 23:59:59, in the school's time zone.
calls-extend = Move the deadline
calls-extend-text = A published deadline only moves later. The change and its reason are public.
calls-new-deadline = New deadline
calls-reason = Reason
calls-reason-hint = Without naming anybody.
calls-rules = Rules
calls-who = Who may answer
calls-nobody = nobody: this programme has no call
calls-with-ecoles = with the primary schools of their area
calls-public-only = public
calls-public-and-contracted = public and private under contract
calls-comma = { ", " }
calls-target-levels = Target levels
calls-money = Money
calls-parameters = Parameter set
calls-no-parameters = None: Pôle does not compute this programme.
calls-quota = Share of primary schools
calls-quota-text = { $percent }% at most { $of }
calls-quota-of = Of what
calls-quota-of-requests = of the requests of the academy
calls-quota-of-dossiers = of the dossiers of the academy
calls-exclusions = Exclusions
calls-exclusion = Exclusion
calls-excluded = Selected in “{ $call }”:
calls-source = Source
calls-documents = Documents asked for
calls-document = Document
calls-no-document = No document is asked for.
calls-document-required = required
calls-document-required-each = required, one for each school
calls-document-optional = optional
calls-document-optional-each = optional, one for each school
calls-document-each = one for each school
calls-criteria = Review criteria
calls-criterion = Criterion
calls-weight = Weight
calls-scale = From 0 to 4
calls-total = Total
calls-form = Form
calls-question-count = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
calls-start-version = Prepare a new version
calls-copy = Copy into a new call
calls-archive = Put away
calls-restore = Take out again
calls-preview = Form, as an applicant sees it
calls-preview-text = Nothing you write here is kept.
calls-each-school = Each school of the dossier answers.
calls-no-question = This form has no question yet.

## Versions.
calls-versions-title = Versions of the call
calls-version = Version { $number }
calls-version-draft = Version { $number }, draft
calls-version-column = Version
calls-published = Published
calls-saved = Saved
calls-note = What changes
calls-note-hint = In one sentence, for those who have begun their dossier.
calls-draft = draft
calls-compare = Compare
calls-compare-from = From
calls-compare-to = To
calls-differences = Differences
calls-no-difference = These two versions say the same.
calls-before = Before
calls-after = After
calls-nothing = nothing
calls-named = { $what }: { $name }
calls-yes = yes
calls-no = no
calls-wave-text = { $label }, from { $opens } to { $deadline }, endowment from { $year }
calls-document-text = { $label }. { $help } Required: { $required }. One for each school: { $each }.
calls-criterion-text = { $label }, weight { $weight }. { $help }
calls-review-text = { $reviewers } reviewers a dossier, another one above a gap of { $gap } points, threshold { $threshold }, blind: { $blind }, { $days } days
calls-form-order = Order of the sections
calls-section = Section of the form
calls-section-text = { $title }. { $help } Filled in by: { $part }.
calls-questions = Questions of the section
calls-question = Question
calls-question-help = Help of the question
calls-question-kind = Answer to the question
calls-question-required = Answer required
calls-question-each = One answer for each school
calls-question-when = When the question is asked
calls-asked-always = always
calls-asked-when = Only when the answer to “{ $question }” is “{ $answer }”.
calls-kind = Kind of answer
calls-kind-more = { $kind }: { $more }
calls-kind-text = Short text
calls-kind-long-text = Long text
calls-kind-number = Number
calls-kind-money = Amount
calls-kind-choice = Choice
calls-kind-quantities = Number for each level
calls-kind-document = Document to attach
calls-kind-financing-plan = Financing plan

## Writing a call.
calls-from-nothing = Start from nothing
calls-name = Name of the call
calls-edition-hint = The calendar year of the call.
calls-model = Copy
calls-model-hint = Everything is taken over, except the dates.
calls-make = Make the call
calls-import-text = The JSON file that another Pôle, or this one, has saved. The call arrives as a draft.
calls-import-file = File
calls-import-content = Or its content
calls-import-do = Bring
calls-build = Writing the call
calls-revision = { $number ->
    [one] Saved once
   *[other] Saved { $number } times
}
calls-to-mend = To mend before publishing
calls-ready = Nothing: the call can be published.
calls-pieces = The pieces of the call
calls-mend-count = { $count ->
    [one] { $count } thing to mend
   *[other] { $count } things to mend
}
calls-weights-sum = Sum of the weights: { $sum } of 100.
calls-piece-general = Presentation
calls-piece-rules = Rules
calls-piece-waves = Waves
calls-piece-documents = Documents asked for
calls-piece-criteria = Criteria
calls-piece-review = Review
calls-piece-form = Form
calls-edit = Edit
calls-up = Up
calls-down = Down
calls-remove = Remove
calls-section-empty = No question.
calls-required = required
calls-each = for each school
calls-conditional = conditional
calls-add-question = Add a question
calls-add-section = Add a section
calls-publish = Publish
calls-publish-text = A published version never changes again: a change makes a new version. New waves enter the plan.
calls-publish-do = Publish this version
calls-discard = Give this draft up
calls-title-frozen = The name and edition of a published call do not change any more.
calls-summary = Summary
calls-summary-hint = What the call is for, in a few sentences.
calls-money-hint = Rates, caps, lump sums, in words.
calls-source-hint = Where these rules were read.
calls-with-ecoles-check = The primary schools of the area of a collège may be in its dossier
calls-private-check = Private schools under contract may answer
calls-parameters-hint = What computes the endowment and the financing plan.
calls-quota-hint = In per cent; empty when there is none. Going beyond is a warning, never a filter.
calls-exclusions-hint = A school selected in the other call cannot answer this one.
calls-other-call = Other call
calls-excluded-kinds = Schools concerned (all when nothing is ticked)
calls-none = None
calls-waves-hint = One wave for each deadline. Dates may be missing until the call is published.
calls-wave-name = Name of the wave
calls-empty-removes = Empty this field to remove the row.
calls-wave-fixed = This wave is published: its deadline moves from the page of the call.
calls-documents-hint = A required document that is missing leaves the dossier incomplete.
calls-help = Help
calls-criteria-hint = The weights sum to 100. Each criterion is scored from 0 to 4.
calls-reviewers = Reviewers a dossier
calls-gap = Tolerated gap
calls-gap-hint = In points of 100; above it, one reviewer more.
calls-threshold = Threshold
calls-threshold-hint = Below it, the dossier is not proposed.
calls-days = Days to review
calls-blind = Reviewers do not see who applies
calls-save-over = Save over it
calls-section-title = Title of the section
calls-part = Filled in by
calls-part-hint = The others read it.
calls-kind-hint = Changing the kind keeps the question and its help.
calls-choose-kind = Choose this kind
calls-max-characters = Characters at most
calls-min = At least
calls-max = At most
calls-unit = Unit
calls-options = Answers offered
calls-one-by-line = One for each line.
calls-columns = Columns
calls-max-rows = Rows at most
calls-levels = Levels asked for
calls-document-hint = One of the documents that the call asks for.
calls-required-check = Answer required
calls-each-check = Each school of the dossier answers
calls-condition = Condition
calls-condition-question = Ask only when this question
calls-condition-hint = “None”: the question is always asked.
calls-condition-answer = is answered so
calls-as-seen = As an applicant sees it
calls-conflict = Somebody else wrote here meanwhile
calls-conflict-text = This is what is saved. What you typed has stayed in the form below: take over what is needed, then save.
calls-conflict-gone = This was removed.
calls-saved-by = Last saved by { $name }.

## What is to mend.
calls-mend-summary = Present the call in a few sentences.
calls-mend-kinds = Say which schools may answer.
calls-mend-kind-unknown = “{ $detail }” is not a kind of school.
calls-mend-level-unknown = “{ $detail }” is not a level.
calls-mend-parameters = Choose a parameter set that exists.
calls-mend-quota = The share of primary schools ({ $detail }%) is wrong: from 0 to 100, of the requests or of the dossiers.
calls-mend-exclusion = The exclusion names an unknown call: { $detail }.
calls-mend-exclusion-reason = Give the reason of the exclusion { $detail }.
calls-mend-review = The review wants one to nine reviewers, a gap and a threshold from 0 to 100, and at least one day.
calls-mend-wave = Add at least one wave.
calls-mend-wave-label = Give each wave a name.
calls-mend-wave-twice = Two waves are called “{ $detail }”.
calls-mend-wave-dates = The wave “{ $detail }” lacks a date or its first year.
calls-mend-wave-order = The wave “{ $detail }” closes before it opens.
calls-mend-wave-frozen = The wave “{ $detail }” is published: it does not change nor go.
calls-mend-document-label = Give the document { $detail } a name.
calls-mend-criterion-label = Give the criterion { $detail } a name.
calls-mend-criteria = Add the review criteria.
calls-mend-weights = The weights sum to { $detail } instead of 100.
calls-mend-code = The code “{ $detail }” is wrong: plain small letters, digits and underscores.
calls-mend-code-twice = The code “{ $detail }” is used twice.
calls-mend-form = Add questions to the form.
calls-mend-section-title = Give the section { $detail } a title.
calls-mend-section-empty = The section “{ $detail }” has no question.
calls-mend-field-label = A question of “{ $detail }” is not written.
calls-mend-field-length = “{ $detail }”: ask for 1 to 20,000 characters.
calls-mend-field-bounds = “{ $detail }”: the least is above the most.
calls-mend-field-options = “{ $detail }”: offer at least two answers, all different.
calls-mend-field-table = “{ $detail }”: give columns, and 1 to 100 rows.
calls-mend-field-document = “{ $detail }” asks for a document that is not in the list.
calls-mend-field-document-place = “{ $detail }” and its document are not of the same place: the dossier, or each school.
calls-mend-field-levels = “{ $detail }”: choose levels, each once.
calls-mend-field-plans = “{ $detail }”: only one financing plan in a form.
calls-mend-condition-unknown = “{ $detail }” depends on a question that does not exist.
calls-mend-condition-answer = “{ $detail }” depends on an answer that the other question does not offer.
calls-mend-condition-kind = “{ $detail }” depends on a question whose answer does not compare.
calls-mend-condition-place = “{ $detail }” is of the dossier, but depends on an answer of each school.
calls-mend-condition-circle = “{ $detail }” depends on itself, in a circle.

## Refusals.
calls-refused-title = Give the call a name.
calls-refused-edition = The edition is a year, for example 2026.
calls-refused-title-frozen = The name of a published call does not change any more.
calls-refused-no-draft = Nothing is being written: prepare a new version.
calls-refused-draft-there = A new version is being written already.
calls-refused-gone = This was removed meanwhile.
calls-refused-section-full = Remove or move the questions of this section first.
calls-refused-reason = Say what changes, or why.
calls-refused-not-later = The new deadline must be later.
calls-refused-results-out = The results of this wave are published: its deadline does not move any more.
calls-refused-changed = Somebody else changed this draft meanwhile. Read it again.
calls-refused-mend = Mend the things of the list first.
calls-refused-json = Line { $line }, column { $column }: this is not the file of a call ({ $reason }).
calls-refused-content = This content is not that of a call: { $reason }.
notice-calls-archived = The call is put away.
notice-calls-restored = The call is taken out again.
notice-calls-discarded = The draft is given up.
notice-calls-extended = The deadline is moved.
notice-calls-made = The call is made, as a draft.
notice-calls-moved = The form is changed.
notice-calls-published = The call is published.
notice-calls-saved = It is saved.
notice-calls-version-started = A new version is open for writing.
