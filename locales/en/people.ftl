# The staff of a school: who teaches there, since when.
people-title = Staff
people-in-service = { $count ->
    [0] No teacher in service on { $day }
    [one] { $count } teacher in service on { $day }
   *[other] { $count } teachers in service on { $day }
}
people-search = Surname or given name
people-all-disciplines = All subjects
people-which = Services
people-which-now = Running on that day
people-which-all = All, ended and to come included
people-count = { $count ->
    [one] { $count } service
   *[other] { $count } services
}
people-none = No service matches. Widen the search.
people-none-edit = No service matches. Widen the search, add somebody below, or import a file of staff.
people-name = Name
people-surname = Surname
people-given-name = Given name
people-usage-name = Name in use
people-usage-name-hint = Only when it differs from the surname.
people-birth = Birth date
people-birth-hint = It tells two people of the same name apart. Optional.
people-email = E-mail address
people-degree = Degree
people-degree-first = First degree
people-degree-second = Second degree
people-discipline = Subject
people-discipline-hint = Leave empty in the first degree.
people-attached = Attachment
people-attached-hint = The school of administrative attachment: one at a time per person. It is where the person counts in totals.
people-attached-yes = Attached here
people-attached-no = Attached elsewhere
people-from = Since
people-to = Until
people-to-hint = Leave empty while the person serves.
people-note = Note
people-add = Add somebody
people-add-text = Somebody the basin knows already is not made twice: they are found by their address, their birth date or their name.
people-add-button = Add
people-paste = Paste from a spreadsheet
people-paste-text = Copy lines of your spreadsheet, in this order: surname, given name, birth date, e-mail address, subject, first day.
people-paste-lines = Copied lines
people-paste-hint = One person a line. Cells may be empty, but for the surname, the given name and the first day.
people-paste-button = Add these people
people-paste-problem = Line { $line }: { $problem }
people-refused-lines = Some lines need correcting: nothing was saved.
people-refused-no-line = There is nothing to add: these people are known already.
people-refused-paste = These lines are no table. Copy them again from your spreadsheet.
people-refused-dates = The last day is before the first.
people-refused-twice = This person already serves in this school on one of these days.
people-refused-attachment = This person is attached to another school on one of these days. Choose “Attached elsewhere”, or have the other service ended first.
people-refused-ambiguous = Several people bear this name. Give the birth date or the e-mail address.
people-refused-birth = This birth date cannot be.
people-refused-email = This address is somebody else’s already.
people-refused-email-shape = An e-mail address holds the sign @.
people-refused-unchanged = Nothing has changed.
people-notice-added = The person is saved.
people-notice-pasted = The people are saved.
people-notice-corrected = The correction is saved; the former version stays in the history.
people-notice-ended = The service is ended.
people-notice-withdrawn = The service is taken back; it stays in the history.
people-service-title = Service
people-since = since { $from }
people-from-to = from { $from } to { $to }
people-withdrawn = Taken back
people-correct = Correct
people-end = End the service
people-end-day = Last day
people-end-button = End
people-withdraw = Take back what was entered by mistake
people-withdraw-text = The service will no longer count, today or in the past. If the person left, end the service instead.
people-withdraw-button = Take this service back
people-history = History
people-history-names = Names on record
people-history-gone = replaced on { $when }
people-source-file = { $file }, line { $line }
people-change-service = Service
