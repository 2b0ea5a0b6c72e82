# L’évaluation des dossiers.
reviews-mine = Mes évaluations
reviews-mine-none = Aucun dossier ne vous est confié pour l’instant. Un message vous préviendra dès qu’un pilote vous en confie un.
reviews-awaited = { $count ->
    [one] { $count } dossier à évaluer
   *[other] { $count } dossiers à évaluer
}
reviews-ties-link = Déclarer un lien avec un établissement ou une collectivité
reviews-dossier = Dossier { $reference }
reviews-late = en retard
reviews-marked-of = { $marked } critères notés sur { $criteria }
reviews-ties = Mes liens
reviews-ties-title = Liens
reviews-ties-intro = Personne n’évalue un dossier qui le touche de près. Déclarez ici tout lien : les dossiers concernés ne vous seront pas confiés, et ceux que vous avez déjà vous seront retirés.
reviews-ties-none = Vous n’avez déclaré aucun lien.
reviews-tie-school = J’y exerce
reviews-tie-family = Un membre de ma famille y est scolarisé ou y travaille
reviews-tie-authority = La collectivité m’emploie
reviews-tie-previous-work = J’y ai travaillé, ou j’ai contribué à son projet
reviews-tie-add = Déclarer un lien
reviews-tie-declare = Déclarer ce lien
reviews-tie-kind = Quel lien ?
reviews-tie-school-field = Établissement
reviews-tie-school-hint = Pour un lien avec une école, un collège ou un lycée.
reviews-tie-authority-field = Collectivité
reviews-tie-authority-hint = Seulement si la collectivité vous emploie ou vous a employé.
reviews-tie-no-school = Aucun établissement
reviews-tie-no-authority = Aucune collectivité
reviews-tie-note = Précision
reviews-tie-note-hint = Facultatif. Ne nommez aucun élève.
reviews-tie-withdraw = Retirer ce lien
reviews-tie-withdrawn = retiré
reviews-tie-recorded = enregistré par le pilotage
reviews-tie-record = Enregistrer un lien
reviews-tie-none = Aucun lien connu
reviews-authority-of = Collectivité de { $territory }
reviews-works-at = Exerce :
reviews-content = Le dossier
reviews-schools = Établissements
reviews-school-letter = Établissement { $letter } ({ $kind })
reviews-not-answered = Sans réponse
reviews-no-content = Le formulaire de cet appel est vide.
reviews-documents = Pièces jointes
reviews-document-number = Pièce n° { $number }
reviews-no-document = Aucune pièce n’est jointe.
reviews-kilobytes = { $count } ko
reviews-blind = Évaluation à l’aveugle : les noms de l’établissement, de la commune, de l’île et des personnes sont masqués.
reviews-blind-documents = Le contenu des pièces n’est pas masqué : n’en tenez pas compte s’il dit qui répond.
reviews-grid = Grille d’évaluation
reviews-criterion = Critère
reviews-weight = { $count ->
    [one] sur { $count } point
   *[other] sur { $count } points
}
reviews-why = Pourquoi cette note
reviews-opinion-title = Avis
reviews-opinion-favourable = Favorable
reviews-opinion-reserved = Favorable avec réserves
reviews-opinion-unfavourable = Défavorable
reviews-comment = Synthèse
reviews-comment-hint = Ce que la commission doit savoir. Votre nom n’est jamais donné aux établissements.
reviews-save-draft = Enregistrer le brouillon
reviews-submit = Remettre l’évaluation
reviews-read-only = Grille remise, en lecture seule
reviews-due = À remettre le { $day }
reviews-points-given = { $points } points sur 100
reviews-conflict = Cette grille a été enregistrée ailleurs entre-temps
reviews-conflict-text = Un autre onglet ou un autre appareil a enregistré ce qui suit. Ce que vous venez de saisir est encore dans la grille : enregistrez à nouveau pour le garder à la place.
reviews-conflict-mark = Enregistré
reviews-conflict-comment = Commentaire enregistré
reviews-decline = Décliner ce dossier
reviews-decline-text = Le dossier sera confié à quelqu’un d’autre. Si vous avez un lien avec lui, dites-le : il sera noté et aucun dossier semblable ne vous sera confié.
reviews-decline-why = Pourquoi ?
reviews-decline-replacement = Je ne suis pas disponible
reviews-decline-reason = Motif
reviews-running = Pilotage de l’évaluation
reviews-no-wave = Aucun appel n’a encore de vague.
reviews-reviewers = Évaluateurs
reviews-no-reviewer = Aucun évaluateur n’est nommé pour cet appel.
reviews-no-candidate = Aucun autre compte n’a le rôle d’évaluateur. Un administrateur peut l’accorder.
reviews-name = Nommer un évaluateur
reviews-capacity-hint = Combien de dossiers d’une vague au plus.
reviews-remark = Remarque
reviews-end = Mettre fin
reviews-ended = terminé
reviews-role-lost = n’a plus le rôle
reviews-assignment = Répartition
reviews-proposal = Proposition
reviews-proposal-says = { $reviews } évaluations à confier, pour { $dossiers } dossiers. Rien n’est écrit avant votre confirmation.
reviews-bounds = Chaque évaluateur aurait entre { $least } et { $most } dossiers.
reviews-thirds = { $count ->
    [one] { $count } dossier demande une troisième évaluation : les deux premières diffèrent trop.
   *[other] { $count } dossiers demandent une troisième évaluation : les deux premières diffèrent trop.
}
reviews-confirm = { $count ->
    [one] Confier { $count } évaluation
   *[other] Confier { $count } évaluations
}
reviews-impossible = Ce qui est impossible, et pourquoi
reviews-missing = { $count ->
    [one] il manque { $count } évaluateur
   *[other] il manque { $count } évaluateurs
}
reviews-blocked-by = { $rule } : { $people }
reviews-blocked-rivals = { $count ->
    [one] { $count } autre dossier a besoin des mêmes personnes.
   *[other] { $count } autres dossiers ont besoin des mêmes personnes.
}
reviews-blocked-nobody = Aucun évaluateur n’est nommé pour cet appel.
reviews-rule-same-school = exerce dans un établissement du dossier
reviews-rule-same-family = famille déclarée dans un établissement du dossier
reviews-rule-same-authority = employé par la collectivité candidate
reviews-rule-previous-work = y a travaillé auparavant
reviews-rule-holds = évalue déjà ce dossier
reviews-rule-gave-up = a décliné ce dossier, ou il lui a été retiré
reviews-rule-full = n’accepte pas plus de dossiers
reviews-rule-ended = n’est plus évaluateur
reviews-nothing-to-assign = Rien à confier : chaque dossier recevable a ses évaluateurs, ou aucun dossier n’est recevable.
reviews-hidden = { $count ->
    [one] { $count } autre dossier est dans le fichier.
   *[other] { $count } autres dossiers sont dans le fichier.
}
reviews-loads = Charge de chaque évaluateur
reviews-tied = Évaluations confiées à une personne qui a maintenant un lien avec le dossier : à retirer
reviews-column-dossier = Dossier
reviews-column-reference = Référence
reviews-column-state = État
reviews-column-due = Échéance
reviews-column-progress = Avancement
reviews-column-call = Appel
reviews-column-wave = Vague
reviews-column-deadline = Clôture
reviews-column-island = Île
reviews-column-stage = Étape
reviews-column-reviews = Évaluations
reviews-column-score = Note sur 100
reviews-column-gap = Écart
reviews-column-proposed = Proposition
reviews-column-reviewer = Évaluateur
reviews-column-held = A déjà
reviews-column-proposed-to = Proposé à
reviews-column-before = Avant
reviews-column-after = Après
reviews-column-capacity = Au plus
reviews-column-given = Confiées
reviews-column-submitted = Remises
reviews-column-late = En retard
reviews-column-declined = Déclinées
reviews-column-mark = Note (0 à 4)
reviews-column-why = Pourquoi
reviews-column-why-of = Pourquoi – { $criterion }
reviews-column-points = Points
reviews-column-opinion = Avis
reviews-column-comment = Synthèse
reviews-column-rank = Rang
reviews-state-assigned = À remettre
reviews-state-submitted = Remise
reviews-state-declined = Déclinée
reviews-state-taken-back = Retirée
reviews-of-wave = Évaluation des dossiers
reviews-dossiers = Dossiers et notes
reviews-workload = Charge des évaluateurs
reviews-no-dossier = Aucun dossier n’est recevable pour l’instant.
reviews-search = Établissement, UAI ou référence
reviews-found = { $count ->
    [one] { $count } dossier
   *[other] { $count } dossiers
}
reviews-of-dossiers = { $count ->
    [one] sur { $count } dossier
   *[other] sur { $count } dossiers
}
reviews-previous = Page précédente
reviews-stage-any = Toutes les étapes
reviews-stage-lacking = Évaluateurs à désigner
reviews-stage-third = Troisième évaluation à confier
reviews-stage-late = En retard
reviews-stage-under-way = En cours
reviews-stage-complete = Évaluations complètes
reviews-stage-assessed = Évalué
reviews-submitted-of = { $submitted } sur { $needed }
reviews-proposed = Proposé
reviews-not-proposed = Non proposé
reviews-not-yet = Pas encore
reviews-assess = { $count ->
    [one] Marquer { $count } dossier comme évalué
   *[other] Marquer { $count } dossiers comme évalués
}
reviews-figure-dossiers = Dossiers
reviews-figure-complete = Évaluations complètes
reviews-figure-below = Sous le seuil
reviews-figure-lacking = Sans tous leurs évaluateurs
reviews-marks-sheet = Notes par évaluation
reviews-marks-note = Une ligne par évaluation. Points = somme des poids × note ÷ 4. La note du dossier est la moyenne des évaluations remises. Document de travail de la commission : les noms des évaluateurs ne sont pas communiqués aux établissements.
reviews-synthesis = Synthèse des évaluations
reviews-synthesis-link = Synthèse (PDF)
reviews-synthesis-source = Évaluations remises au { $moment }
reviews-ranking = Classement
reviews-reasons = Motifs par dossier
reviews-reason-line = Évaluation { $number } : { $points } points, { $opinion }. { $comment }
reviews-no-reason = Aucune évaluation remise.
reviews-open-dossier = Ouvrir le dossier
reviews-threshold = { $count ->
    [one] proposé à partir de { $count } point
   *[other] proposé à partir de { $count } points
}
reviews-gap-limit = { $count ->
    [one] au-dessus de { $count } point, une évaluation de plus
   *[other] au-dessus de { $count } points, une évaluation de plus
}
reviews-third-asked = Les évaluations diffèrent trop : il faut une évaluation de plus. La note sera la moyenne de toutes.
reviews-reviews = Évaluations
reviews-none-yet = Rien pour l’instant.
reviews-submitted-at = Remise le { $moment } : { $points } points, { $opinion }
reviews-change = Changer
reviews-replace-by = Confier à
reviews-nobody = Personne pour l’instant
reviews-choose = Choisir
reviews-reason = Motif
reviews-take-back = Retirer cette évaluation
reviews-set-due = Changer l’échéance
reviews-add = Ajouter un évaluateur
reviews-barred = Qui ne peut pas évaluer ce dossier
reviews-reviewer-load = { $name } ({ $load } sur { $capacity })
reviews-history = Historique
reviews-event-assigned = Confiée
reviews-event-saved = Enregistrée
reviews-event-submitted = Remise
reviews-event-declined = Déclinée
reviews-event-taken-back = Retirée
reviews-event-due-changed = Échéance changée
reviews-line-reviewed = à évaluer
reviews-line-out = hors évaluation
reviews-line-before = pas encore recevable
reviews-line-assessed = évalué

# Ce qui est refusé.
reviews-refused-role = Ce compte n’a pas le rôle d’évaluateur.
reviews-refused-place = Indiquez l’établissement ou la collectivité que ce lien concerne.
reviews-refused-school = Cet établissement n’est pas dans l’annuaire.
reviews-refused-same-school = Cette personne exerce dans un établissement du dossier.
reviews-refused-same-family = Cette personne a déclaré de la famille dans un établissement du dossier.
reviews-refused-same-authority = La collectivité candidate emploie cette personne.
reviews-refused-previous-work = Cette personne y a travaillé auparavant.
reviews-refused-holds = Cette personne évalue déjà ce dossier.
reviews-refused-gave-up = Cette personne a décliné ce dossier, ou il lui a été retiré.
reviews-refused-full = Cette personne n’accepte pas plus de dossiers de cette vague.
reviews-refused-ended = Cette personne n’est plus évaluateur.
reviews-refused-not-reviewed = Ce dossier n’est pas en cours d’évaluation.
reviews-refused-closed = Cette évaluation n’est plus ouverte.
reviews-refused-marks = { $count ->
    [one] Il manque la note de { $count } critère.
   *[other] Il manque la note de { $count } critères.
}
reviews-refused-mark-missing = Une note de 0 à 4 est attendue. Ce que vous avez saisi est enregistré comme brouillon.
reviews-refused-opinion = Donnez votre avis sur l’ensemble.
reviews-refused-mark = Une note va de 0 à 4, pour un critère de l’appel.
reviews-refused-reason = Dites pourquoi.
reviews-refused-submitted = Une évaluation remise reste.
reviews-refused-nothing = Il n’y a rien à confier.
reviews-refused-changed = La situation a changé depuis cette proposition. Voici la nouvelle : relisez-la avant de confirmer.
reviews-refused-incomplete = Aucun dossier n’a toutes ses évaluations.
reviews-refused-stale = Cette grille a été enregistrée ailleurs entre-temps.

# Ce qui vient d’être fait.
notice-reviews-saved = Le brouillon est enregistré.
notice-reviews-submitted = L’évaluation est remise.
notice-reviews-declined = Le dossier sera confié à quelqu’un d’autre.
notice-reviews-tie = Le lien est enregistré.
notice-reviews-tie-took-back = Le lien est enregistré : des dossiers vous ont été retirés.
notice-reviews-tie-withdrawn = Le lien est retiré.
notice-reviews-named = L’évaluateur est enregistré.
notice-reviews-ended = L’évaluateur ne reçoit plus de dossier ; ce qu’il n’avait pas remis est retiré.
notice-reviews-assigned = Les dossiers sont confiés.
notice-reviews-given = Le dossier est confié.
notice-reviews-taken-back = L’évaluation est retirée.
notice-reviews-due = L’échéance est changée.
notice-reviews-assessed = Les dossiers complets sont marqués comme évalués.

# Les messages.
reviews-message-given-subject = Des dossiers à évaluer
reviews-message-given-body = Dossiers qui vous sont confiés : { $count }. Évaluations à remettre le { $day } au plus tard.
reviews-message-soon-subject = Dossier { $dossier } : évaluation à remettre le { $day }
reviews-message-soon-body = Votre évaluation du dossier { $dossier } est attendue le { $day } au plus tard.
reviews-message-late-subject = Dossier { $dossier } : évaluation en retard
reviews-message-late-body = Votre évaluation du dossier { $dossier } était attendue le { $day }. Si vous ne pouvez pas la remettre, déclinez-la : quelqu’un d’autre s’en chargera.
reviews-message-declined-subject = Dossier { $dossier } : évaluation déclinée
reviews-message-declined-body = Un évaluateur a décliné le dossier { $dossier }. Il faut le confier à quelqu’un d’autre.
reviews-message-tied-subject = Dossier { $dossier } : évaluation retirée
reviews-message-tied-body = Un lien vient d’être déclaré avec le dossier { $dossier } : l’évaluation est retirée et il faut la confier à quelqu’un d’autre.
reviews-message-third-subject = Dossier { $dossier } : une évaluation de plus
reviews-message-third-body = Les évaluations du dossier { $dossier } diffèrent trop. Il faut une évaluation de plus.
reviews-message-taken-subject = Dossier { $dossier } : évaluation retirée
reviews-message-taken-body = Vous n’avez plus à évaluer le dossier { $dossier }.
