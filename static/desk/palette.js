// The palette: whatever this page can do, where one may go, and stories by number or slug, by name.
// A combobox with a list (ARIA 1.2): the focus stays in the field, the arrows choose. Without this
// script its link leads to a page with the same links.

const palette = document.getElementById("palette");
const field = document.getElementById("palette-q");
const list = document.getElementById("palette-list");
const said = document.getElementById("palette-said");
const PAUSE = 140; // milliseconds after the last letter, before the desk is asked
const PRESSED = /^(press|tell|page|choose|actions|undo)/;

let places = []; // where one may go: asked for once a page
let stories = [];
let chosen = 0;
let waiting = 0;
let turn = 0;

function actions() {
  const asked = { rows: [] };
  document.dispatchEvent(new CustomEvent("desk:offers", { detail: asked }));
  const rows = asked.rows.filter((row) => PRESSED.test(row.deed) && row.name !== "palette");
  rows.sort((one, other) => (one.where === "Anywhere") - (other.where === "Anywhere")); // this page first
  return rows.map((row) => ({ name: row.name, says: row.says, kind: "key", key: row.ways[0].join(" ") }));
}

async function ask(words) {
  const answer = await fetch(`${field.form.action}?q=${encodeURIComponent(words)}`, {
    headers: { "HX-Request": "true" },
  }).catch(() => undefined);
  if (!answer?.ok) return [];
  const found = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...found.querySelectorAll("[data-kind] a")].map((link) => ({
    href: link.getAttribute("href"),
    says: link.textContent.trim(),
    kind: link.closest("[data-kind]").dataset.kind,
  }));
}

function option(one, number) {
  const line = document.createElement("li");
  line.id = `palette-${number}`;
  line.role = "option";
  line.one = one;
  line.append(Object.assign(document.createElement("span"), { textContent: one.says, dir: "auto" }));
  const aside = document.createElement(one.key ? "kbd" : "small");
  aside.textContent = one.key ?? one.kind;
  line.append(aside);
  return line;
}

function draw() {
  const words = field.value.trim().toLowerCase().split(/\s+/);
  const known = [...actions(), ...places].filter(({ says }) => words.every((word) => says.toLowerCase().includes(word)));
  list.replaceChildren(...[...stories, ...known].slice(0, 60).map(option));
  choose(0);
  const many = list.children.length;
  said.textContent = many ? `${many} found` : "Nothing is called that.";
}

function choose(number) {
  const lines = [...list.children];
  chosen = lines.length ? (number + lines.length) % lines.length : 0;
  lines.forEach((line, at) => line.setAttribute("aria-selected", String(at === chosen)));
  field.setAttribute("aria-activedescendant", lines[chosen]?.id ?? "");
  lines[chosen]?.scrollIntoView({ block: "nearest" });
}

function go(one) {
  if (!one) return;
  palette.close();
  if (one.href) location.assign(one.href);
  else document.dispatchEvent(new CustomEvent("desk:do", { detail: { name: one.name } }));
}

async function look() {
  const mine = ++turn;
  const words = field.value.trim();
  const found = words ? await ask(words) : [];
  if (mine !== turn) return; // somebody typed on in the meantime
  stories = found;
  draw();
}

async function open() {
  field.value = "";
  stories = [];
  palette.showModal();
  draw();
  if (!places.length) places = await ask("");
  draw();
}

document.addEventListener("click", (event) => {
  if (!event.target.closest('[data-key="palette"]') || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (palette.open) palette.close();
  else open();
});

field.addEventListener("input", () => {
  draw();
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
});

const MOVES = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1) };
field.addEventListener("keydown", (event) => {
  if (event.isComposing || !MOVES[event.key]) return;
  event.preventDefault();
  MOVES[event.key]();
});

field.form.addEventListener("submit", async (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  if (/^\d+$/.test(field.value.trim())) await look(); // a number is asked for before it is gone to
  go(list.children[chosen]?.one);
});

list.addEventListener("click", (event) => go(event.target.closest("li")?.one));
palette.addEventListener("click", (event) => event.target === palette && palette.close());
