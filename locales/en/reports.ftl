# Reports

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
