// After a swap: every pane stays where it was, the focus goes where the server says, what changed
// is said aloud, and a request that failed loses nothing.

const live = document.getElementById("live");
const alarm = document.getElementById("alarm");
let places = new Map();
let desk = document.getElementById("desk");

function remember() {
  places = new Map();
  for (const pane of document.querySelectorAll("[data-keeps-place]")) places.set(pane.id, pane.scrollTop);
}

function restore() {
  for (const [id, top] of places) {
    const pane = document.getElementById(id);
    if (pane) pane.scrollTop = top;
  }
}

function go(id) {
  const place = id && document.getElementById(id);
  if (place) place.focus({ preventScroll: false });
}

document.body.addEventListener("htmx:beforeSwap", () => {
  remember();
  alarm.hidden = true;
});

document.body.addEventListener("htmx:afterSwap", (event) => {
  const now = document.getElementById("desk");
  if (!now || now === desk) return;
  desk = now;
  restore();
  const from = event.detail.requestConfig?.elt;
  go(desk.dataset.focus || (from?.hash ?? "").slice(1));
  live.textContent = desk.dataset.says;
});

function warn(sentence) {
  alarm.textContent = `${sentence} Nothing was lost: what you typed is still here. Send it again.`;
  alarm.hidden = false;
}

document.body.addEventListener("htmx:sendError", () => warn("The desk could not be reached."));
document.body.addEventListener("htmx:timeout", () => warn("The desk did not answer in time."));
document.body.addEventListener("htmx:responseError", (event) =>
  warn(`The desk answered with an error (${event.detail.xhr.status}).`),
);

// A page that was opened at a place of its own takes the focus there too.
if (location.hash.startsWith("#problem-")) go(location.hash.slice(1));
