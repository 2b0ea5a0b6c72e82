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
