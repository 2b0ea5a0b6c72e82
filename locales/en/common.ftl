# Words shared by all pages.
common-breadcrumbs = Breadcrumbs
common-pages = Pages of the list
common-next = Next page
common-search = Search
common-apply = Show
common-reset = Show all
common-save = Save
common-actions = Actions
common-why-short = Why?
common-why = Why these figures?
common-console = Server console
common-when = When
common-who = Who
common-what = What
common-detail = Detail
common-fictitious = invented
common-schools = { $count ->
    [one] { $count } school
   *[other] { $count } schools
}
common-pupils = { $count ->
    [one] { $count } pupil
   *[other] { $count } pupils
}

# The roles.
role-administrator = Site administrator
role-pilot = Leader of the pôle
role-academic-service = Education authority (State)
role-authority-agent = Officer of the island’s authority
role-head = Head of a school
role-teacher = Teacher
role-reviewer = Reviewer

# What a school is.
school-kind-maternelle = Nursery school
school-kind-elementaire = Primary school
school-kind-college = Collège (lower secondary)
school-kind-lycee = Lycée (upper secondary)
school-kind-lycee-pro = Vocational lycée
school-kind-erea = Special education school (EREA)
school-kind-section = Section of another school
school-kind-other = Other
sector-public = State
sector-private = Private
contract-not-applicable = not applicable
contract-contracted = under contract with the State
contract-uncontracted = without State contract
precision-exact = exact position
precision-approximate = approximate position
school-state-open = Open
school-state-to-close = To close
school-state-to-open = To open
school-state-closed = Closed

# What is counted.
category-maternelle = Nursery, all years
category-ps = Nursery, first year (PS)
category-ms = Nursery, second year (MS)
category-gs = Nursery, third year (GS)
category-cp = CP
category-ce1 = CE1
category-ce2 = CE2
category-cm1 = CM1
category-cm2 = CM2
category-6e = 6e
category-5e = 5e
category-4e = 4e
category-3e = 3e
category-2de = Seconde
category-1re = Première
category-tle = Terminale
category-cap1 = CAP, first year
category-cap2 = CAP, second and third years
category-total = All pupils
category-teachers = Teachers
category-teachers-5e = Teachers with a 5e class
category-teachers-5e-new = Teachers of 5e without a device of the plan
category-teachers-6e-new = Teachers of 6e without a device of the plan
category-repeaters = Pupils who already have a device of the plan
category-returns = Devices given back and fit for use

# What calls for a closer look at a figure.
figure-flag-estimated = estimated
figure-flag-exceptional = exceptional
figure-flag-deduced = deduced
figure-flag-fictitious = invented
figure-flag-disputed = sources disagree

# The pupils an IPS speaks of.
ips-track-all = Whole school
ips-track-gt = General and technological track
ips-track-pro = Vocational track

# Where a figure comes from.
source-exceptional = Exceptional count
source-manual = Entered in Pôle
source-annuaire = Directory of schools
source-geolocation = Addresses and positions from the ministry
source-ips-ecoles = IPS of primary schools
source-ips-colleges = IPS of collèges
source-ips-lycees = IPS of lycées
source-college-counts = Head counts of collèges by year group
source-lycee-gt-counts = Head counts of lycées, general and technological track
source-lycee-pro-counts = Head counts of lycées, vocational track
source-rep-list = Priority education list
source-basin-schools = Survey of the schools of the two islands
source-press-counts = Head counts of October 2020 quoted by the press
source-unified-schools = National files put together
source-roster-counts = Head count table
source-supplies = Table of orders and deliveries
source-people = Table of staff and where they serve
source-rooms = Table of rooms
source-room-tests = Table of speed tests by room
source-probe-lines = Tests of a probe (ndt7, ndt5, dash, ookla)
source-pix-results = Pix certification results
source-training-rows = Training table, columns to be told
source-usage-rows = Use of an ENT measured elsewhere, columns to be told
source-demarche = Dossiers of démarche numérique
source-commune-speeds = Fixed internet by commune, classes of speed (ARCEP)
source-commune-technologies = Fixed internet by commune, technologies (ARCEP)

# Tables.
table-xlsx = Spreadsheet (XLSX)
table-quality = Quality
