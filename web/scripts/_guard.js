// Unsaved changes: a form with data-guard-unsaved asks before its page is left with changes in it.
// Its text, when not empty, is shown in a bar at the bottom of the form.

/** What a form would send. Files count by name. */
const content = (form) =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));

export function guardForms() {
  for (const form of document.querySelectorAll("form[data-guard-unsaved]")) {
    const before = content(form);
    let sent = false;
    const bar = document.createElement("p");
    bar.className = "pole-unsaved";
    bar.setAttribute("role", "status");
    bar.hidden = true;
    if (form.dataset.guardUnsaved) form.append(bar);
    const changed = () => !sent && content(form) !== before;
    form.addEventListener("input", () => {
      bar.hidden = !changed();
      bar.textContent = bar.hidden ? "" : form.dataset.guardUnsaved;
    });
    form.addEventListener("submit", () => {
      sent = true;
    });
    addEventListener("beforeunload", (event) => {
      if (changed()) event.preventDefault();
    });
    // Back from the page after, the form may be sent again.
    addEventListener("pageshow", () => {
      sent = false;
    });
  }
}
