// Writing a dossier together: answers that save themselves, a connection that is cut, two people in one field.

import assert from "node:assert/strict";
import { accounts, axe, fits, journey, look, shot, signIn } from "./harness.mjs";

const head = (page) => signIn(page, "principal", "demo-principal-2026");
const teacher = (page) => signIn(page, "prof", "demo-prof-2026");
const college = "9710022X";

/** A request of somebody who is signed in, with the token of a form of theirs. */
async function ask(page, method, path, more = {}) {
  await page.goto("/compte");
  const token = await page.locator("input[name='_token']").first().getAttribute("value");
  const { form, body, etag } = more;
  const headers = { "x-pole-token": token };
  if (body) headers["content-type"] = "application/json";
  if (etag) headers["if-match"] = etag;
  return page.request.fetch(path, {
    method,
    headers,
    maxRedirects: 0,
    ...(body ? { data: JSON.stringify(body) } : {}),
    ...(form ? { form: { _token: token, ...form } } : {}),
  });
}

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A call like the sheet's, published by the pilot with a wave that is open; gives the wave. */
async function anOpenWave(page, name) {
  await signIn(page, accounts.pilot.name, accounts.pilot.password);
  const { calls } = await (await page.request.get("/api/v1/calls")).json();
  const sheet = calls.find(({ code }) => code === "colleges_numeriques");
  const { content } = await (await page.request.get(`/api/v1/calls/${sheet.id}/versions/1`)).json();
  const [wave] = content.waves;
  content.waves = [{ ...wave, label: name, opens_on: day(-10), deadline_on: day(20) }];
  const made = await ask(page, "POST", "/api/v1/calls", { body: { title: name, edition: 2026, content } });
  assert.equal(made.status(), 201, await made.text());
  const { id } = await made.json();
  const published = await ask(page, "POST", `/api/v1/calls/${id}/publish`, { body: {}, etag: '"1"' });
  assert.ok(published.ok(), await published.text());
  const call = await (await page.request.get(`/api/v1/calls/${id}`)).json();
  return call.waves[0].id;
}

/** The dossier of the collège for a new call, begun by its head. */
async function aDossier(page, pilot, name) {
  const wave = await anOpenWave(pilot, name);
  await head(page);
  const begun = await ask(page, "POST", "/dossiers/nouveau", { form: { vague: wave, etablissement: college } });
  assert.equal(begun.status(), 303, await begun.text());
  return begun.headers().location;
}

/** The first question of a page that takes paragraphs. */
const question = (page) => {
  const block = page.locator("[data-question='synthese']");
  return { text: block.locator("textarea"), state: block.locator("[data-autosave-state]"), block };
};
const says = (place, words) => place.filter({ hasText: words }).waitFor();

journey("an answer saves itself and outlives a cut connection", async ({ page, newPage, screen, expectProblem }) => {
  const dossier = await aDossier(page, await newPage(), `Appel coupé ${screen}`);
  const section = `${dossier}/rediger/projet`;
  await look(page, screen, `${dossier}/rediger`, "tasks");
  await look(page, screen, section, "section");
  let { text, state } = question(page);
  await text.fill("Un projet");
  await text.blur();
  await says(state, /^Enregistré à \d\d:\d\d$/);

  expectProblem(/reponses|ERR_INTERNET_DISCONNECTED|compte/);
  await page.context().setOffline(true);
  await text.fill("Un projet écrit dans le bateau");
  await text.blur();
  await says(state, "Hors connexion : gardé sur cet appareil");
  await axe(page);
  await shot(page, `offline-${screen}`);
  await page.context().setOffline(false);
  await says(state, /^Enregistré à/);

  // Cut again, and this time the page is left.
  await page.context().setOffline(true);
  await text.fill("Un projet fini au mouillage");
  await text.blur();
  await says(state, "Hors connexion : gardé sur cet appareil");
  await page.goto("about:blank");
  await page.context().setOffline(false);
  await page.goto(section);
  ({ text, state } = question(page));
  assert.equal(await text.inputValue(), "Un projet fini au mouillage");
  await says(state, /^Enregistré/);
  await page.reload();
  assert.equal(await question(page).text.inputValue(), "Un projet fini au mouillage");
  await page.goto(`${dossier}/reponses/synthese`);
  assert.equal(await page.locator(".pole-timeline li").count(), 3, "each text that was acknowledged is in the history");
});

journey("two people in one field see both texts and choose", async ({ page, newPage, screen, expectProblem }) => {
  const dossier = await aDossier(page, await newPage(), `Appel partagé ${screen}`);
  const section = `${dossier}/rediger/projet`;
  await look(page, screen, `${dossier}/membres?q=Savane`, "members");
  await page.getByLabel("Personne", { exact: true }).selectOption({ index: 0 });
  await page.getByLabel("Partie à remplir").selectOption("teachers");
  await page.getByRole("button", { name: "Inviter", exact: true }).click();
  await page.locator(".govuk-notification-banner").waitFor();

  const other = await newPage();
  await teacher(other);
  await look(other, screen, "/dossiers/miens", "own-dossiers");
  await other.goto(section);
  await page.goto(section);
  await question(other).text.fill("Le texte du professeur");
  await question(other).text.blur();
  await says(question(other).state, /^Enregistré à/);

  expectProblem(/409/);
  await question(page).text.fill("Le texte du principal");
  await question(page).text.blur();
  await says(question(page).state, "Quelqu’un d’autre a modifié ce champ");
  await page.getByRole("button", { name: "Comparer les deux textes et choisir" }).click();
  await page.getByRole("heading", { name: "Deux textes pour le même champ" }).waitFor();
  await axe(page);
  await fits(page);
  await shot(page, `conflict-${screen}`);
  await page.getByLabel("Un texte qui réunit les deux").check();
  await page.getByLabel("Texte réuni").fill("Le texte des deux");
  await page.getByRole("button", { name: "Garder ce choix" }).click();
  await page.locator(".govuk-notification-banner").waitFor();
  assert.equal(await question(page).text.inputValue(), "Le texte des deux");

  await page.goto(`${dossier}/commentaires`);
  await page.getByLabel("Votre commentaire").fill("À relire ensemble");
  await page.getByRole("button", { name: "Publier" }).click();
  await look(page, screen, `${dossier}/commentaires`, "comments");
  await page.goto(`${dossier}/versions`);
  await page.getByLabel("Nom").fill("Avant le conseil");
  await page.getByRole("button", { name: "Garder cette version" }).click();
  await look(page, screen, `${dossier}/versions`, "versions");
  await look(page, screen, `${dossier}/versions/1`, "compare");
  await look(page, screen, `${dossier}/documents`, "documents");
});

journey("a section is filled in without scripts", { scripts: false, on: ["desktop"] }, async ({ page, newPage }) => {
  const dossier = await aDossier(page, await newPage(), "Appel sans script");
  await page.goto(`${dossier}/rediger/projet`);
  await question(page).text.fill("Sans script");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.locator(".govuk-notification-banner").waitFor();
  assert.equal(await question(page).text.inputValue(), "Sans script");
  assert.match(await question(page).state.innerText(), /^Enregistré le /);
});
