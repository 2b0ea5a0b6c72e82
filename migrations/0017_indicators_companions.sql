-- The selected-then-signed rate of I1 reads the lines that are, or were, selected or signed on a day: those alone.
create index dossier_line_revision_state on dossier_line_revision (state, decided_on);
