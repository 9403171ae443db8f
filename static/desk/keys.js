// The key reader. What each key does, the table in the page says (templatetags/keys.py).
// Plain keys sleep while somebody types, and are off for good when they say so; what is pressed with
// Ctrl, and Esc, always work. A script that wants a key of its own gives it the deed “tell”,
// listens for “desk:key”, and prevents the event's default to say that it did something.

const table = JSON.parse(document.getElementById("key-table").textContent);
const onSwitch = document.getElementById("keys-on"); // the page says how its person likes it
const PATIENCE = 1500; // milliseconds between the two strokes of a pair

const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const TAKES_SPACE = "button, summary, input, select, a[href]:not([data-row]), [role=option]";
const ROW_HOME = "li, tr, article";
const MODIFIERS = ["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "NumLock", "Dead"];
const NAMED = { " ": "Space", Escape: "Esc", Enter: "Enter", ArrowUp: "Up", ArrowDown: "Down" };
Object.assign(NAMED, { ArrowLeft: "Left", ArrowRight: "Right" });
const seen = (element) => element.checkVisibility();
const all = (selector, within = document) => [...within.querySelectorAll(selector)].filter(seen);
const named = (row, within = document) => all(`[data-key="${row.name}"]`, within)[0];

let firstStroke = "";
let waiting = 0;

function press(element) {
  if (!element) return false;
  if (element.matches("input:not([type=checkbox], [type=radio])")) {
    element.focus();
    element.select();
  } else {
    element.click();
    // The browser tells of an opening only later; the next key may come before that.
    if (element.matches("summary")) element.parentElement.dispatchEvent(new Event("toggle"));
  }
  return true;
}

// Where panes are tabs, what is looked for may be in one that is not shown.
const seek = (selector) => document.dispatchEvent(new CustomEvent("desk:seek", { detail: { selector } }));

function step(selector, by) {
  seek(selector);
  const places = all(selector);
  if (!places.length) return false;
  const at = places.findIndex((place) => (place.closest(ROW_HOME) ?? place).contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : places.length - 1) : at + by;
  places[Math.min(Math.max(next, 0), places.length - 1)].focus();
  return true;
}

function rowAtHand() {
  const home = document.activeElement?.closest(ROW_HOME);
  return home?.querySelector("[data-row]") ? home : all("[data-row]")[0]?.closest(ROW_HOME);
}

// The problem that a number settles: the one that has the focus, else the one that is marked.
function currentProblem() {
  const focused = document.activeElement?.closest("[data-problem]");
  return focused ?? document.querySelector("[data-problem].current") ?? all("[data-problem]")[0];
}

const atProblem = (row) => named(row, currentProblem() ?? document.createElement("i"));

// Where nothing can be mended by a key, the ways out are shown instead.
function look(problem) {
  const way = problem && all("[data-way]", problem)[0];
  way?.focus();
  return Boolean(way);
}

function here(row) {
  const thread = (document.activeElement?.closest("[data-thread]") ?? currentProblem())?.dataset.thread;
  const home = thread && document.getElementById(`p-${thread}`);
  return home ? named(row, home) : undefined;
}

function pageOn(by) {
  const pane = document.activeElement?.closest(".pane__body") ?? document.getElementById("copy-body");
  if (!pane || pane.scrollHeight <= pane.clientHeight) return false; // the page scrolls by itself
  pane.scrollBy({ top: by * pane.clientHeight * 0.9 });
  return true;
}

function tell(row) {
  const told = new CustomEvent("desk:key", { bubbles: true, cancelable: true, detail: { name: row.name } });
  return !(document.activeElement ?? document.body).dispatchEvent(told);
}

// What a list does with its rows, the list itself knows; it says whether it did it.
const ask = (deed) => !document.dispatchEvent(new CustomEvent("desk:rows", { cancelable: true, detail: deed }));

// Leaving works while somebody types, too.
function leave() {
  if (document.querySelector("dialog[open]")) return false; // the browser closes it
  const editing = document.activeElement?.closest("#edit")?.querySelector("[data-closes]");
  if (editing) return press(editing);
  const open = document.querySelector("details.drop[open], details.way-more[open]:focus-within");
  if (!open) return false;
  open.open = false;
  open.querySelector("summary").focus();
  return true;
}

function send(row) {
  const form = document.activeElement?.closest("form");
  if (form?.method !== "post" || !document.activeElement.matches(TYPING)) return false;
  const button = named(row, form);
  if (button) return press(button);
  form.requestSubmit();
  return true;
}

function settle(number) {
  const problem = currentProblem();
  return problem ? press(all(`[data-way="${number}"]`, problem)[0]) : false;
}

const deeds = {
  press: (row) => press(named(row)),
  "press here": (row) => press(here(row)),
  "press in row": (row) => press(named(row, rowAtHand() ?? document)),
  "press row": (row) => press(named(row, document.activeElement?.closest("[data-card]") ?? document)),
  "press at problem": (row) => press(atProblem(row)),
  "press way": (row) => press(atProblem(row)) || look(currentProblem()),
  "choose row": () => ask("row"),
  "choose range": () => ask("range"),
  "choose all": () => ask("all"),
  "choose none": () => ask("none"),
  actions: () => ask("actions"),
  undo: (row) => press(named(row)),
  "next row": () => step("[data-row]", 1),
  "previous row": () => step("[data-row]", -1),
  "open row": () => press(document.activeElement?.closest("[data-row]") ?? all("[data-row]", rowAtHand() ?? document)[0]),
  "next problem": () => step("[data-problem]", 1),
  "previous problem": () => step("[data-problem]", -1),
  "page on": () => pageOn(1),
  "page back": () => pageOn(-1),
  leave: () => leave(),
  send: (row) => send(row),
  tell: (row) => tell(row),
  "pressed by its list": () => false,
};

function act(row) {
  const [verb, number] = row.deed.split(" ");
  return verb === "way" ? settle(number) : deeds[row.deed](row);
}

function offered(row) {
  if (row.deed === "pressed by its list") return false;
  if (/^(press|undo)/.test(row.deed)) return Boolean(named(row));
  if (/^(choose|actions)/.test(row.deed)) return all("[data-choose]").length > 0;
  if (row.deed.endsWith(" row")) return all("[data-row]").length > 0;
  if (/problem$|^way /.test(row.deed)) return all("[data-problem]").length > 0;
  if (row.deed === "send") return all("main form[method=post] :is(textarea, input)").length > 0;
  return true;
}

// A letter whichever script the keyboard is set to, and whether CapsLock is on or not.
function letterOf(event) {
  const latin = event.key > "~" && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key;
  if (latin === event.key && !event.getModifierState("CapsLock")) return event.key;
  if (!/^[a-z]$/i.test(latin)) return event.key;
  return event.shiftKey ? latin.toUpperCase() : latin.toLowerCase();
}

// The stroke as the table writes it; empty for what is none. AltGr types a sign, and is no chord.
function strokeOf(event) {
  if (!event.key || MODIFIERS.includes(event.key)) return "";
  const types = event.getModifierState("AltGraph");
  const ctrl = (event.ctrlKey || event.metaKey) && !types;
  const alt = event.altKey && !types;
  if (ctrl && alt) return "";
  const chord = (ctrl ? "Ctrl+" : "") + (alt ? "Alt+" : "");
  const name = NAMED[event.key] ?? (event.key.length > 1 ? event.key : "");
  const shift = event.shiftKey && (name || chord) ? "Shift+" : "";
  const letter = letterOf(event);
  return chord + shift + (name || (chord ? letter.toUpperCase() : letter));
}

const always = (stroke) => stroke === "Esc" || stroke.startsWith("Ctrl+");

function sleeps(event, stroke) {
  if (always(stroke)) return false;
  if (!onSwitch.checked || event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return true;
  return /^(Space|Enter|Up|Down|Left|Right)$/.test(stroke) && Boolean(event.target.closest?.(TAKES_SPACE));
}

// The rows that a stroke may mean, those first that something on this page answers to.
function meant(strokes) {
  const found = [];
  for (const row of table) {
    const way = row.ways.findIndex((one) => one.join(" ") === strokes);
    const needsRow = way > 0 && row.deed.endsWith("row");
    if (way >= 0 && !(needsRow && !document.activeElement?.closest("[data-row]"))) found.push(row);
  }
  return found.sort((one, other) => Boolean(named(other)) - Boolean(named(one)));
}

const goesOn = (row) => /^(next|previous|page) /.test(row.deed);

function read(event, stroke) {
  const strokes = firstStroke ? `${firstStroke} ${stroke}` : stroke;
  const begins = !firstStroke && table.some((row) => row.ways.some((way) => way.length > 1 && way[0] === stroke));
  firstStroke = "";
  const rows = meant(strokes).filter((row) => !event.repeat || goesOn(row));
  if (rows.some(act)) {
    event.preventDefault();
  } else if (begins && !event.repeat) {
    firstStroke = stroke;
    clearTimeout(waiting);
    waiting = setTimeout(() => (firstStroke = ""), PATIENCE);
  }
}

document.addEventListener("keydown", (event) => {
  const stroke = event.isComposing || event.defaultPrevented ? "" : strokeOf(event);
  if (stroke && !sleeps(event, stroke)) read(event, stroke);
});

// What other scripts ask: which rows this page answers to, and to act as if a key had been pressed.
document.addEventListener("desk:offers", (event) => (event.detail.rows = table.filter(offered)));
document.addEventListener("desk:do", (event) => act(table.find((row) => row.name === event.detail.name)));

document.documentElement.dataset.keys = "read"; // from here on, a stroke does something
