# Le plan.
endowment-plan-title = Plan d’équipement
endowment-plan-intro = Qui est retenu, ce qui lui est dû chaque année, et qui paie.
endowment-computed-with = Calculé avec les paramètres :
endowment-compare-link = Comparer avec une autre lecture
endowment-kept-link = Dotations arrêtées
endowment-synthesis-link = Synthèse à imprimer (PDF)
endowment-synthesis-title = Synthèse du plan d’équipement
endowment-synthesis-subtitle = Situation au { $day } · { $set }
endowment-synthesis-source = Source : Pôle, d’après ce qui était connu le { $moment }
endowment-figure-total = Montant total du plan
endowment-figure-schools = Établissements retenus
endowment-total = Total
endowment-totals = Montants par année et par financeur
endowment-totals-note = Un montant inconnu n’est pas compté : quand une ligne est incomplète, le total est un minimum. La colonne Appareils ne compte pas ceux des valises.
endowment-headings = Montants par rubrique
endowment-lines = Dotation par établissement
endowment-plan-none = Aucun établissement n’est encore retenu. Ouvrez une vague et inscrivez-y des établissements : leurs montants apparaîtront ici.
endowment-chart-title = Montants par année, État et collectivité
endowment-chart-description = Une barre par année. Chaque barre empile la part de l’État, celle de la collectivité et, s’il y en a, celle des autres financeurs. Les barres hachurées reposent sur des effectifs estimés. Le tableau qui suit donne les mêmes valeurs.
endowment-chart-unit = euros
endowment-why-totals = Chaque montant est la somme de ce qui est dû aux établissements retenus cette année-là. Ouvrez un établissement pour voir la règle et les nombres derrière chaque chiffre.
endowment-incomplete = À compléter
endowment-incomplete-text = Ces montants sont inconnus tant qu’il manque une information. Saisissez-la sur la page des effectifs de l’établissement.
endowment-unattached = { $count ->
    [one] { $count } école sans collège de secteur
   *[other] { $count } écoles sans collège de secteur
}
endowment-unattached-text = Une école n’entre dans le plan qu’avec son collège. Indiquez le collège de secteur sur la page de l’école.

# Les vagues et les décisions.
endowment-waves = Vagues
endowment-waves-none = Aucune vague pour l’instant. Une vague regroupe les établissements qui répondent ensemble à l’appel à projets. Ajoutez la première ci-dessous.
endowment-wave-add = Ajouter une vague
endowment-wave-label = Nom de la vague
endowment-wave-label-hint = Par exemple : Vague 2, 2027
endowment-wave-first-year = Première année de dotation : { $year }
endowment-wave-empty = Aucun établissement inscrit
endowment-wave-none = Aucun établissement dans cette vague. Cochez ceux qui ont répondu, puis enregistrez la décision.
endowment-first-year = Première année de dotation
endowment-first-year-hint = L’année scolaire où l’établissement reçoit ses premiers appareils.
endowment-note = Remarque
endowment-entries = Établissements et décisions
endowment-entries-none = Aucune décision enregistrée. Ouvrez une vague pour y inscrire des établissements.
endowment-status-selected = retenu
endowment-status-reserve = liste complémentaire
endowment-status-not-selected = non retenu
endowment-status-withdrawn = candidature retirée
endowment-count-selected = { $count ->
    [one] { $count } retenu
   *[other] { $count } retenus
}
endowment-count-reserve = { $count ->
    [one] { $count } en liste complémentaire
   *[other] { $count } en liste complémentaire
}
endowment-count-not-selected = { $count ->
    [one] { $count } non retenu
   *[other] { $count } non retenus
}
endowment-count-withdrawn = { $count ->
    [one] { $count } candidature retirée
   *[other] { $count } candidatures retirées
}
endowment-bulk = Inscrire des établissements
endowment-bulk-text = Cochez un ou plusieurs établissements : la même décision est enregistrée pour tous, ou pour aucun. Un collège et ses écoles peuvent être cochés ensemble.
endowment-bulk-schools = Établissements
endowment-bulk-none = Tous les établissements éligibles sont déjà dans cette vague.
endowment-bulk-save = Enregistrer la décision
endowment-ineligible = { $count ->
    [one] { $count } établissement ne peut pas être retenu
   *[other] { $count } établissements ne peuvent pas être retenus
}
endowment-ineligible-why = L’appel national s’adresse aux collèges et aux écoles ouverts, publics ou privés sous contrat. Un lycée n’y est jamais éligible.
endowment-reason-hint = Obligatoire, sauf quand l’établissement est retenu.
endowment-decision = Décision
endowment-history = Toutes les décisions
endowment-history-line = à partir de { $year }, décidé le { $day }, enregistré par { $who }
endowment-to-school = Voir la dotation de l’établissement
endowment-to-entry = Voir la décision
endowment-to-plan = Ouvrir le plan
endowment-cancel = Annuler
endowment-why-entry = Une école n’est retenue qu’avec son collège, la même année ou après lui. Tant que des écoles dépendent d’un collège, il ne peut pas quitter le plan. Chaque changement garde l’état précédent.
endowment-conflict = Quelqu’un a modifié cette décision avant vous
endowment-conflict-text = { $who } l’a enregistrée le { $when }, pendant que vous la modifiiez. Rien de ce que vous avez saisi n’est perdu : comparez, corrigez si besoin, puis enregistrez.
endowment-conflict-field = Champ
endowment-conflict-stored = Enregistré maintenant
endowment-conflict-typed = Ce que vous avez saisi
endowment-conflict-save = Remplacer par ma saisie

# Les scénarios.
endowment-compare-title = Comparer deux lectures
endowment-compare-intro = La phrase de la fiche se lit de plusieurs façons. Comparez ce que donne une autre lecture avec celle en vigueur. Une comparaison ne modifie jamais le plan.
endowment-compare-other = Comparer avec
endowment-compare-choose = Choisissez un jeu de paramètres
endowment-compare-button = Comparer
endowment-compare-copy = Copier ce jeu pour changer une autre lecture
endowment-compare-empty = Choisissez un jeu de paramètres : les deux plans s’afficheront côte à côte, avec l’écart par établissement, par année et par financeur.
endowment-side-in-force = En vigueur
endowment-side-other = Autre lecture
endowment-side-kept = Arrêté
endowment-side-today = Aujourd’hui
endowment-compared-parameters = Paramètres différents
endowment-compared-same-parameters = Les paramètres sont les mêmes.
endowment-compared-years = Écart par année et par financeur
endowment-compared-differences = Écart par établissement
endowment-compared-no-difference = Aucun écart : les montants sont les mêmes.
endowment-compared-sides = Les deux plans côte à côte
endowment-why-comparison = Un écart vient d’un paramètre différent, d’une décision, ou d’un effectif : quand un constat remplace une estimation, la nouvelle valeur compte pour tous les calculs suivants.
endowment-why-parameters = paramètres différents
endowment-why-entered = entré dans le plan
endowment-why-left = sorti du plan
endowment-why-first-year = première année changée
endowment-why-earlier-years = effectifs d’une année précédente changés
endowment-why-observed = { $what } : constat { $after } au lieu de l’estimation { $before }
endowment-why-changed = { $what } : { $after } au lieu de { $before }

# Les dotations arrêtées.
endowment-kept-title = Dotations arrêtées
endowment-kept-intro = Arrêter la dotation, c’est garder le plan d’aujourd’hui tel quel : montants, effectifs et paramètres. Les calculs suivants ne le modifient jamais ; l’écart est montré.
endowment-kept-none = Aucune dotation arrêtée. Arrêtez-en une quand le comité de pilotage a décidé.
endowment-kept-label = Nom
endowment-keep = Arrêter la dotation
endowment-keep-hint = Par exemple : Comité de pilotage de novembre 2026
endowment-kept-as-of = Situation au
endowment-kept-known-at = Connue le
endowment-kept-detail = Situation au { $day }, telle que connue le { $moment }. Paramètres :
endowment-kept-compared = Voici ce que le plan d’aujourd’hui donne de différent.

# Les quatre chiffres : dû, commandé, livré, en service.
endowment-four = Dû, commandé, livré, en service
endowment-four-detail = Dû, commandé, livré, en service, par établissement
endowment-four-none = Rien n’est dû et rien n’a été déclaré. Les commandes et les livraisons se saisissent sur la page Dotation d’un établissement, ou s’importent depuis un tableau.
endowment-four-note = Quatre chiffres séparés : ce que le plan doit, ce qui est commandé, ce qui est livré, et le dernier stock déclaré en service. « Inconnu » veut dire que personne ne l’a encore déclaré, pas zéro.
endowment-item-pupil-device = Appareil d’élève
endowment-item-teacher-device = Appareil d’enseignant
endowment-item-spare-device = Appareil de réserve
endowment-item-case = Valise
endowment-step-ordered = Commandé
endowment-step-delivered = Livré
endowment-step-in-use = En service
endowment-supplies = Commandes, livraisons et mises en service
endowment-supplies-none = Rien n’a été déclaré pour cet établissement. Saisissez une commande, une livraison ou le nombre d’appareils en service.
endowment-supply-enter = Déclarer une commande, une livraison ou un stock
endowment-supply-text = Chaque ligne s’ajoute aux précédentes, sauf « En service » : c’est le nombre total en service ce jour-là, et le plus récent remplace les autres.
endowment-supply-save = Enregistrer la ligne
endowment-supply-year = Année de dotation
endowment-supply-year-hint = L’année scolaire qui paie.
endowment-step-hint = Ce qui s’est passé ce jour-là.
endowment-price-hint = Prix d’une unité, toutes taxes comprises, en euros. Laissez vide si vous ne le connaissez pas.
endowment-reference-hint = Numéro du bon de commande ou de livraison, s’il existe.
endowment-supply-withdraw = Retirer
endowment-supply-withdrawn = retirée le { $moment }
endowment-supply-replaced = remplacée par un import le { $moment }
endowment-supply-file = { $file }, ligne { $line }

# La dotation d’un établissement.
endowment-school-title = Dotation année par année
endowment-school-status = { $wave } : { $status }, à partir de { $year }
endowment-school-none = Aucune dotation n’est due
endowment-school-none-text = Cet établissement n’est retenu dans aucune vague à cette date. Sa dotation sera calculée dès qu’il le sera.
endowment-sheet-link = Fiche de dotation (PDF)
endowment-sheet-title = Fiche de dotation – { $school }
endowment-figure-rights = Élèves ayant droit à un appareil
endowment-figure-net = Appareils à acheter pour les élèves
endowment-figure-teachers = Appareils à acheter pour les enseignants
endowment-figure-spare = Appareils de réserve
endowment-figure-order = Appareils à commander
endowment-figure-cost = Coût de la commande
endowment-figure-cases = Valises à acheter
endowment-figure-case-cost = Coût des valises
endowment-figure-lump = Forfait de ressources de l’école
endowment-figure-resources = Ressources numériques
endowment-figure-coverage = Élèves équipés
endowment-shares = Qui paie quoi
endowment-shares-none = Rien à payer.
endowment-roster = Effectifs utilisés
endowment-roster-none = Ce calcul n’a besoin d’aucun effectif, ou aucun n’est connu. Ajoutez-en sur l’onglet Effectifs.
endowment-replaced = Quand le constat remplace l’estimation
endowment-replaced-text = Ces effectifs étaient estimés avant d’être constatés. Le constat compte désormais dans tous les calculs.
endowment-replaced-line = { $level }, { $year } : { $observed } élèves constatés, { $projected } estimés auparavant (écart { $difference })
endowment-origin-file = { $source }, fichier { $file }, ligne { $line }
endowment-origin-cohort = estimé d’après les élèves de { $level } en { $year }
endowment-origin-carried = estimé d’après l’effectif de { $year }
endowment-origin-sum = somme des niveaux

# Les colonnes des tableaux.
endowment-column-school = Établissement
endowment-column-uai = Code UAI
endowment-column-kind = Type
endowment-column-wave = Vague
endowment-column-status = Décision
endowment-column-first-year = À partir de
endowment-column-decided = Décidé le
endowment-column-reason = Motif
endowment-column-year = Année
endowment-column-order = Appareils
endowment-column-cases = Valises
endowment-column-heading = Rubrique
endowment-column-quantity = Quantité
endowment-column-unit = Prix unitaire
endowment-column-item = Matériel
endowment-column-step = Étape
endowment-column-day = Date
endowment-column-reference = Référence
endowment-column-entitled = Dû
endowment-column-ordered = Commandé
endowment-column-delivered = Livré
endowment-column-in-use = En service
endowment-column-in-use-on = Stock au
endowment-column-funder = Financeur
endowment-column-change = Écart
endowment-column-why = Pourquoi
endowment-column-parameter = Paramètre
endowment-column-value = Valeur
endowment-column-default = Lecture de la fiche
endowment-column-source = D’où vient la valeur par défaut
endowment-column-set = Jeu de paramètres
endowment-column-code = Code
endowment-column-version = Version
endowment-column-valid-from = À utiliser à partir du
endowment-column-differs = Ce qui change
endowment-column-since = Depuis le
endowment-column-who = Par
endowment-column-figure = Chiffre
endowment-column-category = Effectif
endowment-column-count = Nombre
endowment-column-origin = Source
endowment-column-side = { $what } ({ $side })

# Qui paie, et pour quoi.
endowment-funder-state = État
endowment-funder-authority = Collectivité
endowment-funder-others = Autres financeurs
endowment-heading-pupil-devices = Appareils d’élèves
endowment-heading-teacher-devices = Appareils d’enseignants
endowment-heading-spare-devices = Appareils de réserve
endowment-heading-cases = Valises des écoles
endowment-heading-resources = Ressources numériques
endowment-heading-school-lump = Forfait des écoles

# La qualité d’un chiffre.
endowment-flag-estime = estimé
endowment-flag-exceptionnel = exceptionnel
endowment-flag-rectifie = rectifié
endowment-flag-incomplet = incomplet
endowment-flag-incomplete-lines = { $count ->
    [one] { $count } ligne incomplète
   *[other] { $count } lignes incomplètes
}
endowment-flag-cap = plafond de l’État atteint
endowment-flagged-estime = certains effectifs sont estimés, pas constatés
endowment-flagged-exceptionnel = un constat exceptionnel est utilisé
endowment-flagged-rectifie = un effectif a été corrigé après une décision

# Les informations dont le calcul a besoin.
endowment-input-6e = effectif de 6e
endowment-input-5e = effectif de 5e
endowment-input-4e = effectif de 4e
endowment-input-3e = effectif de 3e
endowment-input-total = total des élèves
endowment-input-teachers = nombre d’enseignants
endowment-input-teachers-5e = enseignants de 5e
endowment-input-teachers-5e-new = enseignants de 5e sans appareil du plan
endowment-input-teachers-6e-new = enseignants de 6e sans appareil du plan
endowment-input-repeaters = élèves ayant déjà un appareil du plan
endowment-input-returns = appareils rendus et réutilisables
endowment-input-earlier-years = ce qui a été acheté les années précédentes

# Pourquoi un chiffre est ce qu’il est.
endowment-reason-not-selected = L’établissement n’est pas retenu.
endowment-reason-no-window = L’établissement commence en { $first }, après la dernière année du plan : aucune année ne donne de droit.
endowment-reason-outside-window = L’année est en dehors de la période de dotation, de { $first } à { $last }.
endowment-reason-last-year = C’est la dernière année de la période de dotation.
endowment-reason-levels-entitled = Niveaux qui donnent droit à un appareil : { $levels }.
endowment-reason-repeaters-deducted = { $count ->
    [one] { $count } élève a déjà un appareil du plan : pas de second droit.
   *[other] { $count } élèves ont déjà un appareil du plan : pas de second droit.
}
endowment-reason-already-bought = { $count ->
    [one] { $count } appareil acheté les années précédentes reste dans ces niveaux.
   *[other] { $count } appareils achetés les années précédentes restent dans ces niveaux.
}
endowment-reason-returns-serve-first = { $count ->
    [one] { $count } appareil rendu sert avant toute commande.
   *[other] { $count } appareils rendus servent avant toute commande.
}
endowment-reason-returns-already-counted = { $count ->
    [one] { $count } appareil rendu fait partie de ceux déjà achetés : il n’est pas déduit deux fois.
   *[other] { $count } appareils rendus font partie de ceux déjà achetés : ils ne sont pas déduits deux fois.
}
endowment-reason-teacher-once = Un enseignant de 5e reçoit un appareil une seule fois : on ne compte que ceux qui n’en ont pas.
endowment-reason-teacher-yearly = Un enseignant de 5e reçoit un appareil chaque année.
endowment-reason-teachers-of-sixth-added = { $count ->
    [one] { $count } enseignant de 6e est ajouté la dernière année.
   *[other] { $count } enseignants de 6e sont ajoutés la dernière année.
}
endowment-reason-spare-added = { $count ->
    [one] { $count } appareil de réserve, payé sans l’État.
   *[other] { $count } appareils de réserve, payés sans l’État.
}
endowment-reason-cap-reached = { $heading } : le plafond de l’État est atteint, la collectivité paie le reste.
endowment-reason-resources-for = { $count ->
    [one] Ressources comptées pour { $count } personne ({ $base }).
   *[other] Ressources comptées pour { $count } personnes ({ $base }).
}
endowment-reason-state-resources-for = { $count ->
    [one] L’État paie pour { $count } personne ({ $base }).
   *[other] L’État paie pour { $count } personnes ({ $base }).
}
endowment-reason-lycee-out-of-scope = Un lycée ne reçoit rien avec cette lecture.
endowment-reason-lycee-paid-locally = La collectivité paie seule les ressources d’un lycée.
endowment-reason-cases-due = { $count ->
    [one] { $count } valise est due cette année.
   *[other] { $count } valises sont dues cette année.
}
endowment-reason-cases-served-first-year = Toutes les valises étaient dues la première année.
endowment-reason-cases-not-served = { $count ->
    [one] La période s’arrête avant que { $count } valise ait pu être donnée.
   *[other] La période s’arrête avant que { $count } valises aient pu être données.
}
endowment-reason-lump-once = Le forfait n’est dû que la première année.
endowment-reason-lump-without-state = L’État ne paie le forfait que les premières années : la collectivité paie celui-ci.
endowment-reason-holders-above-pupils = { $holders } appareils pour { $pupils } élèves : des appareils rendus n’ont sans doute pas été déclarés.
endowment-reason-total-differs = La somme des niveaux ({ $levels }) diffère du total donné ({ $total }) : la somme est utilisée.
endowment-reason-unknown-input = Il manque : { $input }. Ce qui en dépend reste inconnu.
endowment-reason-year-missing = Les effectifs de { $year } sont inconnus : ce qui a été acheté alors l’est aussi.
endowment-reason-undeclared-as-zero = Non déclaré, donc compté comme 0 : { $input }.
endowment-reason-flagged = Attention : { $flag }.
endowment-base-all = tous les élèves et enseignants
endowment-base-equipped = seulement ceux qui ont un appareil du plan
endowment-why-heads = { $level } : { $count } élèves ({ $origin }).
endowment-why-net = { $rights } droits − { $returns } appareils rendus = { $net }.
endowment-why-spare = { $rate } de { $base } appareils, arrondi au-dessus = { $spare }.
endowment-why-order = { $net } pour les élèves + { $teachers } pour les enseignants + { $spare } de réserve = { $order }.
endowment-why-product = { $quantity } × { $unit } = { $amount }.
endowment-why-case-price = Une valise : { $size } appareils × { $unit } + { $extra } = { $price }.
endowment-why-share = { $heading } : { $amount }.
endowment-why-share-capped = { $heading } : { $amount } (plafond atteint).
endowment-why-authority = La collectivité paie ce que personne d’autre ne paie.
endowment-why-coverage = { $holders } appareils du plan pour { $pupils } élèves ; { $residual } élèves sans appareil.

# Les jeux de paramètres.
endowment-parameters-title = Paramètres
endowment-parameters-intro = Les règles et les prix du calcul. Un jeu n’est jamais modifié : on le copie, on change une lecture, et la copie devient une nouvelle version.
endowment-in-force = En vigueur
endowment-in-force-since = Depuis le { $moment }, choisi par { $who }. Motif : { $reason }
endowment-sets = Tous les jeux
endowment-sets-none = Aucun jeu enregistré : la lecture de la fiche s’applique.
endowment-choices = Choix successifs
endowment-choice-first = Lecture de la fiche projet
endowment-set-title = { $name }, version { $version }
endowment-set-made = À utiliser à partir du { $day }. Enregistré le { $moment } par { $who }.
endowment-set-brought = Pôle (jeu fourni)
endowment-set-based-on = Copié de
endowment-set-copy = Copier et changer une lecture
endowment-set-compare = Comparer avec le jeu en vigueur
endowment-readings = Lectures et prix
endowment-toml = Fichier pour le calculateur (TOML)
endowment-other-readings = Autres lectures possibles :
endowment-changed = changé
endowment-choose = Mettre ce jeu en vigueur
endowment-choose-text = Le plan sera calculé avec ce jeu à partir de maintenant. Les dotations déjà arrêtées gardent leurs paramètres.
endowment-choose-hint = Par exemple : décision du comité de pilotage du 12 novembre 2026
endowment-copy-intro = Changez ce qui doit l’être, puis enregistrez. Le plan ne change pas : comparez d’abord, et mettez le jeu en vigueur si la décision est prise.
endowment-copy-name-hint = Un nom qui dit ce qui change.
endowment-copy-code-hint = Le même code crée la version suivante ; un autre code crée un nouveau jeu.
endowment-copy-note-hint = Ce qui change, et pourquoi.
endowment-copy-save = Enregistrer la copie
endowment-parameter-line = { $name } : { $value }
endowment-hint-count = De { $least } à { $most }.
endowment-hint-money = En euros, toutes taxes comprises.
endowment-hint-money-or-none = En euros, toutes taxes comprises. Laissez vide pour calculer le prix.
endowment-hint-percent = En pour cent, de 0 à { $most }.
endowment-hint-year = Par exemple 2028. Laissez vide s’il n’y en a pas.
endowment-value-none = aucune valeur
endowment-source-f = Fiche projet
endowment-source-s = Source publique
endowment-source-c = Choix du projet
endowment-funding-legend = Financeur { $number }
endowment-funding-funder = Nom du financeur
endowment-funding-share = Part (%)
endowment-funding-share-hint = Part de ce que l’État laisse à la collectivité.
endowment-funding-cap = Plafond (€)
endowment-funding-cap-hint = Par établissement et par an. Laissez vide s’il n’y en a pas.
endowment-funding-line = { $funder } : { $share } % de « { $heading } »
endowment-funding-line-capped = { $funder } : { $share } % de « { $heading } », au plus { $cap }
endowment-param-holding = Quand l’élève change de classe
endowment-param-why-holding = Règle nationale : l’élève garde son appareil, si bien que tout le collège est équipé au bout de trois ans.
endowment-param-window = Fin de la dotation
endowment-param-why-window = La fiche dit « pendant 3 ans » : on compte trois ans pour chaque établissement.
endowment-param-years = Durée de la dotation (années scolaires)
endowment-param-why-years = « Chaque année pendant 3 ans. »
endowment-param-plan-last-year = Dernière année du plan
endowment-param-why-plan-last-year = Sert seulement quand la dotation s’arrête pour tous en même temps.
endowment-param-last-commitment-year = Dernière année où l’on peut engager de l’argent
endowment-param-why-last-commitment-year = Coupe toutes les périodes de dotation ; sans valeur, rien n’est coupé.
endowment-param-last-year-levels = Niveaux équipés la dernière année
endowment-param-why-last-year-levels = « Élèves de 6e et 5e la dernière année » : tous les niveaux sont alors équipés.
endowment-param-teacher-right = Appareil d’un enseignant
endowment-param-why-teacher-right = « Chaque année » se rapporte aux élèves ; l’enseignant garde son appareil.
endowment-param-teacher-levels = Enseignants équipés
endowment-param-why-teacher-levels = « 1 tablette pour enseignant de 5e. »
endowment-param-device-price-cents = Prix d’un appareil
endowment-param-why-device-price-cents = Environ 490 € lors de l’achat de 2019 à Saint-Martin.
endowment-param-spare-rate-percent = Appareils de réserve
endowment-param-why-spare-rate-percent = Part des appareils commandés, arrondie au-dessus ; payée sans l’État.
endowment-param-case-count = Valises par école
endowment-param-why-case-count = « 3 valises de tablettes. »
endowment-param-case-cap = Nombre maximal de valises par école
endowment-param-why-case-cap = L’État n’en finance pas plus de trois.
endowment-param-case-size = Appareils dans une valise
endowment-param-why-case-size = « Une quinzaine », selon la presse en 2019.
endowment-param-case-extra-cents = Prix d’une valise sans ses appareils
endowment-param-why-case-extra-cents = La valise, son chargeur et sa borne Wi-Fi.
endowment-param-case-price-cents = Prix d’une valise complète
endowment-param-why-case-price-cents = À remplir seulement quand le prix est connu directement.
endowment-param-case-schedule = Arrivée des valises
endowment-param-why-case-schedule = La « dotation progressive » permet aussi une valise par an.
endowment-param-resource-cents-per-person = Ressources par personne et par an
endowment-param-why-resource-cents-per-person = « 30 € par élève et par enseignant. »
endowment-param-resource-base = Personnes comptées pour les ressources
endowment-param-why-resource-base = La fiche dit « par élève et par enseignant » : tous sont comptés.
endowment-param-resource-scope = Établissements qui reçoivent des ressources
endowment-param-why-resource-scope = Les lycées ne pouvaient pas être retenus par l’appel national.
endowment-param-school-lump-cents = Forfait d’une école
endowment-param-why-school-lump-cents = « 500 € par école. »
endowment-param-school-lump = Fréquence du forfait
endowment-param-why-school-lump = La fiche le dit annuel ; l’État ne l’a payé qu’une fois.
endowment-param-state-pupil-share-percent = Part de l’État sur un appareil d’élève
endowment-param-why-state-pupil-share-percent = L’État paie la moitié.
endowment-param-state-pupil-cap-cents = Plafond de l’État par appareil d’élève
endowment-param-why-state-pupil-cap-cents = 190 € au plus, soit la moitié de 380 €.
endowment-param-state-teacher-share-percent = Part de l’État sur un appareil d’enseignant
endowment-param-why-state-teacher-share-percent = L’État paie tout, jusqu’au plafond.
endowment-param-state-teacher-cap-cents = Plafond de l’État par appareil d’enseignant
endowment-param-why-state-teacher-cap-cents = 380 € au plus.
endowment-param-state-case-share-percent = Part de l’État sur une valise
endowment-param-why-state-case-share-percent = L’État paie la moitié.
endowment-param-state-case-cap-cents = Plafond de l’État par valise
endowment-param-why-state-case-cap-cents = 4 000 € au plus.
endowment-param-state-resource-base = Personnes pour qui l’État paie des ressources
endowment-param-why-state-resource-base = L’État payait pour les élèves et les enseignants équipés.
endowment-param-state-resource-cents-per-person = Ressources payées par l’État, par personne
endowment-param-why-state-resource-cents-per-person = Jamais plus que le montant des ressources.
endowment-param-state-school-lump-years = Années où l’État paie le forfait
endowment-param-why-state-school-lump-years = L’État l’a payé une seule fois par école.
endowment-param-state-school-lump-cents = Plafond de l’État par forfait
endowment-param-why-state-school-lump-cents = 500 € au plus.
endowment-param-survival-rate-percent = Élèves retrouvés l’année suivante
endowment-param-why-survival-rate-percent = Sert à estimer les effectifs à venir : à 100 %, tous les élèves passent au niveau suivant.
endowment-param-funding = Autres financeurs
endowment-param-why-funding = Un autre financeur paie une part de ce que l’État laisse à la collectivité, dans l’ordre de la liste.
endowment-value-holding-follows-pupil = L’élève garde son appareil
endowment-value-holding-stays-in-level = L’appareil reste dans le niveau
endowment-value-window-per-school = Après la durée prévue, pour chaque établissement
endowment-value-window-plan = Avec la dernière année du plan, pour tous
endowment-value-last-year-levels-6e-5e = 6e et 5e
endowment-value-last-year-levels-5e = 5e seulement
endowment-value-teacher-right-once = Une seule fois
endowment-value-teacher-right-yearly = Chaque année
endowment-value-teacher-levels-5e = Ceux de 5e
endowment-value-teacher-levels-5e-and-6e-last-year = Ceux de 5e, et ceux de 6e la dernière année
endowment-value-case-schedule-at-once = Toutes la première année
endowment-value-case-schedule-one-per-year = Une par an
endowment-value-resource-base-all = Tous les élèves et enseignants
endowment-value-resource-base-equipped = Ceux qui ont un appareil du plan
endowment-value-resource-scope-selected-colleges = Les collèges retenus
endowment-value-resource-scope-every-selected-eple = Tous les collèges et lycées retenus
endowment-value-school-lump-annual = Chaque année
endowment-value-school-lump-once = La première année seulement
endowment-value-state-resource-base-all = Tous les élèves et enseignants
endowment-value-state-resource-base-equipped = Ceux qui ont un appareil du plan
endowment-set-name-sheet-default = Fiche projet (lecture par défaut)
endowment-set-note-sheet-default = La phrase de la fiche, avec les montants de l’appel « Collèges numériques ».
endowment-set-name-stays-in-level = Les appareils restent dans le niveau
endowment-set-note-stays-in-level = On rachète seulement les appareils qui manquent dans le niveau ; les élèves ne les gardent pas.
endowment-set-name-plan-window = Fin du plan pour tous
endowment-set-note-plan-window = La dotation s’arrête pour tous la dernière année du plan : un établissement de la dernière vague n’a qu’une année.
endowment-set-name-last-year-5e = Dernière année : 5e seulement
endowment-set-note-last-year-5e = La dernière année n’équipe que les 5e, comme les autres années.
endowment-set-name-teachers-yearly = Enseignants équipés chaque année
endowment-set-note-teachers-yearly = Chaque enseignant de 5e reçoit un appareil tous les ans.
endowment-set-name-teachers-6e-last-year = Enseignants de 6e la dernière année
endowment-set-note-teachers-6e-last-year = Les enseignants de 6e sans appareil sont équipés la dernière année, comme leurs élèves.
endowment-set-name-cases-one-per-year = Une valise par an
endowment-set-note-cases-one-per-year = Les écoles reçoivent une valise par an au lieu de trois la première année.
endowment-set-name-resources-equipped = Ressources pour les personnes équipées
endowment-set-note-resources-equipped = Les 30 € ne sont comptés que pour ceux qui ont un appareil du plan.
endowment-set-name-resources-every-eple = Ressources aussi pour les lycées
endowment-set-note-resources-every-eple = Tout lycée retenu reçoit des ressources, payées par la collectivité seule.
endowment-set-name-lump-once = Forfait des écoles une seule fois
endowment-set-note-lump-once = Les 500 € ne sont dus que la première année, comme l’État les a payés.

# Ce qui n’est pas possible, et comment le corriger.
endowment-refused-label = Donnez un nom.
endowment-refused-wave-taken = Une vague porte déjà ce nom. Choisissez-en un autre.
endowment-refused-nothing-chosen = Cochez au moins un établissement.
endowment-refused-unknown-school = Cet établissement n’est pas dans l’annuaire des deux îles.
endowment-refused-lycee = { $school } est un lycée : l’appel national ne peut pas le retenir. Il peut faire partie du pôle avec l’argent de la collectivité seule.
endowment-refused-not-eligible = { $school } ne peut pas être retenu : seuls le sont les collèges et les écoles ouverts, publics ou sous contrat.
endowment-refused-not-attached = { $ecole } n’a pas de collège de secteur en { $year }. Indiquez-le sur la page de l’école.
endowment-refused-college-not-selected = { $ecole } ne peut être retenue qu’avec son collège, { $college }, qui ne l’est pas. Cochez les deux ensemble, ou retenez d’abord le collège.
endowment-refused-college-later = { $ecole } commencerait avant son collège, { $college }, retenu à partir de { $year }. Choisissez cette année ou une suivante.
endowment-refused-college-needed = { $college } ne peut pas quitter le plan ni commencer plus tard : ces écoles sont retenues avec lui : { $ecoles }. Changez d’abord leur décision.
endowment-refused-decided-future = La date de la décision est dans l’avenir. Indiquez un jour passé, ou aujourd’hui.
endowment-refused-reason = Indiquez le motif.
endowment-refused-already-in-wave = { $school } vient d’être inscrit dans cette vague par quelqu’un d’autre. Décochez-le, ou ouvrez sa décision.
endowment-refused-code = Un code compte de 2 à 40 lettres simples, chiffres ou traits bas.
endowment-refused-unchanged = Rien n’a changé par rapport au jeu copié : changez une lecture ou un prix.
endowment-refused-in-force = Ce jeu est déjà en vigueur.
endowment-refused-supply-twice = Cette ligne est déjà enregistrée. Changez la référence si c’en est une autre.
endowment-refused-supply-future = Cette date est dans l’avenir. Indiquez un jour passé, ou aujourd’hui.
endowment-refused-quantity = Ce nombre est trop grand : 100 000 au plus.
endowment-refused-count = Indiquez un nombre entier, dans les limites indiquées.
endowment-refused-euros = Indiquez un montant en euros, par exemple 490 ou 490,50.
endowment-refused-percent = Indiquez un pourcentage, par exemple 5 ou 2,5.
endowment-refused-year = Indiquez une année scolaire, par exemple 2028 ou 2028-2029.
endowment-refused-value = Cette valeur n’est pas acceptée.
endowment-refused-parameters = Ces paramètres ne sont pas acceptés : { $detail }
endowment-refused-roster = La dotation de { $uai } ne peut pas être calculée en { $year } : un effectif est trop grand. Corrigez-le sur la page des effectifs.
endowment-refused-stale = Quelqu’un a modifié cette décision entre-temps. Relisez-la, puis recommencez.

# Les confirmations.
notice-endowment-wave-added = La vague est ajoutée. Inscrivez-y des établissements.
notice-endowment-decided = La décision est enregistrée.
notice-endowment-kept = La dotation est arrêtée : elle ne changera plus.
notice-endowment-supply-entered = La ligne est enregistrée.
notice-endowment-supply-withdrawn = La ligne est retirée. Elle reste visible dans la liste.
notice-endowment-set-added = La copie est enregistrée. Le plan n’a pas changé.
notice-endowment-chosen = Le jeu est en vigueur.
endowment-refused-by-call = Cette vague reçoit les décisions d’un appel à projets : elles se prennent en commission.
endowment-wave-call = Cette vague reçoit les décisions de « { $call } », { $wave } : on n’y saisit rien à la main.
endowment-wave-call-link = Ouvrir la commission
