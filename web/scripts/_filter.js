// Live filter: a field with data-filter-table="id of a table" hides the rows that do not hold what is typed.
// The words for the count come from the page: data-filter-count="{n} lignes sur {total}".

/** Lower case without accents, so that “emile” finds “Émile”. */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export function filterTables() {
  for (const field of document.querySelectorAll("input[data-filter-table]")) {
    const table = document.getElementById(field.dataset.filterTable);
    const body = table?.tBodies[0];
    if (!body) continue;
    const rows = [...body.rows].map((row) => [row, fold(row.textContent)]);
    const status = document.querySelector(`[data-filter-status="${table.id}"]`);
    field.addEventListener("input", () => {
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const [row, text] of rows) {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      }
      if (status && field.dataset.filterCount) {
        status.textContent = field.dataset.filterCount.replace("{n}", shown).replace("{total}", rows.length);
      }
    });
  }
}
