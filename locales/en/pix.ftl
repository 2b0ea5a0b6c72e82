# Pix certifications.
pix-title = Pix certifications
pix-title-of = Pix certifications, { $period }
pix-all-years = All years
pix-year = School year
pix-passed = Certifications obtained
pix-by-pupils = By pupils
pix-by-teachers = By teachers
pix-distinct = { $count ->
    [0] nobody identified
    [one] { $count } person identified
   *[other] { $count } different people identified
}
pix-edu = { $count ->
    [0] no Pix+ Édu
    [one] { $count } Pix+ Édu, counted apart
   *[other] { $count } Pix+ Édu, counted apart
}
pix-rate = Pass rate
pix-rate-none = cannot be computed
pix-candidates = { $count ->
    [0] no candidate
    [one] { $count } candidate
   *[other] { $count } candidates
}
pix-flag-partial = partial
pix-flag-rectified = rectified
pix-flag-retake = re-take
pix-to-list = See the certifications one by one
pix-to-levels = See the levels, domain by domain
pix-to-queue = Match certifications and people
pix-to-import = Import results
pix-none = No certification in this period
pix-none-text = Choose another year, or import the results of a session or a class, as Pix gives them.
pix-by-school = By school
pix-school-unknown = School unknown
pix-why-count = Only Pix certifications with the status “Validated” count, on the day of the examination. Pix+ Édu is counted apart. A validated re-take is another certification.
pix-why-partial = Partial: some certifications have not found their person yet. They count for the school all the same.
pix-why-rectified = Rectified: a certification that was counted has been cancelled since; it is taken out of the total.
pix-why-rate = The pass rate sets the certifications obtained against those with a result, obtained or not. Those cancelled, in error or only begun have none. Sessions have no total: one session may bring several schools together.
pix-column-school = School
pix-column-pupils = Pupils
pix-column-teachers = Teachers
pix-column-unmatched = Without a person
pix-column-retakes = Re-takes
pix-column-candidates = Candidates
pix-column-passed = Obtained
pix-column-rejected = Not obtained
pix-column-sessions = Sessions
pix-column-edu = Pix+ Édu
pix-column-rectified = Rectified
pix-column-fictitious = Fictitious
pix-column-number = Number
pix-column-day = Date
pix-column-status = Status
pix-column-framework = Certification
pix-column-holder = Holder
pix-column-person = Person
pix-column-note = Notes
pix-column-name = Name
pix-column-division = Class
pix-column-score = Score in pix
pix-column-born = Born
pix-status-validated = Validated
pix-status-rejected = Not obtained
pix-status-cancelled = Cancelled
pix-status-error = In error
pix-status-started = Begun
pix-status-not-taken = Not taken
pix-framework-pix = Pix
pix-framework-clea = CléA numérique
pix-framework-pix-edu = Pix+ Édu
pix-framework-other = Another certification
pix-holder-pupil = Pupil
pix-holder-teacher = Teacher
pix-holders-pupil = Pupils
pix-holders-teacher = Teachers
pix-step-alias = Found by an identifier
pix-step-email = Found by the e-mail address
pix-step-name-birth-school = Found by name and birth date, in the school
pix-step-name-birth-basin = Found by name and birth date, in the basin
pix-step-name-school = Found by name, in the school
pix-step-manual = Chosen by somebody
pix-step-nobody = Nobody fits
pix-list-title = Certifications one by one
pix-search = Number
pix-search-named = Number or name
pix-all-statuses = Any status
pix-all-holders = Pupils and teachers
pix-person-all = Known or not
pix-person-found = Known
pix-person-none = To be matched
pix-list-none = No certification matches. Widen the search, or import results.
pix-list-count = { $count ->
    [one] { $count } certification
   *[other] { $count } certifications
}
pix-list-more = on this page; the rest follows below.
pix-one-title = Certification no. { $number }
pix-born = born on { $day }
pix-score = { $pix } pix
pix-score-level = { $pix } pix, level { $level }
pix-score-none = No score
pix-levels = Levels of the sixteen competences
pix-competence = Competence
pix-level = Level
pix-assign = Which school is it of?
pix-assign-text = The file does not say. The name of the holder is shown to their school only.
pix-assign-button = Give it to this school
pix-whose = Whose is it?
pix-whose-is = This certification is that of:
pix-whose-nobody = Somebody looked: nobody fits.
pix-whose-choose = Choose the person
pix-whose-none = Nobody fits
pix-undo = Undo this match
pix-search-person = Look for somebody of the school
pix-candidates-none = Nobody in the school bears this name or was born that day. Look by name, or say that nobody fits.
pix-history = What was said, the newest first
pix-history-owners = Whose it was said to be
pix-history-replaced = replaced on { $when }
pix-history-undone = undone on { $when }
pix-source-file = { $file }, line { $line }
pix-owner-line = { $step } ({ $who })
pix-queue-title = Match certifications
pix-queue-text = A certification always counts for its school. Giving it to a person lets us count people, and see re-takes.
pix-queue-again = Look for the people again
pix-queue-waiting = Certifications without a person
pix-queue-none = Every certification obtained has found its person.
pix-queue-decided = Decisions made
pix-queue-schools = Certifications without a school
pix-queue-schools-text = The file does not say which school they are of. Open each to give it one; no name is shown to you.
pix-queue-schools-none = Every certification has its school.
pix-refused-person = This person is not of this school.
pix-refused-undo = There is no decision to undo.
pix-refused-unchanged = It is this certification’s school already.
pix-refused-choice = Choose somebody, or say that nobody fits.
pix-notice-decided = Your choice is saved.
pix-notice-undone = The match is undone.
pix-notice-assigned = The certification is given to this school.
pix-notice-again = The search is done: the people found are matched.
pix-question-school = Which school are these candidates of?
pix-question-school-hint = The file of Pix does not say. Without an answer, each line goes to the school that the centre of certification is called like.
pix-question-holders = Who are the candidates?
pix-question-holders-hint = The file of Pix does not say whether they are pupils or teachers.
pix-question-division = Which class are they of?
pix-question-division-hint = Optional: only when the file is that of a class.
pix-change-status = Status
pix-change-content = Result
pix-change-content-before = former version
pix-change-content-after = new version

# The framework of digital competences.
pix-domain-1 = Information and data
pix-domain-2 = Communication and collaboration
pix-domain-3 = Content creation
pix-domain-4 = Protection and security
pix-domain-5 = Digital environment
pix-skill-1-1 = Searching for and watching information
pix-skill-1-2 = Managing data
pix-skill-1-3 = Processing data
pix-skill-2-1 = Interacting
pix-skill-2-2 = Sharing and publishing
pix-skill-2-3 = Collaborating
pix-skill-2-4 = Finding one’s place in the digital world
pix-skill-3-1 = Developing text documents
pix-skill-3-2 = Developing multimedia documents
pix-skill-3-3 = Adapting documents to their purpose
pix-skill-3-4 = Programming
pix-skill-4-1 = Securing the digital environment
pix-skill-4-2 = Protecting personal data and privacy
pix-skill-4-3 = Protecting health, well-being and the environment
pix-skill-5-1 = Solving technical problems
pix-skill-5-2 = Building a digital environment
pix-expected-3e = 3e
pix-expected-terminale = Terminale and last year of CAP
