# Pages pour les familles : ce fichier est complet dans les quatre langues.

# Ce qui entoure toute page.
common-language-name = Français
common-language = Langue
common-basin = Saint-Martin et Saint-Barthélemy
common-skip = Aller au contenu
common-navigation = Menu principal
common-menu = Menu
common-done = C’est fait
accounts-sign-in = Se connecter
accounts-sign-out = Se déconnecter
common-demo-label = Démonstration
common-demo = Sont inventés : les personnes, les salles et leurs mesures, les formations, les certifications, les usages, le nombre d’enseignants, les commandes et les livraisons, les appels à projets avec leurs dossiers et leurs décisions, les besoins déclarés. Les établissements, les effectifs, les IPS, l’éducation prioritaire et les positions sont de vraies données ouvertes.
common-demo-sources = Voir les sources
common-footer-sources = Sources des données
common-footer-figures = Chiffres publiés
common-footer-calendar = Calendrier du plan
common-footer-results = Résultats des appels
common-footer-api = Accès pour d’autres logiciels (API)
common-footer-licence = Pôle est un logiciel libre, sous licence publique de l’Union européenne (EUPL 1.2).

# Le menu principal.
nav-overview = Vue d’ensemble
nav-schools = Établissements
nav-plan = Plan
nav-strategy = Stratégie
nav-parameters = Paramètres
nav-indicators = Indicateurs
nav-connectivity = Connectivité
nav-training = Formation
nav-pix = Pix
nav-usage = Usages
nav-imports = Imports
nav-calls = Appels
nav-calls-below = Étapes d’un appel
nav-dossiers = Dossiers
nav-decisions = Commissions
nav-agreements = Conventions
nav-accounts = Comptes
nav-reviews = Mes évaluations
nav-reviews-run = Évaluation
layout-messages = Messages
