// The rows of the queue: which are chosen, where the hand is, and that it stays there after a deed.
// Without this, the boxes and the buttons work as any form does.

const rows = () => [...document.querySelectorAll("#rows > .row")];
const boxOf = (row) => row?.querySelector("[data-choose]");
const linkOf = (row) => row?.querySelector("[data-row]");
const bar = () => document.querySelector(".bulk");

let hand = { id: "", at: 0, top: 0 }; // the row at hand: which, where in the list, where on screen
let last = ""; // the row from which a range goes

function atHand() {
  return document.activeElement?.closest?.("#rows > .row") ?? document.getElementById(hand.id) ?? rows()[0];
}

// One row of all answers to Tab: the one at hand. The others are a stroke away.
function rove() {
  const all = rows();
  const now = all.find((row) => row.id === hand.id) ?? all[0];
  for (const row of all) {
    for (const control of row.querySelectorAll("a, input")) control.tabIndex = row === now ? 0 : -1;
  }
}

function tell() {
  const many = rows().filter((row) => boxOf(row)?.checked).length;
  const told = document.getElementById("chosen");
  if (told) told.textContent = `${many} chosen`;
}

function choose(row, on) {
  const box = boxOf(row);
  if (box) box.checked = on;
  if (on !== undefined) last = row.id;
}

function range(to) {
  const all = rows();
  const from = all.findIndex((row) => row.id === last);
  const [low, high] = [from < 0 ? all.indexOf(to) : from, all.indexOf(to)].sort((one, other) => one - other);
  const on = from < 0 || boxOf(all[from]).checked;
  for (const row of all.slice(low, high + 1)) choose(row, on);
  last = to.id;
}

const deeds = {
  row: (row) => choose(row, !boxOf(row).checked),
  range,
  all: () => rows().forEach((row) => choose(row, true)),
  none: () => rows().forEach((row) => choose(row, false)),
  actions: (row) => {
    if (!rows().some((one) => boxOf(one).checked)) choose(row, true);
    bar().querySelector("button:not([hidden]), summary").focus();
  },
};

document.addEventListener("desk:rows", (event) => {
  const row = atHand();
  if (!boxOf(row)) return; // there is no list, or nothing in it may be chosen
  deeds[event.detail](row);
  tell();
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-choose]");
  if (!box) return;
  const row = box.closest(".row");
  if (event.shiftKey && last) range(row);
  last = row.id;
  tell();
});

document.addEventListener("reset", () => setTimeout(tell));

document.addEventListener("focusin", (event) => {
  const row = event.target.closest?.("#rows > .row");
  if (!row) return;
  hand = { id: row.id, at: rows().indexOf(row), top: row.getBoundingClientRect().top };
  rove();
});

// Arrows go from row to row; Enter in a field of the bar presses the button beside it.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("#rows > .row");
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (row && by && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const next = rows()[rows().indexOf(row) + by];
    (event.target.matches("[data-choose]") ? boxOf(next) : linkOf(next))?.focus();
    event.preventDefault();
  }
  const field = event.target.closest?.(".bulk .drop__box :is(input, select)");
  if (field && event.key === "Enter") {
    event.preventDefault();
    event.stopImmediatePropagation();
    field.closest(".drop__box").querySelector("button").click();
  }
}, { capture: true });

// A fold that opens shows its field ready to be typed in.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".bulk details[open]")) event.target.querySelector("input, select")?.focus();
}, { capture: true });

// After a swap the hand is on the row that it was on, or on the one that took its place, and this
// row stands where it stood on the screen.
let wasHere = false;

document.body.addEventListener("htmx:beforeSwap", () => {
  const from = document.activeElement;
  wasHere = Boolean(from?.closest("#rows, .bulk, #news, .undo") || from === document.body) && rows().length > 0;
  const row = document.getElementById(hand.id);
  if (row) hand = { id: row.id, at: rows().indexOf(row), top: row.getBoundingClientRect().top };
});

document.body.addEventListener("htmx:afterSwap", () => {
  const all = rows();
  const row = all.find((one) => one.id === hand.id) ?? all[Math.min(hand.at, all.length - 1)];
  if (wasHere && hand.id && row) {
    linkOf(row).focus({ preventScroll: true });
    scrollBy({ top: row.getBoundingClientRect().top - hand.top, behavior: "instant" });
  }
  wasHere = false;
  rove();
  tell();
});

rove();
tell();
