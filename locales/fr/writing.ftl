# Remplir un dossier à plusieurs : tâches, réponses, membres, commentaires, versions, pièces.
writing-tabs = Parties du dossier
writing-tab-dossier = Dossier
writing-tab-tasks = À remplir
writing-tab-documents = Pièces
writing-tab-members = Membres
writing-tab-comments = Commentaires
writing-tab-versions = Versions
writing-whole = Tout le dossier
writing-own-title = Mes dossiers
writing-own-none = Personne ne vous a encore invité à remplir un dossier. Le chef d’établissement peut le faire depuis la page « Membres » du dossier.
writing-own-calls = Voir les appels à projets
writing-own-closed = Fermé

writing-tasks-title = Remplir le dossier
writing-deadline-on = À envoyer au plus tard le { $day }, à 23 h 59
writing-progress = { $done } sur { $all }
writing-complete = Complet
writing-yours = à vous d’écrire
writing-missing = { $count ->
    [0] Rien ne manque.
    [one] Il manque { $count } élément.
   *[other] Il manque { $count } éléments.
}
writing-documents-other = Autres pièces
writing-filled-by = Qui remplit cette partie : { $part }
writing-read-only = Cette partie est remplie par d’autres : vous pouvez la lire et la commenter.
writing-closed-wave = La vague n’est pas ouverte : les réponses ne changent plus, le brouillon reste.
writing-closed-frozen = L’établissement a validé ce dossier : ses réponses ne changent plus, sauf si une correction enregistrée le rouvre.
writing-attach-there = Joindre la pièce
writing-financing-there = Voir le plan de financement
writing-save-back = Enregistrer et revenir à la liste
writing-next = Partie suivante : { $title }
writing-saved-by = Enregistré le { $when } par { $who }
writing-saved-at = Enregistré à { $time }
writing-history-link = Historique
writing-history-title = Historique de la réponse
writing-history-none = Personne n’a encore répondu.
writing-revision = version { $number }

# Ce que dit chaque champ pendant qu’on écrit.
writing-state-typing = En cours de saisie
writing-state-saving = Enregistrement…
writing-state-offline = Hors connexion : gardé sur cet appareil
writing-state-restored = Repris de cet appareil
writing-state-compare = Comparer les deux textes et choisir
writing-state-signed-out = Votre session est finie : le texte est gardé sur cet appareil. Connectez-vous de nouveau puis rechargez cette page.
writing-state-refused = Le texte n’est pas enregistré : il est gardé sur cet appareil.
writing-state-left = Caractères restants : { $n }
writing-state-over = Caractères en trop : { $n }
writing-conflict-words = Quelqu’un d’autre a modifié ce champ. { $kept }

# Deux personnes ont écrit dans le même champ.
writing-conflict-title = Deux textes pour le même champ
writing-conflict-help = Quelqu’un d’autre a enregistré un texte pendant que vous écriviez. Rien n’est perdu : choisissez ce que le dossier doit dire. Les deux textes restent dans l’historique.
writing-conflict-mine = Votre texte
writing-conflict-theirs = Le texte enregistré
writing-conflict-choose = Que garder ?
writing-choose-mine = Votre texte
writing-choose-theirs = Le texte enregistré
writing-choose-merged = Un texte qui réunit les deux, écrit ci-dessous
writing-merged = Texte réuni
writing-conflict-settle = Garder ce choix

# Les membres.
writing-members-title = Qui remplit ce dossier
writing-members-now = Personnes invitées
writing-members-none = Personne n’est invité pour le moment.
writing-members-ended = Invitations terminées
writing-member-since = depuis le { $day }
writing-member-ended = du { $from } au { $to }
writing-member-end = Mettre fin
writing-invite-title = Inviter quelqu’un
writing-search-account = Chercher par nom
writing-search-none = Aucun compte de ces établissements, de cette collectivité ou de l’académie ne porte ce nom.
writing-search-more = D’autres comptes répondent à cette recherche : précisez le nom.
writing-invite-who = Personne
writing-invite-part = Partie à remplir
writing-invite-part-hint = Un enseignant ou un chef d’établissement remplit les parties de l’établissement, un agent celle de la collectivité, les services académiques celle du délégué.
writing-invite = Inviter
writing-people-title = Ce qui manque, de la part de qui
writing-people-none = Aucun compte n’est concerné par ce dossier.
writing-remind = Relancer
writing-lacks = Éléments manquants
writing-lacks-none = Rien ne manque.
writing-column-what = Élément
writing-column-school = Établissement
writing-column-part = Partie
writing-column-who = De la part de

# Les commentaires.
writing-comments-title = Commentaires
writing-comments-open = { $count ->
    [one] { $count } commentaire ouvert
   *[other] { $count } commentaires ouverts
}
writing-comments-none = Aucun commentaire.
writing-comments-about = Sur : { $about }.
writing-comments-all = Voir tous les commentaires
writing-comment-link = Commenter
writing-comment-new = Nouveau commentaire
writing-comment-about = Sur quoi
writing-comment-text = Votre commentaire
writing-comment-send = Publier
writing-reply = Répondre
writing-reply-send = Envoyer la réponse
writing-thread-resolved = Résolu
writing-thread-resolve = Marquer comme résolu
writing-thread-reopen = Rouvrir
writing-resolved-by = Résolu le { $when } par { $who }

# Les versions.
writing-versions-title = Versions
writing-versions-help = Une version est un moment du dossier qui a reçu un nom. Elle ne change jamais. Chaque validation en crée une.
writing-versions-none = Aucune version pour le moment.
writing-version-new = Nommer la version actuelle
writing-version-name = Nom
writing-version-name-hint = Par exemple : avant le conseil d’administration
writing-version-keep = Garder cette version
writing-compare-title = Ce qui a changé
writing-compare-now = maintenant
writing-compare-with = Comparer avec
writing-compare = Comparer
writing-compare-same = Aucune réponse ne diffère.
writing-restore = Reprendre cette réponse

# Les pièces.
writing-documents-title = Pièces du dossier
writing-documents-help = PDF, documents de bureautique ou images, 20 Mo au plus.
writing-documents-none = L’appel ne demande aucune pièce.
writing-document-missing = À joindre
writing-document-optional = Facultative
writing-document-there = Jointe
writing-document-words = { $size } Ko, jointe le { $when }
writing-document-remove = Retirer
writing-document-choose = Choisir un fichier
writing-document-replace = Remplacer par un autre fichier
writing-document-attach = Joindre
writing-documents-former = Pièces remplacées ou retirées
writing-document-former = { $name }, jusqu’au { $when }

# Ce qui est refusé.
writing-refused-wave = La vague n’est pas ouverte : rien n’est enregistré, le brouillon reste.
writing-refused-frozen = L’établissement a validé ce dossier : ses réponses ne changent plus.
writing-refused-answer = La réponse n’est pas du type attendu.
writing-refused-invited = Cette personne remplit déjà cette partie.
writing-refused-reach = Le rôle de cette personne ne lui permet pas de remplir cette partie.
writing-refused-reminded = Cette personne a déjà été relancée aujourd’hui.
writing-refused-nothing = Il ne manque rien de la part de cette personne.
writing-refused-text = Écrivez un commentaire de 4 000 caractères au plus.
writing-refused-no-file = Choisissez un fichier.
writing-refused-label = Donnez un nom de 120 caractères au plus.
writing-refused-stale = Quelqu’un d’autre a modifié ce champ : rechargez la page pour voir son texte.

# Ce qui est fait.
notice-writing-saved = Les réponses sont enregistrées.
notice-writing-settled = Votre choix est enregistré.
notice-writing-invited = L’invitation est envoyée.
notice-writing-ended = L’invitation est terminée.
notice-writing-reminded = La relance est envoyée.
notice-writing-commented = Le commentaire est publié.
notice-writing-resolved = Le fil est marqué comme résolu.
notice-writing-reopened = Le fil est rouvert.
notice-writing-named = La version est gardée.
notice-writing-restored = La réponse est reprise.
notice-writing-removed = La pièce est retirée.
notice-writing-attached = La pièce est jointe.

# Les messages.
writing-invited-subject = Invitation à remplir le dossier de { $college }
writing-invited-body = Vous êtes invité à remplir une partie du dossier de { $college } pour l’appel « { $call } » ({ $wave }).
writing-ended-subject = Fin de votre invitation au dossier de { $college }
writing-ended-body = Vous ne remplissez plus le dossier de { $college } pour l’appel « { $call } » ({ $wave }).
writing-nudge-subject = Dossier de { $college } : des éléments vous attendent
writing-nudge-body = { $who } vous rappelle le dossier de { $college } pour l’appel « { $call } » ({ $wave }). Éléments manquants de votre part : { $missing }.
writing-deadline-subject = { $when ->
    [today] Dossier de { $college } : dernier jour
    [tomorrow] Dossier de { $college } : plus qu’un jour
   *[later] Dossier de { $college } : plus que { $days } jours
}
writing-deadline-body = { $state ->
    [complete] Le dossier de { $college } pour l’appel « { $call } » ({ $wave }) est encore un brouillon. Il doit être envoyé au plus tard le { $deadline } à 23 h 59. Rien ne manque de votre part : il reste à le valider.
   *[incomplete] Le dossier de { $college } pour l’appel « { $call } » ({ $wave }) est encore un brouillon. Il doit être envoyé au plus tard le { $deadline } à 23 h 59. Éléments manquants de votre part : { $missing }.
}
