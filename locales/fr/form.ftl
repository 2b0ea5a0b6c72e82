# Les formulaires : ce qui ne va pas, et comment le corriger.
form-errors = Quelques points sont à corriger
form-error = Erreur :
form-required = Remplissez ce champ.
form-choice = Choisissez une réponse dans la liste.
form-day = Cette date n’existe pas. Indiquez un jour, un mois et une année.
form-day-future = Cette date est dans l’avenir. Indiquez un jour passé, ou aujourd’hui.
form-year = Cette année scolaire n’est pas reconnue. Choisissez-en une dans la liste.
form-count = Indiquez un nombre entier, de 0 à 100 000.
form-uai = Ce code n’existe pas : un code UAI compte sept chiffres et une lettre, par exemple 9711023K. Vérifiez-le.
form-category = Cette catégorie d’effectif n’existe pas. Utilisez un code connu, par exemple 6E, TOTAL ou TEACHERS.
