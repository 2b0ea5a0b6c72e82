# Usages : fréquentation des services, populations, séries d’autres mesures, conservation.
usage-title = Usages des services numériques
usage-where = Où
usage-nothing = Rien n’est encore compté pour ce mois. Les pages vues sont comptées le lendemain ; choisissez un autre mois, ou revenez demain.
usage-none = Aucun chiffre pour ce choix. Choisissez un autre mois, un autre lieu ou un autre service.
usage-not-computable = non calculable
usage-secret = s
usage-secret-why = moins de 5 personnes : le chiffre est couvert par le secret
usage-total = Total
usage-provisional = Ce mois n’est pas fini : les chiffres vont jusqu’au { $day } et bougeront encore.
usage-exceptional = Des établissements ont été fermés exceptionnellement pendant ce mois.
usage-visitors-of = { $visitors } visiteurs sur { $people } personnes
usage-visitors-only = { $count ->
    [one] { $count } visiteur ; on ne sait pas combien de personnes pourraient venir
   *[other] { $count } visiteurs ; on ne sait pas combien de personnes pourraient venir
}
usage-households = Foyers touchés
usage-households-of = { $reached } élèves sur { $pupils } dont un responsable au moins est venu
usage-households-what = élèves dont un responsable au moins est venu dans le mois
usage-so-far = Depuis minuit : { $views } pages vues par { $visitors } personnes. Elles seront comptées demain.
usage-so-far-few = Depuis minuit : trop peu de personnes pour en donner le nombre.
usage-lost = { $count ->
    [one] { $count } page n’a pas été gardée ces trente derniers jours : voyez la page de conservation.
   *[other] { $count } pages n’ont pas été gardées ces trente derniers jours : voyez la page de conservation.
}
usage-keeping-intro = La fréquentation se lit dans l’indicateur 4, telle que la dernière publication l’a figée. D’ici, vous tenez les populations de référence et la conservation.
usage-keeping-released = Indicateur 4 : fréquentation publiée
usage-more = Pour aller plus loin
usage-why-attendance = Le taux de fréquentation est le nombre de comptes venus au moins une fois dans le mois, divisé par le nombre de personnes du profil au premier jour du mois. Un visiteur compte une fois, quel que soit le nombre de ses visites ; d’un établissement à l’autre, les visiteurs ne s’additionnent pas.
usage-why-visit = Une visite est une suite de pages sans interruption de plus de trente minutes. Elle appartient au jour de sa première page. Les durées vont de la première à la dernière page ; les visites d’une seule page n’ont pas de durée et sont données à part.
usage-why-population = Les élèves et les enseignants sont ceux des effectifs de l’année ; « estimé » veut dire que l’effectif est projeté, repris d’un mois précédent ou incomplet. Les autres populations sont saisies. Les agents de la collectivité sont les comptes accordés.
usage-why-households = Les foyers touchés sont les élèves dont un responsable au moins est venu dans le mois, divisés par les élèves. C’est le chiffre qui parle de la fracture numérique.
usage-why-secret = Un nombre de 1 à 4 personnes n’est pas montré (s). Dans un établissement, la direction, la vie scolaire et les enseignants sont alors réunis en « personnels ».
usage-chart-title = Fréquentation mois par mois
usage-chart-description = Part des personnes de chaque profil venues au moins une fois dans le mois, sur treize mois.
usage-chart-unit = % des personnes du profil
usage-chart-estimated = estimé ou provisoire
usage-flag-provisional = provisoire
usage-flag-secret = secret
usage-flag-not-averaged = hors moyenne
usage-mean = Moyenne { $year }, de septembre à juin
usage-durations = { $mean } en moyenne, { $median } en médiane

# Les tableaux.
usage-by-profile = Par profil
usage-by-profile-note = Durées des visites de deux pages ou plus, en minutes et secondes.
usage-by-month = Mois par mois
usage-by-month-note = Juillet et août sont montrés mais n’entrent pas dans la moyenne ; un mois en cours non plus.
usage-by-service = Par service
usage-by-service-note = Une visite qui touche plusieurs services compte dans chacun : ces visites ne s’additionnent pas. Les pages vues s’additionnent.
usage-by-channel = Par canal
usage-by-channel-note = De l’appareil, seule la classe est gardée : téléphone, ou ordinateur et tablette.
usage-by-axis = Par langue et par heure
usage-by-axis-note = Heures scolaires : du lundi au vendredi de 7 h 30 à 16 h 30, hors vacances et fermetures.
usage-by-school = Par établissement
usage-by-school-note = Taux de fréquentation de chaque établissement. Les visiteurs d’un établissement à l’autre ne s’additionnent pas ; les visites, si.
usage-by-day = Jour par jour
usage-by-day-note = Chaque visite est rangée au service et au canal de sa première page : ici tout s’additionne. C’est la preuve des visites du mois.
usage-column-profile = Profil
usage-column-visitors = Visiteurs
usage-column-people = Personnes
usage-column-attendance = Fréquentation
usage-column-activation = Activation
usage-column-visits = Visites
usage-column-each = Visites par visiteur
usage-column-views = Pages vues
usage-column-one-page = Visites d’une page
usage-column-durations = Durée d’une visite
usage-column-month = Mois
usage-column-service = Service
usage-column-channel = Canal
usage-column-axis = Langue ou heure
usage-column-school = Établissement
usage-column-day = Jour
usage-column-began = Service du début
usage-all-services = Tous les services
usage-all-channels = Tous les canaux

# Les mots des listes.
usage-profile-pupil = Élèves
usage-profile-guardian = Responsables
usage-profile-teacher = Enseignants
usage-profile-direction = Direction
usage-profile-school-life = Vie scolaire et administratif
usage-profile-authority = Collectivité
usage-profile-partner = Partenaires
usage-profile-staff = Personnels
usage-service-portal = Portail
usage-service-messaging = Messagerie
usage-service-homework = Cahier de textes
usage-service-marks = Notes
usage-service-absences = Absences
usage-service-agenda = Agenda
usage-service-documents = Documents
usage-service-resources = Ressources
usage-service-tickets = Assistance
usage-service-training = Formation
usage-service-surveys = Enquêtes
usage-channel-web = Ordinateur ou tablette
usage-channel-phone = Téléphone
usage-lang-fr = Français
usage-lang-en = Anglais
usage-lang-es = Espagnol
usage-lang-ht = Créole haïtien
usage-hours-inside = Pendant les heures scolaires
usage-hours-outside = Hors des heures scolaires
usage-period-week = Par semaine
usage-period-month = Par mois

# Les populations de référence.
usage-populations-title = Populations de référence
usage-populations-intro = Combien de personnes pourraient venir, au premier jour de { $month } : le dénominateur de la fréquentation.
usage-populations-believed = Ce qui est retenu
usage-populations-none = Aucune population n’est connue pour ce mois. Saisissez-en une, ou importez des effectifs.
usage-populations-note = Ce qui est saisi pour un lieu l’emporte. Une saisie vaut pour les mois suivants de la même année scolaire, avec la mention « estimé ».
usage-populations-enter = Saisir une population
usage-populations-paste = Coller un tableau
usage-populations-history = Ce qui a été saisi pour ce mois
usage-populations-history-none = Rien n’a été saisi pour ce mois.
usage-column-place = Lieu
usage-column-accounts = Comptes activés
usage-column-source = D’où vient le chiffre
usage-month-hint = Par exemple 2026-09
usage-people-hint = Au premier jour du mois ; laissez vide si vous ne savez pas
usage-accounts-hint = Laissez vide si vous ne savez pas
usage-source-hint = Par exemple : liste de rentrée du collège
usage-source-counts = Effectifs de l’annuaire
usage-source-accounts = Comptes accordés dans Pôle
usage-source-earlier = Saisie d’un mois précédent
usage-source-sum = Somme des établissements
usage-source-pasted = tableau collé
usage-paste-label = Lieu, profil, personnes, comptes activés, source, pour { $month }
usage-paste-hint = Une ligne par population, copiée d’un tableur ou séparée par des points-virgules. Exemple : { $example }
usage-withdraw = Retirer
usage-withdrawn = retiré le { $when }
usage-form-month = Ce mois n’existe pas. Indiquez une année et un mois, par exemple 2026-09.
usage-form-line = Ligne { $line } : le lieu, le profil ou un nombre n’est pas reconnu. Rien n’a été enregistré.
usage-form-line-refused = Ligne { $line } : { $reason } Rien n’a été enregistré.
usage-refused-nothing = Indiquez un nombre de personnes ou de comptes.
usage-refused-more-accounts = Il ne peut pas y avoir plus de comptes activés que de personnes.
usage-refused-too-large = Ce nombre est trop grand pour être vrai.
usage-refused-future = Ce mois n’a pas commencé.
usage-refused-source = Dites d’où vient le chiffre.
usage-refused-school = Cet établissement n’est pas dans l’annuaire.
usage-refused-same = C’est déjà le chiffre en vigueur.
notice-usage-population = La population est enregistrée.
notice-usage-population-withdrawn = La saisie est retirée ; elle reste dans l’historique.

# Les séries que d’autres mesurent.
usage-series-title = Séries mesurées ailleurs
usage-series-intro = Fréquentations mesurées par d’autres (le DNMA du ministère, un autre ENT), chacune avec sa définition. Elles ne sont jamais ajoutées aux nôtres.
usage-series-none = Aucune série. Importez un fichier : chaque colonne est indiquée une fois, à l’écran.
usage-series-import = Importer un fichier
usage-series-apart = Cette série a sa propre définition. Elle n’est ni ajoutée à nos chiffres ni comparée à eux dans un même total.
usage-series-values = Valeurs
usage-series-chart = Visites de chaque période, par profil, établissements réunis
usage-series-empty = Aucune valeur pour cet établissement.
usage-series-more = { $count ->
    [one] { $count } ligne de plus est dans le fichier.
   *[other] { $count } lignes de plus sont dans le fichier.
}
usage-all-schools = Tous les établissements
usage-all-together = Ensemble
usage-week-of = Semaine du { $day }
usage-evidence = { $file }, ligne { $line }
usage-column-period = Période
usage-column-begins = Début
usage-column-hours = Heures passées
usage-column-active = Comptes actifs
usage-column-accounts-total = Comptes existants
usage-column-evidence = Fichier
usage-import-series = De quelle série vient ce fichier ?
usage-import-series-hint = Une série déjà connue est complétée ; une nouvelle a besoin d’un nom et d’une définition.
usage-import-name = Nom de la nouvelle série
usage-import-name-hint = Par exemple : DNMA par profil
usage-import-definition = Ce qu’elle mesure
usage-import-definition-hint = Qui est compté, comment, par qui
usage-import-period = Ses périodes
usage-import-period-hint = Le DNMA compte par semaine

# La conservation.
usage-retention-title = Conservation des pages vues
usage-retention-intro = { $months ->
    [one] Les pages vues sont gardées { $months } mois, puis supprimées ; seuls les comptes par mois restent.
   *[other] Les pages vues sont gardées { $months } mois, puis supprimées ; seuls les comptes par mois restent.
}
usage-retention-what = D’une page vue, Pôle garde le moment, le profil, l’établissement, le service, la classe de l’appareil, la langue et un pseudonyme qui change chaque mois. Ni le nom, ni l’adresse de la page, ni celle de l’ordinateur. Le secret du pseudonyme est détruit avec les premières pages du mois.
usage-runs = Preuves de suppression
usage-runs-none = Rien n’a encore été supprimé.
usage-runs-note = L’empreinte (SHA-256) est calculée sur les lignes supprimées, dans l’ordre de leurs identifiants : une copie de sauvegarde permet de la vérifier.
usage-run-held = rien : suppression suspendue
usage-column-first-day = Du
usage-column-last-day = Au
usage-column-deleted = Pages supprimées
usage-column-digest = Empreinte
usage-column-rule = Règle
usage-held = La suppression est suspendue.
usage-held-since = Depuis le { $when }, par { $who } : { $reason }.
usage-hold = Suspendre la suppression
usage-hold-text = À la demande d’une autorité, plus rien n’est supprimé tant que la suspension dure. Elle est inscrite au journal.
usage-hold-reason = Motif
usage-hold-reason-hint = Sans nom de personne
usage-hold-set = Suspendre
usage-hold-lift = Reprendre la suppression
usage-holds-past = Suspensions passées
usage-hold-until = Levée le { $when }.
usage-refused-reason = Dites pourquoi.
usage-refused-hold = C’est déjà fait.
notice-usage-held = La suppression est suspendue.
notice-usage-released = La suppression reprend.
usage-losses = Pages qui n’ont pas été gardées
usage-losses-text = { $count ->
    [one] Au-delà de { $count } page par minute pour un même compte, ce n’est plus une lecture : les pages ne sont pas gardées, leur nombre l’est. Trente derniers jours.
   *[other] Au-delà de { $count } pages par minute pour un même compte, ce n’est plus une lecture : les pages ne sont pas gardées, leur nombre l’est. Trente derniers jours.
}
usage-losses-none = Toutes les pages ont été gardées.
usage-column-flood = Trop de pages d’un compte
usage-column-full = File pleine
