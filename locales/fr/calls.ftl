# Les appels à projets.
## Une question et sa réponse.
calls-optional = (facultatif)
calls-no-answer = Pas de réponse
calls-not-answered = Pas de réponse
calls-attached-there = Un document à joindre.
calls-financing-there = Le plan de financement, calculé à partir de la dotation.
calls-hint-characters = { $count } caractères au plus.
calls-hint-number = Un nombre entier, de { $min } à { $max }.
calls-hint-number-unit = Un nombre entier, de { $min } à { $max } ({ $unit }).
calls-hint-money = En euros, par exemple 1 250,50.
calls-hint-many = Plusieurs réponses possibles.
calls-hint-rows = { $count ->
    [one] { $count } ligne au plus.
   *[other] { $count } lignes au plus. Les lignes vides ne comptent pas.
}
calls-hint-levels = Un nombre entier par niveau. Laissez vide ce que vous ne savez pas.
calls-level-count = { $level } : { $count }
calls-answer-kind = Cette réponse n’est pas de la sorte attendue.
calls-answer-too-long = Cette réponse compte { $length } caractères, pour { $max } au plus. Raccourcissez-la.
calls-answer-not-whole = « { $text } » n’est pas un nombre entier.
calls-answer-not-amount = « { $text } » n’est pas un montant. Écrivez-le en euros, avec deux décimales au plus.
calls-answer-bounds = Indiquez une valeur de { $min } à { $max }.
calls-answer-option = « { $text } » n’est pas une des réponses proposées.
calls-answer-rows = Il y a trop de lignes, ou une ligne n’a pas le bon nombre de cases.
calls-answer-level = Le niveau { $level } n’est pas demandé.
calls-kind-table = Tableau
calls-part-head = Chef d’établissement
calls-part-teachers = Équipes enseignantes
calls-part-authority = Collectivité
calls-part-delegate = Délégué académique au numérique
