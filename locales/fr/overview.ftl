# La page d’accueil, ouverte à tous.
home-title = Pôle numérique d’excellence
home-text = Saint-Martin et Saint-Barthélemy équipent ensemble leurs écoles, leurs collèges et leurs lycées. Ici, chacun peut voir les établissements des deux îles, leurs élèves et d’où vient chaque chiffre. Les équipes y suivent ce qui revient à chaque établissement, qui le finance et ce qui est arrivé.
home-go = Voir l’ensemble du bassin
home-schools-foot = sur les deux îles, publics et privés

# La vue d’ensemble.
overview-title = Vue d’ensemble
overview-to-plan = Voir le plan
overview-own = Mes établissements
overview-schools = Établissements
overview-pupils = Élèves
overview-partial = Incomplet
overview-unknown = { $count ->
    [one] effectif inconnu pour { $count } établissement
   *[other] effectif inconnu pour { $count } établissements
}
overview-unknown-counts = Établissements à l’effectif inconnu
overview-totals = Élèves et établissements par type
overview-totals-help = Chaque établissement compte pour son dernier effectif connu : l’année peut donc différer de l’un à l’autre. Un effectif inconnu ne compte pas pour zéro : il est signalé à part.
overview-total = Total
overview-group-ecoles = Écoles
overview-group-colleges = Collèges
overview-group-lycees = Lycées
overview-group-others = Autres
overview-export-note = Dernier effectif connu de chaque établissement. Les effectifs inconnus ne comptent pas pour zéro : leurs établissements sont comptés à part.

# La carte.
overview-map-title = Carte des établissements
overview-map-description = Carte des deux îles avec un repère par établissement. La liste des établissements donne les mêmes renseignements.
overview-map-ecole = École
overview-map-college = Collège
overview-map-lycee = Lycée
overview-map-other = Autre établissement
overview-map-approximate = Position approximative
overview-map-approximate-short = position approximative
overview-map-km = km
overview-map-m = m
overview-map-credit = Contours © les contributeurs d’OpenStreetMap (ODbL). Positions : ministère chargé de l’Éducation nationale ; GeoNames (CC BY 4.0).
overview-unplaced = Établissements sans position connue :

# Ce qui manque et que quelqu’un peut compléter.
overview-attention = À compléter
overview-attention-no-count = { $count ->
    [one] { $count } établissement dont l’effectif est inconnu
   *[other] { $count } établissements dont l’effectif est inconnu
}
overview-attention-old-count = { $count ->
    [one] { $count } établissement dont l’effectif date de trois ans ou plus
   *[other] { $count } établissements dont l’effectif date de trois ans ou plus
}
overview-attention-unattached = { $count ->
    [one] { $count } école sans collège de secteur
   *[other] { $count } écoles sans collège de secteur
}
overview-attention-contract = { $count ->
    [one] { $count } établissement privé dont on ne sait pas s’il est sous contrat
   *[other] { $count } établissements privés dont on ne sait pas s’ils sont sous contrat
}
overview-attention-no-position = { $count ->
    [one] { $count } établissement sans position connue
   *[other] { $count } établissements sans position connue
}
overview-attention-approximate = { $count ->
    [one] { $count } établissement à la position approximative
   *[other] { $count } établissements à la position approximative
}

# Les sources.
sources-title = Sources des données
sources-text = Chaque chiffre dit d’où il vient. Voici les sources, leurs auteurs et leurs licences.
sources-ministry = Ministère chargé de l’Éducation nationale
sources-ministry-text = Annuaire, effectifs, IPS, éducation prioritaire, adresses et positions des établissements : data.education.gouv.fr, Licence Ouverte 2.0. Les fichiers vont de 2016 à 2026 ; chaque page donne la date de ce qu’elle montre.
sources-osm = OpenStreetMap
sources-osm-text = Contours des deux îles : © les contributeurs d’OpenStreetMap, licence ODbL 1.0, par les contours administratifs d’Etalab.
sources-geonames = GeoNames
sources-geonames-text = Positions des quartiers, quand celle de l’établissement n’est pas connue : GeoNames, licence CC BY 4.0. Elles sont marquées comme approximatives.
sources-press = Presse locale
sources-press-text = Effectifs des écoles publiques de Saint-Martin en octobre 2020, repris des chiffres ouverts du ministère par Soualiga Post et Faxinfo. L’un d’eux est déduit par différence et signalé.
sources-demo = Ce qui est inventé dans la démonstration
sources-demo-text = Les personnes et leurs comptes, le nombre d’enseignants, les commandes et les livraisons n’existent pas : ils portent la mention « fictif ». Tout le reste vient des sources ci-dessus.
sources-program = Le logiciel
sources-program-text = Pôle est un logiciel libre, sous licence publique de l’Union européenne (EUPL 1.2). Sa présentation s’appuie sur GOV.UK Frontend (licence MIT).

overview-attention-incomplete = { $count ->
    [one] { $count } établissement du plan dont un effectif manque
   *[other] { $count } établissements du plan dont un effectif manque
}
overview-attention-estimated = { $count ->
    [one] { $count } établissement du plan dont la dotation repose sur une estimation
   *[other] { $count } établissements du plan dont la dotation repose sur une estimation
}
