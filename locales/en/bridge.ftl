## Dossiers from démarche numérique

bridge-question-wave = Wave of the call
bridge-question-wave-hint = Which wave of which published call these dossiers answer.
bridge-question-college = Question that gives the UAI code of the collège
bridge-question-ecoles = Question that gives the UAI codes of the écoles
bridge-question-schools-hint = The code may be alone, in a list, or in parentheses after a name.
bridge-question-field = Answer to “{ $value }”
bridge-question-nothing = Nothing in the file
bridge-reason-origin = Démarche numérique, dossier no. { $number }.
bridge-reason-proposal = Démarche numérique, dossier no. { $number }. Proposal: { $state }. A person decides in Pôle.
bridge-reason-day = Decided on the platform on { $day }.
bridge-reason-why = Reason: { $why }
bridge-state-accepted = accepted
bridge-state-refused = refused
bridge-state-dropped = closed without an answer
