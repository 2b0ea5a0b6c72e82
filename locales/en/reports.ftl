# Reports

# The calendar of the plan.
calendar-title = Calendar of the plan
calendar-next = Next date: { $what }, { $when }.
calendar-intro = The milestones of the project sheet, the waves recorded in the plan and the monthly release of the figures. Nothing in it is personal.
calendar-subscribe-title = In your own calendar
calendar-subscribe-text = Subscribe once: your calendar then keeps itself up to date.
calendar-subscribe = Subscribe
calendar-download = Download the file (iCalendar)
calendar-address = Address to give to your calendar: { $address }
calendar-filter = Filter the calendar
calendar-all = Everything
calendar-count = { $count ->
    [one] { $count } date
   *[other] { $count } dates
}
calendar-none = No date matches this search.
calendar-what = What
calendar-when = When
calendar-nature = Nature
calendar-nature-milestone = Milestone of the sheet
calendar-nature-wave = Wave
calendar-nature-release = Release
calendar-first-day = First day
calendar-last-day = Last day
calendar-text = Details
calendar-now = now
calendar-days = from { $first } to { $last }
calendar-milestone-first-wave = First wave
calendar-milestone-text-first-wave = Answer to the first call, first schools equipped.
calendar-milestone-second-wave = Second wave
calendar-milestone-text-second-wave = Answer to the second call, selected schools equipped step by step.
calendar-milestone-third-wave = Third wave
calendar-milestone-text-third-wave = Answer to the third call, selected schools equipped step by step.
calendar-milestone-diagnosis = Detailed diagnosis
calendar-milestone-text-diagnosis = Needs in equipment, people for maintenance, securing of the equipment.
calendar-milestone-ent-experiment = Trial of the digital workspace (ENT)
calendar-milestone-text-ent-experiment = The digital workspace is tried in volunteer schools.
calendar-milestone-training = Training of teachers
calendar-milestone-text-training = 18 hours of training offered to every teacher of the second degree.
calendar-milestone-ent-generalisation = Digital workspace (ENT) everywhere
calendar-milestone-text-ent-generalisation = The digital workspace is open in primary schools, collèges and lycées.
calendar-wave-text = First year of endowment: { $year }.
calendar-release = Release of the figures: { $month }
calendar-release-text = The indicators of the month are frozen, then released.
