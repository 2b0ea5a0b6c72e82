import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accounts, axe, fits, journey, look, paths, shot, signIn } from "./harness.mjs";

const pilot = ({ page }) => signIn(page, accounts.pilot.name, accounts.pilot.password);

journey("the home page opens, is accessible and fits", async ({ page, screen }) => {
  const answer = await page.goto(paths.home);
  assert.equal(answer.status(), 200);
  assert.equal(await page.locator("html").getAttribute("lang"), "fr");
  assert.equal(await page.locator("h1").count(), 1);
  await fits(page);
  await axe(page);
  await shot(page, `home-${screen}`);
});

journey("the home page opens without JavaScript", { on: ["phone"], scripts: false }, async ({ page, screen }) => {
  const answer = await page.goto(paths.home);
  assert.equal(answer.status(), 200);
  await shot(page, `home-${screen}-without-scripts`);
});

journey("the public pages are accessible in English too", async ({ page, screen }) => {
  await page.goto("/langue/en?suite=/sources");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  for (const path of ["/", "/sources", "/connexion"]) {
    await look(page, screen, path, `en${path.replaceAll("/", "-")}`);
  }
});

journey("a pilot signs in and reads the basin", async ({ page, screen }) => {
  await pilot({ page });
  await look(page, screen, "/apercu", "overview");
  assert.equal(await page.locator(".pole-map").count() > 0, true, "the map is there");
  if (screen === "desktop") {
    // The picture of the README.
    const pictures = join(import.meta.dirname, "../../docs/pictures");
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, "overview.png") });
  }
  if (screen === "phone") await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("link", { name: "Établissements", exact: true }).first().click();
  await page.getByLabel("Nom, code UAI ou quartier").fill("soualiga");
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Soualiga", exact: true }).click();
  assert.match(page.url(), /9711023K$/);
});

journey("every page of the directory is accessible and fits", async ({ page, screen }) => {
  await pilot({ page });
  await look(page, screen, "/etablissements", "schools");
  await look(page, screen, "/etablissements?annuaire=tout", "directory");
  await look(page, screen, "/etablissements?q=introuvable", "schools-none");
  await look(page, screen, "/etablissements/9710022X", "school");
  await look(page, screen, "/etablissements/9710022X?au=2021-10-01", "school-past");
  await look(page, screen, "/etablissements/9710022X/effectifs", "counts");
  await look(page, screen, "/etablissements/9710022X/modifier", "school-edit");
});

journey("a head enters the figures of a year and sees them", { on: ["phone"] }, async ({ page, screen, expectProblem }) => {
  await signIn(page, "principal", "demo-principal-2026");
  await page.goto("/etablissements/9710022X/effectifs");
  await page.getByLabel("Année scolaire", { exact: true }).selectOption("2025");
  await page.getByLabel("5e", { exact: true }).fill("-3");
  expectProblem(/422/);
  await page.getByRole("button", { name: "Enregistrer les effectifs" }).click();
  await page.getByRole("alert").waitFor();
  await axe(page);
  await shot(page, `counts-refused-${screen}`);
  await page.getByLabel("5e", { exact: true }).fill("209");
  await page.getByRole("button", { name: "Enregistrer les effectifs" }).click();
  await page.getByRole("cell", { name: "209" }).first().waitFor();
  await shot(page, `counts-entered-${screen}`);
});

journey("a pilot brings a file, reads what it would change and confirms", async ({ page, screen, program }) => {
  await pilot({ page });
  await look(page, screen, "/imports", "imports");
  const count = screen === "desktop" ? 548 : 549;
  const file = join(program.data, `releve-${screen}.csv`);
  await writeFile(file, `uai;annee;categorie;effectif;date;note\n9711023K;2022;TOTAL;${count};2022-09-30;relevé\n9711023A;2022;TOTAL;5;;\n`);
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("button", { name: "Lire ce fichier" }).or(page.locator('form[action="/imports"] button')).first().click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await axe(page);
  await fits(page);
  await shot(page, `import-proposed-${screen}`);
  assert.ok(await page.getByText("9711023A").count() > 0, "the wrong code is told");
  await page.locator('form[action$="/confirmer"] button').first().click();
  await page.locator(".govuk-notification-banner").waitFor();
  await shot(page, `import-done-${screen}`);
  await page.goto("/etablissements/9711023K/effectifs");
  assert.ok(await page.getByText(String(count)).count() > 0);
});

journey("a wrong file is refused in words", { on: ["desktop"] }, async ({ page, expectProblem, program }) => {
  await pilot({ page });
  await page.goto("/imports");
  const file = join(program.data, "autre.pdf");
  await writeFile(file, "%PDF-1.7\n%\u0000\u0001\n");
  await page.locator('input[type="file"]').setInputFiles(file);
  expectProblem(/422/);
  await page.locator('form[action="/imports"] button').first().click();
  await page.getByRole("alert").waitFor();
  await axe(page);
});

journey("an administrator looks after accounts", async ({ page, screen }) => {
  await signIn(page, "admin", "demo-admin-2026");
  await look(page, screen, "/comptes", "accounts");
  await look(page, screen, "/compte", "own-account");
});

journey("the main road works with the keyboard alone", { on: ["desktop"] }, async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "govuk-skip-link");
  await page.keyboard.press("Enter");
  await page.goto(paths.signIn);
  await page.locator('input[autocomplete~="username"]').focus();
  await page.keyboard.type(accounts.pilot.name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(accounts.pilot.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/apercu$/);
});

journey("every page of the plan is accessible and fits", async ({ page, screen }) => {
  await pilot({ page });
  await look(page, screen, "/plan", "plan");
  await look(page, screen, "/plan/scenarios?autre=stays_in_level", "scenario");
  await look(page, screen, "/plan/dotations", "kept");
  await look(page, screen, "/parametres", "parameters");
  await look(page, screen, "/etablissements/9710022X/dotation", "endowment");
  await look(page, screen, "/etablissements/9710210B/dotation", "endowment-ecole");
  await look(page, screen, "/etablissements/9711252J/dotation", "endowment-none");
  const set = await page.goto("/parametres").then(() => page.locator("main a[href^='/parametres/']").first().getAttribute("href"));
  await look(page, screen, set, "parameter-set");
  await page.goto("/plan");
  const wave = await page.locator("main a[href^='/plan/vagues/']").first().getAttribute("href");
  await look(page, screen, wave, "wave");
});

journey("a pilot reads why a school is due what it is due", { on: ["desktop"] }, async ({ page }) => {
  await pilot({ page });
  await page.goto("/etablissements/9710022X/dotation");
  const why = page.locator("main table details").first();
  await why.locator("summary").click();
  assert.ok((await why.innerText()).length > 60, "the rule is told in words");
});

journey("two pilots change the same entry: the second is told and loses nothing", { on: ["desktop"] }, async ({ page, newPage, screen, expectProblem }) => {
  await pilot({ page });
  const second = await newPage();
  await pilot({ page: second });
  await page.goto("/plan");
  const wave = await page.locator("main a[href^='/plan/vagues/']").first().getAttribute("href");
  await page.goto(wave);
  const entry = await page.locator("main a[href^='/plan/entrees/']").last().getAttribute("href");
  await page.goto(entry);
  await second.goto(entry);
  const reason = (where) => where.locator('[name="motif"]');
  await reason(page).fill("Motif du premier pilote");
  await reason(second).fill("Motif du second pilote");
  const save = (where) => where.locator(`main form[action^='/plan/entrees/'] button[type=submit]`).first().click();
  await save(page);
  await page.locator(".govuk-notification-banner").waitFor();
  expectProblem(/409/);
  await save(second);
  await second.getByText("Motif du premier pilote").first().waitFor();
  assert.equal(await reason(second).inputValue(), "Motif du second pilote");
  await axe(second);
  await shot(second, `entry-conflict-${screen}`);
});

journey("the files of the plan open", { on: ["desktop"] }, async ({ page }) => {
  await pilot({ page });
  for (const [path, start] of [
    ["/plan/synthese.pdf", "%PDF-"],
    ["/etablissements/9710022X/dotation.pdf", "%PDF-"],
    ["/etablissements/9710022X/dotation.xlsx", "PK"],
    ["/etablissements/9710022X/dotation.csv", "\ufeff"],
  ]) {
    const answer = await page.request.get(path);
    assert.equal(answer.status(), 200, path);
    assert.ok((await answer.body()).toString("utf8").startsWith(start), `${path} begins as it should`);
  }
});

journey("an authority agent sees the money of their island", async ({ page, screen, expectProblem }) => {
  await signIn(page, "com977", "demo-com977-2026");
  await look(page, screen, "/plan", "plan-agent");
  assert.equal(await page.getByText("Soualiga").count(), 0);
  expectProblem(/403/);
  const answer = await page.goto("/etablissements/9711023K/dotation");
  assert.equal(answer.status(), 403);
  await axe(page);
});
