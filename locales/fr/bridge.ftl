## Dossiers venus de la démarche numérique

bridge-question-wave = Vague de l’appel
bridge-question-wave-hint = À quelle vague de quel appel publié ces dossiers répondent.
bridge-question-college = Question qui donne le code UAI du collège
bridge-question-ecoles = Question qui donne les codes UAI des écoles
bridge-question-schools-hint = Le code peut être seul, dans une liste, ou entre parenthèses après un nom.
bridge-question-field = Réponse à « { $value } »
bridge-question-nothing = Rien dans le fichier
bridge-reason-origin = Démarche numérique, dossier n° { $number }.
bridge-reason-proposal = Démarche numérique, dossier n° { $number }. Proposition : { $state }. Une personne décide dans Pôle.
bridge-reason-day = Décidé sur la plateforme le { $day }.
bridge-reason-why = Motif : { $why }
bridge-state-accepted = accepté
bridge-state-refused = refusé
bridge-state-dropped = classé sans suite
