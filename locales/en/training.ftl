# Training: sessions.
training-title = Training
training-new = Plan a session
training-edit = Change the session
training-import = Import a training table
training-search = Theme, trainer, place or reference
training-year = School year
training-all-years = All years
training-all-modes = All modes
training-all-schools = All schools
training-sessions = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}
training-none = No session matches. Plan a session, or import the table of the academy.
training-theme = Theme
training-days-title = Dates
training-days = { $from } to { $to }
training-mode = Mode
training-mode-presence = In person
training-mode-distance = Remote
training-mode-hybrid = Hybrid
training-modality-on-site = In person
training-modality-remote = Remote
training-modality-module = Distance module completed
training-place = Place
training-host = Host school
training-host-none = None, or outside a school
training-host-hint = Its head may record attendance.
training-trainer = Trainer
training-reference = Reference of the academy
training-reference-hint = Programme, module and session, as the academy writes them.
training-offered = Duration offered
training-seats = Seats
training-seats-hint = Leave empty when it is not fixed.
training-of-seats = { $count ->
    [one] of { $count } seat
   *[other] of { $count } seats
}
training-seated = Registered with a seat
training-attended = People who came
training-digital = About digital uses
training-digital-hint = Other sessions give no hours to indicator 3.
training-not-digital = not digital
training-no-hours = No: it gives no hours to indicator 3.
training-yes = Yes
training-no = No
training-state = State
training-cancelled = cancelled
training-cancel = Cancel the session
training-cancel-reason = Reason
training-note = Note
training-source = Source
training-source-file = Imported file
training-history = History of this session
training-hours = { $hours } h
training-hours-minutes = { $hours } h { $minutes }
training-half-days = Half-days
training-half-days-hint = A half-day lasts 180 minutes when its duration is empty.
training-half-days-unknown = The half-days of this session are not known. Add them to record attendance.
training-day = Day
training-part = Part of the day
training-part-morning = Morning
training-part-afternoon = Afternoon
training-part-evening = Evening
training-minutes = Minutes
training-signed = { $count ->
    [one] { $count } present
   *[other] { $count } present
}
training-distance = Remote hours
training-distance-hint = For example 3 or 1h30. They count for half of the total at most.
training-distance-part = Remote part
training-first-day = First day
training-first-day-hint = Only useful with a remote part.
training-last-day = Last day
training-target-degree = Degree
training-degree-any = All
training-degree-first = Primary
training-degree-second = Secondary
training-discipline = Subject
training-discipline-hint = Leave empty when the session is open to all.
training-competences = Competences
training-competences-hint = The 22 competences of the European framework DigCompEdu.
training-competence-1-1 = Communicating in the school
training-competence-1-2 = Working with colleagues
training-competence-1-3 = Looking back on one’s practice
training-competence-1-4 = Learning through digital means
training-competence-2-1 = Choosing resources
training-competence-2-2 = Making and adapting resources
training-competence-2-3 = Protecting, managing and sharing
training-competence-3-1 = Teaching with digital tools
training-competence-3-2 = Guiding pupils
training-competence-3-3 = Having pupils work together
training-competence-3-4 = Making pupils autonomous
training-competence-4-1 = Varying assessment
training-competence-4-2 = Reading the traces of learning
training-competence-4-3 = Giving feedback and adjusting
training-competence-5-1 = Making accessible and including
training-competence-5-2 = Differentiating
training-competence-5-3 = Engaging pupils actively
training-competence-6-1 = Information and media literacy
training-competence-6-2 = Having pupils communicate and collaborate
training-competence-6-3 = Having pupils create content
training-competence-6-4 = Teaching responsible use
training-competence-6-5 = Having pupils solve problems

# Registrations and attendance.
training-participants = People registered or present
training-no-participant = Nobody is registered. Add people from the attendance page, or import the table of the academy.
training-person = Person
training-surname = Surname
training-given-name = Given name
training-school = School
training-school-code = UAI code
training-registration = Registration
training-not-registered = Not registered
training-status-requested = Requested
training-status-accepted = Accepted
training-status-convened = Convened
training-status-waiting = Waiting list
training-status-refused = Refused
training-status-cancelled = Cancelled
training-change = Change
training-sheet = Attendance sheet
training-minutes-other = Other minutes
training-minutes-counted = Minutes counted
training-minutes-offered = Minutes offered
training-record = Record attendance
training-nobody = Nobody is registered yet. Add the people who are here below.
training-present = present
training-all-present = All present
training-find = Find a name in the list
training-late = Arrived late or left early
training-minutes-there = Minutes present
training-counted = { $hours } counted
training-unsaved = Some attendance is not saved.
training-add-person = Add a person
training-add-search = The first letters of the surname
training-add-none = Nobody has this name. You can add them.
training-add-new = This person is not in the list
training-add = Add

# What each person followed.
training-people = Hours followed by teachers
training-people-intro = Hours of training in digital uses since { $day }, counted by the rule of indicator 3. A person counts once, even when they serve in two schools.
training-people-search = Name or subject
training-people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
training-people-none = Nobody matches. Widen the search, or enter the staff of the schools first.
training-of-people = { $count ->
    [one] of { $count } person
   *[other] of { $count } people
}
training-tier = Tier
training-tier-any = All tiers
training-tier-none = Under 3 h
training-tier-3 = Made aware (3 h)
training-tier-6 = Trained (6 h)
training-tier-18 = Whole course (18 h)
training-hours-followed = Hours followed
training-hours-offered = Hours offered
training-in-service = In service
training-left = no longer in service
training-sort = Sort by
training-sort-name = Name
training-sort-hours = Hours followed
training-on = As of
training-known = As known on

# What the table of the academy does not say.
training-question-digital = Are these trainings about digital uses?
training-question-digital-hint = A table of the academy often mixes all subjects. Trainings about something else are kept, but give no hours to indicator 3.
training-question-digital-yes = Yes, all of them
training-question-digital-no = No
imports-field-training-new-person = New person
imports-field-training-new-session = New session
imports-field-training-minutes = Minutes followed

# What is refused, and what to do.
training-refused-theme = Say what the session is about.
training-refused-nothing-planned = Give at least one half-day, or remote hours with their first day.
training-refused-half-day-twice = The same half-day is given twice. Take one away.
training-refused-half-day-length = A half-day lasts from 1 to 600 minutes.
training-refused-minutes = Give a whole number of minutes.
training-refused-duration = This duration is not understood. Write 3, 1.5 or 1h30.
training-refused-days = The last day is before the first. Correct one of them.
training-refused-host = This school is not in the directory, or is not yours. Choose another one.
training-refused-competences-asked = A questionnaire on these competences is open already: they do not change any more. Make another session for others.
training-refused-half-day-attended = People were recorded at a half-day that you take away. Take their attendance back first.
training-refused-cancel-attended = People came: this session was held. Take their attendance back first.
training-refused-cancelled = This session is cancelled.
training-refused-full = No seat is left. Put the person on the waiting list, or add seats.
training-refused-not-yet = This half-day has not come yet. Record attendance on the day.
training-refused-person = This person is not known. Search for them by name.
training-refused-teacher = Give the surname, the given name and the school.
training-refused-ambiguous = Several people have this name in this school. Search for them by name and choose.
training-refused-unchanged = Nothing changed.
training-refused-reason = Say why.

notice-training-planned = The session is planned.
notice-training-corrected = The session is corrected. Hours are counted again.
notice-training-cancelled = The session is cancelled.
notice-training-registered = The registration is noted.
notice-training-recorded = Attendance is saved.
notice-training-capped = Attendance is saved. Some of it is longer than the half-day: what is beyond is not counted.
notice-training-person-added = The person is added. Tick their presence.

# What trainings bring, in four levels.
training-evaluation-title = What trainings bring
training-evaluation-intro = Four levels: the reaction at the end of a session, what was learned, what is practised three months later, and the effects in schools. The first three come from questionnaires that teachers answer with a personal code.
training-evaluation-rule = Nobody sees the answers of one person. A mean is shown once the questionnaire is closed and at least { $least } people have answered.
training-evaluation-note = Means of the answers to closed questionnaires. “s”: fewer than { $least } answers, nothing is shown. In totals, small questionnaires of the same theme and year are counted together as soon as they make { $least } answers; the others wait.
training-evaluation-note-competences = Sessions in which at least { $least } people placed themselves before and after. Scale from 0 (not yet) to 6 (C2).
training-evaluation-none = No questionnaire has been opened yet. Open a session and choose “Questionnaires”.
training-evaluation-asked = Asked
training-evaluation-answers = Answers
training-evaluation-rate = Rate
training-evaluation-before = Before
training-evaluation-after = After
training-evaluation-competence = Competence
training-evaluation-open = under way
training-evaluation-hidden = fewer than { $least } answers
training-evaluation-waiting = { $count ->
    [one] { $count } small questionnaire waits
   *[other] { $count } small questionnaires wait
}
training-evaluation-answered = { $answers } answers from { $asked } people asked.
training-evaluation-due = { $count ->
    [one] { $count } questionnaire can be opened today
   *[other] { $count } questionnaires can be opened today
}
training-evaluation-due-until = until { $day }
training-group-by = Group
training-group-by-session = By session
training-group-by-theme = By theme
training-group-by-year = By school year
training-level-1 = Level 1: reaction
training-level-1-scale = From 1 (do not agree at all) to 4 (fully agree).
training-level-2 = Level 2: learning
training-level-2-scale = Where people place themselves, before and after, from 0 (not yet) to 6 (C2). Only those who answered both count.
training-level-2-competences = Level 2, competence by competence
training-level-3 = Level 3: practice, three months later
training-level-3-scale = From 1 (never) to 4 (nearly every week).
training-level-4 = Level 4: effects
training-level-4-says = Pôle computes no effect of a session: too many other things change at the same time. Here are the schools where the teachers who came serve; their figures, before the first training and today, are one click away.
training-level-4-none = Nobody has followed a training in digital uses in this period yet.
training-level-4-trained = Teachers who came
training-level-4-since = First training
training-level-4-usage = Use of the services (I4)
training-level-4-before = before
training-level-4-today = today
training-level-4-more = The other figures
training-level-4-five = the five indicators
training-reaction-useful = This training will be useful to me in class.
training-reaction-clear = It was clear and at my level.
training-reaction-organised = Pace and organisation suited me.
training-reaction-recommended = I would recommend it to a colleague.
training-reaction-short-useful = Useful
training-reaction-short-clear = Clear
training-reaction-short-organised = Organised
training-reaction-short-recommended = Recommended
training-practice-in-class = I use in class what I learned.
training-practice-by-pupils = My pupils use it themselves.
training-practice-shared = I showed it to colleagues.
training-practice-short-in-class = In class
training-practice-short-by-pupils = By pupils
training-practice-short-shared = Among colleagues
training-agreement-1 = Do not agree at all
training-agreement-2 = Rather disagree
training-agreement-3 = Rather agree
training-agreement-4 = Fully agree
training-frequency-1 = Never
training-frequency-2 = Once
training-frequency-3 = Several times
training-frequency-4 = Nearly every week
training-position-none = Not yet
training-position-a1 = A1: I discover
training-position-a2 = A2: I try
training-position-b1 = B1: I use it regularly
training-position-b2 = B2: I adapt and combine
training-position-c1 = C1: I help colleagues along
training-position-c2 = C2: I invent new practices
training-stage-before = Before the session
training-stage-end = At the end of the session
training-stage-later = Three months later
training-stage-says-before = Everybody places themselves on the competences of the session. Open it before the session, or as it begins.
training-stage-says-end = What everybody thought of the session, and where they are now.
training-stage-says-later = What everybody does with it in class.
training-stage-asks-before = Where are you today?
training-stage-asks-end = What did you think of it?
training-stage-asks-later = What do you do with it, three months later?
training-asking-title = Questionnaires
training-asking-intro = Teachers answer on their phone, without an account, with a personal code that you hand to them. A code is good once, for 60 days.
training-asking-not-yet = From { $day } on.
training-asking-openable = To be opened by { $day }.
training-asking-missed = It was not opened in time.
training-asking-no-competence = The session names no competence. Correct it so that people can place themselves.
training-asking-closed = Closed
training-asking-until = until { $moment }
training-asking-draw = Open and print the codes
training-asking-draw-again = New codes for those who have not answered
training-asking-close = Close the questionnaire
training-asking-close-says = Closing shows the means and takes no more answers. New codes replace those that were not used.
training-slips-title = Codes to hand out
training-slips-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
training-slips-once = These codes are shown once: print this page, or send everybody their link. Cut the slips and hand each person their own.
training-slips-address = To be typed at { $address }
training-questionnaire-title = Your opinion on a training
training-questionnaire-intro = Type the code that you were given. It takes less than two minutes.
training-questionnaire-code = Your code
training-questionnaire-code-hint = Ten signs, for instance 4T7QF-M9DXW.
training-questionnaire-open = Continue
training-questionnaire-promise = Less than two minutes. Nobody will see your answers: they are only shown as means, with those of at least four other people.
training-questionnaire-send = Send my answers
training-questionnaire-thanks = Thank you
training-questionnaire-done = You can close this page. Your code is used up.
training-asks-reaction = The session
training-asks-position = Where do you place yourself?
training-asks-practice = In your class
training-refused-evaluation-early = It is too early for this questionnaire.
training-refused-evaluation-over = This questionnaire is closed, or it is too late to open it.
training-refused-evaluation-competence = The session names no competence. Correct it first.
training-refused-evaluation-nobody = There is nobody to ask. Record who came first.
training-refused-evaluation-all = Everybody has answered.
training-refused-code = This code is not known, or another one replaced it. Check its ten signs, or ask for a new one.
training-refused-code-used = You have already answered with this code. Thank you.
training-refused-code-over = The time to answer is over.
training-refused-answer = Choose an answer.

notice-training-evaluation-closed = The questionnaire is closed.
notice-training-answered = Your answers are recorded.
