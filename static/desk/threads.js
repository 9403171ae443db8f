// Provenance: a paragraph, its lines as received, and its problems light up together, by pointer
// and by focus. Without this script the links between them and :target do the same work.

const PANES = matchMedia("(width >= 70rem) and (height >= 34rem)");
let pointed = "";
let focused = "";

const threadOf = (target) => target.closest?.("[data-thread]")?.dataset.thread ?? "";
const strands = (key) => [...document.querySelectorAll(`[data-thread="${CSS.escape(key)}"]`)];

function light() {
  const key = pointed || focused;
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (key) for (const strand of strands(key)) strand.classList.add("lit");
}

// In panes that scroll by themselves, the other ends of the thread come into sight.
function follow(from) {
  if (!PANES.matches || !focused) return;
  const home = from.closest(".pane__body");
  const pulled = new Set([home]);
  for (const strand of strands(focused)) {
    const pane = strand.closest(".pane__body");
    if (!pane || pulled.has(pane)) continue;
    pulled.add(pane);
    const [box, frame] = [strand.getBoundingClientRect(), pane.getBoundingClientRect()];
    if (box.top >= frame.top && box.bottom <= frame.bottom) continue;
    pane.scrollTop += box.top - frame.top - (frame.height - Math.min(box.height, frame.height)) / 3;
  }
}

function mark(problem) {
  for (const other of document.querySelectorAll("[data-problem].current")) other.classList.remove("current");
  problem?.classList.add("current");
}

document.addEventListener("pointerover", (event) => {
  pointed = event.pointerType === "mouse" ? threadOf(event.target) : "";
  light();
});

document.addEventListener("focusin", (event) => {
  focused = threadOf(event.target);
  pointed = "";
  light();
  follow(event.target);
  const problem = event.target.closest("[data-problem]");
  if (problem) mark(problem);
});

// A form that opens takes the focus: its first field, or Cancel where the question is grave.
// Whoever is in it already stays where they are: the browser tells of an opening some time after it.
function enter(details) {
  const form = details.querySelector("form");
  if (!details.open || !form || form.contains(document.activeElement)) return;
  form.querySelector("[data-cancels], textarea, input:not([type=hidden])")?.focus();
}

document.addEventListener(
  "toggle",
  (event) => event.target.matches?.("details.drop, details.way-more") && enter(event.target),
  true,
);

document.addEventListener("click", (event) => {
  for (const drop of document.querySelectorAll("details.drop[open]")) {
    if (!drop.contains(event.target)) drop.open = false;
  }
  const cancel = event.target.closest("[data-cancels]");
  if (!cancel) return;
  event.preventDefault();
  const asking = cancel.closest("details");
  asking.open = false;
  asking.querySelector("summary").focus();
});

const first = () => mark(document.querySelector("[data-problem]"));
document.body.addEventListener("htmx:afterSwap", () => {
  if (!document.querySelector("[data-problem].current")) first();
});
first();
