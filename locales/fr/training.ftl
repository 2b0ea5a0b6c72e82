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
training-refused-competences-asked = Un questionnaire est déjà ouvert sur ces compétences : elles ne changent plus. Faites une autre formation pour les autres.
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

# Ce que les formations apportent, en quatre niveaux.
training-evaluation-title = Ce que les formations apportent
training-evaluation-intro = Quatre niveaux : la réaction en fin de session, ce qui a été appris, ce qui est pratiqué trois mois plus tard, et les effets dans les établissements. Les trois premiers viennent de questionnaires auxquels les enseignants répondent avec un code personnel.
training-evaluation-rule = Personne ne voit les réponses de quelqu’un. Une moyenne est montrée quand le questionnaire est clos et que { $least } personnes au moins ont répondu.
training-evaluation-note = Moyennes des réponses, de questionnaires clos. « s » : moins de { $least } réponses, rien n’est montré. Dans les totaux, les petits questionnaires d’un même thème et d’une même année sont comptés ensemble dès qu’ils réunissent { $least } réponses ; les autres attendent.
training-evaluation-note-competences = Sessions où { $least } personnes au moins se sont situées avant et après. Échelle de 0 (pas encore) à 6 (C2).
training-evaluation-none = Aucun questionnaire n’a encore été ouvert. Ouvrez une session et choisissez « Questionnaires ».
training-evaluation-asked = Interrogés
training-evaluation-answers = Réponses
training-evaluation-rate = Taux
training-evaluation-before = Avant
training-evaluation-after = Après
training-evaluation-competence = Compétence
training-evaluation-open = en cours
training-evaluation-hidden = moins de { $least } réponses
training-evaluation-waiting = { $count ->
    [one] { $count } petit questionnaire en attente
   *[other] { $count } petits questionnaires en attente
}
training-evaluation-answered = { $answers } réponses sur { $asked } personnes interrogées.
training-evaluation-due = { $count ->
    [one] { $count } questionnaire peut être ouvert aujourd’hui
   *[other] { $count } questionnaires peuvent être ouverts aujourd’hui
}
training-evaluation-due-until = jusqu’au { $day }
training-group-by = Regrouper
training-group-by-session = Par session
training-group-by-theme = Par thème
training-group-by-year = Par année scolaire
training-level-1 = Niveau 1 : la réaction
training-level-1-scale = De 1 (pas du tout d’accord) à 4 (tout à fait d’accord).
training-level-2 = Niveau 2 : ce qui a été appris
training-level-2-scale = Où les personnes se situent, avant et après, de 0 (pas encore) à 6 (C2). Seules comptent celles qui ont répondu aux deux.
training-level-2-competences = Niveau 2, compétence par compétence
training-level-3 = Niveau 3 : la pratique, trois mois plus tard
training-level-3-scale = De 1 (jamais) à 4 (presque chaque semaine).
training-level-4 = Niveau 4 : les effets
training-level-4-says = Pôle ne calcule pas d’effet par session : trop d’autres choses changent en même temps. Voici les établissements où servent les enseignants venus ; leurs chiffres, avant la première formation et aujourd’hui, sont à un clic.
training-level-4-none = Personne n’a encore suivi de formation aux usages numériques sur cette période.
training-level-4-trained = Enseignants venus
training-level-4-since = Première formation
training-level-4-usage = Fréquentation des services (I4)
training-level-4-before = avant
training-level-4-today = aujourd’hui
training-level-4-more = Les autres chiffres
training-level-4-five = les cinq indicateurs
training-reaction-useful = Cette formation me sera utile en classe.
training-reaction-clear = Elle était claire et à mon niveau.
training-reaction-organised = Le rythme et l’organisation me convenaient.
training-reaction-recommended = Je la recommanderais à un collègue.
training-reaction-short-useful = Utile
training-reaction-short-clear = Claire
training-reaction-short-organised = Organisée
training-reaction-short-recommended = Conseillée
training-practice-in-class = J’utilise en classe ce que j’ai appris.
training-practice-by-pupils = Mes élèves s’en servent eux-mêmes.
training-practice-shared = Je l’ai montré à des collègues.
training-practice-short-in-class = En classe
training-practice-short-by-pupils = Par les élèves
training-practice-short-shared = Entre collègues
training-agreement-1 = Pas du tout d’accord
training-agreement-2 = Plutôt pas d’accord
training-agreement-3 = Plutôt d’accord
training-agreement-4 = Tout à fait d’accord
training-frequency-1 = Jamais
training-frequency-2 = Une fois
training-frequency-3 = Plusieurs fois
training-frequency-4 = Presque chaque semaine
training-position-none = Pas encore
training-position-a1 = A1 : je découvre
training-position-a2 = A2 : j’essaie
training-position-b1 = B1 : je m’en sers régulièrement
training-position-b2 = B2 : j’adapte et je combine
training-position-c1 = C1 : j’accompagne des collègues
training-position-c2 = C2 : j’invente de nouvelles pratiques
training-stage-before = Avant la session
training-stage-end = À la fin de la session
training-stage-later = Trois mois plus tard
training-stage-says-before = Chacun se situe sur les compétences de la session. Ouvrez-le avant la session, ou quand elle commence.
training-stage-says-end = Ce que chacun a pensé de la session, et où il se situe maintenant.
training-stage-says-later = Ce que chacun en fait dans sa classe.
training-stage-asks-before = Où en êtes-vous aujourd’hui ?
training-stage-asks-end = Qu’en avez-vous pensé ?
training-stage-asks-later = Qu’en faites-vous, trois mois plus tard ?
training-asking-title = Questionnaires
training-asking-intro = Les enseignants répondent sur leur téléphone, sans compte, avec un code personnel à leur remettre. Un code sert une fois, pendant 60 jours.
training-asking-not-yet = À partir du { $day }.
training-asking-openable = À ouvrir jusqu’au { $day }.
training-asking-missed = Il n’a pas été ouvert à temps.
training-asking-no-competence = La session ne nomme aucune compétence. Modifiez-la pour que chacun puisse se situer.
training-asking-closed = Clos
training-asking-until = jusqu’au { $moment }
training-asking-draw = Ouvrir et imprimer les codes
training-asking-draw-again = Nouveaux codes pour ceux qui n’ont pas répondu
training-asking-close = Clore le questionnaire
training-asking-close-says = Clore montre les moyennes et n’accepte plus de réponse. De nouveaux codes remplacent ceux qui n’ont pas servi.
training-slips-title = Codes à remettre
training-slips-count = { $count ->
    [one] { $count } personne
   *[other] { $count } personnes
}
training-slips-once = Ces codes ne sont montrés qu’une fois : imprimez cette page, ou envoyez son lien à chacun. Découpez les étiquettes et remettez à chacun la sienne.
training-slips-address = À saisir sur { $address }
training-questionnaire-title = Votre avis sur une formation
training-questionnaire-intro = Saisissez le code qui vous a été remis. Cela prend moins de deux minutes.
training-questionnaire-code = Votre code
training-questionnaire-code-hint = Dix signes, par exemple 4T7QF-M9DXW.
training-questionnaire-open = Continuer
training-questionnaire-promise = Moins de deux minutes. Personne ne verra vos réponses : elles ne sont montrées qu’en moyenne, avec celles d’au moins quatre autres personnes.
training-questionnaire-send = Envoyer mes réponses
training-questionnaire-thanks = Merci
training-questionnaire-done = Vous pouvez fermer cette page. Votre code ne sert plus.
training-asks-reaction = La session
training-asks-position = Où vous situez-vous ?
training-asks-practice = Dans votre classe
training-refused-evaluation-early = Il est trop tôt pour ce questionnaire.
training-refused-evaluation-over = Ce questionnaire est clos, ou il est trop tard pour l’ouvrir.
training-refused-evaluation-competence = La session ne nomme aucune compétence. Modifiez-la d’abord.
training-refused-evaluation-nobody = Personne n’est à interroger. Notez d’abord les présences.
training-refused-evaluation-all = Tout le monde a répondu.
training-refused-code = Ce code n’est pas connu, ou un autre l’a remplacé. Vérifiez les dix signes, ou demandez un nouveau code.
training-refused-code-used = Vous avez déjà répondu avec ce code. Merci.
training-refused-code-over = Le temps de répondre est passé.
training-refused-answer = Choisissez une réponse.

notice-training-evaluation-closed = Le questionnaire est clos.
notice-training-answered = Vos réponses sont enregistrées.
