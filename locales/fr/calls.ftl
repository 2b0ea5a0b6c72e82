# Les appels à projets.
## Une question et sa réponse.
calls-optional = (facultatif)
calls-no-answer = Pas de réponse
calls-not-answered = Pas de réponse
calls-attached-there = Un document à joindre.
calls-financing-there = Le plan de financement, calculé à partir de la dotation.
calls-hint-characters = { $count } caractères au plus.
calls-hint-number = Un nombre entier, de { $min } à { $max }.
calls-hint-number-unit = Un nombre entier, de { $min } à { $max } ({ $unit }).
calls-hint-money = En euros, par exemple 1 250,50.
calls-hint-many = Plusieurs réponses possibles.
calls-hint-rows = { $count ->
    [one] { $count } ligne au plus.
   *[other] { $count } lignes au plus. Les lignes vides ne comptent pas.
}
calls-hint-levels = Un nombre entier par niveau. Laissez vide ce que vous ne savez pas.
calls-level-count = { $level } : { $count }
calls-answer-kind = Cette réponse n’est pas de la sorte attendue.
calls-answer-too-long = Cette réponse compte { $length } caractères, pour { $max } au plus. Raccourcissez-la.
calls-answer-not-whole = « { $text } » n’est pas un nombre entier.
calls-answer-not-amount = « { $text } » n’est pas un montant. Écrivez-le en euros, avec deux décimales au plus.
calls-answer-bounds = Indiquez une valeur de { $min } à { $max }.
calls-answer-option = « { $text } » n’est pas une des réponses proposées.
calls-answer-rows = Il y a trop de lignes, ou une ligne n’a pas le bon nombre de cases.
calls-answer-level = Le niveau { $level } n’est pas demandé.
calls-kind-table = Tableau
calls-part-head = Chef d’établissement
calls-part-teachers = Équipes enseignantes
calls-part-authority = Collectivité
calls-part-delegate = Délégué académique au numérique

## La liste.
calls-title = Appels à projets
calls-intro = Ce à quoi les collèges et les écoles peuvent répondre, jusqu’à quand, et avec quel argent.
calls-new = Nouvel appel
calls-import = Apporter le fichier d’un appel
calls-open = Ouverts
calls-coming = À venir
calls-closed = Clos
calls-drafts = En cours d’écriture
calls-next-version = prochaine version
calls-known = Programmes connus
calls-known-text = Les programmes de l’État depuis 2015, avec leurs sources. On les lit, on les compare, on les copie ; on n’y répond plus.
calls-none-open = Aucun appel n’est ouvert.
calls-none-closed = Aucun appel n’est clos.
calls-call = Appel
calls-state = État
calls-opens = Ouverture
calls-deadline = Date limite
calls-first-year = Première année de dotation
calls-edition = Édition
calls-opens-on = Ouvre le { $day }.
calls-closes-on = Dossiers jusqu’au { $day }, 23 h 59.
calls-days-before = { $count ->
    [one] Dans { $count } jour.
   *[other] Dans { $count } jours.
}
calls-days-left = { $count ->
    [one] Encore { $count } jour.
   *[other] Encore { $count } jours.
}
calls-last-day = Dernier jour.
calls-who-sentence = Qui peut répondre : { $who }.
calls-answer = Répondre
calls-phase-coming = À venir
calls-phase-open = Ouvert
calls-phase-closed = Clos

## Un appel.
calls-archived = rangé
calls-is-draft = Cette version n’est pas publiée.
calls-go-on = Continuer l’écriture
calls-is-old = La version { $number } n’est plus en vigueur.
calls-see-current = Voir celle en vigueur
calls-see-form = Formulaire
calls-see-draft = Lire le brouillon
calls-versions = { $count ->
    [one] { $count } version
   *[other] { $count } versions
}
calls-file = Fichier (JSON)
calls-waves = Vagues
calls-wave = Vague
calls-no-wave = Aucune date limite n’est connue.
calls-day-unknown = jour inconnu
calls-deadline-hour = Jusqu’à 23:59:59, à l’heure de l’établissement.
calls-extend = Reporter la date limite
calls-extend-text = Une date limite publiée ne peut que reculer. Le report et sa raison sont publics.
calls-new-deadline = Nouvelle date limite
calls-reason = Raison
calls-reason-hint = Sans nommer personne.
calls-rules = Règles
calls-who = Qui peut répondre
calls-nobody = personne : ce programme n’a pas d’appel
calls-with-ecoles = avec les écoles de leur secteur
calls-public-only = publics
calls-public-and-contracted = publics et privés sous contrat
calls-comma = { ", " }
calls-target-levels = Niveaux visés
calls-money = Argent
calls-parameters = Paramètres de calcul
calls-no-parameters = Aucun : ce programme n’est pas calculé par Pôle.
calls-quota = Part des écoles
calls-quota-text = { $percent } % au plus { $of }
calls-quota-of = De quoi
calls-quota-of-requests = des demandes de l’académie
calls-quota-of-dossiers = des dossiers de l’académie
calls-exclusions = Exclusions
calls-exclusion = Exclusion
calls-excluded = Retenu dans « { $call } » :
calls-source = Source
calls-documents = Pièces demandées
calls-document = Pièce
calls-no-document = Aucune pièce n’est demandée.
calls-document-required = obligatoire
calls-document-required-each = obligatoire, une par établissement
calls-document-optional = facultative
calls-document-optional-each = facultative, une par établissement
calls-document-each = une par établissement
calls-criteria = Critères d’évaluation
calls-criterion = Critère
calls-weight = Poids
calls-scale = De 0 à 4
calls-total = Total
calls-form = Formulaire
calls-question-count = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}
calls-start-version = Préparer une nouvelle version
calls-copy = Copier dans un nouvel appel
calls-archive = Ranger
calls-restore = Remettre en service
calls-preview = Formulaire, tel que le voit un candidat
calls-preview-text = Rien de ce que vous y écrivez n’est gardé.
calls-each-school = Chaque établissement du dossier répond.
calls-no-question = Ce formulaire n’a pas encore de question.

## Les versions.
calls-versions-title = Versions de l’appel
calls-version = Version { $number }
calls-version-draft = Version { $number }, brouillon
calls-version-column = Version
calls-published = Publiée
calls-saved = Enregistrée
calls-note = Ce qui change
calls-note-hint = En une phrase, pour ceux qui ont déjà commencé leur dossier.
calls-draft = brouillon
calls-compare = Comparer
calls-compare-from = De
calls-compare-to = À
calls-differences = Différences
calls-no-difference = Ces deux versions disent la même chose.
calls-before = Avant
calls-after = Après
calls-nothing = rien
calls-named = { $what } : { $name }
calls-yes = oui
calls-no = non
calls-wave-text = { $label }, du { $opens } au { $deadline }, dotation à partir de { $year }
calls-document-text = { $label }. { $help } Obligatoire : { $required }. Une par établissement : { $each }.
calls-criterion-text = { $label }, poids { $weight }. { $help }
calls-review-text = { $reviewers } évaluateurs par dossier, un autre au-delà de { $gap } points d’écart, seuil { $threshold }, anonyme : { $blind }, { $days } jours
calls-form-order = Ordre des parties
calls-section = Partie du formulaire
calls-section-text = { $title }. { $help } Remplie par : { $part }.
calls-questions = Questions de la partie
calls-question = Question
calls-question-help = Aide de la question
calls-question-kind = Réponse à la question
calls-question-required = Réponse obligatoire
calls-question-each = Une réponse par établissement
calls-question-when = Quand la question est posée
calls-asked-always = toujours
calls-asked-when = Seulement si la réponse à « { $question } » est « { $answer } ».
calls-kind = Sorte de réponse
calls-kind-more = { $kind } : { $more }
calls-kind-text = Texte court
calls-kind-long-text = Texte long
calls-kind-number = Nombre
calls-kind-money = Montant
calls-kind-choice = Choix
calls-kind-quantities = Nombre par niveau
calls-kind-document = Pièce à joindre
calls-kind-financing-plan = Plan de financement

## L’écriture d’un appel.
calls-from-nothing = Partir de rien
calls-name = Nom de l’appel
calls-edition-hint = L’année civile de l’appel.
calls-model = Copier
calls-model-hint = Tout est repris, sauf les dates.
calls-make = Créer l’appel
calls-import-text = Le fichier JSON qu’un autre Pôle, ou celui-ci, a enregistré. L’appel arrive en brouillon.
calls-import-file = Fichier
calls-import-content = Ou son contenu
calls-import-do = Apporter
calls-build = Écriture de l’appel
calls-revision = { $number ->
    [one] Enregistré une fois
   *[other] Enregistré { $number } fois
}
calls-to-mend = À corriger avant de publier
calls-ready = Rien : l’appel peut être publié.
calls-pieces = Les parties de l’appel
calls-mend-count = { $count ->
    [one] { $count } point à corriger
   *[other] { $count } points à corriger
}
calls-weights-sum = Somme des poids : { $sum } sur 100.
calls-piece-general = Présentation
calls-piece-rules = Règles
calls-piece-waves = Vagues
calls-piece-documents = Pièces demandées
calls-piece-criteria = Critères
calls-piece-review = Évaluation
calls-piece-form = Formulaire
calls-edit = Modifier
calls-up = Monter
calls-down = Descendre
calls-remove = Retirer
calls-section-empty = Aucune question.
calls-required = obligatoire
calls-each = par établissement
calls-conditional = sous condition
calls-add-question = Ajouter une question
calls-add-section = Ajouter une partie
calls-publish = Publier
calls-publish-text = Une version publiée ne change plus jamais : un changement fait une nouvelle version. Les nouvelles vagues entrent dans le plan.
calls-publish-do = Publier cette version
calls-discard = Abandonner ce brouillon
calls-title-frozen = Le nom et l’édition d’un appel publié ne changent plus.
calls-summary = Présentation
calls-summary-hint = À quoi sert l’appel, en quelques phrases.
calls-money-hint = Taux, plafonds, forfaits, en mots.
calls-source-hint = Où ces règles ont été lues.
calls-with-ecoles-check = Les écoles du secteur d’un collège peuvent être dans son dossier
calls-private-check = Les établissements privés sous contrat peuvent répondre
calls-parameters-hint = Ce qui calcule la dotation et le plan de financement.
calls-quota-hint = En pour cent ; vide s’il n’y en a pas. Un dépassement est signalé, jamais écarté.
calls-exclusions-hint = Un établissement retenu dans l’autre appel ne peut pas répondre à celui-ci.
calls-other-call = Autre appel
calls-excluded-kinds = Établissements concernés (tous si rien n’est coché)
calls-none = Aucun
calls-waves-hint = Une vague par date limite. Les dates peuvent manquer tant que l’appel n’est pas publié.
calls-wave-name = Nom de la vague
calls-empty-removes = Videz ce champ pour retirer la ligne.
calls-wave-fixed = Cette vague est publiée : sa date limite se reporte depuis la page de l’appel.
calls-documents-hint = Une pièce obligatoire manquante rend le dossier incomplet.
calls-help = Aide
calls-criteria-hint = Les poids font 100 en tout. Chaque critère est noté de 0 à 4.
calls-reviewers = Évaluateurs par dossier
calls-gap = Écart toléré
calls-gap-hint = En points sur 100 ; au-delà, un évaluateur de plus.
calls-threshold = Seuil
calls-threshold-hint = En dessous, le dossier n’est pas proposé.
calls-days = Jours pour évaluer
calls-blind = Les évaluateurs ne voient pas qui candidate
calls-save-over = Enregistrer par-dessus
calls-section-title = Titre de la partie
calls-part = Remplie par
calls-part-hint = Les autres la lisent.
calls-kind-hint = Changer de sorte garde la question et son aide.
calls-choose-kind = Choisir cette sorte
calls-max-characters = Caractères au plus
calls-min = Au moins
calls-max = Au plus
calls-unit = Unité
calls-options = Réponses proposées
calls-one-by-line = Une par ligne.
calls-columns = Colonnes
calls-max-rows = Lignes au plus
calls-levels = Niveaux demandés
calls-document-hint = Une des pièces demandées par l’appel.
calls-required-check = Réponse obligatoire
calls-each-check = Chaque établissement du dossier répond
calls-condition = Condition
calls-condition-question = Poser la question seulement si celle-ci
calls-condition-hint = « Aucun » : la question est toujours posée.
calls-condition-answer = a pour réponse
calls-as-seen = Tel que le voit un candidat
calls-conflict = Quelqu’un d’autre a écrit ici entre-temps
calls-conflict-text = Voici ce qui est enregistré. Ce que vous avez tapé est resté dans le formulaire ci-dessous : reprenez ce qu’il faut, puis enregistrez.
calls-conflict-gone = Cet élément a été retiré.
calls-saved-by = Dernier enregistrement par { $name }.

## Ce qui est à corriger.
calls-mend-summary = Présentez l’appel en quelques phrases.
calls-mend-kinds = Dites quels établissements peuvent répondre.
calls-mend-kind-unknown = « { $detail } » n’est pas une sorte d’établissement.
calls-mend-level-unknown = « { $detail } » n’est pas un niveau.
calls-mend-parameters = Choisissez un jeu de paramètres qui existe.
calls-mend-quota = La part des écoles ({ $detail } %) ne va pas : de 0 à 100, des demandes ou des dossiers.
calls-mend-exclusion = L’exclusion nomme un appel inconnu : { $detail }.
calls-mend-exclusion-reason = Donnez la raison de l’exclusion { $detail }.
calls-mend-review = L’évaluation veut un à neuf évaluateurs, un écart et un seuil de 0 à 100, et au moins un jour.
calls-mend-wave = Ajoutez au moins une vague.
calls-mend-wave-label = Donnez un nom à chaque vague.
calls-mend-wave-twice = Deux vagues s’appellent « { $detail } ».
calls-mend-wave-dates = Il manque une date ou la première année à la vague « { $detail } ».
calls-mend-wave-order = La vague « { $detail } » ferme avant d’ouvrir.
calls-mend-wave-frozen = La vague « { $detail } » est publiée : elle ne change ni ne disparaît.
calls-mend-document-label = Donnez un nom à la pièce { $detail }.
calls-mend-criterion-label = Donnez un nom au critère { $detail }.
calls-mend-criteria = Ajoutez les critères d’évaluation.
calls-mend-weights = Les poids font { $detail } au lieu de 100.
calls-mend-code = Le code « { $detail } » ne va pas : des minuscules sans accent, des chiffres et des tirets bas.
calls-mend-code-twice = Le code « { $detail } » sert deux fois.
calls-mend-form = Ajoutez des questions au formulaire.
calls-mend-section-title = Donnez un titre à la partie { $detail }.
calls-mend-section-empty = La partie « { $detail } » n’a pas de question.
calls-mend-field-label = Une question de « { $detail } » n’est pas écrite.
calls-mend-field-length = « { $detail } » : demandez de 1 à 20 000 caractères.
calls-mend-field-bounds = « { $detail } » : le minimum dépasse le maximum.
calls-mend-field-options = « { $detail } » : proposez au moins deux réponses, toutes différentes.
calls-mend-field-table = « { $detail } » : donnez des colonnes, et de 1 à 100 lignes.
calls-mend-field-document = « { $detail } » demande une pièce qui n’est pas dans la liste.
calls-mend-field-document-place = « { $detail } » et sa pièce ne sont pas du même endroit : le dossier, ou chaque établissement.
calls-mend-field-levels = « { $detail } » : choisissez des niveaux, chacun une fois.
calls-mend-field-plans = « { $detail } » : un seul plan de financement par formulaire.
calls-mend-condition-unknown = « { $detail } » dépend d’une question qui n’existe pas.
calls-mend-condition-answer = « { $detail } » dépend d’une réponse que l’autre question ne propose pas.
calls-mend-condition-kind = « { $detail } » dépend d’une question dont la réponse ne se compare pas.
calls-mend-condition-place = « { $detail } » est du dossier, mais dépend d’une réponse de chaque établissement.
calls-mend-condition-circle = « { $detail } » dépend d’elle-même, par un détour.

## Les refus.
calls-refused-title = Donnez un nom à l’appel.
calls-refused-edition = L’édition est une année, par exemple 2026.
calls-refused-title-frozen = Le nom d’un appel publié ne change plus.
calls-refused-no-draft = Rien n’est en cours d’écriture : préparez une nouvelle version.
calls-refused-draft-there = Une nouvelle version est déjà en cours d’écriture.
calls-refused-gone = Cet élément a été retiré entre-temps.
calls-refused-section-full = Retirez ou déplacez d’abord les questions de cette partie.
calls-refused-reason = Dites ce qui change, ou pourquoi.
calls-refused-not-later = La nouvelle date limite doit être plus tardive.
calls-refused-results-out = Les résultats de cette vague sont publiés : sa date limite ne bouge plus.
calls-refused-changed = Quelqu’un d’autre a changé ce brouillon entre-temps. Relisez-le.
calls-refused-mend = Corrigez d’abord les points de la liste.
calls-refused-json = Ligne { $line }, colonne { $column } : ce n’est pas le fichier d’un appel ({ $reason }).
calls-refused-content = Ce contenu n’est pas celui d’un appel : { $reason }.
notice-calls-archived = L’appel est rangé.
notice-calls-restored = L’appel est remis en service.
notice-calls-discarded = Le brouillon est abandonné.
notice-calls-extended = La date limite est reportée.
notice-calls-made = L’appel est créé, en brouillon.
notice-calls-moved = Le formulaire est changé.
notice-calls-published = L’appel est publié.
notice-calls-saved = C’est enregistré.
notice-calls-version-started = Une nouvelle version est ouverte à l’écriture.
