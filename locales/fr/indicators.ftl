# Le tableau de bord des cinq indicateurs.
indicators-title = Indicateurs
indicators-five = Les cinq indicateurs
indicators-place = Lieu
indicators-past = Vous regardez des chiffres à une autre date.
indicators-reading = Ce qui est inconnu est compté comme « non » et signalé. Les chiffres sur des personnes sont ceux de la dernière publication, sauf pour l’établissement lui-même et les pilotes. Un chiffre trop petit pour être montré sans désigner quelqu’un est remplacé par « s ».
indicators-target = Cible { $year } : { $target }.
indicators-target-none = Pas de cible pour cette année.
indicators-target-reached = Cible atteinte.
indicators-target-points = Il manque { $amount } points.
indicators-target-count = Il en manque { $amount }.
indicators-target-line = Cible { $year }
indicators-trend-same = Inchangé depuis { $since }.
indicators-trend-points-up = +{ $amount } points depuis { $since }.
indicators-trend-points-down = −{ $amount } points depuis { $since }.
indicators-trend-count-up = +{ $amount } depuis { $since }.
indicators-trend-count-down = −{ $amount } depuis { $since }.
indicators-bounds = Entre { $low } et { $high } ; connu à { $known }.
indicators-frozen = Publication de { $month }.
indicators-frozen-none = Pas encore publié.
indicators-spark-title = { $name } : évolution
indicators-spark-description = De { $from } ({ $first }) à { $to } ({ $last }).
indicators-todo-go = Y aller
indicators-todo-i1 = Aucune vague n’est ouverte. Ouvrez une vague dans le plan et inscrivez-y les décisions.
indicators-todo-i2 = Aucune salle n’est encore inscrite. Listez les salles de chaque établissement, puis apportez les mesures.
indicators-todo-i3 = Aucune heure de formation n’est encore inscrite. Saisissez les sessions et leurs émargements.
indicators-todo-i4 = Aucun mois d’usage n’est encore compté.
indicators-todo-i5 = Aucune certification n’est encore inscrite. Importez les résultats de Pix.
indicators-school-none = Cet établissement ne compte pas dans les indicateurs à cette date : il est fermé, hors contrat ou n’est pas une école.
indicators-school-reading = Ce que les autres lisent de cet établissement est la dernière publication ; ici, sa direction lit les chiffres du moment.
indicators-school-compare = Comparer avec les autres

# Ce qui est mesuré.
indicators-measure-selected-success = Taux de succès
indicators-measure-selected-pupils = Élèves des établissements retenus
indicators-measure-selected-success-pupils = Taux de succès pondéré par les élèves
indicators-measure-selected-signed = Conventionnés parmi les retenus
indicators-measure-rooms-connected = Salles connectées
indicators-measure-rooms-very-high-speed = Salles au très haut débit
indicators-measure-rooms-measured = Salles mesurées
indicators-measure-teachers-aware = Enseignants sensibilisés
indicators-measure-teachers-complete = Parcours complets
indicators-measure-teachers-trained-in-service = Formés et encore en poste
indicators-measure-teachers-offered = Engagement des 18 heures proposées
indicators-measure-attendance-staff = Autres personnels
indicators-measure-certifications-pupils = Certifications d’élèves
indicators-measure-certifications-teachers = Certifications d’enseignants
indicators-measure-certifications-passed = Taux de réussite

# Le chiffre en une phrase.
indicators-says-selected-success = { $count ->
    [one] { $count } retenu sur { $all } qui ont candidaté.
   *[other] { $count } retenus sur { $all } qui ont candidaté.
}
indicators-says-selected-pupils = { $count ->
    [one] { $count } élève concerné sur { $all }.
   *[other] { $count } élèves concernés sur { $all }.
}
indicators-says-selected-success-pupils = { $count ->
    [one] { $count } élève concerné sur { $all } dans les établissements qui ont candidaté.
   *[other] { $count } élèves concernés sur { $all } dans les établissements qui ont candidaté.
}
indicators-says-selected-signed = { $count ->
    [one] { $count } convention signée sur { $all } établissements retenus.
   *[other] { $count } conventions signées sur { $all } établissements retenus.
}
indicators-says-rooms-connected = { $count ->
    [one] { $count } salle où un accès fonctionne, sur { $all }.
   *[other] { $count } salles où un accès fonctionne, sur { $all }.
}
indicators-says-rooms-very-high-speed = { $count ->
    [one] { $count } salle à 30 Mbit/s ou plus, sur { $all }.
   *[other] { $count } salles à 30 Mbit/s ou plus, sur { $all }.
}
indicators-says-rooms-measured = { $count ->
    [one] { $count } salle mesurée et non déclarée, sur { $all }.
   *[other] { $count } salles mesurées et non déclarées, sur { $all }.
}
indicators-says-teachers-aware = { $count ->
    [one] { $count } personne a suivi au moins 3 h depuis le { $from }.
   *[other] { $count } personnes ont suivi au moins 3 h depuis le { $from }.
}
indicators-says-teachers-complete = { $count ->
    [one] { $count } personne a suivi au moins 18 h depuis le { $from }.
   *[other] { $count } personnes ont suivi au moins 18 h depuis le { $from }.
}
indicators-says-teachers-trained-in-service = { $count ->
    [one] { $count } personne formée sur { $all } en poste.
   *[other] { $count } personnes formées sur { $all } en poste.
}
indicators-says-teachers-offered = { $count ->
    [one] { $count } enseignant du second degré sur { $all } s’est vu proposer 18 h avec une place.
   *[other] { $count } enseignants du second degré sur { $all } se sont vu proposer 18 h avec une place.
}
indicators-says-attendance = Part des personnes venues au moins une fois en { $month }, pour chaque profil.
indicators-says-attendance-staff = { $count ->
    [one] { $count } autre personnel venu en { $month }, sur { $all }.
   *[other] { $count } autres personnels venus en { $month }, sur { $all }.
}
indicators-says-certifications-pupils = { $count ->
    [one] { $count } certification d’élève validée depuis le { $from }.
   *[other] { $count } certifications d’élèves validées depuis le { $from }.
}
indicators-says-certifications-teachers = { $count ->
    [one] { $count } certification d’enseignant validée depuis le { $from }.
   *[other] { $count } certifications d’enseignants validées depuis le { $from }.
}
indicators-says-certifications-passed = { $count ->
    [one] { $count } validée sur { $all } candidatures au résultat connu.
   *[other] { $count } validées sur { $all } candidatures au résultat connu.
}

# La qualité d’un chiffre.
indicators-percent-sign = { " " }%

# Les lieux.
indicators-axes = Comparer par
indicators-axis-ile = Île
indicators-axis-type = Type
indicators-axis-vague = Vague
indicators-axis-etablissement = Établissement
indicators-school-unknown = Établissement inconnu
indicators-all = Tous les indicateurs
indicators-all-places = Tous les lieux
indicators-none-found = Aucun lieu ne correspond. Effacez la recherche ou changez de lieu.

# La page d’un indicateur.
indicators-companions = Les chiffres qui l’accompagnent
indicators-course-title = Évolution, { $place }
indicators-course-numbers = Voir les nombres
indicators-course-table = Évolution
indicators-course-none = Aucune valeur dans le passé.
indicators-bars-description = Une barre par lieu. Les barres hachurées portent une réserve. Le tableau qui suit donne les mêmes valeurs.
indicators-baseline = Point de départ : { $level } au { $day }.
indicators-map = Carte
indicators-map-title = { $name } : carte des établissements
indicators-map-description = Un signe par établissement, d’autant plus plein que sa valeur est haute. Le tableau donne les mêmes valeurs.
indicators-map-unknown = pas de chiffre
indicators-map-selected = retenu
indicators-map-not-selected = non retenu
indicators-map-class-0 = moins de 25 %
indicators-map-class-1 = de 25 à 50 %
indicators-map-class-2 = de 50 à 75 %
indicators-map-class-3 = 75 % et plus
indicators-not-additive = Une personne compte une fois à chaque lieu où elle était : les lignes ne s’additionnent pas.
indicators-export-note = « s » : caché pour protéger des personnes. « – » : sans objet pour cette mesure.
indicators-targets = Cibles
indicators-targets-none = Aucune cible pour ce lieu. Une cible par année scolaire dit où l’on veut arriver.
indicators-target-set = Fixer une cible
indicators-target-place = Cible pour : { $place }.
indicators-target-year-hint = La cible est à atteindre avant la fin de cette année scolaire.
indicators-target-hint-percent = En pour cent, par exemple 80 ou 62,5. Laissez vide pour retirer la cible.
indicators-target-hint-count = Un nombre, par exemple 450. Laissez vide pour retirer la cible.
indicators-notes = Remarques
indicators-notes-none = Aucune remarque. Une remarque explique ce que le chiffre ne dit pas : un cyclone, une fermeture, un changement de méthode.
indicators-note = Remarque
indicators-note-add = Ajouter une remarque
indicators-note-hint = Elle sera lue par tous ceux qui lisent cet indicateur. N’y nommez personne.
indicators-note-withdraw = Retirer
indicators-why-link = Ce que compte ce chiffre
notice-indicators-target = La cible est enregistrée.
notice-indicators-note = La remarque est enregistrée.
notice-indicators-note-withdrawn = La remarque est retirée.

# Les colonnes.
indicators-column-indicator = Indicateur
indicators-column-measure = Mesure
indicators-column-place = Lieu
indicators-column-count = Comptés
indicators-column-among = Sur
indicators-column-share = Part
indicators-column-high = Au plus
indicators-column-frozen = Publication
indicators-column-as-of = Au
indicators-column-definition = Définition
indicators-column-year = Année scolaire
indicators-column-target = Cible
indicators-column-reason = Raison
indicators-column-by = Par
indicators-column-uai = UAI
indicators-column-counts = Compte
indicators-column-decided = Décidé le
indicators-column-first-year = Première année
indicators-column-recorded = Enregistré le
indicators-column-agreement = Convention
indicators-column-month = Mois
indicators-column-audience = Pour
indicators-column-frozen-at = Figé le
indicators-column-note = Remarque
indicators-column-version = Version
indicators-column-from = À partir du
indicators-column-thresholds = Seuils
indicators-yes = oui
indicators-no = non

# Les preuves.
indicators-evidence = Preuves
indicators-evidence-open = Voir les preuves
indicators-evidence-all = Montrer aussi ce qui ne compte pas
indicators-evidence-counted = Montrer seulement ce qui compte
indicators-evidence-none = Aucune preuve ne correspond à ce filtre. Changez de lieu ou de date, ou montrez aussi ce qui ne compte pas.
indicators-evidence-history = Toutes les décisions
indicators-filter = Filtre :
indicators-filter-place = Lieu : { $place }
indicators-filter-axis = Par { $axis } : { $value }
indicators-filter-as-of = Situation au { $day }
indicators-filter-period = Du { $from } au { $to }
indicators-filter-known = Connu le { $moment }
indicators-filter-definition = Définition { $version }
indicators-pieces-i1 = { $count ->
    [one] { $count } établissement compté
   *[other] { $count } établissements comptés
}
indicators-pieces-i2 = { $count ->
    [one] { $count } salle comptée
   *[other] { $count } salles comptées
}
indicators-pieces-i3 = { $count ->
    [one] { $count } personne comptée
   *[other] { $count } personnes comptées
}
indicators-pieces-i4 = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
indicators-pieces-i5 = { $count ->
    [one] { $count } certification comptée
   *[other] { $count } certifications comptées
}
indicators-piece-selected = retenu
indicators-piece-not-selected = non retenu
indicators-piece-no-dossier = aucun dossier ne dit sa convention
indicators-piece-line-state = { $state }, depuis le { $day }
indicators-piece-not-eligible = retenu, non éligible ce jour-là
indicators-piece-status-unknown = statut inconnu
indicators-piece-selection = { $wave }, décidé le { $day }, première dotation { $year } ; enregistré par { $who } le { $moment }.
indicators-piece-passed-on = Décision prise pour { $uai }, dont cet établissement a pris la suite.
indicators-piece-reason = Raison : { $reason }.

indicators-piece-medians = { $basis }, médianes { $down } Mbit/s reçus et { $up } Mbit/s envoyés.
indicators-piece-stale = Preuve de plus de 12 mois.
indicators-piece-number = Certification n° { $number }
indicators-piece-certificate = Validée, examen du { $day }, { $school }.
indicators-piece-retake = La même personne en avait déjà une.
indicators-piece-unmatched = Personne non rapprochée.
indicators-piece-person = Une personne, { $school }
indicators-piece-hours = { $hours } h
indicators-piece-reached = Seuil atteint le { $day }.
indicators-piece-not-reached = Seuil non atteint.
indicators-piece-parts = { $count ->
    [one] { $count } présence
   *[other] { $count } présences
}
indicators-piece-attended = { $day } : { $theme }, { $hours } h comptées, { $place }, { $evidence }
indicators-piece-remote = à distance
indicators-piece-on-site = sur place
indicators-attended-signed = émargement
indicators-attended-completed = attestation
indicators-attended-file = fichier de l’académie
indicators-column-person = Personne
indicators-column-minutes = Minutes
indicators-column-reached = Seuil atteint
indicators-column-attended = Présence du
indicators-column-theme = Thème
indicators-column-counted = Comptées
indicators-column-basis = D’après
indicators-piece-visitors-among = { $count } sur { $all }
indicators-piece-visitors = { $count ->
    [one] { $count } visiteur
   *[other] { $count } visiteurs
}
indicators-piece-visits = { $count ->
    [one] { $count } visite
   *[other] { $count } visites
}
indicators-piece-views = { $count ->
    [one] { $count } page vue.
   *[other] { $count } pages vues.
}
indicators-piece-month = En { $month } : { $visits } visites, { $views } pages vues.
indicators-piece-day = { $day }, { $service } ({ $profile })
indicators-column-day = Jour ou mois
indicators-column-profile = Profil
indicators-column-service = Service
indicators-column-visitors = Visiteurs
indicators-column-visits = Visites
indicators-column-views = Pages vues
indicators-holder-pupil = élève
indicators-holder-teacher = enseignant
indicators-column-room = Salle
indicators-column-class = Classe
indicators-column-stale = Ancien
indicators-column-down = Reçu, kbit/s
indicators-column-up = Envoyé, kbit/s
indicators-column-number = Numéro
indicators-column-exam = Examen du
indicators-column-holder = Titulaire
indicators-column-retake = Reprise
indicators-column-matched = Rapprochée

# Les définitions.
indicators-source = D’où vient cette définition
indicators-asks-i1 = Quelle part des écoles et des collèges a été retenue dans l’appel à projets ?
indicators-asks-i2 = Quelle part des salles de classe est reliée au haut débit ?
indicators-asks-i3 = Combien d’enseignants ont été formés aux usages du numérique ?
indicators-asks-i4 = Qui se sert des services numériques, parmi toute la communauté éducative ?
indicators-asks-i5 = Combien de certifications Pix les élèves et les enseignants ont-ils obtenues ?
indicators-why-i1 = L’unité est l’établissement : deux sélections comptent une fois. | Au numérateur, les établissements ouverts et éligibles ce jour-là, retenus dans une vague par une décision déjà prise. | Au dénominateur, tous les établissements éligibles du lieu : écoles et collèges, publics ou sous contrat. Un lycée n’est jamais éligible. | Une école fermée ou réunie passe sa sélection à celle qui prend sa suite. | Un établissement dont le statut est inconnu reste au dénominateur et le chiffre est partiel ; une vague commencée et sans décision le rend partiel aussi.
indicators-why-i2 = L’unité est la salle de classe en service. | Une salle mesurée demande au moins 3 tests sur 2 jours de classe différents en 30 jours, entre 7 h et 17 h ; la valeur est la médiane, un test manqué compte pour 0. | Une salle déclarée compte si le visa a moins de 12 mois et si la ligne du site suffit ; une déclaration ne l’emporte jamais sur une mesure plus récente. | Une preuve de plus de 12 mois est ancienne, de plus de 24 mois elle ne dit plus rien. | Une salle dont on ne sait rien compte comme non reliée, et le chiffre dit combien elles sont.
indicators-why-i3 = Le chiffre compte des personnes différentes, et non des heures ni des présences. | Une heure ne compte qu’avec sa preuve : un émargement par demi-journée de 3 h, ou une attestation pour un module à distance. | Moins des deux tiers d’une demi-journée ne donne rien ; les heures à distance ne dépassent pas la moitié du total. | Une personne compte une fois dans le bassin, et une fois à chaque établissement où elle a servi. | Qui part reste compté : « formés et encore en poste » est un autre chiffre.
indicators-why-i4 = Un visiteur est un compte avec au moins une visite dans le mois ; la population de référence est celle du premier jour du mois. | Chaque profil a son chiffre ; il n’y a pas de moyenne des profils. | La fréquentation est recomptée pour le bassin, chaque île, chaque type et chaque établissement ; elle ne l’est pas par vague : un compte peut servir dans deux établissements d’une vague, et les visiteurs ne s’additionnent pas ; il faudrait les recompter page vue par page vue, or elles sont supprimées au bout de trois mois, alors qu’une décision ou une correction change encore la vague ensuite. | Une visite s’arrête après 30 minutes sans page vue. | Les « foyers touchés » sont les élèves dont au moins un responsable est venu : c’est le chiffre qui parle de la fracture numérique. | Les statistiques mesurées ailleurs sont des séries à part, jamais ajoutées aux nôtres.
indicators-why-i5 = Une certification compte quand elle est validée, avec sa date d’examen dans l’année scolaire. | Une certification annulée plus tard est retirée et le chiffre est rectifié. | Celle qu’on ne sait pas rattacher à une personne compte pour son établissement, et le chiffre est partiel. | Avant le premier examen du bassin, le chiffre est sans objet, et non zéro. | Aucun nom et aucun score ne se lisent ici.
indicators-source-i1 = Fiche projet : « pourcentage d’établissements et d’écoles retenus ». Le choix de tous les éligibles au dénominateur est le nôtre ; le taux de succès est donné à côté.
indicators-source-i2 = Fiche projet : « pourcentage de salles connectées au haut débit ». 8 Mbit/s est le seuil français du bon haut débit (ARCEP) ; 2 Mbit/s vers le réseau, les 3 tests et les 12 mois sont notre choix.
indicators-source-i3 = Fiche projet : 18 h de formation proposées à chaque enseignant du second degré. 6 h, une journée, est notre choix pour dire « formé ».
indicators-source-i4 = Fiche projet : « statistiques d’usage des services numériques par l’ensemble de la communauté ». Les 30 minutes sont la définition d’une visite des instituts de mesure (OJD).
indicators-source-i5 = Fiche projet : « certifications obtenues par les élèves et les enseignants ». Fichiers de résultats de la plateforme Pix.
indicators-why-common = Pour tout indicateur : une part de rien est non calculable ; ce qui est inconnu compte comme « non », est dit partiel, puis fragile quand moins de 80 % est connu, non publiable quand moins de 50 % l’est.
indicators-counts-selected-coverage = Retenus parmi tous les établissements éligibles. C’est le chiffre de tête.
indicators-counts-selected-success = Retenus parmi ceux qui ont candidaté.
indicators-counts-selected-pupils = Élèves des établissements retenus parmi ceux de tous les éligibles.
indicators-counts-selected-success-pupils = Élèves des établissements retenus parmi ceux des établissements qui ont candidaté.
indicators-counts-selected-signed = Établissements dont la convention est signée (conventionné, en exécution ou soldé) parmi les retenus. Un établissement retenu hors de tout dossier est inconnu ; si aucun n’a de dossier, le chiffre est sans objet.
indicators-counts-rooms-high-speed = Salles au débit de la définition en vigueur, parmi les salles de classe en service. C’est le chiffre de tête.
indicators-counts-rooms-connected = Salles où un accès fonctionne, quel que soit le débit.
indicators-counts-rooms-very-high-speed = Salles à 30 Mbit/s ou plus reçus et 5 Mbit/s ou plus envoyés.
indicators-counts-rooms-measured = Salles dont la classe repose sur des mesures et non sur une déclaration.
indicators-counts-teachers-trained = Personnes au-delà des heures de la définition en vigueur. C’est le chiffre de tête.
indicators-counts-teachers-aware = Personnes avec 3 h ou plus.
indicators-counts-teachers-complete = Personnes avec 18 h ou plus : le parcours complet.
indicators-counts-teachers-trained-in-service = Personnes formées parmi celles qui sont en poste ce jour-là.
indicators-counts-teachers-offered = Enseignants du second degré en poste au moins 90 jours pendant une année de l’engagement, à qui 18 h avec une place ont été proposées avant la fin de la dernière. La fiche projet parle de 2016-2017 ; l’engagement est de 100 %.
indicators-counts-attendance-pupils = Élèves venus dans le mois parmi les élèves. C’est un chiffre de tête.
indicators-counts-attendance-guardians = Responsables venus dans le mois parmi ceux qui ont un enfant scolarisé. C’est un chiffre de tête.
indicators-counts-attendance-teachers = Enseignants venus dans le mois parmi les enseignants. C’est un chiffre de tête.
indicators-counts-attendance-staff = Direction, vie scolaire et administration venues dans le mois.
indicators-counts-household-coverage = Élèves dont au moins un responsable est venu dans le mois.
indicators-counts-certifications = Certifications validées d’élèves et d’enseignants. C’est le chiffre de tête.
indicators-counts-certifications-pupils = Celles des élèves.
indicators-counts-certifications-teachers = Celles des enseignants.
indicators-counts-certifications-passed = Validées parmi les candidatures dont le résultat est connu.
indicators-versions = Versions de la définition
indicators-in-force = en vigueur
indicators-version-first = apportée par le programme
indicators-version-made = { $who }, { $moment }
indicators-thresholds-i2 = { $down } Mbit/s reçus et { $up } Mbit/s envoyés
indicators-thresholds-i3 = { $hours ->
    [one] { $hours } heure suivie
   *[other] { $hours } heures suivies
}
indicators-thresholds-both = { $hours } ; { $commitment }
indicators-commitment-year = engagement des 18 h : { $year }
indicators-commitment-years = engagement des 18 h : de { $first } à { $last }
indicators-hours = { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}
indicators-define = Changer un seuil
indicators-define-text = Une version n’est jamais modifiée : changer un seuil en crée une autre, et les courbes montrent une rupture là où elle commence. Ce qui est déjà publié ne change pas.
indicators-define-down = Débit reçu, en Mbit/s
indicators-define-down-hint = 8 est le bon haut débit, 30 le très haut débit.
indicators-define-up = Débit envoyé, en Mbit/s
indicators-define-up-hint = 2 par défaut.
indicators-define-hours = Heures suivies
indicators-define-hours-hint = 3, 6 ou 18 heures : une demi-journée, une journée, le parcours complet.
indicators-define-commitment = Première année de l’engagement des 18 h
indicators-define-commitment-hint = Celle de la fiche projet est 2016-2017. Les sessions de l’année d’avant comptent aussi.
indicators-define-commitment-last = Dernière année de l’engagement
indicators-define-commitment-last-hint = Les 18 h doivent être proposées avant sa fin.
indicators-define-from = À partir du
indicators-define-from-hint = Le premier jour dont parle cette version.
indicators-define-reason = Pourquoi ce changement
indicators-define-preview = Voir ce qui change
indicators-define-save = Créer la version
indicators-preview = La version { $version } vaudrait à partir du { $day }. Compté ainsi, le chiffre d’aujourd’hui pour le bassin passerait de { $before } à { $after }. Les courbes seraient rompues à cette date : on ne compare plus avant et après. Rien n’est encore écrit.
notice-indicators-defined = La nouvelle version est créée.

# Les publications.
indicators-releases = Publications
indicators-releases-text = À la fin d’un mois, les chiffres sont figés une fois pour toutes. Ceux qui n’ont pas à suivre les personnes au jour le jour lisent la dernière publication.
indicators-releases-none = Aucun mois n’est encore figé. Un pilote fige le dernier mois terminé ; jusque-là, les chiffres sur des personnes ne sont pas montrés hors des établissements.
indicators-release-title = Publication de { $month }
indicators-release-figures = Chiffres publiés
indicators-release-frozen = Figée le { $moment }.
indicators-release-caught-up = Mois rattrapé : figé après coup, au dernier jour du mois, avec ce qui était connu au moment de figer.
indicators-audience-inside = Le pôle
indicators-audience-public = Tout le monde
indicators-freeze-month = Figer { $month }
indicators-freeze-text = Un mois est figé une seule fois et ne sera plus jamais recalculé. Voici ce qui sera montré et ce qui sera caché.
indicators-freeze-shown = { $count ->
    [one] { $count } chiffre montré.
   *[other] { $count } chiffres montrés.
}
indicators-freeze-hides = { $count ->
    [0] Aucun chiffre caché.
    [one] { $count } chiffre caché.
   *[other] { $count } chiffres cachés.
}
indicators-freeze-threshold = Un chiffre sur moins de { $count } personnes est caché, avec ceux qui permettraient de le retrouver.
indicators-freeze-list = Ce qui sera caché
indicators-freeze-hidden = { $indicator }, { $place } : { $why }
indicators-freeze-note = Remarque
indicators-freeze-note-hint = Facultatif. Elle accompagne la publication.
indicators-freeze-cancel = Ne pas figer
notice-indicators-frozen = Le mois est figé.

# Les refus.
indicators-refused-place = Ce lieu n’existe pas.
indicators-refused-target = Donnez une cible qui peut être atteinte : de 0 à 100 % avec une décimale au plus, ou un nombre entier.
indicators-refused-hours = Choisissez 3, 6 ou 18 heures.
indicators-refused-commitment = La dernière année ne vient pas avant la première, qui est 2015-2016 au plus tôt ; l’engagement dure dix ans au plus.
indicators-refused-rates = Donnez un débit en Mbit/s, plus grand que zéro, avec deux décimales au plus.
indicators-refused-no-reason = Dites pourquoi la définition change : c’est ce que liront ceux qui comparent.
indicators-refused-same-definition = C’est déjà la dernière version.
indicators-refused-month-open = Ce mois n’est pas terminé.
indicators-refused-frozen = Ce mois est déjà figé.
indicators-refused-secret = Ce chiffre est caché pour protéger des personnes : ses preuves le sont aussi.

# Les axes propres à un indicateur.
indicators-other-table = { $measure }, par { $axis }
indicators-other-axis-room-kind = type de salle
indicators-other-axis-technology = technologie
indicators-other-axis-basis = ce qui l’établit
indicators-other-axis-class = classe
indicators-other-axis-attachment = rattachement
indicators-attachment-alone = Seul
indicators-attachment-attached = Rattaché à un collège
indicators-other-axis-degree = degré
indicators-other-axis-discipline = discipline
indicators-other-axis-tier = palier
indicators-other-axis-theme = thème
indicators-other-axis-modality = modalité
indicators-by-tier-note = Chaque personne compte une fois, au plus haut palier qu’elle a atteint : les lignes s’additionnent.
indicators-by-theme-note = Le palier est calculé avec les seules heures suivies sur ce thème. Une personne peut compter à plusieurs thèmes, ou à aucun : les lignes ne s’additionnent pas.
indicators-by-modality-note = Le palier est calculé avec les seules heures suivies sous cette modalité, sans le plafond des heures à distance, qui porte sur le total. Une personne peut compter à plusieurs modalités, ou à aucune : les lignes ne s’additionnent pas. « À distance » vient d’un fichier de l’académie, qui ne dit pas si la session était en direct.

# Qui est derrière les certifications.
indicators-certified-pupils = { $count ->
    [one] { $count } élève différent est certifié dans l’année.
   *[other] { $count } élèves différents sont certifiés dans l’année.
}
indicators-certified-teachers = { $count ->
    [one] { $count } enseignant différent est certifié dans l’année.
   *[other] { $count } enseignants différents sont certifiés dans l’année.
}
indicators-certified-sessions = { $count ->
    [one] { $count } session tenue.
   *[other] { $count } sessions tenues.
}
indicators-certified-unmatched = { $count ->
    [one] { $count } certification n’a pas encore sa personne : une personne de plus au plus.
   *[other] { $count } certifications n’ont pas encore leur personne : autant de personnes de plus, au plus.
}
indicators-certified-hidden = Le nombre de personnes différentes est couvert par le secret.

# Jusqu’où vont les certifiés, et ceux dont on attend la certification.
indicators-levels-title = Niveaux Pix par domaine
indicators-levels-says = { $count ->
    [one] Une certification validée
   *[other] { $count } certifications validées
} du { $from } au { $to }, telles qu’on les connaissait le { $known }. Chacune donne un niveau dans chaque compétence ; un domaine réunit les niveaux de ses compétences.
indicators-levels-too-few = Trop peu de certifications pour montrer leurs niveaux sans désigner quelqu’un.
indicators-levels-description = La part des niveaux de chaque domaine, du plus bas au plus haut.
indicators-levels-note = Un nombre de 1 à 4 est caché (« s »), avec ce qui le ferait deviner. Hors de l’établissement, les niveaux se lisent pour le bassin et une année scolaire entière, tels qu’on les connaît aujourd’hui : d’un jour à l’autre, la différence dirait le profil de quelques élèves.
indicators-levels-by-domain = Niveaux par domaine
indicators-levels-by-competence = Niveaux par compétence
indicators-levels-domain = Domaine
indicators-levels-none = Sans niveau
indicators-levels-band-0 = niveau 0
indicators-levels-band-novice = 1 et 2 (novice)
indicators-levels-band-independent = 3 et 4 (indépendant)
indicators-levels-band-advanced = 5 et 6 (avancé)
indicators-levels-band-expert = 7 et 8 (expert)
indicators-levels-band-none = sans niveau
indicators-expected-title = Élèves certifiés là où la certification est attendue
indicators-expected-level = Niveau
indicators-expected-certified = Élèves certifiés
indicators-expected-note = La certification est attendue en fin de 3e et de cycle terminal. Le niveau d’un élève se lit dans le nom de sa classe, quand le fichier la donne ; sans classe, il ne compte que dans « au plus ». Un élève certifié deux fois compte une fois.
