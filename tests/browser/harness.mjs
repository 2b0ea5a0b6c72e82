// What every journey needs: a demonstration basin of its own, a browser, and a judge of what the browser saw.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = dirname(fileURLToPath(import.meta.url));
const pictures = join(here, "out");
const binary = resolve(here, process.env.POLE_BIN ?? "../../target/debug/pole");
const startLimit = 90_000;
const stepLimit = 15_000;

/** The accounts that `pole demo` makes. */
export const accounts = {
  pilot: {
    name: process.env.POLE_DEMO_PILOT ?? "pilote",
    password: process.env.POLE_DEMO_PILOT_PASSWORD ?? "demo-pilote-2026",
  },
};

/** Where the addresses of the product are written once. */
export const paths = { home: "/", health: "/healthz", signIn: process.env.POLE_SIGN_IN ?? "/connexion" };

/** The two screens every page is tried on. */
export const screens = {
  desktop: { width: 1280, height: 900 },
  phone: { width: 375, height: 812 },
};

// ── The program ─────────────────────────────────────────────────────────────────────────────────────────────────────

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

/** Starts a new demonstration basin and waits until it answers. */
async function startProgram() {
  assert.ok(existsSync(binary), `the program is not built: ${binary}`);
  const data = await mkdtemp(join(tmpdir(), "pole-journeys-"));
  const port = await freePort();
  const program = spawn(binary, ["demo", "--data", data, "--port", String(port)], {
    cwd: data,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let ended = null;
  for (const stream of [program.stdout, program.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => (output += text));
  }
  const end = new Promise((done) => {
    program.once("error", (error) => done((ended = `could not be started: ${error.message}`)));
    program.once("exit", (code, signal) => done((ended = `ended with ${signal ?? `status ${code}`}`)));
  });
  const kill = () => program.kill("SIGKILL");
  process.once("exit", kill);

  const stop = async () => {
    program.kill("SIGTERM");
    const patience = setTimeout(kill, 10_000);
    await end;
    clearTimeout(patience);
    process.removeListener("exit", kill);
    await rm(data, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + startLimit;
  while (!(await answers(url + paths.health))) {
    if (ended !== null || Date.now() > deadline) {
      const what = ended ?? `did not answer ${paths.health} within ${startLimit / 1000} s`;
      await stop();
      throw new Error(`${binary} ${what}. It wrote:\n${output}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return { url, data, output: () => output, stop };
}

function startBrowser() {
  const candidates = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"];
  const executablePath = candidates.find((path) => path && existsSync(path));
  assert.ok(executablePath, "no browser: install Chromium, or set CHROMIUM to its path");
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// Both start with the first journey of a file and stop after its last.
const started = new Map();
function once(name, start) {
  if (!started.has(name)) started.set(name, start());
  return started.get(name);
}
after(async () => {
  const browser = await started.get("browser")?.catch(() => null);
  await browser?.close();
  const program = await started.get("program")?.catch(() => null);
  await program?.stop();
});

// ── Journeys ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Collects what no visit may produce: script errors, console errors, failed requests, other people's servers. */
function watch(page, base) {
  const problems = [];
  const expected = [];
  const found = (text) => problems.push(text);
  page.on("pageerror", (error) => found(`script error: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.type() === "error") found(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && !url.startsWith(`${base}/`)) found(`request to another site: ${url}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // A page left before it had everything, or a download.
    if (reason !== "net::ERR_ABORTED") found(`request failed: ${request.method()} ${request.url()}: ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) found(`answer ${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  return {
    /** Problems that match are part of the journey (a page that must be refused, say). */
    expect: (pattern) => expected.push(pattern),
    assertNone() {
      const unexpected = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
      assert.ok(unexpected.length === 0, `the browser met problems:\n${unexpected.join("\n")}`);
    },
  };
}

/**
 * A test in a browser window of its own, once for each screen. The body receives `page`, `base` (the address of the
 * program), `screen` (its name), `expectProblem(pattern)`, `newPage(options)` for a second person, and `program`.
 *
 *   on: ["desktop", "phone"]   the screens; both unless told
 *   scripts: false             a browser without JavaScript
 */
export function journey(name, options, body) {
  if (typeof options === "function") return journey(name, {}, options);
  for (const screen of options.on ?? Object.keys(screens)) {
    test(`${name} (${screen})`, { timeout: 180_000 }, async () => {
      const program = await once("program", startProgram);
      const browser = await once("browser", startBrowser);
      const opened = [];
      const newPage = async (more = {}) => {
        const context = await browser.newContext({
          baseURL: program.url,
          viewport: screens[screen],
          hasTouch: screen === "phone",
          isMobile: screen === "phone",
          javaScriptEnabled: options.scripts ?? true,
          locale: "fr-FR",
          timezoneId: "America/Guadeloupe",
          reducedMotion: "reduce",
          ...more,
        });
        context.setDefaultTimeout(stepLimit);
        const page = await context.newPage();
        const watched = watch(page, program.url);
        opened.push({ context, page, watched });
        return page;
      };
      try {
        const page = await newPage();
        const expectProblem = (pattern) => opened.forEach(({ watched }) => watched.expect(pattern));
        await body({ page, base: program.url, screen, expectProblem, newPage, program });
        for (const { watched } of opened) watched.assertNone();
      } catch (error) {
        for (const [index, { page }] of opened.entries()) {
          await shot(page, `failed-${name}-${screen}${index || ""}`).catch(() => {});
        }
        error.message += `\nThe program wrote last:\n${program.output().slice(-2_000)}`;
        throw error;
      } finally {
        for (const { context } of opened) await context.close();
      }
    });
  }
}

/** Signs in by the form, as a person does. */
export async function signIn(page, name, password) {
  await page.goto(paths.signIn);
  await page.locator('input[autocomplete~="username"]').fill(name);
  const secret = page.locator('input[autocomplete~="current-password"]');
  await secret.fill(password);
  await secret.press("Enter");
  await page.waitForURL((url) => url.pathname !== paths.signIn).catch(() => {
    throw new Error(`${name} could not sign in: still on ${page.url()}`);
  });
}

// ── What a page must be ─────────────────────────────────────────────────────────────────────────────────────────────

const axeSource = readFile(join(here, "node_modules/axe-core/axe.min.js"), "utf8");
const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No accessibility violation, and readable colours in the dark too. */
export async function axe(page) {
  const dark = { type: "rule", values: ["color-contrast"] };
  const looks = [["light", { type: "tag", values: axeTags }]];
  // The colours are the same on every screen: the dark ones are tried once.
  if (page.viewportSize().width > screens.phone.width) looks.push(["dark", dark]);
  for (const [colorScheme, runOnly] of looks) {
    await page.emulateMedia({ colorScheme });
    // In the page by the debugger, which the content security policy does not concern.
    await page.evaluate(await axeSource);
    const { violations } = await page.evaluate(
      (runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"] }),
      runOnly,
    );
    const told = violations.map(({ id, help, nodes }) =>
      [`${id}: ${help}`, ...nodes.map(({ target, failureSummary }) => `  ${target}: ${failureSummary}`)].join("\n"),
    );
    assert.equal(told.length, 0, `${page.url()} (${colorScheme}) breaks accessibility rules:\n${told.join("\n")}`);
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Nothing is wider than the screen. */
export async function fits(page) {
  const [content, screen] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  assert.ok(content <= screen, `${page.url()} is ${content} px wide on a screen of ${screen} px`);
}

/** Keeps a picture of the whole page in `out/`, to look at. */
export async function shot(page, name) {
  await mkdir(pictures, { recursive: true });
  const file = name
    .normalize("NFD")
    .replace(/[^\w-]+/g, "-")
    .toLowerCase();
  await page.screenshot({ path: join(pictures, `${file}.png`), fullPage: true });
}

/** Opens a page and holds it against what every page must be. */
export async function look(page, screen, path, name) {
  const answer = await page.goto(path);
  assert.equal(answer.status(), 200, path);
  assert.equal(await page.locator("h1").count(), 1, `${path} has one title`);
  await fits(page);
  await axe(page);
  await shot(page, `${name}-${screen}`);
}
