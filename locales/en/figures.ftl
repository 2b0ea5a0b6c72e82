# Pages for families: this file is complete in the four languages.

# The public page.
reports-public-title = The five figures of the project
reports-public-translated = This page is a translation. The official text is that of the French page.
reports-public-lead = Where digital education stands on Saint-Martin and Saint-Barthélemy: the figures closed for { $month }.
reports-public-dates = As of { $asof }, closed on { $moment }.
reports-public-table = The figures by island, by type and by school
reports-public-as-of = As of { $day }.
reports-public-csv = Open data (CSV)
reports-public-read = How to read these figures
reports-public-s = “s” means statistical secrecy: the figure is about fewer than { $count } people, or would let another one be worked out. It is not published.
reports-public-flags = A “partial” or “fragile” figure rests on incomplete information. A “declared” figure rests in part on declarations that were not measured.
reports-public-frozen = Figures are closed once a month and never change afterwards. A mistake found later shows in the next month.
reports-public-sources = The figures come from the answers to the calls for projects, from rooms and speed tests, from the attendance sheets of training, from visits to the digital services and from Pix certifications.
reports-public-none = No figure has been published yet. The first will be at the beginning of the month after the first whole month.
reports-course-title = { $name }, over time
reports-fictitious = Fictitious data
reports-place = Place
reports-axis-basin = Both islands
reports-axis-island = By island
reports-axis-type = By type of school
reports-axis-school = By school

# The two islands, and the other places.
territory-978 = Saint-Martin
territory-977 = Saint-Barthélemy
territory-other = Department { $code }
indicators-place-basin = The whole basin
indicators-place-directory = The whole directory
indicators-group-ecole = Écoles
indicators-group-college = Collèges
indicators-group-lycee = Lycées

# The five indicators, and their public figures.
indicators-name-i1 = Schools selected
indicators-name-i2 = Classrooms on high-speed internet
indicators-name-i3 = Teachers trained
indicators-name-i4 = Use of the digital services
indicators-name-i5 = Pix certifications
indicators-measure-selected-coverage = Coverage rate
indicators-measure-rooms-high-speed = Rooms on high-speed internet
indicators-measure-teachers-trained = Teachers trained
indicators-measure-attendance-pupils = Pupils
indicators-measure-attendance-guardians = Guardians
indicators-measure-attendance-teachers = Teachers
indicators-measure-household-coverage = Households reached
indicators-measure-certifications = Certifications
reports-short-selected-coverage = Selected
reports-short-rooms-high-speed = High speed
reports-short-teachers-trained = Trained
reports-short-attendance-pupils = Pupils
reports-short-attendance-guardians = Guardians
reports-short-attendance-teachers = Teachers
reports-short-household-coverage = Households reached
reports-short-certifications = Certifications
indicators-says-selected-coverage = { $count ->
    [one] { $count } école or collège selected out of { $all }.
   *[other] { $count } écoles and collèges selected out of { $all }.
}
indicators-says-rooms-high-speed = { $count ->
    [one] { $count } classroom out of { $all }.
   *[other] { $count } classrooms out of { $all }.
}
indicators-says-teachers-trained = { $count ->
    [one] { $count } person followed at least { $hours } h since { $from }.
   *[other] { $count } people followed at least { $hours } h since { $from }.
}
indicators-says-attendance-pupils = { $count ->
    [one] { $count } pupil came in { $month }, out of { $all }.
   *[other] { $count } pupils came in { $month }, out of { $all }.
}
indicators-says-attendance-guardians = { $count ->
    [one] { $count } guardian came in { $month }, out of { $all }.
   *[other] { $count } guardians came in { $month }, out of { $all }.
}
indicators-says-attendance-teachers = { $count ->
    [one] { $count } teacher came in { $month }, out of { $all }.
   *[other] { $count } teachers came in { $month }, out of { $all }.
}
indicators-says-household-coverage = { $count ->
    [one] { $count } pupil one of whose guardians came in { $month }, out of { $all }.
   *[other] { $count } pupils one of whose guardians came in { $month }, out of { $all }.
}
indicators-says-certifications = { $count ->
    [one] { $count } certification validated since { $from }.
   *[other] { $count } certifications validated since { $from }.
}
indicators-unit-percent = per cent
indicators-unit-persons = people
indicators-unit-certifications = certifications

# The quality of a figure.
common-suppressed = suppressed to protect people
common-unknown = unknown
indicators-flag-ok = complete
indicators-flag-partiel = partial
indicators-flag-fragile = fragile
indicators-flag-non-publiable = not publishable
indicators-flag-perime = old
indicators-flag-declaratif = declared
indicators-flag-estime = estimated
indicators-flag-secret = statistical secrecy
indicators-flag-sans-objet = not applicable
indicators-flag-non-calculable = not computable
indicators-flag-rectifie = corrected
indicators-flag-exceptionnel = exceptional
indicators-flag-fictif = fictitious
indicators-flagged-partiel = { $count ->
    [one] partial: { $count } unknown
   *[other] partial: { $count } unknown
}
indicators-flagged-fragile = { $count ->
    [one] fragile: { $count } unknown
   *[other] fragile: { $count } unknown
}
indicators-flagged-non-publiable = { $count ->
    [one] not publishable: { $count } unknown
   *[other] not publishable: { $count } unknown
}
indicators-flagged-perime = { $count ->
    [one] { $count } old piece of evidence
   *[other] { $count } old pieces of evidence
}
indicators-flagged-declaratif = { $count ->
    [one] { $count } declared and not measured
   *[other] { $count } declared and not measured
}
indicators-flagged-estime = { $count ->
    [one] { $count } estimated head count
   *[other] { $count } estimated head counts
}
indicators-flagged-rectifie = { $count ->
    [one] corrected: { $count } taken back
   *[other] corrected: { $count } taken back
}

# The courses.
indicators-course-description = One line a figure. A hollow point carries a reserve, a gap is a value unknown or protected, an upright rule stands between two definitions. The table below gives the same values.
indicators-course-break = definition { $version }
indicators-chart-flagged = with a reserve
indicators-chart-none = no figure
