# Scenarios: budgets, guarantees, and the plans searched for them.
strategy-home-title = Scenarios
strategy-home-intro = Which schools should enter in which wave, with these budgets? A scenario puts the question; the search proposes a plan and says why. A person decides.
strategy-home-empty = No scenario yet.
strategy-home-first = Begin with one: give the first year, the number of waves, then what each funder can pay each year. Look at needs and weights too: they order the schools.
strategy-new = New scenario
strategy-new-intro = All of this can be changed later. Every save is kept.
strategy-compare-link = Compare two searches
strategy-decisions-link = Decisions of the committee
strategy-archived = { $count ->
    [one] { $count } archived scenario
   *[other] { $count } archived scenarios
}
strategy-card-what = Waves: { $waves }, from { $year }
strategy-card-saved = Revision { $revision }, { $when }, { $who }
strategy-card-never = Never searched
strategy-card-result = { $count ->
    [one] { $count } school chosen, local cost { $cost }
   *[other] { $count } schools chosen, local cost { $cost }
}
strategy-card-result-own = { $count ->
    [one] { $count } school chosen on your island
   *[other] { $count } schools chosen on your island
}
strategy-console = the console
strategy-funder-state = State
strategy-funder-authority = Authority
strategy-funder-authority-of = Authority of { $territory }
strategy-wave-of = Wave { $wave } ({ $year })
strategy-scenario = Scenario
strategy-change = Change
strategy-saved = The scenario is saved.
strategy-created = The scenario is made. Now give the budgets.
strategy-restored = The revision is taken back: it is now the newest one, and nothing is lost.
strategy-put-away = The scenario is archived.
strategy-taken-back = The scenario is taken back.
strategy-put-away-button = Archive
strategy-take-back = Take it back
strategy-is-archived = This scenario is archived: it can be read, not changed.
strategy-copy = Copy this scenario
strategy-copy-none = Nothing: begin from scratch
strategy-copy-of = { $name } (copy)
strategy-partial = You see the schools of your island and the money of your authority. The totals of others are not shown.
strategy-search = Search the best plan
strategy-search-again = Search again
strategy-search-anyway = Search anyway
strategy-not-searched = The search did not begin: mend first what keeps it from beginning.
strategy-obstacles = What keeps the search from beginning
strategy-waves = Waves
strategy-waves-count = { $count ->
    [one] { $count } wave
   *[other] { $count } waves
}
strategy-span = { $waves ->
    [one] { $waves } wave, in { $first }
   *[other] { $waves } waves, from { $first } to { $last }
}
strategy-set = Parameters of the endowment
strategy-set-title = { $name }, version { $version }
strategy-set-in-force = Those in force ({ $name }, version { $version })
strategy-rules = Rules of the choice
strategy-guarantees = Guarantees
strategy-says-keep = Schools already selected stay selected; their cost is paid first.
strategy-says-anew = Everything is chosen anew, even the schools already selected.
strategy-says-island = At least one school of each island in each wave.
strategy-says-at-least = { $count ->
    [one] At least { $count } primary school.
   *[other] At least { $count } primary schools.
}
strategy-says-at-most = { $count ->
    [one] At most { $count } primary school.
   *[other] At most { $count } primary schools.
}
strategy-says-technicians = Devices in service are limited by the number of technicians.
strategy-kept = { $count ->
    [one] { $count } school already selected is not chosen again.
   *[other] { $count } schools already selected are not chosen again.
}
strategy-committed-unknown = { $count ->
    [one] An amount of { $count } of them is unknown: what is committed is a lower bound
   *[other] Amounts of { $count } of them are unknown: what is committed is a lower bound
}
strategy-runs = Searches
strategy-history = History of revisions
strategy-restore = Take back
strategy-changed-budgets = budgets
strategy-changed-caps = caps and technicians
strategy-changed-schools = schools
strategy-changed-works = network works
strategy-changed-guarantees = guarantees
strategy-changed-general = general settings
strategy-changed-first = creation
strategy-column-asked = Asked on
strategy-column-state = State
strategy-column-revision = Revision
strategy-column-when = Saved on
strategy-column-who = By
strategy-column-changed = What changes
strategy-column-total = Total
strategy-column-funder = Funder
strategy-column-heading = Heading
strategy-column-paste = Paste a row
strategy-column-school = School
strategy-column-says = Instruction
strategy-column-reason = Reason
strategy-column-works = Works
strategy-column-ready = Ready from
strategy-column-cost = Cost
strategy-column-payers = Paid by
strategy-column-done = Carried out
strategy-column-pinned = Imposed wave
strategy-column-excluded = Excluded
strategy-column-closes = Closes
strategy-column-mode = What comes first
strategy-column-schools = Schools
strategy-column-pupils = Pupils
strategy-column-benefit = Benefit
strategy-column-local = Local cost
strategy-column-proven = Proof
strategy-column-island = Island
strategy-column-need = Need
strategy-column-priority = Priority
strategy-column-why = What keeps it out
strategy-column-increase = What would let it in
strategy-column-part = Part
strategy-column-bound = Bound
strategy-budgets = Budgets by year
strategy-budgets-none = No budget: without money no school can enter. Give what each funder can pay each year.
strategy-budgets-how = In euros, by school year. Spaces and a decimal comma are accepted. A row copied from a spreadsheet can be pasted in the last column: it then replaces the row. An empty year is zero. A school also costs in the years after its entry.
strategy-cell-committed = committed: { $amount }
strategy-other-funder = Another funder
strategy-other-name = Give this funder a name that is not in the table yet.
strategy-amount = Write an amount in euros, for example 80 000 or 1234.50.
strategy-paste-amount = One of the pasted values is not an amount in euros.
strategy-paste-too-long = { $count ->
    [one] The pasted row has more than { $count } year.
   *[other] The pasted row has more than { $count } years.
}
strategy-caps = Caps by heading and technicians
strategy-caps-how = Optional. A cap counts the money of all funders. A heading left empty has no cap; once a year is filled in, the empty years are zero.
strategy-technicians = Technicians (full-time equivalents)
strategy-technicians-how = 450 devices each; empty: no limit
strategy-row-committed = { $funder }: committed already
strategy-row-cap = Cap: { $heading }
strategy-chart-title = Budget of each year: { $funder }
strategy-chart-description = One line over the school years: the budget and, when there is some, what is committed already. The table above gives the same values.
strategy-chart-budget = Budget
strategy-chart-committed = Committed already
strategy-chart-spent = Committed and plan
strategy-bars-title = Spending and budget: { $funder }
strategy-bars-description = Two bars for each school year: the budget, then what is committed already and what the plan adds. The table above gives the same values.
strategy-choices = Instructions by school
strategy-choices-none = No instruction: each school may enter from the first wave on.
strategy-choices-how = An imposed school enters in that wave, whatever it costs the others; an excluded one stays out. Both need a reason, published with the result.
strategy-choice-pinned = imposed: { $wave }
strategy-choice-excluded = excluded
strategy-choice-ready = ready from: { $wave }
strategy-choice-never-ready = Not by the last wave
strategy-choice-closes = open until { $year }
strategy-ready-first = From the first wave
strategy-pinned-no = None
strategy-closes-no = Stays open
strategy-closes-after = After { $year }
strategy-closes-known = By the directory, closed in { $year }
strategy-school-scores = Need { $need }, priority { $priority }
strategy-works = Network works
strategy-works-none = No works. Works make a school ready earlier, or cost in any case.
strategy-works-how = Works make a school ready in an earlier wave than its instruction; the search does them when they are worth it, or always when they are imposed. For two funders, fill in two boxes with the same name and school.
strategy-works-new = New works
strategy-works-choose = Choose a school
strategy-works-wave = Make it ready from
strategy-works-payer = Funder
strategy-works-cost = Cost in { $year }
strategy-works-impose = To be done in any case
strategy-works-imposed = imposed
strategy-works-free = if the plan gains by them
strategy-works-twice = Other works have this name already.
strategy-works-is-done = { $name } ({ $school }): to be done
strategy-works-is-left = { $name } ({ $school }): not done
strategy-edit-general = General settings
strategy-edit-stale = { $who } saved revision { $revision } meanwhile ({ $when }). Look again: saving once more replaces it by what is below.
strategy-create = Make the scenario
strategy-field-name = Name
strategy-field-name-hint = For example: Voted budget, primary schools first
strategy-field-note = Note
strategy-field-copy = Begin with a copy of
strategy-field-copy-hint = Budgets, caps, instructions and works are taken over.
strategy-field-year = First year
strategy-field-year-hint = The school year of the first wave.
strategy-field-waves-hint = One wave a school year.
strategy-field-set-hint = They give the cost of each school.
strategy-field-keep = Keep the schools already selected
strategy-field-keep-hint = They are not chosen again, and their cost of the years to come is paid first. Without this, everything is chosen anew.
strategy-field-island = At least one school of each island in each wave
strategy-field-island-hint = Among those that the search chooses.
strategy-field-at-least = At least so many primary schools
strategy-field-at-most = At most so many primary schools
strategy-field-seed = Seed of the draws
strategy-field-seed-hint = A number. The same seed gives the same draws of weights.
strategy-place-year = { $what }, year { $year }
strategy-problem-bounds = Out of bounds: { $path }.
strategy-problem-reason = Say why this school is imposed or excluded ({ $path }).
strategy-problem-name = A name is missing or used twice: { $path }.
strategy-problem-school = Unknown school: { $path }.
strategy-problem-heading = Unknown heading: { $path }.
strategy-problem-quota = The maximum is smaller than the minimum.
strategy-refused-archived = This scenario is archived: take it back first.
strategy-refused-unchanged = Nothing changes.
strategy-refused-ended = This search has ended already.
strategy-obstacle-set = There are no parameters “{ $code }”.
strategy-obstacle-window = With these parameters a school that begins in { $year } receives nothing: change the first year, the number of waves or the parameters.
strategy-obstacle-budget = { $funder }, { $year }: what is committed already exceeds the budget by { $by }.
strategy-obstacle-cap = { $heading }, { $year }: what is committed already exceeds the cap by { $by }.
strategy-obstacle-devices = { $by ->
    [one] { $year }: { $by } device too many is in service already for these technicians.
   *[other] { $year }: { $by } devices too many are in service already for these technicians.
}
strategy-obstacle-no-school = There is no school to choose: all are selected already, or none is eligible.
strategy-obstacle-works = Works “{ $id }”: the school { $uai } is not to be chosen.
strategy-obstacle-question = The question is not accepted ({ $path }): { $message }
strategy-run = Proposed plan
strategy-run-of = Revision { $revision }, asked on { $when } by { $who }
strategy-run-interrupted = interrupted
strategy-state-waiting = waiting
strategy-state-running = running
strategy-state-done = done
strategy-state-cancelled = stopped
strategy-state-failed = failed
strategy-mode-benefit = Benefit first
strategy-mode-equity = Equity first
strategy-progress-waiting = Waiting: another search is under way.
strategy-progress-plan = searching the best plan
strategy-progress-other = the plan of the other priority, to compare
strategy-progress-increases = what would let the others in ({ $done } of { $of })
strategy-progress-draws = draws of weights ({ $done } of { $of })
strategy-limit = { $seconds ->
    [one] The search ends after { $seconds } second a step at most and keeps the best plan found. This page reloads by itself.
   *[other] The search ends after { $seconds } seconds a step at most and keeps the best plan found. This page reloads by itself.
}
strategy-stop = Stop and keep the best plan found
strategy-stopping = The stop is asked.
strategy-interrupted = This search was interrupted: the program ended while it ran. Nothing of the scenario is lost.
strategy-failed = The search failed: { $problem }
strategy-no-plan = No plan was found before the stop.
strategy-kept-answer = This search answers the same question already: same budgets, same weights, same facts.
strategy-stale = Since this search something has changed:
strategy-stale-scenario = the scenario has a newer revision;
strategy-stale-weights = the weights are of another version;
strategy-stale-facts = head counts, plan, parameters or scores are no longer the same.
strategy-decide = Prepare the decision
strategy-modes = Both priorities and their price
strategy-modes-why = “Benefit first” seeks the largest sum of the pupils served, times the priority of their school and the number of waves they benefit from. “Equity first” first seeks to leave out none of the greatest needs, even if fewer pupils are served. On a tie, the lowest local cost, then the order of codes.
strategy-proven = No plan is better: this is proven.
strategy-infeasible = No plan keeps every rule.
strategy-nothing-yet = The time was over before a plan was found.
strategy-gap = Another plan could be better by { $percent } at most.
strategy-gap-finer = The first goal is proven; the finer ones were not all searched.
strategy-gap-unknown = How much better another plan could be is not known.
strategy-grid = Who enters in which wave
strategy-grid-none = No school enters with these budgets. The next table says what keeps each one out.
strategy-enters = enters
strategy-out = Schools left out
strategy-out-none = All schools enter.
strategy-costs = Cost by year and funder
strategy-costs-none = Nothing is paid.
strategy-line-budget = { $funder }: budget
strategy-line-committed = { $funder }: committed already
strategy-line-plan = { $funder }: this plan
strategy-line-left = { $funder }: left
strategy-ranking = Comparison with the plain ranking
strategy-ranking-price = Taking the schools by decreasing priority as long as the money lasts, the benefit would be { $benefit } instead of { $plan }, for a local cost of { $cost }.
strategy-ranking-same = Both give the same plan.
strategy-ranking-without = { $school }: in this plan ({ $wave }), not in the plain ranking
strategy-ranking-with = { $school }: in the plain ranking ({ $wave }), not in this plan
strategy-ranking-other-wave = { $school }: in another wave of the plain ranking ({ $wave })
strategy-note-cancelled = This search was stopped: this is the best plan found until then.
strategy-note-no-increase = As the plan is not proven the best, what would let the others in was not searched.
strategy-draws-how = { $count ->
    [one] Robustness: { $count } draw of weights within ±20%. Chosen at least nine times in ten: robust; at least every other time: to discuss; less: fragile.
   *[other] Robustness: { $count } draws of weights within ±20%. Chosen at least nine times in ten: robust; at least every other time: to discuss; less: fragile.
}
strategy-verdict-robust = robust ({ $percent }%)
strategy-verdict-discuss = to discuss ({ $percent }%)
strategy-verdict-fragile = fragile ({ $percent }%)
strategy-basis = What this result rests on
strategy-basis-weights = Weights: version { $version }
strategy-basis-set = Parameters of the endowment: { $name }, version { $version }
strategy-basis-seed = Seed of the draws: { $seed }
strategy-basis-ignored = Instructions without effect, as the school is not to be chosen: { $schools }
strategy-file-question = Question (JSON, for pole optimise)
strategy-file-benefit = Answer, benefit first (JSON)
strategy-file-equity = Answer, equity first (JSON)
strategy-left-out-cost-unknown = Cost unknown: enter the head counts that are missing, be they expected ones.
strategy-left-out-with = { $words } Missing: { $missing }.
strategy-years = { $first } to { $last }
strategy-left-out-pupils-unknown = Number of pupils unknown: enter the head counts.
strategy-left-out-devices-unknown = Number of devices unknown while technicians are limited: enter the head counts.
strategy-left-out-no-college = Primary school without a collège: say which on its page.
strategy-left-out-college-not-eligible = Its collège cannot be selected.
strategy-left-out-college-later = Its collège, selected already, enters after the last wave only.
strategy-why-excluded = Excluded: { $reason }
strategy-why-closed = Closes before it could enter.
strategy-why-not-ready = Is ready after the last wave only.
strategy-why-college-out = Can only enter with its collège, { $college }, which stays out.
strategy-why-college-too-late = Its collège, { $college }, enters too late for it.
strategy-why-nothing-gained = { $wave }: there would be room, but the plan would gain nothing.
strategy-why-elsewhere = A limit that is not of your authority.
strategy-why-budget = { $wave }: { $by } are missing in { $year } ({ $funder }).
strategy-why-heading = { $wave }: the cap “{ $heading }” is exceeded by { $by } in { $year }.
strategy-why-capacity = { $count ->
    [one] { $wave }: { $count } device too many for the technicians in { $year }.
   *[other] { $wave }: { $count } devices too many for the technicians in { $year }.
}
strategy-why-primary-at-most = The number of primary schools is at its maximum.
strategy-why-primary-at-least = The number of primary schools would be too small.
strategy-why-island = { $wave }: an island would be without a school.
strategy-why-rule = A rule of the scenario keeps it out.
strategy-increase-part = { $by } more ({ $who }) in { $year }
strategy-increase-devices = { $count ->
    [one] { $count } more device in { $year }
   *[other] { $count } more devices in { $year }
}
strategy-increase-nothing = nothing more
strategy-increase-smallest = With { $what } it enters: { $wave }. This is the smallest increase, checked by a new search.
strategy-increase-some = With { $what } it enters: { $wave }. This increase is checked by a new search; perhaps it is not the smallest.
strategy-cannot = No plan keeps every rule
strategy-cannot-pinned-left-out = { $school } is imposed ({ $wave }) but cannot be chosen: a figure is missing.
strategy-cannot-pinned-and-excluded = { $school } is both imposed ({ $wave }) and excluded: choose.
strategy-cannot-pinned-not-ready = { $school } is imposed ({ $wave }) before it is ready.
strategy-cannot-pinned-closed = { $school } is imposed ({ $wave }) after it closes.
strategy-cannot-pinned-before-college = { $school } is imposed ({ $wave }) before its collège, { $college }, can enter.
strategy-cannot-budget = { $funder }, { $year }: { $by } are missing for what is imposed or guaranteed.
strategy-cannot-heading = Cap “{ $heading }”, { $year }: { $by } are missing.
strategy-cannot-capacity = { $count ->
    [one] { $year }: { $count } device too many for the technicians.
   *[other] { $year }: { $count } devices too many for the technicians.
}
strategy-cannot-island = { $wave }: an island has no school that can enter.
strategy-cannot-primary-at-least = { $count ->
    [one] { $count } primary school is missing for the minimum asked.
   *[other] { $count } primary schools are missing for the minimum asked.
}
strategy-cannot-primary-at-most = { $count ->
    [one] { $count } imposed primary school too many for the maximum asked.
   *[other] { $count } imposed primary schools too many for the maximum asked.
}
strategy-cannot-guarantees = The guarantees exclude each other, whatever the money.
strategy-envelope = Share an envelope
strategy-envelope-link = Share an envelope
strategy-envelope-how = For a sum that no rule fixes, such as network works. Parts follow pupils and needs, to the cent.
strategy-envelope-amount = Envelope, in euros
strategy-envelope-floor = Floor for each school
strategy-envelope-ceiling = Ceiling for each school
strategy-envelope-alpha = Weight of needs (α)
strategy-envelope-alpha-hint = 0: by pupils only; 1: the usual.
strategy-alpha = Write a number from 0 to 10 with at most three decimals.
strategy-envelope-schools = Schools that have a part
strategy-envelope-school = { $name } – pupils: { $pupils }
strategy-envelope-share = Share
strategy-envelope-parts = Parts
strategy-envelope-rule = Weight = pupils × (1 + α × (need − mean need) / 100), the mean need being weighted by pupils. Parts are proportional, then brought between floor and ceiling; cents go to the largest remainders.
strategy-envelope-at-floor = at the floor
strategy-envelope-at-ceiling = at the ceiling
strategy-envelope-unspent = All are at the ceiling: { $amount } are left.
strategy-envelope-missing = The floors exceed the envelope: { $amount } are missing.
strategy-envelope-bounds = The floor is above the ceiling.
strategy-envelope-large = This number is too large to be counted exactly.
strategy-envelope-nobody = Tick at least one school.
strategy-envelope-unknown = The number of pupils of { $school } is unknown: enter its head counts or untick it.
strategy-envelope-write = Write these parts into the scenario
strategy-envelope-write-how = Each part becomes the cost of imposed network works of its school. A new revision is saved.
strategy-envelope-write-button = Write the parts
strategy-envelope-year = Year
