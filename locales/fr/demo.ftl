# Les comptes de la démonstration : qui sont ces personnes inventées.
demo-account-administrator = Administrateur du site
demo-account-pilot = Pilote du pôle
demo-account-academic-service = Services académiques
demo-account-authority-978 = Agent de la collectivité de Saint-Martin
demo-account-authority-977 = Agent de la collectivité de Saint-Barthélemy
demo-account-head = Principal d’un collège
demo-account-director = Directrice d’une école
demo-account-teacher = Enseignant
demo-account-reviewer = Évaluatrice
demo-account-reviewer-second = Évaluateur
demo-account-reviewer-third = Expert, troisième évaluateur
