# Usage: attendance of the services, populations, series of others, retention.
usage-title = Use of the digital services
usage-where = Where
usage-nothing = Nothing is counted for this month yet. Pages are counted the next day; choose another month, or come back tomorrow.
usage-none = No figure for this choice. Choose another month, place or service.
usage-not-computable = not computable
usage-secret = s
usage-secret-why = fewer than 5 people: the figure is secret
usage-total = Total
usage-provisional = This month is not over: the figures go up to { $day } and will still move.
usage-exceptional = Schools were exceptionally closed during this month.
usage-visitors-of = { $visitors } visitors among { $people } people
usage-visitors-only = { $count ->
    [one] { $count } visitor; nobody knows how many people could come
   *[other] { $count } visitors; nobody knows how many people could come
}
usage-households = Households reached
usage-households-of = { $reached } pupils among { $pupils } one of whose guardians came
usage-households-what = pupils one of whose guardians came in the month
usage-so-far = Since midnight: { $views } pages seen by { $visitors } people. They will be counted tomorrow.
usage-so-far-few = Since midnight: too few people to say how many.
usage-lost = { $count ->
    [one] { $count } page was not kept in the last thirty days: see the page on retention.
   *[other] { $count } pages were not kept in the last thirty days: see the page on retention.
}
usage-keeping-intro = Attendance is read in indicator 4, as the last release froze it. From here you look after the reference populations and the retention.
usage-keeping-released = Indicator 4: attendance as released
usage-more = Going further
usage-why-attendance = The attendance rate is the number of accounts that came at least once in the month, divided by the number of people of the profile on the first day of the month. A visitor counts once, however often they come; visitors of several schools do not add up.
usage-why-visit = A visit is a sequence of pages without a gap of more than thirty minutes. It belongs to the day of its first page. Durations go from the first page to the last; visits of one page have none and are given apart.
usage-why-population = Pupils and teachers are those of the head counts of the year; “estimated” means that the count is projected, carried over from an earlier month, or not complete. Other populations are entered. Agents of the authority are the accounts granted.
usage-why-households = Households reached are the pupils one of whose guardians came in the month, divided by the pupils. It is the figure that speaks of the digital divide.
usage-why-secret = A number from 1 to 4 people is not shown (s). In a school, direction, school life and teachers are then put together as “staff”.
usage-chart-title = Attendance month by month
usage-chart-description = Share of the people of each profile who came at least once in the month, over thirteen months.
usage-chart-unit = % of the people of the profile
usage-chart-estimated = estimated or provisional
usage-flag-provisional = provisional
usage-flag-secret = secret
usage-flag-not-averaged = not averaged
usage-mean = Mean { $year }, September to June
usage-durations = { $mean } on average, median { $median }

# Tables.
usage-by-profile = By profile
usage-by-profile-note = Durations of the visits of two pages or more, in minutes and seconds.
usage-by-month = Month by month
usage-by-month-note = July and August are shown but not averaged; nor is a month under way.
usage-by-service = By service
usage-by-service-note = A visit that touches several services counts in each: these visits do not add up. Pages do.
usage-by-channel = By channel
usage-by-channel-note = Of the device only the class is kept: phone, or computer and tablet.
usage-by-axis = By language and time of day
usage-by-axis-note = School hours: Monday to Friday from 7:30 to 16:30, holidays and closures apart.
usage-by-school = By school
usage-by-school-note = Attendance rate of each school. Visitors of several schools do not add up; visits do.
usage-by-day = Day by day
usage-by-day-note = Each visit stands at the service and channel of its first page: here everything adds up. It is the evidence of the visits of the month.
usage-column-profile = Profile
usage-column-visitors = Visitors
usage-column-people = People
usage-column-attendance = Attendance
usage-column-activation = Activation
usage-column-visits = Visits
usage-column-each = Visits per visitor
usage-column-views = Pages seen
usage-column-one-page = One-page visits
usage-column-durations = Duration of a visit
usage-column-month = Month
usage-column-service = Service
usage-column-channel = Channel
usage-column-axis = Language or time
usage-column-school = School
usage-column-day = Day
usage-column-began = First service
usage-all-services = All services
usage-all-channels = All channels

# Words of the lists.
usage-profile-pupil = Pupils
usage-profile-guardian = Guardians
usage-profile-teacher = Teachers
usage-profile-direction = Direction
usage-profile-school-life = School life and administration
usage-profile-authority = Authority
usage-profile-partner = Partners
usage-profile-staff = Staff
usage-service-portal = Portal
usage-service-messaging = Messaging
usage-service-homework = Homework book
usage-service-marks = Marks
usage-service-absences = Absences
usage-service-agenda = Agenda
usage-service-documents = Documents
usage-service-resources = Resources
usage-service-tickets = Help desk
usage-service-training = Training
usage-service-surveys = Surveys
usage-channel-web = Computer or tablet
usage-channel-phone = Phone
usage-lang-fr = French
usage-lang-en = English
usage-lang-es = Spanish
usage-lang-ht = Haitian Creole
usage-hours-inside = During school hours
usage-hours-outside = Outside school hours
usage-period-week = By week
usage-period-month = By month

# Reference populations.
usage-populations-title = Reference populations
usage-populations-intro = How many people could come, on the first day of { $month }: what attendance is divided by.
usage-populations-believed = What is believed
usage-populations-none = No population is known for this month. Enter one, or import head counts.
usage-populations-note = What is entered for a place comes first. An entry holds for the next months of the same school year, marked “estimated”.
usage-populations-enter = Enter a population
usage-populations-paste = Paste a table
usage-populations-history = What was entered for this month
usage-populations-history-none = Nothing was entered for this month.
usage-column-place = Place
usage-column-accounts = Accounts opened
usage-column-source = Where the figure comes from
usage-month-hint = For example 2026-09
usage-people-hint = On the first day of the month; leave empty when you do not know
usage-accounts-hint = Leave empty when you do not know
usage-source-hint = For example: list of the collège in September
usage-source-counts = Head counts of the directory
usage-source-accounts = Accounts granted in Pôle
usage-source-earlier = Entered for an earlier month
usage-source-sum = Sum of the schools
usage-source-pasted = pasted table
usage-paste-label = Place, profile, people, accounts opened, source, for { $month }
usage-paste-hint = One line a population, copied from a spreadsheet or separated by semicolons. Example: { $example }
usage-withdraw = Take back
usage-withdrawn = taken back on { $when }
usage-form-month = There is no such month. Give a year and a month, for example 2026-09.
usage-form-line = Line { $line }: the place, the profile or a number is not recognised. Nothing was saved.
usage-form-line-refused = Line { $line }: { $reason } Nothing was saved.
usage-refused-nothing = Give a number of people or of accounts.
usage-refused-more-accounts = There cannot be more accounts opened than people.
usage-refused-too-large = This number is too large to be true.
usage-refused-future = This month has not begun.
usage-refused-source = Say where the figure comes from.
usage-refused-school = This school is not in the directory.
usage-refused-same = This is the figure in force already.
notice-usage-population = The population is saved.
notice-usage-population-withdrawn = The entry is taken back; it stays in the history.

# Series that others measure.
usage-series-title = Series measured elsewhere
usage-series-intro = Attendance measured by others (the ministry’s DNMA, another ENT), each with its definition. They are never added to ours.
usage-series-none = No series. Import a file: each column is named once, on screen.
usage-series-import = Import a file
usage-series-apart = This series has its own definition. It is neither added to our figures nor compared with them in one total.
usage-series-values = Values
usage-series-chart = Visits of each period, by profile, schools together
usage-series-empty = No value for this school.
usage-series-more = { $count ->
    [one] { $count } more line is in the file.
   *[other] { $count } more lines are in the file.
}
usage-all-schools = All schools
usage-all-together = All together
usage-week-of = Week of { $day }
usage-evidence = { $file }, line { $line }
usage-column-period = Period
usage-column-begins = Begins
usage-column-hours = Hours spent
usage-column-active = Active accounts
usage-column-accounts-total = Existing accounts
usage-column-evidence = File
usage-import-series = Which series does this file belong to?
usage-import-series-hint = A known series is completed; a new one needs a name and a definition.
usage-import-name = Name of the new series
usage-import-name-hint = For example: DNMA by profile
usage-import-definition = What it measures
usage-import-definition-hint = Who is counted, how, by whom
usage-import-period = Its periods
usage-import-period-hint = The DNMA counts by week

# Retention.
usage-retention-title = Retention of page views
usage-retention-intro = { $months ->
    [one] Page views are kept for { $months } month, then deleted; only the monthly counts stay.
   *[other] Page views are kept for { $months } months, then deleted; only the monthly counts stay.
}
usage-retention-what = Of a page view Pôle keeps the moment, the profile, the school, the service, the class of the device, the language and a pseudonym that changes each month. Neither the name, nor the address of the page, nor that of the computer. The secret of the pseudonym is destroyed with the first pages of the month.
usage-runs = Proofs of deletion
usage-runs-none = Nothing was deleted yet.
usage-runs-note = The hash (SHA-256) is computed over the deleted rows, in the order of their identifiers: a backup makes it possible to check it.
usage-run-held = nothing: deletion on hold
usage-column-first-day = From
usage-column-last-day = To
usage-column-deleted = Pages deleted
usage-column-digest = Hash
usage-column-rule = Rule
usage-held = Deletion is on hold.
usage-held-since = Since { $when }, by { $who }: { $reason }.
usage-hold = Put deletion on hold
usage-hold-text = At the request of an authority, nothing is deleted while the hold lasts. It is written in the audit trail.
usage-hold-reason = Reason
usage-hold-reason-hint = Without anybody’s name
usage-hold-set = Put on hold
usage-hold-lift = Resume deletion
usage-holds-past = Past holds
usage-hold-until = Lifted on { $when }.
usage-refused-reason = Say why.
usage-refused-hold = It is so already.
notice-usage-held = Deletion is on hold.
notice-usage-released = Deletion resumes.
usage-losses = Pages that were not kept
usage-losses-text = { $count ->
    [one] Beyond { $count } page a minute from one account nobody is reading any more: the pages are not kept, their number is. Last thirty days.
   *[other] Beyond { $count } pages a minute from one account nobody is reading any more: the pages are not kept, their number is. Last thirty days.
}
usage-losses-none = Every page was kept.
usage-column-flood = Too many pages of one account
usage-column-full = Queue full
