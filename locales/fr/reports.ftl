# Reports

# Le calendrier du plan.
calendar-title = Calendrier du plan
calendar-next = Prochaine date : { $what }, { $when }.
calendar-intro = Les étapes de la fiche du projet, les vagues enregistrées dans le plan et la publication mensuelle des chiffres. Rien de personnel n’y figure.
calendar-subscribe-title = Dans votre agenda
calendar-subscribe-text = Abonnez-vous une fois : votre agenda se met ensuite à jour tout seul.
calendar-subscribe = S’abonner
calendar-download = Télécharger le fichier (iCalendar)
calendar-address = Adresse à donner à votre agenda : { $address }
calendar-filter = Filtrer le calendrier
calendar-all = Tout
calendar-count = { $count ->
    [one] { $count } date
   *[other] { $count } dates
}
calendar-none = Aucune date ne correspond à cette recherche.
calendar-what = Quoi
calendar-when = Quand
calendar-nature = Nature
calendar-nature-milestone = Étape de la fiche
calendar-nature-wave = Vague
calendar-nature-release = Publication
calendar-first-day = Premier jour
calendar-last-day = Dernier jour
calendar-text = Précisions
calendar-now = en cours
calendar-days = du { $first } au { $last }
calendar-milestone-first-wave = Première vague
calendar-milestone-text-first-wave = Réponse au premier appel et premiers établissements équipés.
calendar-milestone-second-wave = Deuxième vague
calendar-milestone-text-second-wave = Réponse au deuxième appel et dotation progressive des établissements retenus.
calendar-milestone-third-wave = Troisième vague
calendar-milestone-text-third-wave = Réponse au troisième appel et dotation progressive des établissements retenus.
calendar-milestone-diagnosis = Diagnostic détaillé
calendar-milestone-text-diagnosis = Besoins en équipement, moyens humains pour la maintenance, sécurisation du matériel.
calendar-milestone-ent-experiment = Expérimentation de l’ENT
calendar-milestone-text-ent-experiment = L’espace numérique de travail est essayé dans les établissements volontaires.
calendar-milestone-training = Formation des enseignants
calendar-milestone-text-training = 18 heures de formation proposées à chaque enseignant du second degré.
calendar-milestone-ent-generalisation = Généralisation de l’ENT
calendar-milestone-text-ent-generalisation = L’espace numérique de travail est ouvert dans les écoles, les collèges et les lycées.
calendar-wave-text = Première année de dotation : { $year }.
calendar-release = Publication des chiffres : { $month }
calendar-release-text = Les indicateurs du mois sont arrêtés, puis publiés.
