// The chain of a call after its dossiers are sent: a reviewer on a phone, the commission, what the applicants see.

import assert from "node:assert/strict";
import { accounts, axe, fits, journey, look, shot, signIn } from "./harness.mjs";

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const banner = (page) => page.locator(".govuk-notification-banner").waitFor();

/** The address of the link of a row of a table that says some words. */
async function rowLink(page, words, address = "/") {
  const row = page.locator("main tr", { hasText: words });
  return row.locator(`a[href*='${address}']`).first().getAttribute("href");
}

journey("a reviewer marks a dossier on a phone and submits it", { on: ["phone"] }, async (step) => {
  const { page, screen, expectProblem } = step;
  await signIn(page, "evaluatrice", "demo-evaluatrice-2026");
  await look(page, screen, "/evaluations", "reviews-mine");
  const sheet = await rowLink(page, "Mont des Accords");
  await look(page, screen, sheet, "reviews-sheet");
  expectProblem(/422/); // what is refused below, on purpose
  const submit = page.locator("button[value='remettre']");
  await submit.click();
  await page.locator(".govuk-error-summary").waitFor();
  await axe(page);
  const grids = page.locator("form[data-guard-unsaved] fieldset:has(input[value='4'])");
  const count = await grids.count();
  assert.ok(count >= 5, `${count} criteria`);
  for (let index = 0; index < count; index += 1) {
    await grids.nth(index).locator("label", { hasText: /^3$/ }).click();
  }
  await page.locator("label[for='avis-favourable']").click();
  await page.locator("button[value='enregistrer']").click();
  await banner(page);
  await submit.click();
  await banner(page);
  await look(page, screen, sheet, "reviews-submitted");
  assert.equal(await submit.count(), 0, "what is submitted stays");
});

journey("the pilot decides in bulk and publishes: applicants see it then", { on: ["desktop"] }, async (step) => {
  const { page, newPage, screen } = step;
  const head = await newPage();
  await signIn(head, "principal", "demo-principal-2026");
  await head.goto("/dossiers");
  const dossier = await rowLink(head, "vague 4", "/dossiers/");
  await look(head, screen, dossier, "decision-hidden");
  const result = head.locator("main .govuk-tag", { hasText: /^retenu$/i });
  assert.equal(await result.count(), 0, "nothing is seen before the publication");

  await signIn(page, accounts.pilot.name, accounts.pilot.password);
  await look(page, screen, "/evaluations/pilotage", "reviews-running");
  await look(page, screen, await rowLink(page, "vague 4", "/evaluations/vagues/"), "reviews-wave");
  await page.locator("form[action$='/evalues'] button").click();
  await banner(page);

  await look(page, screen, "/commissions", "commissions");
  const commission = await rowLink(page, "vague 4", "/commissions/");
  await look(page, screen, commission, "commission");
  await page.getByLabel("Jour de la séance").fill(day(0));
  await page.getByLabel("Écoles accordées par l’académie").fill("2");
  await page.locator("main form[data-guard-unsaved]").first().locator("button[type='submit']").click();
  await banner(page);
  for (const box of await page.locator("main label[for^='ligne-']").all()) await box.click();
  await page.locator("#champ-issue").selectOption("selected");
  await page.getByRole("button", { name: "Relire avant d’enregistrer" }).click();
  await page.getByRole("heading", { name: "Relecture avant enregistrement" }).waitFor();
  await axe(page);
  await fits(page);
  await shot(page, `commission-review-${screen}`);
  await head.goto(dossier);
  assert.equal(await result.count(), 0, "nothing is written by a review");
  await page.getByRole("button", { name: "Enregistrer ces décisions" }).click();
  await banner(page);
  await head.goto(dossier);
  assert.equal(await result.count(), 0, "what is decided is not seen before the publication");

  await look(page, screen, `${commission}/publication`, "commission-publication");
  await page.locator("label[for='champ-confirme']").click();
  await page.getByRole("button", { name: "Publier maintenant" }).click();
  await banner(page);
  await head.goto(dossier);
  assert.ok((await result.count()) > 0, "the applicant sees the result");
  await look(head, screen, dossier, "decision-seen");
  await look(page, screen, commission, "commission-published");
  await look(await newPage(), screen, "/resultats", "results");
});

const pages = {
  pilote: ["/appels", "/dossiers", "/evaluations/pilotage", "/commissions", "/conventions"],
  com978: ["/dossiers", "/conventions", "/messages"],
  principal: ["/appels", "/dossiers", "/messages"],
  prof: ["/dossiers/miens", "/messages"],
};

journey("the lists of the chain fit their screen", async ({ newPage, screen }) => {
  for (const [name, addresses] of Object.entries(pages)) {
    const page = await newPage();
    await signIn(page, name, `demo-${name}-2026`);
    for (const address of addresses) await look(page, screen, address, `${name}${address.replaceAll("/", "-")}`);
  }
});

journey("the chain is one entry of the pilot's navigation", { on: ["desktop"] }, async ({ page }) => {
  await signIn(page, accounts.pilot.name, accounts.pilot.password);
  await page.goto("/conventions");
  const main = page.locator("#navigation");
  assert.equal(await main.getByRole("link", { name: "Appels" }).getAttribute("aria-current"), "true");
  assert.equal(await main.getByRole("link", { name: "Commissions" }).count(), 0);
  const below = page.getByRole("navigation", { name: "Étapes d’un appel" });
  const labels = await below.getByRole("link").allTextContents();
  assert.deepEqual(labels, ["Appels", "Dossiers", "Évaluation", "Commissions", "Conventions"]);
  assert.equal(await below.locator("[aria-current]").textContent(), "Conventions");
});
