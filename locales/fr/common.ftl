# Mots partagés par toutes les pages.
common-schools = { $count ->
    [one] { $count } établissement
   *[other] { $count } établissements
}
