# Apporter un fichier.
imports-title = Imports
imports-intro = Apportez un fichier : Pôle reconnaît ce que c’est, montre ce qui changerait, et n’enregistre rien avant votre accord.
imports-choose = Choisissez un fichier
imports-choose-hint = Un fichier CSV, compressé ou non (.gz), ou un classeur XLSX. Ce sont les colonnes qui comptent, pas le nom du fichier.
imports-look = Voir ce qui changerait
imports-kinds = Les fichiers que Pôle sait lire
imports-history = Fichiers déjà apportés
imports-none = Aucun fichier n’a encore été apporté.
imports-file = Fichier
imports-kind = Contenu
imports-when = Quand
imports-by = Par
imports-state = État
imports-state-proposed = À confirmer
imports-state-done = Enregistré
imports-state-abandoned = Abandonné
imports-lines = Lignes lues
imports-added = Nouveautés
imports-changed = Modifications
imports-leaving = Disparitions
imports-unchanged = Sans changement
imports-problems = Problèmes
imports-hash = Empreinte du fichier (SHA-256)

# Un import.
imports-detected = Contenu reconnu : { $kind }.
imports-already = Ce fichier, exactement le même, a déjà été enregistré.
imports-already-see = Voir cet import
imports-confirm-text = Rien n’est encore enregistré. Relisez ce qui suit, puis confirmez ou abandonnez.
imports-confirm-leaving = { $count ->
    [one] J’ai vérifié : { $count } établissement absent du fichier sera noté comme fermé.
   *[other] J’ai vérifié : { $count } établissements absents du fichier seront notés comme fermés.
}
imports-confirm-absent = { $count ->
    [one] J’ai vérifié : { $count } dossier connu est absent du fichier ; rien ne lui arrive.
   *[other] J’ai vérifié : { $count } dossiers connus sont absents du fichier ; rien ne leur arrive.
}
imports-confirm = Confirmer et enregistrer
imports-abandon = Abandonner
imports-changes = Ce qui change
imports-no-change = Ce fichier ne change rien : tout ce qu’il dit est déjà connu.
imports-changes-shown = { $count ->
    [500] Les 500 premiers changements sont montrés ; tous seront enregistrés.
    [one] { $count } changement montré.
   *[other] { $count } changements montrés.
}
imports-change-subject = Établissement
imports-change-field = Ce qui change
imports-change-before = Avant
imports-change-after = Après
imports-change-new = nouveau
imports-no-problem = Aucun problème dans ce fichier.
imports-problems-download = Télécharger la liste complète des problèmes (CSV)
imports-problem-line = Ligne
imports-problem-column = Colonne
imports-problem-value = Valeur lue
imports-problem-severity = Suite donnée
imports-problem-reason = Explication
imports-problem-proposal = Valeur proposée
imports-evidence = Le fichier d’origine est gardé tel quel. Son empreinte (SHA-256) : { $hash }.
imports-original = Télécharger le fichier d’origine

# Les champs et les états, dans la comparaison.
imports-field-identity = Identité
imports-field-name = Nom
imports-field-official-name = Nom officiel
imports-field-kind = Type
imports-field-nature = Code de nature
imports-field-sector = Secteur
imports-field-contract = Contrat
imports-field-territory = Île ou département
imports-field-commune-code = Code de la commune
imports-field-commune = Commune
imports-field-address = Adresse
imports-field-postal-code = Code postal
imports-field-quarter = Quartier
imports-field-priority = Éducation prioritaire
imports-field-rep-head = Collège tête de réseau
imports-field-position = Position
imports-field-precision = Précision de la position
imports-field-position-source = Origine de la position
imports-field-opened-on = Date d’ouverture
imports-field-state = État
imports-field-mother = Établissement de rattachement
imports-field-mother-link = Nature du rattachement
imports-field-note = Remarque
imports-field-dossier = Dossier
imports-field-dossier-state = État du dossier
imports-field-dossier-ecole = École du dossier
imports-dossier-under-construction = en construction
imports-dossier-transmitted = transmis
imports-dossier-proposal = transmis, avec la décision de la plateforme notée comme proposition
imports-dossier-absent = absent du fichier ; rien ne lui arrive
imports-state-open = Ouvert
imports-state-closed = Fermé

# Le fichier entier est refusé.
imports-refused-no-file = Aucun fichier n’est arrivé. Choisissez-en un, puis recommencez.
imports-refused-no-importer = Ce fichier est reconnu, mais Pôle ne sait pas encore l’enregistrer. La liste des fichiers acceptés est plus bas.
imports-refused-settled = Cet import a déjà été confirmé ou abandonné. Pour recommencer, apportez de nouveau le fichier.
imports-refused-leaving = Cochez la case si c’est bien ce qui doit arriver, ou abandonnez.
imports-file-empty = Ce fichier est vide. Vérifiez que vous avez choisi le bon.
imports-file-unknown-kind = Ces colonnes ne correspondent à aucun fichier connu : { $columns }. Gardez la ligne de titres d’origine, puis recommencez.
imports-file-missing-column = { $kind ->
    [annuaire] Contenu reconnu : { file-kind-annuaire }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [geolocation] Contenu reconnu : { file-kind-geolocation }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [ips_ecoles] Contenu reconnu : { file-kind-ips-ecoles }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [ips_colleges] Contenu reconnu : { file-kind-ips-colleges }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [ips_lycees] Contenu reconnu : { file-kind-ips-lycees }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [college_counts] Contenu reconnu : { file-kind-college-counts }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [lycee_gt_counts] Contenu reconnu : { file-kind-lycee-gt-counts }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [lycee_pro_counts] Contenu reconnu : { file-kind-lycee-pro-counts }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [rep_list] Contenu reconnu : { file-kind-rep-list }. Mais la colonne « { $column } » manque. Ajoutez-la ou reprenez le fichier d’origine.
    [roster_counts] Contenu reconnu : { file-kind-roster-counts }. Mais la colonne « { $column } » manque. Ajoutez-la, puis recommencez.
    [supplies] Contenu reconnu : { file-kind-supplies }. Mais la colonne « { $column } » manque. Ajoutez-la, puis recommencez.
   *[other] La colonne « { $column } » manque dans ce fichier. Ajoutez-la ou reprenez le fichier d’origine.
}
imports-file-truncated = Ce fichier compressé est incomplet ou abîmé. Téléchargez-le de nouveau, puis recommencez.
imports-file-too-large = Ce fichier est trop volumineux une fois décompressé. Partagez-le en plusieurs, puis recommencez.
imports-file-line-too-long = La ligne { $line } ne se termine pas. Un guillemet y est sans doute resté ouvert : fermez-le, puis recommencez.
imports-file-refused = Ce fichier ne peut pas être lu. Apportez un fichier CSV ou un classeur XLSX : d’un classeur d’un autre format, enregistrez la feuille au format CSV UTF-8 ; d’une archive, sortez d’abord le fichier.

# Les fichiers que Pôle sait lire.
file-kind-annuaire = Annuaire de l’éducation
file-kind-geolocation = Adresses et positions des établissements
file-kind-ips-ecoles = Indices de position sociale (IPS) des écoles
file-kind-ips-colleges = Indices de position sociale (IPS) des collèges
file-kind-ips-lycees = Indices de position sociale (IPS) des lycées
file-kind-college-counts = Effectifs des collèges par niveau
file-kind-lycee-gt-counts = Effectifs des lycées, voie générale et technologique
file-kind-lycee-pro-counts = Effectifs des lycées, voie professionnelle
file-kind-rep-list = Liste des réseaux d’éducation prioritaire
file-kind-basin-schools = Recensement des établissements des deux îles
file-kind-press-counts = Effectifs d’octobre 2020 cités par la presse
file-kind-unified-schools = Réunion des fichiers nationaux par code UAI
file-kind-roster-counts = Tableau d’effectifs à remplir
file-kind-supplies = Tableau des commandes, livraisons et mises en service
file-kind-people = Tableau des personnels et de leurs affectations
file-kind-rooms = Tableau des salles
file-kind-room-tests = Tableau de mesures de débit par salle
file-kind-probe-lines = Mesures d’une sonde (ndt7, ndt5, dash, ookla)
file-kind-pix-results = Résultats de certification Pix
file-kind-training-rows = Tableau de formation, colonnes à indiquer
file-kind-usage-rows = Usage d’un ENT mesuré ailleurs, colonnes à indiquer
file-kind-demarche = Dossiers de la démarche numérique
file-kind-commune-speeds = Internet fixe par commune, classes de débit (ARCEP)
file-kind-commune-technologies = Internet fixe par commune, technologies (ARCEP)

# Ce qui ne va pas dans une ligne, et que faire.
file-severity-refused = Écarté
file-severity-warning = Gardé, à vérifier
file-problem-uai-shape = Ce n’est pas un code UAI : il faut sept chiffres et une lettre. Corrigez-le.
file-problem-uai-key = La lettre du code UAI ne va pas avec ses chiffres. Vérifiez le code : la bonne lettre est proposée.
file-problem-year-invalid = Cette année scolaire n’est pas reconnue. Écrivez-la ainsi : 2025-2026.
file-problem-number-invalid = Ce n’est pas un nombre entier. Écrivez-le en chiffres, ou laissez la case vide si vous ne savez pas.
file-problem-number-negative = Un nombre négatif n’est pas possible ici. Retirez le signe moins ou corrigez la valeur.
file-problem-decimal-invalid = Ce nombre n’est pas reconnu ou sort des limites attendues. Vérifiez la valeur et la virgule.
file-problem-date-invalid = Cette date n’existe pas. Écrivez-la ainsi : 30/09/2026 ou 2026-09-30.
file-problem-territory-unknown = Le département ou la collectivité n’est pas reconnu. Indiquez son code, par exemple 978.
file-problem-nature-unknown = Ce code de nature d’établissement n’est pas connu de Pôle. Vérifiez le type de l’établissement.
file-problem-kind-unknown = Le type d’établissement n’est pas reconnu. Indiquez école, collège ou lycée.
file-problem-contract-unknown = Le contrat n’est pas reconnu. Indiquez « sous contrat » ou « hors contrat ».
file-problem-sector-unknown = Le secteur n’est pas reconnu. Indiquez « public » ou « privé ».
file-problem-state-unknown = L’état de l’établissement n’est pas reconnu. Indiquez ouvert, à fermer, à ouvrir ou fermé.
file-problem-priority-unknown = L’éducation prioritaire n’est pas reconnue. Indiquez REP ou REP+, ou laissez la case vide.
file-problem-category-unknown = Cette catégorie d’effectif n’existe pas. Reprenez un code du modèle, par exemple 6E ou TOTAL.
file-problem-step-unknown = Cette étape n’existe pas. Indiquez « commandé », « livré » ou « en service ».
file-problem-item-unknown = Ce matériel n’est pas reconnu. Indiquez élève, enseignant, réserve ou valise.
file-problem-level-unknown = Le niveau n’est pas reconnu. Indiquez maternelle ou élémentaire.
file-problem-duplicate-uai = Cet établissement est deux fois dans le fichier : la ligne la plus complète est gardée. Supprimez l’autre.
file-problem-duplicate-year = Ce chiffre est deux fois dans le fichier pour la même année : le premier est gardé. Supprimez l’autre.
file-problem-coordinates-invalid = La position est incomplète ou impossible. Indiquez la latitude et la longitude en degrés, ou laissez les deux cases vides.
file-problem-formula-cell = Ce texte commence comme une formule de tableur et n’est pas repris, par prudence. Retirez le signe =, +, - ou @ du début.
file-problem-double-encoding = Les accents sont abîmés (par exemple « Ã© » pour « é »). Reprenez le fichier d’origine ou enregistrez-le en UTF-8.
file-problem-undecodable = Des caractères de cette ligne sont illisibles. Enregistrez le fichier au format CSV UTF-8.
file-problem-row-too-short = La ligne s’arrête avant une colonne nécessaire. Complétez-la.
file-problem-row-too-long = La ligne a plus de valeurs que de colonnes : on ne sait plus laquelle est laquelle. Cherchez un séparateur en trop.
file-problem-quote-unclosed = Un guillemet est sans doute resté ouvert et avale les lignes suivantes. Fermez-le.
file-problem-sum-differs = Le total n’est pas la somme des niveaux. Vérifiez les deux : la somme est proposée.
file-problem-name-missing = L’établissement n’a pas de nom. Ajoutez-le.
file-problem-missing-value = Cette case est vide alors qu’une valeur est nécessaire. Remplissez-la.
file-problem-school-unknown = Cet établissement n’est pas dans l’annuaire de Pôle. Vérifiez son code UAI, ou importez d’abord un fichier qui le présente.
file-problem-school-not-yours = Cette ligne parle d’un établissement qui n’est pas le vôtre : elle est laissée de côté. Confiez-la à cet établissement ou au pilote du bassin.
file-problem-numen-dropped = Cette case a la forme d’un NUMEN, qui est confidentiel : elle n’est pas gardée. Retirez cette colonne de votre fichier.
file-problem-degree-unknown = Ce degré n’est pas reconnu. Écrivez 1 pour le premier degré, 2 pour le second.
file-problem-person-ambiguous = Plusieurs personnes peuvent être désignées par cette ligne. Ajoutez la date de naissance ou l’adresse électronique.
file-problem-attachment-twice = Cette personne est déjà rattachée à un autre établissement à ces dates : le service est gardé sans rattachement.
file-problem-service-twice = Cette personne sert déjà dans cet établissement à ces dates. Corrigez les dates, ou le service existant sur la page des personnels.
file-problem-status-unknown = Ce statut de certification n’est pas reconnu. Demandez un nouvel export à Pix, sans le modifier.
file-problem-certification-twice = Cette certification figure deux fois dans le fichier, avec des résultats différents : la première ligne est gardée.
file-problem-birth-date-implausible = Cette date de naissance est impossible. Corrigez-la dans le fichier.
file-problem-total-row-skipped = Cette ligne est un total, pas un établissement : elle est laissée de côté. Il n’y a rien à faire.

# Ce qui vient d’être fait.
notice-import-done = L’import est enregistré.
notice-import-abandoned = L’import est abandonné. Le fichier reste gardé comme preuve.
file-problem-date-future = Ce jour n’est pas encore venu. Corrigez la date.
file-problem-already-entered = Une personne a déjà saisi cette ligne avec une autre quantité, proposée ici. Retirez d’abord sa saisie, ou corrigez le fichier.

# Un fichier que Pôle ne reconnaît pas : la personne dit ce que c’est.
imports-kind-unknown = À indiquer
imports-unknown-kind = Pôle ne reconnaît pas encore le contenu de ce fichier.
imports-explain-intro = Pôle ne reconnaît pas ces titres de colonnes. Dites ce que contient chaque colonne, une seule fois : Pôle peut s’en souvenir.
imports-explain-known = Un fichier avec les mêmes titres est déjà venu. Reprenez ce qui avait été indiqué :
imports-explain-kind = Ce que contient le fichier
imports-explain-sheet = La feuille du classeur
imports-explain-change = Changer
imports-explain-other = Changer les colonnes
imports-explain-columns = Les colonnes
imports-explain-no-column = Aucune colonne
imports-explain-example = Par exemple : { $value }
imports-explain-numen = Ces colonnes contiennent des NUMEN, confidentiels. Elles ne seront ni lues ni gardées dans les registres : { $columns }.
imports-explain-dates = L’ordre des dates
imports-explain-dates-hint = Proposé d’après les dates du fichier. Une date écrite 2026-09-30 est toujours comprise.
imports-explain-decimals = Les nombres sont lus avec une virgule ou un point. Une durée s’écrit 6, 6,5, 6h30 ou 06:30, en heures.
imports-explain-wide = Lire aussi les colonnes qui ont chacune leur profil ou leur service
imports-explain-preview = Les premières lignes, comme elles seront lues
imports-explain-no-row = Ce fichier n’a aucune ligne sous ses titres.
imports-explain-no-choice = Dites ce que contiennent les colonnes, puis relisez les premières lignes.
imports-explain-again = Relire les premières lignes
imports-explain-keep = Garder ces colonnes sous un nom (facultatif)
imports-explain-keep-hint = Elles seront proposées quand un fichier avec les mêmes titres reviendra. Le même nom remplace ce qui était gardé.
imports-explain-go-on = Continuer
imports-explain-or = {"\u0020"}ou{"\u0020"}
imports-refused-misfit = La colonne « { $column } » ne peut pas être celle-ci : { $wrong } de ses { $count } premières valeurs ne conviennent pas, par exemple « { $value } ». { $reason }
imports-refused-numen = Cette colonne contient des NUMEN, confidentiels. Choisissez-en une autre.
imports-refused-absent = Ce fichier n’a pas la colonne indiquée. Choisissez-en une autre.
imports-refused-needed = Indiquez au moins une colonne pour : { $fields }.
imports-refused-mapping-name = Donnez un nom court, de 80 caractères au plus.
imports-refused-mapping-taken = Une autre personne a déjà gardé des colonnes sous ce nom. Choisissez-en un autre.
imports-refused-not-ready = Ce fichier attend encore une réponse. Ouvrez-le et répondez, puis confirmez.
imports-mappings = Colonnes déjà indiquées
imports-mappings-intro = Ce qui a été indiqué pour des fichiers sans titres connus, et qui est proposé quand les mêmes titres reviennent.
imports-mappings-none = Rien n’est gardé. Quand vous indiquez les colonnes d’un fichier, donnez un nom pour les retrouver ici.
imports-mapping-name = Nom
imports-mapping-new-name = Nouveau nom
imports-mapping-rename = Renommer
imports-mapping-delete = Supprimer
mapping-dates-day-first = Jour, mois, année (30/09/2026)
mapping-dates-month-first = Mois, jour, année (09/30/2026)
mapping-field-person-surname = Nom
mapping-field-person-given-name = Prénom
mapping-field-person-email = Adresse électronique
mapping-field-person-uai = Code UAI de l’établissement
mapping-field-start = Date de début
mapping-field-end = Date de fin
mapping-field-module-title = Intitulé du module ou de la formation
mapping-field-module-code = Code du module
mapping-field-dispositif-title = Intitulé du dispositif
mapping-field-dispositif-id = Code du dispositif
mapping-field-session-no = Numéro de session ou de groupe
mapping-field-hours-attended = Heures suivies
mapping-field-attendance = Présence
mapping-field-hours-planned = Durée prévue
mapping-field-candidature-status = Suite donnée à la candidature
mapping-field-mode = Présentiel, distance ou hybride
mapping-field-place = Lieu
mapping-field-discipline = Discipline
mapping-field-corps-or-grade = Corps ou grade
mapping-field-person-birth-date = Date de naissance
mapping-field-uai = Code UAI de l’établissement
mapping-field-period-start = Semaine ou mois
mapping-field-profile = Profil
mapping-field-service = Service
mapping-field-visits = Visites
mapping-field-visitors = Visiteurs
mapping-field-duration-seconds = Durée
mapping-field-active-accounts = Comptes activés
mapping-field-accounts-total = Comptes existants

# Ce que le fichier ne dit pas.
imports-questions = Ce que le fichier ne dit pas
imports-questions-look = Voir ce qui changerait
imports-questions-again = Changer les réponses
imports-question-choose = Choisissez

file-problem-end-before-start = La date de fin est avant la date de début. Corrigez l’une des deux.
file-problem-duration-invalid = Cette durée n’est pas comprise. Écrivez 6, 6,5, 6h30 ou 06:30.
file-problem-email-invalid = Ce n’est pas une adresse électronique. Corrigez-la ou laissez la case vide.
file-problem-name-invalid = Ce n’est pas un nom de personne. Vérifiez quelle colonne contient les noms.
file-problem-text-invalid = Des mots sont attendus ici. Vérifiez quelle colonne les contient.
file-problem-mode-unknown = La modalité n’est pas reconnue. Indiquez présentiel, à distance ou hybride.
file-problem-registration-unknown = La suite donnée n’est pas reconnue. Indiquez retenu, convoqué, en attente, refusé ou annulé.
file-problem-presence-unknown = La présence n’est pas reconnue. Indiquez présent, absent ou excusé.
file-problem-person-unknown = Personne ne porte ce nom, et aucun établissement ne dit où l’inscrire. Ajoutez le code UAI ou l’adresse électronique.
file-problem-longer-than-session = La présence dépasse la durée de la session. Ce qui dépasse n’est pas compté : vérifiez la durée.
file-problem-demarche-state-unknown = Cet état n’est pas celui d’un dossier déposé. Gardez les dossiers en construction, en instruction, acceptés, refusés ou classés sans suite.
file-problem-pages-missing = La dernière page annonce une page suivante. Demandez-la à la plateforme et reprenez l’import avec toutes les pages.
file-problem-platform-error = La plateforme a répondu par une erreur. Vérifiez le numéro de la démarche et le jeton, puis redemandez les dossiers.
file-problem-not-college = L’appel n’admet pas d’établissement de ce type pour porter un dossier. Vérifiez quelle question donne le code du collège.
file-problem-dossier-twice = Ce collège ou ce numéro a déjà un dossier dans le fichier ; le premier est gardé. Retirez l’autre sur la plateforme.
file-problem-school-not-admitted = Une règle de l’appel écarte cet établissement : fermé, hors contrat ou d’un autre secteur. Vérifiez sa fiche.
file-problem-answered-elsewhere = Cet établissement répond déjà à cette vague dans un autre dossier. Gardez un seul des deux.
file-problem-answer-unfit = Cette réponse n’a pas la forme que le formulaire demande ; elle n’est pas reprise. Corrigez-la, ou choisissez une autre question.
file-problem-question-unmapped = Aucune question du formulaire ne reçoit ces réponses ; elles ne sont pas reprises. Choisissez-en une si elles comptent.
file-problem-state-kept = Ce dossier a avancé dans Pôle : son état est gardé. Rien à faire, ou enregistrez une correction sur sa page.
file-problem-answers-kept = Ce dossier est déjà examiné dans Pôle : ses réponses sont gardées. Rien à faire.
file-problem-commune-invalid = Ce n’est pas le code d’une commune. Écrivez ses cinq caractères, par exemple 97801.
file-problem-commune-twice = La même commune, les mêmes locaux et le même jour sont deux fois dans le fichier. La première ligne est gardée.
file-problem-premises-kind-unknown = Ce type de locaux n’existe pas : « all » pour tous, « log » pour les logements, « loc » pour les autres.
file-problem-more-than-all = Plus de locaux éligibles que de locaux. Vérifiez que la colonne donne des nombres, et non des parts.
file-problem-commune-absent = Aucune ligne ne parle de cette commune du bassin. Cherchez une édition qui la couvre.

notice-import-explained = C’est noté. Voici ce que donnerait ce fichier.
notice-mapping-renamed = Le nom est changé.
notice-mapping-deleted = Ces colonnes ne seront plus proposées.
