# Les certifications Pix.
pix-title = Certifications Pix
pix-title-of = Certifications Pix, { $period }
pix-all-years = Toutes les années
pix-year = Année scolaire
pix-passed = Certifications obtenues
pix-by-pupils = Par des élèves
pix-by-teachers = Par des enseignants
pix-distinct = { $count ->
    [0] aucune personne identifiée
    [one] { $count } personne identifiée
   *[other] { $count } personnes différentes identifiées
}
pix-edu = { $count ->
    [0] aucune Pix+ Édu
    [one] { $count } Pix+ Édu, comptée à part
   *[other] { $count } Pix+ Édu, comptées à part
}
pix-rate = Taux de réussite
pix-rate-none = non calculable
pix-candidates = { $count ->
    [0] aucun candidat
    [one] { $count } candidat
   *[other] { $count } candidats
}
pix-flag-partial = partiel
pix-flag-rectified = rectifié
pix-flag-retake = reprise
pix-to-list = Voir les certifications une par une
pix-to-levels = Voir les niveaux, domaine par domaine
pix-to-queue = Rapprocher les certifications et les personnes
pix-to-import = Importer des résultats
pix-none = Aucune certification sur cette période
pix-none-text = Choisissez une autre année, ou importez le fichier de résultats d’une session ou d’une classe, tel que Pix le donne.
pix-by-school = Par établissement
pix-school-unknown = Établissement inconnu
pix-why-count = Seules comptent les certifications Pix au statut « Validée », à la date de l’examen. Pix+ Édu est comptée à part. Une reprise validée est une autre certification.
pix-why-partial = Partiel : des certifications n’ont pas encore trouvé leur personne. Elles comptent quand même pour l’établissement.
pix-why-rectified = Rectifié : une certification comptée auparavant a été annulée depuis ; elle est retirée du total.
pix-why-rate = Le taux de réussite rapporte les certifications obtenues à celles qui ont un résultat, obtenues ou non. Les annulées, en erreur ou seulement commencées n’en ont pas. Le total des sessions n’est pas donné : une session peut réunir plusieurs établissements.
pix-column-school = Établissement
pix-column-pupils = Élèves
pix-column-teachers = Enseignants
pix-column-unmatched = Sans personne
pix-column-retakes = Reprises
pix-column-candidates = Candidats
pix-column-passed = Obtenues
pix-column-rejected = Non obtenues
pix-column-sessions = Sessions
pix-column-edu = Pix+ Édu
pix-column-rectified = Rectifiées
pix-column-fictitious = Fictives
pix-column-number = Numéro
pix-column-day = Date
pix-column-status = Statut
pix-column-framework = Certification
pix-column-holder = Porteur
pix-column-person = Personne
pix-column-note = Mentions
pix-column-name = Nom
pix-column-division = Classe
pix-column-score = Score en pix
pix-column-born = Naissance
pix-status-validated = Validée
pix-status-rejected = Non obtenue
pix-status-cancelled = Annulée
pix-status-error = En erreur
pix-status-started = Commencée
pix-status-not-taken = Non passée
pix-framework-pix = Pix
pix-framework-clea = CléA numérique
pix-framework-pix-edu = Pix+ Édu
pix-framework-other = Autre certification
pix-holder-pupil = Élève
pix-holder-teacher = Enseignant
pix-holders-pupil = Des élèves
pix-holders-teacher = Des enseignants
pix-step-alias = Retrouvée par un identifiant
pix-step-email = Retrouvée par l’adresse électronique
pix-step-name-birth-school = Retrouvée par le nom et la date de naissance, dans l’établissement
pix-step-name-birth-basin = Retrouvée par le nom et la date de naissance, dans le bassin
pix-step-name-school = Retrouvée par le nom, dans l’établissement
pix-step-manual = Choisie par une personne
pix-step-nobody = Aucune personne ne correspond
pix-list-title = Certifications une par une
pix-search = Numéro
pix-search-named = Numéro ou nom
pix-all-statuses = Tous les statuts
pix-all-holders = Élèves et enseignants
pix-person-all = Connue ou non
pix-person-found = Connue
pix-person-none = À rapprocher
pix-list-none = Aucune certification ne correspond. Élargissez la recherche, ou importez des résultats.
pix-list-count = { $count ->
    [one] { $count } certification
   *[other] { $count } certifications
}
pix-list-more = sur cette page ; la suite est plus bas.
pix-one-title = Certification n° { $number }
pix-born = naissance le { $day }
pix-score = { $pix } pix
pix-score-level = { $pix } pix, niveau { $level }
pix-score-none = Sans score
pix-levels = Niveaux des seize compétences
pix-competence = Compétence
pix-level = Niveau
pix-assign = De quel établissement est-elle ?
pix-assign-text = Le fichier ne le dit pas. Le nom du porteur n’est montré qu’à son établissement.
pix-assign-button = Attribuer à cet établissement
pix-whose = À qui est-elle ?
pix-whose-is = Cette certification est celle de :
pix-whose-nobody = Quelqu’un a vérifié : personne ne correspond.
pix-whose-choose = Choisissez la personne
pix-whose-none = Personne ne correspond
pix-undo = Annuler ce rapprochement
pix-search-person = Chercher une personne de l’établissement
pix-candidates-none = Personne de l’établissement ne porte ce nom ni n’est né ce jour-là. Cherchez par le nom, ou dites que personne ne correspond.
pix-history = Ce qui a été dit, du plus récent au plus ancien
pix-history-owners = À qui elle a été attribuée
pix-history-replaced = remplacé le { $when }
pix-history-undone = annulé le { $when }
pix-source-file = { $file }, ligne { $line }
pix-owner-line = { $step } ({ $who })
pix-queue-title = Rapprocher les certifications
pix-queue-text = Une certification compte toujours pour son établissement. La rattacher à une personne permet de compter les personnes, et de voir les reprises.
pix-queue-again = Chercher de nouveau les personnes
pix-queue-waiting = Certifications sans personne
pix-queue-none = Toutes les certifications obtenues ont trouvé leur personne.
pix-queue-decided = Décisions prises
pix-queue-schools = Certifications sans établissement
pix-queue-schools-text = Le fichier ne dit pas de quel établissement elles sont. Ouvrez chacune pour l’attribuer ; aucun nom ne vous est montré.
pix-queue-schools-none = Chaque certification a son établissement.
pix-refused-person = Cette personne n’est pas de cet établissement.
pix-refused-undo = Il n’y a pas de décision à annuler.
pix-refused-unchanged = C’est déjà l’établissement de cette certification.
pix-refused-choice = Choisissez une personne, ou dites que personne ne correspond.
pix-notice-decided = Votre choix est enregistré.
pix-notice-undone = Le rapprochement est annulé.
pix-notice-assigned = La certification est attribuée à cet établissement.
pix-notice-again = La recherche est faite : les personnes retrouvées sont rattachées.
pix-question-school = De quel établissement sont ces candidats ?
pix-question-school-hint = Le fichier de Pix ne le dit pas. Sans réponse, chaque ligne va à l’établissement dont le centre de certification porte le nom.
pix-question-holders = Qui sont les candidats ?
pix-question-holders-hint = Le fichier de Pix ne dit pas si ce sont des élèves ou des enseignants.
pix-question-division = De quelle classe sont-ils ?
pix-question-division-hint = Facultatif : seulement si le fichier est celui d’une classe.
pix-change-status = Statut
pix-change-content = Résultat
pix-change-content-before = version précédente
pix-change-content-after = nouvelle version

# Le cadre de référence des compétences numériques.
pix-domain-1 = Informations et données
pix-domain-2 = Communication et collaboration
pix-domain-3 = Création de contenus
pix-domain-4 = Protection et sécurité
pix-domain-5 = Environnement numérique
pix-skill-1-1 = Mener une recherche et une veille d’information
pix-skill-1-2 = Gérer des données
pix-skill-1-3 = Traiter des données
pix-skill-2-1 = Interagir
pix-skill-2-2 = Partager et publier
pix-skill-2-3 = Collaborer
pix-skill-2-4 = S’insérer dans le monde numérique
pix-skill-3-1 = Développer des documents textuels
pix-skill-3-2 = Développer des documents multimédias
pix-skill-3-3 = Adapter les documents à leur finalité
pix-skill-3-4 = Programmer
pix-skill-4-1 = Sécuriser l’environnement numérique
pix-skill-4-2 = Protéger les données personnelles et la vie privée
pix-skill-4-3 = Protéger la santé, le bien-être et l’environnement
pix-skill-5-1 = Résoudre des problèmes techniques
pix-skill-5-2 = Construire un environnement numérique
pix-expected-3e = 3e
pix-expected-terminale = Terminale et dernière année de CAP
