# Reports

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
