# Les dossiers : la colonne vertébrale, de la liste à l’histoire.

line-state-draft = brouillon
line-state-under-construction = en construction
line-state-school-validated = validé par l’établissement
line-state-authority-endorsed = visé par la collectivité
line-state-ranked = hiérarchisé
line-state-transmitted = transmis
line-state-admissible = recevable
line-state-inadmissible = irrecevable
line-state-assessed = évalué
line-state-selected = retenu
line-state-reserve = liste complémentaire
line-state-not-selected = non retenu
line-state-agreed = conventionné
line-state-running = en exécution
line-state-closed = soldé
line-state-withdrawn = retiré
line-state-terminated = résilié

dossiers-move-draft = Remettre en brouillon
dossiers-move-under-construction = Commencer à rédiger
dossiers-move-school-validated = Valider pour l’établissement
dossiers-move-authority-endorsed = Viser pour la collectivité
dossiers-move-ranked = Hiérarchiser
dossiers-move-transmitted = Transmettre
dossiers-move-admissible = Déclarer recevable
dossiers-move-inadmissible = Déclarer irrecevable
dossiers-move-assessed = Dire l’évaluation terminée
dossiers-move-selected = Retenir
dossiers-move-reserve = Placer en liste complémentaire
dossiers-move-not-selected = Ne pas retenir
dossiers-move-agreed = Dire la convention signée
dossiers-move-running = Commencer l’exécution
dossiers-move-closed = Solder
dossiers-move-withdrawn = Retirer
dossiers-move-terminated = Résilier

dossiers-who-writer = qui rédige
dossiers-who-school = l’établissement
dossiers-who-authority = la collectivité
dossiers-who-academy = l’académie
dossiers-who-program = le programme

dossiers-part-head = Direction
dossiers-part-teachers = Équipes enseignantes
dossiers-part-authority = Collectivité
dossiers-part-delegate = Délégué académique au numérique

dossiers-origin-pole = rédigé ici
dossiers-origin-demarche = démarche numérique

dossiers-check-open = ouvert à la date examinée
dossiers-check-contract = public ou sous contrat, comme l’appel le demande
dossiers-check-kind = d’un type que l’appel admet
dossiers-check-attached = école du secteur du collège
dossiers-check-excluded = pas écarté par un autre appel
dossiers-check-already-selected = pas déjà retenu à cet appel
dossiers-check-levels = des élèves dans les niveaux visés
dossiers-verdict-fits = conforme
dossiers-verdict-fails = non conforme
dossiers-verdict-unknown = inconnu
dossiers-proposal-yes = recevable d’après les règles
dossiers-proposal-no = irrecevable d’après les règles
dossiers-proposal-unknown = à compléter avant de proposer

dossiers-title = Dossiers
dossiers-new = Ouvrir un dossier
dossiers-files = { $count ->
    [one] Un dossier commun
   *[other] { $count } dossiers communs
}
dossiers-search = Établissement, code ou commune
dossiers-any = Tous
dossiers-none = Aucun dossier ici. Élargissez la recherche, ou ouvrez un dossier quand une vague est en cours.
dossiers-shown = { $count ->
    [one] Un dossier affiché
   *[other] { $count } dossiers affichés
}
dossiers-column-school = Établissement
dossiers-column-uai = UAI
dossiers-column-kind = Type
dossiers-column-island = Île
dossiers-column-call = Appel
dossiers-column-wave = Vague
dossiers-column-deadline = Date limite
dossiers-column-state = État
dossiers-column-rank = Rang
dossiers-column-ecoles = Écoles
dossiers-column-origin = Origine
dossiers-column-begun = Ouvert le
dossiers-column-note = Remarque
dossiers-column-year = Année
dossiers-column-heading = Rubrique
dossiers-column-quantity = Quantité
dossiers-column-unit = Prix unitaire
dossiers-column-amount = Montant
dossiers-column-computed = Calculé
dossiers-column-declared = Déclaré
dossiers-column-asked = Demandé
dossiers-column-why = Motif
dossiers-column-dossier = Dossier
dossiers-total = Total

dossiers-no-wave = Aucune vague n’est ouverte aujourd’hui.
dossiers-to-calls = Voir les appels et leurs dates
dossiers-no-school = Aucun de vos établissements ne peut porter un dossier : l’appel n’admet pas leur type.
dossiers-which-school = Quel établissement porte le dossier ?
dossiers-which-school-hint = Le collège porte le dossier, ses écoles de secteur en font partie.
dossiers-continue = Continuer
dossiers-which-wave = À quelle vague répond-il ?
dossiers-which-wave-hint = Le dossier est transmis au plus tard à la date limite, à 23 h 59 min 59 s.
dossiers-wave-option = { $call } – { $wave }, jusqu’au { $deadline }
dossiers-which-ecoles = Quelles écoles en font partie ?
dossiers-which-ecoles-hint = Chaque école reçoit sa propre décision. On peut encore en changer tant que le dossier se rédige.
dossiers-no-ecole = Aucune école de secteur à ajouter. Le rattachement d’une école se corrige sur sa page.
dossiers-begin = Ouvrir le dossier
dossiers-cancel = Annuler
dossiers-back = Revenir au dossier

dossiers-file = Dossier commun
dossiers-open-until = Ouvert jusqu’au { $day } inclus
dossiers-closed-since = Clos le { $day } à minuit
dossiers-results-later = Les résultats seront affichés quand ils seront publiés.
dossiers-read = Lire les réponses
dossiers-write = Rédiger
dossiers-lines = Établissements du dossier
dossiers-since = Depuis
dossiers-next = Ensuite, et par qui
dossiers-next-none = rien
dossiers-change-ecoles = Changer les écoles du dossier
dossiers-add-ecoles = Ajouter ces écoles
dossiers-remove-ecole = Retirer l’école
dossiers-remove-reason = Pourquoi retirer { $name } ?
dossiers-who-owes = Qui doit quoi
dossiers-complete = { $done } réponses et documents sur { $all } demandés.
dossiers-nothing-owed = Rien ne manque.
dossiers-lack-document = Document : { $label }
dossiers-financing = Plan de financement
dossiers-financing-see = Voir le plan de financement
dossiers-unknown-headings = { $count ->
    [one] une rubrique inconnue
   *[other] { $count } rubriques inconnues
}
dossiers-eligibility = Recevabilité proposée
dossiers-eligibility-hint = Les règles proposent, une personne de l’académie décide.
dossiers-documents = Documents
dossiers-no-document = Aucun document n’est joint.
dossiers-members = Qui rédige
dossiers-no-member = Personne n’a encore été invité à rédiger.
dossiers-history = Histoire du dossier
dossiers-correct = Corriger un état

dossiers-conflict = Quelqu’un d’autre vient d’agir
dossiers-conflict-text = L’état a changé depuis l’ouverture de cette page. Rien n’est perdu : voici où en est le dossier, et ce que vous aviez saisi est encore là.
dossiers-file-conflict = Le dossier commun a changé depuis l’ouverture de cette page. Rien n’est perdu : ce que vous aviez saisi est encore là, revoyez-le puis enregistrez.
dossiers-still-lacking = { $count ->
    [one] Il manque une réponse ou un document :
   *[other] Il manque { $count } réponses ou documents :
}
dossiers-nothing-movable = Rien ici ne peut recevoir cet état maintenant.
dossiers-which-lines = Quels établissements ?
dossiers-which-line = Quel établissement ?
dossiers-right-state = L’état exact
dossiers-day = Jour de l’acte
dossiers-day-hint = Le jour où la décision a été prise.
dossiers-reason = Motif
dossiers-reason-needed = Le motif est obligatoire, il reste dans l’histoire du dossier.
dossiers-reason-optional = Motif, si vous voulez le préciser
dossiers-document = Document qui le montre
dossiers-document-hint = Facultatif : la délibération, l’avis, le courrier.
dossiers-document-none = Aucun
dossiers-irreversible = Cet acte ne se reprend pas : seule une correction enregistrée par l’académie peut revenir dessus.
dossiers-correct-hint = Une correction s’ajoute à l’histoire, elle n’efface rien : l’état corrigé reste visible avec son auteur.

dossiers-happened-begun = Dossier ouvert
dossiers-happened-rank = rang { $rank }
dossiers-happened-on = acte du { $day }
dossiers-happened-corrects = corrige l’état n° { $number }
dossiers-happened-answered = { $count ->
    [one] Réponse enregistrée :
   *[other] Réponse enregistrée { $count } fois :
}
dossiers-happened-attached = Document joint :
dossiers-happened-removed = Document retiré :
dossiers-happened-version = Version { $number } :
dossiers-happened-invited = { $name } est invité à rédiger
dossiers-happened-left = { $name } ne rédige plus

dossiers-financing-rows = Ce que l’appel donne à chaque établissement, année par année
dossiers-financing-headings = Ce qui est demandé, par rubrique
dossiers-financing-how = Calculé avec « { $set } », comme si le dossier était retenu, à partir de { $year }.
dossiers-financing-other-set = La lecture nommée par l’appel n’existe pas : celle en vigueur la remplace.
dossiers-financing-estimated = Des effectifs sont projetés.
dossiers-financing-unknown = Des effectifs manquent, les montants qui en dépendent sont inconnus. Saisissez-les :
dossiers-financing-none = Aucun montant : aucun établissement du dossier n’a de droit.
dossiers-financing-rule = Un montant déclaré autrement ne change pas la part de l’État ni celle des autres financeurs, sauf s’il est plus petit qu’elles : la collectivité paie le reste, au centime près.
dossiers-cap-reached = plafond atteint
dossiers-difference-more = { $amount } de plus que le calcul
dossiers-difference-less = { $amount } de moins que le calcul
dossiers-declare = Déclarer un autre montant
dossiers-declare-hint = Laissez vide pour garder le montant calculé.
dossiers-declare-amount = Montant en euros

dossiers-ranked-list = Liste hiérarchisée
dossiers-file-endorse = { $count ->
    [one] Viser un établissement
   *[other] Viser { $count } établissements
}
dossiers-file-send = { $count ->
    [one] Transmettre un établissement
   *[other] Transmettre { $count } établissements
}
dossiers-quota = { $ecoles } écoles sur { $lines } établissements ; l’appel prévoit { $percent } % d’écoles.
dossiers-quota-over = Au-delà de la part prévue. C’est une information : rien n’est écarté.
dossiers-rank-of = Rang de { $name }
dossiers-up = Monter { $name }
dossiers-down = Descendre { $name }
dossiers-rank-save = Enregistrer l’ordre
dossiers-balanced = équilibré au centime
dossiers-file-note = Note de la collectivité
dossiers-file-no-note = La collectivité n’a rien ajouté.
dossiers-review-lines = { $count ->
    [one] Un établissement est concerné
   *[other] { $count } établissements sont concernés
}
dossiers-behind = { $count ->
    [one] Un établissement ne partira pas :
   *[other] { $count } établissements ne partiront pas :
}

dossiers-refused-not-next = Cet état ne suit pas celui où se trouve l’établissement.
dossiers-refused-wave = La vague n’est pas ouverte : elle n’a pas commencé, ou sa date limite est passée. Le brouillon est conservé.
dossiers-refused-reason = Indiquez le motif.
dossiers-refused-stale = Quelqu’un d’autre vient d’agir sur ce dossier. Relisez-le, puis recommencez.
dossiers-refused-not-published = L’appel n’est pas publié, on ne peut pas encore y répondre.
dossiers-refused-unknown-school = L’annuaire ne connaît pas { $uai }, ou ne dit pas sur quelle île il se trouve.
dossiers-refused-already-begun = { $uai } répond déjà à cette vague.
dossiers-refused-not-written = Le dossier ne se rédige plus : il a été validé.
dossiers-refused-carrier = L’établissement qui porte le dossier ne peut pas en sortir : retirez le dossier.
dossiers-refused-incomplete = { $count ->
    [one] Il manque une réponse ou un document : l’établissement ne peut pas encore valider.
   *[other] Il manque { $count } réponses ou documents : l’établissement ne peut pas encore valider.
}
dossiers-refused-college-not-selected = { $uai } ne peut être retenue qu’avec son collège, ou après lui.
dossiers-refused-rank-twice = Le rang { $rank } est donné deux fois.
dossiers-refused-rank-gap = Le rang { $rank } manque.
dossiers-refused-rank-missing = Donnez à chaque dossier un rang, à partir de 1.
dossiers-refused-of-decision = Cet état vient d’une décision de la commission ou d’une convention : changez-le sur la page de la commission (/commissions) ou de la convention (/conventions), qui tient aussi le plan à jour.
dossiers-refused-nothing = Choisissez au moins un établissement qui peut recevoir cet état.
dossiers-refused-difference = Donnez un montant et un motif pour chaque différence.
dossiers-refused-amount = Indiquez un montant en euros, par exemple 1 250,50.
dossiers-refused-closed-school = { $uai } n’est pas ouvert.
dossiers-refused-contract = { $uai } n’est ni public, ni sous un contrat que l’appel admet.
dossiers-refused-kind = { $uai } n’est pas d’un type que l’appel admet.
dossiers-refused-attached = { $uai } n’est pas une école du secteur de ce collège.
dossiers-refused-excluded = { $uai } est écarté par un autre appel.
dossiers-refused-already-selected = { $uai } est déjà retenu à cet appel.
dossiers-refused-levels = { $uai } n’a pas d’élèves dans les niveaux visés.

notice-dossiers-begun = Le dossier est ouvert.
notice-dossiers-schools = Les écoles du dossier ont changé.
notice-dossiers-moved = Le nouvel état est enregistré.
notice-dossiers-corrected = La correction est enregistrée.
notice-dossiers-amounts = Les montants sont enregistrés.
notice-dossiers-ranked = L’ordre est enregistré.
notice-dossiers-noted = La note est enregistrée.
