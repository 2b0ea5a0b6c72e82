# La stratégie : ce qui est commun à ses parties.
nav-strategy = Stratégie
strategy-tab-needs = Besoins
strategy-tab-weights = Pondérations
strategy-tab-territory = Territoire
strategy-tab-scenarios = Scénarios
strategy-tab-decisions = Décisions
strategy-refused-name = Donnez un nom.
strategy-refused-reason = Dites pourquoi.
strategy-refused-stale = Quelqu’un a enregistré entre-temps. Rechargez la page, puis reprenez votre saisie.
