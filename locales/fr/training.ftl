# Formation : les sessions.
training-title = Formations
training-new = Planifier une session
training-edit = Modifier la session
training-import = Importer un tableau de formation
training-search = Thème, formateur, lieu ou référence
training-year = Année scolaire
training-all-years = Toutes les années
training-all-modes = Toutes les modalités
training-all-schools = Tous les établissements
training-sessions = { $count ->
    [one] { $count } session
   *[other] { $count } sessions
}
training-none = Aucune session ne correspond. Planifiez une session, ou importez le tableau de l’académie.
training-theme = Thème
training-days-title = Dates
training-days = du { $from } au { $to }
training-mode = Modalité
training-mode-presence = Présentiel
training-mode-distance = À distance
training-mode-hybrid = Hybride
training-modality-on-site = En présence
training-modality-remote = À distance
training-modality-module = Module à distance terminé
training-place = Lieu
training-host = Établissement d’accueil
training-host-none = Aucun, ou hors établissement
training-host-hint = Son chef d’établissement peut noter les présences.
training-trainer = Formateur
training-reference = Référence de l’académie
training-reference-hint = Dispositif, module et session, tels que l’académie les écrit.
training-offered = Durée proposée
training-seats = Places
training-seats-hint = Laissez vide si ce n’est pas fixé.
training-of-seats = { $count ->
    [one] sur { $count } place
   *[other] sur { $count } places
}
training-seated = Inscrits ayant une place
training-attended = Personnes venues
training-digital = Porte sur les usages numériques
training-digital-hint = Les autres sessions ne donnent pas d’heures à l’indicateur 3.
training-not-digital = hors numérique
training-no-hours = Non : elle ne donne pas d’heures à l’indicateur 3.
training-yes = Oui
training-no = Non
training-state = État
training-cancelled = annulée
training-cancel = Annuler la session
training-cancel-reason = Motif
training-note = Remarque
training-source = Origine
training-source-file = Fichier importé
training-history = Historique de cette session
training-hours = { $hours } h
training-hours-minutes = { $hours } h { $minutes }
training-half-days = Demi-journées
training-half-days-hint = Une demi-journée dure 180 minutes quand la durée est vide.
training-half-days-unknown = Les demi-journées de cette session ne sont pas connues. Ajoutez-les pour noter les présences.
training-day = Jour
training-part = Moment
training-part-morning = Matin
training-part-afternoon = Après-midi
training-part-evening = Soir
training-minutes = Minutes
training-signed = { $count ->
    [one] { $count } présent
   *[other] { $count } présents
}
training-distance = Heures à distance
training-distance-hint = Par exemple 3 ou 1h30. Elles comptent pour la moitié du total au plus.
training-distance-part = Partie à distance
training-first-day = Premier jour
training-first-day-hint = Utile seulement s’il y a une partie à distance.
training-last-day = Dernier jour
training-target-degree = Degré
training-degree-any = Tous
training-degree-first = Premier degré
training-degree-second = Second degré
training-discipline = Discipline
training-discipline-hint = Laissez vide si la session est ouverte à tous.
training-competences = Compétences travaillées
training-competences-hint = Les 22 compétences du cadre européen DigCompEdu.
training-competence-1-1 = Communiquer dans l’établissement
training-competence-1-2 = Travailler avec ses collègues
training-competence-1-3 = Revenir sur sa pratique
training-competence-1-4 = Se former par le numérique
training-competence-2-1 = Choisir des ressources
training-competence-2-2 = Créer et adapter des ressources
training-competence-2-3 = Protéger, gérer et partager
training-competence-3-1 = Enseigner avec le numérique
training-competence-3-2 = Accompagner les élèves
training-competence-3-3 = Faire travailler ensemble
training-competence-3-4 = Rendre les élèves autonomes
training-competence-4-1 = Varier les évaluations
training-competence-4-2 = Lire les traces de l’apprentissage
training-competence-4-3 = Faire un retour et ajuster
training-competence-5-1 = Rendre accessible et inclure
training-competence-5-2 = Différencier
training-competence-5-3 = Engager activement les élèves
training-competence-6-1 = Éduquer à l’information et aux médias
training-competence-6-2 = Faire communiquer et collaborer
training-competence-6-3 = Faire créer des contenus
training-competence-6-4 = Apprendre un usage responsable
training-competence-6-5 = Faire résoudre des problèmes

# Inscriptions et présences.
training-participants = Personnes inscrites ou venues
training-no-participant = Personne n’est inscrit. Ajoutez des personnes depuis la page des présences, ou importez le tableau de l’académie.
training-person = Personne
training-surname = Nom
training-given-name = Prénom
training-school = Établissement
training-school-code = Code UAI
training-registration = Inscription
training-not-registered = Non inscrit
training-status-requested = Demandée
training-status-accepted = Retenue
training-status-convened = Convoquée
training-status-waiting = Liste d’attente
training-status-refused = Refusée
training-status-cancelled = Annulée
training-change = Changer
training-sheet = Émargement
training-minutes-other = Autres minutes
training-minutes-counted = Minutes comptées
training-minutes-offered = Minutes proposées
training-record = Noter les présences
training-nobody = Personne n’est encore inscrit. Ajoutez les personnes présentes ci-dessous.
training-present = présents
training-all-present = Tous présents
training-find = Retrouver un nom dans la liste
training-late = Retard ou départ anticipé
training-minutes-there = Minutes de présence
training-counted = { $hours } comptées
training-unsaved = Des présences ne sont pas enregistrées.
training-add-person = Ajouter une personne
training-add-search = Les premières lettres de son nom
training-add-none = Personne ne porte ce nom. Vous pouvez l’ajouter.
training-add-new = Cette personne n’est pas dans la liste
training-add = Ajouter

# Ce que chacun a suivi.
training-people = Heures suivies par les enseignants
training-people-intro = Heures de formation aux usages numériques depuis le { $day }, comptées selon la règle de l’indicateur 3. Une personne compte une seule fois, même si elle sert dans deux établissements.
training-people-search = Nom ou discipline
training-people-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
training-people-none = Personne ne correspond. Élargissez la recherche, ou inscrivez d’abord les personnels des établissements.
training-of-people = { $count ->
    [one] sur { $count } personne
   *[other] sur { $count } personnes
}
training-tier = Palier
training-tier-any = Tous les paliers
training-tier-none = Moins de 3 h
training-tier-3 = Sensibilisés (3 h)
training-tier-6 = Formés (6 h)
training-tier-18 = Parcours complet (18 h)
training-hours-followed = Heures suivies
training-hours-offered = Heures proposées
training-in-service = En poste
training-left = plus en poste
training-sort = Trier par
training-sort-name = Nom
training-sort-hours = Heures suivies
training-on = Au
training-known = Tel que connu le

# Ce que le tableau de l’académie ne dit pas.
training-question-digital = Ces formations portent-elles sur les usages numériques ?
training-question-digital-hint = Un tableau de l’académie mélange souvent tous les sujets. Les formations hors numérique sont gardées, mais ne donnent pas d’heures à l’indicateur 3.
training-question-digital-yes = Oui, toutes
training-question-digital-no = Non
imports-field-training-new-person = Nouvelle personne
imports-field-training-new-session = Nouvelle session
imports-field-training-minutes = Minutes suivies

# Ce qui est refusé, et que faire.
training-refused-theme = Indiquez le thème de la session.
training-refused-nothing-planned = Indiquez au moins une demi-journée, ou des heures à distance avec leur premier jour.
training-refused-half-day-twice = La même demi-journée est indiquée deux fois. Retirez-en une.
training-refused-half-day-length = Une demi-journée dure de 1 à 600 minutes.
training-refused-minutes = Indiquez un nombre entier de minutes.
training-refused-duration = Cette durée n’est pas comprise. Écrivez 3, 1,5 ou 1h30.
training-refused-days = Le dernier jour est avant le premier. Corrigez l’un des deux.
training-refused-host = Cet établissement n’est pas dans l’annuaire, ou n’est pas le vôtre. Choisissez-en un autre.
training-refused-half-day-attended = Des personnes ont été notées présentes à une demi-journée que vous retirez. Retirez d’abord leurs présences.
training-refused-cancel-attended = Des personnes sont venues : cette session a eu lieu. Retirez d’abord leurs présences.
training-refused-cancelled = Cette session est annulée.
training-refused-full = Il n’y a plus de place. Mettez la personne en liste d’attente, ou augmentez le nombre de places.
training-refused-not-yet = Cette demi-journée n’est pas encore venue. Notez les présences le jour même.
training-refused-person = Cette personne n’est pas connue. Cherchez-la par son nom.
training-refused-teacher = Indiquez le nom, le prénom et l’établissement.
training-refused-ambiguous = Plusieurs personnes portent ce nom dans cet établissement. Cherchez-la par son nom et choisissez.
training-refused-unchanged = Rien n’a changé.
training-refused-reason = Indiquez pourquoi.

notice-training-planned = La session est planifiée.
notice-training-corrected = La session est corrigée. Les heures sont recomptées.
notice-training-cancelled = La session est annulée.
notice-training-registered = L’inscription est notée.
notice-training-recorded = Les présences sont enregistrées.
notice-training-capped = Les présences sont enregistrées. Certaines dépassent la durée de la demi-journée : ce qui dépasse n’est pas compté.
notice-training-person-added = La personne est ajoutée. Cochez sa présence.
