# La commission, la publication, les recours, les résultats publics et les conventions.
decisions-title = Commissions
decisions-intro = Chaque vague d’un appel a sa commission. Rien n’est visible des candidats avant la publication.
decisions-none = Aucun appel n’a encore de vague. Publiez un appel pour ouvrir la première.
decisions-commission = Commission
decisions-not-prepared = À préparer
decisions-held-on = Séance du { $day }
decisions-planned-on = Publication prévue le { $moment }
decisions-published-on = Publié le { $moment }.
decisions-published = Publié
decisions-decided-on = Décisions du { $day }.
decisions-hidden = Les décisions ci-dessous ne sont visibles que de la commission jusqu’à la publication.
decisions-publish-failed = La publication prévue n’a pas pu se faire : ouvrez la page de publication pour savoir pourquoi.
decisions-letters = Lettres (PDF)
decisions-letters-draft = Projet de lettres (PDF)
decisions-letters-title = Lettres de notification
decisions-letter = Lettre du dossier (PDF)
decisions-notify = Prévenir les candidats
decisions-publish = Publier les résultats
decisions-ecoles = { $count ->
    [one] dont { $count } école
   *[other] dont { $count } écoles
}
decisions-granted = { $count ->
    [one] { $count } accordée par l’académie
   *[other] { $count } accordées par l’académie
}
decisions-undecided = Non décidé
decisions-settings = Séance et quota d’écoles
decisions-held = Jour de la séance
decisions-held-hint = C’est la date des décisions.
decisions-quota = Écoles accordées par l’académie
decisions-quota-hint = Le quota porte sur toute l’académie : saisissez ce qui est accordé ici. Un dépassement avertit, il n’écarte personne.
decisions-quota-wrong = Écrivez un nombre entier, 0 ou plus.
decisions-note = Remarque
decisions-filter = Décision
decisions-filter-all = Tout
decisions-filter-open = Non décidé
decisions-filter-below = Sous le seuil
decisions-filter-colleges = Collèges
decisions-filter-ecoles = Écoles
decisions-count = { $count ->
    [0] Aucune ligne
    [one] { $count } ligne
   *[other] { $count } lignes
}
decisions-shown = Les { $count } premières sont affichées.
decisions-show-all = Tout afficher
decisions-lines = Lignes de la vague
decisions-lines-none = Aucune ligne ne correspond. Les dossiers arrivent ici une fois déposés.
decisions-tick = Choisir
decisions-below = sous le seuil
decisions-score-incomplete = { $points } (incomplet)
decisions-bulk = Décider pour les lignes cochées
decisions-bulk-hint = Ce choix l’emporte, pour les lignes cochées, sur celui de chaque ligne.
decisions-line-by-line = Ligne par ligne
decisions-reason-hint = Obligatoire pour la liste complémentaire et le non retenu.
decisions-to-review = Relire avant d’enregistrer
decisions-review = Relecture avant enregistrement
decisions-review-text = { $count ->
    [one] { $count } ligne change. Rien n’est encore enregistré.
   *[other] { $count } lignes changent. Rien n’est encore enregistré.
}
decisions-warning = Attention :
decisions-totals = Totaux
decisions-total-ecoles = dont écoles retenues
decisions-changes = Ce qui change
decisions-before = Avant
decisions-after = Après
decisions-write = Enregistrer ces décisions
decisions-back = Revenir
decisions-impossible = Ces décisions ne peuvent pas être enregistrées
decisions-conflict = Quelqu’un d’autre a enregistré entre-temps
decisions-conflict-text = Relisez : si vous enregistrez maintenant, vos décisions remplacent celles-ci.
decisions-conflict-line = { $school } : { $outcome }, par { $who }, { $when }
decisions-warning-below = { $school } est sous le seuil de { $threshold } points.
decisions-warning-not-scored = { $school } n’a pas de note.
decisions-warning-incomplete = { $school } attend encore une évaluation.
decisions-warning-quota = { $selected } écoles retenues pour { $granted } accordées par l’académie.
decisions-warning-quota-unknown = L’appel limite les écoles à { $percent } % pour toute l’académie et le nombre accordé ici n’est pas saisi ; { $selected } sont retenues.
decisions-warning-rank = { $school } est retenu alors que { $passed }, mieux classé par la collectivité, ne l’est pas.
decisions-publish-text = À la publication, chaque ligne reçoit son résultat, le plan et le premier indicateur suivent, et les candidats voient leurs décisions. Une erreur se corrige ensuite, mais ne s’efface pas.
decisions-publish-confirm = Je confirme la publication de ces résultats
decisions-publish-now = Publier maintenant
decisions-publish-later = Publier plus tard
decisions-plan = Prévoir la publication
decisions-unplan = Annuler la publication prévue
decisions-without = { $count ->
    [one] { $count } ligne n’a pas de résultat : elle n’est pas évaluée, est irrecevable ou retirée.
   *[other] { $count } lignes n’ont pas de résultat : elles ne sont pas évaluées, sont irrecevables ou retirées.
}
decisions-day = Jour
decisions-hour-label = Heure
decisions-hour-hint = Heure des îles, par exemple 08:00.
decisions-hour = Écrivez une heure comme 08:00.
decisions-confirm-missing = Cochez la case pour confirmer.
decisions-notified = Messages écrits : { $written }. Déjà écrits auparavant : { $before }.
decisions-notified-on = Les candidats ont été prévenus le { $moment }.
decisions-notify-text = { $count ->
    [one] { $count } personne est concernée : membre d’un dossier, direction ou agent de la collectivité. Chacun est prévenu une seule fois d’un même résultat.
   *[other] { $count } messages sont concernés : membres des dossiers, directions et agents des collectivités. Chacun est prévenu une seule fois d’un même résultat.
}
decisions-notify-confirm = Je confirme l’envoi de ces messages
decisions-notify-send = Prévenir maintenant
decisions-to-dossier = Ouvrir le dossier
decisions-history = Décisions
decisions-history-none = Rien n’est encore décidé.
decisions-history-line = le { $day }, par { $who }
decisions-states = États de la ligne
decisions-correction = correction
decisions-promote = Retenir depuis la liste complémentaire
decisions-promote-hint = Obligatoire quand un établissement mieux placé de la liste est dépassé.
decisions-correct = Corriger le résultat
decisions-correct-text = La correction reste dans l’historique avec son motif ; le plan est corrigé en même temps.
decisions-appeals = Recours
decisions-appeals-none = Aucun recours.
decisions-appeal-of = Recours reçu le { $day }
decisions-appeal-record = Enregistrer un recours
decisions-appeal-text = Ce que dit le recours
decisions-appeal-received = Reçu le
decisions-document = Document
decisions-document-hint = PDF, document bureautique ou image, 20 Mo au plus.
decisions-answer = Réponse
decisions-answered-on = Répondu le
decisions-answer-outcome = Suite donnée
decisions-answer-hint = Un recours accueilli corrige le résultat et le plan ; la réponse en est le motif.
decisions-answer-save = Enregistrer la réponse
decisions-upheld-to = Accueilli : devient « { $outcome } »
decisions-outcome-selected = Retenu
decisions-outcome-reserve = Liste complémentaire
decisions-outcome-not-selected = Non retenu
decisions-outcome-rank = { $outcome }, rang { $rank }
decisions-appeal-open = En cours
decisions-appeal-upheld = Accueilli
decisions-appeal-rejected = Rejeté
decisions-results-title = Résultats des appels à projets
decisions-results-intro = Établissements retenus et listes complémentaires, après publication.
decisions-results-empty = Aucun résultat n’est publié pour le moment.
decisions-results-none = Aucun établissement.
decisions-results-of = { $call }, { $wave }
decisions-results-all = Tous les résultats
decisions-results-selected = Établissements retenus
decisions-results-reserve = Liste complémentaire
decisions-results-not-selected = Autres établissements
decisions-column-school = Établissement
decisions-column-uai = Code
decisions-column-kind = Type
decisions-column-college = Collège du dossier
decisions-column-college-name = Collège
decisions-column-island = Île
decisions-column-commune = Commune
decisions-column-rank = Rang
decisions-column-score = Note sur 100
decisions-column-amount = Montant estimé
decisions-column-state = État
decisions-column-outcome = Décision
decisions-column-reserve-rank = Rang de réserve
decisions-column-reason = Motif
decisions-column-decided = Date de la décision
decisions-column-wave = Vague
decisions-column-call = Appel
decisions-column-deadline = Échéance
decisions-column-number = Numéro
decisions-column-lines = Établissements
decisions-column-agreement-state = État
decisions-column-started = Début
decisions-column-ended = Fin
decisions-column-milestone = Jalon
decisions-column-due = Échéance
decisions-column-standing = Situation
decisions-column-done = Fait le
decisions-column-note = Remarque
decisions-column-year = Année
decisions-column-pupils = Élèves
decisions-column-teachers = Enseignants
decisions-column-spare = Réserve
decisions-column-cases = Valises
decisions-column-state-share = État
decisions-column-authority-share = Collectivité
decisions-column-others-share = Autres
decisions-column-total = Total
decisions-column-item = Matériel
decisions-column-entitled = Dû
decisions-column-ordered = Commandé
decisions-column-delivered = Livré
decisions-column-in-use = En service
decisions-agreements = Conventions
decisions-agreements-intro = La convention lie la collectivité et l’académie sur un dossier retenu ; ses avenants en gardent les versions.
decisions-agreements-none = Aucune convention. Elles se préparent à partir des dossiers retenus et publiés.
decisions-waiting = Dossiers retenus sans convention
decisions-agreement-make = Préparer la convention
decisions-agreement-title = Convention { $number }
decisions-agreement-print = Convention (PDF)
decisions-calendar = Échéances des conventions
decisions-calendar-none = Aucun jalon.
decisions-duration = Durée
decisions-from-to = du { $from } au { $to }
decisions-start = Démarrer l’exécution
decisions-amounts = Quantités et montants
decisions-amounts-none = Rien n’est encore dû : les effectifs manquent ou aucun établissement n’est retenu.
decisions-deliveries = Livraisons
decisions-deliveries-none = Rien n’est dû ni déclaré.
decisions-signatures = Signatures
decisions-signatures-none = Personne n’a encore signé.
decisions-signature-line = { $party } : { $name }, le { $day } (version { $version })
decisions-sign = Enregistrer une signature
decisions-party = Partie
decisions-party-academy = Académie
decisions-party-authority = Collectivité
decisions-signatory = Signataire
decisions-scan = Page signée (numérisée)
decisions-milestones = Jalons
decisions-due-on = Échéance : { $day }.
decisions-done-on = Fait le { $day }.
decisions-evidence = Preuve
decisions-milestone-add = Ajouter un jalon
decisions-milestone-finish = Marquer comme fait
decisions-milestone-remove = Retirer ce jalon
decisions-milestone-done = Fait
decisions-milestone-closed = Clos avec la convention
decisions-milestone-late = En retard
decisions-milestone-due = À venir
decisions-versions = Versions
decisions-version = Version { $number }
decisions-version-changes = Ce que la version { $number } change
decisions-documents = Documents
decisions-close = Clore avec le bilan
decisions-report = Bilan d’exécution
decisions-report-hint = Ce qui a été fait, ce qui ne l’a pas été, et pourquoi.
decisions-terminate = Résilier la convention
decisions-terminate-text = La résiliation libère ce que la convention engageait : ses établissements quittent le plan et le premier indicateur à la date d’effet, les jalons restants sont clos. Les chiffres d’avant cette date ne changent pas.
decisions-terminate-on = Date d’effet
decisions-terminate-confirm = Je confirme la résiliation
decisions-amend = Préparer un avenant
decisions-amend-text = Une nouvelle version reprend le texte ci-dessous et les montants du jour. L’ancienne reste lisible.
decisions-amend-reason = Motif de l’avenant
decisions-amend-reason-hint = Il est imprimé dans l’avenant.
decisions-amend-save = Enregistrer la version
decisions-amend-conflict = Une autre version a été enregistrée entre-temps. Votre texte est encore ci-dessous ; copiez ce qu’il faut garder, puis
decisions-amend-again = repartez de la dernière version
decisions-agreement-state-draft = En préparation
decisions-agreement-state-signed = Signée
decisions-agreement-state-running = En exécution
decisions-agreement-state-closed = Soldée
decisions-agreement-state-terminated = Résiliée
decisions-text-academy = Pour l’académie
decisions-text-authority = Pour la collectivité
decisions-text-purpose = Objet
decisions-text-academy-commitments = Engagements de l’académie (un par ligne)
decisions-text-authority-commitments = Engagements de la collectivité (un par ligne)
decisions-text-school-commitments = Engagements des établissements (un par ligne)
decisions-text-starts-on = Premier jour
decisions-text-ends-on = Dernier jour
decisions-text-evaluation = Évaluation
decisions-text-loan = Prêt des équipements
decisions-text-data-protection = Données personnelles
decisions-text-schools = Établissements
decisions-text-amounts = Montant total (année)
decisions-clause-academy = L’académie, représentée par l’autorité académique pour { $island }
decisions-clause-authority = La collectivité de { $island }, représentée par son président ou sa présidente
decisions-clause-purpose = La présente convention fixe, pour { $island }, les engagements de l’académie et de la collectivité pour équiper les établissements retenus, former leurs équipes et évaluer les usages.
decisions-clause-academy-commitments = Verser la part de l’État selon les montants ci-après, pour { $island }
    Former les enseignants des établissements retenus
    Nommer et accompagner un référent numérique dans chaque établissement
    Fournir les services et les ressources numériques prévus par l’appel
decisions-clause-authority-commitments = Acquérir, livrer et inventorier les équipements des établissements de { $island }
    Assurer le raccordement, le réseau et la maintenance
    Apporter sa part du financement selon les montants ci-après
    Déclarer les commandes et les livraisons
decisions-clause-school-commitments = Mettre en œuvre le projet pédagogique présenté, à { $island }
    Remettre les équipements aux élèves et aux enseignants contre une convention de prêt
    Tenir à jour les effectifs, les salles et l’inventaire
decisions-clause-evaluation = L’exécution est suivie par cinq indicateurs, relevés chaque année pour { $island } : la part des établissements retenus ; la part des salles connectées au haut débit ; les heures de formation suivies par les enseignants ; la fréquentation des services numériques ; les certifications des compétences numériques.
    Un bilan est établi à la fin de la convention.
decisions-clause-loan = Les équipements restent la propriété de la collectivité de { $island }. Ils sont prêtés à l’élève ou à l’enseignant par une convention de prêt signée, pour l’élève, de ses responsables légaux ; ils sont rendus au départ de l’établissement. La perte, le vol et la casse suivent les règles de cette convention de prêt.
decisions-clause-data-protection = Les parties traitent les données des élèves et des personnels de { $island } pour les seuls besoins de la convention, dans le respect du règlement général sur la protection des données. Chaque collège est responsable des traitements de ses données, l’autorité académique de celles des écoles. Les chiffres transmis ne permettent d’identifier aucun élève.
decisions-message-result-subject = { $call } : les résultats de { $wave } sont publiés
decisions-message-result-body = Les décisions sur le dossier de { $college } sont publiées ({ $call }, { $wave }). Ouvrez le dossier pour les lire avec leurs motifs.
decisions-refused-not-decidable = { $school } n’est pas devant la commission : la ligne n’est pas évaluée, ou son résultat est publié.
decisions-refused-reason = { $school } : donnez un motif.
decisions-refused-rank = { $school } : le rang { $rank } de la liste complémentaire est pris.
decisions-refused-ecole-alone = { $ecole } ne peut pas être retenue sans son collège, { $college }.
decisions-refused-nothing-chosen = Rien ne change : choisissez au moins une décision.
decisions-refused-published = Les résultats sont publiés : passez par une correction.
decisions-refused-not-published = Les résultats ne sont pas encore publiés.
decisions-refused-undecided = { $count ->
    [one] { $count } ligne évaluée n’est pas encore décidée.
   *[other] { $count } lignes évaluées ne sont pas encore décidées.
}
decisions-refused-nothing-decided = Rien n’est encore décidé.
decisions-refused-no-wave = Cette vague n’a pas encore de place dans le plan : publiez d’abord l’appel.
decisions-refused-not-held = La séance de la commission est plus tard.
decisions-refused-future = Ce jour n’est pas encore venu.
decisions-refused-past = Ce moment est déjà passé.
decisions-refused-state = La ligne n’est plus dans l’état qu’il faut pour cela.
decisions-refused-in-agreement = Une convention existe pour ce dossier : c’est elle qu’il faut résilier.
decisions-refused-reserve-skipped = { $school } est mieux placé sur la liste complémentaire : donnez un motif.
decisions-refused-text = Il manque un texte.
decisions-refused-answered = Ce recours a déjà sa réponse.
decisions-refused-nothing-selected = Aucun établissement de ce dossier n’est retenu.
decisions-refused-agreement-exists = Ce dossier a déjà sa convention.
decisions-refused-days = Le dernier jour vient avant le premier.
decisions-refused-unchanged = Rien ne change.
decisions-refused-signed = Cette partie a déjà signé cette version.
decisions-refused-agreement-state = La convention n’est pas dans l’état qu’il faut pour cela.
decisions-refused-stale = Quelqu’un d’autre a enregistré entre-temps : rechargez la page et recommencez.
notice-decisions-settled = La séance est enregistrée.
notice-decisions-decided = Les décisions sont enregistrées. Les candidats ne les voient pas avant la publication.
notice-decisions-published = Les résultats sont publiés et le plan est à jour.
notice-decisions-planned = La publication est prévue.
notice-decisions-unplanned = La publication prévue est annulée.
notice-decisions-changed = C’est enregistré.
notice-decisions-agreement-made = La convention est préparée.
notice-decisions-amended = La version est enregistrée.
notice-decisions-agreement-changed = La convention est à jour.
decisions-nothing-assessed = Rien ne se décide encore : la commission se prononce sur les dossiers évalués.
decisions-to-reviews = Suivre l’évaluation de cette vague
