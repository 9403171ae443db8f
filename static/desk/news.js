// What has changed since the queue was made: asked every few seconds with the version it has. The
// list itself is never touched: a line says what is new, and a press shows it.

const EVERY = 5_000;
const SELDOM = 120_000;

let seen = 0; // the version that was asked about last
let failures = 0;
let timer = 0;
let place = null; // the line of the page that is shown now

function address() {
  const rows = [...document.querySelectorAll("#rows > .row")].map((row) => row.id.slice("story-".length));
  return `${place.dataset.asks}&since=${place.dataset.since}&seen=${seen}&rows=${rows.join(".")}`;
}

function replace(old, fresh) {
  if (old.innerHTML.trim() === fresh.innerHTML.trim()) return; // what was said is not said again
  old.replaceChildren(...fresh.childNodes);
  window.htmx.process(old);
}

function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.getElementById("news");
  seen = Number(fresh.dataset.version);
  replace(place, fresh);
  replace(document.getElementById("news-kills"), page.getElementById("news-kills"));
  for (const told of page.querySelectorAll("[data-count-of]")) {
    const count = document.querySelector(`[data-count="${told.dataset.countOf}"]`);
    if (count && count.textContent !== told.textContent) count.textContent = told.textContent;
  }
}

function say(sentence) {
  const line = place.querySelector(".news__trouble") ?? place.appendChild(document.createElement("p"));
  line.className = "news__trouble";
  line.textContent = sentence;
}

function later() {
  clearTimeout(timer);
  const wait = Math.min(EVERY * 2 ** failures, SELDOM);
  if (failures) say(`The desk does not answer. What is shown may be old; asked again in ${wait / 1000} seconds.`);
  if (!document.hidden) timer = setTimeout(ask, wait);
}

async function ask() {
  const asking = place;
  if (!asking?.isConnected) return;
  let answer = null;
  try {
    answer = await fetch(address(), { signal: AbortSignal.timeout(20_000) });
    if (answer.redirected || answer.status === 403) {
      return say("You are logged out: load the page again to log in.");
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const text = answer.status === 204 ? "" : await answer.text();
    if (asking !== place) return; // another list has come meanwhile
    if (failures) place.querySelector(".news__trouble")?.remove();
    failures = 0;
    if (text) show(text);
  } catch {
    failures += 1;
  }
  if (asking === place) later();
}

function begin() {
  const now = document.querySelector("#news[data-asks]");
  if (now === place) return;
  place = now;
  seen = 0;
  clearTimeout(timer);
  if (place) later();
}

document.addEventListener("visibilitychange", () => {
  clearTimeout(timer);
  if (!document.hidden && place) ask();
});
document.body.addEventListener("htmx:afterSwap", begin);
begin();
