# Forms: what is wrong, and how to mend it.
form-errors = Some points need correcting
form-error = Error:
form-required = Fill in this field.
form-choice = Choose an answer from the list.
form-day = This date does not exist. Give a day, a month and a year.
form-day-future = This date is in the future. Give today’s date or an earlier one.
form-year = This school year is not recognised. Choose one from the list.
form-count = Give a whole number from 0 to 100,000.
form-uai = This code does not exist: a UAI code has seven digits and a letter, for example 9711023K. Check it.
form-category = This category of head count does not exist. Use a known code, for example 6E, TOTAL or TEACHERS.
