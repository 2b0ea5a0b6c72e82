# Connectivity: rooms, lines, what was seen, tests, the school calendar.

# The connection of the basin.
connectivity-title = Connection of rooms
connectivity-share = Teaching rooms with high speed (C2 and C3)
connectivity-share-short = Share with high speed
connectivity-share-none = cannot be computed
connectivity-share-of = { $count } of { $rooms } teaching rooms
connectivity-measured = Measured
connectivity-declared = Declared
connectivity-stale = Old
connectivity-unknown = Unknown
connectivity-rooms = Rooms
connectivity-search = Name or UAI code
connectivity-look-none = No room entered
connectivity-look-unknown = With unknown rooms
connectivity-look-stale = With old facts
connectivity-look-line = Line not sufficient or unknown
connectivity-export-note = Teaching rooms in use, by class. Rates in kbit/s. An empty cell means unknown, never zero.
connectivity-why-c3 = C3, very high speed: at least 30 Mbit/s down and 5 Mbit/s up in the room.
connectivity-why-c2 = C2, high speed: at least 8 Mbit/s down and 2 Mbit/s up in the room.
connectivity-why-c1 = C1, connected: an access works in the room, below C2.
connectivity-why-c0 = C0: no access works, or nothing is known.
connectivity-why-measured = A room is measured by at least 3 tests, on at least 2 school days, within 30 days. Only tests made from 07:00 to 17:00 on school days count. The figure is the median; a failed test is worth 0. With an even number of tests, it is the mean of the two in the middle, rounded down.
connectivity-why-declared = A declaration signed by the head or a technician gives C2 for less than 12 months, if the line of the school reaches 8 and 2 Mbit/s. It never prevails over a newer measure.
connectivity-why-stale = A fact is old after 12 months and no longer taken into account after 24. School days are those of the calendar:
connectivity-question-room = Room in which the probe stands
connectivity-question-room-hint = Leave empty if the probe is known already. The answer is kept for the next files.
connectivity-refused-nothing = Nothing was entered.
connectivity-refused-unchanged = Nothing changes.
connectivity-refused-name = Give each room a name.
connectivity-refused-name-taken = Another room of the school has this name over the same period.
connectivity-refused-half-days = A week has 12 half-days at most.
connectivity-refused-dates = It ends before it begins.
connectivity-refused-future = This moment has not come yet.
connectivity-refused-rate = No line reaches this rate. Check the unit: Mbit/s is expected.
connectivity-refused-test-known = This test is entered already.
connectivity-refused-visa = Say who signs the declaration.

# The rooms of a school.
rooms-title = Rooms
rooms-name = Room
rooms-kind = Kind
rooms-building = Building
rooms-half-days = Half-days of teaching a week
rooms-half-days-short = Half-days
rooms-half-days-hint = From 0 to 12. Two shifts that share a room make one room.
rooms-half-days-count = { $count ->
    [one] { $count } half-day
   *[other] { $count } half-days
}
rooms-class = Class
rooms-basis = Based on
rooms-flags = To know
rooms-rates = Rates (Mbit/s, down / up)
rooms-rates-short = Mbit/s, down / up
rooms-down = Down (kbit/s)
rooms-up = Up (kbit/s)
rooms-last-test = Last test
rooms-no-test = no test
rooms-tests-count = { $count ->
    [one] { $count } test
   *[other] { $count } tests
}
rooms-tests-not-counted = { $count } outside school time
rooms-tests-out = Tests that do not count
rooms-stale = old
rooms-not-teaching = Not for teaching
rooms-not-teaching-today = This room is not used for teaching on that day: it is in no figure.
rooms-search = Name or building
rooms-look = Show
rooms-all-kinds = All kinds
rooms-all-classes = All classes
rooms-all-looks = Everything
rooms-look-unknown = Unknown
rooms-look-stale = Old facts
rooms-look-declared = Declared
rooms-look-measured = Measured
rooms-count = { $count ->
    [one] { $count } room
   *[other] { $count } rooms
}
rooms-teaching-count = { $count ->
    [one] { $count } teaching room
   *[other] { $count } teaching rooms
}
rooms-none = No room is entered. Paste the list from a spreadsheet: thirty rooms take a few minutes.
rooms-none-add = Enter the rooms
rooms-none-match = No room matches. Widen the search.
rooms-export-note = { $name }: rooms and classes. An empty cell means unknown or without object, never zero.
rooms-tick = Choose { $name }
rooms-duplicate = Duplicate
rooms-withdraw = Withdraw
rooms-withdrawn = withdrawn
rooms-withdraw-room = Withdraw this room, entered by mistake
rooms-lasting = still so
rooms-until = until: { $day }
rooms-note = Note
rooms-yes = Yes
rooms-no = No
rooms-refused-too-many = Enter 300 rooms at most at once.
rooms-refused-none-ticked = Tick at least one room in the table.
rooms-refused-rate-text = Write a number, for instance 8.5. No thousands separator.
rooms-refused-no-rate = Give at least one rate, or say that the test failed.
rooms-refused-time = Write the time like this: 10:30.

# Enter several rooms.
rooms-add = Add rooms
rooms-add-text = One room a line: name, kind, half-days, building. You can paste the rows of a spreadsheet. Nothing is saved before you agree.
rooms-add-lines = The rooms
rooms-add-lines-hint = For instance: Room 12 ; ordinary ; 8 ; Building A. The name is enough if the rest is given below.
rooms-add-from = Since
rooms-add-from-hint = First day on which these rooms are so.
rooms-add-kind = Kind, for the lines that do not say
rooms-add-kind-hint = Also understood: science, technology, arts, language, computer, library, workshop.
rooms-add-half-days = Half-days, for the lines that do not say
rooms-add-half-days-hint = From 0 to 12 a week.
rooms-add-check = Check the lines
rooms-add-save = { $count ->
    [one] Save { $count } room
   *[other] Save { $count } rooms
}
rooms-draft-title = This is what was understood
rooms-draft-line = Line
rooms-draft-problem = What is wrong
rooms-draft-wrong = to correct
rooms-draft-good = good
rooms-draft-name = The name is missing.
rooms-draft-kind = “{ $kind }” is no known kind of room.
rooms-draft-kind-missing = The kind is missing, here and in the field below.
rooms-draft-half-days = The number of half-days goes from 0 to 12.
rooms-draft-half-days-missing = The half-days are missing, here and in the field below.
rooms-draft-taken = A room is already called { $name }.
rooms-draft-too-long = The line has more than four values.

# What was seen in the ticked rooms.
rooms-seen-title = What was seen in the ticked rooms
rooms-seen-text = Tick rooms in the table, then say what you saw there.
rooms-seen-what = What was seen
rooms-seen-choose = Choose…
rooms-seen-works = An access works
rooms-seen-nothing = No access works
rooms-seen-unsure = It could not be told
rooms-seen-declaration = Signed declaration: high speed reaches the room
rooms-seen-declared = High speed declared by { $name } ({ $role })
rooms-seen-day = Day
rooms-seen-medium = What was tried
rooms-seen-medium-hint = For an access.
rooms-seen-visa = Signed by
rooms-seen-visa-hint = For a declaration.
rooms-seen-visa-name = Name of who signs
rooms-seen-save = Save

# One room.
rooms-evidence = What the class rests on
rooms-evidence-none = Nothing is known of this room on that date.
rooms-evidence-tests = { $count } tests, marked in the table.
rooms-evidence-line = Line of the school: { $technology }
rooms-tests = Tests
rooms-tests-none = No test. Add one below, or bring a file to the imports.
rooms-test-when = When
rooms-latency = Latency (ms)
rooms-test-counts = Counts
rooms-test-in = yes
rooms-test-in-evidence = yes, retained
rooms-test-out = does not count
rooms-test-failed = failed
rooms-test-source = File { $file }, line { $line }
rooms-test-add = Add a test
rooms-test-day = Day
rooms-test-time = Time
rooms-test-time-hint = Local time, for instance 10:30.
rooms-test-down = Down (Mbit/s)
rooms-test-up = Up (Mbit/s)
rooms-test-latency = Latency (ms)
rooms-test-tool = Tool
rooms-test-tool-hint = For instance ndt7.
rooms-test-failed-question = Did the test fail?
rooms-test-failed-hint = A failure counts as a rate of 0.
rooms-statements = What was seen and declared
rooms-statements-none = Nothing was seen yet. Tick the room in the list of the school to enter something.
rooms-timeline = Class over time
rooms-timeline-none = This room was never used for teaching.
rooms-versions = What the room is
rooms-probes = Probes of this room
rooms-change = Change the room
rooms-change-text = A change holds from a day on; what the room was before stays. On the first day of what it is now, it is a correction.
rooms-change-from = From
rooms-change-from-hint = Keep this day to correct, give another for a change.
rooms-close = Close the room
rooms-close-day = Last day
rooms-close-hint = The room stays in the history.

# The line of the school.
site-title = Line of the school
site-technology = Technology
site-operator = Operator
site-from = Since
site-to = Until
site-to-hint = Leave empty if it is in service.
site-down = Rate down as sold (Mbit/s)
site-up = Rate up as sold (Mbit/s)
site-rate-hint = For instance 8.5. Leave empty if you do not know.
site-backup = backup
site-backup-question = Is it a backup line?
site-has-backup = There is a backup line.
site-has-backup-short = backup line
site-add = Add a line
site-end-today = Ends today
site-none = No line is entered.
site-no-line = unknown line
site-users = For { $count } pupils and teachers.
site-users-unknown = The number of pupils is unknown.
site-sufficiency = Sufficiency
site-sufficient = sufficient line
site-not-sufficient = line not sufficient
site-meets-target = target reached (1 Mbit/s a person)
site-sufficiency-unknown = sufficiency unknown

# The words of the lists.
room-kind-ordinary = Ordinary
room-kind-science = Science
room-kind-technology = Technology
room-kind-arts = Arts
room-kind-language = Language
room-kind-computer = Computer
room-kind-library = Library
room-kind-workshop = Workshop
room-kind-gym = Gym
room-kind-canteen = Canteen
room-kind-staff-room = Staff room
room-kind-office = Office
room-kind-store = Store
room-kind-condemned = Condemned or unused
room-class-c0 = not connected
room-class-c1 = connected
room-class-c2 = high speed
room-class-c3 = very high speed
room-basis-unknown = Nothing known
room-basis-none = Seen: nothing works
room-basis-access = Seen: an access works
room-basis-declared = Declaration
room-basis-measured = Tests
room-medium-socket = socket
room-medium-wifi = Wi-Fi
room-visa-head = head
room-visa-technician = technician
room-test-out-outside-hours = outside school hours
room-test-out-weekend = Saturday or Sunday
room-test-out-public-holiday = public holiday
room-test-out-holiday = school holidays
room-test-out-exceptional = exceptional closure
room-test-out-incomplete = a rate is missing
line-technology-fibre = Fibre
line-technology-cable = Cable
line-technology-vdsl = VDSL
line-technology-adsl = ADSL
line-technology-4g = 4G
line-technology-5g = 5G
line-technology-satellite = Satellite
line-technology-radio = Radio
line-technology-none = No line
line-technology-other = Other
closure-kind-holiday = Holidays
closure-kind-exceptional = Exceptional closure

# The school calendar.
calendar-title = School calendar
calendar-text = School days are Monday to Friday, without public holidays, school holidays and closures. A test made on another day is kept but does not count.
calendar-closures = Holidays and closures
calendar-none = Nothing is entered: every weekday that is no public holiday counts as a school day. Enter the holidays that the academy publishes.
calendar-label = Name
calendar-kind = Kind
calendar-kind-hint = An exceptional closure (hurricane, strike) also marks the figures of the period.
calendar-place = Where
calendar-first = From
calendar-last = To
calendar-last-hint = Last day without school.
calendar-school = One school only
calendar-school-hint = Leave empty for the whole island or basin.
calendar-no-school = All
calendar-add = Add
calendar-holidays = Public holidays of the school year
calendar-holidays-help = Computed by Pôle, with the day of the abolition of slavery of each island.
calendar-refused-name = Give the closure a name.
calendar-refused-too-long = A closure lasts one year at most. Check the years.
calendar-refused-school = This school is not in the directory of Pôle.
calendar-refused-known = This closure is entered already.

# What was just done.
notice-rooms-added = The rooms are saved.
notice-rooms-seen = What was seen is saved.
notice-room-changed = The room is changed.
notice-room-closed = The room is closed. It stays in the history.
notice-room-withdrawn = The room is withdrawn. It stays in the history.
notice-test-added = The test is saved.
notice-test-withdrawn = The test is withdrawn.
notice-statement-withdrawn = The statement is withdrawn.
notice-probe-withdrawn = The probe is no longer in this room.
notice-line-added = The line is saved.
notice-line-ended = The line has ended.
notice-line-withdrawn = The line is withdrawn.
notice-closure-added = The calendar is saved. The classes of the rooms are up to date.
notice-closure-withdrawn = The closure is withdrawn. The classes of the rooms are up to date.
imports-test-failed = failed

# What is wrong in a file of rooms or tests.
file-problem-room-kind-unknown = There is no such kind of room. Say for instance ordinary, science, technology, arts, language, computer, library or workshop.
file-problem-half-days-too-many = A week has fewer half-days. Give a number from 0 to 12.
file-problem-duplicate-room = This room is twice in the file: the first line is kept. Remove the other.
file-problem-room-unknown = No room has this name, or nobody said where the probe stands. Enter the room first, or say which room it is before importing.
file-problem-time-invalid = This time is not recognised. Write it like this: 10:30.
file-problem-yes-no-invalid = Write “oui” or “non”.
file-problem-rate-absurd = No line reaches this rate. Check the unit: Mbit/s is expected.
file-problem-no-rate = A “dash” result tells whether a video would play, but gives no rate. Bring results of ndt7, ndt5 or ookla.
file-problem-probe-unknown = This result comes from a probe that Pôle does not know. Bring results of ndt7, ndt5 or ookla.
file-problem-json-invalid = This piece cannot be read. Take the file from the probe again.
file-problem-test-not-counted = Test made outside school time, or without one of its rates: it is kept and shown, but does not count.
