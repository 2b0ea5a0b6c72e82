# Words shared by all pages.
common-schools = { $count ->
    [one] { $count } school
   *[other] { $count } schools
}
