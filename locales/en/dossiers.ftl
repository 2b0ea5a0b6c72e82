# Dossiers: the spine, from the list to the history.

line-state-draft = draft
line-state-under-construction = under construction
line-state-school-validated = validated by the school
line-state-authority-endorsed = endorsed by the authority
line-state-ranked = ranked
line-state-transmitted = sent
line-state-admissible = admissible
line-state-inadmissible = inadmissible
line-state-assessed = assessed
line-state-selected = selected
line-state-reserve = reserve
line-state-not-selected = not selected
line-state-agreed = agreement signed
line-state-running = running
line-state-closed = closed
line-state-withdrawn = withdrawn
line-state-terminated = terminated

dossiers-move-draft = Make a draft again
dossiers-move-under-construction = Begin to write
dossiers-move-school-validated = Validate for the school
dossiers-move-authority-endorsed = Endorse for the authority
dossiers-move-ranked = Rank
dossiers-move-transmitted = Send
dossiers-move-admissible = Declare admissible
dossiers-move-inadmissible = Declare inadmissible
dossiers-move-assessed = Say that the reviews are in
dossiers-move-selected = Select
dossiers-move-reserve = Put on the reserve list
dossiers-move-not-selected = Do not select
dossiers-move-agreed = Say that the agreement is signed
dossiers-move-running = Begin to run
dossiers-move-closed = Close
dossiers-move-withdrawn = Withdraw
dossiers-move-terminated = Terminate

dossiers-who-writer = who writes
dossiers-who-school = the school
dossiers-who-authority = the authority
dossiers-who-academy = the academy
dossiers-who-program = the program

dossiers-part-head = Head
dossiers-part-teachers = Teaching teams
dossiers-part-authority = Authority
dossiers-part-delegate = Academic digital delegate

dossiers-origin-pole = written here
dossiers-origin-demarche = démarche numérique

dossiers-check-open = open on the day
dossiers-check-contract = public or under contract, as the call asks
dossiers-check-kind = of a kind that the call takes
dossiers-check-attached = an école of the catchment area of the collège
dossiers-check-excluded = not left out by another call
dossiers-check-already-selected = not selected under this call already
dossiers-check-levels = pupils in the levels aimed at
dossiers-verdict-fits = fits
dossiers-verdict-fails = does not fit
dossiers-verdict-unknown = unknown
dossiers-proposal-yes = admissible by the rules
dossiers-proposal-no = inadmissible by the rules
dossiers-proposal-unknown = to be completed before anything is proposed

dossiers-title = Dossiers
dossiers-new = Begin a dossier
dossiers-files = { $count ->
    [one] One common file
   *[other] { $count } common files
}
dossiers-search = School, code or commune
dossiers-any = All
dossiers-none = No dossier here. Search wider, or begin one while a wave is open.
dossiers-shown = { $count ->
    [one] One dossier shown
   *[other] { $count } dossiers shown
}
dossiers-column-school = School
dossiers-column-uai = UAI
dossiers-column-kind = Kind
dossiers-column-island = Island
dossiers-column-call = Call
dossiers-column-wave = Wave
dossiers-column-deadline = Deadline
dossiers-column-state = State
dossiers-column-rank = Rank
dossiers-column-ecoles = Écoles
dossiers-column-origin = Origin
dossiers-column-begun = Begun on
dossiers-column-note = Remark
dossiers-column-year = Year
dossiers-column-heading = Heading
dossiers-column-quantity = Quantity
dossiers-column-unit = Unit price
dossiers-column-amount = Amount
dossiers-column-computed = Computed
dossiers-column-declared = Declared
dossiers-column-asked = Asked for
dossiers-column-why = Reason
dossiers-column-dossier = Dossier
dossiers-total = Total

dossiers-no-wave = No wave is open today.
dossiers-to-calls = See the calls and their dates
dossiers-no-school = None of your schools may carry a dossier: the call does not take their kind.
dossiers-which-school = Which school carries the dossier?
dossiers-which-school-hint = The collège carries the dossier, the écoles of its catchment area are in it.
dossiers-continue = Continue
dossiers-which-wave = Which wave does it answer?
dossiers-which-wave-hint = The dossier is sent by the deadline at the latest, at 23:59:59.
dossiers-wave-option = { $call } – { $wave }, until { $deadline }
dossiers-which-ecoles = Which écoles are in it?
dossiers-which-ecoles-hint = Each école gets its own decision. They can still change while the dossier is written.
dossiers-no-ecole = No école of the catchment area to add. The attachment of an école is corrected on its page.
dossiers-begin = Begin the dossier
dossiers-cancel = Cancel
dossiers-back = Back to the dossier

dossiers-file = Common file
dossiers-open-until = Open until { $day } included
dossiers-closed-since = Closed on { $day } at midnight
dossiers-results-later = The results will be shown once they are published.
dossiers-read = Read the answers
dossiers-write = Write
dossiers-lines = Schools of the dossier
dossiers-since = Since
dossiers-next = What is next, and by whom
dossiers-next-none = nothing
dossiers-change-ecoles = Change the écoles of the dossier
dossiers-add-ecoles = Add these écoles
dossiers-remove-ecole = Take the école out
dossiers-remove-reason = Why take { $name } out?
dossiers-who-owes = Who owes what
dossiers-complete = { $done } answers and documents of { $all } asked for.
dossiers-nothing-owed = Nothing is missing.
dossiers-lack-document = Document: { $label }
dossiers-financing = Financing plan
dossiers-financing-see = See the financing plan
dossiers-unknown-headings = { $count ->
    [one] one unknown heading
   *[other] { $count } unknown headings
}
dossiers-eligibility = Proposed admissibility
dossiers-eligibility-hint = The rules propose, a person of the academy decides.
dossiers-documents = Documents
dossiers-no-document = No document is attached.
dossiers-members = Who writes
dossiers-no-member = Nobody was invited to write yet.
dossiers-history = History of the dossier
dossiers-correct = Correct a state

dossiers-conflict = Somebody else just acted
dossiers-conflict-text = The state changed since this page was opened. Nothing is lost: here is where the dossier stands, and what you typed is still there.
dossiers-file-conflict = The common file changed since this page was opened. Nothing is lost: what you typed is still there, look at it again and save.
dossiers-still-lacking = { $count ->
    [one] One answer or document is missing:
   *[other] { $count } answers or documents are missing:
}
dossiers-nothing-movable = Nothing here can be given this state now.
dossiers-which-lines = Which schools?
dossiers-which-line = Which school?
dossiers-right-state = The right state
dossiers-day = Day of the act
dossiers-day-hint = The day on which it was decided.
dossiers-reason = Reason
dossiers-reason-needed = The reason is needed, it stays in the history of the dossier.
dossiers-reason-optional = Reason, if you want to say it
dossiers-document = Document that shows it
dossiers-document-hint = Optional: the deliberation, the opinion, the letter.
dossiers-document-none = None
dossiers-irreversible = This cannot be undone: only a correction recorded by the academy can come back on it.
dossiers-correct-hint = A correction adds to the history and erases nothing: the corrected state stays visible with its author.

dossiers-happened-begun = Dossier begun
dossiers-happened-rank = rank { $rank }
dossiers-happened-on = act of { $day }
dossiers-happened-corrects = corrects state no. { $number }
dossiers-happened-answered = { $count ->
    [one] Answer saved:
   *[other] Answer saved { $count } times:
}
dossiers-happened-attached = Document attached:
dossiers-happened-removed = Document taken away:
dossiers-happened-version = Version { $number }:
dossiers-happened-invited = { $name } is invited to write
dossiers-happened-left = { $name } does not write any more

dossiers-financing-rows = What the call gives each school, year by year
dossiers-financing-headings = What is asked for, by heading
dossiers-financing-how = Computed with “{ $set }”, as if the dossier were selected, from { $year } on.
dossiers-financing-other-set = The reading that the call names does not exist: the one in force stands in.
dossiers-financing-estimated = Some head counts are projected.
dossiers-financing-unknown = Head counts are missing, the amounts that depend on them are unknown. Enter them:
dossiers-financing-none = No amount: no school of the dossier has a right.
dossiers-financing-rule = An amount declared otherwise does not change the part of the State nor of the other funders, unless it is smaller than they are: the authority pays the rest, to the cent.
dossiers-cap-reached = cap reached
dossiers-difference-more = { $amount } more than computed
dossiers-difference-less = { $amount } less than computed
dossiers-declare = Declare another amount
dossiers-declare-hint = Leave empty to keep the computed amount.
dossiers-declare-amount = Amount in euros

dossiers-ranked-list = Ranked list
dossiers-file-endorse = { $count ->
    [one] Endorse one school
   *[other] Endorse { $count } schools
}
dossiers-file-send = { $count ->
    [one] Send one school
   *[other] Send { $count } schools
}
dossiers-quota = { $ecoles } écoles of { $lines } schools; the call plans for { $percent }% of écoles.
dossiers-quota-over = More than planned. This is an information: nothing is left out.
dossiers-rank-of = Rank of { $name }
dossiers-up = Move { $name } up
dossiers-down = Move { $name } down
dossiers-rank-save = Save the order
dossiers-balanced = balanced to the cent
dossiers-file-note = Note of the authority
dossiers-file-no-note = The authority added nothing.
dossiers-review-lines = { $count ->
    [one] One school is concerned
   *[other] { $count } schools are concerned
}
dossiers-behind = { $count ->
    [one] One school will stay behind:
   *[other] { $count } schools will stay behind:
}

dossiers-refused-not-next = This state does not follow the one the school is in.
dossiers-refused-wave = The wave is not open: it has not begun, or its deadline has passed. The draft is kept.
dossiers-refused-reason = Give the reason.
dossiers-refused-stale = Somebody else just acted on this dossier. Read it again, then start over.
dossiers-refused-not-published = The call is not published, it cannot be answered yet.
dossiers-refused-unknown-school = The directory does not know { $uai }, or does not say on which island it is.
dossiers-refused-already-begun = { $uai } answers this wave already.
dossiers-refused-not-written = The dossier is not written any more: it was validated.
dossiers-refused-carrier = The school that carries the dossier cannot be taken out: withdraw the dossier.
dossiers-refused-incomplete = { $count ->
    [one] One answer or document is missing: the school cannot validate yet.
   *[other] { $count } answers or documents are missing: the school cannot validate yet.
}
dossiers-refused-college-not-selected = { $uai } can only be selected with its collège, or after it.
dossiers-refused-rank-twice = Rank { $rank } is given twice.
dossiers-refused-rank-gap = Rank { $rank } is missing.
dossiers-refused-rank-missing = Give each dossier a rank, from 1.
dossiers-refused-of-decision = This state comes from a decision of the commission or from an agreement: change it on the page of the commission (/commissions) or of the agreement (/conventions), which keeps the plan up to date too.
dossiers-refused-nothing = Choose at least one school that can be given this state.
dossiers-refused-difference = Give an amount and a reason for each difference.
dossiers-refused-amount = Give an amount in euros, for example 1250.50.
dossiers-refused-closed-school = { $uai } is not open.
dossiers-refused-contract = { $uai } is neither public, nor under a contract that the call takes.
dossiers-refused-kind = { $uai } is not of a kind that the call takes.
dossiers-refused-attached = { $uai } is not an école of the catchment area of this collège.
dossiers-refused-excluded = { $uai } is left out by another call.
dossiers-refused-already-selected = { $uai } is selected under this call already.
dossiers-refused-levels = { $uai } has no pupils in the levels aimed at.

notice-dossiers-begun = The dossier is begun.
notice-dossiers-schools = The écoles of the dossier changed.
notice-dossiers-moved = The new state is recorded.
notice-dossiers-corrected = The correction is recorded.
notice-dossiers-amounts = The amounts are recorded.
notice-dossiers-ranked = The order is recorded.
notice-dossiers-noted = The note is recorded.
