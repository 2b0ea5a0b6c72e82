# The plan.
endowment-plan-title = Equipment plan
endowment-plan-intro = Who is selected, what is due to each school every year, and who pays.
endowment-computed-with = Computed with the parameters:
endowment-compare-link = Compare with another reading
endowment-kept-link = Kept endowments
endowment-synthesis-link = Summary to print (PDF)
endowment-synthesis-title = Summary of the equipment plan
endowment-synthesis-subtitle = As of { $day } · { $set }
endowment-synthesis-source = Source: Pôle, with what was known on { $moment }
endowment-figure-total = Total amount of the plan
endowment-figure-schools = Selected schools
endowment-total = Total
endowment-totals = Amounts by year and funder
endowment-totals-note = An unknown amount is not counted: when a line is incomplete, the total is a minimum. The Devices column leaves out those inside cases.
endowment-headings = Amounts by heading
endowment-lines = Endowment by school
endowment-plan-none = No school is selected yet. Open a wave and enter schools: their amounts will appear here.
endowment-chart-title = Amounts by year, State and authority
endowment-chart-description = One bar per year. Each bar stacks the State’s share, the authority’s and, when there are any, that of the other funders. Hatched bars rest on estimated head counts. The table below gives the same values.
endowment-chart-unit = euros
endowment-why-totals = Each amount is the sum of what is due that year to the selected schools. Open a school to see the rule and the numbers behind each figure.
endowment-incomplete = To complete
endowment-incomplete-text = These amounts stay unknown while something is missing. Enter it on the school’s head counts page.
endowment-unattached = { $count ->
    [one] { $count } école without a collège
   *[other] { $count } écoles without a collège
}
endowment-unattached-text = An école enters the plan only with its collège. Say which one it belongs to on the école’s page.

# Waves and decisions.
endowment-waves = Waves
endowment-waves-none = No wave yet. A wave gathers the schools that answer the call together. Add the first one below.
endowment-wave-add = Add a wave
endowment-wave-label = Name of the wave
endowment-wave-label-hint = For example: Wave 2, 2027
endowment-wave-first-year = First endowment year: { $year }
endowment-wave-empty = No school entered
endowment-wave-none = No school in this wave. Tick those that answered, then save the decision.
endowment-first-year = First endowment year
endowment-first-year-hint = The school year in which the school receives its first devices.
endowment-note = Note
endowment-entries = Schools and decisions
endowment-entries-none = No decision recorded. Open a wave to enter schools.
endowment-status-selected = selected
endowment-status-reserve = reserve list
endowment-status-not-selected = not selected
endowment-status-withdrawn = withdrawn
endowment-count-selected = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
endowment-count-reserve = { $count ->
    [one] { $count } on the reserve list
   *[other] { $count } on the reserve list
}
endowment-count-not-selected = { $count ->
    [one] { $count } not selected
   *[other] { $count } not selected
}
endowment-count-withdrawn = { $count ->
    [one] { $count } withdrawn
   *[other] { $count } withdrawn
}
endowment-bulk = Enter schools
endowment-bulk-text = Tick one or several schools: the same decision is recorded for all of them, or for none. A collège and its écoles may be ticked together.
endowment-bulk-schools = Schools
endowment-bulk-none = Every eligible school is already in this wave.
endowment-bulk-save = Save the decision
endowment-ineligible = { $count ->
    [one] { $count } school cannot be selected
   *[other] { $count } schools cannot be selected
}
endowment-ineligible-why = The national call is for collèges and écoles that are open, public or private under contract. A lycée is never eligible.
endowment-reason-hint = Required, unless the school is selected.
endowment-decision = Decision
endowment-history = Every decision
endowment-history-line = from { $year } on, decided on { $day }, recorded by { $who }
endowment-to-school = See the school’s endowment
endowment-to-entry = See the decision
endowment-to-plan = Open the plan
endowment-cancel = Cancel
endowment-why-entry = An école is selected only with its collège, in the same year or after it. While écoles depend on a collège, it cannot leave the plan. Each change keeps the previous state.
endowment-conflict = Somebody changed this decision before you
endowment-conflict-text = { $who } saved it on { $when } while you were editing it. Nothing you typed is lost: compare, correct if needed, then save.
endowment-conflict-field = Field
endowment-conflict-stored = Saved now
endowment-conflict-typed = What you typed
endowment-conflict-save = Replace with what I typed

# Scenarios.
endowment-compare-title = Compare two readings
endowment-compare-intro = The sheet’s sentence can be read in several ways. Compare what another reading gives with the one in force. A comparison never changes the plan.
endowment-compare-other = Compare with
endowment-compare-choose = Choose a parameter set
endowment-compare-button = Compare
endowment-compare-copy = Copy this set to change another reading
endowment-compare-empty = Choose a parameter set: both plans will be shown side by side, with the difference by school, year and funder.
endowment-side-in-force = In force
endowment-side-other = Other reading
endowment-side-kept = Kept
endowment-side-today = Today
endowment-compared-parameters = Parameters that differ
endowment-compared-same-parameters = The parameters are the same.
endowment-compared-years = Difference by year and funder
endowment-compared-differences = Difference by school
endowment-compared-no-difference = No difference: the amounts are the same.
endowment-compared-sides = Both plans side by side
endowment-why-comparison = A difference comes from another parameter, a decision or a head count: when an observation replaces an estimate, the new value counts in every later computation.
endowment-why-parameters = other parameters
endowment-why-entered = entered the plan
endowment-why-left = left the plan
endowment-why-first-year = other first year
endowment-why-earlier-years = head counts of an earlier year changed
endowment-why-observed = { $what }: { $after } observed instead of { $before } estimated
endowment-why-changed = { $what }: { $after } instead of { $before }

# Kept endowments.
endowment-kept-title = Kept endowments
endowment-kept-intro = To keep the endowment is to save today’s plan as it is: amounts, head counts and parameters. Later computations never change it; the difference is shown.
endowment-kept-none = No endowment kept. Keep one when the steering committee has decided.
endowment-kept-label = Name
endowment-keep = Keep the endowment
endowment-keep-hint = For example: Steering committee of November 2026
endowment-kept-as-of = As of
endowment-kept-known-at = As known on
endowment-kept-detail = As of { $day }, as known on { $moment }. Parameters:
endowment-kept-compared = This is what today’s plan gives differently.

# The four figures: due, ordered, delivered, in use.
endowment-four = Due, ordered, delivered, in use
endowment-four-detail = Due, ordered, delivered, in use, by school
endowment-four-none = Nothing is due and nothing was declared. Orders and deliveries are entered on the Endowment page of a school, or imported from a table.
endowment-four-note = Four separate figures: what the plan owes, what is ordered, what is delivered, and the last stock declared in use. “Unknown” means nobody has declared it yet, not zero.
endowment-item-pupil-device = Pupil device
endowment-item-teacher-device = Teacher device
endowment-item-spare-device = Spare device
endowment-item-case = Case
endowment-step-ordered = Ordered
endowment-step-delivered = Delivered
endowment-step-in-use = In use
endowment-supplies = Orders, deliveries and devices in use
endowment-supplies-none = Nothing was declared for this school. Enter an order, a delivery or the number of devices in use.
endowment-supply-enter = Declare an order, a delivery or a stock
endowment-supply-text = Each line adds to the previous ones, except “In use”: it is the total number in use that day, and the newest replaces the others.
endowment-supply-save = Save the line
endowment-supply-year = Endowment year
endowment-supply-year-hint = The school year that pays.
endowment-step-hint = What happened that day.
endowment-price-hint = Price of one, tax included, in euros. Leave empty if you do not know it.
endowment-reference-hint = Number of the order or delivery note, if there is one.
endowment-supply-withdraw = Take back
endowment-supply-withdrawn = taken back on { $moment }
endowment-supply-replaced = replaced by an import on { $moment }
endowment-supply-file = { $file }, line { $line }

# The endowment of a school.
endowment-school-title = Endowment year by year
endowment-school-status = { $wave }: { $status }, from { $year } on
endowment-school-none = No endowment is due
endowment-school-none-text = This school is selected in no wave on this date. Its endowment will be computed as soon as it is.
endowment-sheet-link = Endowment sheet (PDF)
endowment-sheet-title = Endowment sheet – { $school }
endowment-figure-rights = Pupils entitled to a device
endowment-figure-net = Devices to buy for pupils
endowment-figure-teachers = Devices to buy for teachers
endowment-figure-spare = Spare devices
endowment-figure-order = Devices to order
endowment-figure-cost = Cost of the order
endowment-figure-cases = Cases to buy
endowment-figure-case-cost = Cost of the cases
endowment-figure-lump = Lump sum for the école’s resources
endowment-figure-resources = Digital resources
endowment-figure-coverage = Equipped pupils
endowment-shares = Who pays what
endowment-shares-none = Nothing to pay.
endowment-roster = Head counts used
endowment-roster-none = This computation needs no head count, or none is known. Add some on the Head counts tab.
endowment-replaced = When the observation replaces the estimate
endowment-replaced-text = These head counts were estimated before they were observed. The observation now counts in every computation.
endowment-replaced-line = { $level }, { $year }: { $observed } pupils observed, { $projected } estimated before (difference { $difference })
endowment-origin-file = { $source }, file { $file }, line { $line }
endowment-origin-cohort = estimated from the pupils of { $level } in { $year }
endowment-origin-carried = estimated from the head count of { $year }
endowment-origin-sum = sum of the levels

# The columns of tables.
endowment-column-school = School
endowment-column-uai = UAI code
endowment-column-kind = Type
endowment-column-wave = Wave
endowment-column-status = Decision
endowment-column-first-year = From
endowment-column-decided = Decided on
endowment-column-reason = Reason
endowment-column-year = Year
endowment-column-order = Devices
endowment-column-cases = Cases
endowment-column-heading = Heading
endowment-column-quantity = Quantity
endowment-column-unit = Unit price
endowment-column-item = Item
endowment-column-step = Step
endowment-column-day = Date
endowment-column-reference = Reference
endowment-column-entitled = Due
endowment-column-ordered = Ordered
endowment-column-delivered = Delivered
endowment-column-in-use = In use
endowment-column-in-use-on = Stock on
endowment-column-funder = Funder
endowment-column-change = Difference
endowment-column-why = Why
endowment-column-parameter = Parameter
endowment-column-value = Value
endowment-column-default = Sheet’s reading
endowment-column-source = Where the default comes from
endowment-column-set = Parameter set
endowment-column-code = Code
endowment-column-version = Version
endowment-column-valid-from = To be used from
endowment-column-differs = What changes
endowment-column-since = Since
endowment-column-who = By
endowment-column-figure = Figure
endowment-column-category = Head count
endowment-column-count = Number
endowment-column-origin = Source
endowment-column-side = { $what } ({ $side })

# Who pays, and what for.
endowment-funder-state = State
endowment-funder-authority = Authority
endowment-funder-others = Other funders
endowment-heading-pupil-devices = Pupil devices
endowment-heading-teacher-devices = Teacher devices
endowment-heading-spare-devices = Spare devices
endowment-heading-cases = Cases of the écoles
endowment-heading-resources = Digital resources
endowment-heading-school-lump = Lump sum of the écoles

# The quality of a figure.
endowment-flag-estime = estimated
endowment-flag-exceptionnel = exceptional
endowment-flag-rectifie = rectified
endowment-flag-incomplet = incomplete
endowment-flag-incomplete-lines = { $count ->
    [one] { $count } incomplete line
   *[other] { $count } incomplete lines
}
endowment-flag-cap = State’s cap reached
endowment-flagged-estime = some head counts are estimated, not observed
endowment-flagged-exceptionnel = an exceptional observation is used
endowment-flagged-rectifie = a head count was corrected after a decision

# What the computation needs.
endowment-input-6e = pupils of 6e
endowment-input-5e = pupils of 5e
endowment-input-4e = pupils of 4e
endowment-input-3e = pupils of 3e
endowment-input-total = total of pupils
endowment-input-teachers = number of teachers
endowment-input-teachers-5e = teachers of 5e
endowment-input-teachers-5e-new = teachers of 5e without a plan device
endowment-input-teachers-6e-new = teachers of 6e without a plan device
endowment-input-repeaters = pupils who already hold a plan device
endowment-input-returns = returned devices that can be used again
endowment-input-earlier-years = what was bought in earlier years

# Why a figure is what it is.
endowment-reason-not-selected = The school is not selected.
endowment-reason-no-window = The school begins in { $first }, after the last year of the plan: no year gives a right.
endowment-reason-outside-window = The year is outside the endowment period, from { $first } to { $last }.
endowment-reason-last-year = This is the last year of the endowment period.
endowment-reason-levels-entitled = Levels entitled to a device: { $levels }.
endowment-reason-repeaters-deducted = { $count ->
    [one] { $count } pupil already holds a plan device: no second right.
   *[other] { $count } pupils already hold a plan device: no second right.
}
endowment-reason-already-bought = { $count ->
    [one] { $count } device bought in earlier years stays in these levels.
   *[other] { $count } devices bought in earlier years stay in these levels.
}
endowment-reason-returns-serve-first = { $count ->
    [one] { $count } returned device serves before any order.
   *[other] { $count } returned devices serve before any order.
}
endowment-reason-returns-already-counted = { $count ->
    [one] { $count } returned device is among those already bought: it is not deducted twice.
   *[other] { $count } returned devices are among those already bought: they are not deducted twice.
}
endowment-reason-teacher-once = A teacher of 5e receives a device once: only those without one count.
endowment-reason-teacher-yearly = A teacher of 5e receives a device every year.
endowment-reason-teachers-of-sixth-added = { $count ->
    [one] { $count } teacher of 6e is added in the last year.
   *[other] { $count } teachers of 6e are added in the last year.
}
endowment-reason-spare-added = { $count ->
    [one] { $count } spare device, paid without the State.
   *[other] { $count } spare devices, paid without the State.
}
endowment-reason-cap-reached = { $heading }: the State’s cap is reached, the authority pays the rest.
endowment-reason-resources-for = { $count ->
    [one] Resources counted for { $count } person ({ $base }).
   *[other] Resources counted for { $count } people ({ $base }).
}
endowment-reason-state-resources-for = { $count ->
    [one] The State pays for { $count } person ({ $base }).
   *[other] The State pays for { $count } people ({ $base }).
}
endowment-reason-lycee-out-of-scope = A lycée receives nothing under this reading.
endowment-reason-lycee-paid-locally = The authority alone pays the resources of a lycée.
endowment-reason-cases-due = { $count ->
    [one] { $count } case is due this year.
   *[other] { $count } cases are due this year.
}
endowment-reason-cases-served-first-year = Every case was due in the first year.
endowment-reason-cases-not-served = { $count ->
    [one] The period ends before { $count } case could be given.
   *[other] The period ends before { $count } cases could be given.
}
endowment-reason-lump-once = The lump sum is due in the first year only.
endowment-reason-lump-without-state = The State pays the lump sum in the first years only: the authority pays this one.
endowment-reason-holders-above-pupils = { $holders } devices for { $pupils } pupils: some returned devices were probably not declared.
endowment-reason-total-differs = The sum of the levels ({ $levels }) differs from the total given ({ $total }): the sum is used.
endowment-reason-unknown-input = Missing: { $input }. What depends on it stays unknown.
endowment-reason-year-missing = The head counts of { $year } are unknown, and so is what was bought then.
endowment-reason-undeclared-as-zero = Not declared, so counted as 0: { $input }.
endowment-reason-flagged = Note: { $flag }.
endowment-base-all = every pupil and teacher
endowment-base-equipped = only those who hold a plan device
endowment-why-heads = { $level }: { $count } pupils ({ $origin }).
endowment-why-net = { $rights } rights − { $returns } returned devices = { $net }.
endowment-why-spare = { $rate } of { $base } devices, rounded up = { $spare }.
endowment-why-order = { $net } for pupils + { $teachers } for teachers + { $spare } spare = { $order }.
endowment-why-product = { $quantity } × { $unit } = { $amount }.
endowment-why-case-price = One case: { $size } devices × { $unit } + { $extra } = { $price }.
endowment-why-share = { $heading }: { $amount }.
endowment-why-share-capped = { $heading }: { $amount } (cap reached).
endowment-why-authority = The authority pays what nobody else pays.
endowment-why-coverage = { $holders } plan devices for { $pupils } pupils; { $residual } pupils without a device.

# Parameter sets.
endowment-parameters-title = Parameters
endowment-parameters-intro = The rules and prices of the computation. A set is never edited: one copies it, changes a reading, and the copy becomes a new version.
endowment-in-force = In force
endowment-in-force-since = Since { $moment }, chosen by { $who }. Reason: { $reason }
endowment-sets = Every set
endowment-sets-none = No set recorded: the sheet’s reading applies.
endowment-choices = Successive choices
endowment-choice-first = Reading of the project sheet
endowment-set-title = { $name }, version { $version }
endowment-set-made = To be used from { $day }. Recorded on { $moment } by { $who }.
endowment-set-brought = Pôle (built-in set)
endowment-set-based-on = Copied from
endowment-set-copy = Copy and change a reading
endowment-set-compare = Compare with the set in force
endowment-readings = Readings and prices
endowment-toml = File for the calculator (TOML)
endowment-other-readings = Other possible readings:
endowment-changed = changed
endowment-choose = Put this set in force
endowment-choose-text = The plan will be computed with this set from now on. Endowments already kept keep their own parameters.
endowment-choose-hint = For example: decision of the steering committee of 12 November 2026
endowment-copy-intro = Change what needs changing, then save. The plan does not change: compare first, and put the set in force once it is decided.
endowment-copy-name-hint = A name that says what changes.
endowment-copy-code-hint = The same code makes the next version; another code makes a new set.
endowment-copy-note-hint = What changes, and why.
endowment-copy-save = Save the copy
endowment-parameter-line = { $name }: { $value }
endowment-hint-count = From { $least } to { $most }.
endowment-hint-money = In euros, tax included.
endowment-hint-money-or-none = In euros, tax included. Leave empty to compute the price.
endowment-hint-percent = In per cent, from 0 to { $most }.
endowment-hint-year = For example 2028. Leave empty when there is none.
endowment-value-none = no value
endowment-source-f = Project sheet
endowment-source-s = Public source
endowment-source-c = Choice of the project
endowment-funding-legend = Funder { $number }
endowment-funding-funder = Name of the funder
endowment-funding-share = Share (%)
endowment-funding-share-hint = Share of what the State leaves to the authority.
endowment-funding-cap = Cap (€)
endowment-funding-cap-hint = By school and year. Leave empty when there is none.
endowment-funding-line = { $funder }: { $share }% of “{ $heading }”
endowment-funding-line-capped = { $funder }: { $share }% of “{ $heading }”, at most { $cap }
endowment-param-holding = When the pupil moves up
endowment-param-why-holding = National rule: the pupil keeps the device, so that the whole collège is equipped after three years.
endowment-param-window = End of the endowment
endowment-param-why-window = The sheet says “for 3 years”: three years are counted for each school.
endowment-param-years = Length of the endowment (school years)
endowment-param-why-years = “Every year for 3 years.”
endowment-param-plan-last-year = Last year of the plan
endowment-param-why-plan-last-year = Used only when the endowment ends for everybody at once.
endowment-param-last-commitment-year = Last year in which money may be committed
endowment-param-why-last-commitment-year = Cuts every endowment period; without a value, nothing is cut.
endowment-param-last-year-levels = Levels equipped in the last year
endowment-param-why-last-year-levels = “Pupils of 6e and 5e in the last year”: every level is then equipped.
endowment-param-teacher-right = A teacher’s device
endowment-param-why-teacher-right = “Every year” speaks of the pupils; the teacher keeps the device.
endowment-param-teacher-levels = Equipped teachers
endowment-param-why-teacher-levels = “1 tablet for a teacher of 5e.”
endowment-param-device-price-cents = Price of a device
endowment-param-why-device-price-cents = About €490 in the 2019 purchase in Saint-Martin.
endowment-param-spare-rate-percent = Spare devices
endowment-param-why-spare-rate-percent = Share of the devices ordered, rounded up; paid without the State.
endowment-param-case-count = Cases per école
endowment-param-why-case-count = “3 cases of tablets.”
endowment-param-case-cap = Most cases per école
endowment-param-why-case-cap = The State pays for three at most.
endowment-param-case-size = Devices in a case
endowment-param-why-case-size = “About fifteen”, said the press in 2019.
endowment-param-case-extra-cents = Price of a case without its devices
endowment-param-why-case-extra-cents = The suitcase, its charger and its Wi-Fi access point.
endowment-param-case-price-cents = Price of a complete case
endowment-param-why-case-price-cents = Fill in only when the price is known directly.
endowment-param-case-schedule = Arrival of the cases
endowment-param-why-case-schedule = A “progressive endowment” also allows one case a year.
endowment-param-resource-cents-per-person = Resources per person and year
endowment-param-why-resource-cents-per-person = “€30 per pupil and per teacher.”
endowment-param-resource-base = People counted for resources
endowment-param-why-resource-base = The sheet says “per pupil and per teacher”: everyone counts.
endowment-param-resource-scope = Schools that receive resources
endowment-param-why-resource-scope = Lycées could not be selected by the national call.
endowment-param-school-lump-cents = Lump sum of an école
endowment-param-why-school-lump-cents = “€500 per école.”
endowment-param-school-lump = How often the lump sum comes
endowment-param-why-school-lump = The sheet says yearly; the State paid it once.
endowment-param-state-pupil-share-percent = State’s share of a pupil device
endowment-param-why-state-pupil-share-percent = The State pays half.
endowment-param-state-pupil-cap-cents = State’s cap per pupil device
endowment-param-why-state-pupil-cap-cents = €190 at most, half of €380.
endowment-param-state-teacher-share-percent = State’s share of a teacher device
endowment-param-why-state-teacher-share-percent = The State pays everything, up to the cap.
endowment-param-state-teacher-cap-cents = State’s cap per teacher device
endowment-param-why-state-teacher-cap-cents = €380 at most.
endowment-param-state-case-share-percent = State’s share of a case
endowment-param-why-state-case-share-percent = The State pays half.
endowment-param-state-case-cap-cents = State’s cap per case
endowment-param-why-state-case-cap-cents = €4,000 at most.
endowment-param-state-resource-base = People the State pays resources for
endowment-param-why-state-resource-base = The State paid for the equipped pupils and teachers.
endowment-param-state-resource-cents-per-person = Resources paid by the State, per person
endowment-param-why-state-resource-cents-per-person = Never more than the amount of the resources.
endowment-param-state-school-lump-years = Years in which the State pays the lump sum
endowment-param-why-state-school-lump-years = The State paid it once per école.
endowment-param-state-school-lump-cents = State’s cap per lump sum
endowment-param-why-state-school-lump-cents = €500 at most.
endowment-param-survival-rate-percent = Pupils found again a year later
endowment-param-why-survival-rate-percent = Used to estimate coming head counts: at 100%, every pupil moves up.
endowment-param-funding = Other funders
endowment-param-why-funding = Another funder pays a share of what the State leaves to the authority, in the order of the list.
endowment-value-holding-follows-pupil = The pupil keeps the device
endowment-value-holding-stays-in-level = The device stays in the level
endowment-value-window-per-school = After the planned length, for each school
endowment-value-window-plan = With the last year of the plan, for everybody
endowment-value-last-year-levels-6e-5e = 6e and 5e
endowment-value-last-year-levels-5e = 5e only
endowment-value-teacher-right-once = Once
endowment-value-teacher-right-yearly = Every year
endowment-value-teacher-levels-5e = Those of 5e
endowment-value-teacher-levels-5e-and-6e-last-year = Those of 5e, and those of 6e in the last year
endowment-value-case-schedule-at-once = All in the first year
endowment-value-case-schedule-one-per-year = One a year
endowment-value-resource-base-all = Every pupil and teacher
endowment-value-resource-base-equipped = Those who hold a plan device
endowment-value-resource-scope-selected-colleges = The selected collèges
endowment-value-resource-scope-every-selected-eple = Every selected collège and lycée
endowment-value-school-lump-annual = Every year
endowment-value-school-lump-once = In the first year only
endowment-value-state-resource-base-all = Every pupil and teacher
endowment-value-state-resource-base-equipped = Those who hold a plan device
endowment-set-name-sheet-default = Project sheet (default reading)
endowment-set-note-sheet-default = The sheet’s sentence, with the amounts of the call “Collèges numériques”.
endowment-set-name-stays-in-level = Devices stay in the level
endowment-set-note-stays-in-level = Only the devices missing in the level are bought; pupils do not keep them.
endowment-set-name-plan-window = The plan ends for everybody
endowment-set-note-plan-window = The endowment ends for everybody in the last year of the plan: a school of the last wave has one year only.
endowment-set-name-last-year-5e = Last year: 5e only
endowment-set-note-last-year-5e = The last year equips 5e only, like the other years.
endowment-set-name-teachers-yearly = Teachers equipped every year
endowment-set-note-teachers-yearly = Each teacher of 5e receives a device every year.
endowment-set-name-teachers-6e-last-year = Teachers of 6e in the last year
endowment-set-note-teachers-6e-last-year = Teachers of 6e without a device are equipped in the last year, like their pupils.
endowment-set-name-cases-one-per-year = One case a year
endowment-set-note-cases-one-per-year = Écoles receive one case a year instead of three in the first year.
endowment-set-name-resources-equipped = Resources for equipped people
endowment-set-note-resources-equipped = The €30 are counted only for those who hold a plan device.
endowment-set-name-resources-every-eple = Resources for lycées too
endowment-set-note-resources-every-eple = Every selected lycée receives resources, paid by the authority alone.
endowment-set-name-lump-once = Lump sum of the écoles once
endowment-set-note-lump-once = The €500 are due in the first year only, as the State paid them.

# What is not possible, and how to mend it.
endowment-refused-label = Give a name.
endowment-refused-wave-taken = A wave already has this name. Choose another.
endowment-refused-nothing-chosen = Tick at least one school.
endowment-refused-unknown-school = This school is not in the directory of the two islands.
endowment-refused-lycee = { $school } is a lycée: the national call cannot select it. It may be part of the pôle with the authority’s money alone.
endowment-refused-not-eligible = { $school } cannot be selected: only collèges and écoles that are open, public or under contract can.
endowment-refused-not-attached = { $ecole } belongs to no collège in { $year }. Say which one on the école’s page.
endowment-refused-college-not-selected = { $ecole } can be selected only with its collège, { $college }, which is not. Tick both together, or select the collège first.
endowment-refused-college-later = { $ecole } would begin before its collège, { $college }, selected from { $year } on. Choose that year or a later one.
endowment-refused-college-needed = { $college } cannot leave the plan or begin later: these écoles are selected with it: { $ecoles }. Change their decision first.
endowment-refused-decided-future = The date of the decision is in the future. Give a past day, or today.
endowment-refused-reason = Give the reason.
endowment-refused-already-in-wave = { $school } was just entered in this wave by somebody else. Untick it, or open its decision.
endowment-refused-code = A code has 2 to 40 simple letters, digits or underscores.
endowment-refused-unchanged = Nothing changed from the copied set: change a reading or a price.
endowment-refused-in-force = This set is already in force.
endowment-refused-supply-twice = This line is already recorded. Change the reference if it is another one.
endowment-refused-supply-future = This date is in the future. Give a past day, or today.
endowment-refused-quantity = This number is too large: 100,000 at most.
endowment-refused-count = Give a whole number, within the limits shown.
endowment-refused-euros = Give an amount in euros, for example 490 or 490.50.
endowment-refused-percent = Give a percentage, for example 5 or 2.5.
endowment-refused-year = Give a school year, for example 2028 or 2028-2029.
endowment-refused-value = This value is not accepted.
endowment-refused-parameters = These parameters are not accepted: { $detail }
endowment-refused-roster = The endowment of { $uai } cannot be computed in { $year }: a head count is too large. Correct it on the head counts page.
endowment-refused-stale = Somebody changed this decision meanwhile. Read it again, then retry.

# Confirmations.
notice-endowment-wave-added = The wave is added. Enter schools in it.
notice-endowment-decided = The decision is saved.
notice-endowment-kept = The endowment is kept: it will not change any more.
notice-endowment-supply-entered = The line is saved.
notice-endowment-supply-withdrawn = The line is taken back. It stays visible in the list.
notice-endowment-set-added = The copy is saved. The plan has not changed.
notice-endowment-chosen = The set is in force.
endowment-refused-by-call = This wave takes the decisions of a call for projects: they are made by its commission.
endowment-wave-call = This wave takes the decisions of “{ $call }”, { $wave }: nothing is entered by hand here.
endowment-wave-call-link = Open the commission
