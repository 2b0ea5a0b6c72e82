// Answers that save themselves: a form with data-autosave sends each question some seconds after it was typed in, and
// when it is left. What is typed stays on the device, by account, dossier and question, until the server has it: a cut
// connection, a closed window or a finished session loses nothing. The words come from the form.

const form = document.querySelector("form[data-autosave]");

/** How long after the last key an answer is sent. */
const PAUSE = 3_000;
/** How long to wait before trying again, longer each time. */
const PATIENCE = [2_000, 4_000, 8_000, 15_000, 30_000];

/** Spaces at the ends and ends of lines are the server's business. */
const plain = (text) => text.replace(/\r\n?/g, "\n").trim();
const same = (one, other) => {
  const told = (pairs) => JSON.stringify(pairs.map(([name, value]) => [name, plain(value)]).filter(([, value]) => value !== ""));
  return told(one) === told(other);
};

/** What is kept on the device; a browser that keeps nothing still saves to the server. */
const device = {
  read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  keep(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch (error) {
      console.warn(error);
    }
  },
  drop(key) {
    try {
      localStorage.removeItem(key);
    } catch (error) {
      console.warn(error);
    }
  },
};

class Question {
  constructor(element) {
    this.element = element;
    this.state = element.querySelector("[data-autosave-state]");
    this.revision = element.querySelector("[data-seen]");
    const { account, dossier } = form.dataset;
    this.key = ["pole", account, dossier, element.dataset.question, element.dataset.ecole].join(":");
    this.timer = 0;
    this.failures = 0;
    this.busy = false;
    this.stopped = false;
    this.waiting = false;
    this.count();
    this.takeBack();
    element.addEventListener("input", () => this.typed());
    element.addEventListener("change", () => this.typed());
    element.addEventListener("focusout", (event) => {
      if (this.waiting && !element.contains(event.relatedTarget)) this.send();
    });
  }

  controls() {
    return [...this.element.querySelectorAll("input[name], select[name], textarea[name]")].filter(
      (control) => control.type !== "hidden",
    );
  }

  pairs() {
    return this.controls()
      .filter((control) => (control.type !== "checkbox" && control.type !== "radio") || control.checked)
      .map((control) => [control.name, control.value]);
  }

  say(words) {
    if (this.state && this.state.textContent !== words) this.state.textContent = words;
  }

  /** Shows again what was typed before and that the server never acknowledged. */
  takeBack() {
    const kept = device.read(this.key);
    if (!Array.isArray(kept?.pairs)) return;
    // A conflict was settled since it was typed: the server keeps it in the history. Or it is what is shown already.
    const settled = Number(kept.seen) < Number(this.element.dataset.settled);
    if (settled || same(kept.pairs, this.pairs())) {
      device.drop(this.key);
      return;
    }
    if (same(kept.pairs, this.pairs())) {
      // What comes back with what is wrong beside it was not saved.
      if (!this.element.querySelector(".govuk-error-message")) device.drop(this.key);
      return;
    }
    const left = [...kept.pairs];
    for (const control of this.controls()) {
      const place = left.findIndex(
        ([name, value]) => name === control.name && ((control.type !== "checkbox" && control.type !== "radio") || value === control.value),
      );
      if (control.type === "checkbox" || control.type === "radio") control.checked = place >= 0;
      else control.value = place >= 0 ? left[place][1] : "";
      if (place >= 0) left.splice(place, 1);
    }
    // The revision that was seen then: if somebody saved meanwhile, the server says so.
    this.revision.value = kept.seen;
    this.count();
    this.say(form.dataset.wordsRestored);
    this.wait(PAUSE);
  }

  typed() {
    device.keep(this.key, { pairs: this.pairs(), seen: this.revision.value });
    this.count();
    if (this.stopped) return;
    this.failures = 0;
    this.say(form.dataset.wordsTyping);
    this.wait(PAUSE);
  }

  wait(time) {
    clearTimeout(this.timer);
    this.waiting = true;
    this.timer = setTimeout(() => this.send(), time);
  }

  async send() {
    clearTimeout(this.timer);
    if (this.stopped || this.busy) return;
    this.waiting = false;
    this.busy = true;
    const pairs = this.pairs();
    const body = new URLSearchParams(pairs);
    body.set("_token", form.elements._token.value);
    body.set("question", this.element.dataset.question);
    body.set("ecole", this.element.dataset.ecole);
    body.set("vu", this.revision.value);
    this.say(form.dataset.wordsSaving);
    let answer = null;
    let told = {};
    try {
      answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body,
        headers: { accept: "application/json" },
        redirect: "manual",
        // A request that outlives its page may hold so many bytes, no more.
        keepalive: body.toString().length < 60_000,
      });
      if (answer.headers.get("content-type")?.startsWith("application/json")) told = await answer.json();
    } catch {
      answer = null;
    }
    this.busy = false;
    if (answer?.ok) this.saved(pairs, told);
    else if (answer?.status === 409) this.conflict(told);
    else if (answer?.status === 422) this.say(told.words ? `${told.words} ${form.dataset.wordsRefused}` : form.dataset.wordsRefused);
    else if (answer && (answer.type === "opaqueredirect" || [401, 403].includes(answer.status))) this.say(form.dataset.wordsSignedOut);
    else if (answer && answer.status >= 400 && answer.status < 500) this.say(form.dataset.wordsRefused);
    else this.failed();
  }

  saved(pairs, told) {
    this.failures = 0;
    this.revision.value = told.revision;
    if (same(pairs, this.pairs())) {
      device.drop(this.key);
      this.say(told.words);
    } else {
      device.keep(this.key, { pairs: this.pairs(), seen: this.revision.value });
      this.say(form.dataset.wordsTyping);
      if (!this.waiting) this.wait(PAUSE);
    }
  }

  failed() {
    this.say(form.dataset.wordsOffline);
    this.wait(PATIENCE[Math.min(this.failures, PATIENCE.length - 1)]);
    this.failures += 1;
  }

  /** Somebody else saved another text: the form is sent whole, and its page shows both. */
  conflict(told) {
    this.stopped = true;
    this.say(told.words ?? form.dataset.wordsCompare);
    if (this.element.querySelector("[data-compare]")) return;
    const button = document.createElement("button");
    button.type = "submit";
    button.className = "govuk-button govuk-button--secondary pole-button--small";
    button.dataset.compare = "";
    button.textContent = form.dataset.wordsCompare;
    this.state.parentElement.append(button);
  }

  /** The connection is back. */
  again() {
    if (this.waiting) this.send();
  }

  count() {
    const most = Number(this.element.dataset.max);
    const control = most && this.element.querySelector("textarea, input[type=text]");
    if (!control) return;
    let told = this.element.querySelector("[data-count]");
    if (!told) {
      told = document.createElement("p");
      told.className = "govuk-hint pole-question__count";
      told.dataset.count = "";
      control.after(told);
    }
    const left = most - [...control.value].length;
    told.textContent = (left >= 0 ? form.dataset.wordsLeft : form.dataset.wordsOver).replace("{n}", Math.abs(left));
    told.classList.toggle("pole-question__count--over", left < 0);
  }
}

/** Questions that depend on another one of the page come and go as it is answered. */
function followConditions() {
  const dependent = [...form.querySelectorAll("[data-depends-on]")];
  const follow = () => {
    for (const element of dependent) {
      const { dependsOn, dependsAnswer } = element.dataset;
      const given = [...form.querySelectorAll(`[name="${CSS.escape(dependsOn)}"]`)]
        .filter((control) => !control.closest("[hidden]"))
        .filter((control) => (control.type !== "checkbox" && control.type !== "radio") || control.checked)
        .map((control) => plain(control.value));
      element.hidden = !given.includes(dependsAnswer);
    }
  };
  if (dependent.length > 0) form.addEventListener("input", follow);
}

if (form) {
  const questions = [...form.querySelectorAll("[data-question]")].map((element) => new Question(element));
  followConditions();
  addEventListener("online", () => questions.forEach((question) => question.again()));
  // The page goes to the background or away: what waits is sent now.
  addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") questions.forEach((question) => question.again());
  });
}
