// @name in a note: whoever is meant is proposed under the field, and Tab writes the name out.

let people = null;

async function known(field) {
  people ??= fetch(field.dataset.names, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { people: [] }))
    .then((told) => told.people)
    .catch(() => []);
  return people;
}

// What is being typed behind an @, up to the caret.
function called(field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  return /(?:^|[^\w@.+-])@([\w.+-]*)$/u.exec(field.value.slice(0, field.selectionStart))?.[1] ?? null;
}

const fits = (person, typed) =>
  person.name.toLowerCase().startsWith(typed) || person.called.toLowerCase().includes(typed);

async function propose(field) {
  const typed = called(field)?.toLowerCase();
  const told = document.getElementById(field.getAttribute("aria-describedby"));
  const found = typed === undefined ? [] : (await known(field)).filter((one) => fits(one, typed)).slice(0, 5);
  const whole = found.some((one) => one.name.toLowerCase() === typed);
  field.dataset.name = found.length && !whole ? found[0].name : "";
  told.textContent = field.dataset.name
    ? `Tab writes @${found.map((one) => (one.called === one.name ? one.name : `${one.name} (${one.called})`)).join(", @")}`
    : "";
}

document.addEventListener("input", (event) => {
  if (event.target.matches?.("[data-names]")) propose(event.target);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Tab" || event.shiftKey || !field.matches?.("[data-names]") || !field.dataset.name) return;
  const typed = called(field);
  if (typed === null) return;
  event.preventDefault();
  const from = field.selectionStart - typed.length;
  field.setRangeText(`${field.dataset.name} `, from, field.selectionStart, "end");
  propose(field);
});
