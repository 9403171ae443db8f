// Nothing typed is lost: the words of a form marked data-draft go into this browser at once, and to
// the server after two seconds of rest, when the form is left, and when the page goes away. What
// the server has is forgotten here. Without this script, “Keep as draft” does it by hand.

const REST = 2000; // milliseconds without a stroke
const AT_ONCE = 300; // where the browser keeps nothing
const AGAIN = 10000; // when the server could not be reached
const MOST_KEPT_ALIVE = 60000; // characters that a page may still send while it goes
const NO_WORDS = new Set(["csrfmiddlewaretoken", "carried", "whole"]);

let renewed = 0;
const forms = new Map(); // form → what is known of it
// Each page keeps its own: two that are open side by side never write over each other.
const nameOf = (form, tab = "") => `newsdesk-draft ${form.dataset.person} ${form.dataset.keeps} ${tab}`;

function read(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null; // a browser that keeps nothing, or something that is not ours
  }
}

function write(name, kept) {
  try {
    if (kept) localStorage.setItem(name, JSON.stringify(kept));
    else localStorage.removeItem(name);
    return true;
  } catch {
    return false;
  }
}

function forget(form) {
  write(nameOf(form, forms.get(form).tab), null);
}

// What pages of this browser kept of a form and no server has, the latest first.
function keptOf(form) {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(nameOf(form)));
    const rows = names.map((name) => ({ name, ...read(name) })).filter((row) => row.words);
    return rows.sort((one, two) => two.at - one.at);
  } catch {
    return [];
  }
}

function fieldsOf(form) {
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (!NO_WORDS.has(name) && !name.startsWith("draft-") && typeof value === "string") fields.push([name, value]);
  }
  return fields;
}

const inputsOf = (form) => [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "file" && one.matches("input, textarea, select"));

function hidden(form, name) {
  const there = form.querySelector(`input[type=hidden][name="${name}"]`);
  if (there) return there;
  const made = document.createElement("input");
  made.type = "hidden";
  made.name = name;
  form.prepend(made);
  return made;
}

function say(form, sentence, wrong = false) {
  let place = form.querySelector("[data-kept-state]");
  if (!place) {
    place = document.createElement("p");
    place.className = "soft kept-state";
    place.dataset.keptState = "";
    place.setAttribute("aria-live", "polite");
    form.append(place);
  }
  place.hidden = !sentence;
  place.classList.toggle("kept-state--wrong", wrong);
  if (place.textContent !== sentence) place.textContent = sentence;
}

function bodyOf(form, known) {
  const body = new URLSearchParams(fieldsOf(form));
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken?.value ?? "");
  for (const name of ["tab", "turn"]) body.set(`draft-${name}`, known[name]);
  body.set("draft-over", hidden(form, "draft-over").value);
  return body;
}

async function post(url, body, signal) {
  const keepalive = body.toString().length < MOST_KEPT_ALIVE;
  const answer = await fetch(url, { method: "POST", body, keepalive, signal, headers: { Accept: "application/json" } });
  if (answer.redirected || !answer.headers.get("Content-Type")?.includes("json")) throw new Error(String(answer.status));
  return { ok: answer.ok, status: answer.status, ...(await answer.json()) };
}

// Whoever logged in again in another tab has a new token: every form of this page takes it over.
async function renew() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return false;
  const there = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("input[name=csrfmiddlewaretoken]");
  if (!there || renewed + AGAIN > Date.now()) return false;
  renewed = Date.now();
  for (const one of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) one.value = there.value;
  return true;
}

async function send(form) {
  const known = forms.get(form);
  if (!known || known.sent === known.turn || known.gone) return;
  clearTimeout(known.waits);
  known.sending?.abort();
  const [turn, sending] = [known.turn, new AbortController()];
  known.sending = sending;
  try {
    const told = await post(form.dataset.keeps, bodyOf(form, known), sending.signal);
    if (!told.ok) return say(form, told.says ?? "It is kept in this browser alone.", true);
    if (known.gone) return;
    known.sent = Math.max(known.sent, turn);
    if (known.turn === turn) {
      forget(form);
      say(form, `Kept as a draft at ${told.at}; not saved yet.`);
    }
  } catch (fault) {
    if (fault.name === "AbortError" || known.gone) return;
    const out = fault.message === "403" || fault.message === "200";
    if (out && (await renew())) return send(form);
    say(form, out ? "You are logged out, and your words are kept in this browser. Log in in another tab, and go on." : "The desk cannot be reached; your words are kept in this browser.", true);
    known.waits = setTimeout(() => send(form), AGAIN);
  }
}

function typed(form) {
  const known = forms.get(form);
  known.turn += 1;
  hidden(form, "draft-turn").value = known.turn;
  const kept = { words: fieldsOf(form), tab: known.tab, turn: known.turn, over: hidden(form, "draft-over").value, saw: form.elements.saw?.value ?? "", at: Date.now() };
  const here = write(nameOf(form, known.tab), kept);
  say(form, here ? "Kept in this browser…" : "");
  clearTimeout(known.waits);
  known.waits = setTimeout(() => send(form), here ? REST : AT_ONCE);
}

// What this browser kept and no server has: back into the form, or, where the story went on since
// or another draft is there, to the server, which joins the two.
async function restore(form) {
  const [kept, ...others] = keptOf(form);
  for (const other of others) await hand(form, other);
  if (!kept) return;
  const now = new Map(inputsOf(form).map((one) => [one.name, one]));
  const news = kept.words.filter(([name, value]) => now.has(name) && now.get(name).value !== value);
  const over = hidden(form, "draft-over").value;
  if (over === `${kept.tab}.${kept.turn}`) return write(kept.name, null);
  if (!news.length) {
    typed(form); // a refused form says so too: only the server knows whether it has these words
    return write(kept.name, null);
  }
  const standsStill = kept.saw === (form.elements.saw?.value ?? "") && kept.over === over;
  if (!standsStill && form.dataset.holds !== undefined) {
    if (await hand(form, kept)) show(form);
    return;
  }
  for (const [name, value] of news) now.get(name).value = value;
  form.closest("details")?.setAttribute("open", "");
  typed(form);
  write(kept.name, null);
  say(form, "What you typed before and did not save is here.");
}

// The page on which the server shows a form with its draft: paragraphs and headings have one.
function show(form) {
  const own = new URL(form.getAttribute("action"), location.href);
  if (/^(p-|heading$)/.test(form.dataset.draft) && own.pathname !== location.pathname) location.assign(own);
  else location.reload();
}

// Words that are in no form go to the server as they are; whether it has another draft for them.
async function hand(form, kept) {
  const body = new URLSearchParams(kept.words);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken?.value ?? "");
  for (const name of ["tab", "turn", "over"]) body.set(`draft-${name}`, kept[name]);
  try {
    const told = await post(form.dataset.keeps, body);
    if (!told.ok) return false;
    write(kept.name, null);
    return Boolean(told.stamp);
  } catch {
    say(form, "Words that you typed before are kept in this browser; the desk cannot be reached.", true);
    return false;
  }
}

// A draft that the server has of a form on a page with many: its words are put into it.
function fillFromDraft(form) {
  const draft = document.querySelector(`[data-kept="${CSS.escape(form.dataset.draft)}"][data-fields]`);
  if (!draft || form.querySelector("[name=draft-over]")?.value) return;
  // Copy that was typed into another state of the story is joined with it on a page of its own.
  if (form.dataset.holds !== undefined && draft.dataset.saw !== form.elements.saw?.value) return;
  const fields = JSON.parse(draft.dataset.fields);
  for (const one of inputsOf(form)) if (one.name in fields && one.value === one.defaultValue) one.value = fields[one.name];
  hidden(form, "draft-over").value = draft.dataset.stamp;
}

function enrol(form) {
  if (forms.has(form)) return;
  const tab = crypto.randomUUID?.().slice(0, 16) ?? String(Math.random()).slice(2, 18);
  forms.set(form, { tab, turn: 0, sent: 0, waits: 0, gone: false });
  hidden(form, "draft-place").value = form.dataset.draft;
  hidden(form, "draft-tab").value = tab;
  hidden(form, "draft-turn").value = 0;
  fillFromDraft(form);
  restore(form);
}

function enrolAll() {
  for (const form of [...forms.keys()]) {
    if (form.isConnected) continue;
    flush(form);
    forms.delete(form);
  }
  for (const form of document.querySelectorAll("form[data-draft]")) enrol(form);
}

function flush(form) {
  const known = forms.get(form);
  if (known && known.turn > known.sent) send(form);
}

const formOf = (event) => {
  const form = event.target.form ?? event.target.closest?.("form");
  return form && forms.has(form) ? form : undefined;
};

document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (form && event.target.type !== "file") typed(form);
});
document.addEventListener("focusout", (event) => {
  const form = formOf(event);
  if (form && !form.contains(event.relatedTarget)) flush(form);
});
for (const end of ["pagehide", "visibilitychange"]) {
  document.addEventListener(end, () => document.visibilityState === "visible" || [...forms.keys()].forEach(flush));
}
addEventListener("pagehide", () => [...forms.keys()].forEach(flush));
addEventListener("online", () => [...forms.keys()].forEach(flush));

// A form that is sent takes its words along; they are forgotten here when the answer says that they
// were saved, kept or thrown away, and stay where it says anything else.
const sentBy = (elt) => {
  const form = elt?.closest?.("form[data-draft]");
  return form && (elt === form || elt.matches("[data-discards], [data-keeps-now]")) ? form : undefined;
};

document.body.addEventListener("htmx:beforeRequest", (event) => {
  const known = forms.get(sentBy(event.detail.elt));
  if (!known) return;
  clearTimeout(known.waits);
  known.sending?.abort();
  known.submitted = known.turn;
});
document.body.addEventListener("htmx:beforeSwap", (event) => {
  const form = sentBy(event.detail.requestConfig?.elt);
  const known = forms.get(form);
  if (!known || event.detail.xhr.status >= 400) return;
  known.sent = known.submitted;
  if (known.turn > known.submitted) return; // typed while it was under way: a draft of its own
  known.gone = true;
  forget(form);
});
for (const failure of ["sendError", "timeout", "responseError"]) {
  document.body.addEventListener(`htmx:${failure}`, (event) => {
    const form = sentBy(event.detail.elt);
    if (form) flush(form);
  });
}

// A form that the browser sends by itself is kept first: whoever saves it lets go of that draft.
document.addEventListener("submit", async (event) => {
  const known = forms.get(event.target);
  if (!known || event.target.hasAttribute("hx-post") || event.submitter?.hasAttribute("hx-post")) return;
  if (known.turn <= known.sent || known.leaving) return;
  event.preventDefault();
  known.leaving = true;
  await send(event.target);
  event.target.requestSubmit(event.submitter);
});
document.addEventListener("newsdesk:taken", () => [...forms.keys()].forEach(flush));
document.body.addEventListener("htmx:afterSwap", enrolAll);

enrolAll();
