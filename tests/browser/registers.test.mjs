// The registers behind the five indicators: rooms, people, training, certifications and usage.

import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accounts, axe, fits, journey, look, shot, signIn } from "./harness.mjs";

const pilot = ({ page }) => signIn(page, accounts.pilot.name, accounts.pilot.password);
const head = ({ page }) => signIn(page, "principal", "demo-principal-2026");
const college = "/etablissements/9710022X";

/** The address of the first thing that a list shows. */
async function first(page, list, start) {
  await page.goto(list);
  return page.locator(`main table a[href^='${start}']`).first().getAttribute("href");
}

journey("the five indicators each show a figure or say what is missing", async ({ page, screen }) => {
  await pilot({ page });
  await look(page, screen, "/indicateurs", "indicators");
  const cards = page.locator(".pole-dashboard > li");
  assert.equal(await cards.count(), 5);
  for (const card of await cards.all()) {
    assert.ok((await card.locator(".pole-figure__value, dd").first().innerText()).length > 0, "a figure is written");
  }
});

journey("the pages of the rooms are accessible and fit", async ({ page, screen }) => {
  await pilot({ page });
  await look(page, screen, "/connectivite", "connectivity");
  await look(page, screen, `${college}/salles`, "rooms");
  await look(page, screen, await first(page, `${college}/salles?classe=C2`, "/salles/"), "room");
  await look(page, screen, "/calendrier-scolaire", "school-calendar");
});

journey("the pages of people and training are accessible and fit", async ({ page, screen }) => {
  await pilot({ page });
  await look(page, screen, `${college}/personnels`, "staff");
  await look(page, screen, "/formation", "training");
  const session = await first(page, "/formation", "/formation/");
  await look(page, screen, session, "session");
  await look(page, screen, `${session}/presences`, "attendance");
  await look(page, screen, "/formation/personnels?q=ACACIA", "hours");
});

journey("the pages of the certifications are accessible and fit", async ({ page, screen }) => {
  await pilot({ page });
  await look(page, screen, "/pix", "pix");
  await look(page, screen, "/pix/certifications?statut=rejetee", "certifications");
  await look(page, screen, await first(page, "/pix/certifications", "/pix/certifications/"), "certification");
  await look(page, screen, "/pix/rapprochement", "matching");
});

journey("the pages of usage are accessible and fit", async ({ page, screen }) => {
  await pilot({ page });
  await look(page, screen, "/usages", "usage");
  await look(page, screen, "/usages/populations", "populations");
  await look(page, screen, "/usages/series", "series");
  await look(page, screen, "/usages/conservation", "retention");
  await look(page, screen, "/calendrier", "calendar");
});

journey("a head pastes three rooms, reads them back and keeps them", async ({ page, screen }) => {
  await head({ page });
  await page.goto(`${college}/salles`);
  const names = ["Nord", "Sud", "Est"].map((name) => `${name} ${screen}`);
  const lines = [`${names[0]}\tsciences\t8\tB`, `${names[1]} ; ordinaire ; 6 ; B`, names[2]];
  await page.getByLabel("Les salles", { exact: true }).fill(lines.join("\n"));
  await page.getByLabel("Demi-journées, pour les lignes qui ne les disent pas").fill("5");
  await page.getByRole("button", { name: "Vérifier les lignes" }).click();
  const keep = page.getByRole("button", { name: "Enregistrer 3 salles" });
  await keep.waitFor();
  await axe(page);
  await fits(page);
  await shot(page, `rooms-pasted-${screen}`);
  await keep.click();
  await page.locator(".govuk-notification-banner").waitFor();
  for (const name of names) await page.getByRole("link", { name, exact: true }).waitFor();
});

journey("a trainer marks everybody present on a phone", { on: ["phone"] }, async ({ page, screen }) => {
  await pilot({ page });
  const session = await first(page, "/formation", "/formation/");
  await page.goto(`${session}/presences`);
  const boxes = page.locator('input[name="present"]');
  const people = await boxes.count();
  assert.ok(people > 10, "the sheet has its people");
  // Every name is a target for a thumb, and a touch on it ticks or unticks.
  for (const label of await page.locator(".pole-presence__person label").all()) {
    const { height, width } = await label.boundingBox();
    assert.ok(height >= 44 && width >= 200, `a target of ${width} × ${height} px`);
  }
  await page.locator(".pole-presence__person label").nth(3).tap();
  assert.equal(await boxes.nth(3).isChecked(), false);
  await page.getByRole("button", { name: "Enregistrer", exact: true }).tap();
  await page.locator(".govuk-notification-banner").waitFor();
  assert.equal(await page.locator('input[name="present"]:checked').count(), people - 1);
  await page.getByRole("button", { name: "Tous présents" }).tap();
  await page.locator(".govuk-notification-banner").waitFor();
  assert.equal(await page.locator('input[name="present"]:checked').count(), people);
  await shot(page, `attendance-marked-${screen}`);
});

journey("a pilot explains the columns of an unknown file and confirms", { on: ["desktop"] }, async ({ page, screen, program }) => {
  await pilot({ page });
  await page.goto("/imports");
  const file = join(program.data, "tableau-maison.csv");
  const lines = ["Qui;Petit;Bahut;Quand;Quoi;Combien"];
  lines.push("ACACIA-ROUGE;Savane;9710022X;04/11/2026;Atelier maison;3", "AGAVE;Morne;9710022X;04/11/2026;Atelier maison;3");
  await writeFile(file, `${lines.join("\n")}\n`);
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.locator('form[action="/imports"] button').first().click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await axe(page);
  await fits(page);
  const columns = {
    person_surname: "Qui",
    person_given_name: "Petit",
    person_uai: "Bahut",
    start: "Quand",
    module_title: "Quoi",
    hours_attended: "Combien",
  };
  for (const [field, title] of Object.entries(columns)) {
    await page.locator(`[name="colonne-${field}"]`).selectOption(title.toLowerCase());
  }
  await page.getByRole("button", { name: "Relire les premières lignes" }).click();
  await page.getByRole("cell", { name: "Atelier maison" }).first().waitFor();
  await axe(page);
  await shot(page, `import-columns-${screen}`);
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByLabel("Ces formations portent-elles sur les usages numériques").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Voir ce qui changerait" }).click();
  const confirm = page.getByRole("button", { name: "Confirmer et enregistrer" });
  await confirm.waitFor();
  await axe(page);
  await shot(page, `import-columns-proposed-${screen}`);
  await confirm.click();
  await page.locator(".govuk-notification-banner").waitFor();
  await page.goto("/formation?q=Atelier maison");
  await page.getByRole("link", { name: "Atelier maison" }).waitFor();
});

journey("a pilot hands out codes and a teacher answers on a phone without an account", async (step) => {
  const { page, newPage, screen, expectProblem } = step;
  await signIn(page, accounts.pilot.name, accounts.pilot.password);
  await look(page, screen, "/formation/evaluation", "training-evaluation");
  await look(page, screen, "/formation/evaluation?par=theme", "training-evaluation-themes");
  const due = page.locator("main details a[href$='/evaluation']");
  const sessions = await due.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.ok(sessions.length > 0, "a session of the last two months is due");
  // Each screen has a session of its own, or new codes for the same one.
  await look(page, screen, sessions[0], "training-asking");
  await page.locator("input[name='etape'][value='end'] ~ button").first().click();
  const slip = page.locator(".pole-slip__code a").first();
  await slip.waitFor();
  await fits(page);
  await axe(page);
  await shot(page, `training-slips-${screen}`);
  const link = await slip.getAttribute("href");

  const teacher = await newPage();
  await look(teacher, screen, "/questionnaire", "training-code");
  await look(teacher, screen, link, "training-questionnaire");
  expectProblem(/422/); // what is refused below, on purpose
  await teacher.locator("main form button[type='submit']").click();
  await teacher.locator(".govuk-error-summary").waitFor();
  await axe(teacher);
  for (const question of await teacher.locator("main fieldset").all()) {
    await question.locator("label").nth(2).click();
  }
  await teacher.locator("main form button[type='submit']").click();
  await teacher.waitForURL(/merci=oui/);
  await axe(teacher);
  await shot(teacher, `training-thanks-${screen}`);
  // The code is used up.
  const again = await teacher.goto(link);
  assert.equal(again.status(), 422);
});
