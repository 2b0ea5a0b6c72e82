# Pages pour les familles : ce fichier est complet dans les quatre langues.

# La page publique.
reports-public-title = Les cinq chiffres du projet
reports-public-translated = Cette page est une traduction. Le texte officiel est celui de la page en français.
reports-public-lead = Où en est le numérique éducatif à Saint-Martin et à Saint-Barthélemy : les chiffres arrêtés pour { $month }.
reports-public-dates = Situation au { $asof }, arrêtée le { $moment }.
reports-public-table = Les chiffres par île, par type et par établissement
reports-public-as-of = Situation au { $day }.
reports-public-csv = Données ouvertes (CSV)
reports-public-read = Comment lire ces chiffres
reports-public-s = « s » veut dire secret statistique : le chiffre parle de moins de { $count } personnes, ou permettrait d’en retrouver un autre. Il n’est pas publié.
reports-public-flags = Un chiffre « partiel » ou « fragile » repose sur des informations incomplètes. Un chiffre « déclaratif » repose en partie sur des déclarations qui n’ont pas été mesurées.
reports-public-frozen = Les chiffres sont arrêtés une fois par mois et ne changent plus ensuite. Une erreur trouvée plus tard se voit dans le mois suivant.
reports-public-sources = Les chiffres viennent des réponses aux appels à projets, des salles et des mesures de débit, des feuilles d’émargement des formations, des visites des services numériques et des certifications Pix.
reports-public-none = Aucun chiffre n’est encore publié. Les premiers le seront au début du mois qui suit le premier mois complet.
reports-course-title = { $name }, dans le temps
reports-fictitious = Données fictives
reports-place = Lieu
reports-axis-basin = Les deux îles
reports-axis-island = Par île
reports-axis-type = Par type d’établissement
reports-axis-school = Par établissement

# Les deux îles, et les autres lieux.
territory-978 = Saint-Martin
territory-977 = Saint-Barthélemy
territory-other = Département { $code }
indicators-place-basin = Tout le bassin
indicators-place-directory = Tout l’annuaire
indicators-group-ecole = Écoles
indicators-group-college = Collèges
indicators-group-lycee = Lycées

# Les cinq indicateurs, et leurs chiffres publics.
indicators-name-i1 = Établissements et écoles retenus
indicators-name-i2 = Salles reliées au haut débit
indicators-name-i3 = Enseignants formés
indicators-name-i4 = Fréquentation des services numériques
indicators-name-i5 = Certifications Pix
indicators-measure-selected-coverage = Taux de couverture
indicators-measure-rooms-high-speed = Salles au haut débit
indicators-measure-teachers-trained = Enseignants formés
indicators-measure-attendance-pupils = Élèves
indicators-measure-attendance-guardians = Responsables
indicators-measure-attendance-teachers = Enseignants
indicators-measure-household-coverage = Foyers touchés
indicators-measure-certifications = Certifications
reports-short-selected-coverage = Retenus
reports-short-rooms-high-speed = Haut débit
reports-short-teachers-trained = Formés
reports-short-attendance-pupils = Élèves
reports-short-attendance-guardians = Responsables
reports-short-attendance-teachers = Enseignants
reports-short-household-coverage = Foyers touchés
reports-short-certifications = Certifications
indicators-says-selected-coverage = { $count ->
    [one] { $count } école ou collège retenu sur { $all }.
   *[other] { $count } écoles et collèges retenus sur { $all }.
}
indicators-says-rooms-high-speed = { $count ->
    [one] { $count } salle de classe sur { $all }.
   *[other] { $count } salles de classe sur { $all }.
}
indicators-says-teachers-trained = { $count ->
    [one] { $count } personne a suivi au moins { $hours } h depuis le { $from }.
   *[other] { $count } personnes ont suivi au moins { $hours } h depuis le { $from }.
}
indicators-says-attendance-pupils = { $count ->
    [one] { $count } élève venu en { $month }, sur { $all }.
   *[other] { $count } élèves venus en { $month }, sur { $all }.
}
indicators-says-attendance-guardians = { $count ->
    [one] { $count } responsable venu en { $month }, sur { $all }.
   *[other] { $count } responsables venus en { $month }, sur { $all }.
}
indicators-says-attendance-teachers = { $count ->
    [one] { $count } enseignant venu en { $month }, sur { $all }.
   *[other] { $count } enseignants venus en { $month }, sur { $all }.
}
indicators-says-household-coverage = { $count ->
    [one] { $count } élève dont un responsable est venu en { $month }, sur { $all }.
   *[other] { $count } élèves dont un responsable est venu en { $month }, sur { $all }.
}
indicators-says-certifications = { $count ->
    [one] { $count } certification validée depuis le { $from }.
   *[other] { $count } certifications validées depuis le { $from }.
}
indicators-unit-percent = pour cent
indicators-unit-persons = personnes
indicators-unit-certifications = certifications

# La qualité d’un chiffre.
common-suppressed = secret statistique
common-unknown = inconnu
indicators-flag-ok = complet
indicators-flag-partiel = partiel
indicators-flag-fragile = fragile
indicators-flag-non-publiable = non publiable
indicators-flag-perime = ancien
indicators-flag-declaratif = déclaratif
indicators-flag-estime = estimé
indicators-flag-secret = secret statistique
indicators-flag-sans-objet = sans objet
indicators-flag-non-calculable = non calculable
indicators-flag-rectifie = rectifié
indicators-flag-exceptionnel = exceptionnel
indicators-flag-fictif = fictif
indicators-flagged-partiel = { $count ->
    [one] partiel : { $count } inconnu
   *[other] partiel : { $count } inconnus
}
indicators-flagged-fragile = { $count ->
    [one] fragile : { $count } inconnu
   *[other] fragile : { $count } inconnus
}
indicators-flagged-non-publiable = { $count ->
    [one] non publiable : { $count } inconnu
   *[other] non publiable : { $count } inconnus
}
indicators-flagged-perime = { $count ->
    [one] { $count } preuve ancienne
   *[other] { $count } preuves anciennes
}
indicators-flagged-declaratif = { $count ->
    [one] { $count } déclaré et non mesuré
   *[other] { $count } déclarés et non mesurés
}
indicators-flagged-estime = { $count ->
    [one] { $count } effectif estimé
   *[other] { $count } effectifs estimés
}
indicators-flagged-rectifie = { $count ->
    [one] rectifié : { $count } retiré
   *[other] rectifié : { $count } retirés
}

# Les courbes.
indicators-course-description = Une ligne par chiffre. Un point creux porte une réserve, un trou est une valeur inconnue ou protégée, un trait vertical sépare deux définitions. Le tableau qui suit donne les mêmes valeurs.
indicators-course-break = définition { $version }
indicators-chart-flagged = avec une réserve
indicators-chart-none = pas de chiffre
