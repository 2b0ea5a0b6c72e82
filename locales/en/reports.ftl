# The calendar of the plan.
agenda-title = Calendar of the plan
agenda-next = Next date: { $what }, { $when }.
agenda-intro = The milestones of the project sheet, the waves recorded in the plan and the monthly release of the figures. Nothing in it is personal.
agenda-subscribe-title = In your own calendar
agenda-subscribe-text = Subscribe once: your calendar then keeps itself up to date.
agenda-subscribe = Subscribe
agenda-download = Download the file (iCalendar)
agenda-address = Address to give to your calendar: { $address }
agenda-filter = Filter the calendar
agenda-all = Everything
agenda-count = { $count ->
    [one] { $count } date
   *[other] { $count } dates
}
agenda-none = No date matches this search.
agenda-what = What
agenda-when = When
agenda-nature = Nature
agenda-nature-milestone = Milestone of the sheet
agenda-nature-wave = Wave
agenda-nature-release = Release
agenda-nature-deadline = Deadline of a call
agenda-deadline = { $call }, { $wave }: last dossiers
agenda-deadline-text = Dossiers open since { $day }, until 23:59:59 in the school’s time zone.
agenda-first-day = First day
agenda-last-day = Last day
agenda-text = Details
agenda-now = now
agenda-days = from { $first } to { $last }
agenda-milestone-first-wave = First wave
agenda-milestone-text-first-wave = Answer to the first call, first schools equipped.
agenda-milestone-second-wave = Second wave
agenda-milestone-text-second-wave = Answer to the second call, selected schools equipped step by step.
agenda-milestone-third-wave = Third wave
agenda-milestone-text-third-wave = Answer to the third call, selected schools equipped step by step.
agenda-milestone-diagnosis = Detailed diagnosis
agenda-milestone-text-diagnosis = Needs in equipment, people for maintenance, securing of the equipment.
agenda-milestone-ent-experiment = Trial of the digital workspace (ENT)
agenda-milestone-text-ent-experiment = The digital workspace is tried in volunteer schools.
agenda-milestone-training = Training of teachers
agenda-milestone-text-training = 18 hours of training offered to every teacher of the second degree.
agenda-milestone-ent-generalisation = Digital workspace (ENT) everywhere
agenda-milestone-text-ent-generalisation = The digital workspace is open in primary schools, collèges and lycées.
agenda-wave-text = First year of endowment: { $year }.
agenda-release = Release of the figures: { $month }
agenda-release-text = The indicators of the month are frozen, then released.

# The measures in two words, above a column.
reports-short-selected-success = Success
reports-short-selected-pupils = Pupils concerned
reports-short-selected-success-pupils = Success, pupils
reports-short-selected-signed = Signed
reports-short-rooms-connected = Connected
reports-short-rooms-very-high-speed = Very high speed
reports-short-rooms-measured = Measured
reports-short-teachers-aware = Made aware
reports-short-teachers-complete = Whole course
reports-short-teachers-trained-in-service = Trained and in service
reports-short-teachers-offered = 18 h offered
reports-short-attendance-staff = Other staff
reports-short-certifications-pupils = Pupils
reports-short-certifications-teachers = Teachers
reports-short-certifications-passed = Pass rate

# The axes of the tables.
reports-axis-wave = By wave

# The public page.
reports-public-link = The five figures published each month
reports-course-alt = { $name }: line of the headline over time. The values are in the tables.

# The committee report.
reports-title = Report to the steering committee
reports-lead = { $place }, as of { $day }.
reports-subtitle = { $place }, as of { $day }
reports-source = From what was known in Pôle on { $moment }.
reports-choose = Choose the place and the day
reports-refused-place = Choose the basin or an island.
reports-pdf = Download the report (PDF)
reports-xlsx = Working workbook (XLSX)
reports-summary = The five figures
reports-figure = Figure
reports-value = Value
reports-target-title = Target
reports-target = { $target } by the end of { $year }
reports-trend = Trend
reports-holds = What the report holds
reports-holds-sections = One part an indicator: the line over time, the tables by island, by type, by wave and by school, the notes.
reports-holds-annex = In the annex: the definitions in force and their versions, the thresholds, what each flag means, what is hidden and why, the sources.
reports-holds-book = In the workbook: one sheet an indicator, with every measure at every place, and one sheet of evidence an indicator.
reports-people-release = Figures about people are those of the release of { $month } (as of { $asof }).
reports-people-day = No release is closed yet: figures about people are those of the day, protected for this report.
reports-people-nowhere = No release is closed yet: figures about people are not given.
reports-safe = This report may leave the house: a figure about fewer than { $count } people is replaced by “s”, and so are those that would let it be worked out.
reports-section = { $code } – { $name }
reports-notes = Notes
reports-note = { $text } ({ $by }, { $day })
reports-annex = Annex
reports-definitions = Definitions in force
reports-version = Version
reports-since = Since
reports-thresholds = Thresholds
reports-thresholds-i1 = selected at least once in a wave, and not cancelled
reports-thresholds-i4 = one visit at least in the month; a visit ends after 30 minutes without a page view
reports-thresholds-i5 = validated certification, by day of exam, in the school year
reports-thresholds-rates = { $down } Mbit/s down and { $up } Mbit/s up in the room
reports-thresholds-hours = { $count ->
    [one] { $count } hour followed with proof of attendance
   *[other] { $count } hours followed with proof of attendance
}
reports-measures = What each figure counts
reports-meaning = Meaning
reports-means-selected-coverage = Eligible schools selected at least once, among all eligible schools.
reports-means-selected-success = The same, among the schools that applied.
reports-means-selected-pupils = Pupils of the selected schools, among the pupils of all eligible schools.
reports-means-selected-success-pupils = Pupils of the selected schools, among the pupils of the schools that applied.
reports-means-selected-signed = Schools whose agreement is signed, among the selected schools.
reports-means-rooms-high-speed = Teaching rooms of class C2 or C3, among teaching rooms in use.
reports-means-rooms-connected = Rooms where an access works, whatever its rate.
reports-means-rooms-very-high-speed = Rooms of class C3: 30 Mbit/s down and 5 Mbit/s up.
reports-means-rooms-measured = Rooms whose class comes from tests and not from a declaration.
reports-means-teachers-trained = Different teachers who reached the threshold of hours since September 2015, leavers included.
reports-means-teachers-aware = Different teachers who followed at least 3 hours.
reports-means-teachers-complete = Different teachers who followed at least 18 hours.
reports-means-teachers-trained-in-service = Trained teachers still in service, among teachers in service.
reports-means-teachers-offered = Secondary teachers in service in 2016 to whom 18 hours were offered with a seat before 31 August 2017.
reports-means-attendance-pupils = Pupils who came at least once in the month, among the pupils enrolled on its first day.
reports-means-attendance-guardians = Guardians who came at least once in the month, among the guardians of at least one enrolled pupil.
reports-means-attendance-teachers = Teachers who came at least once in the month, among teachers in service.
reports-means-attendance-staff = Other staff who came at least once in the month, among those in service.
reports-means-household-coverage = Pupils one of whose guardians came in the month, among all pupils.
reports-means-certifications = Validated Pix certifications of pupils and teachers, by day of exam.
reports-means-certifications-pupils = Those of pupils.
reports-means-certifications-teachers = Those of teachers.
reports-means-certifications-passed = Validated certifications, among the candidates whose result is known.
reports-flags = What the flags mean
reports-flag-means-ok = Nothing to say.
reports-flag-means-partiel = Something is not known; what is not known counts as “no”.
reports-flag-means-fragile = Less than 80% is known.
reports-flag-means-non-publiable = Less than 50% is known: the figure does not leave the house.
reports-flag-means-perime = Some of it rests on old observations.
reports-flag-means-declaratif = Some of it is declared and not measured.
reports-flag-means-estime = Some of it is projected from earlier years.
reports-flag-means-secret = Too few people, or a figure that would let another one be worked out. In the tables: “s”.
reports-flag-means-sans-objet = The thing did not exist yet on that day.
reports-flag-means-non-calculable = A share of nothing: there is nothing to count.
reports-flag-means-rectifie = Something that was counted has been taken back since.
reports-flag-means-exceptionnel = Observed out of season, or in a month with an exceptional closure.
reports-flag-means-fictif = Invented for the demonstration.
reports-hidden = What is hidden, and why
reports-hidden-small = A figure about fewer than { $count } people that is not nil, or about a group of fewer than { $count } people, is hidden; for a school, also when only a few are missing.
reports-hidden-besides = Other figures of the same table are hidden with it, so that no subtraction gives it back.
reports-hidden-count = { $count ->
    [0] No figure of this report is hidden.
    [one] { $count } figure of this report is hidden.
   *[other] { $count } figures of this report are hidden.
}
reports-sources = Sources
reports-from-i1 = I1: the waves of the call recorded in the plan, and their decisions.
reports-from-i2 = I2: the rooms, the signed declarations and the speed tests.
reports-from-i3 = I3: the training sessions and their attendance sheets.
reports-from-i4 = I4: the page views of signed-in people, counted by visits; the reference populations.
reports-from-i5 = I5: the files of results of the Pix certification.
reports-place-code = Code of the place
reports-percent = Share
reports-counted = Counted
reports-among = Among
reports-low = At least
reports-high = At most
reports-known = Share known
reports-from-day = From
reports-to-day = To
reports-pieces = { $code } – evidence
reports-pieces-none = The evidence of this figure is not yours to open.
reports-pieces-left-out = { $count ->
    [one] { $count } piece is not listed: the figure of its school is hidden.
   *[other] { $count } pieces are not listed: the figure of their school is hidden.
}
