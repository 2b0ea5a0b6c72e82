# Mots partagés par toutes les pages.
common-breadcrumbs = Fil d’Ariane
common-pages = Pages de la liste
common-next = Page suivante
common-search = Rechercher
common-apply = Afficher
common-reset = Tout afficher
common-save = Enregistrer
common-actions = Actions
common-why-short = Pourquoi ?
common-why = Pourquoi ces chiffres ?
common-console = Console du serveur
common-when = Quand
common-who = Qui
common-what = Quoi
common-detail = Détail
common-fictitious = fictif
common-schools = { $count ->
    [one] { $count } établissement
   *[other] { $count } établissements
}
common-pupils = { $count ->
    [one] { $count } élève
   *[other] { $count } élèves
}

# Les rôles.
role-administrator = Administrateur du site
role-pilot = Pilote du pôle
role-academic-service = Services académiques
role-authority-agent = Agent de la collectivité
role-head = Chef d’établissement ou directeur d’école
role-teacher = Enseignant
role-reviewer = Évaluateur

# Ce qu’est un établissement.
school-kind-maternelle = École maternelle
school-kind-elementaire = École élémentaire ou primaire
school-kind-college = Collège
school-kind-lycee = Lycée
school-kind-lycee-pro = Lycée professionnel
school-kind-erea = Établissement d’enseignement adapté (EREA)
school-kind-section = Section d’un autre établissement
school-kind-other = Autre
sector-public = Public
sector-private = Privé
contract-not-applicable = sans objet
contract-contracted = sous contrat
contract-uncontracted = hors contrat
precision-exact = position exacte
precision-approximate = position approximative
school-state-open = Ouvert
school-state-to-close = Va fermer
school-state-to-open = Va ouvrir
school-state-closed = Fermé

# Ce qu’on compte.
category-maternelle = Maternelle, toutes sections
category-ps = Petite section
category-ms = Moyenne section
category-gs = Grande section
category-cp = CP
category-ce1 = CE1
category-ce2 = CE2
category-cm1 = CM1
category-cm2 = CM2
category-6e = 6e
category-5e = 5e
category-4e = 4e
category-3e = 3e
category-2de = Seconde
category-1re = Première
category-tle = Terminale
category-cap1 = CAP, 1re année
category-cap2 = CAP, 2e et 3e années
category-total = Total des élèves
category-teachers = Enseignants
category-teachers-5e = Enseignants ayant une classe de 5e
category-teachers-5e-new = Enseignants de 5e sans appareil du plan
category-teachers-6e-new = Enseignants de 6e sans appareil du plan
category-repeaters = Élèves ayant déjà un appareil du plan
category-returns = Appareils rendus et réutilisables

# Ce qui invite à regarder un chiffre de plus près.
figure-flag-estimated = estimé
figure-flag-exceptional = exceptionnel
figure-flag-deduced = déduit
figure-flag-fictitious = fictif
figure-flag-disputed = sources en désaccord

# Les élèves dont parle un IPS.
ips-track-all = Ensemble de l’établissement
ips-track-gt = Voie générale et technologique
ips-track-pro = Voie professionnelle

# D’où vient un chiffre.
source-exceptional = Constat exceptionnel
source-manual = Saisie dans Pôle
source-annuaire = Annuaire de l’éducation
source-geolocation = Adresses et positions du ministère
source-ips-ecoles = IPS des écoles
source-ips-colleges = IPS des collèges
source-ips-lycees = IPS des lycées
source-college-counts = Effectifs des collèges par niveau
source-lycee-gt-counts = Effectifs des lycées, voie générale et technologique
source-lycee-pro-counts = Effectifs des lycées, voie professionnelle
source-rep-list = Liste de l’éducation prioritaire
source-basin-schools = Recensement des établissements des deux îles
source-press-counts = Effectifs d’octobre 2020 cités par la presse
source-unified-schools = Réunion des fichiers nationaux
source-roster-counts = Tableau d’effectifs
source-supplies = Tableau des commandes et livraisons
source-people = Tableau des personnels et de leurs affectations
source-rooms = Tableau des salles
source-room-tests = Tableau de mesures de débit par salle
source-probe-lines = Mesures d’une sonde (ndt7, ndt5, dash, ookla)
source-pix-results = Résultats de certification Pix
source-training-rows = Tableau de formation, colonnes à indiquer
source-usage-rows = Usage d’un ENT mesuré ailleurs, colonnes à indiquer
source-demarche = Dossiers de la démarche numérique
source-commune-speeds = Internet fixe par commune, classes de débit (ARCEP)
source-commune-technologies = Internet fixe par commune, technologies (ARCEP)

# Les tableaux.
table-xlsx = Tableur (XLSX)
table-quality = Qualité
