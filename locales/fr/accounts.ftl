# La connexion.
accounts-name = Nom de connexion
accounts-password = Mot de passe
accounts-lost-password = Mot de passe oublié ? La personne qui administre le site peut vous en donner un nouveau.
accounts-refused-sign-in = Le nom de connexion ou le mot de passe n’est pas le bon. Vérifiez-les, puis recommencez.
accounts-demo-title = Comptes de démonstration
accounts-demo-text = Choisissez un rôle et connectez-vous avec le nom et le mot de passe indiqués. Ces personnes n’existent pas.

# Son propre compte.
accounts-own-title = Mon compte
accounts-display-name = Nom affiché
accounts-roles = Rôles
accounts-no-role = Aucun rôle
accounts-change-password = Changer de mot de passe
accounts-password-present = Mot de passe actuel
accounts-password-new = Nouveau mot de passe
accounts-password-hint = Au moins douze caractères, sans le nom de connexion. Une phrase facile à retenir convient très bien.
accounts-tokens = Jetons d’accès
accounts-tokens-text = Un jeton permet à un autre logiciel, un tableur par exemple, d’agir en votre nom. Il dure un an. Gardez-le pour vous, comme un mot de passe.
accounts-tokens-none = Vous n’avez aucun jeton.
accounts-token-secret = Voici votre nouveau jeton. Copiez-le maintenant : il ne sera plus montré.
accounts-token-label = À quoi sert ce jeton
accounts-token-label-hint = Par exemple : tableau de suivi du rectorat
accounts-token-rights = Droits
accounts-token-reads = Lire seulement
accounts-token-writes = Lire et modifier
accounts-token-expires = Fin
accounts-token-used = Dernière utilisation
accounts-token-never = Jamais utilisé
accounts-token-revoke = Retirer
accounts-token-revoked = Retiré
accounts-token-add = Créer un jeton

# Les comptes de tous.
accounts-title = Comptes
accounts-intro = Chaque personne a un compte et un ou plusieurs rôles, chacun entre deux dates. Un compte fermé reste dans l’historique.
accounts-count = { $count ->
    [one] { $count } compte
   *[other] { $count } comptes
}
accounts-account = Compte
accounts-state = État
accounts-state-open = Ouvert
accounts-state-closed = Fermé
accounts-close = Fermer le compte
accounts-reopen = Rouvrir le compte
accounts-add = Créer un compte
accounts-name-hint = De 3 à 40 lettres sans accent, chiffres, points ou tirets, par exemple marie.dupont
accounts-password-first = Premier mot de passe
accounts-role = Rôle
accounts-role-hint = Vous pourrez en ajouter d’autres ensuite.
accounts-scope = Portée
accounts-scope-hint = Pour un agent de la collectivité : 978 (Saint-Martin) ou 977 (Saint-Barthélemy). Pour un chef d’établissement, un directeur ou un enseignant : le code UAI. Sinon, laissez vide.
accounts-from = Premier jour
accounts-to = Dernier jour
accounts-to-hint = Laissez vide si la fin n’est pas connue.
accounts-more = Compléter un compte
accounts-role-grant = Donner ce rôle
accounts-role-end = Terminer
accounts-role-since = { $role }, à partir du { $from }
accounts-role-between = { $role }, du { $from } au { $to }
accounts-role-ended = { $role }, terminé le { $day }
accounts-reset = Donner un nouveau mot de passe
accounts-trail = Dernières actions enregistrées

# Les refus.
accounts-refused-password-short = Ce mot de passe est trop court. Choisissez au moins douze caractères.
accounts-refused-password-easy = Ce mot de passe est trop facile à deviner. N’y mettez ni le nom de connexion ni un seul caractère répété.
accounts-refused-password-wrong = Ce n’est pas votre mot de passe actuel. Vérifiez-le, puis recommencez.
accounts-refused-name = Ce nom de connexion ne convient pas. Utilisez de 3 à 40 lettres sans accent, chiffres, points ou tirets.
accounts-refused-name-taken = Ce nom de connexion est déjà pris. Choisissez-en un autre.
accounts-refused-scope = Cette portée ne va pas avec ce rôle. Pour un agent de la collectivité, indiquez 978 (Saint-Martin) ou 977 (Saint-Barthélemy).
accounts-refused-school = Cet établissement n’est pas dans l’annuaire. Vérifiez son code UAI : sept chiffres et une lettre.
accounts-refused-dates = Le dernier jour est avant le premier. Corrigez l’une des deux dates.
accounts-refused-last-administrator = C’est le dernier administrateur du site. Donnez d’abord ce rôle à une autre personne.

# Ce qui vient d’être fait.
notice-signed-out = Vous êtes déconnecté.
notice-password-changed = Votre mot de passe est changé. Vos autres connexions sont fermées.
notice-token-revoked = Le jeton est retiré : il ne fonctionne plus.
notice-account-added = Le compte est créé.
notice-account-closed = Le compte est fermé.
notice-account-reopened = Le compte est rouvert.
notice-role-granted = Le rôle est donné.
notice-role-ended = Le rôle est terminé.
notice-password-reset = Le nouveau mot de passe est enregistré. Remettez-le à la personne : elle pourra le changer.
