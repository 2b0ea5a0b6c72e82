# Connexion : salles, lignes, constats, mesures, calendrier scolaire.

# La connexion du bassin.
connectivity-title = Connexion des salles
connectivity-share = Salles d’enseignement à haut débit (C2 et C3)
connectivity-share-short = Part à haut débit
connectivity-share-none = non calculable
connectivity-share-of = { $count } sur { $rooms } salles d’enseignement
connectivity-measured = Mesurées
connectivity-declared = Déclarées
connectivity-stale = Anciennes
connectivity-unknown = Inconnues
connectivity-rooms = Salles
connectivity-search = Nom ou code UAI
connectivity-look-none = Aucune salle saisie
connectivity-look-unknown = Avec des salles inconnues
connectivity-look-stale = Avec des constats anciens
connectivity-look-line = Ligne insuffisante ou inconnue
connectivity-export-note = Salles d’enseignement en usage, par classe. Débits en kbit/s. Une case vide veut dire inconnu, jamais zéro.
connectivity-why-c3 = C3, très haut débit : au moins 30 Mbit/s descendants et 5 Mbit/s montants dans la salle.
connectivity-why-c2 = C2, haut débit : au moins 8 Mbit/s descendants et 2 Mbit/s montants dans la salle.
connectivity-why-c1 = C1, connectée : un accès marche dans la salle, sans atteindre C2.
connectivity-why-c0 = C0 : aucun accès ne marche, ou on ne sait pas.
connectivity-why-measured = Une salle est mesurée par au moins 3 tests, sur au moins 2 jours de classe, en 30 jours. Seuls comptent les tests faits de 7 h à 17 h, les jours de classe. Le chiffre est la médiane ; un test en échec vaut 0. Quand les tests sont en nombre pair, c’est la moyenne des deux du milieu, arrondie vers le bas.
connectivity-why-declared = Une déclaration signée par le chef d’établissement ou un technicien donne C2 pendant moins de 12 mois, si la ligne de l’établissement atteint 8 et 2 Mbit/s. Elle ne l’emporte jamais sur une mesure plus récente.
connectivity-why-stale = Un constat est ancien après 12 mois et n’est plus pris en compte après 24. Les jours de classe sont ceux du calendrier :
connectivity-question-room = Salle où se trouve la sonde
connectivity-question-room-hint = Laissez vide si la sonde est déjà connue. La réponse est gardée pour les prochains fichiers.
connectivity-refused-nothing = Rien n’a été saisi.
connectivity-refused-unchanged = Rien ne change.
connectivity-refused-name = Donnez un nom à chaque salle.
connectivity-refused-name-taken = Une autre salle de l’établissement porte ce nom sur la même période.
connectivity-refused-half-days = Une semaine compte au plus 12 demi-journées.
connectivity-refused-dates = La fin vient avant le début.
connectivity-refused-future = Ce moment n’est pas encore venu.
connectivity-refused-rate = Aucune ligne n’atteint ce débit. Vérifiez l’unité : des Mbit/s sont attendus.
connectivity-refused-test-known = Cette mesure est déjà saisie.
connectivity-refused-visa = Indiquez qui signe la déclaration.

# Les salles d’un établissement.
rooms-title = Salles
rooms-name = Salle
rooms-kind = Type
rooms-building = Bâtiment
rooms-half-days = Demi-journées de cours par semaine
rooms-half-days-short = Demi-journées
rooms-half-days-hint = De 0 à 12. Deux services qui partagent une salle font une seule salle.
rooms-half-days-count = { $count ->
    [one] { $count } demi-journée
   *[other] { $count } demi-journées
}
rooms-class = Classe
rooms-basis = D’après
rooms-flags = À savoir
rooms-rates = Débits (Mbit/s, descendant / montant)
rooms-rates-short = Mbit/s, desc. / mont.
rooms-down = Descendant (kbit/s)
rooms-up = Montant (kbit/s)
rooms-last-test = Dernière mesure
rooms-no-test = aucune mesure
rooms-tests-count = { $count ->
    [one] { $count } mesure
   *[other] { $count } mesures
}
rooms-tests-not-counted = { $count } hors du temps de classe
rooms-tests-out = Mesures qui ne comptent pas
rooms-stale = ancien
rooms-not-teaching = Hors enseignement
rooms-not-teaching-today = Cette salle ne sert pas à l’enseignement ce jour-là : elle n’entre pas dans les chiffres.
rooms-search = Nom ou bâtiment
rooms-look = Voir
rooms-all-kinds = Tous les types
rooms-all-classes = Toutes les classes
rooms-all-looks = Tout
rooms-look-unknown = Inconnues
rooms-look-stale = Constats anciens
rooms-look-declared = Déclarées
rooms-look-measured = Mesurées
rooms-count = { $count ->
    [one] { $count } salle
   *[other] { $count } salles
}
rooms-teaching-count = { $count ->
    [one] { $count } salle d’enseignement
   *[other] { $count } salles d’enseignement
}
rooms-none = Aucune salle n’est saisie. Collez la liste depuis un tableur : trente salles se saisissent en quelques minutes.
rooms-none-add = Saisir les salles
rooms-none-match = Aucune salle ne correspond. Élargissez la recherche.
rooms-export-note = { $name } : salles et classes. Une case vide veut dire inconnu ou sans objet, jamais zéro.
rooms-tick = Choisir { $name }
rooms-duplicate = Dupliquer
rooms-withdraw = Retirer
rooms-withdrawn = retiré
rooms-withdraw-room = Retirer cette salle, saisie par erreur
rooms-lasting = toujours en cours
rooms-until = jusqu’au : { $day }
rooms-note = Remarque
rooms-yes = Oui
rooms-no = Non
rooms-refused-too-many = Saisissez 300 salles au plus à la fois.
rooms-refused-none-ticked = Cochez au moins une salle dans le tableau.
rooms-refused-rate-text = Écrivez un nombre, par exemple 8,5. Pas de séparateur de milliers.
rooms-refused-no-rate = Donnez au moins un débit, ou dites que la mesure a échoué.
rooms-refused-time = Écrivez l’heure ainsi : 10:30.

# Saisir plusieurs salles.
rooms-add = Ajouter des salles
rooms-add-text = Une salle par ligne : nom, type, demi-journées, bâtiment. Vous pouvez coller les lignes d’un tableur. Rien n’est enregistré avant votre accord.
rooms-add-lines = Les salles
rooms-add-lines-hint = Par exemple : Salle 12 ; ordinaire ; 8 ; Bâtiment A. Le nom suffit si le reste est indiqué dessous.
rooms-add-from = Depuis le
rooms-add-from-hint = Premier jour où ces salles sont ainsi.
rooms-add-kind = Type, pour les lignes qui ne le disent pas
rooms-add-kind-hint = Aussi compris : sciences, techno, arts, langues, informatique, CDI, BCD, atelier.
rooms-add-half-days = Demi-journées, pour les lignes qui ne les disent pas
rooms-add-half-days-hint = De 0 à 12 par semaine.
rooms-add-check = Vérifier les lignes
rooms-add-save = { $count ->
    [one] Enregistrer { $count } salle
   *[other] Enregistrer { $count } salles
}
rooms-draft-title = Voici ce qui a été compris
rooms-draft-line = Ligne
rooms-draft-problem = Ce qui ne va pas
rooms-draft-wrong = à corriger
rooms-draft-good = bon
rooms-draft-name = Le nom manque.
rooms-draft-kind = « { $kind } » n’est pas un type de salle connu.
rooms-draft-kind-missing = Le type manque, ici et dans le champ du dessous.
rooms-draft-half-days = Le nombre de demi-journées va de 0 à 12.
rooms-draft-half-days-missing = Les demi-journées manquent, ici et dans le champ du dessous.
rooms-draft-taken = Une salle s’appelle déjà { $name }.
rooms-draft-too-long = La ligne a plus de quatre valeurs.

# Ce qu’on a vu dans les salles cochées.
rooms-seen-title = Constat pour les salles cochées
rooms-seen-text = Cochez des salles dans le tableau, puis dites ce que vous y avez vu.
rooms-seen-what = Constat
rooms-seen-choose = Choisir…
rooms-seen-works = Un accès marche
rooms-seen-nothing = Aucun accès ne marche
rooms-seen-unsure = On n’a pas pu le dire
rooms-seen-declaration = Déclaration signée : le haut débit arrive dans la salle
rooms-seen-declared = Haut débit déclaré par { $name } ({ $role })
rooms-seen-day = Jour du constat
rooms-seen-medium = Ce qui a été essayé
rooms-seen-medium-hint = Pour un accès.
rooms-seen-visa = Signé par
rooms-seen-visa-hint = Pour une déclaration.
rooms-seen-visa-name = Nom de la personne qui signe
rooms-seen-save = Enregistrer le constat

# Une salle.
rooms-evidence = Sur quoi repose la classe
rooms-evidence-none = Rien n’est connu de cette salle à cette date.
rooms-evidence-tests = { $count } mesures retenues, marquées dans le tableau.
rooms-evidence-line = Ligne de l’établissement : { $technology }
rooms-tests = Mesures
rooms-tests-none = Aucune mesure. Ajoutez-en une plus bas, ou apportez un fichier dans les imports.
rooms-test-when = Quand
rooms-latency = Latence (ms)
rooms-test-counts = Compte
rooms-test-in = oui
rooms-test-in-evidence = oui, retenue
rooms-test-out = ne compte pas
rooms-test-failed = échec
rooms-test-source = Fichier { $file }, ligne { $line }
rooms-test-add = Ajouter une mesure
rooms-test-day = Jour
rooms-test-time = Heure
rooms-test-time-hint = Heure locale, par exemple 10:30.
rooms-test-down = Descendant (Mbit/s)
rooms-test-up = Montant (Mbit/s)
rooms-test-latency = Latence (ms)
rooms-test-tool = Outil
rooms-test-tool-hint = Par exemple ndt7.
rooms-test-failed-question = La mesure a-t-elle échoué ?
rooms-test-failed-hint = Un échec compte comme un débit de 0.
rooms-statements = Constats et déclarations
rooms-statements-none = Aucun constat. Cochez la salle dans la liste de l’établissement pour en saisir un.
rooms-timeline = Classe au fil du temps
rooms-timeline-none = Cette salle n’a jamais servi à l’enseignement.
rooms-versions = Ce qu’est la salle
rooms-probes = Sondes de cette salle
rooms-change = Modifier la salle
rooms-change-text = Un changement vaut à partir d’un jour ; ce que la salle était avant reste. Le premier jour de sa situation actuelle, c’est une correction.
rooms-change-from = À partir du
rooms-change-from-hint = Gardez ce jour pour corriger, donnez-en un autre pour un changement.
rooms-close = Fermer la salle
rooms-close-day = Dernier jour
rooms-close-hint = La salle reste dans l’historique.

# La ligne de l’établissement.
site-title = Ligne de l’établissement
site-technology = Technologie
site-operator = Opérateur
site-from = Depuis le
site-to = Jusqu’au
site-to-hint = Laissez vide si elle est en service.
site-down = Débit descendant vendu (Mbit/s)
site-up = Débit montant vendu (Mbit/s)
site-rate-hint = Par exemple 8,5. Laissez vide si vous ne savez pas.
site-backup = secours
site-backup-question = Est-ce une ligne de secours ?
site-has-backup = Une ligne de secours existe.
site-has-backup-short = ligne de secours
site-add = Ajouter une ligne
site-end-today = Finit aujourd’hui
site-none = Aucune ligne n’est saisie.
site-no-line = ligne inconnue
site-users = Pour { $count } élèves et enseignants.
site-users-unknown = Le nombre d’élèves est inconnu.
site-sufficiency = Suffisance
site-sufficient = ligne suffisante
site-not-sufficient = ligne insuffisante
site-meets-target = cible atteinte (1 Mbit/s par personne)
site-sufficiency-unknown = suffisance inconnue

# Les mots des listes.
room-kind-ordinary = Ordinaire
room-kind-science = Sciences
room-kind-technology = Technologie
room-kind-arts = Arts
room-kind-language = Langues
room-kind-computer = Informatique
room-kind-library = CDI ou BCD
room-kind-workshop = Atelier
room-kind-gym = Gymnase
room-kind-canteen = Cantine
room-kind-staff-room = Salle des personnels
room-kind-office = Bureau
room-kind-store = Réserve
room-kind-condemned = Condamnée ou inutilisée
room-class-c0 = non connectée
room-class-c1 = connectée
room-class-c2 = haut débit
room-class-c3 = très haut débit
room-basis-unknown = Rien de connu
room-basis-none = Constat : rien ne marche
room-basis-access = Constat : un accès marche
room-basis-declared = Déclaration
room-basis-measured = Mesures
room-medium-socket = prise
room-medium-wifi = Wi-Fi
room-visa-head = chef d’établissement
room-visa-technician = technicien
room-test-out-outside-hours = hors des heures de classe
room-test-out-weekend = samedi ou dimanche
room-test-out-public-holiday = jour férié
room-test-out-holiday = vacances scolaires
room-test-out-exceptional = fermeture exceptionnelle
room-test-out-incomplete = un débit manque
line-technology-fibre = Fibre
line-technology-cable = Câble
line-technology-vdsl = VDSL
line-technology-adsl = ADSL
line-technology-4g = 4G
line-technology-5g = 5G
line-technology-satellite = Satellite
line-technology-radio = Radio
line-technology-none = Aucune ligne
line-technology-other = Autre
closure-kind-holiday = Vacances
closure-kind-exceptional = Fermeture exceptionnelle

# Le calendrier scolaire.
calendar-title = Calendrier scolaire
calendar-text = Les jours de classe vont du lundi au vendredi, hors jours fériés, vacances et fermetures. Une mesure faite un autre jour est gardée mais ne compte pas.
calendar-closures = Vacances et fermetures
calendar-none = Rien n’est saisi : tous les jours de semaine non fériés comptent comme jours de classe. Saisissez les vacances publiées par l’académie.
calendar-label = Nom
calendar-kind = Nature
calendar-kind-hint = Une fermeture exceptionnelle (cyclone, grève) marque aussi les chiffres de la période.
calendar-place = Où
calendar-first = Du
calendar-last = Au
calendar-last-hint = Dernier jour sans classe.
calendar-school = Un seul établissement
calendar-school-hint = Laissez vide pour toute l’île ou tout le bassin.
calendar-no-school = Tous
calendar-add = Ajouter
calendar-holidays = Jours fériés de l’année scolaire
calendar-holidays-help = Calculés par Pôle, avec le jour de l’abolition de l’esclavage de chaque île.
calendar-refused-name = Donnez un nom à la fermeture.
calendar-refused-too-long = Une fermeture dure un an au plus. Vérifiez les années.
calendar-refused-school = Cet établissement n’est pas dans l’annuaire de Pôle.
calendar-refused-known = Cette fermeture est déjà saisie.

# Ce qui vient d’être fait.
notice-rooms-added = Les salles sont enregistrées.
notice-rooms-seen = Le constat est enregistré.
notice-room-changed = La salle est modifiée.
notice-room-closed = La salle est fermée. Elle reste dans l’historique.
notice-room-withdrawn = La salle est retirée. Elle reste dans l’historique.
notice-test-added = La mesure est enregistrée.
notice-test-withdrawn = La mesure est retirée.
notice-statement-withdrawn = Le constat est retiré.
notice-probe-withdrawn = La sonde n’est plus dans cette salle.
notice-line-added = La ligne est enregistrée.
notice-line-ended = La ligne est finie.
notice-line-withdrawn = La ligne est retirée.
notice-closure-added = Le calendrier est enregistré. Les classes des salles sont à jour.
notice-closure-withdrawn = La fermeture est retirée. Les classes des salles sont à jour.
imports-test-failed = échec

# Ce qui ne va pas dans un fichier de salles ou de mesures.
file-problem-room-kind-unknown = Ce type de salle n’existe pas. Indiquez par exemple ordinaire, sciences, techno, arts, langues, informatique, CDI ou atelier.
file-problem-half-days-too-many = Une semaine n’a pas autant de demi-journées. Indiquez un nombre de 0 à 12.
file-problem-duplicate-room = Cette salle est deux fois dans le fichier : la première ligne est gardée. Supprimez l’autre.
file-problem-room-unknown = Aucune salle de ce nom, ou personne n’a dit où se trouve la sonde. Saisissez d’abord la salle, ou indiquez-la avant l’import.
file-problem-time-invalid = Cette heure n’est pas reconnue. Écrivez-la ainsi : 10:30.
file-problem-yes-no-invalid = Il faut « oui » ou « non ».
file-problem-rate-absurd = Aucune ligne n’atteint ce débit. Vérifiez l’unité : des Mbit/s sont attendus.
file-problem-no-rate = Une mesure « dash » dit si une vidéo passerait, mais ne donne pas de débit. Apportez les mesures ndt7, ndt5 ou ookla.
file-problem-probe-unknown = Cette mesure vient d’une sonde que Pôle ne connaît pas. Apportez les mesures ndt7, ndt5 ou ookla.
file-problem-json-invalid = Ce morceau n’est pas lisible. Reprenez le fichier de la sonde.
file-problem-test-not-counted = Mesure faite hors du temps de classe, ou à laquelle il manque un débit : elle est gardée et montrée, mais ne compte pas.
