# Les personnels d'un établissement : qui y enseigne, depuis quand.
people-title = Personnels
people-in-service = { $count ->
    [0] Aucun enseignant en service le { $day }
    [one] { $count } enseignant en service le { $day }
   *[other] { $count } enseignants en service le { $day }
}
people-search = Nom ou prénom
people-all-disciplines = Toutes les disciplines
people-which = Services
people-which-now = En cours ce jour-là
people-which-all = Tous, terminés et à venir compris
people-count = { $count ->
    [one] { $count } service
   *[other] { $count } services
}
people-none = Aucun service ne correspond. Élargissez la recherche.
people-none-edit = Aucun service ne correspond. Élargissez la recherche, ajoutez une personne ci-dessous, ou importez un fichier de personnels.
people-name = Nom
people-surname = Nom de famille
people-given-name = Prénom
people-usage-name = Nom d’usage
people-usage-name-hint = Seulement s’il est différent du nom de famille.
people-birth = Date de naissance
people-birth-hint = Elle sert à ne pas confondre deux homonymes. Facultative.
people-email = Adresse électronique
people-degree = Degré
people-degree-first = Premier degré
people-degree-second = Second degré
people-discipline = Discipline
people-discipline-hint = Laissez vide dans le premier degré.
people-attached = Rattachement
people-attached-hint = L’établissement de rattachement administratif : un seul à la fois par personne. C’est là qu’elle compte dans les totaux.
people-attached-yes = Rattaché ici
people-attached-no = Rattaché ailleurs
people-from = Depuis le
people-to = Jusqu’au
people-to-hint = Laissez vide tant que la personne est en service.
people-note = Mention
people-add = Ajouter une personne
people-add-text = Une personne déjà connue du bassin n’est pas créée une seconde fois : elle est retrouvée par son adresse, sa date de naissance ou son nom.
people-add-button = Ajouter
people-paste = Coller depuis un tableur
people-paste-text = Copiez des lignes de votre tableur, dans cet ordre : nom, prénom, date de naissance, adresse électronique, discipline, date de début.
people-paste-lines = Lignes copiées
people-paste-hint = Une personne par ligne. Les cases vides sont permises, sauf le nom, le prénom et la date de début.
people-paste-button = Ajouter ces personnes
people-paste-problem = Ligne { $line } : { $problem }
people-refused-lines = Certaines lignes sont à corriger : rien n’a été enregistré.
people-refused-no-line = Il n’y a rien à ajouter : ces personnes sont déjà enregistrées.
people-refused-paste = Ces lignes ne forment pas un tableau. Copiez-les de nouveau depuis votre tableur.
people-refused-dates = Le dernier jour est avant le premier.
people-refused-twice = Cette personne sert déjà dans cet établissement à ces dates.
people-refused-attachment = Cette personne est déjà rattachée à un autre établissement à ces dates. Choisissez « Rattaché ailleurs », ou faites d’abord terminer l’autre service.
people-refused-ambiguous = Plusieurs personnes portent ce nom. Indiquez la date de naissance ou l’adresse électronique.
people-refused-birth = Cette date de naissance est impossible.
people-refused-email = Cette adresse est déjà celle d’une autre personne.
people-refused-email-shape = Une adresse électronique contient le signe @.
people-refused-unchanged = Rien n’a changé.
people-notice-added = La personne est enregistrée.
people-notice-pasted = Les personnes sont enregistrées.
people-notice-corrected = La correction est enregistrée ; l’ancienne version reste dans l’historique.
people-notice-ended = Le service est terminé.
people-notice-withdrawn = Le service est retiré ; il reste dans l’historique.
people-service-title = Service
people-since = depuis le { $from }
people-from-to = du { $from } au { $to }
people-withdrawn = Retiré
people-correct = Corriger
people-end = Terminer le service
people-end-day = Dernier jour
people-end-button = Terminer
people-withdraw = Retirer une saisie faite par erreur
people-withdraw-text = Le service ne comptera plus, ni aujourd’hui ni pour le passé. Si la personne est partie, terminez plutôt le service.
people-withdraw-button = Retirer ce service
people-history = Historique
people-history-names = Noms enregistrés
people-history-gone = remplacé le { $when }
people-source-file = { $file }, ligne { $line }
people-change-service = Service
