# Ce qui n’a pas pu se faire, et que faire.
problem-title = Nous n’avons pas pu répondre
problem-home = Revenir à l’accueil
problem-status = Code { $status }
problem-not-found = Cette page n’existe pas, ou elle ne vous est pas ouverte. Vérifiez l’adresse.
problem-sign-in = Connectez-vous pour continuer.
problem-denied = Votre rôle ne permet pas de faire cela. Si vous en avez besoin, demandez-le à la personne qui administre le site.
problem-forgery = La page était ouverte depuis trop longtemps, ou votre connexion a changé. Revenez en arrière, rechargez la page et recommencez.
problem-if-match = Cette modification doit dire de quelle version elle part (en-tête If-Match). Relisez la ressource, puis renvoyez son étiquette (ETag).
problem-too-large = Cet envoi est trop volumineux. Compressez le fichier (.gz) ou partagez-le en plusieurs, puis recommencez.
problem-too-many = { $seconds ->
    [one] Trop d’essais. Attendez { $seconds } seconde, puis recommencez.
   *[other] Trop d’essais. Attendez { $seconds } secondes, puis recommencez.
}
problem-upload-cut = L’envoi du fichier s’est interrompu et rien n’a été gardé. Vérifiez votre connexion, puis recommencez.
problem-busy = Beaucoup de personnes enregistrent en même temps. Attendez quelques secondes, puis recommencez.
problem-disk-full = Le disque du serveur est plein : rien n’a été enregistré. Prévenez la personne qui administre le site.
problem-database-away = La base de données ne répond pas pour le moment. Recommencez dans quelques minutes ; si cela dure, prévenez la personne qui administre le site.
problem-failure = Une panne est survenue de notre côté. Recommencez dans un moment ; si cela dure, transmettez ce numéro à la personne qui administre le site : { $incident }.
problem-bad-query = Cette demande n’est pas bien écrite. Vérifiez les valeurs données dans l’adresse.
problem-bad-json = Le contenu envoyé n’est pas le JSON attendu. Comparez-le à la description de l’API.
problem-files-away = Le dépôt de fichiers ne répond pas : rien n’a été gardé. Réessayez dans quelques minutes.
