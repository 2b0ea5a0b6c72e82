# The home page, open to all.
home-title = Pôle numérique d’excellence
home-text = Saint-Martin and Saint-Barthélemy are equipping their primary schools, collèges and lycées together. Here, everyone can see the schools of the two islands, their pupils and where each figure comes from. School teams follow what each school is due, who pays for it and what has arrived.
home-go = See the whole basin
home-schools-foot = on the two islands, State and private

# The overview.
overview-title = Overview
overview-to-plan = See the plan
overview-own = My schools
overview-schools = Schools
overview-pupils = Pupils
overview-partial = Incomplete
overview-unknown = { $count ->
    [one] head count unknown for { $count } school
   *[other] head count unknown for { $count } schools
}
overview-unknown-counts = Schools with an unknown head count
overview-totals = Pupils and schools by kind
overview-totals-help = Each school counts for its last known head count: the year may differ from one to the next. An unknown head count is not taken as zero: it is shown apart.
overview-total = Total
overview-group-ecoles = Primary schools
overview-group-colleges = Collèges
overview-group-lycees = Lycées
overview-group-others = Others
overview-export-note = Last known head count of each school. Unknown head counts are not taken as zero: their schools are counted apart.

# The map.
overview-map-title = Map of the schools
overview-map-description = Map of the two islands with a mark for each school. The list of schools gives the same information.
overview-map-ecole = Primary school
overview-map-college = Collège
overview-map-lycee = Lycée
overview-map-other = Other
overview-map-approximate = Approximate position
overview-map-approximate-short = approximate position
overview-map-km = km
overview-map-m = m
overview-map-credit = Outlines © OpenStreetMap contributors (ODbL). Positions: French ministry of education; GeoNames (CC BY 4.0).
overview-unplaced = Schools without a known position:

# What is missing and somebody can complete.
overview-attention = To complete
overview-attention-no-count = { $count ->
    [one] { $count } school with an unknown head count
   *[other] { $count } schools with an unknown head count
}
overview-attention-old-count = { $count ->
    [one] { $count } school whose head count is three years old or more
   *[other] { $count } schools whose head count is three years old or more
}
overview-attention-unattached = { $count ->
    [one] { $count } primary school without a catchment collège
   *[other] { $count } primary schools without a catchment collège
}
overview-attention-contract = { $count ->
    [one] { $count } private school whose contract with the State is not known
   *[other] { $count } private schools whose contract with the State is not known
}
overview-attention-no-position = { $count ->
    [one] { $count } school without a known position
   *[other] { $count } schools without a known position
}
overview-attention-approximate = { $count ->
    [one] { $count } school with an approximate position
   *[other] { $count } schools with an approximate position
}

# The sources.
sources-title = Data sources
sources-text = Every figure says where it comes from. Here are the sources, their authors and their licences.
sources-ministry = French ministry of education
sources-ministry-text = Directory, head counts, IPS, priority education, addresses and positions of schools: data.education.gouv.fr, Licence Ouverte 2.0. The files go from 2016 to 2026; each page gives the date of what it shows.
sources-osm = OpenStreetMap
sources-osm-text = Outlines of the two islands: © OpenStreetMap contributors, ODbL 1.0 licence, through Etalab’s administrative outlines.
sources-geonames = GeoNames
sources-geonames-text = Positions of quarters, when that of the school is not known: GeoNames, CC BY 4.0 licence. They are marked as approximate.
sources-press = Local press
sources-press-text = Head counts of the State schools of Saint-Martin in October 2020, taken from the ministry’s open figures by Soualiga Post and Faxinfo. One of them is worked out by difference and marked.
sources-demo = What is invented in the demonstration
sources-demo-text = People and their accounts, numbers of teachers, orders and deliveries do not exist: they are marked “invented”. All the rest comes from the sources above.
sources-program = The software
sources-program-text = Pôle is free software under the European Union Public Licence (EUPL 1.2). Its pages rest on GOV.UK Frontend (MIT licence).

overview-attention-incomplete = { $count ->
    [one] { $count } school of the plan with a missing figure
   *[other] { $count } schools of the plan with a missing figure
}
overview-attention-estimated = { $count ->
    [one] { $count } school of the plan whose endowment rests on an estimate
   *[other] { $count } schools of the plan whose endowment rests on an estimate
}
