# Messages to people, mails and documents.

messages-title = Messages
messages-unread = { $count ->
    [0] Aucun message non lu.
    [one] { $count } message non lu.
   *[other] { $count } messages non lus.
}
messages-none = Aucun message pour l’instant. Les rappels et les décisions qui vous concernent apparaîtront ici.
messages-new = nouveau
messages-read-all = Tout marquer comme lu
messages-settings-title = Recevoir aussi un courriel
messages-settings-text = Chaque message reste lisible ici. Donnez une adresse pour recevoir aussi un courriel.
messages-settings-hours = Rien n’est envoyé de { $from } h à { $until } h ni le week-end : le courriel attend le matin suivant.
messages-no-server = Aucun serveur de courriel n’est réglé sur cette installation : les messages se lisent ici seulement.
messages-address = Adresse électronique
messages-address-hint = Par exemple : prenom.nom@ac-guadeloupe.fr
messages-wants-mail = Recevoir un courriel à chaque message
messages-save = Enregistrer
messages-refused-address = Cette adresse n’est pas une adresse électronique. Vérifiez le signe @ et la fin de l’adresse.
messages-refused-no-address = Donnez une adresse, ou décochez la case.
messages-outgoing-title = Courriels en attente
messages-outgoing-text = Un courriel que le serveur ne prend pas est tenté de nouveau pendant trois jours, puis abandonné. Le message reste lisible dans l’application.
messages-outgoing-none = Aucun courriel n’attend.
messages-to = Destinataire
messages-state = État
messages-due = Prochain essai
messages-attempts = Essais
messages-error = Ce que dit le serveur
messages-try-again = Essayer de nouveau les courriels abandonnés
messages-mail-hello = Bonjour { $name },
messages-mail-why = Vous recevez ce courriel parce que votre compte du pôle le demande. Pour ne plus en recevoir :
mail-state-none = pas de courriel
mail-state-waiting = en attente
mail-state-sent = envoyé
mail-state-given-up = abandonné
messages-trial = M’envoyer un message d’essai
messages-trial-subject = Message d’essai pour { $name }
messages-trial-body = Si vous lisez ceci dans votre boîte, les courriels du pôle vous parviennent.
notice-messages-trial = Le message d’essai est écrit. Son courriel part dans la minute, hors des heures calmes.
notice-messages-read = Les messages sont marqués comme lus.
notice-messages-settings = Le réglage est enregistré.
notice-messages-again = Les courriels abandonnés seront tentés de nouveau.

documents-refused-empty = Ce fichier est vide. Choisissez-en un autre.
documents-refused-type = Ce type de fichier n’est pas accepté. Déposez un PDF, un document bureautique (docx, xlsx, pptx, odt, ods, odp, doc, xls, ppt) ou une image (jpg, png, webp, heic).
documents-refused-name = Le contenu de ce fichier n’est pas ce que dit son nom. Enregistrez-le de nouveau dans le bon format.
documents-refused-size = Ce fichier dépasse 20 Mo. Réduisez-le ou séparez-le en plusieurs.
documents-refused-infected = L’antivirus refuse ce fichier. Il n’a pas été gardé.
documents-scanner-away = L’antivirus ne répond pas : aucun fichier n’est pris pour l’instant. Réessayez plus tard.
