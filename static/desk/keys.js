// The key reader. What each key does, the table in the page says (templatetags/keys.py).
// Plain letters only, never while somebody types, and off for good when they say so.

const table = JSON.parse(document.getElementById("key-table").textContent);
const help = document.getElementById("keys");
const onSwitch = document.getElementById("keys-on");
const KEPT_AS = "newsdesk-keys";
const PATIENCE = 1200; // milliseconds between the two strokes of a pair

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const seen = (element) => element.checkVisibility();
const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(seen);

let firstStroke = "";
let waiting = 0;

function kept() {
  try {
    return localStorage.getItem(KEPT_AS);
  } catch {
    return null; // a browser that keeps nothing: the keys are on
  }
}

function keep(on) {
  try {
    localStorage.setItem(KEPT_AS, on ? "on" : "off");
  } catch {
    // nothing is kept, and the switch holds for this page
  }
}

function press(element) {
  if (!element) return false;
  if (element.matches("input")) {
    element.focus();
    element.select();
  } else {
    element.click();
    // The browser tells of an opening only later; the next key may come before that.
    if (element.matches("summary")) element.parentElement.dispatchEvent(new Event("toggle"));
  }
  return true;
}

function step(selector, by) {
  const places = all(selector);
  if (!places.length) return false;
  const at = places.findIndex((place) => (place.closest(".row") ?? place).contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : places.length - 1) : at + by;
  places[Math.min(Math.max(next, 0), places.length - 1)].focus();
  return true;
}

// The problem that a number settles: the one that has the focus, else the one that is marked.
function currentProblem() {
  const focused = document.activeElement?.closest("[data-problem]");
  return focused ?? document.querySelector("[data-problem].current") ?? all("[data-problem]")[0];
}

function here(name) {
  const thread = (document.activeElement?.closest("[data-thread]") ?? currentProblem())?.dataset.thread;
  const home = thread && document.getElementById(`p-${thread}`);
  return home ? all(`[data-key="${name}"]`, home)[0] : undefined;
}

// What a list does with its rows, the list itself knows (queue.js); it says whether it did it.
const ask = (deed) => !document.dispatchEvent(new CustomEvent("desk:rows", { cancelable: true, detail: deed }));

const deeds = {
  press: (row) => press(all(`[data-key="${row.name}"]`)[0]),
  "press here": (row) => press(here(row.name)),
  "next row": () => step("[data-row]", 1),
  "previous row": () => step("[data-row]", -1),
  "open row": () => press(document.activeElement?.closest("[data-row]") ?? all("[data-row]")[0]),
  "choose row": () => ask("row"),
  "choose range": () => ask("range"),
  "choose all": () => ask("all"),
  "choose none": () => ask("none"),
  actions: () => ask("actions"),
  undo: () => press(all('[data-key="undo"]')[0]),
  "next problem": () => step("[data-problem]", 1),
  "previous problem": () => step("[data-problem]", -1),
};

function settle(number) {
  const problem = currentProblem();
  return problem ? press(all(`[data-way="${number}"]`, problem)[0]) : false;
}

function act(row) {
  const [verb, number] = row.deed.split(" ");
  return verb === "way" ? settle(number) : deeds[row.deed](row);
}

function sleeps(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return true;
  return event.repeat && !"jknp".includes(event.key);
}

function read(event) {
  const pair = firstStroke && `${firstStroke} ${event.key}`;
  firstStroke = "";
  const found = table.find((row) => row.strokes.join(" ") === (pair || event.key));
  if (found) {
    if (act(found)) event.preventDefault();
  } else if (table.some((row) => row.strokes.length > 1 && row.strokes[0] === event.key)) {
    firstStroke = event.key;
    clearTimeout(waiting);
    waiting = setTimeout(() => (firstStroke = ""), PATIENCE);
  }
}

// Escape leaves what is open; Ctrl+Enter sends the form. Both work while typing, and always.
function leave(event) {
  const editing = event.target.closest?.("#edit")?.querySelector("[data-closes]");
  const open = document.querySelector("details.drop[open], details.way-more[open]:focus-within");
  if (editing) {
    editing.click();
  } else if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return leave(event);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest?.("textarea, input")?.form;
    return form?.method === "post" ? form.requestSubmit() : undefined;
  }
  if (onSwitch.checked && !sleeps(event)) read(event);
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens).showModal();
  }
});

onSwitch.checked = kept() !== "off";
onSwitch.addEventListener("change", () => keep(onSwitch.checked));
document.documentElement.dataset.keys = "read"; // from here on, a stroke does something
help.addEventListener("click", (event) => event.target === help && help.close());
