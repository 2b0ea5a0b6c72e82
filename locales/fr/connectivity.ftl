# Connectivity

# Ce qui ne va pas dans un fichier de salles ou de mesures.
file-problem-room-kind-unknown = Ce type de salle n’existe pas. Indiquez par exemple ordinaire, sciences, techno, arts, langues, informatique, CDI ou atelier.
file-problem-half-days-too-many = Une semaine n’a pas autant de demi-journées. Indiquez un nombre de 0 à 12.
file-problem-duplicate-room = Cette salle est deux fois dans le fichier : la première ligne est gardée. Supprimez l’autre.
file-problem-room-unknown = Aucune salle de ce nom, ou personne n’a dit où se trouve la sonde. Saisissez d’abord la salle, ou indiquez-la avant l’import.
file-problem-time-invalid = Cette heure n’est pas reconnue. Écrivez-la ainsi : 10:30.
file-problem-yes-no-invalid = Il faut « oui » ou « non ».
file-problem-rate-absurd = Aucune ligne n’atteint ce débit. Vérifiez l’unité : des Mbit/s sont attendus.
file-problem-no-rate = Une mesure « dash » dit si une vidéo passerait, mais ne donne pas de débit. Apportez les mesures ndt7, ndt5 ou ookla.
file-problem-probe-unknown = Cette mesure vient d’une sonde que Pôle ne connaît pas. Apportez les mesures ndt7, ndt5 ou ookla.
file-problem-json-invalid = Ce morceau n’est pas lisible. Reprenez le fichier de la sonde.
