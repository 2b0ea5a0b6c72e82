# Scénarios : les budgets, les garanties, et les plans cherchés pour eux.
strategy-home-title = Scénarios
strategy-home-intro = Quels établissements doivent entrer dans quelle vague, avec ces budgets ? Un scénario pose la question ; le calcul propose un plan et dit pourquoi. La décision reste à une personne.
strategy-home-empty = Aucun scénario pour l’instant.
strategy-home-first = Commencez par en créer un : donnez la première année, le nombre de vagues, puis ce que chaque financeur peut payer chaque année. Vérifiez aussi les besoins et les pondérations : ils ordonnent les établissements.
strategy-new = Nouveau scénario
strategy-new-intro = Ces réglages peuvent tous être changés ensuite. Chaque enregistrement est gardé.
strategy-compare-link = Comparer deux calculs
strategy-decisions-link = Décisions du comité
strategy-archived = { $count ->
    [one] { $count } scénario archivé
   *[other] { $count } scénarios archivés
}
strategy-card-what = Vagues : { $waves }, à partir de { $year }
strategy-card-saved = Révision { $revision }, { $when }, { $who }
strategy-card-never = Jamais calculé
strategy-card-result = { $count ->
    [one] { $count } établissement retenu, coût local { $cost }
   *[other] { $count } établissements retenus, coût local { $cost }
}
strategy-card-result-own = { $count ->
    [one] { $count } établissement retenu sur votre île
   *[other] { $count } établissements retenus sur votre île
}
strategy-console = la console
strategy-funder-state = État
strategy-funder-authority = Collectivité
strategy-funder-authority-of = Collectivité de { $territory }
strategy-wave-of = Vague { $wave } ({ $year })
strategy-scenario = Scénario
strategy-change = Modifier
strategy-saved = Le scénario est enregistré.
strategy-created = Le scénario est créé. Donnez maintenant les budgets.
strategy-restored = La révision est reprise : elle devient la plus récente, rien n’est perdu.
strategy-put-away = Le scénario est archivé.
strategy-taken-back = Le scénario est repris.
strategy-put-away-button = Archiver
strategy-take-back = Le reprendre
strategy-is-archived = Ce scénario est archivé : il se lit, il ne se modifie plus.
strategy-copy = Copier ce scénario
strategy-copy-none = Rien : partir de zéro
strategy-copy-of = { $name } (copie)
strategy-partial = Vous voyez les établissements de votre île et l’argent de votre collectivité. Les totaux des autres ne sont pas montrés.
strategy-search = Chercher le meilleur plan
strategy-search-again = Calculer à nouveau
strategy-search-anyway = Calculer quand même
strategy-not-searched = Le calcul n’a pas commencé : corrigez d’abord ce qui l’empêche.
strategy-obstacles = Ce qui empêche le calcul
strategy-waves = Vagues
strategy-waves-count = { $count ->
    [one] { $count } vague
   *[other] { $count } vagues
}
strategy-span = { $waves ->
    [one] { $waves } vague, en { $first }
   *[other] { $waves } vagues, de { $first } à { $last }
}
strategy-set = Paramètres de la dotation
strategy-set-title = { $name }, version { $version }
strategy-set-in-force = Ceux en vigueur ({ $name }, version { $version })
strategy-rules = Règles du choix
strategy-guarantees = Garanties
strategy-says-keep = Les établissements déjà retenus le restent ; leur coût est payé d’abord.
strategy-says-anew = Tout est choisi à nouveau, même les établissements déjà retenus.
strategy-says-island = Au moins un établissement de chaque île dans chaque vague.
strategy-says-at-least = { $count ->
    [one] Au moins { $count } école.
   *[other] Au moins { $count } écoles.
}
strategy-says-at-most = { $count ->
    [one] Au plus { $count } école.
   *[other] Au plus { $count } écoles.
}
strategy-says-technicians = Les appareils en service sont limités par le nombre de techniciens.
strategy-kept = { $count ->
    [one] { $count } établissement déjà retenu n’est pas remis en jeu.
   *[other] { $count } établissements déjà retenus ne sont pas remis en jeu.
}
strategy-committed-unknown = { $count ->
    [one] Montant inconnu pour { $count } d’entre eux : l’engagé est un minimum
   *[other] Montants inconnus pour { $count } d’entre eux : l’engagé est un minimum
}
strategy-runs = Calculs
strategy-history = Historique des révisions
strategy-restore = Reprendre
strategy-changed-budgets = budgets
strategy-changed-caps = plafonds et techniciens
strategy-changed-schools = établissements
strategy-changed-works = travaux de réseau
strategy-changed-guarantees = garanties
strategy-changed-general = réglages généraux
strategy-changed-first = création
strategy-column-asked = Demandé le
strategy-column-state = État du calcul
strategy-column-revision = Révision
strategy-column-when = Enregistrée le
strategy-column-who = Par
strategy-column-changed = Ce qui change
strategy-column-total = Total
strategy-column-funder = Financeur
strategy-column-heading = Rubrique
strategy-column-paste = Coller une ligne
strategy-column-school = Établissement
strategy-column-says = Consigne
strategy-column-reason = Motif
strategy-column-works = Travaux
strategy-column-ready = Prêt dès
strategy-column-cost = Coût
strategy-column-payers = Payé par
strategy-column-done = Réalisation
strategy-column-pinned = Vague imposée
strategy-column-excluded = Exclu
strategy-column-closes = Ferme
strategy-column-mode = Priorité du calcul
strategy-column-schools = Établissements
strategy-column-pupils = Élèves
strategy-column-benefit = Bénéfice
strategy-column-local = Coût local
strategy-column-proven = Preuve
strategy-column-island = Île
strategy-column-need = Besoin
strategy-column-priority = Priorité
strategy-column-why = Ce qui l’arrête
strategy-column-increase = Ce qui le ferait entrer
strategy-column-part = Part
strategy-column-bound = Limite
strategy-budgets = Budgets par an
strategy-budgets-none = Aucun budget : sans argent, aucun établissement ne peut entrer. Donnez ce que chaque financeur peut payer chaque année.
strategy-budgets-how = En euros, par année scolaire. Les espaces et la virgule sont acceptés. Une ligne copiée d’un tableur peut être collée dans la dernière colonne : elle remplace alors la ligne. Une année vide vaut zéro. Un établissement coûte aussi les années qui suivent son entrée.
strategy-cell-committed = engagé : { $amount }
strategy-other-funder = Autre financeur
strategy-other-name = Donnez à ce financeur un nom qui n’est pas déjà dans le tableau.
strategy-amount = Écrivez un montant en euros, par exemple 80 000 ou 1 234,50.
strategy-paste-amount = Une des valeurs collées n’est pas un montant en euros.
strategy-paste-too-long = { $count ->
    [one] La ligne collée a plus de { $count } année.
   *[other] La ligne collée a plus de { $count } années.
}
strategy-caps = Plafonds par rubrique et techniciens
strategy-caps-how = Facultatif. Un plafond compte l’argent de tous les financeurs. Une rubrique laissée vide n’a pas de plafond ; dès qu’une année est remplie, les années vides valent zéro.
strategy-technicians = Techniciens (équivalents temps plein)
strategy-technicians-how = 450 appareils chacun ; vide : pas de limite
strategy-row-committed = { $funder } : déjà engagé
strategy-row-cap = Plafond : { $heading }
strategy-chart-title = Budget de chaque année : { $funder }
strategy-chart-description = Une courbe par année scolaire : le budget et, s’il y en a, ce qui est déjà engagé. Le tableau qui précède donne les mêmes valeurs.
strategy-chart-budget = Budget
strategy-chart-committed = Déjà engagé
strategy-chart-spent = Engagé et plan
strategy-bars-title = Dépense et budget : { $funder }
strategy-bars-description = Deux barres par année scolaire : le budget, puis ce qui est déjà engagé et ce que le plan ajoute. Le tableau qui précède donne les mêmes valeurs.
strategy-choices = Consignes par établissement
strategy-choices-none = Aucune consigne : chaque établissement peut entrer dès la première vague.
strategy-choices-how = Un établissement imposé entre dans cette vague, quoi qu’il en coûte aux autres ; un établissement exclu reste dehors. Les deux demandent un motif, publié avec le résultat.
strategy-choice-pinned = imposé : { $wave }
strategy-choice-excluded = exclu
strategy-choice-ready = prêt dès : { $wave }
strategy-choice-never-ready = Pas avant la dernière vague
strategy-choice-closes = ouvert jusqu’en { $year }
strategy-ready-first = Dès la première vague
strategy-pinned-no = Aucune
strategy-closes-no = Reste ouvert
strategy-closes-after = Après { $year }
strategy-closes-known = D’après l’annuaire, fermé en { $year }
strategy-school-scores = Besoin { $need }, priorité { $priority }
strategy-works = Travaux de réseau
strategy-works-none = Aucuns travaux. Des travaux rendent un établissement prêt plus tôt, ou coûtent dans tous les cas.
strategy-works-how = Des travaux rendent un établissement prêt dès une vague plus tôt que sa consigne ; le calcul les fait s’ils en valent la peine, ou toujours s’ils sont imposés. Pour deux financeurs, remplissez deux cadres de même nom et de même établissement.
strategy-works-new = Nouveaux travaux
strategy-works-choose = Choisissez un établissement
strategy-works-wave = Rendent prêt dès
strategy-works-payer = Financeur
strategy-works-cost = Coût en { $year }
strategy-works-impose = À faire dans tous les cas
strategy-works-imposed = imposés
strategy-works-free = si le plan y gagne
strategy-works-twice = Ce nom est déjà pris par d’autres travaux.
strategy-works-is-done = { $name } ({ $school }) : à faire
strategy-works-is-left = { $name } ({ $school }) : pas faits
strategy-edit-general = Réglages généraux
strategy-edit-stale = { $who } a enregistré la révision { $revision } entre-temps ({ $when }). Relisez : enregistrer de nouveau la remplacera par ce qui est ci-dessous.
strategy-create = Créer le scénario
strategy-field-name = Nom
strategy-field-name-hint = Par exemple : Budget voté, priorité aux écoles
strategy-field-note = Remarque
strategy-field-copy = Partir d’une copie de
strategy-field-copy-hint = Budgets, plafonds, consignes et travaux sont repris.
strategy-field-year = Première année
strategy-field-year-hint = L’année scolaire de la première vague.
strategy-field-waves-hint = Une vague par année scolaire.
strategy-field-set-hint = Ils donnent le coût de chaque établissement.
strategy-field-keep = Garder les établissements déjà retenus
strategy-field-keep-hint = Ils ne sont pas remis en jeu, et leur coût des années à venir est payé d’abord. Sans cette case, tout est choisi à nouveau.
strategy-field-island = Au moins un établissement de chaque île dans chaque vague
strategy-field-island-hint = Parmi ceux que le calcul choisit.
strategy-field-at-least = Au moins tant d’écoles
strategy-field-at-most = Au plus tant d’écoles
strategy-field-seed = Graine des tirages
strategy-field-seed-hint = Un nombre. La même graine donne les mêmes tirages de pondérations.
strategy-place-year = { $what }, année { $year }
strategy-problem-bounds = Valeur hors limites : { $path }.
strategy-problem-reason = Dites pourquoi cet établissement est imposé ou exclu ({ $path }).
strategy-problem-name = Un nom manque ou sert deux fois : { $path }.
strategy-problem-school = Établissement inconnu : { $path }.
strategy-problem-heading = Rubrique inconnue : { $path }.
strategy-problem-quota = Le maximum est plus petit que le minimum.
strategy-refused-archived = Ce scénario est archivé : reprenez-le d’abord.
strategy-refused-unchanged = Rien ne change.
strategy-refused-ended = Ce calcul est déjà terminé.
strategy-obstacle-set = Les paramètres « { $code } » n’existent pas.
strategy-obstacle-window = Avec ces paramètres, un établissement qui commence en { $year } ne reçoit rien : changez la première année, le nombre de vagues ou les paramètres.
strategy-obstacle-budget = { $funder }, { $year } : ce qui est déjà engagé dépasse le budget de { $by }.
strategy-obstacle-cap = { $heading }, { $year } : ce qui est déjà engagé dépasse le plafond de { $by }.
strategy-obstacle-devices = { $by ->
    [one] { $year } : { $by } appareil de trop est déjà en service pour ces techniciens.
   *[other] { $year } : { $by } appareils de trop sont déjà en service pour ces techniciens.
}
strategy-obstacle-no-school = Aucun établissement n’est à choisir : tous sont déjà retenus, ou aucun n’est éligible.
strategy-obstacle-works = Travaux « { $id } » : l’établissement { $uai } n’est pas à choisir.
strategy-obstacle-question = La question n’est pas acceptée ({ $path }) : { $message }
strategy-run = Proposition de plan
strategy-run-of = Révision { $revision }, demandé le { $when } par { $who }
strategy-run-interrupted = interrompu
strategy-state-waiting = en attente
strategy-state-running = en cours
strategy-state-done = terminé
strategy-state-cancelled = arrêté
strategy-state-failed = échoué
strategy-mode-benefit = Bénéfice d’abord
strategy-mode-equity = Équité d’abord
strategy-progress-waiting = En attente : un autre calcul est en cours.
strategy-progress-plan = recherche du meilleur plan
strategy-progress-other = plan de l’autre priorité, pour comparer
strategy-progress-increases = ce qui ferait entrer les autres ({ $done } sur { $of })
strategy-progress-draws = tirages de pondérations ({ $done } sur { $of })
strategy-limit = { $seconds ->
    [one] Le calcul s’arrête au plus tard au bout de { $seconds } seconde par étape et garde le meilleur plan trouvé. Cette page se recharge toute seule.
   *[other] Le calcul s’arrête au plus tard au bout de { $seconds } secondes par étape et garde le meilleur plan trouvé. Cette page se recharge toute seule.
}
strategy-stop = Arrêter et garder le meilleur plan trouvé
strategy-stopping = L’arrêt est demandé.
strategy-interrupted = Ce calcul a été interrompu : le programme s’est arrêté pendant qu’il tournait. Rien n’est perdu du scénario.
strategy-failed = Le calcul a échoué : { $problem }
strategy-no-plan = Aucun plan n’a été trouvé avant l’arrêt.
strategy-kept-answer = Ce calcul répond déjà à la même question : mêmes budgets, mêmes pondérations, mêmes faits.
strategy-stale = Depuis ce calcul, quelque chose a changé :
strategy-stale-scenario = le scénario a une révision plus récente ;
strategy-stale-weights = les pondérations sont d’une autre version ;
strategy-stale-facts = les effectifs, le plan, les paramètres ou les scores ne sont plus les mêmes.
strategy-decide = Préparer la décision
strategy-modes = Les deux priorités et leur prix
strategy-modes-why = « Bénéfice d’abord » cherche la plus grande somme des élèves servis, multipliés par la priorité de leur établissement et par le nombre de vagues dont ils profitent. « Équité d’abord » cherche d’abord à ne laisser dehors aucun des plus grands besoins, quitte à servir moins d’élèves. À égalité, le coût local le plus bas, puis l’ordre des codes.
strategy-proven = Aucun plan n’est meilleur : c’est prouvé.
strategy-infeasible = Aucun plan ne respecte tout.
strategy-nothing-yet = Le temps est passé avant qu’un plan soit trouvé.
strategy-gap = Un autre plan pourrait être meilleur de { $percent } au plus.
strategy-gap-finer = Le premier critère est prouvé ; les plus fins n’ont pas tous été cherchés.
strategy-gap-unknown = De combien un autre plan pourrait être meilleur n’est pas connu.
strategy-grid = Qui entre dans quelle vague
strategy-grid-none = Aucun établissement n’entre avec ces budgets. Le tableau suivant dit ce qui arrête chacun.
strategy-enters = entre
strategy-out = Établissements laissés dehors
strategy-out-none = Tous les établissements entrent.
strategy-costs = Coût par an et par financeur
strategy-costs-none = Rien n’est payé.
strategy-line-budget = { $funder } : budget
strategy-line-committed = { $funder } : déjà engagé
strategy-line-plan = { $funder } : ce plan
strategy-line-left = { $funder } : reste
strategy-ranking = Comparaison avec le classement simple
strategy-ranking-price = En prenant les établissements par priorité décroissante, tant que l’argent suffit, le bénéfice serait de { $benefit } au lieu de { $plan }, pour un coût local de { $cost }.
strategy-ranking-same = Les deux donnent le même plan.
strategy-ranking-without = { $school } : dans ce plan ({ $wave }), pas dans le classement simple
strategy-ranking-with = { $school } : dans le classement simple ({ $wave }), pas dans ce plan
strategy-ranking-other-wave = { $school } : dans une autre vague du classement simple ({ $wave })
strategy-note-cancelled = Ce calcul a été arrêté : voici le meilleur plan trouvé jusque-là.
strategy-note-no-increase = Le plan n’étant pas prouvé le meilleur, ce qui ferait entrer les autres n’a pas été cherché.
strategy-draws-how = { $count ->
    [one] Solidité : { $count } tirage de pondérations à ±20 %. Choisi au moins neuf fois sur dix : robuste ; au moins une fois sur deux : à discuter ; moins : fragile.
   *[other] Solidité : { $count } tirages de pondérations à ±20 %. Choisi au moins neuf fois sur dix : robuste ; au moins une fois sur deux : à discuter ; moins : fragile.
}
strategy-verdict-robust = robuste ({ $percent } %)
strategy-verdict-discuss = à discuter ({ $percent } %)
strategy-verdict-fragile = fragile ({ $percent } %)
strategy-basis = Sur quoi repose ce résultat
strategy-basis-weights = Pondérations : version { $version }
strategy-basis-set = Paramètres de la dotation : { $name }, version { $version }
strategy-basis-seed = Graine des tirages : { $seed }
strategy-basis-ignored = Consignes sans effet, l’établissement n’étant pas à choisir : { $schools }
strategy-file-question = Question (JSON, pour pole optimise)
strategy-file-benefit = Réponse, bénéfice d’abord (JSON)
strategy-file-equity = Réponse, équité d’abord (JSON)
strategy-left-out-cost-unknown = Coût inconnu : saisissez les effectifs qui manquent, même attendus.
strategy-left-out-with = { $words } Il manque : { $missing }.
strategy-years = { $first } à { $last }
strategy-left-out-pupils-unknown = Nombre d’élèves inconnu : saisissez les effectifs.
strategy-left-out-devices-unknown = Nombre d’appareils inconnu, alors que les techniciens sont limités : saisissez les effectifs.
strategy-left-out-no-college = École sans collège de secteur : indiquez-le sur la page de l’école.
strategy-left-out-college-not-eligible = Son collège de secteur ne peut pas être retenu.
strategy-left-out-college-later = Son collège, déjà retenu, n’entre qu’après la dernière vague.
strategy-why-excluded = Exclu : { $reason }
strategy-why-closed = Ferme avant de pouvoir entrer.
strategy-why-not-ready = N’est prêt qu’après la dernière vague.
strategy-why-college-out = Ne peut entrer qu’avec son collège, { $college }, qui reste dehors.
strategy-why-college-too-late = Son collège, { $college }, entre trop tard pour lui.
strategy-why-nothing-gained = { $wave } : il y aurait la place, mais le plan n’y gagnerait rien.
strategy-why-elsewhere = Une limite qui ne relève pas de votre collectivité.
strategy-why-budget = { $wave } : il manque { $by } en { $year } ({ $funder }).
strategy-why-heading = { $wave } : le plafond « { $heading } » est dépassé de { $by } en { $year }.
strategy-why-capacity = { $count ->
    [one] { $wave } : { $count } appareil de trop pour les techniciens en { $year }.
   *[other] { $wave } : { $count } appareils de trop pour les techniciens en { $year }.
}
strategy-why-primary-at-most = Le nombre d’écoles est à son maximum.
strategy-why-primary-at-least = Le nombre d’écoles serait trop petit.
strategy-why-island = { $wave } : une île resterait sans établissement.
strategy-why-rule = Une règle du scénario l’en empêche.
strategy-increase-part = { $by } de plus ({ $who }) en { $year }
strategy-increase-devices = { $count ->
    [one] { $count } appareil de plus en { $year }
   *[other] { $count } appareils de plus en { $year }
}
strategy-increase-nothing = rien de plus
strategy-increase-smallest = Avec { $what }, il entre : { $wave }. C’est la plus petite augmentation, vérifiée par un nouveau calcul.
strategy-increase-some = Avec { $what }, il entre : { $wave }. Augmentation vérifiée par un nouveau calcul ; peut-être pas la plus petite.
strategy-cannot = Aucun plan ne respecte tout
strategy-cannot-pinned-left-out = { $school } est imposé ({ $wave }), mais ne peut pas être choisi : une donnée manque.
strategy-cannot-pinned-and-excluded = { $school } est à la fois imposé ({ $wave }) et exclu : choisissez.
strategy-cannot-pinned-not-ready = { $school } est imposé ({ $wave }) avant d’être prêt.
strategy-cannot-pinned-closed = { $school } est imposé ({ $wave }) après sa fermeture.
strategy-cannot-pinned-before-college = { $school } est imposé ({ $wave }) avant que son collège, { $college }, puisse entrer.
strategy-cannot-budget = { $funder }, { $year } : il manque { $by } pour ce qui est imposé ou garanti.
strategy-cannot-heading = Plafond « { $heading } », { $year } : il manque { $by }.
strategy-cannot-capacity = { $count ->
    [one] { $year } : { $count } appareil de trop pour les techniciens.
   *[other] { $year } : { $count } appareils de trop pour les techniciens.
}
strategy-cannot-island = { $wave } : une île n’a aucun établissement qui puisse entrer.
strategy-cannot-primary-at-least = { $count ->
    [one] Il manque { $count } école pour le minimum demandé.
   *[other] Il manque { $count } écoles pour le minimum demandé.
}
strategy-cannot-primary-at-most = { $count ->
    [one] { $count } école imposée de trop pour le maximum demandé.
   *[other] { $count } écoles imposées de trop pour le maximum demandé.
}
strategy-cannot-guarantees = Les garanties s’excluent entre elles, quel que soit l’argent.
strategy-envelope = Partager une enveloppe
strategy-envelope-link = Partager une enveloppe
strategy-envelope-how = Pour une somme qu’aucune règle ne fixe, comme des travaux de réseau. Les parts suivent les élèves et les besoins, au centime près.
strategy-envelope-amount = Enveloppe, en euros
strategy-envelope-floor = Plancher par établissement
strategy-envelope-ceiling = Plafond par établissement
strategy-envelope-alpha = Poids des besoins (α)
strategy-envelope-alpha-hint = 0 : selon les élèves seulement ; 1 : l’usage.
strategy-alpha = Écrivez un nombre de 0 à 10, trois décimales au plus.
strategy-envelope-schools = Établissements qui ont une part
strategy-envelope-school = { $name } – élèves : { $pupils }
strategy-envelope-share = Partager
strategy-envelope-parts = Parts
strategy-envelope-rule = Poids = élèves × (1 + α × (besoin − besoin moyen) / 100), le besoin moyen étant pondéré par les élèves. Les parts sont proportionnelles, puis ramenées entre le plancher et le plafond ; les centimes vont aux plus grands restes.
strategy-envelope-at-floor = au plancher
strategy-envelope-at-ceiling = au plafond
strategy-envelope-unspent = Tous sont au plafond : il reste { $amount }.
strategy-envelope-missing = Les planchers dépassent l’enveloppe : il manque { $amount }.
strategy-envelope-bounds = Le plancher est plus grand que le plafond.
strategy-envelope-large = Ce nombre est trop grand pour être compté exactement.
strategy-envelope-nobody = Cochez au moins un établissement.
strategy-envelope-unknown = Le nombre d’élèves de { $school } est inconnu : saisissez ses effectifs ou décochez-le.
strategy-envelope-write = Écrire ces parts dans le scénario
strategy-envelope-write-how = Chaque part devient le coût de travaux de réseau imposés de son établissement. Une nouvelle révision est enregistrée.
strategy-envelope-write-button = Écrire les parts
strategy-envelope-year = Année
