# Calls for projects.
## A question and its answer.
calls-optional = (optional)
calls-no-answer = No answer
calls-not-answered = No answer
calls-attached-there = A document to attach.
calls-financing-there = The financing plan, computed from the endowment.
calls-hint-characters = { $count } characters at most.
calls-hint-number = A whole number, from { $min } to { $max }.
calls-hint-number-unit = A whole number, from { $min } to { $max } ({ $unit }).
calls-hint-money = In euros, for example 1250.50.
calls-hint-many = Several answers are possible.
calls-hint-rows = { $count ->
    [one] { $count } row at most.
   *[other] { $count } rows at most. Empty rows do not count.
}
calls-hint-levels = A whole number for each level. Leave empty what you do not know.
calls-level-count = { $level }: { $count }
calls-answer-kind = This is not the kind of answer expected.
calls-answer-too-long = This answer has { $length } characters, for { $max } at most. Shorten it.
calls-answer-not-whole = “{ $text }” is not a whole number.
calls-answer-not-amount = “{ $text }” is not an amount. Write it in euros, with two decimals at most.
calls-answer-bounds = Enter a value from { $min } to { $max }.
calls-answer-option = “{ $text }” is not one of the answers offered.
calls-answer-rows = There are too many rows, or a row does not have the right number of cells.
calls-answer-level = The level { $level } is not asked for.
calls-kind-table = Table
calls-part-head = Head of the school
calls-part-teachers = Teaching teams
calls-part-authority = Authority
calls-part-delegate = Academic digital delegate
