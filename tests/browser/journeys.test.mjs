import assert from "node:assert/strict";
import { axe, fits, journey, paths, shot } from "./harness.mjs";

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
