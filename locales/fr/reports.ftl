# Le calendrier du plan.
agenda-title = Calendrier du plan
agenda-next = Prochaine date : { $what }, { $when }.
agenda-intro = Les étapes de la fiche du projet, les vagues enregistrées dans le plan et la publication mensuelle des chiffres. Rien de personnel n’y figure.
agenda-subscribe-title = Dans votre agenda
agenda-subscribe-text = Abonnez-vous une fois : votre agenda se met ensuite à jour tout seul.
agenda-subscribe = S’abonner
agenda-download = Télécharger le fichier (iCalendar)
agenda-address = Adresse à donner à votre agenda : { $address }
agenda-filter = Filtrer le calendrier
agenda-all = Tout
agenda-count = { $count ->
    [one] { $count } date
   *[other] { $count } dates
}
agenda-none = Aucune date ne correspond à cette recherche.
agenda-what = Quoi
agenda-when = Quand
agenda-nature = Nature
agenda-nature-milestone = Étape de la fiche
agenda-nature-wave = Vague
agenda-nature-release = Publication
agenda-nature-deadline = Date limite d’un appel
agenda-deadline = { $call }, { $wave } : derniers dossiers
agenda-deadline-text = Dossiers ouverts depuis le { $day }, jusqu’à 23:59:59 à l’heure de l’établissement.
agenda-first-day = Premier jour
agenda-last-day = Dernier jour
agenda-text = Précisions
agenda-now = en cours
agenda-days = du { $first } au { $last }
agenda-milestone-first-wave = Première vague
agenda-milestone-text-first-wave = Réponse au premier appel et premiers établissements équipés.
agenda-milestone-second-wave = Deuxième vague
agenda-milestone-text-second-wave = Réponse au deuxième appel et dotation progressive des établissements retenus.
agenda-milestone-third-wave = Troisième vague
agenda-milestone-text-third-wave = Réponse au troisième appel et dotation progressive des établissements retenus.
agenda-milestone-diagnosis = Diagnostic détaillé
agenda-milestone-text-diagnosis = Besoins en équipement, moyens humains pour la maintenance, sécurisation du matériel.
agenda-milestone-ent-experiment = Expérimentation de l’ENT
agenda-milestone-text-ent-experiment = L’espace numérique de travail est essayé dans les établissements volontaires.
agenda-milestone-training = Formation des enseignants
agenda-milestone-text-training = 18 heures de formation proposées à chaque enseignant du second degré.
agenda-milestone-ent-generalisation = Généralisation de l’ENT
agenda-milestone-text-ent-generalisation = L’espace numérique de travail est ouvert dans les écoles, les collèges et les lycées.
agenda-wave-text = Première année de dotation : { $year }.
agenda-release = Publication des chiffres : { $month }
agenda-release-text = Les indicateurs du mois sont arrêtés, puis publiés.

# Les mesures en deux mots, au-dessus d’une colonne.
reports-short-selected-success = Succès
reports-short-selected-pupils = Élèves concernés
reports-short-selected-success-pupils = Succès, élèves
reports-short-selected-signed = Conventionnés
reports-short-rooms-connected = Connectées
reports-short-rooms-very-high-speed = Très haut débit
reports-short-rooms-measured = Mesurées
reports-short-teachers-aware = Sensibilisés
reports-short-teachers-complete = Parcours complet
reports-short-teachers-trained-in-service = En poste et formés
reports-short-teachers-offered = 18 h proposées
reports-short-attendance-staff = Autres personnels
reports-short-certifications-pupils = Élèves
reports-short-certifications-teachers = Enseignants
reports-short-certifications-passed = Réussite

# Les axes des tableaux.
reports-axis-wave = Par vague

# La page publique.
reports-public-link = Les cinq chiffres publiés chaque mois
reports-course-alt = { $name } : courbe du chiffre principal dans le temps. Les valeurs figurent dans les tableaux.

# Le rapport au comité.
reports-title = Rapport au comité de pilotage
reports-lead = { $place }, situation au { $day }.
reports-subtitle = { $place }, situation au { $day }
reports-source = D’après ce qui était connu dans Pôle le { $moment }.
reports-choose = Choisir le lieu et la date
reports-refused-place = Choisissez le bassin ou une île.
reports-pdf = Télécharger le rapport (PDF)
reports-xlsx = Classeur de travail (XLSX)
reports-summary = Les cinq chiffres
reports-figure = Chiffre
reports-value = Valeur
reports-target-title = Cible
reports-target = { $target } à la fin de { $year }
reports-trend = Évolution
reports-holds = Ce que contient le rapport
reports-holds-sections = Une partie par indicateur : la courbe, les tableaux par île, par type, par vague et par établissement, les notes.
reports-holds-annex = En annexe : les définitions en vigueur et leurs versions, les seuils, le sens de chaque mention, ce qui est caché et pourquoi, les sources.
reports-holds-book = Dans le classeur : une feuille par indicateur, avec toutes les mesures en tous lieux, et une feuille de pièces par indicateur.
reports-people-release = Les chiffres qui parlent de personnes sont ceux de la publication de { $month } (situation au { $asof }).
reports-people-day = Aucune publication n’est encore arrêtée : les chiffres qui parlent de personnes sont ceux du jour, protégés pour ce rapport.
reports-people-nowhere = Aucune publication n’est encore arrêtée : les chiffres qui parlent de personnes ne sont pas donnés.
reports-safe = Ce rapport peut sortir du pôle : un chiffre qui parle de moins de { $count } personnes y est remplacé par « s », ainsi que ceux qui permettraient de le retrouver.
reports-section = { $code } – { $name }
reports-notes = Notes
reports-note = { $text } ({ $by }, { $day })
reports-annex = Annexe
reports-definitions = Définitions en vigueur
reports-version = Version
reports-since = Depuis
reports-thresholds = Seuils
reports-thresholds-i1 = une sélection au moins dans une vague, non résiliée
reports-thresholds-i4 = une visite au moins dans le mois ; coupure d’une visite après 30 minutes sans page vue
reports-thresholds-i5 = certification validée, par date d’examen, dans l’année scolaire
reports-thresholds-rates = { $down } Mbit/s en réception et { $up } Mbit/s en émission dans la salle
reports-thresholds-hours = { $count ->
    [one] { $count } heure suivie avec preuve de présence
   *[other] { $count } heures suivies avec preuve de présence
}
reports-measures = Ce que compte chaque chiffre
reports-meaning = Sens
reports-means-selected-coverage = Établissements éligibles retenus au moins une fois, sur tous les établissements éligibles.
reports-means-selected-success = Les mêmes, sur les établissements qui ont candidaté.
reports-means-selected-pupils = Élèves des établissements retenus, sur les élèves de tous les établissements éligibles.
reports-means-selected-success-pupils = Élèves des établissements retenus, sur les élèves des établissements qui ont candidaté.
reports-means-selected-signed = Établissements dont la convention est signée, sur les établissements retenus.
reports-means-rooms-high-speed = Salles d’enseignement de classe C2 ou C3, sur les salles d’enseignement en service.
reports-means-rooms-connected = Salles où un accès fonctionne, quel que soit son débit.
reports-means-rooms-very-high-speed = Salles de classe C3 : 30 Mbit/s en réception et 5 Mbit/s en émission.
reports-means-rooms-measured = Salles dont la classe vient de mesures et non d’une déclaration.
reports-means-teachers-trained = Enseignants différents ayant atteint le seuil d’heures depuis septembre 2015, ceux qui sont partis compris.
reports-means-teachers-aware = Enseignants différents ayant suivi au moins 3 heures.
reports-means-teachers-complete = Enseignants différents ayant suivi au moins 18 heures.
reports-means-teachers-trained-in-service = Enseignants formés encore en poste, sur les enseignants en poste.
reports-means-teachers-offered = Enseignants du second degré en poste en 2016 à qui 18 heures ont été proposées avec une place avant le 31 août 2017.
reports-means-attendance-pupils = Élèves venus au moins une fois dans le mois, sur les élèves inscrits au premier jour du mois.
reports-means-attendance-guardians = Responsables venus au moins une fois dans le mois, sur les responsables d’au moins un élève inscrit.
reports-means-attendance-teachers = Enseignants venus au moins une fois dans le mois, sur les enseignants en poste.
reports-means-attendance-staff = Autres personnels venus au moins une fois dans le mois, sur ces personnels en poste.
reports-means-household-coverage = Élèves dont un responsable au moins est venu dans le mois, sur tous les élèves.
reports-means-certifications = Certifications Pix validées d’élèves et d’enseignants, à la date de l’examen.
reports-means-certifications-pupils = Celles des élèves.
reports-means-certifications-teachers = Celles des enseignants.
reports-means-certifications-passed = Certifications validées, sur les candidats dont le résultat est connu.
reports-flags = Sens des mentions
reports-flag-means-ok = Rien à signaler.
reports-flag-means-partiel = Une partie n’est pas connue ; ce qui n’est pas connu compte pour « non ».
reports-flag-means-fragile = Moins de 80 % est connu.
reports-flag-means-non-publiable = Moins de 50 % est connu : le chiffre ne sort pas du pôle.
reports-flag-means-perime = Une partie repose sur des observations anciennes.
reports-flag-means-declaratif = Une partie est déclarée et non mesurée.
reports-flag-means-estime = Une partie est projetée à partir d’années antérieures.
reports-flag-means-secret = Trop peu de personnes, ou un chiffre qui permettrait d’en retrouver un autre. Dans les tableaux : « s ».
reports-flag-means-sans-objet = La chose n’existait pas encore à cette date.
reports-flag-means-non-calculable = Une part de rien : il n’y a rien à compter.
reports-flag-means-rectifie = Une partie de ce qui était compté a été retirée depuis.
reports-flag-means-exceptionnel = Observé hors saison, ou dans un mois avec une fermeture exceptionnelle.
reports-flag-means-fictif = Inventé pour la démonstration.
reports-hidden = Ce qui est caché, et pourquoi
reports-hidden-small = Un chiffre qui parle de moins de { $count } personnes sans être nul, ou d’un groupe de moins de { $count } personnes, est caché ; pour un établissement, aussi quand il n’en manque que quelques-unes.
reports-hidden-besides = D’autres chiffres du même tableau sont cachés avec lui, pour qu’aucune soustraction ne le rende.
reports-hidden-count = { $count ->
    [0] Aucun chiffre de ce rapport n’est caché.
    [one] { $count } chiffre de ce rapport est caché.
   *[other] { $count } chiffres de ce rapport sont cachés.
}
reports-sources = Sources
reports-from-i1 = I1 : les vagues de l’appel enregistrées dans le plan, et leurs décisions.
reports-from-i2 = I2 : les salles, les déclarations visées et les mesures de débit.
reports-from-i3 = I3 : les sessions de formation et leurs feuilles d’émargement.
reports-from-i4 = I4 : les pages vues des personnes connectées, comptées par visites ; les populations de référence.
reports-from-i5 = I5 : les fichiers de résultats de certification Pix.
reports-place-code = Code du lieu
reports-percent = Part
reports-counted = Comptés
reports-among = Sur
reports-low = Au moins
reports-high = Au plus
reports-known = Part connue
reports-from-day = Du
reports-to-day = Au
reports-pieces = { $code } – pièces
reports-pieces-none = Vous n’avez pas à ouvrir les pièces de ce chiffre.
reports-pieces-left-out = { $count ->
    [one] { $count } pièce n’est pas listée : le chiffre de son établissement est caché.
   *[other] { $count } pièces ne sont pas listées : le chiffre de leur établissement est caché.
}
