# The dashboard of the five indicators.
indicators-title = Indicators
indicators-five = The five indicators
indicators-place = Place
indicators-past = You are looking at figures on another date.
indicators-reading = What is unknown is counted as “no” and said. Figures about people are those of the last release, except for the school itself and the pilots. A figure too small to be shown without pointing at somebody is replaced by “s”.
indicators-target = Target { $year }: { $target }.
indicators-target-none = No target for this year.
indicators-target-reached = Target reached.
indicators-target-points = { $amount } points to go.
indicators-target-count = { $amount } to go.
indicators-target-line = Target { $year }
indicators-trend-same = Unchanged since { $since }.
indicators-trend-points-up = +{ $amount } points since { $since }.
indicators-trend-points-down = −{ $amount } points since { $since }.
indicators-trend-count-up = +{ $amount } since { $since }.
indicators-trend-count-down = −{ $amount } since { $since }.
indicators-bounds = Between { $low } and { $high }; { $known } known.
indicators-frozen = Release of { $month }.
indicators-frozen-none = Not released yet.
indicators-spark-title = { $name }: trend
indicators-spark-description = From { $from } ({ $first }) to { $to } ({ $last }).
indicators-todo-go = Go there
indicators-todo-i1 = No wave is open. Open a wave in the plan and enter the decisions.
indicators-todo-i2 = No room is listed yet. List the rooms of each school, then bring the measurements.
indicators-todo-i3 = No hour of training is recorded yet. Enter the sessions and who attended.
indicators-todo-i4 = No month of usage is counted yet.
indicators-todo-i5 = No certification is recorded yet. Import the results of Pix.
indicators-school-none = This school does not count in the indicators on that date: it is closed, without contract, or not a school.
indicators-school-reading = What others read of this school is the last release; here its head reads the figures of the moment.
indicators-school-compare = Compare with others

# What is measured.
indicators-measure-selected-success = Success rate
indicators-measure-selected-pupils = Pupils of the selected schools
indicators-measure-selected-success-pupils = Success rate weighted by pupils
indicators-measure-selected-signed = Signed among the selected
indicators-measure-rooms-connected = Rooms connected
indicators-measure-rooms-very-high-speed = Rooms on very high-speed internet
indicators-measure-rooms-measured = Rooms measured
indicators-measure-teachers-aware = Teachers made aware
indicators-measure-teachers-complete = Full courses
indicators-measure-teachers-trained-in-service = Trained and still in service
indicators-measure-teachers-offered = Commitment of 18 hours offered
indicators-measure-attendance-staff = Other staff
indicators-measure-certifications-pupils = Certifications of pupils
indicators-measure-certifications-teachers = Certifications of teachers
indicators-measure-certifications-passed = Pass rate

# The figure in one sentence.
indicators-says-selected-success = { $count ->
    [one] { $count } selected out of { $all } that applied.
   *[other] { $count } selected out of { $all } that applied.
}
indicators-says-selected-pupils = { $count ->
    [one] { $count } pupil concerned out of { $all }.
   *[other] { $count } pupils concerned out of { $all }.
}
indicators-says-selected-success-pupils = { $count ->
    [one] { $count } pupil concerned of { $all } in the schools that applied.
   *[other] { $count } pupils concerned of { $all } in the schools that applied.
}
indicators-says-selected-signed = { $count ->
    [one] { $count } agreement signed of { $all } selected schools.
   *[other] { $count } agreements signed of { $all } selected schools.
}
indicators-says-rooms-connected = { $count ->
    [one] { $count } room where an access works, out of { $all }.
   *[other] { $count } rooms where an access works, out of { $all }.
}
indicators-says-rooms-very-high-speed = { $count ->
    [one] { $count } room at 30 Mbit/s or more, out of { $all }.
   *[other] { $count } rooms at 30 Mbit/s or more, out of { $all }.
}
indicators-says-rooms-measured = { $count ->
    [one] { $count } room measured and not declared, out of { $all }.
   *[other] { $count } rooms measured and not declared, out of { $all }.
}
indicators-says-teachers-aware = { $count ->
    [one] { $count } person followed at least 3 h since { $from }.
   *[other] { $count } people followed at least 3 h since { $from }.
}
indicators-says-teachers-complete = { $count ->
    [one] { $count } person followed at least 18 h since { $from }.
   *[other] { $count } people followed at least 18 h since { $from }.
}
indicators-says-teachers-trained-in-service = { $count ->
    [one] { $count } trained person out of { $all } in service.
   *[other] { $count } trained people out of { $all } in service.
}
indicators-says-teachers-offered = { $count ->
    [one] { $count } secondary teacher out of { $all } was offered 18 h with a seat.
   *[other] { $count } secondary teachers out of { $all } were offered 18 h with a seat.
}
indicators-says-attendance = Share of the people who came at least once in { $month }, for each profile.
indicators-says-attendance-staff = { $count ->
    [one] { $count } other member of staff came in { $month }, out of { $all }.
   *[other] { $count } other members of staff came in { $month }, out of { $all }.
}
indicators-says-certifications-pupils = { $count ->
    [one] { $count } certification of a pupil validated since { $from }.
   *[other] { $count } certifications of pupils validated since { $from }.
}
indicators-says-certifications-teachers = { $count ->
    [one] { $count } certification of a teacher validated since { $from }.
   *[other] { $count } certifications of teachers validated since { $from }.
}
indicators-says-certifications-passed = { $count ->
    [one] { $count } validated out of { $all } candidacies whose result is known.
   *[other] { $count } validated out of { $all } candidacies whose result is known.
}

# The quality of a figure.
indicators-percent-sign = %

# Places.
indicators-axes = Compare by
indicators-axis-ile = Island
indicators-axis-type = Type
indicators-axis-vague = Wave
indicators-axis-etablissement = School
indicators-school-unknown = Unknown school
indicators-all = Every indicator
indicators-all-places = Every place
indicators-none-found = No place matches. Clear the search or change the place.

# The page of one indicator.
indicators-companions = The figures that go with it
indicators-course-title = Over time, { $place }
indicators-course-numbers = Show the numbers
indicators-course-table = Over time
indicators-course-none = No value in the past.
indicators-bars-description = One bar a place. Hatched bars carry a reserve. The table below gives the same values.
indicators-baseline = Baseline: { $level } on { $day }.
indicators-map = Map
indicators-map-title = { $name }: map of the schools
indicators-map-description = One sign a school, the fuller the higher its value. The table gives the same values.
indicators-map-unknown = no figure
indicators-map-selected = selected
indicators-map-not-selected = not selected
indicators-map-class-0 = under 25%
indicators-map-class-1 = from 25 to 50%
indicators-map-class-2 = from 50 to 75%
indicators-map-class-3 = 75% and more
indicators-not-additive = A person counts once at each place where they were: the rows do not add up.
indicators-export-note = “s”: hidden to protect people. “–”: not applicable to this measure.
indicators-targets = Targets
indicators-targets-none = No target for this place. A target a school year says where one wants to arrive.
indicators-target-set = Set a target
indicators-target-place = Target for: { $place }.
indicators-target-year-hint = The target is to be reached before the end of this school year.
indicators-target-hint-percent = In per cent, such as 80 or 62.5. Leave empty to take the target back.
indicators-target-hint-count = A number, such as 450. Leave empty to take the target back.
indicators-notes = Notes
indicators-notes-none = No note. A note explains what the figure does not say: a hurricane, a closure, a change of method.
indicators-note = Note
indicators-note-add = Add a note
indicators-note-hint = Everybody who reads this indicator will read it. Name nobody.
indicators-note-withdraw = Take back
indicators-why-link = What this figure counts
notice-indicators-target = The target is saved.
notice-indicators-note = The note is saved.
notice-indicators-note-withdrawn = The note is taken back.

# Columns.
indicators-column-indicator = Indicator
indicators-column-measure = Measure
indicators-column-place = Place
indicators-column-count = Counted
indicators-column-among = Out of
indicators-column-share = Share
indicators-column-high = At most
indicators-column-frozen = Release
indicators-column-as-of = On
indicators-column-definition = Definition
indicators-column-year = School year
indicators-column-target = Target
indicators-column-reason = Reason
indicators-column-by = By
indicators-column-uai = UAI
indicators-column-counts = Counts
indicators-column-decided = Decided on
indicators-column-first-year = First year
indicators-column-recorded = Recorded on
indicators-column-agreement = Agreement
indicators-column-month = Month
indicators-column-audience = For
indicators-column-frozen-at = Frozen on
indicators-column-note = Note
indicators-column-version = Version
indicators-column-from = From
indicators-column-thresholds = Thresholds
indicators-yes = yes
indicators-no = no

# Evidence.
indicators-evidence = Evidence
indicators-evidence-open = See the evidence
indicators-evidence-all = Show also what does not count
indicators-evidence-counted = Show only what counts
indicators-evidence-none = No evidence matches this filter. Change the place or the date, or show also what does not count.
indicators-evidence-history = Every decision
indicators-filter = Filter:
indicators-filter-place = Place: { $place }
indicators-filter-axis = By { $axis }: { $value }
indicators-filter-as-of = As of { $day }
indicators-filter-period = From { $from } to { $to }
indicators-filter-known = Known on { $moment }
indicators-filter-definition = Definition { $version }
indicators-pieces-i1 = { $count ->
    [one] { $count } school counted
   *[other] { $count } schools counted
}
indicators-pieces-i2 = { $count ->
    [one] { $count } room counted
   *[other] { $count } rooms counted
}
indicators-pieces-i3 = { $count ->
    [one] { $count } person counted
   *[other] { $count } people counted
}
indicators-pieces-i4 = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
indicators-pieces-i5 = { $count ->
    [one] { $count } certification counted
   *[other] { $count } certifications counted
}
indicators-piece-selected = selected
indicators-piece-not-selected = not selected
indicators-piece-no-dossier = no dossier tells its agreement
indicators-piece-line-state = { $state }, since { $day }
indicators-piece-not-eligible = selected, not eligible on that day
indicators-piece-status-unknown = status unknown
indicators-piece-selection = { $wave }, decided on { $day }, first endowment { $year }; recorded by { $who } on { $moment }.
indicators-piece-passed-on = Decided for { $uai }, whose place this school took.
indicators-piece-reason = Reason: { $reason }.

indicators-piece-medians = { $basis }, medians { $down } Mbit/s down and { $up } Mbit/s up.
indicators-piece-stale = Evidence over 12 months old.
indicators-piece-number = Certification no. { $number }
indicators-piece-certificate = Validated, exam of { $day }, { $school }.
indicators-piece-retake = The same person had one already.
indicators-piece-unmatched = Person not matched.
indicators-piece-person = A person, { $school }
indicators-piece-hours = { $hours } h
indicators-piece-reached = Tier reached on { $day }.
indicators-piece-not-reached = Tier not reached.
indicators-piece-parts = { $count ->
    [one] { $count } attendance
   *[other] { $count } attendances
}
indicators-piece-attended = { $day }: { $theme }, { $hours } h counted, { $place }, { $evidence }
indicators-piece-remote = at a distance
indicators-piece-on-site = on site
indicators-attended-signed = attendance sheet
indicators-attended-completed = completion record
indicators-attended-file = file of the academy
indicators-column-person = Person
indicators-column-minutes = Minutes
indicators-column-reached = Tier reached
indicators-column-attended = Attended on
indicators-column-theme = Theme
indicators-column-counted = Counted
indicators-column-basis = Based on
indicators-piece-visitors-among = { $count } out of { $all }
indicators-piece-visitors = { $count ->
    [one] { $count } visitor
   *[other] { $count } visitors
}
indicators-piece-visits = { $count ->
    [one] { $count } visit
   *[other] { $count } visits
}
indicators-piece-views = { $count ->
    [one] { $count } page seen.
   *[other] { $count } pages seen.
}
indicators-piece-month = In { $month }: { $visits } visits, { $views } pages seen.
indicators-piece-day = { $day }, { $service } ({ $profile })
indicators-column-day = Day or month
indicators-column-profile = Profile
indicators-column-service = Service
indicators-column-visitors = Visitors
indicators-column-visits = Visits
indicators-column-views = Pages seen
indicators-holder-pupil = pupil
indicators-holder-teacher = teacher
indicators-column-room = Room
indicators-column-class = Class
indicators-column-stale = Old
indicators-column-down = Down, kbit/s
indicators-column-up = Up, kbit/s
indicators-column-number = Number
indicators-column-exam = Exam of
indicators-column-holder = Holder
indicators-column-retake = Retake
indicators-column-matched = Matched

# Definitions.
indicators-source = Where this definition comes from
indicators-asks-i1 = What share of the écoles and collèges was selected in the call?
indicators-asks-i2 = What share of the classrooms is on high-speed internet?
indicators-asks-i3 = How many teachers were trained in digital practice?
indicators-asks-i4 = Who uses the digital services, in the whole community?
indicators-asks-i5 = How many Pix certifications did pupils and teachers obtain?
indicators-why-i1 = The unit is the school: two selections count once. | Above the line, the schools open and eligible on that day, selected in a wave by a decision already taken. | Below the line, every eligible school of the place: écoles and collèges, public or under contract. A lycée is never eligible. | A closed or merged school passes its selection to the one that takes its place. | A school whose status is unknown stays below the line and the figure is partial; a wave begun without decision makes it partial too.
indicators-why-i2 = The unit is the teaching room in use. | A measured room needs at least 3 tests on 2 different school days within 30 days, between 7:00 and 17:00; the value is the median, a failed test counts as 0. | A declared room counts when the visa is less than 12 months old and the line of the site is enough; a declaration never overrides a newer measurement. | Evidence over 12 months is old; over 24 months it says nothing any more. | A room of which nothing is known counts as not connected, and the figure says how many they are.
indicators-why-i3 = The figure counts different people, neither hours nor attendances. | An hour counts only with its evidence: an attendance for each half-day of 3 h, or a completion record for a distance module. | Under two thirds of a half-day nothing is given; distance hours never exceed half of the total. | A person counts once in the basin, and once at each school where they served. | Leavers stay counted: “trained and still in service” is another figure.
indicators-why-i4 = A visitor is an account with at least one visit in the month; the reference population is that of its first day. | Each profile has its figure; there is no average of profiles. | Attendance is counted anew for the basin, each island, each type and each school; not for a wave: one account may serve in two schools of a wave, and visitors never add up; they would have to be counted again page view by page view, which are deleted after three months, while a decision or a correction still changes the wave afterwards. | A visit ends after 30 minutes without a page view. | “Households reached” are the pupils one of whose guardians came: the figure that speaks of the digital divide. | Statistics measured elsewhere are series of their own, never added to ours.
indicators-why-i5 = A certification counts when it is validated, with an exam date in the school year. | A certification cancelled later is taken out and the figure is corrected. | One that cannot be matched to a person counts for its school, and the figure is partial. | Before the first exam of the basin the figure is not applicable, and not zero. | No name and no score is read here.
indicators-source-i1 = Project sheet: “percentage of schools selected”. All eligible schools below the line is our choice; the success rate is given beside.
indicators-source-i2 = Project sheet: “percentage of classrooms on high-speed internet”. 8 Mbit/s is the French threshold of good broadband (ARCEP); 2 Mbit/s upwards, the 3 tests and the 12 months are our choice.
indicators-source-i3 = Project sheet: 18 h of training offered to each secondary teacher. 6 h, one day, is our choice to say “trained”.
indicators-source-i4 = Project sheet: “usage statistics of the digital services by the whole community”. The 30 minutes are the definition of a visit by audience meters (OJD).
indicators-source-i5 = Project sheet: “certifications obtained by pupils and teachers”. Files of results of the Pix platform.
indicators-why-common = For every indicator: a share of nothing is not computable; what is unknown counts as “no”, is said partial, then fragile when less than 80% is known, not publishable when less than 50% is.
indicators-counts-selected-coverage = Selected among all eligible schools. This is the headline.
indicators-counts-selected-success = Selected among those that applied.
indicators-counts-selected-pupils = Pupils of the selected schools among those of all eligible ones.
indicators-counts-selected-success-pupils = Pupils of the selected schools among those of the schools that applied.
indicators-counts-selected-signed = Schools whose agreement is signed (agreed, running or closed) among the selected. A school selected outside any dossier is unknown; where none has a dossier, the figure has no object.
indicators-counts-rooms-high-speed = Rooms at the rates of the definition in force, among the teaching rooms in use. This is the headline.
indicators-counts-rooms-connected = Rooms where an access works, whatever the rate.
indicators-counts-rooms-very-high-speed = Rooms at 30 Mbit/s or more down and 5 Mbit/s or more up.
indicators-counts-rooms-measured = Rooms whose class rests on measurements and not on a declaration.
indicators-counts-teachers-trained = People beyond the hours of the definition in force. This is the headline.
indicators-counts-teachers-aware = People with 3 h or more.
indicators-counts-teachers-complete = People with 18 h or more: the full course.
indicators-counts-teachers-trained-in-service = Trained people among those in service on that day.
indicators-counts-teachers-offered = Secondary teachers in service for at least 90 days in a year of the commitment, to whom 18 h with a seat were offered by the end of the last one. The project sheet speaks of 2016-2017; the commitment is 100%.
indicators-counts-attendance-pupils = Pupils who came in the month among pupils. A headline.
indicators-counts-attendance-guardians = Guardians who came in the month among those with a child enrolled. A headline.
indicators-counts-attendance-teachers = Teachers who came in the month among teachers. A headline.
indicators-counts-attendance-staff = Heads, school life and administration who came in the month.
indicators-counts-household-coverage = Pupils one of whose guardians came in the month.
indicators-counts-certifications = Validated certifications of pupils and teachers. This is the headline.
indicators-counts-certifications-pupils = Those of pupils.
indicators-counts-certifications-teachers = Those of teachers.
indicators-counts-certifications-passed = Validated among the candidacies whose result is known.
indicators-versions = Versions of the definition
indicators-in-force = in force
indicators-version-first = brought by the program
indicators-version-made = { $who }, { $moment }
indicators-thresholds-i2 = { $down } Mbit/s down and { $up } Mbit/s up
indicators-thresholds-i3 = { $hours ->
    [one] { $hours } hour followed
   *[other] { $hours } hours followed
}
indicators-thresholds-both = { $hours }; { $commitment }
indicators-commitment-year = 18 h commitment: { $year }
indicators-commitment-years = 18 h commitment: from { $first } to { $last }
indicators-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
indicators-define = Change a threshold
indicators-define-text = A version is never edited: changing a threshold makes another one, and charts break where it begins. What is released already does not change.
indicators-define-down = Download, in Mbit/s
indicators-define-down-hint = 8 is good broadband, 30 very high speed.
indicators-define-up = Upload, in Mbit/s
indicators-define-up-hint = 2 by default.
indicators-define-hours = Hours followed
indicators-define-hours-hint = 3, 6 or 18 hours: half a day, a day, the full course.
indicators-define-commitment = First year of the 18 h commitment
indicators-define-commitment-hint = That of the project sheet is 2016-2017. Sessions of the year before count too.
indicators-define-commitment-last = Last year of the commitment
indicators-define-commitment-last-hint = The 18 h are to be offered by its end.
indicators-define-from = From
indicators-define-from-hint = The first day this version speaks of.
indicators-define-reason = Why it changes
indicators-define-preview = See what changes
indicators-define-save = Make the version
indicators-preview = Version { $version } would hold from { $day }. Counted so, today’s figure of the basin would go from { $before } to { $after }. Charts would break on that date: before and after no longer compare. Nothing is written yet.
notice-indicators-defined = The new version is made.

# Releases.
indicators-releases = Releases
indicators-releases-text = At the end of a month the figures are frozen once and for all. Those who need not follow people day by day read the last release.
indicators-releases-none = No month is frozen yet. A pilot freezes the last month that is over; until then figures about people are not shown outside the schools.
indicators-release-title = Release of { $month }
indicators-release-figures = Released figures
indicators-release-frozen = Frozen on { $moment }.
indicators-release-caught-up = A month that was caught up: frozen afterwards, as of its last day, with what was known when it was frozen.
indicators-audience-inside = The pôle
indicators-audience-public = Everybody
indicators-freeze-month = Freeze { $month }
indicators-freeze-text = A month is frozen once and never computed again. This is what will be shown and what will be hidden.
indicators-freeze-shown = { $count ->
    [one] { $count } figure shown.
   *[other] { $count } figures shown.
}
indicators-freeze-hides = { $count ->
    [0] No figure hidden.
    [one] { $count } figure hidden.
   *[other] { $count } figures hidden.
}
indicators-freeze-threshold = A figure on fewer than { $count } people is hidden, with those that would give it away.
indicators-freeze-list = What will be hidden
indicators-freeze-hidden = { $indicator }, { $place }: { $why }
indicators-freeze-note = Note
indicators-freeze-note-hint = Optional. It goes with the release.
indicators-freeze-cancel = Do not freeze
notice-indicators-frozen = The month is frozen.

# Refusals.
indicators-refused-place = There is no such place.
indicators-refused-target = Give a target that can be reached: from 0 to 100% with one decimal at most, or a whole number.
indicators-refused-hours = Choose 3, 6 or 18 hours.
indicators-refused-commitment = The last year does not come before the first, which is 2015-2016 at the earliest; the commitment lasts ten years at most.
indicators-refused-rates = Give a rate in Mbit/s, above zero, with two decimals at most.
indicators-refused-no-reason = Say why the definition changes: those who compare will read it.
indicators-refused-same-definition = This is the last version already.
indicators-refused-month-open = This month is not over.
indicators-refused-frozen = This month is frozen already.
indicators-refused-secret = This figure is hidden to protect people: so is its evidence.

# The axes of one indicator alone.
indicators-other-table = { $measure }, by { $axis }
indicators-other-axis-room-kind = type of room
indicators-other-axis-technology = technology
indicators-other-axis-basis = what shows it
indicators-other-axis-class = class
indicators-other-axis-attachment = attachment
indicators-attachment-alone = Alone
indicators-attachment-attached = Attached to a collège
indicators-other-axis-degree = degree
indicators-other-axis-discipline = discipline
indicators-other-axis-tier = tier
indicators-other-axis-theme = theme
indicators-other-axis-modality = mode
indicators-by-tier-note = Each person counts once, at the highest tier they reached: the rows add up.
indicators-by-theme-note = The tier is computed from the hours followed on this theme alone. A person may count at several themes, or at none: the rows do not add up.
indicators-by-modality-note = The tier is computed from the hours followed in this mode alone, without the cap on distance hours, which is one of the total. A person may count in several modes, or in none: the rows do not add up. “Remote” comes from a file of the academy, which does not say whether the session was live.

# Who is behind the certifications.
indicators-certified-pupils = { $count ->
    [one] { $count } different pupil was certified in the year.
   *[other] { $count } different pupils were certified in the year.
}
indicators-certified-teachers = { $count ->
    [one] { $count } different teacher was certified in the year.
   *[other] { $count } different teachers were certified in the year.
}
indicators-certified-sessions = { $count ->
    [one] { $count } session held.
   *[other] { $count } sessions held.
}
indicators-certified-unmatched = { $count ->
    [one] { $count } certification has no person yet: one person more at most.
   *[other] { $count } certifications have no person yet: as many people more at most.
}
indicators-certified-hidden = The number of different people is suppressed.

# How far the certified came, and those who are expected to be certified.
indicators-levels-title = Pix levels by domain
indicators-levels-says = { $count ->
    [one] One validated certification
   *[other] { $count } validated certifications
} from { $from } to { $to }, as known on { $known }. Each gives a level in each competence; a domain puts the levels of its competences together.
indicators-levels-too-few = Too few certifications to show their levels without singling somebody out.
indicators-levels-description = The share of the levels of each domain, from the lowest to the highest.
indicators-levels-note = A number from 1 to 4 is hidden (“s”), with what would give it away. Outside the school, levels are read for the basin and for a whole school year, as they are known today: from one day to the next, the difference would tell the profile of a few pupils.
indicators-levels-by-domain = Levels by domain
indicators-levels-by-competence = Levels by competence
indicators-levels-domain = Domain
indicators-levels-none = No level
indicators-levels-band-0 = level 0
indicators-levels-band-novice = 1 and 2 (novice)
indicators-levels-band-independent = 3 and 4 (independent)
indicators-levels-band-advanced = 5 and 6 (advanced)
indicators-levels-band-expert = 7 and 8 (expert)
indicators-levels-band-none = no level
indicators-expected-title = Pupils certified where certification is expected
indicators-expected-level = Level
indicators-expected-certified = Certified pupils
indicators-expected-note = Certification is expected at the end of 3e and of the last year of a lycée. The level of a pupil is read in the name of their division, when the file gives it; without one, they count in “at most” only. A pupil certified twice counts once.
