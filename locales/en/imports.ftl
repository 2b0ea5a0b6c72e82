# Bringing a file.
imports-title = Imports
imports-intro = Bring a file: Pôle recognises what it is, shows what would change, and saves nothing before you agree.
imports-choose = Choose a file
imports-choose-hint = A CSV file, compressed (.gz) or not, or an XLSX workbook. The columns matter, not the name of the file.
imports-look = See what would change
imports-kinds = The files Pôle can read
imports-history = Files brought so far
imports-none = No file has been brought yet.
imports-file = File
imports-kind = Contents
imports-when = When
imports-by = By
imports-state = State
imports-state-proposed = To confirm
imports-state-done = Saved
imports-state-abandoned = Given up
imports-lines = Lines read
imports-added = New
imports-changed = Changed
imports-leaving = Gone
imports-unchanged = Unchanged
imports-problems = Problems
imports-hash = File fingerprint (SHA-256)

# One import.
imports-detected = Recognised contents: { $kind }.
imports-already = This very file has already been saved.
imports-already-see = See that import
imports-confirm-text = Nothing is saved yet. Read what follows, then confirm or give up.
imports-confirm-leaving = { $count ->
    [one] I have checked: { $count } school missing from the file will be recorded as closed.
   *[other] I have checked: { $count } schools missing from the file will be recorded as closed.
}
imports-confirm-absent = { $count ->
    [one] I have checked: { $count } known dossier is absent from the file; nothing happens to it.
   *[other] I have checked: { $count } known dossiers are absent from the file; nothing happens to them.
}
imports-confirm = Confirm and save
imports-abandon = Give up
imports-changes = What changes
imports-no-change = This file changes nothing: all it says is already known.
imports-changes-shown = { $count ->
    [500] The first 500 changes are shown; all of them will be saved.
    [one] { $count } change shown.
   *[other] { $count } changes shown.
}
imports-change-subject = School
imports-change-field = What changes
imports-change-before = Before
imports-change-after = After
imports-change-new = new
imports-no-problem = No problem in this file.
imports-problems-download = Download the full list of problems (CSV)
imports-problem-line = Line
imports-problem-column = Column
imports-problem-value = Value read
imports-problem-severity = Outcome
imports-problem-reason = Explanation
imports-problem-proposal = Proposed value
imports-evidence = The original file is kept as it came. Its fingerprint (SHA-256): { $hash }.
imports-original = Download the original file

# Fields and states, in the comparison.
imports-field-identity = Identity
imports-field-name = Name
imports-field-official-name = Official name
imports-field-kind = Kind
imports-field-nature = Nature code
imports-field-sector = Sector
imports-field-contract = Contract
imports-field-territory = Island or department
imports-field-commune-code = Commune code
imports-field-commune = Commune
imports-field-address = Address
imports-field-postal-code = Postal code
imports-field-quarter = Quarter
imports-field-priority = Priority education
imports-field-rep-head = Head collège of the network
imports-field-position = Position
imports-field-precision = Precision of the position
imports-field-position-source = Origin of the position
imports-field-opened-on = Opening date
imports-field-state = State
imports-field-mother = Parent school
imports-field-mother-link = Link with the parent school
imports-field-note = Note
imports-field-dossier = Dossier
imports-field-dossier-state = State of the dossier
imports-field-dossier-ecole = École of the dossier
imports-dossier-under-construction = under construction
imports-dossier-transmitted = transmitted
imports-dossier-proposal = transmitted, with the decision of the platform noted as a proposal
imports-dossier-absent = absent from the file; nothing happens to it
imports-state-open = Open
imports-state-closed = Closed

# The whole file is refused.
imports-refused-no-file = No file arrived. Choose one, then try again.
imports-refused-no-importer = This file is recognised, but Pôle cannot save it yet. The accepted files are listed below.
imports-refused-settled = This import was already confirmed or given up. To start again, bring the file once more.
imports-refused-leaving = Tick the box if this is what should happen, or give up.
imports-file-empty = This file is empty. Check that you chose the right one.
imports-file-unknown-kind = These columns match no known file: { $columns }. Keep the original heading line, then try again.
imports-file-missing-column = { $kind ->
    [annuaire] Recognised contents: { file-kind-annuaire }. But the column “{ $column }” is missing. Add it or take the original file again.
    [geolocation] Recognised contents: { file-kind-geolocation }. But the column “{ $column }” is missing. Add it or take the original file again.
    [ips_ecoles] Recognised contents: { file-kind-ips-ecoles }. But the column “{ $column }” is missing. Add it or take the original file again.
    [ips_colleges] Recognised contents: { file-kind-ips-colleges }. But the column “{ $column }” is missing. Add it or take the original file again.
    [ips_lycees] Recognised contents: { file-kind-ips-lycees }. But the column “{ $column }” is missing. Add it or take the original file again.
    [college_counts] Recognised contents: { file-kind-college-counts }. But the column “{ $column }” is missing. Add it or take the original file again.
    [lycee_gt_counts] Recognised contents: { file-kind-lycee-gt-counts }. But the column “{ $column }” is missing. Add it or take the original file again.
    [lycee_pro_counts] Recognised contents: { file-kind-lycee-pro-counts }. But the column “{ $column }” is missing. Add it or take the original file again.
    [rep_list] Recognised contents: { file-kind-rep-list }. But the column “{ $column }” is missing. Add it or take the original file again.
    [roster_counts] Recognised contents: { file-kind-roster-counts }. But the column “{ $column }” is missing. Add it, then try again.
    [supplies] Recognised contents: { file-kind-supplies }. But the column “{ $column }” is missing. Add it, then try again.
   *[other] The column “{ $column }” is missing from this file. Add it or take the original file again.
}
imports-file-truncated = This compressed file is incomplete or damaged. Download it again, then try once more.
imports-file-too-large = This file is too large once decompressed. Split it, then try again.
imports-file-line-too-long = Line { $line } does not end. A quotation mark was probably left open there: close it, then try again.
imports-file-refused = This file cannot be read. Bring a CSV file or an XLSX workbook: from a workbook of another kind, save the sheet as CSV UTF-8; from an archive, take the file out first.

# The files Pôle can read.
file-kind-annuaire = Directory of schools
file-kind-geolocation = Addresses and positions of schools
file-kind-ips-ecoles = Social position indexes (IPS) of primary schools
file-kind-ips-colleges = Social position indexes (IPS) of collèges
file-kind-ips-lycees = Social position indexes (IPS) of lycées
file-kind-college-counts = Head counts of collèges by year group
file-kind-lycee-gt-counts = Head counts of lycées, general and technological track
file-kind-lycee-pro-counts = Head counts of lycées, vocational track
file-kind-rep-list = List of priority education networks
file-kind-basin-schools = Survey of the schools of the two islands
file-kind-press-counts = Head counts of October 2020 quoted by the press
file-kind-unified-schools = National files put together by UAI code
file-kind-roster-counts = Head count table to fill in
file-kind-supplies = Table of orders, deliveries and devices put in use
file-kind-people = Table of staff and where they serve
file-kind-rooms = Table of rooms
file-kind-room-tests = Table of speed tests by room
file-kind-probe-lines = Tests of a probe (ndt7, ndt5, dash, ookla)
file-kind-pix-results = Pix certification results
file-kind-training-rows = Training table, columns to be told
file-kind-usage-rows = Use of an ENT measured elsewhere, columns to be told
file-kind-demarche = Dossiers of démarche numérique
file-kind-commune-speeds = Fixed internet by commune, classes of speed (ARCEP)
file-kind-commune-technologies = Fixed internet by commune, technologies (ARCEP)

# What is wrong with a line, and what to do.
file-severity-refused = Left out
file-severity-warning = Kept, to be checked
file-problem-uai-shape = This is not a UAI code: it takes seven digits and a letter. Correct it.
file-problem-uai-key = The letter of the UAI code does not go with its digits. Check the code: the right letter is proposed.
file-problem-year-invalid = This school year is not recognised. Write it like this: 2025-2026.
file-problem-number-invalid = This is not a whole number. Write it in figures, or leave the cell empty if you do not know.
file-problem-number-negative = A negative number is not possible here. Take the minus sign away or correct the value.
file-problem-decimal-invalid = This number is not recognised or is out of the expected range. Check the value and the decimal mark.
file-problem-date-invalid = This date does not exist. Write it like this: 30/09/2026 or 2026-09-30.
file-problem-territory-unknown = The department or island is not recognised. Give its code, for example 978.
file-problem-nature-unknown = Pôle does not know this nature code. Check the kind of school.
file-problem-kind-unknown = The kind of school is not recognised. Write école, collège or lycée.
file-problem-contract-unknown = The contract is not recognised. Write “sous contrat” or “hors contrat”.
file-problem-sector-unknown = The sector is not recognised. Write “public” or “privé”.
file-problem-state-unknown = The state of the school is not recognised. Write ouvert, à fermer, à ouvrir or fermé.
file-problem-priority-unknown = The priority education label is not recognised. Write REP or REP+, or leave the cell empty.
file-problem-category-unknown = This category of head count does not exist. Use a code of the template, for example 6E or TOTAL.
file-problem-step-unknown = This step does not exist. Write “commandé”, “livré” or “en service”.
file-problem-item-unknown = This equipment is not recognised. Write élève, enseignant, réserve or valise.
file-problem-level-unknown = The level is not recognised. Write maternelle or élémentaire.
file-problem-duplicate-uai = This school is in the file twice: the fuller line is kept. Delete the other one.
file-problem-duplicate-year = This figure is in the file twice for the same year: the first is kept. Delete the other one.
file-problem-coordinates-invalid = The position is incomplete or impossible. Give latitude and longitude in degrees, or leave both cells empty.
file-problem-formula-cell = This text begins like a spreadsheet formula and is left out to be safe. Take away the sign =, +, - or @ at its beginning.
file-problem-double-encoding = The accents are damaged (for example “Ã©” for “é”). Take the original file again or save it as UTF-8.
file-problem-undecodable = Some characters of this line cannot be read. Save the file as CSV UTF-8.
file-problem-row-too-short = The line ends before a column that is needed. Complete it.
file-problem-row-too-long = The line has more values than columns: which is which is no longer clear. Look for a separator too many.
file-problem-quote-unclosed = A quotation mark was probably left open and swallows the next lines. Close it.
file-problem-sum-differs = The total is not the sum of the year groups. Check both: the sum is proposed.
file-problem-name-missing = The school has no name. Add it.
file-problem-missing-value = This cell is empty and a value is needed. Fill it in.
file-problem-school-unknown = This school is not in Pôle’s directory. Check its UAI code, or first import a file that introduces it.
file-problem-school-not-yours = This line is about a school that is not yours: it is set aside. Give it to that school or to the pilot of the basin.
file-problem-numen-dropped = This cell looks like a NUMEN, which is confidential: it is not kept. Remove this column from your file.
file-problem-degree-unknown = This degree is not recognised. Write 1 for the first degree, 2 for the second.
file-problem-person-ambiguous = This line may mean several people. Add the birth date or the e-mail address.
file-problem-attachment-twice = This person is already attached to another school at that time: the service is kept without attachment.
file-problem-service-twice = This person already serves in this school on one of these days. Correct the dates, or the existing service on the staff page.
file-problem-status-unknown = This certification status is not recognised. Ask Pix for a fresh export, unchanged.
file-problem-certification-twice = This certification is twice in the file, with different results: the first line is kept.
file-problem-birth-date-implausible = This birth date cannot be. Correct it in the file.
file-problem-total-row-skipped = This line is a total, not a school: it is set aside. There is nothing to do.

# What was just done.
notice-import-done = The import is saved.
notice-import-abandoned = The import is given up. The file is kept as evidence.
file-problem-date-future = This day has not come yet. Correct the date.
file-problem-already-entered = A person already entered this line with another quantity, shown here. Withdraw that entry first, or correct the file.

# A file that Pôle does not recognise: the person says what it is.
imports-kind-unknown = To be said
imports-unknown-kind = Pôle does not recognise yet what this file holds.
imports-explain-intro = Pôle does not recognise these column titles. Say once what each column holds: Pôle can remember it.
imports-explain-known = A file with the same titles came before. Take up what was said then:
imports-explain-kind = What the file holds
imports-explain-sheet = The sheet of the workbook
imports-explain-change = Change
imports-explain-other = Change the columns
imports-explain-columns = The columns
imports-explain-no-column = No column
imports-explain-example = For example: { $value }
imports-explain-numen = These columns hold NUMEN, which are confidential. They will be neither read nor kept in the registers: { $columns }.
imports-explain-dates = The order of dates
imports-explain-dates-hint = Proposed after the dates of the file. A date written 2026-09-30 is always understood.
imports-explain-decimals = Numbers are read with a comma or a point. A duration is written 6, 6,5, 6h30 or 06:30, in hours.
imports-explain-wide = Also read the columns that each have their profile or service
imports-explain-preview = The first rows, as they will be read
imports-explain-no-row = This file has no row under its titles.
imports-explain-no-choice = Say what the columns hold, then read the first lines again.
imports-explain-again = Read the first rows again
imports-explain-keep = Keep these columns under a name (optional)
imports-explain-keep-hint = They will be proposed when a file with the same titles comes back. The same name replaces what was kept.
imports-explain-go-on = Continue
imports-explain-or = {"\u0020"}or{"\u0020"}
imports-refused-misfit = The column “{ $column }” cannot be this one: { $wrong } of its first { $count } values do not fit, for example “{ $value }”. { $reason }
imports-refused-numen = This column holds NUMEN, which are confidential. Choose another one.
imports-refused-absent = This file does not have that column. Choose another one.
imports-refused-needed = Say at least one column for: { $fields }.
imports-refused-mapping-name = Give a short name, of 80 characters at most.
imports-refused-mapping-taken = Somebody else keeps columns under this name. Choose another one.
imports-refused-not-ready = This file still waits for an answer. Open it and answer, then confirm.
imports-mappings = Columns said before
imports-mappings-intro = What was said of files without known titles, proposed when the same titles come back.
imports-mappings-none = Nothing is kept. When you say what the columns of a file are, give a name to find them here.
imports-mapping-name = Name
imports-mapping-new-name = New name
imports-mapping-rename = Rename
imports-mapping-delete = Delete
mapping-dates-day-first = Day, month, year (30/09/2026)
mapping-dates-month-first = Month, day, year (09/30/2026)
mapping-field-person-surname = Surname
mapping-field-person-given-name = Given name
mapping-field-person-email = E-mail
mapping-field-person-uai = School code (UAI)
mapping-field-start = First day
mapping-field-end = Last day
mapping-field-module-title = Title of the module or training
mapping-field-module-code = Code of the module
mapping-field-dispositif-title = Title of the programme
mapping-field-dispositif-id = Code of the programme
mapping-field-session-no = Number of the session or group
mapping-field-hours-attended = Hours attended
mapping-field-attendance = Presence
mapping-field-hours-planned = Planned duration
mapping-field-candidature-status = Outcome of the application
mapping-field-mode = In person, remote or hybrid
mapping-field-place = Place
mapping-field-discipline = Discipline
mapping-field-corps-or-grade = Corps or grade
mapping-field-person-birth-date = Date of birth
mapping-field-uai = School code (UAI)
mapping-field-period-start = Week or month
mapping-field-profile = Profile
mapping-field-service = Service
mapping-field-visits = Visits
mapping-field-visitors = Visitors
mapping-field-duration-seconds = Duration
mapping-field-active-accounts = Activated accounts
mapping-field-accounts-total = Existing accounts

# What the file does not say.
imports-questions = What the file does not say
imports-questions-look = See what would change
imports-questions-again = Change the answers
imports-question-choose = Choose

file-problem-end-before-start = The last day is before the first. Correct one of them.
file-problem-duration-invalid = This duration is not understood. Write 6, 6,5, 6h30 or 06:30.
file-problem-email-invalid = This is not an e-mail address. Correct it or leave the cell empty.
file-problem-name-invalid = This is not somebody’s name. Check which column holds the names.
file-problem-text-invalid = Words are expected here. Check which column holds them.
file-problem-mode-unknown = The way the session is held is not recognised. Write présentiel, à distance or hybride.
file-problem-registration-unknown = The outcome is not recognised. Write retenu, convoqué, en attente, refusé or annulé.
file-problem-presence-unknown = The presence is not recognised. Write présent, absent or excusé.
file-problem-person-unknown = Nobody has this name, and no school says where to enter them. Add the UAI code or the e-mail.
file-problem-longer-than-session = The attendance is longer than the session. What is beyond is not counted: check the duration.
file-problem-demarche-state-unknown = This is not the state of a dossier that was sent. Keep those under construction, examined, accepted, refused or closed.
file-problem-pages-missing = The last page announces another one. Ask the platform for it and import all the pages.
file-problem-platform-error = The platform answered with an error. Check the number of the démarche and the token, then ask again.
file-problem-not-college = The call takes no school of this kind to carry a dossier. Check which question gives the code of the collège.
file-problem-dossier-twice = This collège or number has a dossier in the file already; the first is kept. Withdraw the other on the platform.
file-problem-school-not-admitted = A rule of the call leaves this school out: closed, without a contract or of another catchment area. Check its record.
file-problem-answered-elsewhere = This school answers this wave in another dossier already. Keep one of the two.
file-problem-answer-unfit = This answer does not have the form that is asked for; it is not taken. Correct it, or choose another question.
file-problem-question-unmapped = No question of the form receives these answers; they are not taken. Choose one if they matter.
file-problem-state-kept = This dossier was moved in Pôle: its state is kept. Nothing to do, or record a correction on its page.
file-problem-answers-kept = This dossier is being judged in Pôle already: its answers are kept. Nothing to do.
file-problem-commune-invalid = This is not a code of a commune. Write its five characters, for example 97801.
file-problem-commune-twice = The same commune, premises and day are twice in the file. The first line is kept.
file-problem-premises-kind-unknown = This kind of premises does not exist: “all” for all, “log” for dwellings, “loc” for the others.
file-problem-more-than-all = More premises are eligible than there are. Check that the column gives counts, not shares.
file-problem-commune-absent = No line is about this commune of the basin. Look for an edition that covers it.

notice-import-explained = Noted. This is what the file would change.
notice-mapping-renamed = The name is changed.
notice-mapping-deleted = These columns will no longer be proposed.
