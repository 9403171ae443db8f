// Who else has this story open: asked every ten seconds, and told at once when a form opens or the
// page goes away. It is a courtesy: what keeps two people apart is what each of them saw.

const EVERY = 10000;
const bar = () => document.getElementById("presence");
let place = "";
let warned = "";
let asking = null;
let since = Date.now();

const openForm = () => [...document.querySelectorAll("form[data-draft][data-holds]")].find((form) => form.checkVisibility());
const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function bodyOf(more) {
  return new URLSearchParams({ csrfmiddlewaretoken: token(), place, knows: bar()?.dataset.knows ?? "", ...more });
}

function age(seconds) {
  const places = document.querySelectorAll("#presence [data-age]");
  if (seconds) [...places].forEach((one, at) => (one.dataset.age = seconds[at] ?? one.dataset.age));
  if (seconds) since = Date.now();
  for (const one of places) one.textContent = Number(one.dataset.age) + Math.round((Date.now() - since) / 1000);
}

// That somebody took over is said until the page goes, whatever is told after it.
function show(text) {
  const made = new DOMParser().parseFromString(text, "text/html").getElementById("presence");
  if (!made || !bar()) return;
  const taken = made.querySelector("[data-taken]");
  if (taken) {
    warned = taken.outerHTML;
    document.dispatchEvent(new CustomEvent("newsdesk:taken"));
  } else if (warned) {
    made.insertAdjacentHTML("afterbegin", warned);
  }
  bar().replaceWith(made);
  if (globalThis.htmx) globalThis.htmx.process(made);
}

async function beat() {
  if (!bar() || document.visibilityState === "hidden") return;
  place = openForm()?.dataset.draft ?? "";
  asking?.abort();
  asking = new AbortController();
  try {
    const answer = await fetch(bar().dataset.presence, { method: "POST", body: bodyOf(), signal: asking.signal });
    if (answer.status === 200 && !answer.redirected) show(await answer.text());
    if (answer.ok) age((answer.headers.get("Presence-Ages") ?? "").split(" ").filter(Boolean));
  } catch {
    // the next beat tells
  }
}

function changed() {
  if (!bar()) return;
  if ((openForm()?.dataset.draft ?? "") !== place) beat();
}

addEventListener("pagehide", () => {
  if (bar()) fetch(bar().dataset.presence, { method: "POST", body: bodyOf({ leaves: "1" }), keepalive: true });
});
document.addEventListener("visibilitychange", beat);
document.addEventListener("toggle", changed, true);
document.body.addEventListener("htmx:afterSwap", () => (document.getElementById("desk") ? beat() : undefined));
setInterval(beat, EVERY);
setInterval(age, 1000);
beat();
